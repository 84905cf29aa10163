import { spaced } from '../../pages/numbers.ts'
import type { TextMessage } from '../../phone.ts'
import { copyable } from '../message-text.ts'
import { copy, textNodes } from './copyable.ts'
import { clock, element, isolated, line, make } from './element.ts'
import type { Handset } from './handset.ts'
import type { OwnNumber } from './number.ts'

/** Text messages, the newest first. */
export function createTexts(handset: Handset, own: OwnNumber) {
  const list = element('data-texts')
  const texts = new Map<number, TextMessage>()

  function draw(): void {
    element('data-text-empty').hidden = texts.size > 0
    list.hidden = texts.size === 0
    list.replaceChildren(...[...texts.values()].reverse().map(itemOf))
  }
  own.onChange(draw)

  function itemOf(text: TextMessage): HTMLElement {
    const sender = make('p', 'text-head', senderOf(text.from), clock(text.at, 'text-time'))
    const body = make('p', 'text-body', ...textNodes(handset, text.text))
    body.dir = 'auto'
    const item = make('li', 'text-item', sender)
    const other = own.forOther(text.to)
    if (other) item.append(other)
    item.append(body)
    const code = copyable(text.text)
    if (code !== null) {
      const button = make('button', 'text-copy', handset.word('copy', { code }))
      button.type = 'button'
      button.addEventListener('click', () => void copy(handset, code))
      item.append(button)
    }
    item.dataset.sms = String(text.id)
    return item
  }

  return {
    draw,
    add(text: TextMessage, isNew: boolean): void {
      texts.set(text.id, text)
      if (!isNew) return
      draw()
      if (!handset.isSeen('text')) handset.notify('text', spaced(text.from), text.text)
      handset.addUnread('text', text.id)
    },
  }
}

/** A sender is a number or a name. */
const senderOf = (from: string): HTMLElement =>
  /^[+\d]/.test(from) ? make('b', '', isolated(spaced(from))) : line('text-sender', from)
