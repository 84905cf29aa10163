import type { ProofClaims } from './claims.ts'
import { ProofError, type ProofErrorCode, quoted } from './verify-error.ts'
import { failureOf, fetchText } from './verify-fetch.ts'
import type { CheckedOptions, RedeemOptions } from './verify-options.ts'

/** What `/v1/siteverify` may say, in our words. `timeout-or-duplicate` depends on the clock, the rest is `redeem_unavailable`. */
const codes: Readonly<Record<string, ProofErrorCode>> = {
  'missing-input-secret': 'invalid_secret',
  'invalid-input-secret': 'invalid_secret',
  'missing-input-response': 'redeem_refused',
  'invalid-input-response': 'redeem_refused',
  'nonce-mismatch': 'nonce_mismatch',
  'acr-too-low': 'acr_too_low',
  revoked: 'revoked',
}

/** The answers that come when nothing was decided: asking again with the same key changes nothing else. */
class NoAnswer extends Error {}

/**
 * Uses a proof up at `{issuer}/v1/siteverify`. A lost answer is asked for once
 * more under the same idempotency key, so that no proof is used up for nothing.
 *
 * @throws ProofError
 */
export async function redeemProof(
  proof: string,
  claims: ProofClaims,
  redeem: RedeemOptions,
  options: CheckedOptions,
): Promise<void> {
  const url = `${options.issuer}/v1/siteverify`
  const body = JSON.stringify({
    secret: redeem.secret,
    response: proof,
    ...(options.nonce !== null && { nonce: options.nonce }),
    min_acr: options.minAcr,
    ...(options.testProofs && { accept_test: true }),
    idempotency_key: redeem.idempotencyKey ?? crypto.randomUUID(),
  })
  try {
    const answer = await ask(url, body, options).catch(error => {
      if (error instanceof NoAnswer) return ask(url, body, options)
      throw error
    })
    judge(answer, claims, options)
  } catch (error) {
    if (error instanceof ProofError) throw error
    throw new ProofError('redeem_unavailable', `${url}: ${failureOf(error)}`, { cause: error })
  }
}

async function ask(url: string, body: string, { fetch, timeoutMs }: CheckedOptions): Promise<unknown> {
  const headers = { 'content-type': 'application/json', accept: 'application/json' }
  const answer = await fetchText(
    fetch,
    url,
    { method: 'POST', headers, body },
    AbortSignal.timeout(timeoutMs),
  ).catch(error => {
    throw new NoAnswer(failureOf(error))
  })
  if (answer.status >= 500) throw new NoAnswer(`HTTP ${answer.status}`)
  if (answer.status !== 200) throw new Error(`HTTP ${answer.status}`)
  try {
    return JSON.parse(answer.text)
  } catch {
    throw new Error('the answer is not JSON')
  }
}

function judge(answer: unknown, claims: ProofClaims, { issuer, now }: CheckedOptions): void {
  const { success, proof, 'error-codes': errorCodes } = Object(answer) as Record<string, unknown>
  if (success === true) {
    // Whoever answers for the server must know which proof it was.
    if (Object(proof).jti === claims.jti) return
    throw new ProofError('redeem_unavailable', `${issuer}/v1/siteverify: the answer is about another proof`)
  }
  const [code] = Array.isArray(errorCodes) ? errorCodes : []
  if (code === 'timeout-or-duplicate')
    throw new ProofError(now() < claims.exp * 1000 ? 'already_used' : 'expired')
  if (typeof code === 'string' && Object.hasOwn(codes, code)) throw new ProofError(codes[code]!)
  throw new ProofError('redeem_unavailable', `${issuer}/v1/siteverify: ${quoted(code)}`)
}
