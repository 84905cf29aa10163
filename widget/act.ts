import type { Problem } from './client.ts'
import type { Busy } from './model.ts'
import { refuse } from './refusals.ts'
import { clearAlert, text } from './voice.ts'
import { changed, type Widget } from './widget.ts'
import { working } from './work.ts'

/**
 * Asks the server for what the visitor wants, one thing at a time.
 *
 * @param ask given what was worked out for it, once the server has asked for that
 * @param done takes the answer
 * @param late takes an answer that nobody waits for any more
 */
export async function act<T>(
  w: Widget,
  busy: Busy,
  ask: (work?: string) => Promise<T>,
  done: (answer: T) => void,
  late?: (answer: T) => void,
) {
  const { epoch, schedule, asked } = w
  if (w.busy) return
  w.busy = busy
  clearAlert(w)
  schedule.set('slow', 1_000, () => {
    w.slow = true
    // Not with `say`: it is nothing to hear once more when the page is seen again.
    w.host.announce(text(w, 'one_moment'))
    changed(w)
  })
  changed(w)
  let answer: T | undefined
  let problem: Problem | undefined
  try {
    // Whoever left, or took the widget out of the page, wants nothing sent any more.
    answer = await working(ask, () => epoch === w.epoch && !!w.here)
  } catch (thrown) {
    problem = thrown as Problem
  }
  if (epoch !== w.epoch) {
    if (answer) late?.(answer)
    return
  }
  schedule.drop('slow')
  if (w.slow) w.host.announce('')
  w.busy = null
  w.slow = false
  w.error = null
  if (problem) {
    w.again = () => {
      w.asked = asked
      act(w, busy, ask, done, late)
    }
    refuse(w, problem, busy)
  } else done(answer!)
  w.asked = null
  changed(w)
}
