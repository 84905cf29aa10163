import { describe, expect, it } from 'vitest'
import { createCore, type Fake, fake, gate, not, otherPhone, phone, problemOf } from '../test/core-harness.ts'
import { DeliveryError, type DeliveryReason } from './channel.ts'

// Sends of a site that has two providers for text messages.

const fails = (reason: DeliveryReason, unsent: boolean) => async () => {
  throw new DeliveryError(reason, 'as the test says', { unsent })
}

async function texting(more: Partial<Parameters<typeof createCore>[0]> = {}) {
  const first = fake('first', { channels: ['sms'], sender: 'FIRST' })
  const second = fake('second', { channels: ['sms'], sender: 'SECOND' })
  const core = await createCore({
    providers: [first, second],
    channels: { sms: ['first', 'second'] },
    ...more,
  })
  return { core, first, second, counts: () => [first.sent.length, second.sent.length] }
}

describe('fail over', () => {
  it('stays with the first provider as long as it works', async () => {
    const { core, counts } = await texting()
    const started = await core.started()
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', sender: 'FIRST', notice: null })
    expect((await core.stored(started)).sends[0]).toMatchObject({ provider: 'first', receipt: 'first-r1' })
    expect(counts()).toEqual([1, 0])
  })

  it.each<DeliveryReason>(['rejected', 'rate_limited', 'unauthorized', 'timeout', 'unavailable'])(
    'goes on to the next when certainly nothing went out (%s), with the same message and its own sender',
    async reason => {
      const { core, first, second } = await texting()
      first.delivers = fails(reason, true)
      const started = await core.start()
      // Until it is known who took it, the one that is asked first.
      expect(started.sender).toBe('FIRST')
      await core.courier.idle()
      expect(await core.view(started)).toMatchObject({ delivery: 'sent', sender: 'SECOND', notice: null })
      expect((await core.stored(started)).sends).toMatchObject([{ provider: 'second', receipt: 'second-r1' }])
      expect(second.sent).toEqual(first.sent)
      expect((await core.check(started, second.sent[0]!.code)).state).toBe('verified')
    },
  )

  it.each<DeliveryReason>(['rejected', 'rate_limited', 'unauthorized', 'timeout', 'unavailable'])(
    'stops when the message may have gone out (%s): nothing is paid or sent twice',
    async reason => {
      const { core, first, counts } = await texting()
      first.delivers = fails(reason, false)
      const started = await core.started()
      expect(counts()).toEqual([1, 0])
      expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: null, sender: 'FIRST' })
      // It may have arrived after all.
      expect((await core.check(started, first.sent[0]!.code)).state).toBe('verified')
    },
  )

  it('stops at a contact that the provider knows to be wrong', async () => {
    const { core, first, counts } = await texting()
    first.delivers = fails('invalid_contact', true)
    const started = await core.started()
    expect(counts()).toEqual([1, 0])
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
  })

  it('that finds nobody says that certainly nothing went out', async () => {
    const { core, first, second, counts } = await texting()
    first.delivers = fails('unavailable', true)
    second.delivers = fails('rejected', true)
    const started = await core.started()
    expect(counts()).toEqual([1, 1])
    expect(await core.view(started)).toMatchObject({
      state: 'pending',
      delivery: 'failed',
      notice: 'undeliverable',
      checksLeft: 5,
    })
    expect(core.logged('not_sent').map(({ provider, reason }) => [provider, reason])).toEqual([
      ['first', 'unavailable'],
      ['second', 'rejected'],
    ])
  })

  it('that ends with an unknown outcome does not say so', async () => {
    const { core, first, second } = await texting()
    first.delivers = fails('unavailable', true)
    second.delivers = fails('timeout', false)
    const started = await core.started()
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: null, sender: 'SECOND' })
  })

  it('is not set off by a mistake of ours, which may have sent something', async () => {
    const { core, first, counts } = await texting()
    first.delivers = async () => {
      throw new TypeError(`cannot read ${phone}`)
    }
    const started = await core.started()
    expect(counts()).toEqual([1, 0])
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: null })
    expect(core.logged('not_sent')).toMatchObject([{ detail: 'TypeError', unsent: false }])
  })

  it('begins with the first provider again in each send', async () => {
    const { core, first, counts } = await texting()
    first.delivers = fails('rejected', true)
    const started = await core.started()
    await core.send(started)
    await core.courier.idle()
    expect(counts()).toEqual([2, 2])
    expect((await core.stored(started)).sends.map(send => send.provider)).toEqual(['second', 'second'])
  })
})

