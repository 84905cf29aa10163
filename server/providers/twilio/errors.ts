import { DeliveryError, type DeliveryReason } from '../../channel.ts'
import type { HttpAnswer } from '../http-client.ts'

/**
 * What Twilio calls it → what we call it, and what to do about it. Its own words are never used: they hold the
 * number.
 *
 * @see https://www.twilio.com/docs/api/errors
 */
const refusals: Readonly<Record<number, readonly [DeliveryReason, whatToDo: string]>> = {
  20003: ['unauthorized', 'check `accountSid`, `authToken` and `apiKey`'],
  20005: ['unauthorized', 'the account is not active'],
  30002: ['unauthorized', 'the account is suspended'],

  14107: ['rate_limited', 'too many messages'],
  20429: ['rate_limited', 'too many requests'],
  21611: ['rate_limited', 'the queue of `from` is full'],
  30001: ['rate_limited', 'the queue is full'],

  21211: ['invalid_contact', 'no such number'],
  21214: ['invalid_contact', 'this number cannot be called'],
  21217: ['invalid_contact', 'no such number'],
  21610: ['invalid_contact', 'the recipient has opted out of messages from this sender'],
  21614: ['invalid_contact', 'this number gets no text messages'],
  30003: ['invalid_contact', 'the phone cannot be reached'],
  30004: ['invalid_contact', 'the recipient has blocked messages'],
  30005: ['invalid_contact', 'unknown number'],
  30006: ['invalid_contact', 'a landline, or a carrier that cannot be reached'],

  20404: ['rejected', 'no such account or resource: check `accountSid`'],
  21210: ['rejected', '`from` is not a number of the account'],
  21212: ['rejected', '`from` is not a number that can send'],
  21215: ['rejected', 'calls to this country are not permitted: allow them in the console'],
  21216: ['rejected', 'the account may not call this number'],
  21219: ['rejected', 'a trial account reaches only verified numbers'],
  21408: ['rejected', 'texts to this country are not permitted: allow them in the console'],
  21606: ['rejected', '`from` cannot send text messages'],
  21608: ['rejected', 'a trial account reaches only verified numbers'],
  21609: ['rejected', 'Twilio cannot call back at `publicUrl`'],
  21612: ['rejected', 'no way from this sender to this number'],
  21617: ['rejected', 'the text is too long'],
  30007: ['rejected', 'filtered as spam'],
  63016: ['rejected', 'WhatsApp takes only templates outside of the 24 hours'],
}

/** An answer of the REST API that is not 2xx. Only what Twilio itself refused is certain not to have gone out. */
export function twilioError({ status, text }: HttpAnswer): DeliveryError {
  const code = codeIn(text)
  const detail = ['Twilio answered', status, ...(code === undefined ? [] : [`code ${code}`])].join(' ')
  if (status < 400 || status >= 500) return new DeliveryError('unavailable', detail, { unsent: false })
  const known = code === undefined ? undefined : refusals[code]
  if (!known) return new DeliveryError(reasonOf(status), detail, { unsent: code !== undefined })
  return new DeliveryError(known[0], `${detail}: ${known[1]}`, { unsent: true })
}

function reasonOf(status: number): DeliveryReason {
  if (status === 401 || status === 403) return 'unauthorized'
  return status === 429 ? 'rate_limited' : 'rejected'
}

function codeIn(text: string): number | undefined {
  try {
    const body: unknown = JSON.parse(text)
    const code = typeof body === 'object' && body !== null && 'code' in body ? body.code : undefined
    return Number.isInteger(code) ? (code as number) : undefined
  } catch {
    return undefined
  }
}
