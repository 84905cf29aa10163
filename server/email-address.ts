import { domainToASCII, domainToUnicode } from 'node:url'

declare const brand: unique symbol

/** An email address read by `parseEmail` and by nothing else: ASCII, safe in a header and in a log. */
export type EmailAddress = string & { readonly [brand]: 'EmailAddress' }

/** An email address that was parsed at the door. */
export interface Email {
  readonly kind: 'email'
  /** The local part as it was typed, the domain in lower case and as A-labels. */
  readonly value: EmailAddress
}

const longestAddress = 254
const longestLocal = 64
const longestLabel = 63

/** RFC 5322's atext without the backtick; quoted local parts are how one address becomes two. */
const local = /^(?!-)[\w!#$%&'*+/=?^{|}~-]+(?:\.[\w!#$%&'*+/=?^{|}~-]+)*$/

const label = /^[a-z\d](?:[a-z\d-]*[a-z\d])?$/

/**
 * The scripts that domain names are written in. A label takes all its letters from one line: Chinese,
 * Japanese and Korean mix theirs, but a Cyrillic а among Latin letters is a disguise.
 *
 * @see https://www.unicode.org/reports/tr39/#Restriction_Level_Detection
 */
const scripts = [
  'Latin',
  'Cyrillic',
  'Greek',
  'Arabic',
  'Hebrew',
  'Armenian',
  'Georgian',
  'Devanagari',
  'Bengali',
  'Gurmukhi',
  'Gujarati',
  'Oriya',
  'Tamil',
  'Telugu',
  'Kannada',
  'Malayalam',
  'Sinhala',
  'Thai',
  'Lao',
  'Khmer',
  'Myanmar',
  'Tibetan',
  'Ethiopic',
  'Han}\\p{Script_Extensions=Hiragana}\\p{Script_Extensions=Katakana}\\p{Script_Extensions=Bopomofo}\\p{Script_Extensions=Hangul',
].map(script => new RegExp(`^[\\p{Script_Extensions=${script}}\\p{M}\\d-]+$`, 'u'))

/**
 * Reads an email address of the plain kind: no quotes, comments, names, IP literals, spaces, nor anything
 * that a mail program could read as two addresses or another one. White space around it is refused as well;
 * `<input type="email">` has taken it away.
 *
 * @returns null when it is not such an address
 * @see https://www.rfc-editor.org/rfc/rfc5321#section-4.5.3.1 for the lengths
 * @see https://www.unicode.org/reports/tr46/ for the domain
 */
export function parseEmail(text: string): Email | null {
  if (text.length > longestAddress) return null
  const [name, host, ...more] = text.split('@')
  if (!name || !host || more.length > 0) return null
  if (name.length > longestLocal || !local.test(name)) return null
  const domain = parseDomain(host)
  if (!domain) return null
  const value = `${name}@${domain}`
  return value.length > longestAddress ? null : { kind: 'email', value: value as EmailAddress }
}

function parseDomain(typed: string): string | null {
  const host = typed.normalize('NFC')
  // Full-width and other dressed-up letters, which UTS 46 would quietly undress, and all that is no letter.
  if (host !== host.normalize('NFKC') || !/^[\p{L}\p{M}\p{Nd}.-]+$/u.test(host)) return null
  const ascii = domainToASCII(host)
  const readable = domainToUnicode(ascii)
  // Punycode that is broken (it stays as it is) or stands for something else than it decodes to.
  if (!ascii || /(?:^|\.)xn--/.test(readable) || domainToASCII(readable) !== ascii) return null
  const labels = ascii.split('.')
  if (labels.length < 2 || /^\d+$/.test(labels.at(-1)!)) return null
  if (!labels.every(part => part.length <= longestLabel && label.test(part))) return null
  if (!readable.split('.').every(part => scripts.some(script => script.test(part)))) return null
  return ascii
}

/** The address with its name hidden: `a•••@example.com`; of a one-letter name nothing is shown. */
export function maskEmail(address: string): string {
  const at = address.lastIndexOf('@')
  return `${at > 1 ? address[0] : ''}•••${address.slice(at)}`
}

/**
 * The mailbox that an address ends up in, as far as one can tell: lower case, without `+tag`, for Gmail
 * without dots. For counting only; mail goes to the address as it was typed.
 */
export function mailboxOf(address: string): string {
  const [name = '', domain = ''] = address.toLowerCase().split('@')
  // A name that is all tag stays: else every such address would be one mailbox.
  const untagged = name.replace(/(?<=.)\+.*$/, '')
  if (domain !== 'gmail.com' && domain !== 'googlemail.com') return `${untagged}@${domain}`
  return `${untagged.replaceAll('.', '')}@gmail.com`
}
