/** Zadarma's name of a language → its tag (BCP 47), and how a code is said in it. */
const languages: Readonly<Record<string, readonly [tag: string, words: string]>> = {
  en: ['en', 'Your code is'],
  es: ['es', 'Su código es'],
  de: ['de', 'Ihr Code lautet'],
  pl: ['pl', 'Twój kod to'],
  ru: ['ru', 'Ваш код'],
  ua: ['uk', 'Ваш код'],
  fr: ['fr', 'Votre code est'],
}

export const isLanguage = (language: string): boolean => Object.hasOwn(languages, language)

/** @param language one of Zadarma's seven; the account's own is English */
export function wordsFor(code: string, language = 'en'): { tag: string; written: string; spoken: string } {
  const [tag, words] = languages[language]!
  return { tag, written: `${words} ${code}`, spoken: `${words}: ${[...code].join(', ')}.` }
}
