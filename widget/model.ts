import type { ChannelId, SiteView, VerificationView, WidgetTexts } from '../server/api.ts'

/**
 * What the screens draw. The controller decides all of it; a view turns it
 * into a template and nothing else, so every screen can be drawn from a fixture.
 */
export interface Model {
  screen: Screen
  /** Where the contact comes from. `own`: typed here. `field`: the page's input named by `for`. `fixed`: the attribute `to`. */
  mode: 'own' | 'field' | 'fixed'
  /** A phone gets WhatsApp's button first, anything else the QR code first. */
  phone: boolean
  /** Null only on `loading`, and on `unavailable` before a configuration came. */
  site: SiteView | null
  /** The channels of this tag, in order: the site's, cut down by `channels` and the kind of contact. */
  channels: ChannelId[]
  /** The one chosen or running. */
  channel: ChannelId | null
  /** The running verification. */
  view: VerificationView | null
  /** What this visitor typed, in its display form, else the masked form; null while unknown. */
  contact: string | null
  /** An action is under way. Controls keep their words, turn `aria-disabled`, and spin after 150 ms. */
  busy: Busy | null
  /** The channel that `start` is under way for: perhaps another one than `channel`. */
  asked: ChannelId | null
  /** The action has taken a second: say *One moment…*. */
  slow: boolean
  /** Under the field (row F of the error table), already in the visitor's language. */
  fieldError: string | null
  /** A line in the screen (row L), with its ways out. */
  alert: Alert | null
  /** A session of the last 30 minutes that may be continued: its masked contact. */
  offer: string | null
  /** The other channels are unfolded. */
  waysOpen: boolean
  /** *Send it yourself* is unfolded. */
  byHandOpen: boolean
  /** WhatsApp's link was pressed at least once. */
  linkOpened: boolean
  /** What was copied last, for *Copied*. */
  copied: 'number' | 'text' | null
  /** The help block is due. */
  helpDue: boolean
  /** A second send, or a switch, after a code went out: *Any code we sent you works.* */
  severalCodes: boolean
  /** How long the visitor had, in whole minutes, as far as this page has seen; at least 1. */
  lifeMinutes: number
  /** Seconds until a send is possible again; null: no more. Ticks. */
  resendIn: number | null
  /** What stands in the code field. */
  code: string
  /** What stands in the contact field of S2, and its country. */
  typed: string
  country: string | null
  /** S6 is fetching a fresh proof. */
  renewing: boolean
  /** When the contact was verified, as a local time of day, for S6x. */
  verifiedAt: string | null
  /** Why S7 or S8 is shown. */
  cause: Cause | null
  disabled: boolean
}

export type Screen =
  | 'loading' //     S0
  | 'choose' //      S1
  | 'contact' //     S2
  | 'whatsapp' //    S3, and S4w once the message arrived (view.state pending on whatsapp)
  | 'code' //        S4
  | 'press' //       S5
  | 'confirmed' //   S6, S6r
  | 'run-out' //     S6x
  | 'ended' //       S7
  | 'unavailable' // S8

export type Busy = 'start' | 'check' | 'send' | 'load' | 'renew'

export type Cause =
  | 'locked'
  | 'expired'
  | 'canceled'
  | 'other_number'
  | 'session_gone'
  | 'not_loaded'
  | 'not_available'

export interface Alert {
  /**
   * In the visitor's language, a contact between U+2066 and U+2069, all filled in but `{time}`, which stands only where
   * `seconds` counts.
   */
  text: string
  /** Ways out, in order; the view names them from the texts. */
  ways: Way[]
  /** What `{time}` says, as `clock(seconds)`; ticks. */
  seconds?: number
  /** When it goes away by itself. */
  endsAt?: number
  /** It goes away with what it came from. */
  of?: 'poll' | 'view'
}

export type Way =
  | { act: 'retry' }
  | { act: 'resend' }
  | { act: 'open-whatsapp' }
  | { act: 'by-hand' }
  | { act: 'use-sender' }
  | { act: 'change' }
  /** `words`: where the error says it in its own. */
  | { act: 'channel'; channel: ChannelId; words?: keyof WidgetTexts }

/** What a visitor can do. Views call these from their event handlers; the controller implements them. */
export interface Actions {
  /**
   * S1 row or button; a row under *Use another way*; a way out.
   *
   * @param now the words say what is done at once, so what stands in S2's field is taken
   */
  choose(channel: ChannelId, now?: boolean): void
  /** The offer row *Continue with …*. */
  resume(): void
  toggleWays(): void
  toggleByHand(): void
  /** S2 → S1. */
  back(): void
  type(text: string): void
  pickCountry(country: string): void
  /** S2's button or Enter. */
  submitContact(): void
  /** The visitor pressed WhatsApp's link (the browser opens it by itself). */
  linkPressed(): void
  copy(what: 'number' | 'text', element: HTMLElement): void
  /** Every `input` event of the code field. `typed`: one digit at a time, not pasted or filled in. */
  codeInput(text: string, typed: boolean): void
  /** *Confirm* or Enter. */
  check(): void
  resend(): void
  /** *Change number*, *Change address*, *Change*. */
  change(): void
  /** WhatsApp with whatever number wrote: starts again without a declared number. */
  useSender(): void
  /** S6x *Confirm again*, S7 *Start again* / *Send a new code*. */
  startAgain(): void
  /** S8 *Try again*, an alert's *Try again*. */
  retry(): void
}
