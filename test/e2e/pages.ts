import { mkdtempSync, rmSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import express from 'express'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { accounts } from '../../demo/accounts.ts'
import { createMailbox, type Mailbox } from '../../demo/mailbox.ts'
import type { PhoneNetwork } from '../../demo/network.ts'
import { type Providers, startProviders } from '../../demo/providers.ts'
import { demoConfig } from '../../demo/reachproof.config.ts'
import { createReachproof } from '../../server/index.ts'
import { createLog } from '../../server/log.ts'
import { onDesktop, see } from './browser.ts'

/** What a page's server answers. */
export interface Answer {
  body: string
  /** `text/html; charset=utf-8` unless said otherwise. */
  type?: string
  headers?: Record<string, string>
}

/** Somebody at a page of somebody else's. */
export interface HostVisit {
  page: Page
  widget: Locator
  /** What was wrong on the console so far; the end of the test fails on it. */
  troubles: string[]
  /** Everything that was written on the console. */
  said: string[]
  /** Violations of the page's policy, as `directive blocked`. */
  violations(): Promise<string[]>
  /** Events of the widget, in order: its name without `reachproof-`, with the detail. */
  events(): Promise<{ name: string; detail: Record<string, unknown> }[]>
  /** How often the page asked the server for this, as `POST /v1/verifications/{id}/check`. */
  asked(what: string): number
}

export interface HostVisitOptions {
  device?: BrowserContextOptions
  /** Before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>
  /** What the page is expected to bring to the console. */
  expected?: RegExp
}

export interface HostsOptions {
  /** Where the database goes, and everything beside it; a new folder unless said otherwise. */
  dataFolder?: () => string
  /** In place of the Chromium that all tests share. */
  browser?: () => Promise<Browser>
}

const whatsappNumber = accounts.massejli.number

/**
 * The demo's verification server and its simulated providers, and beside them, on another origin, the pages of
 * anybody: what a test puts there is served as it is.
 */
export function useHosts(options: HostsOptions = {}) {
  let browser: Browser
  let ownFolder: string | undefined
  let mailbox: Mailbox
  let providers: Providers
  let pages = new Map<string, Answer>()
  const urls = { site: '', api: '' }
  const closing: (() => unknown)[] = []
  const texts: { to: string; text: string }[] = []
  const visits: { context: BrowserContext; troubles: string[] }[] = []
  let lastNumber = 33_612_360_000

  // Nobody picks up: it rings until the end.
  const { promise: over, resolve: end } = Promise.withResolvers<void>()
  closing.push(end)
  const network: PhoneNetwork = {
    text: message => void texts.push(message),
    chat: () => {},
    call: () => ({
      answered: over.then(() => 'no answer' as const),
      ended: over,
      say: async () => {},
      play: async () => {},
      key: async () => null,
      hangUp: () => {},
    }),
  }

  beforeAll(async () => {
    browser = await (options.browser?.() ?? chromium.connect(inject('chromium')))
    closing.push(() => browser.close())
    const site = await listen((request, response) => {
      const { pathname } = new URL(request.url!, 'http://pages')
      const answer = pages.get(pathname)
      // A browser asks for an icon by itself.
      response.statusCode = answer ? 200 : pathname === '/favicon.ico' ? 204 : 404
      response.setHeader('content-type', answer?.type ?? 'text/html; charset=utf-8')
      for (const [name, value] of Object.entries(answer?.headers ?? {})) response.setHeader(name, value)
      response.end(answer?.body ?? 'Nothing here.')
    })
    const api = await listen()
    closing.push(
      () => stop(site),
      () => stop(api),
    )
    urls.site = addressOf(site)
    urls.api = addressOf(api)
    mailbox = await createMailbox()
    closing.push(() => mailbox.close())
    providers = await startProviders(urls.api, network, mailbox, { keyMs: 5000, lateMs: 1000 })
    closing.push(() => providers.close())
    if (!options.dataFolder) ownFolder = mkdtempSync(join(tmpdir(), 'reachproof hosts '))
    const dataFolder = ownFolder ?? options.dataFolder!()
    const config = demoConfig({ ...urls, ...providers.urls, mail: mailbox.url, dataFolder })
    const reachproof = createReachproof(config, { log: createLog('error') })
    closing.push(() => reachproof.close())
    await reachproof.ready
    api.on('request', express().disable('x-powered-by').use(reachproof.router))
  })

  afterAll(async () => {
    for (const end of closing.splice(0).reverse()) await end()
    if (ownFolder) rmSync(ownFolder, { recursive: true, force: true })
  })

  afterEach(async () => {
    pages = new Map()
    const ended = visits.splice(0)
    await Promise.all(ended.map(({ context }) => context.close()))
    for (const { troubles } of ended) expect(troubles, 'the console').toEqual([])
  })

  /** A number that nobody has used. */
  const newNumber = (): string => `+${++lastNumber}`

  const hosts = {
    urls,
    texts,
    get mails() {
      return mailbox.mails
    },

    /** The script tag. */
    script: (attributes = 'async', version = 'v1') =>
      `<script ${attributes} src="${urls.api}/w/${version}/reach-proof.js"></script>`,

    /** Puts something on the site, until the end of the test. */
    put(path: string, answer: Answer | string): void {
      pages.set(path, typeof answer === 'string' ? { body: answer } : answer)
    },

    newNumber,

    /** Opens a page of the site in a browser that was never here. */
    async visit(
      path: string,
      { device = onDesktop, prepare, expected }: HostVisitOptions = {},
    ): Promise<HostVisit> {
      const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...device })
      context.setDefaultTimeout(10_000)
      await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin: urls.site })
      const page = await context.newPage()
      const troubles: string[] = []
      const said: string[] = []
      visits.push({ context, troubles })
      const trouble = (text: string) => void (expected?.test(text) || troubles.push(text))
      page.on('pageerror', error => trouble(String(error)))
      page.on('console', message => {
        said.push(message.text())
        if (['error', 'warning'].includes(message.type())) trouble(message.text())
      })
      const requests = watchRequests(page, urls.api)
      await context.addInitScript(record)
      // WhatsApp itself is not on this computer.
      await context.route('https://wa.me/**', route => route.fulfill({ body: 'WhatsApp' }))
      await prepare?.(page)
      await page.goto(urls.site + path)
      const recorded = () => page.evaluate(() => (globalThis as unknown as { recorded: Recorded }).recorded)
      return {
        page,
        widget: page.locator('reach-proof'),
        troubles,
        said,
        violations: async () => (await recorded()).violations,
        events: async () => (await recorded()).events,
        asked: what => requests.filter(request => request === what).length,
      }
    },

    /** Puts a page there and opens it. */
    open(body: string, options?: HostVisitOptions): Promise<HostVisit> {
      hosts.put('/', body)
      return hosts.visit('/', options)
    },

    /** Sends what the widget has written for WhatsApp, and reads the code in the answer. */
    async sendMessage(widget: Locator, from = newNumber()): Promise<string> {
      const link = widget.locator('a[href*="text="]').first()
      await see(link)
      return hosts.write(new URL((await link.getAttribute('href'))!).searchParams.get('text')!, from)
    },

    /** Writes to the business in WhatsApp. @returns the code in the answer */
    async write(text: string, from = newNumber()): Promise<string> {
      return /\b\d{6}\b/.exec(await providers.chats.get(whatsappNumber)!(from, text))![0]
    },

    /** The whole way over WhatsApp, from the first button. */
    async confirm(widget: Locator, from = newNumber()): Promise<void> {
      await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
      const code = await hosts.sendMessage(widget, from)
      await see(widget.getByText('Message received'))
      await widget.getByRole('textbox').fill(code)
      await see(widget.getByText(/confirmed$/))
    },
  }
  return hosts
}

