import { describe, expect, it } from 'vitest'
import { createCore, type Fake, fake, gate, not, phone, problemOf } from '../test/core-harness.ts'
import { claimsOf } from '../test/server-harness.ts'
import { DeliveryError } from './channel.ts'

// Codes that only their provider knows: it is asked, after the check was spent. For the fakes 424242 is right.

const right = '424242'
const isWrong = (checksLeft: number) => ({ code: 'wrong_code', checksLeft })
const isLocked = { code: 'closed', state: 'locked' }

async function keeping(more: Partial<Parameters<typeof createCore>[0]> = {}) {
  const zad = fake('zad', { channels: ['sms', 'call_code', 'call_button'], keepsCodes: true })
  const gw = fake('gw', { channels: ['call_code', 'sms'] })
  const core = await createCore({
    providers: [zad, gw],
    channels: { sms: 'zad', call_code: 'gw', call_button: 'zad' },
    ...more,
  })
  return { core, zad, gw }
}

const answersNot = async () => {
  throw new DeliveryError('timeout', 'no answer', { unsent: false })
}

/** A check that waits at the provider. */
function holds(zad: Fake, answer: boolean) {
  const asked = gate()
  zad.checks = async () => {
    await asked.pass()
    return answer
  }
  return asked
}

describe('a code that a provider keeps', () => {
  it('is asked for under the receipt of its send, and proves its channel', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    expect(started.codeLength).toBeNull()
    const view = await core.check(started, right, 'nonce-of-the-new-page')
    expect(view).toMatchObject({ state: 'verified', checksLeft: 4, channel: 'sms' })
    expect(zad.asked).toEqual([{ receipt: 'zad-r1', typed: right }])
    expect(claimsOf(view.proof)).toMatchObject({ rp_channel: 'sms', nonce: 'nonce-of-the-new-page' })
  })

  it('is wrong when the provider says so; five times locks, and the provider is asked no sixth time', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await problemOf(core.check(started, '111111'))).toEqual(isWrong(left))
    }
    expect((await core.view(started)).state).toBe('locked')
    expect(await problemOf(core.check(started, right))).toEqual(isLocked)
    expect(zad.asked).toHaveLength(5)
  })

  it('may have 4 to 10 digits; everything else costs nothing and asks nobody', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    for (const typed of ['123', '12345678901', 'none', '']) {
      expect(await problemOf(core.check(started, typed))).toEqual({ code: 'bad_request' })
    }
    expect(zad.asked).toEqual([])
    expect((await core.view(started)).checksLeft).toBe(5)
    for (const [n, typed] of ['1234', '1234567890'].entries()) {
      expect(await problemOf(core.check(started, typed))).toEqual(isWrong(4 - n))
    }
    expect(zad.asked.map(({ typed }) => typed)).toEqual(['1234', '1234567890'])
  })

  it('is none yet while its send is under way, or when nobody knows its receipt', async () => {
    const { core, zad } = await keeping()
    const accepting = gate()
    zad.delivers = async () => {
      await accepting.pass()
      throw new DeliveryError('timeout', 'no answer', { unsent: false })
    }
    const started = await core.start()
    await accepting.reached
    expect(await problemOf(core.check(started, right))).toEqual({ code: 'no_code_yet' })
    accepting.open()
    await core.courier.idle()
    expect(await problemOf(core.check(started, right))).toEqual({ code: 'no_code_yet' })
    expect((await core.view(started)).checksLeft).toBe(5)
    expect(zad.asked).toEqual([])
  })

  it('of an earlier send is right too, and both are one check', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    await core.send(started)
    await core.courier.idle()
    zad.checks = async (receipt, typed) => receipt === 'zad-r1' && typed === right
    expect(await problemOf(core.check(started, '111111'))).toEqual(isWrong(4))
    expect((await core.check(started, right)).state).toBe('verified')
    expect(zad.asked.map(({ receipt }) => receipt)).toEqual(['zad-r2', 'zad-r1', 'zad-r2', 'zad-r1'])
  })

  it('is asked for no longer than it is right', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    core.clock.pass(300)
    await core.send(started, 'call_code')
    await core.courier.idle()
    core.clock.pass(300)
    expect(await problemOf(core.check(started, right))).toEqual(isWrong(4))
    expect(zad.asked).toEqual([])
  })

  it('is ours after all when the next provider took the message, and the provider is not asked', async () => {
    const { core, zad, gw } = await keeping({ channels: { sms: ['zad', 'gw'] } })
    zad.delivers = async () => {
      throw new DeliveryError('unavailable', 'down', { unsent: true })
    }
    const started = await core.started()
    const { code } = gw.sent[0]!
    expect(await problemOf(core.check(started, not(code)))).toEqual(isWrong(4))
    expect((await core.check(started, code)).state).toBe('verified')
    expect(zad.asked).toEqual([])
  })

  it('lies beside one of ours of another channel: ours is compared here, and the provider not asked', async () => {
    const { core, zad, gw } = await keeping()
    const started = await core.started()
    await core.send(started, 'call_code')
    await core.courier.idle()
    expect((await core.view(started)).codeLength).toBeNull()
    const view = await core.check(started, gw.sent[0]!.code)
    expect(view).toMatchObject({ state: 'verified', channel: 'call_code', checksLeft: 5 })
    expect(zad.asked).toEqual([])
  })

  it('of a provider that the operator took away is wrong, not an error', async () => {
    const { core } = await keeping()
    const started = await core.started()
    ;(core.providers as Map<string, unknown>).delete('zad')
    expect(await problemOf(core.check(started, right))).toEqual(isWrong(4))
  })
})

