import { createHmac } from 'node:crypto'
import { z } from 'zod'
import type { WorkChallenge } from './api.ts'
import { equalStrings, subkey } from './secrets.ts'
import type { Mark } from './store/store.ts'

/**
 * Work before a send: the browser looks for the number whose SHA-256, behind a
 * salt, is the one that we say. That costs a visitor nothing that one notices, and
 * whoever starts thousands of verifications all of his processors.
 *
 * Nothing is stored until a solution is used: the signature of a challenge says
 * that it is ours, and for what it was made.
 *
 * @see https://altcha.org/docs/v2/proof-of-work/ the published scheme, version 1
 */
export interface Work {
  /**
   * New work, good for 300 s and for `subject` alone.
   *
   * @param site its key: each site has its own pressure, and so its own difficulty
   * @param subject what goes on once it is done
   */
  challenge(site: string, subject: string): Promise<WorkChallenge>
  /**
   * Whether `solution`, base64 of JSON as ALTCHA's own widget sends it, was found for `subject`.
   * It is good once: who lets something go on for it stores the mark in the same commit.
   */
  check(solution: string, subject: string): Promise<WorkCheck>
}

export type WorkCheck = { result: 'ok'; mark: Mark } | { result: 'bad' | 'expired' }

const lifeSeconds = 300
const leastBits = 14
const mostBits = 17
const pressureMs = 60_000

/** Four times that of a solution of ours; nothing longer is parsed. */
export const longestSolution = 1400

/** In the one form that we write: a salt that one may shift digits out of, or into, has more than one reading. */
const solutionShape = z.object({
  algorithm: z.literal('SHA-256'),
  challenge: z.string(),
  number: z
    .int()
    .min(0)
    .max(2 ** mostBits),
  salt: z.string().regex(/^[\da-f]{24}\?expires=\d{10}&$/),
  signature: z.string(),
})

/**
 * @param options.pepper the first one makes, all of them are accepted
 * @param options.now epoch milliseconds
 */
export function createWork({ pepper, now }: { pepper: readonly Uint8Array[]; now: () => number }): Work {
  const keys = pepper.map(one => subkey(one, 'work'))
  const pressures = new Map<string, Pressure>()

  return {
    async challenge(site, subject) {
      const pressure = risen(pressures.get(site), now())
      pressures.set(site, pressure)
      const maxnumber = 2 ** bitsFor(pressure, now())
      const { challenge, salt, signature } = await altcha({
        hmacKey: keyFor(keys[0]!, subject),
        maxnumber,
        expires: new Date(now() + lifeSeconds * 1000),
      })
      return { algorithm: 'SHA-256', challenge, maxnumber, salt, signature }
    },

    async check(solution, subject) {
      const read = readSolution(solution)
      if (!read) return { result: 'bad' }
      const { number, salt, challenge, signature } = read
      if (Number(/\d{10}/.exec(salt.slice(24))![0]) * 1000 <= now()) return { result: 'expired' }
      for (const key of keys) {
        // ALTCHA's own check compares with ===, and asks the system for the time.
        const made = await altcha({ hmacKey: keyFor(key, subject), number, salt })
        if (equalStrings(made.signature, signature) && made.challenge === challenge) {
          return { result: 'ok', mark: { key: `work|${signature}`, ttlSeconds: lifeSeconds } }
        }
      }
      return { result: 'bad' }
    },
  }
}

/** Askings of this minute and of the one before. */
interface Pressure {
  since: number
  asked: number
  before: number
}

function risen(pressure: Pressure | undefined, at: number): Pressure {
  if (!pressure || at - pressure.since >= 2 * pressureMs) return { since: at, asked: 1, before: 0 }
  const { since, asked, before } = pressure
  if (at - since < pressureMs) return { since, asked: asked + 1, before }
  return { since: since + pressureMs, asked: 1, before: asked }
}

/** One bit more at 32 askings in a minute, at 128 and at 512: each bit is twice the work. */
function bitsFor({ since, asked, before }: Pressure, at: number): number {
  const perMinute = asked + before * (1 - (at - since) / pressureMs)
  return Math.min(mostBits, leastBits + Math.max(0, Math.floor(Math.log2(perMinute / 8) / 2)))
}

/** The subject is in the key, so what was found for one is not signed for another. */
function keyFor(key: Uint8Array, subject: string): string {
  return createHmac('sha256', key).update(subject).digest('base64url')
}

async function altcha(options: import('altcha-lib/v1/types').ChallengeOptions) {
  // Loaded when somebody is asked for the first time: most servers never ask.
  const { createChallenge } = await import('altcha-lib/v1')
  return createChallenge({ algorithm: 'SHA-256', ...options })
}

function readSolution(text: string): z.output<typeof solutionShape> | undefined {
  if (text.length > longestSolution) return undefined
  try {
    return solutionShape.safeParse(JSON.parse(Buffer.from(text, 'base64').toString('utf8'))).data
  } catch {
    return undefined
  }
}
