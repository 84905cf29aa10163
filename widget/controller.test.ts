import { assert } from 'chai'
import type { SiteView, VerificationView } from '../server/api.ts'
import { create, leavePage, plain, ways } from './fake-host.ts'
import type { Host } from './host.ts'
import { done, type Fake, fake, mail, problem, settle, site, started, view } from './test-support.ts'

let net: Fake
beforeEach(() => {
  net = fake()
})
afterEach(() => {
  leavePage()
  net.restore()
})

async function load(settings: Partial<Host> = {}, of: Partial<SiteView> = {}) {
  const all = create(settings)
  all.c.load()
  await net.take('GET sites/site_example').answer(site(of))
  return all
}

/** S3: WhatsApp waits. */
async function waiting(settings: Partial<Host> = {}, of: Partial<VerificationView> = {}) {
  const all = await load(settings)
  all.on.choose('whatsapp')
  await net.take('POST verifications').answer(started(view(of)), 201)
  return all
}

/** S4: a code is on its way by email. */
async function pending(of: Partial<VerificationView> = {}) {
  const all = await load()
  all.on.choose('email')
  all.on.type('ada@example.com')
  all.on.submitContact()
  await net.take('POST verifications').answer(started(mail(of), 'ada@example.com'), 201)
  return all
}

/** S6. */
async function confirmed() {
  const all = await pending()
  all.on.codeInput('123456', false)
  await net.take('POST verifications/v1/check').answer(done(mail()))
  return all
}

describe('the beginning', () => {
  it('offers the channels of the site, and starts WhatsApp without a number', async () => {
    const { m, on, events, focused } = await load({ sessionNonce: 'n'.repeat(16), action: 'signup' })
    assert.equal(m.screen, 'choose')
    assert.deepEqual(m.channels, ['whatsapp', 'email'])
    assert.equal(focused, 0)
    on.choose('whatsapp')
    assert.equal(m.busy, 'start')
    const start = net.take('POST verifications')
    assert.deepEqual(start.body, {
      sitekey: 'site_example',
      channel: 'whatsapp',
      nonce: 'n'.repeat(16),
      language: 'en',
      action: 'signup',
    })
    assert.match(start.headers['Idempotency-Key']!, /^[\w-]{22,}$/)
    assert.equal(start.init.credentials, 'omit')
    await start.answer(started(view()), 201)
    assert.equal(m.screen, 'whatsapp')
    assert.equal(m.busy, null)
    assert.deepEqual(events, ['idle', 'start {"channel":"whatsapp"}', 'sending', 'waiting'])
    const poll = net.take('GET verifications/v1')
    assert.equal(`${poll.query}`, 'wait=25&revision=1')
    assert.equal(poll.headers.Authorization, 'Bearer s3cret')
  })

  it('asks for an address before it sends mail', async () => {
    const { m, on, alarms } = await load()
    on.choose('email')
    assert.equal(m.screen, 'contact')
    on.submitContact()
    assert.equal(m.fieldError, 'Type your email address.')
    assert.deepEqual(alarms, ['Type your email address.'])
    on.type(' ada@example.com ')
    assert.equal(m.fieldError, null)
    on.submitContact()
    const start = net.take('POST verifications')
    assert.equal(start.body.to, 'ada@example.com')
    assert.isUndefined(start.body.country)
    await start.answer(started(mail(), 'ada@example.com'), 201)
    assert.equal(m.screen, 'code')
    assert.equal(m.contact, 'ada@example.com')
  })

  it('does nothing when the page prevents the start', async () => {
    const all = await load()
    all.prevent = true
    all.on.choose('whatsapp')
    assert.equal(all.m.busy, null)
    assert.isFalse(net.has('POST'))
  })

  it('takes a second tap for the same one', async () => {
    const { on } = await load()
    on.choose('whatsapp')
    on.choose('whatsapp')
    net.take('POST verifications')
    assert.isFalse(net.has('POST'))
  })

  it('skips the choice where there is none', async () => {
    const { m } = await load({ channels: 'email' })
    assert.equal(m.screen, 'contact')
    assert.equal(m.channel, 'email')
  })

  it('orders and limits the channels as the page says', async () => {
    const { m } = await load({ channels: 'email sms whatsapp' })
    assert.deepEqual(m.channels, ['email', 'whatsapp'])
  })

  it('uses the words of the page', async () => {
    const { m } = await load({ strings: { title_any: 'Say hello' } })
    assert.equal(m.site!.texts.title_any, 'Say hello')
    assert.equal(m.site!.texts.back, 'Back')
  })

  it('takes the country of the attribute, of the site, of the visitor', async () => {
    assert.equal((await load({ country: 'iq' })).m.country, 'IQ')
    assert.equal((await load()).m.country, 'FR')
    assert.equal((await load({}, { country: null })).m.country, 'FR')
    assert.equal((await load({}, { country: null, countries: ['IQ', 'DE'] })).m.country, 'IQ')
  })

  it('lets a number with a country code move the country', async () => {
    const { m, on } = await load({}, { channels: [{ id: 'sms', contact: 'phone', free: false }] })
    on.type('+964 7')
    assert.equal(m.country, 'IQ')
    on.type('0033 6')
    assert.equal(m.country, 'FR')
    on.type('06 12')
    assert.equal(m.country, 'FR')
  })
})

