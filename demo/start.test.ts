import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { ChannelId, StartedView, VerificationView } from '../server/api.ts'
import { createLog } from '../server/log.ts'
import { accounts } from './accounts.ts'
import type { ChatMessage, PhoneEvents } from './phone.ts'
import { PortTaken, type RunningDemo, startDemo } from './start.ts'

// The demo as a browser and a phone use it, over its real sockets. `reachproof/verify` comes from the build.

const log = createLog('silent')
const dataFolder = mkdtempSync(join(tmpdir(), 'reachproof-demo-'))
let demo: RunningDemo

beforeAll(async () => {
  demo = await startDemo({ sitePort: 0, apiPort: 0, dataFolder, log })
})
afterAll(async () => {
  await demo.close()
  rmSync(dataFolder, { recursive: true })
})

/** A number that no test has used: each can be reached only so often. */
const aPhone = (): string => `+336123450${String(phones++).padStart(2, '0')}`
let phones = 10

/** A browser: a cookie, the shop's pages, and what the tag does on them. */
function createBrowser() {
  let cookie = ''

  async function request(
    path: string,
    init: RequestInit = {},
  ): Promise<{ status: number; location: string | null; text: string }> {
    const response = await fetch(demo.urls.site + path, {
      ...init,
      redirect: 'manual',
      headers: { cookie, ...init.headers },
    })
    cookie = response.headers.get('set-cookie')?.split(';', 1)[0] ?? cookie
    return {
      status: response.status,
      location: response.headers.get('location'),
      text: await response.text(),
    }
  }

  async function api<T>(path: string, body: object, secret?: string): Promise<T> {
    const response = await fetch(`${demo.urls.api}/v1/verifications${path}`, {
      method: 'POST',
      headers: {
        origin: demo.urls.site,
        'content-type': 'application/json',
        ...(secret && { authorization: `Bearer ${secret}` }),
      },
      body: JSON.stringify(body),
    })
    return (await response.json()) as T
  }

  const browser = {
    open: (path: string) => request(path),

    /** The nonce of a fresh rendering of a page. */
    async nonce(path: string): Promise<string> {
      const { text } = await request(path)
      return /name="nonce" value="([\w-]+)"/.exec(text)![1]!
    },

    send: (path: string, fields: Record<string, string>) =>
      request(path, { method: 'POST', body: new URLSearchParams(fields) }),

    /** Writes to the shop from the phone, and waits for what came of it. */
    async write(phone: string, text: string): Promise<ChatMessage> {
      const { text: body } = await request('/phone/messages', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ phone, to: accounts.massejli.number, text }),
      })
      return JSON.parse(body)
    },

    /** The chat so far, as the event stream tells it to a page that opens. */
    async chat(): Promise<ChatMessage[]> {
      const response = await fetch(`${demo.urls.site}/phone/events`, { headers: { cookie } })
      let text = ''
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk
        if (text.includes('event: ready')) break
      }
      return [...text.matchAll(/event: chat\ndata: (.*)/g)].map(([, data]) => JSON.parse(data!))
    },

    start: (nonce: string, to?: string, channel: ChannelId = 'whatsapp', sitekey = 'site_demo') =>
      api<StartedView>('', { sitekey, channel, nonce, ...(to && { to }) }),

    /** The key of the site that a page is set up for. */
    async sitekey(path = '/'): Promise<string> {
      return /sitekey="(\w+)"/.exec((await request(path)).text)![1]!
    },

    /** The view, once it is in that state. */
    async until(state: string, { id, secret }: StartedView): Promise<VerificationView> {
      const read = async (): Promise<VerificationView> => {
        const response = await fetch(`${demo.urls.api}/v1/verifications/${id}`, {
          headers: { authorization: `Bearer ${secret}` },
        })
        return (await response.json()) as VerificationView
      }
      await expect.poll(async () => (await read()).state).toBe(state)
      return read()
    },

    check: (code: string, { id, secret }: StartedView) =>
      api<VerificationView>(`/${id}/check`, { code }, secret),

    /** What a page that opens is told of a kind of event, once there is any. */
    async heard<K extends keyof PhoneEvents>(
      event: K,
      wanted: (data: PhoneEvents[K]) => boolean,
    ): Promise<PhoneEvents[K]> {
      const response = await fetch(`${demo.urls.site}/phone/events?page=listener`, { headers: { cookie } })
      let text = ''
      for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
        text += chunk
        for (const [, data] of text.matchAll(new RegExp(`event: ${event}\ndata: (.*)\n`, 'g'))) {
          const told = JSON.parse(data!)
          if (wanted(told)) return told
        }
      }
      throw new Error(`The stream ended without the "${event}".`)
    },

    onCall: (id: number, what: string, body: object = {}) =>
      request(`/phone/calls/${id}/${what}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),

    /** Everything that leads to a proof by a pressed key. */
    async pressOne(nonce: string, phone: string): Promise<string> {
      const started = await browser.start(nonce, phone, 'call_button')
      const { id } = await browser.heard('call', call => call.to === phone && call.state === 'ringing')
      await browser.onCall(id, 'answer', { page: 'holder' })
      await browser.heard('call', call => call.id === id && call.said.length > 0)
      await browser.onCall(id, 'key', { key: '1' })
      await browser.heard('call', call => call.id === id && call.said.length > 1)
      await browser.onCall(id, 'spoken', { line: 1 })
      return (await browser.until('verified', started)).proof!
    },

    /** Everything that leads to a proof on WhatsApp. */
    async prove(nonce: string, phone = aPhone()): Promise<string> {
      const { id, secret, whatsapp } = await browser.start(nonce)
      await browser.write(phone, whatsapp!.command)
      const code = /\d{6}/.exec((await browser.chat()).at(-1)!.text)![0]
      const { proof } = await api<VerificationView>(`/${id}/check`, { code }, secret)
      return proof!
    },
  }
  return browser
}

const account = { name: 'Mira Solberg', reader: 'saltwort' }

describe('the shop', () => {
  it('takes a proof, and shows what it says', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const proof = await browser.prove(nonce, '+33612345600')
    const answer = await browser.send('/signup', { ...account, nonce, 'reachproof-response': proof })
    expect(answer).toMatchObject({ status: 303, location: '/welcome' })
    const { text } = await browser.open('/welcome')
    expect(text).toContain('Welcome, <bdi>Mira Solberg</bdi>.')
    expect(text).toContain('+33 6 12 34 56 00')
    expect(text).toContain('urn:reachproof:acr:code')
  })

  it('refuses a proof that was used before', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    await browser.send('/signup', { ...account, nonce, 'reachproof-response': await browser.prove(nonce) })
    const answer = await browser.send('/again', {})
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('already_used')
  })

  it('leaves the proof unused when a field is wrong, and gives the form a new nonce', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const proof = await browser.prove(nonce)
    const answer = await browser.send('/signup', {
      ...account,
      reader: 'Mira',
      nonce,
      'reachproof-response': proof,
    })
    expect(answer.status).toBe(422)
    expect(answer.text).toContain('“<bdi>Mira</bdi>” is taken')
    expect(answer.text).not.toContain(`session-nonce="${nonce}"`)
  })

  it('refuses a form that was sent before', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const fields = { ...account, nonce, 'reachproof-response': await browser.prove(nonce) }
    await browser.send('/signup', fields)
    expect((await browser.send('/signup', fields)).text).toContain('another browser session')
  })

  it('refuses a proof of another session', async () => {
    const [thief, victim] = [createBrowser(), createBrowser()]
    const stolen = await victim.prove(await victim.nonce('/'))
    const nonce = await thief.nonce('/?lang=en')
    const answer = await thief.send('/signup', { ...account, nonce, 'reachproof-response': stolen })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('nonce_mismatch')
  })

  it.each([
    ['no proof', {}, 'without a proof'],
    ['something else than a proof', { 'reachproof-response': 'a.b.c' }, 'no proof of ours'],
  ])('refuses a form with %s', async (_what, fields, words) => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const answer = await browser.send('/signup', { ...account, nonce, ...fields })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain(words)
  })

  it('asks on the account page for the contact that it knows, and takes no other', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/account?lang=en')
    const proof = await browser.prove(nonce, '+447400123456')
    const answer = await browser.send('/account', { address: 'Brest', nonce, 'account-proof': proof })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('contact_mismatch')
  })

  it('says what it can of typed text without letting it become markup', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/')
    const answer = await browser.send('/signup', { name: '"><script>alert(1)</script>', reader: '', nonce })
    expect(answer.status).toBe(422)
    expect(answer.text).not.toContain('<script>alert')
  })

  it('sends its pages with a policy that makes no exception for the tag', async () => {
    const response = await fetch(demo.urls.site)
    const policy = response.headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`script-src 'self' ${demo.urls.api};`)
    expect(policy).toContain("style-src 'self';")
    expect(policy).toContain("require-trusted-types-for 'script'")
  })
})

describe('the set-up of the shop', () => {
  it('begins with the first, and is another one for whoever chose it', async () => {
    const [browser, other] = [createBrowser(), createBrowser()]
    expect(await browser.sitekey()).toBe('site_demo')
    const answer = await browser.send('/set-up', { setup: 'site_demo_codes', page: '/checkout' })
    expect(answer).toMatchObject({ status: 303, location: '/checkout' })
    expect(await browser.sitekey('/checkout')).toBe('site_demo_codes')
    expect(await other.sitekey()).toBe('site_demo')
  })

  it('is one of those that there are, and leads to a page of the shop', async () => {
    const browser = createBrowser()
    const answer = await browser.send('/set-up', { setup: 'site_other', page: 'https://evil.example/' })
    expect(answer).toMatchObject({ status: 303, location: '/' })
    expect(await browser.sitekey()).toBe('site_demo')
  })

  it('decides which proofs the shop takes', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const proof = await browser.prove(nonce)
    await browser.send('/set-up', { setup: 'site_demo_codes', page: '/' })
    const answer = await browser.send('/signup', { ...account, nonce, 'reachproof-response': proof })
    expect(answer.status).toBe(403)
  })

  it('lets Zadarma make the code, and compare it', async () => {
    const browser = createBrowser()
    await browser.send('/set-up', { setup: 'site_demo_codes', page: '/' })
    const nonce = await browser.nonce('/?lang=en')
    const started = await browser.start(nonce, '+33612345701', 'sms', 'site_demo_codes')
    const { text } = await browser.heard('text', message => message.to === '+33612345701')
    const { proof } = await browser.check(/\d{4,10}/.exec(text)![0], started)
    const answer = await browser.send('/signup', { ...account, nonce, 'reachproof-response': proof! })
    expect(answer).toMatchObject({ status: 303, location: '/welcome' })
  })
})

describe('a text message', () => {
  it('brings the code to the phone, whatever number was typed', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const started = await browser.start(nonce, '+33612345702', 'sms')
    const { text } = await browser.heard('text', message => message.to === '+33612345702')
    const { proof } = await browser.check(/\d{6}/.exec(text)![0], started)
    const answer = await browser.send('/signup', { ...account, nonce, 'reachproof-response': proof! })
    expect(answer).toMatchObject({ status: 303, location: '/welcome' })
  })
})

describe('a call', () => {
  it('speaks the code', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const started = await browser.start(nonce, '+33612345703', 'call_code')
    const { id } = await browser.heard('call', call => call.to === '+33612345703')
    await browser.onCall(id, 'answer', { page: 'holder' })
    const { said } = await browser.heard('call', call => call.id === id && call.said.length > 0)
    const { state } = await browser.check(said[0]!.text.replace(/\D/g, ''), started)
    expect(state).toBe('verified')
  })

  it('asks for a key: enough for the sign-up', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/?lang=en')
    const proof = await browser.pressOne(nonce, '+33612345704')
    const answer = await browser.send('/signup', { ...account, nonce, 'reachproof-response': proof })
    expect(answer).toMatchObject({ status: 303, location: '/welcome' })
    expect((await browser.open('/welcome')).text).toContain('urn:reachproof:acr:consent')
  })

  it('asks for a key: too little for the books of an account', async () => {
    const browser = createBrowser()
    const nonce = await browser.nonce('/account?lang=en')
    const proof = await browser.pressOne(nonce, '+33612345678')
    const answer = await browser.send('/account', { address: 'Brest', nonce, 'account-proof': proof })
    expect(answer.status).toBe(403)
    expect(answer.text).toContain('acr_too_low')
  })
})

describe('the simulated phone', () => {
  it('tells a page that opens what was said before, to that browser alone', async () => {
    const browser = createBrowser()
    const { whatsapp } = await browser.start(await browser.nonce('/'))
    await browser.write('+33612345678', whatsapp!.command)
    const chat = await browser.chat()
    expect(chat.map(({ from, state }) => [from, state])).toEqual([
      ['phone', 'read'],
      ['business', 'read'],
    ])
    const other = createBrowser()
    await other.open('/')
    expect(await other.chat()).toEqual([])
  })

  it('can hide its number', async () => {
    const browser = createBrowser()
    const { whatsapp } = await browser.start(await browser.nonce('/'))
    const message = await browser.write('hidden', whatsapp!.command)
    expect(message.state).toBe('read')
    expect((await browser.chat()).at(-1)!.text).not.toMatch(/\d{6}/)
  })

  it('refuses what is no message', async () => {
    const browser = createBrowser()
    expect(await browser.write('0612345678', 'VERIFY')).toHaveProperty('error')
    expect(await browser.write('+33612345678', '  ')).toHaveProperty('error')
  })
})

it('says which port is taken, and leaves none behind', async () => {
  const squatter = createServer()
  await new Promise<void>(resolve => squatter.listen(0, '127.0.0.1', resolve))
  const { port } = squatter.address() as AddressInfo
  const starting = startDemo({ sitePort: port, apiPort: 0, dataFolder, log })
  await expect(starting).rejects.toThrow(PortTaken)
  await expect(starting).rejects.toMatchObject({ port, which: 'site' })
  squatter.close()
})
