/** An account at Twilio, as its console shows it. */
export interface TwilioAccount {
  accountSid: string
  authToken: string
  apiKey?: { sid: string; secret: string }
  /** The number that texts and calls come from, E.164. */
  number: string
  messagingServiceSid?: string
  /** The WhatsApp sender, E.164; default: `number`. */
  whatsapp?: string
  /** Where inbound messages are posted: what is entered for the number. */
  webhook: string
}

/** What an account may ask to be sent. */
export interface Taken {
  kind: 'text' | 'chat' | 'call'
  from: string
  to: string
  /** The text, or the TwiML of a call. */
  content: string
  statusCallback: string | null
  /** How long it rings, in seconds. */
  ringSeconds: number
}

/** An error as Twilio's API answers it. */
export class TwilioRefusal extends Error {
  override readonly name = 'TwilioRefusal'
  readonly status: number
  readonly code: number

  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

/** How it takes what it is asked to send. */
export type TwilioScenario = keyof typeof refusals | 'works' | 'undelivered'

/** What is refused whoever it goes to. */
const refusals = {
  no_such_number: [400, 21211, "The 'To' number is not a valid phone number."],
  opted_out: [400, 21610, 'Attempt to send to unsubscribed recipient'],
  too_many: [429, 20429, 'Too Many Requests'],
  down: [500, 20500, 'An internal server error has occurred'],
} as const

export const twilioScenarios: readonly TwilioScenario[] = [
  'works',
  'undelivered',
  ...(Object.keys(refusals) as (keyof typeof refusals)[]),
]

/** Twilio's own test numbers. @see https://www.twilio.com/docs/iam/test-credentials */
const magic: Readonly<Record<string, { text: number; call: number }>> = {
  '+15005550001': { text: 21211, call: 21217 },
  '+15005550002': { text: 21612, call: 21214 },
  '+15005550003': { text: 21408, call: 21215 },
  '+15005550004': { text: 21610, call: 21216 },
  '+15005550009': { text: 21614, call: 21214 },
}

const e164 = /^\+[1-9]\d{6,14}$/

/** Reads a request of the REST API. Throws TwilioRefusal. */
export function takeRequest(
  account: TwilioAccount,
  scenario: TwilioScenario,
  request: { method: string; path: string; authorization: string; form: URLSearchParams },
): Taken {
  const { method, path, authorization, form } = request
  const { accountSid, authToken, apiKey } = account
  const logins = [[accountSid, authToken], ...(apiKey ? [[apiKey.sid, apiKey.secret]] : [])]
  const known = logins.map(login => `Basic ${Buffer.from(login.join(':')).toString('base64')}`)
  if (!known.includes(authorization)) throw new TwilioRefusal(401, 20003, 'Authenticate')
  const [, resource] =
    new RegExp(`^/2010-04-01/Accounts/${accountSid}/(Messages|Calls)\\.json$`).exec(path) ?? []
  if (method !== 'POST' || !resource) {
    throw new TwilioRefusal(404, 20404, `The requested resource ${path} was not found`)
  }
  if (scenario !== 'works' && scenario !== 'undelivered') {
    const [status, code, message] = refusals[scenario]
    throw new TwilioRefusal(status, code, message)
  }
  return resource === 'Calls' ? takeCall(account, form) : takeMessage(account, form)
}

function takeMessage(account: TwilioAccount, form: URLSearchParams): Taken {
  const to = form.get('To') ?? ''
  const content = form.get('Body') ?? ''
  const [, whatsapp] = /^whatsapp:(.*)$/.exec(to) ?? []
  const number = whatsapp ?? to
  if (!e164.test(number)) throw new TwilioRefusal(400, 21211, `Invalid 'To' Phone Number: ${to}`)
  const refused = magic[number]?.text
  if (refused) throw new TwilioRefusal(400, refused, `Not to ${to}`)
  if (content === '') throw new TwilioRefusal(400, 21602, 'Message body is required.')
  if (content.length > 1600) throw new TwilioRefusal(400, 21617, 'The message body exceeds 1600 characters.')
  const statusCallback = callbackOf(form)
  const service = form.get('MessagingServiceSid')
  if (service !== null && service !== account.messagingServiceSid) {
    throw new TwilioRefusal(404, 21701, 'The Messaging Service does not exist')
  }
  const sender = whatsapp === undefined ? account.number : `whatsapp:${account.whatsapp ?? account.number}`
  if (service === null && form.get('From') !== sender) {
    throw new TwilioRefusal(400, 21606, "The 'From' number is not a valid sender of this account")
  }
  const from = sender.replace('whatsapp:', '')
  return { kind: whatsapp ? 'chat' : 'text', from, to: number, content, statusCallback, ringSeconds: 0 }
}

function takeCall(account: TwilioAccount, form: URLSearchParams): Taken {
  const to = form.get('To') ?? ''
  const from = form.get('From') ?? ''
  const content = form.get('Twiml') ?? ''
  if (!e164.test(to)) throw new TwilioRefusal(400, 21211, `Invalid 'To' Phone Number: ${to}`)
  const refused = magic[to]?.call
  if (refused) throw new TwilioRefusal(400, refused, `Not to ${to}`)
  if (from !== account.number)
    throw new TwilioRefusal(400, 21210, `Source phone number not verified: ${from}`)
  if (content === '') throw new TwilioRefusal(400, 21205, 'Url parameter is required.')
  if (content.length > 4000) throw new TwilioRefusal(400, 21218, 'The TwiML exceeds 4000 characters.')
  const ringSeconds = Number(form.get('Timeout') ?? '60')
  return { kind: 'call', from, to, content, statusCallback: callbackOf(form), ringSeconds }
}

function callbackOf(form: URLSearchParams): string | null {
  const url = form.get('StatusCallback')
  if (url !== null && !URL.canParse(url)) {
    throw new TwilioRefusal(400, 21609, "The 'StatusCallback' URL is not a valid fully qualified URL")
  }
  return url
}
