import { describe, expect, it } from 'vitest'
import { createCore, fake, otherPhone, phone, problemOf } from '../test/core-harness.ts'
import { claimsOf, leaksIn } from '../test/server-harness.ts'

// A service that answers visitors itself, and pushes us the codes that it made.

const limits = { contactSends: { 600: 2 }, coolDownSeconds: [30] }

async function pushing(more: Partial<Parameters<typeof createCore>[0]> = {}) {
  const wa = fake('wa', { inboundNumber: '+964622445511', suppliesCodes: true })
  const core = await createCore({
    providers: [wa, fake('gw', { channels: ['sms'] })],
    channels: { whatsapp: 'wa', sms: 'gw' },
    ...more,
  })
  const start = (to: string | null = phone, site = 'site_a') => core.start({ channel: 'whatsapp', to, site })
  return { core, start }
}

const isWrong = (checksLeft: number) => ({ code: 'wrong_code', checksLeft })

describe('a start', () => {
  it('has to name the number, since the service tells us no sender', async () => {
    const { start } = await pushing()
    expect(await problemOf(start(null))).toEqual({ code: 'invalid_contact' })
  })

  it('asks for the bare word, and leaves open how long the code will be', async () => {
    const { core, start } = await pushing()
    const started = await start()
    expect(started).toMatchObject({ state: 'waiting', codeLength: null, sender: '+964622445511' })
    expect(started.whatsapp).toMatchObject({
      command: 'VERIFY',
      link: 'https://wa.me/964622445511?text=VERIFY',
    })
    expect(await problemOf(core.check(started, '424242'))).toEqual({ code: 'no_code_yet' })
    expect((await core.view(started)).checksLeft).toBe(5)
  })
})

