import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'
import type { ChannelId } from '../../server/api.ts'
import { accounts } from './accounts.ts'

// Every provider in one place: a server on loopback that takes what ours sends, and writes all of it down.

export interface SinkPorts {
  httpUrl: string
  smtpUrl: string
}

/** A request that arrived, whatever it was for. */
export interface SinkRequest {
  provider: 'cloud' | 'zadarma' | 'twilio' | 'gateway' | 'unknown'
  method: string
  /** With its query. */
  path: string
  headers: IncomingHttpHeaders
  body: string
}

/** What was sent to a contact, in the same words for every provider. */
export interface Sent {
  provider: SinkRequest['provider'] | 'smtp'
  channel: ChannelId
  to: string
  /** All that the contact reads or hears; of a mail, its source. */
  text: string
  code: string | null
  /** Of an HTTP provider. */
  request?: SinkRequest
  /** Of a mail. */
  mail?: { from: string; to: string[]; subject: string; text: string; html: string }
}

/** What the sink answers; `reset` cuts the connection. Undefined: what the provider would. */
export type SinkAnswer =
  | { status?: number; headers?: Record<string, string>; body?: string }
  | 'reset'
  | undefined

export interface Sink extends SinkPorts {
  /** Everything that was sent to contacts, in order. */
  sent: Sent[]
  /** Every HTTP request, those that send nothing too. */
  requests: SinkRequest[]
  /** What the answers of webhooks said to a contact: Massejli and Twilio take messages that way. */
  replies: { to: string; text: string; code: string | null }[]
  /** Decides about every HTTP request from now on, also later: it may be a promise. Null: as usual. */
  behave: ((request: SinkRequest) => SinkAnswer | Promise<SinkAnswer>) | null
  /** All that went to a contact so far; waits until there are as many as that. Phones in any spelling of their digits. */
  messagesTo(contact: string, atLeast?: number): Promise<{ text: string; code: string | null }[]>
  /** Notes what the answer of a webhook said. */
  replied(to: string, text: string): void
  close(): Promise<void>
}

const codes = /(?<!\d)\d{6}(?!\d)/g

/** The one code of six digits in a text; null when there is none or more than one. */
export function codeOf(said: string): string | null {
  const found = [...new Set([...said.matchAll(codes)].map(([code]) => code))]
  return found.length === 1 ? found[0]! : null
}

export async function openSink(): Promise<Sink> {
  const listeners = new Set<() => void>()
  const http = createServer((req, res) => void answer(req, res))
  http.on('clientError', (_error, socket) => socket.destroy())
  const smtp = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onData(stream, session, done) {
      void (async () => {
        const source = await text(stream)
        const parsed = await PostalMime.parse(source)
        const to = session.envelope.rcptTo.map(({ address }) => address)
        const mail = {
          from: session.envelope.mailFrom ? session.envelope.mailFrom.address : '',
          to,
          subject: parsed.subject ?? '',
          text: parsed.text ?? '',
          html: parsed.html ?? '',
        }
        note({
          provider: 'smtp',
          channel: 'email',
          to: to.join(', '),
          text: source,
          code: codeOf(mail.text),
          mail,
        })
        done()
      })()
    },
  })
  // A client that goes away in the middle is a part of some tests.
  smtp.on('error', () => {})
  http.listen(0, '127.0.0.1')
  await once(http, 'listening')
  await new Promise<void>(resolve => smtp.listen(0, '127.0.0.1', resolve))

  const sink: Sink = {
    httpUrl: `http://127.0.0.1:${(http.address() as AddressInfo).port}`,
    smtpUrl: `smtp://127.0.0.1:${(smtp.server.address() as AddressInfo).port}`,
    sent: [],
    requests: [],
    replies: [],
    behave: null,
    async messagesTo(contact, atLeast = 1) {
      for (;;) {
        const found = [...sink.sent, ...sink.replies].filter(one => sameContact(one.to, contact))
        if (found.length >= atLeast) return found
        await new Promise<void>(resolve => {
          const listener = () => {
            listeners.delete(listener)
            resolve()
          }
          listeners.add(listener)
        })
      }
    },
    replied(to, said) {
      if (said === '') return
      sink.replies.push({ to, text: said, code: codeOf(said) })
      wake()
    },
    async close() {
      http.closeAllConnections()
      http.close()
      await new Promise<void>(resolve => smtp.close(() => resolve()))
    },
  }
  return sink

  function note(sent: Sent): void {
    sink.sent.push(sent)
    wake()
  }

  function wake(): void {
    for (const listener of [...listeners]) listener()
  }

  async function answer(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const { method = '', url: path = '', headers } = req
    const request: SinkRequest = { provider: providerOf(path), method, path, headers, body: await text(req) }
    sink.requests.push(request)
    const sent = sentIn(request)
    if (sent) note(sent)
    const said = await sink.behave?.(request)
    if (said === 'reset') return void req.socket.destroy()
    const { status = 200, headers: more, body } = said ?? usual(request)
    res.writeHead(status, { 'content-type': 'application/json', ...more }).end(body)
  }
}

