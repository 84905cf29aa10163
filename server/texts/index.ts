import { ar } from './ar.ts'
import { de } from './de.ts'
import { en, type Texts } from './en.ts'
import { es } from './es.ts'
import { fr } from './fr.ts'
import { hi } from './hi.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ru } from './ru.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { zhHans } from './zh-Hans.ts'

/** Every language there is, by its BCP 47 code. A new one is a file beside this, and its line here. */
export const languages: ReadonlyMap<string, Texts> = new Map([
  ['en', en],
  ['fr', fr],
  ['ar', ar],
  ['es', es],
  ['pt', pt],
  ['de', de],
  ['it', it],
  ['ru', ru],
  ['uk', uk],
  ['pl', pl],
  ['tr', tr],
  ['hi', hi],
  ['id', id],
  ['zh-Hans', zhHans],
])

/** A language's texts, and what a page or mail has to declare with them. */
export interface LanguageTexts {
  /** The code of `languages`, which may be shorter than what was asked for. */
  language: string
  direction: 'ltr' | 'rtl'
  texts: Texts
}

const rightToLeft = new Set(['ar', 'ckb', 'fa', 'he', 'ur'])

const byFoldedCode = new Map([...languages].map(([code, texts]) => [code.toLowerCase(), { code, texts }]))

/**
 * What else a language goes by, in lower case: Indonesian by a code that Java and old Androids still send,
 * Chinese without its script. Who reads traditional characters gets the simplified ones too: nothing is nearer.
 */
const aliases = new Map([
  ['in', 'id'],
  ['zh', 'zh-hans'],
])

/**
 * The texts for what a browser or a setting asks for: `fr-CA` gets `fr`, `AR` gets `ar`, `zh-TW` gets
 * `zh-Hans`. What is unknown, malformed or no string at all gets the fallback, and without that, English.
 *
 * @param fallback the site's language
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4 for cutting off subtags from the end
 */
export function textsFor(language: unknown, fallback: string): LanguageTexts {
  const { code, texts } = lookUp(language) ?? lookUp(fallback) ?? { code: 'en', texts: en }
  return { language: code, direction: rightToLeft.has(code) ? 'rtl' : 'ltr', texts }
}

function lookUp(asked: unknown): { code: string; texts: Texts } | undefined {
  // The cap first: the pattern never sees 10 KB.
  if (typeof asked !== 'string' || asked.length > 16) return
  if (!/^[a-z]{2,3}(-[a-z0-9]{2,8}){0,2}$/i.test(asked)) return
  const subtags = asked.toLowerCase().split('-')
  for (; subtags.length; subtags.pop()) {
    const code = subtags.join('-')
    const found = byFoldedCode.get(aliases.get(code) ?? code)
    if (found) return found
  }
}
