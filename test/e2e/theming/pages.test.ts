import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { chromium } from 'playwright-core'
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from 'vitest'
import { onDesktop } from '../browser.ts'
import { openShop, type PageOfShop, tag, walk } from './shop.ts'
import { cssOf } from './themes.ts'

// The built script in pages that do not make it easy.

let browser: Browser
const pages: Page[] = []

beforeAll(async () => {
  browser = await chromium.connect(inject('chromium'))
})
afterEach(async () => {
  for (const page of pages.splice(0)) await page.context().close()
})
afterAll(() => browser?.close())

async function open(shop: PageOfShop, device: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({
    ...onDesktop,
    locale: 'en-GB',
    reducedMotion: 'reduce',
    ...device,
  })
  context.setDefaultTimeout(10_000)
  const page = await openShop(context, shop)
  pages.push(page)
  return page
}

const part = (page: Page, name: string): Locator => page.locator(`reach-proof [part~=${name}]`).first()

const styleOf = (locator: Locator, property: string): Promise<string> =>
  locator.evaluate((it, property) => getComputedStyle(it).getPropertyValue(property), property)

const dark = 'rgb(242, 242, 242)'
const light = 'rgb(26, 26, 26)'
const colourOf = (page: Page): Promise<string> => styleOf(part(page, 'base'), 'color')

describe('the colours are those of the page', () => {
  const darkSystem: BrowserContextOptions = { colorScheme: 'dark' }

  it.each<[string, PageOfShop, string]>([
    ['light where it says nothing', {}, light],
    ['light where it says light', { head: '<meta name="color-scheme" content="light">' }, light],
    ['dark where it follows the system', { head: '<meta name="color-scheme" content="light dark">' }, dark],
    ['dark where it is dark', { root: 'lang="en" style="color-scheme: dark"' }, dark],
    ['those of the part of it', { body: `<div style="color-scheme: dark">${tag}</div>` }, dark],
    ['dark where the tag says so', { body: tag.replace('>', ' theme="dark">') }, dark],
    [
      'light where the tag says so',
      { root: 'style="color-scheme: dark"', body: tag.replace('>', ' theme="light">') },
      light,
    ],
    ['the page’s with theme=auto', { body: tag.replace('>', ' theme="auto">') }, light],
  ])('on a dark system: %s', async (_name, shop, colour) => {
    expect(await colourOf(await open(shop, darkSystem))).toBe(colour)
  })

  it('changes with the page while a visitor types, and nothing is lost', async () => {
    const page = await open({})
    await walk.email(page, 'ada@exam')
    const scheme = (value: string) =>
      page.evaluate(value => {
        document.documentElement.style.colorScheme = value
      }, value)
    await scheme('dark')
    expect(await colourOf(page)).toBe(dark)
    await page.keyboard.type('ple.com')
    await scheme('light')
    expect(await colourOf(page)).toBe(light)
    await page.locator('reach-proof').evaluate(it => it.setAttribute('theme', 'dark'))
    expect(await colourOf(page)).toBe(dark)
    await page.locator('reach-proof').evaluate(it => it.removeAttribute('theme'))
    expect(await colourOf(page)).toBe(light)
    expect(await page.getByLabel('Email address').inputValue()).toBe('ada@example.com')
    expect(await styleOf(part(page, 'input'), 'outline-style')).toBe('solid')
  })

  it('follows Bootstrap’s own switch and variables with its theme', async () => {
    const page = await open({
      root: 'lang="en" data-bs-theme="dark"',
      // As Bootstrap's own style sheet has it.
      head: `<style>:root { --bs-primary: #6f42c1 } [data-bs-theme=dark] { color-scheme: dark } ${cssOf('bootstrap')}</style>`,
    })
    expect(await styleOf(part(page, 'button-primary'), 'background-color')).toBe('rgb(111, 66, 193)')
    expect(await colourOf(page)).toBe('rgb(222, 226, 230)')
    await page.evaluate(() => document.documentElement.removeAttribute('data-bs-theme'))
    expect(await colourOf(page)).toBe('rgb(33, 37, 41)')
  })

  it('follows Tailwind’s variables with its theme', async () => {
    const page = await open({
      head: `<style>:root { --color-indigo-600: rgb(79, 57, 246) } ${cssOf('tailwind')}</style>`,
    })
    expect(await styleOf(part(page, 'button-primary'), 'background-color')).toBe('rgb(79, 57, 246)')
  })
})

