import type { ReactiveController } from 'lit'
import type { ChannelId, SiteView, StartRequest, VerificationView, WidgetTexts } from '../server/api.ts'
import { readCode } from '../server/read-code.ts'
import { type Client, createClient, type Problem, type Session } from './client.ts'
import type { Actions, Alert, Cause, Model, Way } from './model.ts'
import { platform } from './platform.ts'
import { createPoll } from './poll.ts'
import { readSession, resumption, type Saved, writeSession } from './session.ts'
import { builtIn, clock, countryName, fill, type Values } from './texts.ts'

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

/** After how many seconds without anything the help block comes. */
const helpAfter: Record<ChannelId, number> = {
  whatsapp: 60,
  sms: 30,
  call_code: 60,
  call_button: 45,
  email: 60,
}

/** Mistakes of the page's set-up are said once, however many widgets and tries there are. */
const complaints = new Set<string>()

/**
 * Decides everything that happens in the widget: holds the model that the views draw, does what the visitor
 * asks, talks to the server and remembers the session. It touches no DOM but the page's own field.
 *
 * Every answer belongs to the epoch in which it was asked for. What starts over (reset, change) begins a new
 * epoch, and answers of an older one are dropped.
 */
export function createController(host: Host) {
  const m: Model = {
    screen: 'loading',
    mode: 'own',
    phone: platform.phone(),
    site: null,
    channels: [],
    channel: null,
    view: null,
    contact: null,
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
    typed: '',
    country: null,
    renewing: false,
    verifiedAt: null,
    cause: null,
    disabled: false,
  }
  let epoch = 0
  let connected = false
  let client: Client
  let site: SiteView | null = null
  let saved: Saved = {}
  let state: WidgetState = 'loading'
  let byPage = false
  let error: Problem | null = null
  let again: (() => void) | undefined

  let proof = ''
  let proofEndsAt = 0
  let renewAt = Infinity
  let refused = false
  let failures = 0
  let renewal: Promise<void> | undefined
  /** The page was told of this verification. */
  let told = false

  // Moments on this device's clock; Infinity when nothing is due.
  let resendAt = Infinity
  let expiresAt = Infinity
  let minuteAt = Infinity
  let helpAt = Infinity
  let alertUntil = Infinity
  let ticker: unknown
  let autoCheck: unknown
  let linkTimer: unknown
  let otp: AbortController | undefined

  /** What this visitor typed; the server may know no more than a mask of it after a reload. */
  let declared: string | undefined
  /** A session that is offered, but not taken yet. */
  let offered: Saved = {}
  let spoken = ''
  let loads = 0
  /** After the first refusal a typed code waits for *Confirm*. */
  let typedCodeRefused = false
  /** Codes that were refused: asking again costs a check and changes nothing. */
  const wrong = new Set<string>()
  let alertOf: 'poll' | 'view' | null = null

  const session = () => (saved.id ? (saved as Saved & Session) : null)
  const nonce = () => host.sessionNonce || undefined
  const seconds = (until: number) => Math.max(0, Math.ceil((until - platform.now()) / 1_000))
  const storeName = () => `reachproof:${host.endpoint}:${host.sitekey}:${host.name}`
  const running = () => m.screen === 'whatsapp' || m.screen === 'code'
  const codeLength = () => (m.view ? m.view.codeLength : site!.codeLength)
  const isEmail = (channel: ChannelId | null | undefined) => channel === 'email'

  // --- saying things ---

  function text(key: keyof WidgetTexts, values: Values = {}): string {
    // Isolated, so that a number keeps its order inside a right-to-left sentence.
    const contact = m.contact && `\u2066${m.contact}\u2069`
    return m.site ? fill(m.site.texts[key], { contact, ...values }, m.site.language) : ''
  }

  function say(key: keyof WidgetTexts, values?: Values) {
    spoken = text(key, values)
    host.announce(spoken)
  }

  function setFieldError(key: keyof WidgetTexts, values?: Values) {
    m.fieldError = text(key, values)
    host.announce(m.fieldError, true)
  }

  function setAlert(key: keyof WidgetTexts, ways: Way[] = [], values?: Values, waitSeconds?: number) {
    const alert: Alert = { text: text(key, values), ways }
    alertUntil = Infinity
    if (waitSeconds) {
      alertUntil = platform.now() + waitSeconds * 1_000
      if (alert.text.includes('{time}')) alert.seconds = waitSeconds
    }
    m.alert = alert
    alertOf = null
    // Said once: a countdown in a live region would be read every second.
    host.announce(
      fill(alert.text, { time: clock(waitSeconds ?? 0, m.site!.language) }, m.site!.language),
      true,
    )
  }

  function clearAlert() {
    m.alert = alertOf = null
    alertUntil = Infinity
    host.announce('', true)
  }

  const others = (): Way[] =>
    m.channels.filter(c => c !== m.channel).map(channel => ({ act: 'channel', channel }))
  const change: Way = { act: 'change' }

  function changed() {
    const next = stateOf(m, proof)
    const previous = state
    state = next
    if (next !== previous) host.stateChanged(next, previous, byPage)
    host.requestUpdate()
  }

  /** What was done by a method of the page, not by the visitor, fires no events. */
  function quietly(job: () => void) {
    byPage = true
    job()
    byPage = false
  }

  function report(problem: Problem) {
    error = problem
    host.emit('error', { ...problem })
  }

  function complain(cure: string) {
    if (complaints.has(cure)) return
    complaints.add(cure)
    console.error(`reach-proof: ${cure}`)
  }

  // --- the session in storage ---

  function save() {
    saved.typed = m.typed
    saved.country = m.country
    saved.code = m.code
    saved.linkOpened = m.linkOpened
    saved.asking = m.screen === 'contact'
    if (saved.asking) saved.channel = m.channel!
    saved.savedAt = platform.now()
    writeSession(storeName(), saved)
  }

  function forget() {
    saved = {}
    writeSession(storeName(), null)
  }

  // --- time ---

  /** Brings everything that depends on the clock up to date, and sleeps until the next moment that matters. */
  function tick() {
    platform.clearTimeout(ticker)
    if (!connected) return
    const now = platform.now()
    const due = (at: number) => now >= at
    if (m.resendIn && due(resendAt) && m.screen === 'code') say('say_resend')
    m.resendIn = resendAt === Infinity ? null : seconds(resendAt)
    if (m.alert?.seconds !== undefined) m.alert.seconds = seconds(alertUntil)
    if (due(alertUntil)) clearAlert()
    if (due(helpAt)) {
      helpAt = Infinity
      m.helpDue = true
      if (running()) say('say_nothing_yet')
    }
    if (running()) {
      if (due(minuteAt)) {
        minuteAt = Infinity
        say('say_minute')
      }
      // The server decides whether it is over.
      if (due(expiresAt)) {
        expiresAt = Infinity
        poll.wake()
      }
    }
    if (m.screen === 'confirmed') {
      if (proof && due(proofEndsAt)) {
        setProof('')
        if (refused) runOut()
      }
      if (due(renewAt) && platform.visible()) renew()
    }
    const counting = m.resendIn || m.alert?.seconds
    const moments = [alertUntil, helpAt]
    if (running()) moments.push(minuteAt, expiresAt)
    if (m.screen === 'confirmed') {
      if (proof) moments.push(proofEndsAt)
      if (platform.visible() && !renewal) moments.push(renewAt)
    }
    const next = Math.min(counting ? now + 1_000 : Infinity, ...moments)
    if (next < Infinity) ticker = platform.setTimeout(tick, Math.max(next - now, 20))
    changed()
  }
  // --- actions on the server ---

  /** An answer that belongs to an older epoch: nobody waits for it any more. */
  const stale = Symbol()

  /**
   * Runs what the visitor asked for, one at a time, with everything that an answer's absence needs.
   *
   * @param job gets a function that gives an answer, or throws when it came too late to matter
   */
  async function act(busy: Model['busy'], job: (fresh: Fresh) => Promise<void>) {
    if (m.busy) return
    const mine = epoch
    const fresh: Fresh = async (answer, late) => {
      const value = await answer
      if (mine === epoch) return value
      late?.(value)
      throw stale
    }
    m.busy = busy
    m.fieldError = null
    clearAlert()
    const slow = platform.setTimeout(() => {
      if (mine !== epoch) return
      m.slow = true
      say('one_moment')
      changed()
    }, 1_000)
    changed()
    let problem: unknown
    try {
      await job(fresh)
      error = null
    } catch (thrown) {
      problem = thrown
    }
    platform.clearTimeout(slow)
    if (mine !== epoch) return
    m.busy = null
    m.slow = false
    if (problem) {
      again = () => act(busy, job)
      fail(problem as Problem, busy)
    }
    tick()
  }

  /** Every refusal that is not an answer to a code: its text and its ways out. */
  function fail(problem: Problem, busy: Model['busy']) {
    const { code, retryAfterSeconds = 1 } = problem
    report(problem)
    const country = m.country && m.site && countryName(m.country, m.site.language)
    if (code === 'unauthorized') end('session_gone')
    else if (code === 'closed')
      end(problem.state === 'locked' || problem.state === 'expired' ? problem.state : 'canceled')
    else if (/^(origin_not_allowed|not_found|nonce_required)$/.test(code)) notAvailable(code)
    else if (code === 'network') setAlert('no_answer', [{ act: 'retry' }])
    else if (code === 'invalid_contact') {
      if (m.mode === 'own' && m.screen !== 'contact') ask(m.channel!)
      // A site may want a number before WhatsApp too: then the field is simply asked for.
      if (m.mode === 'own' && !m.typed) return
      const key = isEmail(m.channel) ? 'email_invalid' : country ? 'phone_invalid' : 'phone_invalid_plain'
      if (m.screen === 'contact' || m.screen === 'choose') setFieldError(key, { country })
      else setAlert(key, [change], { country })
    } else if (code === 'unsupported_destination') {
      if (country && !isEmail(m.channel)) setAlert('unsupported', [...others(), change], { country })
      else setAlert('undeliverable', [...others(), change], { contact: m.contact ?? m.typed })
    } else if (code === 'try_later') {
      if (busy === 'send') {
        resendAt = platform.now() + retryAfterSeconds * 1_000
        if (retryAfterSeconds < 600) return setAlert('send_wait', others(), {}, retryAfterSeconds)
      }
      if (retryAfterSeconds < 60) setAlert('wait_seconds', others(), {}, retryAfterSeconds)
      else setAlert('wait_minutes', others(), { n: Math.ceil(retryAfterSeconds / 60) }, retryAfterSeconds)
    } else if (code === 'not_possible' && busy === 'send') {
      resendAt = Infinity
      setAlert(isEmail(m.channel) ? 'no_more_email' : 'no_more_phone', [...others(), change])
    } else setAlert('unavailable', [{ act: 'retry' }, ...others()])
  }

  /** @param to the contact, as it was typed; without one the first WhatsApp sender becomes the contact */
  function start(channel: ChannelId, to?: string, unanswered?: Saved) {
    if (m.busy || (!byPage && !unanswered && !host.emit('start', { channel }))) return
    const body: StartRequest = unanswered?.body ?? {
      sitekey: host.sitekey,
      channel,
      to,
      country: (to && !isEmail(channel) && m.country) || undefined,
      nonce: nonce(),
      language: site!.language,
      action: host.action || undefined,
    }
    const key = unanswered?.key ?? platform.key()
    const field = m.mode === 'field' ? host.field()?.value : undefined
    const old = running() || m.screen === 'contact' ? session() : null
    m.channel = channel
    act('start', async fresh => {
      // Before the answer: a reload now asks for the same verification again, not for a second message.
      Object.assign(saved, { key, body, channel })
      save()
      let started: Awaited<ReturnType<Client['start']>>
      try {
        started = await fresh(client.start(body, key), client.cancel)
      } catch (problem) {
        if (problem !== stale && (problem as Problem).code !== 'network') {
          delete saved.key
          delete saved.body
          save()
        }
        throw problem
      }
      if (old) client.cancel(old)
      declared = started.contact?.display
      saved = { id: started.id, secret: started.secret, channel, contact: declared, field }
      Object.assign(m, { view: null, code: '', severalCodes: false, linkOpened: false, byHandOpen: false })
      told = typedCodeRefused = false
      wrong.clear()
      enter(started)
      host.moveFocus()
    })
  }

  /** A verification begins, goes on over another channel, or after a reload. */
  function enter(view: VerificationView) {
    m.waysOpen = m.helpDue = false
    m.offer = null
    m.screen = 'loading'
    apply(view)
    if (running()) poll.start()
  }

  /** Takes a view of the running verification, unless a newer one is already there. */
  function apply(view: VerificationView) {
    const last = m.view?.id === view.id ? m.view : null
    if (view.id !== saved.id || (last && view.revision < last.revision)) return
    const now = platform.now()
    const news = view.revision !== last?.revision
    const from = m.screen
    m.view = view
    if (view.to) saved.masked = view.to
    m.contact = saved.contact ?? view.to
    if (view.state === 'verified') return verified(view)
    if (view.state !== 'waiting' && view.state !== 'pending') return end(view.state)
    // At least a second, or a clock that is a little behind would be asked in a tight loop.
    expiresAt = now + Math.max(view.expiresInSeconds, 1) * 1_000
    if (last?.state !== view.state) minuteAt = Math.max(expiresAt - 60_000, now + 1)
    resendAt = view.resendInSeconds === null ? Infinity : now + view.resendInSeconds * 1_000
    // S2 may lie over a running verification, until another one has begun.
    if (m.screen !== 'contact') {
      m.channel = saved.channel = view.channel
      m.screen = view.channel === 'whatsapp' ? 'whatsapp' : 'code'
    }
    if (news) {
      if (!last || last.state !== view.state || last.channel !== view.channel) {
        helpAt = now + helpAfter[view.channel] * 1_000
        m.helpDue = false
      }
      if (last?.state === 'waiting' && view.state === 'pending') say('say_received')
      if (from === 'loading' && view.state === 'waiting' && m.screen === 'whatsapp') say('say_ready')
      if (view.delivery === 'sent' && last?.delivery !== 'sent' && m.screen === 'code') say('say_sent')
      notice(view)
    }
    if (from === 'loading' && view.channel === 'sms' && host.webotp !== 'off') {
      otp = new AbortController()
      platform.otp(otp.signal).then(
        code => on.codeInput(code, false),
        () => {},
      )
    }
    save()
    tick()
  }

  /** What the server has to say about the way to the contact. */
  function notice({ notice, delivery, channel }: VerificationView) {
    if (delivery === 'failed' && channel === 'whatsapp')
      setAlert('wa_answer_failed', [{ act: 'open-whatsapp' }, ...others()])
    else if (notice === 'other_number') {
      const sms: Way[] = m.channels.includes('sms') ? [{ act: 'channel', channel: 'sms' }] : []
      setAlert('other_number', [...sms, { act: 'use-sender' }, change])
    } else if (notice === 'number_hidden') setAlert('number_hidden', others())
    else if (notice || delivery === 'failed') setAlert('undeliverable', [...others(), change])
    else {
      if (alertOf === 'view') clearAlert()
      return
    }
    alertOf = 'view'
  }

  /** S7: the end of a verification without a proof. */
  function end(cause: Cause) {
    poll.stop()
    forget()
    // Under S2 something ends unseen: whoever types there is not disturbed.
    if (m.screen === 'contact') {
      m.view = null
      return save()
    }
    m.screen = 'ended'
    m.cause = cause
    m.code = ''
    m.fieldError = null
    clearAlert()
    setProof('')
    say(cause as 'locked', { n: 15 })
  }

  function leave() {
    epoch++
    poll.stop()
    otp?.abort()
    platform.clearTimeout(autoCheck)
    platform.clearTimeout(linkTimer)
    Object.assign(m, { busy: null, slow: false, view: null, fieldError: null, offer: null, helpDue: false })
    Object.assign(m, { waysOpen: false, byHandOpen: false, linkOpened: false, severalCodes: false })
    Object.assign(m, { code: '', contact: null, renewing: false, cause: null })
    renewal = declared = undefined
    told = typedCodeRefused = false
    renewAt = resendAt = expiresAt = minuteAt = helpAt = Infinity
    wrong.clear()
    clearAlert()
  }

  /** S1; or S2, where there is nothing to choose. */
  function home() {
    const only = m.channels.length === 1 && m.mode === 'own' ? m.channels[0]! : 'whatsapp'
    m.channel = null
    m.contact = m.mode === 'fixed' ? host.to! : null
    m.screen = 'choose'
    if (only !== 'whatsapp') {
      m.channel = only
      m.screen = 'contact'
    }
  }

  /** S2. */
  function ask(channel: ChannelId) {
    if (isEmail(m.channel) !== isEmail(channel) && /@/.test(m.typed) !== isEmail(channel)) m.typed = ''
    m.channel = channel
    m.screen = 'contact'
    m.waysOpen = false
    m.fieldError = null
    clearAlert()
    save()
    host.moveFocus()
  }

  /** What was typed here before, for a channel that can reach it. */
  const kept = (channel: ChannelId) =>
    m.mode === 'own' && declared && isEmail(channel) === /@/.test(declared) ? declared : undefined

  /** From a channel to a start, by way of S2 where a contact is missing. */
  function begin(channel: ChannelId, known?: string) {
    const to = known ?? (m.mode === 'fixed' ? host.to! : m.mode === 'field' ? host.field()?.value.trim() : '')
    if (to || channel === 'whatsapp') return start(channel, to || undefined)
    if (m.mode === 'own') return ask(channel)
    const field = host.field()
    m.channel = null
    setFieldError('field_empty', { label: field?.labels?.[0]?.textContent?.trim() || host.htmlFor })
    field?.focus()
  }

  function send(channel?: ChannelId) {
    const key = platform.key()
    act(channel ? 'start' : 'send', async fresh => {
      const view = await fresh(client.send(session()!, channel, key))
      const first = m.view!.state === 'waiting'
      wrong.clear()
      if (!first) m.severalCodes = true
      if (channel) {
        m.code = ''
        enter(view)
        host.moveFocus()
      } else {
        helpAt = platform.now() + helpAfter[view.channel] * 1_000
        m.helpDue = false
        apply(view)
      }
    })
  }

  // --- the proof ---

  function setProof(value: string, seconds = 0) {
    if (value) {
      refused = false
      failures = 0
      proofEndsAt = platform.now() + seconds * 1_000
      renewAt = proofEndsAt - Math.min(60, seconds / 2) * 1_000
    }
    if (value === proof) return
    proof = value
    host.valueChanged(byPage)
  }

  function verified(view: VerificationView) {
    poll.stop()
    otp?.abort()
    const before = m.screen
    m.screen = 'confirmed'
    m.code = ''
    m.fieldError = null
    clearAlert()
    saved.verifiedAt ??= platform.now()
    save()
    if (before !== 'confirmed') say('done')
    if (view.proof) gotProof(view.proof, view.proofExpiresInSeconds!)
    else renew()
  }

  function gotProof(value: string, seconds: number) {
    setProof(value, seconds)
    tick()
    if (told) return
    told = true
    host.emit('verified', detail())
  }
  const detail = () => ({ proof, channel: m.channel!, expiresAt: new Date(proofEndsAt) })

  /** A fresh proof for the same contact, for the page's current nonce; nothing is sent. */
  function renew(): Promise<void> {
    const at = session()
    if (!at) return Promise.reject({ code: 'unauthorized' } satisfies Problem)
    renewal ??= (async () => {
      const mine = epoch
      m.renewing = true
      changed()
      try {
        const { proof, proofExpiresInSeconds } = await client.proof(at, nonce())
        if (mine === epoch) gotProof(proof!, proofExpiresInSeconds!)
      } catch (thrown) {
        if (mine !== epoch) return
        const problem = thrown as Problem
        renewAt = Infinity
        if (/^(network|unavailable|internal)$/.test(problem.code))
          renewAt = platform.now() + 1_000 * 2 ** Math.min(failures++, 3) * (0.75 + platform.random() / 2)
        else if (problem.code === 'closed' && problem.state === 'canceled') fail(problem, 'renew')
        else {
          refused = true
          error = problem
          // Until its end the old proof is still good, unless the session itself is gone.
          if (!proof || /^(unauthorized|closed)$/.test(problem.code)) runOut()
        }
        throw problem
      } finally {
        if (mine === epoch) {
          renewal = undefined
          m.renewing = !proof && m.screen === 'confirmed'
          tick()
        }
      }
    })()
    // Whoever waits hears of it; here nobody does.
    renewal.catch(() => {})
    return renewal
  }

  /** S6x: confirmed, but too long ago. */
  function runOut() {
    const { language } = m.site!
    m.verifiedAt = new Intl.DateTimeFormat(language, { timeStyle: 'short' }).format(saved.verifiedAt)
    m.screen = 'run-out'
    m.renewing = false
    forget()
    setProof('')
    say('run_out', { time: m.verifiedAt })
    host.emit('expired', {})
  }

  /** Fetches a proof for a contact that is known to be verified. */
  function restore(found: Saved) {
    saved = found
    declared = found.contact
    m.offer = null
    m.channel = found.channel!
    m.contact = found.contact ?? found.masked ?? null
    m.screen = 'confirmed'
    renew()
  }

  // --- the beginning ---

  /** Fetches the configuration; later, for another language, only its texts. */
  async function load(anew = false) {
    const mine = ++loads
    client = createClient(host.endpoint)
    if (anew) {
      leave()
      setProof('')
      saved = {}
      m.site = site = null
    }
    if (!site) m.screen = 'loading'
    changed()
    // A fetch does not say why it failed, a policy does.
    let blocked = false
    const { origin } = new URL(host.endpoint, location.href)
    const violation = (e: SecurityPolicyViolationEvent) => {
      blocked ||= e.effectiveDirective === 'connect-src' && e.blockedURI.startsWith(origin)
    }
    document.addEventListener('securitypolicyviolation', violation)
    try {
      const got = await client.site(host.sitekey, host.language())
      if (mine !== loads) return
      const first = !site
      site = got
      configure()
      if (first) resume()
    } catch (thrown) {
      await new Promise<void>(done => platform.setTimeout(done, 50))
      if (mine !== loads || site) return
      const problem = thrown as Problem
      report(problem)
      if (blocked) {
        complain(
          `add to the Content-Security-Policy of this page: script-src ${origin}; connect-src ${origin}`,
        )
        unavailable('not_available')
      } else notAvailable(problem.code)
    } finally {
      document.removeEventListener('securitypolicyviolation', violation)
      changed()
    }
  }

  function unavailable(cause: Cause) {
    leave()
    m.screen = 'unavailable'
    m.cause = cause
  }

  /** S8, and on the console what the page's owner can do about it. */
  function notAvailable(code: Problem['code']) {
    const cure = {
      origin_not_allowed: `add "${location.origin}" to "origins" of ${host.sitekey}`,
      not_found: `the server at ${host.endpoint || location.origin} has no site "${host.sitekey}"`,
      nonce_required: 'this site needs session-nonce',
    }[code as 'not_found']
    if (cure) complain(cure)
    unavailable(cure ? 'not_available' : 'not_loaded')
  }

  /** What follows from the attributes and the configuration. */
  function configure() {
    if (!site) return
    const field = host.htmlFor ? host.field() : null
    m.mode = host.to ? 'fixed' : host.htmlFor ? 'field' : 'own'
    const email = m.mode === 'fixed' ? /@/.test(host.to!) : field?.type === 'email'
    const possible = site.channels
      .filter(c => m.mode === 'own' || (c.contact === 'email') === email)
      .map(c => c.id)
    const wanted = host.channels?.split(/\s+/) as ChannelId[] | undefined
    m.channels = wanted?.filter(c => possible.includes(c)) ?? possible
    m.site = { ...site, texts: { ...site.texts, ...host.strings } }
    const allowed = (country?: string | null) => country && site!.countries.includes(country) && country
    const countries = [m.country, host.country?.toUpperCase(), site.country, platform.region()]
    m.country = countries.find(allowed) ?? site.countries[0] ?? null
    if (m.screen === 'choose') home()
    if (site.requireNonce && !nonce()) {
      report({ code: 'nonce_required' })
      notAvailable('nonce_required')
    }
  }

  /** What an earlier page left in this tab. */
  function resume() {
    if (m.screen === 'unavailable') return
    home()
    const found = readSession(storeName())
    const how = found && resumption(found, platform.arrival(), platform.now())
    if (!found || !how) return
    if (how === 'offer') {
      offered = found
      m.offer = found.masked ?? null
      return
    }
    m.typed = found.typed ?? ''
    m.country = found.country ?? m.country
    if (found.verifiedAt) return restore(found)
    saved = found
    declared = found.contact
    m.channel = found.channel ?? null
    m.linkOpened = !!found.linkOpened
    const { asking } = found
    if (found.id) adopt(asking)
    else if (found.body) start(found.channel!, undefined, found)
    if (asking) m.screen = 'contact'
  }

  /** Goes on with a verification that was begun elsewhere: before a reload, or by the site's backend. */
  function adopt(asking?: boolean) {
    const code = saved.code ?? ''
    if (!asking) m.screen = 'loading'
    act('load', async fresh => {
      try {
        const view = await fresh(client.view(session()!))
        m.code = code
        if (asking) {
          apply(view)
          poll.start()
        } else enter(view)
      } catch (problem) {
        if (problem === stale) throw problem
        home()
        // What is gone is gone; nobody was waiting for it.
        if ((problem as Problem).code !== 'unauthorized') throw problem
        forget()
      }
    })
  }

  const poll = createPoll(
    async (waitSeconds, signal) => {
      const mine = epoch
      const before = m.view!.revision
      const view = await client.view(session()!, waitSeconds, before, signal)
      if (mine !== epoch) return false
      if (alertOf === 'poll') clearAlert()
      apply(view)
      changed()
      return view.revision !== before
    },
    (times, problem) => {
      if (/^(unauthorized|closed)$/.test(problem.code)) fail(problem, null)
      else if (times === 3 && problem.code !== 'try_later') {
        report(problem)
        setAlert(problem.code === 'network' ? 'offline' : 'unavailable')
        alertOf = 'poll'
      }
      changed()
    },
  )

  // --- what the visitor does ---

  const on: Actions = {
    choose(channel) {
      if (m.busy) return
      const view = session() && m.view
      if (view?.channel === channel) on.back()
      else if (view?.channels.includes(channel)) send(channel)
      else begin(channel, kept(channel))
      changed()
    },

    resume() {
      restore(offered)
      host.moveFocus()
      changed()
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
      m.fieldError = null
      if (session() && m.view) {
        m.screen = 'choose'
        apply(m.view)
      } else home()
      save()
      host.moveFocus()
      changed()
    },

    type(text) {
      m.typed = text
      m.fieldError = null
      const dialled = /^(?:\+|00)(\d+)/.exec(text.replace(/[^\d+]/g, ''))?.[1]
      if (dialled) {
        const { countries, dialCodes } = site!
        m.country = [m.country!, ...countries].find(c => dialled.startsWith(dialCodes[c]!)) ?? m.country
      }
      save()
      changed()
    },

    pickCountry(country) {
      m.country = country
      m.fieldError = null
      save()
      changed()
    },

    submitContact() {
      const to = m.typed.trim()
      if (to) start(m.channel!, to)
      else setFieldError(isEmail(m.channel) ? 'email_empty' : 'phone_empty')
      changed()
    },

    linkPressed() {
      m.linkOpened = true
      save()
      say('say_waiting')
      platform.clearTimeout(linkTimer)
      linkTimer = platform.setTimeout(() => {
        if (m.view?.state !== 'waiting' || !running()) return
        m.byHandOpen = true
        setAlert('wa_not_opened', [{ act: 'by-hand' }])
        changed()
      }, 2_500)
      changed()
    },

    async copy(what, element) {
      try {
        await platform.copy(element.textContent!)
        m.copied = what
        say('copied')
      } catch {
        getSelection()?.selectAllChildren(element)
        setAlert('copy_refused')
      }
      changed()
    },

    codeInput(text, typed) {
      platform.clearTimeout(autoCheck)
      const code = readCode(text, codeLength())
      m.code = code ?? text
      m.fieldError = null
      save()
      changed()
      // A provider's codes have any length: nobody knows when a typed one is complete.
      if (!code || (typed && (typedCodeRefused || codeLength() === null))) return
      if (typed) autoCheck = platform.setTimeout(on.check, 250)
      else on.check()
    },

    check() {
      platform.clearTimeout(autoCheck)
      if (m.busy) return
      const length = codeLength()
      const code = readCode(m.code, length)
      if (!code) setFieldError(length ? 'code_length' : 'code_digits', { n: length })
      else if (wrong.has(code)) {
        setFieldError('code_again')
        host.selectCode()
      } else
        act('check', async fresh => {
          try {
            apply(await fresh(client.check(session()!, code, nonce())))
          } catch (thrown) {
            const problem = thrown as Problem
            if (problem.code === 'wrong_code') {
              report(problem)
              wrong.add(code)
              typedCodeRefused = true
              if (!problem.checksLeft) return end('locked')
              m.view!.checksLeft = problem.checksLeft
              setFieldError('code_wrong', { n: problem.checksLeft })
              host.selectCode()
            } else if (problem.code === 'no_code_yet') {
              report(problem)
              setFieldError('no_code_yet')
            } else if (problem.code === 'already_used') apply(await fresh(client.view(session()!)))
            else throw problem
          }
        })
      changed()
    },

    resend: () => send(),

    change() {
      const { screen, channel, mode } = m
      if (running()) client.cancel(session()!)
      forget()
      leave()
      setProof('')
      home()
      if (mode === 'own' && screen === 'code') ask(channel!)
      if (mode === 'field') host.field()?.focus()
      else host.moveFocus()
      changed()
    },

    useSender: () => start('whatsapp'),

    startAgain: () => begin(m.channel!, kept(m.channel!)),

    retry() {
      if (m.screen !== 'unavailable') return again?.()
      host.moveFocus()
      load(true)
    },
  }

  /** The page is seen again, or no longer; the network is back; somebody turned to the form. */
  function wake(e?: Event) {
    if (!platform.visible()) platform.clearTimeout(linkTimer)
    // A focus says nothing about the network.
    if (e?.type !== 'focusin') poll.wake()
    if (e?.type === 'visibilitychange' && platform.visible() && running()) host.announce(spoken)
    tick()
  }

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
    get expiresAt() {
      return proof ? new Date(proofEndsAt) : null
    },
    get error() {
      return error
    },
    get state() {
      return state
    },
    get maskedTo() {
      return m.view?.to ?? saved.masked ?? null
    },
    detail,

    /** Why the form cannot be sent, in the visitor's language. */
    validationMessage(): string {
      if (!m.site) return builtIn[m.cause === 'not_available' ? m.cause : 'not_loaded']
      if (m.screen === 'confirmed') return text('form_moment')
      return text(m.channels.every(isEmail) ? 'form_required_email' : 'form_required')
    },

    /** The page begins a flow by itself. */
    begin: (channel: ChannelId, to?: string) => quietly(() => begin(channel, to)),

    /** Takes over what the site's backend has begun. */
    adopt(at: Session) {
      leave()
      saved = { ...at }
      adopt()
    },

    /** Back to the beginning. `byForm`: a confirmed contact is then offered again. */
    reset(byForm = false) {
      quietly(() => {
        const verified = byForm && saved.verifiedAt ? saved : null
        if (session() && !saved.verifiedAt) client.cancel(session()!)
        if (verified) saved = {}
        else forget()
        leave()
        setProof('')
        m.typed = ''
        if (!site) return
        home()
        if (verified) {
          offered = verified
          m.offer = verified.masked ?? null
        }
        changed()
      })
    },

    /** The form around the widget is being sent: its answer may be this page again. */
    submitted() {
      if (!saved.id) return
      saved.submittedAt = platform.now()
      save()
    },

    /** Somebody types in the page's field: what was confirmed is no longer what stands there. */
    fieldChanged(value: string) {
      m.fieldError = null
      if (saved.field && saved.field !== value) on.change()
      changed()
    },

    hostConnected() {
      connected = true
      document.addEventListener('visibilitychange', wake)
      addEventListener('pageshow', wake)
      addEventListener('online', wake)
      if (site) wake()
    },

    hostDisconnected() {
      connected = false
      document.removeEventListener('visibilitychange', wake)
      removeEventListener('pageshow', wake)
      removeEventListener('online', wake)
      poll.pause()
      otp?.abort()
      platform.clearTimeout(ticker)
      platform.clearTimeout(autoCheck)
      platform.clearTimeout(linkTimer)
    },
  }
  return controller satisfies ReactiveController
}

/** Gives an answer back, or throws when it came too late; `late` then cleans up. */
type Fresh = <T>(answer: Promise<T>, late?: (value: T) => void) => Promise<T>

function stateOf({ busy, screen, cause }: Model, proof: string): WidgetState {
  if (busy === 'check') return 'checking'
  if (busy === 'start' || busy === 'send') return 'sending'
  if (screen === 'confirmed') return proof ? 'verified' : 'loading'
  if (screen === 'ended') return cause === 'expired' || cause === 'session_gone' ? 'expired' : 'error'
  return (
    (
      {
        loading: 'loading',
        choose: 'idle',
        contact: 'idle',
        'run-out': 'expired',
        unavailable: 'error',
      } as const
    )[screen as 'choose'] ?? 'waiting'
  )
}
