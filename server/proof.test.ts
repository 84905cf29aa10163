import fc from 'fast-check'
import {
  base64url,
  calculateJwkThumbprint,
  compactVerify,
  decodeJwt,
  decodeProtectedHeader,
  exportJWK,
  exportSPKI,
  generateKeyPair,
  importJWK,
  SignJWT,
} from 'jose'
import { describe, expect, test } from 'vitest'
import type { ChannelId } from './api.ts'
import type { SigningKey } from './keys.ts'
import { createProofs, type ProofSubject } from './proof.ts'

const issuer = 'https://verify.example.com'
const pepper = [new Uint8Array(32).fill(1)]
const now = 1_793_000_000_500
const subject: ProofSubject = {
  site: 'site_a',
  id: 'q2vQ2vQ2vQ2vQ2vQ2vQ2vQ',
  n: 1,
  contact: { kind: 'phone', value: '+447911123456' },
  channel: 'sms',
  nonce: 'n0nce-n0nce-n0nce',
  action: 'sign-up',
  origin: 'https://example.com',
  verifiedAt: now - 60_000,
  issuedAt: now,
  ttlSeconds: 300,
}

const first = await newKey()
const second = await newKey()
const proofs = createProofs({ issuer, signingKeys: [first, second], pepper })

async function newKey(): Promise<SigningKey> {
  const pair = await generateKeyPair('ES256', { extractable: true })
  const jwk = await exportJWK(pair.publicKey)
  const publicJwk = { kty: 'EC', crv: 'P-256', x: jwk.x!, y: jwk.y! } as const
  return { kid: await calculateJwkThumbprint(jwk), publicJwk, privateKey: pair.privateKey }
}

describe('signing', () => {
  test('the header has alg, typ and the thumbprint of a published key, and nothing else', async () => {
    const header = decodeProtectedHeader(await proofs.sign(subject))
    expect(header).toEqual({ alg: 'ES256', typ: 'reachproof+jwt', kid: first.kid })
    const key = proofs.jwks().keys.find(({ kid }) => kid === header.kid)!
    expect(await calculateJwkThumbprint(key)).toBe(header.kid)
  })

  test('the claims are those of the contract, and nothing else', async () => {
    expect(decodeJwt(await proofs.sign(subject))).toEqual({
      iss: issuer,
      aud: 'site_a',
      sub: expect.stringMatching(/^[\w-]{43}$/),
      iat: 1_793_000_000,
      exp: 1_793_000_300,
      jti: 'q2vQ2vQ2vQ2vQ2vQ2vQ2vQ.1',
      nonce: 'n0nce-n0nce-n0nce',
      auth_time: 1_792_999_940,
      phone_number: '+447911123456',
      phone_number_verified: true,
      amr: ['mca', 'otp', 'sms'],
      acr: 'urn:reachproof:acr:code',
      rp_channel: 'sms',
      rp_action: 'sign-up',
      origin: 'https://example.com',
      rp_ver: 1,
    })
  })

  test.each<[ChannelId, string[], string]>([
    ['whatsapp', ['mca', 'otp'], 'code'],
    ['sms', ['mca', 'otp', 'sms'], 'code'],
    ['call_code', ['mca', 'otp', 'tel'], 'code'],
    ['call_button', ['mca', 'tel'], 'consent'],
    ['email', ['otp'], 'code'],
  ])('%s says %j and %s', async (channel, amr, acr) => {
    const claims = decodeJwt(await proofs.sign({ ...subject, channel }))
    expect(claims).toMatchObject({ amr, acr: `urn:reachproof:acr:${acr}`, rp_channel: channel })
  })

  test('an email address takes the place of the number', async () => {
    const contact = { kind: 'email', value: 'a@example.com' } as const
    const claims = decodeJwt(await proofs.sign({ ...subject, contact, channel: 'email' }))
    expect(claims).toMatchObject({ email: 'a@example.com', email_verified: true })
    expect(claims).not.toHaveProperty('phone_number')
    expect(claims).not.toHaveProperty('phone_number_verified')
  })

  test('what was not given is left out', async () => {
    const claims = decodeJwt(await proofs.sign({ ...subject, nonce: null, action: undefined, origin: null }))
    for (const claim of ['nonce', 'rp_action', 'origin']) expect(claims).not.toHaveProperty(claim)
  })

  test('the same subject gives the same claims again', async () => {
    expect(decodeJwt(await proofs.sign(subject))).toEqual(decodeJwt(await proofs.sign(subject)))
  })
})

