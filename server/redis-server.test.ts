import { spawnSync } from 'node:child_process'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createClient } from 'redis'
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { startRedis, type TestRedis } from '../test/redis.ts'
import {
  baseConfig,
  codeIn,
  expectProblem,
  phoneX,
  type ServerOptions,
  secretA,
  startMailSink,
  startServer,
  type TestServer,
  wrong,
} from '../test/server-harness.ts'
import { readConfig } from './config.ts'
import { runErase } from './erase-command.ts'
import { composeReachproof } from './reachproof.ts'

// Two servers on one Redis, as a site that outgrew one machine runs them.

const patience = 60_000

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
}, patience)
afterAll(() => redis.remove())

const flush = async () => {
  const client = createClient({ url: redis.url })
  await client.connect()
  await client.flushAll()
  client.destroy()
}
beforeEach(flush)

async function twoServers(options: ServerOptions = {}): Promise<[TestServer, TestServer]> {
  const config = { ...options.config, store: redis.url }
  return [await startServer({ ...options, config }), await startServer({ ...options, config })]
}

/** A verification over WhatsApp whose code is out: started at one server, written to at another. */
async function pending(one: TestServer, two: TestServer) {
  const started = await one.started({ to: phoneX })
  const code = codeIn(await two.massejli(started.whatsapp!.command, phoneX))
  one.keepsSecret(code)
  return { started, code }
}

describe('two servers on one Redis', { timeout: patience }, () => {
  it('are one: a wait at the second ends with what happens at the first', async () => {
    const [one, two] = await twoServers()
    const started = await one.started({ to: phoneX })
    const waiting = two.view(started, `?wait=25&revision=${started.revision}`)
    const code = codeIn(await one.massejli(started.whatsapp!.command, phoneX))
    two.keepsSecret(code)
    const { body } = await waiting
    expect(body.state).toBe('pending')
    const verified = two.view(started, `?wait=25&revision=${body.revision}`)
    expect((await one.check(started, code)).status).toBe(200)
    expect((await verified).body.state).toBe('verified')
  })

  it('redeem a proof once between them', async () => {
    const [one, two] = await twoServers()
    const { proof } = await one.verified()
    two.keepsSecret(proof)
    const answers = await Promise.all(
      [one, two, one, two].map(server => server.siteverify({ secret: secretA, response: proof })),
    )
    expect(answers.filter(({ body }) => body.success)).toHaveLength(1)
    for (const { body } of answers) {
      if (!body.success) expect(body['error-codes']).toEqual(['timeout-or-duplicate'])
    }
    expect((await two.siteverify({ secret: secretA, response: proof })).body.success).toBe(false)
  })

  it('evaluate five codes between them, also when six are typed at once', async () => {
    const [one, two] = await twoServers()
    const { started, code } = await pending(one, two)
    const answers = await Promise.all(
      [one, two, one, two, one, two].map((server, i) => server.check(started, wrong(code, i))),
    )
    const left = answers.filter(({ status }) => status === 422).map(({ body }) => body.checksLeft)
    expect(left.toSorted()).toEqual([0, 1, 2, 3, 4])
    expect(answers.filter(({ status }) => status === 410)).toHaveLength(1)
    expect((await two.check(started, code)).status).toBe(410)
  })

  it('count a limit once for both', async () => {
    const mail = await startMailSink()
    const limits = { coolDownSeconds: [0], contactSends: { 600: 3 } }
    const [one, two] = await twoServers({ mail, config: { limits, ...baseConfigWith(mail.url) } })
    const start = (server: TestServer) =>
      server.start({ sitekey: 'site_a', channel: 'email', to: 'u@x.test' })
    const answers = await Promise.all([one, two, one, two, one, two].map(start))
    for (const server of [one, two]) server.keepsSecret('u@x.test')
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 201, 201, 429, 429, 429])
    await mail.mail(3)
  })
})

const baseConfigWith = (mailUrl: string) => ({ providers: baseConfig(mailUrl).providers })