export type Hosts = ReturnType<typeof useHosts>

/** A whole page. */
export const pageOf = (body: string, { head = '', root = 'lang="en"' } = {}): string =>
  `<!doctype html><html ${root}><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>A page</title>${head}</head><body>${body}</body></html>`

/** Words that stand between the tags, as every page should have them. */
export const fallback = 'Call us instead.'

/** The tag, as the documentation has it. */
export const tag = (attributes = ''): string =>
  `<reach-proof sitekey="site_demo" session-nonce="nonce-of-this-page" ${attributes}><p>${fallback}</p></reach-proof>`

/** What a form would send. */
export const formData = (page: Page, form = 'form'): Promise<Record<string, string>> =>
  page
    .locator(form)
    .evaluate(it => Object.fromEntries(new FormData(it as HTMLFormElement)) as Record<string, string>)

/** The value of the first widget, as its page reads it. */
export const proofIn = (widget: Locator): Promise<string> =>
  widget.first().evaluate(it => (it as unknown as HTMLInputElement).value)

/** A proof: three parts of base64url. */
export const proofForm = /^[\w-]+\.[\w-]+\.[\w-]+$/

/** Bundles a page's own script with what it imports, as an application would be. */
export async function bundle(code: string): Promise<string> {
  const entry = '\0page'
  const built = (await build({
    configFile: false,
    logLevel: 'silent',
    define: { 'process.env.NODE_ENV': '"development"' },
    plugins: [
      {
        name: 'page',
        resolveId: id => (id === 'page' ? entry : undefined),
        load: id => (id === entry ? code : undefined),
      },
    ],
    build: { write: false, minify: false, rolldownOptions: { input: 'page', output: { format: 'iife' } } },
  })) as Rolldown.RolldownOutput
  return built.output[0].code
}

interface Recorded {
  violations: string[]
  events: { name: string; detail: Record<string, unknown> }[]
}

/** Runs in the page, before anything else of it. */
function record(): void {
  const recorded: Recorded = { violations: [], events: [] }
  Object.assign(globalThis, { recorded })
  document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
    // A browser asks for an icon by itself.
    if (!blockedURI.endsWith('/favicon.ico')) recorded.violations.push(`${effectiveDirective} ${blockedURI}`)
  })
  for (const name of ['start', 'verified', 'expired', 'error', 'statechange'])
    document.addEventListener(`reachproof-${name}`, e => {
      recorded.events.push({ name, detail: { ...(e as CustomEvent).detail } })
    })
}

function watchRequests(page: Page, api: string): string[] {
  const requests: string[] = []
  page.on('request', request => {
    const { origin, pathname } = new URL(request.url())
    if (origin !== api) return
    const path = pathname
      .replace(/^(\/v1\/verifications\/)[^/]+/, '$1{id}')
      .replace(/^(\/v1\/sites\/).*/, '$1{key}')
    requests.push(`${request.method()} ${path}`)
  })
  return requests
}

function listen(app?: RequestListener): Promise<Server> {
  const server = createServer(...(app ? [app] : []))
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () => resolve(server))
  })
}

const addressOf = (server: Server): string => `http://localhost:${(server.address() as AddressInfo).port}`

/** Long polls never end by themselves. */
function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
