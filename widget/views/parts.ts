import { html, nothing, type TemplateResult } from 'lit'
import type { ChannelId, Text, WidgetTexts } from '../../server/api.ts'
import { isCall } from '../contact-kind.ts'
import type { Actions, Model, Way } from '../model.ts'
import { reachable, sends } from '../running.ts'
import { clock, fillParts, type Values } from '../texts.ts'

type Key = keyof WidgetTexts
type Ending = `_${'continue' | 'name' | 'about' | 'title' | 'send' | 'sent_title' | 'sending' | 'sent'}`

/** The model, and what the visitor can do. */
export type Drawn = Model & { on: Actions }

/** What the texts and icons of a channel begin with: a new channel needs no code in the views. */
const prefixes: Record<ChannelId, string> = {
  whatsapp: 'wa',
  email: 'email',
  sms: 'sms',
  call_code: 'call',
  call_button: 'press',
}

/** Drawn on a grid of 20 with a stroke of 1.75. */
const icons: Record<string, string> = {
  wa: 'm3 17 1-4a7 7 0 1 1 3 3z',
  sms: 'M3 4h14v10H9l-4 3v-3H3zm4 5h6',
  call: 'M3 3h4l1 4-2 1a12 12 0 0 0 6 6l1-2 4 1v4A14 14 0 0 1 3 3z',
  press: 'M4 4h12v12H4zm4 5 2-1v5',
  email: 'M3 4h14v12H3zl7 6 7-6',
  tick: 'm4 10 4 4 8-8',
  warning: 'M10 3 2 17h16zm0 5v4m0 2v.1',
  next: 'm8 5 5 5-5 5',
  send: 'm4 4 13 6-13 6 2-6z',
}

/** @param name of the icon, or a channel */
export const icon = (name: string): TemplateResult =>
  html`<svg class=${`i ${name}`} viewBox="0 0 20 20" aria-hidden="true"><path d=${icons[prefixes[name as ChannelId] ?? name]!} /></svg>`

/**
 * A text in the visitor's language, as pieces that Lit draws (one piece alone is good for an attribute too).
 *
 * @param key of the text; or its end, `_about`, for the text of a channel; or the text itself
 */
export const say = (
  m: Drawn,
  key: Key | Ending | Text | '',
  values: Values = {},
  channel = m.channel,
): unknown[] => {
  const { texts, language } = m.site!
  const own = texts[key as Key] ?? texts[(prefixes[channel!] + key) as Key]
  // Where a key press has no words of its own, it is a call like the other.
  return fillParts(own ?? texts[`call${key}` as Key] ?? key, values, language)
}

/** Numbers, addresses and commands read left to right everywhere, and no translator may touch them. */
export const ltr = (text: unknown): TemplateResult =>
  // A number is not broken; an address or a command may have to be.
  html`<bdi class=${/[a-z]/i.test(`${text}`) ? nothing : 'n'} dir="ltr" translate="no">${text}</bdi>`

export const time = (seconds: number): TemplateResult => html`<span part="timer">${clock(seconds)}</span>`

/** While an action is under way nothing else begins, except while a proof is renewed unseen. */
export const resting = (m: Drawn): boolean => !!m.busy && m.busy !== 'renew'

/** The channel that is being asked for now: it has the ring. */
export const starts = (m: Drawn, channel = m.channel): boolean => m.busy === 'start' && m.asked === channel

/** @param focus whether it takes the focus when its screen comes; else a field does */
export const heading = (text: unknown, focus = true): TemplateResult =>
  html`<h2 part="label" tabindex="-1" ?data-focus=${focus}>${text}</h2>`

const parts = { b: 'button', 'b p': 'button button-primary', l: 'link', row: 'channel', back: 'link' }

interface Extra {
  /** It is this control's action that is under way. */
  busy?: boolean
  /** Whether what it unfolds is open. */
  open?: boolean
  /** Its name, where that is not its words. */
  name?: unknown
  /** Not now; it can still be reached. */
  wait?: boolean
}

/**
 * Every button. Without `press` it submits the form around it. What is busy keeps its words, its width and its
 * focus; the controller does one thing at a time.
 */
export const button = (
  m: Drawn,
  look: keyof typeof parts,
  words: unknown,
  press?: (e: Event) => void,
  x: Extra = {},
): TemplateResult =>
  html`<button class=${look} part=${parts[look]} ?data-anchor=${look === 'b p'} ?disabled=${m.disabled}
    aria-disabled=${x.wait || resting(m) || nothing} aria-expanded=${x.open ?? nothing} aria-label=${x.name ?? nothing}
    @click=${press}>${words}${x.busy ? html`<span class="ring"></span>` : nothing}</button>`

