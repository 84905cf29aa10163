import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  attach,
  baseConfig,
  claimsOf,
  codeIn,
  expectProblem,
  hookTokenA,
  leaksIn,
  phoneX,
  secretA,
  startMailSink,
  type TestConfig,
  type TestServer,
  tokenA,
  wrong,
} from '../test/server-harness.ts'
import { version } from './version.ts'

// The server as an operator runs it: a process of its own, on a file.

const main = fileURLToPath(new URL('main.ts', import.meta.url))
const patience = 30_000

interface Running {
  server: TestServer
  /** Everything on standard output so far. */
  output: string[]
  kill(signal: 'SIGKILL' | 'SIGTERM' | 'SIGINT'): Promise<number | NodeJS.Signals>
}

/** A folder with a configuration on a SQLite file. */
async function folder(config: Partial<TestConfig> = {}) {
  const path = await mkdtemp(join(tmpdir(), 'reachproof-'))
  onTestFinished(() => rm(path, { recursive: true, force: true, maxRetries: 5 }))
  const file = join(path, 'config.json')
  const whole = { ...baseConfig(), store: 'sqlite:./data/reachproof.db', ...config }
  await writeFile(file, JSON.stringify(whole))
  return { path, file, data: join(path, 'data') }
}

function launch(args: string[], env: NodeJS.ProcessEnv = process.env): ChildProcess {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function run(file: string): Promise<Running> {
  const child = launch(['serve', '--config', file])
  const output: string[] = []
  const lines: string[] = []
  const exited = once(child, 'exit')
  const logged = createInterface(child.stderr!).on('line', line => lines.push(line))
  const logEnded = once(logged, 'close')
  const listening = Promise.withResolvers<string>()
  createInterface(child.stdout!).on('line', line => {
    output.push(line)
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (address) listening.resolve(address)
  })
  void exited.then(() => listening.reject(new Error(`it did not start:\n${lines.join('\n')}`)))
  const server = await attach(await listening.promise, lines)
  onTestFinished(() => server.disconnect())
  return {
    server,
    output,
    async kill(signal) {
      child.kill(signal)
      const [code, by] = await exited
      await logEnded
      server.looksBack()
      return code ?? by
    },
  }
}

/** What a process that ends by itself leaves. */
async function ended(args: string[], env?: NodeJS.ProcessEnv) {
  const child = launch(args, env)
  const [[code], out, error] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout!),
    text(child.stderr!),
  ])
  return { code, out, error }
}

/** Every byte of the database and its log. */
async function bytesOf(data: string): Promise<{ text: string; files: string[] }> {
  const files = await readdir(data)
  const all = await Promise.all(files.map(name => readFile(join(data, name), 'latin1')))
  return { text: all.join('\n'), files }
}

