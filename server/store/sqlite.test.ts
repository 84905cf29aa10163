import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { DatabaseSync } from 'node:sqlite'
import fc from 'fast-check'
import { afterAll, describe, expect, onTestFinished, test, vi } from 'vitest'
import { storeContract } from './contract.ts'
import { createSqliteStore } from './sqlite.ts'
import { SCHEMA_VERSION } from './sqlite-file.ts'
import type { Put, Store } from './store.ts'
import { grantedAt, retryAfterSeconds } from './window.ts'

const folder = mkdtempSync(join(tmpdir(), 'reachproof-store-'))
afterAll(() => rmSync(folder, { recursive: true }))
let files = 0
const newFile = () => join(folder, `${++files}`, 'store.db')

const GRANTED = { ok: true, recorded: [] }
const put = (id: string, more: Partial<Put> = {}): Put => ({
  id,
  from: 0,
  revision: 1,
  data: id,
  unique: [],
  shared: [],
  deleteAt: Number.MAX_SAFE_INTEGER,
  ...more,
})

/** A store that is closed with the test. */
function open(options: Parameters<typeof createSqliteStore>[0]): Store {
  const store = createSqliteStore(options)
  onTestFinished(() => store.close())
  return store
}

/** A second connection to the file, as another program would open it. */
function inspect(path: string): DatabaseSync {
  const db = new DatabaseSync(path)
  onTestFinished(() => db.close())
  return db
}

describe('in memory', () => {
  test.each(storeContract)('$name', ({ run }) =>
    run(({ now }) => createSqliteStore({ path: ':memory:', now })),
  )
})

