import { createHmac } from 'node:crypto'
import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import { setImmediate } from 'node:timers/promises'
import pino from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type {
  CallEnd,
  DeliveryReport,
  InboundMessage,
  Inbox,
  Message,
  Provider,
} from '../../../server/channel.ts'
import { twilioSettings } from '../../../server/providers/twilio/settings.ts'
import { twilio as twilioType } from '../../../server/providers/twilio/twilio.ts'
import vectors from '../../../server/providers/twilio/vectors.json' with { type: 'json' }
import type { Call, PhoneNetwork } from '../../network.ts'
import { WebhookError } from '../massejli/massejli.ts'
import { type TwilioAccount, twilioScenarios } from './api.ts'
import { followTwiml } from './call.ts'
import { createSimulatedTwilio } from './twilio.ts'
import { twilioSignature } from './webhook.ts'
import { readXml, XmlError } from './xml.ts'

const account = {
  accountSid: 'AC0123456789abcdef0123456789abcdef',
  authToken: '1f2e3d4c5b6a79880918273645546372',
  number: '+14155550100',
  whatsapp: '+14155238886',
}
const to = '+33799999999'
const ana = '+34600111222'
/** A second of Twilio's, in a hurry. */
const secondMs = 3

type Ending = Awaited<Call['answered']>

/** A phone whose owner does what `answer` and `press` say. */
function createTestPhone() {
  const phone = {
    answer: 'answered' as Ending,
    /** What is pressed after hearing the words, or null; who hangs up says so. */
    press: (_words: string): string | null | 'hang up' => null,
    texts: [] as unknown[],
    chats: [] as unknown[],
    calls: [] as unknown[],
    heard: [] as string[],
    hungUp: 0,
  }
  const network: PhoneNetwork = {
    text: message => void phone.texts.push(message),
    chat: message => void phone.chats.push(message),
    call: called => {
      phone.calls.push(called)
      const ended = Promise.withResolvers<void>()
      const waiting = new Set<(key: string | null) => void>()
      const end = () => {
        for (const tell of waiting) tell(null)
        ended.resolve()
      }
      if (phone.answer !== 'answered') end()
      return {
        answered: Promise.resolve(phone.answer),
        ended: ended.promise,
        async say(words, language) {
          phone.heard.push(`${language}: ${words}`)
          const key = phone.press(words)
          if (key === 'hang up') end()
          else if (key !== null) for (const tell of waiting) tell(key)
          // Words take longer than a key.
          await setImmediate()
        },
        play: () => expect.unreachable('nothing is played'),
        key(timeoutMs) {
          const { promise, resolve } = Promise.withResolvers<string | null>()
          const timer = setTimeout(() => resolve(null), timeoutMs)
          waiting.add(resolve)
          return promise.finally(() => clearTimeout(timer))
        },
        hangUp() {
          phone.hungUp++
          end()
        },
      }
    },
  }
  return { phone, network }
}

async function listen(listener: RequestListener): Promise<string> {
  const server = createServer(listener)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function withTwilio(webhook: string, own: Partial<TwilioAccount> = {}) {
  const { phone, network } = createTestPhone()
  const twilio = await createSimulatedTwilio({ ...account, webhook, ...own }, network, { secondMs })
  onTestFinished(() => twilio.close())
  return { twilio, phone }
}

/** Twilio, and a webhook that gives every form the same answer. */
async function withWebhook(answer = '<Response/>', status = 200, type = 'text/xml') {
  const posts: { path: string; signature: string; form: Record<string, string>; signed: string }[] = []
  const url = await listen(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    const names = Object.keys(form).sort()
    posts.push({
      path: request.url!,
      signature: String(request.headers['x-twilio-signature']),
      form,
      // Made here by hand, so that nobody is asked whether he agrees with himself.
      signed: createHmac('sha1', account.authToken)
        .update(url + request.url + names.map(name => name + form[name]).join(''))
        .digest('base64'),
    })
    response.writeHead(status, { 'content-type': type }).end(answer)
  })
  return { ...(await withTwilio(`${url}/inbound`)), posts, url }
}

