/**
 * WhatsApp through Meta's own Cloud API: Meta posts what people write to a webhook, signed with the app secret,
 * and takes answers at `graph.facebook.com`.
 *
 * Written against https://developers.facebook.com/documentation/business-messaging/whatsapp/ of August 2026.
 */
import {
  type Channel,
  DeliveryError,
  type HookAnswer,
  type HookRequest,
  type Inbox,
  type Provider,
} from '../../channel.ts'
import { renderWhatsAppCode } from '../../message.ts'
import { parseWhatsAppSender, sameWhatsApp } from '../../whatsapp-number.ts'
import type { ProviderContext, ProviderType } from '../provider-type.ts'
import { codeTemplate, createGraph, textContent } from './graph.ts'
import { templateLanguage } from './languages.ts'
import { type CloudSettings, settings } from './settings.ts'
import { answerHandshake, type CloudEvent, isSigned, plainText, readEvents } from './webhook.ts'

export const whatsappCloud: ProviderType<CloudSettings> = {
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
  settings: CloudSettings,
  { log, now }: Pick<ProviderContext, 'log' | 'now'>,
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
    inspect,
    async close() {
      await Promise.all(replies)
      await graph.close()
    },
  }

  /** Visitors write to `number`, and we hear only of what is written to `phoneNumberId`. */
  async function inspect(signal: AbortSignal): Promise<string[]> {
    try {
      const found = parseWhatsAppSender((await graph.displayNumber(signal)) ?? '')
      if (found === null || sameWhatsApp(found, settings.number)) return []
      return [
        '`phoneNumberId` is the id of another number than `number`: what visitors write will not arrive.',
      ]
    } catch (error) {
      // What may pass is not a mistake of the configuration.
      if (!(error instanceof DeliveryError) || !['unauthorized', 'rejected'].includes(error.reason))
        throw error
      return [`Meta refuses to speak about the number: ${error.message}`]
    }
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
      numbered: true,
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
