import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { snippet } from '../../demo/studio/snippet.ts'
import { findViolations } from './axe.ts'
import { focused, onDesktop, onPhone, see, useDemo } from './browser.ts'

// The studio draws the widget without a server: what is looked at here is the tool, not the widget.

const demo = useDemo()
const themes = fileURLToPath(new URL('../../docs/themes/', import.meta.url))
const onDark = { ...onDesktop, colorScheme: 'dark' } as const

/** The state on the first plate. */
const first = (page: Page) => page.locator('#plates reach-proof').first()
const plates = (page: Page) => page.locator('#plates article')
const choice = (page: Page, name: string) => page.getByRole('combobox', { name, exact: true })
/** What stands in the address about one thing. */
const said = (page: Page, name: string) => new URL(page.url()).searchParams.get(name)

describe('every state', () => {
  it('is there, and the old address leads to it with all that it says', async () => {
    const { page } = await demo.visit('/states.html?screen=Confirmed')
    await see(page.getByText('4 states on one screen'))
    expect(new URL(page.url()).pathname).toBe('/studio')
    await choice(page, 'Screen').selectOption('')
    await see(page.getByText(/^1\d\d states on \d\d screens$/))
    expect(await plates(page).count()).toBeGreaterThan(100)
  })

  it('is found from the shop', async () => {
    const { page } = await demo.visit('/')
    await page.getByRole('link', { name: 'Studio' }).click()
    await see(page.getByRole('heading', { name: 'Studio' }))
    await page.getByRole('link', { name: 'Checkout' }).click()
    await see(page.getByRole('heading', { name: 'Where should it go?' }))
  })

  it('is drawn in each language, named by itself', async () => {
    const { page } = await demo.visit('/studio?screen=Choose&state=WhatsApp+only')
    const language = choice(page, 'Language')
    const names = await language.locator('option').allTextContents()
    expect(names).toHaveLength(42)
    expect(names).toContain('Français (fr)')
    expect(names).toContain('العربية (ar)')
    expect(names.filter(name => /^(\w\w[\w-]*) \(\1\)$/.test(name))).toEqual([])
    await language.selectOption('fr')
    await see(first(page).getByRole('button', { name: 'Continuer avec WhatsApp' }))
    expect(said(page, 'language')).toBe('fr')
    await language.selectOption('every')
    await see(page.getByText('One state in 41 languages'))
    expect(await plates(page).count()).toBe(41)
  })

  it('follows the direction of its language, unless told otherwise', async () => {
    const { page } = await demo.visit('/studio?screen=Choose&state=WhatsApp+only&language=ar')
    const direction = () =>
      first(page).evaluate(it => getComputedStyle(it.shadowRoot!.querySelector('[part=base]')!).direction)
    expect(await direction()).toBe('rtl')
    await page.getByLabel('Left to right').check()
    expect(await direction()).toBe('ltr')
    await page.getByLabel('Auto').check()
    await choice(page, 'Language').selectOption('en')
    expect(await direction()).toBe('ltr')
    await page.getByLabel('Right to left').check()
    expect(await direction()).toBe('rtl')
  })

  it('follows the scheme of the page, unless told otherwise', async () => {
    const { page } = await demo.visit('/studio?screen=Confirmed&state=Number', { device: onDark })
    const colour = () =>
      first(page).evaluate(it => getComputedStyle(it.shadowRoot!.querySelector('b')!).color)
    expect(await colour()).toBe('rgb(242, 242, 242)')
    await page.getByLabel('Light', { exact: true }).check()
    expect(await colour()).toBe('rgb(26, 26, 26)')
    await page.getByLabel('Page', { exact: true }).check()
    await page.getByRole('button', { name: 'Light or dark' }).click()
    expect(await colour()).toBe('rgb(26, 26, 26)')
    // The choice is kept, and there before anything is drawn.
    await page.reload({ waitUntil: 'commit' })
    await expect.poll(() => page.locator('html').getAttribute('data-theme')).toBe('light')
  })

  it('has the width that is chosen, by a preset, the slider, or its handle', async () => {
    const { page } = await demo.visit('/studio?screen=Choose&state=All+channels')
    const width = () => first(page).evaluate(it => it.getBoundingClientRect().width)
    expect(await width()).toBe(375)
    await page.getByLabel('240', { exact: true }).check()
    expect(await width()).toBe(240)
    await page.getByLabel('Width in pixels').fill('500')
    expect(await width()).toBe(500)
    expect(said(page, 'width')).toBe('500')
    expect(await page.locator('[name=preset]:checked').count()).toBe(0)
    const handle = page.getByRole('separator', { name: 'Width' })
    await handle.press('ArrowLeft')
    expect(await width()).toBe(499)
    expect(await handle.getAttribute('aria-valuenow')).toBe('499')
    const { x, y } = (await handle.boundingBox())!
    await page.mouse.move(x + 5, y + 50)
    await page.mouse.down()
    await page.mouse.move(x - 95, y + 50)
    await page.mouse.up()
    expect(await width()).toBe(399)
    await handle.press('Home')
    expect(await width()).toBe(240)
    expect(said(page, 'width')).toBe('240')
  })

  it('stands still where that is asked for', async () => {
    const device = { ...onDesktop, reducedMotion: 'no-preference' } as const
    const { page } = await demo.visit('/studio?screen=WhatsApp+on+a+phone&state=Waiting', { device })
    const animated = () =>
      first(page).evaluate(it =>
        [...it.shadowRoot!.querySelectorAll('*')].some(e => getComputedStyle(e).animationName !== 'none'),
      )
    expect(await animated()).toBe(true)
    await page.getByLabel('Reduced motion').check()
    expect(await animated()).toBe(false)
    expect(said(page, 'motion')).toBe('reduced')
  })

  it('can be gone through one by one, and gone back from', async () => {
    const { page } = await demo.visit('/studio?width=320')
    await page.getByRole('link', { name: 'WhatsApp and email' }).click()
    await see(page.getByRole('heading', { name: 'Choose: WhatsApp and email' }))
    await focused(page.getByRole('heading', { name: 'Choose: WhatsApp and email' }))
    await page.getByRole('link', { name: 'Next' }).click()
    await see(page.getByRole('heading', { name: 'Choose: WhatsApp only' }))
    await focused(page.getByRole('link', { name: 'Next' }))
    expect(said(page, 'state')).toBe('WhatsApp only')
    await page.goBack()
    await see(page.getByRole('heading', { name: 'Choose: WhatsApp and email' }))
    await page.getByRole('link', { name: 'Previous' }).click()
    await see(page.getByRole('heading', { name: 'Loading: Before the configuration has come' }))
    expect(await page.getByText('Previous').getAttribute('aria-disabled')).toBe('true')
    await page.getByRole('link', { name: 'All states' }).click()
    expect(await plates(page).count()).toBeGreaterThan(100)
    expect(said(page, 'width')).toBe('320')
  })

  it('falls back where an address asks for what is not there', async () => {
    const { page } = await demo.visit(
      '/studio?screen=Nowhere&state=None&language=xx&theme=none&width=many&direction="]&scheme=blue&tab=x',
    )
    await see(plates(page).first())
    for (const name of ['Screen', 'State', 'Language', 'Theme'])
      expect(await choice(page, name).evaluate(it => (it as HTMLSelectElement).selectedIndex)).toBe(0)
    expect(await page.locator('[name=direction]:checked, [name=scheme]:checked').count()).toBe(2)
    expect(await first(page).evaluate(it => it.getBoundingClientRect().width)).toBe(375)
    expect(await plates(page).count()).toBeGreaterThan(100)
  })

  it('takes what is typed and tells what it would do', async () => {
    const { page } = await demo.visit('/studio?screen=Choose&state=All+channels')
    await first(page).getByRole('button', { name: 'Text message' }).click()
    await see(page.getByText('Would do: All channels: choose(sms)'))
  })

  it('can wear each theme', async () => {
    const { page } = await demo.visit('/studio?screen=Choose&state=All+channels')
    const button = () =>
      first(page).evaluate(
        it => getComputedStyle(it.shadowRoot!.querySelector('[part~=button-primary]')!).backgroundColor,
      )
    const looks = new Set([await button()])
    const themes = await choice(page, 'Theme')
      .locator('option')
      .evaluateAll(options => options.map(it => (it as HTMLOptionElement).value))
    for (const theme of themes.slice(1, -1)) {
      await choice(page, 'Theme').selectOption(theme)
      expect(said(page, 'theme')).toBe(theme)
      looks.add(await button())
    }
    expect(looks.size).toBe(themes.length - 1)
  })
})

