import { type Html, html } from '../html.ts'
import { businessNumber } from '../reachproof.config.ts'
import { type Look, textsOf } from './layout.ts'

/** The numbers that the phone can have at a tap. */
export const phoneNumbers = { mine: '+33612345678', another: '+447400123456' }

const icon = (path: string) => html`<svg viewBox="0 0 20 20" aria-hidden="true"><path d="${path}"/></svg>`
const icons = {
  chat: 'M3.5 5.5a2 2 0 0 1 2-2h9a2 2 0 0 1 2 2v6a2 2 0 0 1-2 2H9l-3.5 3v-3a2 2 0 0 1-2-2z',
  mail: 'M3 5.5h14v9H3zM3 6l7 5 7-5',
  scan: 'M3.5 7V3.5H7M13 3.5h3.5V7M16.5 13v3.5H13M7 16.5H3.5V13M7.5 7.5h2v2h-2zM11.5 11.5h1M7.5 12.5h2M12.5 7.5v2',
  send: 'M4 10h11M10.5 5.5 15 10l-4.5 4.5',
  back: 'M12 5l-5 5 5 5',
}

/** The number in groups, as people read it. */
export const spaced = (e164: string): string =>
  e164
    .replace(/^\+33(\d)(\d\d)(\d\d)(\d\d)(\d\d)$/, '+33 $1 $2 $3 $4 $5')
    .replace(/^\+44(\d{4})(\d{6})$/, '+44 $1 $2')
    .replace(/^\+964(\d\d)(\d{3})(\d{4})$/, '+964 $1 $2 $3')

/** An option holds no markup: LRI and PDI keep its number left-to-right. */
const isolated = (e164: string): string => `\u2066${spaced(e164)}\u2069`

