import { html, type TemplateResult } from 'lit'
import { alert, button, change, type Drawn, icon, ltr, say, starts } from './parts.ts'

/** S6. While a fresh proof is fetched (S6r) nothing changes for the eye. */
export const confirmed = (m: Drawn): TemplateResult =>
  html`<div class="line result">${icon('tick')}<b class="grow" part="result" tabindex="-1" data-focus><slot name="success">${say(
    m,
    'done',
    { contact: ltr(m.contact) },
  )}</slot></b>${change(m)}</div>`

/** S6x: the proof has run out before the page was sent. */
export const runOut = (m: Drawn): TemplateResult =>
  html`<p part="result" tabindex="-1" data-focus>${say(m, 'run_out', { contact: ltr(m.contact), time: m.verifiedAt })}</p>
  ${button(m, 'b p', say(m, 'confirm_again'), m.on.startAgain, { busy: starts(m) })}
  ${alert(m)}
  <div class="links">${change(m)}</div>`