describe('a theme', () => {
  it('is changed by a picker, a slider or as text, at once and on both sides', async () => {
    const { page } = await demo.visit('/studio')
    await page.getByRole('tab', { name: 'Theme' }).click()
    await page.getByLabel('Accent, light', { exact: true }).fill('#7a1f5c')
    await page.getByLabel('Accent, dark, as CSS', { exact: true }).fill('oklch(85% 0.1 340)')
    await page.getByRole('slider', { name: 'Corners' }).fill('20')
    await page.getByLabel('Height of controls, as CSS').fill('4em')
    await choice(page, 'Family').selectOption('Serif')
    await choice(page, 'Line of the ring').selectOption('dotted')
    await page.getByLabel('Focus ring, dark', { exact: true }).fill('#ffffff')
    const look = (side: string) =>
      page
        .locator(`${side} reach-proof`)
        .first()
        .evaluate(it => {
          const style = getComputedStyle(it.shadowRoot!.querySelector('[part~=button-primary]')!)
          return [style.backgroundColor, style.borderRadius, style.minHeight, style.fontFamily.split(',')[0]]
        })
    expect(await look('.side.light')).toEqual(['rgb(122, 31, 92)', '20px', '64px', 'Charter'])
    expect(await look('.side.dark')).toEqual(['oklch(0.85 0.1 340)', '20px', '64px', 'Charter'])
    const css = await page.locator('#css').textContent()
    expect(css).toContain('  --reachproof-accent-color: light-dark(#7a1f5c, oklch(85% 0.1 340));\n')
    expect(css).toContain('  --reachproof-radius: 20px;\n')
    expect(css).toMatch(/--reachproof-focus-ring: 2px dotted light-dark\(.+, #ffffff\);/)
    expect(css).toMatch(/--reachproof-font: 1em Charter, .+;/)
  })

  it('is in the address, and comes back from there', async () => {
    const { page } = await demo.visit(
      '/studio?tab=theme&radius=3px&accent-color=light-dark(%23a00000,%23ffaaaa)&space=red;}&page-dark=%23000000',
    )
    expect(await page.locator('#css').textContent()).toBe(
      'reach-proof {\n  --reachproof-accent-color: light-dark(#a00000,#ffaaaa);\n  --reachproof-radius: 3px;\n}\n',
    )
    expect(await page.getByLabel('Accent, dark', { exact: true }).inputValue()).toBe('#ffaaaa')
    await page.getByRole('button', { name: 'Give “Corners” back to the widget' }).click()
    await expect.poll(() => said(page, 'radius')).toBeNull()
    expect(said(page, 'page-dark')).toBe('#000000')
    expect(await page.getByLabel('Corners, as CSS').inputValue()).toBe('')
    await page.reload()
    expect(await page.locator('#css').textContent()).not.toContain('radius')
  })

  it('shows what the widget takes by itself', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    const usual = (name: string) =>
      page.getByLabel(`${name}, as CSS`, { exact: true }).getAttribute('placeholder')
    expect(await usual('Accent, light')).toBe('#0b5cad')
    expect(await usual('Accent, dark')).toBe('#6cb2ff')
    expect(await usual('Height of controls')).toBe('max(44px, 2.75em)')
    expect(await usual('Focus ring')).toBe('2px solid light-dark(#0b5cad, #6cb2ff)')
    expect(await usual('Font')).toBe('inherit')
    for (const field of await page.locator('.panel input.value').all())
      expect(await field.getAttribute('placeholder')).not.toBe('')
  })

  it('begins with each that is ready, word for word as its file has it', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    for (const file of readdirSync(themes)) {
      await page.locator(`[name=preset-theme][value=${file.replace('.css', '')}]`).check()
      expect(await page.locator('#css').textContent()).toBe(readFileSync(join(themes, file), 'utf8'))
    }
  })

  it('can be brought along', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    await page.getByText('CSS of your own').click()
    await page.getByLabel('CSS with rules for').fill(`
      @import "x.css"; reach-proof { --reachproof-radius: 1px; --reachproof-colour: red }
      reach-proof::part(button-primary) { background: rgb(1, 2, 3) }`)
    await page.getByRole('button', { name: 'Take these rules' }).click()
    await see(
      page.getByText(
        'Taken: 1 property and the other rules. Not a property of the widget: --reachproof-colour. Left out: @import "x.css";',
      ),
    )
    expect(await page.getByLabel('Corners, as CSS').inputValue()).toBe('1px')
    const primary = page.locator('.side [part~=button-primary]').first()
    expect(await primary.evaluate(it => getComputedStyle(it).backgroundColor)).toBe('rgb(1, 2, 3)')
    // The gallery wears it too.
    await page.getByRole('tab', { name: 'States' }).click()
    await choice(page, 'Theme').selectOption('yours')
    expect(
      await page
        .locator('#plates [part~=button-primary]')
        .first()
        .evaluate(it => getComputedStyle(it).backgroundColor),
    ).toBe('rgb(1, 2, 3)')
  })

  it('says what no figure here can tell', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    const variables = page.getByText('Some of it comes from variables that a page may have')
    const system = page.getByText('Some of it asks the visitor’s system for its scheme')
    await page.getByText('CSS of your own').click()
    const take = async (css: string) => {
      await page.getByLabel('CSS with rules for').fill(css)
      await page.getByRole('button', { name: 'Take these rules' }).click()
    }
    await take('reach-proof { --reachproof-color: var(--ink, #222) }')
    await see(variables)
    expect(await system.count()).toBe(0)
    await take('@media (prefers-color-scheme: dark) { reach-proof { --reachproof-color: #eee } }')
    await see(system)
    expect(await variables.count()).toBe(0)
  })

  it('is left as it is by what CSS does not take', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    const field = page.getByLabel('Accent, light, as CSS', { exact: true })
    await field.fill('bluish')
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(await page.locator('#css').textContent()).toContain('Nothing')
    await field.fill('blue')
    expect(await field.getAttribute('aria-invalid')).toBeNull()
    expect(await page.locator('#css').textContent()).toContain('light-dark(blue, #6cb2ff)')
  })
})

