import { spawn } from 'node:child_process'
import { createHmac, createPublicKey, generateKeyPairSync, type JsonWebKey, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { calculateJwkThumbprint, decodeProtectedHeader, importJWK, SignJWT } from 'jose'
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeKeys } from '../../server/keys.ts'
import { type ProofErrorCode, type VerifyOptions, verifyProof } from '../../server/verify.ts'
import { startRedis, type TestRedis } from '../redis.ts'
import { claimsOf, issuer } from '../server-harness.ts'
import { keys, sites } from './accounts.ts'
import { phoneX, type Suite, startSuite } from './harness.ts'

// Proofs: forged, changed, used twice, shown elsewhere (security.md §4.G). Redeeming is `siteverify` (design.md §4.3):
// always 200, and `error-codes` say what the list has a status for. G07 and G10 are numbers that it leaves out.

const secret = sites.site_a.secret

describe('a proof', () => {
  const suite = startSuite('open')
  const errorsOf = redeemer(suite)
  const verify = verifierOf(suite)

  it('G01 its header names a published key, and nothing else', async () => {
    const { proof } = await suite.verified()
    const { body } = await suite.request<{ keys: JsonWebKey[] }>('GET', '/.well-known/jwks.json')
    const [key] = body.keys
    expect(decodeProtectedHeader(proof)).toEqual({
      alg: 'ES256',
      typ: 'reachproof+jwt',
      kid: await calculateJwkThumbprint(key as Parameters<typeof calculateJwkThumbprint>[0]),
    })
    expect(key!.kid).toBe(decodeProtectedHeader(proof).kid)
    suite.expects({ sends: 1, proofs: 1 })
  })

  it.each([
    ['sms', 'otp', 'code'],
    ['call_code', 'otp', 'code'],
    ['email', 'otp', 'code'],
    ['whatsapp', 'otp', 'code'],
    ['call_button', 'tel', 'consent'],
  ])('G02 its claims after %s', async (channel, amr, acr) => {
    const nonce = `nonce-of-the-session-of-${channel}`
    const to = channel === 'email' ? suite.email() : suite.phone()
    const proof = await provedOver(suite, channel, { to, nonce, action: 'sign-up' })
    const claims = claimsOf(proof)
    const now = Math.floor(Date.now() / 1000)
    const contact =
      channel === 'email'
        ? { email: to, email_verified: true }
        : { phone_number: to, phone_number_verified: true }
    // Exactly these: a further claim is one that somebody may trust.
    expect(claims).toEqual({
      iss: issuer,
      aud: 'site_a',
      sub: expect.stringMatching(/^[\w-]{43}$/),
      iat: expect.any(Number),
      exp: claims.iat + 300,
      jti: expect.stringMatching(/^[\w-]{22,}\.\d+$/),
      nonce,
      auth_time: expect.any(Number),
      ...contact,
      amr: expect.arrayContaining([amr]),
      acr: `urn:reachproof:acr:${acr}`,
      rp_channel: channel,
      rp_action: 'sign-up',
      origin: 'https://a.test',
      rp_ver: 1,
    })
    expect(Math.abs(claims.iat - now)).toBeLessThan(60)
    expect(claims.auth_time).toBeLessThanOrEqual(claims.iat)
    expect(claims.sub).not.toContain(to.replace(/\D/g, '') || to)
    suite.expects({ proofs: 1 })
  })

  it('G02 its subject is another at another site, and the same at the same one', async () => {
    const subjects = []
    for (const sitekey of ['site_a', 'site_b', 'site_a']) {
      const { proof } = await suite.verified({ sitekey, to: phoneX })
      const { sub } = claimsOf(proof)
      for (const text of [sub, Buffer.from(sub, 'base64url').toString('latin1')]) {
        expect(text).not.toContain('7911123456')
      }
      subjects.push(sub)
    }
    expect(subjects[1]).not.toBe(subjects[0])
    expect(subjects[2]).toBe(subjects[0])
    suite.expects({ sends: 3, proofs: 3 })
  })

  it('G03 the published keys hold nothing private', async () => {
    const { body, headers, status } = await suite.request<{ keys: object[] }>('GET', '/.well-known/jwks.json')
    expect(status).toBe(200)
    expect(headers['content-type']).toMatch(/^application\/json/)
    expect(headers['cache-control']).toMatch(/max-age=\d+/)
    expect(Object.keys(body)).toEqual(['keys'])
    for (const key of body.keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' })
    }
  })

  it('G04 redeemed twice', async () => {
    const { proof, to } = await suite.verified()
    const first = await suite.siteverify({ secret, response: proof })
    expect(first.body).toMatchObject({ success: true, 'error-codes': [], proof: { phone_number: to } })
    const second = await suite.siteverify({ secret, response: proof })
    expect(second.body).toEqual({ success: false, 'error-codes': ['timeout-or-duplicate'] })
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('G04 a view signs it anew, and that is no second one', async () => {
    const { held, proof } = await suite.verified()
    const again = (await suite.view(held)).body.proof!
    expect(again).not.toBe(proof)
    expect(await errorsOf(again)).toEqual([])
    expect(await errorsOf(proof)).toEqual(['timeout-or-duplicate'])
    suite.expects({ proofs: 1 })
  })

  it('G04 the same idempotency key gets the same answer, another one or none does not', async () => {
    const { proof } = await suite.verified()
    const idempotency_key = 'key-of-one-form-that-is-sent'
    const first = await suite.siteverify({ secret, response: proof, idempotency_key })
    const again = await suite.siteverify({ secret, response: proof, idempotency_key })
    expect(first.body.success).toBe(true)
    expect(again.body).toEqual(first.body)
    expect(await errorsOf(proof, { idempotency_key: `${idempotency_key}-2` })).toEqual([
      'timeout-or-duplicate',
    ])
    expect(await errorsOf(proof)).toEqual(['timeout-or-duplicate'])
    suite.expects({ proofs: 1 })
  })

  it('G05 redeemed 50 times at once', async () => {
    const { proof } = await suite.verified()
    const answers = await Promise.all(Array.from({ length: 50 }, () => errorsOf(proof)))
    expect(answers.filter(codes => codes.length === 0)).toHaveLength(1)
    expect(answers.filter(codes => codes[0] === 'timeout-or-duplicate')).toHaveLength(49)
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('G05 a renewed proof and the one before it, at once: one of them counts', async () => {
    const { held, proof } = await suite.verified()
    const renewed = (await suite.renew(held)).body.proof!
    expect(claimsOf(renewed).auth_time).toBe(claimsOf(proof).auth_time)
    const answers = await Promise.all([proof, renewed, proof, renewed].map(one => errorsOf(one)))
    expect(answers.filter(codes => codes.length === 0)).toHaveLength(1)
    suite.expects({ sends: 1, proofs: 2 })
  })

  it('G06 redeemed without the secret of its site', async () => {
    const { proof } = await suite.verified()
    // siteverify's contract: 200, and the codes say it. Nothing is consumed.
    const refused = async (body: Record<string, unknown>, path = '/v1/siteverify', headers = {}) => {
      const answer = await suite.request<{ success: boolean; 'error-codes': string[] }>('POST', path, {
        json: body,
        headers,
      })
      expect(answer.body).not.toHaveProperty('proof')
      expect(answer.body).not.toMatchObject({ success: true })
      return answer.status === 200 ? answer.body['error-codes'] : answer.status
    }
    expect(await refused({ response: proof })).toEqual(['missing-input-secret'])
    expect(await refused({ secret: '', response: proof })).toEqual(['missing-input-secret'])
    expect(await refused({ secret: `${secret}x`, response: proof })).toEqual(['invalid-input-secret'])
    expect(await refused({ secret: secret.slice(0, -1), response: proof })).toEqual(['invalid-input-secret'])
    expect(await refused({ secret: 'site_a', response: proof })).toEqual(['invalid-input-secret'])
    expect(await refused({ secret: [secret], response: proof })).toBe(400)
    expect(await refused({ secret: { $ne: '' }, response: proof })).toBe(400)
    expect(await refused({ response: proof }, `/v1/siteverify?secret=${secret}`)).toEqual([
      'missing-input-secret',
    ])
    expect(
      await refused({ response: proof }, '/v1/siteverify', { Authorization: `Bearer ${secret}` }),
    ).toEqual(['missing-input-secret'])
    // The secret of another site is good, but not for this proof.
    expect(await refused({ secret: sites.site_b.secret, response: proof })).toEqual([
      'invalid-input-response',
    ])
    expect((await suite.request('GET', `/v1/siteverify?secret=${secret}&response=x`)).status).toBe(405)
    expect(await errorsOf(proof)).toEqual([])
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('G08 forged in every way that is known', async () => {
    const { proof } = await suite.verified()
    const forged = await forgeriesOf(proof)
    for (const [what, [text, code]] of Object.entries(forged)) {
      expect(await errorsOf(text), what).toEqual(['invalid-input-response'])
      await expect(verify(text), what).rejects.toMatchObject({ name: 'ProofError', code })
    }
    // None of them has used up the real one.
    expect(await errorsOf(proof)).toEqual([])
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('G08 things that are no proof at all', async () => {
    const { proof, held } = await suite.verified()
    const [header, payload, signature] = proof.split('.')
    for (const response of [
      'x',
      '.',
      '..',
      '...',
      `${header}.${payload}`,
      `${proof}.${signature}`,
      `${proof}\n`,
      ` ${proof}`,
      `${proof}=`,
      proof.replaceAll('.', ' . '),
      JSON.stringify({ protected: header, payload, signature }),
      'eyJ'.repeat(2000),
      held.id,
      secret,
      '\0',
      '__proto__',
    ]) {
      expect(await errorsOf(response), JSON.stringify(response.slice(0, 20))).toEqual([
        'invalid-input-response',
      ])
    }
    expect(await errorsOf('')).toEqual(['missing-input-response'])
    expect((await suite.siteverify({ secret, response: [proof] })).status).toBe(400)
    expect((await suite.siteverify({ secret, response: 'e'.repeat(9000) })).status).toBe(400)
    expect(await errorsOf(proof)).toEqual([])
    suite.expects({ proofs: 1 })
  })

  it('G09 strange names for its key, signed with the right one and with another', async () => {
    const { proof } = await suite.verified()
    const claims = claimsOf(proof) as unknown as Record<string, unknown>
    const own = await importJWK(keys.signingKey, 'ES256')
    const { privateKey: foreign } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
    const kids = [
      '../../etc/passwd',
      "' OR 1=1--",
      'file:///dev/null',
      'https://evil.test/key.json',
      'k'.repeat(10_000),
      'k'.repeat(1000),
      '',
      '__proto__',
      0,
      null,
      ['a'],
      {},
    ]
    for (const kid of kids) {
      for (const key of [own, foreign]) {
        const forged = await signed(claims, { kid }, key)
        const { status, body } = await suite.siteverify({ secret, response: forged })
        // What is too long for a proof is not read at all.
        if (forged.length > 8192) expect(status).toBe(400)
        else expect(body['error-codes'], String(kid)).toEqual(['invalid-input-response'])
        await expect(verify(forged)).rejects.toMatchObject({ name: 'ProofError' })
      }
    }
    const nameless = await signed(claims, { kid: undefined }, foreign)
    expect(await errorsOf(nameless)).toEqual(['invalid-input-response'])
    await expect(verify(nameless)).rejects.toMatchObject({ code: 'unknown_key' })
    expect(await errorsOf(proof)).toEqual([])
    suite.expects({ proofs: 1 })
  })

  // The helper a backend uses: what is right in all but one thing, signed with the real key.
  const minute = 60
  const now = () => Math.floor(Date.now() / 1000)
  it.each<
    [what: string, change: Record<string, unknown>, code: ProofErrorCode, options?: Partial<VerifyOptions>]
  >([
    ['no exp', { exp: undefined }, 'missing_claim'],
    ['exp as text', { exp: String(now() + 300) }, 'invalid_claim'],
    ['over', { iat: now() - 11 * minute, exp: now() - 6 * minute }, 'expired'],
    ['no aud', { aud: undefined }, 'missing_claim'],
    ['a list for aud, with another site', { aud: ['site_a', 'site_b'] }, 'wrong_audience'],
    ['a list for aud, alone', { aud: ['site_a'] }, 'wrong_audience'],
    ['the aud of another site', { aud: 'site_b' }, 'wrong_audience'],
    ['no iss', { iss: undefined }, 'missing_claim'],
    ['iss with a slash at its end', { iss: `${issuer}/` }, 'wrong_issuer'],
    ['iss of somebody else', { iss: 'https://evil.test' }, 'wrong_issuer'],
    ['iss of test contacts', { iss: `${issuer}/test` }, 'test_proof'],
    ['another nonce', { nonce: 'nonce-of-somebody-else' }, 'nonce_mismatch'],
    ['no nonce', { nonce: undefined }, 'nonce_mismatch'],
    ['an iat ten minutes ahead', { iat: now() + 10 * minute, exp: now() + 15 * minute }, 'issued_in_future'],
    ['an acr below the least', { acr: 'urn:reachproof:acr:consent' }, 'acr_too_low'],
    ['an acr that nobody knows', { acr: 'urn:reachproof:acr:highest' }, 'acr_too_low'],
    ['an old iat with a late exp', { iat: now() - 3600, exp: now() + 300 }, 'too_old'],
    ['both contacts', { email: 'a@x.test', email_verified: true }, 'invalid_claim'],
    ['a contact that is not verified', { phone_number_verified: false }, 'invalid_claim'],
    ['another version', { rp_ver: 2 }, 'invalid_claim'],
    ['another contact than the form', {}, 'contact_mismatch', { to: '+447911123457' }],
    ['the contact of a form without one', {}, 'contact_mismatch', { to: undefined as never }],
  ])('G11 the helper refuses: %s', async (_, change, code, options = {}) => {
    const nonce = 'nonce-of-the-session-G11'
    const { proof } = await suite.verified({ nonce })
    await expect(verify(proof, { nonce })).resolves.toMatchObject({ nonce })
    const claims = { ...claimsOf(proof), ...change } as Record<string, unknown>
    const own = await importJWK(keys.signingKey, 'ES256')
    const changed = await signed(claims, { kid: decodeProtectedHeader(proof).kid }, own)
    await expect(verify(changed, { nonce, ...options })).rejects.toMatchObject({ name: 'ProofError', code })
    suite.expects({ proofs: 1 })
  })

  it('G11 the helper refuses "consent" where nothing asks the server', async () => {
    const proof = await provedOver(suite, 'call_button', { to: suite.phone() })
    await expect(verify(proof, { minAcr: 'consent' })).rejects.toThrow(TypeError)
    await expect(verify(proof)).rejects.toMatchObject({ code: 'acr_too_low' })
    await expect(verify(proof, { minAcr: 'consent', redeem: { secret } })).resolves.toMatchObject({
      acr: 'urn:reachproof:acr:consent',
    })
    suite.expects({ proofs: 1 })
  })

  it('G11 the server too refuses a wrong nonce and a low acr, and consumes nothing by it', async () => {
    const nonce = 'nonce-of-the-session-G11-server'
    const { proof } = await suite.verified({ nonce })
    expect(await errorsOf(proof, { nonce: 'nonce-of-somebody-else' })).toEqual(['nonce-mismatch'])
    expect(await errorsOf(proof, { nonce })).toEqual([])
    const weak = await provedOver(suite, 'call_button', { to: suite.phone() })
    expect(await errorsOf(weak, { min_acr: 'code' })).toEqual(['acr-too-low'])
    expect(await errorsOf(weak, { min_acr: 'consent' })).toEqual([])
    suite.expects({ proofs: 2 })
  })

  it('G14 a proof stands only in the answers to a check, a view and a renewal', async () => {
    // That it stands nowhere else is looked at in every answer of this suite (harness.ts); here is one of each kind.
    const nonce = 'nonce-of-the-session-G14'
    const { held, proof } = await suite.verified({ nonce })
    const inBody = [await suite.view(held), await suite.renew(held)]
    for (const { body, headers } of inBody) {
      expect(body.proof).toMatch(/^eyJ/)
      expect(headers['cache-control']).toBe('no-store')
      expect(headers).not.toHaveProperty('location')
    }
    const redeemed = await suite.siteverify({ secret, response: inBody[1]!.body.proof })
    expect(redeemed.body.success).toBe(true)
    for (const [method, path] of [
      ['GET', '/v1/sites/site_a'],
      ['GET', '/.well-known/jwks.json'],
      ['GET', '/healthz'],
      ['GET', '/readyz'],
      ['GET', '/problems/wrong_code'],
      ['GET', `/v1/verifications/${held.id}`],
      ['GET', `/v1/verifications/${held.id}?proof=${proof}`],
      ['GET', `/?reachproof-response=${proof}`],
      ['GET', `/${proof}`],
      ['POST', `/v1/siteverify?response=${proof}`],
    ] as const) {
      const answer = await suite.request(method, path)
      expect(answer.text, path).not.toContain(proof)
      expect(JSON.stringify(answer.headers), path).not.toContain(proof)
    }
    await suite.end(held)
    expect((await suite.view(held)).body).not.toHaveProperty('proof')
    suite.expects({ proofs: 2 })
  })
})

describe('a proof of seconds', () => {
  const suite = startSuite('open', config => ({ ...config, proof: { ttlSeconds: 3, refreshSeconds: 0 } }))
  const errorsOf = redeemer(suite)

  it('G15 redeemed after its end', async () => {
    const { held, proof } = await suite.verified()
    const { exp } = claimsOf(proof)
    await expect.poll(() => Date.now() / 1000, { timeout: 20_000 }).toBeGreaterThan(exp)
    expect(await errorsOf(proof)).toEqual(['timeout-or-duplicate'])
    const { body } = await suite.view(held)
    expect(body).toMatchObject({ state: 'verified' })
    expect(body).not.toHaveProperty('proof')
    await expect(verifierOf(suite)(proof)).rejects.toMatchObject({ code: 'expired' })
    suite.expects({ sends: 1, proofs: 1 })
  })
})

describe('the keys', () => {
  const suite = startSuite('open')
  const errorsOf = redeemer(suite)

  it('G12 are changed: published first, then used, then taken away', async () => {
    const { signingKey: next } = makeKeys()
    suite.keepsSecret(next.d as string)
    const kidsPublished = async () =>
      (await suite.request<{ keys: { kid: string }[] }>('GET', '/.well-known/jwks.json')).body.keys.map(
        ({ kid }) => kid,
      )
    const change = (signingKeys: unknown[]) =>
      suite.restart('SIGTERM', config => ({ ...config, signingKeys }))
    const [oldKid] = await kidsPublished()

    const before = await suite.verified()
    await change([keys.signingKey, next])
    const published = await kidsPublished()
    expect(published).toHaveLength(2)
    const newKid = published.find(kid => kid !== oldKid)!
    const during = await suite.verified()
    expect(decodeProtectedHeader(during.proof).kid).toBe(oldKid)
    expect(await errorsOf(before.proof)).toEqual([])

    const late = await suite.verified()
    await change([next, keys.signingKey])
    const after = await suite.verified()
    expect(decodeProtectedHeader(after.proof).kid).toBe(newKid)
    await expect(verifierOf(suite)(during.proof)).resolves.toMatchObject({ aud: 'site_a' })
    expect(await errorsOf(during.proof)).toEqual([])
    expect(await errorsOf(after.proof)).toEqual([])

    await change([next])
    expect(await kidsPublished()).toEqual([newKid])
    expect(await errorsOf(late.proof)).toEqual(['invalid-input-response'])
    await expect(verifierOf(suite)(late.proof)).rejects.toMatchObject({ code: 'unknown_key' })
    suite.expects({ sends: 4, proofs: 4 })
  })
})

describe.each(['SQLite', 'Redis'])('two instances on %s', store => {
  let redis: TestRedis | undefined
  beforeAll(async () => {
    if (store === 'Redis') redis = await startRedis('--maxmemory-policy', 'noeviction')
  })
  const suite = startSuite(
    'open',
    config => (redis ? { ...config, store: redis.url } : config),
    () => redis,
  )

  it('G13 publish the same keys, and a proof is good once at both together', async () => {
    const other = await suite.another()
    const jwks = async (at: string) => (await suite.request('GET', `${at}/.well-known/jwks.json`)).body
    expect(await jwks(other.address)).toEqual(await jwks(suite.address))

    const redeem = (at: string, response: string) =>
      suite.request<{ success: boolean }>('POST', `${at}/v1/siteverify`, { json: { secret, response } })
    const { proof } = await suite.verified()
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, n) => redeem(n % 2 ? other.address : suite.address, proof)),
    )
    expect(answers.map(({ body }) => body.success).filter(Boolean)).toHaveLength(1)

    const second = await suite.verified()
    expect((await redeem(other.address, second.proof)).body.success).toBe(true)
    expect((await redeem(suite.address, second.proof)).body.success).toBe(false)
    await other.end()
    suite.expects({ sends: 2, proofs: 2 })
  })

  it('G13 do not start in production without a key that both have', async () => {
    const config = JSON.parse(await readFile(suite.configFile, 'utf8'))
    const { signingKeys, ...keyless } = { ...config, mode: 'production' }
    const saysKeys = /^ {2}signingKeys: This setting is missing\./m
    const started = await startOf(keyless)
    expect(started.code).toBe(1)
    expect(started.error).toMatch(saysKeys)
    // That it was that: with the key, what remains are the addresses of this machine.
    expect((await startOf({ ...keyless, signingKeys })).error).not.toMatch(saysKeys)
  })
})

/** How a start with a configuration ends that has a mistake. */
async function startOf(config: object): Promise<{ code: number | null; error: string }> {
  const folder = await mkdtemp(join(tmpdir(), 'reachproof-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'config.json')
  await writeFile(file, JSON.stringify(config))
  const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
  const child = spawn(process.execPath, [main, 'serve', '--config', file], {
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [[code], error] = await Promise.all([once(child, 'exit'), text(child.stderr)])
  return { code, error }
}

/** The errors that redeeming a proof at site A gives; none when it is good. */
function redeemer(suite: Suite) {
  return async (response: string, more: Record<string, unknown> = {}) => {
    const { status, text, body } = await suite.siteverify({ secret, response, ...more })
    expect(status, text).toBe(200)
    expect(body.success).toBe(body['error-codes'].length === 0)
    return body['error-codes']
  }
}

/** The helper of a backend of site A, whose requests go to the process. */
function verifierOf(suite: Suite) {
  const toProcess: typeof fetch = (url, init) =>
    fetch(String(url instanceof Request ? url.url : url).replace(issuer, suite.address), init)
  return (proof: string, options: Partial<VerifyOptions> = {}) =>
    verifyProof(proof, {
      issuer,
      audience: 'site_a',
      nonce: null,
      ...(options.redeem || options.nonce ? {} : { seen: { add: () => true } }),
      fetch: toProcess,
      timeoutMs: 20_000,
      ...options,
    })
}

/** A proof of site A, after any channel. */
async function provedOver(suite: Suite, channel: string, body: { to: string } & Record<string, unknown>) {
  if (channel === 'call_button') {
    const held = await suite.started({ channel, ...body })
    await suite.sink.messagesTo(body.to)
    await suite.until(held, view => view.delivery === 'sent')
    await suite.hooks.gateway({ verificationId: held.id, send: 1, event: 'pressed' })
    return (await suite.until(held, view => view.state === 'verified')).proof!
  }
  if (channel !== 'whatsapp') return (await suite.verified({ channel, ...body })).proof
  const held = await suite.started({ channel, ...body })
  await suite.hooks.cloud({ from: body.to, text: held.whatsapp!.command })
  const answer = await suite.check(held, await suite.codeSentTo(body.to))
  expect(answer.status, answer.text).toBe(200)
  return answer.body.proof!
}

/** What an attacker makes of a proof, and what the helper says to it. */
async function forgeriesOf(proof: string): Promise<Record<string, [text: string, code: ProofErrorCode]>> {
  const [head, payload, signature] = proof.split('.') as [string, string, string]
  const header = decodeProtectedHeader(proof)
  const claims = claimsOf(proof) as unknown as Record<string, unknown>
  const changed = encoded({ ...claims, phone_number: '+447911123457' })
  const publicKey = createPublicKey({ key: keys.signingKey as JsonWebKey, format: 'jwk' })
  const { privateKey: foreign, publicKey: foreignPublic } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const { privateKey: p384 } = generateKeyPairSync('ec', { namedCurve: 'P-384' })
  const own = await importJWK(keys.signingKey, 'ES256')
  const ownKid = { kid: header.kid }
  const hs256 = (key: string | Buffer) => {
    const text = `${encoded({ ...header, alg: 'HS256' })}.${payload}`
    return `${text}.${createHmac('sha256', key).update(text).digest('base64url')}`
  }
  const pem = publicKey.export({ type: 'spki', format: 'pem' }) as string
  const jwk = foreignPublic.export({ format: 'jwk' })
  const [r, s] = [signature.slice(0, 43), signature.slice(43)]
  return {
    'alg none': [`${encoded({ ...header, alg: 'none' })}.${payload}.`, 'wrong_algorithm'],
    'alg None': [`${encoded({ ...header, alg: 'None' })}.${payload}.`, 'wrong_algorithm'],
    'alg NONE': [`${encoded({ ...header, alg: 'NONE' })}.${payload}.`, 'wrong_algorithm'],
    'alg none with the signature': [
      `${encoded({ ...header, alg: 'none' })}.${payload}.${signature}`,
      'wrong_algorithm',
    ],
    'no alg': [`${encoded({ ...header, alg: undefined })}.${payload}.${signature}`, 'wrong_algorithm'],
    'HS256 with the PEM': [hs256(pem), 'wrong_algorithm'],
    'HS256 with the PEM without its end': [hs256(pem.trim()), 'wrong_algorithm'],
    'HS256 with the DER': [hs256(publicKey.export({ type: 'spki', format: 'der' })), 'wrong_algorithm'],
    'HS256 with the JWK': [hs256(JSON.stringify(publicKey.export({ format: 'jwk' }))), 'wrong_algorithm'],
    'HS256 with nothing': [hs256(''), 'wrong_algorithm'],
    'ES384 with a key of its own': [
      await new SignJWT(claims).setProtectedHeader({ ...header, alg: 'ES384' }).sign(p384),
      'wrong_algorithm',
    ],
    'ES384 over the signature': [
      `${encoded({ ...header, alg: 'ES384' })}.${payload}.${signature}`,
      'wrong_algorithm',
    ],
    'another payload': [`${head}.${changed}.${signature}`, 'bad_signature'],
    'no signature': [`${head}.${payload}.`, 'bad_signature'],
    'a signature of zeros': [`${head}.${payload}.${Buffer.alloc(64).toString('base64url')}`, 'bad_signature'],
    'a signature of chance': [`${head}.${payload}.${randomBytes(64).toString('base64url')}`, 'bad_signature'],
    'a signature turned round': [`${head}.${payload}.${s}${r}`, 'bad_signature'],
    'a signature cut off': [`${head}.${payload}.${signature.slice(0, 80)}`, 'bad_signature'],
    'a foreign key under our name': [await signed(claims, ownKid, foreign), 'bad_signature'],
    'a key brought along': [await signed(claims, { ...ownKid, jwk }, foreign), 'forbidden_header'],
    'an address of keys': [
      await signed(claims, { ...ownKid, jku: 'https://evil.test/jwks.json' }, foreign),
      'forbidden_header',
    ],
    'a certificate': [await signed(claims, { ...ownKid, x5c: ['MIIB'] }, foreign), 'forbidden_header'],
    'another type, signed by us': [await signed(claims, { ...ownKid, typ: 'JWT' }, own), 'wrong_type'],
    'no type, signed by us': [await signed(claims, { ...ownKid, typ: undefined }, own), 'wrong_type'],
  }
}

function signed(
  claims: Record<string, unknown>,
  header: Record<string, unknown>,
  key: Parameters<SignJWT['sign']>[0],
): Promise<string> {
  // JSON drops what is undefined, so a claim or a member of the header can be taken away.
  const plain = JSON.parse(JSON.stringify({ alg: 'ES256', typ: 'reachproof+jwt', ...header }))
  return new SignJWT(JSON.parse(JSON.stringify(claims))).setProtectedHeader(plain).sign(key)
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url')
}
