import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import pino from 'pino'
import { afterEach, describe, expect, it } from 'vitest'
import type { Inbox, SuppliedCode } from '../../../server/channel.ts'
import { massejli as provided } from '../../../server/providers/massejli/massejli.ts'
import { classify, createSimulatedMassejli, type MassejliAccount, WebhookError } from './massejli.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A webhook on a real socket, and Massejli pointed at it. */
async function withWebhook(
  answer: RequestListener,
  more: (origin: string) => Partial<MassejliAccount> = () => ({}),
) {
  const posts: { request: IncomingMessage; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push({ request, body })
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => void server.close())
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const massejli = createSimulatedMassejli({
    phone: '964622445511',
    token: 'Demofdsf3453328987d3d34',
    webhook: `${origin}/hooks/wa/token`,
    commands: { VERIFY: 'verify', NO: 'no' },
    otherwise: 'other',
    ...more(origin),
  })
  return { massejli, posts }
}

const saying =
  (body: string, status = 200): RequestListener =>
  (_request, response) =>
    void response.writeHead(status, { 'content-type': 'application/json' }).end(body)

describe('the simulated Massejli', () => {
  it('posts the five fields of the seed document, as JSON in UTF-8', async () => {
    const { massejli, posts } = await withWebhook(saying('{"message":"hello world"}'))
    expect(await massejli.message('9613123456', 'VERIFY 7K2M-9QXD صباح')).toBe('hello world')
    expect(posts[0]!.request.method).toBe('POST')
    expect(posts[0]!.request.url).toBe('/hooks/wa/token')
    expect(posts[0]!.request.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(JSON.parse(posts[0]!.body)).toEqual({
      phone: '964622445511',
      token: 'Demofdsf3453328987d3d34',
      contact: '9613123456',
      command: 'verify',
      message: 'VERIFY 7K2M-9QXD صباح',
    })
  })

  it('takes an empty answer for silence', async () => {
    const { massejli } = await withWebhook(saying('{"message":""}'))
    expect(await massejli.message('9613123456', 'VERIFY')).toBe('')
  })

  it.each([
    ['an error', saying('{"message":""}', 401), 'answered 401'],
    ['something else than JSON', saying('hello'), 'without a "message"'],
    ['JSON without a message', saying('{"text":"hello"}'), 'without a "message"'],
  ])('says so when the webhook answers with %s', async (_what, answer, message) => {
    const { massejli } = await withWebhook(answer)
    await expect(massejli.message('9613123456', 'VERIFY')).rejects.toThrow(message)
  })

  it('says so when nobody listens at the webhook', async () => {
    const { massejli } = await withWebhook((request, _response) => void request.socket.destroy())
    await expect(massejli.message('9613123456', 'VERIFY')).rejects.toThrow(WebhookError)
  })

  it.each([
    ['VERIFY 7K2M-9QXD', 'verify'],
    ['  verify 7k2m', 'verify'],
    ['ＶＥＲＩＦＹ 7K2M', 'verify'],
    ['NO', 'no'],
    ['VERIFYING', 'other'],
    ['hello', 'other'],
    ['', 'other'],
  ])('classifies %j as %s', (text, command) => {
    expect(classify(text, { commands: { VERIFY: 'verify', NO: 'no' }, otherwise: 'other' })).toBe(command)
  })
})

describe('the simulated Massejli that makes the codes', () => {
  const template = { en: 'Your code is {authcode}.', fr: '{authcode} : votre code', ar: 'رمزك {authcode}' }
  const withLink = (answer: RequestListener, more: Partial<MassejliAccount> = {}) =>
    withWebhook(answer, origin => ({ push: `${origin}/hooks/wa/token/code`, template, ...more }))

  it('pushes a code to the link, then answers with it', async () => {
    const { massejli, posts } = await withLink(saying('{"status":"ok"}'))
    const text = await massejli.message('447911123456', 'VERIFY')
    const { request, body } = posts[0]!
    expect([posts.length, request.method, request.url]).toEqual([1, 'POST', '/hooks/wa/token/code'])
    const { authcode, ...rest } = JSON.parse(body)
    expect(authcode).toMatch(/^\d{6}$/)
    expect(rest).toEqual({ contact: '447911123456', token: 'Demofdsf3453328987d3d34' })
    expect(text).toBe(`Your code is ${authcode}.`)
  })

  it.each([
    ['33612345678', /^\d{6} : votre code$/],
    ['9647901234567', /^رمزك \d{6}$/],
    ['447911123456', /^Your code is \d{6}\.$/],
  ])('writes to %s in the language of the contact', async (contact, text) => {
    const { massejli } = await withLink(saying('{}'))
    expect(await massejli.message(contact, 'verify')).toMatch(text)
  })

  it('makes another code each time', async () => {
    const { massejli, posts } = await withLink(saying('{}'))
    for (let n = 0; n < 10; n++) await massejli.message('447911123456', 'VERIFY')
    expect(new Set(posts.map(({ body }) => JSON.parse(body).authcode)).size).toBeGreaterThan(1)
  })

  it.each([
    ['form', 'POST', 'application/x-www-form-urlencoded; charset=utf-8'],
    ['query', 'GET', undefined],
  ] as const)('can push it as a %s', async (pushAs, method, type) => {
    const { massejli, posts } = await withLink(saying('{}'), { pushAs })
    const text = await massejli.message('447911123456', 'VERIFY')
    const { request, body } = posts[0]!
    expect([request.method, request.headers['content-type']]).toEqual([method, type])
    const fields = new URLSearchParams(pushAs === 'form' ? body : request.url!.split('?')[1])
    expect(Object.fromEntries(fields)).toEqual({
      contact: '447911123456',
      authcode: /\d{6}/.exec(text)![0],
      token: 'Demofdsf3453328987d3d34',
    })
  })

  it('is silent about everything else, and to whoever hides the number', async () => {
    const { massejli, posts } = await withLink(saying('{}'))
    expect(await massejli.message('447911123456', 'hello')).toBe('')
    expect(await massejli.message('447911123456', 'NO')).toBe('')
    expect(await massejli.message('', 'VERIFY')).toBe('')
    expect(posts).toEqual([])
  })

  it('gives nobody a code that the link did not take', async () => {
    const { massejli } = await withLink(saying('{"status":"refused"}', 401))
    await expect(massejli.message('447911123456', 'VERIFY')).rejects.toThrow(
      new WebhookError('The link for codes answered 401.'),
    )
  })

  it.each(['json', 'form', 'query'] as const)(
    'tells the provider the code that the contact has, as %s',
    async pushAs => {
      const settings = { number: '+964622445511', token: 'Demofdsf3453328987d3d34', codes: 'massejli' }
      const provider = provided.create('wa', provided.settings.parse(settings), {
        mode: 'development',
        hookUrl: null,
        now: Date.now,
        log: pino({ level: 'silent' }),
      })
      const codes: SuppliedCode[] = []
      const inbox: Partial<Inbox> = { codeSupplied: async code => void codes.push(code) }
      const { massejli, posts } = await withLink(
        async ({ method, url, headers }, response) => {
          const given = {
            method: method!,
            url: `https://verify.test${url}`,
            part: 'code',
            headers,
            query: new URL(url!, 'http://hook.test').searchParams,
            body: Buffer.from(posts.at(-1)!.body),
            address: null,
          }
          const { status, body } = await provider.hook!.receive(given, inbox as Inbox)
          response.writeHead(status).end(body)
        },
        { pushAs },
      )
      const text = await massejli.message('9613123456', 'VERIFY')
      expect(codes).toEqual([{ provider: 'wa', contact: '+9613123456', code: /\d{6}/.exec(text)![0] }])
    },
  )
})
