import { html, nothing, type TemplateResult } from 'lit'
import type { ChannelId, Text } from '../../server/api.ts'
import type { Actions, Model, Way } from '../model.ts'
import { clock, fill, fillParts } from '../texts.ts'

type Press = () => void
type Key = keyof NonNullable<Model['site']>['texts']

/** What the texts and icons of a channel begin with: a new channel needs no code in the views. */
const prefixes: Record<ChannelId, string> = {
  whatsapp: 'wa',
  email: 'email',
  sms: 'sms',
  call_code: 'call',
  call_button: 'press',
}

/** Drawn on a grid of 20 with a stroke of 1.75. */
const icons = {
  wa: 'M10 3a7 7 0 0 0-6 10.6L3 17l3.5-1A7 7 0 1 0 10 3Z',
  sms: 'M4.5 4h11A1.5 1.5 0 0 1 17 5.5v7a1.5 1.5 0 0 1-1.5 1.5H9l-4 3v-3h-.5A1.5 1.5 0 0 1 3 12.5v-7A1.5 1.5 0 0 1 4.5 4ZM7 8h6m-6 2.5h4',
  call: 'M4.5 3H7l1.5 4L7 8.5a11 11 0 0 0 4.5 4.5l1.5-1.5 4 1.5v2.5a1.5 1.5 0 0 1-1.5 1.5A12.5 12.5 0 0 1 3 4.5 1.5 1.5 0 0 1 4.5 3Z',
  press:
    'M5.5 3h9A2.5 2.5 0 0 1 17 5.5v9a2.5 2.5 0 0 1-2.5 2.5h-9A2.5 2.5 0 0 1 3 14.5v-9A2.5 2.5 0 0 1 5.5 3Zm3 4.5 2-1v7',
  email:
    'M4.5 4.5h11A1.5 1.5 0 0 1 17 6v8a1.5 1.5 0 0 1-1.5 1.5h-11A1.5 1.5 0 0 1 3 14V6a1.5 1.5 0 0 1 1.5-1.5ZM3.5 6l6.5 5 6.5-5',
  tick: 'm4.5 10.5 3.5 3.5 7.5-8',
  warning: 'M10 3 2.5 16.5h15ZM10 8v4m0 2.3v.1',
  send: 'M4 4l13 6-13 6 1-6Zm1 6h5',
}

export const icon = (name: string): TemplateResult =>
  html`<svg class="i" viewBox="0 0 20 20" aria-hidden="true"><path pathLength="1" d=${icons[name as 'wa']} /></svg>`

/** A text in the visitor's language, as a string. */
export const say = (m: Model, key: Key, values: Record<string, string | number> = {}): string =>
  fill(m.site!.texts[key], values, m.site!.language)

/** A text of a channel: `email` and `_about` give `email_about`. */
export const sayOf = (m: Model, channel: ChannelId, end: string): string => say(m, keyOf(channel, end))

export const keyOf = (channel: ChannelId, end: string): Key => (prefixes[channel] + end) as Key

/** A text with templates in the place of some braces. */
export const place = (m: Model, text: Key | Text, values: Record<string, unknown>): unknown =>
  fillParts(m.site!.texts[text as Key] ?? text, values, m.site!.language)

export const iconOf = (channel: ChannelId): TemplateResult => icon(prefixes[channel])

/** Numbers, addresses and commands read left to right everywhere, and no translator may touch them. */
export const ltr = (text: unknown): TemplateResult => html`<bdi dir="ltr" translate="no">${text}</bdi>`

export const time = (m: Model, seconds: number): TemplateResult =>
  html`<span part="timer" class="timer">${clock(seconds, m.site!.language)}</span>`

/** `index.ts` stops clicks on what is `aria-disabled`; the words stay and focus is kept. */
export const resting = (m: Model): 'true' | typeof nothing =>
  m.busy && m.busy !== 'renew' ? 'true' : nothing

const ring = (on: boolean) => (on ? html`<span class="ring"></span>` : nothing)

export const heading = (text: unknown): TemplateResult =>
  html`<div class="h" part="label" role="heading" aria-level="2" tabindex="-1" data-focus>${text}</div>`

interface Look {
  primary?: boolean
  /** It is this button's action that is under way. */
  busy?: boolean
  icon?: unknown
  first?: boolean
}

