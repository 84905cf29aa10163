import { assert } from 'chai'
import type { ChannelId, SiteView, VerificationView } from '../server/api.ts'
import { create, leavePage, plain, ways } from './fake-host.ts'
import type { Host } from './host.ts'
import {
  done,
  type Fake,
  fake,
  mail,
  phoneView,
  problem,
  settle,
  site,
  started,
  view,
} from './test-support.ts'

let net: Fake
beforeEach(() => {
  net = fake()
})
afterEach(() => {
  leavePage()
  net.restore()
})

const number = '+33 6 39 98 12 34'
const allChannels: SiteView['channels'] = [
  { id: 'whatsapp', contact: 'phone', free: true },
  { id: 'sms', contact: 'phone', free: false },
  { id: 'call_code', contact: 'phone', free: false },
  { id: 'call_button', contact: 'phone', free: false },
  { id: 'email', contact: 'email', free: true },
]

async function load(settings: Partial<Host> = {}, of: Partial<SiteView> = {}) {
  const all = create(settings)
  all.c.load()
  await net.take('GET sites/site_example').answer(site({ channels: allChannels, ...of }))
  return all
}

/** S2, with a number typed and sent off; the start is not answered yet. */
async function asked(channel: ChannelId, settings: Partial<Host> = {}) {
  const all = await load(settings)
  all.on.choose(channel)
  all.on.type('06 39 98 12 34')
  all.on.submitContact()
  return all
}

/** S4 or S5. */
async function running(channel: ChannelId, of: Partial<VerificationView> = {}, settings: Partial<Host> = {}) {
  const all = await asked(channel, settings)
  await net.take('POST verifications').answer(started(phoneView(channel, of), number), 201)
  return all
}

/** The next answer of the long poll. */
const poll = (channel: ChannelId, of: Partial<VerificationView>) =>
  net.take('GET verifications').answer(phoneView(channel, of))

const quiet = () => assert.isFalse(net.has('POST'), 'nothing is sent')

describe('a text message', () => {
  it('asks for a number, and says when the code is sent', async () => {
    const { m, on, said } = await load()
    on.choose('sms')
    quiet()
    assert.equal(m.screen, 'contact')
    on.submitContact()
    assert.equal(m.fieldError, 'Type your number.')
    on.type('06 39 98 12 34')
    on.submitContact()
    const start = net.take('POST verifications')
    assert.deepEqual([start.body.channel, start.body.to, start.body.country], ['sms', '06 39 98 12 34', 'FR'])
    await start.answer(started(phoneView('sms'), number), 201)
    assert.equal(m.screen, 'code')
    assert.deepEqual(said, [])
    await poll('sms', { revision: 2, delivery: 'sent' })
    assert.deepEqual(said, [`Code sent to ${number}.`])
  })

  it('checks what the browser reads in the message', async () => {
    const { m } = await running('sms')
    net.textMessage!('123456')
    await settle()
    assert.equal(m.code, '123456')
    assert.deepEqual(net.take('POST verifications/v1/check').body, { code: '123456' })
  })

  it('leaves the messages to a page that reads them itself', async () => {
    await running('sms', {}, { webotp: 'off' })
    assert.isNull(net.textMessage)
  })

  for (const channel of ['call_code', 'call_button', 'email'] as const)
    it(`reads no messages for ${channel}`, async () => {
      await running(channel)
      assert.isNull(net.textMessage)
    })

  it('helps after 30 seconds, a spoken code after 60, a key press after 45', async () => {
    for (const [channel, seconds] of [
      ['sms', 30],
      ['call_code', 60],
      ['call_button', 45],
    ] as const) {
      const { m, c } = await running(channel)
      await net.advance(seconds * 1_000 - 1)
      assert.isFalse(m.helpDue, channel)
      await net.advance(1)
      assert.isTrue(m.helpDue, channel)
      c.hostDisconnected()
      net.items.clear()
    }
  })
})