describe('in a file', () => {
  test.each(storeContract)('$name', ({ run }) =>
    run(({ now }) => createSqliteStore({ path: newFile(), now })),
  )

  test('records, keys, counters and marks are there after closing and opening', async () => {
    const path = newFile()
    const now = () => 1_000_000
    const take = [{ key: 'k', windows: { 60: 1 } }]
    const mark = [{ key: 'm', ttlSeconds: 60 }]
    const first = createSqliteStore({ path, now })
    await first.commit({ put: put('a', { unique: ['u'], shared: ['s'] }), take, once: mark })
    await first.close()

    const second = open({ path, now })
    expect(await second.get('a')).toEqual({ id: 'a', revision: 1, data: 'a' })
    expect(await second.find('s')).toHaveLength(1)
    expect(await second.commit({ put: put('b', { unique: ['u'] }) })).toMatchObject({ reason: 'taken' })
    expect(await second.commit({ once: mark })).toMatchObject({ reason: 'duplicate' })
    expect(await second.commit({ take })).toMatchObject({ reason: 'limit', retryAfterSeconds: 60 })
  })

  test('closing leaves one file, readable by its owner alone', async () => {
    const path = newFile()
    const store = createSqliteStore({ path })
    await store.commit({ put: put('a') })
    expect(statSync(`${path}-wal`).mode & 0o777).toBe(0o600)
    await store.close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    expect(() => statSync(`${path}-wal`)).toThrow('ENOENT')
  })

  test('the same file opens in two places, and neither loses a change of the other', async () => {
    const path = newFile()
    const [one, two] = [open({ path }), open({ path })]
    await one.commit({ put: put('a') })
    expect(await two.commit({ put: put('a') })).toEqual({ ok: false, reason: 'conflict' })
    expect(await two.commit({ put: put('a', { from: 1, revision: 2 }) })).toEqual(GRANTED)
    expect((await one.get('a'))?.revision).toBe(2)
  })

  test('a process killed at any moment loses nothing that it acknowledged', async () => {
    const path = newFile()
    const child = runScript(
      'exec "$@"',
      `const store = createSqliteStore({ path: ${JSON.stringify(path)} })
       for (let i = 0; ; i += 3) {
         await Promise.all([i, i + 1, i + 2].map(n => store.commit({
           put: { id: 'r' + n, from: 0, revision: 1, data: 'd', unique: ['u' + n], shared: [], deleteAt: 1e15 },
           once: [{ key: 'm' + n, ttlSeconds: 1e6 }],
         }).then(({ ok }) => ok && console.log(n))))
       }`,
    )
    const exited = once(child, 'exit')
    const acknowledged: number[] = []
    for await (const line of createInterface(child.stdout)) {
      acknowledged.push(Number(line))
      if (acknowledged.length === 300) child.kill('SIGKILL')
    }
    expect(await exited).toEqual([null, 'SIGKILL'])

    const store = open({ path })
    expect(acknowledged.length).toBeGreaterThanOrEqual(300)
    for (const n of acknowledged) {
      expect(await store.get(`r${n}`)).toMatchObject({ revision: 1 })
      expect(await store.find(`u${n}`)).toHaveLength(1)
      expect(await store.commit({ once: [{ key: `m${n}`, ttlSeconds: 60 }] })).toMatchObject({ ok: false })
    }
  })

  test('a disk that is full rejects every commit of the tick, and what was acknowledged stays', async () => {
    const path = newFile()
    // A limit on the size of files is as good as a full disk: the write fails inside COMMIT.
    const child = runScript(
      'ulimit -f 1000; exec "$@"',
      `const store = createSqliteStore({ path: ${JSON.stringify(path)} })
       const put = id => ({ id, from: 0, revision: 1, data: 'x'.repeat(50_000), unique: [], shared: [], deleteAt: 1e15 })
       let full = false
       for (let i = 0; !full; i++) {
         const results = await Promise.allSettled(['a', 'b'].map(id => store.commit({ put: put(id + i) })))
         full = results.some(({ status }) => status === 'rejected')
         console.log(JSON.stringify([i, ...results.map(({ status }) => status), (await store.get('a' + i))?.id]))
       }
       process.exit()`,
    )
    const rounds: unknown[][] = []
    for await (const line of createInterface(child.stdout)) rounds.push(JSON.parse(line))
    const last = rounds.length - 1
    expect(last).toBeGreaterThan(0)
    expect(rounds.at(-1)).toEqual([last, 'rejected', 'rejected', null])

    const store = open({ path })
    for (let i = 0; i < last; i++) {
      expect(rounds[i]).toEqual([i, 'fulfilled', 'fulfilled', `a${i}`])
      expect((await store.get(`a${i}`))?.id).toBe(`a${i}`)
    }
    expect(await store.get(`a${last}`)).toBeUndefined()
    expect(await store.get(`b${last}`)).toBeUndefined()
  })
})