/** Without `press` it submits the form around it. */
export const button = (m: Model, words: string, press: Press | null, look: Look = {}): TemplateResult =>
  html`<button type=${press ? 'button' : 'submit'} class=${look.primary ? 'b p' : 'b'}
    part=${look.primary ? 'button button-primary' : 'button'} ?data-anchor=${look.first}
    ?disabled=${m.disabled} aria-disabled=${resting(m)} @click=${press}>${look.icon}${words}${ring(!!look.busy)}</button>`

export const link = (m: Model, words: unknown, press: Press, busy = false): TemplateResult =>
  html`<button type="button" class="l" part="link" ?disabled=${m.disabled}
    aria-disabled=${resting(m)} @click=${press}>${words}${ring(busy)}</button>`

/** A link that unfolds something below it. */
export const unfold = (m: Model, words: string, open: boolean, press: Press): TemplateResult =>
  html`<button type="button" class="l" part="link" ?disabled=${m.disabled}
    aria-expanded=${open} @click=${press}>${words}</button>`

/** WhatsApp itself: a real link, which browsers and in-app browsers hand over to the app. */
export const openWhatsApp = (m: Model, on: Actions, words: string, look: string): TemplateResult =>
  html`<a class=${look} part=${look === 'l' ? 'link' : look === 'b p' ? 'button button-primary' : 'button'}
    href=${(!m.disabled && m.view?.whatsapp?.link) || nothing} target="_blank" rel="noopener noreferrer"
    ?data-anchor=${look !== 'l'} @click=${on.linkPressed}>${look === 'l' ? nothing : icon('wa')}${words}</a>`

export const row = (m: Model, press: Press, mark: unknown, name: unknown, about: unknown, busy: boolean) =>
  html`<button type="button" class="row" part="channel" ?disabled=${m.disabled}
    aria-disabled=${resting(m)} @click=${press}>${mark}<span><b>${name}</b>${about}</span>${ring(busy)}</button>`

export const rows = (m: Model, on: Actions, channels: ChannelId[]): unknown =>
  channels.length
    ? html`<div class="g">${channels.map(c =>
        row(
          m,
          () => on.choose(c),
          iconOf(c),
          sayOf(m, c, '_name'),
          html`<small>${sayOf(m, c, '_about')}</small>`,
          m.busy === 'start' && m.channel === c,
        ),
      )}</div>`
    : nothing

/** The other channels, in the site's order. */
export const others = (m: Model): ChannelId[] => m.channels.filter(c => c !== m.channel)

/** An alert offers it already: then it stands nowhere else. */
export const offers = (m: Model, act: Way['act']): boolean => !!m.alert?.ways.some(w => w.act === act)

/** *Change number* or *Change address*; nothing where the page has fixed the contact or an alert offers it. */
export const changeLink = (m: Model, on: Actions): unknown =>
  m.mode === 'fixed' || offers(m, 'change') ? nothing : link(m, changeWords(m), on.change)

const changeWords = (m: Model) => say(m, m.channel === 'email' ? 'change_email' : 'change_phone')

/** The line under a field: its error, else its hint. It keeps its place when it is empty. */
export const note = (m: Model, hint?: unknown): TemplateResult =>
  m.fieldError
    ? html`<p id="note" class="note e" part="error">${icon('warning')}<span>${m.fieldError}</span></p>`
    : html`<p id="note" class="note" part="hint"><span>${m.slow ? say(m, 'one_moment') : hint}</span></p>`

export const status = (m: Model, words: unknown): TemplateResult =>
  html`<p class="note" part="status"><span class="dot"></span>${m.slow ? say(m, 'one_moment') : words}</p>`

const ways = (m: Model, on: Actions) => ({
  retry: () => link(m, say(m, 'try_again'), on.retry),
  'open-whatsapp': () => openWhatsApp(m, on, say(m, 'wa_open_again'), 'l'),
  'by-hand': () => unfold(m, say(m, 'wa_by_hand'), m.byHandOpen, on.toggleByHand),
  'use-sender': () => link(m, say(m, 'use_sender'), on.useSender),
  change: () => link(m, changeWords(m), on.change),
  channel: (w: Way & { channel?: ChannelId }) =>
    link(m, sayOf(m, w.channel!, w.channel === 'whatsapp' ? '_continue' : '_send'), () =>
      on.choose(w.channel!),
    ),
})

