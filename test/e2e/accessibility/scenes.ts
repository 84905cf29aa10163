import { expect, vi } from 'vitest'
import { verified } from './server.ts'
import { type Setting, type Stage, viewOf } from './stage.ts'

/** A state of the widget, and how a visitor comes there with a keyboard. */
export interface Scene {
  /** As docs/accessibility.md calls it. */
  name: string
  setting?: Setting
  play(stage: Stage): Promise<void>
}

const address = 'ana@example.com'
const number = '+33 6 39 98 12 34'
const masked = '+33 •••• 1234'
const typed = '0639981234'
const code = '483920'
const title = { selector: 'h2' }

/** The one field of the page that `for` names. */
const field = {
  attributes: 'for="tel"',
  before: '<p><label for="tel">Phone</label> <input id="tel" type="tel"></p>',
}

export const toContact = async (s: Stage, row: string) => {
  await s.see(title)
  await s.enter(row)
  await s.see({ selector: '[data-contact]' })
}

export const askForMail = async (s: Stage, more: Parameters<typeof viewOf>[1] = {}) => {
  await toContact(s, s.texts.email_name)
  await s.type(address)
  await s.page.keyboard.press('Enter')
  await s.server.start(viewOf('email', { to: 'a••@example.com', ...more }), address)
  await s.see(s.texts.email_sent_title)
}

export const askByPhone = async (
  s: Stage,
  channel: 'sms' | 'call_code' | 'call_button',
  more: Parameters<typeof viewOf>[1] = {},
) => {
  const { sms_name, call_name, call_about, press_about } = s.texts
  const row = {
    sms: sms_name,
    call_code: `${call_name} ${call_about}`,
    call_button: `${call_name} ${press_about}`,
  }
  await toContact(s, row[channel])
  await s.type(typed)
  await s.page.keyboard.press('Enter')
  await s.server.start(viewOf(channel, { to: masked, ...more }), number)
  await s.see(s.texts[channel === 'sms' ? 'sms_sent_title' : 'call_sent_title'])
}

export const startWhatsApp = async (s: Stage) => {
  await s.see(title)
  await s.enter(s.texts.wa_continue)
  await s.server.start(viewOf('whatsapp'))
  await s.see(s.texts.wa_waiting)
}

export const openWhatsApp = async (s: Stage) => {
  await startWhatsApp(s)
  const opened = s.page.context().waitForEvent('page')
  await s.enter(s.texts.wa_open)
  await (await opened).close()
  await s.page.bringToFront()
  await s.see(s.texts.wa_open_again)
}

export const received = async (s: Stage) => {
  await openWhatsApp(s)
  await s.server.happens({ state: 'pending', delivery: 'sent', to: masked })
  await s.see(s.texts.wa_received)
}

/** From the heading or a link into the field, where the code is typed. */
export const typeCode = async (s: Stage, label: string) => {
  if (!(await s.focused())?.startsWith(label)) await s.tabTo(label)
  await s.type(code)
  await s.pass(300)
}

export const confirmMail = async (s: Stage) => {
  await askForMail(s)
  await typeCode(s, s.texts.code_label)
  await s.server.accept('check', verified)
  await s.see({ selector: '[part=result]' })
}

const onPhone = { phone: true }

