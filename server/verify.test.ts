import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { inspect } from 'node:util'
import fc from 'fast-check'
import {
  base64url,
  calculateJwkThumbprint,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose'
import { afterAll, beforeEach, describe, expect, test } from 'vitest'
import type { SigningKey } from './keys.ts'
import { createProofs, type ProofSubject, type Proofs } from './proof.ts'
import {
  memorySeen,
  type ProofClaims,
  ProofError,
  type ProofErrorCode,
  type VerifyOptions,
  verifyProof,
} from './verify.ts'

const pepper = [new Uint8Array(32).fill(1)]
const nonce = 'n0nce-n0nce-n0nce'
const secret = 'site-secret'
const first = await newKey()
const second = await newKey()
let now: number

/** The server's side: JWKS and siteverify as the contract says, and whatever a test puts in their place. */
type Route = (request: IncomingMessage, response: ServerResponse, body: string) => void
let routes: Record<string, Route>
let requests: { path: string; body: string }[]
let published: Proofs
let used: Map<string, string>

const server = createServer(async (request, response) => {
  const body = await text(request)
  const path = request.url ?? ''
  requests.push({ path, body })
  const route = routes[path]
  if (route) route(request, response, body)
  else response.writeHead(404).end()
})
await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/reachproof`
const jwksPath = '/reachproof/.well-known/jwks.json'
const siteverifyPath = '/reachproof/v1/siteverify'
const proofs = createProofs({ issuer, signingKeys: [first], pepper })

let options: VerifyOptions

beforeEach(() => {
  now = 1_793_000_000_500
  published = proofs
  used = new Map()
  requests = []
  routes = {
    [jwksPath]: (_, response) => json(response, published.jwks()),
    [siteverifyPath]: (_, response, body) => void siteverify(body).then(answer => json(response, answer)),
  }
  // A fetch of its own for every test, and with it an empty cache of keys.
  const fetchForTest: typeof fetch = (input, init) => fetch(input, init)
  options = { issuer, audience: 'site_a', nonce, fetch: fetchForTest, now: () => now }
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

async function siteverify(body: string) {
  const { secret: given, response, nonce, idempotency_key = '' } = JSON.parse(body)
  const refused = (code: string) => ({ success: false, 'error-codes': [code] })
  if (given !== secret) return refused('invalid-input-secret')
  const proof = await published.read(response, 'site_a', now)
  if (proof.status === 'invalid') return refused('invalid-input-response')
  const { claims } = proof
  if (nonce && nonce !== claims.nonce) return refused('nonce-mismatch')
  const usedWith = used.get(claims.jti)
  if (usedWith !== undefined ? usedWith !== idempotency_key : proof.status === 'expired')
    return refused('timeout-or-duplicate')
  used.set(claims.jti, idempotency_key)
  return { success: true, 'error-codes': [], proof: claims }
}

function json(response: ServerResponse, value: unknown, status = 200) {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value))
}

async function newKey(): Promise<SigningKey> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(pair.publicKey)
  return { kid: await calculateJwkThumbprint(jwk), publicJwk: jwk, privateKey: pair.privateKey }
}

function prove(change: Partial<ProofSubject> = {}, by = proofs): Promise<string> {
  return by.sign({
    site: 'site_a',
    id: 'q2vQ2vQ2vQ2vQ2vQ2vQ2vQ',
    n: 1,
    contact: { kind: 'phone', value: '+447911123456' },
    channel: 'sms',
    nonce,
    verifiedAt: now - 60_000,
    issuedAt: now,
    ttlSeconds: 300,
    ...change,
  })
}

/** A token that our key signed, with claims and header at will. */
async function signed(change: object, header: object = {}, key = first): Promise<string> {
  const claims = { ...decodeJwt(await prove()), ...change }
  return new SignJWT(claims)
    .setProtectedHeader({ alg: 'ES256', typ: 'reachproof+jwt', kid: key.kid, ...header })
    .sign(key.privateKey)
}

/** A token with any header before a real payload and signature. */
async function withHeader(header: object, signature?: string): Promise<string> {
  const [, payload, original] = (await prove()).split('.')
  return `${base64url.encode(JSON.stringify(header))}.${payload}.${signature ?? original}`
}

async function errorOf(proof: unknown, change: Partial<VerifyOptions> = {}): Promise<ProofError> {
  const error: unknown = await verifyProof(proof, { ...options, ...change }).then(
    () => 'accepted',
    reason => reason,
  )
  if (!(error instanceof ProofError)) throw new Error(`no ProofError: ${inspect(error)}`)
  return error
}

async function codeOf(proof: unknown, change: Partial<VerifyOptions> = {}): Promise<ProofErrorCode> {
  return (await errorOf(proof, change)).code
}

const count = (path: string) => requests.filter(request => request.path === path).length

describe('a right proof', () => {
  test('gives its claims', async () => {
    const proof = await prove()
    expect(await verifyProof(proof, options)).toEqual(decodeJwt(proof))
  })

  test('of an email address gives the address', async () => {
    const proof = await prove({ contact: { kind: 'email', value: 'a@example.com' }, channel: 'email' })
    const claims: ProofClaims = await verifyProof(proof, options)
    expect(claims.email).toBe('a@example.com')
    expect(claims.phone_number).toBeUndefined()
  })

  test('is accepted until the second it expires, and from a clock a minute behind', async () => {
    const proof = await prove()
    now = 1_793_000_299_999
    await verifyProof(proof, options)
    now = 1_793_000_000_000 - 60_000
    await verifyProof(proof, options)
  })

  test('is accepted without a nonce where it is used up', async () => {
    const proof = await prove({ nonce: null })
    await verifyProof(proof, { ...options, nonce: null, seen: memorySeen({ now: options.now }) })
  })
})

describe('what is not a proof', () => {
  test.each<[unknown, ProofErrorCode]>([
    [undefined, 'missing_proof'],
    [null, 'missing_proof'],
    ['', 'missing_proof'],
    [7, 'malformed'],
    [['a.b.c'], 'malformed'],
    [{ toString: () => 'a.b.c' }, 'malformed'],
    ['a.b', 'malformed'],
    ['a.b.c', 'malformed'],
    ['a.b.c.d.e', 'malformed'],
    ['e30.e30.', 'wrong_algorithm'],
    ['x'.repeat(5_000_000), 'malformed'],
  ])('number %# is refused', async (proof, code) => {
    expect(await codeOf(proof)).toBe(code)
    expect(requests).toEqual([])
  })

  test('surrounding space is not cut off', async () => {
    expect(await codeOf(` ${await prove()}`)).toBe('malformed')
    expect(await codeOf(`${await prove()}\n`)).toBe('malformed')
  })

  test('whatever is sent, the only error is a ProofError that does not repeat it', async () => {
    const proof = await prove()
    const part = fc.oneof(fc.string(), fc.base64String(), fc.json().map(base64url.encode))
    const garbage = fc.oneof(
      fc.anything(),
      fc.string({ unit: 'binary' }),
      fc.tuple(part, part, part).map(parts => parts.join('.')),
      fc
        .nat(proof.length - 2)
        .map(at => proof.slice(0, at) + (proof[at] === 'A' ? 'B' : 'A') + proof.slice(at + 1)),
    )
    await fc.assert(
      fc.asyncProperty(garbage, async value => {
        const error = await errorOf(value)
        if (typeof value === 'string' && value.length > 20) expect(inspect(error)).not.toContain(value)
      }),
    )
  })
})

describe('the header', () => {
  const right = { alg: 'ES256', typ: 'reachproof+jwt', kid: first.kid }

  test.each(['none', 'None', 'NONE', 'HS256', 'ES384', 'RS256', 'EdDSA', 7, null, ['ES256'], undefined])(
    'alg %j is refused',
    async alg => {
      expect(await codeOf(await withHeader({ ...right, alg }))).toBe('wrong_algorithm')
      expect(await codeOf(await withHeader({ ...right, alg }, ''))).toBe('wrong_algorithm')
    },
  )

  test('HS256 keyed with the public key is refused', async () => {
    const publicKey = (await importJWK(first.publicJwk, 'ES256', { extractable: true })) as CryptoKey
    for (const key of [await exportSPKI(publicKey), JSON.stringify(first.publicJwk)]) {
      const forged = await new SignJWT(decodeJwt(await prove()))
        .setProtectedHeader({ ...right, alg: 'HS256' })
        .sign(new TextEncoder().encode(key))
      expect(await codeOf(forged)).toBe('wrong_algorithm')
    }
  })

  test.each(['JWT', 'at+jwt', 'application/reachproof+jwt', 'Reachproof+JWT', undefined])(
    'typ %j is refused',
    async typ => {
      expect(await codeOf(await signed({}, { typ }))).toBe('wrong_type')
    },
  )

  test('a key that the proof brings along is refused before anything is fetched', async () => {
    const injections = [
      { jku: `${issuer}/evil.json` },
      { jwk: second.publicJwk },
      { x5u: `${issuer}/evil.pem` },
      { x5c: ['MIIB'] },
      { crit: ['exp'] },
      { crit: ['b64'], b64: false },
      { cty: 'JWT' },
    ]
    for (const injection of injections)
      expect(await codeOf(await withHeader({ ...right, ...injection }))).toBe('forbidden_header')
    expect(requests).toEqual([])
  })

  test.each(['../../etc/passwd', "' OR 1=1--", 'k'.repeat(2_500), ['a'], { a: 1 }, 7, null, undefined])(
    'kid %j is unknown and fetches nothing',
    async kid => {
      expect(await codeOf(await withHeader({ ...right, kid }))).toBe('unknown_key')
      expect(requests).toEqual([])
    },
  )

  test('a kid of 10 kB is refused unread', async () => {
    expect(await codeOf(await withHeader({ ...right, kid: 'k'.repeat(10_000) }))).toBe('malformed')
  })
})

describe('the signature', () => {
  test('of other content, of another key, empty or zero is refused', async () => {
    const proof = await prove()
    const [header, payload, signature] = proof.split('.')
    const changed = base64url.encode(JSON.stringify({ ...decodeJwt(proof), phone_number: '+33199009999' }))
    const forged = [
      `${header}.${changed}.${signature}`,
      await signed({}, { kid: first.kid }, { ...second, kid: first.kid }),
      `${header}.${payload}.`,
      `${header}.${payload}.${base64url.encode(new Uint8Array(64))}`,
      `${header}.${payload}.${signature}AAAA`,
    ]
    for (const token of forged) expect(await codeOf(token)).toBe('bad_signature')
  })
})

describe('the claims', () => {
  const required = [
    'aud',
    'sub',
    'iat',
    'exp',
    'jti',
    'auth_time',
    'amr',
    'acr',
    'rp_channel',
    'rp_ver',
    'iss',
  ]
  test.each([...required, 'phone_number', 'phone_number_verified'])('without %s: refused', async claim => {
    const error = await errorOf(await signed({ [claim]: undefined }))
    expect(error.code).toBe('missing_claim')
    expect(error.message).toContain(`(${claim})`)
  })

  test.each<[object, string]>([
    [{ exp: '1793000300' }, 'exp'],
    [{ exp: 1_793_000_300.5 }, 'exp'],
    [{ exp: 1e300 }, 'exp'],
    [{ iat: -1 }, 'iat'],
    [{ sub: 7 }, 'sub'],
    [{ jti: '' }, 'jti'],
    [{ amr: 'otp' }, 'amr'],
    [{ amr: [] }, 'amr'],
    [{ nonce: [nonce] }, 'nonce'],
    [{ rp_ver: 2 }, 'rp_ver'],
    [{ rp_ver: '1' }, 'rp_ver'],
    [{ phone_number: ['+447911123456'] }, 'phone_number'],
    [{ phone_number_verified: 'true' }, 'phone_number_verified'],
    [{ phone_number_verified: false }, 'phone_number_verified'],
    [{ email: 'a@example.com', email_verified: true }, 'phone_number'],
    [{ email_verified: true }, 'email_verified'],
  ])('with %j: refused, naming %s', async (change, claim) => {
    const error = await errorOf(await signed(change))
    expect(error.code).toBe('invalid_claim')
    expect(error.message).toContain(`(${claim})`)
  })

  test('iss must be equal, character for character', async () => {
    for (const iss of [`${issuer}/`, issuer.toUpperCase(), 'https://evil.example', [issuer], 7])
      expect(await codeOf(await signed({ iss }))).toBe('wrong_issuer')
    expect(requests).toEqual([])
  })

  test('aud must be the site key alone', async () => {
    for (const aud of ['site_b', 'SITE_A', ['site_a'], ['site_a', 'site_b'], null, { site_a: true }])
      expect(await codeOf(await signed({ aud }))).toBe('wrong_audience')
  })

  test('a test proof is refused, whoever signed it', async () => {
    const tests = createProofs({ issuer: `${issuer}/test`, signingKeys: [second], pepper })
    expect(await codeOf(await prove({}, tests))).toBe('test_proof')
    expect(await codeOf(await signed({ iss: `${issuer}/test` }))).toBe('test_proof')
  })

  describe('where test proofs are accepted', () => {
    const testIssuer = `${issuer}/test`
    const tests = createProofs({ issuer: testIssuer, signingKeys: [second], pepper })
    const testJwks = '/reachproof/test/.well-known/jwks.json'
    const accepting = { testProofs: true }
    beforeEach(() => {
      routes[testJwks] = (_, response) => json(response, tests.jwks())
    })

    test('one of a test contact is, under its own issuer and its own keys', async () => {
      const claims = await verifyProof(await prove({}, tests), { ...options, ...accepting })
      expect(claims).toMatchObject({ iss: testIssuer, phone_number: '+447911123456' })
      expect([count(testJwks), count(jwksPath)]).toEqual([1, 0])
    })

    test('real ones still are, and their keys are kept apart', async () => {
      await verifyProof(await prove(), { ...options, ...accepting })
      await verifyProof(await prove({}, tests), { ...options, ...accepting })
      await verifyProof(await prove(), { ...options, ...accepting })
      expect([count(testJwks), count(jwksPath)]).toEqual([1, 1])
    })

    test('neither key signs for the other issuer', async () => {
      const byTestKey = createProofs({ issuer, signingKeys: [second], pepper })
      expect(await codeOf(await prove({}, byTestKey), accepting)).toBe('unknown_key')
      const byRealKey = createProofs({ issuer: testIssuer, signingKeys: [first], pepper })
      expect(await codeOf(await prove({}, byRealKey), accepting)).toBe('unknown_key')
    })

    test('everything else is looked at as ever', async () => {
      expect(await codeOf(await prove({ nonce: 'another-another-another' }, tests), accepting)).toBe(
        'nonce_mismatch',
      )
      expect(await codeOf(await prove({ site: 'site_b' }, tests), accepting)).toBe('wrong_audience')
      expect(await codeOf(await prove({ channel: 'call_button' }, tests), accepting)).toBe('acr_too_low')
      for (const iss of [`${testIssuer}/test`, `${testIssuer}/`, `${issuer}/tests`])
        expect(await codeOf(await signed({ iss }), accepting)).toBe('wrong_issuer')
    })

    test('the server is told so when it redeems', async () => {
      published = tests
      await verifyProof(await prove({}, tests), { ...options, ...accepting, redeem: { secret } })
      const [body] = requests.filter(({ path }) => path === siteverifyPath).map(one => JSON.parse(one.body))
      expect(body.accept_test).toBe(true)
      published = proofs
      await verifyProof(await prove({ n: 2 }), { ...options, redeem: { secret } })
      const last = JSON.parse(requests.findLast(({ path }) => path === siteverifyPath)!.body)
      expect(last.accept_test ?? false).toBe(false)
    })

    test('nothing but true accepts them', async () => {
      for (const testProofs of ['false', 'true', 1, null]) {
        const asked = verifyProof(await prove({}, tests), {
          ...options,
          testProofs,
        } as unknown as VerifyOptions)
        await expect(asked).rejects.toThrow('testProofs must be true or false')
      }
    })
  })

  test('exp, iat and age are held to', async () => {
    const proof = await prove()
    now = 1_793_000_300_000
    expect(await codeOf(proof)).toBe('expired')
    now = 1_793_000_000_500 - 61_000
    expect(await codeOf(proof)).toBe('issued_in_future')
    now += 61_000
    expect(await codeOf(await signed({ iat: 1_793_000_600, exp: 1_793_000_900 }))).toBe('issued_in_future')
  })

  test('a proof that says it lives long is still too old after 600 s, or what is asked for', async () => {
    const proof = await prove({ ttlSeconds: 86_400 })
    now += 61_000
    expect(await codeOf(proof, { maxAgeSeconds: 60 })).toBe('too_old')
    await verifyProof(proof, options)
    now += 540_000
    expect(await codeOf(proof)).toBe('too_old')
  })

  test('the nonce must be the one of the session', async () => {
    expect(await codeOf(await prove({ nonce: 'another-another-another' }))).toBe('nonce_mismatch')
    expect(await codeOf(await prove({ nonce: null }))).toBe('nonce_mismatch')
    expect(await codeOf(await prove(), { nonce: nonce.toUpperCase() })).toBe('nonce_mismatch')
  })

  test('consent is too low unless it is asked for and redeemed', async () => {
    const proof = await prove({ channel: 'call_button' })
    expect(await codeOf(proof)).toBe('acr_too_low')
    expect(await codeOf(proof, { redeem: { secret } })).toBe('acr_too_low')
    expect(await codeOf(await signed({ acr: 'urn:reachproof:acr:best' }))).toBe('acr_too_low')
    await verifyProof(proof, { ...options, minAcr: 'consent', redeem: { secret } })
    await verifyProof(await prove({ n: 2 }), { ...options, minAcr: 'consent', redeem: { secret } })
  })
})

describe('the contact', () => {
  test('must be the number, byte for byte', async () => {
    const proof = await prove()
    await verifyProof(proof, { ...options, to: '+447911123456' })
    const others = ['+447911123457', '+44 7911 123456', '447911123456', '+447911123456 ', '', 'a@example.com']
    for (const to of others) expect(await codeOf(proof, { to })).toBe('contact_mismatch')
  })

  test('may have its mail domain in other case, and nothing else', async () => {
    const proof = await prove({ contact: { kind: 'email', value: 'Ann@bank.example' }, channel: 'email' })
    for (const to of ['Ann@bank.example', 'Ann@BANK.Example']) await verifyProof(proof, { ...options, to })
    // The last one has a Kelvin sign, which toLowerCase makes a k.
    for (const to of ['ann@bank.example', 'Ann@bank.example.', 'Ann@ban\u212a.example', '+447911123456'])
      expect(await codeOf(proof, { to })).toBe('contact_mismatch')
  })

  test('that the form did not send is not waved through', async () => {
    expect(await codeOf(await prove(), { to: undefined })).toBe('contact_mismatch')
    const list = ['+447911123456'] as unknown as string
    expect(await codeOf(await prove(), { to: list })).toBe('contact_mismatch')
  })
})

describe('the keys', () => {
  test('are fetched once for many proofs, also at the same time', async () => {
    const proof = await prove()
    await Promise.all(Array.from({ length: 20 }, () => verifyProof(proof, options)))
    await verifyProof(proof, options)
    expect(count(jwksPath)).toBe(1)
  })

  test('are fetched again when a new one appears, and all who wait for it get it', async () => {
    await verifyProof(await prove(), options)
    published = createProofs({ issuer, signingKeys: [second, first], pepper })
    const fresh = await prove({}, published)
    expect(decodeProtectedHeader(fresh).kid).toBe(second.kid)
    await Promise.all(Array.from({ length: 20 }, () => verifyProof(fresh, options)))
    await verifyProof(await prove(), options)
    expect(count(jwksPath)).toBe(2)
  })

  test('are fetched at most twice a minute for keys that do not exist', async () => {
    const stranger = createProofs({ issuer, signingKeys: [second], pepper })
    const forged = await prove({}, stranger)
    for (let i = 0; i < 10; i++) expect(await codeOf(forged)).toBe('unknown_key')
    expect(count(jwksPath)).toBe(2)
    now += 30_000
    published = stranger
    await verifyProof(await prove({}, stranger), options)
    expect(count(jwksPath)).toBe(3)
  })

  test('that are gone after a rotation are unknown', async () => {
    published = createProofs({ issuer, signingKeys: [second], pepper })
    expect(await codeOf(await prove())).toBe('unknown_key')
  })

  test('are not shared between issuers', async () => {
    const other = createProofs({ issuer: `${issuer}2`, signingKeys: [second], pepper })
    routes['/reachproof2/.well-known/jwks.json'] = (_, response) => json(response, other.jwks())
    await verifyProof(await prove(), options)
    await verifyProof(await prove({}, other), { ...options, issuer: `${issuer}2` })
    expect(await codeOf(await signed({}, {}, second))).toBe('unknown_key')
  })

  const answers: Record<string, Route> = {
    'status 500': (_, response) => json(response, {}, 500),
    'status 404': (_, response) => json(response, {}, 404),
    'a redirect': (_, response) => response.writeHead(302, { location: '/elsewhere' }).end(),
    nothing: (_, response) => response.end(),
    HTML: (_, response) => response.end('<!doctype html>'),
    null: (_, response) => response.end('null'),
    'another shape': (_, response) => json(response, { keys: { kid: first.kid } }),
    'a broken key': (_, response) =>
      json(response, { keys: [{ kty: 'EC', crv: 'P-256', x: 'AA', y: 'AA', kid: first.kid }] }),
    'a key twice': (_, response) => {
      const { keys } = proofs.jwks()
      json(response, { keys: [...keys, ...keys] })
    },
    '5 MB': (_, response) => response.end('['.repeat(5_000_000)),
    'half an answer': (_, response) => {
      response.writeHead(200, { 'content-length': 1_000 })
      response.write('{', () => response.destroy())
    },
  }
  test.each(Object.keys(answers))('when %s is answered: unavailable, and again next time', async name => {
    routes[jwksPath] = answers[name]!
    routes['/elsewhere'] = (_, response) => json(response, proofs.jwks())
    const error = await errorOf(await prove())
    expect(error).toMatchObject({ code: 'keys_unavailable', temporary: true })
    expect(error.message).toContain(`${issuer}/.well-known/jwks.json`)
    expect(count('/elsewhere')).toBe(0)
  })

  test('that were unavailable are there when the server is back', async () => {
    const route = routes[jwksPath]!
    routes[jwksPath] = answers['status 500']!
    expect(await codeOf(await prove())).toBe('keys_unavailable')
    routes[jwksPath] = route
    await verifyProof(await prove(), options)
  })

  test('are not waited for longer than timeoutMs, whether the answer or its end is missing', async () => {
    routes[jwksPath] = () => {}
    expect((await errorOf(await prove(), { timeoutMs: 20 })).message).toContain('timed out')
    routes[jwksPath] = (_, response) => void response.write('{"keys":[')
    expect((await errorOf(await prove(), { timeoutMs: 20 })).message).toContain('timed out')
    // A fetch that does not heed its signal.
    expect(await codeOf(await prove(), { timeoutMs: 20, fetch: () => new Promise(() => {}) })).toBe(
      'keys_unavailable',
    )
  })

  test('cannot come from a server that is not there', async () => {
    const nowhere = 'http://127.0.0.1:1'
    const elsewhere = createProofs({ issuer: nowhere, signingKeys: [first], pepper })
    expect(await codeOf(await prove({}, elsewhere), { issuer: nowhere })).toBe('keys_unavailable')
  })
})

describe('redeeming', () => {
  const redeem = { secret }

  test('uses the proof up, once', async () => {
    const proof = await prove()
    expect(await verifyProof(proof, { ...options, redeem })).toEqual(decodeJwt(proof))
    expect(await codeOf(proof, { redeem })).toBe('already_used')
  })

  test('sends what siteverify reads', async () => {
    const proof = await prove()
    await verifyProof(proof, { ...options, redeem: { secret, idempotencyKey: 'key-1' } })
    expect(JSON.parse(requests.at(-1)!.body)).toEqual({
      secret,
      response: proof,
      nonce,
      min_acr: 'code',
      idempotency_key: 'key-1',
    })
  })

  test('leaves the nonce out when there is none', async () => {
    await verifyProof(await prove({ nonce: null }), { ...options, nonce: null, redeem })
    expect(JSON.parse(requests.at(-1)!.body)).not.toHaveProperty('nonce')
  })

  test('lets one of 50 through', async () => {
    const proof = await prove()
    const results = await Promise.allSettled(
      Array.from({ length: 50 }, () => verifyProof(proof, { ...options, redeem })),
    )
    expect(results.filter(result => result.status === 'fulfilled')).toHaveLength(1)
  })

  test('gives the same answer under the same idempotency key, also just after exp', async () => {
    const again = { ...options, redeem: { secret, idempotencyKey: 'key-1' } }
    const proof = await prove()
    const claims = await verifyProof(proof, again)
    now += 330_000
    expect(await verifyProof(proof, again)).toEqual(claims)
    expect(await codeOf(proof, { redeem })).toBe('expired')
    now += 60_000
    expect(await codeOf(proof, again)).toBe('expired')
  })

  test('is not even asked for when something else is wrong', async () => {
    const proof = await prove()
    expect(await codeOf(proof, { redeem, nonce: 'another-another-another' })).toBe('nonce_mismatch')
    expect(await codeOf(proof, { redeem, to: '+33199009999' })).toBe('contact_mismatch')
    expect(await codeOf(await signed({ aud: 'site_b' }), { redeem })).toBe('wrong_audience')
    expect(count(siteverifyPath)).toBe(0)
    await verifyProof(proof, { ...options, redeem })
  })

  test.each<[string, ProofErrorCode]>([
    ['missing-input-secret', 'invalid_secret'],
    ['invalid-input-secret', 'invalid_secret'],
    ['missing-input-response', 'redeem_refused'],
    ['invalid-input-response', 'redeem_refused'],
    ['timeout-or-duplicate', 'already_used'],
    ['nonce-mismatch', 'nonce_mismatch'],
    ['acr-too-low', 'acr_too_low'],
    ['revoked', 'revoked'],
    ['internal-error', 'redeem_unavailable'],
    ['something-new', 'redeem_unavailable'],
    ['constructor', 'redeem_unavailable'],
  ])('%s becomes %s', async (refusal, code) => {
    routes[siteverifyPath] = (_, response) => json(response, { success: false, 'error-codes': [refusal] })
    expect(await codeOf(await prove(), { redeem })).toBe(code)
    expect(count(siteverifyPath)).toBe(1)
  })

  test('with a wrong secret says so', async () => {
    expect(await codeOf(await prove(), { redeem: { secret: 'wrong' } })).toBe('invalid_secret')
  })

  test('asks once more under the same key when the answer is lost', async () => {
    const right = routes[siteverifyPath]!
    routes[siteverifyPath] = (request, response, body) => {
      routes[siteverifyPath] = right
      void siteverify(body).then(() => request.socket.destroy())
      response.on('error', () => {})
    }
    await verifyProof(await prove(), { ...options, redeem })
    const keys = requests.filter(({ path }) => path === siteverifyPath).map(({ body }) => JSON.parse(body))
    expect(keys).toHaveLength(2)
    expect(keys[0].idempotency_key).toBe(keys[1].idempotency_key)
  })

  const answers: Record<string, [Route, number]> = {
    'status 503': [(_, response) => json(response, {}, 503), 2],
    'status 429': [(_, response) => json(response, {}, 429), 1],
    'status 404': [(_, response) => json(response, {}, 404), 1],
    'status 201 and success': [(_, response) => json(response, { success: true }, 201), 1],
    'a redirect': [(_, response) => response.writeHead(307, { location: '/elsewhere' }).end(), 1],
    HTML: [(_, response) => response.end('<!doctype html>'), 1],
    null: [(_, response) => response.end('null'), 1],
    'success as text': [(_, response) => json(response, { success: 'true', proof: {} }), 1],
    'no proof': [(_, response) => json(response, { success: true, 'error-codes': [] }), 1],
    'another proof': [(_, response) => json(response, { success: true, proof: { jti: 'other.1' } }), 1],
    'codes of another shape': [(_, response) => json(response, { 'error-codes': 'revoked' }), 1],
    '5 MB': [(_, response) => response.end(' '.repeat(5_000_000)), 2],
    silence: [() => {}, 2],
  }
  test.each(Object.keys(answers))('when %s is answered: unavailable', async name => {
    const [route, times] = answers[name]!
    routes[siteverifyPath] = route
    const proof = await prove()
    const timeoutMs = name === 'silence' ? 20 : 5_000
    const error = await errorOf(proof, { redeem, timeoutMs })
    expect(error).toMatchObject({ code: 'redeem_unavailable', temporary: true })
    expect(count(siteverifyPath)).toBe(times)
    expect(count('/elsewhere')).toBe(0)
    expect(inspect(error)).not.toContain(proof)
    expect(inspect(error)).not.toContain(secret)
  })
})

describe('a memory of what was seen', () => {
  test('lets a proof through once, by its jti and not its bytes', async () => {
    const seen = memorySeen({ now: () => now })
    await verifyProof(await prove(), { ...options, seen })
    expect(await codeOf(await prove(), { seen })).toBe('already_used')
    await verifyProof(await prove({ n: 2 }), { ...options, seen })
  })

  test('takes note of nothing that is refused', async () => {
    const seen = memorySeen({ now: () => now })
    expect(await codeOf(await prove(), { seen, to: '+33199009999' })).toBe('contact_mismatch')
    expect(await codeOf(await prove(), { seen, redeem: { secret: 'wrong' } })).toBe('invalid_secret')
    await verifyProof(await prove(), { ...options, seen })
  })

  test('is told until when, in epoch milliseconds', async () => {
    const noted: [string, number][] = []
    const seen = { add: (...entry: [string, number]) => noted.push(entry) > 0 }
    const proof = await prove()
    await verifyProof(proof, { ...options, seen })
    expect(noted).toEqual([['q2vQ2vQ2vQ2vQ2vQ2vQ2vQ.1', 1_793_000_300_000]])
  })

  test('may answer later', async () => {
    await verifyProof(await prove(), { ...options, seen: { add: async () => true } })
    expect(await codeOf(await prove(), { seen: { add: async () => false } })).toBe('already_used')
  })

  test('that fails refuses the proof', async () => {
    const failing = () => Promise.reject(new Error('connection lost'))
    const error = await errorOf(await prove(), { seen: { add: failing } })
    expect(error).toMatchObject({
      code: 'seen_unavailable',
      temporary: true,
      cause: { message: 'connection lost' },
    })
  })

  test('that answers neither true nor false is a mistake of the backend', async () => {
    const seen = { add: () => 'OK' as unknown as boolean }
    await expect(verifyProof(await prove(), { ...options, seen })).rejects.toThrow(TypeError)
  })

  test('drops what has expired, and refuses rather than forgets when it is full', () => {
    const seen = memorySeen({ maxEntries: 2, now: () => now })
    expect(seen.add('a', now + 1)).toBe(true)
    expect(seen.add('b', now + 2)).toBe(true)
    expect(() => seen.add('c', now + 3)).toThrow('full')
    expect(seen.add('b', now + 2)).toBe(false)
    now += 1
    expect(seen.add('c', now + 3)).toBe(true)
  })
})

describe('a mistake in the options', () => {
  const mistakes: [Record<string, unknown>, RegExp][] = [
    [{ issuer: undefined }, /issuer must be the publicUrl/],
    [{ issuer: 'verify.example.com' }, /issuer must be the publicUrl/],
    [{ issuer: 'https://verify.example.com/' }, /without the trailing slash/],
    [{ issuer: 'https://verify.example.com?a=b' }, /no query/],
    [{ issuer: 'https://a:b@verify.example.com' }, /user name/],
    [{ issuer: 'http://verify.example.com' }, /begin with https:/],
    [{ issuer: 'http://localhost.example.com' }, /begin with https:/],
    [{ issuer: 'ftp://verify.example.com', allowHttp: true }, /begin with https:/],
    [{ issuer: 'https://verify.example.com/test' }, /test proofs/],
    [{ audience: undefined }, /audience/],
    [{ audience: ['site_a'] }, /audience/],
    [{ nonce: undefined }, /nonce is required/],
    [{ nonce: '' }, /nonce is required/],
    [{ nonce: null }, /only together with "redeem" or "seen"/],
    [{ minAcr: 'samedevice' }, /minAcr must be one of "consent", "code"/],
    [{ minAcr: 'consent' }, /needs "redeem"/],
    [{ minAcr: 'consent', seen: memorySeen() }, /needs "redeem"/],
    [{ maxAgeSeconds: 0 }, /maxAgeSeconds/],
    [{ maxAgeSeconds: Number.NaN }, /maxAgeSeconds/],
    [{ maxAgeSeconds: '600' }, /maxAgeSeconds/],
    [{ timeoutMs: -1 }, /timeoutMs/],
    [{ redeem: {} }, /redeem.secret/],
    [{ redeem: null }, /redeem.secret/],
    [{ redeem: { secret, idempotencyKey: 7 } }, /idempotencyKey/],
    [{ seen: new Map() }, /seen must have add/],
    [{ fetch: 'fetch' }, /fetch/],
    [{ now: 0 }, /now/],
  ]
  test.each(mistakes)('%j is a TypeError that says what to write', async (change, message) => {
    const attempt = verifyProof(await prove(), { ...options, ...change } as VerifyOptions)
    await expect(attempt).rejects.toThrow(TypeError)
    await expect(attempt).rejects.toThrow(message)
    expect(requests).toEqual([])
  })

  test('is told even when there are no options or no proof', async () => {
    await expect(verifyProof(undefined, undefined as unknown as VerifyOptions)).rejects.toThrow(TypeError)
  })

  test.each([
    'http://localhost:8787',
    'http://reachproof.localhost',
    'http://127.0.0.1:1',
    'http://[::1]:1/rp',
  ])('%s is good for development', async issuer => {
    expect(await codeOf(undefined, { issuer })).toBe('missing_proof')
  })

  test('other http issuers need a word', async () => {
    expect(await codeOf(undefined, { issuer: 'http://192.0.2.1:8787', allowHttp: true })).toBe(
      'missing_proof',
    )
  })
})