describe('what can go wrong at the start', () => {
  const rows: [code: string, more: object, text: string, ways: string][] = [
    ['try_later', { retryAfterSeconds: 28 }, 'Please wait {time}.', 'whatsapp'],
    [
      'try_later',
      { retryAfterSeconds: 290 },
      'Too many tries from here. You can try again in 5 minutes.',
      'whatsapp',
    ],
    ['unavailable', {}, 'This is not working right now. Try again in a minute.', 'retry whatsapp'],
    ['internal', {}, 'This is not working right now. Try again in a minute.', 'retry whatsapp'],
    ['unsupported_destination', {}, 'The message could not be sent to ada@example.com.', 'whatsapp change'],
  ]
  for (const [code, more, text, out] of rows)
    it(`${code} ${JSON.stringify(more)} is a line with ways out`, async () => {
      const { m, on, events } = await load()
      on.choose('email')
      on.type('ada@example.com')
      on.submitContact()
      await net.take('POST verifications').answer(problem(code, more), 400)
      assert.equal(plain(m.alert?.text), text)
      assert.equal(ways(m), out)
      assert.equal(m.screen, 'contact')
      assert.isTrue(events.some(e => e.startsWith('error') && e.includes(`"code":"${code}"`)))
    })

  it('invalid_contact stands under the field', async () => {
    const { m, on } = await load()
    on.choose('email')
    on.type('ada')
    on.submitContact()
    await net.take('POST verifications').answer(problem('invalid_contact'), 400)
    assert.equal(m.fieldError, 'Check the address. It should look like name@example.com.')
    assert.equal(m.screen, 'contact')
  })

  it('an invalid number names the country', async () => {
    const { m, on } = await load({}, { channels: [{ id: 'sms', contact: 'phone', free: false }] })
    on.type('06 12')
    on.submitContact()
    const start = net.take('POST verifications')
    assert.equal(start.body.country, 'FR')
    await start.answer(problem('invalid_contact'), 400)
    assert.equal(m.fieldError, 'This is not a complete number for France. Check the digits or the country.')
  })

  it('a country without service is named', async () => {
    const { m, on } = await load({}, { channels: [{ id: 'sms', contact: 'phone', free: false }] })
    on.type('06 12 34 56 78')
    on.submitContact()
    await net.take('POST verifications').answer(problem('unsupported_destination'), 400)
    assert.equal(m.alert?.text, 'Numbers in France cannot get a text here.')
  })

  it('asks for a number first where the site says that WhatsApp needs one', async () => {
    const channels = [{ id: 'whatsapp', contact: 'phone', free: true, needsContact: true }] as const
    const { m, on } = await load({}, { channels: [...channels] })
    on.choose('whatsapp')
    assert.equal(m.screen, 'contact')
    assert.equal(m.channel, 'whatsapp')
    on.type('6 12 34 56 78')
    on.submitContact()
    assert.equal(net.take('POST verifications').body.to, '6 12 34 56 78')
  })

  it('asks for a number where a site wants one before WhatsApp', async () => {
    const { m, on } = await load()
    on.choose('whatsapp')
    await net.take('POST verifications').answer(problem('invalid_contact'), 400)
    assert.equal(m.screen, 'contact')
    assert.equal(m.channel, 'whatsapp')
    assert.equal(m.fieldError, null)
  })

  it('no answer: try again with the same key', async () => {
    const { m, on, events } = await load()
    on.choose('whatsapp')
    const first = net.take('POST verifications')
    await first.break()
    assert.equal(m.alert?.text, 'No answer from the server.')
    assert.equal(ways(m), 'retry')
    assert.include(events.join(), '"code":"network"')
    on.retry()
    const second = net.take('POST verifications')
    assert.equal(second.headers['Idempotency-Key'], first.headers['Idempotency-Key'])
    assert.deepEqual(second.body, first.body)
    assert.equal(m.alert, null)
    await second.answer(started(view()), 201)
    assert.equal(m.screen, 'whatsapp')
  })

  it('no answer: another contact is typed, so the one before is not tried again, after a reload neither', async () => {
    const { m, on, alarms } = await load()
    on.choose('email')
    on.type('ada@example.com')
    on.submitContact()
    await net.take('POST verifications').break()
    assert.equal(alarms.at(-1), 'No answer from the server.')
    on.type('eve@example.com')
    assert.equal(m.alert, null)
    leavePage()
    net.arrival = 'reload'
    const after = await load()
    assert.equal(after.m.typed, 'eve@example.com')
    assert.isFalse(net.has('POST'))
  })

  it('gives up after ten seconds, and says so after one', async () => {
    const all = await load()
    const { m, on, said } = all
    on.choose('whatsapp')
    await net.advance(999)
    assert.isFalse(m.slow)
    assert.deepEqual(said, [])
    await net.advance(1)
    assert.isTrue(m.slow)
    assert.deepEqual(said, ['One moment…'])
    await net.advance(9_000)
    assert.isFalse(m.slow)
    assert.equal(all.standing, '')
    assert.equal(m.busy, null)
    assert.equal(m.alert?.text, 'No answer from the server.')
  })

  it('counts a short wait down, and lets the button back in', async () => {
    const { m, on, alarms } = await load()
    on.choose('whatsapp')
    await net.take('POST verifications').answer(problem('try_later', { retryAfterSeconds: 28 }), 429)
    assert.equal(m.alert?.seconds, 28)
    await net.advance(3_000)
    assert.equal(m.alert?.seconds, 25)
    assert.deepEqual(alarms, ['Please wait 0:28.'])
    await net.advance(25_000)
    assert.equal(m.alert, null)
    assert.equal(net.timers, 0)
  })

  it('a body that is no JSON is the same as a server that is down', async () => {
    const { m, on } = await load()
    on.choose('whatsapp')
    await net.take('POST verifications').answer({ no: 'code' }, 502)
    assert.equal(m.alert?.text, 'This is not working right now. Try again in a minute.')
  })

  it('writes the digits 0 to 9 in every language', async () => {
    const { on, m, alarms } = await load({}, { language: 'ar-EG' })
    on.choose('whatsapp')
    await net.take('POST').answer(problem('try_later', { retryAfterSeconds: 28 }), 429)
    assert.equal(alarms.at(-1), 'Please wait 0:28.')
    on.choose('whatsapp')
    await net.take('POST').answer(problem('try_later', { retryAfterSeconds: 300 }), 429)
    assert.include(m.alert?.text, '5 minutes')
  })
})

