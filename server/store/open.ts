import type { Config } from '../config.ts'
import { createSqliteStore } from './sqlite.ts'
import type { Store } from './store.ts'

/** A store that can be handed out at once, and is used once `opened` has resolved. */
export interface OpeningStore {
  store: Store
  /** Rejects with what is wrong and what to do, in words for people. */
  opened: Promise<void>
}

export interface OpenStoreOptions {
  /** Epoch milliseconds. Default `Date.now`. */
  now?: () => number
  /** Told in a sentence what an operator should know. */
  warn?: (message: string) => void
}

/**
 * Opens the configured store.
 *
 * @throws Error at once, where that is known at once
 */
export function openStore(
  { store: where, mode }: Pick<Config, 'store' | 'mode'>,
  options: OpenStoreOptions = {},
): OpeningStore {
  if (where.kind === 'sqlite') {
    return { store: createSqliteStore({ path: where.file, ...options }), opened: Promise.resolve() }
  }
  const opening = import('./redis.ts').then(({ openRedisStore }) =>
    openRedisStore({ url: where.url, isTolerant: mode === 'development', ...options }),
  )
  return laterStore(opening)
}

/** Nothing is asked of it before it is there, so `changed` needs to wait for nothing. */
function laterStore(opening: Promise<Store>): OpeningStore {
  let real: Store | undefined
  const opened = opening.then(store => {
    real = store
  })
  // Whoever awaits `opened` is told; an unhandled rejection would end somebody else's process.
  opened.catch(() => {})
  const there = () => {
    if (!real) throw new Error('The store is not open.')
    return real
  }
  return {
    opened,
    store: {
      get: async id => there().get(id),
      find: async key => there().find(key),
      commit: async change => there().commit(change),
      changed: (id, signal) => there().changed(id, signal),
      close: () =>
        opened.then(
          () => real?.close(),
          () => {},
        ),
    },
  }
}
