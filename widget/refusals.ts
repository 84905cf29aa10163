import type { Problem } from './client.ts'
import { complain } from './complain.ts'
import { isCall, isEmail } from './contact-kind.ts'
import type { Busy, Way } from './model.ts'
import { platform } from './platform.ts'
import { askContact, end, home, otherWays, unavailable } from './screens.ts'
import { forget, save } from './session.ts'
import { countryName } from './texts.ts'
import { alert, blame } from './voice.ts'
import { report, type Widget } from './widget.ts'

export const change: Way = { act: 'change' }

/** How many digits the code has; null where a provider made it. */
export const codeLength = ({ view, site }: Widget): number | null => (view ?? site!).codeLength

/**
 * Every refusal of the server: its text and its ways out, as the error table of the screens has them.
 *
 * @param busy what was asked; nothing when only the poll did
 */
export function refuse(w: Widget, problem: Problem, busy?: Busy) {
  const {
    code,
    checksLeft,
    state,
    landline,
    country: of = w.country,
    retryAfterSeconds: seconds = 0,
  } = problem
  report(w, problem)
  // Only what had no answer may be asked again after a reload.
  if (code !== 'network' && w.saved.start) {
    w.saved.start = undefined
    save(w)
  }
  // After a reload nobody was waiting for what is gone.
  if (busy === 'load' && code === 'unauthorized') {
    forget(w)
    return home(w)
  }
  if (w.screen === 'loading') home(w)
  const channel = w.asked ?? w.channel
  const email = isEmail(channel)
  const country = of && countryName(of, w.site!.language)
  const others = otherWays(w)
  switch (code) {
    case 'unauthorized':
      return end(w, 'session_gone')
    case 'closed':
      return end(w, state === 'locked' || state === 'expired' ? state : 'canceled')
    case 'wrong_code':
      if (!checksLeft) return end(w, 'locked')
      w.host.selectCode()
      return blame(w, 'code_wrong', { n: checksLeft })
    case 'no_code_yet':
      return blame(w, channel === 'whatsapp' ? code : isCall(channel) ? 'no_call_yet' : 'one_moment')
    case 'invalid_contact': {
      // A site may want a number before WhatsApp too: then the field is simply asked for.
      if (w.mode === 'own' && (w.screen !== 'contact' || channel !== w.channel))
        return askContact(w, channel!)
      const invalid = email ? 'email_invalid' : country ? 'phone_invalid' : 'phone_invalid_plain'
      if (w.screen === 'contact' || w.screen === 'choose') return blame(w, invalid, { country })
      return alert(w, invalid, [change], { country })
    }
    case 'unsupported_destination': {
      const call = others.find(way => isCall(way.channel))
      if (landline && call) return alert(w, 'landline', [{ ...call, words: 'call_send' }, change])
      const unsupported =
        `unsupported${channel === 'sms' ? '_text' : isCall(channel) ? '_call' : ''}` as const
      return alert(w, email || !country ? 'undeliverable' : unsupported, [...others, change], { country })
    }
    case 'try_later':
      if (busy === 'send') {
        w.resendAt = platform.now() + seconds * 1_000
        return alert(w, isCall(channel) ? 'wait_seconds' : 'send_wait', others, {}, seconds)
      }
      if (seconds < 60) return alert(w, 'wait_seconds', others, {}, seconds)
      return alert(w, 'wait_minutes', others, { n: Math.ceil(seconds / 60) }, seconds)
    case 'not_possible':
      w.resendAt = null
      return alert(w, email ? 'no_more_email' : isCall(channel) ? 'no_more_calls' : 'no_more_phone', [
        ...others,
        change,
      ])
    case 'network':
      return alert(w, 'no_answer', [{ act: 'retry' }])
    case 'nonce_required':
    case 'origin_not_allowed':
    case 'not_found':
      return unavailable(w, code)
    default:
      // A nonce or an action that is none: the server names it.
      if (code === 'bad_request') complain(problem.detail as string)
      alert(w, 'unavailable', [{ act: 'retry' }, ...others])
  }
}
