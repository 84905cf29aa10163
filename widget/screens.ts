import type { ChannelId } from '../server/api.ts'
import { complain } from './complain.ts'
import { isEmail, looksLikeEmail } from './contact-kind.ts'
import type { Cause, Way } from './model.ts'
import { reachable } from './running.ts'
import { forget, save } from './session.ts'
import { clearAlert, count, say } from './voice.ts'
import { clearAttempt, type Widget } from './widget.ts'

type ChannelWay = Way & { act: 'channel' }

/** From screen to screen, where nothing has to be asked of the server. */

/** The ways out by another channel than the one of this screen, and the one that was just asked for. */
export const otherWays = (w: Widget): ChannelWay[] =>
  reachable(w)
    .filter(c => c !== w.channel && c !== w.asked)
    .map(channel => ({ act: 'channel', channel }))

/** Leaves everything that was going on. */
export function leave(w: Widget) {
  w.epoch++
  clearAttempt(w)
  w.declared = undefined
}

/** S1; or S2, where there is nothing to choose. */
export function home(w: Widget) {
  const [only, other] = w.channels
  w.channel = null
  w.contact = w.host.to || null
  w.screen = 'choose'
  if (w.mode === 'own' && only && !other && only !== 'whatsapp') {
    w.channel = only
    w.screen = 'contact'
  }
}

/** S2. */
export function askContact(w: Widget, channel: ChannelId) {
  if (w.typed && looksLikeEmail(w.typed) !== isEmail(channel)) w.typed = ''
  clearAlert(w)
  Object.assign(w, { channel, screen: 'contact', waysOpen: false })
  save(w)
  w.host.moveFocus()
}

/** S7. */
export function end(w: Widget, cause: Cause) {
  forget(w)
  // Under S2 something ends unseen: whoever types there is not disturbed.
  if (w.screen === 'contact') {
    w.poll.stop()
    w.schedule.clear()
    w.view = null
    // What S2 itself counts goes on.
    count(w)
    return save(w)
  }
  const { lifeMinutes } = w
  // As for what is confirmed; only another start is still good.
  if (w.busy !== 'start') w.epoch++
  clearAttempt(w)
  Object.assign(w, { screen: 'ended', cause, lifeMinutes })
  say(w, cause as 'locked', { n: lifeMinutes })
}

/** S8, and on the console what the page's owner can do about it. @param origin the server's, where known */
export function unavailable(w: Widget, code: string, origin?: string) {
  const { sitekey, endpoint } = w.host
  const cure = {
    origin_not_allowed: `add "${self.origin}" to "origins" of ${sitekey}`,
    not_found: `the server at ${endpoint || location.origin} has no site "${sitekey}"`,
    nonce_required: 'this site needs session-nonce',
    channel_not_allowed: `${sitekey} has no channel for this tag: see its channels, for and to`,
    csp: `add to the Content-Security-Policy of this page: script-src ${origin}; connect-src ${origin}`,
  }[code]
  if (cure || !endpoint) complain(cure ?? 'set endpoint to the address of your server')
  leave(w)
  w.screen = 'unavailable'
  w.cause = cure ? 'not_available' : 'not_loaded'
}
