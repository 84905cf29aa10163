import { html, nothing, render, svg } from 'lit'
import { copyText } from './copy.ts'
import { isValid } from './editing.ts'
import { createSample } from './measures.ts'
import { ownValue } from './own-look.ts'
import { panel, roomy } from './panel.ts'
import { createPicked, type Scheme } from './picked.ts'
import { type Preset, presets } from './presets.ts'
import { drawPreview } from './preview.ts'
import { isProperty, properties } from './properties.ts'
import { contrastTable, verdict } from './report.ts'
import { examples, type Place, snippet } from './snippet.ts'
import { states } from './switches.ts'
import { hasSchemes, isHarmless, ownLook, readTheme, type Theme, withValue, writeTheme } from './theme.ts'

export interface Playground {
  open(address: URLSearchParams): void
  address(): [name: string, value: string][]
  /** The style sheet of the theme as it is now. */
  css(): string
}

/** What the widget stands on: no property of it, but half of every contrast. */
const pages: Record<Scheme, string> = { light: '#ffffff', dark: '#161616' }

/** What an address says about the theme. */
export const ofTheme = (address: URLSearchParams): [name: string, value: string][] =>
  [...address].filter(([name]) => isProperty(name) || ['from', 'page-light', 'page-dark'].includes(name))

/**
 * The custom properties to be played with, live, with their contrasts and the CSS to paste.
 *
 * @param applied told the style sheet after every change, which has to hold on the page before the colours are measured
 * @param settled told when a change is worth an address
 */
