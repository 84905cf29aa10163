import { html, type TemplateResult } from 'lit'

/** S0: one line and one button, at their final height, without words. */
export const loading = (): TemplateResult => html`<div class="bone"></div><div class="bone"></div>`
