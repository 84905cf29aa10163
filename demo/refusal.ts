import { ProofError, type ProofErrorCode } from 'reachproof/verify'
import type { Refusal } from './pages/refused.ts'

/** The codes that say something to a visitor; every other one means a proof that is not ours. */
const refusals: Partial<Record<ProofErrorCode, Refusal>> = {
  missing_proof: 'missing',
  expired: 'expired',
  too_old: 'expired',
  already_used: 'used',
  nonce_mismatch: 'nonce',
  contact_mismatch: 'contact',
  acr_too_low: 'acr',
  revoked: 'revoked',
}

/** What to tell the visitor whose proof was not accepted. Rethrows what is no ProofError: that is a bug. */
export function refusalOf(error: unknown): { refusal: Refusal; code: ProofErrorCode } {
  if (!(error instanceof ProofError)) throw error
  const refusal = error.temporary ? 'unavailable' : (refusals[error.code] ?? 'invalid')
  return { refusal, code: error.code }
}
