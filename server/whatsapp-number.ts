import { type Phone, parsePhone } from './phone.ts'
import { foldDigits } from './read-code.ts'

/**
 * Numbers that WhatsApp writes in two ways, and the one we count by. Mexico dropped its mobile 1, Argentina's
 * mobile 9 is for callers from abroad, Brazil put a 9 before its mobile numbers; accounts keep what they
 * began with. Nothing else is equivalent.
 */
const twins: readonly (readonly [RegExp, string])[] = [
  [/^\+521?(\d{10})$/, '+52$1'],
  [/^\+549?(\d{10})$/, '+549$1'],
  [/^\+55(\d\d)9?([6-9]\d{7})$/, '+55$19$2'],
]

/**
 * One spelling for both of WhatsApp's. Only for comparing and counting: it may be a number that no one can
 * call, and a proof always carries the number that was declared.
 *
 * @param number `+` and digits; valid or not, since WhatsApp sends old spellings too
 */
export function foldWhatsApp(number: string): string {
  for (const [pattern, spelling] of twins) if (pattern.test(number)) return number.replace(pattern, spelling)
  return number
}

/** Whether two numbers, `+` and digits, are the same WhatsApp account. */
export function sameWhatsApp(a: string, b: string): boolean {
  return foldWhatsApp(a) === foldWhatsApp(b)
}

/**
 * Reads who sent a message, as a provider names them: digits of any script, with or without `+` and spaces.
 *
 * @returns `+` and 7–15 digits in WhatsApp's own spelling, or null when that is no number (a hidden one)
 */
export function parseWhatsAppSender(sender: string): string | null {
  if (sender.length > 64) return null
  const digits = foldDigits(sender).replace(/\D/g, '')
  return /^[1-9]\d{6,14}$/.test(digits) ? `+${digits}` : null
}

/** The phone of a sender who becomes the contact, in the spelling that can be called; null when there is none. */
export function phoneOfSender(sender: string): Phone | null {
  return parsePhone(sender) ?? parsePhone(foldWhatsApp(sender))
}
