import { describe, expect, it } from 'vitest'
import type { ProblemBody } from '../../server/api.ts'
import { type Answer, claimsOf, expectProblem, wrong } from '../server-harness.ts'
import { type Suite, startSuite } from './harness.ts'

// Guessing, attempts and races (security.md §4.A). A04, A06, A09, A12 and A18 are numbers that the list leaves out.

describe('without limits on sending', () => {
  const suite = startSuite('open')

  it('A01 five wrong checks, then the right code', async () => {
    const { held, code } = await pending(suite)
    for (const checksLeft of [4, 3, 2, 1, 0]) {
      expectProblem(await suite.check(held, wrong(code, checksLeft)), 422, 'wrong_code', { checksLeft })
    }
    expectProblem(await suite.check(held, code), 410, 'closed', { state: 'locked' })
    expect((await suite.view(held)).body).toMatchObject({ state: 'locked', checksLeft: 0 })
    suite.expects({ sends: 1 })
  })

  it('A02 200 parallel wrong checks, then the right code', async () => {
    const { held, code } = await pending(suite)
    const checks = await Promise.all(Array.from({ length: 200 }, (_, n) => suite.check(held, wrong(code, n))))
    const evaluated = checks.filter(({ status }) => status === 422)
    expect(evaluated.map(({ body }) => body.checksLeft).sort()).toEqual([0, 1, 2, 3, 4])
    for (const { status } of checks) expect([422, 410, 429]).toContain(status)
    expectProblem(await suite.check(held, code), 410, 'closed', { state: 'locked' })
    suite.expects({ sends: 1 })
  })

  it('A03 50 parallel checks with the right code', async () => {
    const { held, code } = await pending(suite)
    const checks = await Promise.all(Array.from({ length: 50 }, () => suite.check(held, code)))
    const [won, ...more] = checks.filter(({ status }) => status === 200)
    expect(more).toEqual([])
    expect(claimsOf(won!.body.proof).jti).toMatch(new RegExp(`^${held.id}\\.\\d+$`))
    for (const lost of checks.filter(one => one !== won)) {
      expect([409, 410]).toContain(lost.status)
      expect(lost.body).not.toHaveProperty('proof')
    }
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('A05 four wrong, a resend, one wrong, then the right code: a resend gives no check back', async () => {
    const { to, held, code } = await pending(suite)
    for (let n = 0; n < 4; n++) await suite.check(held, wrong(code, n))
    expect((await suite.send(held)).status).toBe(200)
    // design.md §5.3: within five minutes a resend says the same code again.
    expect(await suite.codeSentTo(to, 2)).toBe(code)
    expectProblem(await suite.check(held, wrong(code, 4)), 422, 'wrong_code', { checksLeft: 0 })
    expectProblem(await suite.check(held, code), 410, 'closed', { state: 'locked' })
    expectProblem(await suite.send(held), 410, 'closed', { state: 'locked' })
    expectProblem(await suite.send(held, { channel: 'call_code' }), 410, 'closed', { state: 'locked' })
    suite.expects({ sends: 2 })
  })

  it('A05 a switch of the channel gives no check back', async () => {
    const { to, held, code } = await pending(suite)
    for (let n = 0; n < 4; n++) await suite.check(held, wrong(code, n))
    expect((await suite.send(held, { channel: 'call_code' })).body).toMatchObject({ checksLeft: 1 })
    const spoken = await suite.codeSentTo(to, 2)
    const neither = [0, 1, 2].map(n => wrong(code, n)).find(guess => guess !== spoken)!
    expectProblem(await suite.check(held, neither), 422, 'wrong_code', { checksLeft: 0 })
    for (const right of [code, spoken]) {
      expectProblem(await suite.check(held, right), 410, 'closed', { state: 'locked' })
    }
    suite.expects({ sends: 2 })
  })

  it('A10 the right code twice, and the view five times: one proof, never a second one', async () => {
    const { held, code } = await pending(suite)
    const first = await suite.check(held, code)
    expect(first.status).toBe(200)
    expectProblem(await suite.check(held, code), 409, 'already_used')
    for (let n = 0; n < 5; n++) {
      // Signed anew, so not the same bytes, but the same claims down to `jti`, `iat` and `exp` (design.md §4.2).
      expect(claimsOf((await suite.view(held)).body.proof)).toEqual(claimsOf(first.body.proof))
    }
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('A11 the code of one verification at another of the same contact', async () => {
    const to = suite.phone()
    const first = await pending(suite, to)
    // Equal by chance once in a million: then a third one is asked for.
    let second = await pending(suite, to)
    if (second.code === first.code) second = await pending(suite, to)
    expectProblem(await suite.check(second.held, first.code), 422, 'wrong_code', { checksLeft: 4 })
    const right = await suite.check(first.held, first.code)
    expect(right.body).toMatchObject({ state: 'verified', checksLeft: 5 })
    expect((await suite.view(second.held)).body).toMatchObject({ state: 'pending', checksLeft: 4 })
    suite.expects({ proofs: 1 })
  })

  it.each<[what: string, typed: (code: string) => unknown]>([
    ['two codes in a list', code => [code, '000001']],
    ['two codes with a comma', code => `${code},000001`],
    ['two codes with a space', code => `${code} 000001`],
    ['two codes with a line between', code => `${code}\n000001`],
    ['twelve digits', code => `${code}000001`],
    ['the code twice in a row', code => `${code}${code}`],
    ['two codes in a sentence', code => `my code is ${code} or 000001`],
    ['a pattern', () => '\\d+'],
    ['wildcards', () => '%%%%%%'],
    ['wildcards of the other kind', () => '______'],
  ])('A13 %s', async (_, typed) => {
    const { held, code } = await pending(suite)
    expectProblem(await suite.check(held, typed(code)), 400, 'bad_request')
    await hasFiveChecks(suite, held, code)
    suite.expects({ sends: 1 })
  })

  it.each<[what: string, typed: (code: string) => unknown]>([
    ['a number', code => Number(code)],
    ['true', () => true],
    ['null', () => null],
    ['an object', () => ({})],
    ['an operator', () => ({ $ne: '' })],
    ['an operator with a pattern', () => ({ $regex: '.*' })],
    ['an object that is a code as text', code => ({ toString: code, length: 6 })],
    ['an empty list', () => []],
    ['a list of digits', code => [...code]],
    ['nothing', () => ''],
    ['nothing but spaces', () => '      '],
    ['no field', () => undefined],
    // security.md §5.2: each of these is a number to some reader.
    ['hexadecimal', code => `0x${Number(code).toString(16)}`],
    ['an exponent', code => `${code[0]}.${code.slice(1)}e5`],
    ['a sign', code => `+${code}`],
    ['a NUL behind it', code => `${code}\0`],
    ['letters behind it', code => `${code}abc`],
    ['circled digits', code => [...code].map(digit => '⓪①②③④⑤⑥⑦⑧⑨'[Number(digit)]).join('')],
    ['a digit less', code => code.slice(1)],
    ['a thousand and one characters', code => `${' '.repeat(995)}${code}`],
  ])('A14 %s in place of a code', async (_, typed) => {
    const { held, code } = await pending(suite)
    expectProblem(await suite.check(held, typed(code)), 400, 'bad_request')
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    suite.expects({ sends: 1 })
  })

  it('A15 a code that begins with 0, with the zero dropped, then whole', async () => {
    for (let n = 0; n < 300; n++) {
      const { held, code } = await pending(suite)
      if (!code.startsWith('0')) continue
      expectProblem(await suite.check(held, code.slice(1)), 400, 'bad_request')
      expectProblem(await suite.check(held, String(Number(code))), 400, 'bad_request')
      expect((await suite.check(held, code)).body).toMatchObject({ state: 'verified', checksLeft: 5 })
      return suite.expects({ sends: n + 1, proofs: 1 })
    }
    expect.unreachable('no code begins with 0')
  })

  it('A16 2,000 codes: uniform in each place, and none says anything about the next', async () => {
    const to = suite.phone()
    const already = suite.sink.sent.length
    for (let n = 0; n < 2000; n += 40) {
      await Promise.all(Array.from({ length: 40 }, () => suite.started({ to })))
    }
    await suite.sink.messagesTo(to, 2000)
    const codes = suite.sink.sent.slice(already).map(({ code }) => code!)
    expect(codes).toHaveLength(2000)
    for (const code of codes) expect(code).toMatch(/^\d{6}$/)

    for (let place = 0; place < 6; place++) {
      const counts = countOf(codes.map(code => code[place]!))
      const chiSquare = [...'0123456789'].reduce(
        (sum, digit) => sum + ((counts.get(digit) ?? 0) - 200) ** 2 / 200,
        0,
      )
      // Nine degrees of freedom. At p = 0.001 (27.9) an honest server would fail in one run of 170: this is 1e-7.
      expect(chiSquare, `place ${place}`).toBeLessThan(50)
    }
    const zeros = codes.filter(code => code.startsWith('0')).length
    // 200 ± 6 standard deviations.
    expect(zeros).toBeGreaterThan(120)
    expect(zeros).toBeLessThan(280)
    // Two equal pairs are expected among so many; 15 happen once in 10^8 runs.
    expect(codes.length - new Set(codes).size).toBeLessThan(15)
    for (const relation of [
      (a: number, b: number) => (b - a + 1e6) % 1e6,
      (a: number, b: number) => (a + b) % 1e6,
      (a: number, b: number) => a ^ b,
    ]) {
      const steps = codes.slice(1).map((code, n) => relation(Number(codes[n]), Number(code)))
      expect(Math.max(...countOf(steps).values())).toBeLessThan(7)
    }
    suite.expects({ sends: 2000 })
  })
})

describe('with codes that live for less than five minutes', () => {
  const suite = startSuite('open', config => ({ ...config, code: { ttlSeconds: 290 } }))

  it.each(['first', 'second'])('A07 after a resend with a new code the %s one is right', async which => {
    const { to, held, code: first } = await pending(suite)
    expect((await suite.send(held)).status).toBe(200)
    const second = await suite.codeSentTo(to, 2)
    expect(second).not.toBe(first)
    // design.md §6: both are right to their own end. Only a third one is wrong.
    const neither = [0, 1].map(n => wrong(first, n)).find(guess => guess !== second)!
    expectProblem(await suite.check(held, neither), 422, 'wrong_code', { checksLeft: 4 })
    const right = await suite.check(held, which === 'first' ? first : second)
    expect(right.body).toMatchObject({ state: 'verified', checksLeft: 4 })
    suite.expects({ sends: 2, proofs: 1 })
  })
})

describe('with codes that live for seconds', () => {
  const suite = startSuite('fast', config => ({ ...config, code: { ttlSeconds: 2 } }))

  it('A08 the right code after its end', async () => {
    const { held, code } = await pending(suite)
    const ended = await suite.until(held, ({ state }) => state !== 'pending')
    expect(ended.state).toBe('expired')
    expectProblem(await suite.check(held, code), 410, 'closed', { state: 'expired' })
    expectProblem(await suite.send(held), 410, 'closed', { state: 'expired' })
    expect((await suite.view(held)).body).toMatchObject({ state: 'expired' })
    expect((await suite.view(held)).body).not.toHaveProperty('proof')
    suite.expects({ sends: 1 })
  })

  it('A17 to strangers every verification is the same: unknown, expired, or any other', async () => {
    // No timings here: on a shared machine they decide nothing.
    const live = await pending(suite)
    const expired = await pending(suite)
    await suite.until(expired.held, ({ state }) => state === 'expired')
    const other = await pending(suite)
    const unknown = { ...live.held, id: randomLike(live.held.id) }
    const answers: Answer<ProblemBody>[] = []
    for (const held of [live.held, expired.held, unknown]) {
      for (const secret of [other.held.secret, randomLike(live.held.secret), 'x']) {
        for (const code of [live.code, wrong(live.code)]) {
          answers.push(await suite.check({ ...held, secret }, code))
        }
      }
    }
    for (const one of answers) expectProblem(one, 401, 'unauthorized')
    expect(new Set(answers.map(shapeOf)).size).toBe(1)
    suite.expects({ sends: 3 })
  })
})

describe('with twenty wrong codes a day', () => {
  const suite = startSuite('default', config => ({
    ...config,
    limits: { contactWrong: { '86400': 20 }, contactSends: { '600': 100 }, coolDownSeconds: [0] },
  }))

  it('A19 twenty wrong codes for a contact over several verifications, and one more', async () => {
    const to = suite.phone()
    for (let n = 0; n < 4; n++) await spend(to, 5)
    const { held, code } = await pending(suite, to)
    for (const guess of [wrong(code), code]) {
      const refused = await suite.check(held, guess)
      expect(refused.body).toMatchObject({ code: 'try_later', retryAfterSeconds: expect.any(Number) })
      expect(refused.status).toBe(429)
      expect(Number(refused.headers['retry-after'])).toBeGreaterThan(0)
    }
    // Not this contact's mailbox, nor somebody else's number.
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    await suite.verified()
    suite.expects({ sends: 6, proofs: 1 })
  })

  it('A19 a right code has the count start at 0', async () => {
    const to = suite.phone()
    for (let n = 0; n < 3; n++) await spend(to, 5)
    await spend(to, 4)
    await suite.verified({ to })
    for (let n = 0; n < 4; n++) await spend(to, 5)
    const { held, code } = await pending(suite, to)
    expect((await suite.check(held, wrong(code))).status).toBe(429)
    suite.expects({ proofs: 1 })
  })

  async function spend(to: string, checks: number): Promise<void> {
    const { held, code } = await pending(suite, to)
    for (let n = 0; n < checks; n++) expect((await suite.check(held, wrong(code, n))).status).toBe(422)
  }
})

describe('with one wrong code in eight seconds', () => {
  const suite = startSuite('default', config => ({ ...config, limits: { contactWrong: { '8': 1 } } }))

  it('A19 after its window a contact may go on', async () => {
    const { held, code } = await pending(suite)
    expect((await suite.check(held, wrong(code))).status).toBe(422)
    expect((await suite.check(held, code)).status).toBe(429)
    await expect
      .poll(() => suite.check(held, code), { timeout: 30_000, interval: 500 })
      .toMatchObject({
        status: 200,
      })
    suite.expects({ sends: 1, proofs: 1 })
  })
})

/** A verification over SMS whose code is out. */
async function pending(suite: Suite, to = suite.phone()) {
  const already = [...suite.sink.sent].filter(one => one.to === to).length
  const held = await suite.started({ to })
  const code = await suite.codeSentTo(to, already + 1)
  await suite.until(held, view => view.delivery === 'sent')
  return { to, held, code }
}

/** That nothing was spent: a fifth wrong check is still compared, and only then it is over. */
async function hasFiveChecks(suite: Suite, held: { id: string; secret: string }, code: string) {
  for (const checksLeft of [4, 3, 2, 1, 0]) {
    expectProblem(await suite.check(held, wrong(code, checksLeft)), 422, 'wrong_code', { checksLeft })
  }
}

function countOf<T>(values: readonly T[]): Map<T, number> {
  const counts = new Map<T, number>()
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1)
  return counts
}

/** Another text of the same length and alphabet. */
function randomLike(text: string): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(text.length)))
    .toString('base64url')
    .slice(0, text.length)
}

/** All that a stranger could tell answers apart by. */
function shapeOf({ status, headers, body }: Answer<ProblemBody>): string {
  const { date: _, 'x-request-id': __, ...others } = headers
  return JSON.stringify([status, others, { ...body, requestId: null }])
}