describe('a Redis that stops', { timeout: patience }, () => {
  it('is a 503, with nothing sent or verified, until it is back', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail, config: { store: redis.url } })
    const { started, code } = await pending(server, server)
    const { proof } = await server.verified('+447911123457')
    await redis.stop()
    const down = [
      await server.start({ sitekey: 'site_a', channel: 'email', to: 'u@x.test' }),
      await server.check(started, code),
      await server.view(started),
      await server.request('GET', '/readyz'),
    ]
    for (const answer of down) expectProblem(answer, 503, 'unavailable')
    expect((await server.siteverify({ secret: secretA, response: proof })).status).toBe(503)
    expect((await server.request('GET', '/healthz')).status).toBe(200)
    server.expected.serverErrors = 5

    await redis.start()
    await expect
      .poll(
        async () => {
          const { status } = await server.request('GET', '/readyz')
          if (status === 503) server.expected.serverErrors++
          return status
        },
        { timeout: patience },
      )
      .toBe(200)
    expect((await server.view(started)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    const answer = await server.check(started, code)
    expect(answer.body.state).toBe('verified')
    expect((await server.siteverify({ secret: secretA, response: proof })).body.success).toBe(true)
    expect(mail.mails).toEqual([])
    expect(server.logLines.filter(line => line.includes('Redis can be reached again'))).toHaveLength(1)
  })

  it('and comes back empty knows no verification and no proof', async () => {
    const [one, two] = await twoServers()
    const { started, code } = await pending(one, two)
    const { proof } = await two.verified('+447911123457')
    one.keepsSecret(proof)
    await flush()
    expectProblem(await one.check(started, code), 401, 'unauthorized')
    expectProblem(await two.view(started), 401, 'unauthorized')
    expect((await one.siteverify({ secret: secretA, response: proof })).body.success).toBe(false)
    expect((await one.verified()).view.state).toBe('verified')
  })
})

describe('Redis', { timeout: patience }, () => {
  it('is never told a contact, a code or a secret', async () => {
    const server = await startServer({ config: { store: redis.url } })
    const { started, code } = await pending(server, server)
    await server.check(started, wrong(code))
    await server.check(started, code)
    const files = await readdir(redis.folder, { recursive: true, withFileTypes: true })
    const written = await Promise.all(
      files.filter(one => one.isFile()).map(one => readFile(join(one.parentPath, one.name), 'latin1')),
    )
    const all = written.join('\n')
    expect(all).toContain(started.id)
    const { pepper } = baseConfig()
    for (const secret of [
      phoneX.slice(1),
      started.secret,
      started.whatsapp!.command.split(' ')[1]!,
      pepper as string,
    ]) {
      expect(all).not.toContain(secret)
    }
    expect(all).not.toMatch(new RegExp(`(?<![0-9A-Za-z_.-])${code}(?![0-9A-Za-z_.-])`))
  })

  it('forgets a contact while servers run', async () => {
    const [one, two] = await twoServers()
    const { started } = await pending(one, two)
    const { proof } = await two.verified()
    const config = readConfig({ ...baseConfig(), store: redis.url }, { baseDir: redis.folder, env: {} })
    const lines: string[] = []
    expect(await runErase(phoneX, config, line => lines.push(line))).toBe(0)
    expect(lines).toEqual([expect.stringMatching(/^Erased \+44 •••• 3456: 2 verifications, \d counters?\.$/)])
    expect((await one.view(started)).status).toBe(401)
    expect((await one.siteverify({ secret: secretA, response: proof })).body.success).toBe(false)
  })

  it('that nobody reaches is told before the first answer, without the password', async () => {
    const gone = await startRedis()
    await gone.remove()
    const url = `redis://me:S3CRET@127.0.0.1:${gone.port}`
    const rp = composeReachproof(
      readConfig({ ...baseConfig(), store: url }, { baseDir: redis.folder, env: {} }),
    )
    onTestFinished(() => rp.close())
    const error = await rp.ready.then(
      () => new Error('it opened'),
      (reason: Error) => reason,
    )
    expect(error.message).toContain(`Cannot open the store redis://127.0.0.1:${gone.port}: `)
    expect(JSON.stringify([error.message, error.stack, String(error.cause)])).not.toContain('S3CRET')
  })

  it('is loaded by nobody who stores in SQLite', () => {
    const script = `
      import { createRequire } from 'node:module'
      import { composeReachproof } from ${JSON.stringify(import.meta.resolve('./reachproof.ts'))}
      import { readConfig } from ${JSON.stringify(import.meta.resolve('./config.ts'))}
      const rp = composeReachproof(readConfig(${JSON.stringify(baseConfig())}, { baseDir: '.', env: {} }))
      await rp.ready
      const loaded = Object.keys(createRequire(process.cwd() + '/x').cache)
      console.log(loaded.length > 0, loaded.filter(path => /node_modules.@?redis./.test(path)))
      await rp.close()`
    const { stdout, stderr } = spawnSync(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', '--input-type=module', '-e', script],
      { encoding: 'utf8', cwd: redis.folder },
    )
    expect(`${stdout}${stderr}`).toMatch(/^true \[\]$/m)
  })
})
