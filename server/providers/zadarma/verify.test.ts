import { createServer, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ChannelId } from '../../api.ts'
import { DeliveryError, type Message } from '../../channel.ts'
import { createLog } from '../../log.ts'
import { zadarmaSettings } from './settings.ts'
import vectors from './vectors.json' with { type: 'json' }
import { zadarma } from './zadarma.ts'

const key = 'a1b2c3d4e5f60718293a'
const secret = 's3cr3t0f1e2d3c4b5a69'
const from = '+33170000000'
const sounds = {
  greeting: '657c2c822fb364c1d201f685',
  button1: '657c2c822fb364c1d201f686',
  fallback: '657c2c822fb364c1d201f687',
}
const requestId = 'N2QreWpjS25mR3EvOW8rdGNHdFF2aVE9'

interface Asked {
  method: string
  path: string
  type: string | undefined
  authorization: string | undefined
  body: string
  form: Record<string, string>
}

interface Reply {
  status?: number
  headers?: Record<string, string>
  body?: unknown
}

const started: Reply = { body: { status: 'success', request_id: requestId } }

/** The provider, pointed at a server that answers with `replies` in turn, the last one from then on. */
async function withZadarma(settings: Record<string, unknown>, ...replies: (Reply | RequestListener)[]) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const body = await text(request)
    asked.push({
      method: request.method!,
      path: request.url!,
      type: request.headers['content-type'],
      authorization: request.headers.authorization,
      body,
      form: Object.fromEntries(new URLSearchParams(body)),
    })
    const reply = (replies.length > 1 ? replies.shift() : replies[0]) ?? started
    if (typeof reply === 'function') return reply(request, response)
    const { status = 200, headers = {}, body: said = '' } = reply
    response.writeHead(status, headers).end(typeof said === 'string' ? said : JSON.stringify(said))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const provider = zadarma.create('zad', zadarmaSettings.parse({ key, secret, baseUrl, ...settings }), {
    mode: 'development',
    now: Date.now,
    hookUrl: 'https://verify.test/hooks/zad/token',
    log: createLog('silent'),
  })
  onTestFinished(async () => {
    await provider.close()
    server.closeAllConnections()
    server.close()
  })
  return { asked, provider, baseUrl }
}

const message: Message = {
  verificationId: 'verification-1',
  send: 1,
  to: '+33799999999',
  code: '482913',
  minutes: 10,
  language: 'sw',
  site: { key: 'site_a', name: 'Site A', domain: 'a.test' },
  texts: {},
}

type Served = Awaited<ReturnType<typeof withZadarma>>

const deliver = (
  { provider }: Served,
  channel: ChannelId,
  changed: Partial<Message> = {},
  signal: AbortSignal = AbortSignal.timeout(5000),
) => provider.channels[channel]!.deliver({ ...message, ...changed }, signal)

const check = ({ provider }: Served, channel: ChannelId, typed: string, signal = AbortSignal.timeout(5000)) =>
  provider.channels[channel]!.checkCode!(requestId, typed, signal)

/** What a send or check failed with. */
async function failureOf(work: Promise<unknown>) {
  const error = await work.then(
    () => expect.unreachable('it was taken'),
    (error: unknown) => error,
  )
  if (!(error instanceof DeliveryError)) throw error
  return { reason: error.reason, unsent: error.unsent, detail: error.message }
}

const vector = (name: string) => vectors.requests.find(request => request.name === name)!

/** The very bytes that the official client sends for the same request. */
const sentAsIn = (name: string) => {
  const { authorization, path, wire } = vector(name)
  return { method: 'POST', path, type: wire.content_type, authorization, body: wire.body }
}