describe('WhatsApp', () => {
  it('follows the message, and asks for the code', async () => {
    const { m, said } = await waiting()
    await net.take('GET verifications').answer(view({ revision: 2, state: 'pending', to: '+33 •••• 9999' }))
    assert.equal(m.screen, 'whatsapp')
    assert.equal(m.view?.state, 'pending')
    assert.equal(m.contact, '+33 •••• 9999')
    assert.deepEqual(said, ['Ready to send in WhatsApp.', 'Message received. Type the code.'])
    assert.equal(`${net.take('GET verifications').query}`, 'wait=25&revision=2')
  })

  it('offers the text by hand when the link opened nothing', async () => {
    const { m, on, said } = await waiting()
    on.linkPressed()
    assert.isTrue(m.linkOpened)
    assert.equal(said.at(-1), 'Waiting for your message.')
    await net.advance(2_499)
    assert.equal(m.alert, null)
    await net.advance(1)
    assert.equal(m.alert?.text, 'WhatsApp did not open? Send the text yourself:')
    assert.isTrue(m.byHandOpen)
    await net.take('GET').answer(view({ revision: 2, state: 'pending' }))
    assert.equal(m.alert, null)
  })

  it('says nothing when the link opened WhatsApp', async () => {
    const { m, on } = await waiting()
    on.linkPressed()
    await net.advance(1_000)
    await net.show(false)
    await net.show(true)
    await net.advance(5_000)
    assert.equal(m.alert, null)
  })

  it('says what came of the message, and not that the link opened nothing', async () => {
    const { m, on, alarms } = await waiting()
    on.linkPressed()
    await net.take('GET').answer(view({ revision: 2, notice: 'number_hidden' }))
    await net.advance(5_000)
    assert.deepEqual(alarms, ['Your WhatsApp hides your number, so it cannot be confirmed this way.'])
    assert.equal(m.alert?.text, alarms[0])
    assert.isFalse(m.byHandOpen)
  })

  it('says nothing of the link to whoever took another way', async () => {
    const { m, on, alarms } = await waiting()
    on.linkPressed()
    on.choose('email')
    await net.advance(5_000)
    assert.deepEqual([m.screen, m.alert, alarms], ['contact', null, []])
  })

  it('says why another way was refused, and not that the link opened nothing', async () => {
    const { m, on, alarms } = await waiting({}, { to: '+33 •••• 9999', channels: ['whatsapp', 'sms'] })
    on.linkPressed()
    on.choose('sms')
    await net.take('POST verifications/v1/send').answer(problem('try_later', { retryAfterSeconds: 28 }), 429)
    await net.advance(5_000)
    assert.deepEqual(alarms, ['Please wait 0:28.'])
    assert.equal(m.alert?.text, 'Please wait {time}.')
  })

  it('helps after a minute', async () => {
    const { m, said } = await waiting()
    await net.advance(59_000)
    assert.isFalse(m.helpDue)
    await net.advance(1_000)
    assert.isTrue(m.helpDue)
    assert.equal(said.at(-1), 'Nothing yet? More ways below.')
  })

  const notices: [Partial<VerificationView>, text: string, out: string][] = [
    [
      { notice: 'other_number' },
      'That message came from another number. This form asks for +33 •••• 9999.',
      'use-sender change',
    ],
    [
      { notice: 'number_hidden' },
      'Your WhatsApp hides your number, so it cannot be confirmed this way.',
      'email change',
    ],
    [{ notice: 'undeliverable' }, 'The message could not be sent to +33 •••• 9999.', 'email change'],
    [
      { state: 'pending', delivery: 'failed' },
      'Your message arrived, but the answer could not be sent.',
      'open-whatsapp email',
    ],
  ]
  for (const [more, text, out] of notices)
    it(`says what happened: ${JSON.stringify(more)}`, async () => {
      const { m, alarms } = await waiting()
      await net.take('GET verifications').answer(view({ revision: 2, to: '+33 •••• 9999', ...more }))
      assert.equal(plain(m.alert?.text), text)
      assert.equal(ways(m), out)
      assert.deepEqual(alarms, [text])
      await net.take('GET verifications').answer(view({ revision: 3, to: '+33 •••• 9999' }))
      assert.equal(m.alert, null)
    })

  it('starts again with whatever number wrote, and cancels the first attempt', async () => {
    const { m, on } = await waiting()
    on.useSender()
    const start = net.take('POST verifications')
    assert.isUndefined(start.body.to)
    await start.answer(started({ ...view(), id: 'v2' }), 201)
    net.take('DELETE verifications/v1')
    assert.equal(m.view?.id, 'v2')
    assert.equal(net.take('GET verifications').what, 'GET verifications/v2')
  })

  it('keeps waiting behind another way, until that one has begun', async () => {
    const { m, on } = await waiting()
    on.toggleWays()
    assert.isTrue(m.waysOpen)
    on.choose('email')
    assert.equal(m.screen, 'contact')
    await net.take('GET verifications').answer(view({ revision: 2, state: 'pending' }))
    assert.equal(m.screen, 'contact')
    on.back()
    assert.equal(m.screen, 'whatsapp')
    assert.equal(m.view?.state, 'pending')
    on.choose('email')
    on.type('ada@example.com')
    on.submitContact()
    await net.take('POST verifications').answer(started({ ...mail(), id: 'v2' }, 'ada@example.com'), 201)
    net.take('DELETE verifications/v1')
    assert.equal(m.screen, 'code')
  })

  it('does not disturb who types an address when the first attempt ends behind it', async () => {
    const { m, on, said } = await waiting()
    on.choose('email')
    on.type('ada@')
    await net.advance(70_000)
    await net.take('GET verifications').answer(view({ revision: 2, state: 'pending', expiresInSeconds: 70 }))
    await net.advance(20_000)
    await net.take('GET verifications').answer(view({ revision: 3, state: 'expired' }))
    await net.advance(900_000)
    assert.equal(m.screen, 'contact')
    assert.equal(m.typed, 'ada@')
    assert.equal(m.alert, null)
    assert.deepEqual(said, ['Ready to send in WhatsApp.'])
    on.back()
    assert.equal(m.screen, 'choose')
  })

  it('copies, and tells how to copy by hand', async () => {
    const { m, on } = await waiting()
    const element = document.createElement('b')
    element.textContent = 'VERIFY 7K2M-9QXD'
    document.body.append(element)
    on.copy('text', element)
    await settle()
    assert.equal(net.copied, 'VERIFY 7K2M-9QXD')
    assert.equal(m.copied, 'text')
    net.copied = 'refused'
    on.copy('text', element)
    await settle()
    assert.equal(m.alert?.text, 'Press and hold the text to copy it.')
    assert.equal(`${getSelection()}`, 'VERIFY 7K2M-9QXD')
    element.remove()
  })
})