/** Asks the REST API as its documentation says. */
async function ask(
  url: string,
  resource: 'Messages' | 'Calls',
  form: Record<string, string>,
  login = `${account.accountSid}:${account.authToken}`,
) {
  const response = await fetch(`${url}/2010-04-01/Accounts/${account.accountSid}/${resource}.json`, {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(login).toString('base64')}` },
    body: new URLSearchParams(form),
  })
  return { status: response.status, body: await response.json() }
}

describe('the API of the simulated Twilio', () => {
  const sms = { To: to, From: account.number, Body: '482913 is your code' }

  it('takes a text, brings it to the phone and reports it, signed', async () => {
    const { twilio, phone, posts, url } = await withWebhook()
    const { status, body } = await ask(twilio.url, 'Messages', {
      ...sms,
      StatusCallback: `${url}/status?a=1`,
    })
    expect(status).toBe(201)
    expect(body).toMatchObject({
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: 'queued',
      error_code: null,
    })
    await vi.waitFor(() => expect(posts).toHaveLength(2))
    expect(phone.texts).toEqual([{ from: account.number, to, text: sms.Body }])
    expect(posts.map(({ form }) => [form.MessageSid, form.MessageStatus])).toEqual([
      [body.sid, 'sent'],
      [body.sid, 'delivered'],
    ])
    for (const { path, signature, signed } of posts) {
      expect(path).toBe('/status?a=1')
      expect(signature).toBe(signed)
    }
  })

  it('says what was not delivered', async () => {
    const { twilio, phone, posts, url } = await withWebhook()
    twilio.scenario = 'undelivered'
    expect((await ask(twilio.url, 'Messages', { ...sms, StatusCallback: url })).status).toBe(201)
    await vi.waitFor(() =>
      expect(posts.at(-1)?.form).toMatchObject({ MessageStatus: 'undelivered', ErrorCode: '30003' }),
    )
    expect(phone.texts).toEqual([])
  })

  it('writes in WhatsApp too', async () => {
    const { twilio, phone } = await withWebhook()
    const form = { To: `whatsapp:${ana}`, From: `whatsapp:${account.whatsapp}`, Body: 'hello' }
    expect((await ask(twilio.url, 'Messages', form)).status).toBe(201)
    expect(phone.chats).toEqual([{ from: account.whatsapp, to: ana, text: 'hello' }])
  })

  it.each([
    ['no_such_number', 400, 21211],
    ['opted_out', 400, 21610],
    ['too_many', 429, 20429],
    ['down', 500, 20500],
  ] as const)('refuses everything as it is told to: %s', async (scenario, status, code) => {
    const { twilio } = await withWebhook()
    expect(twilioScenarios).toContain(scenario)
    twilio.scenario = scenario
    expect(await ask(twilio.url, 'Messages', sms)).toMatchObject({ status, body: { code, status } })
  })

  it.each([
    ['Messages', '+15005550001', 21211],
    ['Messages', '+15005550002', 21612],
    ['Messages', '+15005550003', 21408],
    ['Messages', '+15005550004', 21610],
    ['Messages', '+15005550009', 21614],
    ['Messages', '0799999999', 21211],
    ['Calls', '+15005550001', 21217],
    ['Calls', '+15005550003', 21215],
    ['Calls', 'ana', 21211],
  ] as const)('refuses %s to %s with %i', async (resource, number, code) => {
    const { twilio, phone } = await withWebhook()
    const form = { ...sms, To: number, Twiml: '<Response/>' }
    expect(await ask(twilio.url, resource, form)).toMatchObject({ status: 400, body: { code } })
    expect([phone.texts, phone.calls]).toEqual([[], []])
  })

  it.each([
    ['Messages', { From: '+14155550199' }, 21606],
    ['Messages', { Body: '' }, 21602],
    ['Messages', { Body: 'x'.repeat(1601) }, 21617],
    ['Messages', { MessagingServiceSid: 'MG1' }, 21701],
    ['Messages', { StatusCallback: '/status' }, 21609],
    ['Calls', { From: '+14155550199', Twiml: '<Response/>' }, 21210],
    ['Calls', {}, 21205],
    ['Calls', { Twiml: 'x'.repeat(4001) }, 21218],
  ] as const)('refuses %s with %j', async (resource, changed, code) => {
    const { twilio } = await withWebhook()
    expect((await ask(twilio.url, resource, { ...sms, ...changed })).body.code).toBe(code)
  })

  it('opens to the account and its keys, and has nothing else', async () => {
    const { twilio } = await withTwilio('http://127.0.0.1:1', { apiKey: { sid: 'SK01', secret: 's3cret' } })
    expect((await ask(twilio.url, 'Messages', sms, 'SK01:s3cret')).status).toBe(201)
    for (const login of ['SK01:wrong', `${account.accountSid}:`, '']) {
      expect(await ask(twilio.url, 'Messages', sms, login)).toMatchObject({
        status: 401,
        body: { code: 20003 },
      })
    }
    const authorization = `Basic ${Buffer.from(`${account.accountSid}:${account.authToken}`).toString('base64')}`
    const other = await fetch(`${twilio.url}/2010-04-01/Accounts/AC9/Messages.json`, {
      headers: { authorization },
    })
    expect([other.status, (await other.json()).code]).toEqual([404, 20404])
  })
})

describe('a message to the simulated Twilio', () => {
  it('is posted with the fields of the reference, signed', async () => {
    const { twilio, posts } = await withWebhook(
      '<Response><Message>482913 &amp; &#60;b&#62;</Message></Response>',
    )
    expect(await twilio.message(ana, 'VERIFY 7K2M رمز +&')).toBe('482913 & <b>')
    const [post] = posts
    expect(post!.path).toBe('/inbound')
    expect(post!.signature).toBe(post!.signed)
    expect(Object.keys(post!.form).sort()).toEqual(Object.keys(vectors.form_vectors[0]!.params).sort())
    expect(post!.form).toMatchObject({
      AccountSid: account.accountSid,
      From: `whatsapp:${ana}`,
      To: `whatsapp:${account.whatsapp}`,
      Body: 'VERIFY 7K2M رمز +&',
    })
  })

  it.each([
    ['<Response/>', ''],
    ['', ''],
    ['<Response><Message>a</Message><Message><Body>b</Body></Message></Response>', 'a\nb'],
  ])('answered with %j brings %j back', async (answer, reply) => {
    const { twilio } = await withWebhook(answer)
    expect(await twilio.message(ana, 'hi')).toBe(reply)
  })

  it.each([
    ['an error', '<Response/>', 403, 'text/xml'],
    ['JSON', '{}', 200, 'application/json'],
    ['half of it', '<Response><Message>', 200, 'text/xml'],
    ['another document', '<html></html>', 200, 'text/xml'],
    ['a verb of a call', '<Response><Say>hi</Say></Response>', 200, 'text/xml'],
  ])('says so when the webhook answers with %s', async (_what, answer, status, type) => {
    const { twilio } = await withWebhook(answer, status, type)
    await expect(twilio.message(ana, 'hi')).rejects.toThrow(WebhookError)
  })

  it('says so when nobody listens at the webhook', async () => {
    const { twilio } = await withTwilio('http://127.0.0.1:1')
    await expect(twilio.message(ana, 'hi')).rejects.toThrow(WebhookError)
  })
})

describe('a call of the simulated Twilio', () => {
  it.each([
    ['answered', 'completed'],
    ['busy', 'busy'],
    ['cancel', 'busy'],
    ['no answer', 'no-answer'],
  ] as const)('that is %s is reported as %s, signed', async (answer, CallStatus) => {
    const { twilio, phone, posts, url } = await withWebhook()
    phone.answer = answer
    const form = {
      To: to,
      From: account.number,
      Twiml: '<Response><Say>Hi</Say></Response>',
      StatusCallback: `${url}/call?n=1`,
    }
    const { body } = await ask(twilio.url, 'Calls', form)
    await vi.waitFor(() => expect(posts).toHaveLength(1))
    expect(posts[0]).toMatchObject({ path: '/call?n=1', form: { CallSid: body.sid, CallStatus, To: to } })
    expect(posts[0]!.signature).toBe(posts[0]!.signed)
    expect(phone.heard).toEqual(answer === 'answered' ? ['en-US: Hi'] : [])
  })

  it('is led by what the webhook answers to a key', async () => {
    const { twilio, phone, posts, url } = await withWebhook(
      '<Response><Say language="fr-FR">Merci</Say><Hangup/><Say>no</Say></Response>',
    )
    phone.press = words => (words === 'Press 1' ? '1' : null)
    const Twiml = `<Response><Gather numDigits="1" action="${url}/press?v=a&amp;n=1"><Say>Press 1</Say></Gather><Say>nothing</Say></Response>`
    await ask(twilio.url, 'Calls', { To: to, From: account.number, Twiml })
    await vi.waitFor(() => expect(phone.hungUp).toBe(1))
    expect(posts.map(({ path, form }) => [path, form.Digits])).toEqual([['/press?v=a&n=1', '1']])
    expect(posts[0]!.signature).toBe(posts[0]!.signed)
    expect(phone.heard).toEqual(['en-US: Press 1', 'fr-FR: Merci'])
  })

  it('apologises when the webhook fails', async () => {
    const { twilio, phone, url } = await withWebhook('', 500)
    phone.press = () => '1'
    const Twiml = `<Response><Gather numDigits="1" action="${url}/press"><Say>Press 1</Say></Gather></Response>`
    await ask(twilio.url, 'Calls', { To: to, From: account.number, Twiml })
    await vi.waitFor(() => expect(phone.heard.at(-1)).toContain('an application error has occurred'))
  })

  it('stops ringing after its time', async () => {
    const { network } = createTestPhone()
    const hangUp = vi.fn()
    const answered = Promise.withResolvers<Ending>()
    hangUp.mockImplementation(() => answered.resolve('no answer'))
    const ringing = {
      ...network,
      call: () => ({ ...network.call({ from: '', to: '' }), answered: answered.promise, hangUp }),
    }
    const twilio = await createSimulatedTwilio({ ...account, webhook: 'http://127.0.0.1:1' }, ringing, {
      secondMs,
    })
    onTestFinished(() => twilio.close())
    await ask(twilio.url, 'Calls', { To: to, From: account.number, Twiml: '<Response/>', Timeout: '2' })
    await vi.waitFor(() => expect(hangUp).toHaveBeenCalledOnce())
  })
})

describe('TwiML', () => {
  async function follow(twiml: string, press: (words: string) => string | null | 'hang up' = () => null) {
    const { phone, network } = createTestPhone()
    phone.press = press
    const posts: [string, string][] = []
    const call = network.call({ from: account.number, to })
    const post = async (action: string, digits: string) => {
      posts.push([action, digits])
      return null
    }
    await followTwiml(readXml(twiml), { call, post, secondMs })
    return { heard: phone.heard.map(line => line.replace('en-US: ', '')), posts }
  }
  const gather = (attributes: string) =>
    `<Response><Gather action="/a" timeout="2" ${attributes}><Say loop="2">Press</Say><Pause length="1"/></Gather><Say>After</Say></Response>`

  it('goes on without a key, after everything was said', async () => {
    expect(await follow(gather('numDigits="1"'))).toEqual({ heard: ['Press', 'Press', 'After'], posts: [] })
  })

  it('tells of no key where that is asked for', async () => {
    const { heard, posts } = await follow(gather('numDigits="1" actionOnEmptyResult="true"'))
    expect({ heard, posts }).toEqual({ heard: ['Press', 'Press'], posts: [['/a', '']] })
  })

  it('stops speaking at a key', async () => {
    expect(await follow(gather('numDigits="1"'), () => '7')).toEqual({
      heard: ['Press'],
      posts: [['/a', '7']],
    })
  })

  it('takes # for the end, unless nothing is', async () => {
    expect((await follow(gather(''), () => '#')).posts).toEqual([])
    expect((await follow(gather('numDigits="1" finishOnKey=""'), () => '#')).posts).toEqual([['/a', '#']])
  })

  it('is over when somebody hangs up', async () => {
    const { heard, posts } = await follow(gather('actionOnEmptyResult="true"'), () => 'hang up')
    expect({ heard, posts }).toEqual({ heard: ['Press'], posts: [] })
  })

  it('with a verb that is not known is a mistake', async () => {
    await expect(follow('<Response><Dial>+1900</Dial></Response>')).rejects.toThrow('<Dial>')
    await expect(follow('<Response><Gather><Dial/></Gather></Response>')).rejects.toThrow('<Dial>')
  })

  it('is read with its attributes, entities and comments', () => {
    const source = `<?xml version="1.0"?>\n<!-- a < b -->\n<A x="1 &amp; &#x32;" y='"'>  é &lt;&#128077; <B/></A>\n`
    expect(readXml(source)).toEqual({
      name: 'A',
      attributes: { x: '1 & 2', y: '"' },
      text: 'é <👍',
      children: [{ name: 'B', attributes: {}, text: '', children: [] }],
    })
  })

  it.each([
    '',
    'text',
    '<A>',
    '</A>',
    '<A></B>',
    '<A/><B/>',
    '<A x=1/>',
    '<A>&bad;</A>',
    '<A>a & b</A>',
    '<A/>x',
  ])('is not %j', source => {
    expect(() => readXml(source)).toThrow(XmlError)
  })

  it.each(vectors.form_vectors.filter(({ name }) => name !== 'repeated-parameter'))(
    'and all that belongs to it is signed as the vendor’s library does: $name',
    ({ auth_token, url, params, signature }) => {
      expect(twilioSignature(auth_token, url, params as Record<string, string>)).toBe(signature)
    },
  )
})

