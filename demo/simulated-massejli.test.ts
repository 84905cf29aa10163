import { createServer, type IncomingMessage, type RequestListener } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it } from 'vitest'
import { classify, createSimulatedMassejli, WebhookError } from './simulated-massejli.ts'

const closing: (() => void)[] = []
afterEach(() => {
  for (const close of closing.splice(0)) close()
})

/** A webhook on a real socket, and Massejli pointed at it. */
async function withWebhook(answer: RequestListener) {
  const posts: { request: IncomingMessage; body: string }[] = []
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    posts.push({ request, body })
    answer(request, response)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  closing.push(() => void server.close())
  const massejli = createSimulatedMassejli({
    phone: '964622445511',
    token: 'Demofdsf3453328987d3d34',
    webhook: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hooks/wa/token`,
    commands: { VERIFY: 'verify', NO: 'no' },
    otherwise: 'other',
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
