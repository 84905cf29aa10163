import type { ChannelId } from './api.ts'
import type { Secrets } from './secrets.ts'
import { type IssuedCode, liveCodes, type Verification } from './verification.ts'

/**
 * Our codes are never stored: each is derived from the pepper and from what it is
 * for, so a code of one channel, contact or verification is no use for another.
 */
export function codeFor(
  v: Pick<Verification, 'id' | 'contact'>,
  issued: Pick<IssuedCode, 'channel' | 'generation'>,
  length: number,
  secrets: Secrets,
): string {
  return secrets.digits(subjectOf(v, issued), length)
}

/** What is stored of a code that a provider made and pushed: of no use for another verification. */
export function hashOfSupplied(v: Pick<Verification, 'id'>, code: string, secrets: Secrets): string {
  return secrets.keyed(suppliedSubject(v, code))
}

/** The channel whose live code was typed, or null. Every code that can be compared here is, whichever matches. */
export function matchingChannel(
  v: Verification,
  typed: string,
  length: number,
  now: number,
  secrets: Secrets,
): ChannelId | null {
  const matches = liveCodes(v, now).filter(issued => {
    const { made } = issued
    if (!made) return secrets.areDigits(typed, subjectOf(v, issued), length)
    return made.how === 'pushed' && secrets.isKeyed(made.hash, suppliedSubject(v, typed))
  })
  return matches[0]?.channel ?? null
}

/** Live codes that only their provider can compare, newest first. */
export function keptCodes(v: Verification, now: number): { channel: ChannelId; at: KeptAt }[] {
  return liveCodes(v, now).flatMap(({ channel, made }) =>
    made?.how === 'kept' ? { channel, at: { provider: made.provider, receipt: made.receipt } } : [],
  )
}

/** The provider that knows a code, and its name for the send. */
export interface KeptAt {
  provider: string
  receipt: string
}

/** Digits of the code to type; null while one is right that a provider made, or may have made. */
export function lengthOf(v: Verification, length: number, open: boolean): number | null {
  return open || v.codes.some(code => code.made) ? null : length
}

function subjectOf(
  v: Pick<Verification, 'id' | 'contact'>,
  issued: Pick<IssuedCode, 'channel' | 'generation'>,
): string {
  return JSON.stringify([v.id, issued.channel, v.contact?.value, issued.generation])
}

function suppliedSubject(v: Pick<Verification, 'id'>, code: string): string {
  return `supplied|${v.id}|${code}`
}
