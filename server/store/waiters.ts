/**
 * Who waits for the next change of a record. A waiter is one closure and one
 * abort listener, no timer: 10,000 browsers may wait at once.
 */
export interface Waiters {
  /**
   * Resolves at the next `wake(id)`, or when `signal` aborts. Counts from the call itself; where changes are numbered
   * and may be heard of late, only those after the change `since` count.
   */
  wait(id: string, signal: AbortSignal, since?: number): Promise<void>
  /** @param number of the change; by default later than all */
  wake(id: string, number?: number): void
  /** Wakes everybody: something may have been missed. */
  wakeAll(): void
  /** Wakes everybody, and whoever comes later at once: the store is closing. */
  close(): void
}

/** An empty set of waiters. */
export function createWaiters(): Waiters {
  const byId = new Map<string, Map<() => void, number>>()
  let closed = false

  function wake(id: string, number = Number.POSITIVE_INFINITY): void {
    for (const [leave, since] of byId.get(id) ?? []) if (since < number) leave()
  }

  function wakeAll(): void {
    for (const id of [...byId.keys()]) wake(id)
  }

  return {
    wait(id, signal, since = 0) {
      if (closed || signal.aborted) return Promise.resolve()
      return new Promise(resolve => {
        const waiting = byId.get(id) ?? new Map<() => void, number>()
        const leave = () => {
          signal.removeEventListener('abort', leave)
          waiting.delete(leave)
          if (waiting.size === 0 && byId.get(id) === waiting) byId.delete(id)
          resolve()
        }
        byId.set(id, waiting.set(leave, since))
        signal.addEventListener('abort', leave)
      })
    },

    wake,
    wakeAll,

    close() {
      closed = true
      wakeAll()
    },
  }
}