export function createPlayground(
  root: HTMLElement,
  applied: (css: string) => void,
  settled: () => void,
): Playground {
  let theme: Theme = ownLook
  let base: Preset | null = null
  let page = { ...pages }
  let place: Place = { server: '', sitekey: '', scheme: '' }
  let screen = ''
  let heard = ''
  let told = ''

  render(frame(), root)
  const find = <T extends HTMLElement>(selector: string) => root.querySelector<T>(selector)!
  const sides = [...root.querySelectorAll<HTMLElement>('.side')]
  const grounds = { light: find('.ground.light'), dark: find('.ground.dark') }
  const samples = { light: createSample(grounds.light), dark: createSample(grounds.dark) }
  const picked = createPicked(grounds)
  drawPreview(sides, screen)

  const css = () => (base && theme === base ? base.css : writeTheme(theme))

  function update(next: Theme): void {
    theme = next
    draw()
  }

  function draw(): void {
    for (const scheme of ['light', 'dark'] as const) root.style.setProperty(`--page-${scheme}`, page[scheme])
    applied(css())
    const [light, dark] = [samples.light.measure(), samples.dark.measure()]
    render(
      panel(theme, {
        set: (name, value) => update(withValue(theme, name, value)),
        settle: settled,
        picked,
      }),
      find('.properties'),
    )
    render(presetChoice(), find('.presets'))
    render(pageColours(), find('.page-colours'))
    render(ownCss(), find('.own-css'))
    render(contrastTable(light, dark), find('.contrasts'))
    find('.verdict-line').textContent = verdict(light, dark)
    render(output(), find('.output'))
  }

  const presetChoice = () =>
    [null, ...presets].map(
      preset => html`<label class="preset"><input type="radio" name="preset-theme" value=${preset?.id ?? ''}
          .checked=${preset === base} @change=${() => {
            base = preset
            update(preset ?? ownLook)
            settled()
          }}><span>${chip(preset)}${preset?.name ?? 'As it comes'}</span></label>`,
    )

  /** What a theme's button looks like, in little: on the left half in light, on the right half in dark. */
  function chip(preset: Preset | null) {
    const value = (name: string) => preset?.values.get(name) ?? ownValue(name)
    const half = (scheme: Scheme, x: number) =>
      svg`<rect x=${x} width="18" height="24" fill=${picked(value('accent-color'), scheme)}/>
        <path d="M${x + 5} 12h8" stroke=${picked(value('on-accent-color'), scheme)}/>`
    return html`<svg viewBox="0 0 36 24" aria-hidden="true">${half('light', 0)}${half('dark', 18)}</svg>`
  }

  const pageColours = () =>
    (['light', 'dark'] as const).map(
      scheme =>
        html`<label class="colour"><input type="color" .value=${page[scheme]} @input=${(e: Event) => {
          page = { ...page, [scheme]: (e.currentTarget as HTMLInputElement).value }
          draw()
        }} @change=${settled}><span class="scheme">${scheme === 'light' ? 'Light' : 'Dark'} page</span></label>`,
    )

  const ownCss = () => html`
    <label class="field"><span>CSS with rules for <code>reach-proof</code></span>
      <textarea rows="5" spellcheck="false" @input=${(e: Event) => {
        heard = (e.currentTarget as HTMLTextAreaElement).value
      }}></textarea></label>
    <button type="button" class="quiet-button" @click=${() => {
      const { values, rest, unknown, dropped } = readTheme(heard)
      base = null
      told = [
        `Taken: ${values.size} ${values.size === 1 ? 'property' : 'properties'}${rest ? ' and the other rules' : ''}.`,
        unknown.length ? `Not a property of the widget: ${unknown.join(', ')}.` : '',
        dropped.length ? `Left out: ${dropped.join(' ')}` : '',
      ].join(' ')
      update({ values, rest })
      settled()
    }}>Take these rules</button>
    <p role="status" class="said">${told}</p>`

  const output = () => html`
    <section class="code" aria-labelledby="css-title">
      <div class="code-head"><h2 id="css-title">CSS for your page</h2>${copyButton('#css', 'The CSS')}</div>
      <pre tabindex="0" aria-labelledby="css-title"><code id="css">${css() || '/* Nothing: this is how the widget comes. */\n'}</code></pre>
      ${
        hasSchemes(theme)
          ? html`<p class="note">Its dark colours show where your page says <code>color-scheme: light dark</code> (or
            <code>dark</code>) for the place of the tag, or the tag has <code>theme="dark"</code>.</p>`
          : nothing
      }
      ${
        /var\(--(?!reachproof-)/.test(css())
          ? html`<p class="note">Some of it comes from variables that a page may have (<code>var(--…)</code>). This page has
            none of them: colours and figures are those of the values that stand behind.</p>`
          : nothing
      }
      ${
        /prefers-color-scheme/.test(theme.rest)
          ? html`<p class="note">Some of it asks the visitor’s system for its scheme, not the page. Both sides above show
            the answer of this system, and so do the figures.</p>`
          : nothing
      }
    </section>
    <section class="code" aria-labelledby="tag-title">
      <div class="code-head"><h2 id="tag-title">The tag</h2>${copyButton('#tag', 'The tag')}</div>
      <div class="blanks">
        ${blank('Your server', 'server', 'url', examples.server)}
        ${blank('Your site key', 'sitekey', 'text', examples.sitekey)}
        <label class="field">Scheme <select @change=${(e: Event) => {
          place = { ...place, scheme: (e.currentTarget as HTMLSelectElement).value as Place['scheme'] }
          draw()
        }}><option value="">The page’s</option><option value="light">Always light</option><option value="dark">Always dark</option></select></label>
      </div>
      <pre tabindex="0" aria-labelledby="tag-title"><code id="tag">${snippet(place)}</code></pre>
      <p class="note">Your backend writes a random value of the visitor’s session into <code>session-nonce</code>.</p>
    </section>`

  const blank = (label: string, name: 'server' | 'sitekey', type: string, example: string) =>
    html`<label class="field">${label} <input type=${type} placeholder=${example} autocomplete="off" spellcheck="false"
      @input=${(e: Event) => {
        place = { ...place, [name]: (e.currentTarget as HTMLInputElement).value }
        draw()
      }}></label>`

  const copyButton = (from: string, what: string) =>
    html`<button type="button" class="quiet-button" data-what=${what} @click=${(e: Event) =>
      copyText(e.currentTarget as HTMLElement, find(from), find('.copied'))}>Copy</button>`

  find<HTMLSelectElement>('[name=preview]').addEventListener('change', e => {
    screen = (e.currentTarget as HTMLSelectElement).value
    drawPreview(sides, screen)
  })

  return {
    open(address) {
      base = presets.find(({ id }) => id === address.get('from')) ?? null
      theme = base ?? ownLook
      for (const { name } of properties) {
        const value = address.get(name)
        if (value === 'none') theme = withValue(theme, name, null)
        else if (value !== null && isHarmless(value) && isValid(name, value))
          theme = withValue(theme, name, value)
      }
      page = { ...pages }
      for (const scheme of ['light', 'dark'] as const) {
        const value = address.get(`page-${scheme}`)
        if (value && /^#[\da-f]{6}$/i.test(value)) page[scheme] = value
      }
      draw()
    },
    address: () => [
      ...(base ? [['from', base.id] as [string, string]] : []),
      ...properties.flatMap(({ name }): [string, string][] => {
        const value = theme.values.get(name)
        return value === base?.values.get(name) ? [] : [[name, value ?? 'none']]
      }),
      ...(['light', 'dark'] as const).flatMap((scheme): [string, string][] =>
        page[scheme] === pages[scheme] ? [] : [[`page-${scheme}`, page[scheme]]],
      ),
    ],
    css,
  }
}

/** What does not change; `draw` fills the rest. */
const frame = () => html`
  <form class="panel" aria-label="The look" @submit=${(e: Event) => e.preventDefault()}>
    <fieldset class="plain"><legend>Start from</legend><div class="presets"></div></fieldset>
    <div class="properties"></div>
    <details class="group" ?open=${roomy}><summary>Your page</summary>
      <p class="note">The widget has no background: it stands on yours.</p>
      <div class="page-colours pair"></div>
    </details>
    <details class="group"><summary>CSS of your own</summary><div class="own-css"></div></details>
  </form>
  <div class="canvas">
    <div class="canvas-head">
      <label class="inline">Preview <select name="preview"><option value="">A few states</option>${[
        ...states.keys(),
      ].map(name => html`<option>${name}</option>`)}</select></label>
      <p role="status"><a href="#contrasts" class="verdict-line"></a></p>
    </div>
    <div class="sides">
      <section class="side light" aria-label="On a light page"></section>
      <section class="side dark" aria-label="On a dark page"></section>
    </div>
    <section class="code" aria-labelledby="contrasts">
      <h2 id="contrasts" tabindex="-1">Contrast</h2>
      <p class="note">Measured on the widget in the colours above, by WCAG 2.2 AA: 4.5 for words, 3 for what else has to be seen.</p>
      <div class="contrasts"></div>
    </section>
    <div class="output"></div>
    <p class="copied" role="status"></p>
  </div>
  <div class="ground light" hidden></div>
  <div class="ground dark" hidden></div>`
