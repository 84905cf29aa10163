import { afterEach, describe, expect, it } from 'vitest'
import { en } from '../../server/texts/en.ts'
import {
  askByPhone,
  askForMail,
  confirmMail,
  openWhatsApp,
  startWhatsApp,
  typeCode,
} from './accessibility/scenes.ts'
import { verified } from './accessibility/server.ts'
import type { Spoken } from './accessibility/spoken.ts'
import { type Setting, type Stage, useStage } from './accessibility/stage.ts'

// What is said in each flow, word for word and in its order. Whatever is said besides fails: so nothing is said twice,
// and no countdown is.

const open = useStage()
const stages: Stage[] = []
const all = new Set<string>()

async function visit(setting?: Setting): Promise<Stage> {
  const stage = await open(setting)
  stages.push(stage)
  return stage
}
afterEach(() => Promise.all(stages.splice(0).map(stage => stage.close())))

/** What was said since this was last asked; a region that was only emptied says nothing. */
async function heard(stage: Stage): Promise<string[]> {
  const said = (await stage.spoken()).filter(({ words }) => words).map(written)
  for (const one of said) all.add(one)
  return said
}
const written = ({ how, words }: Spoken) => `${how}: ${words}`

const address = 'ana@example.com'
const number = '+33 6 39 98 12 34'
const masked = '+33 •••• 1234'

/** The page is left for another app, or seen again. */
const turn = (s: Stage, visibilityState: 'hidden' | 'visible') =>
  s.page.evaluate(visibilityState => {
    Object.defineProperty(document, 'visibilityState', { value: visibilityState, configurable: true })
    document.dispatchEvent(new Event('visibilitychange'))
  }, visibilityState)

describe('WhatsApp', () => {
  it('on a phone: ready, waiting, received, confirmed', async () => {
    const s = await visit({ phone: true })
    await startWhatsApp(s)
    expect(await heard(s)).toEqual(['polite: Ready to send in WhatsApp.'])
    await s.enter('Open WhatsApp')
    await s.see('Open WhatsApp again')
    expect(await heard(s)).toEqual(['polite: Waiting for your message.'])
    await s.server.happens({ state: 'pending', delivery: 'sent', to: masked })
    await s.see('Message received')
    expect(await heard(s)).toEqual(['polite: Message received. Type the code.'])
    await typeCode(s, 'Type the code')
    await s.server.accept('check', verified)
    await s.see(/confirmed$/)
    expect(await heard(s)).toEqual([`polite: ${masked} confirmed`])
  })

  it('on a computer: ready, received, confirmed', async () => {
    const s = await visit()
    await startWhatsApp(s)
    await s.server.happens({ state: 'pending', delivery: 'sent', to: masked })
    await s.see('Message received')
    await typeCode(s, 'Type the code')
    await s.server.accept('check', verified)
    await s.see(/confirmed$/)
    expect(await heard(s)).toEqual([
      'polite: Ready to send in WhatsApp.',
      'polite: Message received. Type the code.',
      `polite: ${masked} confirmed`,
    ])
  })

  it('that does not open says so at once, and no more when the message is there', async () => {
    const s = await visit({ phone: true })
    await openWhatsApp(s)
    await heard(s)
    await s.pass(2_600)
    await s.see('WhatsApp did not open?')
    expect(await heard(s)).toEqual(['assertive: WhatsApp did not open? Send the text yourself:'])
    await s.server.happens({ state: 'pending', delivery: 'sent', to: masked })
    await s.see('Message received')
    expect((await s.spoken()).map(written)).toEqual([
      'polite: Message received. Type the code.',
      // Emptied, so that the same error would be heard again.
      'assertive: ',
    ])
  })

  it('says that something was copied, and to who comes back how far it is', async () => {
    const s = await visit({ phone: true })
    await startWhatsApp(s)
    await s.enter('Send it yourself')
    await heard(s)
    await s.enter('Copy Text')
    await s.see('Copied')
    expect(await heard(s)).toEqual(['polite: Copied'])
    await turn(s, 'hidden')
    await turn(s, 'visible')
    expect(await heard(s)).toEqual(['polite: Ready to send in WhatsApp.'])
  })

  it('nothing yet: after a minute it says once that there are more ways', async () => {
    const s = await visit()
    await startWhatsApp(s)
    await heard(s)
    await s.pass(59_000)
    expect(await heard(s)).toEqual([])
    await s.pass(120_000)
    expect(await heard(s)).toEqual(['polite: Nothing yet? More ways below.'])
  })
})

