import { describe, expect, it } from 'vitest'
import {
  type Core,
  createCore,
  type Fake,
  fake,
  gate,
  otherPhone,
  phone,
  problemOf,
} from '../test/core-harness.ts'
import { claimsOf } from '../test/server-harness.ts'
import type { CallEnd } from './channel.ts'

// Calls that ask for a key, and calls that speak a code, at a provider called zad.

const zad = () => fake('zad', { channels: ['call_button', 'call_code', 'sms'], sender: '+441632960000' })

async function calling(more: Partial<Parameters<typeof createCore>[0]> = {}) {
  const provider = zad()
  const core = await createCore({
    providers: [provider],
    channels: { call_button: 'zad', call_code: 'zad', sms: 'zad' },
    ...more,
  })
  return { core, provider, press: () => core.start({ channel: 'call_button' }) }
}

const tooEarly = { code: 'try_later', retryAfterSeconds: 60 }

describe('a key press', () => {
  it('verifies, and proves a consent', async () => {
    const { core, provider } = await calling()
    const started = await core.started({ channel: 'call_button' })
    expect(started).toMatchObject({ state: 'waiting', delivery: 'queued', checksLeft: 5 })
    expect(provider.sent).toMatchObject([{ to: phone, code: '', send: 1 }])
    expect(await core.call('pressed')).toBe(true)
    const view = await core.view(started)
    expect(view).toMatchObject({ state: 'verified', channel: 'call_button', notice: null })
    expect(claimsOf(view.proof)).toMatchObject({
      phone_number: phone,
      acr: 'urn:reachproof:acr:consent',
      amr: ['mca', 'tel'],
      rp_channel: 'call_button',
    })
  })

  it.each<CallEnd['end']>(['declined', 'not_answered', 'failed'])(
    'after the same call was told to be %s comes too late: the first end decides',
    async end => {
      const { core } = await calling()
      const started = await core.started({ channel: 'call_button' })
      expect(await core.call(end, { marks: ['one'] })).toBe(true)
      // With the marks of that call, and as a forger would send it: with others.
      expect(await core.call('pressed', { marks: ['one'] })).toBe(false)
      expect(await core.call('pressed', { marks: ['two'] })).toBe(false)
      expect(await core.view(started)).toMatchObject({
        state: 'waiting',
        notice: end === 'failed' ? 'undeliverable' : end,
        delivery: end === 'failed' ? 'failed' : 'sent',
      })
    },
  )

  it('in a call that was told before, changed and sent again, has no effect on what began since', async () => {
    const { core } = await calling()
    const first = await core.started({ channel: 'call_button' })
    await core.call('declined', { marks: ['call one', 'id one'] })
    await core.verifier.end(first.id)
    const second = await core.started({ channel: 'call_button' })
    for (const marks of [['call one', 'id one'], ['call two', 'id one'], ['call one']]) {
      expect(await core.call('pressed', { marks })).toBe(false)
    }
    expect((await core.view(second)).state).toBe('waiting')
    expect(await core.call('pressed', { marks: ['call two', 'id two'] })).toBe(true)
  })

  it('told five times at once has one effect', async () => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_button' })
    const told = await Promise.all(Array.from({ length: 5 }, () => core.call('pressed', { marks: ['one'] })))
    expect(told.filter(Boolean)).toHaveLength(1)
    expect(core.logged('verified')).toHaveLength(1)
    expect((await core.view(started)).state).toBe('verified')
  })

  it('and its refusal at once come to one of the two, for good', async () => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_button' })
    const [pressed, declined] = await Promise.all([core.call('pressed'), core.call('declined')])
    expect([pressed, declined].filter(Boolean)).toHaveLength(1)
    expect((await core.view(started)).state).toBe(pressed ? 'verified' : 'waiting')
  })

  it('before the provider has acknowledged the call counts, and the receipt changes nothing any more', async () => {
    const { core, provider } = await calling()
    const accepting = gate()
    provider.delivers = async () => {
      await accepting.pass()
      return { id: 'late' }
    }
    const started = await core.start({ channel: 'call_button' })
    await accepting.reached
    await core.call('pressed')
    const verified = await core.view(started)
    accepting.open()
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ state: 'verified', revision: verified.revision })
  })

  it('in a call of which the end was told before its receipt keeps that end', async () => {
    const { core, provider } = await calling()
    const accepting = gate()
    provider.delivers = async () => {
      await accepting.pass()
      return { id: 'late' }
    }
    const started = await core.start({ channel: 'call_button' })
    await accepting.reached
    await core.call('not_answered')
    accepting.open()
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: 'not_answered' })
    expect((await core.stored(started)).sends[0]).toMatchObject({ receipt: 'late', outcome: 'ended' })
    expect(await core.call('pressed')).toBe(false)
  })

  it.each<[string, Partial<CallEnd>]>([
    ['for a number that waits for nothing', { call: { number: otherPhone } }],
    ['for the same last digits in another country', { call: { number: '+33611123456' } }],
    ['at another provider', { provider: 'other' }],
    ['without a number', { call: { number: '' } }],
    ['that begins before it was asked for', { startedAt: Date.now() - 86_400_000 }],
    ['that begins tomorrow', { startedAt: Date.now() + 86_400_000 }],
  ])('%s has no effect', async (_, more) => {
    const { core } = await calling({ providers: [zad(), fake('other')] })
    const started = await core.started({ channel: 'call_button' })
    expect(await core.call('pressed', more)).toBe(false)
    expect((await core.view(started)).state).toBe('waiting')
    expect(core.logged('call_ignored').length + (more.startedAt ? 1 : 0)).toBe(1)
    expect(await core.call('pressed')).toBe(true)
  })

  it.each(['07911 123456', '7911123456', '00447911123456', '447911123456'])(
    'is found by the number as the provider spells it, %s',
    async number => {
      const { core } = await calling()
      const started = await core.started({ channel: 'call_button' })
      expect(await core.call('pressed', { call: { number } })).toBe(true)
      expect((await core.view(started)).state).toBe('verified')
    },
  )

  it('a minute off our clock is in time', async () => {
    const { core, press } = await calling()
    await press()
    await core.courier.idle()
    const at = core.clock.now()
    expect(await core.call('pressed', { startedAt: at - 60_001 })).toBe(false)
    expect(await core.call('pressed', { startedAt: at + 60_001 })).toBe(false)
    expect(await core.call('pressed', { startedAt: at - 60_000 })).toBe(true)
  })

  it('that could be meant for either of two is meant for neither', async () => {
    const provider = zad()
    const core = await createCore({
      providers: [provider],
      channels: { call_button: 'zad' },
    })
    // A French and an Italian number that are dialled the same way, each inside its country.
    const french = await core.started({ channel: 'call_button', to: '+33612345678' })
    const national = '0612345678'
    expect(await core.call('declined', { call: { number: national } })).toBe(true)
    expect((await core.view(french)).notice).toBe('declined')
    await core.send(french)
    await core.courier.idle()
    const stored = await core.stored(french)
    const twin = { ...stored, id: 'another', contact: { kind: 'phone' as const, value: '+39612345678' } }
    await core.records.change('another', () => ({ next: { ...twin, revision: 1 }, answer: null }))
    expect(await core.call('pressed', { call: { number: national } })).toBe(false)
    expect((await core.view(french)).state).toBe('waiting')
    expect(await core.call('pressed', { call: { number: '+33612345678' } })).toBe(true)
  })

  it('after the visitor went on to another channel still counts', async () => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_button' })
    await core.send(started, 'sms')
    await core.courier.idle()
    expect(await core.call('pressed')).toBe(true)
    expect(await core.view(started)).toMatchObject({ state: 'verified', channel: 'call_button' })
  })

  it('after the second call belongs to whichever call it names by its time', async () => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_button' })
    await core.call('not_answered')
    core.clock.pass(120)
    await core.send(started)
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: null })
    // The first call, told a second time under another name.
    expect(await core.call('pressed', { startedAt: core.clock.now() - 120_000 })).toBe(false)
    expect(await core.call('pressed', { startedAt: core.clock.now() })).toBe(true)
  })

  it('for one that has expired, was canceled or is locked has no effect', async () => {
    const { core } = await calling()
    const expired = await core.started({ channel: 'call_button' })
    core.clock.pass(900)
    expect(await core.call('pressed')).toBe(false)
    expect((await core.view(expired)).state).toBe('expired')
    const canceled = await core.started({ channel: 'call_button' })
    await core.verifier.end(canceled.id)
    expect(await core.call('pressed')).toBe(false)
    expect((await core.view(canceled)).state).toBe('canceled')
  })
})

