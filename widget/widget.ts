import type { SiteView } from '../server/api.ts'
import type { Client, Problem } from './client.ts'
import type { Host, WidgetState } from './host.ts'
import type { Actions, Model, Screen } from './model.ts'
import { platform } from './platform.ts'
import type { Poll } from './poll.ts'
import { createSchedule, type Schedule } from './schedule.ts'
import type { Saved } from './session.ts'

/**
 * Everything that one widget remembers: what the views draw, and what stands behind it. The other files are
 * functions that take it as their first argument.
 */
export interface Widget extends Model {
  host: Host
  on: Actions
  /** Hears what happens to the page. */
  wake(e: { type: string }): void
  schedule: Schedule
  poll: Poll
  /** While the element is in the page; its signal ends what listens there. */
  here?: AbortController
  /** A new one for every load, so that an answer to an older load is recognized. */
  client: Client
  /** The server's own, which `site.texts` has with the page's words in them. */
  texts: SiteView['texts']
  /** Grows with whatever starts over (reset, change): answers to questions of an older one are dropped. */
  epoch: number
  state: WidgetState
  error: Problem | null
  /** What is done by a method of the page, not by the visitor, fires no events. */
  byPage: boolean
  /** The session, as it is or would be stored. */
  saved: Saved
  /** The session of the offer row, which nobody has taken yet. */
  offered: Saved
  /** What this visitor typed, in its display form. */
  declared?: string
  /** Repeats what failed last. */
  again(): void
  /** The value of the form field: `''` while there is none. */
  proof: string

  // Of one attempt only:

  /** What was said last. */
  spoken: string
  /** The sentence about the verification that was said last. */
  told?: string
  resendAt: number | null
  /** Refused codes: asking again would cost a check and change nothing. */
  wrong: Set<string>
  otp?: AbortController
  /** 0 until the first proof, of which the page is told. */
  proofEnds: number
  /** Proofs that could not be fetched in a row. */
  failures: number
  renewal: Promise<void> | null
}

/** What belongs to one attempt, as it is before it. */
const blank = (): Partial<Widget> => ({
  view: null,
  busy: null,
  asked: null,
  slow: false,
  fieldError: null,
  alert: null,
  offer: null,
  waysOpen: false,
  byHandOpen: false,
  linkOpened: false,
  copied: null,
  helpDue: false,
  severalCodes: false,
  lifeMinutes: 1,
  resendIn: null,
  code: '',
  renewing: false,
  cause: null,
  told: undefined,
  spoken: '',
  resendAt: null,
  wrong: new Set(),
  proofEnds: 0,
  failures: 0,
  renewal: null,
})

/** Before anything is loaded; `client` comes with the loading, the rest from the controller. */
export function createWidget(host: Host): Widget {
  const w = {
    ...blank(),
    host,
    schedule: createSchedule(() => !!w.here && platform.visible()),
    screen: 'loading',
    mode: 'own',
    phone: platform.phone(),
    site: null,
    channels: [],
    channel: null,
    contact: null,
    typed: '',
    country: null,
    verifiedAt: null,
    disabled: false,
    epoch: 0,
    state: 'loading',
    error: null,
    byPage: false,
    saved: {},
    offered: {},
    proof: '',
  } as unknown as Widget
  return w
}

/** Nothing of the attempt before is left. */
export function clearAttempt(w: Widget) {
  w.poll.stop()
  w.otp?.abort()
  Object.assign(w, blank())
  w.schedule.clear()
  w.host.announce('')
  w.host.announce('', true)
}

/** To be called after every change: draws, and tells of a new `state`. */
export function changed(w: Widget) {
  const previous = w.state
  w.state = stateOf(w)
  if (w.state !== previous) w.host.stateChanged(w.state, previous, w.byPage)
  w.host.requestUpdate()
}

const states: Record<Screen, WidgetState> = {
  loading: 'loading',
  choose: 'idle',
  contact: 'idle',
  whatsapp: 'waiting',
  code: 'waiting',
  press: 'waiting',
  confirmed: 'verified',
  'run-out': 'expired',
  ended: 'error',
  unavailable: 'error',
}

/** The `state` that belongs to what is drawn. */
export function stateOf({
  busy,
  screen,
  cause,
  proof,
}: Pick<Widget, 'busy' | 'screen' | 'cause' | 'proof'>): WidgetState {
  if (busy === 'check') return 'checking'
  if (busy === 'start' || busy === 'send') return 'sending'
  if (screen === 'confirmed' && !proof) return 'loading'
  return cause === 'expired' || cause === 'session_gone' ? 'expired' : states[screen]
}

export function setProof(w: Widget, proof: string) {
  if (proof === w.proof) return
  w.proof = proof
  w.host.valueChanged(w.byPage)
}

export function report(w: Widget, problem: Problem) {
  w.error = problem
  w.host.emit('error', { ...problem })
}
