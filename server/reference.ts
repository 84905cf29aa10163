import { foldDigits, stripMarks } from './read-code.ts'

declare const brand: unique symbol

/** Eight Crockford base-32 characters that tie a WhatsApp message to a verification; never a code. */
export type Reference = string & { readonly [brand]: 'reference' }

/** What a message to the business number holds. */
export interface ReadReferences {
  /** Surely meant as references, likeliest first. If none of all is known, that counts as one unknown reference. */
  references: Reference[]
  /** Read like references but are more likely words: `password`, `12345678`. Worth a look-up, never held against anybody. */
  unclear: Reference[]
  /** The message is the command word and nothing else. */
  bareCommand: boolean
}

/** Five bits a character; no I, L, O, U. @see https://www.crockford.com/base32.html */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const referenceLength = 8

/** How much of a message is read. */
const longestText = 1_000

/** How many references of one message are looked up. */
const mostCandidates = 4

/** What sticks to a character and makes another word of it. Chinese and Thai letters stand next to anything. */
const inWord = '[\\p{Lu}\\p{Ll}\\p{N}]'

const endsInWord = new RegExp(`${inWord}$`, 'u')

/** With vowel signs, without which many Indian words are the same; accents and points are gone by then. */
const letter = /[\p{L}\p{N}\p{Mc}]/gu

/** Between the characters: what a keyboard or a line break puts there. */
const between = '[\\s\\p{Pd}\\p{Pc}\\u2212.]{0,3}'

/**
 * Eight characters from the start of a word to the end of one, with or without separators. A look-ahead, so
 * that the window which begins at the next word is found as well: in "code 7K2M 9QXD" both are eight long.
 */
const windows = new RegExp(
  `(?<!${inWord})(?=([0-9A-TV-Z](?:${between}[0-9A-TV-Z]){${referenceLength - 1}})(?!${inWord}))`,
  'gu',
)

/** Makes a reference, each equally likely: a byte has eight times five bits' worth of values. */
export function makeReference(randomBytes: (n: number) => Uint8Array): Reference {
  return Array.from(randomBytes(referenceLength), byte => alphabet[byte & 31]).join('') as Reference
}

/** As it is shown and sent: `7K2M-9QXD`. */
export function formatReference(reference: Reference): string {
  return `${reference.slice(0, 4)}-${reference.slice(4)}`
}

/**
 * Finds the references in what somebody sent, typed by hand or not: lower case, O for 0, I or L for 1,
 * dashes gone or different, spaces and line breaks inside, direction marks, full-width letters, text around.
 * Letters of another alphabet that only look right make no reference.
 *
 * @param text of any length; the first 1,000 characters are read
 * @param command the word that the site asks visitors to send, in any script
 * @returns at most four references, certain and unclear together
 */
export function readReferences(text: string, command: string): ReadReferences {
  const folded = fold(text)
  const foldedCommand = fold(command)
  const bareCommand = lettersOf(folded) !== '' && lettersOf(folded) === lettersOf(foldedCommand)
  if (bareCommand) return { references: [], unclear: [], bareCommand }

  const commands = spansOf(folded, foldedCommand)
  // The command is blanked, so that it is no part of a reference: "VERIFY7K2M9QXD", "CODE 7K2M".
  const message = commands.reduce(
    (rest, { start, end }) => rest.slice(0, start) + ' '.repeat(end - start) + rest.slice(end),
    folded,
  )
  const candidates = [...message.matchAll(windows)].map(({ index, 1: raw = '' }) => {
    const before = commands.findLast(({ end }) => end <= index)
    const isBehindCommand = before !== undefined && !/[\p{L}\p{N}]/u.test(message.slice(before.end, index))
    return {
      reference: toReference(raw),
      start: index,
      end: index + raw.length,
      doubt: doubtOf(raw, isBehindCommand),
    }
  })
  candidates.sort((a, b) => a.doubt - b.doubt)

  const certain: typeof candidates = []
  const unclear: typeof candidates = []
  for (const candidate of candidates) {
    // Of two windows over the same characters only one can be what was meant.
    const overlaps = certain.some(({ start, end }) => candidate.start < end && start < candidate.end)
    const isCertain = candidate.doubt < unclearDoubt && !overlaps
    ;(isCertain ? certain : unclear).push(candidate)
  }
  const references = unique(certain.map(candidate => candidate.reference)).slice(0, mostCandidates)
  const others = unique(unclear.map(candidate => candidate.reference))
  return {
    references,
    unclear: others.filter(other => !references.includes(other)).slice(0, mostCandidates - references.length),
    bareCommand,
  }
}

const unclearDoubt = 4

