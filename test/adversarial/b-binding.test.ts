import { describe, expect, it } from 'vitest'
import type { ProblemBody } from '../../server/api.ts'
import { type Answer, claimsOf, expectProblem, originA, originB, wrong } from '../server-harness.ts'
import { phoneX, phoneY, startSuite } from './harness.ts'

// What belongs to whom: verification, secret, contact, nonce, site (security.md §4.B). B07 and B13 are numbers that
// the list leaves out.

const suite = startSuite('open')

/** A verification of X over SMS whose code is out. */
async function pending(body: Record<string, unknown> = {}) {
  const to = (body.to as string | undefined) ?? suite.phone()
  const already = suite.sink.sent.filter(one => one.to === to).length
  const held = await suite.started({ to, ...body })
  const code = await suite.codeSentTo(to, already + 1)
  await suite.until(held, view => view.delivery === 'sent')
  return { to, held, code }
}

describe('the secret of a verification', () => {
  it('B01 the right code without Authorization spends nothing', async () => {
    const { held, code } = await pending()
    const headersOf: Record<string, string>[] = [
      {},
      { Authorization: '' },
      { Authorization: 'Bearer' },
      { Authorization: 'Bearer ' },
      { Authorization: held.secret },
      { Authorization: `Basic ${Buffer.from(`${held.id}:${held.secret}`).toString('base64')}` },
      { Authorization: `Bearer ${held.secret} ${held.secret}` },
      { 'X-Authorization': `Bearer ${held.secret}` },
      { Cookie: `secret=${held.secret}` },
    ]
    for (const headers of headersOf)
      expectProblem(await check(held.id, { code }, headers), 401, 'unauthorized')
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    suite.expects({ sends: 1 })
  })

  it('B02 the right code with the secret of another verification, in the query, or in the body', async () => {
    const { held, code } = await pending()
    const other = await pending()
    const { id, secret } = held
    const bearer = (text: string) => ({ Authorization: `Bearer ${text}` })
    for (const answer of [
      await check(id, { code }, bearer(other.held.secret)),
      await check(id, { code }, bearer(secret.slice(0, -1))),
      await check(id, { code }, bearer(`${secret}A`)),
      await check(
        id,
        { code },
        bearer(secret.toUpperCase() === secret ? secret.toLowerCase() : secret.toUpperCase()),
      ),
      await check(id, { code }, bearer('secret-of-site-a-0123456789')),
      await suite.request('POST', `/v1/verifications/${id}/check?secret=${secret}&authorization=${secret}`, {
        headers: { Origin: originA },
        json: { code },
      }),
      await check(id, { code, secret }),
      await check(id, { code, authorization: `Bearer ${secret}` }),
    ]) {
      expectProblem(answer, 401, 'unauthorized')
    }
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    expect((await suite.view(other.held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    suite.expects({ sends: 2 })
  })

  it('B02 no other act either: send, proof and end with a wrong secret', async () => {
    const { held } = await pending()
    const stranger = { ...held, secret: (await pending()).held.secret }
    expectProblem(await suite.send(stranger), 401, 'unauthorized')
    expectProblem(await suite.renew(stranger), 401, 'unauthorized')
    expect((await suite.end(stranger)).status).toBe(401)
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    suite.expects({ sends: 2 })
  })

  it('B03 a view without or with a wrong secret, and a random id: one and the same 401', async () => {
    const { held, to } = await pending()
    const { secret: another } = (await pending()).held
    const ids = [held.id, 'A'.repeat(held.id.length), '__proto__', 'constructor', '0', `${held.id}.1`]
    const answers: Answer<ProblemBody>[] = []
    for (const id of ids) {
      const tries: Record<string, string>[] = [
        {},
        { Authorization: `Bearer ${another}` },
        { Authorization: 'Bearer x' },
      ]
      for (const headers of tries) {
        answers.push(await suite.request('GET', `/v1/verifications/${id}`, { headers }))
      }
    }
    for (const answer of answers) {
      expectProblem(answer, 401, 'unauthorized')
      expect(answer.text).not.toContain(to.slice(-4))
    }
    expect(new Set(answers.map(({ body }) => JSON.stringify({ ...body, requestId: '' }))).size).toBe(1)
    suite.expects({ sends: 2 })
  })

  it.each(['sms', 'email'])('B04 a view with the right secret masks the contact (%s)', async channel => {
    const to = channel === 'email' ? suite.email() : suite.phone()
    const { held, code } = await pending({ channel, to })
    const views = [await suite.view(held), await suite.check(held, wrong(code)), await suite.send(held)]
    views.push(await suite.view(held), await suite.check(held, code))
    for (const { text, body } of views) {
      // The whole contact stands in the proof, for whoever verifies that.
      const { proof: _, ...others } = body
      expect(text.length).toBeGreaterThan(2)
      expect(JSON.stringify(others)).not.toContain(to)
      expect(JSON.stringify(others)).not.toContain(to.slice(1, -4))
    }
    expect(views[0]!.body.to).toMatch(channel === 'email' ? /^v•+@visitor\.test$/ : /^\+44 •+ ?\d{4}$/)
    suite.expects({ sends: 2, proofs: 1 })
  })

  it('B12 1,000 ids and secrets: long, and none says anything about the next', async () => {
    const started = []
    for (let n = 0; n < 1000; n++) started.push(await suite.started({ channel: 'whatsapp', to: undefined }))
    for (const [values, bits] of [
      [started.map(({ id }) => id), 128],
      [started.map(({ secret }) => secret), 256],
    ] as const) {
      for (const value of values) {
        expect(value).toMatch(/^[\w-]+$/)
        expect(value.length * 6).toBeGreaterThanOrEqual(bits)
      }
      expect(new Set(values).size).toBe(1000)
      // Four characters at either end: 0.03 equal pairs are expected, and a counter or a time would give hundreds.
      for (const part of [(text: string) => text.slice(0, 4), (text: string) => text.slice(-5, -1)]) {
        expect(new Set(values.map(part)).size).toBeGreaterThan(995)
      }
      // As often up as down: 500 ± 6 standard deviations of 9.1.
      const ups = values.slice(1).filter((value, n) => value > values[n]!).length
      expect(ups).toBeGreaterThan(445)
      expect(ups).toBeLessThan(555)
      // Every character but the last, which may carry fewer bits, takes all 64 values.
      for (let at = 0; at < values[0]!.length - 1; at++) {
        expect(new Set(values.map(value => value[at])).size, `character ${at}`).toBeGreaterThan(55)
      }
    }
    suite.expects({ sends: 0 })
  })
})

describe('what a verification is about', () => {
  it('B05 a check that names another contact proves the one that got the code', async () => {
    const { held, code } = await pending({ to: phoneX })
    const answer = await suite.check(held, code, {
      to: phoneY,
      contact: phoneY,
      phone_number: phoneY,
      phone: phoneY,
      email: 'y@x.test',
      sub: phoneY,
      sitekey: 'site_b',
    })
    expect(answer.status).toBe(200)
    const claims = claimsOf(answer.body.proof)
    expect(claims).toMatchObject({ phone_number: phoneX, aud: 'site_a' })
    expect(JSON.stringify(claims)).not.toContain(phoneY.slice(1))
    expect(claims).not.toHaveProperty('email')
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('B08 a start of site A from a page of site B, and the other way round', async () => {
    const to = suite.phone()
    for (const [sitekey, origin] of [
      ['site_a', originB],
      ['site_b', originA],
      ['site_a', 'null'],
      ['site_a', 'http://a.test'],
      ['site_a', 'https://a.test:8443'],
      ['site_a', 'https://a.test.evil.test'],
      ['site_a', 'https://evil.test/https://a.test'],
      ['site_a', 'https://A.test'],
      ['site_a', ''],
    ] as const) {
      const answer = await suite.start({ sitekey, channel: 'sms', to }, { Origin: origin })
      expectProblem(answer, 403, 'origin_not_allowed')
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expectProblem(await suite.start({ sitekey: 'site_a', channel: 'sms', to }, {}), 403, 'origin_not_allowed')
    expect(await sentAfterwards()).toEqual([])
    suite.expects({ sends: 1 })
  })

  it('B08 a started verification is not reached from a page of site B', async () => {
    const { held, code } = await pending()
    const headers = { Authorization: `Bearer ${held.secret}`, Origin: originB }
    expectProblem(await check(held.id, { code }, headers), 403, 'origin_not_allowed')
    expectProblem(await suite.send(held, {}, { Origin: originB }), 403, 'origin_not_allowed')
    expectProblem(
      await suite.request('GET', `/v1/verifications/${held.id}`, { headers }),
      403,
      'origin_not_allowed',
    )
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    suite.expects({ sends: 1 })
  })

  it.each<[what: string, sitekey: unknown]>([
    ['a space behind it', 'site_a '],
    ['a space before it', ' site_a'],
    ['another case', 'SITE_A'],
    ['a NUL behind it', 'site_a\0'],
    ['a list', ['site_a', 'site_b']],
    ['a list of one', ['site_a']],
    ['an object', { site_a: true }],
    ['__proto__', '__proto__'],
    ['constructor', 'constructor'],
    ['toString', 'toString'],
    ['a path', '../site_a'],
    ['nothing', ''],
    ['null', null],
    ['no field', undefined],
    ['a number', 1],
    ['64 KB less one', 'a'.repeat(16_000)],
  ])('B09 %s for a site key', async (_, sitekey) => {
    const answer = await suite.start({ sitekey, channel: 'sms', to: suite.phone() })
    // A text that is no site's key is 404 (design.md §4.2); what is no text is 400.
    expect([400, 403, 404]).toContain(answer.status)
    if (typeof sitekey === 'string') {
      const site = await suite.request('GET', `/v1/sites/${encodeURIComponent(sitekey.slice(0, 4000))}`)
      expect([400, 403, 404, 405]).toContain(site.status)
    }
    expect(await sentAfterwards()).toEqual([])
    suite.expects({ sends: 1 })
  })

  it('B10 fields that only the server may set have no effect', async () => {
    const ordinary = await pending()
    const plain = (await suite.sink.messagesTo(ordinary.to))[0]!.text.replaceAll(ordinary.code, '######')
    const extras = {
      code: '123456',
      verified: true,
      state: 'verified',
      attempts: -999,
      checks: 999,
      checksLeft: 999,
      ttl: 99_999,
      ttlSeconds: 99_999,
      expiresInSeconds: 99_999,
      acr: 'urn:reachproof:acr:high',
      aud: 'site_b',
      iss: 'https://evil.test',
      origin: 'https://evil.test',
      id: 'chosen-by-the-visitor',
      secret: 'chosen-by-the-visitor-too',
      revision: 99,
      email_subject: 'You have won',
      email_body: 'Open https://evil.test',
      text: 'Open https://evil.test',
      from: '+15550009999',
      caller_id: 'Bank',
      template_id: 1,
      clientAddress: '203.0.113.1',
      test: true,
    }
    const { to, held, code } = await pending(extras)
    expect(held).toMatchObject({ state: 'pending', checksLeft: 5 })
    expect(held.id).not.toBe(extras.id)
    expect(held.expiresInSeconds).toBeLessThanOrEqual(600)
    const sent = suite.sink.sent.find(one => one.to === to)!
    expect(sent.text.replaceAll(code, '######')).toBe(plain)
    expect(sent.request!.body).not.toMatch(/evil|won|Bank|5550009999/)
    if (code !== '123456')
      expectProblem(await suite.check(held, '123456'), 422, 'wrong_code', { checksLeft: 4 })
    const verified = await suite.check(held, code, { ...extras, code, nonce: undefined })
    expect(claimsOf(verified.body.proof)).toMatchObject({
      iss: 'https://verify.test',
      aud: 'site_a',
      origin: originA,
      acr: 'urn:reachproof:acr:code',
      phone_number: to,
    })
    suite.expects({ sends: 2, proofs: 1 })
  })

  it('B10 nor in a send, where they could change the message', async () => {
    const { to, held } = await pending()
    await suite.send(held, { to: phoneY, contact: phoneY, code: '123456', text: 'evil', from: 'evil' })
    const messages = await suite.sink.messagesTo(to, 2)
    expect(messages[1]!.text).toBe(messages[0]!.text)
    expect(suite.sink.sent.filter(one => one.to === phoneY)).toEqual([])
    suite.expects({ sends: 2 })
  })

  it('B11 a message from the number that is asked for an SMS code, with id and nonce: not verified', async () => {
    const nonce = 'nonce-of-the-session-B11'
    const { to: from, held, code } = await pending({ nonce })
    for (const text of [
      held.id,
      nonce,
      `VERIFY ${held.id}`,
      `VERIFY ${nonce}`,
      code,
      `VERIFY ${code}`,
      'VERIFY',
    ]) {
      expect((await suite.hooks.cloud({ from, text })).status).toBe(200)
      expect((await suite.view(held)).body).toMatchObject({ state: 'pending', channel: 'sms', checksLeft: 5 })
    }
    // And what is said in answer holds no second way in.
    for (const reply of (await suite.sink.messagesTo(from)).slice(1)) expect(reply.code).toBeNull()
    expect((await suite.check(held, code)).status).toBe(200)
    suite.expects({ proofs: 1 })
  })

  it.each([
    ['POST', '/complete'],
    ['POST', '/verify'],
    ['POST', '/verified'],
    ['POST', '/redeem'],
    ['POST', ''],
    ['PUT', ''],
    ['PATCH', ''],
    ['PUT', '/check'],
    ['PATCH', '/check'],
    ['GET', '/check'],
    ['DELETE', '/check'],
    ['GET', '/proof'],
    ['GET', '/send'],
    ['PUT', '/state'],
  ])('B14 %s %s on a pending verification', async (method, part) => {
    const { held, code } = await pending()
    const before = (await suite.view(held)).body
    const answer = await suite.request(method, `/v1/verifications/${held.id}${part}`, {
      headers: { Authorization: `Bearer ${held.secret}`, Origin: originA },
      json: { code, state: 'verified', verified: true },
    })
    expect([404, 405]).toContain(answer.status)
    if (answer.status === 405) expect(answer.headers.allow).toMatch(/^[A-Z]+(, [A-Z]+)*$/)
    expect((await suite.view(held)).body.revision).toBe(before.revision)
    suite.expects({ sends: 1 })
  })

  it('B14 a proof is asked for, and redeemed, before there is one', async () => {
    const { held, code } = await pending()
    expectProblem(await suite.renew(held), 409, 'not_possible')
    for (const response of [held.id, held.secret, `${held.id}.1`, code]) {
      const { status, body } = await suite.siteverify({ secret: 'secret-of-site-a-0123456789', response })
      expect({ status, ...body }).toEqual({
        status: 200,
        success: false,
        'error-codes': ['invalid-input-response'],
      })
    }
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    suite.expects({ sends: 1 })
  })
})

describe('a site that wants a nonce', () => {
  const suite = startSuite('open', config => ({
    ...config,
    sites: config.sites.map(site => (site.key === 'site_a' ? { ...site, requireNonce: true } : site)),
  }))

  // design.md §6: only with `requireNonce` is a start without one refused; a bad one always is.
  it.each<[what: string, nonce: unknown, code: 'nonce_required' | 'bad_request']>([
    ['no nonce', undefined, 'nonce_required'],
    ['five characters', 'a1b2c', 'bad_request'],
    ['two hundred characters', 'a'.repeat(200), 'bad_request'],
    ['a quotation mark', 'nonce-of-a-session-"', 'bad_request'],
    ['CRLF', 'nonce-of-a-session\r\nX: y', 'bad_request'],
    ['letters of another script', 'nonce-of-a-sеssion-1', 'bad_request'],
    ['nothing', '', 'bad_request'],
    ['a list', ['nonce-of-the-session-1'], 'bad_request'],
    ['null', null, 'bad_request'],
  ])('B06 %s', async (_, nonce, code) => {
    const to = suite.phone()
    expectProblem(await suite.start({ sitekey: 'site_a', channel: 'sms', to, nonce }), 400, code)
    if (nonce !== undefined) {
      // Nor at a site that asks for none.
      expectProblem(await suite.start({ sitekey: 'site_b', channel: 'sms', to, nonce }), 400, 'bad_request')
    }
    expect(suite.sink.sent.filter(one => one.to === to)).toEqual([])
    suite.expects({ sends: 0 })
  })

  it('B06 the nonce stands in the proof, and a later one replaces it', async () => {
    const nonce = 'nonce-of-the-session-one'
    const { held, proof } = await suite.verified({ nonce })
    expect(claimsOf(proof).nonce).toBe(nonce)
    const later = 'nonce-of-the-session-two'
    suite.keepsSecret(later)
    expect(claimsOf((await suite.renew(held, { nonce: later })).body.proof).nonce).toBe(later)
    suite.expects({ sends: 1, proofs: 2 })
  })
})

function check(
  id: string,
  json: unknown,
  headers: Record<string, string> = {},
): Promise<Answer<ProblemBody>> {
  return suite.request('POST', `/v1/verifications/${id}/check`, {
    headers: { Origin: originA, ...headers },
    json,
  })
}

/** What was sent in this test before one message that has to go out: a refusal is over before that one begins. */
async function sentAfterwards() {
  const before = suite.sink.sent.length
  const to = suite.phone()
  await suite.started({ to })
  await suite.sink.messagesTo(to)
  return suite.sink.sent.slice(before).filter(one => one.to !== to)
}
