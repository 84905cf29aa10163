import type { Captcha } from './captcha.ts'
import { Problem } from './problem.ts'
import { Duplicate, LimitReached } from './records.ts'
import type { Mark } from './store/store.ts'
import type { Work } from './work.ts'

/** What a body brings because it was asked for work. */
export interface Effort {
  /** The solution of what `work_required` said. */
  work: string | null
  /** A token of the site's own check. */
  captcha: string | null
}

/** What the work is for. */
export interface Purpose {
  /** Its key. */
  site: string
  /** A solution is good for one subject alone. */
  subject: string
  /** The client's address as it is counted. */
  address: string | null
}

/**
 * Lets `act` do what it does; when a limit refuses it that asks for work, asks for that, or takes what was brought.
 * An effort that is wrong, too late or spent counts as none.
 *
 * @param purposeOf called only where there is something to check or to ask for
 * @param act given the mark of an effort, which it has to store in its commit; null for none
 * @throws Problem `work_required`, with ALTCHA's fields as `work`, and what `act` throws
 */
export type WorkGate = <T>(
  effort: Effort,
  purposeOf: () => Purpose | Promise<Purpose>,
  act: (worked: Mark | null) => Promise<T>,
) => Promise<T>

export function createWorkGate({ work, captcha }: { work: Work; captcha: Captcha }): WorkGate {
  return async (effort, purposeOf, act) => {
    const solved = await solution(effort, purposeOf)
    if (solved) {
      const done = await unlessSpent(act, solved)
      if (done) return done.answer
    }
    try {
      return await act(null)
    } catch (refused) {
      if (!(refused instanceof LimitReached && refused.asksForWork)) throw refused
      const purpose = await purposeOf()
      // Asked only now: what nobody has to do makes us call nobody.
      const confirmed = effort.captcha !== null && (await captcha.confirm(purpose, effort.captcha))
      if (confirmed) {
        const done = await unlessSpent(act, confirmed)
        if (done) return done.answer
      }
      throw new Problem('work_required', undefined, {
        members: { work: await work.challenge(purpose.site, purpose.subject) },
        cause: refused,
      })
    }
  }

  async function solution(effort: Effort, purposeOf: () => Purpose | Promise<Purpose>): Promise<Mark | null> {
    if (effort.work === null) return null
    const checked = await work.check(effort.work, (await purposeOf()).subject)
    return checked.result === 'ok' ? checked.mark : null
  }
}

async function unlessSpent<T>(
  act: (worked: Mark) => Promise<T>,
  mark: Mark,
): Promise<{ answer: T } | undefined> {
  try {
    return { answer: await act(mark) }
  } catch (error) {
    if (error instanceof Duplicate) return undefined
    throw error
  }
}
