import type { VerificationView } from '../server/api.ts'
import type { Problem, Session } from './client.ts'
import type { Verified } from './events.ts'
import { platform } from './platform.ts'
import { backOffMs } from './poll.ts'
import { end } from './screens.ts'
import { forget, nonce, nonceIsNew, type Saved, save } from './session.ts'
import { latin } from './texts.ts'
import { say } from './voice.ts'
import { changed, clearAttempt, setProof, type Widget } from './widget.ts'

/** What the page is told of the proof. */
export const detail = ({ proof, channel, proofEnds }: Widget): Verified => ({
  proof,
  channel: channel!,
  expiresAt: new Date(proofEnds),
})

/** S6. */
export function confirmed(w: Widget, view: VerificationView) {
  clearAttempt(w)
  // The poll may have been faster than the answer to what was asked, which would confirm it once more.
  w.epoch++
  // Of all that were sent on, the one whose code or key it was.
  w.channel = view.channel
  w.screen = 'confirmed'
  w.saved.verifiedAt ??= platform.now()
  save(w)
  say(w, 'done')
  if (view.proof) gotProof(w, view)
  else renew(w)
}

/** Goes on with a confirmation of an earlier page, by fetching a proof for it. */
export function restore(w: Widget, found: Saved) {
  w.saved = found
  w.declared = found.contact
  w.offer = null
  w.channel = found.channel!
  w.contact = found.contact ?? found.masked!
  w.screen = 'confirmed'
  renew(w)
  changed(w)
}

function gotProof(w: Widget, { proof, proofExpiresInSeconds: seconds = 0 }: VerificationView) {
  if (nonceIsNew(w)) return renew(w)
  const isFirst = !w.proofEnds
  w.renewing = false
  w.failures = 0
  w.proofEnds = platform.now() + seconds * 1_000
  w.schedule.set('renew', Math.max(seconds - 60, seconds / 2) * 1_000, () => renew(w))
  w.schedule.set('end', seconds * 1_000, () => {
    setProof(w, '')
    w.renewing = true
    changed(w)
  })
  setProof(w, proof!)
  changed(w)
  if (isFirst) w.host.emit('verified', detail(w))
}

/** A fresh proof for the same contact and the page's current nonce; nothing is sent. Rejects when refused. */
export function renew(w: Widget): Promise<void> {
  const { epoch } = w
  if (w.screen !== 'confirmed') return Promise.reject({ code: 'unauthorized' } satisfies Problem)
  if (w.renewal) return w.renewal
  w.renewing = true
  const asked = w.client.post(w.saved as Session, 'proof', { nonce: nonce(w) }).then(
    view => {
      if (epoch !== w.epoch) return
      w.renewal = null
      return gotProof(w, view)
    },
    (problem: Problem) => {
      if (epoch === w.epoch) {
        w.renewal = null
        w.error = problem
        notRenewed(w, problem)
        changed(w)
      }
      throw problem
    },
  )
  w.renewal = asked
  // Whoever called `refresh` hears of it; otherwise the screen says it.
  asked.catch(() => {})
  return asked
}

function notRenewed(w: Widget, { code, state }: Problem) {
  if (/network|unavailable|internal/.test(code))
    w.schedule.set('renew', backOffMs(w.failures++), () => renew(w))
  else if (code === 'closed' && state === 'canceled') end(w, 'canceled')
  // Until its end the old proof is still good, unless the session itself is gone.
  else if (!w.proof || /unauthorized|closed/.test(code)) runOut(w)
  else w.schedule.set('end', w.proofEnds - platform.now(), () => runOut(w))
}

/** S6x: confirmed, but too long ago. */
function runOut(w: Widget) {
  const time = new Intl.DateTimeFormat(latin(w.site!.language), { timeStyle: 'short' })
  w.verifiedAt = time.format(w.saved.verifiedAt)
  forget(w)
  clearAttempt(w)
  w.screen = 'run-out'
  say(w, 'run_out', { time: w.verifiedAt })
  w.host.emit('expired', {})
  changed(w)
}
