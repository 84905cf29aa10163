import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  type Browser,
  type BrowserContext,
  type BrowserContextOptions,
  chromium,
  type Locator,
  type Page,
} from 'playwright-core'
import { afterAll, afterEach, beforeAll, expect, inject } from 'vitest'
import { type DemoOptions, type RunningDemo, startDemo } from '../../demo/start.ts'
import { findViolations } from './axe.ts'
import { createPhone, type Phone } from './phone.ts'

/** A phone in a hand. */
export const onPhone: BrowserContextOptions = {
  viewport: { width: 375, height: 740 },
  hasTouch: true,
  isMobile: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

/** A computer on a desk. */
export const onDesktop: BrowserContextOptions = { viewport: { width: 1280, height: 800 } }

/** Somebody at a page of the demo. */
export interface Visit {
  page: Page
  /** The `<reach-proof>` of the page. */
  widget: Locator
  /** The simulated phone beside it. */
  phone: Phone
  /** How often the page asked the verification server for this, as `POST /v1/verifications/{id}/check`. */
  asked(what: string): number
  /** What was wrong on the console so far; the end of the test fails on it. */
  troubles: string[]
  /** axe finds nothing in the widget, or in another part; and a picture, when SCREENSHOTS names a folder. */
  look(name: string, part?: string): Promise<void>
}

export interface VisitOptions {
  device?: BrowserContextOptions
  /** Statuses that the test provokes. A browser writes each on the console; any other is a failure. */
  refusals?: number[]
  /** Before the page is opened. */
  prepare?: (page: Page) => Promise<unknown>
  /** The test judges the console by itself. */
  ownConsole?: boolean
}

/**
 * A demo of its own for the tests of a file, with the demo's limits or others, and visits to it. Whatever else a test is about: when
 * it ends, the console must be clean, violations of the page's CSP included.
 */
export function useDemo(options: Pick<DemoOptions, 'limits'> = {}) {
  let demo: RunningDemo
  let browser: Browser
  let folder: string
  const visits: { context: BrowserContext; troubles: string[]; ownConsole: boolean }[] = []

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'reachproof e2e '))
    browser = await chromium.connect(inject('chromium'))
    const zadarma = { keyMs: 5000, lateMs: 1000 }
    demo = await startDemo({ sitePort: 0, apiPort: 0, dataFolder: folder, zadarma, ...options })
  })

  afterAll(async () => {
    await browser?.close()
    await demo?.close()
    rmSync(folder, { recursive: true, force: true })
  })

  afterEach(async ({ task }) => {
    const ended = visits.splice(0)
    if (task.result?.state === 'fail')
      for (const { context } of ended)
        for (const page of context.pages()) await picture(page, `FAILED ${task.name}`)
    await Promise.all(ended.map(visit => visit.context.close()))
    for (const { troubles, ownConsole } of ended) if (!ownConsole) expect(troubles, 'the console').toEqual([])
  })

  return {
    get urls() {
      return demo.urls
    },

    /** Opens a path of the shop, or any other address, in a browser that was never here. */
    async visit(address: string, options: VisitOptions = {}): Promise<Visit> {
      const { device = onDesktop, refusals = [], prepare, ownConsole = false } = options
      const context = await browser.newContext({ locale: 'en-GB', reducedMotion: 'reduce', ...device })
      context.setDefaultTimeout(10_000)
      // The last one for pages that a test makes up: they come from nowhere, and ask this computer.
      const permissions = ['clipboard-read', 'clipboard-write', 'local-network-access']
      await context.grantPermissions(permissions, { origin: demo.urls.site })
      const page = await context.newPage()
      const troubles: string[] = []
      visits.push({ context, troubles, ownConsole })
      watchConsole(page, troubles, refusals)
      const requests = watchRequests(page, demo.urls.api)
      await prepare?.(page)
      await page.goto(new URL(address, demo.urls.site).href)
      return {
        page,
        widget: page.locator('reach-proof'),
        phone: createPhone(page),
        asked: what => requests.filter(request => request === what).length,
        troubles,
        look: (name, part) => look(page, name, part),
      }
    },
  }
}

function watchConsole(page: Page, troubles: string[], refusals: number[]): void {
  page.on('pageerror', error => troubles.push(String(error)))
  page.on('console', message => {
    if (!['error', 'warning'].includes(message.type())) return
    // What Playwright prepares in every frame is not run in the frame of a mail.
    if (message.text().startsWith("Blocked script execution in 'about:blank'")) return
    const status = /^Failed to load resource.* status of (\d+)/.exec(message.text())?.[1]
    if (!refusals.includes(Number(status))) troubles.push(`${message.text()} (${message.location().url})`)
  })
}

function watchRequests(page: Page, api: string): string[] {
  const requests: string[] = []
  page.on('request', request => {
    const { origin, pathname } = new URL(request.url())
    if (origin !== api) return
    requests.push(
      `${request.method()} ${pathname.replace(/^(\/v1\/verifications\/)[^/]+/, '$1{id}').replace(/^(\/v1\/sites\/).*/, '$1{key}')}`,
    )
  })
  return requests
}

async function look(page: Page, name: string, part = 'reach-proof'): Promise<void> {
  await picture(page, name)
  // Soft: whoever reads the report wants to know of every screen.
  expect.soft(await findViolations(page, part), `accessibility of “${name}”`).toEqual([])
}

/** The elements of the widget that are animated. */
export const moving = (page: Page): Promise<string[]> =>
  page.locator('reach-proof').evaluateAll(widgets =>
    widgets
      .flatMap(widget => [...widget.shadowRoot!.querySelectorAll('*')])
      .filter(element => getComputedStyle(element).animationName !== 'none')
      .map(element => `${element.localName}: ${getComputedStyle(element).animationName}`),
  )

/** A picture of the page, when somebody wants any. */
async function picture(page: Page, name: string): Promise<void> {
  const folder = process.env.SCREENSHOTS
  if (!folder) return
  mkdirSync(folder, { recursive: true })
  const file = `${name.replaceAll('/', ' ')} ${page.viewportSize()?.width}.png`
  await page.screenshot({ path: join(folder, file), fullPage: true })
}

/** Waits until it can be seen. @param timeout milliseconds, where it takes longer than usual */
export const see = (locator: Locator, timeout = 10_000): Promise<void> =>
  locator.first().waitFor({ state: 'visible', timeout })

/** Waits until it is gone, or hidden. */
export const gone = (locator: Locator): Promise<void> => locator.first().waitFor({ state: 'hidden' })

/** Waits until it has the focus. */
export const focused = (locator: Locator): Promise<void> =>
  expect
    .poll(() => locator.evaluate(it => (it.getRootNode() as Document | ShadowRoot).activeElement === it))
    .toBe(true)

/** A code that is certainly another one. */
export const otherThan = (code: string): string => code.slice(0, -1) + ((Number(code.at(-1)) + 1) % 10)
