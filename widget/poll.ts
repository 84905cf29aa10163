import type { VerificationView } from '../server/api.ts'
import type { Problem } from './client.ts'
import { platform } from './platform.ts'
import type { Schedule } from './schedule.ts'

export type Poll = ReturnType<typeof createPoll>

/**
 * Waits for changes of a verification: one long request after the other while the page is visible.
 *
 * Systems cut the connections of a page in the background, and its first request after the return often fails
 * for no reason: so it stops when hidden, and when it comes back asks at once, and once more.
 *
 * @param seen takes every answer, and says whether it was news
 * @param failed is told how many times in a row
 */
export function createPoll(
  schedule: Schedule,
  ask: (waitSeconds: number, aborter: AbortController) => Promise<VerificationView>,
  seen: (view: VerificationView) => boolean,
  failed: (problem: Problem, times: number) => void,
) {
  let failures = 0
  let aborter: AbortController | undefined

  function stop() {
    schedule.drop('poll')
    aborter?.abort()
    aborter = undefined
  }

  async function round(waitSeconds: number) {
    stop()
    if (!platform.visible()) return
    const mine = new AbortController()
    aborter = mine
    const began = platform.now()
    try {
      const view = await ask(waitSeconds, mine)
      if (aborter !== mine) return
      failures = 0
      const news = seen(view)
      if (aborter !== mine) return
      // A server that does not wait must not be asked in a tight loop.
      if (!waitSeconds || news || platform.now() - began > 1_000) round(25)
      else schedule.set('poll', 1_000, () => round(25))
    } catch (problem) {
      if (aborter !== mine) return
      const once = !waitSeconds && !failures
      schedule.set('poll', once ? 500 : backOffMs(failures), () => round(once ? 0 : 25))
      failures++
      failed(problem as Problem, failures)
    }
  }

  return {
    stop,
    /** @param waitSeconds 0 to be answered at once */
    go(waitSeconds: number) {
      failures = 0
      round(waitSeconds)
    },
  }
}

/** 1, 2, 4 and from then on 8 seconds, a quarter more or less. */
export const backOffMs = (failures: number): number =>
  1_000 * 2 ** Math.min(failures, 3) * (0.75 + platform.random() / 2)
