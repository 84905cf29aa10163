import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { type BrowserContextOptions, chromium, type Page } from 'playwright-core'
import { chromiumArgs, findChromium } from '../../chromium.ts'
import { forms } from './forms.ts'
import { frame, type Shown, sideBySide } from './in-page.ts'
import { encodePng } from './png.ts'
import { samples } from './properties.ts'
import { openShop, type PageOfShop, tag, walk } from './shop.ts'
import { cssOf, grounds, parts, type Scheme, themes } from './themes.ts'

// Draws the pictures of docs/theming.md with the built widget:
// `SCREENSHOTS=docs/pictures node test/e2e/theming/draw-pictures.ts`, or only those whose names begin with a word that follows.

const folder = process.env.SCREENSHOTS ?? 'docs/pictures'
const only = process.argv[2] ?? ''
mkdirSync(folder, { recursive: true })
const browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArgs })

type Panel = PageOfShop & { play: (page: Page) => Promise<unknown> }

const onPhone: BrowserContextOptions = {
  isMobile: true,
  userAgent:
    'Mozilla/5.0 (Linux; Android 15) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Mobile Safari/537.36',
}

const style = (width: number, css: string) =>
  `<style>body { box-sizing: border-box; width: ${width}px; margin: 0; padding: 20px; font: 16px/1.5 system-ui, sans-serif }
    ${css}</style>`

// Each theme in a form of its own kind: a number is asked for in the light, a code was wrong in the dark.
for (const theme of themes) {
  const panel = (scheme: Scheme, play: Panel['play']): Panel => ({
    play,
    root: `lang="en" style="color-scheme:${scheme}" data-bs-theme="${scheme}"`,
    head: style(
      400,
      `${cssOf(theme)} html { background: ${grounds[theme][scheme]} } reach-proof { margin: 20px 0 } ${forms[theme]}`,
    ),
    body: `<form><label class="field">Name <input class="own" value="Ada Lovelace"></label>
      ${tag}<button type="button" class="own">Create account</button></form>`,
  })
  await draw(`theme-${theme}`, [panel('light', walk.phone), panel('dark', walk.wrong)])
}

// Each custom property: the widget as it comes, and what the property makes of it.
for (const { name, value, play } of samples) {
  const panel = (css: string): Panel => ({
    // Where it is about width, there is more of it.
    head: style(
      name === 'max-width' || name === 'success-color' ? 400 : 300,
      `html { background: #fff } reach-proof { ${css} }`,
    ),
    play: play === 'choose' ? choose : play === 'focus' ? focusButton : walk[play],
  })
  const outlined = name === 'min-height' ? 'outline: 1px dashed #999;' : ''
  await draw(name, [panel(outlined), panel(`${outlined} --reachproof-${name}: ${value}`)])
}

// The parts: framed, with their numbers.
const framed = (width: number, play: Panel['play'], first: string[], last: string[] = []): Panel => ({
  head: style(width, 'html { background: #fff } body { padding: 24px }'),
  async play(page) {
    await play(page)
    const shown = (names: string[], which: 0 | -1) =>
      names.map((part): Shown => [part, parts.indexOf(part) + 1, which])
    await page.evaluate(frame, [...shown(first, 0), ...shown(last, -1)])
  },
})
await draw('parts-1', [
  framed(350, choose, ['base', 'label', 'button-primary', 'channel']),
  framed(420, walk.phone, ['select', 'input', 'hint'], ['label', 'link']),
])
await draw('parts-2', [
  framed(620, walk.whatsapp, ['qr', 'status', 'code']),
  framed(350, walk.wrong, ['status', 'error', 'timer']),
])
await draw(
  'parts-3',
  [framed(350, walk.whatsapp, [], ['button', 'status']), framed(350, walk.confirmed, ['result'])],
  onPhone,
)

// The slots.
const slots = `<reach-proof sitekey="site_example">
  <span slot="label">One step left: <em>your</em> contact</span>
  <small slot="consent">We use it for this order only. <a href="/privacy">Privacy</a></small>
  <small slot="footer">Trouble? <a href="/help">Write to us</a></small>
  <span slot="success">Thank you, Ada. We can reach you.</span></reach-proof>`
const slotted = (play: Panel['play']): Panel => ({
  head: style(360, 'html { background: #fff } small { display: block }'),
  body: slots,
  play,
})
await draw('slots', [slotted(choose), slotted(walk.confirmed)])

await browser.close()

/** The screen that comes first. */
async function choose(): Promise<void> {}

async function focusButton(page: Page): Promise<void> {
  await walk.email(page)
  await page.keyboard.press('Tab')
}

/** Takes pictures of pages and puts them side by side into one file. */
async function draw(name: string, panels: Panel[], device: BrowserContextOptions = {}): Promise<void> {
  if (!name.startsWith(only)) return
  const context = await browser.newContext({
    locale: 'en-GB',
    ...device,
    reducedMotion: 'reduce',
    deviceScaleFactor: 2,
    viewport: { width: 800, height: 800 },
  })
  const shots: string[] = []
  for (const { play, ...shop } of panels) {
    const page = await openShop(context, shop)
    await play(page)
    await page.mouse.move(0, 0)
    shots.push((await page.locator('body').screenshot()).toString('base64'))
    await page.close()
  }
  const page = await context.newPage()
  const { width, height, data } = await page.evaluate(sideBySide, shots)
  await context.close()
  const png = encodePng({ width, height, rgba: Buffer.from(data, 'base64') })
  writeFileSync(join(folder, `${name}.png`), png)
  console.log(`${name}.png ${width}×${height} ${(png.length / 1000).toFixed(1)} kB`)
}
