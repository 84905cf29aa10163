import type { ChannelId, ContactKind } from './api.ts'
import type { MessageOverrides } from './message.ts'

/** What is said of a channel in a proof, and what it needs. */
export interface ChannelTraits {
  contact: ContactKind
  /** RFC 8176 where it has a word. `mca`: the code came over a channel other than the browser's. */
  amr: readonly string[]
  acr: Acr
  /** The visitor writes or presses first, and there is no code to type before that. */
  startsWith: 'waiting' | 'pending'
  /** Whether a send costs the operator money when its provider does not say otherwise. */
  paid: boolean
}

/** How much a proof says: `consent` < `code`. */
export type Acr = 'consent' | 'code'

/** @see https://www.rfc-editor.org/rfc/rfc8176 for `amr` */
export const channels: Readonly<Record<ChannelId, ChannelTraits>> = {
  whatsapp: { contact: 'phone', amr: ['mca', 'otp'], acr: 'code', startsWith: 'waiting', paid: false },
  sms: { contact: 'phone', amr: ['mca', 'otp', 'sms'], acr: 'code', startsWith: 'pending', paid: true },
  call_code: { contact: 'phone', amr: ['mca', 'otp', 'tel'], acr: 'code', startsWith: 'pending', paid: true },
  call_button: { contact: 'phone', amr: ['mca', 'tel'], acr: 'consent', startsWith: 'waiting', paid: true },
  email: { contact: 'email', amr: ['otp'], acr: 'code', startsWith: 'pending', paid: false },
}

/** A code on its way to a contact. */
export interface Message {
  verificationId: string
  /** E.164, or an email address as it was typed. */
  to: string
  code: string
  /** Whole minutes that the code still works. */
  minutes: number
  language: string
  site: { key: string; name: string; domain: string }
  /** The site's own wording, where it has one. */
  texts: MessageOverrides
}

/** Sends codes out. What a provider cannot do, it does not export. */
export interface Channel {
  readonly id: ChannelId
  /** Who the message comes from, as the visitor will see it; null when unknown. */
  readonly sender: string | null
  /**
   * Resolves once the provider took the message, not once it arrived.
   * Throws DeliveryError.
   */
  deliver(message: Message, signal: AbortSignal): Promise<void>
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
  /** The same for a repeated delivery of the same message, and for nothing else. */
  fingerprint: string
  /** How long a repetition can come, in seconds. */
  repeatsWithinSeconds: number
}

/** A request at `/hooks/{provider}/{hookToken}`, its body as the raw bytes that were sent. */
export interface HookRequest {
  method: string
  headers: Readonly<Record<string, string | string[] | undefined>>
  query: URLSearchParams
  body: Uint8Array
}

export interface HookAnswer {
  status: number
  contentType: string
  body: string
}

/** Takes in what a provider tells us. Bad content is an answer, never an exception. */
export interface Hook {
  receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer>
}

/** What a hook hands on; the answer is the text to send back, or null for silence. */
export interface Inbox {
  message(message: InboundMessage): Promise<string | null>
}

/** What a provider brings: channels to send on, a number to write to, a door for its notifications. */
export interface Provider {
  readonly name: string
  readonly channels: Partial<Record<ChannelId, Channel>>
  /** The business number that visitors write to, E.164: the provider serves `whatsapp`. */
  readonly inboundNumber?: string
  readonly hook?: Hook
  close(): Promise<void>
}
