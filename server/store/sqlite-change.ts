import type { DatabaseSync } from 'node:sqlite'
import type { Change, CommitResult, Mark, Put, Take } from './store.ts'
import { grantedAt, keepMs, retryAfterSeconds, type Uses } from './window.ts'

/** Most budgets are small: this many of the latest uses answer them with one query. */
const USES_READ_AT_ONCE = 8

type Refusal = Extract<CommitResult, { ok: false }>

/**
 * Prepares the statements of a change, and returns the function that makes one.
 *
 * It runs inside the caller's savepoint and writes as it goes: unless the result
 * is `ok`, the caller rolls back to where it began. What is wrong is looked for
 * in the order conflict, taken, duplicate, limit, so that a caller with an
 * outdated record always learns that first.
 */
export function prepareChanges(db: DatabaseSync): (change: Change, now: number) => CommitResult {
  const recordById = db.prepare('SELECT seq, revision, delete_at FROM records WHERE id = ?')
  const insertRecord = db.prepare('INSERT INTO records (id, revision, data, delete_at) VALUES (?, ?, ?, ?)')
  const updateRecord = db.prepare('UPDATE records SET revision = ?, data = ?, delete_at = ? WHERE seq = ?')
  const deleteRecord = db.prepare('DELETE FROM records WHERE seq = ?')
  const deleteById = db.prepare('DELETE FROM records WHERE id = ?')

  const otherHolder = db.prepare(
    `SELECT 1 FROM keys JOIN records ON seq = record
     WHERE key = ? AND is_unique = 1 AND id <> ? AND delete_at > ? LIMIT 1`,
  )
  const keysOfRecord = db.prepare('SELECT key, is_unique FROM keys WHERE record = ?')
  const insertKey = db.prepare('INSERT OR IGNORE INTO keys (key, record, is_unique) VALUES (?, ?, ?)')
  const deleteKey = db.prepare('DELETE FROM keys WHERE key = ? AND record = ? AND is_unique = ?')

  const insertMark = db.prepare(
    `INSERT INTO marks (key, delete_at) VALUES (?, ?)
     ON CONFLICT (key) DO UPDATE SET delete_at = excluded.delete_at WHERE marks.delete_at <= ?`,
  )

  const latestUses = db.prepare(
    `SELECT n, at FROM uses WHERE key = ? ORDER BY n DESC LIMIT ${USES_READ_AT_ONCE}`,
  )
  const useByNumber = db.prepare('SELECT at FROM uses WHERE key = ? AND n = ?')
  const useByRank = db.prepare('SELECT at FROM uses WHERE key = ? ORDER BY n DESC LIMIT 1 OFFSET ?')
  const useByMember = db.prepare('SELECT at FROM uses WHERE key = ? AND member = ?')
  const insertUse = db.prepare(
    `INSERT INTO uses (key, n, at, member, delete_at) VALUES (?, ?, ?, ?, ?)
     ON CONFLICT (key, member) WHERE member IS NOT NULL
     DO UPDATE SET n = excluded.n, at = excluded.at, delete_at = excluded.delete_at`,
  )
  const deleteUses = db.prepare('DELETE FROM uses WHERE key = ?')

  function findTaken(put: Put, now: number): Refusal | undefined {
    const key = put.unique.find(key => otherHolder.get(key, put.id, now))
    return key === undefined ? undefined : { ok: false, reason: 'taken', key }
  }

  function makeMarks(marks: Mark[], now: number): Refusal | undefined {
    for (const { key, ttlSeconds } of marks) {
      const { changes } = insertMark.run(key, now + ttlSeconds * 1000, now)
      if (changes === 0) return { ok: false, reason: 'duplicate', key }
    }
  }

  /** Refused by several budgets, a change is told the one that has room last: before, a retry is in vain. */
  function takeAll(takes: Take[], now: number): CommitResult {
    const recorded: string[] = []
    let refusal: (Refusal & { reason: 'limit' }) | undefined
    for (const take of takes) {
      const at = takeOne(take, now)
      if (at <= now) continue
      if (take.mode === 'record') {
        recorded.push(take.key)
        continue
      }
      const wait = retryAfterSeconds(take, at, now)
      if (refusal && refusal.retryAfterSeconds >= wait) continue
      refusal = { ok: false, reason: 'limit', key: take.key, retryAfterSeconds: wait }
    }
    return refusal ?? { ok: true, recorded }
  }

  /** Counts the use if it is granted, or only recorded. Returns when it is granted: `now`, or later. */
  function takeOne(take: Take, now: number): number {
    const latest = latestUses.all(take.key) as { n: number; at: number }[]
    const at = grantedAt(take, usesOf(take, latest), now)
    if (take.mode === 'record' || (at <= now && take.mode !== 'ask')) {
      const n = (latest[0]?.n ?? 0) + 1
      // A clock that was set back must not put the uses out of order.
      const usedAt = Math.max(now, latest[0]?.at ?? now)
      insertUse.run(take.key, n, usedAt, take.member ?? null, usedAt + keepMs(take))
    }
    return at
  }

  function usesOf({ key, member }: Take, latest: { n: number; at: number }[]): Uses {
    const beyond = (n: number): unknown => {
      if (latest.length < USES_READ_AT_ONCE) return undefined
      // A member that returns moves to the front and leaves a hole, so there numbers say nothing of the rank.
      return member === undefined ? useByNumber.get(key, latest[0]!.n - n + 1) : useByRank.get(key, n - 1)
    }
    return {
      nthLatest: n => (latest[n - 1] ?? (beyond(n) as { at: number } | undefined))?.at,
      ownLatest: member === undefined ? undefined : (useByMember.get(key, member)?.at as number | undefined),
    }
  }

  function writeKeys(record: number | bigint, put: Put): void {
    const name = (key: string, isUnique: number) => `${isUnique}${key}`
    const wanted = new Map<string, { key: string; isUnique: number }>()
    for (const key of put.unique) wanted.set(name(key, 1), { key, isUnique: 1 })
    for (const key of put.shared) wanted.set(name(key, 0), { key, isUnique: 0 })
    // Most changes keep the keys: what is there already is not written again.
    for (const held of keysOfRecord.all(record) as { key: string; is_unique: number }[]) {
      if (!wanted.delete(name(held.key, held.is_unique))) deleteKey.run(held.key, record, held.is_unique)
    }
    for (const { key, isUnique } of wanted.values()) insertKey.run(key, record, isUnique)
  }

  return (change, now) => {
    const { put } = change
    const stored = put && (recordById.get(put.id) as StoredRow | undefined)
    const live = stored && stored.delete_at > now ? stored : undefined

    if (put) {
      if ((live?.revision ?? 0) !== put.from) return { ok: false, reason: 'conflict' }
      const taken = findTaken(put, now)
      if (taken) return taken
    }
    const duplicate = makeMarks(change.once ?? [], now)
    if (duplicate) return duplicate
    const result = takeAll(change.take ?? [], now)
    if (!result.ok) return result

    if (put && live) {
      updateRecord.run(put.revision, put.data, put.deleteAt, live.seq)
      writeKeys(live.seq, put)
    } else if (put) {
      // Expired, but not swept yet.
      if (stored) deleteRecord.run(stored.seq)
      const { lastInsertRowid } = insertRecord.run(put.id, put.revision, put.data, put.deleteAt)
      writeKeys(lastInsertRowid, put)
    }
    for (const key of change.clear ?? []) deleteUses.run(key)
    for (const id of change.remove ?? []) deleteById.run(id)
    return result
  }
}

interface StoredRow {
  seq: number
  revision: number
  delete_at: number
}
