import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import {
  alert,
  button,
  heading,
  icon,
  iconOf,
  ltr,
  note,
  place,
  resting,
  row,
  rows,
  say,
  sayOf,
  status,
  unfold,
} from './parts.ts'

/** S1. Under a field or with a fixed contact it is one button and one link. */
export function choose(m: Model, on: Actions): TemplateResult {
  const [first, ...rest] = m.channels
  const kinds = new Set(m.channels.map(c => c === 'email'))
  const title = say(m, kinds.size > 1 ? 'title_any' : kinds.has(true) ? 'title_email' : 'title_phone')
  const own = m.mode === 'own'
  return html`
    ${own ? heading(html`<slot name="label">${title}</slot>`) : html`<slot name="label"></slot>`}
    ${m.mode === 'fixed' ? html`<p>${ltr(m.contact)}</p>` : nothing}
    ${
      m.offer
        ? row(
            m,
            on.resume,
            icon('tick'),
            place(m, 'resume', { contact: ltr(m.offer) }),
            nothing,
            m.busy === 'load',
          )
        : nothing
    }
    <slot name="consent"></slot>
    <div class="g">
      ${
        first &&
        button(m, sayOf(m, first, '_continue'), () => on.choose(first), {
          primary: true,
          icon: iconOf(first),
          busy: m.busy === 'start' && m.channel === first,
          first: true,
        })
      }
      ${m.fieldError ? note(m) : nothing}
      ${
        own || !rest.length
          ? nothing
          : html`<div class="links">${unfold(m, say(m, 'other_way'), m.waysOpen, on.toggleWays)}</div>`
      }
      ${own || m.waysOpen ? rows(m, on, rest) : nothing}
    </div>
    ${m.slow && resting(m) ? status(m, nothing) : nothing}
    ${alert(m, on)}`
}
