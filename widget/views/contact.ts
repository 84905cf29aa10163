import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import { countryName } from '../texts.ts'
import {
  alert,
  button,
  heading,
  ltr,
  note,
  others,
  place,
  resting,
  rows,
  say,
  sayOf,
  unfold,
} from './parts.ts'

/** S2: a number or an address. */
export function contact(m: Model, on: Actions): TemplateResult {
  const email = m.channel === 'email'
  const field = html`<input id="contact" class="f" part="input" dir="ltr" type=${email ? 'email' : 'tel'}
    autocomplete=${email ? 'email' : 'tel'} enterkeyhint="send" autocapitalize="off" spellcheck="false"
    data-contact data-focus data-anchor aria-describedby="note" aria-invalid=${m.fieldError ? 'true' : nothing}
    ?disabled=${m.disabled} ?readonly=${resting(m) === 'true'} .value=${m.typed}
    @input=${(e: Event) => on.type((e.target as HTMLInputElement).value)}>`
  const label = html`<label for="contact" part="label">${say(m, email ? 'email_label' : 'phone_label')}</label>`
  const { example } = m.site!
  return html`
    <div class="head">
      <button type="button" class="back" part="link" aria-label=${say(m, 'back')}
        ?disabled=${m.disabled} @click=${on.back}></button>
      ${heading(sayOf(m, m.channel!, '_title'))}
    </div>
    <form class="g ask" novalidate @submit=${(e: Event) => {
      e.preventDefault()
      on.submitContact()
    }}>
      ${email ? [label, field] : phone(m, on, label, field)}
      ${note(m, email ? say(m, 'email_hint') : example && place(m, 'phone_hint', { example: ltr(example) }))}
      <slot name="consent"></slot>
      ${button(m, sayOf(m, m.channel!, '_send'), null, { primary: true, busy: m.busy === 'start' })}
    </form>
    ${alert(m, on)}
    ${
      others(m).length
        ? html`<div class="g"><div class="links">${unfold(m, say(m, 'other_way'), m.waysOpen, on.toggleWays)}</div>
            ${m.waysOpen ? rows(m, on, others(m)) : nothing}</div>`
        : nothing
    }`
}

/** One country stands before the field; several are chosen; any at all are typed with their `+`. */
function phone(m: Model, on: Actions, label: unknown, field: unknown) {
  const { countries, dialCodes, language } = m.site!
  if (!countries[0]) return [label, field]
  if (!countries[1])
    return [label, html`<div class="fixed"><span dir="ltr">+${dialCodes[countries[0]]}</span>${field}</div>`]
  const { compare } = new Intl.Collator(language)
  const named = countries.map(c => [c, countryName(c, language)] as const).sort((a, b) => compare(a[1], b[1]))
  return html`<div class="pair">
    <div class="g"><label for="country" part="label">${say(m, 'country_label')}</label>
      <span class="drop"><select id="country" class="f" part="select" autocomplete="country" ?disabled=${m.disabled}
        @change=${(e: Event) => on.pickCountry((e.target as HTMLSelectElement).value)}>${named.map(
          ([c, name]) =>
            html`<option value=${c} .selected=${c === m.country}>${name} ${`\u2066+${dialCodes[c]}\u2069`}</option>`,
        )}</select></span></div>
    <div class="g">${label}${field}</div>
  </div>`
}
