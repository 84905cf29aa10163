import { compactVerify, decodeJwt, decodeProtectedHeader } from 'jose'
import {
  type ProofClaims,
  parseClaims,
  proofAlgorithm,
  proofType,
  reachesAcr,
  testIssuerSuffix,
} from './claims.ts'
import { ProofError, quoted } from './verify-error.ts'
import { issuerKey } from './verify-keys.ts'
import { type CheckedOptions, checkOptions, type VerifyOptions } from './verify-options.ts'
import { redeemProof } from './verify-redeem.ts'

export type { Acr } from './channel.ts'
export type { ProofClaims } from './claims.ts'
export { memorySeen, type Seen } from './seen.ts'
export { ProofError, type ProofErrorCode } from './verify-error.ts'
export type { RedeemOptions, VerifyOptions } from './verify-options.ts'

/** Twice what a proof with every claim at its longest needs; nothing longer is decoded. */
const maxProofLength = 4096

/** How far clocks may be apart. */
const toleranceSeconds = 60

/**
 * Verifies a proof in the site's backend, and uses it up where `redeem` or
 * `seen` is given. For Node 20 and later, and every runtime with fetch and Web
 * Crypto; depends on jose only.
 *
 * Nothing is used up unless everything else is right. Without `redeem` and
 * `seen`, delete the nonce from the session: it is what makes the proof good
 * for once.
 *
 * ```ts
 * const claims = await verifyProof(body['reachproof-response'], {
 *   issuer: 'https://verify.example.com',
 *   audience: 'site_example',
 *   nonce: session.nonce,
 *   redeem: { secret: siteSecret },
 * })
 * user.phone = claims.phone_number
 * ```
 *
 * @param proof the form field `reachproof-response`, however it arrived
 * @throws ProofError when the proof is not accepted; its `code` says why
 * @throws TypeError when the options are wrong; its message says what to write
 * @see https://www.rfc-editor.org/rfc/rfc8725 for what is pinned and why
 */
export async function verifyProof(proof: unknown, options: VerifyOptions): Promise<ProofClaims> {
  const checked = checkOptions(options)
  const { text, kid } = readHeader(proof)
  // Before the signature, so that a foreign token costs no request for keys.
  const issuer = knownIssuer(unverifiedIssuer(text), checked)

  const key = await issuerKey(kid, { ...checked, issuer })
  const payload = await verifiedPayload(text, key)
  const claims = readClaims(payload, { ...checked, issuer })
  checkTime(claims, checked)
  checkContext(claims, checked)

  if (checked.redeem) await redeemProof(text, claims, checked.redeem, checked)
  if (checked.seen) await useUp(claims, checked.seen, checked)
  return claims
}

/** The header is read before any key is asked for, and may only choose among the issuer's keys. */
function readHeader(proof: unknown): { text: string; kid: string } {
  if (proof === undefined || proof === null || proof === '') throw new ProofError('missing_proof')
  if (typeof proof !== 'string' || proof.length > maxProofLength || !/^[\w-]+\.[\w-]+\.[\w-]*$/.test(proof))
    throw new ProofError('malformed')
  const header = orMalformed(() => decodeProtectedHeader(proof))
  const { alg, typ, kid, ...others } = header
  if (alg !== proofAlgorithm) throw new ProofError('wrong_algorithm')
  if (typ !== proofType) throw new ProofError('wrong_type')
  // jku, jwk, x5u, x5c bring a key along, crit changes the rules: a proof has none (RFC 8725 §3.10).
  if (Object.keys(others).length > 0) throw new ProofError('forbidden_header')
  // A key id is a SHA-256 thumbprint (RFC 7638); anything else cannot be one of the issuer's.
  if (typeof kid !== 'string' || !/^[\w-]{43}$/.test(kid)) throw new ProofError('unknown_key')
  return { text: proof, kid }
}

function unverifiedIssuer(proof: string): unknown {
  return orMalformed(() => decodeJwt(proof)).iss
}