describe('the code', () => {
  const pasted = [
    ['123456', '123456'],
    ['123 456', '123456'],
    ['123-456', '123456'],
    ['12 34 56', '123456'],
    ['G-123456', '123456'],
    ['Your code is 123 456!', '123456'],
    ['١٢٣٤٥٦', '123456'],
    ['۱۲۳۴۵۶', '123456'],
    ['१२३४५६', '123456'],
    ['１２３４５６', '123456'],
    ['*123456* is your code for shop24.example. Valid 10 minutes.', '123456'],
    ['123456 is your Example code.\n\n@example.com #123456', '123456'],
    ['[21/11, 23:40] Example: *483920* is your code', '483920'],
    ['١٢٣٤٥٦ هو رمزك. صالح ١٠ دقائق', '123456'],
  ] as const
  for (const [text, code] of pasted)
    it(`checks at once what arrives in one step: ${JSON.stringify(text)}`, async () => {
      const { m, on } = await pending()
      on.codeInput(text, false)
      assert.equal(m.code, code)
      assert.deepEqual(net.take('POST verifications/v1/check').body, { code })
    })

  for (const text of ['1234567', '12345', 'abc'])
    it(`leaves ${text} as it was typed`, async () => {
      const { m, on } = await pending()
      on.codeInput(text, false)
      on.check()
      assert.equal(m.code, text)
      assert.equal(m.fieldError, 'The code has 6 digits.')
      assert.isFalse(net.has('POST'))
    })

  async function type(on: { codeInput(text: string, typed: boolean): void }, code: string) {
    for (let i = 1; i <= code.length; i++) on.codeInput(code.slice(0, i), true)
  }

  it('checks 250 ms after the last typed digit, the first time only', async () => {
    const { m, on } = await pending()
    await type(on, '111111')
    await net.advance(249)
    assert.isFalse(net.has('POST'))
    await net.advance(1)
    assert.equal(m.busy, 'check')
    await net.take('POST').answer(problem('wrong_code', { checksLeft: 4 }), 422)
    assert.equal(m.fieldError, 'That code is not right. 4 tries left.')
    await type(on, '222222')
    await net.advance(1_000)
    assert.isFalse(net.has('POST'))
    on.check()
    assert.deepEqual(net.take('POST').body, { code: '222222' })
  })

  it('does not check a typed digit too many', async () => {
    const { on } = await pending()
    await type(on, '1234567')
    await net.advance(1_000)
    assert.isFalse(net.has('POST'))
  })

  it('asks only once about a wrong code', async () => {
    const { m, on, selected, ...rest } = await pending()
    on.codeInput('111111', false)
    await net.take('POST').answer(problem('wrong_code', { checksLeft: 1 }), 422)
    assert.equal(m.fieldError, 'That code is not right. One try left.')
    on.codeInput('111 111', false)
    assert.equal(m.fieldError, 'You already tried that code.')
    assert.isFalse(net.has('POST'))
    assert.isAbove(rest.c.model.view!.checksLeft, 0)
  })

  it('one request at a time', async () => {
    const { on } = await pending()
    on.codeInput('111111', false)
    on.check()
    on.check()
    net.take('POST')
    assert.isFalse(net.has('POST'))
  })

  it('locks after the last one', async () => {
    const { m, on, c } = await pending()
    on.codeInput('111111', false)
    await net.take('POST').answer(problem('wrong_code', { checksLeft: 0 }), 422)
    assert.equal(m.screen, 'ended')
    assert.equal(m.cause, 'locked')
    assert.equal(c.state, 'error')
    assert.equal(net.items.size, 0)
    assert.isFalse(net.has('GET'))
    on.startAgain()
    assert.equal(net.take('POST verifications').body.to, 'ada@example.com')
  })

  it('wants the message first', async () => {
    const { m, on } = await waiting()
    on.codeInput('111111', false)
    await net.take('POST').answer(problem('no_code_yet'), 409)
    assert.equal(m.fieldError, 'Send the WhatsApp message first. The code is in the answer.')
    await net.take('GET').answer(view({ revision: 2, state: 'pending' }))
    assert.equal(m.fieldError, null)
  })

  it('waits for what is under way', async () => {
    const { on } = await pending()
    on.resend()
    on.codeInput('123456', false)
    await net.advance(1_000)
    assert.isFalse(net.has('POST verifications/v1/check'))
    await net.take('POST verifications/v1/send').answer(mail({ revision: 2 }))
    await net.advance(250)
    assert.deepEqual(net.take('POST verifications/v1/check').body, { code: '123456' })
  })

  it('forgets what was typed before another way began', async () => {
    const { m, on } = await pending({ channels: ['email', 'sms'] })
    on.choose('sms')
    on.codeInput('123456', false)
    await net.take('POST').answer(mail({ revision: 2, channel: 'sms' }))
    await net.advance(1_000)
    assert.isFalse(net.has('POST'))
    assert.equal(m.fieldError, null)
  })

  it('takes the code of a message for itself, though another one was just refused', async () => {
    const { on } = await pending()
    on.codeInput('111111', false)
    on.codeInput('123456', false)
    await net.take('POST').answer(problem('wrong_code', { checksLeft: 4 }), 422)
    await net.advance(250)
    assert.deepEqual(net.take('POST').body, { code: '123456' })
  })

  it('takes a code that another tab has used for success', async () => {
    const { m, on, c } = await pending()
    on.codeInput('123456', false)
    await net.take('POST').answer(problem('already_used'), 409)
    net.take('GET verifications/v1')
    await net.take('GET verifications/v1').answer(done(mail()))
    assert.equal(m.screen, 'confirmed')
    assert.equal(c.proof, 'proof-1')
  })

  for (const [state, cause] of [
    ['expired', 'expired'],
    ['locked', 'locked'],
    ['canceled', 'canceled'],
    ['revoked', 'canceled'],
  ] as const)
    it(`closed as ${state} ends it`, async () => {
      const { m, on, said } = await pending()
      on.codeInput('123456', false)
      await net.take('POST').answer(problem('closed', { state }), 410)
      assert.equal(m.cause, cause)
      assert.equal(m.screen, 'ended')
      assert.isNotEmpty(said.at(-1))
    })

  it('says when the session is gone', async () => {
    const { m, on, c } = await pending()
    on.codeInput('123456', false)
    await net.take('POST').answer(problem('unauthorized'), 401)
    assert.equal(m.cause, 'session_gone')
    assert.equal(c.state, 'expired')
    assert.equal(net.items.size, 0)
  })

  it('tells the page what is confirmed, but not to whom it belongs', async () => {
    const { m, c, events, said } = await confirmed()
    assert.equal(m.screen, 'confirmed')
    assert.equal(c.proof, 'proof-1')
    assert.equal(c.state, 'verified')
    assert.equal(said.at(-1), 'ada@example.com confirmed')
    const verified = events.find(e => e.startsWith('verified {'))!
    assert.include(verified, '"proof":"proof-1","channel":"email"')
    assert.notInclude(events.join(), 'ada')
    assert.notInclude(events.join(), '123456')
    assert.isFalse(net.has('GET'))
  })

  it('waits for Confirm where codes have any length', async () => {
    const { m, on } = await pending({ codeLength: null })
    await type(on, '12345')
    await net.advance(1_000)
    assert.isFalse(net.has('POST'))
    on.codeInput('abc', true)
    on.check()
    assert.equal(m.fieldError, 'The code has only digits.')
  })
})

