import examples from 'libphonenumber-js/examples.mobile.json'
import {
  type CountryCode,
  getCountryCallingCode,
  getExampleNumber,
  isSupportedCountry,
  type NumberType,
  type PhoneNumber,
  parsePhoneNumberFromString,
} from 'libphonenumber-js/max'
import { foldDigits, stripMarks } from './read-code.ts'

declare const brand: unique symbol

/** A phone number as `+` and up to 15 digits, read by `parsePhone` and by nothing else. */
export type E164 = string & { readonly [brand]: 'E164' }

/** What libphonenumber's metadata says of a number; `unknown` only for the operator's test numbers. */
export type LineType = Lowercase<NonNullable<NumberType>> | 'unknown'

/** A phone number that was parsed at the door. */
export interface Phone {
  readonly kind: 'phone'
  readonly value: E164
  /** ISO 3166-1 alpha-2 of the number, not of its owner: +44 7911 is Guernsey's. Null for networks of no country. */
  readonly country: string | null
  readonly lineType: LineType
  /** No code goes there: numbers that cost the caller, ring at no phone of one person, or sit on a satellite. */
  readonly refused: boolean
  /** Certainly a landline. Where metadata cannot tell (the whole of +1), it is not one. */
  readonly landline: boolean
}

/** More than anybody needs for 15 digits. */
const longestText = 32

/** What is left of a phone number after folding; no letters, so that neither words nor extensions get in. */
const spelling = /^\+?[\d\p{Zs}\p{Pd}\u2212()./]+$/u

const refusedTypes: ReadonlySet<LineType> = new Set([
  'premium_rate',
  'shared_cost',
  'uan',
  'pager',
  'voicemail',
  'personal_number',
])

/** Inmarsat, personal numbers, satellite networks, international networks, international premium rate. */
const refusedCallingCodes: ReadonlySet<string> = new Set(['870', '878', '881', '882', '883', '979'])

/**
 * Reads a phone number in any spelling that says the same to everybody: spaces, dashes, brackets, digits of
 * any script, direction marks from a copy. Letters, extensions and text around it make it no number, since
 * one number must not have ten spellings that limits count apart.
 *
 * @param country ISO 3166-1 alpha-2 of a national spelling; an unknown one counts as none
 * @param known E.164 numbers that are taken although no network has them: the operator's test contacts
 * @returns null when it is no valid number. A refused line type is not null: see `Phone.refused`
 */
export function parsePhone(text: string, country?: string, known?: ReadonlySet<string>): Phone | null {
  if (text.length > longestText) return null
  const stripped = stripMarks(text).trim()
  // NFKC, which full-width digits and plus signs need, would turn ① and ² into digits as well.
  if (/\p{No}/u.test(stripped)) return null
  const folded = foldDigits(stripped.normalize('NFKC')).replace(/^\(\+(\d{1,3})\)/, '+$1')
  if (!spelling.test(folded)) return null

  const number = parse(folded, country)
  if (!number || number.ext) return null
  if (!known?.has(number.number)) {
    // What we store is what a provider reads: parsing it once more has to give the same number.
    const again = parse(number.number)
    if (!number.isValid() || !again?.isValid() || again.number !== number.number) return null
  }
  const lineType = lineTypeOf(number)
  return {
    kind: 'phone',
    value: number.number as string as E164,
    country: number.country ?? null,
    lineType,
    refused: refusedTypes.has(lineType) || refusedCallingCodes.has(number.countryCallingCode),
    landline: lineType === 'fixed_line',
  }
}

function parse(text: string, country?: string): PhoneNumber | undefined {
  // Without `extract: false` the library finds a number in "+447911123456; DROP TABLE".
  return parsePhoneNumberFromString(text, { extract: false, ...defaultOf(country) })
}

function defaultOf(country: string | undefined): { defaultCountry?: CountryCode } {
  return country !== undefined && isCountry(country) ? { defaultCountry: country } : {}
}

function isCountry(country: string): country is CountryCode {
  // The library's own look-up answers `constructor` and `__proto__` with whatever an object inherits.
  return /^[A-Z]{2}$/.test(country) && isSupportedCountry(country as CountryCode)
}

function lineTypeOf(number: PhoneNumber): LineType {
  const type = number.getType()
  return type ? (type.toLowerCase() as LineType) : 'unknown'
}

/** ISO 3166-1 alpha-2 of a number, as `Phone.country`, at a fraction of the price of reading it anew. */
export function countryOfNumber(e164: string): string | null {
  return parse(e164)?.country ?? null
}

/** The digits before the national number, without `+`; empty for what cannot be read. */
export function callingCodeOf(e164: string): string {
  return parse(e164)?.countryCallingCode ?? ''
}

/** The number as people of other countries write it: `+33 7 99 99 99 99`. What cannot be read stays as it is. */
export function formatPhone(e164: string): string {
  return parse(e164)?.formatInternational() ?? e164
}

/**
 * The number with its middle hidden: `+33 •••• 9999`. Of a number with fewer than eight digits behind the
 * calling code fewer are shown, at least two.
 */
export function maskPhone(e164: string): string {
  const callingCode = parse(e164)?.countryCallingCode
  const national = e164.length - 1 - (callingCode?.length ?? 0)
  const shown = Math.max(2, Math.min(4, national - 4))
  return `${callingCode ? `+${callingCode} ` : ''}•••• ${e164.slice(-shown)}`
}

/** A country's calling code without `+`, or null for what is no country. */
export function dialCode(country: string): string | null {
  return isCountry(country) ? getCountryCallingCode(country) : null
}

/** A mobile number of a country as it is written there, for a hint; null for what is no country. */
export function exampleNumber(country: string): string | null {
  return isCountry(country) ? (getExampleNumber(country, examples)?.formatNational() ?? null) : null
}