describe('a send through Zadarma', () => {
  it('by text message is the request of the official client, with every option', async () => {
    const served = await withZadarma({ callerId: 'Teamsale', templateId: 12 })
    const changed = { to: '+442037691880', language: 'fr' }
    expect(await deliver(served, 'sms', changed)).toEqual({ id: requestId })
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn('verify-sms-all-options'))])
  })

  it('by text message with their code is the request of the official client, with the least it can have', async () => {
    const served = await withZadarma({ codes: 'zadarma' })
    await deliver(served, 'sms')
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn('verify-sms-minimal'))])
  })

  it('by a spoken code is the request of the official client', async () => {
    const served = await withZadarma({ from })
    await deliver(served, 'call_code', { language: 'de', code: '0249' })
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn('verify-call-code'))])
  })

  it('by a call with a key is the request of the official client: three sounds, no code, no language', async () => {
    const served = await withZadarma({ from, sounds }, { body: { status: 'success' } })
    await deliver(served, 'call_button', { code: '', language: 'de' })
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn('verify-call-button'))])
  })

  it('by email is the request of the official client, with the least it can have', async () => {
    const served = await withZadarma({ codes: 'zadarma' })
    await deliver(served, 'email', { to: 'first.last+tag@example.com' })
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn('verify-email-minimal'))])
  })

  it('by email is the request of the official client, with text of our own in several lines', async () => {
    const name = 'verify-email-custom-unicode-multiline'
    const { email_subject: emailSubject, email_body: emailBody } = vector(name).params as Record<
      string,
      string
    >
    const served = await withZadarma({
      codes: 'zadarma',
      emailFrom: 'no-reply@example.org',
      emailSubject,
      emailBody,
    })
    await deliver(served, 'email', { to: 'ana@example.com', language: 'es' })
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn(name))])
  })

  it('says who each message comes from', async () => {
    const senders = async (settings: Record<string, unknown>) => {
      const { provider } = await withZadarma({ from, sounds, ...settings })
      return Object.values(provider.channels).map(({ id, sender }) => [id, sender])
    }
    expect(await senders({})).toEqual([
      ['sms', 'Teamsale'],
      ['call_code', from],
      ['call_button', from],
      ['email', null],
    ])
    expect(await senders({ callerId: 'Example', emailFrom: 'a@example.com' })).toEqual([
      ['sms', 'Example'],
      ['call_code', from],
      ['call_button', from],
      ['email', 'a@example.com'],
    ])
  })
})

