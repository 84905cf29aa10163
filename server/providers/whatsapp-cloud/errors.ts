import { DeliveryError, type DeliveryReason } from '../../channel.ts'
import type { HttpAnswer } from '../http-client.ts'

/**
 * What Meta calls it → what we call it, and what to do about it. Its own words are never used: they may hold the
 * number, and they change.
 *
 * @see https://developers.facebook.com/documentation/business-messaging/whatsapp/support/error-codes
 */
const refusals: Readonly<Record<number, readonly [DeliveryReason, whatToDo: string]>> = {
  0: ['unauthorized', 'the access token is not valid: set a new `accessToken`'],
  3: ['unauthorized', 'the access token lacks whatsapp_business_messaging'],
  10: ['unauthorized', 'the access token lacks whatsapp_business_messaging'],
  104: ['unauthorized', 'the access token is missing'],
  190: ['unauthorized', 'the access token is not valid or has expired: set a new `accessToken`'],
  200: ['unauthorized', 'the access token may not send from this number'],
  131005: ['unauthorized', 'the access token may not send from this number'],

  4: ['rate_limited', 'too many calls of the app'],
  80007: ['rate_limited', 'too many calls of the business account'],
  130429: ['rate_limited', 'too many messages a second'],
  131056: ['rate_limited', 'too many messages to this number: one in 6 seconds'],

  1: ['unavailable', 'something broke at Meta'],
  2: ['unavailable', 'Meta is down for a moment'],
  131000: ['unavailable', 'something broke at Meta'],
  131016: ['unavailable', 'Meta is overloaded'],
  131057: ['unavailable', 'Meta maintains this account'],

  131026: ['invalid_contact', 'not deliverable: no WhatsApp, terms not accepted, or an old version'],
  131021: ['invalid_contact', 'this is the business number itself'],

  131047: ['rejected', 'more than 24 hours since the visitor’s message: set a `template`'],
  131030: ['rejected', 'a test number sends only to the recipients that were entered at Meta'],
  131062: ['rejected', 'authentication templates need a phone number'],

  100: ['rejected', 'a parameter is wrong: check `phoneNumberId` and `version`'],
  131008: ['rejected', 'a parameter is missing'],
  131009: ['rejected', 'a parameter has a wrong value'],
  133010: ['rejected', 'the number of `phoneNumberId` is not registered'],

  368: ['rejected', 'the account is blocked for a policy violation'],
  130497: ['rejected', 'the account may not write to this country'],
  131031: ['rejected', 'the account is locked'],
  131042: ['rejected', 'the account has a problem with its payment'],
  131048: ['rejected', 'the number is limited for its quality'],
  131049: ['rejected', 'Meta holds this message back to keep conversations healthy'],

  132000: ['rejected', 'the `template` takes other parameters: it has to be an authentication template'],
  132001: ['rejected', 'the `template` does not exist in this language: see `templateLanguages`'],
  132005: ['rejected', 'the text of the `template` is too long'],
  132007: ['rejected', 'the `template` was refused by Meta'],
  132012: ['rejected', 'the `template` takes its parameters in another form'],
  132015: ['rejected', 'the `template` is paused for its quality'],
  132016: ['rejected', 'the `template` is disabled for good: set another one'],
}

/** Worth another try at once. */
const passing: ReadonlySet<number> = new Set([131000, 131016, 131057])

/** A message that Graph did not take. */
export interface Refusal {
  error: DeliveryError
  /** Graph said itself that nothing went out, and a moment later it may. */
  passing: boolean
}

/** @param answer with any status but 2xx */
export function readRefusal(answer: HttpAnswer): Refusal {
  const code = codeOf(answer.text)
  if (code === null) return { error: withoutCode(answer.status), passing: false }
  const [reason, whatToDo] = refusals[code] ?? ['rejected', 'see Meta’s list of error codes']
  return {
    error: new DeliveryError(reason, `${code}: ${whatToDo}`, { unsent: true }),
    passing: passing.has(code),
  }
}

/** Something between us and Graph answered, or Graph in the middle of breaking. */
function withoutCode(status: number): DeliveryError {
  const reason =
    status === 401 || status === 403
      ? 'unauthorized'
      : status === 429
        ? 'rate_limited'
        : status >= 500
          ? 'unavailable'
          : 'rejected'
  return new DeliveryError(reason, `status ${status} without an error code`, { unsent: status < 500 })
}

function codeOf(text: string): number | null {
  try {
    const code: unknown = JSON.parse(text)?.error?.code
    return Number.isSafeInteger(code) ? (code as number) : null
  } catch {
    return null
  }
}
