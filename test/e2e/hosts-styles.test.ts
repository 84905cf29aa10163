import type { BrowserContextOptions, Locator, Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { onPhone, see } from './browser.ts'
import { type HostVisit, pageOf, tag, useHosts } from './pages.ts'

const hosts = useHosts()

const first = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Continue with WhatsApp' })

const styled = (css: string, body = `<form>${tag()}</form>`) =>
  pageOf(body, { head: `<style>body { font: 16px/1.5 sans-serif } ${css}</style>${hosts.script()}` })

async function open(html: string, device?: BrowserContextOptions): Promise<HostVisit> {
  const visit = await hosts.open(html, device && { device })
  await see(visit.widget.locator('[part~=button]'))
  return visit
}

/** How the first screen is drawn: what a page's rules must not change. */
const lookOf = (widget: Locator) =>
  widget.evaluate(host =>
    ['h2', '.b', '.row', '.row small', '.l, .links'].map(selector => {
      const element = host.shadowRoot!.querySelector(selector)!
      const style = getComputedStyle(element)
      const names = [
        ...[
          'fontSize',
          'fontWeight',
          'lineHeight',
          'letterSpacing',
          'wordSpacing',
          'textTransform',
          'textAlign',
        ],
        ...['wordBreak', 'hyphens'],
        ...['textIndent', 'whiteSpace', 'color', 'backgroundColor', 'paddingLeft', 'paddingTop', 'marginTop'],
        ...[
          'borderTopWidth',
          'borderTopColor',
          'borderTopLeftRadius',
          'minHeight',
          'boxSizing',
          'display',
          'float',
        ],
      ] as const
      return {
        selector,
        height: Math.round(element.getBoundingClientRect().height),
        ...Object.fromEntries(names.map(name => [name, style[name as never] as string])),
      }
    }),
  )

/** What stands out of the element's box, sideways. The arrow back does: it is larger than it looks. */
const spills = (widget: Locator) =>
  widget.evaluate(host => {
    const box = host.getBoundingClientRect()
    return [...host.shadowRoot!.querySelectorAll('*')]
      .filter(element => !element.closest('.back, .spoken'))
      .filter(element => {
        const { left, right, width } = element.getBoundingClientRect()
        return width > 0 && (right > box.right + 1 || left < box.left - 1)
      })
      .map(element => element.outerHTML.slice(0, 100))
  })

const widthOf = (widget: Locator) => widget.evaluate(it => it.getBoundingClientRect().width)
const colorOf = (widget: Locator, selector = 'h2') =>
  widget.evaluate((it, selector) => getComputedStyle(it.shadowRoot!.querySelector(selector)!).color, selector)

describe('the rules of a page change nothing inside', () => {
  let plain: Awaited<ReturnType<typeof lookOf>> | undefined

  it.each<[string, string]>([
    ['html{font-size:62.5%}', 'html { font-size: 62.5% }'],
    [
      'a hostile *',
      `* { letter-spacing: 4px; word-spacing: 9px; text-transform: uppercase; text-indent: 3em; text-align: right;
        line-height: 3; white-space: nowrap; cursor: wait; box-sizing: content-box }`,
    ],
    ['a page that breaks words', 'body { word-break: break-all; hyphens: auto }'],
    [
      'rules for everything in a form',
      `form input, form select, form button, form label, form a, form p, form h2, form small, form ol, form li, form svg {
        margin: 9px; padding: 30px; border: 5px dashed red; font: italic 30px serif; display: block; float: right;
        width: 50px; height: 10px; background: red; color: red; text-transform: uppercase; box-shadow: 0 0 9px red }`,
    ],
    [
      'a reset',
      `*, *::before, *::after { margin: 0; padding: 0; border: 0; box-sizing: border-box; list-style: none }
        button, input { all: unset } svg { display: block; max-width: 100% } a { color: inherit }`,
    ],
    [
      'normal links and headings of the page',
      'h2 { font: 900 40px serif } a { color: red } b { color: red } button { rotate: 5deg }',
    ],
  ])('%s', async (_name, css) => {
    plain ??= await lookOf((await open(styled(''))).widget)
    const { widget } = await open(styled(css))
    expect(await lookOf(widget)).toEqual(plain)
  })
})

describe('it has room', () => {
  it.each<[string, string]>([
    ['in a flex row beside a field', `<form style="display:flex"><input>${tag()}</form>`],
    [
      'in a flex column that aligns to the start',
      `<form style="display:flex;flex-direction:column;align-items:flex-start">${tag()}</form>`,
    ],
    ['in a float', `<div style="float:left">${tag()}</div>`],
    ['in a cell aligned to the start', `<div style="display:grid;justify-items:start">${tag()}</div>`],
    [
      'in a column as narrow as its content',
      `<div style="display:grid;grid-template-columns:auto 1fr"><div>${tag()}</div><p>Words beside it</p></div>`,
    ],
    ['in an inline block', `<div style="display:inline-block">${tag()}</div>`],
    ['in an absolute box', `<div style="position:absolute;left:20px">${tag()}</div>`],
    ['in a table', `<table><tr><td>Phone</td><td>${tag()}</td></tr></table>`],
  ])('%s', async (_name, body) => {
    const { widget } = await open(styled('', body))
    expect(await widthOf(widget)).toBeGreaterThanOrEqual(240)
    expect(await spills(widget)).toEqual([])
  })

  it('and takes no more than a line of text is long', async () => {
    const visit = await open(styled(''))
    expect(await widthOf(visit.widget)).toBeLessThanOrEqual(640)
    const base = visit.widget.locator('[part~=base]')
    expect((await base.boundingBox())!.width).toBeLessThanOrEqual(416)
  })
})

describe('where there is little room', () => {
  /** Every screen on the way, each looked at. */
  async function walk({ page, widget }: HostVisit, on: (screen: string) => Promise<void>): Promise<void> {
    const button = (name: string | RegExp) => widget.getByRole('button', { name }).first()
    await on('choose')
    await button(/^Text message/).click()
    await see(widget.getByRole('heading', { name: 'Your mobile number' }))
    await on('contact')
    await widget.getByLabel('Phone number').fill('1')
    await widget.getByRole('button', { name: 'Text me the code' }).click()
    await see(widget.getByText(/^This is not a complete number/))
    await on('contact with an error')
    await widget.getByLabel('Phone number').fill(hosts.newNumber())
    await widget.getByRole('button', { name: 'Text me the code' }).click()
    await see(widget.getByText('We sent a 6-digit code'))
    await on('code')
    await button('Use another way').click()
    await on('code with other ways')
    await button(/^WhatsApp|^Continue with WhatsApp/).click()
    await see(widget.getByText('Waiting for your message…'))
    await button('Send it yourself').click()
    await on('whatsapp by hand')
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
      page.viewportSize()!.width,
    )
  }

  it.each<[string, number, string, BrowserContextOptions?]>([
    ['240 px wide, on a phone', 240, 'width:240px', onPhone],
    ['240 px wide, at a desk', 240, 'width:240px'],
    ['at 400 % of 1280 px', 320, 'margin:0 8px', { viewport: { width: 320, height: 256 } }],
  ])('%s, nothing stands out and every control can be pressed', async (_name, _width, style, device) => {
    const expected = /status of 400/
    hosts.put('/', styled('body { margin: 0 }', `<form style="${style}">${tag()}</form>`))
    const visit = await hosts.visit('/', { expected, ...(device && { device }) })
    await see(first(visit))
    await walk(visit, async screen => {
      expect.soft(await spills(visit.widget), screen).toEqual([])
      const small = await visit.widget.evaluate(host =>
        [...host.shadowRoot!.querySelectorAll('button, a[href], input, select')]
          .map(it => ({ it, box: it.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.height < 24 || box.width < 24))
          .map(({ it }) => it.outerHTML.slice(0, 80)),
      )
      expect.soft(small, screen).toEqual([])
    })
  })
})

describe('right to left', () => {
  it('follows the page, and keeps numbers in their order', async () => {
    hosts.put('/', pageOf(`<form>${tag()}</form>`, { head: hosts.script(), root: 'lang="ar" dir="rtl"' }))
    const { widget } = await hosts.visit('/')
    await see(widget.getByRole('button', { name: 'المتابعة عبر واتساب' }))
    const middle = (locator: Locator) =>
      locator.first().evaluate(it => {
        const { left, width } = it.getBoundingClientRect()
        return left + width / 2
      })
    // The icon of a row is at its start, on the right; the chevron at its end points left.
    const row = widget.locator('.row').first()
    expect(await middle(row.locator('svg').first())).toBeGreaterThan(await middle(row.locator('b')))
    expect(await middle(row.locator('.next'))).toBeLessThan(await middle(row.locator('b')))
    await widget.locator('.row').first().click()
    const field = widget.locator('input[type=tel]')
    await see(field)
    expect(await field.evaluate(it => getComputedStyle(it).direction)).toBe('ltr')
    expect(await spills(widget)).toEqual([])
  })
})

describe('light and dark', () => {
  const dark = 'rgb(26, 26, 26)'
  const light = 'rgb(242, 242, 242)'

  it.each<[string, 'light' | 'dark', string, string, string]>([
    ['a page that says nothing is light on a dark system', 'dark', '', '', dark],
    ['a page that says light is light on a dark system', 'dark', 'html { color-scheme: light }', '', dark],
    ['a page that says dark is dark on a light system', 'light', 'html { color-scheme: dark }', '', light],
    [
      'a page that follows the system is dark on a dark system',
      'dark',
      'html { color-scheme: light dark }',
      '',
      light,
    ],
    [
      'a page that follows the system is light on a light system',
      'light',
      'html { color-scheme: light dark }',
      '',
      dark,
    ],
    ['a dark box on a light page is dark', 'light', 'form { color-scheme: dark }', '', light],
    ['the attribute wins: dark', 'light', '', 'theme="dark"', light],
    ['the attribute wins: light', 'dark', 'html { color-scheme: dark }', 'theme="light"', dark],
    ['auto is the page’s', 'dark', '', 'theme="auto"', dark],
  ])('%s', async (_name, colorScheme, css, attributes, expected) => {
    const { widget } = await open(styled(css, `<form>${tag(attributes)}</form>`), { colorScheme })
    expect(await colorOf(widget)).toBe(expected)
  })

  it('follow a switch of the page at once, in every part, and keep what is typed', async () => {
    const visit = await open(styled(''))
    const { page, widget } = visit
    await widget.getByRole('button', { name: /^Email/ }).click()
    await widget.getByLabel('Email address').pressSequentially('kai@')
    const turn = (scheme: string) =>
      page.evaluate(scheme => {
        document.documentElement.style.colorScheme = scheme
      }, scheme)
    const field = () => widget.locator('input').evaluate(it => getComputedStyle(it).backgroundColor)
    expect([await colorOf(widget), await field()]).toEqual([dark, 'rgb(255, 255, 255)'])
    await turn('dark')
    expect([await colorOf(widget), await field()]).toEqual([light, 'rgb(23, 24, 26)'])
    await turn('light')
    expect([await colorOf(widget), await field()]).toEqual([dark, 'rgb(255, 255, 255)'])
    expect(await widget.getByLabel('Email address').inputValue()).toBe('kai@')
  })

  it('follow the system while the page is open, where the page does', async () => {
    const visit = await open(styled('html { color-scheme: light dark }'), { colorScheme: 'light' })
    expect(await colorOf(visit.widget)).toBe(dark)
    await visit.page.emulateMedia({ colorScheme: 'dark' })
    expect(await colorOf(visit.widget)).toBe(light)
  })
})

describe('colours of the visitor’s own', () => {
  const edges = (widget: Locator, selector: string) =>
    widget
      .locator(selector)
      .first()
      .evaluate(it => {
        const { borderTopStyle, borderTopWidth, borderTopColor, backgroundColor } = getComputedStyle(it)
        return { style: borderTopStyle, width: borderTopWidth, differs: borderTopColor !== backgroundColor }
      })

  it('leave every button and field an edge, errors a frame, and the focus a ring', async () => {
    const visit = await open(styled(''), { forcedColors: 'active' })
    const { page, widget } = visit
    const edge = { style: 'solid', width: '1px', differs: true }
    expect(await edges(widget, '.b')).toEqual(edge)
    expect(await edges(widget, '.row')).toEqual(edge)
    await page.keyboard.press('Tab')
    const ring = await first(visit).evaluate(it => {
      const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(it)
      const probe = document.body.appendChild(document.createElement('i'))
      probe.style.color = 'Highlight'
      return { outlineStyle, outlineWidth, highlight: getComputedStyle(probe).color === outlineColor }
    })
    expect(ring).toEqual({ outlineStyle: 'solid', outlineWidth: '2px', highlight: true })
    await widget.getByRole('button', { name: /^Email/ }).click()
    expect(await edges(widget, 'input')).toEqual(edge)
  })

  // A page that says nothing is light: black on black, were it not for the system's colours.
  it('reach every icon, in a dark system on a light page too', async () => {
    const visit = await open(styled(''), { forcedColors: 'active', colorScheme: 'dark' })
    const icons = await visit.widget.evaluate(host =>
      [...host.shadowRoot!.querySelectorAll('.i')].map(icon => [
        getComputedStyle(icon).stroke,
        getComputedStyle(icon.parentElement!).color,
      ]),
    )
    expect(icons.length).toBeGreaterThan(2)
    for (const [icon, words] of icons) expect(icon).toBe(words)
  })

  it('leave the QR code black on white', async () => {
    const visit = await open(styled(''), { forcedColors: 'active', colorScheme: 'dark' })
    await first(visit).click()
    await see(visit.widget.locator('[part~=qr]'))
    expect(await qrColors(visit.widget)).toEqual({ plate: 'rgb(255, 255, 255)', dots: 'rgb(0, 0, 0)' })
  })

  it('for more contrast change nothing that is needed', async () => {
    const visit = await open(styled(''), { contrast: 'more' })
    expect(await edges(visit.widget, '.row')).toMatchObject({ style: 'solid', width: '1px' })
    expect(await colorOf(visit.widget)).toBe('rgb(26, 26, 26)')
  })
})

const qrColors = (widget: Locator) =>
  widget.locator('[part~=qr]').evaluate(it => ({
    plate: getComputedStyle(it).backgroundColor,
    dots: getComputedStyle([...it.querySelectorAll('path')].at(-1)!).fill,
  }))

describe('printed', () => {
  const print = (page: Page) => page.emulateMedia({ media: 'print' })

  it.each<['light' | 'dark']>([['light'], ['dark']])(
    'from a %s page, the QR code, the number, the text and the code field are on paper, all inside',
    async scheme => {
      const visit = await open(styled(`html { color-scheme: ${scheme} }`))
      const { page, widget } = visit
      await first(visit).click()
      await see(widget.getByText('Waiting for your message…'))
      await widget.getByRole('button', { name: 'Send it yourself' }).click()
      await see(widget.getByText('+964622445511'))
      await print(page)
      expect(await qrColors(widget)).toEqual({ plate: 'rgb(255, 255, 255)', dots: 'rgb(0, 0, 0)' })
      for (const part of [
        widget.locator('[part~=qr]'),
        widget.getByText('+964622445511'),
        widget.getByText(/^VERIFY /).first(),
        widget.getByRole('textbox'),
      ])
        expect(await part.isVisible()).toBe(true)
      expect(await spills(widget)).toEqual([])
      // A sheet of paper holds all of it.
      const pdf = await page.pdf({ format: 'A4', printBackground: false })
      expect(pdf.toString('latin1').match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    },
  )
})
