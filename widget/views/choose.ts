import { html, nothing, type TemplateResult } from 'lit'
import { kindOf } from '../contact-kind.ts'
import { alert, button, type Drawn, heading, icon, ltr, note, others, say, starts, status } from './parts.ts'

/** S1. Under a field or with a fixed contact it is one button and one link. */
export function choose(m: Drawn): TemplateResult {
  const first = m.channels[0]
  const own = m.mode === 'own'
  const slot = html`<slot name="label">${own ? say(m, `title_${kindOf(m.channels)}`) : m.mode === 'fixed' ? ltr(m.contact) : nothing}</slot>`
  return html`
    ${own ? heading(slot) : slot}
    ${
      m.offer
        ? button(
            m,
            'row',
            html`${icon('tick')}<b>${say(m, 'resume', { contact: ltr(m.offer) })}</b>${icon('next')}`,
            m.on.resume,
            {
              busy: m.busy === 'load',
            },
          )
        : nothing
    }
    <slot name="consent"></slot>
    <div class="g">
      ${
        first &&
        button(m, 'b p', html`${icon(first)}${say(m, '_continue', {}, first)}`, () => m.on.choose(first), {
          busy: starts(m, first),
        })
      }
      ${m.fieldError ? note(m) : nothing}
      ${others(m, own, first)}
    </div>
    ${m.slow ? status(m) : nothing}
    ${alert(m)}`
}
