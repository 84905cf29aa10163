import { createHmac } from 'node:crypto'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import type { InboundMessage, Inbox, Message, Provider } from '../../../server/channel.ts'
import {
  createWhatsAppCloud,
  whatsappCloud,
} from '../../../server/providers/whatsapp-cloud/whatsapp-cloud.ts'
import { WebhookError } from '../massejli/massejli.ts'
import { createSimulatedMeta, type MetaOptions } from './meta.ts'

const business = {
  number: '+15550001111',
  phoneNumberId: '200000000000002',
  accessToken: 'EAAG-demo-access-token',
  appSecret: 'demo-app-secret-0123456789abcdef',
  verifyToken: 'demo-verify-token',
  templates: { site_code: ['en', 'fr'] },
  withoutWhatsApp: ['+447911100000'],
}
const ana = '+447911123456'

describe('what the simulated Meta posts', () => {
  it('is signed over its bytes, with the app secret', async () => {
    const { meta, posts } = await withWebhook()
    await meta.message(ana, 'VERIFY 7K2M-9QXD 👍 رمز')
    const { method, url, headers, body } = posts[0]!
    expect([method, url]).toEqual(['POST', '/hooks/meta/token'])
    expect(headers['content-type']).toBe('application/json')
    expect(headers['x-hub-signature-256']).toBe(
      `sha256=${createHmac('sha256', business.appSecret).update(body).digest('hex')}`,
    )
  })

  it('has the envelope of the reference', async () => {
    const { meta, posts } = await withWebhook(200, { now: () => 1_790_416_800_999 })
    await meta.message(ana, 'VERIFY')
    expect(posts[0]!.json).toEqual({
      object: 'whatsapp_business_account',
      entry: [
        {
          id: '102030405060708',
          changes: [
            {
              field: 'messages',
              value: {
                messaging_product: 'whatsapp',
                metadata: { display_phone_number: '15550001111', phone_number_id: '200000000000002' },
                contacts: [
                  {
                    profile: { name: 'Ana' },
                    wa_id: '447911123456',
                    user_id: expect.stringMatching(/^[A-Z]{2}\.\d+$/),
                  },
                ],
                messages: [
                  {
                    from: '447911123456',
                    id: expect.stringMatching(/^wamid\.[\w+/=]{20,}$/),
                    timestamp: '1790416800',
                    type: 'text',
                    text: { body: 'VERIFY' },
                  },
                ],
              },
            },
          ],
        },
      ],
    })
  })

  it('can be escaped: other bytes of the same JSON', async () => {
    const { meta, posts } = await withWebhook()
    await meta.message(ana, '👍 رمز', { escaped: true })
    expect(posts[0]!.body.toString('latin1')).toMatch(/^[ -~]*$/)
    expect(posts[0]!.body.toString()).toContain('\\ud83d\\udc4d \\u0631')
    expect(JSON.stringify(posts[0]!.json)).toContain('👍 رمز')
  })

  it('has no number where it is hidden', async () => {
    const { meta, posts } = await withWebhook()
    await meta.message(null, 'VERIFY')
    const text = JSON.stringify(posts[0]!.json)
    expect(text).toContain('from_user_id')
    expect(text).not.toMatch(/"from"|"wa_id"/)
  })

  it('can come several times, with the same bytes', async () => {
    const { meta, posts } = await withWebhook()
    await meta.message(ana, 'VERIFY', { copies: 5 })
    expect(posts).toHaveLength(5)
    expect(new Set(posts.map(({ body }) => body.toString())).size).toBe(1)
  })

  it('comes again when it was not answered with 200, and in the end is lost', async () => {
    const answers = [503, 503, 200]
    const { meta, posts } = await withWebhook(() => answers.shift()!, { retryAfterMs: [1, 1] })
    await meta.message(ana, 'VERIFY')
    expect(posts).toHaveLength(3)
    answers.push(503, 401, 404)
    await expect(meta.message(ana, 'VERIFY')).rejects.toThrow(new WebhookError('The webhook answered 404.'))
  })

  it('finds nobody at the webhook', async () => {
    const meta = await createSimulatedMeta({ ...business, webhook: 'http://127.0.0.1:1/' }, silent, {
      retryAfterMs: [],
    })
    onTestFinished(() => meta.close())
    await expect(meta.message(ana, 'VERIFY')).rejects.toThrow('could not be reached')
    expect(await meta.verify()).toBe(false)
  })
})

