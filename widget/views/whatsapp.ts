import { html, nothing, type TemplateResult } from 'lit'
import type { Actions, Model } from '../model.ts'
import {
  alert,
  codeForm,
  digits,
  heading,
  icon,
  ltr,
  more,
  offers,
  openWhatsApp,
  place,
  say,
  status,
  unfold,
} from './parts.ts'
import { qr } from './qr.ts'

/**
 * S3 and S4w. A phone opens WhatsApp, anything else shows the QR code first.
 * The code field stays the same element when the message arrives: what is typed and the focus survive.
 */
export function whatsapp(m: Model, on: Actions): TemplateResult {
  const wa = m.view?.whatsapp
  const waiting = m.view?.state !== 'pending'
  const scan = !m.phone && waiting
  const n = { n: digits(m) }
  const again = m.linkOpened || !waiting
  return html`
    ${heading(say(m, 'wa_title'))}
    <div class="cols">
      ${
        scan && wa
          ? html`<figure class="g">${qr(wa.qr, say(m, 'wa_qr_name'))}<figcaption class="note">${say(m, 'wa_scan_caption')}</figcaption></figure>`
          : nothing
      }
      <div><ol role="list">
        ${
          !waiting
            ? html`<li class="done">${icon('tick')}<span part="status">${say(m, 'wa_received')}</span></li>`
            : scan
              ? html`<li>${say(m, 'wa_step_scan')}</li><li>${say(m, 'wa_step_arrow')}</li>`
              : html`<li class="g">
                  <p>${say(m, 'wa_step_send')}</p>
                  <div class="bubble"><span>${ltr(wa?.command)}</span><span class="send">${icon('send')}</span></div>
                  ${openWhatsApp(m, on, say(m, again ? 'wa_open_again' : 'wa_open'), again ? 'b' : 'b p')}
                </li>`
        }
        <li>${codeForm(m, on, {
          label: waiting ? place(m, scan ? 'wa_step_type' : 'wa_step_code', n) : say(m, 'wa_type_code'),
          primary: scan || again,
        })}</li>
      </ol>
      ${waiting && !m.alert ? status(m, say(m, 'wa_waiting')) : nothing}</div>
    </div>
    ${alert(m, on)}
    ${more(
      m,
      on,
      html`${
        (scan || !waiting) && !offers(m, 'open-whatsapp')
          ? openWhatsApp(m, on, say(m, again ? 'wa_open_again' : 'wa_open_here'), 'l')
          : nothing
      }${waiting && !offers(m, 'by-hand') ? unfold(m, say(m, 'wa_by_hand'), m.byHandOpen, on.toggleByHand) : nothing}`,
    )}
    ${m.byHandOpen && waiting && wa ? byHand(m, on) : nothing}`
}

/** The number and the text to copy, and on a phone the QR code for another one. */
function byHand(m: Model, on: Actions) {
  const wa = m.view!.whatsapp!
  const line = (what: 'number' | 'text', name: string, value: string) =>
    html`<div class="copy"><span><small>${name}</small><span id=${what}>${ltr(value)}</span></span>
      <button type="button" class="l" part="link" aria-describedby=${what} ?disabled=${m.disabled}
        @click=${(e: Event) =>
          on.copy(
            what,
            (e.currentTarget as Element).parentElement!.querySelector<HTMLElement>('bdi')!,
          )}>${say(m, m.copied === what ? 'copied' : 'copy')}</button></div>`
  return html`<div class="g hand">
    <p class="note">${say(m, 'wa_by_hand_about')}</p>
    ${line('number', say(m, 'wa_number'), wa.number)}
    ${line('text', say(m, 'wa_text'), wa.command)}
    ${m.phone ? qr(wa.qr, say(m, 'wa_qr_name')) : nothing}
  </div>`
}