describe('a provider that fails three times in a row', () => {
  const startThree = async (core: Awaited<ReturnType<typeof texting>>['core']) => {
    for (let n = 0; n < 3; n++) await core.started()
  }

  it('is left out for 30 seconds, tried again, and left out for 60 when that fails too', async () => {
    const { core, first, counts } = await texting()
    first.delivers = fails('unavailable', true)
    await startThree(core)
    expect(counts()).toEqual([3, 3])
    expect(core.logged('left_out')).toMatchObject([{ provider: 'first', seconds: 30 }])
    await core.started()
    core.clock.pass(29.9)
    await core.started()
    expect(counts()).toEqual([3, 5])
    core.clock.pass(0.1)
    await core.started()
    expect(counts()).toEqual([4, 6])
    expect(core.logged('left_out')).toMatchObject([{ seconds: 30 }, { seconds: 60 }])
    core.clock.pass(59.9)
    await core.started()
    expect(counts()).toEqual([4, 7])
  })

  it('is the first again once it works', async () => {
    const { core, first, counts } = await texting()
    first.delivers = fails('unavailable', true)
    await startThree(core)
    first.delivers = async () => ({ id: null })
    core.clock.pass(30)
    const started = await core.started()
    expect(await core.view(started)).toMatchObject({ sender: 'FIRST', delivery: 'sent' })
    await core.started()
    expect(counts()).toEqual([5, 3])
    // Its failures are forgotten: three in a row are needed once more.
    first.delivers = fails('unavailable', true)
    await startThree(core)
    expect(counts()).toEqual([8, 6])
    await core.started()
    expect(counts()).toEqual([8, 7])
  })

  it('is tried all the same when the others are left out as well', async () => {
    const { core, first, second, counts } = await texting()
    for (const one of [first, second]) one.delivers = fails('unavailable', true)
    await startThree(core)
    expect(core.logged('left_out').map(({ provider }) => provider)).toEqual(['first', 'second'])
    second.delivers = async () => ({ id: 'ok' })
    const started = await core.started()
    expect(counts()).toEqual([4, 4])
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', sender: 'SECOND' })
  })

  it('is not left out for contacts that do not exist, nor for texts it refuses', async () => {
    const { core, first, counts } = await texting()
    first.delivers = fails('rejected', true)
    for (let n = 0; n < 5; n++) await core.started()
    first.delivers = fails('invalid_contact', true)
    for (let n = 0; n < 5; n++) await core.started()
    expect(counts()).toEqual([10, 5])
  })
})