export const link = (m: Drawn, words: unknown, press?: (e: Event) => void, x?: Extra): TemplateResult =>
  button(m, 'l', words, press, x)

/** WhatsApp itself: a real link, which browsers and in-app browsers hand over to the app. */
export const openWhatsApp = (m: Drawn, look: 'b' | 'b p' | 'l'): TemplateResult =>
  html`<a class=${look} part=${parts[look]} href=${(!m.disabled && m.view?.whatsapp?.link) || nothing}
    target="_blank" rel="noopener noreferrer" ?data-anchor=${look === 'b p'} @click=${m.on.linkPressed}>${
      look === 'l' ? nothing : icon('wa')
    }${say(m, opened(m) ? 'wa_open_again' : m.phone ? 'wa_open' : 'wa_open_here')}</a>`

/** WhatsApp was opened before, here or, as its message shows, elsewhere. */
export const opened = (m: Drawn): boolean => m.linkOpened || m.view!.state === 'pending'

/** The other channels: as rows, or behind *Use another way*. */
export const others = (
  m: Drawn,
  shown: boolean,
  first?: ChannelId | null,
  before?: unknown,
  after?: unknown,
): unknown => {
  const rows = reachable(m)
    .filter(c => c !== first)
    .map(c =>
      button(
        m,
        'row',
        html`${icon(c)}<span><b>${say(m, '_name', {}, c)}</b><small>${say(m, '_about', {}, c)}</small></span>${icon('next')}`,
        () => m.on.choose(c),
        { busy: starts(m, c) },
      ),
    )
  return html`${shown ? rows : nothing}<div class="links">${before}${
    rows[0] && !shown ? link(m, say(m, 'other_way'), m.on.toggleWays, { open: m.waysOpen }) : nothing
  }${after}</div>${m.waysOpen && !shown ? rows : nothing}`
}

/** The line under a field: its error, else its hint. It keeps its place when it is empty. */
export const note = (m: Drawn, hint: Key | '' = '', values?: Values): TemplateResult =>
  html`<p id="note" class="note" part=${m.fieldError ? 'error' : 'hint'}>${
    m.fieldError ? icon('warning') : nothing
  }<span>${m.fieldError ?? say(m, m.slow ? 'one_moment' : hint, values)}</span></p>`

export const status = (m: Drawn, words: Key = 'one_moment'): TemplateResult =>
  html`<p class="note" part="status"><span class="dot"></span>${say(m, m.slow ? 'one_moment' : words)}</p>`

/** Leads to another contact. Nothing where the page has fixed it. */
const mine = (m: Drawn, words: Key, press: () => void): unknown =>
  m.mode === 'fixed' ? nothing : link(m, say(m, words), press)

export const change = (m: Drawn, words: Key = 'change'): unknown => mine(m, words, m.on.change)

const ways = {
  retry: (m: Drawn) => link(m, say(m, 'try_again'), m.on.retry),
  'open-whatsapp': (m: Drawn) => openWhatsApp(m, 'l'),
  'by-hand': (m: Drawn) => link(m, say(m, 'wa_by_hand'), m.on.toggleByHand, { open: m.byHandOpen }),
  'use-sender': (m: Drawn) => mine(m, 'use_sender', m.on.useSender),
  change: (m: Drawn) => change(m, m.channel === 'email' ? 'change_email' : 'change_phone'),
  channel: (m: Drawn, { channel, words }: Way & { act: 'channel' }) =>
    link(
      m,
      words
        ? say(m, words)
        : isCall(channel) && m.channels.filter(isCall)[1]
          ? // Of two kinds of calls each says which it is.
            [say(m, '_name', {}, channel), ' · ', say(m, '_about', {}, channel)]
          : sendWords(m, channel),
      () => m.on.choose(channel, true),
    ),
  resend(m: Drawn) {
    const seconds = m.resendIn
    const wait = !!seconds
    const words = isCall(m.channel) ? 'call_again' : 'resend'
    return seconds === null
      ? nothing
      : link(
          m,
          // The countdown is no part of the name: it would be read every second.
          say(m, wait ? `${words}_in` : words, {
            time: html`<span aria-hidden="true">${time(seconds)}</span>`,
          }),
          wait ? undefined : m.on.resend,
          { wait, busy: m.busy === 'send' },
        )
  },
}

/** What begins a channel: its words say what happens. */
export const sendWords = (m: Drawn, channel: ChannelId): unknown[] =>
  say(m, channel === 'whatsapp' ? '_continue' : '_send', {}, channel)

