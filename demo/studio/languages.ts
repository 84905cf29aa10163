import { languages } from '../../server/texts/all.ts'
import * as codes from '../../server/texts/codes.ts'
import { type Fixture, fixtures } from '../../widget/fixtures.ts'

type Code = codes.LanguageCode
export type Direction = 'ltr' | 'rtl'

/** Languages that browsers leave out of their own data. */
const unnamed: Partial<Record<Code, string>> = { ckb: 'کوردیی ناوەندی' }

/** Every language of the widget by its code, with its own name for itself: English first, the others in the order of these names. */
export const languageNames: ReadonlyMap<string, string> = new Map(
  codes.languageCodes
    .map(code => [code, nameOf(code)] as const)
    .sort(
      ([a, nameA], [b, nameB]) => Number(b === 'en') - Number(a === 'en') || nameA.localeCompare(nameB, 'en'),
    ),
)

function nameOf(code: Code): string {
  const names = new Intl.DisplayNames(code, { type: 'language' })
  // Without data of the language the browser answers in its own.
  const { locale } = names.resolvedOptions()
  const name = locale.split('-')[0] === code.split('-')[0] ? names.of(code) : unnamed[code]
  return name ? name.slice(0, 1).toLocaleUpperCase(code) + name.slice(1) : code
}

/** @param language one of `languageNames` */
export const directionOf = (language: string): Direction => codes.directionOf(language as Code)

/** Every state in a language, whose direction may be overruled. */
export const statesIn = (language: string, direction = directionOf(language)): Fixture[] =>
  fixtures({ texts: languages.get(language as Code)!.widget, language, direction })
