import { type Html, html } from '../html.ts'
import { renderBehind } from './behind.ts'
import { renderCall } from './call.ts'
import { icon } from './icons.ts'
import { type Look, textsOf } from './layout.ts'
import { phoneNumbers, spaced } from './numbers.ts'
import { renderApps } from './phone-apps.ts'

/** An option holds no markup: LRI and PDI keep its number left-to-right. */
const isolated = (e164: string): string => `\u2066${spaced(e164)}\u2069`

/** The simulated phone, empty; browser/phone.ts brings it to life. `fills`: the id of a field for its number. */
export function renderPhone(look: Look, fills?: string): Html {
  const t = textsOf(look).phone
  const tab = (app: 'chat' | 'text' | 'calls' | 'mail' | 'scan', name: string) => html`
    <button type="button" data-open-app="${app}" aria-pressed="${app === 'chat' ? 'true' : 'false'}">
      ${icon(app)}<span>${name}</span><b class="badge" data-badge="${app}" hidden></b>
    </button>`

  return html`
  <aside class="phone-side" id="phone" aria-label="${t.label}" tabindex="-1"
    data-business="${look.behind.setUp.business}" data-no-qr="${t.scanNone}" data-found="${t.scanFound}" data-copied="${t.copied}" data-copy="${t.copy}"
    data-to="${t.to}" data-for="${t.for}" data-failed="${t.failed}" data-missed="${t.missed}" data-declined="${t.declined}">
    <div class="phone-stand">
    <div class="phone-head">
      <p class="phone-caption">${t.caption}<span> · ${t.captionMore}</span></p>
      <button type="button" class="phone-close" data-phone-close>${icon('back')}<span>${t.close}</span></button>
    </div>
    <div class="phone">
      <div class="screen" data-screen>
        <div class="status" aria-hidden="true">
          <span data-clock></span>
          <svg viewBox="0 0 58 14"><path d="M1 13h3V9H1zM6 13h3V7H6zM11 13h3V4h-3zM16 13h3V1h-3z"/><path d="M31 12.6l2.2-2.4a3.2 3.2 0 0 0-4.4 0zM26.6 8a6.4 6.4 0 0 1 8.8 0l1.4-1.5a8.4 8.4 0 0 0-11.6 0zM24 5.2a10.2 10.2 0 0 1 14 0l1.4-1.5a12.2 12.2 0 0 0-16.8 0z"/><path class="line" d="M43 2.5h10a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5H43a1.5 1.5 0 0 1-1.5-1.5V4A1.5 1.5 0 0 1 43 2.5z"/><path d="M43 4h8v6h-8zM56 5.5v3h1v-3z"/></svg>
        </div>
        <div class="apps" data-apps>
        ${renderApps(look)}
        <nav class="dock" aria-label="${t.label}">${tab('chat', t.chat)}${tab('text', t.texts)}${tab('calls', t.calls)}${tab('mail', t.mail)}${tab('scan', t.scan)}</nav>
        </div>
        ${renderCall(look)}
        <button type="button" class="toast" data-toast hidden>
          <span class="toast-icon" data-toast-icon></span>
          <span class="toast-text"><b data-toast-title dir="auto"></b><span data-toast-body dir="auto"></span></span>
        </button>
        <p class="snack" data-snack role="status"></p>
      </div>
    </div>

    <div class="phone-number">
      <label for="phone-number">${t.number}</label>
      <span class="drop"><select id="phone-number" data-number>
        <option value="${phoneNumbers.mine}">${isolated(phoneNumbers.mine)} · ${t.mine}</option>
        <option value="${phoneNumbers.another}">${isolated(phoneNumbers.another)} · ${t.another}</option>
        <option value="hidden">${t.hidden}</option>
        <option value="own">${t.own}</option>
      </select></span>
      <div class="phone-own" data-own-box hidden>
        <label for="phone-own">${t.ownLabel}</label>
        <input id="phone-own" data-own type="tel" dir="ltr" autocomplete="off" placeholder="+964 770 123 4567">
        <p class="field-error" data-own-error hidden>${t.ownInvalid}</p>
      </div>
      ${fills && html`<button type="button" class="phone-fill" data-fill="${fills}">${t.fill}</button>`}
      ${renderBehind(look)}
    </div>
    </div>

    <template data-tick><svg class="tick" viewBox="0 0 20 12" role="img"><path d="M1.5 6.5l3.5 3.5 7-8"/><path class="second" d="M8.5 9.8l.7.7 7-8"/></svg></template>
    <template data-icons>${(['chat', 'text', 'calls', 'mail'] as const).map(name => html`<span data-icon="${name}">${icon(name)}</span>`)}</template>
    <template data-state-names>${Object.entries(t.state).map(([state, name]) => html`<i data-state="${state}">${name}</i>`)}</template>
  </aside>
  <button type="button" class="phone-pill" data-phone-open aria-controls="phone">${icon('phone')}<span>${t.open}</span><b class="badge" data-badge="pill" hidden></b><b class="pill-call" data-pill-call hidden></b></button>`
}