describe('what Zadarma’s documents leave open', () => {
  it('A1: a call without a request_id is fine for our codes, which are compared here', async () => {
    const served = await withZadarma({ from }, { body: { status: 'success' } })
    expect(await deliver(served, 'call_code')).toEqual({ id: null })
    expect(served.provider.channels.call_code).not.toHaveProperty('checkCode')
  })

  it.each([undefined, null, '', '  ', {}, 'x'.repeat(257)])(
    'A1: a send of their code without a usable request_id has failed, and is not known to be unsent: %j',
    async request_id => {
      const served = await withZadarma(
        { from, codes: 'zadarma' },
        { body: { status: 'success', request_id } },
      )
      expect(await failureOf(deliver(served, 'call_code'))).toEqual({
        reason: 'rejected',
        unsent: false,
        detail: 'Zadarma took it without a request_id, so its code cannot be checked',
      })
    },
  )

  it.each([
    [` ${requestId}\n`, requestId],
    [12345, '12345'],
  ])('A1: a request_id is an opaque text: %j', async (request_id, id) => {
    const served = await withZadarma({}, { body: { status: 'success', request_id } })
    expect(await deliver(served, 'sms')).toEqual({ id })
  })

  it.each(['Code correct', 'Code is correct', 'Код принят', undefined])(
    'A2: a check is right whatever its text says: %s',
    async said => {
      const served = await withZadarma({ codes: 'zadarma' }, { body: { status: 'success', message: said } })
      expect(await check(served, 'sms', '956305')).toBe(true)
    },
  )

  it.each<Reply>([
    { status: 400, body: { status: 'success', message: 'Code correct' } },
    { status: 500, body: { status: 'success' } },
    { body: { status: 'Success' } },
    { body: { message: 'Code correct' } },
    { body: '"success"' },
    { body: 'Code is correct' },
    { body: [{ status: 'success' }] },
  ])('A2: a check is never right without 2xx and the status "success": %j', async reply => {
    const served = await withZadarma({ codes: 'zadarma' }, reply)
    expect(await failureOf(check(served, 'sms', '956305'))).toMatchObject({ reason: 'unavailable' })
  })

  it.each<Reply>([
    { body: { status: 'error', message: 'Invalid verification code' } },
    { body: { status: 'error', message: ' INVALID VERIFICATION CODE ' } },
    { body: { status: 'error', message: 'No such request id' } },
    { status: 400, body: { status: 'error', message: 'no such request id' } },
  ])('A3: a wrong code or a forgotten id is a wrong code, whatever the HTTP status: %j', async reply => {
    const served = await withZadarma({ codes: 'zadarma' }, reply)
    expect(await check(served, 'sms', '956305')).toBe(false)
  })

  it.each<[Reply, string]>([
    [{ body: { status: 'error', message: 'Something new' } }, 'rejected'],
    [{ body: { status: 'error' } }, 'rejected'],
    [{ status: 401, body: { status: 'error', message: 'Not authorized' } }, 'unauthorized'],
    [{ status: 429, body: '' }, 'rate_limited'],
    [{ status: 502, body: '<html>' }, 'unavailable'],
  ])('A3: any other answer to a check is no verdict on the code: %j', async (reply, reason) => {
    const served = await withZadarma({ codes: 'zadarma' }, reply)
    expect(await failureOf(check(served, 'sms', '956305'))).toMatchObject({ reason })
  })

  it.each([
    ['verify-check-no-trailing-slash', '/v1/verify/check'],
    ['verify-check-trailing-slash', '/v1/verify/check/'],
  ])('A4: a check goes to the configured path, which is signed as it is: %s', async (name, path) => {
    const served = await withZadarma(
      { codes: 'zadarma', paths: { check: path } },
      { body: { status: 'success', message: 'Code correct' } },
    )
    expect(await check(served, 'sms', '956305')).toBe(true)
    expect(served.asked).toEqual([expect.objectContaining(sentAsIn(name))])
  })

  it('A4: a send goes to the configured path, which is signed as it is', async () => {
    const served = await withZadarma({ codes: 'zadarma', paths: { verify: '/v1/verify' } })
    await deliver(served, 'sms')
    expect(served.asked).toEqual([
      expect.objectContaining(sentAsIn('verify-sms-path-without-trailing-slash')),
    ])
  })

  it.each([
    [301, true],
    [302, false],
    [307, true],
    [308, true],
  ])('A4: a redirect with %i is not followed', async (status, unsent) => {
    const served = await withZadarma({}, { status, headers: { location: '/v1/verify' } })
    expect(await failureOf(deliver(served, 'sms'))).toMatchObject({ reason: 'rejected', unsent })
    expect(served.asked).toHaveLength(1)
  })

  it('A6: a call with a key has no receipt, even if an id came', async () => {
    const served = await withZadarma({ from, sounds })
    expect(await deliver(served, 'call_button', { code: '' })).toEqual({ id: null })
  })

  it('A6: a call with a key has nothing to check, even with codes of theirs', async () => {
    const served = await withZadarma({ from, sounds, codes: 'zadarma' }, { body: { status: 'success' } })
    expect(await deliver(served, 'call_button', { code: '' })).toEqual({ id: null })
    expect(served.provider.channels.call_button).not.toHaveProperty('checkCode')
  })

  it('A9: the text of an email goes out with its placeholder as it is', async () => {
    const served = await withZadarma({ emailBody: 'Hello, {#code#}!', emailSubject: 'Code' })
    await deliver(served, 'email', { to: 'ana@example.com' })
    expect(served.asked[0]!.form).toMatchObject({ email_body: 'Hello, {#code#}!', email_subject: 'Code' })
  })

  it('A10: calls say which number they come from, text messages do not', async () => {
    const served = await withZadarma({ from, sounds })
    for (const channel of ['call_code', 'call_button', 'sms'] as const) await deliver(served, channel)
    expect(served.asked.map(({ form }) => form.from)).toEqual([from, from, undefined])
  })

  it('A10: without a number there are no calls', async () => {
    const { provider } = await withZadarma({})
    expect(Object.keys(provider.channels)).toEqual(['sms', 'email'])
  })

  it('A11: the called number keeps its plus sign, unless the settings say otherwise', async () => {
    const usual = await withZadarma({})
    await deliver(usual, 'sms')
    expect(usual.asked[0]!.form.to).toBe('+33799999999')
    const without = await withZadarma({ plus: false, codes: 'zadarma' })
    await deliver(without, 'sms')
    expect(without.asked).toEqual([expect.objectContaining(sentAsIn('verify-sms-minimal-no-plus'))])
    await deliver(without, 'email', { to: '+ana@example.com' })
    expect(without.asked[1]!.form.to).toBe('+ana@example.com')
  })

  it('A12: our codes are never given to it with a zero in front', async () => {
    const { provider } = await withZadarma({ from, sounds })
    const flags = Object.values(provider.channels).map(({ id, integerCodes }) => [id, integerCodes])
    expect(flags).toEqual([
      ['sms', true],
      ['call_code', true],
      ['call_button', undefined],
      ['email', true],
    ])
  })

  it('A12: their codes are passed on as they were typed, 4 to 10 digits and zeros in front', async () => {
    const served = await withZadarma({ codes: 'zadarma' }, { body: { status: 'success' } })
    expect(served.provider.channels.sms!.integerCodes).toBeUndefined()
    for (const typed of ['4729', '0073451234']) await check(served, 'sms', typed)
    expect(served.asked.map(({ form }) => form.code)).toEqual(['4729', '0073451234'])
  })

  it('A13: no template is named unless the settings have one', async () => {
    const without = await withZadarma({})
    await deliver(without, 'sms')
    expect(without.asked[0]!.form).not.toHaveProperty('template_id')
    const chosen = await withZadarma({ templateId: 7 })
    await deliver(chosen, 'sms')
    expect(chosen.asked[0]!.form.template_id).toBe('7')
  })

  it('A14: each check is one question, and how many there may be is counted by the core alone', async () => {
    const wrong = { body: { status: 'error', message: 'Invalid verification code' } }
    const served = await withZadarma({ codes: 'zadarma' }, wrong)
    for (let n = 0; n < 6; n++) expect(await check(served, 'sms', '111111')).toBe(false)
    expect(served.asked).toHaveLength(6)
  })

  it('A15: a send without an answer is not repeated, and may have gone out', async () => {
    const stop = new AbortController()
    const served = await withZadarma({}, () => stop.abort())
    expect(await failureOf(deliver(served, 'sms', {}, stop.signal))).toEqual({
      reason: 'timeout',
      unsent: false,
      detail: 'no answer in time',
    })
    expect(served.asked).toHaveLength(1)
  })

  it('A15: a send whose connection broke is not repeated, and may have gone out', async () => {
    const served = await withZadarma({}, request => request.socket.destroy())
    expect(await failureOf(deliver(served, 'sms'))).toMatchObject({ reason: 'unavailable', unsent: false })
    expect(served.asked).toHaveLength(1)
  })

  it('A16: a receipt says no more than that the message was taken', async () => {
    const delivered = { ...(started.body as object), delivered: true, delivery_status: 'delivered' }
    const served = await withZadarma({}, { body: delivered })
    expect(await deliver(served, 'sms')).toEqual({ id: requestId })
  })

  it.each([
    ['en', 'en'],
    ['es', 'es'],
    ['de', 'de'],
    ['pl', 'pl'],
    ['ru', 'ru'],
    ['fr', 'fr'],
    ['uk', 'ua'],
    ['fr-CA', 'fr'],
    ['UK-UA', 'ua'],
    ['ua', undefined],
    ['ar', undefined],
    ['frr', undefined],
    ['', undefined],
  ])('A17: the language %j is sent as %j', async (language, sent) => {
    const served = await withZadarma({ from })
    for (const channel of ['sms', 'call_code', 'email'] as const) await deliver(served, channel, { language })
    expect(served.asked.map(({ form }) => form.language)).toEqual([sent, sent, sent])
  })
})

