import { readCode } from '../server/read-code.ts'
import { act } from './act.ts'
import { apply } from './apply.ts'
import type { Problem, Session } from './client.ts'
import { platform } from './platform.ts'
import { codeLength } from './refusals.ts'
import { nonce, save } from './session.ts'
import { blame, unblame } from './voice.ts'
import { changed, type Widget } from './widget.ts'

/** @param typed one digit at a time, not pasted or filled in */
export function codeInput(w: Widget, text: string, typed: boolean) {
  const length = codeLength(w)
  const code = readCode(text, length)
  w.code = code ?? text
  unblame(w)
  save(w)
  changed(w)
  w.schedule.drop('check')
  // Typed ones wait a little, the first time; then, and where no length is known, for *Confirm*.
  if (!code || (typed && (w.wrong.size || !length))) return
  if (typed) w.schedule.set('check', 250, () => check(w))
  else check(w)
}

export function check(w: Widget) {
  w.schedule.drop('check')
  const n = codeLength(w)
  const code = readCode(w.code, n)
  if (!code) return blame(w, n ? 'code_length' : 'code_digits', { n })
  if (w.wrong.has(code)) {
    blame(w, 'code_again')
    return w.host.selectCode()
  }
  // What is under way comes first. It may empty the field, or refuse this very code.
  if (w.busy) return w.schedule.set('check', 250, () => w.code && !w.wrong.has(code) && check(w))
  const { wrong } = w
  // Another tab may have been faster: then it is as good as checked here.
  const unlessUsed = (problem: Problem) => {
    // The field may hold another one by now, which the browser has read in a message.
    if (problem.code === 'wrong_code') wrong.add(code)
    if (problem.code !== 'already_used') throw problem
    return w.client.view(w.saved as Session)
  }
  act(
    w,
    'check',
    () => w.client.post(w.saved as Session, 'check', { code, nonce: nonce(w) }).catch(unlessUsed),
    view => apply(w, view),
  )
}

/** Lets the browser fill in the code of a text message, where it can. */
export function readTextMessage(w: Widget) {
  w.otp?.abort()
  w.otp = new AbortController()
  platform.otp(w.otp.signal).then(
    code => codeInput(w, code, false),
    () => {},
  )
}
