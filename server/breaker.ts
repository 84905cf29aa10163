import type { DeliveryReason } from './channel.ts'

/**
 * Leaves out a provider that keeps failing, for a while that doubles, and then
 * tries it again. What one message alone brought about counts for nothing.
 */
export interface Breaker {
  isLeftOut(provider: string): boolean
  worked(provider: string): void
  /** @returns for how many seconds it is left out from now on; null when it is not */
  failed(provider: string, reason: DeliveryReason): number | null
}

const failuresInARow = 3
const firstPauseMs = 30_000
const longestPauseMs = 300_000

/** The provider is at fault, not the contact or the text. */
const counted: ReadonlySet<DeliveryReason> = new Set([
  'unauthorized',
  'rate_limited',
  'timeout',
  'unavailable',
])

export function createBreaker(now: () => number): Breaker {
  const troubled = new Map<string, { failures: number; until: number }>()

  return {
    isLeftOut: provider => now() < (troubled.get(provider)?.until ?? 0),
    worked: provider => void troubled.delete(provider),
    failed(provider, reason) {
      if (!counted.has(reason)) return null
      const failures = (troubled.get(provider)?.failures ?? 0) + 1
      // One more failure after a pause is enough for the next, longer one.
      const pauses = failures - failuresInARow
      const pauseMs = pauses < 0 ? 0 : Math.min(longestPauseMs, firstPauseMs * 2 ** pauses)
      troubled.set(provider, { failures, until: now() + pauseMs })
      return pauseMs === 0 ? null : pauseMs / 1000
    },
  }
}
