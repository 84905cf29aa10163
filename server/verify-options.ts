import type { Acr } from './channel.ts'
import { acrOrder } from './claims.ts'
import type { Seen } from './seen.ts'

/** What a proof has to be, as the site's backend knows it. */
export interface VerifyOptions {
  /** The `publicUrl` of the Reachproof server, character for character: https, no trailing slash. */
  issuer: string
  /** The site key. */
  audience: string
  /**
   * What this visitor's session gave to the page as `session-nonce`. Delete it
   * from the session afterwards. `null`, only together with `redeem` or `seen`:
   * the proof is not tied to a session, but good for once.
   */
  nonce: string | null
  /** The least that is accepted. Default `code`; `consent` only together with `redeem`. */
  minAcr?: Acr
  /**
   * The contact that is about to be stored: E.164, or an email address, whose
   * domain is compared case-insensitively. Left out: any contact is accepted,
   * and the claims say which. Given but undefined, as when a form lacks the
   * field: none is.
   */
  to?: string
  /** Seconds since the proof was issued. Default 600. Its `exp`, commonly 300, holds anyway. */
  maxAgeSeconds?: number
  /** Uses the proof up at the server, which also knows what the visitor took back. Recommended. */
  redeem?: RedeemOptions
  /** Uses the proof up here: for backends that must not depend on the server being up. */
  seen?: Seen
  /**
   * Accepts proofs of the server's test contacts as well, whose code everybody
   * may know: for tests only. Default false.
   */
  testProofs?: boolean
  /** For proxies and tests. Pass the same function each time: the keys are cached by it. Default: the global `fetch`. */
  fetch?: typeof fetch
  /** For each request to the server. Default 5,000. */
  timeoutMs?: number
  /** Accepts an http issuer other than localhost. Whoever can change what it sends can forge proofs. */
  allowHttp?: boolean
  /** The clock, epoch milliseconds. Default `Date.now`. */
  now?: () => number
}

export interface RedeemOptions {
  /** The secret of the site. */
  secret: string
  /**
   * Makes a repetition safe: the same key and proof get the same answer until a
   * minute after `exp`. Default: a new one for each call.
   */
  idempotencyKey?: string
}

/** The options with their defaults. */
export type CheckedOptions = VerifyOptions &
  Required<Pick<VerifyOptions, 'minAcr' | 'maxAgeSeconds' | 'testProofs' | 'fetch' | 'timeoutMs' | 'now'>>

/**
 * @throws TypeError when an option is missing or would make the verification
 *   mean less than it seems to. The message says what to write.
 */
export function checkOptions(options: VerifyOptions): CheckedOptions {
  demand(
    typeof options === 'object' && options !== null,
    'pass { issuer, audience, nonce } as the second argument',
  )
  const { issuer, audience, nonce, redeem, seen, allowHttp = false } = options
  const {
    minAcr = 'code',
    maxAgeSeconds = 600,
    testProofs = false,
    timeoutMs = 5_000,
    fetch = globalThis.fetch,
    now = Date.now,
  } = options

  checkIssuer(issuer, allowHttp)
  demand(isText(audience), 'audience must be your site key, one string')
  demand(
    nonce === null || isText(nonce),
    'nonce is required: pass the nonce of this visitor\'s session (when it has none, the session has ended: ask the visitor to start again), or null together with "redeem" or "seen"',
  )
  demand(
    nonce !== null || redeem !== undefined || seen !== undefined,
    'nonce may be null only together with "redeem" or "seen": otherwise a proof could be used again and by anybody',
  )
  demand(acrOrder.includes(minAcr), `minAcr must be one of ${acrOrder.map(acr => `"${acr}"`).join(', ')}`)
  demand(
    minAcr !== 'consent' || redeem !== undefined,
    'minAcr "consent" needs "redeem": a key press can be taken back, and only the server knows',
  )
  demand(isPositive(maxAgeSeconds), 'maxAgeSeconds must be a number of seconds above 0')
  // Anything but true is false: a text such as "false" must not open it.
  demand(typeof testProofs === 'boolean', 'testProofs must be true or false')
  demand(isPositive(timeoutMs), 'timeoutMs must be a number of milliseconds above 0')
  demand(redeem === undefined || isText(redeem?.secret), 'redeem.secret must be the secret of your site')
  demand(
    redeem?.idempotencyKey === undefined || isText(redeem.idempotencyKey),
    'redeem.idempotencyKey must be a string, a new one for each form that is sent',
  )
  demand(
    seen === undefined || typeof seen?.add === 'function',
    'seen must have add(jti, expiresAt); see memorySeen()',
  )
  demand(typeof fetch === 'function', 'fetch must be a function: this runtime has none of its own')
  demand(typeof now === 'function', 'now must be a function that returns epoch milliseconds')
  return { ...options, minAcr, maxAgeSeconds, testProofs, timeoutMs, fetch, now }
}

function checkIssuer(issuer: unknown, allowHttp: boolean): void {
  demand(
    isText(issuer) && URL.canParse(issuer),
    'issuer must be the publicUrl of your server, such as "https://verify.example.com"',
  )
  const { protocol, hostname } = new URL(issuer)
  demand(
    !issuer.endsWith('/'),
    'issuer is compared character for character: write it without the trailing slash',
  )
  demand(!/[?#@\s]/.test(issuer), 'issuer must have no query, fragment or user name')
  demand(
    protocol === 'https:' || (protocol === 'http:' && (allowHttp || isLoopback(hostname))),
    'issuer must begin with https:, because the keys come from there. For development, http://localhost works, and "allowHttp: true" for other hosts',
  )
  demand(
    !issuer.endsWith('/test'),
    'issuer ends in /test: that is the issuer of test proofs, which prove nothing. Write the publicUrl; "testProofs: true" accepts those too',
  )
}

// The system may resolve "localhost" only to itself (RFC 6761 §6.3), so nobody is in between.
function isLoopback(hostname: string): boolean {
  return /^(localhost|.+\.localhost|127(\.\d+){3}|\[::1\])$/.test(hostname)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value !== ''
}

function isPositive(value: unknown): boolean {
  return typeof value === 'number' && value > 0 && Number.isFinite(value)
}

function demand(condition: boolean, message: string): asserts condition {
  if (!condition) throw new TypeError(`verifyProof: ${message}.`)
}
