import { calculateJwkThumbprint, decodeProtectedHeader } from 'jose'
import { describe, expect, it } from 'vitest'
import { createCore, fake, phone, problemOf } from '../test/core-harness.ts'
import { claimsOf, createClock, issuer, secretA } from '../test/server-harness.ts'
import type { ChannelId } from './api.ts'
import { verifyProof } from './verify.ts'

const testPhone = '+15550100001'
const testMail = 'test@example.com'
const testContacts = { [testPhone]: '424242', [testMail]: '515151', [phone]: '616161' }
const isWrong = (checksLeft: number) => ({ code: 'wrong_code', checksLeft })

async function testing(site: Record<string, unknown> = {}, more: Record<string, unknown> = {}) {
  const clock = createClock()
  const gw = fake('gw', {
    channels: ['sms', 'call_code', 'call_button', 'email', 'whatsapp'],
    inboundNumber: '+964622445511',
    keepsCodes: true,
    integerCodes: true,
  })
  const core = await createCore({
    providers: [gw],
    channels: { whatsapp: 'gw', sms: 'gw', call_code: 'gw', call_button: 'gw', email: 'gw' },
    site: { testContacts, ...site },
    siteB: {},
    clock,
    ...more,
  })
  const start = (channel: ChannelId = 'sms', to = channel === 'email' ? testMail : testPhone) =>
    core.start({ channel, to })
  return { core, gw, start }
}