describe('the lock of a number', () => {
  it('refuses a second call for a key, sends nothing and takes nothing, whatever the spelling', async () => {
    const { core, provider, press } = await calling({ config: { limits: { contactSends: { 600: 2 } } } })
    await press()
    await core.courier.idle()
    for (const to of [phone, '07911 123456', '+44 (0)7911 123456']) {
      expect(await problemOf(core.start({ channel: 'call_button', to }))).toEqual(tooEarly)
    }
    expect(provider.sent).toHaveLength(1)
    core.clock.pass(300)
    // The budget of two still holds one: the refused ones took nothing.
    await core.start({ channel: 'sms' })
  })

  it('holds across the sites of one provider, and tells none of them whose call it is', async () => {
    const { core } = await calling({ siteB: {} })
    await core.started({ channel: 'call_button' })
    expect(await problemOf(core.start({ site: 'site_b', channel: 'call_button' }))).toEqual(tooEarly)
  })

  it('is no lock for other numbers, other channels, or another provider', async () => {
    const other = fake('other', { channels: ['call_button'] })
    const core = await createCore({
      providers: [zad(), other],
      channels: { call_button: 'zad', call_code: 'zad', sms: 'zad' },
      siteB: { channels: { call_button: 'other' } },
    })
    const first = await core.started({ channel: 'call_button' })
    await core.started({ channel: 'call_button', to: otherPhone })
    await core.started({ channel: 'sms' })
    await core.started({ channel: 'call_code' })
    const second = await core.started({ site: 'site_b', channel: 'call_button' })
    // And each end is told apart by its provider.
    expect(await core.call('pressed', { provider: 'other' })).toBe(true)
    expect((await core.view(first)).state).toBe('waiting')
    expect((await core.view(second)).state).toBe('verified')
  })

  it('holds at every provider that the call may go out through', async () => {
    const backup = fake('backup', { channels: ['call_button'] })
    const core = await createCore({
      providers: [zad(), backup],
      channels: { call_button: ['zad', 'backup'] },
      siteB: { channels: { call_button: 'backup' } },
    })
    await core.started({ channel: 'call_button' })
    expect(await problemOf(core.start({ site: 'site_b', channel: 'call_button' }))).toEqual(tooEarly)
  })

  it('of ten starts at once is had by one', async () => {
    const { core, provider, press } = await calling()
    const starts = await Promise.all(Array.from({ length: 10 }, () => problemOf(press())))
    expect(starts.filter(({ code }) => code === 'try_later')).toHaveLength(9)
    await core.courier.idle()
    expect(provider.sent).toHaveLength(1)
  })

  it.each<[string, (core: Core, id: string) => Promise<unknown>]>([
    ['was pressed', core => core.call('pressed')],
    ['is canceled', (core, id) => core.verifier.end(id)],
    ['has waited in vain', async core => core.clock.pass(900)],
    [
      'is locked',
      async (core, id) => {
        await core.send({ id }, 'sms')
        await core.courier.idle()
        const v = await core.stored({ id })
        const { code } = (await core.inbox.messageOf('zad', { verificationId: id, send: 2 }))!
        const typed = String((Number(code) + 1) % 1_000_000).padStart(6, '0')
        for (let n = 0; n < v.checksLeft; n++) await problemOf(core.check({ id }, typed))
      },
    ],
  ])('is free once the first one %s', async (_, ends) => {
    const { core, provider, press } = await calling()
    const first = await press()
    await core.courier.idle()
    expect(await problemOf(press())).toEqual(tooEarly)
    await ends(core, first.id)
    const before = provider.sent.length
    const second = await core.started({ channel: 'call_button' })
    expect(provider.sent).toHaveLength(before + 1)
    expect(await core.call('pressed')).toBe(true)
    expect((await core.view(second)).state).toBe('verified')
  })

  it('stays through a call that nobody answered: the visitor may call again', async () => {
    const { core, press } = await calling()
    const first = await press()
    await core.courier.idle()
    await core.call('not_answered')
    expect(await problemOf(press())).toEqual(tooEarly)
    await core.send(first)
    await core.courier.idle()
    expect(await core.call('pressed')).toBe(true)
  })

  it('is asked for by a switch as well, which is refused and changes nothing', async () => {
    const { core, provider, press } = await calling()
    const running = await core.started({ channel: 'sms' })
    const first = await press()
    await core.courier.idle()
    expect(await problemOf(core.send(running, 'call_button'))).toEqual(tooEarly)
    expect(await core.view(running)).toMatchObject({ state: 'pending', channel: 'sms', delivery: 'sent' })
    expect(provider.sent).toHaveLength(2)
    await core.verifier.end(first.id)
    expect((await core.send(running, 'call_button')).state).toBe('waiting')
    await core.courier.idle()
    expect(await core.call('pressed')).toBe(true)
    expect((await core.view(running)).state).toBe('verified')
  })

  it('is free for a switch once the holder has waited in vain', async () => {
    const { core, press } = await calling()
    await press()
    core.clock.pass(600)
    const running = await core.started({ channel: 'sms' })
    core.clock.pass(300)
    expect((await core.send(running, 'call_button')).state).toBe('waiting')
  })

  it('taken by a tap that is told twice is the same call', async () => {
    const { core, provider } = await calling()
    const tap = { channel: 'call_button' as const, idempotencyKey: 'a-key-of-22-characters' }
    const [one, two] = await Promise.all([core.start(tap), core.start(tap)])
    const three = await core.start(tap)
    await core.courier.idle()
    expect([two.id, three.id]).toEqual([one.id, one.id])
    expect(provider.sent).toHaveLength(1)
  })
})

