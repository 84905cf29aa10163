import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { makeKeys } from '../../server/keys.ts'
import { version } from '../../server/version.ts'
import {
  codeIn,
  createClock,
  expectProblem,
  phoneX,
  startMailSink,
  startServer,
  wrong,
} from '../server-harness.ts'
import { keys, sites } from './accounts.ts'
import { startSuite } from './harness.ts'
import { connectTo, raw, requestText } from './raw.ts'
import type { SinkAnswer } from './sink.ts'

const suite = startSuite('open')
const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

describe.each([
  ['K01', 'SIGTERM'],
  ['K02', 'SIGKILL'],
] as const)('%s after a %s', (_, signal) => {
  it('the fifth wrong check is the last, and the right code comes too late', async () => {
    const to = suite.phone()
    const held = await suite.started({ to })
    const code = await suite.codeSentTo(to)
    for (const n of [1, 2, 3, 4]) await suite.check(held, wrong(code, n))
    await suite.restart(signal)
    expectProblem(await suite.check(held, wrong(code, 5)), 422, 'wrong_code', { checksLeft: 0 })
    expectProblem(await suite.check(held, code), 410, 'closed', { state: 'locked' })
    suite.expects({ sends: 1 })
  })
})

describe('K09 an unsafe setting', () => {
  const made = makeKeys()
  const safe = () => ({
    mode: 'production' as string,
    publicUrl: 'https://verify.example.com',
    listen: { host: '127.0.0.1', port: 0 },
    store: 'sqlite:./data/reachproof.db',
    trustProxy: 0 as unknown,
    pepper: made.pepper as unknown,
    signingKeys: [made.signingKey],
    adminToken: made.adminToken,
    code: {} as Record<string, number>,
    proof: {} as Record<string, number>,
    limits: {} as Record<string, unknown>,
    providers: {
      wa: {
        type: 'massejli',
        number: '+964622445511',
        token: 'token-of-massejli-0123456789',
        hookToken: 'hook-token-of-massejli-22-x',
      } as Record<string, unknown>,
      gw: { type: 'http', url: 'https://gateway.example/send', secret: 'secret-of-the-gateway-0123456789' },
    },
    sites: [
      {
        key: 'site_example',
        secret: 'secret-of-the-site-0123456789',
        name: 'Example',
        domain: 'example.com',
        origins: ['https://example.com'],
        channels: { whatsapp: 'wa', sms: 'gw' },
        countries: ['GB'],
        caps: { paidPerHour: 100, paidPerDay: 500 } as Record<string, number>,
      },
    ],
  })
  type Safe = ReturnType<typeof safe>

  const unsafe: [setting: string, why: string, value: unknown][] = [
    ['code.length', 'five digits', 5],
    ['code.ttlSeconds', 'a code that lives 601 s', 601],
    ['code.totalSeconds', 'a verification of 1,801 s', 1801],
    ['code.checks', 'eleven checks', 11],
    ['proof.ttlSeconds', 'a proof that lives 601 s', 601],
    ['sites[0].origins[0]', 'any origin', '*'],
    ['sites[0].origins[0]', 'the origin null', 'null'],
    ['trustProxy', 'every proxy', true],
    ['trustProxy', 'all addresses as proxies', ['0.0.0.0/0']],
    ['publicUrl', 'http', 'http://verify.example.com'],
    ['pepper', 'none', undefined],
    ['pepper', 'a short one', 'c2hvcnQ'],
    ['sites[0].countries', 'none', []],
    ['sites[0].caps', 'none', {}],
    ['providers.wa.hookToken', 'none', undefined],
    ['providers.wa.hookToken', 'a short one', 'short'],
    ['limits.off', 'true', true],
  ]

  function set(config: Safe, setting: string, value: unknown): void {
    const steps = setting.match(/\w+/g)!
    // biome-ignore lint/suspicious/noExplicitAny: a path through an object of any shape
    const holder = steps.slice(0, -1).reduce((at: any, step) => at[step], config)
    holder[steps.at(-1)!] = value
  }

  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'reachproof-unsafe-'))
  })
  afterAll(() => rm(folder, { recursive: true, force: true }))

  /** What the process says, and with what it ends. */
  async function starting(config: Safe, name: string) {
    const file = join(folder, `${name.replace(/\W+/g, '-')}.json`)
    await writeFile(file, JSON.stringify(config))
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', main, 'serve', '--config', file],
      {
        stdio: ['ignore', 'pipe', 'pipe'],
      },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    // A safe one listens, and is ended then.
    child.stdout!.once('data', () => child.kill('SIGTERM'))
    const [[code], out, error] = await Promise.all([
      once(child, 'exit'),
      text(child.stdout!),
      text(child.stderr!),
    ])
    return { code, out, error }
  }

  it('is what stops it: without one it starts', async () => {
    const { code, out, error } = await starting(safe(), 'safe')
    expect(error.split('\n').filter(line => /mistake/.test(line))).toEqual([])
    expect([code, out]).toEqual([0, expect.stringContaining('listens on')])
  })

  it.each(unsafe)('%s (%s) is named in one line, and nothing starts', async (setting, why, value) => {
    const config = safe()
    set(config, setting, value)
    const { code, out, error } = await starting(config, `${setting} ${why}`)
    expect([code, out]).toEqual([1, ''])
    const [heading, ...lines] = error.trimEnd().split('\n')
    expect(heading).toMatch(/^The configuration has (a mistake|\d+ mistakes):$/)
    const named = lines.map(line => line.trim().split(': ')[0]!)
    // A missing cap misses twice: an hour's and a day's.
    expect(named.length).toBeLessThanOrEqual(setting === 'sites[0].caps' ? 2 : 1)
    for (const path of named) expect(path.startsWith(setting), `${path} instead of ${setting}`).toBe(true)
    expect(error).not.toMatch(/ {4}at |node:/)
  })

  it('is named beside all the others', async () => {
    const config = safe()
    for (const [setting, , value] of unsafe) set(config, setting, value)
    const { code, error } = await starting(config, 'all')
    expect(code).toBe(1)
    for (const [setting] of unsafe) expect(error).toContain(`  ${setting}`)
  })
})

