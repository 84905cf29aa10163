import { lastSeven, limitKey } from './contact.ts'
import { isLive, type Rules, type Verification } from './verification.ts'
import { foldWhatsApp } from './whatsapp-number.ts'

/** How a store finds a verification, and how long it keeps it. */

/** What a record is found by, and what only one live record may hold. */
export function keysOf(v: Verification): { unique: string[]; shared: string[] } {
  const unique: string[] = []
  const shared: string[] = []
  // For as long as there is a record: whoever asks to be forgotten is found by it.
  if (v.contact) shared.push(contactKey(v.contact))
  if (v.idempotency) unique.push(`start|${v.idempotency}`)
  if (v.reference && isLive(v)) unique.push(referenceKey(v.reference.provider, v.reference.word))
  if (v.reference && v.contact?.kind === 'phone') {
    const { provider } = v.reference
    if (isLive(v) || (v.proof && !v.proof.revoked)) shared.push(senderKey(provider, v.contact.value))
    // The same NO, delivered again, has the same answer. Apart, so that what has ended hides nothing that runs.
    else if (v.proof || v.state === 'canceled') shared.push(endedKey(provider, v.contact.value))
  }
  if (isLive(v)) {
    for (const provider of v.pressAt) {
      // A key press says nothing but the number: two of one number could not be told apart.
      unique.push(`press|${provider}|${v.contact!.value}`)
      shared.push(callKey(provider, v.contact!.value))
    }
    for (const { provider, receipt } of v.sends) {
      if (provider !== null && receipt !== null) shared.push(receiptKey(provider, receipt))
    }
  }
  return { unique, shared }
}

/** Every record of a contact, whatever became of it; one key for all spellings that reach the same phone or mailbox. */
export function contactKey(contact: { readonly value: string }): string {
  return `contact|${limitKey(contact)}`
}

export function referenceKey(provider: string, word: string): string {
  return `reference|${provider}|${word}`
}

/** What a sender has running or verified. By the whole number: others that end alike must not fill the page of a look-up. */
export function senderKey(provider: string, phone: string): string {
  return `sender|${provider}|${foldWhatsApp(phone)}`
}

/** What of a sender was canceled or revoked. */
export function endedKey(provider: string, phone: string): string {
  return `ended|${provider}|${foldWhatsApp(phone)}`
}

/** Calls that ask for a key: by the last seven digits, on which all spellings agree. They are compared afterwards. */
export function callKey(provider: string, phone: string): string {
  return `call|${provider}|${lastSeven(phone)}`
}

export function receiptKey(provider: string, receipt: string): string {
  return `receipt|${provider}|${receipt}`
}

/** When the record matters to nobody any more, epoch milliseconds. */
export function forgetAt(v: Verification, rules: Rules): number {
  const kept = 600_000
  if (isLive(v)) return v.createdAt + rules.totalSeconds * 1000 + kept
  if (!v.proof) return Math.min(v.createdAt + rules.totalSeconds * 1000, lastActAt(v)) + kept
  return v.verifiedAt! + (rules.refreshSeconds + rules.proofTtlSeconds + 60) * 1000 + kept
}

function lastActAt(v: Verification): number {
  return Math.max(v.createdAt, v.waitUntil, ...v.codes.map(code => code.expiresAt))
}
