import type { DatabaseSync } from 'node:sqlite'
import { prepareChanges } from './sqlite-change.ts'
import { openDatabase } from './sqlite-file.ts'
import type { Change, CommitResult, Store, StoredRecord } from './store.ts'
import { createWaiters } from './waiters.ts'

/** Expired rows of each table that one commit deletes: more than a commit writes, so they never pile up. */
const ROWS_SWEPT_PER_COMMIT = 32
/** The most that one transaction deletes of each table, so that nobody waits long for a sweep. */
const ROWS_SWEPT_AT_MOST = 1000
/** How often a store that nobody writes to is swept. */
const IDLE_SWEEP_MS = 1000
/** How long the write-ahead log may hold earlier contents of the file before it is emptied. */
const LOG_KEPT_MS = 60_000

/** Where the embedded store keeps its data. */
export interface SqliteOptions {
  /** A file, created with its folder when missing, or `:memory:`. */
  path: string
  /** Epoch milliseconds. Default `Date.now`. */
  now?: () => number
  /** How long to wait for another process that writes to the file. Default 5,000. */
  busyTimeoutMs?: number
}

interface Queued {
  change: Change
  resolve(result: CommitResult): void
  reject(error: unknown): void
}

/**
 * The embedded store: one file, one process. (Several may share the file, but
 * `changed` sees only the commits of its own.)
 *
 * All commits of one tick of the event loop share a transaction and so one wait
 * for the disk; each has its own savepoint, so one that is refused or fails
 * leaves the others.
 *
 * @throws Error when the file cannot be opened, saying why and what to do
 * @see https://www.sqlite.org/wal.html
 */
export function createSqliteStore({ path, now = Date.now, busyTimeoutMs = 5000 }: SqliteOptions): Store {
  const db = openDatabase(path, busyTimeoutMs)
  const apply = prepareChanges(db)
  const sweep = prepareSweep(db)
  const waiters = createWaiters()

  const begin = db.prepare('BEGIN IMMEDIATE')
  const commit = db.prepare('COMMIT')
  const rollback = db.prepare('ROLLBACK')
  const savepoint = db.prepare('SAVEPOINT change')
  const rollbackTo = db.prepare('ROLLBACK TO change')
  const release = db.prepare('RELEASE change')
  const checkpoint = db.prepare('PRAGMA wal_checkpoint(TRUNCATE)')
  const recordById = db.prepare('SELECT id, revision, data FROM records WHERE id = ? AND delete_at > ?')
  const recordsByKey = db.prepare(
    `SELECT id, revision, data FROM keys JOIN records ON seq = record
     WHERE key = ? AND delete_at > ? GROUP BY record ORDER BY record LIMIT 20`,
  )

  let queue: Queued[] = []
  let flushing: NodeJS.Immediate | undefined
  let closed = false
  // A process that was killed may have left a log.
  let logEmptiedAt = Number.NEGATIVE_INFINITY
  let logHoldsMore = true

  /** Runs `work` in a transaction and returns what it returned, once that is on the disk. */
  function transact<T>(work: () => T): T {
    begin.run()
    try {
      const result = work()
      commit.run()
      return result
    } catch (error) {
      // After a full disk or an I/O error SQLite may have rolled back by itself.
      if (db.isTransaction) rollback.run()
      throw error
    }
  }

  /** Makes one change of a transaction, or none of it. Returns how to tell its caller after the COMMIT. */
  function attempt({ change, resolve, reject }: Queued, at: number): () => void {
    savepoint.run()
    let tell: () => void
    let keep = false
    try {
      const result = apply(change, at)
      keep = result.ok
      tell = () => {
        resolve(result)
        if (!result.ok) return
        if (change.put) waiters.wake(change.put.id)
        for (const id of change.remove ?? []) waiters.wake(id)
      }
    } catch (error) {
      // Without its transaction the whole batch is lost, not this change alone.
      if (!db.isTransaction) throw error
      tell = () => reject(error)
    }
    if (!keep) rollbackTo.run()
    release.run()
    return tell
  }

  function flush(): void {
    flushing = undefined
    const batch = queue
    queue = []
    if (batch.length === 0) return
    let tellAll: (() => void)[]
    try {
      tellAll = transact(() => {
        const at = now()
        const made = batch.map(queued => attempt(queued, at))
        sweep(at, Math.min(ROWS_SWEPT_PER_COMMIT * batch.length, ROWS_SWEPT_AT_MOST))
        return made
      })
      logHoldsMore = true
    } catch (error) {
      tellAll = batch.map(
        ({ reject }) =>
          () =>
            reject(error),
      )
    }
    for (const tell of tellAll) tell()
  }

  /** What was deleted or replaced is still readable in the log until the file has taken it over. */
  function emptyLog(at: number): void {
    // Nothing is waited for: while another process reads, it is tried again with the next sweep.
    db.exec('PRAGMA busy_timeout = 0')
    try {
      const { busy } = checkpoint.get() as { busy: number }
      if (busy) return
      logEmptiedAt = at
      logHoldsMore = false
    } finally {
      db.exec(`PRAGMA busy_timeout = ${busyTimeoutMs}`)
    }
  }

  const sweeping = setInterval(() => {
    try {
      const at = now()
      if (transact(() => sweep(at, ROWS_SWEPT_AT_MOST)) > 0) logHoldsMore = true
      if (logHoldsMore && Math.abs(at - logEmptiedAt) >= LOG_KEPT_MS) emptyLog(at)
    } catch {
      // Nobody asked for it, and the next commit reports what is wrong with the file.
    }
  }, IDLE_SWEEP_MS).unref()

  return {
    async get(id) {
      return copy(recordById.get(id, now()))
    },

    async find(key) {
      return recordsByKey.all(key, now()).map(row => copy(row)!)
    },

    commit(change) {
      if (closed) return Promise.reject(new Error('The store is closed.'))
      return new Promise((resolve, reject) => {
        queue.push({ change, resolve, reject })
        flushing ??= setImmediate(flush)
      })
    },

    changed(id, signal) {
      return waiters.wait(id, signal)
    },

    async close() {
      if (closed) return
      closed = true
      clearInterval(sweeping)
      clearImmediate(flushing)
      flush()
      checkpoint.get()
      db.close()
      waiters.close()
    },
  }
}

/** Deletes what is past its `delete_at`, at most `rows` of each kind, and returns how much that was. */
function prepareSweep(db: DatabaseSync): (now: number, rows: number) => number {
  const statements = [
    'DELETE FROM records WHERE seq IN (SELECT seq FROM records WHERE delete_at <= ? LIMIT ?)',
    'DELETE FROM uses WHERE (key, n) IN (SELECT key, n FROM uses WHERE delete_at <= ? LIMIT ?)',
    'DELETE FROM marks WHERE key IN (SELECT key FROM marks WHERE delete_at <= ? LIMIT ?)',
  ].map(sql => db.prepare(sql))
  return (now, rows) => statements.reduce((sum, one) => sum + Number(one.run(now, rows).changes), 0)
}

/** SQLite's rows have no prototype; callers compare and spread ordinary objects. */
function copy(row: Record<string, unknown> | undefined): StoredRecord | undefined {
  return row && { ...(row as unknown as StoredRecord) }
}
