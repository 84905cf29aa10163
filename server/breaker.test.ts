import { describe, expect, it } from 'vitest'
import { createClock } from '../test/server-harness.ts'
import { createBreaker } from './breaker.ts'

function breaker() {
  const clock = createClock()
  const one = createBreaker(clock.now)
  const fail = (times: number) => Array.from({ length: times }, () => one.failed('gw', 'unavailable'))
  return { clock, one, fail, isLeftOut: () => one.isLeftOut('gw') }
}

describe('a provider', () => {
  it('that nobody asked yet is not left out', () => {
    expect(breaker().isLeftOut()).toBe(false)
  })

  it('is left out for 30 seconds from the third failure in a row, and not before', () => {
    const { clock, fail, isLeftOut } = breaker()
    expect(fail(2)).toEqual([null, null])
    expect(isLeftOut()).toBe(false)
    expect(fail(1)).toEqual([30])
    expect(isLeftOut()).toBe(true)
    clock.pass(29.999)
    expect(isLeftOut()).toBe(true)
    clock.pass(0.001)
    expect(isLeftOut()).toBe(false)
  })

  it('that fails again after each pause is left out twice as long, for five minutes at most', () => {
    const { clock, fail, isLeftOut } = breaker()
    fail(2)
    const pauses = Array.from({ length: 7 }, () => {
      const [pause] = fail(1)
      clock.pass(pause!)
      expect(isLeftOut()).toBe(false)
      return pause
    })
    expect(pauses).toEqual([30, 60, 120, 240, 300, 300, 300])
  })

  it('that failed for days has a pause that is still a number', () => {
    expect(breaker().fail(5000).at(-1)).toBe(300)
  })

  it('that works once is as good as new', () => {
    const { one, fail, isLeftOut } = breaker()
    fail(3)
    one.worked('gw')
    expect(isLeftOut()).toBe(false)
    expect(fail(2)).toEqual([null, null])
    expect(isLeftOut()).toBe(false)
  })

  it.each(['invalid_contact', 'rejected'] as const)(
    'is not to blame for %s, which one message brought about',
    reason => {
      const { one, fail, isLeftOut } = breaker()
      for (let n = 0; n < 10; n++) expect(one.failed('gw', reason)).toBeNull()
      expect(isLeftOut()).toBe(false)
      expect(fail(3)).toEqual([null, null, 30])
    },
  )

  it.each(['unauthorized', 'rate_limited', 'timeout', 'unavailable'] as const)(
    'is to blame for %s',
    reason => {
      const { one, isLeftOut } = breaker()
      for (let n = 0; n < 3; n++) one.failed('gw', reason)
      expect(isLeftOut()).toBe(true)
    },
  )

  it('suffers nothing for another', () => {
    const { one, fail } = breaker()
    fail(3)
    expect(one.isLeftOut('other')).toBe(false)
    expect(one.failed('other', 'timeout')).toBeNull()
  })
})
