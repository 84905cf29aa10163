import { expect, it } from 'vitest'
import { startSuite } from './harness.ts'
import { createKept } from './kept.ts'
import { twilioFormSignature, zadarmaSignature } from './signing.ts'
import { codeOf } from './sink.ts'

// That the harness itself can be believed: its signatures are those of the vendors, and each way through it works.

const suite = startSuite('open')

it('signs like Zadarma and Twilio', () => {
  const notification = {
    event: 'NOTIFY_END',
    caller_id: '0999999999',
    called_did: '0',
    call_start: '2024-10-23 16:00:47',
  }
  expect(zadarmaSignature('reachproof-zadarma-test-secret', notification)).toBe(
    'NjRjOGNmODE3MDQyOGZlYTNjMjJmNGE3ODQ2MjhkOTY2YWNmYmI0MA==',
  )
  const url = 'https://verify.example.test/hooks/twilio/voice'
  const form = {
    CallSid: 'CA00000000000000000000000000000001',
    Digits: '1',
    From: '+15550001234',
    To: '+447911123456',
  }
  expect(twilioFormSignature('reachproof-twilio-token', url, form)).toBe('vz1K+MUpPUwt+zFp3euzGhfKhSU=')
})

it.each([
  ['site_a', 'sms'],
  ['site_a', 'call_code'],
  ['site_a', 'email'],
  ['site_zd', 'sms'],
  ['site_zd', 'email'],
  ['site_tw', 'sms'],
])('carries the code of %s over %s', async (sitekey, channel) => {
  const to = channel === 'email' ? suite.email() : suite.phone()
  await suite.verified({ sitekey, channel, to })
  suite.expects({ sends: 1, proofs: 1 })
})

it.each(['site_a', 'site_b', 'site_mj', 'site_mj_b', 'site_tw'])('answers a message to %s', async sitekey => {
  const from = suite.phone()
  const held = await suite.started({ sitekey, channel: 'whatsapp', to: from })
  const text = held.whatsapp!.command
  switch (sitekey) {
    case 'site_a':
    case 'site_b':
      expect(
        (await suite.hooks.cloud({ from, text }, { account: sitekey === 'site_a' ? 'cloud_a' : 'cloud_b' }))
          .status,
      ).toBe(200)
      break
    case 'site_mj':
    case 'site_mj_b':
      await suite.hooks.massejli(
        { contact: from, message: text },
        { account: sitekey === 'site_mj' ? 'mj_a' : 'mj_b' },
      )
      break
    default:
      await suite.hooks.twilio({
        MessageSid: `SM${'a'.repeat(32)}`,
        From: `whatsapp:${from}`,
        To: 'whatsapp:+15550001234',
        Body: text,
      })
  }
  const code = await suite.codeSentTo(from)
  expect((await suite.check(held, code)).status).toBe(200)
  suite.expects({ proofs: 1 })
})

it('takes the code that Massejli pushes', async () => {
  const to = suite.phone()
  const held = await suite.started({ sitekey: 'site_push', channel: 'whatsapp', to })
  expect((await suite.hooks.push({ contact: to.slice(1), authcode: '482913' })).status).toBe(200)
  expect((await suite.check(held, '482913')).status).toBe(200)
  suite.expects({ sends: 0, proofs: 1 })
})

it.each(['site_a', 'site_zd', 'site_tw'])('presses 1 in a call of %s', async sitekey => {
  const to = suite.phone()
  const held = await suite.started({ sitekey, channel: 'call_button', to })
  await suite.sink.messagesTo(to)
  await suite.until(held, view => view.delivery === 'sent')
  if (sitekey === 'site_a') {
    await suite.hooks.gateway({ verificationId: held.id, send: 1, event: 'pressed' })
  } else if (sitekey === 'site_zd') {
    await suite.hooks.zadarma({
      event: 'NOTIFY_END',
      caller_id: to,
      called_did: '0',
      call_start: '2026-10-23 16:00:47',
      callback_dtmf: '1',
      disposition: 'answered',
    })
  } else {
    await suite.hooks.twilio(
      { CallSid: `CA${'b'.repeat(32)}`, Digits: '1', From: '+15550001234', To: to },
      { part: `/press?${new URLSearchParams({ v: held.id, n: '1' })}` },
    )
  }
  expect((await suite.until(held, view => view.state !== 'waiting')).state).toBe('verified')
  suite.expects({ sends: 1, proofs: 1 })
})

it('goes on after a restart', async () => {
  const to = suite.phone()
  const held = await suite.started({ to })
  const code = await suite.codeSentTo(to)
  await suite.restart('SIGKILL')
  expect((await suite.check(held, code)).status).toBe(200)
  suite.expects({ sends: 1, proofs: 1 })
})

it('finds one code in a text, and none in two', () => {
  expect(codeOf('123456 is your code: 123456')).toBe('123456')
  expect([codeOf('no code'), codeOf('123456 or 654321'), codeOf('1234567')]).toEqual([null, null, null])
})

it('finds what must not be there, as a word of its own', () => {
  const kept = createKept(['secret-of-the-server'])
  kept.code('123456')
  kept.secret('secret_of-a_verification')
  kept.contact('+447400001234')
  kept.contact('visitor@x.test')
  kept.begin()
  kept.text('nonce-of-a-session')
  const everywhere = (text: string) => () => kept.looksInto('a text', text)
  for (const leak of [
    '{"code":"123456"}',
    'to 447400001234.',
    '+447400001234',
    'mail to <visitor@x.test>',
    'Bearer secret_of-a_verification',
    'x-secret-of-the-server-x',
    'nonce=nonce-of-a-session&',
  ]) {
    expect(everywhere(leak), leak).toThrow('I3/I6')
  }
  for (const innocent of [
    '1234567',
    'id-123456-of',
    '+44 •••• 1234',
    'v•••@x.test',
    'a-nonce-of-a-session',
  ]) {
    expect(everywhere(innocent), innocent).not.toThrow()
  }
  // After each test only what is new is looked for, and in answers only what nobody may be told.
  expect(() => kept.looksInto('a text', '123456', { only: 'recent' })).not.toThrow()
  expect(() => kept.looksInto('a text', ' nonce-of-a-session ', { only: 'recent' })).toThrow('I3/I6')
  expect(() => kept.looksInto('a text', '+447400001234', { only: 'for an answer' })).not.toThrow()
  expect(() => kept.looksInto('a text', '123456', { only: 'for an answer' })).toThrow('I3/I6')
})
