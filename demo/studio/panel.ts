import { html, nothing, type TemplateResult } from 'lit'
import { splitSchemes } from './css-text.ts'
import {
  current,
  fonts,
  inScheme,
  isValid,
  joinFont,
  joinRing,
  sliderValue,
  splitFont,
  splitRing,
} from './editing.ts'
import { ownValue } from './own-look.ts'
import { type Property, properties } from './properties.ts'
import type { Theme } from './theme.ts'

export interface PanelActions {
  /** Sets a property; null gives it back to the widget. */
  set(name: string, value: string | null): void
  /** A drag has ended, or a field was left. */
  settle(): void
  /** What a picker of colours shows for any colour of CSS: `#rrggbb`. */
  picked(value: string, scheme: 'light' | 'dark'): string
}

/** Whether the panel stands beside the canvas. Above it, on a small screen, its groups are closed at first. */
export const roomy = matchMedia('(width >= 62rem)').matches

type Scheme = 'light' | 'dark'
const schemes: Scheme[] = ['light', 'dark']

/** Controls for every custom property. The text field is what counts; sliders and pickers are quick ways to fill it. */
export const panel = (theme: Theme, on: PanelActions): TemplateResult[] =>
  [...Map.groupBy(properties, ({ group }) => group)].map(
    ([group, list]) => html`<details class="group" ?open=${roomy}>
      <summary>${group}</summary>
      ${group === 'Colours' ? html`<div class="pair scheme" aria-hidden="true"><span>Light</span><span>Dark</span></div>` : nothing}
      ${list.map(property => control(property, theme, on))}
    </details>`,
  )

const controls = {
  colour: colours,
  font,
  ring,
  length: slider,
} as const

function control(property: Property, theme: Theme, on: PanelActions): TemplateResult {
  const { name, label, about, kind } = property
  const id = `property-${name}`
  return html`<div class="property" role="group" aria-labelledby=${id}>
    <div class="property-head">
      <p><b id=${id}>${label}</b>${about ? html`<small>${about}</small>` : nothing}</p>
      ${
        theme.values.has(name)
          ? html`<button type="button" class="undo" aria-label=${`Give “${label}” back to the widget`} title="As the widget has it"
              @click=${() => {
                on.set(name, null)
                on.settle()
              }}><svg viewBox="0 0 20 20" aria-hidden="true"><path d="M4 9h8a4 4 0 0 1 0 8H9M4 9l4-4M4 9l4 4"/></svg></button>`
          : nothing
      }
    </div>
    ${controls[kind](property as never, theme, on)}
  </div>`
}

/** Any value that CSS has; what it does not take is marked and left out. */
const field = (
  label: string,
  value: string,
  usual: string,
  valid: (text: string) => boolean,
  set: (text: string | null) => void,
  settle: () => void,
) => html`<input class="value" type="text" spellcheck="false" autocomplete="off" autocapitalize="off" aria-label=${label}
    placeholder=${usual} .value=${value}
    @input=${({ currentTarget }: Event) => {
      const input = currentTarget as HTMLInputElement
      const text = input.value.trim()
      const ok = text === '' || valid(text)
      input.ariaInvalid = ok ? null : 'true'
      input.title = ok ? '' : 'CSS does not take this; it is left out'
      if (ok) set(text || null)
    }} @change=${settle}>`

function colours({ name, label }: Property, theme: Theme, on: PanelActions): TemplateResult {
  const own = ownValue(name)
  const value = theme.values.get(name)
  return html`<div class="pair">${schemes.map(scheme => {
    const at = scheme === 'light' ? 0 : 1
    const shown = splitSchemes(value ?? own)[at]
    const set = (text: string | null) => {
      const next = inScheme(value ?? own, scheme, text ?? splitSchemes(own)[at])
      on.set(name, next === own ? null : next)
    }
    return html`<span class="colour">
      ${picker(`${label}, ${scheme}`, on.picked(shown, scheme), set, on.settle)}
      ${field(
        `${label}, ${scheme}, as CSS`,
        value === undefined ? '' : shown,
        shown,
        text => isValid(name, text),
        set,
        on.settle,
      )}
    </span>`
  })}</div>`
}

