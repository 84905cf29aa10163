import type { Acr } from './channel.ts'

/**
 * What a proof looks like on the wire. Shared by the server, which signs, and
 * `reachproof/verify`, which runs in the site's backend: so nothing of Node is
 * imported here.
 */

/** The `typ` header: no other JWT of the same issuer can pass for a proof. @see RFC 8725 §3.11 */
export const proofType = 'reachproof+jwt'

/** The only `alg`. Pinned, never read from the proof. @see RFC 8725 §3.1 */
export const proofAlgorithm = 'ES256'

/** Stands behind the issuer of proofs for the operator's test contacts, which another key signs. */
export const testIssuerSuffix = '/test'

/** The version of the claims, `rp_ver`. */
export const proofVersion = 1

/** The `acr` claim of each level, weakest first. */
export const acrUrns = {
  consent: 'urn:reachproof:acr:consent',
  code: 'urn:reachproof:acr:code',
} as const satisfies Record<Acr, string>

/** Weakest first: `consent` < `code`. */
export const acrOrder: readonly Acr[] = ['consent', 'code']

/** Whether `acr`, a claim, is at least `min`. An unknown `acr` reaches nothing. */
export function reachesAcr(acr: string, min: Acr): boolean {
  return acrOrder.findIndex(level => acrUrns[level] === acr) >= acrOrder.indexOf(min)
}

/**
 * The claims of a proof: registered names where there is one, instants in JWT
 * seconds. Either the phone or the email pair is there, never both.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7519#section-4.1 for `iss` … `jti`
 * @see https://openid.net/specs/openid-connect-core-1_0.html#StandardClaims for the contact
 */
export type ProofClaims = CommonClaims & (PhoneClaims | EmailClaims)

interface CommonClaims {
  /** The Reachproof server: its public URL, without a trailing slash. */
  iss: string
  /** The site key; always one string. */
  aud: string
  /** Stable for this contact at this site, different at every other site, and not reversible. */
  sub: string
  /** When this proof was signed. A refreshed proof has a newer one, with the old `auth_time`. */
  iat: number
  exp: number
  /** The single-use mark: `{verification id}.{n}`. Signatures can vary, this cannot. */
  jti: string
  /** What the site's page handed to the widget, unchanged. */
  nonce?: string
  /** When the contact was proved. Numbers change hands: treat an old one as stale. */
  auth_time: number
  /** RFC 8176 where it has a word. @see https://www.rfc-editor.org/rfc/rfc8176#section-2 */
  amr: string[]
  /** `urn:reachproof:acr:consent` < `urn:reachproof:acr:code`. */
  acr: string
  /** The channel whose code or key press matched: `whatsapp`, `sms`, `call_code`, `call_button`, `email`. */
  rp_channel: string
  rp_action?: string
  /** The page's origin, as its browser said it. */
  origin?: string
  rp_ver: 1
}

interface PhoneClaims {
  /** E.164 with `+`. */
  phone_number: string
  phone_number_verified: true
  email?: never
  email_verified?: never
}

interface EmailClaims {
  email: string
  email_verified: true
  phone_number?: never
  phone_number_verified?: never
}

/** The claims, or the first one that is missing or not of its type. */
export type ParsedClaims =
  | { ok: true; claims: ProofClaims }
  | { ok: false; claim: string; problem: 'missing' | 'invalid' }

/**
 * Checks names and types, not values: those are compared by who knows what to
 * expect. Libraries accept absent claims unless told otherwise.
 */
export function parseClaims(payload: Readonly<Record<string, unknown>>): ParsedClaims {
  const shapes = { ...commonShapes, ...(payload.email === undefined ? phoneShapes : emailShapes) }
  for (const [claim, { required, fits }] of Object.entries<Shape>(shapes)) {
    const value = payload[claim]
    if (value === undefined && required) return { ok: false, claim, problem: 'missing' }
    if (value !== undefined && !fits(value)) return { ok: false, claim, problem: 'invalid' }
  }
  return { ok: true, claims: payload as unknown as ProofClaims }
}

interface Shape {
  required: boolean
  fits(value: unknown): boolean
}

const isText = (value: unknown) => typeof value === 'string' && value !== ''
const isSeconds = (value: unknown) => Number.isSafeInteger(value) && (value as number) > 0
const isTrue = (value: unknown) => value === true
const needed = (fits: Shape['fits']): Shape => ({ required: true, fits })
const optional = (fits: Shape['fits']): Shape => ({ required: false, fits })
const absent = optional(() => false)

const commonShapes: Record<string, Shape> = {
  iss: needed(isText),
  aud: needed(isText),
  sub: needed(isText),
  iat: needed(isSeconds),
  exp: needed(isSeconds),
  jti: needed(isText),
  nonce: optional(isText),
  auth_time: needed(isSeconds),
  amr: needed(value => Array.isArray(value) && value.length > 0 && value.every(isText)),
  acr: needed(isText),
  rp_channel: needed(isText),
  rp_action: optional(isText),
  origin: optional(isText),
  rp_ver: needed(value => value === proofVersion),
}

const phoneShapes: Record<string, Shape> = {
  phone_number: needed(isText),
  phone_number_verified: needed(isTrue),
  email_verified: absent,
}

const emailShapes: Record<string, Shape> = {
  email: needed(isText),
  email_verified: needed(isTrue),
  phone_number: absent,
  phone_number_verified: absent,
}
