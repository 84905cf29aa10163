import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { alert, button, icon, link, ltr, place, say } from './parts.ts'

const change = (m: Model, on: Actions) =>
  m.mode === 'fixed' ? nothing : link(m, say(m, 'change'), on.change)

/** S6. While a fresh proof is fetched (S6r) nothing changes for the eye. */
export const confirmed = (m: Model, on: Actions): TemplateResult =>
  html`<div class="result">
    <p part="result" tabindex="-1" data-focus>${icon('tick')}<slot name="success"><span>${place(m, 'done', {
      contact: ltr(m.contact),
    })}</span></slot></p>
    ${change(m, on)}
  </div>`

/** S6x: the proof has run out before the page was sent. */
export const runOut = (m: Model, on: Actions): TemplateResult =>
  html`<p part="result" tabindex="-1" data-focus>${place(m, 'run_out', {
    contact: ltr(m.contact),
    time: m.verifiedAt,
  })}</p>
  ${button(m, say(m, 'confirm_again'), on.startAgain, { primary: true, busy: m.busy === 'start', first: true })}
  ${alert(m, on)}
  <div class="links">${change(m, on)}</div>`
