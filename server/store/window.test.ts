import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Budget, grantedAt, keepMs, nextUseAt, retryAfterSeconds } from './window.ts'

describe('the next use', () => {
  test('is granted at once while a window has room', () => {
    expect(nextUseAt([0, 1000], { windows: { 60: 3 } }, 2000)).toBe(2000)
  })

  test('waits until the use that fills the window leaves it', () => {
    const budget = { windows: { 60: 2 } }
    expect(nextUseAt([1000, 5000], budget, 6000)).toBe(61_000)
    expect(nextUseAt([1000, 5000], budget, 61_000)).toBe(61_000)
  })

  test('waits for the window that takes longest', () => {
    expect(nextUseAt([0, 1000, 2000], { windows: { 10: 1, 60: 3 } }, 3000)).toBe(60_000)
  })

  test('does not care in which order the uses are listed', () => {
    expect(nextUseAt([5000, 1000], { windows: { 60: 2 } }, 6000)).toBe(61_000)
  })

  test('waits longer after each use, then stays at the last gap', () => {
    const budget = { windows: { 3600: 100 }, gaps: [30, 60, 120] }
    expect(nextUseAt([], budget, 0)).toBe(0)
    expect(nextUseAt([0], budget, 0)).toBe(30_000)
    expect(nextUseAt([0, 1000], budget, 2000)).toBe(61_000)
    expect(nextUseAt([0, 1000, 2000], budget, 3000)).toBe(122_000)
    expect(nextUseAt([0, 1000, 2000, 3000], budget, 4000)).toBe(123_000)
  })

  test('may come sooner when an older use is forgotten and a shorter gap applies', () => {
    expect(nextUseAt([0, 90_000], { windows: { 100: 9 }, gaps: [5, 60] }, 91_000)).toBe(100_000)
  })

  test('observes a gap that is longer than every window', () => {
    expect(nextUseAt([0], { windows: {}, gaps: [30] }, 1000)).toBe(30_000)
  })

  test('never comes when a limit is 0, and a refusal then names the longest window', () => {
    const budget = { windows: { 60: 5, 600: 0 } }
    expect(nextUseAt([], budget, 0)).toBe(Number.POSITIVE_INFINITY)
    expect(retryAfterSeconds(budget, Number.POSITIVE_INFINITY, 0)).toBe(600)
  })

  test('is announced in whole seconds, rounded up, at least 1', () => {
    const budget = { windows: { 60: 1 } }
    expect(retryAfterSeconds(budget, 2001, 1000)).toBe(2)
    expect(retryAfterSeconds(budget, 2000, 1000)).toBe(1)
    expect(retryAfterSeconds(budget, 1001, 1000)).toBe(1)
  })
})

/** One use in the model's full history. */
interface Use {
  at: number
  member: string | undefined
}

/** The contract word for word, over everything that ever happened. */
function modelGrants({ windows, gaps = [] }: Budget, history: Use[], member: string | undefined, at: number) {
  const latestOf = new Map(history.map((use, i) => [use.member ?? i, use.at]))
  const within = (ms: number) => [...latestOf].filter(([, usedAt]) => usedAt > at - ms)
  const windowsGrant = Object.entries(windows).every(([seconds, limit]) => {
    const counted = within(Number(seconds) * 1000)
    const already = member !== undefined && counted.some(([who]) => who === member)
    return already || counted.length < limit
  })
  const counted = within(keepMs({ windows, gaps }))
  const gap = counted.length > 0 ? (gaps[Math.min(counted.length, gaps.length) - 1] ?? 0) : 0
  const latest = Math.max(Number.NEGATIVE_INFINITY, ...latestOf.values())
  return windowsGrant && at >= latest + gap * 1000
}

const seconds = fc.integer({ min: 1, max: 20 })
const budgets = fc.record({
  windows: fc.dictionary(seconds.map(String), fc.integer({ min: 1, max: 4 }), { maxKeys: 3 }),
  gaps: fc.array(fc.integer({ min: 0, max: 25 }), { maxLength: 4 }),
})

describe('like a model that keeps the whole history', () => {
  const steps = fc.array(
    fc.record({
      waitMs: fc.integer({ min: 0, max: 16 }).map(n => n * 500),
      who: fc.constantFrom('a', 'b', 'c'),
    }),
    { maxLength: 25 },
  )

  test.each([false, true])('it grants the same uses and names the same instant (members: %s)', members => {
    fc.assert(
      fc.property(budgets, steps, (budget, steps) => {
        const history: Use[] = []
        let now = 0
        for (const { waitMs, who } of steps) {
          now += waitMs
          const member = members ? who : undefined
          const latest = [...new Map(history.map((use, i) => [use.member ?? i, use.at])).entries()]
          const times = latest.map(([, at]) => at).toSorted((a, b) => b - a)
          const ownLatest = latest.find(([key]) => key === member)?.[1]
          const at = grantedAt(budget, { nthLatest: n => times[n - 1], ownLatest }, now)

          let expected = now
          while (!modelGrants(budget, history, member, expected)) expected += 500
          expect(at).toBe(expected)
          if (at === now) history.push({ at: now, member })
        }
      }),
      { numRuns: 500 },
    )
  })

  test('it forgets nothing that still matters', () => {
    fc.assert(
      fc.property(
        budgets,
        fc.array(fc.integer({ min: 0, max: 60_000 }), { maxLength: 12 }),
        (budget, times) => {
          const now = 60_000
          const kept = times.filter(at => at > now - keepMs(budget))
          expect(nextUseAt(kept, budget, now)).toBe(nextUseAt(times, budget, now))
        },
      ),
    )
  })
})
