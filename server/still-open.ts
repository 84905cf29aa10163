import { Problem } from './problem.ts'
import { isLive, type Verification } from './verification.ts'

/** A verification that can still be verified. */
export function openOrThrow(v: Verification | undefined): Verification {
  if (!v) throw new Problem('unauthorized')
  if (v.state === 'verified') throw v.proof?.revoked ? closed(v) : new Problem('already_used')
  // The last check is with a provider: as good as locked until it answers.
  if (!isLive(v) || v.checksLeft === 0) throw closed(v)
  return v
}

/** What was asked comes too late. */
export function closed(v: Verification): Problem {
  // Verified, but closed to what was asked: its proof was revoked, or is too old to be renewed.
  const state = isLive(v)
    ? 'locked'
    : v.state !== 'verified'
      ? v.state
      : v.proof?.revoked
        ? 'revoked'
        : 'expired'
  return new Problem('closed', 'This verification has ended.', { members: { state } })
}
