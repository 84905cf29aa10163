/**
 * The arithmetic of budgets: when may the next use happen? No I/O and no clock,
 * so that every store answers alike.
 *
 * A window with a limit of L is full exactly while its Lth latest use lies
 * within it. So a rule needs one instant, never the whole list, and a budget of
 * 100,000 a day costs no more than one of 3.
 */
import type { Take } from './store.ts'

/** The part of a take that says how much is granted, and how soon after the last. */
export type Budget = Pick<Take, 'windows' | 'gaps'>

/** What the arithmetic asks about earlier uses. With members, only the latest use of each counts. */
export interface Uses {
  /** The instant of the nth latest use, 1 being the latest; undefined when there are fewer. */
  nthLatest(n: number): number | undefined
  /** With members: the latest use by the member that asks. */
  ownLatest?: number | undefined
}

/**
 * How long a use has to be remembered: the longest window or, where longer, the
 * longest gap, which then counts as the longest window.
 */
export function keepMs({ windows, gaps = [] }: Budget): number {
  return Math.max(0, ...Object.keys(windows).map(Number), ...gaps) * 1000
}

/**
 * The earliest instant, `now` or later, at which one more use is granted;
 * Infinity when a limit is 0. A use lies within a window of W seconds until
 * exactly W seconds after it.
 *
 * @param now epoch milliseconds
 */
export function grantedAt(budget: Budget, uses: Uses, now: number): number {
  let at = now
  // Each step goes no further than to the end of an obstacle. Another may begin on the way: a member
  // leaves a window that it was already counted in, or a use is forgotten and a different gap applies.
  for (;;) {
    let next = Math.max(at, gapEndsAt(budget, uses, at))
    for (const [seconds, limit] of Object.entries(budget.windows)) {
      next = Math.max(next, windowOpensAt(Number(seconds) * 1000, limit, uses, at))
    }
    if (next === at) return at
    at = next
  }
}

/**
 * What a refused use is told: whole seconds until `at`, at least 1. A budget
 * that never grants anything names its longest window.
 */
export function retryAfterSeconds(budget: Budget, at: number, now: number): number {
  const ms = Number.isFinite(at) ? at - now : keepMs(budget)
  return Math.max(1, Math.ceil(ms / 1000))
}

/**
 * When the next use would be granted after these, in any order.
 *
 * @returns epoch milliseconds; `now` when at once, Infinity when a limit is 0
 */
export function nextUseAt(useTimes: readonly number[], budget: Budget, now: number): number {
  const latestFirst = useTimes.toSorted((a, b) => b - a)
  return grantedAt(budget, { nthLatest: n => latestFirst[n - 1] }, now)
}

function windowOpensAt(windowMs: number, limit: number, uses: Uses, at: number): number {
  if (limit < 1) return Number.POSITIVE_INFINITY
  if (uses.ownLatest !== undefined && uses.ownLatest > at - windowMs) return at
  const limiting = uses.nthLatest(limit)
  return limiting === undefined ? at : limiting + windowMs
}

function gapEndsAt(budget: Budget, uses: Uses, at: number): number {
  const gaps = budget.gaps ?? []
  const keep = keepMs(budget)
  const remembered: number[] = []
  while (remembered.length < gaps.length) {
    const use = uses.nthLatest(remembered.length + 1)
    if (use === undefined || use <= at - keep) break
    remembered.push(use)
  }
  const latest = remembered.at(0)
  const oldest = remembered.at(-1)
  if (latest === undefined || oldest === undefined) return at
  const gapMs = gaps[remembered.length - 1]! * 1000
  // With the oldest use forgotten, an earlier entry of `gaps` applies.
  return Math.min(latest + gapMs, oldest + keep)
}
