/** Every language there is, by its BCP 47 code. A new one is a file beside this, its code here and its line in `all.ts`. */
export const languageCodes = [
  'en',
  'fr',
  'ar',
  'ckb',
  'es',
  'pt',
  'pt-BR',
  'de',
  'it',
  'nl',
  'sv',
  'da',
  'nb',
  'fi',
  'pl',
  'cs',
  'sk',
  'hu',
  'ro',
  'bg',
  'el',
  'tr',
  'ru',
  'uk',
  'sr',
  'hr',
  'he',
  'fa',
  'ur',
  'hi',
  'bn',
  'ta',
  'th',
  'vi',
  'id',
  'ms',
  'ja',
  'ko',
  'zh-Hans',
  'zh-Hant',
  'sw',
] as const

export type LanguageCode = (typeof languageCodes)[number]

const rightToLeft = new Set<LanguageCode>(['ar', 'ckb', 'fa', 'he', 'ur'])

export const directionOf = (language: LanguageCode): 'ltr' | 'rtl' =>
  rightToLeft.has(language) ? 'rtl' : 'ltr'

const byFoldedCode = new Map(languageCodes.map(code => [code.toLowerCase(), code]))

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
 * The language of ours for what a browser or a setting asks for: `fr-CA` gets `fr`, `AR` gets `ar`, `zh-TW` gets
 * `zh-Hant`. Nothing for what is unknown, malformed or no string at all.
 *
 * @see https://www.rfc-editor.org/rfc/rfc4647#section-3.4 for cutting off subtags from the end
 */
export function languageFor(asked: unknown): LanguageCode | undefined {
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
