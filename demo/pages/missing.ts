import { html } from '../html.ts'
import { type Look, layout, textsOf } from './layout.ts'

/** The 404 page. */
export function renderMissing(look: Look): string {
  const t = textsOf(look)
  const main = html`
    <div class="result is-refused">
      <h1>${t.missing.title}</h1>
      <p class="lead">${t.missing.lead}</p>
      <p><a class="button" href="/">${t.bar.signup}</a></p>
    </div>`
  return layout(look, { title: t.missing.title, main })
}
