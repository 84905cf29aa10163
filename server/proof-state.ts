import { type Rules, raised, type Verification } from './verification.ts'

/** What becomes of the proof of a verified verification: pure functions, as in `verification.ts`. */

/** Proofs of one verification, the first included. */
const maxProofs = 11

/** The proof of a verified one is void from now on. */
export function revoke(v: Verification): Verification {
  return v.proof && !v.proof.revoked ? raised(v, { proof: { ...v.proof, revoked: true } }) : v
}

/** Whether a fresh proof can be had without a message. */
export function canRenew(v: Verification, rules: Rules, now: number): boolean {
  return (
    v.proof !== null &&
    !v.proof.revoked &&
    v.proof.n < maxProofs &&
    now < v.verifiedAt! + rules.refreshSeconds * 1000
  )
}

/** A fresh proof; the one before it can no longer be redeemed. */
export function renew(v: Verification, nonce: string | null, now: number): Verification {
  return raised(v, { nonce: nonce ?? v.nonce, proof: { ...v.proof!, n: v.proof!.n + 1, issuedAt: now } })
}

/** What redeeming proof number `n` comes to. The same key is answered the same again. */
export function canRedeem(
  v: Verification,
  n: number,
  key: string | null,
): 'yes' | 'again' | 'used' | 'revoked' {
  if (!v.proof || v.proof.revoked) return 'revoked'
  const earlier = v.proof.redeemed.find(one => one.n === n)
  if (earlier) return key !== null && earlier.key === key ? 'again' : 'used'
  return n === v.proof.n ? 'yes' : 'used'
}

export function redeem(v: Verification, n: number, key: string | null): Verification {
  const proof = v.proof!
  return raised(v, { proof: { ...proof, redeemed: [...proof.redeemed, { n, key }] } })
}
