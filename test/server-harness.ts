import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request as httpRequest, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer, text } from 'node:stream/consumers'
import { decodeJwt } from 'jose'
import pino from 'pino'
import PostalMime, { type Email } from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, onTestFinished } from 'vitest'
import type { ProblemBody, ProblemCode, StartedView, VerificationView } from '../server/api.ts'
import type { ProofClaims } from '../server/claims.ts'
import { readConfig } from '../server/config.ts'
import { makeKeys } from '../server/keys.ts'
import { createLog } from '../server/log.ts'
import { problems } from '../server/problem.ts'
import type { ReachproofOptions } from '../server/reachproof.ts'
import type { SiteverifyAnswer } from '../server/redeem.ts'
import { serve } from '../server/serve.ts'

// A whole server, as its three kinds of callers see it: a browser, a site's backend and a provider.
// What must hold in every test is looked at here: in each answer the headers, and no code or secret of the
// server; when the test ends no 5xx, still healthy, and no secret in the log.

export const issuer = 'https://verify.test'
export const originA = 'https://a.test'
export const originB = 'https://b.test'
export const secretA = 'secret-of-site-a-0123456789'
export const secretB = 'secret-of-site-b-0123456789'
/** The business numbers of the two Massejli accounts. The first one, its token and its hook are those of site A. */
export const numberA = '+964622445511'
export const numberB = '+9647700000002'
export const tokenA = 'Demofdsf3453328987d3d34'
export const tokenB = 'token-of-the-second-number'
export const hookTokenA = 'hook-token-of-wa-22-chars'
export const hookTokenB = 'hook-token-of-wb-22-chars'
/** Visitors. */
export const phoneX = '+447911123456'
export const phoneY = '+447911123457'

const keys = makeKeys()

/** A configuration with two sites. Limits are off; a test of limits puts its own there. */
export function baseConfig(mailUrl = 'smtp://127.0.0.1:1') {
  return {
    mode: 'development',
    publicUrl: issuer,
    listen: { host: '127.0.0.1', port: 0 },
    store: 'sqlite::memory:',
    trustProxy: 0 as number | string[],
    pepper: keys.pepper as string | string[],
    signingKeys: [keys.signingKey],
    adminToken: keys.adminToken,
    code: {} as Record<string, number>,
    proof: {} as Record<string, number>,
    limits: { off: true } as Record<string, unknown>,
    providers: {
      wa: { type: 'massejli', number: numberA, token: tokenA, hookToken: hookTokenA },
      wb: { type: 'massejli', number: numberB, token: tokenB, hookToken: hookTokenB },
      mail: { type: 'smtp', url: mailUrl, from: 'Example <verify@a.test>' },
    } as Record<string, Record<string, unknown> & { type: string }>,
    sites: [
      {
        key: 'site_a',
        secret: secretA as string | string[],
        name: 'Site A',
        domain: 'a.test',
        origins: [originA],
        channels: { whatsapp: 'wa', email: 'mail' } as Record<string, string | string[]>,
        countries: ['GB', 'FR', 'LB'],
        country: 'GB',
        language: 'en',
      } as Record<string, unknown>,
      {
        key: 'site_b',
        secret: secretB as string | string[],
        name: 'Site B',
        domain: 'b.test',
        origins: [originB],
        channels: { whatsapp: 'wb', email: 'mail' } as Record<string, string | string[]>,
        countries: ['FR', 'GB'],
        country: 'FR',
        language: 'fr',
        command: 'CONFIRMER',
      } as Record<string, unknown>,
    ],
  }
}

export type TestConfig = ReturnType<typeof baseConfig>

/** A clock that only a test moves. */
export interface TestClock {
  now(): number
  pass(seconds: number): void
}

export function createClock(): TestClock {
  let ms = Date.now()
  return {
    now: () => ms,
    pass(seconds) {
      ms += seconds * 1000
    },
  }
}

/** An answer with its body as text and, where it is JSON, as what it says. */
export interface Answer<T = unknown> {
  status: number
  headers: IncomingHttpHeaders
  text: string
  bytes: Buffer
  body: T
}