it.each([
  '/metrics',
  '/metrics/',
  '/debug',
  '/debug/pprof',
  '/admin',
  '/erase',
  '/v1/erase',
  '/status',
  '/.env',
  '/.git/config',
  '/.git/HEAD',
  '/package.json',
  '/package-lock.json',
  '/config.json',
  '/data/reachproof.db',
  '/server/main.ts',
  '/node_modules/express/package.json',
  `/w/${version}/reach-proof.js.map`,
  '/w/v1/reach-proof.js.map',
  `/w/${version}/`,
])('K10 %s is for nobody', async path => {
  const wrongTokens = [
    '',
    'Bearer',
    'Bearer x',
    `Bearer ${keys.adminToken}x`,
    `Basic ${keys.adminToken}`,
    'Bearer undefined',
  ]
  for (const token of wrongTokens) {
    for (const method of ['GET', 'POST']) {
      const { status, text: said } = await suite.request(method, path, {
        headers: { ...(token && { Authorization: token }), Origin: sites.site_a.origin },
      })
      expect([401, 404, 405], `${method} with ${token}`).toContain(status)
      expect(said).not.toMatch(/reachproof_|"dependencies"|\[core\]/)
    }
  }
  suite.expects({ sends: 0 })
})

it.each(['/metrics', '/admin', '/healthz'])('K10 %s takes no token from the query', async path => {
  const { text: said } = await suite.request(
    'GET',
    `${path}?token=${keys.adminToken}&access_token=${keys.adminToken}`,
  )
  expect(said).not.toContain('reachproof_')
})

describe('K11 a provider that', () => {
  const behaviours: [name: string, answer: () => SinkAnswer][] = [
    ['cuts the connection', () => 'reset'],
    ['answers bad JSON', () => ({ body: '{"status":' })],
    ['answers JSON of another shape', () => ({ body: '[null, {"messages": 7, "status": []}]' })],
    ['answers nothing', () => ({ body: '' })],
    ['answers 5 MB', () => ({ body: `{"x":"${'x'.repeat(5_000_000)}"}` })],
    [
      'sends elsewhere',
      () => ({ status: 302, headers: { location: `${suite.sink.httpUrl}/elsewhere` }, body: '' }),
    ],
    [
      'answers a page with 500',
      () => ({ status: 500, headers: { 'content-type': 'text/html' }, body: '<h1>500</h1>' }),
    ],
    ['answers 204', () => ({ status: 204 })],
    [
      'answers 10,000 headers',
      () => ({ headers: Object.fromEntries(Array.from({ length: 10_000 }, (_, n) => [`x-${n}`, 'y'])) }),
    ],
  ]

  it.each(behaviours)('%s ends nothing', async (_, answer) => {
    const { pid } = suite
    suite.sink.behave = () => answer()
    for (const sitekey of ['site_a', 'site_zd', 'site_tw']) {
      const held = await suite.started({ sitekey, to: suite.phone() })
      const view = await suite.until(held, ({ delivery }) => delivery !== 'queued')
      expect(['sent', 'failed'], sitekey).toContain(view.delivery)
      expect(view.state).not.toBe('verified')
    }
    const from = suite.phone()
    const held = await suite.started({ channel: 'whatsapp', to: from })
    await suite.hooks.cloud({ from, text: held.whatsapp!.command })
    await suite.sink.messagesTo(from)
    await suite.until(held, ({ delivery, state }) => state === 'pending' && delivery !== 'queued')
    suite.sink.behave = null

    // Three failures of a provider pause it; another one goes on, in the same process.
    const to = suite.email()
    const mailed = await suite.started({ channel: 'email', to })
    expect((await suite.check(mailed, await suite.codeSentTo(to))).status).toBe(200)
    expect(suite.pid).toBe(pid)
    expect(suite.sink.requests.filter(({ path }) => path.includes('elsewhere'))).toEqual([])
    suite.expects({ proofs: 1 })
  })
})

