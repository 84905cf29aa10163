import { fileURLToPath } from 'node:url'
import { type Browser, chromium, type Page } from 'playwright-core'
import { build, type Rolldown } from 'vite'
import { afterAll, beforeAll, inject } from 'vitest'
import { cssOf, grounds, type Scheme, type ThemeName } from './themes.ts'

export interface Look {
  /** Behind the theme. */
  css?: string
  /** The widget as it comes, unless said otherwise. */
  theme?: ThemeName | 'own'
  scheme?: Scheme
  /** Of the column that each screen stands in, in px. */
  width?: number
}

export interface Gallery {
  page: Page
  /** Puts on another look, in place of the last. */
  dress(look?: Look): Promise<void>
}

/** A page with every fixture of the widget, for the tests of a file. */
export function useGallery(language: 'en' | 'ar'): Gallery {
  let browser: Browser
  let page: Page

  beforeAll(async () => {
    browser = await chromium.connect(inject('chromium'))
    page = await browser.newPage({ reducedMotion: 'reduce', viewport: { width: 800, height: 800 } })
    await page.setContent(
      `<!doctype html><html lang="${language}" dir="${language === 'ar' ? 'rtl' : 'ltr'}"><style></style></html>`,
    )
    const input = fileURLToPath(new URL('gallery.ts', import.meta.url))
    const { output } = (await build({
      configFile: false,
      logLevel: 'silent',
      build: { write: false, minify: false, rolldownOptions: { input, output: { format: 'iife' } } },
    })) as Rolldown.RolldownOutput
    await page.addScriptTag({ content: output[0].code })
  })
  afterAll(() => browser?.close())

  return {
    get page() {
      return page
    },
    async dress({ css = '', theme = 'own', scheme = 'light', width = 375 } = {}) {
      await page.locator('style').evaluate(
        (style, css) => {
          style.textContent = css
        },
        `html { color-scheme: ${scheme}; background: ${grounds[theme][scheme]} }
        body { margin: 0; width: ${width}px; font: 16px/1.5 sans-serif }
        reach-proof { margin: 24px 0 }
        ${theme === 'own' ? '' : cssOf(theme)} ${css}`,
      )
    },
  }
}

/** A colour as bytes of sRGB. */
export type Bytes = [red: number, green: number, blue: number]

/** Two colours that have to be told apart. */
export interface Pair {
  what: 'text' | 'icon' | 'edge' | 'ring'
  fore: Bytes
  back: Bytes
  where: string
}

/** Every pair of colours on the page, once. What is disabled is left out, as WCAG does. */
export async function pairsOf(page: Page): Promise<Pair[]> {
  // As a keyboard does it: then a ring is drawn around what has the focus.
  await page.keyboard.press('Tab')
  return page.evaluate(readPairs)
}

/** Runs in the page. */
function readPairs(): Pair[] {
  type Colour = [...Bytes, alpha: number]
  const context = new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true })!
  const known = new Map<string, Colour>()
  const parse = (colour: string): Colour => {
    let parsed = known.get(colour)
    if (!parsed) {
      context.clearRect(0, 0, 1, 1)
      context.fillStyle = colour
      context.fillRect(0, 0, 1, 1)
      const [red, green, blue, alpha] = context.getImageData(0, 0, 1, 1).data
      parsed = [red!, green!, blue!, alpha! / 255]
      known.set(colour, parsed)
    }
    return parsed
  }
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (i: 0 | 1 | 2) => top[i] * top[3] + below[i] * (1 - top[3])
    return [mix(0), mix(1), mix(2), 1]
  }
  const parentOf = (element: Element): Element | null =>
    element.assignedSlot ?? element.parentElement ?? (element.getRootNode() as ShadowRoot).host ?? null
  const groundOf = (element: Element | null): Colour => {
    const layers: Colour[] = []
    for (let at = element; at && layers.at(-1)?.[3] !== 1; at = parentOf(at)) {
      const colour = parse(getComputedStyle(at).backgroundColor)
      if (colour[3]) layers.push(colour)
    }
    return layers.reduceRight((below, top) => over(top, below))
  }
  const hasText = (element: Element) =>
    [...element.childNodes].some(node => node instanceof Text && node.data.trim())

  const pairs = new Map<string, Pair>()
  const rings = new Set<string>()
  for (const plate of document.querySelectorAll('reach-proof'))
    for (const element of plate.shadowRoot!.querySelectorAll<HTMLElement>('*')) {
      if (!element.checkVisibility({ visibilityProperty: true })) continue
      if (element.closest('path, [part=qr], :disabled, a:not([href])')) continue
      const part = element.getAttribute('part')
      const see = (what: Pair['what'], colour: string, ground: Colour) => {
        const [fore, back] = [over(parse(colour), ground).slice(0, 3), ground.slice(0, 3)] as [Bytes, Bytes]
        const where = `${part || element.getAttribute('class') || element.localName} of “${plate.title}”`
        pairs.set([what, fore, back].join(), { what, fore, back, where })
      }
      const style = getComputedStyle(element)
      const before = getComputedStyle(element, '::before')
      const own = groundOf(element)
      const around = groundOf(parentOf(element))
      const isField = element.matches('input, select')
      if (hasText(element) || isField) see('text', style.color, own)
      if (element.localName === 'li' && before.visibility === 'visible') see('text', before.color, own)
      if (element.localName === 'svg') see('icon', style.stroke, own)
      if (element.matches('.dot')) see('icon', style.backgroundColor, around)
      // A row has its icon and its words: the line around it only adorns.
      if (isField || part === 'button') see('edge', style.borderBottomColor, around)
      if (!part || rings.has(part) || !element.matches('button, a, input, select, [tabindex]')) continue
      rings.add(part)
      element.focus()
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(element)
      const isDrawn = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1
      see('ring', isDrawn ? outlineColor : 'transparent', around)
    }
  return [...pairs.values()]
}

/** What sticks out of its column, or is hard to hit; one line for each. */
export const troublesOf = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const troubles = new Set<string>()
    for (const plate of document.querySelectorAll('reach-proof')) {
      const outer = plate.getBoundingClientRect()
      for (const element of plate.shadowRoot!.querySelectorAll('.base *')) {
        if (!element.checkVisibility()) continue
        const { left, right, height } = element.getBoundingClientRect()
        const say = (trouble: string) =>
          troubles.add(
            `${element.getAttribute('part') || element.getAttribute('class') || element.localName} ${trouble} in “${plate.title}”`,
          )
        // The arrow back is set further out on purpose, so that it stands in line with the words.
        if ((left < outer.left - 1 || right > outer.right + 1) && !element.closest('.back')) say('sticks out')
        // Links have less, but never less than WCAG asks for; those in a sentence are as high as it.
        const least = element.matches('.b, .row, .f, .back') ? 44 : element.matches('.l:not(p > .l)') ? 24 : 0
        if (height < least - 0.01) say(`is ${height} px high`)
      }
    }
    return [...troubles]
  })
