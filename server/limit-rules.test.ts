import { describe, expect, it } from 'vitest'
import {
  british,
  french,
  limitsAlone,
  mailbox,
  neighbour,
  type Outcome,
  only,
} from '../test/limits-harness.ts'
import { type Act, ruleNames, unknownAddress } from './limits.ts'

// Every rule by itself, and one after the other: under its figure, at it, over it, and when the window has passed.

interface Row {
  rule: string
  /** Its figures, small. */
  limits?: Record<string, unknown>
  caps?: Record<string, number>
  /** The nth use of one budget. */
  use(n: number): Partial<Act>
  granted: number
  over: Outcome
  /** After this long it is granted again, and not a second before. */
  seconds: number
  /** What has a budget of its own. */
  elsewhere: Partial<Act>
}

const x = french(0)
const mail = { channel: 'email', paid: false } as const
const rows: Row[] = [
  {
    rule: 'contact_sends',
    limits: { contactSends: { 600: 3 }, coolDownSeconds: [0] },
    use: n => ({
      contact: x,
      channel: (['sms', 'call_code', 'whatsapp'] as const)[n % 3]!,
      kind: n % 2 ? 'start' : 'send',
    }),
    granted: 3,
    over: 'later',
    seconds: 600,
    elsewhere: { contact: french(1) },
  },
  {
    rule: 'contact_sends',
    limits: { contactSends: { 600: 9 }, coolDownSeconds: [30] },
    use: () => ({ contact: mailbox(1), ...mail }),
    granted: 1,
    over: 'later',
    seconds: 30,
    elsewhere: { contact: mailbox(1), ...mail, kind: 'check', sends: false },
  },
  {
    rule: 'contact_calls',
    use: n => ({ contact: x, channel: n % 2 ? 'call_code' : 'call_button' }),
    granted: 3,
    over: 'later',
    seconds: 86_400,
    elsewhere: { contact: x, channel: 'sms' },
  },
  {
    rule: 'contact_wrong',
    limits: { contactWrong: { 3600: 10 } },
    use: n => ({ kind: 'check', sends: false, contact: x, address: `192.0.2.${n}` }),
    granted: 10,
    over: 'later',
    seconds: 3600,
    elsewhere: { kind: 'check', sends: false, contact: french(1) },
  },
  {
    rule: 'address_starts',
    use: n => ({ ...mail, contact: mailbox(n), address: '192.0.2.1' }),
    granted: 30,
    over: 'work',
    seconds: 3600,
    elsewhere: { ...mail, address: '192.0.2.2' },
  },
  {
    rule: 'address_starts',
    use: n => ({ contact: french(n), address: '192.0.2.1' }),
    granted: 10,
    over: 'work',
    seconds: 3600,
    // What is started by mail is not counted with what costs money.
    elsewhere: { ...mail, address: '192.0.2.1' },
  },
  {
    rule: 'address_starts',
    limits: { addressStarts: { whatsapp: { 3600: 3 } } },
    use: () => ({ channel: 'whatsapp', sends: false, paid: false, address: '192.0.2.1' }),
    granted: 3,
    over: 'work',
    seconds: 3600,
    elsewhere: { channel: 'whatsapp', sends: false, paid: false, address: unknownAddress },
  },
  {
    rule: 'address_checks',
    limits: { addressChecks: { 300: 3 } },
    use: n => ({ kind: 'check', sends: false, contact: mailbox(n), address: '192.0.2.1' }),
    granted: 30,
    over: 'later',
    seconds: 300,
    elsewhere: { kind: 'check', sends: false, address: '192.0.2.2' },
  },
  {
    rule: 'site_paid',
    caps: { paidPerHour: 4 },
    use: n => ({ contact: french(n), kind: n % 2 ? 'start' : 'send', address: `192.0.2.${n}` }),
    granted: 4,
    over: 'later',
    seconds: 3600,
    elsewhere: { contact: mailbox(1), ...mail },
  },
  {
    rule: 'site_paid',
    caps: { paidPerDay: 2 },
    use: n => ({ contact: french(n), kind: 'answer', channel: 'whatsapp' }),
    granted: 2,
    over: 'later',
    seconds: 86_400,
    elsewhere: { contact: french(9), paid: false, kind: 'answer', channel: 'whatsapp' },
  },
  {
    rule: 'prefix_numbers',
    use: n => ({ contact: neighbour(n) }),
    granted: 5,
    over: 'later',
    seconds: 3600,
    elsewhere: { contact: french(1) },
  },
  {
    rule: 'conversion',
    use: n => ({ contact: french(n) }),
    granted: 20,
    over: 'later',
    seconds: 3600,
    elsewhere: { contact: british(1) },
  },
]

