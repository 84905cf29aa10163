import type { ChannelId, ContactKind } from './api.ts'
import type { MessageOverrides } from './message.ts'

/** What is said of a channel in a proof, and what it needs. */
export interface ChannelTraits {
  contact: ContactKind
  /** RFC 8176 where it has a word. `mca`: the code came over a channel other than the browser's. */
  amr: readonly string[]
  acr: Acr
  /** Who acts first: on WhatsApp the visitor writes, elsewhere we send or call. */
  first: 'visitor' | 'us'
  /** The state once that has begun: `waiting` for a message or a key, or `pending`, with a code out. */
  startsWith: 'waiting' | 'pending'
}

/** How much a proof says: `consent` < `code`. */
export type Acr = 'consent' | 'code'

/** @see https://www.rfc-editor.org/rfc/rfc8176 for `amr` */
export const channels: Readonly<Record<ChannelId, ChannelTraits>> = {
  whatsapp: {
    contact: 'phone',
    amr: ['mca', 'otp'],
    acr: 'code',
    first: 'visitor',
    startsWith: 'waiting',
  },
  sms: {
    contact: 'phone',
    amr: ['mca', 'otp', 'sms'],
    acr: 'code',
    first: 'us',
    startsWith: 'pending',
  },
  call_code: {
    contact: 'phone',
    amr: ['mca', 'otp', 'tel'],
    acr: 'code',
    first: 'us',
    startsWith: 'pending',
  },
  call_button: {
    contact: 'phone',
    amr: ['mca', 'tel'],
    acr: 'consent',
    first: 'us',
    startsWith: 'waiting',
  },
  email: { contact: 'email', amr: ['otp'], acr: 'code', first: 'us', startsWith: 'pending' },
}

/** A code on its way to a contact, or a call that asks for a key. */
export interface Message {
  verificationId: string
  /** Which send of its verification this is, from 1 on. */
  send: number
  /** E.164, or an email address as it was typed. */
  to: string
  /** Empty for `call_button`. A provider that makes its own codes does not use it. */
  code: string
  /** Whole minutes that the code still works. */
  minutes: number
  language: string
  site: { key: string; name: string; domain: string }
  /** The site's own wording, where it has one. */
  texts: MessageOverrides
}

/** A message that a provider took: its own name for it, by which it tells later what became of it; null for none. */
export interface Receipt {
  id: string | null
}

/** Sends codes out, or calls and asks for a key. What a provider cannot do, it does not export. */
export interface Channel {
  readonly id: ChannelId
  /** Who the message comes from, as the visitor will see it; null when unknown. */
  readonly sender: string | null
  /** It takes a code as an integer: one that begins with 0 is never given to it. */
  readonly integerCodes?: boolean
  /**
   * Resolves once the provider took the message, not once it arrived.
   * Throws DeliveryError.
   */
  deliver(message: Message, signal: AbortSignal): Promise<Receipt>
  /**
   * Only where the provider makes the codes: whether `typed` is the one that it sent. The check is spent before
   * it is asked. Throws DeliveryError when it gives no answer.
   *
   * @param receipt of the send
   * @param typed 4 to 10 digits
   */
  checkCode?(receipt: string, typed: string, signal: AbortSignal): Promise<boolean>
}

/** Why a provider did not take a message. */
export type DeliveryReason =
  | 'invalid_contact'
  | 'rejected'
  | 'rate_limited'
  | 'unauthorized'
  | 'timeout'
  | 'unavailable'

export class DeliveryError extends Error {
  override name = 'DeliveryError'
  readonly reason: DeliveryReason
  /** It is certain that nothing went out; otherwise it may have. */
  readonly unsent: boolean

  /** @param detail for the operator's log; never a code, secret or whole contact */
  constructor(reason: DeliveryReason, detail: string, { unsent }: { unsent: boolean }) {
    super(detail)
    this.reason = reason
    this.unsent = unsent
  }
}

