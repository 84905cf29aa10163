import type { ChannelId } from '../server/api.ts'
import { isEmail } from './contact-kind.ts'
import type { Model } from './model.ts'

/** What holds while a verification runs, for the controller and the views alike. */

/** S4 and S5: we have sent something, and can send it again. */
export const sends = ({ screen }: Model): boolean => screen === 'code' || screen === 'press'

/** S3, S4 and S5. */
export const running = (m: Model): boolean => m.screen === 'whatsapp' || sends(m)

/**
 * The channels to offer. Once the contact is known, the server says which of them reach it: a landline takes no text
 * message. In S2 another contact may be typed, so there all of them are open.
 */
export const reachable = ({ channels, view, screen }: Model): ChannelId[] =>
  view?.to && screen !== 'contact'
    ? channels.filter(c => isEmail(c) !== isEmail(view.channel) || view.channels.includes(c))
    : channels