describe('the simulated Graph API', () => {
  const text = (to = ana, body = '482913') => ({
    messaging_product: 'whatsapp',
    to,
    type: 'text',
    text: { body },
  })
  const template = (name: string, code: string, parameters = [{ type: 'text', text: '482913' }]) => ({
    messaging_product: 'whatsapp',
    to: ana,
    type: 'template',
    template: {
      name,
      language: { code },
      components: [
        { type: 'body', parameters: [{ type: 'text', text: '482913' }] },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ],
    },
  })

  it('takes a text within 24 hours of the person’s own, and brings it to the phone', async () => {
    const { meta, send, network } = await withWebhook()
    await meta.message(ana, 'VERIFY')
    const answer = await send(text())
    expect(answer).toEqual({
      status: 200,
      json: {
        messaging_product: 'whatsapp',
        contacts: [{ input: ana, wa_id: '447911123456' }],
        messages: [{ id: expect.stringMatching(/^wamid\./) }],
      },
    })
    expect(network.chat).toHaveBeenCalledExactlyOnceWith({ from: business.number, to: ana, text: '482913' })
  })

  it('tells the webhook that it was sent and delivered', async () => {
    const { meta, send, statuses } = await withWebhook()
    await meta.message(ana, 'VERIFY')
    const { json } = await send(text())
    await vi.waitFor(() => expect(statuses()).toHaveLength(2))
    expect(statuses()).toMatchObject([
      { id: json.messages[0].id, status: 'sent', recipient_id: '447911123456' },
      { id: json.messages[0].id, status: 'delivered' },
    ])
  })

  it('tells it in another order, or that it failed, when asked to', async () => {
    const { meta, send, statuses, network } = await withWebhook()
    await meta.message(ana, 'VERIFY', { statuses: ['delivered', 'sent'] })
    await send(text())
    await vi.waitFor(() => expect(statuses()).toHaveLength(2))
    expect(statuses()).toMatchObject([{ status: 'delivered' }, { status: 'sent' }])
    await meta.message(ana, 'VERIFY', { statuses: ['failed'], errorCode: 131047 })
    await send(text())
    await vi.waitFor(() => expect(statuses()).toHaveLength(3))
    expect(statuses()[2]).toMatchObject({ status: 'failed', errors: [{ code: 131047 }] })
    expect(network.chat).toHaveBeenCalledOnce()
  })

  it('takes a template whenever, if it exists in that language', async () => {
    const { send, network } = await withWebhook()
    expect((await send(template('site_code', 'fr'))).status).toBe(200)
    expect(network.chat).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ to: ana, text: expect.stringContaining('*482913*') }),
    )
    expect(await send(template('site_code', 'ar'))).toMatchObject({
      status: 404,
      json: { error: { code: 132001 } },
    })
    expect(await send(template('other', 'en'))).toMatchObject({
      status: 404,
      json: { error: { code: 132001 } },
    })
    const other = [{ type: 'text', text: '111111' }]
    for (const parameters of [[], other]) {
      expect(await send(template('site_code', 'en', parameters))).toMatchObject({
        json: { error: { code: 132000 } },
      })
    }
  })

  it.each<
    [what: string, status: number, code: number, body: unknown, headers: Record<string, string>, path: string]
  >([
    ['another token', 401, 190, text(), { authorization: 'Bearer other' }, ''],
    ['no token', 401, 190, text(), { authorization: '' }, ''],
    ['another phone number id', 400, 100, text(), {}, '/v25.0/200000000000003/messages'],
    ['no version', 400, 100, text(), {}, '/200000000000002/messages'],
    ['no JSON', 400, 100, undefined, {}, ''],
    ['another product', 400, 100, { ...text(), messaging_product: 'sms' }, {}, ''],
    ['a number without plus', 400, 100, text('447911123456'), {}, ''],
    ['another type', 400, 100, { ...text(), type: 'image' }, {}, ''],
    ['an empty text', 400, 100, text(ana, ''), {}, ''],
    ['5,000 characters', 400, 100, text(ana, 'x'.repeat(5000)), {}, ''],
    ['a number without WhatsApp', 400, 131026, text('+447911100000'), {}, ''],
    ['somebody who never wrote', 400, 131047, text('+447911199999'), {}, ''],
  ])('refuses %s as Meta does', async (_, status, code, body, headers, path) => {
    const { meta, send, network } = await withWebhook()
    await meta.message(ana, 'VERIFY')
    expect(await send(body, headers, path || undefined)).toMatchObject({
      status,
      json: { error: { type: 'OAuthException', code, error_data: { messaging_product: 'whatsapp' } } },
    })
    expect(network.chat).not.toHaveBeenCalled()
  })

  it('refuses a text a day after the person’s own', async () => {
    let at = 1_790_416_800_000
    const { meta, send } = await withWebhook(200, { now: () => at })
    await meta.message(ana, 'VERIFY')
    at += 24 * 3_600_000
    expect((await send(text())).status).toBe(200)
    at += 1
    expect(await send(text())).toMatchObject({ status: 400, json: { error: { code: 131047 } } })
  })

  it('takes 45 in a row to one person, then one in 6 seconds', async () => {
    let at = 1_790_416_800_000
    const { meta, send } = await withWebhook(200, { now: () => at })
    await meta.message(ana, 'VERIFY', { statuses: [] })
    for (let n = 0; n < 45; n++) expect((await send(text())).status).toBe(200)
    expect(await send(text())).toMatchObject({ status: 400, json: { error: { code: 131056 } } })
    at += 6000
    expect((await send(text())).status).toBe(200)
    expect((await send(text())).status).toBe(400)
  })
})

