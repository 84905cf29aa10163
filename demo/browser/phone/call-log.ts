import type { CallView } from '../../calls.ts'
import { spaced } from '../../pages/numbers.ts'
import { textNodes } from './copyable.ts'
import { clock, duration, element, isolated, make } from './element.ts'
import type { Handset } from './handset.ts'
import type { OwnNumber } from './number.ts'

/** The calls that are over, the newest first, with what was said in them. */
export function createCallLog(handset: Handset, own: OwnNumber) {
  const list = element('data-call-log')
  const calls = new Map<number, CallView>()

  function draw(): void {
    element('data-calls-empty').hidden = calls.size > 0
    list.hidden = calls.size === 0
    list.replaceChildren(...[...calls.values()].reverse().map(itemOf))
  }
  own.onChange(draw)

  function itemOf(call: CallView): HTMLElement {
    const outcome =
      call.end === 'missed' || call.end === 'declined' ? handset.word(call.end) : duration(call.seconds)
    const item = make(
      'li',
      `log-item is-${call.end}`,
      make('p', 'text-head', make('b', '', isolated(spaced(call.from))), clock(call.at, 'text-time')),
      make('p', 'log-outcome', outcome),
    )
    const other = own.forOther(call.to)
    if (other) item.append(other)
    for (const { text, language } of call.said) {
      const line = make('p', 'log-said', ...textNodes(handset, text))
      if (language !== null) line.lang = language
      item.append(line)
    }
    return item
  }

  return {
    draw,
    add(call: CallView, isNew: boolean): void {
      calls.set(call.id, call)
      if (!isNew) return
      draw()
      if (call.end !== 'missed') return
      if (!handset.isSeen('calls')) handset.notify('calls', spaced(call.from), handset.word('missed'))
      handset.addUnread('calls', call.id)
    },
  }
}