describe('sending again', () => {
  it('counts down, says it once, and sends', async () => {
    const { m, on, said } = await pending({ delivery: 'sent' })
    assert.equal(said.at(-1), 'Code sent to ada@example.com.')
    assert.equal(m.resendIn, 30)
    await net.advance(1_000)
    assert.equal(m.resendIn, 29)
    await net.advance(29_000)
    assert.equal(m.resendIn, 0)
    assert.equal(said.filter(s => s === 'You can send again now.').length, 1)
    on.resend()
    const send = net.take('POST verifications/v1/send')
    assert.deepEqual(send.body, {})
    assert.isOk(send.headers['Idempotency-Key'])
    await send.answer(mail({ revision: 2, resendInSeconds: 60 }))
    assert.equal(m.resendIn, 60)
    assert.isTrue(m.severalCodes)
  })

  it('waits as long as the server says', async () => {
    const { m, on } = await pending()
    on.resend()
    await net.take('POST').answer(problem('try_later', { retryAfterSeconds: 45 }), 429)
    assert.equal(m.alert?.text, 'You can send again in {time}.')
    assert.equal(m.resendIn, 45)
  })

  it('says when there is no more', async () => {
    const { m, on } = await pending()
    on.resend()
    await net.take('POST').answer(problem('not_possible'), 409)
    assert.equal(m.alert?.text, 'No more messages to this address for now.')
    assert.equal(m.resendIn, null)
  })

  it('goes over another channel with the same verification', async () => {
    const { m, on } = await pending({ channels: ['email', 'sms'] })
    on.choose('sms')
    const send = net.take('POST verifications/v1/send')
    assert.deepEqual(send.body, { channel: 'sms' })
    await send.answer(mail({ revision: 2, channel: 'sms', channels: ['email', 'sms'] }))
    assert.equal(m.channel, 'sms')
    assert.isTrue(m.severalCodes)
  })

  it('reminds of the last minute, and asks the server at the end', async () => {
    const { said } = await pending({ delivery: 'sent' })
    await net.advance(540_000)
    assert.equal(said.filter(s => s === 'One minute left.').length, 1)
    net.asked.length = 0
    await net.advance(60_000)
    const { query } = net.take('GET verifications/v1')
    assert.equal(`${query}`, '')
  })

  it('reminds of the last minute of the code that was sent last', async () => {
    const { on, said } = await pending()
    await net.advance(300_000)
    on.resend()
    await net.take('POST').answer(mail({ revision: 2 }))
    await net.advance(539_000)
    assert.notInclude(said, 'One minute left.')
    await net.advance(1_000)
    assert.equal(said.at(-1), 'One minute left.')
  })
})

describe('polling', () => {
  it('is silent twice, then says so, and goes on by itself', async () => {
    const { m, events } = await waiting()
    for (const ms of [1_000, 2_000]) {
      await net.take('GET').break()
      assert.equal(m.alert, null)
      await net.advance(ms - 1)
      assert.isFalse(net.has('GET'))
      await net.advance(1)
    }
    await net.take('GET').break()
    assert.equal(m.alert?.text, 'You seem to be offline. This goes on by itself when you are back.')
    assert.equal(events.filter(e => e.includes('network')).length, 1)
    await net.advance(4_000)
    await net.take('GET').answer(view())
    assert.equal(m.alert, null)
  })

  it('stops while the page is hidden, and asks at once when it is back', async () => {
    await waiting()
    const poll = net.asked[0]!
    await net.show(false)
    assert.isTrue(poll.init.signal!.aborted)
    await net.advance(120_000)
    assert.isFalse(net.has('GET'))
    await net.show(true)
    const first = net.take('GET')
    assert.equal(`${first.query}`, '')
    await first.break()
    await net.advance(500)
    const second = net.take('GET')
    assert.equal(`${second.query}`, '')
    await second.answer(view())
    assert.equal(`${net.take('GET').query}`, 'wait=25&revision=1')
  })

  it('asks at once when the network is back', async () => {
    await waiting()
    net.take('GET')
    dispatchEvent(new Event('online'))
    assert.equal(`${net.take('GET').query}`, '')
  })

  it('says nothing of an attempt that was left', async () => {
    const all = await pending({ delivery: 'sent' })
    assert.equal(plain(all.standing), 'Code sent to ada@example.com.')
    all.on.change()
    assert.equal(all.standing, '')
    all.on.type('eve@example.com')
    all.on.submitContact()
    await net.take('POST').answer(started({ ...mail(), id: 'v2' }, 'eve@example.com'), 201)
    await net.show(false)
    await net.show(true)
    assert.equal(all.standing, '')
  })

  it('says the last sentence again when the page is back', async () => {
    const { said } = await waiting()
    await net.show(false)
    await net.show(true)
    assert.deepEqual(said, ['Ready to send in WhatsApp.', 'Ready to send in WhatsApp.'])
  })

  it('gives a silent server 35 seconds', async () => {
    await waiting()
    const poll = net.asked[0]!
    await net.advance(34_999)
    assert.isFalse(poll.init.signal!.aborted)
    await net.advance(1)
    assert.isTrue(poll.init.signal!.aborted)
    await net.advance(1_000)
    assert.isTrue(net.has('GET'))
  })

  it('is not driven into a loop by a server that does not wait', async () => {
    await waiting()
    await net.take('GET').answer(view())
    assert.isFalse(net.has('GET'))
    await net.advance(1_000)
    assert.isTrue(net.has('GET'))
  })

  it('ends when the session is gone', async () => {
    const { m } = await waiting()
    await net.take('GET').answer(problem('unauthorized'), 401)
    assert.equal(m.cause, 'session_gone')
    await net.advance(60_000)
    assert.isFalse(net.has('GET'))
  })

  for (const state of ['expired', 'locked', 'canceled'] as const)
    it(`shows ${state}`, async () => {
      const { m } = await waiting()
      await net.take('GET').answer(view({ revision: 2, state }))
      assert.equal(m.screen, 'ended')
      assert.equal(m.cause, state)
    })

  it('says that it was not stopped from the phone, but by messages of others', async () => {
    const { m, said } = await waiting()
    const stopped = { revision: 2, state: 'canceled', notice: 'other_number', to: '+33 •••• 9999' } as const
    await net.take('GET').answer(view(stopped))
    assert.equal(m.screen, 'ended')
    assert.equal(said.at(-1), 'That message came from another number. This form asks for +33 •••• 9999.')
  })

  it('says how long the visitor really had', async () => {
    const { said } = await waiting({}, { expiresInSeconds: 600 })
    await net.take('GET').answer(view({ revision: 2, state: 'expired', expiresInSeconds: 0 }))
    assert.equal(said.at(-1), 'This took longer than 10 minutes. Nothing is lost.')
  })

  it('does not count the time for a message that came', async () => {
    const { said } = await waiting()
    await net.take('GET').answer(view({ revision: 2, state: 'pending', expiresInSeconds: 600 }))
    await net.take('GET').answer(view({ revision: 3, state: 'expired', expiresInSeconds: 0 }))
    assert.equal(said.at(-1), 'This took longer than 10 minutes. Nothing is lost.')
  })

  it('leaves no timer and no request behind', async () => {
    const { c } = await waiting()
    c.hostDisconnected()
    await settle()
    assert.equal(net.timers, 0)
    assert.equal(net.asked.length, 0)
    c.hostConnected()
    assert.isTrue(net.has('GET'))
  })
})