/** Runs a script that has `createSqliteStore` in a process of its own, started by a line of shell. */
function runScript(shell: string, script: string) {
  const module = JSON.stringify(new URL('./sqlite.ts', import.meta.url).href)
  const node = [process.execPath, '--disable-warning=ExperimentalWarning', '--input-type=module', '--eval']
  const source = `const { createSqliteStore } = await import(${module})\n${script}`
  const child = spawn('sh', ['-c', shell, 'sh', ...node, source], { stdio: ['ignore', 'pipe', 'inherit'] })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

describe('counters', () => {
  const takes = fc.array(
    fc.record({ waitMs: fc.integer({ min: 0, max: 3000 }), member: fc.constantFrom(...'abcdefghijklmnop') }),
    { maxLength: 80 },
  )

  test.each([false, true])('answer as the arithmetic does over a plain list (members: %s)', async members => {
    let now = 1_000_000
    let keys = 0
    const store = open({ path: ':memory:', now: () => now })
    const budget = { windows: { 5: 4, 20: 12, 60: 30 }, gaps: [0.5, 1] }
    await fc.assert(
      fc.asyncProperty(takes, async steps => {
        const key = `k${++keys}`
        const latest = new Map<unknown, number>()
        for (const [i, step] of steps.entries()) {
          now += step.waitMs
          const member = members ? step.member : undefined
          const times = [...latest.values()].toSorted((a, b) => b - a)
          const uses = { nthLatest: (n: number) => times[n - 1], ownLatest: latest.get(member) }
          const at = grantedAt(budget, uses, now)
          const result = await store.commit({ take: [{ key, ...budget, ...(member && { member }) }] })
          expect(result).toEqual(
            at === now
              ? GRANTED
              : { ok: false, reason: 'limit', key, retryAfterSeconds: retryAfterSeconds(budget, at, now) },
          )
          if (result.ok) latest.set(member ?? i, now)
        }
      }),
      { numRuns: 30 },
    )
  })
})

/**
 * How many transactions the write-ahead log holds: the frame that ends one says how large the database
 * is, the others say 0.
 * @see https://www.sqlite.org/fileformat2.html#the_write_ahead_log
 */
function transactionsIn(path: string): number {
  const wal = readFileSync(`${path}-wal`)
  const frameBytes = 24 + wal.readUInt32BE(8)
  let count = 0
  for (let at = 32; at + frameBytes <= wal.length; at += frameBytes) {
    if (wal.readUInt32BE(at + 4) !== 0) count++
  }
  return count
}

describe('the commits of one tick', () => {
  test('share one transaction', async () => {
    const path = newFile()
    const store = open({ path })
    const before = transactionsIn(path)
    await Promise.all(Array.from({ length: 100 }, (_, i) => store.commit({ put: put(`r${i}`) })))
    expect(transactionsIn(path)).toBe(before + 1)
    await store.commit({ put: put('a') })
    await store.commit({ put: put('b') })
    expect(transactionsIn(path)).toBe(before + 3)
  })

  test('are durable before anybody hears of them', async () => {
    const path = newFile()
    const store = open({ path })
    const rows = inspect(path).prepare('SELECT revision FROM records WHERE id = ?')
    const heard: unknown[] = []
    const tell = () => heard.push(rows.get('a')?.revision)
    const woken = store.changed('a', new AbortController().signal).then(tell)
    await store.commit({ put: put('a') }).then(tell)
    await woken
    expect(heard).toEqual([1, 1])
  })

  test('stand each for itself: one that fails leaves the others', async () => {
    const store = open({ path: ':memory:' })
    const broken = put('b', { data: undefined as unknown as string, shared: ['s'] })
    const results = await Promise.allSettled([
      store.commit({ put: put('a') }),
      store.commit({ put: broken, once: [{ key: 'm', ttlSeconds: 60 }] }),
      store.commit({ put: put('c') }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(await store.get('b')).toBeUndefined()
    expect((await store.get('c'))?.id).toBe('c')
    expect(await store.commit({ once: [{ key: 'm', ttlSeconds: 60 }] })).toEqual(GRANTED)
  })

  test('all reject when their transaction fails, and the store goes on', async () => {
    const path = newFile()
    const store = open({ path, busyTimeoutMs: 1 })
    const other = inspect(path)
    const waiting = store.changed('a', new AbortController().signal).then(() => store.get('a'))
    other.exec('BEGIN IMMEDIATE')
    const results = await Promise.allSettled([
      store.commit({ put: put('a') }),
      store.commit({ put: put('b') }),
    ])
    expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
    other.exec('ROLLBACK')
    expect(await store.get('a')).toBeUndefined()
    expect(await store.commit({ put: put('a') })).toEqual(GRANTED)
    expect((await waiting)?.revision).toBe(1)
  })

  test('all reject when something fails inside their transaction, and the next ones find none open', async () => {
    let broken = true
    const now = () => {
      if (broken) throw new Error('no clock')
      return 1_000_000
    }
    const store = open({ path: ':memory:', now })
    await expect(store.commit({ put: put('a') })).rejects.toThrow('no clock')
    broken = false
    expect(await store.commit({ put: put('a') })).toEqual(GRANTED)
  })
})

describe('a sweep', () => {
  test('deletes whole what is over, with the next commits, a bounded number each', async () => {
    const path = newFile()
    let now = 1_000_000
    const store = open({ path, now: () => now })
    const over = Array.from({ length: 200 }, (_, i) => `r${i}`)
    await Promise.all(
      over.map(id =>
        store.commit({
          put: put(id, { unique: [id], shared: ['s'], deleteAt: now + 60_000 }),
          take: [{ key: id, windows: { 60: 1 } }],
          once: [{ key: id, ttlSeconds: 60 }],
        }),
      ),
    )
    const db = inspect(path)
    const counts = () =>
      ['records', 'keys', 'uses', 'marks'].map(
        table => db.prepare(`SELECT count(*) n FROM ${table}`).get()!.n,
      )
    expect(counts()).toEqual([200, 400, 200, 200])

    now += 60_000
    await store.commit({})
    const [records, keys] = counts() as number[]
    expect(records).toBeGreaterThan(100)
    expect(records).toBeLessThan(200)
    expect(keys).toBe(records! * 2)
    for (let i = 0; i < 10; i++) await store.commit({})
    expect(counts()).toEqual([0, 0, 0, 0])
  })

  test('happens by itself when nobody writes', async () => {
    const path = newFile()
    let now = 1_000_000
    const store = open({ path, now: () => now })
    await store.commit({ put: put('a', { deleteAt: now + 1 }) })
    const count = inspect(path).prepare('SELECT count(*) n FROM records')
    expect(count.get()?.n).toBe(1)
    now += 1
    await expect.poll(() => count.get()?.n, { timeout: 10_000 }).toBe(0)
  })
})

test('no statement reads a whole table, so a large store answers as fast as a small one', () => {
  const path = newFile()
  const prepare = vi.spyOn(DatabaseSync.prototype, 'prepare')
  open({ path })
  const statements = prepare.mock.calls
    .map(([sql]) => sql)
    .filter(sql => /\b(FROM|INTO|UPDATE) [a-z]+s\b/.test(sql))
  prepare.mockRestore()
  expect(statements.length).toBeGreaterThan(15)

  const db = inspect(path)
  for (const sql of statements) {
    const steps = db.prepare(`EXPLAIN QUERY PLAN ${sql}`).all()
    for (const { detail } of steps) expect(detail, sql).not.toMatch(/^SCAN|TEMP B-TREE/)
  }
})

describe('opening', () => {
  const failure = (path: string) => {
    try {
      createSqliteStore({ path })
    } catch (error) {
      return (error as Error).message
    }
  }

  test('refuses a newer schema', () => {
    const path = newFile()
    mkdirSync(join(path, '..'))
    inspect(path).exec(`PRAGMA user_version = ${SCHEMA_VERSION + 1}`)
    expect(failure(path)).toBe(
      `Cannot open the store ${path}: it was written by a newer Reachproof (schema ${SCHEMA_VERSION + 1}; ` +
        `this one knows ${SCHEMA_VERSION}). Run the newer version, or name another file.`,
    )
  })

  test("refuses another program's database, and leaves it as it is", () => {
    const path = newFile()
    mkdirSync(join(path, '..'))
    const theirs = inspect(path)
    theirs.exec('CREATE TABLE theirs (a)')
    expect(failure(path)).toBe(
      `Cannot open the store ${path}: it belongs to another program. Name another file.`,
    )
    expect(theirs.prepare('SELECT name FROM sqlite_schema').all()).toHaveLength(1)
  })

  test('refuses a file that is no database, and leaves it as it is', () => {
    const path = newFile()
    mkdirSync(join(path, '..'))
    writeFileSync(path, 'a letter\n'.repeat(1000))
    expect(failure(path)).toBe(
      `Cannot open the store ${path}: file is not a database. ` +
        'Move this file away, restore a backup, or name another file.',
    )
    expect(readFileSync(path, 'utf8')).toMatch(/^a letter/)
  })

  test('says where it could not write, and what to do', () => {
    const file = join(folder, 'a-file')
    writeFileSync(file, '')
    const path = join(file, 'data', 'store.db')
    expect(failure(path)).toMatch(`Cannot open the store ${path}: ENOTDIR`)
    expect(failure(path)).toMatch(`Let the user who runs this process write to ${join(file, 'data')}`)
    expect(failure(folder)).toMatch(`Cannot open the store ${folder}: `)
  })
})