describe('a provider that gives no answer', () => {
  it('makes the check unavailable, and it stays spent', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    zad.checks = answersNot
    expect(await problemOf(core.check(started, right))).toEqual({ code: 'unavailable' })
    expect(await core.view(started)).toMatchObject({ state: 'pending', checksLeft: 4 })
    zad.checks = async () => true
    expect((await core.check(started, right)).state).toBe('verified')
    expect(core.logged('not_checked')).toMatchObject([{ provider: 'zad', reason: 'timeout' }])
  })

  it('to the last check locks', async () => {
    const { core, zad } = await keeping({ config: { code: { checks: 1 } } })
    const started = await core.started()
    zad.checks = answersNot
    expect(await problemOf(core.check(started, right))).toEqual({ code: 'unavailable' })
    expect(await problemOf(core.check(started, right))).toEqual(isLocked)
    expect((await core.view(started)).state).toBe('locked')
  })

  it('about one send is no obstacle when it says yes to another', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    await core.send(started)
    await core.courier.idle()
    zad.checks = async receipt => (receipt === 'zad-r2' ? answersNot() : true)
    expect((await core.check(started, right)).state).toBe('verified')
  })
})

describe('the last check, while the provider is asked', () => {
  async function lastCheck(answer: boolean) {
    const { core, zad, gw } = await keeping({ config: { code: { checks: 1 } } })
    const started = await core.started()
    await core.send(started, 'call_code')
    await core.courier.idle()
    const asked = holds(zad, answer)
    const code = gw.sent[0]!.code
    const answered = problemOf(core.check(started, not(code)))
    await asked.reached
    return { core, zad, started, code, asked, answered }
  }

  it('leaves no further one: not of that code, and not of another channel’s', async () => {
    const { core, zad, started, code, asked, answered } = await lastCheck(false)
    expect(await core.view(started)).toMatchObject({ state: 'pending', checksLeft: 0 })
    for (const typed of [code, right]) {
      expect(await problemOf(core.check(started, typed))).toEqual(isLocked)
    }
    expect(await problemOf(core.send(started))).toEqual(isLocked)
    expect(zad.asked).toHaveLength(1)
    asked.open()
    expect(await answered).toEqual(isWrong(0))
    expect((await core.view(started)).state).toBe('locked')
  })

  it('still verifies when it was right', async () => {
    const { core, started, asked, answered } = await lastCheck(true)
    asked.open()
    expect(await answered).toEqual({ code: 'none: it was granted' })
    expect(await core.view(started)).toMatchObject({ state: 'verified', channel: 'sms', checksLeft: 0 })
  })

  it('locks after 20 seconds without an answer, as after a crash, and an answer is then too late', async () => {
    const { core, started, asked, answered } = await lastCheck(true)
    core.clock.pass(19.9)
    expect((await core.view(started)).state).toBe('pending')
    core.clock.pass(0.1)
    const { state, revision } = await core.view(started)
    expect(state).toBe('locked')
    asked.open()
    expect(await answered).toEqual(isLocked)
    expect(await core.view(started)).toMatchObject({ state: 'locked', revision })
  })

  it('does not undo a cancellation', async () => {
    const { core, started, asked, answered } = await lastCheck(true)
    await core.verifier.end(started.id)
    asked.open()
    expect(await answered).toEqual({ code: 'closed', state: 'canceled' })
    expect(await core.view(started)).toMatchObject({ state: 'canceled', delivery: 'sent' })
    expect(await core.view(started)).not.toHaveProperty('proof')
  })
})