describe('answers in a hostile order', () => {
  it('what the poll has confirmed is not confirmed once more by the answer to the check', async () => {
    const { on, said, events, c } = await pending()
    on.codeInput('123456', false)
    const check = net.take('POST')
    await net.take('GET').answer(done(mail()))
    assert.equal(c.proof, 'proof-1')
    await check.answer(done(mail(), 'the same, signed anew'))
    assert.equal(c.proof, 'proof-1')
    assert.equal(said.filter(s => s.endsWith('confirmed')).length, 1)
    assert.equal(events.filter(e => e.startsWith('verified {')).length, 1)
    assert.equal(c.state, 'verified')
  })

  it('what the poll has ended is not ended once more by the answer to the check', async () => {
    const { m, on, said } = await pending()
    on.codeInput('111111', false)
    const check = net.take('POST')
    await net.take('GET').answer(mail({ revision: 2, state: 'locked' }))
    await check.answer(problem('wrong_code', { checksLeft: 0 }), 422)
    assert.equal(m.cause, 'locked')
    assert.equal(said.filter(s => s.startsWith('Too many wrong codes')).length, 1)
  })

  it('an older view never replaces a newer one', async () => {
    const { m, on } = await waiting()
    const late = net.take('GET')
    on.codeInput('123456', false)
    await net.take('POST').answer(view({ revision: 5, state: 'pending' }))
    await late.answer(view({ revision: 2, notice: 'other_number' }))
    assert.equal(m.view?.revision, 5)
    assert.equal(m.alert, null)
  })

  it('a start that is answered after a reset is cancelled', async () => {
    const { m, on, c } = await load()
    on.choose('whatsapp')
    const start = net.take('POST')
    c.reset()
    await start.answer(started(view()), 201)
    net.take('DELETE verifications/v1')
    assert.equal(m.screen, 'choose')
    assert.equal(net.items.size, 0)
  })

  it('a check that is answered after a change proves nothing', async () => {
    const { m, on, c } = await pending()
    on.codeInput('123456', false)
    const check = net.take('POST')
    on.change()
    net.take('DELETE')
    await check.answer(done(mail()))
    assert.equal(c.proof, '')
    assert.equal(m.screen, 'contact')
    assert.equal(m.typed, 'ada@example.com')
  })

  it('the poll of an old verification does not touch the new one', async () => {
    const { m, on } = await waiting()
    const old = net.asked.find(a => a.what.startsWith('GET'))!
    on.useSender()
    await net.take('POST').answer(started({ ...view(), id: 'v2' }), 201)
    await old.answer(done(view()))
    assert.equal(m.view?.id, 'v2')
    assert.equal(m.screen, 'whatsapp')
  })

  it('a configuration in the old language does not replace the new one', async () => {
    let language = 'en'
    const { c, m } = create({ language: () => language })
    c.load()
    const english = net.take('GET sites')
    language = 'fr'
    c.load(false)
    const french = net.take('GET sites')
    assert.equal(french.query.get('language'), 'fr')
    await french.answer(site({ language: 'fr' }))
    await english.answer(site())
    assert.equal(m.site?.language, 'fr')
  })

  it('a renewal that is answered after a reset proves nothing', async () => {
    const { c } = await confirmed()
    await net.advance(240_000)
    const renewal = net.take('POST verifications/v1/proof')
    c.reset()
    await renewal.answer(done(mail(), 'proof-2'))
    assert.equal(c.proof, '')
  })
})