describe('contrast', () => {
  /** The figures of a row, light and dark, with their verdicts. */
  const figures = (page: Page, what: string) =>
    page
      .getByRole('row', { name: what })
      .locator('td .figure')
      .evaluateAll(cells =>
        cells.map(cell => [
          cell.querySelector('b')!.textContent,
          cell.querySelector('.verdict')!.textContent,
        ]),
      )

  it('is that of the colours that are seen', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    await see(page.getByText('All 36 pairs of colours have enough contrast'))
    // By hand: #595959 has 0.1 of light, 1.05 / 0.15 = 7.0; #767676 has 0.1812, 1.05 / 0.2312 = 4.54.
    expect((await figures(page, 'Quiet text on the page'))[0]).toEqual(['7.00', '✓ enough'])
    expect((await figures(page, 'Edge of a field on the page'))[0]).toEqual(['4.54', '✓ enough'])
  })

  it('says in words what is too low', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    // By hand: #777777 has 0.1845, 1.05 / 0.2345 = 4.478, just not enough for words.
    await page.getByLabel('Quiet text, light', { exact: true }).fill('#777777')
    expect((await figures(page, 'Quiet text on the page'))[0]).toEqual(['4.47', '✗ too low'])
    await see(page.getByText('2 of 36 pairs of colours have too little contrast'))
    // On black it has 0.23447 / 0.05 = 4.689.
    await page.getByLabel('Light page', { exact: true }).fill('#000000')
    expect((await figures(page, 'Quiet text on the page'))[0]).toEqual(['4.68', '✓ enough'])
  })

  it('counts what a rule for a part says, and what shines through', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    await page.getByText('CSS of your own').click()
    await page.getByLabel('CSS with rules for').fill(`
      reach-proof { --reachproof-muted-color: rgb(0 0 0 / 50%) }
      reach-proof::part(button-primary) { background: #ffffff; color: #767676 }`)
    await page.getByRole('button', { name: 'Take these rules' }).click()
    expect((await figures(page, 'Words on the filled button'))[0]).toEqual(['4.54', '✓ enough'])
    expect((await figures(page, 'Filled button on the page'))[0]).toEqual(['1.00', '✗ too low'])
    // By hand: half black on white is #808080 (127.5), 0.2140 of light: 1.05 / 0.2640 = 3.97.
    expect((await figures(page, 'Quiet text on the page'))[0]).toEqual(['3.97', '✗ too low'])
  })
})

