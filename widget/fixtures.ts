import { encode } from 'uqr'
import type {
  ChannelId,
  QrBits,
  SiteView,
  VerificationView,
  WhatsAppStep,
  WidgetTexts,
} from '../server/api.ts'
import type { Actions, Alert, Model } from './model.ts'
import { clock, countryName, fill, latin, type Values } from './texts.ts'

/** A screen in one notable state, to be looked at and tested without a server. */
export interface Fixture {
  screen: string
  name: string
  model: Model
}

interface Language {
  texts: WidgetTexts
  language: string
  direction: 'ltr' | 'rtl'
}

const link = 'https://wa.me/964622445511?text=VERIFY%207K2M-9QXD'

const whatsapp: WhatsAppStep = {
  number: '+964 622 445 511',
  command: 'VERIFY 7K2M-9QXD',
  link,
  qr: qrBits(link),
}

/** The same bits as the server sends. */
function qrBits(text: string): QrBits {
  const { size, data } = encode(text, { border: 0 })
  const bytes = new Uint8Array(Math.ceil(size ** 2 / 8))
  data.flat().forEach((dark, i) => {
    if (dark) bytes[i >> 3]! |= 128 >> (i & 7)
  })
  const bits = btoa(String.fromCharCode(...bytes))
  return { size, bits: bits.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '') }
}

