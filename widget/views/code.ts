import { html, type TemplateResult } from 'lit'
import { alert, codeForm, type Drawn, heading, more, onItsWay, say } from './parts.ts'

/** S4: a code is on its way by email, text or call. */
export const code = (m: Drawn): TemplateResult => html`
  ${heading(say(m, '_sent_title'), false)}
  ${onItsWay(m)}
  ${codeForm(m, 'code_label', true)}
  ${alert(m)}
  ${more(m)}`
