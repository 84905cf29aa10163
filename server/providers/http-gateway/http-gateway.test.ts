import { createHmac } from 'node:crypto'
import { createServer, request as httpRequest, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { ChannelId } from '../../api.ts'
import type { CallEnd, DeliveryReport, Inbox, Message } from '../../channel.ts'
import { createHttpGateway, httpGateway } from './http-gateway.ts'
import { httpGatewaySettings } from './settings.ts'

// Both directions over real sockets, every signature made here by hand.

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const now = 1_790_416_800_999
const never = new AbortController().signal

const message: Message = {
  verificationId: 'vr_01HZX-a',
  send: 2,
  to: '+33799999999',
  code: '482913',
  minutes: 10,
  language: 'en',
  site: { key: 'site_a', name: 'Shop', domain: 'shop.example' },
  texts: {},
}

function sign(id: string, timestamp: string, body: string): string {
  const key = Buffer.from(secret.slice('whsec_'.length), 'base64')
  return `v1,${createHmac('sha256', key).update(`${id}.${timestamp}.${body}`).digest('base64')}`
}

/** A gateway that gives every message the same answer, and the adapter pointed at it. */
async function withGateway(
  answer: { status?: number; body?: string } = {},
  settings: { path?: string; headers?: Record<string, string>; sender?: string } = {},
) {
  const posted: { request: IncomingMessage; body: string }[] = []
  const server = createServer(async (request, response) => {
    posted.push({ request, body: await text(request) })
    response.writeHead(answer.status ?? 200, { location: '/elsewhere' }).end(answer.body ?? '')
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { path = '/send', ...own } = settings
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}${path}`
  const gateway = createHttpGateway('gw', httpGatewaySettings.parse({ url, secret, ...own }), true, () => now)
  onTestFinished(async () => {
    await gateway.close()
    server.close()
  })
  const deliver = (channel: ChannelId, changed: Partial<Message> = {}) =>
    gateway.channels[channel]!.deliver({ ...message, ...changed }, never)
  return { gateway, posted, deliver }
}

const sms = '482913 is your Shop code. Never share it. Not you? Ignore this.\n\n@shop.example #482913'

describe('a message', () => {
  it('is one signed JSON POST', async () => {
    const { posted, deliver } = await withGateway()
    expect(await deliver('sms')).toEqual({ id: null })
    const [{ request, body }] = posted as [(typeof posted)[0]]
    expect(posted).toHaveLength(1)
    expect([request.method, request.url]).toEqual(['POST', '/send'])
    expect(body).toBe(
      `{"channel":"sms","to":"+33799999999","text":${JSON.stringify(sms)},"code":"482913","language":"en","site":"site_a","verificationId":"vr_01HZX-a","send":2}`,
    )
    expect(request.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'webhook-id': 'vr_01HZX-a_2',
      'webhook-timestamp': '1790416800',
      'webhook-signature': sign('vr_01HZX-a_2', '1790416800', body),
    })
  })

  it('is signed over its bytes in every script', async () => {
    const { posted, deliver } = await withGateway()
    await deliver('sms', { language: 'ar' })
    const [{ request, body }] = posted as [(typeof posted)[0]]
    expect(body).toMatch(/[\u0600-\u06ff]/)
    expect(request.headers['webhook-signature']).toBe(sign('vr_01HZX-a_2', '1790416800', body))
  })

  it('has a name that is the same for the same send, and another for the next', async () => {
    const { posted, deliver } = await withGateway()
    await deliver('sms')
    await deliver('sms')
    await deliver('sms', { send: 3 })
    expect(posted.map(({ request }) => request.headers['webhook-id'])).toEqual([
      'vr_01HZX-a_2',
      'vr_01HZX-a_2',
      'vr_01HZX-a_3',
    ])
  })

  it('is spoken with the code digit by digit', async () => {
    const { posted, deliver } = await withGateway()
    await deliver('call_code')
    expect(JSON.parse(posted[0]!.body)).toMatchObject({
      channel: 'call_code',
      code: '482913',
      text: 'This is shop.example. Your code is: 4, 8, 2, 9, 1, 3. Again: 4, 8, 2, 9, 1, 3.',
    })
  })

  it('that asks for a key has no code', async () => {
    const { posted, deliver } = await withGateway()
    await deliver('call_button', { code: '' })
    expect(JSON.parse(posted[0]!.body)).toEqual({
      channel: 'call_button',
      to: '+33799999999',
      text: expect.stringContaining('press 1'),
      language: 'en',
      site: 'site_a',
      verificationId: 'vr_01HZX-a',
      send: 2,
    })
  })

  it('that is a mail has its subject, without the code, and its HTML', async () => {
    const { posted, deliver } = await withGateway()
    await deliver('email', { to: 'ana@example.com' })
    const body = JSON.parse(posted[0]!.body)
    expect(body).toMatchObject({
      channel: 'email',
      to: 'ana@example.com',
      subject: 'Your code for shop.example',
    })
    expect(body.text).toContain('482913')
    expect(body.html).toContain('>482913<')
  })

  it('goes to the whole address, with the headers of the settings', async () => {
    const { posted, deliver, gateway } = await withGateway(
      {},
      {
        path: '/v1/send?account=7&x=%2F',
        headers: { Authorization: 'Bearer of-the-gateway' },
        sender: 'Shop',
      },
    )
    await deliver('sms')
    expect(posted[0]!.request.url).toBe('/v1/send?account=7&x=%2F')
    expect(posted[0]!.request.headers.authorization).toBe('Bearer of-the-gateway')
    expect(gateway.channels.sms!.sender).toBe('Shop')
  })

  it('goes to the root of a host too', async () => {
    const { posted, deliver, gateway } = await withGateway({}, { path: '' })
    await deliver('sms')
    expect(posted[0]!.request.url).toBe('/')
    expect(gateway.channels.sms!.sender).toBeNull()
  })

  it.each([
    ['{"id":"g-17"}', 'g-17'],
    [`{"id":"${'x'.repeat(128)}"}`, 'x'.repeat(128)],
    [`{"id":"${'x'.repeat(129)}"}`, null],
    ['{"id":""}', null],
    ['{"id":17}', null],
    ['null', null],
    ['OK', null],
    ['', null],
  ])('that was answered with %j has this receipt: %s', async (body, id) => {
    const { deliver } = await withGateway({ status: 202, body })
    expect(await deliver('sms')).toEqual({ id })
  })
})

describe('a refusal', () => {
  it.each([
    [400, '', 'rejected', true],
    [401, '', 'unauthorized', true],
    [403, '', 'unauthorized', true],
    [404, '', 'rejected', true],
    [410, '', 'rejected', true],
    [422, '', 'rejected', true],
    [429, '', 'rate_limited', true],
    [422, '{"error":"invalid_contact"}', 'invalid_contact', true],
    [400, '{"error":"rate_limited"}', 'rate_limited', true],
    [400, '{"error":"unauthorized"}', 'unauthorized', true],
    [401, '{"error":"rejected"}', 'rejected', true],
    [400, '{"error":"timeout"}', 'rejected', true],
    [400, '{"error":"+33799999999"}', 'rejected', true],
    [500, '', 'unavailable', false],
    [502, '<html>', 'unavailable', false],
    [503, '{"sent":false}', 'unavailable', true],
    [503, '{"sent":true}', 'unavailable', false],
    [503, '{"sent":"false"}', 'unavailable', false],
    [500, '{"error":"invalid_contact"}', 'unavailable', false],
    [307, '', 'unavailable', false],
  ])(
    'with status %i and body %j is %s; it certainly did not go out: %s',
    async (status, body, reason, unsent) => {
      const { deliver, posted } = await withGateway({ status, body })
      const failure = await deliver('sms').then(
        () => expect.unreachable('it was refused'),
        error => error,
      )
      expect(failure).toMatchObject({ name: 'DeliveryError', reason, unsent })
      expect(failure.message).not.toContain('33799999999')
      expect(posted).toHaveLength(1)
    },
  )
})

/** The hook on a real socket, and what it handed on. */
async function withHook(first = true) {
  const ends: CallEnd[] = []
  const reports: DeliveryReport[] = []
  const unexpected = () => Promise.reject(new Error('a gateway reports calls and messages only'))
  const inbox: Inbox = {
    message: unexpected,
    codeSupplied: unexpected,
    callEnded: async end => {
      ends.push(end)
      return first
    },
    delivery: async report => void reports.push(report),
    numberLost: unexpected,
    messageOf: unexpected,
  }
  const settings = httpGatewaySettings.parse({ url: 'https://gateway.example/send', secret })
  const gateway = createHttpGateway('gw', settings, true, () => now)
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'https://verify.test')
    const answer = await gateway.hook!.receive(
      {
        method: request.method!,
        url: `https://verify.test${request.url}`,
        part: pathname.split('/')[4] ?? '',
        headers: request.headers,
        query: searchParams,
        body: await buffer(request),
        address: null,
      },
      inbox,
    )
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  onTestFinished(() => void server.close())

  const send = (
    body: string | Buffer,
    headers: Record<string, string>,
    { method = 'POST', path = '/hooks/gw/token' } = {},
  ) =>
    new Promise<{ status: number; body: string }>((resolve, reject) => {
      const call = httpRequest({ port, host: '127.0.0.1', path, method, headers }, async response =>
        resolve({ status: response.statusCode!, body: await text(response) }),
      )
      call.on('error', reject)
      call.end(body)
    })
  const headersFor = (body: string, at = now) => {
    const timestamp = String(Math.floor(at / 1000))
    return {
      'content-type': 'application/json',
      'webhook-id': 'evt_1',
      'webhook-timestamp': timestamp,
      'webhook-signature': sign('evt_1', timestamp, body),
    }
  }
  const post = (report: unknown, at = now) => {
    const body = JSON.stringify(report)
    return send(body, headersFor(body, at))
  }
  const nothingTold = () => expect({ ends, reports }).toEqual({ ends: [], reports: [] })
  return { gateway, ends, reports, send, headersFor, post, nothingTold }
}