/** The simulated phone, empty; browser/phone.ts brings it to life. `fills`: the id of a field for its number. */
export function renderPhone(look: Look, fills?: string): Html {
  const t = textsOf(look).phone
  const business = html`<bdi dir="ltr">${spaced(businessNumber)}</bdi>`
  const tab = (app: string, name: string) => html`
    <button type="button" data-open-app="${app}" aria-pressed="${app === 'chat' ? 'true' : 'false'}">
      ${icon(icons[app as keyof typeof icons])}<span>${name}</span><b class="badge" data-badge="${app}" hidden></b>
    </button>`

  return html`
  <aside class="phone-side" id="phone" aria-label="${t.label}" tabindex="-1" data-no-qr="${t.scanNone}" data-found="${t.scanFound}" data-copied="${t.copied}" data-copy="${t.copy}" data-to="${t.to}" data-failed="${t.failed}" data-now="${t.now}">
    <div class="phone-stand">
    <div class="phone-head">
      <p class="phone-caption">${t.caption}</p>
      <button type="button" class="phone-close" data-phone-close>${icon(icons.back)}<span>${t.close}</span></button>
    </div>
    <div class="phone">
      <div class="screen" data-screen>
        <div class="status" aria-hidden="true">
          <span data-clock></span>
          <svg viewBox="0 0 58 14"><path d="M1 13h3V9H1zM6 13h3V7H6zM11 13h3V4h-3zM16 13h3V1h-3z"/><path d="M31 12.6l2.2-2.4a3.2 3.2 0 0 0-4.4 0zM26.6 8a6.4 6.4 0 0 1 8.8 0l1.4-1.5a8.4 8.4 0 0 0-11.6 0zM24 5.2a10.2 10.2 0 0 1 14 0l1.4-1.5a12.2 12.2 0 0 0-16.8 0z"/><path class="line" d="M43 2.5h10a1.5 1.5 0 0 1 1.5 1.5v6a1.5 1.5 0 0 1-1.5 1.5H43a1.5 1.5 0 0 1-1.5-1.5V4A1.5 1.5 0 0 1 43 2.5z"/><path d="M43 4h8v6h-8zM56 5.5v3h1v-3z"/></svg>
        </div>

        <section class="app chat" data-app="chat" aria-label="${t.chat}">
          <header class="app-head">
            <span class="avatar" aria-hidden="true">S</span>
            <div><p class="app-title">Saltmarsh Books</p><p class="app-sub" data-chat-sub data-typing="${t.typing}">${business}</p></div>
          </header>
          <div class="thread" data-thread tabindex="0" role="log" aria-label="${t.chat}">
            <p class="day" data-day hidden>${t.today}</p>
            <p class="empty" data-chat-empty>${t.chatEmpty}</p>
          </div>
          <form class="composer" data-composer>
            <button type="button" class="round quiet" data-open-app="scan" aria-label="${t.scanIt}" title="${t.scanIt}">${icon(icons.scan)}</button>
            <textarea rows="1" data-draft aria-label="${t.composer}" placeholder="${t.composer}" maxlength="1000" dir="auto" autocomplete="off"></textarea>
            <button type="submit" class="round" aria-label="${t.send}" title="${t.send}">${icon(icons.send)}</button>
          </form>
        </section>

        <section class="app mail" data-app="mail" aria-label="${t.mail}" hidden>
          <div class="inbox" data-inbox>
            <header class="app-head plain"><p class="app-title large">${t.inbox}</p></header>
            <p class="empty" data-mail-empty>${t.mailEmpty}</p>
            <ol data-mails></ol>
          </div>
          <article class="reader" data-reader hidden>
            <header class="app-head plain">
              <button type="button" class="link-back" data-mail-back>${icon(icons.back)}<span>${t.inbox}</span></button>
              <div class="toggle" role="group" data-mail-view>
                <button type="button" data-view="html" aria-pressed="true">${t.html}</button><button type="button" data-view="text" aria-pressed="false">${t.text}</button>
              </div>
            </header>
            <div class="mail-head">
              <h2 class="mail-subject" data-subject dir="auto"></h2>
              <p class="mail-from"><span class="avatar small" aria-hidden="true">S</span><span><b data-from dir="auto"></b> <bdi dir="ltr" data-from-address></bdi><br><span data-recipient></span></span></p>
            </div>
            <iframe data-mail-html sandbox="" title="${t.mail}"></iframe>
            <div class="mail-text" data-mail-text dir="auto" hidden></div>
            <button type="button" class="mail-copy" data-mail-copy hidden></button>
          </article>
        </section>

        <section class="app scan" data-app="scan" aria-label="${t.scan}" hidden>
          <p class="scan-lead" data-scan-lead data-lead="${t.scanLead}" role="status">${t.scanLead}</p>
          <div class="finder" data-finder><span></span></div>
          <button type="button" class="scan-button" data-scan>${t.scanIt}</button>
        </section>

        <button type="button" class="toast" data-toast hidden>
          <span class="toast-icon" data-toast-icon></span>
          <span class="toast-text"><b data-toast-title dir="auto"></b><span data-toast-body dir="auto"></span></span>
        </button>
        <p class="snack" data-snack role="status"></p>

        <nav class="dock" aria-label="${t.label}">${tab('chat', t.chat)}${tab('mail', t.mail)}${tab('scan', t.scan)}</nav>
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
      <p class="phone-note">${t.captionLead}</p>
    </div>
    </div>

    <template data-tick><svg class="tick" viewBox="0 0 20 12" role="img"><path d="M1.5 6.5l3.5 3.5 7-8"/><path class="second" d="M8.5 9.8l.7.7 7-8"/></svg></template>
    <template data-icons><span data-icon="chat">${icon(icons.chat)}</span><span data-icon="mail">${icon(icons.mail)}</span></template>
    <template data-state-names>${Object.entries(t.state).map(([state, name]) => html`<i data-state="${state}">${name}</i>`)}</template>
  </aside>
  <button type="button" class="phone-pill" data-phone-open aria-controls="phone">${icon('M6.5 2.5h7a1.5 1.5 0 0 1 1.5 1.5v12a1.5 1.5 0 0 1-1.5 1.5h-7A1.5 1.5 0 0 1 5 16V4a1.5 1.5 0 0 1 1.5-1.5zM9 15h2')}<span>${t.open}</span><b class="badge" data-badge="pill" hidden></b></button>`
}
