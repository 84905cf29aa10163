import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { codeIn, createClock, phoneX, startMailSink, startServer, wrong } from '../test/server-harness.ts'
import { createSqliteStore } from './store/sqlite.ts'

// What a stolen disk says of a visitor, and for how long: the file and its log, byte by byte, under a clock that
// only the test moves. The sweeps run by themselves, every second of real time.

const email = 'ann.other@x.test'
const patience = { timeout: 60_000 }

async function visited() {
  const folder = await mkdtemp(join(tmpdir(), 'reachproof-retention-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const path = join(folder, 'reachproof.db')
  const clock = createClock()
  const mail = await startMailSink()
  const store = createSqliteStore({ path, now: clock.now })
  const server = await startServer({ clock, mail, store, config: { limits: { coolDownSeconds: [0] } } })

  // Verified, pending with a wrong code, waiting, canceled.
  const { started } = await server.verified(phoneX, { nonce: 'a-nonce-of-the-session' })
  const pending = await server.started({ channel: 'email', to: email })
  const code = codeIn((await mail.mail()).text!)
  await server.delivered(pending)
  await server.check(pending, wrong(code))
  await server.started({ to: phoneX })
  const canceled = await server.started({ to: phoneX })
  await server.end(canceled)
  await server.massejli('hello', phoneX)

  const db = new DatabaseSync(path, { readOnly: true })
  onTestFinished(() => db.close())
  const rows = (table: string) => db.prepare(`SELECT * FROM ${table}`).all() as Record<string, unknown>[]
  const bytes = async () => {
    const files = await Promise.all([path, `${path}-wal`].map(file => readFile(file, 'latin1')))
    return files.join('\n')
  }
  return { server, clock, rows, bytes, started, code }
}

describe('the database', () => {
  it('K08 never holds a contact, a code or a secret that could be read', patience, async () => {
    const { rows, bytes, started, code } = await visited()
    expect(rows('records')).toHaveLength(4)
    const disk = await bytes()
    for (const plain of [phoneX, phoneX.slice(1), '7911123456', email, 'ann.other', started.secret]) {
      expect(disk).not.toContain(plain)
      expect(disk).not.toContain(Buffer.from(plain).toString('base64').replace(/=+$/, ''))
      expect(disk).not.toContain(Buffer.from(plain).toString('hex'))
    }
    expect(JSON.stringify(rows('records').map(({ data }) => data))).not.toMatch(
      new RegExp(`(?<![\\w+/])${code}(?![\\w+/])`),
    )
  })

  it('K08 holds nothing of a verification some minutes after it can matter no more', patience, async () => {
    const { clock, rows, bytes } = await visited()
    const sealed = rows('records').map(({ data }) => String(data))
    const keys = rows('keys').map(({ key }) => String(key))
    const before = await bytes()
    for (const text of [...sealed, ...keys]) expect(before).toContain(text)

    // The longest life: verified, then half an hour in which its proof may be renewed, and what a proof lives.
    clock.pass(1800 + 300 + 60 + 600 + 60)
    await expect.poll(() => rows('records'), { timeout: 20_000 }).toEqual([])
    expect(rows('keys')).toEqual([])
    const left = async () => {
      const disk = await bytes()
      return [...sealed, ...keys].filter(text => disk.includes(text))
    }
    // Not in a free page of the file, and not in its log either.
    clock.pass(60)
    await expect.poll(left, { timeout: 20_000 }).toEqual([])
  })

  it(
    'counts for a day and remembers messages for a minute, all by hash, and then forgets',
    patience,
    async () => {
      const { clock, rows } = await visited()
      const counters = rows('uses')
      expect(counters.length).toBeGreaterThan(3)
      expect(rows('marks').length).toBeGreaterThan(0)
      const hash = /^[\w-]{43}$/
      for (const { key, member } of counters) {
        expect(key).toMatch(hash)
        if (member !== null) expect(member).toMatch(hash)
      }
      for (const { key } of rows('marks')) expect(key).toMatch(hash)

      clock.pass(86_400)
      await expect.poll(() => [...rows('uses'), ...rows('marks')], { timeout: 20_000 }).toEqual([])
    },
  )
})
