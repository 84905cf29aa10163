import { fill, html } from '../html.ts'
import type { FormName } from './forms.ts'
import { formPaths } from './forms.ts'
import { type Look, layout, textsOf } from './layout.ts'

/** The reasons to refuse a proof that a visitor can be told apart. */
export type Refusal =
  | 'missing'
  | 'invalid'
  | 'expired'
  | 'used'
  | 'nonce'
  | 'contact'
  | 'acr'
  | 'revoked'
  | 'unavailable'

/** A form whose proof was not accepted, and why. `code`: the error code of the check, for whoever builds such a page. */
export function renderRefused(look: Look, form: FormName, refusal: Refusal, code: string | null): string {
  const t = textsOf(look)
  const main = html`
    <div class="result is-refused">
      <svg class="result-tick" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22.5"/><path d="M24 13.5v14M24 33.4v.1"/></svg>
      <h1>${t.refused.title}</h1>
      <p class="lead">${t.refused[refusal]}</p>
      ${code && html`<p class="muted">${fill(t.refused.code, { code: html`<code dir="ltr">${code}</code>` })}</p>`}
      <p><a class="button" href="${formPaths[form].page}">${t.refused.back}</a></p>
    </div>`
  return layout(look, { title: t.refused.title, main })
}
