import type { Problem } from './client.ts'
import { platform } from './platform.ts'

/**
 * Waits for changes of a verification: one long request after the other while the page is visible.
 *
 * Systems cut the connections of a page in the background, and its first request after the return often
 * fails for no reason: so it stops when hidden, and asks twice, shortly, when it comes back.
 *
 * @param ask resolves with whether something changed
 * @param failed is told how many times in a row
 */
export function createPoll(
  ask: (waitSeconds: number, signal: AbortSignal) => Promise<boolean>,
  failed: (times: number, problem: Problem) => void,
) {
  let active = false
  let failures = 0
  let aborter: AbortController | undefined
  let timer: unknown

  function halt() {
    platform.clearTimeout(timer)
    aborter?.abort()
    aborter = undefined
  }

  async function round(waitSeconds: number) {
    halt()
    if (!active || !platform.visible()) return
    const mine = new AbortController()
    aborter = mine
    const began = platform.now()
    let next = 25
    let delayMs = 0
    try {
      const changed = await ask(waitSeconds, mine.signal)
      failures = 0
      // A server that does not wait must not be asked in a tight loop.
      if (waitSeconds && !changed && platform.now() - began < 1_000) delayMs = 1_000
    } catch (problem) {
      if (aborter !== mine) return
      failures++
      if (waitSeconds || failures > 1)
        delayMs = 1_000 * 2 ** Math.min(failures - 1, 3) * (0.75 + platform.random() / 2)
      else {
        next = 0
        delayMs = 500
      }
      failed(failures, problem as Problem)
    }
    if (!active || aborter !== mine) return
    if (delayMs) timer = platform.setTimeout(() => round(next), delayMs)
    else round(next)
  }

  return {
    start() {
      active = true
      failures = 0
      round(25)
    },
    /** The page is back, or hidden, or on line again. */
    wake() {
      failures = 0
      if (active) round(0)
    },
    /** Until the next `wake`. */
    pause: halt,
    stop() {
      active = false
      halt()
    },
  }
}