describe('K12 the clock', () => {
  it('that goes on by an hour ends everything', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    clock.pass(1000)
    expectProblem(await server.check(held, code), 410, 'closed', { state: 'expired' })
    // Ten minutes after it can matter no more, a verification is forgotten.
    clock.pass(2600)
    expectProblem(await server.check(held, code), 401, 'unauthorized')
  })

  it('that goes back by an hour makes no life longer', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    clock.pass(-3600)
    expectProblem(await server.check(held, code), 410, 'closed', { state: 'expired' })
    expect((await server.view(held)).body.state).toBe('expired')
    // A correction by a few seconds is everyday.
    const other = await server.started({ to: '+33612345678' })
    const its = codeIn(await server.massejli(other.whatsapp!.command, '+33612345678'))
    clock.pass(-10)
    expect((await server.check(other, its)).status).toBe(200)
  })

  it('that goes back by an hour refills no budget', async () => {
    const clock = createClock()
    const mail = await startMailSink()
    const server = await startServer({ clock, mail, config: { limits: { coolDownSeconds: [0] } } })
    const start = () => server.start({ sitekey: 'site_a', channel: 'email', to: 'u@x.test' })
    for (let n = 0; n < 3; n++) expect((await start()).status).toBe(201)
    expect((await start()).status).toBe(429)
    clock.pass(-3600)
    expect((await start()).status).toBe(429)
    await mail.mail(3)
    expect(mail.mails).toHaveLength(3)
  })
})

describe('R-88 the process', () => {
  /** The server behind `ulimit`, or with a pipe that breaks. */
  async function launched(command: string) {
    const child = spawn('/bin/sh', ['-c', command, 'sh', process.execPath, main, suite.configFile], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    onTestFinished(() => void child.kill('SIGKILL'))
    const listening = Promise.withResolvers<string>()
    createInterface(child.stdout!).on('line', line => {
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
      if (address) listening.resolve(address)
    })
    child.once('exit', () => listening.reject(new Error('it did not start')))
    return { child, address: await listening.promise }
  }
  const serve = 'exec "$1" --disable-warning=ExperimentalWarning "$2" serve --config "$3"'
  const health = requestText('GET /healthz')

  it('goes on when it has no file descriptor left', async () => {
    const { child, address } = await launched(`ulimit -n 64; ${serve}`)
    const sockets = Array.from({ length: 150 }, () => connectTo(address, '127.0.0.8'))
    await Promise.all(
      sockets.map(socket => new Promise(resolve => socket.once('connect', resolve).once('close', resolve))),
    )
    for (const socket of sockets) socket.resetAndDestroy()
    let reply = await raw(address, health)
    while (reply.answers[0]?.status !== 200) reply = await raw(address, health)
    expect([child.exitCode, child.signalCode]).toEqual([null, null])
  })

  it('goes on when nobody reads its log any more', async () => {
    const { child, address } = await launched(serve)
    child.stderr!.destroy()
    for (let n = 0; n < 5; n++) {
      // Each is a line of the log.
      expect((await raw(address, requestText('GET /nothing'))).answers[0]?.status).toBe(404)
      expect((await raw(address, 'no HTTP\r\n\r\n')).answers[0]?.status).toBe(400)
    }
    expect((await raw(address, health)).answers[0]?.status).toBe(200)
    expect([child.exitCode, child.signalCode]).toEqual([null, null])
  })
})