describe('the proof', () => {
  it('is renewed a minute before its end, and kept until then', async () => {
    const all = await confirmed()
    await net.advance(239_000)
    assert.isFalse(net.has('POST'))
    await net.advance(1_000)
    assert.isTrue(all.m.renewing)
    assert.equal(all.c.proof, 'proof-1')
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal(all.c.proof, 'proof-2')
    assert.isFalse(all.m.renewing)
    assert.equal(all.values, 2)
    assert.equal(all.events.filter(e => e.startsWith('verified {')).length, 1)
  })

  it('is renewed when the page is seen again', async () => {
    const { c, m } = await confirmed()
    await net.show(false)
    await net.advance(400_000)
    assert.isFalse(net.has('POST'))
    await net.show(true)
    assert.equal(c.proof, '')
    assert.equal(m.screen, 'confirmed')
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal(c.proof, 'proof-2')
  })

  it('survives a network that is away', async () => {
    const { c, m } = await confirmed()
    await net.advance(240_000)
    await net.take('POST').break()
    assert.equal(c.proof, 'proof-1')
    await net.advance(1_000)
    await net.take('POST').break()
    await net.advance(70_000)
    assert.equal(c.proof, '')
    assert.equal(m.screen, 'confirmed')
    await net.take('POST').answer(done(mail(), 'proof-2'))
    assert.equal(c.proof, 'proof-2')
  })

  it('runs out when the server refuses another one', async () => {
    const { c, m, events, on } = await confirmed()
    await net.advance(240_000)
    await net.take('POST').answer(problem('try_later', { retryAfterSeconds: 900 }), 429)
    assert.equal(c.proof, 'proof-1')
    await net.advance(60_000)
    assert.equal(c.proof, '')
    assert.equal(m.screen, 'run-out')
    assert.equal(c.state, 'expired')
    assert.isOk(m.verifiedAt)
    assert.include(events, 'expired {}')
    assert.equal(net.items.size, 0)
    on.startAgain()
    assert.equal(net.take('POST verifications').body.to, 'ada@example.com')
  })

  it('is gone at once when the visitor stopped it from the phone', async () => {
    const { c, m } = await confirmed()
    await net.advance(240_000)
    await net.take('POST').answer(problem('closed', { state: 'canceled' }), 410)
    assert.equal(c.proof, '')
    assert.equal(m.cause, 'canceled')
  })

  it('is fetched anew for a page that has used it up', async () => {
    const { c, host } = await confirmed()
    host.sessionNonce = 'another-nonce-0123'
    const fresh = c.renew()
    const request = net.take('POST verifications/v1/proof')
    assert.deepEqual(request.body, { nonce: 'another-nonce-0123' })
    await request.answer(done(mail(), 'proof-2'))
    await fresh
    assert.equal(c.detail().proof, 'proof-2')
  })

  it('Change takes it back', async () => {
    const { c, m, on, values } = await confirmed()
    on.change()
    assert.equal(c.proof, '')
    assert.equal(m.screen, 'choose')
    assert.equal(net.items.size, 0)
    assert.equal(values, 1)
    assert.isFalse(net.has('DELETE'))
  })
})

describe('reset', () => {
  it('by the page forgets everything and fires nothing', async () => {
    const { c, m, events } = await confirmed()
    events.length = 0
    c.reset()
    assert.deepEqual(events, ['value by page', 'page: idle'])
    assert.equal(m.screen, 'choose')
    assert.equal(m.offer, null)
    assert.equal(net.items.size, 0)
  })

  it('by the form offers the confirmed contact again', async () => {
    const { c, m, on } = await confirmed()
    c.reset(true)
    assert.equal(m.offer, 'a•••@example.com')
    assert.equal(c.proof, '')
    on.resume()
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal(c.proof, 'proof-2')
    assert.equal(m.contact, 'ada@example.com')
  })

  it('cancels what is running', async () => {
    const { c, m } = await waiting()
    c.reset(true)
    assert.isTrue(net.take('DELETE verifications/v1').init.keepalive)
    assert.equal(m.screen, 'choose')
    assert.isFalse(net.has('GET'))
  })
})

describe('under a field of the page', () => {
  function field(type: string, value = '') {
    const input = document.createElement('input')
    Object.assign(input, { type, value, id: 'tel' })
    const label = document.createElement('label')
    label.append('Phone ', input)
    document.body.append(label)
    return input
  }
  afterEach(() => document.querySelector('label')?.remove())

  it('takes what stands there', async () => {
    const input = field('email', 'ada@example.com')
    const { m, on } = await load({ htmlFor: 'tel', field: () => input })
    assert.equal(m.mode, 'field')
    assert.deepEqual(m.channels, ['email'])
    on.choose('email')
    assert.equal(net.take('POST').body.to, 'ada@example.com')
  })

  it('asks for it first, except for WhatsApp', async () => {
    const input = field('tel')
    const sms = { id: 'sms', contact: 'phone', free: false } as const
    const { m, on } = await load(
      { htmlFor: 'tel', field: () => input },
      { channels: [...site().channels, sms] },
    )
    assert.deepEqual(m.channels, ['whatsapp', 'sms'])
    on.choose('sms')
    assert.equal(m.fieldError, 'Fill in “Phone” first.')
    assert.equal(document.activeElement, input)
    on.choose('whatsapp')
    assert.isUndefined(net.take('POST').body.to)
  })

  it('takes back what was said of the number that stood there', async () => {
    const input = field('email', 'ada@example.com')
    const { m, on, c } = await load({ htmlFor: 'tel', field: () => input })
    on.choose('email')
    await net.take('POST').break()
    assert.equal(ways(m), 'retry')
    c.fieldChanged('eve@example.com')
    assert.equal(m.alert, null)
  })

  it('drops the proof when the field changes', async () => {
    const input = field('email', 'ada@example.com')
    const { m, on, c } = await load({ htmlFor: 'tel', field: () => input })
    on.choose('email')
    await net.take('POST').answer(started(mail(), 'ada@example.com'), 201)
    on.codeInput('123456', false)
    await net.take('POST').answer(done(mail()))
    assert.equal(c.proof, 'proof-1')
    c.fieldChanged('ada@example.com')
    assert.equal(c.proof, 'proof-1')
    c.fieldChanged('ada@example.co')
    assert.equal(c.proof, '')
    assert.equal(m.screen, 'choose')
  })

  it('cancels for another number what an earlier page began and this one could not fetch', async () => {
    const input = field('email', 'ada@example.com')
    const settings = { htmlFor: 'tel', field: () => input }
    const { on } = await load(settings)
    on.choose('email')
    await net.take('POST').answer(started(mail(), 'ada@example.com'), 201)
    leavePage()
    net.arrival = 'reload'
    const { c } = await load(settings)
    await net.take('GET verifications/v1').break()
    c.fieldChanged('eve@example.com')
    assert.equal(net.take('DELETE').what, 'DELETE verifications/v1')
  })

  it('with a fixed contact asks for nothing', async () => {
    const { m, on } = await load({ to: 'ada@example.com' })
    assert.equal(m.mode, 'fixed')
    assert.equal(m.contact, 'ada@example.com')
    on.choose('email')
    assert.equal(net.take('POST').body.to, 'ada@example.com')
  })
})

