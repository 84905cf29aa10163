import { fill, type Html, html } from '../html.ts'
import type { Outcome } from '../session.ts'
import { formPaths, shown } from './forms.ts'
import { type Look, layout, textsOf } from './layout.ts'

/** What an accepted form leads to: thanks first, then every claim in words, then the token itself. */
export function renderWelcome(look: Look, outcome: Outcome): string {
  const t = textsOf(look)
  const w = t.welcome
  const words = t[outcome.form]
  const contact = String(outcome.claims.phone_number ?? outcome.claims.email ?? '')
  const [header = '', payload = '', signature = ''] = outcome.proof.split('.')

  const main = html`
    <div class="result" data-sent="${formPaths[outcome.form].action}">
      <svg class="result-tick" viewBox="0 0 48 48" aria-hidden="true"><circle cx="24" cy="24" r="22.5"/><path d="M14.5 24.5l6.5 6.5 12.5-14"/></svg>
      <h1>${fill(words.done, { name: html`<bdi>${outcome.name}</bdi>` })}</h1>
      <p class="lead">${fill(words.doneLead, { contact: html`<strong>${shown(contact)}</strong>` })}</p>
    </div>

    <section class="claims">
      <h2>${w.claims}</h2>
      <p>${fill(w.claimsLead, { bytes: String(outcome.proof.length), ms: String(outcome.tookMs) })}</p>
      <table>
        <thead><tr><th scope="col">${w.claim}</th><th scope="col">${w.value}</th><th scope="col">${w.says}</th></tr></thead>
        <tbody>
          ${inOrder(outcome.claims).map(
            ([claim, value]) => html`
          <tr><th scope="row"><code dir="ltr">${claim}</code></th><td>${claimValue(claim, value, look.language)}</td><td>${w.says_[claim] ?? ''}</td></tr>`,
          )}
        </tbody>
      </table>
    </section>

    <details class="how">
      <summary>${w.raw}</summary>
      <pre class="token" dir="ltr" tabindex="0"><code><span class="one">${header}</span>.<span class="two">${payload}</span>.<span class="three">${signature}</span></code></pre>
      <h3>${w.header}</h3>
      <pre dir="ltr" tabindex="0"><code>${pretty(header)}</code></pre>
      <h3>${w.payload}</h3>
      <pre dir="ltr" tabindex="0"><code>${pretty(payload)}</code></pre>
    </details>

    <form class="again" method="post" action="/again">
      <p>${w.twice}</p>
      <p class="actions">
        <button class="button quiet" type="submit">${w.again}</button>
        <a class="text-link" href="${formPaths[outcome.form].page}">${w.restart}</a>
      </p>
    </form>`

  return layout(look, { title: words.done.replace('{name}', outcome.name), main })
}

const order = [
  'phone_number',
  'phone_number_verified',
  'email',
  'email_verified',
  'rp_channel',
  'acr',
  'amr',
  'auth_time',
  'iss',
  'aud',
  'nonce',
  'origin',
  'rp_action',
  'iat',
  'exp',
  'jti',
  'sub',
  'rp_ver',
]

/** What a reader looks for first comes first; claims unknown to us come last. */
const inOrder = (claims: Record<string, unknown>): [string, unknown][] =>
  Object.entries(claims).sort(([a], [b]) => (order.indexOf(a) + 1 || 99) - (order.indexOf(b) + 1 || 99))

function claimValue(claim: string, value: unknown, language: string): Html {
  if (typeof value === 'number' && ['iat', 'exp', 'auth_time'].includes(claim)) {
    const time = new Date(value * 1000)
    const clock = new Intl.DateTimeFormat(language, { timeStyle: 'medium' }).format(time)
    return html`<time datetime="${time.toISOString()}">${clock}</time> <small dir="ltr">${value}</small>`
  }
  if (claim === 'phone_number') return shown(String(value))
  const text = typeof value === 'string' ? value : JSON.stringify(value)
  return html`<code dir="ltr">${text}</code>`
}

function pretty(part: string): string {
  try {
    return JSON.stringify(JSON.parse(Buffer.from(part, 'base64url').toString()), null, 2)
  } catch {
    return part
  }
}
