import { html, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { alert, button, heading, more, say } from './parts.ts'

/** What a verification may live while it waits, in minutes; the server's own figure. */
const minutes = 15

/** S7: why it is over, and the way on. */
export function ended(m: Model, on: Actions): TemplateResult {
  const cause = m.cause as 'locked' | 'expired' | 'canceled' | 'session_gone'
  const resend = cause === 'expired' && m.channel !== 'whatsapp'
  return html`
    ${heading(say(m, cause, { n: minutes }))}
    ${button(m, say(m, resend ? 'send_new' : 'start_again'), on.startAgain, {
      primary: true,
      busy: m.busy === 'start',
      first: true,
    })}
    ${alert(m, on)}
    ${more(m, on)}`
}