describe('a rule', () => {
  it.each(rows)('$rule grants $granted, then says $over for $seconds s', async row => {
    const limits = await limitsAlone({ ...row.limits, rules: only(row.rule) }, row)
    for (let n = 0; n < row.granted; n++) expect(await limits.try(row.use(n)), `use ${n}`).toBe('granted')
    expect(limits.hits).toEqual([])
    for (let n = 0; n < 3; n++) expect(await limits.try(row.use(row.granted + n))).toBe(row.over)
    expect(limits.hits).toEqual(Array(3).fill({ rule: row.rule, mode: 'enforce' }))
    expect(await limits.try(row.elsewhere)).toBe('granted')
    limits.pass(row.seconds - 1)
    expect(await limits.try(row.use(row.granted))).toBe(row.over)
    limits.pass(1)
    expect(await limits.try(row.use(row.granted))).toBe('granted')
  })

  it.each(rows)(
    '$rule refuses nothing when it is recorded, and says what it would have refused',
    async row => {
      const limits = await limitsAlone({ ...row.limits, rules: only(row.rule, 'record') }, row)
      // Limits that are refused at ten times their figure are recorded from the figure on, once.
      for (let n = 0; n < row.granted; n++) expect(await limits.try(row.use(n))).toBe('granted')
      expect(limits.hits).toEqual([])
      for (let n = 0; n < 3; n++) expect(await limits.try(row.use(row.granted + n))).toBe('granted')
      expect(limits.hits.length).toBeGreaterThan(0)
      expect(new Set(limits.hits.map(hit => `${hit.rule} ${hit.mode}`))).toEqual(
        new Set([`${row.rule} record`]),
      )
      limits.pass(row.seconds * 2)
      const before = limits.hits.length
      expect(await limits.try(row.use(row.granted))).toBe('granted')
      expect(limits.hits).toHaveLength(before)
    },
  )

  it.each(rows)('$rule does nothing when it is off, and counts nothing', async row => {
    const limits = await limitsAlone({ ...row.limits, rules: only('none') }, row)
    for (let n = 0; n < row.granted + 3; n++) expect(await limits.try(row.use(n))).toBe('granted')
    expect(limits.hits).toEqual([])
  })

  it('is in the table of this test, or has a test of its own', () => {
    expect(new Set([...rows.map(row => row.rule), 'site_guesses'])).toEqual(new Set(ruleNames))
  })
})

