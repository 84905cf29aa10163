/** Remembers which proofs were used, until they expire. */
export interface Seen {
  /**
   * Takes note of a proof, in one step that no other process can come between:
   * `SET jti 1 NX PXAT expiresAt` in Redis, an insert into a unique column in SQL.
   *
   * @param expiresAt epoch milliseconds; afterwards the entry can be dropped
   * @returns whether it was new; anything but a boolean is refused
   */
  add(jti: string, expiresAt: number): boolean | Promise<boolean>
}

/**
 * A `Seen` for a backend that is one process: it is lost at a restart and not
 * shared with other processes.
 *
 * When it is full of proofs that have not expired it throws, and proofs are
 * refused: forgetting one would let it be used again.
 *
 * @param maxEntries default 100,000: with proofs that live for 300 s, that is 333 a second
 * @param now epoch milliseconds; default `Date.now`
 */
export function memorySeen({ maxEntries = 100_000, now = Date.now } = {}): Seen {
  const expiries = new Map<string, number>()

  /** Maps keep the order of insertion, so the first ones are about the first to expire. */
  function dropExpired(at: number): void {
    for (const [jti, expiresAt] of expiries) {
      if (expiresAt > at) return
      expiries.delete(jti)
    }
  }

  return {
    add(jti, expiresAt) {
      dropExpired(now())
      if (expiries.has(jti)) return false
      if (expiries.size >= maxEntries) throw new Error(`memorySeen holds ${maxEntries} proofs and is full`)
      expiries.set(jti, expiresAt)
      return true
    },
  }
}