describe('the provider and the simulated Meta', () => {
  it('know each other: the dashboard takes the webhook, and only with the right token', async () => {
    expect(await (await withProvider()).meta.verify()).toBe(true)
    expect(await (await withProvider({ verifyToken: 'another-token' })).meta.verify()).toBe(false)
  })

  it('bring a message in and the answer to the phone', async () => {
    const { meta, inbox, network } = await withProvider()
    inbox.answer = 'Open the website and start there.'
    await meta.message(ana, 'hello')
    expect(inbox.messages).toMatchObject([{ provider: 'meta', from: ana, text: 'hello' }])
    await vi.waitFor(() =>
      expect(network.chat).toHaveBeenCalledExactlyOnceWith({
        from: business.number,
        to: ana,
        text: 'Open the website and start there.',
      }),
    )
  })

  it('bring a code to the phone, and say what became of it', async () => {
    const { meta, inbox, network, deliver } = await withProvider()
    await meta.message(ana, 'VERIFY 7K2M-9QXD')
    const { id } = await deliver()
    expect(network.chat).toHaveBeenCalledExactlyOnceWith({
      from: business.number,
      to: ana,
      text: expect.stringContaining('*482913* is your code for a.test.'),
    })
    await vi.waitFor(() =>
      expect(inbox.reports).toEqual([
        { provider: 'meta', receipt: id, status: 'sent' },
        { provider: 'meta', receipt: id, status: 'delivered' },
      ]),
    )
  })

  it('bring a code to somebody who did not write, by a template', async () => {
    const { network, deliver } = await withProvider({
      template: 'site_code',
      templateLanguages: ['en', 'fr'],
    })
    await deliver({ language: 'tr' })
    expect(network.chat).toHaveBeenCalledExactlyOnceWith(
      expect.objectContaining({ to: ana, text: expect.stringContaining('*482913*') }),
    )
  })

  it.each<[what: string, settings: Record<string, unknown>, to: string, reason: string, detail: RegExp]>([
    ['a wrong token', { accessToken: 'EAAG-another-token' }, ana, 'unauthorized', /^190/],
    ['a wrong id', { phoneNumberId: '200000000000003' }, ana, 'rejected', /^100/],
    ['a template that is not there', { template: 'other' }, ana, 'rejected', /^132001/],
    ['somebody who did not write', {}, '+447911199999', 'rejected', /^131047/],
    ['somebody without WhatsApp', {}, '+447911100000', 'invalid_contact', /^131026/],
  ])('agree that %s sends nothing', async (_, settings, to, reason, detail) => {
    const { meta, network, deliver } = await withProvider(settings)
    await meta.message(ana, 'hello').catch(() => {})
    await expect(deliver({ to })).rejects.toMatchObject({
      reason,
      unsent: true,
      message: expect.stringMatching(detail),
    })
    expect(network.chat).not.toHaveBeenCalled()
  })

  it('agree on the number, and notice when the configuration has another', async () => {
    const look = async (settings: Record<string, unknown>) =>
      (await withProvider(settings)).provider.inspect!(AbortSignal.timeout(5000))
    expect(await look({})).toEqual([])
    expect(await look({ number: '+15550002222' })).toEqual([expect.stringMatching(/another number/)])
    expect(await look({ accessToken: 'EAAG-another-token' })).toEqual([expect.stringMatching(/accessToken/)])
    expect(await look({ phoneNumberId: '200000000000003' })).toEqual([expect.stringMatching(/phoneNumberId/)])
  })

  it('agree that the 46th message in a row is too many', async () => {
    const { meta, deliver } = await withProvider()
    await meta.message(ana, 'hello', { statuses: [] })
    for (let n = 0; n < 45; n++) await deliver()
    await expect(deliver()).rejects.toMatchObject({ reason: 'rate_limited', unsent: true })
  })

  it('read each other’s bytes, escaped or not', async () => {
    const { meta, inbox } = await withProvider()
    for (const escaped of [false, true]) await meta.message(ana, 'VERIFY 👍 رمز', { escaped })
    expect(inbox.messages.map(({ text }) => text)).toEqual(['VERIFY 👍 رمز', 'VERIFY 👍 رمز'])
  })

  it('see five deliveries as one message, and two entries as two', async () => {
    const { meta, inbox } = await withProvider()
    await meta.message(ana, 'VERIFY', { copies: 5 })
    expect(inbox.messages).toHaveLength(5)
    expect(new Set(inbox.messages.map(({ fingerprint }) => fingerprint)).size).toBe(1)
    await meta.message(ana, 'first', { further: ['second'] })
    expect(inbox.messages.slice(5).map(({ text }) => text)).toEqual(['first', 'second'])
    expect(new Set(inbox.messages.map(({ fingerprint }) => fingerprint)).size).toBe(3)
  })

  it('answer nobody whose number is hidden', async () => {
    const { meta, inbox, network, provider } = await withProvider()
    inbox.answer = 'This number is hidden.'
    await meta.message(null, 'VERIFY 7K2M-9QXD +447911123456')
    expect(inbox.messages).toMatchObject([{ from: null }])
    await provider.close()
    expect(network.chat).not.toHaveBeenCalled()
  })

  it('leave reactions, pictures and the like alone', async () => {
    const { meta, inbox } = await withProvider()
    for (const type of ['image', 'reaction', 'unsupported'] as const)
      await meta.message(ana, 'VERIFY', { type })
    expect(inbox.messages).toEqual([])
    for (const type of ['button', 'interactive'] as const) await meta.message(ana, 'VERIFY', { type })
    expect(inbox.messages.map(({ text }) => text)).toEqual(['VERIFY', 'VERIFY'])
  })

  it('take the words from what was forwarded, and a number from who gave it up', async () => {
    const { meta, inbox } = await withProvider()
    await meta.message(ana, 'VERIFY 7K2M-9QXD', { forwarded: true })
    expect(inbox.messages).toMatchObject([{ from: ana, text: '' }])
    await meta.message(ana, '', { type: 'user_changed_number' })
    expect(inbox.lost).toEqual([ana])
  })

  it('drop what comes from the future (E14)', async () => {
    const { meta, inbox } = await withProvider()
    await meta.message(ana, 'VERIFY', { sentAt: Date.now() + 3_600_000 })
    expect(inbox.messages).toEqual([])
  })

  it('try again after the store was down', async () => {
    const { meta, inbox } = await withProvider({}, { retryAfterMs: [1] })
    inbox.down = 1
    await meta.message(ana, 'VERIFY')
    expect(inbox.messages.map(({ text }) => text)).toEqual(['VERIFY', 'VERIFY'])
  })

  it('do not understand each other with different app secrets', async () => {
    const { meta, inbox } = await withProvider(
      { appSecret: 'another-app-secret-0123456789' },
      { retryAfterMs: [] },
    )
    await expect(meta.message(ana, 'VERIFY')).rejects.toThrow('The webhook answered 401.')
    expect(inbox.messages).toEqual([])
  })
})

