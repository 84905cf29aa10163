import type { ChannelId, SiteView, StartRequest, VerificationView, WidgetTexts } from '../server/api.ts'
import { readCode } from '../server/read-code.ts'
import { type Client, createClient, type Problem, type Session } from './client.ts'
import { complain } from './complain.ts'
import type { Actions, Busy, Cause, Model, Screen, Way } from './model.ts'
import { platform } from './platform.ts'
import { backOffMs, createPoll } from './poll.ts'
import { createSchedule } from './schedule.ts'
import { kept, readSession, resumption, type Saved, writeSession } from './session.ts'
import { builtIn, clock, countryName, fill, latin, type Values } from './texts.ts'

/** What the page gave, and what the controller asks of the element around it. */
export interface Host {
  sitekey: string
  endpoint: string
  sessionNonce?: string | null
  name: string
  /** Id of the page's own field. */
  htmlFor?: string | null
  to?: string | null
  channels?: string | null
  country?: string | null
  action?: string | null
  webotp?: string | null
  /** What the site's backend has begun. */
  verification?: Session | null
  strings?: Partial<WidgetTexts> | null
  language(): string
  /** The page's field that `htmlFor` names. */
  field(): HTMLInputElement | null
  requestUpdate(): void
  /** After the next drawing: focus where the screen wants it. */
  moveFocus(): void
  /** The code was wrong: select it, so that the next digit replaces it. */
  selectCode(): void
  announce(text: string, assertive?: boolean): void
  /** @returns false when a listener of the page prevented it */
  emit(name: 'start' | 'verified' | 'expired' | 'error', detail: object): boolean
  /** The proof or its end changed. `byPage`: the page did it itself, so no event tells it. */
  valueChanged(byPage: boolean): void
  stateChanged(state: WidgetState, previous: WidgetState, byPage: boolean): void
}

/** The property `state`, and the custom states of the same names. */
export type WidgetState =
  | 'loading'
  | 'idle'
  | 'sending'
  | 'waiting'
  | 'checking'
  | 'verified'
  | 'expired'
  | 'error'

export type Controller = ReturnType<typeof createController>

/** After how many seconds the help block comes. */
const helpAfter: Partial<Record<ChannelId, number>> = { sms: 30, call_button: 45 }

/** What belongs to one attempt, as it is before it. */
const blank = () => ({
  view: null,
  busy: null,
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
  resendIn: null,
  code: '',
  renewing: false,
  cause: null,
})

/**
 * Decides everything that happens in the widget: holds the model that the views draw, does what the visitor
 * asks, talks to the server and remembers the session. It touches no DOM but the page's own field.
 *
 * What starts over (reset, change) begins a new epoch; answers to questions of an older one are dropped.
 */
