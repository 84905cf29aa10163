import type { ChannelId, ContactKind, Delivery, Notice, State } from './api.ts'
import { channels } from './channel.ts'

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

  /** The operator's own test contact: nothing is sent, and its proof is a test proof. */
  readonly test: boolean

  /** The short one-time word that ties a message to this verification. */
  readonly reference: { readonly provider: string; readonly word: string } | null
  /** Messages with our reference from a sender who is not the contact. */
  readonly strangers: number
  /** The providers that may call for a key: nothing else live may be about this number there. */
  readonly pressAt: readonly string[]
  /** When a provider was asked last whether a code is right; the check is spent already. */
  readonly askedAt: number | null

  readonly verifiedAt: number | null
  /** The channel whose code matched. */
  readonly verifiedBy: ChannelId | null
  readonly proof: ProofState | null
}

/** A code that was sent. One of ours is derived, never stored. */
export interface IssuedCode {
  readonly channel: ChannelId
  readonly generation: number
  readonly expiresAt: number
  /** Absent: we made it. */
  readonly made?: MadeElsewhere
}

/**
 * A code that is not ours. `open`: a provider is at it, or who makes it is not settled. `pushed`: known by its keyed
 * hash. `kept`: only the provider can say whether it is right.
 */
export type MadeElsewhere =
  | { readonly how: 'open' }
  | { readonly how: 'pushed'; readonly hash: string }
  | { readonly how: 'kept'; readonly provider: string; readonly receipt: string }

export interface Send {
  readonly channel: ChannelId
  readonly generation: number
  readonly at: number
  /** Who took it, and the name it has there; null until that is known. */
  readonly provider: string | null
  readonly receipt: string | null
  /** What was told of it afterwards. The first word stands. */
  readonly outcome: 'delivered' | 'failed' | 'ended' | null
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
const maxStrangers = 3
/** How far clocks may be apart, or be set back, with a verification still alive. */
const clockToleranceMs = 60_000

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
    | 'test'
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
    pressAt: [],
    askedAt: null,
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
  const timeouts = v.delivery === 'queued' ? [currentSend(v)!.at + deliveryTimeoutMs] : []
  if (v.checksLeft === 0) timeouts.push(v.askedAt! + deliveryTimeoutMs)
  return Math.min(expiresAt(v, rules), ...timeouts)
}

/**
 * What time alone has made of it. Every other transition expects a settled verification.
 * Nothing is written for it: the next reader comes to the same result.
 */
export function settle(v: Verification, rules: Rules, now: number): Verification {
  if (!isLive(v)) return v
  let next = v
  if (next.delivery === 'queued' && now >= currentSend(next)!.at + deliveryTimeoutMs) {
    next = raised(next, { delivery: 'failed' })
  }
  // The provider never said whether the last code was right.
  if (next.checksLeft === 0 && now >= next.askedAt! + deliveryTimeoutMs)
    return raised(next, { state: 'locked' })
  // From a time that has not come yet: the clock was set back, and would let it live longer than it may.
  const isAhead = now < v.createdAt - clockToleranceMs
  return isAhead || now >= expiresAt(next, rules) ? raised(next, { state: 'expired' }) : next
}

/**
 * A call has ended, or its key was pressed. The first end of each call decides.
 *
 * @param n the number of the send, from 1 on
 */
export function callEnded(
  v: Verification,
  n: number,
  end: 'pressed' | 'declined' | 'not_answered' | 'failed',
  now: number,
): Verification {
  const send = v.sends[n - 1]
  const asksForKey = send?.channel === 'call_button'
  if (!isLive(v) || send?.outcome !== null || !(asksForKey || send.channel === 'call_code')) return v
  if (end === 'pressed' || end === 'declined') {
    // To hear a code one presses a key too, but that proves nothing yet.
    if (!asksForKey) return v
  }
  const next = raised(v, { sends: v.sends.with(n - 1, { ...send, outcome: 'ended' }) })
  if (end === 'pressed') return verified(next, 'call_button', null, now)
  if (currentSend(v) !== send) return next
  if (end === 'failed') return { ...next, delivery: 'failed', notice: 'undeliverable' }
  return { ...next, delivery: 'sent', notice: end }
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
  if (matched !== null) return verified(v, matched, nonce, now)
  const checksLeft = v.checksLeft - 1
  return raised(v, { checksLeft, state: checksLeft > 0 ? v.state : 'locked' })
}

/** Spends one check on a code that only its provider knows. Without checks left it stays open until the answer. */
export function checkAsked(v: Verification, now: number): Verification {
  return raised(v, { checksLeft: v.checksLeft - 1, askedAt: now })
}

/** The provider's answer to a check that is spent already. */
export function checkAnswered(
  v: Verification,
  matched: ChannelId | null,
  nonce: string | null,
  now: number,
): Verification {
  if (!isLive(v)) return v
  if (matched !== null) return verified(v, matched, nonce, now)
  return v.checksLeft > 0 ? v : raised(v, { state: 'locked' })
}

function verified(v: Verification, by: ChannelId, nonce: string | null, now: number): Verification {
  return raised(v, {
    state: 'verified',
    verifiedAt: now,
    verifiedBy: by,
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

/** Whether this is the code that `send` carried. */
export function isCodeOf(code: IssuedCode, send: Pick<Send, 'channel' | 'generation'>): boolean {
  return code.channel === send.channel && code.generation === send.generation
}

/** The latest send over the current channel. */
export function currentSend(v: Verification): Send | undefined {
  return v.sends.findLast(send => send.channel === v.channel)
}

/** Every change raises the revision. */
export function raised(v: Verification, change: Partial<Verification>): Verification {
  return { ...v, ...change, revision: v.revision + 1 }
}

/** Whether nothing is sent before the visitor has written to us. */
export function waitsFirst(channel: ChannelId): boolean {
  return channels[channel].first === 'visitor'
}
