import { html, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { alert, codeForm, heading, more, onItsWay, say } from './parts.ts'

/** S4: a code is on its way by email, text or call. */
export const code = (m: Model, on: Actions): TemplateResult => html`
  ${heading(say(m, '_sent_title'), false)}
  ${onItsWay(m, on)}
  ${codeForm(m, on, 'code_label', true)}
  ${alert(m, on)}
  ${more(m, on)}`
