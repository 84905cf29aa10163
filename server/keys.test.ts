import { chmodSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createLocalJWKSet, exportJWK, generateKeyPair, jwtVerify, SignJWT } from 'jose'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { type ConfigInput, readConfig } from './config.ts'
import { ConfigError } from './config-mistakes.ts'
import { developmentKeysFile, importSigningKeys, makeKeys, signingKey, testSigningKey } from './keys.ts'
import type { ProviderType } from './providers/provider-type.ts'

let baseDir = ''
beforeEach(() => {
  baseDir = mkdtempSync(join(tmpdir(), 'reachproof-keys-'))
})
afterEach(() => rmSync(baseDir, { recursive: true }))

const development = (more: Partial<ConfigInput> = {}): ConfigInput => ({
  mode: 'development',
  publicUrl: 'http://localhost:8787',
  providers: { mail: { type: 'letters' } },
  sites: [
    {
      key: 'site_example',
      secret: 'secret-of-the-site',
      name: 'Example',
      domain: 'localhost',
      origins: ['http://localhost:8080'],
      channels: { email: 'mail' },
    },
  ],
  ...more,
})

const letters: ProviderType = {
  type: 'letters',
  settings: z.strictObject({}),
  channels: ['email'],
  free: true,
  needsHookToken: false,
  create: () => {
    throw new Error('Reading a configuration makes no provider.')
  },
}
const read = (input: ConfigInput) => readConfig(input, { baseDir, env: {}, providerTypes: { letters } })

describe('a development server', () => {
  it('makes its keys at the first start and keeps them', () => {
    const first = read(development())
    const second = read(development())
    expect(first.pepper[0]).toHaveLength(32)
    expect(first.adminToken).toMatch(/^[0-9a-f]{32}$/)
    expect(second).toEqual(first)
    expect(readdirSync(join(baseDir, 'data'))).toEqual(['development-keys.json'])
  })

  it('keeps them where only their owner reads them', () => {
    read(development())
    const file = developmentKeysFile(baseDir)
    expect(file).toBe(join(baseDir, 'data/development-keys.json'))
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(statSync(join(baseDir, 'data')).mode & 0o777).toBe(0o700)
    chmodSync(file, 0o644)
    read(development())
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })

  it('makes only what is missing', () => {
    const { pepper, signingKey, adminToken } = makeKeys()
    const config = read(development({ pepper, adminToken }))
    expect(Buffer.from(config.pepper[0]!).toString('base64url')).toBe(pepper)
    expect(config.adminToken).toBe(adminToken)
    expect(config.signingKeys).toEqual(read(development()).signingKeys)

    rmSync(join(baseDir, 'data'), { recursive: true })
    read(development({ pepper, adminToken, signingKeys: [signingKey] }))
    expect(readdirSync(baseDir)).toEqual([])
  })

  it('makes none for a configuration with mistakes', () => {
    expect(() => read(development({ trustProxy: -1 }))).toThrow(ConfigError)
    expect(readdirSync(baseDir)).toEqual([])
  })

  it('says which file to delete when it holds something else, and quotes none of it', () => {
    mkdirSync(join(baseDir, 'data'))
    for (const content of ['S3CRET', '{"pepper":"S3CRET"}', '']) {
      writeFileSync(developmentKeysFile(baseDir), content)
      expect(() => read(development())).toThrow(
        `pepper: The file ${developmentKeysFile(baseDir)} does not hold the keys of a development server. Delete it: new ones are made then.`,
      )
    }
  })

  it('says so when it cannot keep them', () => {
    writeFileSync(join(baseDir, 'data'), '')
    expect(() => read(development())).toThrow(
      `pepper: The file ${developmentKeysFile(baseDir)} cannot be read or made (ENOTDIR). Let the server write there, or write "pepper", "signingKeys" and "adminToken".`,
    )
  })
})

it('a production server makes no keys', () => {
  expect(() => read(development({ mode: 'production' }))).toThrow(
    /pepper: This setting is missing\. "reachproof keys"/,
  )
  expect(readdirSync(baseDir)).toEqual([])
})

describe('new keys', () => {
  it('are different each time and pass their own checks', () => {
    const [a, b] = [makeKeys(), makeKeys()]
    expect(a.pepper).not.toBe(b.pepper)
    expect(Buffer.from(a.pepper, 'base64url')).toHaveLength(32)
    expect(signingKey.parse(a.signingKey)).toEqual(a.signingKey)
    expect(signingKey.parse(JSON.stringify(b.signingKey))).toEqual(b.signingKey)
  })
})