describe('what is printed', () => {
  it('gives a real element the same look', async () => {
    const { page } = await demo.visit(
      '/studio?tab=theme&accent-color=light-dark(%237a1f5c,%23f0a0d0)&color=%23333344&radius=0px',
    )
    await page.getByRole('button', { name: 'Copy' }).first().click()
    await see(page.getByText('The CSS copied.'))
    const css = await page.evaluate(() => navigator.clipboard.readText())
    expect(css).toBe(await page.locator('#css').textContent())

    const { page: shop, widget } = await demo.visit('/')
    await see(widget.getByRole('button').first())
    const look = async (scheme: string) =>
      widget.evaluate(
        (it, [css, scheme]) => {
          const sheet = new CSSStyleSheet()
          sheet.replaceSync(`:root { color-scheme: ${scheme} } ${css}`)
          document.adoptedStyleSheets = [sheet]
          const style = (selector: string) => getComputedStyle(it.shadowRoot!.querySelector(selector)!)
          const { backgroundColor, borderRadius } = style('[part~=button-primary]')
          return [backgroundColor, borderRadius, style('[part=label]').color]
        },
        [css, scheme] as const,
      )
    expect(await look('light')).toEqual(['rgb(122, 31, 92)', '0px', 'rgb(51, 51, 68)'])
    expect(await look('dark')).toEqual(['rgb(240, 160, 208)', '0px', 'rgb(51, 51, 68)'])
    expect(await shop.title()).toContain('Saltmarsh')
  })

  it('is a tag for the server and the site that were typed', async () => {
    const { page } = await demo.visit('/studio?tab=theme')
    await page.getByLabel('Your server').fill('https://check.shop.example')
    await page.getByLabel('Your site key').fill('site_shop')
    await choice(page, 'Scheme').selectOption('Always dark')
    await page.getByRole('button', { name: 'Copy' }).last().click()
    await see(page.getByText('The tag copied.'))
    expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
      snippet({ server: 'https://check.shop.example', sitekey: 'site_shop', scheme: 'dark' }),
    )
  })

  it('is selected where a browser refuses to copy', async () => {
    const prepare = (page: Page) =>
      page.addInitScript(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error('refused'))
      })
    const { page } = await demo.visit('/studio?tab=theme', { prepare })
    await page.getByRole('button', { name: 'Copy' }).last().click()
    await see(page.getByText('Selected: copy it with your keyboard or by a long press.'))
    expect(await page.evaluate(() => String(getSelection()))).toContain('<reach-proof sitekey="site_example"')
  })
})

