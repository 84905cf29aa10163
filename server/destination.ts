import type { ChannelId } from './api.ts'
import type { Site } from './config.ts'
import type { Contact } from './contact.ts'
import { parsePhone } from './phone.ts'
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
  if (paid && !(phone.country && site.countries.includes(phone.country))) {
    throw new Problem('unsupported_destination', 'This site sends nothing to numbers of this country.')
  }
  if (channel === 'sms' && phone.landline) {
    throw new Problem('unsupported_destination', 'A landline takes no text messages.', {
      members: { landline: true },
    })
  }
}
