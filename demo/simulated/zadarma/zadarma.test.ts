import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { ChannelId } from '../../../server/api.ts'
import type { CallEnd, HookAnswer, Inbox, Message } from '../../../server/channel.ts'
import type { Config } from '../../../server/config.ts'
import { createLog } from '../../../server/log.ts'
import { runSounds } from '../../../server/providers/zadarma/command.ts'
import { zadarmaSettings } from '../../../server/providers/zadarma/settings.ts'
import vectors from '../../../server/providers/zadarma/vectors.json' with { type: 'json' }
import { zadarma as zadarmaType } from '../../../server/providers/zadarma/zadarma.ts'
import type { Call, PhoneNetwork } from '../../network.ts'
import { type Scenario, scenarioIds, zadarmaScenarios } from './scenarios.ts'
import { notificationSignature, requestSignature } from './signature.ts'
import { createSimulatedZadarma, type ZadarmaOptions } from './zadarma.ts'

const to = '+33799999999'

/** Until a condition holds: an answer of Zadarma comes before its call is over. */
const waitFor = (holds: () => unknown) => vi.waitFor(holds, 5000)
const callerNumber = '+33170000000'
const key = 'a1b2c3d4e5f60718293a'
const secret = 's3cr3t0f1e2d3c4b5a69'
const recordings = {
  aaa1: { name: 'greeting.mp3', words: 'Press 1 to confirm.' },
  aaa2: { name: 'button1.mp3', words: 'Thank you.' },
  aaa3: { name: 'fallback.mp3', words: 'Goodbye.' },
}
const soundIds = { greeting: 'aaa1', button1: 'aaa2', fallback: 'aaa3' }

type Ending = Awaited<Call['answered']>

/** A phone whose owner does what `answer` and `keys` say. */
function createTestPhone() {
  const phone = {
    answer: 'answered' as Ending,
    /** What is pressed, in turn; null: nothing. */
    keys: [] as (string | null)[],
    texts: [] as unknown[],
    calls: [] as unknown[],
    heard: [] as string[],
    hungUp: 0,
  }
  const network: PhoneNetwork = {
    text: message => void phone.texts.push(message),
    chat: () => expect.unreachable('Zadarma does not write on WhatsApp'),
    call: call => {
      phone.calls.push(call)
      return {
        answered: Promise.resolve(phone.answer),
        ended: Promise.resolve(),
        say: async (text, language) => void phone.heard.push(`${language}: ${text}`),
        play: async (name, words) => void phone.heard.push(`${name}: ${words}`),
        key: async () => phone.keys.shift() ?? null,
        hangUp: () => void phone.hungUp++,
      }
    },
  }
  return { phone, network }
}

interface Posted {
  fields: Record<string, string>
  headers: IncomingHttpHeaders
  answer: HookAnswer
}