describe('a send that Zadarma does not take', () => {
  it.each<[Reply, string, boolean]>([
    [{ body: { status: 'error', message: '"to" param is required' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'Wrong phone number +33799999999' } }, 'invalid_contact', true],
    [{ body: { status: 'error', message: 'Phone number is invalid' } }, 'invalid_contact', true],
    [{ body: { status: 'error', message: 'Invalid email address' } }, 'invalid_contact', true],
    [{ body: { status: 'error', message: 'Wrong "from" number' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'Invalid caller_id' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'Not enough money' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'Insufficient balance' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'Wrong greeting_sound_id' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'email_body must contain {#code#}' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'No email integration with Teamsale' } }, 'rejected', true],
    [{ body: { status: 'error', message: 'Not authorized' } }, 'unauthorized', true],
    [{ body: { status: 'error', message: 'Too many requests' } }, 'rate_limited', true],
    [{ body: { status: 'error', message: 'Something new' } }, 'rejected', true],
    [{ body: { status: 'error' } }, 'rejected', true],
    [{ status: 400, body: { status: 'error', message: 'Wrong phone number' } }, 'invalid_contact', true],
    [{ status: 401, body: { status: 'error', message: 'Not authorized' } }, 'unauthorized', true],
    [{ status: 401, body: '' }, 'unauthorized', true],
    [{ status: 403, body: '' }, 'unauthorized', true],
    [{ status: 404, body: { status: 'error', message: 'Wrong method name' } }, 'rejected', true],
    [{ status: 405, body: '' }, 'rejected', true],
    [{ status: 429, body: { status: 'error', message: 'Limit' } }, 'rate_limited', true],
    [{ status: 400, body: 'Bad Request' }, 'unavailable', false],
    [{ status: 408, body: '' }, 'unavailable', false],
    [{ status: 200, body: '<html>' }, 'unavailable', false],
    [{ status: 200, body: {} }, 'unavailable', false],
    [{ status: 200, body: 'null' }, 'unavailable', false],
    [{ status: 500, body: { status: 'error', message: 'Wrong phone number' } }, 'unavailable', false],
    [{ status: 503, body: '' }, 'unavailable', false],
  ])('for %j fails as %s, certainly unsent: %s', async (reply, reason, unsent) => {
    const served = await withZadarma({}, reply)
    expect(await failureOf(deliver(served, 'sms'))).toMatchObject({ reason, unsent })
    expect(served.asked).toHaveLength(1)
  })

  it('is certainly unsent when nobody listens', async () => {
    const { provider } = await withZadarma({ baseUrl: 'http://127.0.0.1:1' })
    const signal = AbortSignal.timeout(5000)
    const failure = await failureOf(provider.channels.sms!.deliver(message, signal))
    expect(failure).toMatchObject({ reason: 'unavailable', unsent: true })
  })

  it.each([
    'Cannot reach +33 7 99 99 99 99 with 482913',
    'User ana@example.com is banned',
    `Key ${key} with ${secret} is banned`,
    'Numero ٣٣٧٩٩٩٩٩ refusé',
  ])('says in its own words why, without contact, code or key: %s', async said => {
    const served = await withZadarma({}, { body: { status: 'error', message: said } })
    const { detail } = await failureOf(deliver(served, 'sms'))
    expect(detail).toMatch(/^refused: [a-z ]+ \(HTTP 200\)$/)
    expect(detail).not.toMatch(/ana|example|[3-9]{2}/)
  })
})

