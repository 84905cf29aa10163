import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { alert, changeLink, codeForm, digits, heading, keyOf, ltr, more, place, say, sayOf } from './parts.ts'

/** S4: a code is on its way by email, text or call. */
export function code(m: Model, on: Actions): TemplateResult {
  const channel = m.channel!
  const to = html`<b>${ltr(m.contact)}</b>`
  const { delivery, sender } = m.view!
  // After a failure nothing may say that a code was sent: only where it was meant to go.
  const sentence =
    delivery === 'failed'
      ? to
      : place(m, keyOf(channel, delivery === 'sent' ? '_sent' : '_sending'), {
          contact: to,
          sender: ltr(sender ?? m.site!.domain),
          n: digits(m),
        })
  return html`
    ${heading(sayOf(m, channel, '_sent_title'))}
    <p part="status">${sentence} ${m.helpDue ? nothing : changeLink(m, on)}</p>
    ${codeForm(m, on, { label: say(m, 'code_label'), primary: true })}
    ${alert(m, on)}
    ${more(m, on)}`
}