describe('by keyboard', () => {
  it('goes from tab to tab with the arrow keys', async () => {
    const { page } = await demo.visit('/studio')
    const [states, theme] = [
      page.getByRole('tab', { name: 'States' }),
      page.getByRole('tab', { name: 'Theme' }),
    ]
    await states.focus()
    await page.keyboard.press('ArrowRight')
    await focused(theme)
    expect(said(page, 'tab')).toBe('theme')
    expect([await states.getAttribute('aria-selected'), await theme.getAttribute('aria-selected')]).toEqual([
      'false',
      'true',
    ])
    await see(page.getByRole('tabpanel', { name: 'Theme' }))
    await page.keyboard.press('ArrowRight')
    await focused(states)
    await page.goBack()
    await see(page.getByRole('tabpanel', { name: 'Theme' }))
  })
})

describe.each([
  { place: 'on a phone', device: onPhone },
  { place: 'at a desk in the dark', device: onDark },
])('$place', ({ device }) => {
  it.each([
    '/studio?screen=WhatsApp+on+a+phone',
    '/studio?screen=Code+by+email&state=Wrong+code&width=640&language=ar',
    '/studio?tab=theme',
  ])(
    'axe finds nothing on %s, and nothing is wider than the screen',
    async path => {
      const { page } = await demo.visit(path, { device })
      await see(page.locator('reach-proof:visible').first())
      await page.locator('details').evaluateAll(groups => {
        for (const group of groups) (group as HTMLDetailsElement).open = true
      })
      expect(await findViolations(page)).toEqual([])
      // Not `innerWidth`: a phone zooms out until all of a page that is too wide is there.
      expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(
        page.viewportSize()!.width,
      )
    },
    // axe looks at every element of many widgets.
    120_000,
  )
})
