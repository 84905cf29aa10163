import type { ChannelId, ContactKind, Delivery, Notice, State } from './api.ts'
import { channels } from './channel.ts'
import type { Windows } from './config.ts'
import { nextUseAt } from './store/window.ts'

/**
 * The state machine: what a verification is, and pure functions of
 * (verification, input, now) that say what becomes of it. No I/O, no clock, no
 * randomness. Drawn in `verification.mermaid`.
 *
 * A wrong code is a transition, not an error: the caller stores the result
 * before it answers, so neither a crash nor a parallel check refunds a guess.
 */
export interface Verification {
  readonly id: string
  /** Raised with every change; also by `settle` for what time alone brought about. */
  readonly revision: number
  readonly site: string
  /** The page that started it; null when the site's own backend did. */
  readonly origin: string | null
  readonly action: string | null
  readonly nonce: string | null
  readonly language: string
  readonly createdAt: number
  /** Keyed hash of the start's Idempotency-Key and body. */
  readonly idempotency: string | null

  readonly contact: { readonly kind: ContactKind; readonly value: string } | null
  /** The contact was named at the start, not learnt from the first sender. */
  readonly declared: boolean

  readonly state: State
  readonly channel: ChannelId
  /** While `waiting`: until when, unless a code that is out lives longer. */
  readonly waitUntil: number
  readonly checksLeft: number
  readonly codes: readonly IssuedCode[]
  readonly sends: readonly Send[]
  /** Keyed hashes of the Idempotency-Keys of sends and switches: each tap acts once. */
  readonly taps: readonly string[]
  readonly delivery: Delivery
  readonly notice: Notice | null

  /** The short one-time word that ties a message to this verification. */
  readonly reference: { readonly provider: string; readonly word: string } | null
  /** Messages with our reference from a sender who is not the contact. */
  readonly strangers: number

  readonly verifiedAt: number | null
  /** The channel whose code matched. */
  readonly verifiedBy: ChannelId | null
  readonly proof: ProofState | null
}

/** A code that was sent. The code itself is derived, never stored. */
export interface IssuedCode {
  readonly channel: ChannelId
  readonly generation: number
  readonly expiresAt: number
}

export interface Send {
  readonly channel: ChannelId
  readonly generation: number
  readonly at: number
}

export interface ProofState {
  /** Number of the current proof: `jti` is `{id}.{n}`. */
  readonly n: number
  readonly issuedAt: number
  readonly redeemed: readonly { readonly n: number; readonly key: string | null }[]
  readonly revoked: boolean
}

/** The lives of a verification and its parts, in seconds. */
export interface Rules {
  waitSeconds: number
  ttlSeconds: number
  totalSeconds: number
  checks: number
  proofTtlSeconds: number
  refreshSeconds: number
}

/** A send without a result after this long reads `failed`; it is not repeated by itself. */
export const deliveryTimeoutMs = 20_000
/** A resend while the code has this long left sends the same code again. */
const sameCodeMs = 300_000
const maxStrangers = 3

export function begin(
  start: Pick<
    Verification,
    | 'id'
    | 'site'
    | 'origin'
    | 'action'
    | 'nonce'
    | 'language'
    | 'idempotency'
    | 'contact'
    | 'channel'
    | 'reference'
  >,
  rules: Rules,
  now: number,
): Verification {
  return {
    ...start,
    revision: 0,
    createdAt: now,
    declared: start.contact !== null,
    state: 'waiting',
    waitUntil: now + Math.min(rules.waitSeconds, rules.totalSeconds) * 1000,
    checksLeft: rules.checks,
    codes: [],
    sends: [],
    taps: [],
    delivery: 'none',
    notice: null,
    strangers: 0,
    verifiedAt: null,
    verifiedBy: null,
    proof: null,
  }
}

export function isLive(v: Verification): boolean {
  return v.state === 'waiting' || v.state === 'pending'
}

/** When a live verification expires: its wait or its last code, whichever is later, and never after `totalSeconds`. */
export function expiresAt(v: Verification, rules: Pick<Rules, 'totalSeconds'>): number {
  const ends = v.codes.map(code => code.expiresAt)
  if (v.state === 'waiting') ends.push(v.waitUntil)
  return Math.min(v.createdAt + rules.totalSeconds * 1000, Math.max(...ends))
}

/** The next moment at which time alone changes this verification; null when there is none. */
export function nextDueAt(v: Verification, rules: Rules): number | null {
  if (!isLive(v)) return null
  const timeout = v.delivery === 'queued' ? [currentSend(v)!.at + deliveryTimeoutMs] : []
  return Math.min(expiresAt(v, rules), ...timeout)
}

/**
 * What time alone has made of it. Every other transition expects a settled verification.
 * Nothing is written for it: the next reader comes to the same result.
 */
export function settle(v: Verification, rules: Rules, now: number): Verification {
  if (!isLive(v)) return v
  let next = v
  if (next.delivery === 'queued' && now >= currentSend(next)!.at + deliveryTimeoutMs) {
    next = { ...next, delivery: 'failed', revision: next.revision + 1 }
  }
  if (now >= expiresAt(next, rules)) next = { ...next, state: 'expired', revision: next.revision + 1 }
  return next
}

