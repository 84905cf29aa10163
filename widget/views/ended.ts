import { html, type TemplateResult } from 'lit'
import { isCall } from '../contact-kind.ts'
import { alert, button, type Drawn, heading, ltr, more, say, starts } from './parts.ts'

/** S7: why it is over, and the way on. */
export function ended(m: Drawn): TemplateResult {
  const cause = m.cause as 'locked' | 'expired' | 'canceled' | 'other_number' | 'session_gone'
  const words =
    cause !== 'expired' || m.channel === 'whatsapp'
      ? 'start_again'
      : isCall(m.channel)
        ? 'call_again'
        : 'send_new'
  return html`
    ${heading(say(m, cause, { n: m.lifeMinutes, contact: ltr(m.contact) }))}
    ${button(m, 'b p', say(m, words), m.on.startAgain, { busy: starts(m) })}
    ${alert(m)}
    ${more(m)}`
}