describe('a pushed code', () => {
  it.each(['0000', '424242', '0424242', '1234567890'])('such as %s verifies over WhatsApp', async code => {
    const { core, start } = await pushing()
    const started = await start()
    await core.push(code)
    expect(await core.view(started)).toMatchObject({ state: 'pending', delivery: 'sent', codeLength: null })
    const view = await core.check(started, code)
    expect(claimsOf(view.proof)).toMatchObject({
      phone_number: phone,
      rp_channel: 'whatsapp',
      acr: 'urn:reachproof:acr:code',
    })
    expect(core.logged('code_supplied')).toHaveLength(1)
  })

  it('is compared digit for digit: a zero in front makes another code', async () => {
    const { core, start } = await pushing()
    const started = await start()
    await core.push('012345')
    expect(await problemOf(core.check(started, '12345'))).toEqual(isWrong(4))
    expect(await problemOf(core.check(started, '0012345'))).toEqual(isWrong(3))
    expect((await core.check(started, '012345')).state).toBe('verified')
  })

  it('that a visitor cannot have is not understood, and costs no check', async () => {
    const { core, start } = await pushing()
    const started = await start()
    await core.push('424242')
    for (const typed of ['123', '12345678901', '', 'none']) {
      expect(await problemOf(core.check(started, typed))).toEqual({ code: 'bad_request' })
    }
    expect((await core.view(started)).checksLeft).toBe(5)
  })

  it('is taken by every verification that waits for this contact, each with its own checks', async () => {
    const { core, start } = await pushing({ siteB: {} })
    const [one, two, b] = [await start(), await start(), await start(phone, 'site_b')]
    const other = await start(otherPhone)
    await core.push('424242')
    expect(await problemOf(core.check(one, '111111'))).toEqual(isWrong(4))
    expect((await core.view(two)).checksLeft).toBe(5)
    for (const held of [one, two, b]) expect((await core.check(held, '424242')).state).toBe('verified')
    expect((await core.view(other)).state).toBe('waiting')
    expect(await problemOf(core.check(other, '424242'))).toEqual({ code: 'no_code_yet' })
  })

  it('is stored as a hash that is another one in each verification', async () => {
    const { core, start } = await pushing()
    const [one, two] = [await start(), await start()]
    await core.push('424242')
    const [a, b] = [await core.stored(one), await core.stored(two)]
    const hashes = [a, b].map(({ codes: [code] }) => code?.made?.how === 'pushed' && code.made.hash)
    expect(hashes[0]).toMatch(/^[\w-]{43}$/)
    expect(hashes[1]).not.toBe(hashes[0])
    // Neither as it is stored, nor as it would be without its seal, nor in the log.
    const rows = await Promise.all([one, two].map(({ id }) => core.store.get(id)))
    const told = [...rows.map(row => row!.data), JSON.stringify([a, b]), ...core.lines].join('\n')
    expect(leaksIn(told, ['424242'])).toEqual([])
    await core.check(one, '424242')
  })

  it('pushed five times at once is one', async () => {
    const { core, start } = await pushing({ config: { limits } })
    const started = await start()
    await Promise.all(Array.from({ length: 5 }, () => core.push('424242')))
    const v = await core.stored(started)
    expect([v.codes.length, v.sends.length, v.revision]).toEqual([1, 1, started.revision + 1])
    expect(core.logged('code_supplied')).toHaveLength(1)
  })

  it('makes the one before it wrong', async () => {
    const { core, start } = await pushing()
    const started = await start()
    await core.push('111111')
    await core.push('222222')
    expect(await problemOf(core.check(started, '111111'))).toEqual(isWrong(4))
    expect((await core.check(started, '222222')).state).toBe('verified')
  })

  it('of a contact or provider that nobody waits for is nobody’s', async () => {
    const { core, start } = await pushing()
    const started = await start()
    await core.push('424242', otherPhone)
    // The same last seven digits in another country.
    await core.push('424242', '+33611123456')
    await core.push('424242', phone, 'gw')
    expect(await core.view(started)).toMatchObject({ state: 'waiting', revision: started.revision })
  })

  it('finds a contact that WhatsApp spells in another way', async () => {
    const { core, start } = await pushing({ site: { countries: ['GB', 'MX'] } })
    const started = await start('+525512345678')
    await core.push('424242', '+5215512345678')
    expect((await core.check(started, '424242')).state).toBe('verified')
  })

  it('changes nothing that is verified, canceled, locked or expired', async () => {
    const { core, start } = await pushing()
    const [verified, canceled, locked] = [await start(), await start(), await start()]
    await core.push('424242')
    await core.check(verified, '424242')
    await core.verifier.end(canceled.id)
    for (let n = 0; n < 5; n++) await problemOf(core.check(locked, '111111'))
    const before = await Promise.all([verified, canceled, locked].map(core.view))
    expect(before.map(({ state }) => state)).toEqual(['verified', 'canceled', 'locked'])
    await core.push('222222')
    const after = await Promise.all([verified, canceled, locked].map(core.view))
    expect(after.map(({ revision }) => revision)).toEqual(before.map(({ revision }) => revision))

    const expired = await start()
    core.clock.pass(900)
    await core.push('333333')
    expect((await core.view(expired)).state).toBe('expired')
    expect(await problemOf(core.check(expired, '333333'))).toEqual({ code: 'closed', state: 'expired' })
  })

  it('is right for ten minutes', async () => {
    const { core, start } = await pushing()
    const [one, two] = [await start(), await start()]
    await core.push('424242')
    core.clock.pass(599.9)
    expect((await core.check(one, '424242')).state).toBe('verified')
    core.clock.pass(0.1)
    expect(await problemOf(core.check(two, '424242'))).toEqual({ code: 'closed', state: 'expired' })
  })

  it('is counted against the contact, and never refused: it is out already', async () => {
    const { core, start } = await pushing({ config: { limits } })
    const started = await start()
    for (const code of ['111111', '222222', '333333']) await core.push(code)
    expect(await problemOf(core.send(started, 'sms'))).toMatchObject({ code: 'try_later' })
    expect((await core.check(started, '333333')).state).toBe('verified')
  })

  it('comes to a visitor who went on to another channel, and both are right', async () => {
    const { core, start } = await pushing()
    const [one, two] = [await start(), await start()]
    for (const held of [one, two]) await core.send(held, 'sms')
    await core.courier.idle()
    await core.push('424242')
    expect(await core.view(one)).toMatchObject({ channel: 'sms', delivery: 'sent', codeLength: null })
    expect((await core.check(one, '424242')).channel).toBe('whatsapp')
    const { sent } = core.providers.get('gw') as ReturnType<typeof fake>
    expect((await core.check(two, sent.find(one => one.verificationId === two.id)!.code)).channel).toBe('sms')
  })

  it('comes to a visitor who came back to WhatsApp, also when it is the same code', async () => {
    const { core, start } = await pushing()
    const started = await start()
    await core.push('424242')
    expect((await core.send(started, 'whatsapp')).state).toBe('waiting')
    await core.push('424242')
    expect(await core.view(started)).toMatchObject({ state: 'pending', delivery: 'sent' })
    expect((await core.check(started, '424242')).state).toBe('verified')
  })
})