export function createController(host: Host) {
  const m: Model = {
    ...blank(),
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
  }
  let site: SiteView | null = null
  let client: Client
  let connected = false
  let epoch = 0
  let loads = 0
  let state: WidgetState = 'loading'
  let error: Problem | null = null
  /** What is done by a method of the page, not by the visitor, fires no events. */
  let byPage = false
  /** The session, as it is or would be stored; `offered` is one that nobody has taken yet. */
  let saved: Saved = {}
  let offered: Saved = {}
  /** What this visitor typed, in its display form. */
  let declared: string | undefined
  let again: (() => void) | undefined
  let spoken: string
  /** The sentence about the verification that was said last. */
  let told: string | undefined
  /** Where the alert came from, when it goes away with its cause. */
  let alertOf: 'poll' | 'view' | null
  let alertEnds = 0
  let resendAt: number | null = null
  /** Refused codes: asking again would cost a check and change nothing. */
  const wrong = new Set<string | null>()
  let otp: AbortController | undefined

  let proof = ''
  let proofEnds = 0
  /** The server gives no more proofs. */
  let refused = false
  let failures = 0
  let renewal: Promise<void> | null = null
  /** The page knows of this confirmation. */
  let announced = false

  const schedule = createSchedule(() => connected && platform.visible())
  const session = () => saved as Saved & Session
  const nonce = () => host.sessionNonce || undefined
  // What was confirmed for one action must not be restored where another one is asked for.
  const storeName = () =>
    ['reachproof', host.endpoint, host.sitekey, host.name, ...(host.action ? [host.action] : [])].join(':')
  const running = () => m.screen === 'whatsapp' || m.screen === 'code'
  const codeLength = () => (m.view ?? site!).codeLength
  const secondsUntil = (at: number) => Math.max(0, Math.ceil((at - platform.now()) / 1_000))
  const isEmail = (channel: ChannelId | null) => channel === 'email'
  const looksLikeEmail = (contact?: string | null) => !!contact?.includes('@')
  const change: Way = { act: 'change' }
  const otherWays = (): Way[] =>
    m.channels.filter(c => c !== m.channel).map(channel => ({ act: 'channel', channel }))

  function changed() {
    const previous = state
    state = stateOf(m, proof)
    if (state !== previous) host.stateChanged(state, previous, byPage)
    host.requestUpdate()
  }

  function report(problem: Problem) {
    error = problem
    host.emit('error', { ...problem })
  }

  // --- words ---

  function text(key: keyof WidgetTexts, values?: Values): string {
    const { texts, language } = m.site!
    // Isolated, so that a number keeps its order inside a right-to-left sentence.
    return fill(texts[key], { contact: `\u2066${m.contact ?? m.typed}\u2069`, ...values }, language)
  }

  function say(key: keyof WidgetTexts, values?: Values) {
    spoken = text(key, values)
    host.announce(spoken)
  }

  /** Row F of the error table: under the field. */
  function blame(key: keyof WidgetTexts, values?: Values) {
    m.fieldError = text(key, values)
    host.announce(m.fieldError, true)
    changed()
  }

  function unblame() {
    m.fieldError = null
    host.announce('', true)
  }

  /** Row L: a line in the screen, gone after `seconds` where it speaks of a time. */
  function alert(key: keyof WidgetTexts, ways: Way[], values?: Values, seconds = 0) {
    const words = text(key, values)
    m.alert = { text: words, ways }
    if (words.includes('{time}')) m.alert.seconds = seconds
    alertOf = null
    alertEnds = seconds && platform.now() + seconds * 1_000
    // Said once: a countdown in a live region would be read every second.
    host.announce(words.replace('{time}', clock(seconds, m.site!.language)), true)
    count()
  }

  function clearAlert() {
    m.alert = alertOf = null
    alertEnds = 0
    unblame()
  }

  /** Counts down, a second at a time, as long as there is something to count. */
  function count() {
    if (alertEnds) {
      const left = secondsUntil(alertEnds)
      if (!left) clearAlert()
      else if (m.alert!.seconds) m.alert!.seconds = left
    }
    const before = m.resendIn
    m.resendIn = resendAt && secondsUntil(resendAt)
    if (before && m.resendIn === 0 && m.screen === 'code') say('say_resend')
    if (alertEnds || m.resendIn) schedule.set('count', 1_000, count)
    changed()
  }

  // --- the session ---

  function save() {
    for (const key of kept) saved[key] = m[key] as never
    saved.asking = m.screen === 'contact'
    saved.savedAt = platform.now()
    writeSession(storeName(), saved)
  }

  function forget() {
    saved = {}
    writeSession(storeName(), null)
  }

  // --- questions to the server ---

  /**
   * Asks for what the visitor wants, one thing at a time.
   *
   * @param done takes the answer
   * @param late takes an answer that nobody waits for any more
   */
  async function act<T>(
    busy: Busy,
    ask: () => Promise<T>,
    done: (answer: T) => void,
    late?: (answer: T) => void,
  ) {
    if (m.busy) return
    const mine = epoch
    m.busy = busy
    clearAlert()
    schedule.set('slow', 1_000, () => {
      m.slow = true
      changed()
    })
    changed()
    let answer: T | undefined
    let problem: Problem | undefined
    try {
      answer = await ask()
    } catch (thrown) {
      problem = thrown as Problem
    }
    if (mine !== epoch) {
      if (answer) late?.(answer)
      return
    }
    schedule.drop('slow')
    m.busy = null
    m.slow = false
    error = null
    if (problem) {
      again = () => act(busy, ask, done, late)
      fail(problem, busy)
    } else done(answer!)
    changed()
  }

  /** Every refusal: its text and its ways out. */
  function fail(problem: Problem, busy?: Busy) {
    const { code, checksLeft, state, retryAfterSeconds: seconds = 0 } = problem
    report(problem)
    if (code !== 'network') saved.start = undefined
    // After a reload nobody was waiting for what is gone.
    if (busy === 'load' && code === 'unauthorized') {
      forget()
      return home()
    }
    if (m.screen === 'loading') home()
    const country = m.country && countryName(m.country, m.site!.language)
    const others = otherWays()
    const invalid = isEmail(m.channel) ? 'email_invalid' : country ? 'phone_invalid' : 'phone_invalid_plain'
    switch (code) {
      case 'unauthorized':
        return end('session_gone')
      case 'closed':
        return end(state === 'locked' || state === 'expired' ? state : 'canceled')
      case 'wrong_code':
        if (!checksLeft) return end('locked')
        wrong.add(readCode(m.code, codeLength()))
        host.selectCode()
        return blame('code_wrong', { n: checksLeft })
      case 'no_code_yet':
        return blame(code)
      case 'already_used':
        // Another tab was faster.
        return act('check', () => client.view(session()), apply)
      case 'invalid_contact':
        // A site may want a number before WhatsApp too: then the field is simply asked for.
        if (m.mode === 'own' && m.screen !== 'contact') return ask(m.channel!)
        if (m.screen === 'contact' || m.screen === 'choose') return blame(invalid, { country })
        return alert(invalid, [change], { country })
      case 'unsupported_destination':
        return isEmail(m.channel) || !country
          ? alert('undeliverable', [...others, change])
          : alert('unsupported', [...others, change], { country })
      case 'try_later':
        if (busy === 'send') resendAt = platform.now() + seconds * 1_000
        if (seconds < 60 || busy === 'send')
          return alert(busy === 'send' ? 'send_wait' : 'wait_seconds', others, {}, seconds)
        return alert('wait_minutes', others, { n: Math.ceil(seconds / 60) }, seconds)
      case 'not_possible':
        resendAt = null
        return alert(isEmail(m.channel) ? 'no_more_email' : 'no_more_phone', [...others, change])
      case 'network':
        return alert('no_answer', [{ act: 'retry' }])
      case 'nonce_required':
      case 'origin_not_allowed':
      case 'not_found':
        return unavailable(code)
      default:
        alert('unavailable', [{ act: 'retry' }, ...others])
    }
  }

  // --- a verification ---

  /**
   * @param to the contact, as it was typed; without one the first WhatsApp sender becomes the contact
   * @param unanswered a start that an earlier page has not heard of
   */
  function start(channel: ChannelId, to?: string, unanswered?: Saved['start']) {
    if (m.busy || !(byPage || unanswered || host.emit('start', { channel }))) return
    const body: StartRequest = {
      sitekey: host.sitekey,
      channel,
      to,
      country: (to && !isEmail(channel) && m.country) || undefined,
      nonce: nonce(),
      language: site!.language,
      action: host.action || undefined,
    }
    const request = unanswered ?? { key: platform.key(), body }
    const field = m.mode === 'field' ? host.field()?.value : undefined
    const before = saved.id && !saved.verifiedAt && session()
    m.channel = channel
    // Before the answer: a reload then asks for the same verification again, not for a second message.
    saved.start = request
    save()
    act(
      'start',
      () => client.start(request.body, request.key),
      started => {
        if (before) client.cancel(before)
        const { id, secret, contact } = started
        declared = contact?.display
        saved = { id, secret, contact: declared, field }
        begun()
        enter(started)
      },
      client.cancel,
    )
  }

  /** Nothing of the attempt before is left. */
  function begun() {
    Object.assign(m, blank())
    schedule.clear()
    wrong.clear()
    told = undefined
    announced = refused = false
    resendAt = renewal = null
    failures = 0
    otp?.abort()
    clearAlert()
  }

  /** Begins to show and to follow a verification. */
  function enter(view: VerificationView) {
    m.waysOpen = false
    m.screen = 'loading'
    apply(view)
    if (running()) poll.go(25)
    if (view.channel === 'sms' && host.webotp !== 'off') {
      otp = new AbortController()
      platform.otp(otp.signal).then(
        code => on.codeInput(code, false),
        () => {},
      )
    }
    host.moveFocus()
  }

  /** Takes a view of the running verification. @returns whether it was news */
  function apply(view: VerificationView): boolean {
    const last = m.view
    const { state, channel, delivery, notice } = view
    if (last && view.revision < last.revision) return false
    m.view = view
    saved.masked = view.to
    m.contact = declared ?? view.to
    if (state === 'verified') confirmed(view)
    else if (state !== 'waiting' && state !== 'pending') end(state)
    else {
      // S2 may lie over a running verification, until another one has begun.
      if (m.screen !== 'contact') {
        m.channel = channel
        m.screen = channel === 'whatsapp' ? 'whatsapp' : 'code'
      }
      const lifeMs = Math.max(1, view.expiresInSeconds) * 1_000
      // The server decides whether it is over.
      schedule.set('end', lifeMs, () => poll.go(0))
      if (state !== last?.state || channel !== last.channel) {
        if (lifeMs > 60_000) schedule.set('minute', lifeMs - 60_000, () => say('say_minute'))
        awaitHelp()
      }
      resendAt = view.resendInSeconds === null ? null : platform.now() + view.resendInSeconds * 1_000
      const wa = channel === 'whatsapp'
      const words =
        state === 'waiting' ? wa && 'say_ready' : wa ? 'say_received' : delivery === 'sent' && 'say_sent'
      if (words && words !== told) say(words)
      told = words || undefined
      if (view.revision !== last?.revision) {
        const ways = [...otherWays(), change]
        if (delivery === 'failed' && wa) alert('wa_answer_failed', [{ act: 'open-whatsapp' }, ...otherWays()])
        else if (notice === 'other_number')
          alert(notice, [
            ...otherWays().filter(w => 'channel' in w && w.channel === 'sms'),
            { act: 'use-sender' },
            change,
          ])
        else if (notice === 'number_hidden') alert(notice, ways)
        else if (notice || delivery === 'failed') alert('undeliverable', ways)
        else if (alertOf === 'view') clearAlert()
        if (notice || delivery === 'failed') alertOf = 'view'
      }
      save()
      count()
    }
    return view.revision !== last?.revision
  }

  function awaitHelp() {
    m.helpDue = false
    schedule.set('help', (helpAfter[m.view!.channel] ?? 60) * 1_000, () => {
      m.helpDue = true
      say('say_nothing_yet')
      changed()
    })
  }

  /** S7. */
  function end(cause: Cause) {
    poll.stop()
    forget()
    setProof('')
    // Under S2 something ends unseen: whoever types there is not disturbed.
    if (m.screen === 'contact') {
      m.view = null
      return save()
    }
    begun()
    m.screen = 'ended'
    m.cause = cause
    say(cause as 'locked', { n: 15 })
  }

  /** Leaves everything that was going on. */
  function leave() {
    epoch++
    poll.stop()
    begun()
    declared = undefined
  }

  /** S1; or S2, where there is nothing to choose. */
  function home() {
    const [only, other] = m.channels
    m.channel = null
    m.contact = host.to || null
    m.screen = 'choose'
    if (m.mode === 'own' && only && !other && only !== 'whatsapp') {
      m.channel = only
      m.screen = 'contact'
    }
  }

  /** S2. */
  function ask(channel: ChannelId) {
    if (m.typed && looksLikeEmail(m.typed) !== isEmail(channel)) m.typed = ''
    clearAlert()
    Object.assign(m, { channel, screen: 'contact', waysOpen: false })
    save()
    host.moveFocus()
  }

  /** From a channel to a start, by way of S2 where a contact is missing. */
  function begin(channel: ChannelId, to?: string) {
    const field = m.mode === 'field' ? host.field() : null
    to ||= host.to || field?.value.trim()
    // What was typed here before is taken for a channel that can reach it.
    if (!to && m.mode === 'own' && declared && looksLikeEmail(declared) === isEmail(channel)) to = declared
    if (to || channel === 'whatsapp') return start(channel, to || undefined)
    if (m.mode === 'own') return ask(channel)
    blame('field_empty', { label: field?.labels?.[0]?.textContent?.trim() || host.htmlFor })
    field?.focus()
  }

  function send(channel?: ChannelId) {
    const key = platform.key()
    act(
      channel ? 'start' : 'send',
      () => client.send(session(), channel, key),
      view => {
        m.severalCodes = m.view!.state === 'pending'
        wrong.clear()
        if (channel) {
          m.code = ''
          enter(view)
        } else {
          apply(view)
          awaitHelp()
        }
      },
    )
  }

  // --- the proof ---

  function setProof(value: string, seconds = 0) {
    if (value) {
      refused = m.renewing = false
      failures = 0
      proofEnds = platform.now() + seconds * 1_000
      schedule.set('renew', Math.max(seconds - 60, seconds / 2) * 1_000, renew)
      schedule.set('end', seconds * 1_000, () => {
        setProof('')
        if (refused) runOut()
        else m.renewing = true
        changed()
      })
    }
    if (value === proof) return
    proof = value
    host.valueChanged(byPage)
  }

  function gotProof(view: VerificationView) {
    setProof(view.proof!, view.proofExpiresInSeconds)
    changed()
    if (announced) return
    announced = true
    host.emit('verified', controller.detail())
  }

  /** S6. */
  function confirmed(view: VerificationView) {
    poll.stop()
    begun()
    m.screen = 'confirmed'
    saved.verifiedAt ??= platform.now()
    save()
    say('done')
    if (view.proof) gotProof(view)
    else renew()
  }

  /** Goes on with a confirmation of an earlier page, by fetching a proof for it. */
  function restore(found: Saved) {
    saved = found
    declared = found.contact
    m.offer = null
    m.channel = found.channel!
    m.contact = declared ?? found.masked!
    m.screen = 'confirmed'
    renew()
    changed()
  }

  /** A fresh proof for the same contact and the page's current nonce; nothing is sent. Rejects when refused. */
  function renew(): Promise<void> {
    if (m.screen !== 'confirmed') return Promise.reject({ code: 'unauthorized' } satisfies Problem)
    if (renewal) return renewal
    const mine = epoch
    m.renewing = true
    const asked = client.proof(session(), nonce()).then(
      view => {
        if (mine !== epoch) return
        renewal = null
        gotProof(view)
      },
      (problem: Problem) => {
        if (mine === epoch) {
          const { code } = problem
          renewal = null
          error = problem
          if (/network|unavailable|internal/.test(code)) schedule.set('renew', backOffMs(failures++), renew)
          else if (code === 'closed' && problem.state === 'canceled') end('canceled')
          // Until its end the old proof is still good, unless the session itself is gone.
          else if (!proof || /unauthorized|closed/.test(code)) runOut()
          else refused = true
          changed()
        }
        throw problem
      },
    )
    renewal = asked
    // Whoever called `refresh` hears of it; otherwise the screen says it.
    asked.catch(() => {})
    return asked
  }

  /** S6x: confirmed, but too long ago. */
  function runOut() {
    m.verifiedAt = new Intl.DateTimeFormat(latin(m.site!.language), { timeStyle: 'short' }).format(
      saved.verifiedAt,
    )
    forget()
    setProof('')
    begun()
    m.screen = 'run-out'
    say('run_out', { time: m.verifiedAt })
    host.emit('expired', {})
  }

  // --- the beginning ---

  /**
   * Fetches the configuration.
   *
   * @param anew false when only the language has changed
   */
  async function load(anew = true) {
    const mine = ++loads
    client = createClient(host.endpoint)
    if (anew) {
      leave()
      setProof('')
      saved = {}
      m.site = site = null
      m.screen = 'loading'
      changed()
    }
    // A fetch does not say why it failed; the page's policy does.
    let blocked: boolean | undefined
    const { origin } = new URL(host.endpoint, location.href)
    const onViolation = (e: SecurityPolicyViolationEvent) => {
      blocked ||= e.effectiveDirective === 'connect-src' && e.blockedURI.startsWith(origin)
    }
    document.addEventListener('securitypolicyviolation', onViolation)
    try {
      const answer = await client.site(host.sitekey, host.language())
      if (mine !== loads) return
      site = answer
      configure()
      if (anew) resume()
    } catch (problem) {
      // The violation may be told after the failure.
      await new Promise<void>(done => platform.setTimeout(done, 50))
      if (mine !== loads || site) return
      report(problem as Problem)
      unavailable(blocked ? 'csp' : error!.code, origin)
    } finally {
      document.removeEventListener('securitypolicyviolation', onViolation)
      changed()
    }
  }

  /** S8, and on the console what the page's owner can do about it. */
  function unavailable(code: string, origin?: string) {
    const cure = {
      origin_not_allowed: `add "${location.origin}" to "origins" of ${host.sitekey}`,
      not_found: `the server at ${host.endpoint || location.origin} has no site "${host.sitekey}"`,
      nonce_required: 'this site needs session-nonce',
      csp: `add to the Content-Security-Policy of this page: script-src ${origin}; connect-src ${origin}`,
    }[code]
    if (cure) complain(cure)
    leave()
    m.screen = 'unavailable'
    m.cause = cure ? 'not_available' : 'not_loaded'
  }

  /** What follows from the attributes and the configuration. */
  function configure() {
    if (!site) return
    const { countries, channels, texts, country } = site
    m.mode = host.to ? 'fixed' : host.htmlFor ? 'field' : 'own'
    m.site = { ...site, texts: { ...texts, ...host.strings } }
    const email = host.to ? looksLikeEmail(host.to) : host.htmlFor && host.field()?.type === 'email'
    const possible = channels.flatMap(c => (m.mode === 'own' || isEmail(c.id) === !!email ? c.id : []))
    m.channels =
      (host.channels?.split(' ') as ChannelId[] | undefined)?.filter(c => possible.includes(c)) ?? possible
    m.country =
      [m.country, host.country?.toUpperCase(), country, platform.region(), countries[0]].find(
        c => c && countries.includes(c),
      ) ?? null
    if (m.screen === 'choose') home()
  }

  /** What an earlier page left in this tab. */
  function resume() {
    home()
    if (site!.requireNonce && !nonce()) return fail({ code: 'nonce_required' })
    if (host.verification) return controller.adopt(host.verification)
    const found = readSession(storeName())
    const how = found && resumption(found, platform.arrival(), platform.now())
    if (!found || !how) return
    if (how === 'offer') return offer(found)
    if (found.verifiedAt) return restore(found)
    saved = found
    declared = found.contact
    for (const key of kept) m[key] = found[key] as never
    if (found.id) adopt(found)
    else if (found.start) start(found.channel!, undefined, found.start)
    if (found.asking) m.screen = 'contact'
  }

  function offer(found: Saved) {
    offered = found
    m.offer = found.masked!
  }

  /** Goes on with a verification that was begun before a reload, or by the site's backend. */
  function adopt({ code = '', linkOpened = false }: Saved) {
    m.screen = 'loading'
    act(
      'load',
      () => client.view(session()),
      view => {
        const { screen } = m
        m.view = null
        Object.assign(m, { code, linkOpened })
        if (screen === 'contact') {
          apply(view)
          poll.go(25)
        } else enter(view)
      },
    )
  }

  const poll = createPoll(
    schedule,
    (waitSeconds, aborter) => client.view(session(), waitSeconds, m.view!.revision, aborter),
    view => {
      if (alertOf === 'poll') clearAlert()
      const news = apply(view)
      changed()
      return news
    },
    (problem, times) => {
      if (/unauthorized|closed/.test(problem.code)) fail(problem)
      else if (times === 3 && problem.code !== 'try_later') {
        report(problem)
        alert(problem.code === 'network' ? 'offline' : 'unavailable', [])
        alertOf = 'poll'
      }
      changed()
    },
  )

  // --- what the visitor does ---

  const on: Actions = {
    choose(channel) {
      const view = saved.id ? m.view : null
      if (view?.channel === channel) on.back()
      else if (view?.channels.includes(channel)) send(channel)
      else if (!m.busy) begin(channel)
      changed()
    },

    resume() {
      restore(offered)
      host.moveFocus()
    },

    toggleWays() {
      m.waysOpen = !m.waysOpen
      changed()
    },

    toggleByHand() {
      m.byHandOpen = !m.byHandOpen
      changed()
    },

    back() {
      m.waysOpen = false
      clearAlert()
      home()
      m.screen = 'choose'
      if (m.view) apply(m.view)
      save()
      host.moveFocus()
      changed()
    },

    type(text) {
      m.typed = text
      unblame()
      const { countries, dialCodes } = site!
      const dialled = /^(?:\+|00)([\d ]+)/.exec(text)?.[1]?.replaceAll(' ', '')
      if (dialled)
        m.country = [m.country!, ...countries].find(c => dialled.startsWith(dialCodes[c]!)) ?? m.country
      save()
      changed()
    },

    pickCountry(country) {
      m.country = country
      on.type(m.typed)
    },

    submitContact() {
      const to = m.typed.trim()
      if (to) start(m.channel!, to)
      else blame(isEmail(m.channel) ? 'email_empty' : 'phone_empty')
    },

    linkPressed() {
      m.linkOpened = true
      save()
      say('say_waiting')
      schedule.set('link', 2_500, () => {
        if (m.view?.state !== 'waiting') return
        m.byHandOpen = true
        alert('wa_not_opened', [{ act: 'by-hand' }])
        alertOf = 'view'
      })
      changed()
    },

    async copy(what, element) {
      try {
        await platform.copy(element.textContent!)
        m.copied = what
      } catch {
        getSelection()!.selectAllChildren(element)
        alert('copy_refused', [])
      }
      changed()
    },

    codeInput(text, typed) {
      const code = readCode(text, codeLength())
      m.code = code ?? text
      unblame()
      save()
      changed()
      schedule.drop('check')
      // Typed ones wait a little, the first time; then, and where no length is known, for *Confirm*.
      if (!code || (typed && (wrong.size || !codeLength()))) return
      if (typed) schedule.set('check', 250, on.check)
      else on.check()
    },

    check() {
      schedule.drop('check')
      const n = codeLength()
      const code = readCode(m.code, n)
      if (!code) blame(n ? 'code_length' : 'code_digits', { n })
      else if (wrong.has(code)) {
        blame('code_again')
        host.selectCode()
      } else act('check', () => client.check(session(), code, nonce()), apply)
    },

    resend: () => send(),

    change() {
      const { screen, channel, mode } = m
      if (running()) client.cancel(session())
      leave()
      forget()
      setProof('')
      home()
      if (mode === 'own' && screen === 'code') ask(channel!)
      if (mode === 'field') host.field()?.focus()
      else host.moveFocus()
      changed()
    },

    useSender: () => start('whatsapp'),

    startAgain: () => begin(m.channel!),

    retry() {
      if (m.screen !== 'unavailable') return again!()
      host.moveFocus()
      load()
    },
  }

  /** The page is seen again, or no longer; the network is back; somebody turned to the form. */
  function wake({ type }: { type: string }) {
    const visible = platform.visible()
    if (!visible) schedule.drop('link')
    // A focus says nothing about the network.
    if (saved.id && !saved.verifiedAt && m.view && type !== 'focusin') poll.go(0)
    if (visible && running() && type === 'visibilitychange') host.announce(spoken)
    schedule.run()
    count()
  }

  const events: [EventTarget, string][] = globalThis.document
    ? [
        [document, 'visibilitychange'],
        [window, 'pageshow'],
        [window, 'online'],
      ]
    : []

  const controller = {
    model: m,
    actions: on,
    load,
    configure,
    renew,
    wake,

    get proof() {
      return proof
    },
    get error() {
      return error
    },
    get state() {
      return state
    },
    get maskedTo() {
      return saved.masked ?? null
    },
    detail: () => ({ proof, channel: m.channel!, expiresAt: new Date(proofEnds) }),

    /** Why the form cannot be sent, in the visitor's language. */
    validationMessage(): string {
      if (!m.site) return builtIn.not_loaded
      const required = m.channels.every(isEmail) ? 'form_required_email' : 'form_required'
      return text(m.screen === 'confirmed' ? 'form_moment' : required)
    },

    /** Begins for the page, which answers for the tap that it takes. */
    begin(channel: ChannelId, to?: string) {
      byPage = true
      begin(channel, to)
      byPage = false
    },

    /** Takes over what the site's backend has begun. */
    adopt(at: Session) {
      if (!site) return
      leave()
      saved = { ...at }
      adopt(saved)
    },

    /** Back to the beginning. @param byForm a confirmed contact is then offered again */
    reset(byForm = false) {
      const was = saved
      byPage = true
      if (was.id && !was.verifiedAt) client.cancel(session())
      leave()
      if (byForm && was.verifiedAt) saved = {}
      else forget()
      setProof('')
      m.typed = ''
      if (site) {
        home()
        if (byForm && was.verifiedAt) offer(was)
        changed()
      }
      byPage = false
    },

    /** The form around the widget is being sent: its answer may be this page again. */
    submitted() {
      saved.submittedAt = platform.now()
      if (saved.id) save()
    },

    /** Somebody types in the page's field: what was confirmed is no longer what stands there. */
    fieldChanged(value: string) {
      unblame()
      if (saved.field && saved.field !== value) on.change()
      changed()
    },

    hostConnected() {
      connected = true
      for (const [target, type] of events) target.addEventListener(type, wake as EventListener)
      if (site) wake({ type: '' })
    },

    hostDisconnected() {
      connected = false
      for (const [target, type] of events) target.removeEventListener(type, wake as EventListener)
      poll.stop()
      otp?.abort()
      schedule.run()
    },
  }
  return controller
}

const states: Record<Screen, WidgetState> = {
  loading: 'loading',
  choose: 'idle',
  contact: 'idle',
  whatsapp: 'waiting',
  code: 'waiting',
  confirmed: 'verified',
  'run-out': 'expired',
  ended: 'error',
  unavailable: 'error',
}

function stateOf({ busy, screen, cause }: Model, proof: string): WidgetState {
  if (busy === 'check') return 'checking'
  if (busy === 'start' || busy === 'send') return 'sending'
  if (screen === 'confirmed' && !proof) return 'loading'
  return cause === 'expired' || cause === 'session_gone' ? 'expired' : states[screen]
}