const silent = { chat: () => {} }

interface Post {
  method: string
  url: string
  headers: IncomingHttpHeaders
  body: Buffer
  json: unknown
}

/** A webhook that answers with a status and keeps what was posted, and the simulation pointed at it. */
async function withWebhook(status: number | (() => number) = 200, options: MetaOptions = {}) {
  const posts: Post[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const { method, url, headers } = request
    posts.push({ method: method!, url: url!, headers, body, json: JSON.parse(body.toString()) })
    response.writeHead(typeof status === 'number' ? status : status()).end()
  })
  const webhook = `${await listen(server)}/hooks/meta/token`
  const network = { chat: vi.fn() }
  const meta = await createSimulatedMeta({ ...business, webhook }, network, options)
  onTestFinished(() => meta.close())

  return {
    meta,
    posts,
    network,
    statuses: () =>
      posts.flatMap(({ json }) => (json as Envelope).entry[0]!.changes[0]!.value.statuses ?? []),
    async send(
      body: unknown,
      headers: Record<string, string> = {},
      path = '/v25.0/200000000000002/messages',
    ) {
      const response = await fetch(meta.url + path, {
        method: 'POST',
        headers: { authorization: `Bearer ${business.accessToken}`, ...headers },
        body: JSON.stringify(body) ?? '{',
      })
      return { status: response.status, json: await response.json() }
    },
  }
}