describe('a signing key', () => {
  const good = makeKeys().signingKey
  const messageOf = (input: unknown) => signingKey.safeParse(input).error?.issues.map(issue => issue.message)

  it('is read without what does not belong to it', () => {
    expect(signingKey.parse({ ...good, kid: 'old', use: 'sig', extra: 1 })).toEqual(good)
  })

  it.each<[string, unknown, string]>([
    ['no key', 'S3CRET', 'This is not a key.'],
    ['a list', [], '"kty" is not "EC".'],
    ['nothing', null, 'This is not a key.'],
    ['an RSA key', { kty: 'RSA', n: 'S3CRET', e: 'AQAB' }, '"kty" is not "EC".'],
    ['another curve', { ...good, crv: 'secp256k1' }, '"crv" is not "P-256".'],
    ['a public key', { ...good, d: undefined }, '"d" is missing: this key is not private.'],
    ['a short number', { ...good, d: good.d.slice(2) }, '"d" is no number of this curve.'],
    ['zero', { ...good, d: Buffer.alloc(32).toString('base64url') }, '"d" is no number of this curve.'],
    ["another key's point", { ...makeKeys().signingKey, d: good.d }, '"x" and "y" do not belong to "d".'],
    ['no point', { ...good, x: undefined }, '"x" and "y" do not belong to "d".'],
  ])('is not %s', (_, input, problem) => {
    expect(messageOf(input)).toEqual([
      `${problem} Write a private P-256 key as a JWK. "reachproof keys" prints a new one.`,
    ])
  })

  it('may come from another tool', async () => {
    const { privateKey } = await generateKeyPair('ES256', { extractable: true })
    const jwk = await exportJWK(privateKey)
    expect(signingKey.parse(jwk)).toEqual(jwk)
  })
})

describe('the key of test contacts', () => {
  const pepper = (byte: number) => new Uint8Array(32).fill(byte)

  it('is the same after a restart, on every machine, and in every version', () => {
    const key = testSigningKey([pepper(1)])
    expect(testSigningKey([pepper(1)])).toEqual(key)
    // HKDF-SHA-256 of 32 bytes 0x01 with the salt "reachproof" and the info "test-key-0", by Python's hmac.
    expect(Buffer.from(key.d, 'base64url').toString('hex')).toBe(
      'fc0ddcabe442047cc4e7ea6211d515ba66a4d0483c4fb50a884410180f674915',
    )
  })

  it('stays when a new pepper is put first, and changes with the last one', () => {
    const key = testSigningKey([pepper(1)])
    expect(testSigningKey([pepper(2), pepper(1)])).toEqual(key)
    expect(testSigningKey([pepper(1), pepper(2)])).not.toEqual(key)
  })

  it('is a whole private key, which signs', async () => {
    const jwk = testSigningKey([pepper(3)])
    expect(signingKey.parse(jwk)).toEqual(jwk)
    const [key] = await importSigningKeys([jwk])
    const jwt = await new SignJWT({})
      .setProtectedHeader({ alg: 'ES256', kid: key!.kid })
      .sign(key!.privateKey)
    await jwtVerify(jwt, createLocalJWKSet({ keys: [key!.publicJwk] }))
  })
})

describe('importSigningKeys', () => {
  it('names a key by its thumbprint and publishes no private part', async () => {
    const jwks = [makeKeys().signingKey, makeKeys().signingKey]
    const [first, second] = await importSigningKeys(jwks)
    expect(first!.kid).toMatch(/^[\w-]{43}$/)
    expect(second!.kid).not.toBe(first!.kid)
    const { x, y } = jwks[0]!
    expect(first!.publicJwk).toEqual({
      kty: 'EC',
      crv: 'P-256',
      x,
      y,
      kid: first!.kid,
      alg: 'ES256',
      use: 'sig',
    })
    expect(first!.privateKey.extractable).toBe(false)

    const jwt = await new SignJWT({ a: 1 })
      .setProtectedHeader({ alg: 'ES256', kid: first!.kid })
      .sign(first!.privateKey)
    const keySet = createLocalJWKSet({ keys: [second!.publicJwk, first!.publicJwk] })
    expect((await jwtVerify(jwt, keySet)).payload).toEqual({ a: 1 })
  })

  it('computes the thumbprint of RFC 7638', async () => {
    // The P-256 key of RFC 7517 appendix A.2; its thumbprint by `openssl dgst -sha256` over the canonical JSON.
    const jwk = {
      kty: 'EC',
      crv: 'P-256',
      x: 'MKBCTNIcKUSDii11ySs3526iDZ8AiTo7Tu6KPAqv7D4',
      y: '4Etl6SRW2YiLUrN5vfvVHuhp7x8PxltmWWlbbM4IFyM',
      d: '870MB6gfuTJ4HtUnUvYMyJpr5eUZNP4Bk43bVdj3eAE',
    } as const
    const [key] = await importSigningKeys([jwk])
    expect(key!.kid).toBe('cn-I_WNMClehiVp51i_0VpOENW1upEerA8sEam5hn-s')
  })
})