/** The server, or its test contacts' where those are asked for: their keys are others. */
function knownIssuer(iss: unknown, { issuer, testProofs }: CheckedOptions): string {
  const testIssuer = `${issuer}${testIssuerSuffix}`
  if (iss === undefined) throw new ProofError('missing_claim', 'iss')
  if (iss === testIssuer && !testProofs) throw new ProofError('test_proof')
  if (iss !== issuer && iss !== testIssuer) throw new ProofError('wrong_issuer', `iss is ${quoted(iss)}`)
  return iss
}

async function verifiedPayload(
  proof: string,
  key: Awaited<ReturnType<typeof issuerKey>>,
): Promise<Record<string, unknown>> {
  const { payload } = await compactVerify(proof, key, { algorithms: [proofAlgorithm] }).catch(() => {
    throw new ProofError('bad_signature')
  })
  return JSON.parse(new TextDecoder().decode(payload))
}

function readClaims(payload: Record<string, unknown>, { issuer, audience }: CheckedOptions): ProofClaims {
  // Again, now that the payload is known to be signed: by the keys of this very issuer.
  if (payload.iss !== issuer) throw new ProofError('wrong_issuer', `iss is ${quoted(payload.iss)}`)
  // Told apart from an invalid claim: a list is how one proof would be good for several sites.
  if (payload.aud !== undefined && payload.aud !== audience)
    throw new ProofError('wrong_audience', `aud is ${quoted(payload.aud)}`)
  const parsed = parseClaims(payload)
  if (!parsed.ok) throw new ProofError(`${parsed.problem}_claim`, parsed.claim)
  return parsed.claims
}

function checkTime({ iat, exp }: ProofClaims, { now, maxAgeSeconds, redeem }: CheckedOptions): void {
  const seconds = now() / 1000
  if (iat > seconds + toleranceSeconds) throw new ProofError('issued_in_future')
  // The server's clock decides when it is asked anyway; so a repetition just after exp still gets its answer.
  if (seconds >= exp + (redeem ? toleranceSeconds : 0)) throw new ProofError('expired')
  if (seconds - iat > maxAgeSeconds) throw new ProofError('too_old')
}

function checkContext(claims: ProofClaims, options: CheckedOptions): void {
  if (options.nonce !== null && claims.nonce !== options.nonce) throw new ProofError('nonce_mismatch')
  if (!reachesAcr(claims.acr, options.minAcr)) throw new ProofError('acr_too_low')
  // Asked with "in": a form without the field must not switch the comparison off.
  if ('to' in options && !isSameContact(options.to, claims)) throw new ProofError('contact_mismatch')
}

function isSameContact(to: unknown, { phone_number, email }: ProofClaims): boolean {
  if (typeof to !== 'string') return false
  return email === undefined ? to === phone_number : withLowerDomain(to) === withLowerDomain(email)
}

/** ASCII only: `toLowerCase` would make the Kelvin sign a k, and so two domains one. */
function withLowerDomain(email: string): string {
  const at = email.lastIndexOf('@') + 1
  return email.slice(0, at) + email.slice(at).replace(/[A-Z]/g, letter => letter.toLowerCase())
}

async function useUp(
  { jti, exp }: ProofClaims,
  seen: NonNullable<CheckedOptions['seen']>,
  { redeem }: CheckedOptions,
): Promise<void> {
  const expiresAt = (exp + (redeem ? toleranceSeconds : 0)) * 1000
  let isNew: unknown
  try {
    isNew = await seen.add(jti, expiresAt)
  } catch (cause) {
    throw new ProofError('seen_unavailable', undefined, { cause })
  }
  if (typeof isNew !== 'boolean')
    throw new TypeError('verifyProof: seen.add must return true when the jti is new, and false otherwise.')
  if (!isNew) throw new ProofError('already_used')
}

function orMalformed<T>(decode: () => T): T {
  try {
    return decode()
  } catch {
    throw new ProofError('malformed')
  }
}