describe('a call that speaks a code', () => {
  it('is verified by no key: one is pressed to hear it', async () => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_code' })
    for (const end of ['pressed', 'declined'] as const) {
      expect(await core.call(end, { call: { verificationId: started.id, send: 1 } })).toBe(false)
      expect(await core.call(end)).toBe(false)
    }
    expect((await core.view(started)).state).toBe('pending')
  })

  it('that nobody answered, or that could not be made, is told', async () => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_code' })
    await core.call('not_answered', { call: { verificationId: started.id, send: 1 } })
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: 'not_answered' })
    await core.send(started)
    await core.courier.idle()
    await core.call('failed', { call: { verificationId: started.id, send: 2 } })
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
  })

  it.each([0, 2, -1, 1.5, Number.NaN])('numbered %d never was', async send => {
    const { core } = await calling()
    const started = await core.started({ channel: 'call_code' })
    const call = { verificationId: started.id, send }
    expect(await core.call('not_answered', { call })).toBe(false)
    expect(await core.inbox.messageOf('zad', call)).toBeNull()
  })

  it('of an unknown verification never was', async () => {
    const { core } = await calling()
    const call = { verificationId: 'nobody', send: 1 }
    expect(await core.call('not_answered', { call })).toBe(false)
    expect(await core.inbox.messageOf('zad', call)).toBeNull()
  })
})

