import type { WorkChallenge } from '../server/api.ts'
import type { Problem } from './client.ts'
import { platform } from './platform.ts'

/**
 * Asks the server, does the work that it asks for, and asks again; twice at most.
 *
 * @param ask given the solution, once there is one
 * @param wanted false as soon as nobody waits for it any more
 */
export async function working<T>(
  ask: (work?: string) => Promise<T>,
  wanted: () => boolean,
  rounds = 2,
  work?: string,
): Promise<T> {
  try {
    return await ask(work)
  } catch (thrown) {
    const challenge = (thrown as Problem).work
    const solution = rounds && challenge && (await solve(challenge, wanted))
    if (!solution) throw thrown
    return working(ask, wanted, rounds - 1, solution)
  }
}

/**
 * Finds the number, a few milliseconds at a time, so that the page stays alive. Without a worker or `crypto.subtle`:
 * a policy may forbid the one, a page over http lacks the other, and a call of it takes longer than a hash.
 */
export async function solve(
  { algorithm, challenge, maxnumber, salt, signature }: WorkChallenge,
  wanted: () => boolean,
): Promise<string | undefined> {
  const target = challenge.match(/.{8}/g)!.map(word => Number.parseInt(word, 16) | 0)
  let pauseAt = platform.now() + 6
  for (let number = 0; number <= maxnumber; number++) {
    if (sha256(salt + number).every((word, i) => word === target[i]))
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }))
    if (number & 31 || platform.now() < pauseAt) continue
    await new Promise<void>(done => platform.setTimeout(done, 0))
    if (!wanted()) return
    pauseAt = platform.now() + 6
  }
}

/** The first 32 bits of the fractional parts of the cube roots, and of the square roots, of the first primes. */
const cubeRoots: number[] = []
const squareRoots: number[] = []
/** The message schedule; a new one for every hash would take half as long again. */
const w = new Int32Array(64)
for (let n = 2; !cubeRoots[63]; n++) {
  let divisor = 2
  while (n % divisor) divisor++
  if (divisor < n) continue
  cubeRoots.push((Math.cbrt(n) * 2 ** 32) | 0)
  squareRoots.push((Math.sqrt(n) * 2 ** 32) | 0)
}

/**
 * @param text ASCII
 * @returns eight words of 32 bits
 * @see https://doi.org/10.6028/NIST.FIPS.180-4 §6.2
 */
export function sha256(text: string): Int32Array {
  const hash = Int32Array.from(squareRoots.slice(0, 8))
  const padded = new Int32Array(((text.length + 72) >> 6) * 16)
  const bytes = `${text}\x80`
  for (let i = 0; i < bytes.length; i++) padded[i >> 2]! |= bytes.charCodeAt(i) << (24 - (i % 4) * 8)
  padded[padded.length - 1] = text.length * 8
  for (let at = 0; at < padded.length; at += 16) {
    let [a, b, c, d, e, f, g, h] = hash as unknown as [
      number,
      number,
      number,
      number,
      number,
      number,
      number,
      number,
    ]
    for (let i = 0; i < 64; i++) {
      const x = w[i - 15]!
      const y = w[i - 2]!
      w[i] =
        i < 16
          ? padded[at + i]!
          : w[i - 16]! +
            w[i - 7]! +
            (turn(x, 7) ^ turn(x, 18) ^ (x >>> 3)) +
            (turn(y, 17) ^ turn(y, 19) ^ (y >>> 10))
      const one = h + w[i]! + cubeRoots[i]! + (turn(e, 6) ^ turn(e, 11) ^ turn(e, 25)) + (g ^ (e & (f ^ g)))
      const two = (turn(a, 2) ^ turn(a, 13) ^ turn(a, 22)) + ((a & b) | (c & (a | b)))
      h = g
      g = f
      f = e
      e = (d + one) | 0
      d = c
      c = b
      b = a
      a = (one + two) | 0
    }
    ;[a, b, c, d, e, f, g, h].forEach((word, i) => {
      hash[i]! += word
    })
  }
  return hash
}

const turn = (word: number, by: number) => (word >>> by) | (word << (32 - by))
