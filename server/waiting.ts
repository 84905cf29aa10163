import { Problem } from './problem.ts'
import type { Records } from './records.ts'
import { isLive, nextDueAt, type Rules, type Verification } from './verification.ts'

/** Long polling: answers when there is something new. */
export interface Waiter {
  /**
   * The verification as soon as its revision is not `revision`, or after `seconds`.
   * What time brings about, expiry and a send without a result, counts as a change; a final state is never waited on.
   *
   * @throws Problem `try_later` when four others wait for the same verification
   */
  wait(id: string, seconds: number, revision: number, signal: AbortSignal): Promise<Verification>
  /**
   * Counts a look at a verification, in memory only.
   *
   * @throws Problem `try_later` after 600 in a minute: a page that waits needs a few
   */
  look(id: string): void
  /** Everybody who waits gets the state as it is. */
  close(): void
}

const maxWaitsEach = 4
const maxLooksEach = 600
const minuteMs = 60_000

export function createWaiter(records: Records, rules: Rules, now: () => number): Waiter {
  const waiting = new Map<string, number>()
  const turns = new Set<AbortController>()
  const looks = new Map<string, number>()
  let minute = 0
  let closing = false

  return {
    async wait(id, seconds, revision, signal) {
      const others = waiting.get(id) ?? 0
      if (others >= maxWaitsEach)
        throw new Problem('try_later', 'Four others wait for this verification.', {
          members: { retryAfterSeconds: seconds || 1 },
        })
      waiting.set(id, others + 1)
      try {
        return await nextRevision(id, now() + seconds * 1000, revision, signal)
      } finally {
        const left = waiting.get(id)! - 1
        if (left > 0) waiting.set(id, left)
        else waiting.delete(id)
      }
    },
    look(id) {
      const current = Math.floor(now() / minuteMs)
      // All of them are forgotten together, so that the ids of a minute are the most that is held.
      if (current !== minute) looks.clear()
      minute = current
      const looked = (looks.get(id) ?? 0) + 1
      if (looked > maxLooksEach)
        throw new Problem('try_later', 'This verification is looked at too often.', {
          members: { retryAfterSeconds: now() % minuteMs < minuteMs / 2 ? 60 : 30 },
        })
      looks.set(id, looked)
    },
    close() {
      closing = true
      for (const turn of turns) turn.abort()
    },
  }

  async function nextRevision(
    id: string,
    until: number,
    revision: number,
    signal: AbortSignal,
  ): Promise<Verification> {
    for (;;) {
      const turn = new AbortController()
      const stop = () => turn.abort()
      // Subscribed before the read, so that nothing is lost in between.
      const changed = records.changed(id, turn.signal)
      const v = await records.get(id)
      if (!v) {
        stop()
        throw new Problem('unauthorized')
      }
      const at = now()
      const over = signal.aborted || closing || at >= until
      if (over || v.revision !== revision || !isLive(v)) {
        stop()
        return v
      }
      const due = Math.min(until, nextDueAt(v, rules) ?? until)
      const timer = setTimeout(stop, Math.max(1, due - at))
      signal.addEventListener('abort', stop, { once: true })
      turns.add(turn)
      await changed
      clearTimeout(timer)
      signal.removeEventListener('abort', stop)
      turns.delete(turn)
      stop()
    }
  }
}
