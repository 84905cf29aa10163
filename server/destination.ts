import type { ChannelId } from './api.ts'
import type { Site } from './config.ts'
import type { Contact } from './contact.ts'
import { countryOfNumber, type Phone, parsePhone } from './phone.ts'
import { Problem } from './problem.ts'

/**
 * Refuses numbers that no code goes to, and for channels that cost money every
 * country that the site does not list: nothing listed, nothing sent.
 *
 * @throws Problem `unsupported_destination`
 */
export function checkDestination(
  contact: Pick<Contact, 'kind' | 'value'>,
  channel: ChannelId,
  site: Site,
  paid: boolean,
): void {
  if (contact.kind !== 'phone') return
  const phone = parsePhone(contact.value)
  if (!phone || phone.refused) {
    throw new Problem('unsupported_destination', 'No code is sent to numbers of this kind.')
  }
  if (paid && !isListed(phone, site)) {
    throw new Problem('unsupported_destination', 'This site sends nothing to numbers of this country.', {
      members: { country: phone.country },
    })
  }
  if (channel === 'sms' && phone.landline) {
    throw new Problem('unsupported_destination', 'A landline takes no text messages.', {
      members: { landline: true },
    })
  }
}

/** The same as an answer. */
export function isReachable(
  contact: Pick<Contact, 'kind' | 'value'>,
  channel: ChannelId,
  site: Site,
  paid: boolean,
): boolean {
  try {
    checkDestination(contact, channel, site, paid)
    return true
  } catch (error) {
    if (error instanceof Problem) return false
    throw error
  }
}

/** The country that a number is counted in, or null for networks of no country and for email. */
export function countryOf(contact: Pick<Contact, 'kind' | 'value'>): string | null {
  const country = contact.kind === 'phone' ? countryOfNumber(contact.value) : null
  return country && (partOf[country] ?? country)
}

function isListed({ country }: Phone, { countries }: Site): boolean {
  return (
    country !== null && [country, partOf[country]].some(one => one !== undefined && countries.includes(one))
  )
}

/**
 * Territories that share networks, prices and number ranges with the country they belong to: a British mobile number
 * such as +44 7911 is Guernsey's in the metadata. Not the rest of +1 or +7, where prices and frauds differ.
 */
const partOf: Readonly<Record<string, string>> = {
  GG: 'GB',
  IM: 'GB',
  JE: 'GB',
  SJ: 'NO',
  AX: 'FI',
  CC: 'AU',
  CX: 'AU',
  VA: 'IT',
}
