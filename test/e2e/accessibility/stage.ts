import { readFileSync } from 'node:fs'
import { type Browser, type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { afterAll, beforeAll, expect, inject } from 'vitest'
import type { SiteView, VerificationView, WidgetTexts } from '../../../server/api.ts'
import { ar } from '../../../server/texts/ar.ts'
import { en } from '../../../server/texts/en.ts'
import { fixtures } from '../../../widget/fixtures.ts'
import { onDesktop, onPhone } from '../browser.ts'
import { type Server, serve } from './server.ts'
import { keepSpoken, type Spoken, spokenOn } from './spoken.ts'

/**
 * The built script in a page of ours, with a server that answers what a test wants and a clock that stands still: so
 * every state of the element is reached as a visitor reaches it, and is the same each time.
 */

const script = readFileSync(new URL('../../../dist/widget/reach-proof.js', import.meta.url), 'utf8')
const origin = 'https://shop.example'

export interface Setting {
  language?: 'en' | 'ar'
  phone?: boolean
  /** On the tag, beside its site key. */
  attributes?: string
  /** Before the element. */
  before?: string
  /** Other than a site with every channel; null: the configuration waits until the test answers it. */
  site?: Partial<SiteView> | null
  device?: BrowserContextOptions
}

export interface Stage {
  page: Page
  server: Server
  texts: WidgetTexts
  /** Goes on with Tab to the control whose name is this, or begins with it. Fails when Tab does not reach it. */
  tabTo(name: string): Promise<void>
  /** Goes there and presses Enter. */
  enter(name: string): Promise<void>
  /** Types into what has the focus. */
  type(text: string): Promise<void>
  /** Waits until these words stand in the widget, or until there is an element like this. */
  see(words: string | RegExp | { selector: string }): Promise<void>
  /** Lets time pass for the page. */
  pass(ms: number): Promise<void>
  /** What was spoken since the page was opened, or since the last time this was asked. */
  spoken(): Promise<Spoken[]>
  /** What has the focus, as it is called; null when nothing of the page has. */
  focused(): Promise<string | null>
  close(): Promise<void>
}

const direction = { en: 'ltr', ar: 'rtl' } as const
const texts: Record<'en' | 'ar', WidgetTexts> = { en: en.widget, ar: ar.widget }

/** A site with every channel, in a language. */
function siteIn(language: 'en' | 'ar'): SiteView {
  const drawn = fixtures({ texts: texts[language], language, direction: direction[language] })
  const { site } = drawn.find(({ model }) => model.site)!.model
  return {
    ...site!,
    channels: [
      { id: 'whatsapp', contact: 'phone', free: true },
      { id: 'sms', contact: 'phone', free: false },
      { id: 'call_code', contact: 'phone', free: false },
      { id: 'call_button', contact: 'phone', free: false },
      { id: 'email', contact: 'email', free: true },
    ],
  }
}

const documentOf = ({ language = 'en', before = '', attributes = '' }: Setting) => `<!doctype html>
<html lang="${language}" dir="${direction[language]}"><head><meta charset="utf-8"><title>Sign up</title>
<meta name="viewport" content="width=device-width, initial-scale=1"><meta name="color-scheme" content="light dark">
<style>html { background: Canvas } body { font: 1em/1.5 sans-serif; margin: 16px } @media (width < 300px) { body { margin: 0 } }</style>
<script async src="/w/v1/reach-proof.js"></script></head>
<body><main><h1>Sign up</h1><form>${before}
<reach-proof sitekey="site_example" required ${attributes}><p>Call us instead.</p></reach-proof>
<p><button>Sign up</button></p></form></main></body></html>`

/** Pages for the tests of a file; a page is closed where `close` is called, or with the last test. */
export function useStage() {
  let browser: Browser
  beforeAll(async () => {
    browser = await chromium.connect(inject('chromium'))
  })
  afterAll(() => browser?.close())

  return async (setting: Setting = {}): Promise<Stage> => {
    const { language = 'en', phone = false, device } = setting
    const context = await browser.newContext({
      locale: language === 'en' ? 'en-GB' : 'ar-EG',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
      ...(phone ? onPhone : onDesktop),
      ...device,
    })
    context.setDefaultTimeout(10_000)
    await context.grantPermissions(['clipboard-read', 'clipboard-write'], { origin })
    const page = await context.newPage()
    await keepSpoken(page)
    const server = serve(setting.site === null ? null : { ...siteIn(language), ...setting.site })
    // What opens WhatsApp opens a page that nobody looks at.
    await context.route('https://wa.me/**', route => route.fulfill({ body: '' }))
    await page.route(`${origin}/**`, route => {
      const path = new URL(route.request().url()).pathname
      if (path.startsWith('/v1/')) return server.answer(route)
      if (path.endsWith('.js'))
        return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
      return route.fulfill({ contentType: 'text/html; charset=utf-8', body: documentOf(setting) })
    })
    await page.clock.install({ time: '2026-01-01T14:00:00Z' })
    await page.clock.pauseAt('2026-01-01T14:05:00Z')
    await page.goto(`${origin}/`)
    return stageOf(page, server, texts[language])
  }
}

function stageOf(page: Page, server: Server, texts: WidgetTexts): Stage {
  const focused = () => page.evaluate(nameOfFocused)
  const tabTo = async (name: string) => {
    const passed: (string | null)[] = []
    do {
      await page.keyboard.press('Tab')
      passed.push(await focused())
      if (passed.at(-1)?.startsWith(name)) return
    } while (passed.length < 40)
    expect.fail(`Tab does not reach “${name}”, only ${passed.join(' · ')}`)
  }
  return {
    page,
    server,
    texts,
    focused,
    tabTo,
    async enter(name) {
      await tabTo(name)
      await page.keyboard.press('Enter')
    },
    type: text => page.keyboard.type(text),
    async see(words) {
      const widget = page.locator('reach-proof')
      // What is only spoken has no size.
      const found =
        typeof words === 'string' || words instanceof RegExp
          ? widget.getByText(words)
          : widget.locator(words.selector)
      await found.first().waitFor({ state: 'visible' })
    },
    async pass(ms) {
      // A server lets nobody wait for longer than half a minute.
      for (let left = ms; left > 0; left -= 20_000) {
        const step = Math.min(left, 20_000)
        await page.clock.runFor(step)
        server.passed(step / 1_000)
        if (left > 20_000 && server.awaited) await server.nothingHappens()
      }
    },
    spoken: () => spokenOn(page),
    close: () => page.context().close(),
  }
}

/** Runs in the page: through shadow roots, by what a label, an attribute or its own words call it. */
function nameOfFocused(): string | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  if (!active || active === document.body) return null
  const { labels, ariaLabel } = active as HTMLInputElement
  const words = ariaLabel ?? labels?.[0]?.textContent ?? (active as HTMLElement).innerText
  return words.replace(/\s+/g, ' ').trim()
}

/** A view as the server gives it, over any channel. */
export function viewOf(
  channel: VerificationView['channel'],
  more: Partial<VerificationView> = {},
): VerificationView {
  const drawn = fixtures({ texts: en.widget, language: 'en', direction: 'ltr' })
  const { view } = drawn.find(({ model }) => model.view?.channel === channel)!.model
  const waits = channel === 'whatsapp' || channel === 'call_button'
  return {
    ...view!,
    state: waits ? 'waiting' : 'pending',
    delivery: channel === 'whatsapp' ? 'none' : 'sent',
    notice: null,
    ...more,
  }
}
