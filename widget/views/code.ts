import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { alert, changeLink, codeForm, digits, heading, ltr, more, say } from './parts.ts'

/** S4: a code is on its way by email, text or call. */
export function code(m: Model, on: Actions): TemplateResult {
  const contact = html`<b>${ltr(m.contact)}</b>`
  const { delivery, sender } = m.view!
  return html`
    ${heading(say(m, '_sent_title'), false)}
    <p part="status">${
      // After a failure nothing may say that a code was sent: only where it was meant to go.
      delivery === 'failed'
        ? contact
        : say(m, delivery === 'sent' ? '_sent' : '_sending', {
            contact,
            sender: ltr(sender ?? m.site!.domain),
            n: digits(m),
          })
    } ${m.helpDue ? nothing : changeLink(m, on)}</p>
    ${codeForm(m, on, say(m, 'code_label'), true)}
    ${alert(m, on)}
    ${more(m, on)}`
}
