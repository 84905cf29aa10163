import type { WidgetTexts } from '../server/api.ts'
import { isCall } from './contact-kind.ts'
import type { Way } from './model.ts'
import { platform } from './platform.ts'
import { sends } from './running.ts'
import { clock, fill, type Values } from './texts.ts'
import { changed, type Widget } from './widget.ts'

/** What the widget says: politely as things go on, at once and in sight when something is wrong. */

export function text(w: Widget, key: keyof WidgetTexts, values?: Values): string {
  const { texts, language } = w.site!
  // Isolated, so that a number keeps its order inside a right-to-left sentence.
  return fill(texts[key], { contact: `\u2066${w.contact ?? w.typed}\u2069`, ...values }, language)
}

/** Not over S2: who types there is not told of what runs behind it. */
export function say(w: Widget, key: keyof WidgetTexts, values?: Values) {
  if (w.screen === 'contact') return
  w.spoken = text(w, key, values)
  w.host.announce(w.spoken)
}

/** Row F of the error table: under the field. */
export function blame(w: Widget, key: keyof WidgetTexts, values?: Values) {
  w.fieldError = text(w, key, values)
  w.host.announce(w.fieldError, true)
  changed(w)
}

export function unblame(w: Widget) {
  w.fieldError = null
  w.host.announce('', true)
}

/** Row L: a line in the screen, gone after `seconds` where it speaks of a time. */
export function alert(w: Widget, key: keyof WidgetTexts, ways: Way[], values?: Values, seconds = 0) {
  const words = text(w, key, values)
  w.alert = { text: words, ways }
  if (words.includes('{time}')) w.alert.seconds = seconds
  if (seconds) w.alert.endsAt = platform.now() + seconds * 1_000
  // Said once: a countdown in a live region would be read every second.
  w.host.announce(words.replace('{time}', clock(seconds)), true)
  count(w)
}

export function clearAlert(w: Widget) {
  w.alert = null
  unblame(w)
}

/** Counts down, a second at a time, as long as there is something to count. */
export function count(w: Widget) {
  if (w.alert?.endsAt) {
    const left = secondsUntil(w.alert.endsAt)
    if (!left) clearAlert(w)
    else if (w.alert.seconds) w.alert.seconds = left
  }
  const before = w.resendIn
  w.resendIn = w.resendAt && secondsUntil(w.resendAt)
  if (before && w.resendIn === 0 && sends(w)) say(w, isCall(w.channel) ? 'call_again' : 'say_resend')
  if (w.alert?.endsAt || w.resendIn) w.schedule.set('count', 1_000, () => count(w))
  changed(w)
}

const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - platform.now()) / 1_000))
