/**
 * The adversarial suite's harness: the real process on a SQLite file, and a sink that plays every provider.
 *
 * How to write a test with it:
 *
 * ```ts
 * const suite = startSuite('open')              // one process for the file; 'default' and 'fast' are the others
 *
 * it('A01 five wrong checks, then the right code', async () => {
 *   const { start, check, phone, codeSentTo, expects } = suite
 *   const to = phone()                          // fresh: nobody else's limits
 *   const held = await suite.started({ channel: 'sms', to })          // as a page of site A
 *   const code = await codeSentTo(to)           // waits until it is at the sink
 *   expectProblem(await check(held, wrong(code)), 422, 'wrong_code', { checksLeft: 4 })
 *   expects({ sends: 1 })                       // I4; and { proofs: n } where a proof is due: none is by default
 * })
 * ```
 *
 * - Other sites: `started({ sitekey: 'site_b', … })`; the origin goes with the site. See `accounts.ts` for all of them:
 *   site_a and site_b (Cloud API, gateway, SMTP), site_mj, site_mj_b, site_push (Massejli), site_zd, site_tw.
 * - Every test has a client address of its own; `{ 'X-Forwarded-For': … }` sets another.
 * - `hooks` posts what providers post, rightly signed; each takes what a forger would change.
 * - `sink.behave = request => 'reset'` decides what providers answer, until the test ends.
 * - After every test: I1 (5xx only as `expects` says), I2, I4, I5, I6 for the log and the files. In every answer: I3.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request as httpRequest } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { decodeJwt } from 'jose'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { afterAll, afterEach, beforeAll, beforeEach, expect, vi } from 'vitest'
import type { ProblemBody, StartedView, VerificationView } from '../../server/api.ts'
import type { SiteverifyAnswer } from '../../server/redeem.ts'
import type { Answer, Held, RequestOptions } from '../server-harness.ts'
import {
  type Profile,
  type SiteKey,
  type SuiteConfig,
  serverSecrets,
  sites,
  suiteConfig,
} from './accounts.ts'
import { createHooks, type Hooks } from './hooks.ts'
import { createKept } from './kept.ts'
import { bytesOf, launch } from './process.ts'
import { openSink, type Sink } from './sink.ts'

export { cloudEnvelope } from './hooks.ts'

export const phoneX = '+447911123456'
export const phoneY = '+447911123457'

const jwt = /eyJ[\w-]*\.eyJ[\w-]*\./

/** What the end of a test looks for. */
export interface Expected {
  /** I1. Default 0. */
  serverErrors?: number
  /** I4: what went to contacts through the sink. Default: anything. */
  sends?: number
  /** I5: different proofs (by `jti`) in all answers. Default 0. */
  proofs?: number
}

type ViewAnswer = Answer<VerificationView & ProblemBody>
type StartAnswer = Answer<StartedView & ProblemBody>
type Headers = Record<string, string>

export interface Suite {
  readonly address: string
  readonly sink: Sink
  /** The process; a new one after `restart`. */
  readonly pid: number
  /** Everything on standard error so far. */
  readonly logLines: string[]
  /** The folder of the database. */
  readonly dataFolder: string
  /** What the process was started with. */
  readonly configFile: string
  /** Ends the process and starts it anew on the same files; with what `change` makes of the configuration. */
  restart(signal?: 'SIGKILL' | 'SIGTERM', change?: (config: SuiteConfig) => SuiteConfig): Promise<void>
  expects(expected: Expected): void

  /** One more process on the same configuration and database; it ends with the file. */
  another(): Promise<{ address: string; end(): Promise<void> }>

