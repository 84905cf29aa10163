import type { Acr } from './channel.ts'
import { type ProofClaims, reachesAcr } from './claims.ts'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import type { Proofs } from './proof.ts'
import { canRedeem, redeem } from './proof-state.ts'
import type { Decision, Records } from './records.ts'
import { siteOfSecret } from './site-secret.ts'

/** `POST /v1/siteverify`, as Turnstile's and hCaptcha's users know it. */
export interface SiteverifyRequest {
  secret?: string
  response?: string
  nonce?: string
  min_acr?: string
  idempotency_key?: string
  /** Takes proofs of test contacts as well. Default false. */
  accept_test?: boolean | 'true' | 'false'
}

export type SiteverifyError =
  | 'missing-input-secret'
  | 'invalid-input-secret'
  | 'missing-input-response'
  | 'invalid-input-response'
  | 'timeout-or-duplicate'
  | 'nonce-mismatch'
  | 'acr-too-low'
  | 'revoked'
  | 'internal-error'

export interface SiteverifyAnswer {
  success: boolean
  'error-codes': SiteverifyError[]
  /** When the contact was verified, ISO 8601. */
  challenge_ts?: string
  /** Host of the page that started it. */
  hostname?: string
  action?: string
  proof?: ProofClaims
}

/** Redeems proofs for the sites' backends. */
export function createRedeemer(options: {
  config: Config
  proofs: Proofs
  testProofs: Proofs
  records: Records
  log: Log
  now: () => number
}): (request: SiteverifyRequest) => Promise<SiteverifyAnswer> {
  const { config, proofs, testProofs, records, log, now } = options

  return async ({ secret, response, nonce, min_acr, idempotency_key, accept_test }) => {
    if (!secret) return failed('missing-input-secret')
    const site = siteOfSecret(config, secret)
    if (!site) return failed('invalid-input-secret')
    if (!response) return failed('missing-input-response')

    const accepted = String(accept_test) === 'true' ? [proofs, testProofs] : [proofs]
    const reads = await Promise.all(accepted.map(one => one.read(response, site.key, now())))
    const read = reads.find(one => one.status !== 'invalid') ?? { status: 'invalid' }
    if (read.status === 'invalid') return failed('invalid-input-response')
    const { claims, id, n } = read
    if (nonce !== undefined && nonce !== claims.nonce) return failed('nonce-mismatch')
    if (
      min_acr !== undefined &&
      !reachesAcr(claims.acr, min_acr.replace(/^urn:reachproof:acr:/, '') as Acr)
    ) {
      return failed('acr-too-low')
    }

    const key = idempotency_key ?? null
    const outcome = await records.change(id, (v): Decision<ReturnType<typeof canRedeem> | 'gone'> => {
      if (!v) return { answer: 'gone' }
      const can = canRedeem(v, n, key)
      const inTime = now() < (claims.exp + (can === 'again' ? againSeconds : 0)) * 1000
      if (can !== 'revoked' && !inTime) return { answer: 'gone' }
      return { next: can === 'yes' ? redeem(v, n, key) : undefined, answer: can }
    })
    if (outcome === 'revoked') return failed('revoked')
    if (outcome === 'gone' || outcome === 'used') return failed('timeout-or-duplicate')
    log.info({ event: 'redeemed', verification: id, site: site.key, again: outcome === 'again' })
    return {
      success: true,
      'error-codes': [],
      challenge_ts: new Date(claims.auth_time * 1000).toISOString(),
      ...(claims.origin && { hostname: new URL(claims.origin).hostname }),
      ...(claims.rp_action && { action: claims.rp_action }),
      proof: claims,
    }
  }
}

/** How long after `exp` the same idempotency key still gets its answer. */
const againSeconds = 60

function failed(code: SiteverifyError): SiteverifyAnswer {
  return { success: false, 'error-codes': [code] }
}