describe('sub', () => {
  const subOf = async (change: Partial<ProofSubject>, by = proofs) =>
    decodeJwt(await by.sign({ ...subject, ...change })).sub!

  test('is the same for a contact at a site, whatever the channel and verification', async () => {
    expect(await subOf({ id: 'other', n: 7, channel: 'call_code' })).toBe(await subOf({}))
  })

  test('differs between sites and contacts, and holds neither', async () => {
    const subs = [
      await subOf({}),
      await subOf({ site: 'site_b' }),
      await subOf({ contact: { kind: 'phone', value: '+447911123457' } }),
      await subOf({ contact: { kind: 'email', value: '+447911123456' } }),
    ]
    expect(new Set(subs).size).toBe(4)
    expect(subs.join()).not.toContain('447911123456')
  })

  test('stays when a new pepper is put first, and changes with the last one', async () => {
    const rotated = createProofs({
      issuer,
      signingKeys: [first],
      pepper: [new Uint8Array(32).fill(2), ...pepper],
    })
    const replaced = createProofs({ issuer, signingKeys: [first], pepper: [new Uint8Array(32).fill(2)] })
    expect(await subOf({}, rotated)).toBe(await subOf({}))
    expect(await subOf({}, replaced)).not.toBe(await subOf({}))
  })
})

