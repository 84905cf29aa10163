/**
 * What a verification needs of a database: records with a revision, keys that
 * find them, counters and marks, changed together or not at all.
 *
 * A store knows nothing of verifications. Keys, counters and marks reach it as
 * keyed hashes, so it never holds a contact in one of them. `contract.ts` is
 * the suite that every store passes.
 */
export interface Store {
  /** The record, or undefined when it is unknown or its `deleteAt` has passed. */
  get(id: string): Promise<StoredRecord | undefined>

  /** The records that hold `key`, unique or shared, oldest first, at most 20. */
  find(key: string): Promise<StoredRecord[]>

  /**
   * Makes one change, all of it or none of it. Resolves once it is durable.
   * Rejects only when the store itself fails; what the change runs into is a result.
   */
  commit(change: Change): Promise<CommitResult>

  /**
   * Resolves at the next commit to the record that happens after this call, or when `signal` aborts.
   * Subscribe first, then read, then wait: nothing in between is lost.
   */
  changed(id: string, signal: AbortSignal): Promise<void>

  close(): Promise<void>
}

export interface StoredRecord {
  id: string
  /** 1 for the first commit of a record; the caller raises it with each change. */
  revision: number
  /** Opaque to the store. */
  data: string
}

export interface Change {
  put?: Put
  /** Made in this order: each sees the uses of those before it. */
  take?: Take[]
  /** Counters to forget, applied after every `take` was granted. */
  clear?: string[]
  once?: Mark[]
  /**
   * Records to delete whole, with their keys, whatever their revision; unknown ids are none. Applied last.
   * Whoever changes one of them at that moment runs into a conflict.
   */
  remove?: string[]
}

export interface Put extends StoredRecord {
  /** The revision this change was made from: 0 for a new record. Any other stored revision is a conflict. */
  from: number
  /** Only one live record may hold each of these. They replace the record's earlier ones. */
  unique: string[]
  /** Any number of records may hold each of these. They replace the record's earlier ones. */
  shared: string[]
  /** Epoch milliseconds: from then on the record does not exist, and a sweep deletes it whole. */
  deleteAt: number
}

/** One use of a budget: granted while fewer than the limit lie within every window. */
export interface Take {
  key: string
  /** Window in seconds → how many uses it grants. */
  windows: Readonly<Record<number, number>>
  /** Seconds that must lie between this use and the last: the first entry after one use in the longest window, … the last entry from then on. */
  gaps?: readonly number[]
  /** When given, the windows count distinct members instead of uses. */
  member?: string
  /**
   * Default `enforce`. `record` counts and reports, but never refuses.
   * `ask` refuses, but counts nothing: the budget is somebody else's to use.
   */
  mode?: 'enforce' | 'record' | 'ask'
}

/** Something that happens at most once, such as a provider's message id. */
export interface Mark {
  key: string
  /** How long it is remembered. */
  ttlSeconds: number
}

/**
 * What became of a change. With several things wrong the first of these is told: conflict, taken, duplicate, limit;
 * of several used-up budgets the one that has room last.
 */
export type CommitResult =
  | { ok: true /** Takes of mode `record` that were over their limit. */; recorded: string[] }
  /** The record has another revision than `from`: read again and decide again. */
  | { ok: false; reason: 'conflict' }
  /** Another live record holds one of the unique keys. */
  | { ok: false; reason: 'taken'; key: string }
  /** A mark was made before. */
  | { ok: false; reason: 'duplicate'; key: string }
  /** A budget is used up; it has room again after `retryAfterSeconds` (rounded up, at least 1). */
  | { ok: false; reason: 'limit'; key: string; retryAfterSeconds: number }