interface Envelope {
  entry: { changes: { value: { statuses?: unknown[] } }[] }[]
}

/** The provider with its hook on a socket, an inbox that notes everything, and the simulation as its Meta. */
async function withProvider(settings: Record<string, unknown> = {}, options: MetaOptions = {}) {
  const inbox = {
    messages: [] as InboundMessage[],
    reports: [] as unknown[],
    lost: [] as string[],
    answer: null as string | null,
    /** How many messages the store does not take. */
    down: 0,
  }
  const door: Inbox = {
    async message(message) {
      inbox.messages.push(message)
      if (inbox.down-- > 0) throw new Error('the store is down')
      return inbox.answer
    },
    delivery: async report => void inbox.reports.push(report),
    numberLost: async (_, number) => void inbox.lost.push(number),
    codeSupplied: () => expect.unreachable(),
    callEnded: () => expect.unreachable(),
    messageOf: () => expect.unreachable(),
  }

  let provider: Provider | undefined
  const server = createServer(async (request, response) => {
    const { searchParams } = new URL(request.url!, 'http://hook.test')
    const { method, headers } = request
    const body = await buffer(request)
    const given = {
      method: method!,
      url: 'https://verify.test',
      part: '',
      headers,
      query: searchParams,
      body,
      address: null,
    }
    const answer = await provider!.hook!.receive(given, door).catch(() => null)
    response.writeHead(answer?.status ?? 503).end(answer?.body)
  })
  const webhook = await listen(server)
  const network = { chat: vi.fn() }
  const meta = await createSimulatedMeta({ ...business, webhook }, network, options)
  const { number, phoneNumberId, accessToken, appSecret, verifyToken } = business
  const read = whatsappCloud.settings.parse({
    ...{ number, phoneNumberId, accessToken, appSecret, verifyToken, baseUrl: meta.url },
    ...settings,
  })
  const opened = createWhatsAppCloud('meta', read, { log: pino({ level: 'silent' }), now: Date.now })
  provider = opened
  onTestFinished(async () => {
    await meta.close()
    await opened.close()
  })
  return {
    meta,
    inbox,
    network,
    provider: opened,
    deliver: (more: Partial<Message> = {}) =>
      opened.channels.whatsapp!.deliver({ ...codeMessage, ...more }, AbortSignal.timeout(10_000)),
  }
}

const codeMessage: Message = {
  verificationId: 'v1',
  send: 1,
  to: ana,
  code: '482913',
  minutes: 10,
  language: 'en',
  site: { key: 'site_a', name: 'Site A', domain: 'a.test' },
  texts: {},
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