export interface RequestOptions {
  headers?: Record<string, string | string[]>
  /** Sent as JSON. */
  json?: unknown
  /** Sent as it is. */
  raw?: string | Uint8Array
  signal?: AbortSignal
}

/** What authorizes the requests of one verification. */
export type Held = Pick<StartedView, 'id' | 'secret'>

export interface TestServer {
  address: string
  /** Lines of the log, as they were written. */
  logLines: string[]
  /** Changes what the end of the test expects: some tests want a 5xx. */
  expected: { serverErrors: number }
  /** Notes a code, secret or contact that no log line may hold. */
  keepsSecret(text: string): void
  request<T = ProblemBody>(method: string, path: string, options?: RequestOptions): Promise<Answer<T>>
  /** `POST /v1/verifications` as the page of site A, unless `headers` say otherwise. */
  start(body: unknown, headers?: Record<string, string>): Promise<Answer<StartedView & ProblemBody>>
  /** A start that has to succeed. */
  started(body?: Record<string, unknown>, headers?: Record<string, string>): Promise<StartedView>
  view(held: Held, query?: string, options?: RequestOptions): Promise<Answer<VerificationView & ProblemBody>>
  check(
    held: Held,
    code: unknown,
    more?: Record<string, unknown>,
  ): Promise<Answer<VerificationView & ProblemBody>>
  send(
    held: Held,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Answer<VerificationView & ProblemBody>>
  renew(held: Held, body?: unknown): Promise<Answer<VerificationView & ProblemBody>>
  end(held: Held): Promise<Answer>
  /** The view once the send under way has its result. */
  delivered(held: Held): Promise<VerificationView>
  /** What Massejli posts for a WhatsApp message from `from` to the number of site A; the reply text. */
  massejli(message: string, from: string, more?: Record<string, unknown>): Promise<string>
  /** The same, the whole answer. `path` and `raw` for what Massejli would never post. */
  hook(
    body: unknown,
    options?: { path?: string; raw?: string | Uint8Array; method?: string; headers?: Record<string, string> },
  ): Promise<Answer<{ message: string }>>
  siteverify(body: Record<string, unknown>): Promise<Answer<SiteverifyAnswer>>
  /** A verification over WhatsApp that ends with its proof. */
  verified(
    from?: string,
    body?: Record<string, unknown>,
    headers?: Record<string, string>,
  ): Promise<{ started: StartedView; view: VerificationView; proof: string }>
  close(): Promise<void>
}

/** What a body for the hook of site A holds, as in the service's own description. */
export function notification(message: string, from: string, more: Record<string, unknown> = {}) {
  return {
    phone: numberA.slice(1),
    token: tokenA,
    contact: from.replace('+', ''),
    command: 'verify',
    message,
    ...more,
  }
}

export interface ServerOptions {
  /** In place of parts of `baseConfig`. */
  config?: Partial<TestConfig>
  /** In place of settings of site A. */
  site?: Record<string, unknown>
  mail?: MailSink
  clock?: TestClock
  store?: ReachproofOptions['store']
  captcha?: ReachproofOptions['captcha']
}

/** Starts a server that ends with its test. */
export async function startServer(options: ServerOptions = {}): Promise<TestServer> {
  const { server, finish } = await openServer(options)
  onTestFinished(finish)
  return server
}

/** One server for all tests of a file that leave nothing behind which another could see. */
export function shareServer(options: ServerOptions = {}): () => TestServer {
  let shared: Awaited<ReturnType<typeof openServer>>
  beforeAll(async () => {
    shared = await openServer(options)
  })
  afterAll(() => shared.finish())
  return () => shared.server
}

async function openServer(options: ServerOptions): Promise<{ server: TestServer; finish(): Promise<void> }> {
  const config = { ...baseConfig(options.mail?.url), ...options.config }
  const [siteA, ...otherSites] = config.sites
  config.sites = [{ ...siteA, ...options.site }, ...otherSites]
  const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-'))
  const { log, lines } = memoryLog()
  const serving = await serve(readConfig(config, { baseDir, env: {} }), {
    log,
    ...(options.clock && { now: options.clock.now }),
    ...(options.store && { store: options.store }),
    ...(options.captcha && { captcha: options.captcha }),
  })
  const server = await attach(serving.address, lines)
  let closing: Promise<void> | undefined
  server.close = () => {
    closing ??= serving.close().finally(() => rm(baseDir, { recursive: true, force: true }))
    return closing
  }
  return {
    server,
    async finish() {
      if (!closing) await server.isWell()
      server.disconnect()
      await server.close()
      server.looksBack()
    },
  }
}

/** The requests of a server that listens somewhere, in this process or another. */
export async function attach(
  address: string,
  logLines: string[],
): Promise<TestServer & { isWell(): Promise<void>; looksBack(): void; disconnect(): void }> {
  const agent = new Agent({ keepAlive: true })
  const serverSecrets = [keys.pepper, secretA, secretB, tokenA, tokenB, hookTokenA, hookTokenB]
  const secrets = new Set(serverSecrets)
  const codes = new Set<string>()
  const errors: string[] = []

  const server: TestServer & { isWell(): Promise<void>; looksBack(): void; disconnect(): void } = {
    address,
    logLines,
    expected: { serverErrors: 0 },
    keepsSecret: (text: string) => void secrets.add(text),

    async request<T>(method: string, path: string, options: RequestOptions = {}): Promise<Answer<T>> {
      const { json, raw, signal } = options
      const body = raw ?? (json === undefined ? undefined : JSON.stringify(json))
      const headers = {
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(body !== undefined && { 'Content-Length': String(Buffer.byteLength(body)) }),
        ...options.headers,
      }
      const { promise, resolve, reject } = Promise.withResolvers<Answer<T>>()
      const sent = httpRequest(`${address}${path}`, { method, headers, agent, signal })
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
      hasSafeHeaders(answer)
      if (!path.startsWith('/hooks/')) {
        expect(leaksIn(answer.text, [...serverSecrets, ...codes])).toEqual([])
        expect(answer.text).not.toMatch(/\.ts:\d|node:internal|node_modules/)
      }
      if (answer.status >= 500) errors.push(`${method} ${path} → ${answer.status} ${answer.text}`)
      return answer
    },

    async start(body: unknown, headers: Record<string, string> = { Origin: originA }) {
      const answer = await server.request<StartedView & ProblemBody>('POST', '/v1/verifications', {
        headers,
        json: body,
      })
      if (answer.status === 201) {
        secrets.add(answer.body.secret)
        if (answer.body.contact) secrets.add(answer.body.contact.value)
      }
      return answer
    },

    async started(body: Record<string, unknown> = {}, headers?: Record<string, string>) {
      const answer = await server.start({ sitekey: 'site_a', channel: 'whatsapp', ...body }, headers)
      expect(answer.status, answer.text).toBe(201)
      return answer.body as StartedView
    },

    view: (held: Held, query = '', options: RequestOptions = {}) =>
      server.request<VerificationView & ProblemBody>('GET', `/v1/verifications/${held.id}${query}`, {
        ...options,
        headers: { ...as(held), ...options.headers },
      }),

    check: (held: Held, code: unknown, more: Record<string, unknown> = {}) =>
      post(`/v1/verifications/${held.id}/check`, held, { code, ...more }),
    send: (held: Held, body: unknown = {}, headers: Record<string, string> = {}) =>
      post(`/v1/verifications/${held.id}/send`, held, body, headers),
    renew: (held: Held, body: unknown = {}) => post(`/v1/verifications/${held.id}/proof`, held, body),
    end: (held: Held) =>
      server.request('DELETE', `/v1/verifications/${held.id}`, {
        headers: { ...as(held), Origin: originA },
      }),

    async delivered(held: Held) {
      let { body } = await server.view(held)
      while (body.delivery === 'queued') {
        body = (await server.view(held, `?wait=25&revision=${body.revision}`)).body
      }
      return body as VerificationView
    },

    async hook(
      body: unknown,
      {
        path = `/hooks/wa/${hookTokenA}`,
        method = 'POST',
        raw,
        headers = {},
      }: {
        path?: string
        raw?: string | Uint8Array
        method?: string
        headers?: Record<string, string>
      } = {},
    ) {
      const answer = await server.request<{ message: string }>(method, path, {
        headers: { 'Content-Type': 'application/json; charset=utf-8', ...headers },
        raw: raw ?? JSON.stringify(body),
      })
      const code = codesIn(answer.text)[0]
      if (code) {
        secrets.add(code)
        codes.add(code)
      }
      return answer
    },

    async massejli(message: string, from: string, more: Record<string, unknown> = {}) {
      secrets.add(from)
      const answer = await server.hook(notification(message, from, more))
      expect(answer.status, answer.text).toBe(200)
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
      expect(Object.keys(answer.body)).toEqual(['message'])
      return answer.body.message
    },

    siteverify: (body: Record<string, unknown>) =>
      server.request<SiteverifyAnswer>('POST', '/v1/siteverify', { json: body }),

    async verified(from = phoneX, body: Record<string, unknown> = {}, headers?: Record<string, string>) {
      const started = await server.started({ to: from, ...body }, headers)
      const reply = await server.massejli(started.whatsapp!.command, from)
      const answer = await server.check(started, codeIn(reply))
      expect(answer.status, answer.text).toBe(200)
      const { proof } = answer.body
      expect(proof).toBeTypeOf('string')
      secrets.add(proof!)
      return { started, view: answer.body as VerificationView, proof: proof! }
    },

    close: async () => {},

    disconnect: () => agent.destroy(),

    async isWell() {
      const began = Date.now()
      const health = await server.request('GET', '/healthz')
      expect(health.status).toBe(200)
      expect(Date.now() - began).toBeLessThan(1000)
    },

    looksBack() {
      expect(errors).toHaveLength(server.expected.serverErrors)
      for (const line of logLines) expect(JSON.parse(line)).toBeTypeOf('object')
      expect(leaksIn(logLines.join('\n'), secrets)).toEqual([])
    },
  }
  return server

  function post(path: string, held: Held, body: unknown, headers: Record<string, string> = {}) {
    return server.request<VerificationView & ProblemBody>('POST', path, {
      headers: { ...as(held), Origin: originA, ...headers },
      json: body,
    })
  }
}

/** What every answer carries, whatever its status. */
function hasSafeHeaders({ headers }: Answer): void {
  expect(headers).toMatchObject({
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'strict-transport-security': 'max-age=31536000',
    'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
    'cache-control': expect.stringMatching(/^(no-store|public, max-age=\d+(, immutable)?)$/),
    'x-request-id': expect.stringMatching(/^[\da-f-]{36}$/),
  })
  for (const absent of ['set-cookie', 'x-powered-by', 'access-control-allow-credentials', 'etag']) {
    expect(headers).not.toHaveProperty(absent)
  }
}

/** Expects an error of the contract, with exactly its members. */
export function expectProblem(
  { status, headers, body }: Answer<unknown>,
  wanted: number,
  code: ProblemCode,
  members: Record<string, unknown> = {},
): void {
  expect({ answered: status, ...(body as ProblemBody) }).toEqual({
    answered: wanted,
    type: `${issuer}/problems/${code}`,
    title: problems[code].title,
    status: wanted,
    detail: expect.stringMatching(/./),
    code,
    requestId: headers['x-request-id'],
    ...members,
  })
  expect(headers['content-type']).toBe('application/problem+json; charset=utf-8')
  expect(headers['cache-control']).toBe('no-store')
}

/** The header that goes with a verification. */
export function as(held: Pick<Held, 'secret'>): { Authorization: string } {
  return { Authorization: `Bearer ${held.secret}` }
}

/** Which of `secrets` stand in `text`, each as a word of its own: six digits may lie inside a random id by chance. */
export function leaksIn(text: string, secrets: Iterable<string>): string[] {
  return [...secrets].filter(secret => {
    const escaped = secret.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
    return new RegExp(`(?<![\\w-])${escaped}(?![\\w-])`).test(text)
  })
}

/** The one code in a message, mail or chat. */
export function codeIn(text: string): string {
  const codes = codesIn(text)
  expect(codes, `one code in ${JSON.stringify(text)}`).toHaveLength(1)
  return codes[0]!
}

function codesIn(text: string): string[] {
  return [...text.matchAll(/(?<!\d)\d{6}(?!\d)/g)].map(([code]) => code)
}

/** A code of the same length that is not right. */
export function wrong(code: string, n = 0): string {
  return String((Number(code) + 1 + n) % 10 ** code.length).padStart(code.length, '0')
}

/** The claims of a proof. Nothing is verified. */
export function claimsOf(proof: string | undefined): ProofClaims {
  expect(proof).toBeTypeOf('string')
  return decodeJwt<ProofClaims>(proof!)
}

/** The server's own log, written to an array. */
export function memoryLog() {
  const lines: string[] = []
  const log = createLog('info')
  // Only its end is another: what is masked, and how, is the server's.
  Reflect.set(log, pino.symbols.streamSym, { write: (line: string) => void lines.push(line) })
  return { log, lines }
}

/** A mail as it arrived. */
export interface Mail extends Email {
  envelope: { from: string; to: string[] }
  raw: string
}

/** A real SMTP server that keeps what it gets. */
export interface MailSink {
  url: string
  mails: Mail[]
  /** How many clients connected so far. */
  connections: number
  /** The nth mail, 1 being the first, as soon as it is there. */
  mail(n?: number): Promise<Mail>
  /** Every RCPT waits until `release` is called. */
  hold(): { reached: Promise<void>; release(): void }
  /** Answers the following RCPTs (or, with `at: 'data'`, messages) with this; null: takes them again. */
  refuse(reply: { code: number; at?: 'rcpt' | 'data' } | null): void
  close(): Promise<void>
}

export async function startMailSink(): Promise<MailSink> {
  const waiting: { n: number; resolve: (mail: Mail) => void }[] = []
  let refusal: { code: number; at?: 'rcpt' | 'data' } | null = null
  let gate: { entered(): void; opened: Promise<void> } | undefined

  const refused = (at: 'rcpt' | 'data') =>
    refusal && (refusal.at ?? 'rcpt') === at
      ? Object.assign(new Error('not here'), { responseCode: refusal.code })
      : undefined

  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onConnect(_session, done) {
      sink.connections++
      done()
    },
    onRcptTo(_address, _session, done) {
      gate?.entered()
      void (gate?.opened ?? Promise.resolve()).then(() => done(refused('rcpt')))
    },
    onData(stream, session, done) {
      void (async () => {
        const raw = await text(stream)
        const error = refused('data')
        if (error) return done(error)
        const { mailFrom, rcptTo } = session.envelope
        const mail: Mail = {
          ...(await PostalMime.parse(raw)),
          raw,
          envelope: {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
          },
        }
        sink.mails.push(mail)
        done()
        for (const one of waiting.splice(0)) {
          const found = sink.mails[one.n - 1]
          if (found) one.resolve(found)
          else waiting.push(one)
        }
      })()
    },
  })
  // A client that goes away in the middle is a part of some tests.
  smtp.on('error', () => {})
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve))

  const sink: MailSink = {
    url: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    mails: [],
    connections: 0,
    mail(n = 1) {
      const found = sink.mails[n - 1]
      if (found) return Promise.resolve(found)
      const { promise, resolve } = Promise.withResolvers<Mail>()
      waiting.push({ n, resolve })
      return promise
    },
    hold() {
      const reached = Promise.withResolvers<void>()
      const opened = Promise.withResolvers<void>()
      gate = { entered: reached.resolve, opened: opened.promise }
      return {
        reached: reached.promise,
        release() {
          gate = undefined
          opened.resolve()
        },
      }
    },
    refuse(reply) {
      refusal = reply
    },
    close: () => new Promise(resolve => smtp.close(() => resolve())),
  }
  onTestFinished(() => sink.close())
  return sink
}