/** Where everything stands, and how it is written. */
const measures = (page: Page): Promise<string[]> =>
  page.locator('reach-proof').evaluate(widget =>
    [...widget.shadowRoot!.querySelectorAll('.base, .base *')].map(element => {
      const { x, y, width, height } = element.getBoundingClientRect()
      const {
        fontSize,
        color,
        backgroundColor,
        borderWidth,
        letterSpacing,
        textTransform,
        textAlign,
        cursor,
      } = getComputedStyle(element)
      return [
        `${element.localName} ${element.getAttribute('part') ?? ''}`,
        [x, y, width, height].map(value => Math.round(value * 10) / 10),
        [fontSize, color, backgroundColor, borderWidth, letterSpacing, textTransform, textAlign, cursor],
      ].join(' | ')
    }),
  )

describe('the page’s own rules', () => {
  const body = `<div style="width: 375px">${tag}</div>`
  const head = (css: string) => `<style>body { margin: 20px; font: 16px/1.5 sans-serif } ${css}</style>`
  const screens = ['email', 'whatsapp', 'wrong', 'confirmed'] as const

  const usual = new Map<string, string[]>()
  beforeAll(async () => {
    for (const screen of screens) {
      const page = await open({ body, head: head('') })
      await walk[screen](page)
      usual.set(screen, await measures(page))
    }
  })

  it.each(screens)('ten pixels to the `rem` change nothing: %s', async screen => {
    const small = await open({ body, head: head('html { font-size: 62.5% } body { font-size: 1.6rem }') })
    await walk[screen](small)
    expect(await measures(small)).toEqual(usual.get(screen))
  })

  it('stays legible where the page itself is written in 10 px', async () => {
    const page = await open({ body, head: head('html { font-size: 62.5% } body { font-size: 1rem }') })
    await walk.email(page)
    expect(await styleOf(part(page, 'hint'), 'font-size')).toBe('13px')
    // Below 16 px a phone zooms into the field.
    expect(await styleOf(part(page, 'input'), 'font-size')).toBe('16px')
    expect((await part(page, 'button-primary').boundingBox())!.height).toBeGreaterThanOrEqual(44)
  })

  it.each(screens)('for everything on it do not reach inside: %s', async screen => {
    const hostile = await open({
      body,
      head: head(`* { box-sizing: content-box; margin: 0; padding: 0; letter-spacing: .3em; word-spacing: 1em;
          text-transform: uppercase; text-align: right; text-indent: 2em; line-height: 3; white-space: nowrap;
          cursor: crosshair; color: red; background: none; outline: none; list-style: square; transition: all 1s }
        body { margin: 20px } button, input, a, label, h2, ol, li, p, svg { all: unset; color: red; float: right }`),
    })
    await walk[screen](hostile)
    expect(await measures(hostile)).toEqual(usual.get(screen))
    // They do reach the tag itself.
    expect(await styleOf(hostile.locator('reach-proof'), 'letter-spacing')).toBe('4.8px')
  })

  it('may be for a state', async () => {
    const page = await open({
      head: head(
        'reach-proof:state(verified)::part(result) { color: rgb(0, 80, 0) } reach-proof:state(idle) { opacity: .9 }',
      ),
    })
    expect(await styleOf(page.locator('reach-proof'), 'opacity')).toBe('0.9')
    await walk.confirmed(page)
    expect(await styleOf(part(page, 'result'), 'color')).toBe('rgb(0, 80, 0)')
    expect(await styleOf(page.locator('reach-proof'), 'opacity')).toBe('1')
  })

  it('cannot touch the QR code, which cameras have to read', async () => {
    const page = await open({
      root: 'style="color-scheme: dark"',
      head: head('reach-proof { --reachproof-color: red; --reachproof-control-background: #000 }'),
    })
    await walk.whatsapp(page)
    expect(await styleOf(part(page, 'qr'), 'background-color')).toBe('rgb(255, 255, 255)')
    expect(await styleOf(page.locator('reach-proof [part=qr] path'), 'fill')).toBe('rgb(0, 0, 0)')
  })
})