describe('the rate limit', () => {
  const soon = () => String(Math.ceil(Date.now() / 1000) + 30)
  const taken = (headers: Record<string, string>): Reply => ({ ...started, headers })
  const full: Reply = { status: 429, body: { status: 'error', message: 'Too many requests' } }

  it('that is used up keeps further sends here until its reset, for another provider to take', async () => {
    const served = await withZadarma(
      {},
      taken({ 'X-RateLimit-Limit': '100', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': soon() }),
    )
    expect(await deliver(served, 'sms')).toEqual({ id: requestId })
    const failure = await failureOf(deliver(served, 'sms'))
    expect(failure).toMatchObject({ reason: 'rate_limited', unsent: true })
    expect(failure.detail).toMatch(/^no more requests for (29|30|31) s/)
    expect(served.asked).toHaveLength(1)
  })

  it.each([
    ['Retry-After in seconds', { 'Retry-After': '20' }],
    ['Retry-After as a date', { 'Retry-After': new Date(Date.now() + 3_000_000).toUTCString() }],
    ['a reset in epoch seconds', { 'X-RateLimit-Reset': soon() }],
    ['a reset in seconds from now', { 'X-RateLimit-Reset': '20' }],
  ])('that is exceeded keeps further sends here with %s', async (_what, headers) => {
    const served = await withZadarma({}, { ...full, headers })
    expect(await failureOf(deliver(served, 'sms'))).toMatchObject({ reason: 'rate_limited', unsent: true })
    expect(await failureOf(deliver(served, 'sms'))).toMatchObject({ reason: 'rate_limited', unsent: true })
    expect(served.asked).toHaveLength(1)
  })

  it.each([
    ['requests remain', { 'X-RateLimit-Remaining': '97', 'X-RateLimit-Reset': soon() }],
    ['the reset is over', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '1732300860' }],
    ['the headers make no sense', { 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': 'tomorrow' }],
    ['there are none', {}],
  ])('lets sends through when %s', async (_what, headers) => {
    const served = await withZadarma({}, taken(headers as Record<string, string>))
    await deliver(served, 'sms')
    expect(await deliver(served, 'sms')).toEqual({ id: requestId })
    expect(served.asked).toHaveLength(2)
  })

  it('lets checks through: each is spent already', async () => {
    const served = await withZadarma(
      { codes: 'zadarma' },
      taken({ 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': soon() }),
    )
    await deliver(served, 'sms')
    expect(await check(served, 'sms', '956305')).toBe(true)
  })
})

describe('the look at the account', () => {
  const listing = (ids: (string | number)[]): Reply => ({
    body: { status: 'success', pbx_id: 1234, sounds: ids.map(id => ({ id, name: 'greeting.mp3' })) },
  })
  const inspect = ({ provider }: Served) => provider.inspect!(AbortSignal.timeout(5000))

  it('finds nothing to say when every recording is there', async () => {
    const served = await withZadarma({ from, sounds }, listing(Object.values(sounds)))
    expect(await inspect(served)).toEqual([])
    const { authorization, wire } = vector('list-ivr-sounds')
    expect(served.asked).toMatchObject([{ method: 'GET', path: wire.uri, authorization, body: '' }])
  })

  it('takes an id for the same as a number or as text', async () => {
    const numbers = { greeting: '41', button1: '42', fallback: '43' }
    expect(await inspect(await withZadarma({ from, sounds: numbers }, listing([41, 42, '43'])))).toEqual([])
  })

  it('names the setting of each recording that is not there', async () => {
    const served = await withZadarma({ from, sounds }, listing([sounds.button1]))
    expect(await inspect(served)).toEqual([
      expect.stringContaining('"sounds.greeting"'),
      expect.stringContaining('"sounds.fallback"'),
    ])
  })

  it.each<[string, Reply | RequestListener]>([
    ['refuses', { status: 401, body: { status: 'error', message: 'Not authorized' } }],
    ['fails', { status: 500 }],
    ['says nothing of use', { body: { status: 'success', sounds: 'none' } }],
    ['hangs up', request => void request.socket.destroy()],
  ])('has one complaint when Zadarma %s', async (_what, reply) => {
    const found = await inspect(await withZadarma({ from, sounds }, reply))
    expect(found).toEqual([expect.stringContaining('could not be looked up')])
    expect(found[0]).not.toContain(secret)
  })

  it('is not needed without recordings', async () => {
    const { provider } = await withZadarma({ from })
    expect(provider.inspect).toBeUndefined()
  })
})

describe('a base URL with a path', () => {
  it('is signed with it, because that is what is requested', async () => {
    const { baseUrl, asked } = await withZadarma({ codes: 'zadarma' })
    const below = zadarmaSettings.parse({
      key,
      secret,
      baseUrl: `${baseUrl}/v1/`,
      codes: 'zadarma',
      paths: { verify: '/verify/' },
    })
    const context = { mode: 'development', hookUrl: null, log: createLog('silent'), now: Date.now } as const
    const provider = zadarma.create('zad', below, context)
    onTestFinished(() => provider.close())
    await provider.channels.sms!.deliver(message, AbortSignal.timeout(5000))
    expect(asked).toEqual([expect.objectContaining(sentAsIn('verify-sms-minimal'))])
  })
})
