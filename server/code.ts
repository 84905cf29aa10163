import type { ChannelId } from './api.ts'
import type { Secrets } from './secrets.ts'
import { type IssuedCode, liveCodes, type Verification } from './verification.ts'

/**
 * Codes are never stored: each is derived from the pepper and from what it is
 * for, so a code of one channel, contact or verification is no use for another.
 */
export function codeFor(
  v: Verification,
  issued: Pick<IssuedCode, 'channel' | 'generation'>,
  length: number,
  secrets: Secrets,
): string {
  return secrets.digits(subjectOf(v, issued), length)
}

/** The channel whose live code was typed, or null. Every live code is compared, whichever matches. */
export function matchingChannel(
  v: Verification,
  typed: string,
  length: number,
  now: number,
  secrets: Secrets,
): ChannelId | null {
  const matches = liveCodes(v, now).filter(issued => secrets.areDigits(typed, subjectOf(v, issued), length))
  return matches[0]?.channel ?? null
}

function subjectOf(v: Verification, issued: Pick<IssuedCode, 'channel' | 'generation'>): string {
  return JSON.stringify([v.id, issued.channel, v.contact?.value, issued.generation])
}