describe('checks at once', () => {
  it('of ten wrong codes ask five times at most, and lock once', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    const all = await Promise.all(
      Array.from({ length: 10 }, (_, n) => problemOf(core.check(started, `11111${n}`))),
    )
    expect(zad.asked).toHaveLength(5)
    expect(all.filter(({ code }) => code === 'wrong_code')).toHaveLength(5)
    expect(all.filter(({ code }) => code === 'closed')).toHaveLength(5)
    expect(await core.view(started)).toMatchObject({ state: 'locked', checksLeft: 0 })
  })

  it('of the right code verify once, with one proof', async () => {
    const { core } = await keeping()
    const started = await core.started()
    const all = await Promise.allSettled(Array.from({ length: 5 }, () => core.check(started, right)))
    const views = all.flatMap(one => (one.status === 'fulfilled' ? [one.value] : []))
    expect(views.length).toBeGreaterThan(0)
    expect(new Set(views.map(({ proof }) => claimsOf(proof).jti))).toEqual(new Set([`${started.id}.1`]))
    expect((await core.stored(started)).proof!.n).toBe(1)
  })

  it('of a wrong and the right one: the wrong one gets no proof, although the other was right', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    const asked = gate()
    zad.checks = async (_, typed) => {
      if (typed !== right) await asked.pass()
      return typed === right
    }
    const wrong = problemOf(core.check(started, '111111'))
    await asked.reached
    expect((await core.check(started, right)).state).toBe('verified')
    asked.open()
    expect(await wrong).toEqual({ code: 'already_used' })
    expect(core.logged('verified')).toHaveLength(1)
  })

  it('with a key press: whichever comes first decides', async () => {
    const { core, zad } = await keeping()
    const started = await core.started()
    await core.send(started, 'call_button')
    await core.courier.idle()
    const asked = holds(zad, true)
    const checked = core.check(started, right)
    await asked.reached
    await core.call('pressed')
    asked.open()
    expect((await checked).channel).toBe('call_button')
    expect(claimsOf((await core.view(started)).proof).acr).toBe('urn:reachproof:acr:consent')
  })
})

describe('wrong codes that a provider told', () => {
  it('count against the contact over all its verifications, and are forgotten after a right one', async () => {
    const { core } = await keeping({
      config: { limits: { contactWrong: { 3600: 3 }, contactSends: { 600: 50 }, coolDownSeconds: [0] } },
    })
    const [one, two, three] = [await core.started(), await core.started(), await core.started()]
    await problemOf(core.check(one, '111111'))
    await problemOf(core.check(two, '111111'))
    expect((await core.check(three, right)).state).toBe('verified')
    for (let n = 0; n < 3; n++) {
      expect(await problemOf(core.check(n < 2 ? one : two, '111111'))).toMatchObject({ code: 'wrong_code' })
    }
    expect(await problemOf(core.check(two, right))).toMatchObject({ code: 'try_later' })
    expect((await core.view(two)).checksLeft).toBe(3)
  })
})

describe('how many digits there are', () => {
  it('is told where all codes are ours, and not where a provider may make one', async () => {
    const { core, zad, gw } = await keeping({
      channels: { sms: ['gw', 'zad'], call_code: 'gw', call_button: 'zad' },
      siteB: { channels: { call_code: 'gw' } },
    })
    const both = await core.start()
    expect(both.codeLength).toBeNull()
    await core.courier.idle()
    // The first took it, so this code is ours. The next one may be made by either.
    expect((await core.view(both)).codeLength).toBeNull()
    expect(await problemOf(core.check(both, '12345'))).toEqual({ code: 'bad_request' })
    expect((await core.check(both, gw.sent[0]!.code)).state).toBe('verified')
    expect(zad.sent).toEqual([])

    expect((await core.started({ channel: 'call_code' })).codeLength).toBe(6)
    expect((await core.started({ channel: 'call_code', site: 'site_b', to: phone })).codeLength).toBe(6)
  })
})