describe('a page that is opened again', () => {
  const reload = async (arrival: string, settings: Partial<Host> = {}) => {
    net.asked.length = 0
    net.arrival = arrival
    return load(settings)
  }

  it('goes on in S2', async () => {
    const first = await load()
    first.on.choose('email')
    first.on.type('ada@')
    first.c.hostDisconnected()
    const { m } = await reload('reload')
    assert.equal(m.screen, 'contact')
    assert.equal(m.typed, 'ada@')
    assert.equal((await reload('navigate')).m.screen, 'choose')
  })

  for (const arrival of ['reload', 'back_forward'])
    it(`goes on in S3 after ${arrival}, with no second message`, async () => {
      const first = await waiting()
      first.on.linkPressed()
      first.c.hostDisconnected()
      const { m, focused } = await reload(arrival)
      assert.equal(m.screen, 'loading')
      await net.take('GET verifications/v1').answer(view())
      assert.equal(m.screen, 'whatsapp')
      assert.isTrue(m.linkOpened)
      assert.equal(focused, 0)
      assert.equal(`${net.take('GET').query}`, 'wait=25&revision=1')
    })

  it('goes on in S4 with the typed digits', async () => {
    const first = await pending()
    first.on.codeInput('123', true)
    first.c.hostDisconnected()
    const { m } = await reload('reload')
    await net.take('GET verifications/v1').answer(mail({ resendInSeconds: 12 }))
    assert.equal(m.screen, 'code')
    assert.equal(m.code, '123')
    assert.equal(m.contact, 'ada@example.com')
    assert.equal(m.resendIn, 12)
  })

  it('repeats a start that was not answered, with its key', async () => {
    const first = await load()
    first.on.choose('whatsapp')
    const start = net.take('POST')
    first.c.hostDisconnected()
    const { m, events } = await reload('reload', { sessionNonce: 'another-nonce-0123' })
    const again = net.take('POST verifications')
    assert.deepEqual(again.body, start.body)
    assert.equal(again.headers['Idempotency-Key'], start.headers['Idempotency-Key'])
    assert.notInclude(events.join(), 'start')
    await again.answer(started(view()), 201)
    assert.equal(m.screen, 'whatsapp')
  })

  it('does not repeat a start that was refused', async () => {
    const first = await load()
    first.on.choose('email')
    first.on.type('ada@example.com')
    first.on.submitContact()
    await net.take('POST').answer(problem('try_later', { retryAfterSeconds: 30 }), 429)
    first.c.hostDisconnected()
    const { m } = await reload('reload')
    assert.equal(m.typed, 'ada@example.com')
    assert.isFalse(net.has('POST'))
  })

  it('goes back to S1 quietly when the session is gone', async () => {
    const first = await waiting()
    first.c.hostDisconnected()
    const { m } = await reload('reload')
    await net.take('GET verifications/v1').answer(problem('unauthorized'), 401)
    assert.equal(m.screen, 'choose')
    assert.equal(m.alert, null)
    assert.equal(net.items.size, 0)
  })

  it('starts anew on a new visit', async () => {
    const first = await waiting()
    first.c.hostDisconnected()
    const { m } = await reload('navigate')
    assert.equal(m.screen, 'choose')
    assert.equal(m.offer, null)
    assert.isFalse(net.has('GET'))
  })

  it('restores S6 with a fresh proof for its own nonce', async () => {
    const first = await confirmed()
    first.c.hostDisconnected()
    const { m, c, events } = await reload('reload', { sessionNonce: 'another-nonce-0123' })
    assert.equal(m.screen, 'confirmed')
    assert.equal(c.state, 'loading')
    const request = net.take('POST verifications/v1/proof')
    assert.deepEqual(request.body, { nonce: 'another-nonce-0123' })
    await request.answer(done(mail(), 'proof-2'))
    assert.equal(c.proof, 'proof-2')
    assert.equal(c.state, 'verified')
    assert.include(events.join(), 'verified')
    assert.equal(m.contact, 'ada@example.com')
  })

  it('restores S6 after its own form was sent', async () => {
    const first = await confirmed()
    first.c.submitted()
    first.c.hostDisconnected()
    const { m } = await reload('navigate')
    assert.equal(m.screen, 'confirmed')
  })

  it('only offers it on a new visit', async () => {
    const first = await confirmed()
    first.c.hostDisconnected()
    const { m, c, on } = await reload('navigate')
    assert.equal(m.screen, 'choose')
    assert.equal(m.offer, 'a•••@example.com')
    assert.equal(c.proof, '')
    assert.isFalse(net.has('POST'))
    on.resume()
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal(c.proof, 'proof-2')
  })

  it('only offers it five minutes later, and not at all after thirty', async () => {
    const first = await confirmed()
    first.c.hostDisconnected()
    await net.advance(301_000)
    const second = await reload('reload')
    assert.equal(second.m.offer, 'a•••@example.com')
    second.c.hostDisconnected()
    await net.advance(1_500_000)
    assert.equal((await reload('reload')).m.offer, null)
  })

  it('keeps the forms of different actions apart', async () => {
    const first = await waiting({ action: 'signup' })
    assert.deepEqual(
      [...net.items.keys()],
      ['reachproof:https://v.example:site_example:reachproof-response:signup'],
    )
    first.c.hostDisconnected()
    net.arrival = 'reload'
    assert.equal((await load({ action: 'payment' })).m.screen, 'choose')
    assert.equal((await load()).m.screen, 'choose')
    await load({ action: 'signup' })
    net.take('GET verifications/v1')
  })

  it('works without storage', async () => {
    const { platform } = await import('./platform.ts')
    platform.storage = () => {
      throw new Error('denied')
    }
    const { m } = await waiting()
    assert.equal(m.screen, 'whatsapp')
  })

  it('takes over what the backend has begun', async () => {
    const { c, m } = await load()
    c.adopt({ id: 'v1', secret: 'other' })
    const request = net.take('GET verifications/v1')
    assert.equal(request.headers.Authorization, 'Bearer other')
    await request.answer(mail())
    assert.equal(m.screen, 'code')
  })
})