/** A send over `channel` starts: its code is out from this moment, whatever the provider says later. */
export function sendBegan(
  v: Verification,
  send: { channel: ChannelId; tap: string | null },
  rules: Rules,
  now: number,
): Verification {
  const issued = issueCode(v, send.channel, rules, now)
  return raised(v, {
    state: 'pending',
    channel: send.channel,
    codes: issued.codes,
    sends: [...v.sends, { channel: send.channel, generation: issued.generation, at: now }],
    taps: tapped(v, send.tap),
    delivery: 'queued',
    notice: null,
  })
}

/** The provider's answer to the send that began at `at`. Only the current channel's latest send speaks for the view. */
export function sendEnded(
  v: Verification,
  ended: { at: number; channel: ChannelId; sent: boolean; undeliverable: boolean },
): Verification {
  if (!isLive(v) || v.channel !== ended.channel || currentSend(v)?.at !== ended.at) return v
  if (v.delivery === 'sent') return v
  if (ended.sent) return raised(v, { delivery: 'sent' })
  return raised(v, { delivery: 'failed', notice: ended.undeliverable ? 'undeliverable' : v.notice })
}

/** The visitor chose a channel on which he acts first: we wait, and codes that are out stay right. */
export function switchToWaiting(
  v: Verification,
  to: { channel: ChannelId; reference: Verification['reference']; tap: string | null },
  rules: Rules,
  now: number,
): Verification {
  return raised(v, {
    state: 'waiting',
    channel: to.channel,
    reference: to.reference ?? v.reference,
    taps: tapped(v, to.tap),
    waitUntil: now + rules.waitSeconds * 1000,
    delivery: 'none',
    notice: null,
  })
}

/** Our reference arrived from the contact, or from the first sender where none was declared. */
export function messageArrived(v: Verification, from: string, rules: Rules, now: number): Verification {
  const contact = v.contact ?? { kind: 'phone' as const, value: from }
  const issued = issueCode(v, 'whatsapp', rules, now)
  return raised(v, {
    contact,
    state: 'pending',
    codes: issued.codes,
    sends: [...v.sends, { channel: 'whatsapp', generation: issued.generation, at: now }],
    // The code travels in the answer to the message: the provider has it when we have answered.
    delivery: v.channel === 'whatsapp' ? 'sent' : v.delivery,
    notice: null,
  })
}

/** Our reference arrived from somebody else: the third time ends it. */
export function strangerWrote(v: Verification): Verification {
  const strangers = v.strangers + 1
  return raised(v, {
    strangers,
    notice: 'other_number',
    state: strangers >= maxStrangers ? 'canceled' : v.state,
  })
}

/** Our reference arrived without a number. */
export function numberHidden(v: Verification): Verification {
  return v.notice === 'number_hidden' ? v : raised(v, { notice: 'number_hidden' })
}

/**
 * Spends one check.
 *
 * @param matched the channel whose code was typed, or null for a wrong code
 * @param nonce replaces the earlier one: a reloaded page has a new one
 */
export function check(
  v: Verification,
  matched: ChannelId | null,
  nonce: string | null,
  now: number,
): Verification {
  if (matched === null) {
    const checksLeft = v.checksLeft - 1
    return raised(v, { checksLeft, state: checksLeft > 0 ? v.state : 'locked' })
  }
  return raised(v, {
    state: 'verified',
    verifiedAt: now,
    verifiedBy: matched,
    nonce: nonce ?? v.nonce,
    notice: null,
    proof: { n: 1, issuedAt: now, redeemed: [], revoked: false },
  })
}

/** The visitor, or somebody at the phone, stops it. Final states stay as they are. */
export function cancel(v: Verification): Verification {
  return isLive(v) ? raised(v, { state: 'canceled' }) : v
}

/** The codes that are right at `now`, newest first. */
export function liveCodes(v: Verification, now: number): IssuedCode[] {
  return v.codes.filter(code => now < code.expiresAt).reverse()
}

/** When one more send is granted, as far as the sends of this verification say; `now` when at once. */
export function nextSendAt(
  v: Verification,
  limits: { off: boolean; contactSends: Windows; coolDownSeconds: readonly number[] },
  now: number,
): number {
  if (limits.off) return now
  const budget = { windows: limits.contactSends, gaps: limits.coolDownSeconds }
  return nextUseAt(
    v.sends.map(send => send.at),
    budget,
    now,
  )
}

function issueCode(v: Verification, channel: ChannelId, rules: Rules, now: number) {
  const last = v.codes.findLast(code => code.channel === channel)
  if (last && last.expiresAt - now >= sameCodeMs) return { codes: v.codes, generation: last.generation }
  const generation = last ? last.generation + 1 : 0
  const end = Math.min(now + rules.ttlSeconds * 1000, v.createdAt + rules.totalSeconds * 1000)
  return { codes: [...v.codes, { channel, generation, expiresAt: end }], generation }
}

function tapped(v: Verification, tap: string | null): readonly string[] {
  return tap === null ? v.taps : [...v.taps, tap]
}

/** The latest send over the current channel. */
function currentSend(v: Verification): Send | undefined {
  return v.sends.findLast(send => send.channel === v.channel)
}

/** Every change raises the revision. */
export function raised(v: Verification, change: Partial<Verification>): Verification {
  return { ...v, ...change, revision: v.revision + 1 }
}

/** Whether the visitor has to act before there is a code. */
export function waitsFirst(channel: ChannelId): boolean {
  return channels[channel].startsWith === 'waiting'
}
