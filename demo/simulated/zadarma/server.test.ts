import { decodeJwt } from 'jose'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { StartedView } from '../../../server/api.ts'
import vectors from '../../../server/providers/zadarma/vectors.json' with { type: 'json' }
import { baseConfig, startServer } from '../../../test/server-harness.ts'
import type { PhoneNetwork } from '../../network.ts'
import type { Scenario } from './scenarios.ts'
import { notificationSignature } from './signature.ts'
import { createSimulatedZadarma } from './zadarma.ts'

// A whole server and Zadarma, from the visitor's start to the proof: what neither side shows alone.

const to = '+33799999999'

/** Until a condition holds: an answer of Zadarma comes before its call is over. */
const waitFor = (holds: () => unknown) => vi.waitFor(holds, 5000)
const secret = 's3cr3t0f1e2d3c4b5a69'
const hookToken = 'hook-token-of-zad-22-chars'
const hookPath = `/hooks/zad/${hookToken}`

async function setUp(settings: Record<string, unknown> = {}) {
  const phone = {
    texts: [] as string[],
    heard: [] as string[],
    key: '1' as string | null,
    ringsFor: Promise.resolve(),
  }
  const network: PhoneNetwork = {
    text: ({ text }) => void phone.texts.push(text),
    chat: () => expect.unreachable('Zadarma does not write on WhatsApp'),
    call: () => ({
      answered: phone.ringsFor.then(() => 'answered' as const),
      ended: Promise.resolve(),
      say: async text => void phone.heard.push(text),
      play: async () => {},
      key: async () => phone.key,
      hangUp: () => {},
    }),
  }
  const sounds = {
    aaa1: { name: 'a', words: 'Hello' },
    aaa2: { name: 'b', words: 'Thanks' },
    aaa3: { name: 'c', words: 'Bye' },
  }
  const account = {
    key: 'a1b2c3d4e5f60718293a',
    secret,
    notificationUrl: '',
    callerNumber: '+33170000000',
    timeZone: 'Europe/Paris',
    sounds,
  }
  const zadarma = await createSimulatedZadarma(account, network, { mail: () => {}, wait: async () => {} })
  const { key, callerNumber: from } = account
  const ids = { greeting: 'aaa1', button1: 'aaa2', fallback: 'aaa3' }
  const zad = {
    type: 'zadarma',
    key,
    secret,
    baseUrl: zadarma.url,
    from,
    hookToken,
    sounds: ids,
    ...settings,
  }
  const server = await startServer({
    config: { providers: { ...baseConfig().providers, zad } },
    site: { channels: { sms: 'zad', call_code: 'zad', call_button: 'zad' }, minAcr: 'consent' },
  })
  onTestFinished(() => zadarma.close())
  account.notificationUrl = server.address + hookPath
  server.keepsSecret(secret)

  const viewOf = async (held: StartedView) => (await server.view(held)).body
  const logged = (event: string) => server.logLines.filter(line => JSON.parse(line).event === event).length
  /** Posts a notification by hand. */
  const post = (body: string, signature?: string, path = hookPath) =>
    server.request('POST', path, {
      raw: body,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature !== undefined && { signature }),
      },
    })
  return { zadarma, phone, server, viewOf, logged, post }
}

/** A phone that rings until the test ends, so that the test itself can tell of the call. */
async function ringing(settings: Record<string, unknown> = {}) {
  const world = await setUp(settings)
  world.phone.ringsFor = new Promise(() => {})
  const started = await world.server.started({ channel: 'call_button', to })
  await world.server.delivered(started)
  return { ...world, started }
}

/** The result of a call to `to`, as of now in Paris. */
function result(changed: Record<string, string> = {}) {
  const format = new Intl.DateTimeFormat('sv-SE', {
    timeZone: 'Europe/Paris',
    dateStyle: 'short',
    timeStyle: 'medium',
  })
  const fields: Record<string, string> = {
    event: 'NOTIFY_END',
    call_start: format.format(Date.now()),
    pbx_call_id: 'out_0e7d449cac2f0a3ce54919e91cd999194e8f2d97',
    caller_id: '0799999999',
    called_did: '0',
    internal: '100',
    callback_dtmf: '1',
    disposition: 'answered',
    ...changed,
  }
  const covered = ['caller_id', 'called_did', 'call_start'].map(name => fields[name]!)
  return { body: new URLSearchParams(fields).toString(), signature: notificationSignature(covered, secret) }
}

