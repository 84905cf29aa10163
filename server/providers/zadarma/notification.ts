import type { CallEnd, Hook, HookAnswer, HookRequest, Inbox } from '../../channel.ts'
import type { Log } from '../../log.ts'
import { equalStrings } from '../../secrets.ts'
import { readForm } from './form.ts'
import { createAddressList, type ZadarmaSettings } from './settings.ts'
import { notificationSignatures } from './signature.ts'
import { callStartAt, isCallStart } from './time.ts'

/** More is no notification about a call. */
const maxBytes = 16_384

/**
 * Zadarma's event notifications, of which the ends of the calls that asked for a key are of interest.
 *
 * The signature covers the numbers and `call_start`, but neither the key that was pressed nor the name of the
 * event: hence the secret address, the marks, and that the core takes a result only for a call that it waits for.
 *
 * No `signatureHeader` is named here, because the check of the address may come as a POST, which is not signed.
 *
 * @param now epoch milliseconds
 */
export function createNotificationHook(
  provider: string,
  settings: ZadarmaSettings,
  log: Log,
  now: () => number = Date.now,
): Hook {
  const isAllowed = settings.addresses ? createAddressList(settings.addresses) : () => true

  return { maxBytes, receive }

  async function receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer> {
    const { method, part, query, headers, body } = request
    if (part !== '') return answer(404)
    if (method === 'GET') return echo(query.getAll('zd_echo'))
    if (method !== 'POST') return answer(405)
    if (body.byteLength > maxBytes) return answer(413)

    const { signature } = headers
    const fields = readForm(request)
    if (signature === undefined && fields && !fields.has('event')) {
      const asked = [...query.getAll('zd_echo'), ...(fields.has('zd_echo') ? [fields.get('zd_echo')!] : [])]
      if (asked.length) return echo(asked)
    }
    if (typeof signature !== 'string' || !isAllowed(request.address)) return answer(401)
    if (!fields?.get('event')) return answer(400)

    const expected = notificationSignatures(fields, settings.secret)
    // An event that is not documented, such as NOTIFY_INTERNAL_END, cannot be checked and has no effect.
    if (!expected) return answer(200)
    const accepted = settings.rawSignature ? [expected.hex, expected.raw] : [expected.hex]
    if (accepted.filter(one => equalStrings(one, signature)).length === 0) return answer(401)

    log.debug({ event: 'notification', notification: fields.get('event') }, 'Zadarma tells of a call')
    const end = callEndOf(fields, expected.hex)
    if (end) await inbox.callEnded(end)
    return answer(200)
  }

  /** The end of a call that asked for a key; null for every other event. */
  function callEndOf(fields: ReadonlyMap<string, string>, signature: string): CallEnd | null {
    const numberField = numberFields[fields.get('event')!]
    const key = fields.get('callback_dtmf')
    if (!numberField || key === undefined) return null
    const number = fields.get(numberField) ?? ''
    const digits = number.replace(/\D/g, '')
    const callStart = fields.get('call_start') ?? ''
    if (!/^\d{3,20}$/.test(digits) || number.length > 40 || !isCallStart(callStart)) return null
    const pbxCallId = fields.get('pbx_call_id') ?? ''
    return {
      provider,
      call: { number },
      end: outcomeOf(key, fields.get('disposition') ?? ''),
      startedAt: settings.timeZone ? callStartAt(callStart, settings.timeZone, now()) : null,
      marks: [
        `call|${digits}|${callStart}`,
        // Nothing stands between the signed values: the extension in front of a number could take its country
        // code, and the rest would be the same number in another spelling.
        `signed|${signature}`,
        ...(pbxCallId ? [`pbx|${pbxCallId}`] : []),
      ],
    }
  }
}

/** Which event tells of the end, and in which field it has the number that was called. Zadarma's documents name both. */
const numberFields: Readonly<Record<string, string>> = {
  NOTIFY_END: 'caller_id',
  NOTIFY_OUT_END: 'destination',
}

function outcomeOf(key: string, disposition: string): CallEnd['end'] {
  switch (disposition.toLowerCase()) {
    case 'answered':
      // Nothing but this one character: not `11`, `1#`, ` 1`, nor a digit of another script.
      return key === '1' ? 'pressed' : 'declined'
    case 'cancel':
    case 'busy':
    case 'no answer':
      return 'not_answered'
    default:
      // No money, a limit, an unallocated number: the call could not be made.
      return 'failed'
  }
}

/** Gives back what Zadarma asks for when the address is saved, and nothing that a browser could take for markup. */
function echo(values: readonly string[]): HookAnswer {
  const [value] = values
  if (values.length !== 1 || !/^[A-Za-z0-9_-]{1,64}$/.test(value!)) return answer(400)
  return answer(200, value)
}

function answer(status: number, body = ''): HookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body }
}
