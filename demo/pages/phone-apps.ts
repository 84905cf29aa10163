import { type Html, html } from '../html.ts'
import { icon } from './icons.ts'
import { type Look, textsOf } from './layout.ts'
import { spaced } from './numbers.ts'

/** What the phone can show, one at a time. */
export function renderApps(look: Look): Html {
  const t = textsOf(look).phone
  const business = html`<bdi dir="ltr">${spaced(look.behind.setUp.business)}</bdi>`
  return html`
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
            <button type="button" class="round quiet" data-open-app="scan" aria-label="${t.scanIt}" title="${t.scanIt}">${icon('scan')}</button>
            <textarea rows="1" data-draft aria-label="${t.composer}" placeholder="${t.composer}" maxlength="1000" dir="auto" autocomplete="off"></textarea>
            <button type="submit" class="round" aria-label="${t.send}" title="${t.send}">${icon('send')}</button>
          </form>
        </section>

        <section class="app text" data-app="text" aria-label="${t.texts}" hidden>
          <header class="app-head plain"><p class="app-title large">${t.textsTitle}</p></header>
          <p class="empty" data-text-empty>${t.textsEmpty}</p>
          <ol class="texts" data-texts tabindex="0" aria-label="${t.textsTitle}" hidden></ol>
        </section>

        <section class="app calls" data-app="calls" aria-label="${t.calls}" hidden>
          <header class="app-head plain"><p class="app-title large">${t.calls}</p></header>
          <p class="empty" data-calls-empty>${t.callsEmpty}</p>
          <ol class="call-log" data-call-log tabindex="0" aria-label="${t.calls}" hidden></ol>
        </section>

        <section class="app mail" data-app="mail" aria-label="${t.mail}" hidden>
          <div class="inbox" data-inbox>
            <header class="app-head plain"><p class="app-title large">${t.inbox}</p></header>
            <p class="empty" data-mail-empty>${t.mailEmpty}</p>
            <ol data-mails></ol>
          </div>
          <article class="reader" data-reader hidden>
            <header class="app-head plain">
              <button type="button" class="link-back" data-mail-back>${icon('back')}<span>${t.inbox}</span></button>
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
        </section>`
}