describe('a code through Zadarma', () => {
  it('arrives as a text message, is typed and proves the number', async () => {
    const { server, phone } = await setUp()
    const started = await server.started({ channel: 'sms', to })
    expect((await server.delivered(started)).sender).toBe('Teamsale')
    const { body } = await server.check(started, /\d{6}/.exec(phone.texts[0]!)![0])
    expect(decodeJwt(body.proof!)).toMatchObject({ phone_number: to, rp_channel: 'sms' })
  })

  it('is spoken, typed and proves the number', async () => {
    const { server, phone } = await setUp()
    const started = await server.started({ channel: 'call_code', to })
    expect((await server.delivered(started)).sender).toBe('+33170000000')
    await waitFor(() => expect(phone.heard).toHaveLength(2))
    const { body } = await server.check(started, phone.heard[0]!.replace(/\D/g, ''))
    expect(decodeJwt(body.proof!)).toMatchObject({ phone_number: to, rp_channel: 'call_code' })
  })

  it('that Zadarma makes is compared there: a wrong one costs a check, the right one proves the number', async () => {
    const { server, phone } = await setUp({ codes: 'zadarma' })
    const started = await server.started({ channel: 'sms', to })
    expect((await server.delivered(started)).codeLength).toBeNull()
    const code = /\d{6}/.exec(phone.texts[0]!)![0]
    const wrong = await server.check(started, code === '111111' ? '222222' : '111111')
    expect([wrong.status, wrong.body.code, wrong.body.checksLeft]).toEqual([422, 'wrong_code', 4])
    expect((await server.check(started, code)).body.state).toBe('verified')
  })
})