describe('a test contact', () => {
  it.each<[ChannelId, string]>([
    ['whatsapp', '424242'],
    ['sms', '424242'],
    ['call_code', '424242'],
    ['email', '515151'],
  ])('over %s has its code at once, and nothing is sent', async (channel, code) => {
    const { core, gw, start } = await testing()
    const started = await start(channel)
    expect(started).toMatchObject({
      state: 'pending',
      delivery: 'sent',
      notice: null,
      codeLength: 6,
      checksLeft: 5,
      channel,
      resendInSeconds: 0,
    })
    expect(await problemOf(core.check(started, '111111'))).toEqual(isWrong(4))
    const view = await core.check(started, code)
    expect(view).toMatchObject({ state: 'verified', channel })
    expect(claimsOf(view.proof)).toMatchObject({ iss: `${issuer}/test`, rp_channel: channel })
    await core.courier.idle()
    expect([gw.sent, gw.asked]).toEqual([[], []])
  })

  it('has pressed key 1 as soon as it is called', async () => {
    const { core, gw, start } = await testing()
    const started = await start('call_button')
    expect(started).toMatchObject({ state: 'verified', channel: 'call_button', proof: expect.any(String) })
    expect(claimsOf(started.proof)).toMatchObject({
      iss: `${issuer}/test`,
      acr: 'urn:reachproof:acr:consent',
    })
    // And its number is not held: the next test is not refused.
    expect((await start('call_button')).state).toBe('verified')
    await core.courier.idle()
    expect(gw.sent).toEqual([])
  })

  it('has its own code only, and five checks like anybody', async () => {
    const { core, start } = await testing()
    const started = await start()
    for (const left of [4, 3, 2, 1, 0]) {
      expect(await problemOf(core.check(started, '515151'))).toEqual(isWrong(left))
    }
    expect(await problemOf(core.check(started, '424242'))).toEqual({ code: 'closed', state: 'locked' })
  })

  it('resends and switches as often as it likes, over every channel of its kind', async () => {
    const { core, gw, start } = await testing({}, { config: { limits: { contactSends: { 600: 1 } } } })
    const started = await start()
    expect(started.channels).toEqual(['whatsapp', 'sms', 'call_code', 'call_button'])
    for (const channel of ['sms', 'call_code', 'whatsapp', 'whatsapp', 'sms'] as const) {
      const view = await core.send(started, channel)
      expect(view).toMatchObject({ state: 'pending', channel, delivery: 'sent', checksLeft: 5 })
      expect(view.sender).toBe(channel === 'whatsapp' ? '+964622445511' : null)
      expect(view.whatsapp !== undefined).toBe(channel === 'whatsapp')
    }
    expect(await problemOf(core.send(started, 'email'))).toEqual({ code: 'not_possible' })
    expect((await core.send(started, 'call_button')).state).toBe('verified')
    expect(gw.sent).toEqual([])
  })

  it('of which a send is told twice by one tap is sent once', async () => {
    const { core, start } = await testing()
    const started = await start()
    const tap = 'a-key-of-22-characters'
    const { revision } = await core.send(started, 'whatsapp', tap)
    expect((await core.send(started, 'whatsapp', tap)).revision).toBe(revision)
  })

  it('uses up no budget of its contact, of its prefix, or of the site', async () => {
    const limits = {
      contactSends: { 600: 1 },
      contactWrong: { 3600: 1 },
      prefixNumbers: { 600: 1 },
      addressStarts: { paid: { 3600: 1 }, whatsapp: { 3600: 100 } },
    }
    const { core, start } = await testing({ caps: { paidPerHour: 1 } }, { config: { limits } })
    for (let n = 0; n < 5; n++) {
      const started = await core.start({ channel: 'sms', to: testPhone, address: '203.0.113.9' })
      await problemOf(core.check(started, '111111'))
      await problemOf(core.check(started, '111111'))
      expect((await core.check(started, '424242')).state).toBe('verified')
    }
    await start('call_button')
    // A real one still finds everything as it was.
    await core.start({ channel: 'sms', to: '+447911123458', address: '203.0.113.9' })
    expect(await problemOf(core.start({ channel: 'sms', to: '+447911123458' }))).toMatchObject({
      code: 'try_later',
    })
  })

  it('is one of its site only', async () => {
    const { core } = await testing()
    const body = { site: 'site_b', channel: 'sms' } as const
    expect(await problemOf(core.start({ ...body, to: testPhone }))).toEqual({ code: 'invalid_contact' })
    const real = await core.started({ ...body, to: phone })
    expect(await problemOf(core.check(real, '616161'))).toEqual(isWrong(4))
  })

  it('may be a real number, in any spelling, also of a country that the site does not list', async () => {
    const { core, gw } = await testing({ countries: ['FR'], country: null })
    const started = await core.start({ channel: 'sms', to: '07911 123456', country: 'GB' })
    expect((await core.check(started, '616161')).state).toBe('verified')
    expect(gw.sent).toEqual([])
  })

  it('makes no other contact one', async () => {
    const { core, gw } = await testing()
    const started = await core.started({ channel: 'sms', to: '+447911123457' })
    expect(gw.sent).toHaveLength(1)
    expect(await problemOf(core.check(started, '616161'))).toEqual(isWrong(4))
    expect(await problemOf(core.start({ channel: 'sms', to: '+15550100002' }))).toEqual({
      code: 'invalid_contact',
    })
  })

  it('is not verified by what a provider tells', async () => {
    const { core, start } = await testing()
    const started = await start('sms')
    await core.push('999999', testPhone, 'gw')
    await core.call('pressed', { provider: 'gw', call: { verificationId: started.id, send: 1 } })
    expect(await problemOf(core.check(started, '999999'))).toEqual(isWrong(4))
    expect((await core.view(started)).state).toBe('pending')
  })
})

describe('the date until when there are test contacts', () => {
  const until = (ms: number) => new Date(ms).toISOString()

  it('ends them: a real number is like any other from then on, an invented one is none', async () => {
    const now = Date.now()
    const { core, gw } = await testing({ testContactsUntil: until(now + 3_600_000) })
    core.clock.pass((now + 3_600_000 - core.clock.now()) / 1000 - 0.001)
    const before = await core.started({ to: phone })
    expect(gw.sent).toHaveLength(0)
    core.clock.pass(0.001)
    const after = await core.started({ to: phone })
    expect(gw.sent).toMatchObject([{ to: phone, verificationId: after.id }])
    expect(await problemOf(core.check(after, '616161'))).toMatchObject({ code: 'wrong_code' })
    expect(await problemOf(core.start({ to: testPhone }))).toEqual({ code: 'unsupported_destination' })
    // What had begun goes on, and its proof is still a test proof.
    const { proof } = await core.check(before, '616161')
    expect(claimsOf(proof).iss).toBe(`${issuer}/test`)
  })
})

