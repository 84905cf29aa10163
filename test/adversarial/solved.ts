import { createHash } from 'node:crypto'
import type { WorkChallenge } from '../../server/api.ts'

/**
 * The solution of a `work_required`, found as its publisher describes it, not as our widget does: the number whose
 * SHA-256 behind the salt is the challenge.
 *
 * @see https://altcha.org/docs/v2/proof-of-work/
 */
export function solved({ algorithm, challenge, maxnumber, salt, signature }: WorkChallenge): string {
  for (let number = 0; number <= maxnumber; number++) {
    if (createHash('sha256').update(`${salt}${number}`).digest('hex') !== challenge) continue
    return Buffer.from(JSON.stringify({ algorithm, challenge, number, salt, signature })).toString('base64')
  }
  throw new Error('it has no solution')
}
