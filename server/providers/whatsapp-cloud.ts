/**
 * WhatsApp through Meta's own Cloud API: Meta posts what people write to a webhook, signed with the app secret,
 * and takes answers at `graph.facebook.com`.
 *
 * Written against https://developers.facebook.com/documentation/business-messaging/whatsapp/ of August 2026.
 */
import { z } from 'zod'
import {
  type Channel,
  DeliveryError,
  type HookAnswer,
  type HookRequest,
  type Inbox,
  type Provider,
} from '../channel.ts'
import { renderWhatsAppCode } from '../message.ts'
import type { ProviderContext, ProviderType } from './provider-type.ts'
import { codeTemplate, createGraph, textContent } from './whatsapp-cloud-graph.ts'
import { templateLanguage } from './whatsapp-cloud-languages.ts'
import {
  answerHandshake,
  type CloudEvent,
  isSigned,
  plainText,
  readEvents,
} from './whatsapp-cloud-webhook.ts'

const isHttpUrl = (text: string) =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) && !/[?#]/.test(text)

const settings = z.object({
  /** The business number that visitors write to, E.164 with `+`. */
  number: z
    .string('write the business number, such as "+15550001111"')
    .regex(/^\+[1-9]\d{6,14}$/, 'write the business number with + and digits only, such as "+15550001111"'),
  /** Meta's id of that number; not the number itself, nor the id of the business account. */
  phoneNumberId: z
    .string('write the phone number id of the app’s "API setup" page')
    .regex(/^\d{5,32}$/, 'write the phone number id of the app’s "API setup" page: digits only'),
  /** Of a system user, with `whatsapp_business_messaging`; the one that the dashboard offers ends after a day. */
  accessToken: z
    .string('write the access token of a system user')
    .regex(/^[!-~]{8,}$/, 'write the access token of a system user, at least 8 characters, no spaces'),
  /** What Meta signs its deliveries with: the app's basic settings have it. */
  appSecret: z
    .string('write the app secret of the app’s basic settings')
    .min(16, 'write the app secret of the app’s basic settings, at least 16 characters'),
  /** Any text: the same is entered in Meta's dashboard beside the address of the hook. */
  verifyToken: z
    .string('write the verify token that is entered in Meta’s dashboard')
    .min(8, 'write the verify token that is entered in Meta’s dashboard, at least 8 characters'),
  /**
   * Of the Graph API. v25.0 is the newest one whose end is announced, 29 July 2028: of those with a known end it
   * runs longest without anybody touching this.
   */
  version: z
    .string('write a version of the Graph API, such as "v25.0"')
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'write a version of the Graph API, such as "v25.0"')
    .default('v25.0'),
  baseUrl: z
    .string('write the address of the Graph API')
    .refine(isHttpUrl, 'write the address of the Graph API, such as "https://graph.facebook.com"')
    .default('https://graph.facebook.com'),
  /** An approved authentication template with a button that copies the code. Without it codes go as plain text. */
  template: z
    .string('write the name of an authentication template')
    .regex(/^[a-z0-9_]{1,512}$/, 'write the name of an authentication template: a–z, 0–9 and "_"')
    .optional(),
  /** The languages that it exists in, as Meta spells them, the one for everybody else first. */
  templateLanguages: z
    .array(
      z
        .string('write languages as Meta does, such as "pt_BR"')
        .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'write languages as Meta does, such as "pt_BR"'),
      'write a list of languages as Meta does, such as ["en", "pt_BR"]',
    )
    .min(1, 'write at least one language, such as ["en"]')
    .optional(),
})

type Settings = z.infer<typeof settings>

export const whatsappCloud: ProviderType<Settings> = {
  type: 'whatsapp-cloud',
  settings,
  channels: ['whatsapp'],
  // Answers to people who wrote first cost nothing up to 1,000 a month; more, and templates, are billed.
  free: true,
  needsHookToken: true,
  create: (name, settings, context) => createWhatsAppCloud(name, settings, context),
}

/** Meta delivers up to 1,000 updates at once. */
const maxBytes = 3 * 1024 * 1024
/** It delivers again for up to 7 days what was not answered with 200. */
const repeatsWithinSeconds = 8 * 86_400
const replyTimeoutMs = 10_000

/** @param now epoch milliseconds */
export function createWhatsAppCloud(
  name: string,
  settings: Settings,
  { log }: Pick<ProviderContext, 'log'>,
  now: () => number = Date.now,
): Provider {
  const graph = createGraph(settings)
  const replies = new Set<Promise<void>>()

  const whatsapp: Channel = {
    id: 'whatsapp',
    sender: settings.number,
    deliver(message, signal) {
      const { template, templateLanguages } = settings
      const content = template
        ? codeTemplate(template, templateLanguage(message.language, templateLanguages), message.code)
        : textContent(renderWhatsAppCode(message, message.texts))
      return graph.send(message.to, content, signal)
    },
  }

  return {
    name,
    channels: { whatsapp },
    inboundNumber: settings.number,
    hook: { signatureHeader: 'x-hub-signature-256', maxBytes, receive },
    async close() {
      await Promise.all(replies)
      await graph.close()
    },
  }

  async function receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer> {
    const { method, part, query, headers, body } = request
    if (part) return plainText(404)
    if (method === 'GET') return answerHandshake(query, settings.verifyToken)
    if (method !== 'POST') return plainText(405)
    if (body.byteLength > maxBytes) return plainText(413)
    if (!isSigned(body, headers['x-hub-signature-256'], settings.appSecret)) return plainText(401)
    // One after the other: a NO after a command must not overtake it. What makes no sense is answered 200 all the
    // same, as it would make none the next time either; only the store failing makes Meta deliver again.
    for (const event of readEvents(body, settings.phoneNumberId, now())) await handle(event, inbox)
    return plainText(200)
  }

  async function handle(event: CloudEvent, inbox: Inbox): Promise<void> {
    if (event.kind === 'number_lost') return inbox.numberLost(name, event.number)
    if (event.kind === 'status') {
      const { id, status, error } = event
      if (status === 'failed') log.warn({ event: 'whatsapp_failed', metaCode: error })
      return inbox.delivery({ provider: name, receipt: id, status })
    }
    const { id, from, text, sentAt } = event
    const answer = await inbox.message({
      provider: name,
      from,
      text,
      sentAt,
      fingerprint: id,
      repeatsWithinSeconds,
    })
    // Whoever hides his number could be answered under his user id; but he proves nothing with it.
    if (answer && from) reply(from, answer)
  }

  /** Behind the 200: Meta wants that at once, and gets it whether or not this goes out. */
  function reply(to: string, text: string): void {
    const sending = graph.send(to, textContent(text), AbortSignal.timeout(replyTimeoutMs)).then(
      () => {},
      (error: unknown) => {
        log.warn({
          event: 'reply_failed',
          reason: error instanceof DeliveryError ? error.reason : 'internal',
        })
      },
    )
    replies.add(sending)
    void sending.then(() => replies.delete(sending))
  }
}
