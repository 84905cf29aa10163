import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { baseConfig, hookTokenA, notification, phoneX, startServer } from '../test/server-harness.ts'
import { readConfig } from './config.ts'
import { runErase } from './erase-command.ts'
import { createSqliteStore } from './store/sqlite.ts'

// `reachproof erase`, as an operator runs it beside a server on the same file.

async function folder() {
  const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-erase-'))
  onTestFinished(() => rm(baseDir, { recursive: true, force: true, maxRetries: 5 }))
  const file = join(baseDir, 'reachproof.db')
  const input = { ...baseConfig(), store: `sqlite:${file}` }
  const config = readConfig(input, { baseDir, env: {} })
  const run = async (text: string) => {
    const lines: string[] = []
    const code = await runErase(text, config, line => lines.push(line))
    return [code, ...lines]
  }
  return { baseDir, file, config, run }
}

describe('reachproof erase', () => {
  it('takes a contact from a server that runs, which goes on', { timeout: 30_000 }, async () => {
    const { file, run } = await folder()
    const server = await startServer({ store: createSqliteStore({ path: file }) })
    const { proof } = await server.verified()
    const held = await server.started({ to: phoneX })
    expect(await run(phoneX)).toEqual([0, 'Erased +44 •••• 3456: 2 verifications, 0 counters.'])
    expect((await server.view(held)).status).toBe(401)
    const redeemed = await server.siteverify({ secret: 'secret-of-site-a-0123456789', response: proof })
    expect(redeemed.body).toEqual({ success: false, 'error-codes': ['timeout-or-duplicate'] })
    expect((await server.verified()).view.state).toBe('verified')
    expect(await run(phoneX)).toEqual([0, 'Erased +44 •••• 3456: 1 verification, 0 counters.'])
  })

  it('says when there was nothing', async () => {
    const { baseDir, file, run } = await folder()
    const nowhere = [0, `There is no store at ${file} yet: nothing to erase.`]
    expect(await run(phoneX)).toEqual(nowhere)
    expect(await readdir(baseDir)).not.toContain('reachproof.db')
    await createSqliteStore({ path: file }).close()
    expect(await run(phoneX)).toEqual([0, 'Nothing is stored of +44 •••• 3456.'])
    expect(await run('u@x.test')).toEqual([0, 'Nothing is stored of •••@x.test.'])
  })

  it.each(['07911 123456', '447911', 'nobody', 'a@b', '', '+447911123456,+447911123457'])(
    'refuses %j',
    async text => {
      const { run } = await folder()
      expect(await run(text)).toEqual([
        1,
        'This is no contact. Write a phone number with its country (+33799999999), or an email address.',
      ])
    },
  )

  it('finds who wrote over WhatsApp by the number that WhatsApp shows', async () => {
    const { file, run } = await folder()
    const server = await startServer({
      store: createSqliteStore({ path: file }),
      site: { countries: ['GB', 'MX'] },
    })
    const { whatsapp } = await server.started({})
    const said = notification(whatsapp!.command, '+5215512345678')
    await server.hook(said, { path: `/hooks/wa/${hookTokenA}` })
    expect(await run('+5215512345678')).toEqual([0, 'Erased +52 •••• 5678: 1 verification, 0 counters.'])
  })

  it('cannot reach into the memory of a server, and says so', async () => {
    const { config } = await folder()
    const lines: string[] = []
    const inMemory = { ...config, store: { ...config.store, file: ':memory:' } }
    expect(await runErase(phoneX, inMemory, line => lines.push(line))).toBe(1)
    expect(lines.join('\n')).toMatch(/restart the server/)
  })
})
