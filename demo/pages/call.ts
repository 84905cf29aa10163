import { type Html, html } from '../html.ts'
import { icon } from './icons.ts'
import { type Look, textsOf } from './layout.ts'

const keys: [key: string, letters: string][] = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
]

/** The screen of a call, which lies over every app while there is one. */
export function renderCall(look: Look): Html {
  const t = textsOf(look).phone
  const names: Record<string, string> = { '*': t.star, '#': t.hash }
  return html`
        <section class="call" data-call hidden tabindex="-1" aria-labelledby="call-who call-state">
          <div class="call-head">
            <span class="call-face" aria-hidden="true">${icon('calls')}</span>
            <div class="call-names">
              <p class="call-who"><bdi dir="ltr" id="call-who" data-call-from></bdi></p>
              <p class="call-state"><span id="call-state" data-call-state role="alert" data-ringing="${t.incoming}" data-active="${t.callActive}" data-ended="${t.callEnded}"></span> <span class="call-time" data-call-time></span></p>
              <p class="call-for" data-call-for hidden></p>
            </div>
          </div>
          <div class="captions" data-captions role="log" aria-label="${t.captions}" tabindex="0"></div>
          <div class="keypad" data-keypad role="group" aria-label="${t.keypad}" dir="ltr">
            ${keys.map(([key, letters]) => html`<button type="button" data-key="${key}" ${key in names && html`aria-label="${names[key]}"`}><b>${key}</b>${letters && html`<small aria-hidden="true">${letters}</small>`}</button>`)}
          </div>
          <div class="call-actions">
            <button type="button" class="call-button no" data-decline><span>${icon('hangUp')}</span>${t.decline}</button>
            <button type="button" class="call-button yes" data-answer><span>${icon('calls')}</span>${t.answer}</button>
            <button type="button" class="call-button quiet" data-sound aria-pressed="true"><span><i class="on">${icon('sound')}</i><i class="off">${icon('silent')}</i></span>${t.sound}</button>
            <button type="button" class="call-button no" data-hang-up><span>${icon('hangUp')}</span>${t.hangUp}</button>
          </div>
        </section>`
}
