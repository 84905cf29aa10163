import { randomBytes } from 'node:crypto'
import { solveChallenge } from 'altcha-lib/v1'
import { describe, expect, it } from 'vitest'
import { createClock } from '../test/server-harness.ts'
import { numberOf, solutionOf, solveWork } from '../test/solve-work.ts'
import type { WorkChallenge } from './api.ts'
import { createWork, longestSolution } from './work.ts'

const clock = createClock()
const pepper = [randomBytes(32)]
const work = createWork({ pepper, now: clock.now })
const subject = JSON.stringify(['start', 'site_a', 'sms', 'contact', '+447911123456'])

const asked = () => work.challenge('site_a', subject)
const resultOf = async (solution: string, of = subject) => (await work.check(solution, of)).result

describe('work', () => {
  it('has the fields that ALTCHA publishes, and no contact in them', async () => {
    const challenge = await asked()
    expect(challenge).toEqual({
      algorithm: 'SHA-256',
      challenge: expect.stringMatching(/^[\da-f]{64}$/),
      maxnumber: 2 ** 14,
      salt: expect.stringMatching(/^[\da-f]{24}\?expires=\d{10}&$/),
      signature: expect.stringMatching(/^[\da-f]{64}$/),
    })
    expect(JSON.stringify(challenge)).not.toContain('447911')
  })

  it('is another one each time', async () => {
    const [one, other] = [await asked(), await asked()]
    expect(one.salt).not.toBe(other.salt)
    expect(one.challenge).not.toBe(other.challenge)
  })

  it('fits one block of SHA-256 with its number, so that a guess costs one', async () => {
    const { salt } = await asked()
    expect(`${salt}${2 ** 17}`.length).toBeLessThanOrEqual(55)
  })

  it('is done by whoever finds the number, and its mark is the same each time', async () => {
    const solution = solveWork(await asked())
    const first = await work.check(solution, subject)
    expect(first).toEqual({
      result: 'ok',
      mark: { key: expect.stringMatching(/^work\|[\da-f]{64}$/), ttlSeconds: 300 },
    })
    const again = JSON.parse(Buffer.from(solution, 'base64').toString())
    const written = Buffer.from(JSON.stringify({ more: 1, ...again }, null, 2)).toString('base64url')
    // Written in another way it is the same solution still, and has the same mark.
    expect(await work.check(written, subject)).toEqual(first)
  })

  it('is done by ALTCHA’s own solver too', async () => {
    const challenge = await asked()
    const { promise } = solveChallenge(challenge.challenge, challenge.salt, 'SHA-256', challenge.maxnumber)
    const found = await promise
    expect(await resultOf(solutionOf(challenge, found!.number))).toBe('ok')
  })

  it('that was done for one contact, channel or site is none for another', async () => {
    const solution = solveWork(await asked())
    expect(await resultOf(solution, subject.replace('456', '457'))).toBe('bad')
    expect(await resultOf(solution, subject.replace('sms', 'call_code'))).toBe('bad')
    expect(await resultOf(solution, subject.replace('site_a', 'site_b'))).toBe('bad')
    expect(await resultOf(solution)).toBe('ok')
  })

  it('has to be done within five minutes', async () => {
    const solution = solveWork(await asked())
    clock.pass(298)
    expect(await resultOf(solution)).toBe('ok')
    clock.pass(2)
    expect(await resultOf(solution)).toBe('expired')
  })

  it('is still good after a new pepper came before the old one, and under no other', async () => {
    const solution = solveWork(await asked())
    const rotated = createWork({ pepper: [randomBytes(32), ...pepper], now: clock.now })
    expect((await rotated.check(solution, subject)).result).toBe('ok')
    const stranger = createWork({ pepper: [randomBytes(32)], now: clock.now })
    expect((await stranger.check(solution, subject)).result).toBe('bad')
  })
})

