import type { ChannelId, VerificationView } from '../server/api.ts'
import { isCall } from './contact-kind.ts'
import { platform } from './platform.ts'
import { confirmed } from './proof.ts'
import { change } from './refusals.ts'
import { end, otherWays } from './screens.ts'
import { save } from './session.ts'
import { alert, clearAlert, count, say, unblame } from './voice.ts'
import { changed, type Widget } from './widget.ts'

/** After how many seconds the help block comes. */
const helpAfter: Partial<Record<ChannelId, number>> = { sms: 30, call_button: 45 }

/** Takes a view of the running verification. @returns whether it was news */
export function apply(w: Widget, view: VerificationView): boolean {
  const last = w.view
  const { state, channel, revision, resendInSeconds } = view
  if (last && revision < last.revision) return false
  const isNews = revision !== last?.revision
  w.view = view
  w.saved.masked = view.to
  w.contact = w.declared ?? view.to
  if (state === 'verified') confirmed(w, view)
  else if (state !== 'waiting' && state !== 'pending')
    // Strangers end it too, the third one.
    end(w, state === 'canceled' && view.notice === 'other_number' ? view.notice : state)
  else {
    const { screen } = w
    // S2 may lie over a running verification, until another one has begun.
    if (screen !== 'contact') {
      w.channel = channel
      w.screen = channel === 'whatsapp' ? channel : channel === 'call_button' ? 'press' : 'code'
      // No code yet: now there is one.
      if (w.fieldError && state !== last?.state) unblame(w)
    }
    const lifeMs = Math.max(1, view.expiresInSeconds) * 1_000
    // The server decides whether it is over.
    w.schedule.set('end', lifeMs, () => w.poll.go(0))
    // A code that is sent again lives longer.
    if (lifeMs > 60_000) w.schedule.set('minute', lifeMs - 60_000, () => say(w, 'say_minute'))
    if (state !== last?.state || channel !== last.channel) {
      w.lifeMinutes = Math.max(1, Math.round(view.expiresInSeconds / 60))
      awaitHelp(w)
    }
    w.resendAt = resendInSeconds === null ? null : platform.now() + resendInSeconds * 1_000
    if (screen !== 'contact' && (isNews || screen !== w.screen)) {
      tell(w, view)
      warn(w, view)
    }
    save(w)
    count(w)
  }
  return isNews
}

/** The help block comes when nothing has come for a while. */
export function awaitHelp(w: Widget) {
  w.helpDue = false
  w.schedule.set('help', (helpAfter[w.view!.channel] ?? 60) * 1_000, () => {
    w.helpDue = true
    say(w, 'say_nothing_yet')
    changed(w)
  })
}

/** How far it is, in a sentence that is not said twice in a row. */
function tell(w: Widget, { state, channel, delivery, notice }: VerificationView) {
  const words =
    channel === 'whatsapp'
      ? state === 'waiting'
        ? 'say_ready'
        : 'say_received'
      : !notice &&
        (isCall(channel) ? delivery !== 'failed' && 'say_calling' : delivery === 'sent' && 'say_sent')
  if (words && words !== w.told) say(w, words)
  w.told = words || undefined
}

/** What went wrong on the way to the visitor, until a view comes without it. */
function warn(w: Widget, { channel, delivery, notice }: VerificationView) {
  const others = otherWays(w)
  const failed = delivery === 'failed'
  if (!notice && !failed) {
    if (w.alert?.of === 'view') clearAlert(w)
    return
  }
  if (failed && channel === 'whatsapp') alert(w, 'wa_answer_failed', [{ act: 'open-whatsapp' }, ...others])
  else if (notice === 'other_number') {
    const bySms = others
      .filter(way => way.channel === 'sms')
      .map(way => ({ ...way, words: 'text_me' as const }))
    alert(w, notice, [...bySms, { act: 'use-sender' }, change])
  } else if (notice === 'declined' || notice === 'not_answered')
    alert(w, notice, [{ act: 'resend' }, ...others])
  else {
    const words = notice === 'number_hidden' ? notice : isCall(channel) ? 'call_failed' : 'undeliverable'
    alert(w, words, [...others, change])
  }
  w.alert!.of = 'view'
}
