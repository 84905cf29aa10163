import { ar } from './ar.ts'
import { bg } from './bg.ts'
import { bn } from './bn.ts'
import { ckb } from './ckb.ts'
import { cs } from './cs.ts'
import { da } from './da.ts'
import { de } from './de.ts'
import { el } from './el.ts'
import { en, type Texts } from './en.ts'
import { es } from './es.ts'
import { fa } from './fa.ts'
import { fi } from './fi.ts'
import { fr } from './fr.ts'
import { he } from './he.ts'
import { hi } from './hi.ts'
import { hr } from './hr.ts'
import { hu } from './hu.ts'
import { id } from './id.ts'
import { it } from './it.ts'
import { ja } from './ja.ts'
import { ko } from './ko.ts'
import { ms } from './ms.ts'
import { nb } from './nb.ts'
import { nl } from './nl.ts'
import { pl } from './pl.ts'
import { pt } from './pt.ts'
import { ptBR } from './pt-BR.ts'
import { ro } from './ro.ts'
import { ru } from './ru.ts'
import { sk } from './sk.ts'
import { sr } from './sr.ts'
import { sv } from './sv.ts'
import { sw } from './sw.ts'
import { ta } from './ta.ts'
import { th } from './th.ts'
import { tr } from './tr.ts'
import { uk } from './uk.ts'
import { ur } from './ur.ts'
import { vi } from './vi.ts'
import { zhHans } from './zh-Hans.ts'
import { zhHant } from './zh-Hant.ts'

/** Every language there is, by its BCP 47 code. A new one is a file beside this, and its line here. */
export const languages: ReadonlyMap<string, Texts> = new Map([
  ['en', en],
  ['fr', fr],
  ['ar', ar],
  ['ckb', ckb],
  ['es', es],
  ['pt', pt],
  ['pt-BR', ptBR],
  ['de', de],
  ['it', it],
  ['nl', nl],
  ['sv', sv],
  ['da', da],
  ['nb', nb],
  ['fi', fi],
  ['pl', pl],
  ['cs', cs],
  ['sk', sk],
  ['hu', hu],
  ['ro', ro],
  ['bg', bg],
  ['el', el],
  ['tr', tr],
  ['ru', ru],
  ['uk', uk],
  ['sr', sr],
  ['hr', hr],
  ['he', he],
  ['fa', fa],
  ['ur', ur],
  ['hi', hi],
  ['bn', bn],
  ['ta', ta],
  ['th', th],
  ['vi', vi],
  ['id', id],
  ['ms', ms],
  ['ja', ja],
  ['ko', ko],
  ['zh-Hans', zhHans],
  ['zh-Hant', zhHant],
  ['sw', sw],
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
 * What else a language goes by, in lower case: Indonesian and Hebrew by codes that Java and old Androids still send,
 * Norwegian without its form, Chinese by its region instead of its script. Bosnian, and Serbian in Latin letters, are
 * read as Croatian is.
 */
const aliases = new Map([
  ['in', 'id'],
  ['zh', 'zh-hans'],
  ['zh-tw', 'zh-hant'],
  ['zh-hk', 'zh-hant'],
  ['zh-mo', 'zh-hant'],
  ['no', 'nb'],
  ['nn', 'nb'],
  ['iw', 'he'],
  ['bs', 'hr'],
  ['sh', 'hr'],
  ['sr-latn', 'hr'],
])

/**
 * The texts for what a browser or a setting asks for: `fr-CA` gets `fr`, `AR` gets `ar`, `zh-TW` gets
 * `zh-Hant`. What is unknown, malformed or no string at all gets the fallback, and without that, English.
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
