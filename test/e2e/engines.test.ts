import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type RunningDemo, startDemo } from '../../demo/start.ts'
import { openFirefox } from '../browsers/firefox.ts'
import { openWith } from '../browsers/puppeteer.ts'
import { openWebKit } from '../browsers/webkit.ts'
import type { Window } from '../browsers/window.ts'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { firefox, starts, webkit } from '../needs.ts'

// One visitor in every engine there is, with a mouse and a keyboard and nothing of a test tool's own.
// `npm test` says which engines there are.

const engines = [
  {
    engine: 'Chromium',
    open: () => openWith({ browser: 'chrome', executablePath: findChromium(), args: chromiumArgs }),
  },
  ...(starts(firefox) ? [{ engine: 'Firefox', open: openFirefox }] : []),
  ...(starts(webkit) ? [{ engine: 'WebKit', open: openWebKit }] : []),
]

let demo: RunningDemo
let folder: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'reachproof e2e '))
  demo = await startDemo({ sitePort: 0, apiPort: 0, dataFolder: folder })
})

afterAll(async () => {
  await demo?.close()
  rmSync(folder, { recursive: true, force: true })
})

describe.each(engines)('in $engine', ({ open }) => {
  let window: Window

  beforeAll(async () => {
    window = await open()
  })
  afterAll(() => window?.close())

  /** Waits until an expression of the page is true; the poll's own limit ends what never is. */
  const until = (expression: string) =>
    expect
      .poll(() => window.run(`return !!(${expression})`), { message: expression, timeout: 60_000 })
      .toBe(true)

  const inWidget = "document.querySelector('reach-proof').shadowRoot"
  const says = (words: string) =>
    until(`document.querySelector('reach-proof')?.shadowRoot?.textContent.includes(${JSON.stringify(words)})`)
  /** A button or link of the widget by its words. */
  const control = (words: string) =>
    `[...${inWidget}.querySelectorAll('button, a')].find(it => it.textContent.includes(${JSON.stringify(words)}))`

  /** Waits for an element and clicks into its middle. */
  async function click(element: string) {
    await until(`${element}?.checkVisibility()`)
    const [x, y] = await window.run<[number, number]>(`
      const it = ${element}
      it.scrollIntoView({ block: 'center', behavior: 'instant' })
      const { left, top, width, height } = it.getBoundingClientRect()
      return [left + width / 2, top + height / 2]`)
    await window.click(x, y)
  }

  async function type(field: string, text: string) {
    await click(field)
    await window.press([...text])
    await expect.poll(() => window.run(`return ${field}.value`)).toBe(text)
  }

  it('a visitor confirms over WhatsApp, and the shop is told the number', async () => {
    await window.open(demo.urls.site)
    await says('Continue with WhatsApp')
    await type("document.querySelector('input[autocomplete=name]')", 'Nour')
    await type("document.querySelector('input[autocomplete=username]')", 'nour')

    await click(control('Continue with WhatsApp'))
    await says('Confirm with WhatsApp')
    const focused = () => window.run<string>(`return ${inWidget}.activeElement?.textContent ?? ''`)
    await expect.poll(focused).toBe('Confirm with WhatsApp')
    await click(control('Open WhatsApp'))
    const draft = () => window.run(`return document.querySelector('#phone [data-draft]').value`)
    await expect.poll(draft).toMatch(/^VERIFY [0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await click("document.querySelector('#phone [data-composer] [type=submit]')")

    await says('Message received')
    const codes =
      "[...document.querySelectorAll('#phone [role=log] button')].map(it => it.textContent).filter(it => /^\\d{6}$/.test(it))"
    await until(`${codes}.length === 1`)
    const [code] = await window.run<[string]>(`return ${codes}`)
    await click(`${inWidget}.querySelector('#code')`)
    await window.press([...code])
    await until(`document.querySelector('reach-proof').state === 'verified'`)
    const held = () =>
      window.run<string>(
        `return new FormData(document.querySelector('reach-proof').form).get('reachproof-response')`,
      )
    await expect.poll(held).toMatch(/^[\w-]+\.[\w-]+\.[\w-]+$/)
    expect(await window.run(`return document.querySelector('reach-proof').matches(':state(verified)')`)).toBe(
      true,
    )
    expect(await window.run(`return document.querySelector('reach-proof').form.checkValidity()`)).toBe(true)

    await click(
      "[...document.querySelectorAll('button')].find(it => it.textContent.includes('Create account'))",
    )
    await until("document.querySelector('h1')?.textContent === 'Welcome, Nour.'")
    expect(await window.run('return document.body.innerText')).toContain('+33 6 12 34 56 78')
  }, 180_000)
})
