/**
 * The wire types of the HTTP API, shared with the widget by `import type`.
 * Times are relative seconds, so that a wrong clock in a browser changes nothing.
 */

/** The ways to reach a contact, as they are called in the API, the configuration and the logs. */
export type ChannelId = 'whatsapp' | 'sms' | 'call_code' | 'call_button' | 'email'

export type ContactKind = 'phone' | 'email'

/** `waiting`: for the visitor's message or key press. `pending`: a code is out. The other four are final. */
export type State = 'waiting' | 'pending' | 'verified' | 'locked' | 'expired' | 'canceled'

/** `sent`: the provider took the message; never "delivered" without a receipt. */
export type Delivery = 'none' | 'queued' | 'sent' | 'failed'

/** What went wrong on the way to the contact, for the visitor to act on. */
export type Notice = 'other_number' | 'number_hidden' | 'declined' | 'not_answered' | 'undeliverable'

/** A QR code as bits: base64url, rows from the top, most significant bit first, no quiet zone. */
export interface QrBits {
  /** Modules along one side. */
  size: number
  bits: string
}

/** What a visitor needs to write to us on WhatsApp. */
export interface WhatsAppStep {
  /** E.164 with `+`. */
  number: string
  /** The whole text to send. */
  command: string
  link: string
  qr: QrBits
}

/** A verification as its browser sees it. */
export interface VerificationView {
  id: string
  /** Grows with every change, expiry included. */
  revision: number
  state: State
  channel: ChannelId
  /** The masked contact; null until it is known. */
  to: string | null
  notice: Notice | null
  delivery: Delivery
  /** Who the call, text or mail comes from. */
  sender: string | null
  /** Digits of the code; null for codes that a provider makes (4–10 digits). */
  codeLength: number | null
  checksLeft: number
  expiresInSeconds: number
  /** 0 when nothing was sent yet, null when nothing more can be sent. */
  resendInSeconds: number | null
  /** The channels that can be used for this contact now. */
  channels: ChannelId[]
  whatsapp?: WhatsAppStep
  /** Only when verified and not revoked, until the proof's `exp`. */
  proof?: string
  proofExpiresInSeconds?: number
}

/** The answer to a start: the view, and what is told only this once. */
export interface StartedView extends VerificationView {
  /** Authorizes every later request of this verification: `Authorization: Bearer {secret}`. */
  secret: string
  /** Echoed, unmasked, to the one who typed it, when `to` was given. */
  contact?: { value: string; display: string }
}

export interface StartRequest {
  sitekey: string
  channel: ChannelId
  to?: string
  /** ISO 3166-1 alpha-2: reads a national `to`. */
  country?: string
  nonce?: string
  language?: string
  action?: string
  /** After `work_required`: the solution of its `work`. */
  work?: string
  /** In its place, a token of the site's own check. */
  captcha?: string
}

/**
 * What `work_required` asks for: the number, from 0 to `maxnumber`, that put behind `salt` has `challenge` as its
 * SHA-256. The solution is base64 of JSON with `algorithm`, `challenge`, `number`, `salt` and `signature`.
 *
 * @see https://altcha.org the scheme, version 1
 */
export interface WorkChallenge {
  algorithm: 'SHA-256'
  /** Hexadecimal. */
  challenge: string
  maxnumber: number
  salt: string
  signature: string
}

export interface SiteChannel {
  id: ChannelId
  contact: ContactKind
  free: boolean
  /** Only on `whatsapp`, where else the first sender becomes the contact: a start has to name it. */
  needsContact?: true
}

/** `GET /v1/sites/{sitekey}`: all that the widget asks for before the visitor acts. */
export interface SiteView {
  name: string
  domain: string
  channels: SiteChannel[]
  /** ISO codes that numbers may come from; empty: any, for the channels that cost nothing. */
  countries: string[]
  country: string | null
  /** Calling codes, without `+`, of `countries`. */
  dialCodes: Record<string, string>
  /** A national number of the default country, for the hint. */
  example: string | null
  language: string
  direction: 'ltr' | 'rtl'
  codeLength: number
  requireNonce: boolean
  texts: WidgetTexts
}

/** A text, or its plural forms by the categories of `Intl.PluralRules`. `{name}` is filled in. */
export type Text = string | ({ other: string } & Partial<Record<Intl.LDMLPluralRule, string>>)

export type WidgetTexts = import('./texts/en.ts').En['widget']

/** The body of every error: RFC 9457, `application/problem+json`. */
export interface ProblemBody {
  type: string
  title: string
  status: number
  detail: string
  code: ProblemCode
  requestId: string
  checksLeft?: number
  retryAfterSeconds?: number
  state?: State | 'revoked'
  /** Of `work_required`. */
  work?: WorkChallenge
  [member: string]: unknown
}

export type ProblemCode =
  | 'bad_request'
  | 'invalid_contact'
  | 'nonce_required'
  | 'unsupported_destination'
  | 'unauthorized'
  | 'origin_not_allowed'
  | 'channel_not_allowed'
  | 'not_found'
  | 'method_not_allowed'
  | 'too_large'
  | 'unsupported_media_type'
  | 'already_used'
  | 'no_code_yet'
  | 'not_possible'
  | 'closed'
  | 'wrong_code'
  | 'work_required'
  | 'try_later'
  | 'internal'
  | 'unavailable'
