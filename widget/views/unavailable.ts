import { html, nothing, type TemplateResult } from 'lit'
import { builtIn } from '../texts.ts'
import { button, type Drawn } from './parts.ts'

/** S8: what the visitor may know, and below it whatever the page put between the tags. */
export function unavailable(m: Drawn): TemplateResult {
  const texts = m.site?.texts ?? builtIn
  const cause = m.cause as 'not_loaded' | 'not_available'
  return html`
    <p part="error" dir="auto" tabindex="-1" data-focus>${texts[cause]}</p>
    ${cause === 'not_loaded' ? button(m, 'b p', texts.try_again, m.on.retry, { busy: m.busy === 'load' }) : nothing}
    <slot></slot>`
}