describe('a call', () => {
  for (const [channel, screen] of [
    ['call_code', 'code'],
    ['call_button', 'press'],
  ] as const) {
    it(`over ${channel} is announced once, and again when it is made again`, async () => {
      const all = await running(channel)
      const { m, on, said, c } = all
      assert.equal(m.screen, screen)
      assert.equal(c.state, 'waiting')
      assert.deepEqual(said, [`Calling ${number}.`])
      await poll(channel, { revision: 2, delivery: 'sent' })
      assert.deepEqual(said, [`Calling ${number}.`])
      await net.advance(30_000)
      assert.equal(said.filter(s => s === 'Call again').length, 1)
      assert.isFalse(said.includes('You can send again now.'))
      said.length = 0
      on.resend()
      const send = net.take('POST verifications/v1/send')
      assert.deepEqual(send.body, {})
      assert.isOk(send.headers['Idempotency-Key'])
      await send.answer(phoneView(channel, { revision: 3, resendInSeconds: 60 }))
      assert.deepEqual(said, [`Calling ${number}.`])
      assert.equal(m.resendIn, 60)
    })

    it(`over ${channel} that nobody answers can be made again, or replaced`, async () => {
      const { m, on, alarms } = await running(channel, { delivery: 'sent' })
      await poll(channel, { revision: 2, delivery: 'sent', notice: 'not_answered' })
      assert.equal(m.screen, screen)
      assert.equal(m.alert?.text, 'Nobody picked up.')
      const other = channel === 'call_code' ? 'call_button' : 'call_code'
      assert.equal(ways(m), `resend whatsapp sms ${other} email`)
      assert.deepEqual(alarms, ['Nobody picked up.'])
      on.resend()
      assert.equal(m.alert, null)
      await net.take('POST verifications/v1/send').answer(phoneView(channel, { revision: 3 }))
      assert.equal(m.alert, null)
    })

    it(`over ${channel} that could not be made keeps the way to make it again`, async () => {
      const { m } = await running(channel)
      await poll(channel, {
        revision: 2,
        delivery: 'failed',
        notice: 'undeliverable',
        resendInSeconds: 20,
      })
      assert.equal(plain(m.alert?.text), `The call to ${number} could not be made.`)
      assert.equal(ways(m)?.split(' ').at(-1), 'change')
      assert.equal(m.screen, screen)
      assert.equal(m.resendIn, 20)
    })

    it(`over ${channel} that is refused for now says how long`, async () => {
      const { m, on } = await running(channel)
      on.resend()
      await net.take('POST').answer(problem('try_later', { retryAfterSeconds: 45 }), 429)
      assert.equal(m.alert?.text, 'Please wait {time}.')
      assert.equal(m.alert?.seconds, 45)
      assert.equal(m.resendIn, 45)
    })
  }

  it('with a code says that it has not been made yet', async () => {
    const { m, on } = await running('call_code')
    on.codeInput('123456', false)
    await net.take('POST').answer(problem('no_code_yet'), 409)
    assert.equal(m.fieldError, 'The call has not been made yet.')
  })

  it('a text message that is not made yet only takes a moment', async () => {
    const { m, on } = await running('sms', { codeLength: null })
    on.codeInput('4821', false)
    await net.take('POST').answer(problem('no_code_yet'), 409)
    assert.equal(m.fieldError, 'One moment…')
  })

  it('that is answered with the key confirms by itself', async () => {
    const { m, c, events } = await running('call_button', { delivery: 'sent' })
    await net.take('GET verifications').answer(done(phoneView('call_button', { delivery: 'sent' })))
    assert.equal(m.screen, 'confirmed')
    assert.equal(c.proof, 'proof-1')
    assert.include(events.join(), '"channel":"call_button"')
  })

  it('that is answered with another key says so', async () => {
    const { m, said } = await running('call_button', { delivery: 'sent' })
    await poll('call_button', { revision: 2, delivery: 'sent', notice: 'declined', resendInSeconds: 0 })
    assert.equal(m.alert?.text, 'The key 1 was not pressed.')
    assert.equal(ways(m), 'resend whatsapp sms call_code email')
    assert.deepEqual(said, [`Calling ${number}.`, 'Call again'])
    await poll('call_button', { revision: 3, delivery: 'queued' })
    assert.equal(m.alert, null)
  })

  it('goes on after a reload, with no second call', async () => {
    const first = await running('call_button', { delivery: 'sent' })
    first.c.hostDisconnected()
    net.asked.length = 0
    net.arrival = 'reload'
    const again = await load()
    await net.take('GET verifications/v1').answer(phoneView('call_button', { delivery: 'sent' }))
    assert.equal(again.m.screen, 'press')
    assert.equal(again.m.contact, number)
    assert.equal(again.focused, 0, 'nobody asked for the focus')
    assert.equal(`${net.take('GET').query}`, 'wait=25&revision=1')
    quiet()
  })

  it('is not made twice by a reload before the answer', async () => {
    const first = await asked('call_button')
    const start = net.take('POST')
    first.c.hostDisconnected()
    net.asked.length = 0
    net.arrival = 'reload'
    const { m } = await load()
    const again = net.take('POST verifications')
    assert.deepEqual(again.body, start.body)
    assert.equal(again.headers['Idempotency-Key'], start.headers['Idempotency-Key'])
    await again.answer(started(phoneView('call_button'), number), 201)
    assert.equal(m.screen, 'press')
  })

  it('is repeated with the same key when no answer came', async () => {
    const { m, on } = await running('call_button', { resendInSeconds: 0 })
    on.resend()
    const first = net.take('POST')
    await first.break()
    assert.equal(ways(m), 'retry')
    on.retry()
    const second = net.take('POST verifications/v1/send')
    assert.equal(second.headers['Idempotency-Key'], first.headers['Idempotency-Key'])
  })

  it('is asked for by another number without a way back to this one', async () => {
    const { m, on } = await running('call_button')
    on.change()
    net.take('DELETE verifications/v1')
    assert.equal(m.screen, 'contact')
    assert.equal(m.channel, 'call_button')
    assert.equal(m.typed, '06 39 98 12 34')
    quiet()
  })

  it('is asked for anew once it has taken too long', async () => {
    const { m, on } = await running('call_button')
    await poll('call_button', { revision: 2, state: 'expired' })
    assert.equal(m.screen, 'ended')
    on.startAgain()
    const { body } = net.take('POST verifications')
    assert.deepEqual([body.channel, body.to], ['call_button', number])
  })
})

