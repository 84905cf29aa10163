import { fill, type Html, html } from '../html.ts'
import type { Texts } from '../texts/en.ts'
import { type Look, layout, textsOf } from './layout.ts'
import { spaced } from './numbers.ts'
import { renderPhone } from './phone.ts'

/** The three ways for the tag to stand in a page: on its own, under a field, with a fixed contact. */
export type FormName = 'signup' | 'checkout' | 'account'

/** A rendering of a form: what was typed before, what is wrong with it, and the nonce of this rendering. */
export interface FormState {
  nonce: string
  values?: Record<string, string>
  errors?: Record<string, Html>
  /** The account page: the contact that must confirm. */
  contact: string
}

/**
 * Path of the page and of its form, and the field that the proof comes in: one of its own for each form,
 * so that what was confirmed in one is not carried over to the next.
 */
export const formPaths: Record<FormName, { page: string; action: string; proof: string }> = {
  signup: { page: '/', action: '/signup', proof: 'reachproof-response' },
  checkout: { page: '/checkout', action: '/checkout', proof: 'checkout-proof' },
  account: { page: '/account', action: '/account', proof: 'account-proof' },
}

export function renderForm(look: Look, name: FormName, state: FormState): string {
  const t = textsOf(look)
  const tag = tagOf(name, look.site.sitekey, state)

  const main = html`
    <h1>${t[name].title}</h1>
    <p class="lead">${t[name].lead}</p>
    <form class="form" method="post" action="${formPaths[name].action}">
      ${state.errors && html`<p class="form-error" role="alert">${t.field.summary}</p>`}
      <input type="hidden" name="nonce" value="${state.nonce}">
      <div class="fields">${fields(name, t, state)}</div>
      <div class="proof">${tag.element(html`<p class="no-script">${t.field.noScript}</p>`)}</div>
      <button class="button" type="submit">${t[name].send}</button>
    </form>
    ${tries(name, t)}
    <details class="how">
      <summary>${t.how.title}</summary>
      <p>${t.how[name]}</p>
      <h3>${t.how.page}</h3>
      <pre dir="ltr" tabindex="0"><code>${`<script async src="${look.site.api}/w/v1/reach-proof.js"></script>\n\n${tag.source}`}</code></pre>
      <h3>${t.how.backend}</h3>
      <pre dir="ltr" tabindex="0"><code>${backendSource(name, look)}</code></pre>
    </details>`

  return layout(look, {
    title: t[name].title,
    main,
    phone: renderPhone(look, name === 'checkout' ? 'phone-field' : undefined),
    widget: true,
  })
}

function fields(name: FormName, t: Texts, state: FormState): Html {
  const field = (id: string, label: string, options: { hint?: string; attributes: Html }) => {
    const error = state.errors?.[id]
    const described = [options.hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ')
    return html`
      <div class="field ${error ? 'is-wrong' : ''}">
        <label for="${id}-field">${label}</label>
        <input id="${id}-field" name="${id}" value="${state.values?.[id]}" required ${options.attributes}
          ${described && html`aria-describedby="${described}"`} ${error && html`aria-invalid="true" autofocus`}>
        ${error && html`<p class="field-error" id="${id}-error">${error}</p>`}
        ${options.hint && html`<p class="field-hint" id="${id}-hint">${options.hint}</p>`}
      </div>`
  }

  switch (name) {
    case 'signup':
      return html`
      ${field('name', t.signup.name, { attributes: html`autocomplete="name" maxlength="80"` })}
      ${field('reader', t.signup.reader, { hint: t.signup.readerHint, attributes: html`autocomplete="username" autocapitalize="none" spellcheck="false" maxlength="40"` })}`
    case 'checkout':
      return html`
      ${field('name', t.checkout.name, { attributes: html`autocomplete="name" maxlength="80"` })}
      ${field('address', t.checkout.address, { attributes: html`autocomplete="street-address" maxlength="200"` })}
      ${field('phone', t.checkout.phone, { hint: t.checkout.phoneHint, attributes: html`type="tel" autocomplete="tel" dir="ltr" maxlength="40"` })}`
    case 'account':
      return field('address', t.account.address, {
        attributes: html`autocomplete="street-address" maxlength="200"`,
      })
  }
}

/** The tag as it stands in the page, and as a developer would write it. */
function tagOf(name: FormName, sitekey: string, { nonce, contact }: FormState) {
  const { proof } = formPaths[name]
  const attributes: [string, string | undefined][] = [
    ['sitekey', sitekey],
    ['session-nonce', nonce],
    ['action', name],
    ['name', proof === 'reachproof-response' ? undefined : proof],
    ['for', name === 'checkout' ? 'phone-field' : undefined],
    // As people read it, because the widget shows it: the server reads every spelling.
    ['to', name === 'account' ? spaced(contact) : undefined],
    // A pressed key would not be enough here.
    ['channels', name === 'account' ? 'whatsapp sms call_code email' : undefined],
  ]
  const given = attributes.filter((pair): pair is [string, string] => pair[1] !== undefined)
  return {
    element: (fallback: Html) =>
      html`<reach-proof ${given.map(([key, value]) => html`${key}="${value}" `)}required>${fallback}</reach-proof>`,
    source: `<reach-proof\n${given.map(([key, value]) => `  ${key}="${value}"\n`).join('')}  required\n></reach-proof>`,
  }
}

const backendSource = (
  name: FormName,
  { site }: Look,
): string => `import { verifyProof } from 'reachproof/verify'

const claims = await verifyProof(form['${formPaths[name].proof}'], {
  issuer: '${site.api}',
  audience: '${site.sitekey}',
  nonce: session.nonce,${name === 'account' ? '\n  to: account.contact,' : "\n  minAcr: 'consent',"}
  redeem: { secret },
})`

function tries(name: FormName, t: Texts): Html {
  const list: Record<FormName, string[]> = {
    signup: [t.tries.reload, t.tries.taken, t.tries.hidden, t.tries.money, t.tries.no, t.tries.bounce],
    checkout: [t.tries.other, t.tries.press, t.tries.reload, t.tries.language],
    account: [t.tries.other, t.tries.hidden, t.tries.language],
  }
  return html`
    <section class="tries">
      <h2>${t.tries.title}</h2>
      <ul>${list[name].map(text => html`<li>${text}</li>`)}</ul>
    </section>`
}

/** A contact that stays left-to-right in any text, in groups where we know them. */
export const shown = (contact: string): Html => html`<bdi dir="ltr">${spaced(contact)}</bdi>`

/** What is wrong with a sent form, by field; undefined when nothing is. */
export function formErrors(
  t: Texts,
  name: FormName,
  values: Record<string, string>,
  taken: ReadonlySet<string>,
): Record<string, Html> | undefined {
  const wanted: Record<FormName, string[]> = {
    signup: ['name', 'reader'],
    checkout: ['name', 'address', 'phone'],
    account: ['address'],
  }
  const errors: Record<string, Html> = {}
  for (const id of wanted[name]) {
    const length = [...(values[id] ?? '').trim()].length
    if (length === 0) errors[id] = html`${t.field.empty}`
    else if (length < 2) errors[id] = html`${t.field.short}`
  }
  const reader = values.reader?.trim() ?? ''
  if (!errors.reader && taken.has(reader.toLowerCase())) {
    errors.reader = fill(t.field.taken, { name: html`<bdi>${reader}</bdi>` })
  }
  return Object.keys(errors).length > 0 ? errors : undefined
}