const picker = (label: string, value: string, set: (text: string) => void, settle: () => void) =>
  html`<input type="color" aria-label=${label} .value=${value}
    @input=${(e: Event) => set((e.currentTarget as HTMLInputElement).value)} @change=${settle}>`

function slider(property: Property & { kind: 'length' }, theme: Theme, on: PanelActions): TemplateResult {
  const { name, label, unit, min, max, step } = property
  const value = theme.values.get(name)
  return html`<div class="along">
    <input type="range" aria-label=${label} min=${min} max=${max} step=${step} .value=${String(sliderValue(property, value))}
      aria-valuetext=${value ?? `As the widget has it: ${ownValue(name)}`}
      @input=${(e: Event) => on.set(name, `${(e.currentTarget as HTMLInputElement).value}${unit}`)} @change=${on.settle}>
    ${field(
      `${label}, as CSS`,
      value ?? '',
      ownValue(name),
      text => isValid(name, text),
      text => on.set(name, text),
      on.settle,
    )}
  </div>`
}

function font({ name, label }: Property, theme: Theme, on: PanelActions): TemplateResult {
  const value = theme.values.get(name)
  const { family, size } = splitFont(value ?? 'inherit')
  const known = fonts.some(([, css]) => css === family)
  const set = (part: { family?: string; size?: number }) => on.set(name, joinFont(value ?? 'inherit', part))
  return html`<select class="value" aria-label="Family" @change=${(e: Event) => {
    set({ family: (e.currentTarget as HTMLSelectElement).value })
    on.settle()
  }}>
      ${fonts.map(([words, css]) => html`<option value=${css} .selected=${css === family}>${words}</option>`)}
      ${known ? nothing : html`<option value=${family} selected>${family || 'Its own'}</option>`}
    </select>
    <div class="along">
      <input type="range" aria-label="Size" min="0.8" max="1.4" step="0.025" .value=${String(size)} ?disabled=${family === 'inherit'}
        aria-valuetext=${`${size} em`} @input=${(e: Event) => set({ size: Number((e.currentTarget as HTMLInputElement).value) })}
        @change=${on.settle}>
      ${field(
        `${label}, as CSS`,
        value ?? '',
        'inherit',
        text => isValid(name, text),
        text => on.set(name, text),
        on.settle,
      )}
    </div>`
}

function ring({ name, label }: Property, theme: Theme, on: PanelActions): TemplateResult {
  const value = theme.values.get(name)
  const now = splitRing(current(theme, name))
  const set = (part: Partial<typeof now>) => on.set(name, joinRing({ ...now, ...part }))
  return html`<div class="along">
      <input type="range" aria-label="Thickness of the ring" min="1" max="6" step="0.5" .value=${String(now.width)}
        aria-valuetext=${`${now.width} px`} @input=${(e: Event) => set({ width: Number((e.currentTarget as HTMLInputElement).value) })}
        @change=${on.settle}>
      <select class="value" aria-label="Line of the ring" @change=${(e: Event) => {
        set({ line: (e.currentTarget as HTMLSelectElement).value })
        on.settle()
      }}>${['solid', 'dashed', 'dotted', 'double'].map(
        line => html`<option .selected=${line === now.line}>${line}</option>`,
      )}</select>
    </div>
    <div class="pair">${schemes.map(scheme => {
      const shown = splitSchemes(now.colour)[scheme === 'light' ? 0 : 1]
      return html`<span class="colour">${picker(
        `${label}, ${scheme}`,
        on.picked(shown, scheme),
        text => set({ colour: inScheme(now.colour, scheme, text) }),
        on.settle,
      )}<span class="scheme">${scheme === 'light' ? 'Light' : 'Dark'}</span></span>`
    })}</div>
    ${field(
      `${label}, as CSS`,
      value ?? '',
      ownValue(name),
      text => isValid(name, text),
      text => on.set(name, text),
      on.settle,
    )}`
}