describe('a send', () => {
  it('is answered before its provider is, and is failed after 20 seconds until a late answer comes', async () => {
    const { core, first } = await texting()
    const accepting = gate()
    first.delivers = async () => {
      await accepting.pass()
      return { id: 'late' }
    }
    const started = await core.start()
    expect(started).toMatchObject({ delivery: 'queued', state: 'pending' })
    await accepting.reached
    core.clock.pass(19.9)
    expect((await core.view(started)).delivery).toBe('queued')
    core.clock.pass(0.1)
    expect((await core.view(started)).delivery).toBe('failed')
    accepting.open()
    await core.courier.idle()
    expect((await core.view(started)).delivery).toBe('sent')
  })

  it('whose result comes after the next send began does not speak for that one', async () => {
    const { core, first } = await texting()
    const slow = gate()
    first.delivers = async (_, n) => {
      if (n === 1) await slow.pass()
      if (n === 1) throw new DeliveryError('rejected', 'no', { unsent: true })
      return { id: 'second' }
    }
    const started = await core.start()
    await slow.reached
    await core.send(started)
    slow.open()
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: null })
    expect((await core.stored(started)).sends.map(send => send.receipt)).toEqual(['second-r1', 'second'])
  })

  it('whose result comes after the end changes nothing', async () => {
    const { core, first } = await texting()
    const slow = gate()
    first.delivers = async () => {
      await slow.pass()
      return { id: 'late' }
    }
    const started = await core.start()
    await slow.reached
    await core.verifier.end(started.id)
    const { revision } = await core.view(started)
    slow.open()
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ state: 'canceled', revision, delivery: 'queued' })
  })

  it('carries what its channel needs, and is cut off in the end', async () => {
    const { core, first } = await texting()
    let given: AbortSignal | undefined
    first.delivers = async (_message, _n, signal) => {
      given = signal
      return { id: null }
    }
    const started = await core.started({ language: 'fr' })
    expect(first.sent).toEqual([
      {
        verificationId: started.id,
        send: 1,
        to: phone,
        code: expect.stringMatching(/^\d{6}$/),
        minutes: 10,
        language: 'fr',
        site: { key: 'site_a', name: 'Site A', domain: 'a.test' },
        texts: {},
      },
    ])
    expect(given).toBeInstanceOf(AbortSignal)
    core.clock.pass(240)
    await core.send(started)
    await core.courier.idle()
    expect(first.sent[1]).toMatchObject({ code: first.sent[0]!.code, minutes: 6, send: 2 })
  })

  it('without a receipt is sent, and no report can be about it', async () => {
    const { core, first } = await texting()
    first.delivers = async () => ({ id: null })
    const started = await core.started()
    expect((await core.view(started)).delivery).toBe('sent')
    expect((await core.stored(started)).sends[0]).toMatchObject({ provider: 'first', receipt: null })
  })

  it('over a provider that the operator took away is undeliverable', async () => {
    const { core } = await texting({ channels: { sms: 'first' }, providers: [fake('first')] })
    const started = await core.started()
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
  })
})

describe('codes for a provider that takes them as integers', () => {
  it('never begin with 0, and are right', async () => {
    const zad = fake('zad', { channels: ['sms'], integerCodes: true })
    const core = await createCore({ providers: [zad], channels: { sms: 'zad' } })
    let skipped = 0
    for (let n = 0; n < 120; n++) {
      const started = await core.started()
      const { code } = zad.sent[n]!
      expect(code).toMatch(/^[1-9]\d{5}$/)
      skipped += (await core.stored(started)).codes[0]!.generation
      if (n < 10) expect((await core.check(started, code)).state).toBe('verified')
    }
    // One of ten would have begun with it.
    expect(skipped).toBeGreaterThan(0)
  })

  it('never do when only the second provider is such a one', async () => {
    const zad = fake('zad', { channels: ['sms'], integerCodes: true })
    const gw = fake('gw', { channels: ['sms'] })
    gw.delivers = fails('rejected', true)
    const core = await createCore({ providers: [gw, zad], channels: { sms: ['gw', 'zad'] } })
    for (let n = 0; n < 60; n++) await core.started()
    expect(zad.sent.filter(({ code }) => code.startsWith('0'))).toEqual([])
    expect(zad.sent).toHaveLength(60)
  })

  it('begin with 0 now and then for everybody else', async () => {
    const { core, first } = await texting()
    for (let n = 0; n < 120; n++) await core.started()
    expect(first.sent.filter(({ code }) => code.startsWith('0')).length).toBeGreaterThan(0)
  })
})

/** A business number whose provider sends the answer as a message of its own, as Meta's does. */
async function chatting() {
  const wa = fake('wa', { channels: ['whatsapp'], inboundNumber: '+964622445511', sender: '+964622445511' })
  const core = await createCore({
    providers: [wa, fake('gw', { channels: ['sms'] })],
    channels: { whatsapp: 'wa', sms: 'gw' },
  })
  const start = () => core.start({ channel: 'whatsapp' })
  return { core, wa, start }
}

