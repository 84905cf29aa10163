import { joinSchemes, splitSchemes } from './css-text.ts'
import { ownValue } from './own-look.ts'
import type { Property } from './properties.ts'
import type { Theme } from './theme.ts'

/** The property of CSS that takes the same values. */
const alike: Record<string, string> = {
  radius: 'border-radius',
  'control-height': 'min-height',
  space: 'gap',
  'max-width': 'max-width',
  'min-height': 'min-height',
  font: 'font',
  'focus-ring': 'outline',
}

/** Whether a browser would take a value for a property of the widget. */
export const isValid = (name: string, value: string): boolean => CSS.supports(alike[name] ?? 'color', value)

/** What stands there: the theme's own value, else the widget's. */
export const current = (theme: Theme, name: string): string => theme.values.get(name) ?? ownValue(name)

/** A colour, with what it is in one of the schemes changed. */
export function inScheme(value: string, scheme: 'light' | 'dark', colour: string): string {
  const [light, dark] = splitSchemes(value)
  return scheme === 'light' ? joinSchemes(colour, dark) : joinSchemes(light, colour)
}

/**
 * Where a slider stands for a length. Lengths in another unit are taken at the usual 16 px to the em; where that
 * cannot be said either, at rest.
 */
export function sliderValue(property: Property & { kind: 'length' }, value: string | undefined): number {
  const [, amount, unit = ''] = /^(-?[\d.]+)(px|r?em)?$/.exec(value ?? '') ?? []
  if (amount === undefined) return property.rests
  const pixels = unit === 'px' || unit === '' ? Number(amount) : Number(amount) * 16
  return property.unit === 'px' ? pixels : pixels / 16
}

const style = document.createElement('span').style

export const fonts: readonly [name: string, family: string][] = [
  ['The page’s own', 'inherit'],
  ['System', 'system-ui, sans-serif'],
  ['Humanist', '"Gill Sans", "Gill Sans MT", Candara, Calibri, sans-serif'],
  ['Serif', 'Charter, "Iowan Old Style", Georgia, serif'],
  ['Rounded', 'ui-rounded, "SF Pro Rounded", Nunito, system-ui, sans-serif'],
  ['Monospace', 'ui-monospace, Menlo, Consolas, monospace'],
]

/** A `font` shorthand in the parts that have a control; empty where it cannot be taken apart. */
export function splitFont(value: string): { family: string; size: number } {
  style.font = ''
  style.font = value
  const [, amount, unit] = /^([\d.]+)(em|rem|px|%)$/.exec(style.fontSize) ?? []
  const per = { em: 1, rem: 1, px: 16, '%': 100 }[unit ?? 'em'] ?? 1
  return {
    family: style.fontFamily === 'inherit' ? 'inherit' : style.fontFamily,
    size: amount === undefined ? 1 : Number(amount) / per,
  }
}

/** With one part changed; null where that is what the page has anyway. */
export function joinFont(value: string, part: { family?: string; size?: number }): string | null {
  const now = { ...splitFont(value), ...part }
  if (now.family === 'inherit' || !now.family) {
    // A shorthand has to name a family, and there is none that means the page's.
    return null
  }
  style.font = value === 'inherit' ? `1em ${now.family}` : value
  style.fontFamily = now.family
  style.fontSize = `${now.size}em`
  return style.font
}

export interface Ring {
  width: number
  line: string
  colour: string
}

/** An `outline` shorthand in its parts. */
export function splitRing(value: string): Ring {
  style.outline = ''
  style.outline = value
  return {
    width: Number.parseFloat(style.outlineWidth) || 2,
    line: style.outlineStyle || 'solid',
    colour: style.outlineColor || 'currentcolor',
  }
}

export const joinRing = ({ width, line, colour }: Ring): string => `${width}px ${line} ${colour}`
