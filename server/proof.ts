import { createHmac, hkdfSync } from 'node:crypto'
import { compactVerify, createLocalJWKSet, decodeProtectedHeader, SignJWT } from 'jose'
import type { ChannelId, ContactKind } from './api.ts'
import { channels } from './channel.ts'
import { acrUrns, type ProofClaims, parseClaims, proofAlgorithm, proofType, proofVersion } from './claims.ts'
import type { SigningKey } from './keys.ts'

// What a proof says is defined apart, so that `reachproof/verify` needs nothing of Node.
export type { ProofClaims } from './claims.ts'
export { acrOrder, acrUrns, reachesAcr, testIssuerSuffix } from './claims.ts'

/** What a proof is about. Instants are epoch milliseconds. */
export interface ProofSubject {
  /** The site key. */
  readonly site: string
  /** The verification. */
  readonly id: string
  /** Counts the proofs of this verification; with `id` it is the `jti`. */
  readonly n: number
  /** In its one canonical form, which `contact.ts` gives. */
  readonly contact: { readonly kind: ContactKind; readonly value: string }
  /** The one whose code or key press matched. */
  readonly channel: ChannelId
  readonly nonce?: string | null
  readonly action?: string | null
  readonly origin?: string | null
  readonly verifiedAt: number
  readonly issuedAt: number
  readonly ttlSeconds: number
}

/**
 * What a proof turned out to be. An expired one is otherwise right, so its
 * claims are told. `id` and `n` are the two parts of its `jti`.
 */
export type ReadProof =
  | { status: 'ok' | 'expired'; claims: ProofClaims; id: string; n: number }
  | { status: 'invalid' }

/** A public key as it is published. */
export interface PublishedJwk {
  kty: 'EC'
  crv: 'P-256'
  x: string
  y: string
  kid: string
  use: 'sig'
  alg: 'ES256'
}

/** Signs proofs, reads them back, and publishes what others need to do the same. */
export interface Proofs {
  /** Equal subjects give equal claims, but not equal bytes: ECDSA is randomized. */
  sign(subject: ProofSubject): Promise<string>
  /**
   * Reads a proof that anybody may have sent. Garbage is an answer, never an exception.
   *
   * @param site the site key that the proof must be for
   * @param now epoch milliseconds
   */
  read(proof: unknown, site: string, now: number): Promise<ReadProof>
  /** The body of `/.well-known/jwks.json`: public members only. */
  jwks(): { keys: PublishedJwk[] }
}

/** More would make a backend try keys that no proof can carry any more. */
const maxKeys = 5

/** Twice what a proof with every claim at its longest needs; nothing longer is decoded. */
const maxProofLength = 4096

/**
 * @param issuer the public URL, without a trailing slash
 * @param signingKeys the first one signs, all are published: one to five, so a new key can be known before its first use
 * @param pepper `sub` is made with the last one: a new pepper is put first, and no visitor becomes somebody else
 * @throws TypeError when there is no key, a key twice, more than five, or no pepper
 * @see https://www.rfc-editor.org/rfc/rfc7519
 */
export function createProofs({
  issuer,
  signingKeys,
  pepper,
}: {
  issuer: string
  signingKeys: readonly SigningKey[]
  pepper: readonly Uint8Array[]
}): Proofs {
  const [current] = signingKeys
  const lastPepper = pepper.at(-1)
  if (!current) throw new TypeError('at least one signing key is needed')
  if (!lastPepper) throw new TypeError('at least one pepper is needed')
  if (signingKeys.length > maxKeys) throw new TypeError(`at most ${maxKeys} signing keys can be published`)
  if (new Set(signingKeys.map(key => key.kid)).size < signingKeys.length)
    throw new TypeError('a signing key is listed twice')

  const subjectKey = Buffer.from(hkdfSync('sha256', lastPepper, 'reachproof', 'sub', 32))
  const keys = signingKeys.map(published)
  const findKey = createLocalJWKSet({ keys })

  return {
    sign: subject =>
      new SignJWT(claimsOf(subject, issuer, subjectKey))
        .setProtectedHeader({ alg: proofAlgorithm, typ: proofType, kid: current.kid })
        .sign(current.privateKey),

    async read(proof, site, now) {
      const claims = await verifiedClaims(proof, findKey)
      const mark = claims && parseJti(claims.jti)
      if (!mark || claims.iss !== issuer || claims.aud !== site) return { status: 'invalid' }
      return { status: now < claims.exp * 1000 ? 'ok' : 'expired', claims, ...mark }
    },

    jwks: () => ({ keys: keys.map(key => ({ ...key })) }),
  }
}

function claimsOf(subject: ProofSubject, issuer: string, subjectKey: Uint8Array) {
  const { site, contact, channel, nonce, action, origin } = subject
  const { acr, amr } = channels[channel]
  const iat = seconds(subject.issuedAt)
  return {
    iss: issuer,
    aud: site,
    sub: subjectOf(subjectKey, site, contact),
    iat,
    exp: iat + subject.ttlSeconds,
    jti: `${subject.id}.${subject.n}`,
    ...(nonce && { nonce }),
    auth_time: seconds(subject.verifiedAt),
    ...(contact.kind === 'phone'
      ? { phone_number: contact.value, phone_number_verified: true as const }
      : { email: contact.value, email_verified: true as const }),
    amr: [...amr],
    acr: acrUrns[acr],
    rp_channel: channel,
    ...(action && { rp_action: action }),
    ...(origin && { origin }),
    rp_ver: proofVersion,
  } satisfies ProofClaims
}

/** Keyed, because all numbers of a country can be tried; by site, so that sites cannot compare their visitors. */
function subjectOf(key: Uint8Array, site: string, contact: ProofSubject['contact']): string {
  // A JSON array, so that no two different triples are the same text.
  const text = JSON.stringify([site, contact.kind, contact.value])
  return createHmac('sha256', key).update(text).digest('base64url')
}

/** The claims of a proof that one of our keys signed, or null. */
async function verifiedClaims(
  proof: unknown,
  findKey: ReturnType<typeof createLocalJWKSet>,
): Promise<ProofClaims | null> {
  if (typeof proof !== 'string' || proof.length > maxProofLength) return null
  // jose takes padding and white space too, and so one proof would have many spellings (RFC 7515 §2).
  if (!/^[\w-]+\.[\w-]+\.[\w-]+$/.test(proof)) return null
  try {
    // Without a kid jose would take the only key there is.
    const { typ, kid } = decodeProtectedHeader(proof)
    if (typ !== proofType || typeof kid !== 'string') return null
    const { payload } = await compactVerify(proof, findKey, { algorithms: [proofAlgorithm] })
    const parsed = parseClaims(JSON.parse(new TextDecoder().decode(payload)))
    return parsed.ok ? parsed.claims : null
  } catch {
    // Not ours, or not a proof at all: which of the two makes no difference to anybody.
    return null
  }
}

function parseJti(jti: string): { id: string; n: number } | null {
  const match = /^(.+)\.(\d{1,9})$/.exec(jti)
  return match && { id: match[1]!, n: Number(match[2]) }
}

// Member by member, so that nothing private can slip in with a key.
function published({ kid, publicJwk: { x, y } }: SigningKey): PublishedJwk {
  if (!x || !y) throw new TypeError(`signing key ${kid} has no public point`)
  return { kty: 'EC', crv: 'P-256', x, y, kid, use: 'sig', alg: proofAlgorithm }
}

function seconds(epochMs: number): number {
  return Math.floor(epochMs / 1000)
}