/** A way on, as a link; nothing where an alert offers it already. */
export const way = (m: Drawn, act: Exclude<Way['act'], 'channel'>): unknown =>
  m.alert?.ways.some(w => w.act === act) ? nothing : ways[act](m)

/** A line in the screen, with its ways out. The element speaks it; here it is only seen. */
export const alert = (m: Drawn): unknown =>
  m.alert
    ? html`<div class="alert" part="error">${icon('warning')}<div>
        <p>${m.alert.text
          // Every second piece is a contact.
          .split(/[\u2066\u2069]/)
          .map((piece, i) => (i % 2 ? ltr(piece) : say(m, piece, { time: time(m.alert!.seconds ?? 0) })))}</p>
        <div class="links">${m.alert.ways.map(w => ways[w.act](m, w as never))}</div></div></div>`
    : nothing

/**
 * How far it is, in S4 and S5, and to whom. After a failure only to whom: nothing may say that it is on its way.
 * *Change number* keeps its place when the help block has another: the style sheet hides it, and nothing moves.
 */
export const onItsWay = (m: Drawn): TemplateResult => {
  const { channel, delivery, notice, sender } = m.view!
  const contact = html`<b>${ltr(m.contact)}</b>`
  const sent = delivery === 'sent'
  const values = { contact, sender: ltr(sender ?? m.site!.domain), n: digits(m) }
  return html`<p part="status" class=${m.helpDue ? 'due' : nothing}>${
    delivery === 'failed' || notice
      ? contact
      : [
          say(m, sent ? '_sent' : '_sending', values),
          sent && sender && isCall(channel) ? [' ', say(m, 'call_from', values)] : '',
          sent && channel === 'call_code' ? [html`<br>`, contact] : '',
        ]
  } ${way(m, 'change')}</p>`
}

/** Digits of the code; 1 when a provider makes codes of any length, which the texts then do not mention. */
export const digits = (m: Drawn): number => m.view?.codeLength ?? (m.view ? 1 : m.site!.codeLength)

/** Only here, and not by the browser or the page's own form. */
export const submits = (submit: () => void) => (e: Event) => {
  e.preventDefault()
  submit()
}

/**
 * One real input: autofill, paste and screen readers know it. `slot="code"` lends the page's own.
 * What arrives one digit at a time, or goes, was typed; anything else was pasted or filled in.
 */
export const codeForm = (m: Drawn, label: Key, primary: boolean): TemplateResult => {
  const n = digits(m)
  const check = submits(m.on.check)
  return html`<form class="g" novalidate @submit=${check}>
    <label for="code" part="label">${say(m, label, { n })}</label>
    <slot name="code" @input=${(e: InputEvent) =>
      m.on.codeInput(
        (e.target as HTMLInputElement).value,
        e.data?.length === 1 || /^del/.test(e.inputType),
      )} @keydown=${(e: KeyboardEvent) => e.key === 'Enter' && check(e)}><input id="code"
      class=${n === 6 ? 'f code six' : 'f code'} part="code" inputmode="numeric"
      autocomplete=${m.severalCodes || /sms|email/.test(m.channel!) ? 'one-time-code' : 'off'} translate="no" data-code ?data-focus=${m.screen === 'code'} ?data-anchor=${primary}
      dir="ltr" enterkeyhint="done" autocapitalize="off" autocorrect="off" spellcheck="false" aria-describedby="note"
      aria-invalid=${!!m.fieldError} ?disabled=${m.disabled} ?readonly=${m.busy === 'check'} .value=${m.code}></slot>
    ${note(m, n > 1 ? 'code_hint' : '')}
    ${button(m, primary ? 'b p' : 'b', say(m, 'confirm'), undefined, { busy: m.busy === 'check' })}
  </form>`
}

/**
 * What stands below a running verification: *Send again*, *Use another way* and, once it is due,
 * the help block. One template for both, so that a focused button stays the same button.
 */
export const more = (m: Drawn, links?: unknown): TemplateResult => {
  const help = m.helpDue
  const line = (words: unknown) => html`<p class="note"><span>${words}</span></p>`
  return html`<div class=${help ? 'g help' : 'g'}>
    ${help ? html`<b>${say(m, 'nothing_yet')}</b>` : nothing}
    ${help && m.channel === 'email' ? line(say(m, 'email_spam', { sender: ltr(m.view?.sender) })) : nothing}
    ${m.severalCodes ? line(say(m, 'any_code_works')) : nothing}
    ${others(
      m,
      help,
      m.channel,
      [links, sends(m) ? way(m, 'resend') : nothing],
      m.contact && (help || m.screen === 'whatsapp') ? way(m, 'change') : nothing,
    )}
  </div>`
}