describe('a code by email', () => {
  it('is said to be sent once it is, not while it is being sent; then confirmed', async () => {
    const s = await visit()
    await askForMail(s, { delivery: 'queued' })
    expect(await heard(s)).toEqual([])
    await s.server.happens({ delivery: 'sent' })
    await s.see('We sent a 6-digit code')
    expect(await heard(s)).toEqual([`polite: Code sent to ${address}.`])
    await typeCode(s, 'Code')
    await s.server.accept('check', verified)
    await s.see(/confirmed$/)
    expect(await heard(s)).toEqual([`polite: ${address} confirmed`])
  })

  it('counts down in silence, and says once that it can be sent again, that there are more ways, and a minute before the end', async () => {
    const s = await visit()
    await askForMail(s, { expiresInSeconds: 600 })
    await heard(s)
    await s.pass(27_000)
    await s.see('Send again in 0:01')
    expect(await heard(s)).toEqual([])
    await s.pass(2_000)
    expect(await heard(s)).toEqual(['polite: You can send again now.'])
    await s.pass(40_000)
    expect(await heard(s)).toEqual(['polite: Nothing yet? More ways below.'])
    await s.pass(469_000)
    expect(await heard(s)).toEqual([])
    await s.pass(3_000)
    expect(await heard(s)).toEqual(['polite: One minute left.'])
    await s.pass(50_000)
    expect(await heard(s)).toEqual([])
    await s.server.happens({ state: 'expired' })
    await s.see('Send a new code')
    expect(await heard(s)).toEqual(['polite: This took longer than 10 minutes. Nothing is lost.'])
  })

  it('that is sent again is said again', async () => {
    const s = await visit()
    await askForMail(s, { resendInSeconds: 0 })
    await s.enter('Send again')
    await s.server.accept('send', { resendInSeconds: 45 })
    await s.see('Any code we sent you works.')
    expect(await heard(s)).toEqual([`polite: Code sent to ${address}.`, `polite: Code sent to ${address}.`])
  })
})

describe('a code by text message', () => {
  it('is said to be sent, then confirmed', async () => {
    const s = await visit({ phone: true })
    await askByPhone(s, 'sms')
    await typeCode(s, 'Code')
    await s.server.accept('check', verified)
    await s.see(/confirmed$/)
    expect(await heard(s)).toEqual([`polite: Code sent to ${number}.`, `polite: ${number} confirmed`])
  })
})

describe('a call', () => {
  it('that speaks the code: calling, once; then that one can be called again', async () => {
    const s = await visit()
    await askByPhone(s, 'call_code', { delivery: 'queued' })
    await s.server.happens({ delivery: 'sent' })
    await s.see('You will hear 6 digits, twice.')
    expect(await heard(s)).toEqual([`polite: Calling ${number}.`])
    await s.pass(30_000)
    expect(await heard(s)).toEqual(['polite: Call again'])
    await typeCode(s, 'Code')
    await s.server.accept('check', verified)
    await s.see(/confirmed$/)
    expect(await heard(s)).toEqual([`polite: ${number} confirmed`])
  })

  it('that asks for the key 1: calling, that nobody picked up, calling again, confirmed', async () => {
    const s = await visit()
    await askByPhone(s, 'call_button', { resendInSeconds: 0 })
    expect(await heard(s)).toEqual([`polite: Calling ${number}.`])
    await s.server.happens({ notice: 'not_answered' })
    await s.see('Nobody picked up.')
    expect(await heard(s)).toEqual(['assertive: Nobody picked up.'])
    await s.enter('Call again')
    await s.server.accept('send', { notice: null, resendInSeconds: 45 })
    await s.see('Waiting for the key 1…')
    expect(await heard(s)).toEqual([`polite: Calling ${number}.`])
    await s.pass(1_000)
    await s.server.happens(verified)
    await s.see(/confirmed$/)
    expect(await heard(s)).toEqual([`polite: ${number} confirmed`])
  })
})