describe('a number that a channel cannot reach', () => {
  const refused = (more: object = {}) =>
    net.take('POST verifications').answer(problem('unsupported_destination', more), 400)

  const rows: [ChannelId, country: string, text: string, ways: string][] = [
    [
      'sms',
      'GB',
      'Numbers in United Kingdom cannot get a text here.',
      'whatsapp call_code call_button email',
    ],
    [
      'call_code',
      'GB',
      'Numbers in United Kingdom cannot get a call here.',
      'whatsapp sms call_button email',
    ],
    [
      'call_button',
      'GB',
      'Numbers in United Kingdom cannot get a call here.',
      'whatsapp sms call_code email',
    ],
  ]
  for (const [channel, country, text, out] of rows)
    it(`is refused for ${channel} by the name of its country`, async () => {
      const { m } = await asked(channel)
      await refused({ country })
      assert.equal(m.alert?.text, text)
      assert.equal(ways(m), `${out} change`)
      assert.equal(m.screen, 'contact')
    })

  it('a landline can be called instead, at once', async () => {
    const { m, on } = await asked('sms')
    await refused({ landline: true })
    assert.equal(m.alert?.text, 'This looks like a landline. We can call it instead.')
    assert.equal(ways(m), 'call_code change')
    on.choose('call_code', true)
    const { body } = net.take('POST verifications')
    assert.deepEqual([body.channel, body.to, body.country], ['call_code', '06 39 98 12 34', 'FR'])
  })

  it('a landline is called by whatever kind of call there is', async () => {
    const { m } = await asked('sms', { channels: 'email sms call_button' })
    await refused({ landline: true })
    assert.equal(ways(m), 'call_button change')
  })

  it('a landline is just refused where nobody can call', async () => {
    const { m } = await asked('sms', { channels: 'whatsapp sms' })
    await refused({ landline: true })
    assert.equal(m.alert?.text, 'Numbers in France cannot get a text here.')
    assert.equal(ways(m), 'whatsapp change')
  })

  it('leads back to the field, which keeps what was typed', async () => {
    const all = await asked('sms')
    await refused()
    const before = all.focused
    all.on.change()
    assert.equal(all.m.screen, 'contact')
    assert.equal(all.m.channel, 'sms')
    assert.equal(all.m.typed, '06 39 98 12 34')
    assert.equal(all.m.alert, null)
    assert.isAbove(all.focused, before)
  })

  it('is forgotten when another number is typed', async () => {
    const { m, on } = await asked('sms')
    await refused({ landline: true })
    on.type('06 39 98 12 3')
    assert.equal(m.alert, null)
  })

  it('is no declared number for WhatsApp', async () => {
    const { on } = await asked('sms')
    await refused()
    on.choose('whatsapp', true)
    assert.isUndefined(net.take('POST verifications').body.to)
  })

  it('is asked for again by a way to an address', async () => {
    const { m, on } = await asked('sms')
    await refused()
    on.choose('email', true)
    quiet()
    assert.equal(m.screen, 'contact')
    assert.equal(m.channel, 'email')
    assert.equal(m.typed, '')
  })

  it('is not called by a row that only names the channel', async () => {
    const { m, on } = await asked('sms')
    await refused()
    on.choose('call_code')
    quiet()
    assert.equal(m.channel, 'call_code')
    assert.equal(m.typed, '06 39 98 12 34')
  })

  it('offers only what the server says can reach it', async () => {
    const { m } = await running('call_code', {
      channels: ['call_code', 'call_button'],
      notice: 'not_answered',
      delivery: 'sent',
    })
    assert.equal(ways(m), 'resend call_button email')
  })
})