/** A message that a person sent to the business number of a provider. */
export interface InboundMessage {
  /** The provider's name in the configuration. */
  provider: string
  /** E.164 of the sender; null when the provider hides it. */
  from: string | null
  text: string
  /** When it was written, epoch milliseconds; null when the provider does not say. */
  sentAt: number | null
  /** The same for a repeated delivery of the same message, and for nothing else. */
  fingerprint: string
  /** How long a repetition can come, in seconds. */
  repeatsWithinSeconds: number
  /** The provider numbers its messages: the same words written again are another message. Default false. */
  numbered?: boolean
}

/** A code that a provider made and sent to its contact. */
export interface SuppliedCode {
  provider: string
  /** E.164. */
  contact: string
  /** 4 to 10 ASCII digits. */
  code: string
}

/** The end of a call, or the key that ends it. */
export interface CallEnd {
  provider: string
  /** The send, where the provider hands back what it was told; else the called number, in any spelling, has to do. */
  call: { verificationId: string; send: number } | { number: string }
  /** `declined`: another key, or none. `failed`: the call could not be made. */
  end: 'pressed' | 'declined' | 'not_answered' | 'failed'
  /** When it began, epoch milliseconds; null when the provider does not say, or not in which time zone. */
  startedAt: number | null
  /** The provider's names for this call; one that was seen before has no effect. */
  marks: readonly string[]
}

/** What became of a message after the provider had taken it. */
export interface DeliveryReport {
  provider: string
  /** `id` of its receipt. */
  receipt: string
  /** `sent` says no more than the receipt did. */
  status: 'sent' | 'delivered' | 'failed'
}

/** A request at `/hooks/{provider}/{hookToken}` or below, its body as the raw bytes that were sent. */
export interface HookRequest {
  method: string
  /** The address as the provider was given it: on the configured public URL, with its query. */
  url: string
  /** What stands behind the token, such as `code`; empty at the address itself. */
  part: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  query: URLSearchParams
  body: Uint8Array
  /** Where it comes from, past the trusted proxies; null when unknown. */
  address: string | null
}

export interface HookAnswer {
  status: number
  contentType: string
  body: string
}

/** Takes in what a provider tells us. Bad content is an answer, never an exception. */
export interface Hook {
  /** A POST without this header is refused before its body is read; in lower case. */
  readonly signatureHeader?: string
  /** The longest body that is read. Default 65,536. */
  readonly maxBytes?: number
  receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer>
}

/** What a hook hands on. Nothing here throws for what a provider said; the store failing is `unavailable`. */
export interface Inbox {
  /**
   * The text to answer with; null for silence. The code is in it, unless the provider has a channel
   * `whatsapp`: then it goes out there.
   */
  message(message: InboundMessage): Promise<string | null>
  codeSupplied(supplied: SuppliedCode): Promise<void>
  /** The first end of a call decides. Resolves to whether this was it. */
  callEnded(end: CallEnd): Promise<boolean>
  delivery(report: DeliveryReport): Promise<void>
  /** A sender's number belongs to somebody else from now on: what it has running ends. */
  numberLost(provider: string, number: string): Promise<void>
  /** A message once more, for a provider that asks what to say when the call is answered; null once it is over. */
  messageOf(provider: string, call: { verificationId: string; send: number }): Promise<Message | null>
}

/** What a provider brings: channels to send on, a number to write to, a door for its notifications. */
export interface Provider {
  readonly name: string
  readonly channels: Partial<Record<ChannelId, Channel>>
  /** The business number that visitors write to, E.164: the provider serves `whatsapp`. */
  readonly inboundNumber?: string
  /** It makes the WhatsApp codes and pushes them to us, so a start has to name the contact. */
  readonly suppliesCodes?: boolean
  readonly hook?: Hook
  /** Looks over there whether it is set up as configured, once the server runs. Resolves to what is wrong, for the log. */
  inspect?(signal: AbortSignal): Promise<string[]>
  close(): Promise<void>
}