/** The simulated Twilio and the adapter, each pointed at the other. */
async function withAdapter({ reply = null as string | null, settings = {} as object } = {}) {
  const ends: CallEnd[] = []
  const reports: DeliveryReport[] = []
  const messages: InboundMessage[] = []
  const answers: number[] = []
  let message: Message | null = {
    verificationId: 'vr_01HZX-a',
    send: 1,
    to,
    code: '482913',
    minutes: 10,
    language: 'en',
    site: { key: 'site_a', name: 'Shop', domain: 'shop.example' },
    texts: {},
  }
  const inbox: Inbox = {
    message: async one => {
      messages.push(one)
      return reply
    },
    codeSupplied: () => Promise.reject(new Error('Twilio makes no codes')),
    // The first end decides, and after it there is nothing more to say.
    callEnded: async end => {
      ends.push(end)
      const first = message !== null
      if (end.end !== 'declined' || message?.code === '') message = null
      return first
    },
    delivery: async report => void reports.push(report),
    numberLost: () => Promise.reject(new Error('Twilio tells nothing of numbers')),
    messageOf: async () => message,
  }
  let provider: Provider | undefined
  const url = await listen(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, url)
    const answer = await provider!.hook!.receive(
      {
        method: request.method!,
        url: url + request.url,
        part: pathname.split('/')[4] ?? '',
        headers: request.headers,
        query: searchParams,
        body: await buffer(request),
        address: null,
      },
      inbox,
    )
    answers.push(answer.status)
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
  })
  const hookUrl = `${url}/hooks/tw/token`
  const { twilio, phone } = await withTwilio(hookUrl)
  const { number: from, ...rest } = account
  const read = twilioSettings.parse({ ...rest, from, baseUrl: twilio.url, ...settings })
  const log = pino({ level: 'silent' })
  provider = twilioType.create('tw', read, { mode: 'development', hookUrl, log, now: Date.now })
  onTestFinished(() => provider!.close())
  const deliver = (channel: 'sms' | 'call_code' | 'call_button', changed: Partial<Message> = {}) => {
    message = { ...message!, ...changed }
    return provider!.channels[channel]!.deliver(message, new AbortController().signal)
  }
  return { twilio, phone, deliver, ends, reports, messages, answers }
}

