import { apply } from './apply.ts'
import { check, codeInput } from './code-entry.ts'
import { isEmail, looksLikeEmail } from './contact-kind.ts'
import { begin, send, start } from './flow.ts'
import type { Actions } from './model.ts'
import { platform } from './platform.ts'
import { restore } from './proof.ts'
import { sends } from './running.ts'
import { askContact, home, leave } from './screens.ts'
import { forget, save, unfinished } from './session.ts'
import { load } from './set-up.ts'
import { alert, blame, clearAlert, say, text } from './voice.ts'
import { changed, type Widget } from './widget.ts'

/** What the visitor does, as the views call it. */
export function createActions(w: Widget): Actions {
  const on: Actions = {
    choose(channel, now) {
      const { screen, typed } = w
      const view = w.saved.id ? w.view : null
      // WhatsApp needs no number: whoever writes becomes the contact.
      const fits =
        now && screen === 'contact' && channel !== 'whatsapp' && looksLikeEmail(typed) === isEmail(channel)
      if (view?.channel === channel) on.back()
      else if (view?.channels.includes(channel)) send(w, channel)
      else if (!w.busy) begin(w, channel, fits ? typed.trim() : '')
      changed(w)
    },

    resume() {
      restore(w, w.offered)
      w.host.moveFocus()
    },

    toggleWays() {
      w.waysOpen = !w.waysOpen
      changed(w)
    },

    toggleByHand() {
      w.byHandOpen = !w.byHandOpen
      changed(w)
    },

    back() {
      w.waysOpen = false
      clearAlert(w)
      home(w)
      w.screen = 'choose'
      if (w.view) apply(w, w.view)
      save(w)
      w.host.moveFocus()
      changed(w)
    },

    type(text) {
      w.typed = text
      // What was said of another contact, a start that may be tried again above all.
      clearAlert(w)
      w.saved.start = undefined
      const { countries, dialCodes } = w.site!
      const dialled = /^(?:\+|00)([\d ]+)/.exec(text)?.[1]?.replaceAll(' ', '')
      if (dialled)
        w.country = [w.country!, ...countries].find(c => dialled.startsWith(dialCodes[c]!)) ?? w.country
      save(w)
      changed(w)
    },

    pickCountry(country) {
      w.country = country
      on.type(w.typed)
    },

    submitContact() {
      const to = w.typed.trim()
      if (to) start(w, w.channel!, to)
      else blame(w, isEmail(w.channel) ? 'email_empty' : 'phone_empty')
    },

    linkPressed() {
      w.linkOpened = true
      save(w)
      say(w, 'say_waiting')
      w.schedule.set('link', 2_500, () => {
        // What is said already matters more: what came of the message, or of another way.
        if (w.screen !== 'whatsapp' || w.view!.state !== 'waiting' || w.alert) return
        w.byHandOpen = true
        alert(w, 'wa_not_opened', [{ act: 'by-hand' }])
        w.alert!.of = 'view'
      })
      changed(w)
    },

    async copy(what, element) {
      try {
        await platform.copy(element.textContent!)
        w.copied = what
        // Not with `say`: whoever comes back from WhatsApp wants to hear how far it is.
        w.host.announce(text(w, 'copied'))
      } catch {
        getSelection()!.selectAllChildren(element)
        alert(w, 'copy_refused', [])
      }
      changed(w)
    },

    codeInput: (text, typed) => codeInput(w, text, typed),
    check: () => check(w),
    resend: () => send(w),

    change() {
      const { screen, channel, mode } = w
      const again = mode === 'own' && (screen === 'contact' || sends(w))
      if (screen !== 'contact') {
        const before = unfinished(w)
        if (before) w.client.cancel(before)
        leave(w)
        forget(w)
        home(w)
      }
      if (again) askContact(w, channel!)
      if (mode === 'field') w.host.field()?.focus()
      else w.host.moveFocus()
      changed(w)
    },

    useSender: () => start(w, 'whatsapp'),
    startAgain: () => begin(w, w.channel!),

    retry() {
      if (w.screen !== 'unavailable') return w.again()
      w.host.moveFocus()
      load(w)
    },
  }
  return on
}
