import { describe, expect, it } from 'vitest'
import { callStartAt, isCallStart } from './time.ts'

describe('call_start', () => {
  it('has one form, that of the notifications', () => {
    expect(isCallStart('2024-10-23 16:00:47')).toBe(true)
  })

  it.each([
    '',
    '2024-10-23',
    '2024-10-23T16:00:47Z',
    '23.10.2024 16:00:47',
    '1729699247',
    '2024-02-30 16:00:47',
    '2024-10-23 24:00:47',
    ' 2024-10-23 16:00:47',
    '2024-10-23 16:00:47\n',
    '٢٠٢٤-10-23 16:00:47',
  ])('is not %j', text => {
    expect(isCallStart(text)).toBe(false)
    expect(callStartAt(text, 'UTC', 0)).toBeNull()
  })

  it.each([
    ['2024-10-23 16:00:47', 'UTC', '2024-10-23T16:00:47Z'],
    ['2024-10-23 16:00:47', 'Europe/Paris', '2024-10-23T14:00:47Z'],
    ['2024-12-23 16:00:47', 'Europe/Paris', '2024-12-23T15:00:47Z'],
    ['2024-10-23 16:00:47', 'America/New_York', '2024-10-23T20:00:47Z'],
    ['2024-10-23 16:00:47', 'Asia/Kolkata', '2024-10-23T10:30:47Z'],
    ['2024-10-23 16:00:47', '+02:00', '2024-10-23T14:00:47Z'],
    ['2024-10-23 16:00:47', '-09:30', '2024-10-24T01:30:47Z'],
    ['2024-01-01 00:00:00', 'Pacific/Auckland', '2023-12-31T11:00:00Z'],
  ])('%s in %s is %s', (text, timeZone, instant) => {
    expect(callStartAt(text, timeZone, 0)).toBe(Date.parse(instant))
  })

  it('is the nearer one of two moments with the same name, when the clocks go back', () => {
    const first = Date.parse('2024-10-27T00:30:00Z')
    const second = Date.parse('2024-10-27T01:30:00Z')
    expect(callStartAt('2024-10-27 02:30:00', 'Europe/Paris', first + 60_000)).toBe(first)
    expect(callStartAt('2024-10-27 02:30:00', 'Europe/Paris', second + 60_000)).toBe(second)
  })

  it('is read although the clocks skipped it', () => {
    const skipped = callStartAt('2024-03-31 02:30:00', 'Europe/Paris', Date.parse('2024-03-31T01:30:00Z'))
    expect(skipped).toBe(Date.parse('2024-03-31T01:30:00Z'))
  })
})
