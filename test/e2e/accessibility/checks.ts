import type { Page } from 'playwright-core'

/** What is measured in the page; each gives one line for everything that is wrong. */

export interface Stop {
  name: string
  /** Whether there is a ring of 2 px around it. */
  ring: boolean
}

/** Everything that a key can reach, in the order of the page. */
export const controls = (page: Page): Promise<string[]> =>
  page
    .locator('reach-proof')
    .evaluate(widget =>
      [...widget.shadowRoot!.querySelectorAll<HTMLElement>('button, a[href], input, select')]
        .filter(one => one.checkVisibility({ visibilityProperty: true }) && !one.matches(':disabled'))
        .map(one => one.id || (one.ariaLabel ?? one.innerText).replace(/\s+/g, ' ').trim()),
    )

/** What of the widget has the focus; null when nothing has. */
export const stop = (page: Page): Promise<Stop | null> =>
  page.locator('reach-proof').evaluate(widget => {
    const one = widget.shadowRoot!.activeElement as HTMLElement | null
    if (!one) return null
    const { outlineStyle, outlineWidth } = getComputedStyle(one)
    return {
      name: one.id || (one.ariaLabel ?? one.innerText).replace(/\s+/g, ' ').trim(),
      ring: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
    }
  })

/** Controls have 44 px, whatever else is pressed 24 px, in both directions; none lies over another. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.locator('reach-proof').evaluate(widget => {
    const wrong: string[] = []
    const seen: { name: string; box: DOMRect }[] = []
    for (const one of widget.shadowRoot!.querySelectorAll<HTMLElement>('button, a[href], input, select')) {
      if (!one.checkVisibility()) continue
      const box = one.getBoundingClientRect()
      const name = `${one.localName} “${one.ariaLabel ?? one.innerText.replace(/\s+/g, ' ')}”`
      const least = one.matches('.l') ? 24 : 44
      if (box.height < least - 0.5 || box.width < least - 0.5)
        wrong.push(`${name} has ${box.width} × ${box.height} px`)
      for (const other of seen)
        if (
          box.left < other.box.right - 1 &&
          other.box.left < box.right - 1 &&
          box.top < other.box.bottom - 1 &&
          other.box.top < box.bottom - 1
        )
          wrong.push(`${name} lies over ${other.name}`)
      seen.push({ name, box })
    }
    return wrong
  })

/** Nothing is cut off, or stands outside of the page: each text, and what stands in a field, has its room. */
export const cutOff = (page: Page): Promise<string[]> =>
  page.locator('reach-proof').evaluate(widget => {
    const wrong: string[] = []
    const width = document.documentElement.clientWidth
    if (document.documentElement.scrollWidth > width)
      wrong.push(`the page is ${document.documentElement.scrollWidth} px wide, not ${width}`)
    for (const one of widget.shadowRoot!.querySelectorAll<HTMLElement>('.base *')) {
      if (!one.checkVisibility() || one.closest('svg')) continue
      const name = `${one.localName}.${one.className} “${one.innerText?.slice(0, 40)}”`
      const box = one.getBoundingClientRect()
      const style = getComputedStyle(one)
      if (box.right > width + 0.5 || box.left < -0.5)
        wrong.push(`${name} is from ${box.left} to ${box.right}`)
      // What is typed as a contact may be longer than its field, which then scrolls. A code is seen whole.
      const holds = one.matches('button, a, select, [data-code]') && style.display !== 'inline'
      if (holds && (one.scrollWidth > one.clientWidth + 1 || one.scrollHeight > one.clientHeight + 1))
        wrong.push(
          `${name} needs ${one.scrollWidth} × ${one.scrollHeight} and has ${one.clientWidth} × ${one.clientHeight}`,
        )
    }
    return wrong
  })

/**
 * The contrast of every text against what is behind it (4.5, large 3), and of what has to be seen without words: the
 * edge of a field, the signs of an error and of success (3). What is disabled may be fainter.
 *
 * @returns the pairs below their limit, and how many were computed
 */