const pressed = { verificationId: 'vr_01HZX-a', send: 2, event: 'pressed' }

describe('a report', () => {
  it.each(['pressed', 'declined', 'not_answered', 'failed'])('of a call tells its end: %s', async event => {
    const { post, ends } = await withHook()
    expect(await post({ ...pressed, event })).toEqual({ status: 200, body: '{"counted":true}' })
    const call = { verificationId: 'vr_01HZX-a', send: 2 }
    expect(ends).toEqual([{ provider: 'gw', call, end: event, startedAt: null, marks: ['evt_1'] }])
  })

  it('that comes too late hears that it did not count', async () => {
    const { post } = await withHook(false)
    expect(await post(pressed)).toEqual({ status: 200, body: '{"counted":false}' })
  })

  it.each(['sent', 'delivered', 'failed'])('of a message tells what became of it: %s', async event => {
    const { post, reports } = await withHook()
    expect(await post({ id: 'g-17', event })).toEqual({ status: 200, body: '{}' })
    expect(reports).toEqual([{ provider: 'gw', receipt: 'g-17', status: event }])
  })

  it.each([
    ['five minutes late', 300_000],
    ['from a clock five minutes ahead', -300_000],
  ])('is taken %s', async (_what, ms) => {
    const { post, ends } = await withHook()
    expect((await post(pressed, now - ms)).status).toBe(200)
    expect(ends).toHaveLength(1)
  })

  it.each([
    ['later', 301_000],
    ['from further ahead', -301_000],
  ])('is refused %s', async (_what, ms) => {
    const { post, nothingTold } = await withHook()
    expect((await post(pressed, now - ms)).status).toBe(401)
    nothingTold()
  })

  it('is refused when a byte of it was changed, or a header', async () => {
    const { send, headersFor, nothingTold } = await withHook()
    const body = JSON.stringify({ ...pressed, event: 'declined' })
    const headers = headersFor(body)
    expect((await send(JSON.stringify(pressed), headers)).status).toBe(401)
    expect((await send(`${body} `, headers)).status).toBe(401)
    expect((await send(body, { ...headers, 'webhook-id': 'evt_2' })).status).toBe(401)
    expect((await send(body, { ...headers, 'webhook-timestamp': '1790416801' })).status).toBe(401)
    const { 'webhook-signature': _, ...unsigned } = headers
    expect((await send(body, unsigned)).status).toBe(401)
    nothingTold()
  })

  it.each([
    ['no JSON', 'pressed'],
    ['a list', '[]'],
    ['nothing', ''],
    ['another event', JSON.stringify({ ...pressed, event: 'verified' })],
    ['no send', JSON.stringify({ verificationId: 'vr_01HZX-a', event: 'pressed' })],
    ['a send in quotes', JSON.stringify({ ...pressed, send: '2' })],
    ['the send 0', JSON.stringify({ ...pressed, send: 0 })],
    ['an id that none of ours looks like', JSON.stringify({ ...pressed, verificationId: '../a' })],
    ['an event of a call for a message', JSON.stringify({ id: 'g-17', event: 'pressed' })],
    ['an empty id', JSON.stringify({ id: '', event: 'sent' })],
    ['a long id', JSON.stringify({ id: 'x'.repeat(129), event: 'sent' })],
  ])('that is signed but holds %s is refused', async (_what, body) => {
    const { send, headersFor, nothingTold } = await withHook()
    expect((await send(body, headersFor(body))).status).toBe(400)
    nothingTold()
  })

  it('is a POST to the hook itself', async () => {
    const { send, headersFor, nothingTold, gateway } = await withHook()
    const body = JSON.stringify(pressed)
    expect((await send('', headersFor(''), { method: 'GET' })).status).toBe(405)
    expect((await send(body, headersFor(body), { path: '/hooks/gw/token/code' })).status).toBe(404)
    expect(gateway.hook).toMatchObject({ signatureHeader: 'webhook-signature', maxBytes: 4096 })
    nothingTold()
  })
})