  /** Any request; I3 is looked at. `path` may be a whole address, of another process. */
  request<T = ProblemBody>(method: string, path: string, options?: RequestOptions): Promise<Answer<T>>
  /** `POST /v1/verifications`, with the origin of its site unless `headers` says another. */
  start(body: unknown, headers?: Headers): Promise<StartAnswer>
  /** A start that has to succeed; of site A over SMS unless `body` says otherwise. */
  started(body?: Record<string, unknown>, headers?: Headers): Promise<StartedView>
  view(held: Held, query?: string): Promise<ViewAnswer>
  check(held: Held, code: unknown, more?: Record<string, unknown>): Promise<ViewAnswer>
  send(held: Held, body?: unknown, headers?: Headers): Promise<ViewAnswer>
  renew(held: Held, body?: unknown): Promise<ViewAnswer>
  end(held: Held): Promise<Answer>
  /** The view once it says what `is` asks for. */
  until(held: Held, is: (view: VerificationView) => boolean): Promise<VerificationView>
  /** `POST /v1/siteverify`, as JSON. */
  siteverify(body: Record<string, unknown>): Promise<Answer<SiteverifyAnswer>>
  /** A whole verification over SMS with its proof; `body` as in `started`. Counts one send, and one proof. */
  verified(body?: Record<string, unknown>): Promise<{ held: StartedView; to: string; proof: string }>
  /** The code in the nth message to a contact, as soon as it is there. */
  codeSentTo(contact: string, nth?: number): Promise<string>

  /** A mobile number that nobody has used before, in a block of numbers of its own. */
  phone(country?: 'GB' | 'US' | 'BR' | 'MX'): string
  /** An email address that nobody has used before. */
  email(domain?: string): string
  /** A client address that nobody has used before. */
  clientAddress(): string
  /** A text that neither the log nor the files may hold. */
  keepsSecret(text: string): void
  hooks: Hooks
}

/**
 * One process and one sink for all tests of the file, or of the `describe` that it is called in.
 *
 * @param change what is different in the configuration
 * @param store what is looked into, and removed at the end, where the store is no file of ours
 */
