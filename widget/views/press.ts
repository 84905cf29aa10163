import { html, nothing, type TemplateResult } from 'lit'
import { alert, codeForm, type Drawn, heading, more, onItsWay, say, status } from './parts.ts'

/**
 * S5: the phone rings, and the key that is pressed there is all. Nothing is typed here, unless a code went out
 * before, which still works.
 */
export function press(m: Drawn): TemplateResult {
  const { delivery, notice } = m.view!
  const wrong = m.alert || notice || delivery === 'failed'
  return html`
    ${heading(say(m, '_sent_title'))}
    ${onItsWay(m)}
    ${wrong && !m.slow ? nothing : status(m, 'press_waiting')}
    ${m.severalCodes ? codeForm(m, 'code_label', false) : nothing}
    ${alert(m)}
    ${more(m)}`
}