describe('the settings', () => {
  const least = { url: 'https://gateway.example/send', secret }
  const mistakes = (settings: object) =>
    (httpGatewaySettings.safeParse(settings).error?.issues ?? []).map(issue => issue.path.join('.'))

  it('are an address and a secret', () => {
    expect(httpGatewaySettings.parse(least)).toEqual({ ...least, headers: {} })
  })

  it.each([
    ['url', 'gateway.example'],
    ['url', 'ftp://gateway.example/send'],
    ['url', 'https://user:pass@gateway.example/send'],
    ['url', 'https://gateway.example/send#here'],
    ['secret', 'too short'],
    ['secret', 'whsec_tooshort'],
    ['sender', ''],
    ['headers.Webhook-Signature', { 'Webhook-Signature': 'v1,abc' }],
    ['headers.webhook-id', { 'webhook-id': '1' }],
    ['headers.Content-Type', { 'Content-Type': 'text/plain' }],
    ['headers.host', { host: 'inner.example' }],
    ['headers.Transfer-Encoding', { 'Transfer-Encoding': 'chunked' }],
    ['headers.x', { x: 'a\r\nwebhook-id: 1' }],
    ['headers.a b', { 'a b': '1' }],
    ['headers', 'authorization: Bearer'],
  ])('are refused with a bad %s', (path, value) => {
    expect(mistakes({ ...least, [path.split('.')[0]!]: value })).toEqual([path])
  })

  it('need a hook for the call that confirms, and for nothing else', () => {
    const settings = httpGatewaySettings.parse(least)
    const log = pino({ level: 'silent' })
    const made = (hookUrl: string | null) =>
      httpGateway.create('gw', settings, { mode: 'production', hookUrl, log, now: Date.now })
    expect(httpGateway.missing!(settings, 'call_button', false)).toContain('"hookToken"')
    expect(httpGateway.missing!(settings, 'call_button', true)).toBeUndefined()
    for (const channel of ['sms', 'call_code', 'email'] as const) {
      expect(httpGateway.missing!(settings, channel, false)).toBeUndefined()
    }
    expect(Object.keys(made(null).channels)).toEqual(['sms', 'call_code', 'email'])
    expect(made(null)).not.toHaveProperty('hook')
    expect(Object.keys(made('https://verify.test/hooks/gw/token').channels)).toContain('call_button')
  })
})
