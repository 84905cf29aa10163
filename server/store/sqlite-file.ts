import { closeSync, mkdirSync, openSync } from 'node:fs'
import { dirname, resolve } from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The layout of the tables below, kept in the file as `user_version`. */
export const SCHEMA_VERSION = 1

// `seq` orders records by age. `n` numbers the uses of a counter without holes between those that still
// count, so the nth latest is one look-up. Every instant is epoch milliseconds.
const SCHEMA = `
  CREATE TABLE records (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    revision INTEGER NOT NULL,
    data TEXT NOT NULL,
    delete_at INTEGER NOT NULL
  );
  CREATE INDEX records_by_delete_at ON records (delete_at);

  CREATE TABLE keys (
    key TEXT NOT NULL,
    record INTEGER NOT NULL REFERENCES records (seq) ON DELETE CASCADE,
    is_unique INTEGER NOT NULL,
    PRIMARY KEY (key, record, is_unique)
  ) WITHOUT ROWID;
  CREATE INDEX keys_by_record ON keys (record);

  CREATE TABLE uses (
    key TEXT NOT NULL,
    n INTEGER NOT NULL,
    at INTEGER NOT NULL,
    member TEXT,
    delete_at INTEGER NOT NULL,
    PRIMARY KEY (key, n)
  ) WITHOUT ROWID;
  CREATE UNIQUE INDEX uses_by_member ON uses (key, member) WHERE member IS NOT NULL;
  CREATE INDEX uses_by_delete_at ON uses (delete_at);

  CREATE TABLE marks (
    key TEXT PRIMARY KEY,
    delete_at INTEGER NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX marks_by_delete_at ON marks (delete_at);

  PRAGMA user_version = ${SCHEMA_VERSION};
`

/**
 * Opens or creates the database, its folder included, and lays out its tables.
 *
 * @throws Error that says which file, what is wrong and what to do
 */
export function openDatabase(path: string, busyTimeoutMs: number): DatabaseSync {
  let db: DatabaseSync | undefined
  try {
    if (path !== ':memory:') createFile(path)
    db = new DatabaseSync(path, { timeout: busyTimeoutMs, enableForeignKeyConstraints: true })
    // WAL lets reads continue while a change is written. FULL makes COMMIT wait for the disk: what was
    // acknowledged survives a power cut. secure_delete overwrites what is deleted.
    db.exec('PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA secure_delete = ON')
    createSchema(db)
    return db
  } catch (error) {
    db?.close()
    throw explain(path, error)
  }
}

/** For its owner only: records hold contacts. SQLite gives its `-wal` and `-shm` files the same mode. */
function createFile(path: string): void {
  mkdirSync(dirname(resolve(path)), { recursive: true, mode: 0o700 })
  closeSync(openSync(path, 'a', 0o600))
}

function createSchema(db: DatabaseSync): void {
  // Two processes that start at once must not both lay out the tables.
  db.exec('BEGIN IMMEDIATE')
  const { user_version: version } = db.prepare('PRAGMA user_version').get() as { user_version: number }
  if (version > SCHEMA_VERSION) {
    throw new Advice(
      `it was written by a newer Reachproof (schema ${version}; this one knows ${SCHEMA_VERSION})`,
      'Run the newer version, or name another file.',
    )
  }
  if (version === 0) {
    if (db.prepare('SELECT 1 FROM sqlite_schema').get()) {
      throw new Advice('it belongs to another program', 'Name another file.')
    }
    db.exec(SCHEMA)
  }
  db.exec('COMMIT')
}

class Advice extends Error {
  readonly advice: string
  constructor(message: string, advice: string) {
    super(message)
    this.advice = advice
  }
}

function explain(path: string, cause: unknown): Error {
  const what = cause instanceof Error ? cause.message : String(cause)
  return new Error(`Cannot open the store ${path}: ${what}. ${adviceFor(path, cause)}`, { cause })
}

/** @see https://www.sqlite.org/rescode.html */
function adviceFor(path: string, cause: unknown): string {
  if (cause instanceof Advice) return cause.advice
  const { errcode } = cause as { errcode?: number }
  // The low byte is the primary code; the rest only refines it.
  switch (errcode === undefined ? undefined : errcode & 0xff) {
    case 5: // SQLITE_BUSY
    case 6: // SQLITE_LOCKED
      return 'Another process holds it: stop that one first.'
    case 11: // SQLITE_CORRUPT
    case 26: // SQLITE_NOTADB
      return 'Move this file away, restore a backup, or name another file.'
    default:
      return `Let the user who runs this process write to ${dirname(resolve(path))}, or name another file.`
  }
}
