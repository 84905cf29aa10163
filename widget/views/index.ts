import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { choose } from './choose.ts'
import { code } from './code.ts'
import { confirmed, runOut } from './confirmed.ts'
import { contact } from './contact.ts'
import { ended } from './ended.ts'
import { loading } from './loading.ts'
import { press } from './press.ts'
import { unavailable } from './unavailable.ts'
import { whatsapp } from './whatsapp.ts'

const screens = {
  loading,
  choose,
  contact,
  whatsapp,
  code,
  press,
  confirmed,
  'run-out': runOut,
  ended,
  unavailable,
}

/** Draws a model: the one door from the element to the screens. */
export const draw = (model: Model, on: Actions): TemplateResult => {
  const m = { ...model, on }
  return html`<div class="base" part="base"
    lang=${m.site?.language ?? 'en'} dir=${m.site?.direction ?? 'ltr'}
    aria-busy=${m.screen === 'loading' || nothing}>
    ${screens[m.screen](m)}<slot name="footer"></slot></div>`
}
