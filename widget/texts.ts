import type { Text, WidgetTexts } from '../server/api.ts'

/** What `{name}` stands for. `n` also picks the plural form. */
export type Values = Record<string, unknown>

/** The few texts that are needed before a configuration has come, or when none comes. */
export const builtIn = {
  not_loaded: 'This part of the page could not be loaded.',
  not_available: 'Confirmation is not available on this page.',
  try_again: 'Try again',
} satisfies Partial<WidgetTexts>

/**
 * The language, but with the digits 0 to 9: a code is sent and typed in these, and two kinds of digits in one
 * screen are misread. Browsers know every language of ours but Central Kurdish, whose readers can read Arabic script.
 */
export const latin = (language: string): string[] => [`${language}-u-nu-latn`, 'ar-u-nu-latn']

/**
 * A text as pieces, so that a view can put markup around a value: `['We sent a code to ', contact, '.']`.
 * A `{name}` without a value stays as it is.
 */
export function fillParts(text: Text, values: Values, language: string): unknown[] {
  const form =
    typeof text === 'string'
      ? text
      : (text[new Intl.PluralRules(language).select(values.n as number)] ?? text.other)
  // Every second piece is a name.
  return form.split(/\{(\w+)\}/).map((piece, i) => (i % 2 ? (values[piece] ?? `{${piece}}`) : piece))
}

/** A text with its values filled in, as a string. */
export function fill(text: Text, values: Values, language: string): string {
  return fillParts(text, values, language).join('')
}

/** `28` → `0:28`. */
export function clock(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${`${seconds % 60}`.padStart(2, '0')}`
}

/** A country's name in a language, or its ISO code where the browser knows no name. */
export function countryName(country: string, language: string): string {
  return new Intl.DisplayNames(latin(language), { type: 'region', fallback: 'code' }).of(country)!
}