export const contrasts = (page: Page): Promise<{ low: string[]; pairs: number }> =>
  page.locator('reach-proof').evaluate(widget => {
    const canvas = document.createElement('canvas').getContext('2d', { willReadFrequently: true })!
    canvas.canvas.width = canvas.canvas.height = 1
    /** Red, green and blue of paint upon paint, the first lowest. */
    const mixed = (...paints: string[]): number[] => {
      canvas.clearRect(0, 0, 1, 1)
      for (const paint of paints) {
        canvas.fillStyle = paint
        canvas.fillRect(0, 0, 1, 1)
      }
      return [...canvas.getImageData(0, 0, 1, 1).data.slice(0, 3)]
    }
    const luminance = (rgb: number[]) => {
      const [r = 0, g = 0, b = 0] = rgb
        .map(c => c / 255)
        .map(c => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      return 0.2126 * r + 0.7152 * g + 0.0722 * b
    }
    const ratio = (a: number[], b: number[]) => {
      const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y)
      return (light + 0.05) / (dark + 0.05)
    }
    const parentOf = (one: Element): Element | null =>
      one.assignedSlot ??
      one.parentElement ??
      ((one.getRootNode() as ShadowRoot).host as Element | undefined) ??
      null
    const behind = (one: Element | null): string[] => {
      const paints: string[] = []
      for (let at = one; at; at = parentOf(at)) paints.unshift(getComputedStyle(at).backgroundColor)
      return paints
    }

    const computed = new Map<string, string | null>()
    const compare = (what: string, paint: string, under: string[], least: number) => {
      const found = ratio(mixed(...under, paint), mixed(...under))
      const pair = `${what}: ${paint} on ${mixed(...under)}`
      computed.set(pair, found < least ? `${pair} is ${found.toFixed(2)}, not ${least}` : null)
    }
    for (const one of widget.shadowRoot!.querySelectorAll<HTMLElement>('.base *')) {
      // A slot has no box of its own, but words.
      const boxed = one.localName === 'slot' ? one.parentElement! : one
      if (!boxed.checkVisibility() || one.matches(':disabled, :disabled *')) continue
      const style = getComputedStyle(one)
      const size = Number.parseFloat(style.fontSize)
      const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700)
      const words = [...one.childNodes].some(node => node instanceof Text && node.data.trim())
      if (words || one.matches('input, select')) compare('text', style.color, behind(one), large ? 3 : 4.5)
      if (one.matches('.f')) {
        compare('edge of a field', style.borderTopColor, behind(parentOf(one)), 3)
        compare('edge of a field', style.borderTopColor, behind(one), 3)
      }
      if (one.matches('.note > .i, .alert > .i, .done > .i, .result > .i'))
        compare('sign', style.color, behind(one), 3)
    }
    return { low: [...computed.values()].filter(low => low !== null), pairs: computed.size }
  })

/** What turns, fades or slides now. */
export const motions = (page: Page): Promise<string[]> =>
  page.locator('reach-proof').evaluate(widget =>
    widget
      .shadowRoot!.getAnimations()
      .filter(({ playState }) => playState === 'running')
      .map(({ effect }) => {
        const { target, pseudoElement } = effect as KeyframeEffect
        return `${target?.localName}.${target?.getAttribute('class')}${pseudoElement ?? ''}`
      }),
  )

/** What a reader's own style sheet may set at once. @see https://www.w3.org/TR/WCAG22/#text-spacing */
export const spaceText = (page: Page, on: boolean): Promise<void> =>
  page.locator('reach-proof').evaluate((widget, on) => {
    const { adoptedStyleSheets: sheets } = widget.shadowRoot!
    if (!on) return void sheets.pop()
    const sheet = new CSSStyleSheet()
    sheet.replaceSync(
      '* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }',
    )
    sheets.push(sheet)
  }, on)

/** The page's text at so many percent. */
export const sizeText = (page: Page, percent: number): Promise<void> =>
  page.evaluate(percent => {
    document.documentElement.style.fontSize = `${percent}%`
  }, percent)
