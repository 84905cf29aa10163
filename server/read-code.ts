/**
 * What a visitor typed or pasted → the digits of the code. Shared by widget and server, so that the two
 * never read the same text differently; therefore without imports, and without lookbehind (Safari 16.4).
 */

declare const brand: unique symbol

/** ASCII digits that were read as a code; never a WhatsApp reference. Kept as a string: `012345` is not `12345`. */
export type Code = string & { readonly [brand]: 'code' }

/** A message with a code in it is far shorter; what is longer was not meant for a code field. */
const longestText = 1_000

const decimalDigit = /\p{Nd}/u

/**
 * Words and numbers as they stand in a sentence. `23:40`, `21/11/2026`, `1.5` and `shop24.example` are one
 * word each, so that their digits are no code. Only cased letters stick to digits (`123456abc`): Chinese,
 * Japanese, Korean and Thai write a number without spaces around it.
 */
const words = /(?:\d[.,:'\p{Pd}](?=\d)|\.(?=\p{Ll})|[\p{Lu}\p{Ll}\p{N}/+])+/gu

/**
 * Reads the code out of a typed or pasted text: bare digits of any script, `123-456`, `G-123456`, or a
 * whole message that holds exactly one number of that length.
 *
 * Being strict with `1.23456e5`, `+123456` and `123456abc` while generous with `Your code is 123456!` comes
 * down to one rule: the digits stand alone, touched by no cased letter, sign or further number.
 *
 * @param length how many digits; null for codes that a provider made, which have 4–10
 * @returns ASCII digits, or null when there is no code, or more than one
 */
export function readCode(text: string, length: number | null): Code | null {
  if (text.length > longestText) return null
  const folded = foldDigits(stripMarks(text))
  // Control characters, NUL first of all, come from no keyboard and no message.
  if (/[^\P{Cc}\s]/u.test(folded)) return null

  const shape = length === null ? /^\d{4,10}$/ : new RegExp(`^\\d{${length}}$`)
  const isCode = (word: string): word is Code => shape.test(word)

  const bare = folded.replace(/[\s.\p{Pd}]/gu, '')
  // Nothing but digits: all of them count, so that two codes in a row are no code.
  if (!/\D/.test(bare)) return isCode(bare) ? bare : null

  // `[21/11, 23:40] +44 7911 123456: your code is …`: a phone number is not a code.
  const message = folded.replace(/[+＋]\d[\d\p{Zs}\p{Pd}]*/gu, '+')
  const joined = message.replace(/(\d)[\p{Zs}\p{Pd}](?=\d)/gu, '$1')
  for (const reading of [message, joined]) {
    const found = new Set<Code>()
    for (const [word] of reading.matchAll(words)) if (isCode(word)) found.add(word)
    if (found.size) return found.size > 1 ? null : [...found][0]!
  }
  return null
}

/**
 * The decimal digits of every script as ASCII ones; nothing else changes. Not NFKC, which would turn `①`
 * and `²` into digits too.
 *
 * @see https://www.unicode.org/reports/tr44/#Numeric_Type `Nd` comes in ascending blocks of ten, from zero
 */
export function foldDigits(text: string): string {
  return text.replace(/[^\P{Nd}\d]/gu, digit => {
    const point = digit.codePointAt(0)!
    // Some blocks touch (the five of the mathematical digits), so the start found may be an earlier block's.
    let start = point
    while (decimalDigit.test(String.fromCodePoint(start - 1))) start--
    return String((point - start) % 10)
  })
}

/** Without the invisible characters that copying brings along: direction marks, joiners, soft hyphens, BOM. */
export function stripMarks(text: string): string {
  return text.replace(/\p{Cf}/gu, '')
}
