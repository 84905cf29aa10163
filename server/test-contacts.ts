import type { Config, Site } from './config.ts'
import type { Contact } from './contact.ts'
import { equalStrings } from './secrets.ts'
import { messageArrived, sendBegan, switchToWaiting } from './sending.ts'
import { callEnded, type Rules, type Verification } from './verification.ts'

/**
 * Contacts that the operator names for tests, each with the code that is right for
 * it. No provider hears of them, and their proofs say that they are test proofs.
 */

/** Whether a start for this contact is a test. In production only until the site's date. */
export function isTestContact(site: Site, contact: Pick<Contact, 'value'> | null, now: number): boolean {
  if (contact === null || !site.testContacts.has(contact.value)) return false
  return site.testContactsUntil === null || now < site.testContactsUntil
}

/** As if it had been sent at once: over WhatsApp the message has come, and key 1 has been pressed. */
export function pretendSent(
  v: Verification,
  send: { channel: Verification['channel']; reference: Verification['reference']; tap: string | null },
  rules: Rules,
  now: number,
): Verification {
  const making = { open: false, allows: () => true }
  if (send.channel === 'whatsapp') {
    const asked = switchToWaiting(v, send, rules, now)
    return messageArrived(asked, v.contact!.value, { answered: true, making }, rules, now)
  }
  const sent = { ...sendBegan(v, { ...send, making }, rules, now), delivery: 'sent' as const }
  return send.channel === 'call_button' ? callEnded(sent, sent.sends.length, 'pressed', now) : sent
}

/** The channel whose code was typed, or null. */
export function matchingTest(v: Verification, typed: string, config: Config): Verification['channel'] | null {
  const right = config.sites.get(v.site)!.testContacts.get(v.contact!.value)
  return right !== undefined && equalStrings(right, typed) ? v.channel : null
}
