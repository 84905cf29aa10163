import { html, nothing, type TemplateResult } from 'lit'
import {
  alert,
  codeForm,
  type Drawn,
  heading,
  icon,
  link,
  ltr,
  more,
  opened,
  openWhatsApp,
  say,
  status,
  way,
} from './parts.ts'
import { qr } from './qr.ts'

/**
 * S3 and S4w. A phone opens WhatsApp, anything else shows the QR code first.
 * The code field stays the same element when the message arrives: what is typed and the focus survive.
 */
export function whatsapp(m: Drawn): TemplateResult {
  const wa = m.view!.whatsapp!
  const waiting = m.view!.state !== 'pending'
  const scan = !m.phone && waiting
  const picture = () => qr(wa.qr, say(m, 'wa_qr_name'))
  const label = waiting ? (scan ? 'wa_step_type' : 'wa_step_code') : 'wa_type_code'
  return html`
    ${heading(say(m, 'wa_title'))}
    <div class="cols">
      ${scan ? html`<figure class="g">${picture()}<figcaption class="note">${say(m, 'wa_scan_caption')}</figcaption></figure>` : nothing}
      <div><ol role="list">
        ${
          scan
            ? html`<li>${say(m, 'wa_step_scan')}</li><li>${say(m, 'wa_step_arrow')}</li>`
            : waiting
              ? html`<li class="g">${say(m, 'wa_step_send')}
                  <div class="line"><span class="bubble">${ltr(wa.command)}</span><span class="disc">${icon('send')}</span></div>
                  ${openWhatsApp(m, opened(m) ? 'b' : 'b p')}</li>`
              : html`<li class="done">${icon('tick')}<span part="status">${say(m, 'wa_received')}</span></li>`
        }
        <li>${codeForm(m, label, scan || opened(m))}</li>
      </ol>
      ${waiting && !m.alert ? status(m, 'wa_waiting') : nothing}</div>
    </div>
    ${alert(m)}
    ${more(m, [scan || !waiting ? way(m, 'open-whatsapp') : nothing, waiting ? way(m, 'by-hand') : nothing])}
    ${
      m.byHandOpen && waiting
        ? html`<div class="g hand"><small>${say(m, 'wa_by_hand_about')}</small>
            ${copy(m, 'number', wa.number)}${copy(m, 'text', wa.command)}${m.phone ? picture() : nothing}</div>`
        : nothing
    }`
}

/** The number or the text, to copy. */
const copy = (m: Drawn, what: 'number' | 'text', value: string) => {
  const words = say(m, m.copied === what ? 'copied' : 'copy')
  const kind = say(m, `wa_${what}`)
  return html`<div class="line"><span class="grow"><small>${kind}</small><span id=${what}>${ltr(value)}</span></span>${link(
    m,
    words,
    e =>
      m.on.copy(what, (e.currentTarget as Element).previousElementSibling!.lastElementChild as HTMLElement),
    // Two buttons of the same words: their names tell them apart.
    { name: `${words} ${kind}` },
  )}</div>`
}
