/**
 * Who waits for the next change of a record. A waiter is one closure and one
 * abort listener, no timer: 10,000 browsers may wait at once.
 */
export interface Waiters {
  /** Resolves at the next `wake(id)`, or when `signal` aborts. Counts from the call itself. */
  wait(id: string, signal: AbortSignal): Promise<void>
  wake(id: string): void
  /** Wakes everybody, and whoever comes later at once: the store is closing. */
  close(): void
}

/** An empty set of waiters. */
export function createWaiters(): Waiters {
  const byId = new Map<string, Set<() => void>>()
  let closed = false

  function wake(id: string): void {
    for (const leave of byId.get(id) ?? []) leave()
  }

  return {
    wait(id, signal) {
      if (closed || signal.aborted) return Promise.resolve()
      return new Promise(resolve => {
        const waiting = byId.get(id) ?? new Set()
        const leave = () => {
          signal.removeEventListener('abort', leave)
          waiting.delete(leave)
          if (waiting.size === 0 && byId.get(id) === waiting) byId.delete(id)
          resolve()
        }
        byId.set(id, waiting.add(leave))
        signal.addEventListener('abort', leave)
      })
    },

    wake,

    close() {
      closed = true
      for (const id of [...byId.keys()]) wake(id)
    },
  }
}
