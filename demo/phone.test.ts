import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallView } from './calls.ts'
import { createMailbox, type Mailbox } from './mailbox.ts'
import { type ChatMessage, createPhone, type Phone, type PhoneEvents, type TextMessage } from './phone.ts'
import { createSessions } from './session.ts'
import { WebhookError } from './simulated/massejli/massejli.ts'

// The phone's routes as pages use them: over HTTP, with a cookie each.

const shop = '+33176543210'
const business = '+964622445511'
const mine = '+33612345678'

let mailbox: Mailbox
let phone: Phone
let server: Server
let address: string
let scenario: string
let answer: (from: string | null, text: string) => Promise<string>
const streams: AbortController[] = []

beforeEach(async () => {
  mailbox = await createMailbox()
  phone = createPhone(mailbox, { ringMs: 10_000 })
  scenario = 'normal'
  answer = async () => ''
  const sessions = createSessions()
  const app = express()
  app.use((request, response, next) => {
    const { session, isNew } = sessions.open(request.headers.cookie)
    if (isNew) response.append('set-cookie', sessions.cookie(session))
    response.locals.session = session
    next()
  })
  app.use(
    express.json(),
    phone.routes({
      chats: new Map([[business, (from, text) => answer(from, text)]]),
      scenarios: {
        ids: ['normal', 'no_money'],
        current: () => scenario,
        choose: id => {
          scenario = id
        },
      },
    }),
  )
  server = createServer(app)
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(async () => {
  for (const stream of streams.splice(0)) stream.abort()
  phone.close()
  server.closeAllConnections()
  await new Promise(resolve => server.close(resolve))
  await mailbox.close()
})

type Heard = { [K in keyof PhoneEvents]: [name: K, data: PhoneEvents[K]] }[keyof PhoneEvents]

/** A tab of a browser that holds the phone, once it has been told everything. */
async function openPage(name: string, cookie?: string) {
  const abort = new AbortController()
  streams.push(abort)
  const response = await fetch(`${address}/events?page=${name}`, {
    signal: abort.signal,
    headers: cookie === undefined ? {} : { cookie },
  })
  const own = cookie ?? response.headers.get('set-cookie')!.split(';', 1)[0]!
  const heard: Heard[] = []
  const listen = async (): Promise<void> => {
    let text = ''
    for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
      text += chunk
      const blocks = text.split('\n\n')
      text = blocks.pop()!
      for (const block of blocks) {
        const [, event, data] = /^event: (\w+)\ndata: (.*)$/.exec(block)!
        heard.push([event, JSON.parse(data!)] as Heard)
      }
    }
  }
  listen().catch(() => {})
  const all = <K extends keyof PhoneEvents>(event: K): PhoneEvents[K][] =>
    heard.filter(([name]) => name === event).map(([, data]) => data as PhoneEvents[K])
  await expect.poll(() => all('ready')).toHaveLength(1)

  return {
    cookie: own,
    texts: (): TextMessage[] => all('text'),
    chat: (): ChatMessage[] => all('chat'),
    scenarios: (): string[] => all('scenario').map(({ id }) => id),
    call: (): CallView | undefined => all('call').at(-1),
    close: () => abort.abort(),
    async post(path: string, body: object = {}) {
      const response = await fetch(address + path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', cookie: own },
        body: JSON.stringify(body),
      })
      const text = await response.text()
      return { status: response.status, body: text === '' ? null : JSON.parse(text) }
    },
  }
}

const text = { from: 'Teamsale', to: mine, text: '482913 is your code.' }

describe('a text message', () => {
  it('comes to every open page, and to those that open later', async () => {
    const [one, other] = [await openPage('one'), await openPage('other')]
    phone.network.text(text)
    await expect.poll(() => one.texts()).toEqual([expect.objectContaining(text)])
    await expect.poll(() => other.texts()).toEqual([expect.objectContaining(text)])
    expect((await openPage('later')).texts()).toEqual([expect.objectContaining(text)])
  })

  it('makes room for newer ones after fifty', async () => {
    for (let i = 1; i <= 51; i++) phone.network.text({ ...text, text: `${i}` })
    const page = await openPage('one')
    expect(page.texts().map(message => message.text)).toEqual(
      Array.from({ length: 50 }, (_, i) => `${i + 2}`),
    )
  })
})

