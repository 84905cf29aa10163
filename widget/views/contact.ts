import { html, type TemplateResult } from 'lit'
import { countryName } from '../texts.ts'
import {
  alert,
  button,
  type Drawn,
  heading,
  icon,
  ltr,
  note,
  others,
  resting,
  say,
  sendWords,
  starts,
  submits,
} from './parts.ts'

/** S2: a number or an address. */
export function contact(m: Drawn): TemplateResult {
  const email = m.channel === 'email'
  const { example } = m.site!
  const label = html`<label for="contact" part="label">${say(m, email ? 'email_label' : 'phone_label')}</label>`
  const field = html`<input id="contact" class="f" part="input" type=${email ? 'email' : 'tel'} autocomplete=${email ? 'email' : 'tel'}
    data-contact data-focus data-anchor @input=${(e: Event) => m.on.type((e.target as HTMLInputElement).value)}
    dir="ltr" enterkeyhint="done" autocapitalize="off" autocorrect="off" spellcheck="false" aria-describedby="note"
    aria-invalid=${!!m.fieldError} ?disabled=${m.disabled} ?readonly=${resting(m)} .value=${m.typed}>`
  return html`
    <div class="line">${button(m, 'back', icon('next'), m.on.back, { name: say(m, 'back') })}${heading(say(m, '_title'), false)}</div>
    <form class="g ask" novalidate @submit=${submits(m.on.submitContact)}>
      ${email ? [label, field] : phone(m, label, field)}
      ${note(m, email ? 'email_hint' : example ? 'phone_hint' : '', { example: ltr(example) })}
      <slot name="consent"></slot>
      ${button(m, 'b p', sendWords(m, m.channel!), undefined, { busy: starts(m) })}
    </form>
    ${alert(m)}
    <div class="g">${others(m, false, m.channel)}</div>`
}

/** One country stands before the field; several are chosen; any at all are typed with their `+`. */
function phone(m: Drawn, label: unknown, field: unknown) {
  const { countries, dialCodes, language } = m.site!
  const named = countries
    .map(c => [countryName(c, language), c, `+${dialCodes[c]}`] as const)
    .sort((a, b) => a[0].localeCompare(b[0], language))
  return countries[1]
    ? html`<div class="pair">
        <div class="g"><label for="country" part="label">${say(m, 'country_label')}</label>
          <select id="country" class="f" part="select" ?disabled=${m.disabled}
            @change=${(e: Event) => m.on.pickCountry((e.target as HTMLSelectElement).value)}>${named.map(
              ([name, c, dial]) =>
                html`<option value=${c} .selected=${c === m.country}>${name} \u2066${dial}</option>`,
            )}</select></div>
        <div class="g">${label}${field}</div>
      </div>`
    : html`${label}<div class="line" dir="ltr">${named[0] && ltr(named[0][2])}${field}</div>`
}
