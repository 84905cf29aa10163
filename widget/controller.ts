import type { ChannelId } from '../server/api.ts'
import { apply } from './apply.ts'
import type { Session } from './client.ts'
import { kindOf } from './contact-kind.ts'
import { begin } from './flow.ts'
import type { Host } from './host.ts'
import { platform } from './platform.ts'
import { createPoll } from './poll.ts'
import { refuse } from './refusals.ts'
import { running } from './running.ts'
import { home, leave } from './screens.ts'
import { forget, save, unfinished } from './session.ts'
import { offer } from './set-up.ts'
import { builtIn } from './texts.ts'
import { createActions } from './visitor.ts'
import { alert, clearAlert, count, text, unblame } from './voice.ts'
import { changed, createWidget, report, setProof, type Widget } from './widget.ts'

/**
 * Puts together what decides everything that happens in the widget: the model that the views draw, what the visitor
 * can do, and the poll. It touches no DOM but the page's own field. Below: what the element around it tells.
 */
export function createController(host: Host): Widget {
  const w = createWidget(host)
  w.on = createActions(w)
  w.wake = ({ type }) => wake(w, type)
  w.poll = createPoll(
    w.schedule,
    (waitSeconds, aborter) => w.client.view(w.saved as Session, waitSeconds, w.view!.revision, aborter),
    view => {
      if (w.alert?.of === 'poll') clearAlert(w)
      const news = apply(w, view)
      changed(w)
      return news
    },
    (problem, times) => {
      if (/unauthorized|closed/.test(problem.code)) refuse(w, problem)
      else if (times === 3 && problem.code !== 'try_later') {
        report(w, problem)
        alert(w, problem.code === 'network' ? 'offline' : 'unavailable', [])
        w.alert!.of = 'poll'
      }
      changed(w)
    },
  )
  return w
}

/** The page is seen again, or no longer; the network is back; somebody turned to the form. */
function wake(w: Widget, type: string) {
  const visible = platform.visible()
  if (!visible) w.schedule.drop('link')
  // A focus says nothing about the network.
  if (unfinished(w) && w.view && type !== 'focusin') w.poll.go(0)
  if (visible && running(w) && type === 'visibilitychange') w.host.announce(w.spoken)
  w.schedule.run()
  count(w)
}

/** The element is in the page. */
export function connect(w: Widget) {
  w.here = new AbortController()
  // Another function each time: old versions of zone.js, which came with Angular, do not see that a signal ends one.
  const hear = (e: Event) => w.wake(e)
  document.addEventListener('visibilitychange', hear, w.here)
  for (const type of ['pageshow', 'online']) addEventListener(type, hear, w.here)
  if (w.site) wake(w, '')
}

/** The element is out of the page; what runs goes on once it is back. */
export function disconnect(w: Widget) {
  w.here?.abort()
  w.here = undefined
  w.poll.stop()
  w.otp?.abort()
  w.schedule.run()
}

/** Why the form cannot be sent, in the visitor's language. */
export function validationMessage(w: Widget): string {
  if (!w.site) return builtIn.not_loaded
  if (w.screen === 'confirmed') return text(w, 'form_moment')
  const kind = kindOf(w.channels)
  return text(w, kind === 'phone' ? 'form_required' : `form_required_${kind}`)
}

/** Begins for the page, which answers for the tap that it takes. */
export function beginForPage(w: Widget, channel: ChannelId, to?: string) {
  w.byPage = true
  begin(w, channel, to)
  w.byPage = false
}

/** Back to the beginning. @param byForm a confirmed contact is then offered again */
export function reset(w: Widget, byForm?: boolean) {
  const was = w.saved
  w.byPage = true
  const before = unfinished(w)
  if (before) w.client.cancel(before)
  leave(w)
  if (byForm && was.verifiedAt) w.saved = {}
  else forget(w)
  setProof(w, '')
  w.typed = ''
  if (w.site) {
    home(w)
    if (byForm && was.verifiedAt) offer(w, was)
    changed(w)
  }
  w.byPage = false
}

/** The form around the widget is being sent: its answer may be this page again. */
export function submitted(w: Widget) {
  w.saved.submittedAt = platform.now()
  if (w.saved.id) save(w)
}

/** Somebody types in the page's field: what was confirmed is no longer what stands there. */
export function fieldChanged(w: Widget, value: string) {
  if (w.screen === 'choose') clearAlert(w)
  else unblame(w)
  if (w.saved.field && w.saved.field !== value) w.on.change()
  changed(w)
}
