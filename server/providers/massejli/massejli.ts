/**
 * WhatsApp through Massejli, in the two ways of the service's own description, solution 1132 of 2021-05-17.
 *
 * With our codes, the service posts what people write to the business number to a webhook, and sends back the text
 * that the webhook answers with: `phone, token, contact, command, message` in, `{"message": …}` out, JSON in UTF-8
 * both ways. With codes of its own, it answers by itself and pushes each code to `…/code` (`push.ts`).
 *
 * It signs nothing: the token and the secret path are all there is, so this is the weakest of the WhatsApp providers.
 */
import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { HookAnswer, HookRequest, Inbox, Provider } from '../../channel.ts'
import { equalStrings } from '../../secrets.ts'
import { parseWhatsAppSender } from '../../whatsapp-number.ts'
import type { ProviderType } from '../provider-type.ts'
import { field, receivePush } from './push.ts'

const settings = z.object({
  /** The business number, E.164 with `+`. */
  number: z
    .string('write the business number, such as "+964622445511"')
    .regex(/^\+[1-9]\d{6,14}$/, 'write the business number with + and digits only, such as "+964622445511"'),
  /** The authentication key of the service's developers page. */
  token: z
    .string('write the token of the service’s developers page')
    .min(8, 'write the token of the service’s developers page, at least 8 characters'),
  /** Who makes the codes. With "massejli" a visitor has to name the number first. */
  codes: z.enum(['ours', 'massejli'], 'write "ours" or "massejli"').default('ours'),
  /** What the service calls the fields of a push. */
  push: z
    .strictObject({
      contact: field.default('contact'),
      // Its own name for the code, in its texts.
      code: field.default('authcode'),
      token: field.default('token'),
    })
    .refine(fields => new Set(Object.values(fields)).size === 3, 'write three different names')
    .prefault({}),
})

type Settings = z.infer<typeof settings>

export const massejli: ProviderType<Settings> = {
  type: 'massejli',
  settings,
  channels: ['whatsapp'],
  free: true,
  needsHookToken: true,
  create: createMassejli,
}

/** More is no message of this service. */
const maxBytes = 16_384
/** It sends no message id: an equal message within this time is the same one, delivered again. */
const repeatsWithinSeconds = 60

/** What the service posts. The fields that we do not need may be missing. */
const notification = z.object({
  phone: z.string().max(64),
  token: z.string().max(512),
  contact: z.string().max(64),
  command: z.string().max(256).default(''),
  message: z.string().max(8192),
})

function createMassejli(name: string, { number, token, codes, push }: Settings): Provider {
  return {
    name,
    channels: {},
    inboundNumber: number,
    suppliesCodes: codes === 'massejli',
    close: async () => {},
    hook: { receive },
  }

  async function receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer> {
    const { part } = request
    // One of the two ways, never both: whoever can post messages must not be able to set codes.
    if (codes === 'ours') return part ? refusal(404) : receiveMessage(request, inbox)
    return part === 'code' ? receivePush(name, token, push, request, inbox) : refusal(404)
  }

  async function receiveMessage(request: HookRequest, inbox: Inbox): Promise<HookAnswer> {
    if (request.method !== 'POST') return refusal(405)
    if (request.body.byteLength > maxBytes) return refusal(413)
    const json = parseJson(request.body)
    // The token first: a stranger learns nothing about the rest of what he sent.
    if (!hasToken(json)) return refusal(401)
    const read = notification.safeParse(json)
    if (!read.success) return refusal(400)
    const { phone, contact, command, message } = read.data
    if (parseWhatsAppSender(phone) !== number) return refusal(404)

    const text = await inbox.message({
      provider: name,
      from: parseWhatsAppSender(contact),
      text: message,
      sentAt: null,
      fingerprint: createHash('sha256')
        .update(JSON.stringify([phone, contact, command, message]))
        .digest('base64url'),
      repeatsWithinSeconds,
    })
    return answer(200, { message: text ?? '' })
  }

  function hasToken(json: unknown): boolean {
    const given = typeof json === 'object' && json !== null && 'token' in json ? json.token : undefined
    return typeof given === 'string' && equalStrings(given, token)
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function refusal(status: number): HookAnswer {
  // An empty text, because the service may pass on whatever stands here.
  return answer(status, { message: '' })
}

function answer(status: number, body: { message: string }): HookAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}
