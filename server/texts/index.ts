import { createRequire } from 'node:module'
import { directionOf, type LanguageCode, languageFor } from './codes.ts'
import type { Texts } from './en.ts'

export { languageCodes } from './codes.ts'

/** A language's texts, and what a page or mail has to declare with them. */
export interface LanguageTexts {
  /** One of `languageCodes`, which may be shorter than what was asked for. */
  language: LanguageCode
  direction: 'ltr' | 'rtl'
  texts: Texts
}

const require = createRequire(import.meta.url)
/** `.ts` in the sources, `.js` in the package. */
const extension = import.meta.url.slice(import.meta.url.lastIndexOf('.'))
const loaded = new Map<LanguageCode, Texts>()

/** A language's texts. They are loaded when somebody first asks for them: all at once would be a third of the start. */
export function textsIn(language: LanguageCode): Texts {
  let texts = loaded.get(language)
  if (!texts) {
    texts = Object.values(require(`./${language}${extension}`) as Record<string, Texts>)[0]!
    loaded.set(language, texts)
  }
  return texts
}

/**
 * The texts for what a browser or a setting asks for, as `languageFor` reads it. What is unknown gets the fallback,
 * and without that, English.
 *
 * @param fallback the site's language
 */
export function textsFor(asked: unknown, fallback: string): LanguageTexts {
  const language = languageFor(asked) ?? languageFor(fallback) ?? 'en'
  return { language, direction: directionOf(language), texts: textsIn(language) }
}