describe('a proof of a test contact', () => {
  async function proved() {
    const parts = await testing()
    const started = await parts.start()
    const { proof } = await parts.core.check(started, '424242', 'nonce-of-the-page')
    return { ...parts, started, proof: proof! }
  }

  it('is redeemed only where test proofs are asked for', async () => {
    const { core, proof } = await proved()
    const request = { secret: secretA, response: proof }
    const refusal = { success: false, 'error-codes': ['invalid-input-response'] }
    for (const accept_test of [undefined, false, 'false'] as const) {
      expect(await core.redeem({ ...request, ...(accept_test !== undefined && { accept_test }) })).toEqual(
        refusal,
      )
    }
    const accepted = await core.redeem({ ...request, accept_test: 'true', nonce: 'nonce-of-the-page' })
    expect(accepted).toMatchObject({ success: true, proof: { phone_number: testPhone } })
    expect(await core.redeem({ ...request, accept_test: true })).toEqual({
      success: false,
      'error-codes': ['timeout-or-duplicate'],
    })
  })

  it('of another site is refused there as well', async () => {
    const { core, proof } = await proved()
    const answer = await core.redeem({
      secret: 'secret-of-site-b-0123456789',
      response: proof,
      accept_test: true,
    })
    expect(answer['error-codes']).toEqual(['invalid-input-response'])
  })

  it('leaves real proofs good where test proofs are asked for', async () => {
    const { core } = await testing(
      { channels: { sms: 'plain' } },
      { providers: [fake('gw'), fake('plain', { channels: ['sms'] })] },
    )
    const started = await core.started({ to: '+447911123457' })
    const { sent } = core.providers.get('plain') as ReturnType<typeof fake>
    const { proof } = await core.check(started, sent[0]!.code)
    expect(claimsOf(proof).iss).toBe(issuer)
    const answer = await core.redeem({ secret: secretA, response: proof!, accept_test: true })
    expect(answer.success).toBe(true)
  })

  it('is signed by a key that is never one of the real ones', async () => {
    const { core, proof } = await proved()
    const { kid } = decodeProtectedHeader(proof)
    expect(core.testProofs.jwks().keys.map(key => key.kid)).toEqual([kid])
    expect(core.proofs.jwks().keys.map(key => key.kid)).not.toContain(kid)
    const [key] = core.testProofs.jwks().keys
    expect(await calculateJwkThumbprint(key!)).toBe(kid)
    expect(await core.proofs.read(proof, 'site_a', core.clock.now())).toEqual({ status: 'invalid' })
  })

  it('is taken by verifyProof only where test proofs are asked for', async () => {
    const { core, proof } = await proved()
    const asked: string[] = []
    const keys = async (url: string | URL | Request) => {
      asked.push(String(url))
      const proofs = String(url).startsWith(`${issuer}/test/`) ? core.testProofs : core.proofs
      return Response.json(proofs.jwks())
    }
    const options = {
      issuer,
      audience: 'site_a',
      nonce: 'nonce-of-the-page',
      fetch: keys,
      now: core.clock.now,
    }
    await expect(verifyProof(proof, options)).rejects.toMatchObject({ code: 'test_proof' })
    await expect(verifyProof(proof, { ...options, testProofs: false })).rejects.toMatchObject({
      code: 'test_proof',
    })
    expect(asked).toEqual([])
    expect(await verifyProof(proof, { ...options, testProofs: true })).toMatchObject({
      iss: `${issuer}/test`,
      phone_number: testPhone,
    })
    expect(asked).toEqual([`${issuer}/test/.well-known/jwks.json`])
  })
})
