import type { ChannelId, StartRequest, VerificationView } from '../server/api.ts'
import { act } from './act.ts'
import { apply, awaitHelp } from './apply.ts'
import type { Session } from './client.ts'
import { readTextMessage } from './code-entry.ts'
import { isEmail, looksLikeEmail } from './contact-kind.ts'
import { platform } from './platform.ts'
import { running } from './running.ts'
import { askContact, leave } from './screens.ts'
import { forget, nonce, type Saved, save, unfinished } from './session.ts'
import { blame } from './voice.ts'
import { clearAttempt, type Widget } from './widget.ts'

/** From a channel to a start, by way of S2 where a contact is missing. */
export function begin(w: Widget, channel: ChannelId, to?: string) {
  const field = w.mode === 'field' ? w.host.field() : null
  to ||= w.host.to || field?.value.trim()
  // What was typed here before is taken for a channel that can reach it.
  if (!to && w.mode === 'own' && w.declared && looksLikeEmail(w.declared) === isEmail(channel))
    to = w.declared
  const { needsContact } = w.site!.channels.find(({ id }) => id === channel)!
  if (to || (channel === 'whatsapp' && !needsContact)) return start(w, channel, to || undefined)
  if (w.mode === 'own') return askContact(w, channel)
  blame(w, 'field_empty', { label: field?.labels?.[0]?.textContent?.trim() || w.host.htmlFor })
  field?.focus()
}

/**
 * @param to the contact, as it was typed; without one the first WhatsApp sender becomes the contact
 * @param unanswered a start that an earlier page has not heard of
 */
export function start(w: Widget, channel: ChannelId, to?: string, unanswered?: Saved['start']) {
  const { host, client, saved } = w
  if (w.busy || !(w.byPage || unanswered || host.emit('start', { channel }))) return
  const body: StartRequest = {
    sitekey: host.sitekey,
    channel,
    // Autofill may bring the prefix behind a prefix that is there already.
    to: to?.replace(/^(\+\d+) *(?=\1)/, ''),
    country: (to && !isEmail(channel) && w.country) || undefined,
    nonce: nonce(w),
    language: w.site!.language,
    action: host.action || undefined,
  }
  const request = unanswered ?? { key: platform.key(), body }
  const field = host.to || (w.mode === 'field' ? host.field()?.value : undefined)
  const before = unfinished(w)
  w.asked = channel
  // Before the answer: a reload then asks for the same verification again, not for a second message.
  saved.start = request
  save(w)
  act(
    w,
    'start',
    work => client.start({ ...request.body, work }, request.key),
    started => {
      if (before) client.cancel(before)
      const { id, secret, contact } = started
      w.declared = contact?.display
      w.saved = { id, secret, contact: w.declared, field, nonce: request.body.nonce }
      clearAttempt(w)
      enter(w, started)
      // After a reload nobody has asked for the focus.
      if (!unanswered) host.moveFocus()
    },
    client.cancel,
  )
}

/** Sends once more. @param channel another one, for the same contact */
export function send(w: Widget, channel?: ChannelId) {
  const key = platform.key()
  if (w.busy) return
  w.asked = channel ?? null
  // Before the answer, which the poll may forestall.
  const several = w.view!.state === 'pending'
  w.told = undefined
  act(
    w,
    channel ? 'start' : 'send',
    work => w.client.post(w.saved as Session, 'send', { channel, work }, key),
    view => {
      w.severalCodes ||= several
      w.wrong.clear()
      if (channel) {
        w.code = ''
        enter(w, view)
        w.host.moveFocus()
      } else {
        apply(w, view)
        awaitHelp(w)
      }
    },
  )
}

/** Takes over what the site's backend has begun. */
export function takeOver(w: Widget, at: Session) {
  if (!w.site) return
  leave(w)
  forget(w)
  w.saved = { ...at }
  rejoin(w)
}

/** Goes on with the verification of the session, which another page or the site's backend has begun. */
export function rejoin(w: Widget) {
  const { code = '', linkOpened = false } = w.saved
  w.screen = 'loading'
  act(
    w,
    'load',
    () => w.client.view(w.saved as Session),
    view => {
      const { screen } = w
      w.view = null
      Object.assign(w, { code, linkOpened })
      if (screen === 'contact') {
        apply(w, view)
        w.poll.go(25)
      } else enter(w, view)
    },
  )
}

/** Begins to show and to follow a verification. */
function enter(w: Widget, view: VerificationView) {
  w.waysOpen = false
  w.screen = 'loading'
  apply(w, view)
  if (running(w)) w.poll.go(25)
  if (view.channel === 'sms' && w.host.webotp !== 'off') readTextMessage(w)
}