describe('from one channel to another', () => {
  it('changes the screen only with the answer', async () => {
    const { m, on } = await running('sms', { delivery: 'sent' })
    on.choose('call_button')
    assert.equal(m.busy, 'start')
    assert.equal(m.asked, 'call_button')
    assert.equal(m.channel, 'sms')
    const send = net.take('POST verifications/v1/send')
    assert.deepEqual(send.body, { channel: 'call_button' })
    await send.answer(phoneView('call_button', { revision: 2 }))
    assert.equal(m.screen, 'press')
    assert.equal(m.channel, 'call_button')
    assert.equal(m.asked, null)
  })

  it('stays where it was when the other one is refused', async () => {
    const { m, on } = await running('sms', { delivery: 'sent' })
    on.choose('call_code')
    await net.take('POST').answer(problem('unsupported_destination', { country: 'FR' }), 400)
    assert.equal(m.alert?.text, 'Numbers in France cannot get a call here.')
    assert.equal(ways(m), 'whatsapp call_button email change')
    assert.equal(m.channel, 'sms')
    assert.equal(m.screen, 'code')
    assert.equal(m.asked, null)
  })

  it('takes several quick taps for one', async () => {
    const { on, m } = await running('sms', { resendInSeconds: 0 })
    on.choose('call_code')
    on.choose('call_code')
    on.choose('call_button')
    on.resend()
    net.take('POST verifications/v1/send')
    quiet()
    assert.equal(m.asked, 'call_code')
  })

  it('keeps every code that went out good, beside a key press too', async () => {
    const { m, on } = await running('sms', { delivery: 'sent' })
    assert.isFalse(m.severalCodes)
    on.choose('call_button')
    await net.take('POST').answer(phoneView('call_button', { revision: 2 }))
    assert.isTrue(m.severalCodes)
    on.resend()
    await net.take('POST').answer(phoneView('call_button', { revision: 3 }))
    assert.isTrue(m.severalCodes)
    on.codeInput('123456', false)
    const check = net.take('POST verifications/v1/check')
    await check.answer(done(phoneView('sms', { revision: 3 })))
    assert.equal(m.screen, 'confirmed')
    assert.equal(m.channel, 'sms', 'it was the code of the text message')
  })

  it('remembers them after a reload', async () => {
    const first = await running('sms', { delivery: 'sent' })
    first.on.choose('call_button')
    await net.take('POST').answer(phoneView('call_button', { revision: 2 }))
    first.c.hostDisconnected()
    net.asked.length = 0
    net.arrival = 'reload'
    const { m } = await load()
    await net.take('GET verifications/v1').answer(phoneView('call_button', { revision: 2 }))
    assert.equal(m.screen, 'press')
    assert.isTrue(m.severalCodes)
  })

  for (const first of ['poll', 'answer'])
    it(`is told once that it was sent again, when the ${first} comes first`, async () => {
      const { m, on, said } = await running('call_button')
      const calls = () => said.filter(s => s === `Calling ${number}.`).length
      assert.equal(calls(), 1)
      await poll('call_button', { revision: 2, notice: 'not_answered' })
      on.resend()
      const answer = () => net.take('POST').answer(phoneView('call_button', { revision: 3 }))
      if (first === 'answer') await answer()
      // Nothing new.
      await poll('call_button', { revision: 2, notice: 'not_answered' })
      await net.advance(1_000)
      await poll('call_button', { revision: 3 })
      if (first === 'poll') await answer()
      assert.equal(calls(), 2)
      await net.advance(1_000)
      on.choose('sms')
      const sms = net.take('POST')
      await poll('sms', { revision: 4 })
      await sms.answer(phoneView('sms', { revision: 4 }))
      assert.isFalse(m.severalCodes)
    })

  it('has only one code after calls for a key', async () => {
    const { m, on } = await running('call_button')
    on.resend()
    await net.take('POST').answer(phoneView('call_button', { revision: 2 }))
    on.choose('sms')
    await net.take('POST').answer(phoneView('sms', { revision: 3 }))
    assert.isFalse(m.severalCodes)
  })

  it('still reads the text message while a call is made', async () => {
    const { m, on } = await running('sms', { delivery: 'sent' })
    on.choose('call_button')
    await net.take('POST').answer(phoneView('call_button', { revision: 2 }))
    net.textMessage!('123456')
    await settle()
    assert.equal(m.code, '123456')
    net.take('POST verifications/v1/check')
  })

  it('sends to the number that wrote, when another way is taken after WhatsApp', async () => {
    const { on, m } = await load()
    on.choose('whatsapp')
    await net.take('POST').answer(started(view()), 201)
    await net
      .take('GET')
      .answer(view({ revision: 2, state: 'pending', to: '+33 •••• 1234', channels: ['whatsapp', 'sms'] }))
    on.choose('sms')
    const send = net.take('POST verifications/v1/send')
    assert.deepEqual(send.body, { channel: 'sms' })
    await send.answer(phoneView('sms', { revision: 3 }))
    assert.equal(m.screen, 'code')
    assert.isTrue(m.severalCodes)
  })

  it('offers the text message where WhatsApp came from another number', async () => {
    const { m, on } = await load({ to: number })
    on.choose('whatsapp')
    const channels: ChannelId[] = ['whatsapp', 'sms']
    const one = view({ to: '+33 •••• 1234', channels })
    await net.take('POST').answer(started(one, number), 201)
    await net.take('GET').answer({ ...one, revision: 2, notice: 'other_number' })
    assert.equal(ways(m), 'sms use-sender change')
    on.choose('sms', true)
    assert.deepEqual(net.take('POST verifications/v1/send').body, { channel: 'sms' })
  })

  it('asks for an address, and comes back without a second call', async () => {
    const { m, on, alarms } = await running('call_button', { delivery: 'sent' })
    on.toggleWays()
    on.choose('email')
    assert.equal(m.screen, 'contact')
    quiet()
    await poll('call_button', { revision: 2, delivery: 'sent', notice: 'not_answered' })
    assert.equal(m.screen, 'contact')
    assert.equal(m.alert, null, 'whoever types is not disturbed')
    assert.deepEqual(alarms, [])
    on.back()
    quiet()
    assert.equal(m.screen, 'press')
    assert.equal(m.channel, 'call_button')
    assert.equal(m.alert?.text, 'Nobody picked up.')
    assert.isFalse(m.waysOpen)
  })

  it('confirms by the key while an address is being typed', async () => {
    const { m, on } = await running('call_button', { delivery: 'sent' })
    on.choose('email')
    await net.take('GET verifications').answer(done(phoneView('call_button')))
    assert.equal(m.screen, 'confirmed')
    assert.equal(m.channel, 'call_button')
  })

  it('cancels the call once the mail is on its way', async () => {
    const { m, on } = await running('call_button')
    on.choose('email')
    on.type('ada@example.com')
    on.submitContact()
    await net.take('POST verifications').answer(started({ ...mail(), id: 'v2' }, 'ada@example.com'), 201)
    net.take('DELETE verifications/v1')
    assert.equal(m.screen, 'code')
    assert.equal(m.channel, 'email')
  })

  it('asks for the number that a site wants before WhatsApp, from an address too', async () => {
    const { m, on } = await load()
    on.choose('email')
    on.choose('whatsapp')
    await net.take('POST').answer(problem('invalid_contact'), 400)
    assert.equal(m.screen, 'contact')
    assert.equal(m.channel, 'whatsapp')
    assert.equal(m.fieldError, null)
  })
})

describe('calls under a field of the page', () => {
  const field = (value: string) => Object.assign(document.createElement('input'), { type: 'tel', value })

  it('are made to what stands there, by one tap', async () => {
    const input = field('06 39 98 12 34')
    const { m, on } = await load({ htmlFor: 'tel', field: () => input })
    assert.deepEqual(m.channels, ['whatsapp', 'sms', 'call_code', 'call_button'])
    on.choose('call_button')
    assert.equal(net.take('POST').body.to, '06 39 98 12 34')
  })

  it('take the landline that stands there', async () => {
    const input = field('01 23 45 67 89')
    const { m, on } = await load({ htmlFor: 'tel', field: () => input })
    on.choose('sms')
    await net.take('POST').answer(problem('unsupported_destination', { landline: true }), 400)
    assert.equal(m.screen, 'choose')
    assert.equal(ways(m), 'call_code change')
    on.choose('call_code', true)
    const { body } = net.take('POST')
    assert.deepEqual([body.channel, body.to], ['call_code', '01 23 45 67 89'])
  })
})
