import { describe, expect, it } from 'vitest'
import type { ChannelId } from './api.ts'
import type { Site } from './config.ts'
import { checkDestination, isReachable } from './destination.ts'
import type { EmailAddress } from './email-address.ts'
import type { E164 } from './phone.ts'
import { Problem } from './problem.ts'

const site = (...countries: string[]) => ({ countries }) as unknown as Site
const phone = (value: string) => ({ kind: 'phone' as const, value: value as E164 })

function refusal(to: string, channel: ChannelId, where: Site, paid: boolean): unknown {
  try {
    checkDestination(phone(to), channel, where, paid)
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, ...error.members }
    throw error
  }
  return null
}

describe('a number', () => {
  it.each([
    ['+33612345678', ['FR']],
    ['+33612345678', ['GB', 'FR']],
    // A British mobile number that the metadata gives to Guernsey.
    ['+447911123456', ['GB']],
    ['+447624123456', ['GB']],
    ['+447797123456', ['GB']],
    ['+393123456789', ['IT']],
    ['+4747412345', ['NO']],
  ])('%s is sent to where %j are listed', (to, countries) => {
    for (const channel of ['sms', 'call_code', 'call_button', 'whatsapp'] as const) {
      expect(refusal(to, channel, site(...countries), true)).toBeNull()
      expect(isReachable(phone(to), channel, site(...countries), true)).toBe(true)
    }
  })

  it.each([
    ['+33612345678', ['GB']],
    ['+33612345678', []],
    ['+447400123456', ['GG']],
    // The rest of +1 and +7 are other prices, and other frauds.
    ['+18765551234', ['US']],
    ['+14165550123', ['US']],
    ['+77011234567', ['RU']],
    ['+79161234567', ['KZ']],
    // Réunion is no France here: other networks, other prices.
    ['+262692123456', ['FR']],
  ])('%s is not sent to where only %j are listed, if it costs', (to, countries) => {
    for (const channel of ['sms', 'call_code', 'call_button'] as const) {
      expect(refusal(to, channel, site(...countries), true)).toMatchObject({
        code: 'unsupported_destination',
      })
      expect(isReachable(phone(to), channel, site(...countries), true)).toBe(false)
    }
    // Over a channel that is free, every country is.
    expect(refusal(to, 'whatsapp', site(...countries), false)).toBeNull()
  })

  it.each(['+19005551234', '+449091234567', '+979123456789', '+881612345678', '+15550100001', 'nonsense'])(
    '%s, of a kind that costs or of no network, is never sent to, free or not',
    to => {
      for (const paid of [true, false]) {
        expect(refusal(to, 'whatsapp', site('US', 'GB'), paid)).toMatchObject({
          code: 'unsupported_destination',
        })
      }
    },
  )

  it('of a landline takes calls, and no text message, which is told', () => {
    const landline = '+33142685300'
    expect(refusal(landline, 'sms', site('FR'), true)).toEqual({
      code: 'unsupported_destination',
      landline: true,
    })
    for (const channel of ['call_code', 'call_button', 'whatsapp'] as const) {
      expect(refusal(landline, channel, site('FR'), true)).toBeNull()
    }
    // Where nobody can tell a landline from a mobile, it is asked.
    expect(refusal('+12125550123', 'sms', site('US'), true)).toBeNull()
  })
})

it('an email address has no country', () => {
  const mail = { kind: 'email' as const, value: 'a@example.com' as EmailAddress }
  expect(isReachable(mail, 'email', site(), true)).toBe(true)
})