describe('the process', { timeout: patience }, () => {
  it('says in one line where it listens', async () => {
    const { file } = await folder()
    const { server, output, kill } = await run(file)
    expect(output).toEqual([
      `Reachproof ${version} listens on ${server.address} for https://verify.test (development)`,
    ])
    expect((await server.request('GET', '/readyz')).status).toBe(200)
    expect(await kill('SIGINT')).toBe(0)
    expect(output).toHaveLength(1)
  })

  it('killed with -9 loses nothing that was acknowledged, and gives no guess back', async () => {
    const mail = await startMailSink()
    const { file, data } = await folder({
      limits: { contactSends: { '600': 10 } },
      providers: { ...baseConfig().providers, mail: { type: 'smtp', url: mail.url, from: 'verify@a.test' } },
    })
    const before = await run(file)
    const guessed = await before.server.started({ to: phoneX })
    const code = codeIn(await before.server.massejli(guessed.whatsapp!.command, phoneX))
    for (let n = 0; n < 4; n++) await before.server.check(guessed, wrong(code, n))
    const redeemed = await before.server.verified('+33612345601')
    expect((await before.server.siteverify({ secret: secretA, response: redeemed.proof })).body.success).toBe(
      true,
    )
    const unredeemed = await before.server.verified('+33612345602')
    const revoked = await before.server.verified('+33612345603')
    await before.server.end(revoked.started)
    const mailed = await before.server.started({ channel: 'email', to: 'u@x.test' })
    await mail.mail()
    await before.server.delivered(mailed)
    expect(await before.kill('SIGKILL')).toBe('SIGKILL')

    const after = await run(file)
    // Four wrong codes leave one check, and the fifth ends it, for the right code as well.
    expect((await after.server.view(guessed)).body).toMatchObject({ state: 'pending', checksLeft: 1 })
    expectProblem(await after.server.check(guessed, wrong(code, 9)), 422, 'wrong_code', { checksLeft: 0 })
    expectProblem(await after.server.check(guessed, code), 410, 'closed', { state: 'locked' })
    // A redeemed proof stays redeemed, another one is good once, a revoked one is none.
    const errorsOf = async (proof: string) =>
      (await after.server.siteverify({ secret: secretA, response: proof })).body['error-codes']
    expect(await errorsOf(redeemed.proof)).toEqual(['timeout-or-duplicate'])
    expect(await errorsOf(unredeemed.proof)).toEqual([])
    expect(await errorsOf(unredeemed.proof)).toEqual(['timeout-or-duplicate'])
    expect(await errorsOf(revoked.proof)).toEqual(['revoked'])
    expect(claimsOf((await after.server.view(unredeemed.started)).body.proof)).toEqual(
      claimsOf(unredeemed.proof),
    )
    // The cool-down of a contact goes on, and its code is still right.
    expect((await after.server.start({ sitekey: 'site_a', channel: 'email', to: 'U@x.test' })).status).toBe(
      429,
    )
    const right = await after.server.check(mailed, codeIn(mail.mails[0]!.text!))
    expect(right.body.state).toBe('verified')
    expect(mail.mails).toHaveLength(1)
    expect(await after.kill('SIGTERM')).toBe(0)
    expect((await readdir(data)).filter(name => name.endsWith('.db'))).toHaveLength(1)
  })

  it('killed with -9 in the middle of checks has spent at least those it answered', async () => {
    const { file } = await folder()
    const before = await run(file)
    const held = await before.server.started({ to: phoneX })
    const code = codeIn(await before.server.massejli(held.whatsapp!.command, phoneX))
    const left: number[] = []
    const checks = Array.from({ length: 4 }, (_, n) =>
      before.server.check(held, wrong(code, n)).then(({ body }) => left.push(body.checksLeft!)),
    )
    await Promise.race(checks)
    await before.kill('SIGKILL')
    await Promise.allSettled(checks)
    const after = await run(file)
    const { checksLeft } = (await after.server.view(held)).body
    expect(checksLeft).toBeLessThanOrEqual(Math.min(...left))
    expect(checksLeft).toBeGreaterThanOrEqual(1)
    expect((await after.server.check(held, code)).status).toBe(200)
    expect(await after.kill('SIGTERM')).toBe(0)
  })

  it('told to stop answers who waits, finishes the mail under way, and ends with 0', async () => {
    const mail = await startMailSink()
    const { file } = await folder({
      providers: { ...baseConfig().providers, mail: { type: 'smtp', url: mail.url, from: 'verify@a.test' } },
    })
    const before = await run(file)
    const gate = mail.hold()
    const waiting = await before.server.started()
    const mailed = await before.server.started({ channel: 'email', to: 'u@x.test' })
    await gate.reached
    const polls = Array.from({ length: 4 }, () => before.server.view(waiting, '?wait=25&revision=1'))
    // Only when four wait is a fifth refused.
    while ((await before.server.view(waiting, '?wait=0&revision=1')).status !== 429);
    const stopped = before.kill('SIGTERM')
    for (const { status, body } of await Promise.all(polls)) {
      expect(status).toBe(200)
      expect(body).toMatchObject({ state: 'waiting', revision: 1 })
    }
    gate.release()
    const code = codeIn((await mail.mail()).text!)
    expect(await stopped).toBe(0)
    await expect(before.server.request('GET', '/healthz')).rejects.toThrow()

    const after = await run(file)
    expect((await after.server.view(mailed)).body).toMatchObject({ delivery: 'sent', state: 'pending' })
    expect((await after.server.view(waiting)).body).toMatchObject({ state: 'waiting', revision: 1 })
    expect((await after.server.check(mailed, code)).status).toBe(200)
    expect(await after.kill('SIGTERM')).toBe(0)
  })

  it('leaves nothing secret in its log or its files, while it runs and afterwards', async () => {
    const mail = await startMailSink()
    const { file, data } = await folder({
      providers: { ...baseConfig().providers, mail: { type: 'smtp', url: mail.url, from: 'verify@a.test' } },
    })
    const { server, kill } = await run(file)
    const nonce = 'nonce-of-the-session-of-a-visitor'
    const tap = 'idempotency-key-of-one-tap'
    const address = 'ana.maria@example.com'
    const started = (
      await server.start(
        { sitekey: 'site_a', channel: 'email', to: address, nonce },
        { Origin: 'https://a.test', 'Idempotency-Key': tap },
      )
    ).body
    const code = codeIn((await mail.mail()).text!)
    await server.delivered(started)
    await server.check(started, wrong(code))
    const proof = (await server.check(started, code)).body.proof!
    const open = await server.started({ to: phoneX, nonce })
    const openCode = codeIn(await server.massejli(open.whatsapp!.command, phoneX))
    await server.siteverify({ secret: secretA, response: proof, idempotency_key: tap })
    await server.view(open, `?secret=${open.secret}`)
    await server.request('POST', `/v1/verifications/${open.id}/check?code=${openCode}`, { json: {} })
    await server.request('GET', `/hooks/wa/${hookTokenA}`)
    await server.massejli('hello', '+33612345678')
    const reference = open.whatsapp!.command.slice('VERIFY '.length)
    const { pepper, signingKeys, adminToken } = baseConfig()
    const secrets = [
      code,
      openCode,
      proof,
      proof.split('.')[2]!,
      started.secret,
      open.secret,
      address,
      'ana.maria',
      phoneX,
      phoneX.slice(1),
      '+33612345678',
      reference,
      reference.replace('-', ''),
      nonce,
      tap,
      pepper as string,
      signingKeys[0]!.d,
      adminToken,
      secretA,
      tokenA,
      hookTokenA,
    ]
    // Read file after file while it runs, a reading may fall between two: only one that has what is stored counts.
    const running = await vi.waitFor(
      async () => {
        const { files, text } = await bytesOf(data)
        expect(files).toEqual(expect.arrayContaining(['reachproof.db', 'reachproof.db-wal']))
        expect(text.includes(started.id), `${started.id} in ${files}, ${text.length} bytes`).toBe(true)
        return { text }
      },
      { timeout: 10_000 },
    )
    expect(leaksIn(running.text, secrets)).toEqual([])
    expect(await kill('SIGTERM')).toBe(0)
    expect(leaksIn((await bytesOf(data)).text, secrets)).toEqual([])

    const log = server.logLines
    expect(log.length).toBeGreaterThan(5)
    for (const line of log) expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number) })
    expect(leaksIn(log.join('\n'), secrets)).toEqual([])
    expect(log.join('\n')).toContain('"contact":"a•••@example.com"')
    expect(log.join('\n')).not.toMatch(/\?secret|\/hooks\/wa\/|\?code/)
  })
})