describe('the limit of an address', () => {
  const settings = { addressStarts: { email: { 3600: 2 } }, rules: only('address_starts') }
  const from = (address: string | null, worked = false) => ({ ...mail, address, worked })

  it('is ten times as high for whoever does the work, and then it is one', async () => {
    const limits = await limitsAlone(settings)
    for (let n = 0; n < 2; n++) expect(await limits.try(from('192.0.2.1'))).toBe('granted')
    for (let n = 0; n < 50; n++) expect(await limits.try(from('192.0.2.1'))).toBe('work')
    for (let n = 0; n < 18; n++) expect(await limits.try(from('192.0.2.1', true)), `${n}`).toBe('granted')
    expect(await limits.try(from('192.0.2.1', true))).toBe('later')
    // Work would not help, so it is not asked for.
    expect(await limits.try(from('192.0.2.1'))).toBe('later')
    expect(await limits.try(from('192.0.2.2'))).toBe('granted')
  })

  it('asks nobody for work whom another limit refuses', async () => {
    const limits = await limitsAlone({
      addressStarts: { email: { 3600: 1 } },
      contactSends: { 600: 1 },
      coolDownSeconds: [0],
    })
    const start = { ...from('192.0.2.1'), contact: mailbox(1) }
    expect(await limits.try(start)).toBe('granted')
    expect(await limits.try(start)).toBe('later')
    expect(await limits.try({ ...start, contact: mailbox(2) })).toBe('work')
    expect(limits.hits.map(({ rule }) => rule)).toEqual(['contact_sends', 'address_starts'])
  })

  it('is one for a /64, and a /48 has four times as much', async () => {
    const limits = await limitsAlone(settings)
    const network = (n: number) => from(`2001:db8:1:${n.toString(16)}::/64`)
    for (let n = 0; n < 2; n++) expect(await limits.try(network(1))).toBe('granted')
    expect(await limits.try(network(1))).toBe('work')
    // Those that were refused took nothing of the /48.
    for (let n = 2; n < 8; n++) expect(await limits.try(network(n)), `${n}`).toBe('granted')
    for (let n = 8; n < 300; n++) expect(await limits.try(network(n))).toBe('work')
    expect(await limits.try(from('2001:db8:2:1::/64'))).toBe('granted')
    // Zeros in front are no other network.
    expect(await limits.try(from('0:0:0:0::/64'))).toBe('granted')
  })

  it('is ten times as high for all together who have no address, and touches nobody else', async () => {
    const limits = await limitsAlone(settings)
    for (let n = 0; n < 20; n++) expect(await limits.try(from(unknownAddress)), `${n}`).toBe('granted')
    expect(await limits.try(from(unknownAddress))).toBe('work')
    expect(await limits.try(from('192.0.2.1'))).toBe('granted')
  })

  it('is not there for a site’s own backend that names no address', async () => {
    const limits = await limitsAlone(settings)
    for (let n = 0; n < 50; n++) expect(await limits.try(from(null))).toBe('granted')
  })

  it('for checks is refused only at ten times, since a check can bring no work', async () => {
    const limits = await limitsAlone({ addressChecks: { 300: 1 }, rules: only('address_checks') })
    const check = { kind: 'check', sends: false, address: '192.0.2.1' } as const
    for (let n = 0; n < 10; n++) expect(await limits.try(check)).toBe('granted')
    expect(await limits.try(check)).toBe('later')
  })
})

describe('a refused act', () => {
  it('takes nothing of any budget', async () => {
    const limits = await limitsAlone(
      { contactSends: { 600: 1 }, coolDownSeconds: [0] },
      { caps: { paidPerHour: 3 } },
    )
    const start = (n: number) => ({ contact: french(n), address: '192.0.2.1' })
    expect(await limits.try(start(0))).toBe('granted')
    for (let n = 0; n < 30; n++) expect(await limits.try(start(0))).toBe('later')
    expect(await limits.try(start(1))).toBe('granted')
    expect(await limits.try(start(2))).toBe('granted')
    for (let n = 0; n < 30; n++) expect(await limits.try(start(3))).toBe('later')
    limits.pass(3600)
    for (let n = 10; n < 13; n++) expect(await limits.try(start(n)), `${n}`).toBe('granted')
  })

  it('of fifty at once is all but one', async () => {
    const limits = await limitsAlone()
    const outcomes = await Promise.all(
      Array.from({ length: 50 }, (_, n) => limits.try({ contact: french(0), address: `192.0.2.${n}` })),
    )
    expect(outcomes.filter(outcome => outcome === 'granted')).toHaveLength(1)
  })
})