function providerOf(path: string): SinkRequest['provider'] {
  if (/^\/v\d+\.\d+\/\d+/.test(path)) return 'cloud'
  if (path.startsWith('/v1/')) return 'zadarma'
  if (path.startsWith('/2010-04-01/')) return 'twilio'
  return path.startsWith('/gateway/') ? 'gateway' : 'unknown'
}

/** What a request sends to a contact; null when it sends nothing. */
function sentIn(request: SinkRequest): Sent | null {
  const { provider, method, path, body } = request
  if (method !== 'POST') return null
  const form = new URLSearchParams(body)
  switch (provider) {
    case 'cloud': {
      const { to, text: plain, template } = JSON.parse(body)
      const said = plain ? plain.body : JSON.stringify(template)
      return { provider, channel: 'whatsapp', to, text: said, code: codeOf(said), request }
    }
    case 'zadarma': {
      if (!/^\/v1\/verify\/?$/.test(path)) return null
      const channel = form.get('channel') as ChannelId
      const to = form.get('to') ?? ''
      return { provider, channel, to, text: body, code: form.get('code'), request }
    }
    case 'twilio': {
      const said = form.get('Body') ?? form.get('Twiml') ?? ''
      const channel = path.includes('/Calls') ? 'call_code' : 'sms'
      // A call speaks its code only after a key: there is none in what it begins with.
      const code = channel === 'sms' ? codeOf(said) : null
      return { provider, channel, to: form.get('To') ?? '', text: said, code, request }
    }
    case 'gateway': {
      const { channel, to, text: said, code = null } = JSON.parse(body)
      return { provider, channel, to, text: said, code, request }
    }
    default:
      return null
  }
}

let answers = 0

/** What the provider itself would answer. */
function usual({ provider, method, path }: SinkRequest): {
  status?: number
  headers?: undefined
  body: string
} {
  const n = ++answers
  const said = (value: unknown, status = 200) => ({ status, body: JSON.stringify(value) })
  switch (provider) {
    case 'cloud': {
      if (method === 'POST') return said({ messages: [{ id: `wamid.${n}` }] })
      const account = [accounts.cloud_a, accounts.cloud_b].find(one => path.includes(one.phoneNumberId))
      return said({ display_phone_number: account?.number })
    }
    case 'zadarma':
      if (path.includes('/sounds/list')) {
        const ids = Object.values(accounts.zad.sounds)
        return said({ status: 'success', sounds: ids.map(id => ({ id, name: id })) })
      }
      return said({ status: 'success', request_id: String(n) })
    case 'twilio': {
      const sid = (path.includes('/Calls') ? 'CA' : 'SM') + n.toString(16).padStart(32, '0')
      return said({ sid, status: 'queued' }, 201)
    }
    case 'gateway':
      return said({ id: `gateway-${n}` })
    case 'unknown':
      return said({}, 404)
  }
}

/** Whether two spellings of a phone or an email address are the same one. */
export function sameContact(a: string, b: string): boolean {
  if (a.includes('@') || b.includes('@')) return a.toLowerCase() === b.toLowerCase()
  return a.replace(/\D/g, '') === b.replace(/\D/g, '')
}