const code = '4, 8, 2, 9, 1, 3'
/** Does what the voice says. */
const obedient = (words: string) => /press (\d)/.exec(words)?.[1] ?? null

describe('the simulated Twilio and the adapter', () => {
  it('bring a text to the phone, and its report back', async () => {
    const { phone, deliver, reports, answers } = await withAdapter()
    const { id } = await deliver('sms')
    await vi.waitFor(() => expect(reports).toHaveLength(2))
    expect(phone.texts).toEqual([{ from: account.number, to, text: expect.stringContaining('482913') }])
    expect(reports).toEqual([
      { provider: 'tw', receipt: id, status: 'sent' },
      { provider: 'tw', receipt: id, status: 'delivered' },
    ])
    expect(answers).toEqual([200, 200])
  })

  it('tell what was not delivered', async () => {
    const { twilio, deliver, reports } = await withAdapter()
    twilio.scenario = 'undelivered'
    const { id } = await deliver('sms')
    await vi.waitFor(() => expect(reports.at(-1)).toEqual({ provider: 'tw', receipt: id, status: 'failed' }))
  })

  it.each([
    ['no_such_number', 'invalid_contact', true],
    ['opted_out', 'invalid_contact', true],
    ['too_many', 'rate_limited', true],
    ['down', 'unavailable', false],
  ] as const)('refuse with a reason: %s', async (scenario, reason, unsent) => {
    const { twilio, deliver } = await withAdapter()
    twilio.scenario = scenario
    await expect(deliver('sms')).rejects.toMatchObject({ reason, unsent })
  })

  it('refuse another token', async () => {
    const { deliver } = await withAdapter({ settings: { authToken: '0f2e3d4c5b6a79880918273645546372' } })
    await expect(deliver('sms')).rejects.toMatchObject({ reason: 'unauthorized', unsent: true })
  })

  it('say a code twice to who presses the key that is named', async () => {
    const { phone, deliver, answers } = await withAdapter()
    phone.press = obedient
    await deliver('call_code')
    await vi.waitFor(() => expect(answers).toHaveLength(2))
    expect(phone.calls).toEqual([{ from: account.number, to }])
    expect(phone.heard).toEqual([
      expect.stringMatching(/^en-GB: This is shop\.example\. To hear your code, press \d\.$/),
      `en-GB: This is shop.example. Your code is: ${code}. Again: ${code}.`,
    ])
    expect(answers).toEqual([200, 200])
  })

  it('say it in the visitor’s language', async () => {
    const { phone, deliver } = await withAdapter()
    phone.press = words => /\d/.exec(words)?.[0] ?? null
    await deliver('call_code', { language: 'fr' })
    await vi.waitFor(() => expect(phone.heard.at(-1)).toContain(code))
    for (const line of phone.heard) expect(line).toMatch(/^fr-FR: /)
  })

  it('say nothing to a mailbox, which presses nothing, and tell that nobody picked up', async () => {
    const { phone, deliver, ends } = await withAdapter()
    await deliver('call_code')
    await vi.waitFor(() => expect(ends.map(({ end }) => end)).toEqual(['not_answered', 'declined']))
    // Two prompts, each twice, and silence.
    expect(phone.heard).toHaveLength(4)
    for (const line of phone.heard) expect(line).toMatch(/To hear your code, press \d\.$/)
  })

  it('say nothing to who presses another key', async () => {
    const { phone, deliver } = await withAdapter()
    phone.press = words => {
      const key = obedient(words)
      return key && String((Number(key) + 1) % 10)
    }
    await deliver('call_code')
    await vi.waitFor(() => expect(phone.hungUp).toBe(1))
    expect(phone.heard.slice(1)).toEqual(['en-GB: Nothing was confirmed. Goodbye.'])
  })

  it.each([
    ['busy', 'not_answered'],
    ['cancel', 'not_answered'],
    ['no answer', 'not_answered'],
  ] as const)('tell of a call that ends %s', async (answer, end) => {
    const { phone, deliver, ends } = await withAdapter()
    phone.answer = answer
    const { id } = await deliver('call_code')
    await vi.waitFor(() => expect(ends).toHaveLength(1))
    const call = { verificationId: 'vr_01HZX-a', send: 1 }
    expect(ends).toEqual([{ provider: 'tw', call, end, startedAt: null, marks: [id] }])
    expect(phone.heard).toEqual([])
  })

  it.each([
    ['1', 'pressed', 'Thank you. You can hang up now.'],
    ['2', 'declined', 'Nothing was confirmed. Goodbye.'],
    ['#', 'declined', 'Nothing was confirmed. Goodbye.'],
    [null, 'declined', 'Nothing was confirmed. Goodbye.'],
  ] as const)('confirm by the key 1: %s is %s', async (key, end, last) => {
    const { phone, deliver, ends } = await withAdapter()
    phone.press = words => (words.includes('press 1') ? key : null)
    await deliver('call_button', { code: '' })
    await vi.waitFor(() => expect(ends.length).toBeGreaterThan(1))
    expect(ends[0]!.end).toBe(end)
    expect(phone.heard.at(-1)).toBe(`en-GB: ${last}`)
  })

  it('tell that somebody hung up without a key', async () => {
    const { phone, deliver, ends } = await withAdapter()
    phone.press = () => 'hang up'
    await deliver('call_button', { code: '' })
    await vi.waitFor(() => expect(ends.map(({ end }) => end)).toEqual(['declined']))
  })

  it('bring a message in and the answer back, whatever is in it', async () => {
    const reply = `*482913* is your code for <shop> & "co".\nReply NO.`
    const { twilio, messages } = await withAdapter({ reply })
    expect(await twilio.message(ana, 'VERIFY 7K2M-9QXD 👍 رمز')).toBe(reply)
    expect(messages).toMatchObject([{ from: ana, text: 'VERIFY 7K2M-9QXD 👍 رمز' }])
  })

  it('keep silent, and know a hidden number', async () => {
    const { twilio, messages } = await withAdapter()
    expect(await twilio.message('ana.ruiz', 'hi')).toBe('')
    expect(messages[0]!.from).toBeNull()
  })
})
