import { createHash } from 'node:crypto'
import type { WorkChallenge } from '../server/api.ts'

/**
 * Does the work as its publisher describes it, not as our widget does: any client can with a SHA-256.
 *
 * @see https://altcha.org/docs/v2/proof-of-work/
 */
export function solveWork(work: WorkChallenge): string {
  return solutionOf(work, numberOf(work))
}

/** The number that was looked for. Throws when there is none. */
export function numberOf({ challenge, maxnumber, salt }: WorkChallenge): number {
  for (let number = 0; number <= maxnumber; number++) {
    if (createHash('sha256').update(`${salt}${number}`).digest('hex') === challenge) return number
  }
  throw new Error('no number up to maxnumber solves this')
}

export function solutionOf(work: WorkChallenge, number: unknown, more: Record<string, unknown> = {}): string {
  const { algorithm, challenge, salt, signature } = work
  const fields = { algorithm, challenge, number, salt, signature, took: 12, ...more }
  return Buffer.from(JSON.stringify(fields)).toString('base64')
}