describe('a provider that answers with messages of its own', () => {
  it('sends the code once for five deliveries at once, and has nothing to say itself', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    const command = started.whatsapp!.command
    const told = await Promise.all(
      Array.from({ length: 5 }, () => core.write(command, { fingerprint: 'one' })),
    )
    expect(told).toEqual([null, null, null, null, null])
    await core.courier.idle()
    expect(wa.sent).toMatchObject([{ to: phone, send: 1 }])
    expect(await core.view(started)).toMatchObject({ state: 'pending', delivery: 'sent', notice: null })
    expect((await core.check(started, wa.sent[0]!.code)).state).toBe('verified')
  })

  it('is queued until it has taken the message', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    const accepting = gate()
    wa.delivers = async () => {
      await accepting.pass()
      return { id: 'wamid' }
    }
    await core.write(started.whatsapp!.command)
    await accepting.reached
    expect(await core.view(started)).toMatchObject({ state: 'pending', delivery: 'queued' })
    accepting.open()
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ delivery: 'sent' })
  })

  it('that fails is told, the same delivery stays without effect, and a repeat sends the same code again', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    const command = started.whatsapp!.command
    wa.delivers = fails('unavailable', true)
    await core.write(command, { fingerprint: 'one' })
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
    wa.delivers = async () => ({ id: 'wamid' })
    expect(await core.write(command, { fingerprint: 'one' })).toBeNull()
    await core.courier.idle()
    expect(wa.sent).toHaveLength(1)
    await core.write(command, { fingerprint: 'two' })
    await core.courier.idle()
    expect(wa.sent).toHaveLength(2)
    expect(wa.sent[1]!.code).toBe(wa.sent[0]!.code)
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: null })
  })

  it('is still told what to say to strangers, to small talk and to a NO', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    expect(await core.write(started.whatsapp!.command, { from: otherPhone })).toMatch(/\w/)
    expect(await core.write('hello')).toMatch(/\w/)
    expect(await core.write('NO')).toMatch(/\w/)
    expect((await core.view(started)).state).toBe('canceled')
    await core.courier.idle()
    expect(wa.sent).toEqual([])
  })

  it('numbers its messages: a stranger’s is counted once, however often it is delivered', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    const command = started.whatsapp!.command
    const strange = { from: otherPhone, numbered: true }
    for (let n = 0; n < 4; n++) await core.write(command, { ...strange, fingerprint: 'one' })
    expect(await core.view(started)).toMatchObject({ state: 'waiting', notice: 'other_number' })
    expect((await core.stored(started)).strangers).toBe(1)
    for (const fingerprint of ['two', 'three']) await core.write(command, { ...strange, fingerprint })
    expect((await core.view(started)).state).toBe('canceled')
    expect(wa.sent).toEqual([])
  })

  it('does not send for a message that is older than what it asks for', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    const command = started.whatsapp!.command
    const began = core.clock.now()
    core.clock.pass(30)
    expect(await core.write(command, { sentAt: began - 60_001 })).toMatch(/\w/)
    expect(await core.write('VERIFY', { sentAt: began - 60_001 })).toMatch(/\w/)
    await core.courier.idle()
    expect(wa.sent).toEqual([])
    expect(await core.view(started)).toMatchObject({ state: 'waiting', revision: started.revision })
    expect(await core.write(command, { sentAt: began - 60_000 })).toBeNull()
    await core.courier.idle()
    expect(wa.sent).toHaveLength(1)
  })

  it('does not disturb a visitor who went on to another channel: both codes are right', async () => {
    const { core, wa, start } = await chatting()
    const started = await start()
    await core.send(started, 'sms')
    await core.courier.idle()
    await core.write(started.whatsapp!.command)
    await core.courier.idle()
    expect(await core.view(started)).toMatchObject({ channel: 'sms', delivery: 'sent', state: 'pending' })
    const { code } = wa.sent[0]!
    expect(await problemOf(core.check(started, not(code)))).toEqual({ code: 'wrong_code', checksLeft: 4 })
    expect((await core.check(started, code)).channel).toBe('whatsapp')
  })

  it('of a number that belongs to somebody else from now on ends what that number has running', async () => {
    const { core, start } = await chatting()
    const running = await start()
    const other = await core.start({ channel: 'whatsapp', to: otherPhone })
    const done = await start()
    await core.write(done.whatsapp!.command)
    await core.courier.idle()
    const v = await core.stored(done)
    const sent = (core.providers.get('wa') as Fake).sent.at(-1)!
    expect((await core.check(v, sent.code)).state).toBe('verified')
    await core.inbox.numberLost('wa', phone)
    expect((await core.view(running)).state).toBe('canceled')
    expect((await core.view(other)).state).toBe('waiting')
    // What he proved then was true then.
    expect(await core.view(done)).toMatchObject({ state: 'verified', proof: expect.any(String) })
  })
})
