import { createECDH, generateKeyPairSync, hkdfSync, randomBytes } from 'node:crypto'
import {
  chmodSync,
  linkSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import { calculateJwkThumbprint, importJWK, type JWK } from 'jose'
import { z } from 'zod'
import type { PrivateJwk } from './config.ts'

/** The secrets of a server, as a configuration file holds them. */
export interface Keys {
  /** 32 bytes, base64url. */
  readonly pepper: string
  readonly signingKey: PrivateJwk
  /** 32 hexadecimal digits. */
  readonly adminToken: string
}

/** A signing key, ready to sign and to be published. */
export interface SigningKey {
  /** The RFC 7638 thumbprint of the key. */
  readonly kid: string
  /** With `kid`, `alg` and `use`, as in the JWKS. */
  readonly publicJwk: JWK
  readonly privateKey: CryptoKey
}

/** Makes new keys: what `reachproof keys` prints. */
export function makeKeys(): Keys {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  return {
    pepper: randomBytes(32).toString('base64url'),
    signingKey: privateKey.export({ format: 'jwk' }) as unknown as PrivateJwk,
    adminToken: randomBytes(16).toString('hex'),
  }
}

/**
 * The private keys that sign proofs, in the order given.
 *
 * @param jwks as `signingKey` read them
 * @see https://www.rfc-editor.org/rfc/rfc7638
 */
export async function importSigningKeys(jwks: readonly PrivateJwk[]): Promise<SigningKey[]> {
  return Promise.all(
    jwks.map(async jwk => {
      const { kty, crv, x, y } = jwk
      const kid = await calculateJwkThumbprint({ kty, crv, x, y })
      const privateKey = (await importJWK({ ...jwk }, 'ES256')) as CryptoKey
      return { kid, publicJwk: { kty, crv, x, y, kid, alg: 'ES256', use: 'sig' }, privateKey }
    }),
  )
}

/**
 * The key that signs for test contacts: derived from the last pepper, so that it is the same after a restart and on
 * every machine, and never one of `signingKeys`.
 */
export function testSigningKey(peppers: readonly Uint8Array[]): PrivateJwk {
  for (let round = 0; ; round++) {
    const bytes = hkdfSync('sha256', peppers.at(-1)!, 'reachproof', `test-key-${round}`, 32)
    const d = Buffer.from(bytes).toString('base64url')
    // Nearly every number is one of the curve's.
    const point = publicPoint(d)
    if (point) return { kty: 'EC', crv: 'P-256', ...point, d }
  }
}

/** One of `signingKeys`: a private P-256 JWK, or its JSON text. Reads only what such a key consists of. */
export const signingKey: z.ZodType<PrivateJwk> = z.unknown().transform((input, context): PrivateJwk => {
  const refuse = (problem: string) => {
    const message = `${problem} Write a private P-256 key as a JWK. "reachproof keys" prints a new one.`
    context.addIssue({ code: 'custom', message })
    return z.NEVER
  }
  const jwk = typeof input === 'string' ? parse(input) : input
  if (typeof jwk !== 'object' || jwk === null) return refuse('This is not a key.')
  const { kty, crv, x, y, d } = jwk as Record<string, unknown>
  if (kty !== 'EC') return refuse('"kty" is not "EC".')
  if (crv !== 'P-256') return refuse('"crv" is not "P-256".')
  if (typeof d !== 'string') return refuse('"d" is missing: this key is not private.')
  const point = publicPoint(d)
  if (!point) return refuse('"d" is no number of this curve.')
  if (x !== point.x || y !== point.y) return refuse('"x" and "y" do not belong to "d".')
  return { kty, crv, x: point.x, y: point.y, d }
})

/** Where a development server keeps the keys that it made. */
export function developmentKeysFile(baseDir: string): string {
  return join(baseDir, 'data', 'development-keys.json')
}

/**
 * The keys that a development server made for itself: made at the first start, the same ever after,
 * in `developmentKeysFile`, which only its owner can read.
 * Throws when the file can neither be read nor written, or holds something else.
 */
export function developmentKeys(baseDir: string): Keys {
  const file = developmentKeysFile(baseDir)
  try {
    return readKeys(file)
  } catch (error) {
    if (!hasCode(error, 'ENOENT')) throw error
  }
  mkdirSync(dirname(file), { recursive: true, mode: 0o700 })
  const draft = `${file}.${randomBytes(6).toString('hex')}`
  writeFileSync(draft, `${JSON.stringify(makeKeys(), null, 2)}\n`, { mode: 0o600, flag: 'wx' })
  try {
    // A link appears whole or not at all, and fails when another process was faster: its keys count then.
    linkSync(draft, file)
  } catch (error) {
    // Some file systems have no links; there the slower process wins.
    if (!hasCode(error, 'EEXIST')) renameSync(draft, file)
  } finally {
    rmSync(draft, { force: true })
  }
  return readKeys(file)
}

function readKeys(file: string): Keys {
  const keys: Keys = savedKeys.parse(parse(readFileSync(file, 'utf8')))
  if (statSync(file).mode & 0o077) chmodSync(file, 0o600)
  return keys
}

const savedKeys = z.object({
  pepper: z.string().regex(/^[\w-]{43}$/),
  signingKey,
  adminToken: z.string().regex(/^[0-9a-f]{32}$/),
})

function hasCode(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}

// JSON.parse quotes the text in its message; this text is a secret.
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function publicPoint(d: string): { x: string; y: string } | undefined {
  const bytes = Buffer.from(d, 'base64url')
  if (bytes.length !== 32 || bytes.toString('base64url') !== d) return undefined
  try {
    const ecdh = createECDH('prime256v1')
    ecdh.setPrivateKey(bytes)
    const point = ecdh.getPublicKey()
    return { x: point.toString('base64url', 1, 33), y: point.toString('base64url', 33) }
  } catch {
    return undefined
  }
}
