import { readFileSync } from 'node:fs'

export type Scheme = 'light' | 'dark'
export type ThemeName = 'bootstrap' | 'tailwind' | 'paper' | 'pill' | 'ink' | 'terminal'

export const schemes: readonly Scheme[] = ['light', 'dark']
export const themes: readonly ThemeName[] = ['bootstrap', 'tailwind', 'paper', 'pill', 'ink', 'terminal']

/** What the page behind each theme is painted with; `own` is the widget as it comes. */
export const grounds: Record<ThemeName | 'own', Record<Scheme, string>> = {
  own: { light: '#fff', dark: '#161616' },
  bootstrap: { light: '#fff', dark: '#212529' },
  tailwind: { light: '#fff', dark: '#0f172a' },
  paper: { light: '#faf5eb', dark: '#1f1a15' },
  pill: { light: '#fff', dark: '#171321' },
  ink: { light: '#fff', dark: '#000' },
  terminal: { light: '#f4f7f5', dark: '#0d1411' },
}

/** A theme as it stands in the docs, to be copied. */
export const cssOf = (theme: ThemeName): string =>
  readFileSync(new URL(`../../../docs/themes/${theme}.css`, import.meta.url), 'utf8')

/** Every part, in the order in which docs/theming.md numbers them. */
export const parts: readonly string[] = [
  ...['base', 'label', 'button', 'button-primary', 'channel', 'select', 'input', 'hint', 'link'],
  ...['qr', 'status', 'code', 'error', 'timer', 'result'],
]
