import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { alert, codeForm, heading, more, onItsWay, say, status } from './parts.ts'

/**
 * S5: the phone rings, and the key that is pressed there is all. Nothing is typed here, unless a code went out
 * before, which still works.
 */
export function press(m: Model, on: Actions): TemplateResult {
  const { delivery, notice } = m.view!
  const wrong = m.alert || notice || delivery === 'failed'
  return html`
    ${heading(say(m, '_sent_title'))}
    ${onItsWay(m, on)}
    ${wrong && !m.slow ? nothing : status(m, 'press_waiting')}
    ${m.severalCodes ? codeForm(m, on, 'code_label', false) : nothing}
    ${alert(m, on)}
    ${more(m, on)}`
}
