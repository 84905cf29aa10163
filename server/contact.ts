import type { ContactKind } from './api.ts'
import { type Email, type EmailAddress, mailboxOf, maskEmail, parseEmail } from './email-address.ts'
import { type E164, formatPhone, maskPhone, type Phone, parsePhone } from './phone.ts'
import { foldWhatsApp } from './whatsapp-number.ts'

/** Where a visitor says to be reached. Whoever holds one need not check it again. */
export type Contact = Phone | Email

/** A contact as it is stored, sent to and proved. */
export type ContactValue = E164 | EmailAddress

/**
 * Reads what a visitor typed, once, before any limit is asked.
 *
 * @param country ISO 3166-1 alpha-2, for a phone number in national spelling
 * @param known phone numbers that need not exist: the operator's test contacts
 * @returns null when it is no valid contact of that kind
 */
export function parseContact(
  kind: ContactKind,
  text: string,
  country?: string,
  known?: ReadonlySet<string>,
): Contact | null {
  return kind === 'phone' ? parsePhone(text, country, known) : parseEmail(text)
}

/** For views and logs: `+33 •••• 9999`, `a•••@example.com`. */
export function maskContact(value: string): string {
  return value.includes('@') ? maskEmail(value) : maskPhone(value)
}

/** In full, to the one who typed it: `+33 7 99 99 99 99`; an email address as it is. */
export function displayContact(value: string): string {
  return value.includes('@') ? value : formatPhone(value)
}

/** What budgets count by: the same for all spellings that reach the same phone or mailbox. */
export function limitKey(contact: { readonly value: string }): string {
  return contact.value.includes('@') ? mailboxOf(contact.value) : foldWhatsApp(contact.value)
}

/** The number without its last four digits: what a block of numbers that were bought together shares. */
export function prefixOf(e164: string): string {
  return e164.slice(0, -4)
}

/** The last seven digits: the same in every spelling of a number, so that records are found by it. */
export function lastSeven(e164: string): string {
  return e164.replace(/\D/g, '').slice(-7)
}