describe('a solution', () => {
  const later = (salt: string) => salt.replace(/\d{10}/, seconds => String(Number(seconds) + 3600))
  const cheats: [string, (c: WorkChallenge, n: number) => string][] = [
    ['with a number too many', (c, n) => solutionOf(c, n + 1)],
    ['with a number in quotes', (c, n) => solutionOf(c, String(n))],
    ['with a broken number', (c, n) => solutionOf(c, n + 0.5)],
    ['with a number below nothing', c => solutionOf(c, -1)],
    ['without a number', c => solutionOf(c, undefined)],
    ['with null for a number', c => solutionOf(c, null)],
    ['that lives an hour longer', (c, n) => solutionOf(c, n, { salt: later(c.salt) })],
    [
      'whose salt took a digit of the number',
      (c, n) => solutionOf(c, Number(String(n).slice(1)), { salt: c.salt + String(n)[0] }),
    ],
    [
      'whose number took the end of the salt',
      (c, n) => solutionOf(c, `${c.salt.slice(24)}${n}`, { salt: c.salt.slice(0, 24) }),
    ],
    ['with another salt', (c, n) => solutionOf(c, n, { salt: `00${c.salt.slice(2)}` })],
    ['with another challenge', (c, n) => solutionOf(c, n, { challenge: '0'.repeat(64) })],
    ['with another signature', (c, n) => solutionOf(c, n, { signature: '0'.repeat(64) })],
    ['with half a signature', (c, n) => solutionOf(c, n, { signature: c.signature.slice(0, 32) })],
    ['without a signature', (c, n) => solutionOf(c, n, { signature: undefined })],
    ['over a weaker hash', (c, n) => solutionOf(c, n, { algorithm: 'SHA-1' })],
    ['with a list for a salt', (c, n) => solutionOf(c, n, { salt: [c.salt] })],
  ]
  it.each(cheats)('%s is none', async (_, cheat) => {
    const challenge = await asked()
    expect(await resultOf(cheat(challenge, numberOf(challenge)))).toBe('bad')
  })

  it('may say another maxnumber: it is no part of what is checked', async () => {
    const challenge = await asked()
    expect(await resultOf(solutionOf(challenge, numberOf(challenge), { maxnumber: 1 }))).toBe('ok')
    // One that was made for less work by somebody else is not signed.
    const own = { ...challenge, maxnumber: 1, challenge: 'f'.repeat(64) }
    expect(await resultOf(solutionOf(own, 1))).toBe('bad')
  })

  it.each([
    '',
    ' ',
    'bm9uZQ==',
    '{}',
    Buffer.from('null').toString('base64'),
    Buffer.from('[]').toString('base64'),
    Buffer.from('{}').toString('base64'),
    Buffer.from('"text"').toString('base64'),
    Buffer.from('{"__proto__":{"number":1}}').toString('base64'),
    '\u0000\u{1f9e1}',
  ])('%j is none', async text => {
    expect(await resultOf(text)).toBe('bad')
  })

  it('of 10 KB is not even read', async () => {
    const challenge = await asked()
    const solution = solutionOf(challenge, numberOf(challenge), { padding: 'x'.repeat(10_000) })
    expect(solution.length).toBeGreaterThan(longestSolution)
    expect(await resultOf(solution)).toBe('bad')
    expect(solveWork(challenge).length).toBeLessThan(longestSolution / 2)
  })
})

describe('how much work', () => {
  const bits = async (one: typeof work, site: string) =>
    Math.log2((await one.challenge(site, subject)).maxnumber)

  it('is asked rises with every fourfold asking of a minute, to three bits more', async () => {
    const one = createWork({ pepper, now: clock.now })
    const seen: number[] = []
    for (let n = 1; n <= 700; n++) seen.push(await bits(one, 'site_a'))
    const from = (wanted: number) => seen.indexOf(wanted) + 1
    expect([from(14), from(15), from(16), from(17)]).toEqual([1, 32, 128, 512])
    expect(Math.max(...seen)).toBe(17)
    expect(seen).toEqual(seen.toSorted())
  })

  it('is asked falls again once it is quiet', async () => {
    const one = createWork({ pepper, now: clock.now })
    for (let n = 0; n < 200; n++) await one.challenge('site_a', subject)
    expect(await bits(one, 'site_a')).toBe(16)
    clock.pass(60)
    expect(await bits(one, 'site_a')).toBe(16)
    clock.pass(59)
    expect(await bits(one, 'site_a')).toBe(14)
    clock.pass(3600)
    expect(await bits(one, 'site_a')).toBe(14)
  })

  it('is asked of one site says nothing of another', async () => {
    const one = createWork({ pepper, now: clock.now })
    for (let n = 0; n < 200; n++) await one.challenge('site_a', subject)
    expect(await bits(one, 'site_b')).toBe(14)
  })
})