/** A line in the screen, with its ways out. The element speaks it; here it is only seen. */
export const alert = (m: Model, on: Actions): unknown =>
  m.alert
    ? html`<div class="alert" part="error">${icon('warning')}<div>
        <p>${m.alert.seconds === undefined ? m.alert.text : place(m, m.alert.text, { time: time(m, m.alert.seconds) })}</p>
        ${m.alert.ways.length ? html`<div class="links">${m.alert.ways.map(w => ways(m, on)[w.act](w))}</div>` : nothing}
      </div></div>`
    : nothing

const oneDigit = (e: InputEvent) =>
  e.inputType?.startsWith('delete') || (e.inputType === 'insertText' && e.data?.length === 1)

interface CodeForm {
  label: unknown
  primary: boolean
}

/** One real input: autofill, paste and screen readers know it. `slot="code"` lends the page's own. */
export const codeForm = (m: Model, on: Actions, { label, primary }: CodeForm): TemplateResult =>
  html`<form class="g" novalidate @submit=${(e: Event) => {
    e.preventDefault()
    on.check()
  }}>
    <label for="code" part="label">${label}</label>
    <slot name="code"
      @input=${(e: InputEvent) => on.codeInput((e.target as HTMLInputElement).value, !!oneDigit(e))}
      @keydown=${(e: KeyboardEvent) => {
        if (e.key === 'Enter') {
          e.preventDefault()
          on.check()
        }
      }}><input id="code" class="f code n${digits(m)}" part="code" type="text" inputmode="numeric"
        autocomplete="one-time-code" enterkeyhint="done" autocapitalize="off" autocorrect="off" spellcheck="false"
        translate="no" dir="ltr" data-code data-focus=${m.screen === 'code' || nothing}
        ?data-anchor=${m.screen === 'code' || primary} aria-describedby="note"
        aria-invalid=${m.fieldError ? 'true' : nothing} ?disabled=${m.disabled}
        ?readonly=${m.busy === 'check'} .value=${m.code}></slot>
    ${note(m, say(m, 'code_hint'))}
    ${button(m, say(m, 'confirm'), null, { primary, busy: m.busy === 'check' })}
  </form>`

/** Digits of the code; 1 when a provider makes codes of any length, which the texts then do not mention. */
export const digits = (m: Model): number => m.view?.codeLength ?? (m.view ? 1 : m.site!.codeLength)

/** *Send again*, or how long until then. The countdown is no part of its name: it would be read every second. */
const resend = (m: Model, on: Actions) => {
  const wait = m.resendIn
  return wait === null || m.screen !== 'code'
    ? nothing
    : html`<button type="button" class="l" part="link" ?disabled=${m.disabled}
        aria-disabled=${wait ? 'true' : resting(m)} aria-label=${wait ? say(m, 'resend') : nothing}
        @click=${on.resend}>${wait ? place(m, 'resend_in', { time: time(m, wait) }) : say(m, 'resend')}${ring(m.busy === 'send')}</button>`
}

/**
 * What stands below a running verification: *Send again*, *Use another way* and, once it is due,
 * the help block. One template for both, so that a focused button stays the same button.
 */
export const more = (m: Model, on: Actions, links: unknown = nothing): TemplateResult => {
  const rest = others(m)
  const help = m.helpDue
  return html`<div class=${help ? 'g help' : 'g'}>
    ${help ? html`<b>${say(m, 'nothing_yet')}</b>` : nothing}
    ${
      help && m.channel === 'email'
        ? html`<p class="note"><span>${place(m, 'email_spam', { sender: ltr(m.view?.sender) })}</span></p>`
        : nothing
    }
    ${m.severalCodes ? html`<p class="note">${say(m, 'any_code_works')}</p>` : nothing}
    ${help ? rows(m, on, rest) : nothing}
    <div class="links">
      ${links}${resend(m, on)}
      ${rest.length && !help ? unfold(m, say(m, 'other_way'), m.waysOpen, on.toggleWays) : nothing}
      ${m.contact && (help || m.screen === 'whatsapp') ? changeLink(m, on) : nothing}
    </div>
    ${m.waysOpen && !help ? rows(m, on, rest) : nothing}
  </div>`
}