describe('what is said when a call is answered', () => {
  it('is what was sent, as long as it is right', async () => {
    const { core, provider } = await calling()
    const started = await core.started({ channel: 'call_code', language: 'fr' })
    const call = { verificationId: started.id, send: 1 }
    expect(await core.inbox.messageOf('zad', call)).toEqual(provider.sent[0])
    core.clock.pass(600)
    expect(await core.inbox.messageOf('zad', call)).toBeNull()
  })

  it('asks for a key as long as the call is waited for', async () => {
    const { core, press } = await calling()
    const started = await press()
    const call = { verificationId: started.id, send: 1 }
    expect(await core.inbox.messageOf('zad', call)).toMatchObject({ code: '', to: phone })
    await core.verifier.end(started.id)
    expect(await core.inbox.messageOf('zad', call)).toBeNull()
  })

  it('is told to nobody but the provider that serves the channel, and took the call', async () => {
    const core = await createCore({
      providers: [
        zad(),
        fake('backup', { channels: ['call_code'] }),
        fake('other', { channels: ['call_code'] }),
      ],
      channels: { call_code: ['zad', 'backup'] },
      siteB: { channels: { call_code: 'other' } },
    })
    const accepting = gate()
    const zadarma = core.providers.get('zad') as Fake
    zadarma.delivers = async () => {
      await accepting.pass()
      return { id: 'late' }
    }
    const started = await core.start({ channel: 'call_code' })
    const call = { verificationId: started.id, send: 1 }
    // While it is not known who took it, any that serves the site may have.
    const told = async () =>
      Promise.all(
        ['zad', 'backup', 'other'].map(async one => (await core.inbox.messageOf(one, call)) !== null),
      )
    expect(await told()).toEqual([true, true, false])
    accepting.open()
    await core.courier.idle()
    expect(await told()).toEqual([true, false, false])
    expect(await core.inbox.messageOf('zad', call)).not.toBeNull()
    expect(await core.inbox.messageOf('backup', call)).toBeNull()
    expect(await core.inbox.messageOf('other', call)).toBeNull()
    for (const provider of ['backup', 'other']) {
      expect(await core.call('not_answered', { provider, call })).toBe(false)
    }
  })
})