describe('an error', () => {
  it('under a field is said at once, and again when it happens again', async () => {
    const s = await visit()
    await askForMail(s)
    await heard(s)
    await s.type('48')
    await s.page.keyboard.press('Enter')
    await s.see('The code has 6 digits.')
    expect(await heard(s)).toEqual(['assertive: The code has 6 digits.'])
    await s.page.keyboard.press('Enter')
    await expect.poll(() => heard(s)).toEqual(['assertive: The code has 6 digits.'])
  })

  it('of a wrong code is said with the tries that are left, and the same code again without asking', async () => {
    const s = await visit()
    await askForMail(s)
    await heard(s)
    await typeCode(s, 'Code')
    await s.server.refuse('check', 422, 'wrong_code', { checksLeft: 4 })
    await s.see('4 tries left')
    expect(await heard(s)).toEqual(['assertive: That code is not right. 4 tries left.'])
    await s.page.keyboard.press('Enter')
    await s.see('You already tried that code.')
    expect(await heard(s)).toEqual(['assertive: You already tried that code.'])
  })

  it('with a time is said once, with the time as it is then', async () => {
    const s = await visit()
    await s.see({ selector: 'h2' })
    await s.enter('Email')
    await s.type(address)
    await s.page.keyboard.press('Enter')
    await s.server.refuse('POST verifications', 429, 'try_later', { retryAfterSeconds: 28 })
    await s.see('Please wait 0:28.')
    await s.pass(20_000)
    await s.see('Please wait 0:08.')
    expect(await heard(s)).toEqual(['assertive: Please wait 0:28.'])
    await s.pass(10_000)
    expect(await heard(s)).toEqual([])
  })

  it('in the screen is said at once: no texts there, not sent, off line, no answer', async () => {
    const s = await visit()
    await s.see({ selector: 'h2' })
    await s.enter('Text message')
    await s.type('0639981234')
    await s.page.keyboard.press('Enter')
    await s.server.refuse('POST verifications', 400, 'unsupported_destination', { country: 'FR' })
    await s.see('cannot get a text here')
    expect(await heard(s)).toEqual(['assertive: Numbers in France cannot get a text here.'])
    await s.page.keyboard.press('Shift+Tab')
    await s.enter('Phone number')
    await s.server.refuse('POST verifications', 503, 'unavailable')
    await s.see('This is not working right now.')
    expect(await heard(s)).toEqual(['assertive: This is not working right now. Try again in a minute.'])
  })
})

describe('nothing is said', () => {
  it('of a page that opens, nor of the steps that move the focus', async () => {
    const s = await visit()
    await s.see({ selector: 'h2' })
    await s.enter('Email')
    await s.see('Your email address')
    await s.enter('Use another way')
    await s.enter('Back')
    await s.see('Confirm your phone or email')
    expect(await s.spoken()).toEqual([])
  })

  it('of what is asked for, unless the answer takes longer than a second', async () => {
    const s = await visit()
    await askForMail(s)
    await heard(s)
    await typeCode(s, 'Code')
    await s.pass(900)
    expect(await heard(s)).toEqual([])
    await s.pass(2_000)
    expect(await heard(s)).toEqual(['polite: One moment…'])
  })
})

describe('whoever comes back to the page', () => {
  it('from WhatsApp hears the last sentence once more', async () => {
    const s = await visit({ phone: true })
    await openWhatsApp(s)
    await heard(s)
    await turn(s, 'hidden')
    expect(await heard(s)).toEqual([])
    await turn(s, 'visible')
    expect(await heard(s)).toEqual(['polite: Waiting for your message.'])
  })

  it('hears what happened meanwhile, not an error of before', async () => {
    const s = await visit({ phone: true })
    await openWhatsApp(s)
    await turn(s, 'hidden')
    await s.server.happens({ state: 'pending', delivery: 'sent', to: masked })
    await heard(s)
    await turn(s, 'visible')
    await s.see('Message received')
    expect((await heard(s)).at(-1)).toBe('polite: Message received. Type the code.')
  })

  it('to a page that is done hears nothing', async () => {
    const s = await visit()
    await confirmMail(s)
    await heard(s)
    await turn(s, 'hidden')
    await turn(s, 'visible')
    expect(await heard(s)).toEqual([])
  })
})

it('nothing is said politely but what docs/accessibility.md has', () => {
  const t = en.widget
  const texts = [
    ...[
      t.say_ready,
      t.say_waiting,
      t.say_received,
      t.say_sent,
      t.say_calling,
      t.say_resend,
      t.say_nothing_yet,
    ],
    ...[t.say_minute, t.done, t.call_again, t.expired, t.copied, t.one_moment].map(text =>
      typeof text === 'string' ? text : text.other,
    ),
  ]
  const known = texts.map(
    text => new RegExp(`^polite: ${text.replace(/[.?]/g, '\\$&').replace(/\{\w+\}/g, '.+')}$`),
  )
  expect(all.size).toBeGreaterThan(10)
  const strange = [...all].filter(one => one.startsWith('polite') && !known.some(text => text.test(one)))
  expect(strange).toEqual([])
})
