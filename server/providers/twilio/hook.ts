import type { DeliveryReport, Hook, HookAnswer, HookRequest, Inbox } from '../../channel.ts'
import { type CallRef, type TwilioCalls, twimlAnswer } from './calls.ts'
import { isSignedForm, isSignedJson } from './signature.ts'
import { hangUpTwiml, messageTwiml } from './twiml.ts'

const signatureHeader = 'x-twilio-signature'
/** Twilio tries an address again and then the fallback, all within minutes; this is what every provider gets. */
const repeatsWithinSeconds = 8 * 86_400

interface Parts {
  provider: string
  accountSid: string
  authToken: string
  /** The WhatsApp sender, E.164. */
  inboundNumber: string | undefined
  calls: TwilioCalls
}

/**
 * What Twilio tells us: `…` an inbound message, `…/status` of a text, `…/key` and `…/press` in a call, `…/call` at
 * its end. Everything is signed over the configured address and every field.
 */
export function createTwilioHook({ provider, accountSid, authToken, inboundNumber, calls }: Parts): Hook {
  return { signatureHeader, receive }

  async function receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer> {
    // A GET is signed over its address alone, and nothing that we ask for comes that way.
    if (request.method !== 'POST') return refusal(405)
    const signature = request.headers[signatureHeader]
    if (typeof signature !== 'string' || signature === '') return refusal(401)
    const { url, body } = request
    if (isJson(request)) {
      // Nothing that we ask for comes as JSON: it is taken, and no more.
      return isSignedJson(authToken, { url, body, signature })
        ? twimlAnswer(messageTwiml(null))
        : refusal(403)
    }
    const params = [...new URLSearchParams(Buffer.from(body).toString('utf8'))]
    if (!isSignedForm(authToken, { url, params, signature })) return refusal(403)
    const form = new Map(params)
    // Two readers could see different values of one name; a name that is none is in no signature.
    if (form.size < params.length || params.some(([name]) => !/^[^[\]]+$/.test(name))) return refusal(400)
    // The token that signed belongs to one account, so a request that names none is that account's.
    if ((form.get('AccountSid') ?? accountSid) !== accountSid) return refusal(403)

    switch (request.part) {
      case '':
        return isCall(form) ? twimlAnswer(hangUpTwiml()) : messageArrived(form, inbox)
      case 'status':
        return messageReported(form, inbox)
      case 'key':
      case 'press':
      case 'call':
        return callReported(request, form, inbox)
      default:
        return refusal(404)
    }
  }

  async function messageArrived(form: ReadonlyMap<string, string>, inbox: Inbox): Promise<HookAnswer> {
    const sid = form.get('MessageSid') ?? ''
    const from = form.get('From') ?? ''
    if (!isSid(sid, 'SM|MM')) return refusal(400)
    // A text message proves nothing here, and whoever wrote it gets no answer that costs money.
    const isOurs = from.startsWith('whatsapp:') && form.get('To') === `whatsapp:${inboundNumber}`
    if (!isOurs) return twimlAnswer(messageTwiml(null))
    const [, number = null] = /^whatsapp:(\+[1-9]\d{6,14})$/.exec(from) ?? []
    const text = await inbox.message({
      provider,
      // Anything but a number, such as a user name, is nobody's number.
      from: number,
      text: form.get('Body') ?? '',
      sentAt: null,
      fingerprint: sid,
      repeatsWithinSeconds,
      numbered: true,
    })
    return twimlAnswer(messageTwiml(text))
  }

  async function messageReported(form: ReadonlyMap<string, string>, inbox: Inbox): Promise<HookAnswer> {
    const receipt = form.get('MessageSid') ?? ''
    if (!isSid(receipt, 'SM|MM')) return refusal(400)
    const status = statuses.get(form.get('MessageStatus') ?? '')
    if (status) await inbox.delivery({ provider, receipt, status })
    return twimlAnswer(messageTwiml(null))
  }

  async function callReported(
    { part, query }: HookRequest,
    form: ReadonlyMap<string, string>,
    inbox: Inbox,
  ): Promise<HookAnswer> {
    const call = callIn(query)
    const callSid = form.get('CallSid') ?? ''
    if (!call || !isSid(callSid, 'CA')) return refusal(400)
    if (part === 'call') {
      await calls.ended(call, { status: form.get('CallStatus') ?? '', callSid }, inbox)
      return twimlAnswer(messageTwiml(null))
    }
    const press = { digits: form.get('Digits') ?? '', round: query.get('t') === null ? 1 : 2, callSid }
    return twimlAnswer(
      part === 'key'
        ? await calls.keyPressed(call, press, inbox)
        : await calls.buttonPressed(call, press, inbox),
    )
  }
}

/** What Twilio calls it → what we call it. The rest is on its way still. */
const statuses: ReadonlyMap<string, DeliveryReport['status']> = new Map([
  ['accepted', 'sent'],
  ['queued', 'sent'],
  ['sending', 'sent'],
  ['sent', 'sent'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'failed'],
  ['failed', 'failed'],
  ['canceled', 'failed'],
])

function callIn(query: URLSearchParams): CallRef | null {
  const verificationId = query.get('v') ?? ''
  const send = query.get('n') ?? ''
  if (!/^[\w-]{1,128}$/.test(verificationId) || !/^[1-9]\d{0,3}$/.test(send)) return null
  return { verificationId, send: Number(send) }
}

function isSid(text: string, prefix: string): boolean {
  return new RegExp(`^(?:${prefix})[0-9a-f]{32}$`, 'i').test(text)
}

/** Somebody calls the number, and this address is entered for its calls too: nobody is here to talk to. */
function isCall(form: ReadonlyMap<string, string>): boolean {
  return !form.has('MessageSid') && isSid(form.get('CallSid') ?? '', 'CA')
}

function isJson({ headers }: HookRequest): boolean {
  return /^application\/json\b/i.test(String(headers['content-type'] ?? ''))
}

function refusal(status: number): HookAnswer {
  return { status, contentType: 'text/plain; charset=utf-8', body: '' }
}