describe('a call', () => {
  it('rings on every open page; the first that answers has it', async () => {
    const [one, other] = [await openPage('one'), await openPage('other')]
    const call = phone.network.call({ from: shop, to: mine })
    await expect.poll(() => one.call()).toMatchObject({ from: shop, to: mine, state: 'ringing' })
    await expect.poll(() => other.call()?.state).toBe('ringing')
    const { id } = one.call()!

    expect((await one.post(`/calls/${id}/answer`, { page: 'one' })).body).toEqual({ done: true })
    expect(await call.answered).toBe('answered')
    expect((await other.post(`/calls/${id}/answer`, { page: 'other' })).body).toEqual({ done: false })
    await expect.poll(() => other.call()).toMatchObject({ state: 'active', page: 'one' })
  })

  it('speaks, takes keys and ends, as the page that has it does', async () => {
    const page = await openPage('one')
    const call = phone.network.call({ from: shop, to: mine })
    await expect.poll(() => page.call()?.state).toBe('ringing')
    const at = `/calls/${page.call()!.id}`
    await page.post(`${at}/answer`, { page: 'one' })

    const said = call.say('Press 1.', 'en')
    await expect.poll(() => page.call()!.said).toEqual([{ text: 'Press 1.', language: 'en' }])
    await page.post(`${at}/spoken`, { line: 0 })
    await said

    const key = call.key(10_000)
    expect((await page.post(`${at}/key`, { key: 'x' })).body).toEqual({ done: false })
    expect((await page.post(`${at}/key`, { key: '1' })).body).toEqual({ done: true })
    expect(await key).toBe('1')

    await page.post(`${at}/hang-up`)
    await call.ended
    await expect.poll(() => page.call()).toMatchObject({ state: 'ended', end: 'hung_up' })
    expect((await page.post(`${at}/key`, { key: '1' })).body).toEqual({ done: false })
  })

  it('can be declined', async () => {
    const page = await openPage('one')
    const call = phone.network.call({ from: shop, to: mine })
    await expect.poll(() => page.call()?.state).toBe('ringing')
    await page.post(`/calls/${page.call()!.id}/decline`)
    expect(await call.answered).toBe('cancel')
  })

  it('rings on a page that opens meanwhile', async () => {
    phone.network.call({ from: shop, to: mine })
    expect((await openPage('one')).call()).toMatchObject({ state: 'ringing' })
  })

  it('survives that its page loads again', async () => {
    const page = await openPage('one')
    const call = phone.network.call({ from: shop, to: mine })
    await expect.poll(() => page.call()?.state).toBe('ringing')
    await page.post(`/calls/${page.call()!.id}/answer`, { page: 'one' })
    page.close()
    const again = await openPage('one', page.cookie)
    expect(again.call()).toMatchObject({ state: 'active', page: 'one' })
    call.hangUp()
    await expect.poll(() => again.call()?.state).toBe('ended')
  })

  it('is not answered by nobody, and not by a call that never was', async () => {
    const page = await openPage('one')
    phone.network.call({ from: shop, to: mine })
    await expect.poll(() => page.call()?.state).toBe('ringing')
    expect((await page.post(`/calls/${page.call()!.id}/answer`)).body).toEqual({ done: false })
    expect((await page.post('/calls/999/answer', { page: 'one' })).body).toEqual({ done: false })
  })
})

describe('the chat', () => {
  it('takes a message to the provider of that number, and shows the answer that comes at once', async () => {
    const asked: [string | null, string][] = []
    answer = async (...message) => {
      asked.push(message)
      return 'Hello back'
    }
    const page = await openPage('one')
    await page.post('/messages', { phone: 'hidden', to: business, text: 'Hello' })
    expect(asked).toEqual([[null, 'Hello']])
    await expect
      .poll(() => page.chat().at(-1))
      .toMatchObject({ from: 'business', business, text: 'Hello back' })
  })

  it('shows an answer that comes over the network to whoever wrote, and to nobody else', async () => {
    const [one, other] = [await openPage('one'), await openPage('other')]
    await one.post('/messages', { phone: mine, to: business, text: 'Hello' })
    phone.network.chat({ from: business, to: mine, text: '482913 is your code.' })
    await expect.poll(() => one.chat().at(-1)).toMatchObject({ phone: mine, business, from: 'business' })
    expect(other.chat()).toEqual([])
  })

  it('shows a message to a number that nobody has written from on every page', async () => {
    const [one, other] = [await openPage('one'), await openPage('other')]
    phone.network.chat({ from: business, to: mine, text: 'Hello' })
    await expect.poll(() => one.chat()).toHaveLength(1)
    await expect.poll(() => other.chat()).toHaveLength(1)
  })

  it('says when the provider could not hand it on', async () => {
    answer = async () => {
      throw new WebhookError('The webhook answered 401.')
    }
    const page = await openPage('one')
    const { body } = await page.post('/messages', { phone: mine, to: business, text: 'Hello' })
    expect(body).toMatchObject({ state: 'failed', reason: 'The webhook answered 401.' })
  })

  it.each([
    ['a number that no provider has', { phone: mine, to: '+33100000000', text: 'Hello' }],
    ['no number', { phone: mine, text: 'Hello' }],
    ['no text', { phone: mine, to: business, text: ' ' }],
    ['a sender in another spelling', { phone: '06 12 34 56 78', to: business, text: 'Hello' }],
  ])('refuses a message with %s', async (_what, message) => {
    const page = await openPage('one')
    expect((await page.post('/messages', message)).status).toBe(400)
    expect(page.chat()).toEqual([])
  })
})

describe('a scenario', () => {
  it('is told to a page that opens, and to every page when it changes', async () => {
    const [one, other] = [await openPage('one'), await openPage('other')]
    expect((await one.post('/scenario', { scenario: 'no_money' })).status).toBe(204)
    expect(scenario).toBe('no_money')
    await expect.poll(() => other.scenarios()).toEqual(['normal', 'no_money'])
  })

  it('is one of those that there are', async () => {
    const page = await openPage('one')
    expect((await page.post('/scenario', { scenario: 'constructor' })).status).toBe(400)
    expect(scenario).toBe('normal')
  })
})