/** Zadarma and the adapter, with real sockets between them both ways. */
async function setUp(
  settings: Record<string, unknown> = {},
  options: Partial<ZadarmaOptions> & { timeZone?: string } = {},
) {
  const { phone, network } = createTestPhone()
  const posted: Posted[] = []
  const ends: CallEnd[] = []
  const mails: Parameters<ZadarmaOptions['mail']>[0][] = []

  const receiver = createServer(async (request, response) => {
    const body = await buffer(request)
    const url = new URL(request.url!, 'http://verify.test')
    const { method, headers } = request
    const common = { method: method!, url: url.href, part: '', headers, query: url.searchParams, body }
    const answer = await provider.hook!.receive({ ...common, address: '127.0.0.1' }, inbox)
    if (method === 'POST') {
      posted.push({ fields: Object.fromEntries(new URLSearchParams(body.toString())), headers, answer })
    }
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
  })
  await new Promise<void>(resolve => receiver.listen(0, '127.0.0.1', resolve))
  const notificationUrl = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hooks/zad/token`

  const { timeZone = 'Europe/Paris', ...rest } = options
  const account = { key, secret, notificationUrl, callerNumber, sounds: recordings, timeZone }
  const zadarma = await createSimulatedZadarma(account, network, {
    mail: mail => void mails.push(mail),
    wait: async () => {},
    ...rest,
  })
  const provider = zadarmaType.create(
    'zad',
    zadarmaSettings.parse({
      key,
      secret,
      baseUrl: zadarma.url,
      from: callerNumber,
      sounds: soundIds,
      ...settings,
    }),
    { mode: 'development', hookUrl: notificationUrl, log: createLog('silent'), now: Date.now },
  )
  const unexpected = () => Promise.reject(new Error('only the ends of calls are told'))
  const inbox: Inbox = {
    message: unexpected,
    codeSupplied: unexpected,
    callEnded: async end => ends.push(end) > 0,
    delivery: unexpected,
    numberLost: unexpected,
    messageOf: unexpected,
  }
  onTestFinished(async () => {
    await provider.close()
    await zadarma.close()
    receiver.closeAllConnections()
    receiver.close()
  })

  const deliver = (
    channel: ChannelId,
    changed: Partial<Message> = {},
    signal = AbortSignal.timeout(5000),
  ) => {
    const site = { key: 'site_a', name: 'Site A', domain: 'a.test' }
    const fixed = { verificationId: 'v', send: 1, minutes: 10, site, texts: {} }
    const code = channel === 'call_button' ? '' : '482913'
    return provider.channels[channel]!.deliver({ ...fixed, to, code, language: 'en', ...changed }, signal)
  }
  /** Calls with a key and waits until the result is there. */
  const callButton = async (results = 1) => {
    await deliver('call_button')
    await waitFor(() =>
      expect(posted.filter(({ fields }) => 'callback_dtmf' in fields)).toHaveLength(results),
    )
    return ends
  }
  const check = (channel: ChannelId, receipt: string, typed: string) =>
    provider.channels[channel]!.checkCode!(receipt, typed, AbortSignal.timeout(5000))
  return {
    zadarma,
    provider,
    phone,
    network,
    posted,
    ends,
    mails,
    deliver,
    callButton,
    check,
    notificationUrl,
  }
}

/** The code in what came. */
const codeIn = (text: string) => /\d{4,10}/.exec(text)![0]

describe('a text message', () => {
  it('arrives from Teamsale with our code, and gives an id', async () => {
    const { deliver, phone } = await setUp()
    expect(await deliver('sms')).toEqual({ id: expect.stringMatching(/^[\w+/=]{20,}$/) })
    expect(phone.texts).toEqual([{ from: 'Teamsale', to, text: 'Your code is 482913' }])
  })

  it('arrives from a registered sender, in the visitor’s language', async () => {
    const { deliver, phone } = await setUp({ callerId: 'Example', templateId: 3 })
    await deliver('sms', { language: 'uk' })
    expect(phone.texts).toEqual([{ from: 'Example', to, text: 'Ваш код 482913' }])
  })

  it('with a code of Zadarma’s is checked there, for ten minutes', async () => {
    let now = Date.parse('2024-10-23T14:00:00Z')
    const { deliver, check, phone } = await setUp({ codes: 'zadarma' }, { now: () => now })
    const { id } = await deliver('sms')
    const code = codeIn((phone.texts[0] as { text: string }).text)
    expect(code).toMatch(/^\d{6}$/)
    expect(await check('sms', id!, code === '111111' ? '222222' : '111111')).toBe(false)
    expect(await check('sms', id!, code)).toBe(true)
    expect(await check('sms', 'unknown', code)).toBe(false)
    now += 600_000
    expect(await check('sms', id!, code)).toBe(false)
  })
})

describe('a spoken code', () => {
  it.each([
    ['en', 'en: Your code is: 4, 8, 2, 9, 1, 3.'],
    ['fr', 'fr: Votre code est: 4, 8, 2, 9, 1, 3.'],
    ['uk', 'uk: Ваш код: 4, 8, 2, 9, 1, 3.'],
    ['ar', 'en: Your code is: 4, 8, 2, 9, 1, 3.'],
  ])('is said twice in %s, digit by digit, once somebody picks up', async (language, words) => {
    const { deliver, phone } = await setUp()
    await deliver('call_code', { language })
    expect(phone.calls).toEqual([{ from: callerNumber, to }])
    await waitFor(() => expect(phone.hungUp).toBe(1))
    expect(phone.heard).toEqual([words, words])
  })

  it('is not said when nobody picks up', async () => {
    const { deliver, phone } = await setUp()
    phone.answer = 'cancel'
    await deliver('call_code')
    expect(phone.calls).toHaveLength(1)
    expect(phone.heard).toEqual([])
  })

  it('of Zadarma’s own is checked there', async () => {
    const { deliver, check, phone } = await setUp({ codes: 'zadarma' })
    const { id } = await deliver('call_code')
    await waitFor(() => expect(phone.heard).toHaveLength(2))
    expect(await check('call_code', id!, phone.heard[0]!.replace(/\D/g, ''))).toBe(true)
  })

  it('A1: without an id works with our codes, and fails with Zadarma’s', async () => {
    const ours = await setUp()
    ours.zadarma.scenario = 'no_request_id'
    expect(await ours.deliver('call_code')).toEqual({ id: null })
    const theirs = await setUp({ codes: 'zadarma' })
    theirs.zadarma.scenario = 'no_request_id'
    await expect(theirs.deliver('call_code')).rejects.toMatchObject({ reason: 'rejected', unsent: false })
  })

  it.each(['busy', 'machine'] as const)('rings on no phone when the number is %s', async scenario => {
    const { zadarma, deliver, phone } = await setUp()
    zadarma.scenario = scenario
    await deliver('call_code')
    expect(phone.calls).toEqual([])
  })

  it('A12: loses the zeros in front of a code', async () => {
    const { deliver, phone } = await setUp()
    await deliver('call_code', { code: '001234' })
    await waitFor(() => expect(phone.heard).toHaveLength(2))
    expect(phone.heard[0]).toBe('en: Your code is: 1, 2, 3, 4.')
  })
})

describe('an email', () => {
  const ana = { to: 'ana@example.com' }

  it('arrives with the account’s own words', async () => {
    const { deliver, mails } = await setUp()
    expect(await deliver('email', ana)).toEqual({ id: expect.any(String) })
    expect(mails).toEqual([
      {
        from: 'verify@zadarma.example',
        to: 'ana@example.com',
        subject: 'Verification code',
        text: 'Your code is 482913',
      },
    ])
  })

  it('arrives with the words and the sender of the settings', async () => {
    const { deliver, mails } = await setUp({
      emailFrom: 'hello@example.com',
      emailSubject: 'Hello',
      emailBody: 'Type {#code#}\n({#code#})',
    })
    await deliver('email', ana)
    const text = 'Type 482913\n(482913)'
    expect(mails).toEqual([{ from: 'hello@example.com', to: 'ana@example.com', subject: 'Hello', text }])
  })

  it('has seven digits when Zadarma makes the code, as in its example', async () => {
    const { deliver, check, mails } = await setUp({ codes: 'zadarma' })
    const { id } = await deliver('email', ana)
    const code = codeIn(mails[0]!.text)
    expect(code).toHaveLength(7)
    expect(await check('email', id!, code)).toBe(true)
  })
})

describe('a call with a key', () => {
  it('plays the greeting, hears the 1, says thanks and tells of it', async () => {
    const now = Date.parse('2024-10-23T14:00:47Z')
    const { phone, callButton, posted } = await setUp({ timeZone: 'Europe/Paris' }, { now: () => now })
    phone.keys = ['1']
    expect(await callButton()).toEqual([
      {
        provider: 'zad',
        call: { number: '33799999999' },
        end: 'pressed',
        startedAt: now,
        marks: [
          'call|33799999999|2024-10-23 16:00:47',
          expect.stringMatching(/^signed\|[\w+/=]{56}$/),
          expect.stringMatching(/^pbx\|out_[0-9a-f]{40}$/),
        ],
      },
    ])
    expect(phone.heard).toEqual(['greeting.mp3: Press 1 to confirm.', 'button1.mp3: Thank you.'])
    expect(phone.hungUp).toBe(1)
    expect(posted.map(({ fields }) => fields.event)).toEqual(['NOTIFY_OUT_START', 'NOTIFY_END'])
    const names = vectors.notifications.find(({ name }) => name === 'end-call-button-pressed-1')!.fields
    expect(Object.keys(posted[1]!.fields).sort()).toEqual(Object.keys(names).sort())
  })

  it('hears a key after the greeting as well', async () => {
    const { phone, network, callButton } = await setUp()
    const { call } = network
    // Silence while the greeting is played, then a key.
    network.call = placed => {
      const made = call(placed)
      let asked = 0
      return { ...made, key: async () => (++asked === 1 ? new Promise(() => {}) : '1') }
    }
    expect(await callButton()).toMatchObject([{ end: 'pressed' }])
    expect(phone.heard).toContain('button1.mp3: Thank you.')
  })

  it.each([
    ['another key', ['2'], 'declined'],
    ['no key', [], 'declined'],
  ] as const)('plays the fallback after %s', async (_what, keys, end) => {
    const { phone, callButton } = await setUp()
    phone.keys = [...keys]
    expect(await callButton()).toMatchObject([{ end }])
    expect(phone.heard.at(-1)).toBe('fallback.mp3: Goodbye.')
  })

  it.each(['cancel', 'no answer', 'busy'] as const)('tells of a call that ended with %s', async answer => {
    const { phone, callButton } = await setUp()
    phone.answer = answer
    expect(await callButton()).toMatchObject([{ end: 'not_answered' }])
    expect(phone.heard).toEqual([])
  })

  it.each<[Scenario, CallEnd['end'], number]>([
    ['busy', 'not_answered', 0],
    ['machine', 'declined', 0],
  ])('%s: no phone rings, and the end is %s', async (scenario, end, calls) => {
    const { zadarma, phone, callButton } = await setUp()
    zadarma.scenario = scenario
    expect(await callButton()).toMatchObject([{ end }])
    expect(phone.calls).toHaveLength(calls)
  })

  it('national_number: names the number as the country writes it (A7)', async () => {
    const { zadarma, phone, callButton } = await setUp()
    zadarma.scenario = 'national_number'
    phone.keys = ['1']
    expect(await callButton()).toMatchObject([{ call: { number: '0799999999' }, end: 'pressed' }])
  })

  it('out_end: comes as the other event (A5)', async () => {
    const { zadarma, phone, callButton, posted } = await setUp()
    zadarma.scenario = 'out_end'
    phone.keys = ['1']
    expect(await callButton()).toMatchObject([{ call: { number: '33799999999' }, end: 'pressed' }])
    expect(posted.at(-1)!.fields.event).toBe('NOTIFY_OUT_END')
  })

  it('late: comes when its time has passed', async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const asked: number[] = []
    const wait = async (ms: number) => {
      asked.push(ms)
      await promise
    }
    const { zadarma, phone, deliver, ends } = await setUp({}, { wait, lateMs: 45_000 })
    zadarma.scenario = 'late'
    phone.keys = ['1']
    await deliver('call_button')
    await waitFor(() => expect(asked).toEqual([45_000]))
    expect(phone.hungUp).toBe(1)
    expect(ends).toEqual([])
    resolve()
    await waitFor(() => expect(ends).toMatchObject([{ end: 'pressed' }]))
  })

  it('twice: comes twice with the same marks (A18)', async () => {
    const { zadarma, phone, callButton } = await setUp()
    zadarma.scenario = 'twice'
    phone.keys = ['1']
    const [first, second] = await callButton(2)
    expect(second).toEqual(first)
  })

  it('out_of_order: the result counts, whatever comes before and after', async () => {
    const { zadarma, phone, callButton, posted } = await setUp()
    zadarma.scenario = 'out_of_order'
    phone.keys = ['1']
    expect(await callButton()).toMatchObject([{ end: 'pressed' }])
    await waitFor(() => expect(posted).toHaveLength(3))
    expect(posted.map(({ fields }) => [fields.event, fields.callback_dtmf])).toEqual([
      ['NOTIFY_END', undefined],
      ['NOTIFY_END', '1'],
      ['NOTIFY_OUT_START', undefined],
    ])
    expect(posted.map(({ answer }) => answer.status)).toEqual([200, 200, 200])
  })

  it('unsigned: is refused by the adapter', async () => {
    const { zadarma, phone, callButton, posted } = await setUp()
    zadarma.scenario = 'unsigned'
    phone.keys = ['1']
    expect(await callButton()).toEqual([])
    expect(posted.at(-1)).toMatchObject({ answer: { status: 401 } })
    expect(posted.at(-1)!.headers).not.toHaveProperty('signature')
  })

  it('wrong_number: is signed, but tells of a number that was not called', async () => {
    const { zadarma, phone, callButton } = await setUp()
    zadarma.scenario = 'wrong_number'
    phone.keys = ['1']
    expect(await callButton()).toMatchObject([{ call: { number: '33799999990' } }])
  })
})

describe('a Zadarma that does not work', () => {
  it.each<[Scenario, object]>([
    ['no_money', { reason: 'rejected', unsent: true, message: 'the account has no money left (HTTP 200)' }],
    ['rate_limited', { reason: 'rate_limited', unsent: true }],
    ['down', { reason: 'unavailable', unsent: false }],
    ['unreachable', { reason: 'unavailable', unsent: false }],
  ])('%s: sends nothing, and the adapter knows why', async (scenario, failure) => {
    const { zadarma, deliver, phone } = await setUp()
    zadarma.scenario = scenario
    for (const channel of ['sms', 'call_code', 'call_button'] as const) {
      await expect(deliver(channel)).rejects.toMatchObject(failure)
    }
    expect([phone.texts, phone.calls]).toEqual([[], []])
  })

  it('silent: never answers', async () => {
    const { zadarma, deliver, phone } = await setUp()
    zadarma.scenario = 'silent'
    const failure = { reason: 'timeout', unsent: false }
    await expect(deliver('sms', {}, AbortSignal.timeout(200))).rejects.toMatchObject(failure)
    expect(phone.texts).toEqual([])
  })

  it('no_money: emails still go out', async () => {
    const { zadarma, deliver, mails } = await setUp()
    zadarma.scenario = 'no_money'
    await deliver('email', { to: 'ana@example.com' })
    expect(mails).toHaveLength(1)
  })

  it('works again as soon as it is told to', async () => {
    const { zadarma, deliver, phone } = await setUp()
    zadarma.scenario = 'down'
    await expect(deliver('sms')).rejects.toThrow()
    zadarma.scenario = 'normal'
    await deliver('sms')
    expect(phone.texts).toHaveLength(1)
  })

  it('lists its scenarios, each in a line for people', async () => {
    const { zadarma } = await setUp()
    expect(zadarma.scenarios).toEqual(scenarioIds)
    for (const line of Object.values(zadarmaScenarios)) expect(line).toMatch(/^[A-Z].{10,90}\.$/)
  })
})

/** A Zadarma for requests of any form, as they come over the wire. */
async function bare(account: { key?: string; secret?: string } = {}, now: () => number = Date.now) {
  const { phone, network } = createTestPhone()
  const zadarma = await createSimulatedZadarma(
    {
      key,
      secret,
      notificationUrl: 'http://127.0.0.1:1/',
      callerNumber,
      sounds: recordings,
      timeZone: 'UTC',
      ...account,
    },
    network,
    { mail: () => {}, now, wait: async () => {} },
  )
  onTestFinished(() => zadarma.close())
  const ask = async (
    method: string,
    uri: string,
    authorization: string | undefined,
    body?: string | FormData,
  ) => {
    const response = await fetch(zadarma.url + uri, {
      method,
      headers: {
        ...(authorization !== undefined && { authorization }),
        ...(typeof body === 'string' && { 'content-type': 'application/x-www-form-urlencoded' }),
      },
      ...(body && { body }),
    })
    const { headers } = response
    return { status: response.status, headers, body: (await response.json()) as Record<string, unknown> }
  }
  return { zadarma, phone, ask }
}

/** The body of a vector, as the official client sent it. */
function bodyOf({ wire }: (typeof vectors.requests)[number]): string | FormData | undefined {
  if (!('post_fields' in wire)) return wire.body
  const form = new FormData()
  for (const [name, value] of Object.entries(wire.post_fields!)) form.set(name, value)
  form.set('file', new Blob([new Uint8Array(64)], { type: 'audio/wav' }), 'greeting.wav')
  return form
}

describe('the header Authorization', () => {
  it.each(vectors.requests)('of the official client is accepted: $name', async vector => {
    const { ask } = await bare(vector)
    const { status, body } = await ask(
      vector.wire.method,
      vector.wire.uri,
      vector.authorization,
      bodyOf(vector),
    )
    expect(status).not.toBe(401)
    expect(body.message).not.toBe('Not authorized')
  })

  it.each(vectors.requests)(
    'is refused for a changed signature, path, body or secret: $name',
    async vector => {
      const { ask } = await bare(vector)
      const { method, uri } = vector.wire
      const other = await bare({ key: vector.key, secret: 'another-secret' })
      const altered = vector.authorization.replace(/.{4}==$/, end => (end === 'AAAA==' ? 'BBBB==' : 'AAAA=='))
      const [path = '', query] = uri.split('?')
      const longer = `${path}more${query ? `?${query}` : ''}`
      const answers = [
        await ask(method, uri, altered, bodyOf(vector)),
        await ask(method, uri, undefined, bodyOf(vector)),
        await ask(method, longer, vector.authorization, bodyOf(vector)),
        await other.ask(method, uri, vector.authorization, bodyOf(vector)),
        method === 'GET'
          ? await ask(method, `${uri}&more=1`, vector.authorization)
          : await ask(method, uri, vector.authorization, `${vector.wire.body ?? ''}&more=1`),
      ]
      for (const { status, body } of answers) {
        expect([status, body]).toEqual([401, { status: 'error', message: 'Not authorized' }])
      }
    },
  )
})

describe('the signature of a notification', () => {
  const covered: Record<string, string[]> = {
    NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
    NOTIFY_OUT_START: ['internal', 'destination', 'call_start'],
    NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  }
  it.each(vectors.notifications.filter(({ fields }) => fields.event in covered))(
    'is that of the official client: $name',
    ({ fields, signature, secret }) => {
      const values = covered[fields.event]!.map(
        name => new Map<string, unknown>(Object.entries(fields)).get(name) ?? '',
      )
      expect(notificationSignature(values.map(String), secret)).toBe(signature)
    },
  )
})

describe('the API of Zadarma', () => {
  /** A request that is signed as it should be. */
  async function signed(params: Record<string, string>, path = '/v1/verify/') {
    const { ask, phone } = await bare()
    const pairs = Object.entries(params)
    const authorization = `${key}:${requestSignature(path, pairs, secret)}`
    return { phone, ...(await ask('POST', path, authorization, new URLSearchParams(pairs).toString())) }
  }
  const button = { channel: 'call_button', to, greeting_sound_id: 'aaa1', button_1_sound_id: 'aaa2' }

  it.each(['/v1/verify/', '/v1/verify'])('has a slash at the end or not: %s', async path => {
    const { status, body, phone } = await signed({ channel: 'sms', to, code: '482913' }, path)
    expect([status, body.status]).toEqual([200, 'success'])
    expect(phone.texts).toHaveLength(1)
  })

  it.each<[Record<string, string>, string]>([
    [{ to }, '"channel" param is required'],
    [{ channel: 'sms' }, '"to" param is required'],
    [{ channel: 'pigeon', to }, 'Wrong channel'],
    [{ channel: 'sms', to: 'nobody' }, 'Wrong phone number'],
    [{ channel: 'sms', to, language: 'uk' }, 'Wrong language'],
    [{ channel: 'sms', to, code: 'abcdef' }, 'Wrong code'],
    [{ channel: 'sms', to, template_id: 'x' }, 'Wrong template_id'],
    [{ channel: 'call_code', to, from: '+33170000001' }, 'Wrong "from" number'],
    [{ channel: 'email', to }, 'Wrong email address'],
    [{ channel: 'email', to: 'a@b.example', email_body: 'code' }, '"email_body" must contain {#code#}'],
    [button, '"fallback_sound_id" param is required'],
    [{ ...button, fallback_sound_id: 'aaa9' }, 'Wrong fallback_sound_id'],
  ])('says with HTTP 200 what is wrong with %j', async (params, message) => {
    const { status, body, phone } = await signed(params)
    expect([status, body]).toEqual([200, { status: 'error', message }])
    expect([phone.texts, phone.calls]).toEqual([[], []])
  })

  it('knows no other methods', async () => {
    const { status, body } = await signed({ format: 'json' }, '/v1/tariff/')
    expect([status, body]).toEqual([404, { status: 'error', message: 'Wrong method name' }])
  })

  it('takes 100 requests a minute, and says in each answer how many are left', async () => {
    let now = Date.parse('2024-11-22T18:40:00Z')
    const { ask } = await bare({}, () => now)
    const { authorization, wire } = vectors.requests.find(({ name }) => name === 'list-ivr-sounds')!
    const remaining: (string | null)[] = []
    for (let n = 0; n < 100; n++) {
      const { status, headers } = await ask('GET', wire.uri, authorization)
      expect(status).toBe(200)
      remaining.push(headers.get('x-ratelimit-remaining'))
    }
    expect([remaining[0], remaining[99]]).toEqual(['99', '0'])
    const { status, headers, body } = await ask('GET', wire.uri, authorization)
    expect([status, body]).toEqual([429, { status: 'error', message: 'Too many requests' }])
    expect(headers.get('x-ratelimit-reset')).toBe(String(now / 1000 + 60))
    expect(headers.get('retry-after')).toBe('60')
    now += 60_000
    expect((await ask('GET', wire.uri, authorization)).status).toBe(200)
  })
})

describe('the recordings', () => {
  it('that are configured are found by the adapter, and missed when they are gone', async () => {
    const { provider } = await setUp()
    expect(await provider.inspect!(AbortSignal.timeout(5000))).toEqual([])
    const other = await setUp({ sounds: { ...soundIds, button1: 'aaa9' } })
    expect(await other.provider.inspect!(AbortSignal.timeout(5000))).toEqual([
      expect.stringContaining('"sounds.button1"'),
    ])
  })

  it('are uploaded, listed and deleted by the command for them', async () => {
    const { zadarma } = await setUp()
    const settings = zadarmaSettings.parse({ key, secret, baseUrl: zadarma.url })
    const account = { type: 'zadarma', free: false, hookTokens: [], settings }
    const config = { providers: new Map([['zad', account]]) } as unknown as Config
    const folder = await mkdtemp(join(tmpdir(), 'zadarma-'))
    onTestFinished(() => rm(folder, { recursive: true }))
    const file = join(folder, 'hello "you".wav')
    await writeFile(file, `RIFF\0\0\0\0WAVEfmt ${'\r\n--'.repeat(20)}`)
    const run = async (...args: string[]) => {
      const lines: string[] = []
      expect(
        [await runSounds(args, config, line => void lines.push(line)), ...lines][0],
        lines.join('\n'),
      ).toBe(0)
      return lines
    }
    const [uploaded = ''] = await run('upload', file)
    expect(uploaded).toMatch(/^[0-9a-f]{24} {2}hello "you"\.wav$/)
    expect(await run('list')).toEqual([
      'aaa1  greeting.mp3',
      'aaa2  button1.mp3',
      'aaa3  fallback.mp3',
      uploaded,
    ])
    await run('delete', uploaded.split(' ', 1)[0]!)
    expect(await run('list')).not.toContain(uploaded)
  })
})

describe('the check of the notification URL', () => {
  it('succeeds with the adapter’s hook', async () => {
    const { zadarma, posted } = await setUp()
    expect(await zadarma.probe()).toBe(true)
    expect(posted).toEqual([])
  })

  it('fails where nobody listens', async () => {
    const { zadarma } = await bare()
    expect(await zadarma.probe()).toBe(false)
  })

  it('fails with any other answer', async () => {
    const server = createServer((_request, response) => void response.end('<html>'))
    await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      server.closeAllConnections()
      server.close()
    })
    const notificationUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`
    const zadarma = await createSimulatedZadarma(
      { key, secret, notificationUrl, callerNumber, sounds: {}, timeZone: 'UTC' },
      createTestPhone().network,
      { mail: () => {} },
    )
    onTestFinished(() => zadarma.close())
    expect(await zadarma.probe()).toBe(false)
  })
})

describe('closing', () => {
  it('ends what still waits', async () => {
    const { zadarma, phone, deliver, posted } = await setUp({}, { wait: undefined as never })
    zadarma.scenario = 'late'
    phone.keys = ['1']
    await deliver('call_button')
    await waitFor(() => expect(phone.hungUp).toBe(1))
    await zadarma.close()
    expect(posted.map(({ fields }) => fields.event)).toEqual(['NOTIFY_OUT_START'])
  })
})
