import type { ChannelId } from '../server/api.ts'
import { apply } from './apply.ts'
import type { Problem, Session } from './client.ts'
import { kindOf } from './contact-kind.ts'
import { begin, takeOver } from './flow.ts'
import type { Host } from './host.ts'
import type { Model } from './model.ts'
import { platform } from './platform.ts'
import { createPoll } from './poll.ts'
import { detail, renew } from './proof.ts'
import { refuse } from './refusals.ts'
import { running } from './running.ts'
import { home, leave } from './screens.ts'
import { forget, save, session } from './session.ts'
import { configure, load, offer } from './set-up.ts'
import { builtIn } from './texts.ts'
import { createActions } from './visitor.ts'
import { alert, clearAlert, count, text, unblame } from './voice.ts'
import { changed, createWidget, report, setProof } from './widget.ts'

/**
 * Decides everything that happens in the widget: holds the model that the views draw, does what the visitor
 * asks, talks to the server and remembers the session. It touches no DOM but the page's own field.
 *
 * Here it is put together, with what the element around it uses.
 */
export function createController(host: Host) {
  const w = createWidget(host)
  const on = createActions(w)

  w.poll = createPoll(
    w.schedule,
    (waitSeconds, aborter) => w.client.view(session(w), waitSeconds, w.view!.revision, aborter),
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

  /** The page is seen again, or no longer; the network is back; somebody turned to the form. */
  function wake({ type }: { type: string }) {
    const visible = platform.visible()
    if (!visible) w.schedule.drop('link')
    // A focus says nothing about the network.
    if (w.saved.id && !w.saved.verifiedAt && w.view && type !== 'focusin') w.poll.go(0)
    if (visible && running(w) && type === 'visibilitychange') host.announce(w.spoken)
    w.schedule.run()
    count(w)
  }

  return {
    model: w as Model,
    actions: on,
    wake,
    load: (anew?: boolean) => load(w, anew),
    configure: () => configure(w),
    renew: () => renew(w),
    adopt: (at: Session) => takeOver(w, at),

    get proof(): string {
      return w.proof
    },
    get error(): Problem | null {
      return w.error
    },
    get state() {
      return w.state
    },
    get maskedTo(): string | null {
      return w.saved.masked ?? null
    },
    detail: () => detail(w),

    /** Why the form cannot be sent, in the visitor's language. */
    validationMessage(): string {
      if (!w.site) return builtIn.not_loaded
      const kind = kindOf(w.channels)
      const required = kind === 'phone' ? 'form_required' : (`form_required_${kind}` as const)
      return text(w, w.screen === 'confirmed' ? 'form_moment' : required)
    },

    /** Begins for the page, which answers for the tap that it takes. */
    begin(channel: ChannelId, to?: string) {
      w.byPage = true
      begin(w, channel, to)
      w.byPage = false
    },

    /** Back to the beginning. @param byForm a confirmed contact is then offered again */
    reset(byForm = false) {
      const was = w.saved
      w.byPage = true
      if (was.id && !was.verifiedAt) w.client.cancel(session(w))
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
    },

    /** The form around the widget is being sent: its answer may be this page again. */
    submitted() {
      w.saved.submittedAt = platform.now()
      if (w.saved.id) save(w)
    },

    /** Somebody types in the page's field: what was confirmed is no longer what stands there. */
    fieldChanged(value: string) {
      unblame(w)
      if (w.saved.field && w.saved.field !== value) on.change()
      changed(w)
    },

    hostConnected() {
      w.here = new AbortController()
      document.addEventListener('visibilitychange', wake, w.here)
      addEventListener('pageshow', wake, w.here)
      addEventListener('online', wake, w.here)
      if (w.site) wake({ type: '' })
    },

    hostDisconnected() {
      w.here?.abort()
      w.here = undefined
      w.poll.stop()
      w.otp?.abort()
      w.schedule.run()
    },
  }
}