/** Every state that is unlike the others to somebody who cannot see it, in the order a visitor meets them. */
export const scenes: Scene[] = [
  {
    name: 'Loading',
    setting: { site: null },
    play: s => s.see({ selector: '[aria-busy]' }),
  },
  { name: 'Choose', play: s => s.see(title) },
  {
    name: 'Choose, under a field of the page',
    setting: field,
    play: s => s.see(s.texts.wa_continue),
  },
  {
    name: 'Choose, with a contact that the page knows',
    setting: { attributes: `to="${number}"` },
    play: s => s.see(s.texts.wa_continue),
  },
  {
    name: 'Choose, with a session to continue',
    async play(s) {
      await confirmMail(s)
      await s.page.goto(s.page.url())
      await s.see('••@example.com')
    },
  },

  { name: 'Email address', play: s => toContact(s, s.texts.email_name) },
  {
    name: 'Email address, nothing typed',
    async play(s) {
      await toContact(s, s.texts.email_name)
      await s.enter(s.texts.email_send)
      await s.see(s.texts.email_empty)
    },
  },
  {
    name: 'Email address, being sent',
    async play(s) {
      await toContact(s, s.texts.email_name)
      await s.type(address)
      await s.page.keyboard.press('Enter')
      await s.see({ selector: '.ring' })
    },
  },
  { name: 'Phone number', play: s => toContact(s, s.texts.sms_name) },
  {
    name: 'Phone number, not complete',
    async play(s) {
      await toContact(s, s.texts.sms_name)
      await s.type('0612')
      await s.page.keyboard.press('Enter')
      await s.server.refuse('POST verifications', 400, 'invalid_contact')
      await s.see({ selector: '[part=error]' })
    },
  },
  {
    name: 'Phone number, no text messages there',
    async play(s) {
      await toContact(s, s.texts.sms_name)
      await s.type(typed)
      await s.page.keyboard.press('Enter')
      await s.server.refuse('POST verifications', 400, 'unsupported_destination', { country: 'FR' })
      await s.see({ selector: '.alert' })
    },
  },
  {
    name: 'Phone number, please wait',
    async play(s) {
      await toContact(s, s.texts.sms_name)
      await s.type(typed)
      await s.page.keyboard.press('Enter')
      await s.server.refuse('POST verifications', 429, 'try_later', { retryAfterSeconds: 28 })
      await s.see({ selector: '.alert' })
    },
  },

  { name: 'WhatsApp on a phone', setting: onPhone, play: startWhatsApp },
  { name: 'WhatsApp on a phone, opened', setting: onPhone, play: openWhatsApp },
  {
    name: 'WhatsApp on a phone, did not open',
    setting: onPhone,
    async play(s) {
      await openWhatsApp(s)
      await s.pass(2_600)
      await s.see(s.texts.wa_not_opened)
    },
  },
  {
    name: 'WhatsApp on a phone, copied',
    setting: onPhone,
    async play(s) {
      await startWhatsApp(s)
      await s.enter(s.texts.wa_by_hand)
      await s.enter(s.texts.copy)
      await s.see(s.texts.copied)
    },
  },
  {
    name: 'WhatsApp on a phone, another number wrote',
    setting: { ...onPhone, ...field },
    async play(s) {
      await s.see(s.texts.wa_continue)
      await s.tabTo('Phone')
      await s.type(typed)
      await s.enter(s.texts.wa_continue)
      await s.server.start(viewOf('whatsapp'), number)
      await s.see(s.texts.wa_waiting)
      await s.server.happens({ notice: 'other_number' })
      await s.see({ selector: '.alert' })
    },
  },
  {
    name: 'WhatsApp on a phone, offline',
    setting: onPhone,
    async play(s) {
      await startWhatsApp(s)
      s.server.offline = true
      await s.page.evaluate(() => dispatchEvent(new Event('online')))
      // When the page hears of a loss and sets its clock for the next try, nobody is told: so time passes until it has tried.
      await vi.waitFor(
        async () => {
          if (s.server.losses < 3) await s.pass(500)
          expect(s.server.losses).toBeGreaterThanOrEqual(3)
        },
        { timeout: 20_000, interval: 200 },
      )
      await s.see(s.texts.offline)
    },
  },
  { name: 'WhatsApp on a computer', play: startWhatsApp },
  {
    name: 'WhatsApp on a computer, other ways open',
    async play(s) {
      await startWhatsApp(s)
      await s.enter(s.texts.other_way)
      await s.see(s.texts.sms_about)
    },
  },
  { name: 'WhatsApp answered', setting: onPhone, play: received },
  {
    name: 'WhatsApp answered, checking',
    setting: onPhone,
    async play(s) {
      await received(s)
      await typeCode(s, s.texts.wa_type_code)
      await s.see({ selector: '.ring' })
    },
  },
  {
    name: 'WhatsApp answered, wrong code',
    setting: onPhone,
    async play(s) {
      await received(s)
      await typeCode(s, s.texts.wa_type_code)
      await s.server.refuse('check', 422, 'wrong_code', { checksLeft: 4 })
      await s.see({ selector: '[part=error]' })
    },
  },

  { name: 'Code by email, being sent', play: s => askForMail(s, { delivery: 'queued' }) },
  { name: 'Code by email', play: askForMail },
  {
    name: 'Code by email, help is due',
    async play(s) {
      await askForMail(s)
      await s.pass(61_000)
      await s.see(s.texts.nothing_yet)
    },
  },
  {
    name: 'Code by email, sent twice',
    async play(s) {
      await askForMail(s, { resendInSeconds: 0 })
      await s.enter(s.texts.resend)
      await s.server.accept('send', { resendInSeconds: 45 })
      await s.see(s.texts.any_code_works)
    },
  },
  {
    name: 'Code by email, could not be sent',
    async play(s) {
      await askForMail(s, { delivery: 'queued' })
      await s.server.happens({ delivery: 'failed', notice: 'undeliverable' })
      await s.see({ selector: '.alert' })
    },
  },
  { name: 'Code by text message', play: s => askByPhone(s, 'sms') },
  { name: 'Code by phone call', play: s => askByPhone(s, 'call_code') },
  { name: 'Press 1', play: s => askByPhone(s, 'call_button') },
  {
    name: 'Press 1, nobody picked up',
    async play(s) {
      await askByPhone(s, 'call_button', { resendInSeconds: 0 })
      await s.server.happens({ notice: 'not_answered' })
      await s.see(s.texts.not_answered)
    },
  },

  { name: 'Confirmed', play: confirmMail },
  {
    name: 'Run out',
    async play(s) {
      await confirmMail(s)
      await s.pass(241_000)
      await s.server.refuse('proof', 410, 'closed', { state: 'expired' })
      await s.see(s.texts.confirm_again)
    },
  },
  {
    name: 'Ended, too many wrong codes',
    async play(s) {
      await askForMail(s)
      await typeCode(s, s.texts.code_label)
      await s.server.refuse('check', 422, 'wrong_code', { checksLeft: 0 })
      await s.see(s.texts.locked)
    },
  },
  {
    name: 'Ended, expired',
    async play(s) {
      await askForMail(s, { expiresInSeconds: 600 })
      await s.server.happens({ state: 'expired' })
      await s.see(s.texts.send_new)
    },
  },
  {
    name: 'Unavailable, could not be loaded',
    setting: { site: null },
    async play(s) {
      await s.server.refuse('GET sites/{id}', 503, 'unavailable')
      await s.see({ selector: '[aria-busy]' })
      await s.pass(100)
      await s.see({ selector: '[part=error]' })
    },
  },
  {
    name: 'Unavailable on this page',
    setting: { site: null },
    async play(s) {
      await s.server.refuse('GET sites/{id}', 404, 'not_found')
      await s.see({ selector: '[aria-busy]' })
      await s.pass(100)
      await s.see({ selector: '[part=error]' })
    },
  },
]
