/** What Meta posts to a webhook, read. Pure: nothing here sends, stores or answers. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import type { HookAnswer } from '../../channel.ts'
import { equalStrings } from '../../secrets.ts'
import { parseWhatsAppSender } from '../../whatsapp-number.ts'

/** What a delivery holds for us. */
export type CloudEvent =
  | { kind: 'message'; id: string; from: string | null; text: string; sentAt: number }
  | { kind: 'status'; id: string; status: 'sent' | 'delivered' | 'failed'; error: number | null }
  | { kind: 'number_lost'; number: string }

/**
 * Whether the exact bytes were signed with the app secret.
 *
 * @param header `sha256=` and 64 lower-case hex digits; nothing else passes
 */
export function isSigned(body: Uint8Array, header: unknown, appSecret: string): boolean {
  const given = typeof header === 'string' && /^sha256=([0-9a-f]{64})$/.exec(header)
  if (!given) return false
  const own = createHmac('sha256', appSecret).update(body).digest()
  return timingSafeEqual(own, Buffer.from(given[1]!, 'hex'))
}

/** The GET that Meta sends when the address is entered in its dashboard: the challenge goes back as it came. */
export function answerHandshake(query: URLSearchParams, verifyToken: string): HookAnswer {
  const names = [...query.keys()].filter(name => name.startsWith('hub'))
  // `hub[mode]` and `hub.mode[]` are what some parsers read as the same field: Meta writes neither.
  const plain =
    new Set(names).size === names.length &&
    names.every(name => /^hub\.(mode|verify_token|challenge)$/.test(name))
  const known = equalStrings(query.get('hub.verify_token') ?? '', verifyToken)
  if (!known || !plain || query.get('hub.mode') !== 'subscribe') return plainText(403)
  const challenge = query.get('hub.challenge') ?? ''
  return /^[\w-]{1,128}$/.test(challenge) ? plainText(200, challenge) : plainText(400)
}

export function plainText(status: number, body = ''): HookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}

/** A phone's clock may be a little ahead of ours. */
const aheadMs = 60_000
/** More is no message that a person sends: WhatsApp's own limit is half of it. */
const maxText = 8_192

const list = z.array(z.unknown()).catch([])
const envelope = z.object({ object: z.literal('whatsapp_business_account'), entry: list })
const entry = z.object({ changes: list })
const change = z.object({ field: z.literal('messages'), value: z.unknown().optional() })
const value = z.object({
  metadata: z.object({ phone_number_id: z.string() }),
  messages: list,
  statuses: list,
})

const id = z.string().min(1).max(256)
const text = z.string().max(maxText)

const message = z.object({
  id,
  // Without it the sender hides his number. His user id, `wa_id` and profile say nothing about one.
  from: z.string().nullish(),
  timestamp: z.string().regex(/^\d{1,11}$/),
  type: z.string(),
  group_id: z.unknown().optional(),
  context: z.unknown().optional(),
})
const forwarding = z.object({ forwarded: z.boolean().nullish(), frequently_forwarded: z.boolean().nullish() })

/** Where each type has its words. */
const words: Readonly<Record<string, z.ZodType<string>>> = {
  text: z.object({ text: z.object({ body: text }) }).transform(({ text }) => text.body),
  button: z.object({ button: z.object({ text }) }).transform(({ button }) => button.text),
  interactive: z
    .object({
      interactive: z.union([
        z.object({ type: z.literal('button_reply'), button_reply: z.object({ title: text }) }),
        z.object({ type: z.literal('list_reply'), list_reply: z.object({ title: text }) }),
      ]),
    })
    .transform(({ interactive: reply }) =>
      reply.type === 'button_reply' ? reply.button_reply.title : reply.list_reply.title,
    ),
}

const system = z.object({ system: z.object({ type: z.literal('user_changed_number') }) })

const statusReport = z.object({
  id,
  status: z.enum(['sent', 'delivered', 'read', 'played', 'failed']),
  errors: z.array(z.object({ code: z.number() })).catch([]),
})

/**
 * Reads a delivery. Each entry, change, message and status stands for itself: one that is not understood, or
 * not for this number, is left out and hinders none of the others.
 *
 * @param now epoch milliseconds
 */
export function readEvents(body: Uint8Array, phoneNumberId: string, now: number): CloudEvent[] {
  return each(envelope, [parseJson(body)])
    .flatMap(one => each(entry, one.entry))
    .flatMap(one => each(change, one.changes))
    .flatMap(one => each(value, [one.value]))
    .filter(one => one.metadata.phone_number_id === phoneNumberId)
    .flatMap(one => [
      ...one.messages.flatMap(message => readMessage(message, now) ?? []),
      ...each(statusReport, one.statuses).map(readStatus),
    ])
}

function readMessage(input: unknown, now: number): CloudEvent | undefined {
  const read = message.safeParse(input).data
  if (!read) return
  const { id, type, timestamp } = read
  const sentAt = Number(timestamp) * 1000
  const from = parseWhatsAppSender(read.from ?? '')
  if (sentAt > now + aheadMs) return
  if (type === 'system') {
    // `from` is the old number; the new one is of no use to anybody here.
    return from && system.safeParse(input).success ? { kind: 'number_lost', number: from } : undefined
  }
  // What is said in a group is said to others.
  if (read.group_id != null || !Object.hasOwn(words, type)) return
  const said = words[type]!.safeParse(input).data
  if (said === undefined) return
  // Whoever forwards a command did not make it on the page: without its words it gets the way to the website.
  return { kind: 'message', id, from, text: isForwarded(read.context) ? '' : said, sentAt }
}

function isForwarded(context: unknown): boolean {
  if (context == null) return false
  const read = forwarding.safeParse(context)
  // A context that cannot be read may say anything.
  return !read.success || Boolean(read.data.forwarded || read.data.frequently_forwarded)
}

function readStatus({ id, status, errors }: z.infer<typeof statusReport>): CloudEvent {
  const seen = status === 'delivered' || status === 'read' || status === 'played'
  return { kind: 'status', id, status: seen ? 'delivered' : status, error: errors[0]?.code ?? null }
}

function each<T>(schema: z.ZodType<T>, inputs: readonly unknown[]): T[] {
  return inputs.flatMap(input => schema.safeParse(input).data ?? [])
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}