describe('a call with a key through Zadarma', () => {
  it.each<Scenario>(['normal', 'national_number', 'out_end', 'late', 'twice', 'out_of_order'])(
    'proves the number: %s',
    async scenario => {
      const { zadarma, server, viewOf } = await setUp({ timeZone: 'Europe/Paris' })
      zadarma.scenario = scenario
      const started = await server.started({ channel: 'call_button', to })
      await waitFor(async () => expect((await viewOf(started)).state).toBe('verified'))
      const { proof } = await viewOf(started)
      expect(decodeJwt(proof!)).toMatchObject({
        phone_number: to,
        rp_channel: 'call_button',
        acr: 'urn:reachproof:acr:consent',
      })
    },
  )

  it.each<[Scenario, string]>([
    ['machine', 'declined'],
    ['busy', 'not_answered'],
  ])('proves nothing, and says why: %s', async (scenario, notice) => {
    const { zadarma, server, viewOf } = await setUp()
    zadarma.scenario = scenario
    const started = await server.started({ channel: 'call_button', to })
    await waitFor(async () => expect(await viewOf(started)).toMatchObject({ state: 'waiting', notice }))
  })

  it.each<[Scenario, string]>([
    ['unsigned', 'hook_refused'],
    ['wrong_number', 'call_ignored'],
  ])('proves nothing with a notification that is not to be believed: %s', async (scenario, event) => {
    const { zadarma, server, viewOf, logged } = await setUp()
    zadarma.scenario = scenario
    const started = await server.started({ channel: 'call_button', to })
    await waitFor(() => expect(logged(event)).toBe(1))
    expect(await viewOf(started)).toMatchObject({ state: 'waiting', notice: null })
  })

  it.each(['', 'AAAA', undefined])('F01: is not believed with the signature %j', async signature => {
    const { post, viewOf, started } = await ringing()
    expect((await post(result().body, signature)).status).toBe(401)
    expect(await viewOf(started)).toMatchObject({ state: 'waiting', notice: null })
  })

  it('F02: is believed with the signature of the official client', async () => {
    const { post, viewOf, started } = await ringing()
    const { body, signature } = vectors.notifications.find(
      ({ name }) => name === 'out-end-hypothetical-with-dtmf',
    )!
    expect((await post(body, signature)).status).toBe(200)
    expect((await viewOf(started)).state).toBe('verified')
  })

  it('F03: stays declined, whatever comes later with the same signature', async () => {
    const { post, viewOf, started } = await ringing()
    const { body, signature } = result({ callback_dtmf: '' })
    expect((await post(body, signature)).status).toBe(200)
    const forged = body.replace('callback_dtmf=', 'callback_dtmf=1')
    for (const again of [forged, forged.replace('out_0', 'out_1')])
      expect((await post(again, signature)).status).toBe(200)
    expect(await viewOf(started)).toMatchObject({ state: 'waiting', notice: 'declined' })
  })

  it('F03: of an earlier call does not answer for the one that rings now', async () => {
    const { server, post, viewOf, started } = await ringing()
    const signed = (fields: Record<string, string>) => ({
      body: new URLSearchParams({ event: 'NOTIFY_OUT_END', disposition: 'answered', ...fields }).toString(),
      signature: notificationSignature(
        [`${fields.internal}${fields.destination}${fields.call_start}`],
        secret,
      ),
    })
    const call = { call_start: '2024-10-23 16:00:47', internal: '100', destination: to.slice(1) }
    const declined = signed({ ...call, pbx_call_id: 'out_1', callback_dtmf: '' })
    await post(declined.body, declined.signature)
    expect(await viewOf(started)).toMatchObject({ state: 'waiting', notice: 'declined' })
    expect((await server.send(started, {})).status).toBe(200)
    await server.delivered(started)

    const same = { ...call, pbx_call_id: 'out_2', callback_dtmf: '1' }
    for (const forged of [signed(same), signed({ ...same, internal: '10033', destination: to.slice(3) })]) {
      expect(forged.signature).toBe(declined.signature)
      expect((await post(forged.body, forged.signature)).status).toBe(200)
      expect((await viewOf(started)).state).toBe('waiting')
    }
  })

  it('F04: is not believed from elsewhere, nor at another address', async () => {
    const { post, viewOf, started } = await ringing({ addresses: ['185.45.152.40/30'] })
    const { body, signature } = result()
    expect((await post(body, signature)).status).toBe(401)
    expect((await post(body, signature, '/hooks/zad/another-token-of-22-chars')).status).toBe(404)
    expect((await viewOf(started)).state).toBe('waiting')
  })

  it.each<Record<string, string>>([
    { disposition: 'cancel' },
    { disposition: 'busy' },
    { event: 'NOTIFY_START' },
    { event: 'NOTIFY_IVR' },
    { callback_dtmf: '11' },
    { callback_dtmf: ' 1' },
    { callback_dtmf: '１' },
    { caller_id: '0799999998' },
    { call_start: '2024-10-23 16:00:47' },
    { call_start: '23.10.2024 16:00' },
  ])('F05, F06, F07: proves nothing with %j', async changed => {
    const { post, viewOf, started } = await ringing({ timeZone: 'Europe/Paris' })
    const { body, signature } = result(changed)
    expect((await post(body, signature)).status).toBe(200)
    expect((await viewOf(started)).state).toBe('waiting')
  })

  it('F06: proves nothing with a field that comes twice', async () => {
    const { post, viewOf, started } = await ringing()
    const { body, signature } = result({ callback_dtmf: '2' })
    expect((await post(`${body}&callback_dtmf=1`, signature)).status).toBe(400)
    expect((await viewOf(started)).state).toBe('waiting')
  })
})

describe('the notification URL', () => {
  it('F10: passes Zadarma’s check, and reflects nothing else', async () => {
    const { zadarma, server } = await setUp()
    expect(await zadarma.probe()).toBe(true)
    for (const query of ['%3Cscript%3E', 'a'.repeat(10_240), 'a%0D%0Ab', 'a&zd_echo=a']) {
      const { status, text } = await server.request('GET', `${hookPath}?zd_echo=${query}`)
      expect([status, text]).toEqual([400, ''])
    }
  })
})