describe('the published keys', () => {
  test('have public members only', () => {
    expect(proofs.jwks().keys).toHaveLength(2)
    for (const key of proofs.jwks().keys) {
      expect(Object.keys(key).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
      expect(key).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' })
    }
  })

  test('never have a private part, even when a key is given with one', () => {
    const careless = { ...first, publicJwk: { ...first.publicJwk, d: 'private' } }
    const { jwks } = createProofs({ issuer, signingKeys: [careless], pepper })
    expect(JSON.stringify(jwks())).not.toContain('private')
  })

  test('cannot be changed through what was handed out', () => {
    proofs.jwks().keys[0]!.kid = 'changed'
    expect(proofs.jwks().keys[0]!.kid).toBe(first.kid)
  })

  test('are one to five, each once', async () => {
    const six = [first, second, await newKey(), await newKey(), await newKey(), await newKey()]
    expect(createProofs({ issuer, signingKeys: six.slice(1), pepper }).jwks().keys).toHaveLength(5)
    expect(() => createProofs({ issuer, signingKeys: six, pepper })).toThrow('at most 5')
    expect(() => createProofs({ issuer, signingKeys: [], pepper })).toThrow('at least one signing key')
    expect(() => createProofs({ issuer, signingKeys: [first, first], pepper })).toThrow('twice')
    expect(() => createProofs({ issuer, signingKeys: [first], pepper: [] })).toThrow('at least one pepper')
  })
})

describe('reading', () => {
  const signed = (claims: object, header: object = {}, key: SigningKey['privateKey'] = first.privateKey) =>
    new SignJWT({ ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'reachproof+jwt', kid: first.kid, ...header })
      .sign(key)

  test('tells claims and both parts of the jti', async () => {
    const proof = await proofs.sign(subject)
    expect(await proofs.read(proof, 'site_a', now)).toEqual({
      status: 'ok',
      claims: decodeJwt(proof),
      id: subject.id,
      n: 1,
    })
  })

  test('an expired proof still has its claims', async () => {
    const proof = await proofs.sign(subject)
    expect(await proofs.read(proof, 'site_a', 1_793_000_299_999)).toMatchObject({ status: 'ok' })
    expect(await proofs.read(proof, 'site_a', 1_793_000_300_000)).toMatchObject({
      status: 'expired',
      claims: { jti: `${subject.id}.1` },
    })
  })

  test('proofs of the key before are right until it is removed', async () => {
    const old = await proofs.sign(subject)
    const rotated = createProofs({ issuer, signingKeys: [second, first], pepper })
    const removed = createProofs({ issuer, signingKeys: [second], pepper })
    expect(decodeProtectedHeader(await rotated.sign(subject)).kid).toBe(second.kid)
    expect(await rotated.read(old, 'site_a', now)).toMatchObject({ status: 'ok' })
    expect(await removed.read(old, 'site_a', now)).toEqual({ status: 'invalid' })
  })

  test('what is for another site or issuer is invalid', async () => {
    const proof = await proofs.sign(subject)
    const elsewhere = createProofs({ issuer: `${issuer}/test`, signingKeys: [first], pepper })
    expect(await proofs.read(proof, 'site_b', now)).toEqual({ status: 'invalid' })
    expect(await elsewhere.read(proof, 'site_a', now)).toEqual({ status: 'invalid' })
    expect(await proofs.read(await elsewhere.sign(subject), 'site_a', now)).toEqual({ status: 'invalid' })
  })

  test('other tokens that the same key signed are invalid', async () => {
    const claims = decodeJwt(await proofs.sign(subject))
    const { exp: _, ...endless } = claims
    const others = [
      await signed(claims, { typ: 'JWT' }),
      await signed(claims, { typ: undefined }),
      await signed(claims, { kid: undefined }),
      await signed(endless),
      await signed({ ...claims, aud: ['site_a', 'site_b'] }),
      await signed({ ...claims, aud: ['site_a'] }),
      await signed({ ...claims, rp_ver: 2 }),
      await signed({ ...claims, jti: 'without-number' }),
      await signed({ ...claims, email: 'a@example.com', email_verified: true }),
      await signed({ ...claims, phone_number_verified: 'true' }),
      await signed({ ...claims, amr: 'otp' }),
    ]
    for (const other of others) expect(await proofs.read(other, 'site_a', now)).toEqual({ status: 'invalid' })
    expect(await proofs.read(await signed(claims), 'site_a', now)).toMatchObject({ status: 'ok' })
  })

  test('every other algorithm and every forged signature is invalid', async () => {
    const proof = await proofs.sign(subject)
    const [header, payload, signature] = proof.split('.') as [string, string, string]
    const claims = decodeJwt(proof)
    const publicKey = await importJWK(first.publicJwk, 'ES256', { extractable: true })
    const pem = new TextEncoder().encode(await exportSPKI(publicKey as CryptoKey))
    const withHeader = (value: object) => base64url.encode(JSON.stringify(value))
    const p384 = await generateKeyPair('ES384')
    const hs256 = (secret: Uint8Array) =>
      new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', typ: 'reachproof+jwt', kid: first.kid })
        .sign(secret)
    const forged = [
      ...['none', 'None', 'NONE'].flatMap(alg => {
        const none = withHeader({ alg, typ: 'reachproof+jwt', kid: first.kid })
        return [`${none}.${payload}.`, `${none}.${payload}.${signature}`, `${none}.${payload}`]
      }),
      await hs256(pem),
      await hs256(new TextEncoder().encode(JSON.stringify(first.publicJwk))),
      await new SignJWT(claims)
        .setProtectedHeader({ alg: 'ES384', typ: 'reachproof+jwt', kid: first.kid })
        .sign(p384.privateKey),
      await signed(claims, {}, second.privateKey),
      `${header}.${base64url.encode(JSON.stringify({ ...claims, aud: 'site_a', phone_number: '+33199009999' }))}.${signature}`,
      `${header}.${payload}.`,
      `${header}.${payload}.${base64url.encode(new Uint8Array(64))}`,
    ]
    for (const proof of forged) expect(await proofs.read(proof, 'site_a', now)).toEqual({ status: 'invalid' })
  })

  test.each(['../../etc/passwd', "' OR 1=1--", 'k'.repeat(10_000), ['a'], { a: 1 }, 7, null, '__proto__'])(
    'kid %j is invalid',
    async kid => {
      const [, payload, signature] = (await proofs.sign(subject)).split('.')
      const header = base64url.encode(JSON.stringify({ alg: 'ES256', typ: 'reachproof+jwt', kid }))
      expect(await proofs.read(`${header}.${payload}.${signature}`, 'site_a', now)).toEqual({
        status: 'invalid',
      })
    },
  )

  test.each([undefined, null, 7, true, [], {}, ['a.b.c'], '', '.', '..', 'a.b.c', 'x'.repeat(1_000_000)])(
    'garbage number %# is invalid',
    async garbage => {
      expect(await proofs.read(garbage, 'site_a', now)).toEqual({ status: 'invalid' })
    },
  )

  test('another spelling of a proof is invalid', async () => {
    const proof = await proofs.sign(subject)
    const spaced = proof.replaceAll('.', ' . ')
    for (const other of [`${proof}\n`, ` ${proof}`, `${proof}=`, `${proof}==`, spaced, `${proof}.`]) {
      expect(await proofs.read(other, 'site_a', now)).toEqual({ status: 'invalid' })
    }
    expect(await proofs.read(proof, 'site_a', now)).toMatchObject({ status: 'ok' })
  })

  test('nothing but our own proofs is ever right', async () => {
    const proof = await proofs.sign(subject)
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
        expect((await proofs.read(value, 'site_a', now)).status).toBe('invalid')
      }),
    )
  })

  test('a proof can be verified with the published keys alone', async () => {
    const proof = await proofs.sign(subject)
    const key = await importJWK(proofs.jwks().keys[0]!)
    expect((await compactVerify(proof, key)).protectedHeader.kid).toBe(first.kid)
  })
})