describe('the command line', { timeout: patience }, () => {
  it('names every mistake of a configuration and ends with 1', async () => {
    const { file } = await folder({
      mode: 'production',
      publicUrl: 'http://verify.test',
      trustProxy: true as never,
      pepper: 'short',
      code: { length: 4, ttlSeconds: 3600, checks: 11 },
      proof: { ttlSeconds: 3600 },
      limits: { off: true },
      sites: [{ ...baseConfig().sites[0], origins: ['*'] }],
    })
    const { code, out, error } = await ended(['serve', '--config', file])
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(error).toMatch(/^The configuration has \d+ mistakes:\n/)
    const paths = error.split('\n').map(line => line.trim().split(':')[0])
    expect(paths).toEqual(
      expect.arrayContaining([
        'publicUrl',
        'trustProxy',
        'pepper',
        'code.length',
        'code.ttlSeconds',
        'code.checks',
        'proof.ttlSeconds',
        'limits.off',
        'sites[0].origins[0]',
      ]),
    )
    expect(error).not.toMatch(/ {4}at |node:/)
    expect(leaksIn(error, [secretA, tokenA, hookTokenA])).toEqual([])
  })

  it('says which port is in use', async () => {
    const taken = createServer()
    await new Promise<void>(resolve => taken.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => void taken.close())
    const { port } = taken.address() as { port: number }
    const { file } = await folder({ listen: { host: '127.0.0.1', port } })
    const { code, out, error } = await ended(['serve', '--config', file])
    expect(code).toBe(1)
    expect(out).toBe('')
    expect(error).toBe(
      `Port ${port} of 127.0.0.1 is in use. Stop what listens there, or set another "listen.port".\n`,
    )
  })

  it('names the file that it cannot open, of the store or of the configuration', async () => {
    const { file, path } = await folder({ store: 'sqlite:.' })
    const missing = join(path, 'is-not-here.json')
    const [store, config] = await Promise.all([file, missing].map(name => ended(['serve', '--config', name])))
    for (const [said, named] of [
      [store!, path],
      [config!, missing],
    ] as const) {
      expect(said.code).toBe(1)
      expect(said.error).toContain(named)
      expect(said.error).not.toMatch(/ {4}at /)
    }
  })

  it('prints keys that a configuration accepts, read from the environment', async () => {
    const { code, out } = await ended(['keys'])
    expect(code).toBe(0)
    const keys = JSON.parse(out)
    const { file } = await folder({
      pepper: 'env:TEST_PEPPER',
      signingKeys: ['env:TEST_KEY' as never],
      adminToken: 'env:TEST_ADMIN',
      sites: [{ ...baseConfig().sites[0], key: '' }],
    })
    const env = {
      ...process.env,
      TEST_PEPPER: keys.pepper,
      TEST_KEY: JSON.stringify(keys.signingKey),
      TEST_ADMIN: keys.adminToken,
    }
    const { error } = await ended(['serve', '--config', file], env)
    // Nothing is wrong but what was made wrong.
    expect(error).toMatch(/^The configuration has a mistake:\n {2}sites\[0\]\.key: /)
  })

  it('explains itself when it does not understand', async () => {
    const said = await Promise.all([ended([]), ended(['dance']), ended(['serve', '--port', '80'])])
    for (const { code, out, error } of said) {
      expect(code).toBe(1)
      expect(out).toBe('')
      expect(error).toMatch(/reachproof serve --config FILE|--port/)
      expect(error).not.toMatch(/ {4}at /)
    }
  })
})