/** Every screen, in the order a visitor meets them. */
export function fixtures({ texts, language, direction }: Language): Fixture[] {
  const say = (key: keyof WidgetTexts, values: Values = {}) => fill(texts[key], values, language)
  const phone = '+33 6 39 98 12 34'
  const email = 'ada@example.com'
  const caller = '+33 1 23 45 67 89'
  const phoneChannels: ChannelId[] = ['whatsapp', 'sms', 'call_code', 'call_button']
  // Isolated as the controller does it, so that a number keeps its order in a right-to-left sentence.
  const isolated = (contact: string) => `\u2066${contact}\u2069`

  const site: SiteView = {
    name: 'Example',
    domain: 'example.com',
    channels: [
      { id: 'whatsapp', contact: 'phone', free: true },
      { id: 'email', contact: 'email', free: true },
    ],
    countries: ['FR', 'DE', 'IQ', 'GB', 'US', 'IN', 'BR'],
    country: 'FR',
    dialCodes: { FR: '33', DE: '49', IQ: '964', GB: '44', US: '1', IN: '91', BR: '55' },
    example: '06 12 34 56 78',
    language,
    direction,
    codeLength: 6,
    requireNonce: false,
    texts,
  }
  const view = (channel: ChannelId, over: Partial<VerificationView> = {}): VerificationView => ({
    id: 'v1',
    revision: 1,
    state: channel === 'whatsapp' || channel === 'call_button' ? 'waiting' : 'pending',
    channel,
    to: null,
    notice: null,
    delivery: channel === 'whatsapp' ? 'none' : 'sent',
    sender: channel === 'email' ? 'codes@example.com' : channel.startsWith('call') ? caller : null,
    codeLength: 6,
    checksLeft: 5,
    expiresInSeconds: 900,
    resendInSeconds: 28,
    channels: channel === 'email' ? ['email'] : phoneChannels,
    ...(channel === 'whatsapp' && { whatsapp }),
    ...over,
  })
  const base: Model = {
    screen: 'choose',
    mode: 'own',
    phone: true,
    site,
    channels: ['whatsapp', 'email'],
    channel: null,
    view: null,
    contact: null,
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
    lifeMinutes: 15,
    resendIn: 0,
    code: '',
    typed: '',
    country: 'FR',
    renewing: false,
    verifiedAt: null,
    cause: null,
    disabled: false,
  }

  const list: Fixture[] = []
  const group =
    (screen: string, common: Partial<Model>) =>
    (name: string, over: Partial<Model> = {}) => {
      list.push({ screen, name, model: { ...base, ...common, ...over } })
    }
  const alert = (text: string, ...ways: Alert['ways']): Alert => ({ text, ways })
  const by = (channel: ChannelId, words?: keyof WidgetTexts) => ({ act: 'channel', channel, words }) as const
  const byEmail = by('email')
  const resend = { act: 'resend' } as const
  const change = { act: 'change' } as const

  const loading = group('Loading', { screen: 'loading', site: null })
  loading('Before the configuration has come')

  const choose = group('Choose', { screen: 'choose' })
  choose('WhatsApp and email')
  choose('WhatsApp only', { channels: ['whatsapp'] })
  choose('Email only', { channels: ['email'] })
  choose('All channels', { channels: [...phoneChannels, 'email'] })
  choose('Text message first', { channels: ['sms', 'call_code'] })
  choose('Call first', { channels: ['call_button', 'call_code', 'sms'] })
  choose('A session to continue', { offer: '+33 •••• 1234' })
  choose('Busy', { asked: 'whatsapp', busy: 'start' })
  choose('Busy for a second', { asked: 'whatsapp', busy: 'start', slow: true })
  choose('Not working', { alert: alert(say('unavailable'), { act: 'retry' }, byEmail) })
  choose('Too many tries', { alert: alert(say('wait_minutes', { n: 5 })) })
  choose('Disabled', { disabled: true })

  const compact = group('Compact', { screen: 'choose', mode: 'field' })
  compact('Under a phone field', { channels: ['whatsapp'] })
  compact('Under a field, two ways', { channels: ['whatsapp', 'sms'] })
  compact('Other ways open', { channels: ['whatsapp', 'sms', 'call_code'], waysOpen: true })
  compact('Under an empty email field', {
    channels: ['email'],
    fieldError: say('field_empty', { label: texts.email_label }),
  })
  compact('Fixed contact', { mode: 'fixed', contact: phone, channels: ['whatsapp', 'sms'] })
  compact('Fixed address', { mode: 'fixed', contact: email, channels: ['email'] })

  const address = group('Email address', { screen: 'contact', channel: 'email' })
  address('Empty')
  address('Typed', { typed: email })
  address('Nothing typed', { fieldError: say('email_empty') })
  address('Not an address', { typed: 'ada@example', fieldError: say('email_invalid') })
  address('Busy', { typed: email, busy: 'start', asked: 'email' })
  address('Other ways open', { waysOpen: true })
  address('Please wait', {
    typed: email,
    alert: { ...alert(say('wait_seconds', { time: clock(28) })), seconds: 28 },
  })
  address('No answer', { typed: email, alert: alert(say('no_answer'), { act: 'retry' }) })

  compact('A landline', {
    channels: ['sms', 'call_code'],
    alert: alert(say('landline'), by('call_code', 'call_send'), change),
  })

  const typed = '06 39 98 12 34'
  const france = { country: countryName('FR', language) }
  const number = group('Phone number', { screen: 'contact', channel: 'sms', channels: phoneChannels })
  number('Several countries')
  number('For a call', { channel: 'call_code', typed })
  number('For a key press', { channel: 'call_button', typed })
  number('Before WhatsApp', { channel: 'whatsapp', typed })
  number('Busy', { channel: 'call_code', typed, busy: 'start', asked: 'call_code' })
  number('Nothing typed', { fieldError: say('phone_empty') })
  number('Not a number', {
    typed: '06 12',
    fieldError: say('phone_invalid', france),
  })
  number('One country', { site: { ...site, countries: ['FR'] } })
  number('Any country', { site: { ...site, countries: [], example: null } })
  number('A landline', {
    typed: '01 23 45 67 89',
    alert: alert(say('landline'), by('call_code', 'call_send'), change),
  })
  number('No texts there', {
    typed,
    channels: ['sms', 'call_code', 'email'],
    alert: alert(say('unsupported_text', france), by('call_code'), byEmail, change),
  })
  number('No calls there', {
    typed,
    channel: 'call_code',
    alert: alert(say('unsupported_call', france), by('whatsapp'), by('sms'), change),
  })

  const wa = group('WhatsApp on a phone', {
    screen: 'whatsapp',
    channel: 'whatsapp',
    view: view('whatsapp'),
  })
  wa('Waiting')
  wa('Link pressed', { linkOpened: true })
  wa('Did not open', { linkOpened: true, alert: alert(say('wa_not_opened'), { act: 'by-hand' }) })
  wa('Sent by hand', { linkOpened: true, byHandOpen: true })
  wa('Copied', { linkOpened: true, byHandOpen: true, copied: 'text' })
  wa('Copy refused', { linkOpened: true, byHandOpen: true, alert: alert(say('copy_refused')) })
  wa('Code typed too early', { linkOpened: true, code: '123456', fieldError: say('no_code_yet') })
  wa('Help is due', { linkOpened: true, helpDue: true })
  wa('Other number', {
    mode: 'field',
    linkOpened: true,
    contact: phone,
    view: view('whatsapp', { notice: 'other_number' }),
    channels: phoneChannels,
    alert: alert(
      say('other_number', { contact: isolated(phone) }),
      by('sms', 'text_me'),
      { act: 'use-sender' },
      change,
    ),
  })
  wa('Hidden number', {
    linkOpened: true,
    view: view('whatsapp', { notice: 'number_hidden' }),
    alert: alert(say('number_hidden'), byEmail),
  })
  wa('Offline', { linkOpened: true, alert: alert(say('offline')) })
  wa('Other ways open', { waysOpen: true })

  const desktop = group('WhatsApp on a computer', {
    screen: 'whatsapp',
    phone: false,
    channel: 'whatsapp',
    view: view('whatsapp'),
  })
  desktop('Waiting')
  desktop('Sent by hand', { byHandOpen: true })
  desktop('Opened here', { linkOpened: true })
  desktop('Help is due', { helpDue: true })

  const received = group('WhatsApp answered', {
    screen: 'whatsapp',
    channel: 'whatsapp',
    contact: '+33 •••• 1234',
    linkOpened: true,
    view: view('whatsapp', { state: 'pending', delivery: 'sent', to: '+33 •••• 1234' }),
  })
  received('Message received')
  received('On a computer', { phone: false, linkOpened: false })
  received('Checking', { code: '123456', busy: 'check' })
  received('Wrong code', { code: '123457', fieldError: say('code_wrong', { n: 4 }) })
  received('Last try', { code: '123457', fieldError: say('code_wrong', { n: 1 }) })
  received('Answer failed', { alert: alert(say('wa_answer_failed'), { act: 'open-whatsapp' }, byEmail) })
  received('Code of any length', {
    code: '48215',
    view: view('whatsapp', { state: 'pending', delivery: 'sent', codeLength: null }),
  })

  const mail = group('Code by email', {
    screen: 'code',
    channel: 'email',
    contact: email,
    view: view('email'),
    resendIn: 28,
  })
  mail('Sending', { view: view('email', { delivery: 'queued' }) })
  mail('Sent')
  mail('Half typed', { code: '483' })
  mail('Checking', { code: '483920', busy: 'check' })
  mail('Wrong code', { code: '483921', fieldError: say('code_wrong', { n: 4 }) })
  mail('Too short', { code: '4839', fieldError: say('code_length', { n: 6 }) })
  mail('Already tried', { code: '483921', fieldError: say('code_again') })
  mail('Send again', { resendIn: 0 })
  mail('Sending again', { resendIn: 0, busy: 'send' })
  mail('Help is due', { resendIn: 0, helpDue: true })
  mail('Sent twice', { resendIn: 45, helpDue: true, severalCodes: true })
  mail('No more sends', { resendIn: null, alert: alert(say('no_more_email'), change) })
  mail('Undeliverable', {
    resendIn: 0,
    view: view('email', { delivery: 'failed', notice: 'undeliverable' }),
    alert: alert(say('undeliverable', { contact: isolated(email) }), change),
  })
  mail('Fixed contact', { mode: 'fixed', channels: ['email'] })

  const running = (screen: string, channel: ChannelId, over: Partial<Model> = {}) =>
    group(screen, {
      screen: 'code',
      channel,
      channels: [...phoneChannels, 'email'],
      contact: phone,
      view: view(channel, { to: '+33 •••• 1234' }),
      resendIn: 28,
      ...over,
    })
  /** A view that the site's own server would give for the contact of these screens. */
  const known = (channel: ChannelId, over: Partial<VerificationView>) =>
    view(channel, { to: '+33 •••• 1234', ...over })
  const notCalled = alert(say('call_failed', { contact: isolated(phone) }), by('whatsapp'), byEmail, change)
  const notSent = alert(say('undeliverable', { contact: isolated(phone) }), by('whatsapp'), byEmail, change)

  const text = running('Code by text message', 'sms')
  text('Sending', { view: known('sms', { delivery: 'queued' }) })
  text('Sent')
  text('Wrong code', { code: '483921', fieldError: say('code_wrong', { n: 4 }) })
  text('Help is due', { resendIn: 0, helpDue: true })
  text('After a switch', { resendIn: 45, severalCodes: true })
  text('Other ways open', { waysOpen: true })
  text('Asking for a call', { waysOpen: true, busy: 'start', asked: 'call_code' })
  text('No more sends', { resendIn: null, alert: alert(say('no_more_phone'), by('whatsapp'), change) })
  text('Could not be sent', {
    resendIn: 0,
    view: known('sms', { delivery: 'failed', notice: 'undeliverable' }),
    alert: notSent,
  })
  text('Code of any length', { code: '4821', view: known('sms', { codeLength: null }) })

  const spoken = running('Code by phone call', 'call_code')
  spoken('Calling', { view: known('call_code', { delivery: 'queued' }) })
  spoken('Called')
  spoken('Sender unknown', { view: known('call_code', { sender: null }) })
  spoken('Code of any length', { view: known('call_code', { codeLength: null }) })
  spoken('Code typed too early', { code: '123456', fieldError: say('no_call_yet') })
  spoken('Call again', { resendIn: 0 })
  spoken('Calling again', { resendIn: 0, busy: 'send' })
  spoken('Help is due', { resendIn: 0, helpDue: true })
  spoken('Nobody picked up', {
    resendIn: 12,
    view: known('call_code', { notice: 'not_answered' }),
    alert: alert(say('not_answered'), resend, by('whatsapp'), by('sms'), by('call_button')),
  })
  spoken('To a landline', {
    view: known('call_code', { channels: ['call_code', 'call_button'] }),
    channels: ['sms', 'call_code', 'call_button'],
    waysOpen: true,
  })
  spoken('Could not be made', {
    view: known('call_code', { delivery: 'failed', notice: 'undeliverable' }),
    alert: notCalled,
  })

  const key = running('Key press', 'call_button', { screen: 'press' })
  key('Calling', { view: known('call_button', { delivery: 'queued' }) })
  key('Called')
  key('Sender unknown', { view: known('call_button', { sender: null }) })
  key('Call again', { resendIn: 0 })
  key('Calling again', { resendIn: 0, busy: 'send' })
  key('Calling again for a second', { resendIn: 0, busy: 'send', slow: true })
  key('Help is due', { resendIn: 0, helpDue: true })
  key('After a code was sent', { severalCodes: true })
  key('Other ways open', { waysOpen: true })
  key('Other key', {
    resendIn: 0,
    view: known('call_button', { notice: 'declined' }),
    alert: alert(say('declined'), resend, by('sms'), byEmail),
  })
  key('Nobody picked up', {
    view: known('call_button', { notice: 'not_answered' }),
    alert: alert(say('not_answered'), resend, by('whatsapp'), by('sms'), by('call_code'), byEmail),
  })
  key('No more calls', {
    resendIn: null,
    view: known('call_button', { notice: 'not_answered' }),
    alert: alert(say('not_answered'), resend, by('sms')),
  })
  key('Could not be made', {
    view: known('call_button', { delivery: 'failed', notice: 'undeliverable' }),
    alert: notCalled,
  })
  key('Fixed contact', { mode: 'fixed', channels: ['sms', 'call_button'] })
  key('Fixed contact, could not be made', {
    mode: 'fixed',
    channels: ['sms', 'call_button'],
    view: known('call_button', { delivery: 'failed', notice: 'undeliverable' }),
    alert: alert(say('call_failed', { contact: isolated(phone) }), by('sms'), change),
  })

  const confirmed = group('Confirmed', { screen: 'confirmed', channel: 'whatsapp', contact: phone })
  confirmed('Number')
  confirmed('Address', { channel: 'email', contact: 'ada.lovelace.countess@mathematics.example.com' })
  confirmed('Renewing', { renewing: true, busy: 'renew' })
  confirmed('Fixed contact', { mode: 'fixed' })
  const runOut = group('Run out', {
    screen: 'run-out',
    channel: 'whatsapp',
    contact: phone,
    verifiedAt: new Intl.DateTimeFormat(latin(language), { timeStyle: 'short', timeZone: 'UTC' }).format(
      Date.UTC(2026, 0, 1, 14, 5),
    ),
  })
  runOut('Confirmed too long ago')
  runOut('Busy', { busy: 'start', asked: 'whatsapp' })

  const ended = group('Ended', { screen: 'ended', channel: 'email', contact: email, view: view('email') })
  ended('Locked', { cause: 'locked' })
  ended('Expired', { cause: 'expired' })
  ended('Expired, WhatsApp', { cause: 'expired', channel: 'whatsapp' })
  ended('Expired, call', { cause: 'expired', channel: 'call_code' })
  ended('Stopped from the phone', { cause: 'canceled', channel: 'whatsapp' })
  ended('Other numbers wrote', { cause: 'other_number', channel: 'whatsapp', contact: phone })
  ended('Page open too long', { cause: 'session_gone', view: null })

  const unavailable = group('Unavailable', { screen: 'unavailable', site: null, channels: [] })
  unavailable('Not loaded', { cause: 'not_loaded' })
  unavailable('Trying again', { cause: 'not_loaded', busy: 'load' })
  unavailable('Not available on this page', { cause: 'not_available' })
  return list
}

/** Actions that do nothing but tell. */
export const told = (tell: (action: string, ...values: unknown[]) => void): Actions =>
  new Proxy({} as Actions, {
    get:
      (_, action) =>
      (...values: unknown[]) =>
        tell(String(action), ...values),
  })