export function startSuite(
  profile: Profile,
  change: (config: SuiteConfig) => SuiteConfig = same => same,
  store?: () => { folder: string; remove(): Promise<void> } | undefined,
): Suite {
  // A process of its own, shared cores, and codes that really expire.
  vi.setConfig({ testTimeout: 60_000, hookTimeout: 60_000 })
  const kept = createKept(serverSecrets)
  const logLines: string[] = []
  const agent = new Agent({ keepAlive: true })
  const proofs = new Set<string>()
  const serverErrors: string[] = []
  const others: Awaited<ReturnType<typeof launch>>[] = []
  let sink: Sink
  let folder = ''
  let config: SuiteConfig
  let running: Awaited<ReturnType<typeof launch>>
  let expected: Expected = {}
  let testAddress = ''
  let before = { sent: 0, lines: 0 }
  let people = 0

  beforeAll(async () => {
    sink = await openSink()
    folder = await mkdtemp(join(tmpdir(), 'reachproof-'))
    config = change(suiteConfig(profile, sink))
    running = await run()
  })

  beforeEach(() => {
    expected = {}
    proofs.clear()
    serverErrors.length = 0
    kept.begin()
    testAddress = suite.clientAddress()
    before = { sent: sink.sent.length, lines: logLines.length }
  })

  afterEach(async () => {
    sink.behave = null
    expect((await suite.request('GET', '/healthz')).status, 'I2: it answers').toBe(200)
    expect(serverErrors, 'I1: no 5xx but those that the test expects').toHaveLength(
      expected.serverErrors ?? 0,
    )
    const sent = () => sink.sent.slice(before.sent)
    if (expected.sends !== undefined) {
      // The answer to a start leaves before its message does.
      await expect.poll(() => sent().length, { timeout: 20_000 }).toBeGreaterThanOrEqual(expected.sends)
      const said = JSON.stringify(sent().map(one => [one.provider, one.channel]))
      expect(sent().length, `I4: ${said}`).toBe(expected.sends)
    }
    expect([...proofs], 'I5: no proof but those that the test expects').toHaveLength(expected.proofs ?? 0)
    for (const one of [...sent(), ...sink.replies]) if (one.code) kept.code(one.code)
    kept.looksInto('the log', logLines.slice(before.lines).join('\n'), { only: 'recent' })
    kept.looksInto('the files', await bytesOf(suite.dataFolder), { only: 'recent' })
    for (const line of logLines.slice(before.lines)) expect(JSON.parse(line), 'I6').toBeTypeOf('object')
  })

  afterAll(async () => {
    await Promise.all(others.map(one => one.end('SIGTERM')))
    const ended = await running?.end('SIGTERM')
    agent.destroy()
    await sink?.close()
    try {
      // Once more, for what came after its test, and for what closing the store wrote.
      kept.looksInto('the log', logLines.join('\n'))
      if (folder) kept.looksInto('the files', await bytesOf(suite.dataFolder))
    } finally {
      await store?.()?.remove()
      await rm(folder, { recursive: true, force: true, maxRetries: 5 })
    }
    expect(ended).toBe(0)
  })

  const suite: Suite = {
    get address() {
      return running.address
    },
    get sink() {
      return sink
    },
    get pid() {
      return running.child.pid!
    },
    get dataFolder() {
      return store?.()?.folder ?? join(folder, 'data')
    },
    get configFile() {
      return join(folder, 'config.json')
    },
    logLines,

    async restart(signal = 'SIGTERM', different) {
      await running.end(signal)
      if (different) config = different(config)
      running = await run()
    },

    async another() {
      const instance = await launch(suite.configFile, logLines)
      others.push(instance)
      return { address: instance.address, end: async () => void (await instance.end('SIGTERM')) }
    },

    expects(more) {
      expected = { ...expected, ...more }
    },

    async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
      const { json, raw, signal } = options
      const body = raw ?? (json === undefined ? undefined : JSON.stringify(json))
      const headers = {
        'X-Forwarded-For': testAddress,
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
        ...options.headers,
      }
      const { promise, resolve, reject } = Promise.withResolvers<Answer<T>>()
      // Not through a URL, which would tidy up the paths that some tests are about.
      const [, host = running.address, target = path] = /^(http:\/\/[^/]+)(\/.*)$/.exec(path) ?? []
      const { hostname, port } = new URL(host)
      const sent = httpRequest({ hostname, port, path: target, method, headers, agent, signal })
      sent.once('error', reject)
      sent.once('response', response => {
        buffer(response).then(bytes => {
          const text = bytes.toString('utf8')
          const isJson = /\bjson\b/.test(response.headers['content-type'] ?? '') && text !== ''
          resolve({
            status: response.statusCode!,
            headers: response.headers,
            text,
            bytes,
            body: (isJson ? JSON.parse(text) : undefined) as T,
          })
        }, reject)
      })
      sent.end(body)
      const answer = await promise
      looksAt(method, target, answer)
      return answer
    },

    async start(body, headers) {
      const { sitekey, to, nonce } = (body ?? {}) as Record<string, unknown>
      // A text that is no contact would be looked for in vain, and an empty one would be everywhere.
      if (typeof to === 'string' && to.length > 6) kept.contact(to)
      if (typeof nonce === 'string') kept.text(nonce)
      const site = Object.hasOwn(sites, String(sitekey)) ? sites[sitekey as SiteKey] : sites.site_a
      const answer = await suite.request<StartedView & ProblemBody>('POST', '/v1/verifications', {
        headers: headers ?? { Origin: site.origin },
        json: body,
      })
      if (answer.status === 201) {
        kept.secret(answer.body.secret)
        if (answer.body.contact) kept.contact(answer.body.contact.value)
      }
      return answer
    },

    async started(body = {}, headers) {
      const answer = await suite.start(
        { sitekey: 'site_a', channel: 'sms', ...body },
        headers && { Origin: sites[(body.sitekey as SiteKey) ?? 'site_a'].origin, ...headers },
      )
      expect(answer.status, answer.text).toBe(201)
      originOf.set(answer.body.id, sites[(body.sitekey as SiteKey) ?? 'site_a'].origin)
      return answer.body as StartedView
    },

    view: (held, query = '') =>
      suite.request('GET', `/v1/verifications/${held.id}${query}`, { headers: bearer(held) }),
    check: (held, code, more = {}) => post(held, '/check', { code, ...more }),
    send: (held, body = {}, headers = {}) => post(held, '/send', body, headers),
    renew: (held, body = {}) => post(held, '/proof', body),
    end: held =>
      suite.request('DELETE', `/v1/verifications/${held.id}`, {
        headers: { ...bearer(held), Origin: originOf.get(held.id) ?? sites.site_a.origin },
      }),

    async until(held, is) {
      let { body } = await suite.view(held)
      while (!is(body)) body = (await suite.view(held, `?wait=25&revision=${body.revision}`)).body
      return body as VerificationView
    },

    siteverify: body => suite.request<SiteverifyAnswer>('POST', '/v1/siteverify', { json: body }),

    async verified(body = {}) {
      const to = (body.to as string | undefined) ?? suite.phone()
      const already = [...sink.sent, ...sink.replies].filter(one => one.to === to).length
      const held = await suite.started({ to, ...body })
      const answer = await suite.check(held, await suite.codeSentTo(to, already + 1))
      expect(answer.status, answer.text).toBe(200)
      return { held, to, proof: answer.body.proof! }
    },

    async codeSentTo(contact, nth = 1) {
      const { code, text } = (await sink.messagesTo(contact, nth))[nth - 1]!
      expect(code, `a code in ${JSON.stringify(text)}`).toMatch(/^\d{6}$/)
      kept.code(code!)
      return code!
    },

    phone(country = 'GB') {
      for (;;) {
        const number = numberIn(country, people++)
        if (isMobile(number, country)) {
          kept.contact(number)
          return number
        }
      }
    },
    email(domain = 'visitor.test') {
      const address = `visitor-${(people++).toString().padStart(4, '0')}@${domain}`
      kept.contact(address)
      return address
    },
    // RFC 2544: nobody's.
    clientAddress: () => `198.${18 + ((people >> 16) & 1)}.${(people >> 8) & 255}.${people++ & 255}`,
    keepsSecret: text => kept.text(text),

    get hooks() {
      return hooks
    },
  }
  const originOf = new Map<string, string>()
  const hooks = createHooks(suite)
  return suite

  async function run() {
    await writeFile(suite.configFile, JSON.stringify(config))
    return launch(suite.configFile, logLines)
  }

  function post(held: Held, part: string, json: unknown, headers: Headers = {}): Promise<ViewAnswer> {
    return suite.request('POST', `/v1/verifications/${held.id}${part}`, {
      headers: { ...bearer(held), Origin: originOf.get(held.id) ?? sites.site_a.origin, ...headers },
      json,
    })
  }

  /** I1, I3 and I5. */
  function looksAt(method: string, path: string, answer: Answer<unknown>): void {
    const { status, text, headers, body } = answer
    if (status >= 500) serverErrors.push(`${method} ${path.replace(/\/hooks\/.*/, '/hooks/…')} → ${status}`)
    expect(text, 'I3: no stack, no path').not.toMatch(/\.[jt]s:\d|node:internal|node_modules|\n\s+at /)
    expect(headers, 'no cookie').not.toHaveProperty('set-cookie')
    const own = body as Partial<StartedView> | undefined
    const isStart = status === 201 && method === 'POST'
    // A webhook of Massejli or Twilio is answered with what its contact has to read.
    const told = path.startsWith('/hooks/') ? '' : isStart ? text.replace(own!.secret!, '') : text
    // What the visitor typed comes back once, and what was proved stands in the proof.
    kept.looksInto('an answer', told, { only: 'for an answer' })
    const proofIn = /^\/v1\/verifications\/[\w-]+(\/check|\/proof)?(\?|$)/.test(path) ? '' : text
    expect(proofIn + JSON.stringify(headers), 'G14: a proof is in no other place').not.toMatch(jwt)
    if (typeof own?.proof === 'string') {
      proofs.add(decodeJwt(own.proof).jti!)
      kept.proof(own.proof)
    }
  }
}

function bearer({ secret }: Pick<Held, 'secret'>): Headers {
  return { Authorization: `Bearer ${secret}` }
}

/** Numbers that differ before their last four digits: those who share the rest share a budget. */
function numberIn(country: 'GB' | 'US' | 'BR' | 'MX', n: number): string {
  const digits = (length: number) => String(n % 10 ** length).padStart(length, '0')
  switch (country) {
    case 'GB':
      return `+4474${digits(4)}1234`
    case 'US':
      return `+1212${200 + (n % 700)}1234`
    case 'BR':
      return `+55119${digits(4)}1234`
    case 'MX':
      return `+5255${digits(4)}1234`
  }
}

function isMobile(number: string, country: string): boolean {
  const parsed = parsePhoneNumberFromString(number, { extract: false })
  return parsed?.country === country && parsed.isValid() && parsed.getType() !== 'FIXED_LINE'
}