/** How unlikely it is that these characters were meant as a reference; from `unclearDoubt` on it is a guess. */
function doubtOf(raw: string, isBehindCommand: boolean): number {
  const hasDigit = /\d/.test(raw)
  const hasLetter = /[A-Z]/.test(raw)
  // Digits only are half a phone number or a date.
  if (hasLetter && /^.{4}\p{Pd}\s?.{4}$/u.test(raw)) return 0
  if (isBehindCommand) return 1
  if (hasDigit && hasLetter && raw.length === referenceLength) return 2
  // "7K2M 9QXD", but not "code 1234": there no word mixes letters with digits.
  if (/\d[A-Z]|[A-Z]\d/.test(raw)) return 3
  return unclearDoubt
}

function toReference(raw: string): Reference {
  return raw
    .replace(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replace(/[IL]/g, '1') as Reference
}

/** Where the command stands, its spaces written or not; as a word of its own or with the reference stuck to it. */
function spansOf(folded: string, foldedCommand: string): { start: number; end: number }[] {
  const command = lettersOf(foldedCommand)
  const letters = lettersOf(folded)
  const spans: { start: number; end: number }[] = []
  if (!command.length || !letters.includes(command)) return spans
  /** Where each unit of `letters` stands in the text. */
  const at = [...folded.matchAll(letter)].flatMap(({ index, 0: { length } }) =>
    length > 1 ? [index, index + 1] : [index],
  )
  for (let i = letters.indexOf(command); i >= 0; i = letters.indexOf(command, i + command.length)) {
    const start = at[i]!
    if (!endsInWord.test(folded.slice(Math.max(0, start - 2), start)))
      spans.push({ start, end: at[i + command.length - 1]! + 1 })
  }
  return spans
}

/** Upper case without accents and marks; digits of any script, full-width and styled characters as plain ones. */
function fold(text: string): string {
  const plain = stripMarks(text.slice(0, longestText))
    .normalize('NFKD')
    .replace(/\p{Mn}/gu, '')
  return foldDigits(plain).toUpperCase()
}

function lettersOf(folded: string): string {
  return (folded.match(letter) ?? []).join('')
}

function unique<T>(values: T[]): T[] {
  return [...new Set(values)]
}

/**
 * "No" and "stop" as people answer a message that they did not expect; one line a language. Left out is what
 * means yes to somebody else: Malay "tak", Albanian "jo".
 */
const refusals: ReadonlySet<string> = new Set(
  [
    'no nope stop cancel unsubscribe', // English; no: Spanish, Italian, Catalan
    'لا كلا توقف الغاء', // Arabic
    'না থামুন', // Bengali
    'не стоп отказ', // Bulgarian, Macedonian, Serbian
    'نەخێر نا', // Central Kurdish
    'prou atura', // Catalan
    'ne přestaň zrušit', // Czech; ne: Slovene, Croatian, Lithuanian
    'nej stopp', // Danish, Swedish
    'nein stopp abbrechen', // German
    'οχι σταματα ακυρο', // Greek
    'parar alto cancelar', // Spanish, Portuguese
    'ei lõpeta', // Estonian; ei: Finnish
    'نه خیر لغو', // Persian
    'lopeta', // Finnish
    'huwag', // Filipino
    'non arrêt arrêter arrêtez annuler', // French
    'ના', // Gujarati
    'לא עצור ביטול', // Hebrew
    'नहीं ना रोकें', // Hindi
    'nem állj', // Hungarian
    'tidak bukan batal', // Indonesian, Malay
    'annulla basta', // Italian
    'いいえ いえ 違います 停止 やめて', // Japanese
    'არა', // Georgian
    'жоқ', // Kazakh
    'ಇಲ್ಲ', // Kannada
    '아니요 아니오 아뇨 아니 중지 취소', // Korean
    'nē', // Latvian
    'ഇല്ല വേണ്ട', // Malayalam
    'नाही नको', // Marathi
    'nei', // Norwegian
    'nee annuleren', // Dutch
    'ਨਹੀਂ', // Punjabi
    'nie anuluj', // Polish; nie: Slovak
    'não pare', // Portuguese
    'nu opriți', // Romanian
    'нет отмена', // Russian
    'hapana', // Swahili
    'இல்லை வேண்டாம்', // Tamil
    'కాదు వద్దు', // Telugu
    'ไม่ ไม่ใช่ หยุด', // Thai
    'hayır dur iptal', // Turkish
    'ні зупинити скасувати', // Ukrainian
    'نہیں', // Urdu
    "yo'q yoq xeyr", // Uzbek, Azerbaijani
    'không dừng', // Vietnamese
    '不 不是 不要 否 否認 停止 取消 没有 沒有', // Chinese
  ].flatMap(line => line.split(' ').map(word => lettersOf(fold(word)))),
)

/** Whether the whole message says no, in any of our languages; case, accents, marks and punctuation aside. */
export function isRefusal(text: string): boolean {
  // A word of a longer message may be about something else: "No code yet".
  return text.length <= longestText && refusals.has(lettersOf(fold(text)))
}
