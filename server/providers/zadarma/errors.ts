import { DeliveryError, type DeliveryReason } from '../../channel.ts'
import type { ZadarmaAnswer } from './api.ts'

/**
 * What Zadarma's messages say → our reason, and what to tell the operator. The first line that fits counts.
 * Few of its messages are documented, so a message is read for what it speaks of.
 */
const meanings: readonly (readonly [RegExp, DeliveryReason, string])[] = [
  [/authori[sz]|signature|access denied|forbidden/, 'unauthorized', 'the key or the secret is not accepted'],
  [/too many|rate.?limit|limit.*(exceeded|requests)|requests?.*limit/, 'rate_limited', 'too many requests'],
  [/balance|money|funds|credit/, 'rejected', 'the account has no money left'],
  [/wrong method/, 'rejected', 'there is no such method: look at "baseUrl" and "paths"'],
  [/param is required|missing/, 'rejected', 'a parameter is missing'],
  [/sound/, 'rejected', 'a sound is not accepted: look at "sounds"'],
  [
    /\bfrom\b|caller|sender/,
    'rejected',
    'the sender is not accepted: look at "from", "callerId" and "emailFrom"',
  ],
  [/template|email_body|placeholder|subject/, 'rejected', 'the template or text is not accepted'],
  [/integration|synchroni[sz]|teamsale|pbx/, 'rejected', 'the account is not set up for this channel'],
  [
    /(wrong|invalid|incorrect|bad|unknown|not valid).*(number|phone|e-?mail|address|destination|recipient|\bto\b)/,
    'invalid_contact',
    'the contact is not accepted',
  ],
  [
    /(number|phone|e-?mail|address|destination|recipient|\bto\b).*(wrong|invalid|incorrect|not valid|not exist|unallocated)/,
    'invalid_contact',
    'the contact is not accepted',
  ],
]

const statuses: Readonly<Record<number, readonly [DeliveryReason, string]>> = {
  401: ['unauthorized', 'the key or the secret is not accepted'],
  403: ['unauthorized', 'the key or the secret is not accepted'],
  404: ['rejected', 'there is no such method: look at "baseUrl" and "paths"'],
  405: ['rejected', 'there is no such method: look at "baseUrl" and "paths"'],
  429: ['rate_limited', 'too many requests'],
}

/** Moved for good, or before anything was done: a POST is never sent on. */
const redirects = [301, 307, 308]

/** The error for an answer that is not success. */
export function zadarmaError({ status, body }: ZadarmaAnswer): DeliveryError {
  const failed = (reason: DeliveryReason, detail: string, unsent: boolean) =>
    new DeliveryError(reason, `${detail} (HTTP ${status})`, { unsent })

  if (status >= 500) return failed('unavailable', 'Zadarma failed', false)
  if (status >= 300 && status < 400) {
    const detail = 'it is a redirect, which is not followed: look at "baseUrl" and "paths"'
    return failed('rejected', detail, redirects.includes(status))
  }
  const known = statuses[status]
  if (known) return failed(...known, true)

  // Only an answer that says so itself is a refusal: anything else may have been written after the message went out.
  if (body?.status !== 'error') return failed('unavailable', 'the answer is not Zadarma’s', false)
  const message = typeof body.message === 'string' ? body.message.toLowerCase() : ''
  const [, reason, detail] = meanings.find(([pattern]) => pattern.test(message)) ?? [
    null,
    'rejected' as const,
    `refused: ${plainWords(message) || 'no reason given'}`,
  ]
  return failed(reason, detail, true)
}

/** The words of a message, without anything that could be a number, an address or a key. */
function plainWords(message: string): string {
  return message
    .slice(0, 200)
    .split(/\s+/)
    .filter(word => /^["'(]?[a-z]{1,15}["')]?[.,:;!]?$/.test(word))
    .join(' ')
}
