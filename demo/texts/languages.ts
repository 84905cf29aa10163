import { ar } from './ar.ts'
import { en, type Texts } from './en.ts'
import { fr } from './fr.ts'

/** The languages of the demo's own pages. The widget has more. */
export const languages = { en, fr, ar } satisfies Record<string, Texts>

export type Language = keyof typeof languages

export const isLanguage = (tag: unknown): tag is Language =>
  typeof tag === 'string' && Object.hasOwn(languages, tag)

/** The first language of an `Accept-Language` header that the demo has, else English. */
export function preferredLanguage(header: string | undefined): Language {
  for (const range of header?.split(',') ?? []) {
    const tag = range.trim().split(/[-;]/, 1)[0]?.toLowerCase()
    if (isLanguage(tag)) return tag
  }
  return 'en'
}
