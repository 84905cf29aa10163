import { Router } from 'express'
import { type CallView, createCalls } from './calls.ts'
import type { Mailbox } from './mailbox.ts'
import type { PhoneNetwork } from './network.ts'
import { createOpenPages } from './open-pages.ts'
import type { Session } from './session.ts'
import { WebhookError } from './simulated/massejli/massejli.ts'

/** A line of the chat between one phone number and a business. */
export interface ChatMessage {
  id: number
  /** The phone that the thread belongs to: E.164, or `hidden`. */
  phone: string
  /** The other end: E.164. */
  business: string
  from: 'phone' | 'business'
  text: string
  /** Epoch milliseconds. */
  at: number
  /** `failed` with a reason: the provider could not hand it on. */
  state: 'sent' | 'delivered' | 'read' | 'failed'
  reason?: string
}

/** A text message that arrived. */
export interface TextMessage {
  id: number
  /** A number or a name. */
  from: string
  /** E.164. */
  to: string
  text: string
  /** Epoch milliseconds. */
  at: number
}

/** What `GET /phone/events` streams: first everything there is, then each change. */
export interface PhoneEvents {
  chat: ChatMessage
  mail: {
    id: number
    from: { name: string; address: string }
    to: string
    subject: string
    at: number
    text: string
    html: boolean
  }
  text: TextMessage
  call: CallView
  /** What the simulated Zadarma plays from now on. */
  scenario: { id: string }
  /** The end of what was there already; everything after it is new. */
  ready: Record<string, never>
}

/**
 * Takes what somebody writes in WhatsApp to the number of a business.
 *
 * Resolves to the text that the business answers at once; empty for silence, and for an answer that
 * comes by itself over the network. Throws WebhookError.
 *
 * @param from E.164; null when WhatsApp hides the number
 */
export type ChatService = (from: string | null, text: string) => Promise<string>

/** What a simulated provider can be told to do, by id. */
export interface Scenarios {
  readonly ids: readonly string[]
  current(): string
  choose(id: string): void
}

/** What stands behind the phone. */
export interface PhoneServices {
  /** By the business number that people write to: E.164. */
  chats: ReadonlyMap<string, ChatService>
  scenarios: Scenarios | null
}

export interface Phone {
  /** For the simulated providers: what they do reaches every open page. */
  readonly network: PhoneNetwork
  /** The routes of the pages. They expect the session in `response.locals`, as the shop's middleware leaves it. */
  routes(services: PhoneServices): Router
  /** Ends every call. */
  close(): void
}

export interface PhoneOptions {
  /** How long it rings, in milliseconds. */
  ringMs?: number
  now?: () => number
}

const keepMessages = 200
const keepTexts = 50
const keepWriters = 1000
const maxTextLength = 1000
const isNumber = (value: unknown): value is string =>
  typeof value === 'string' && /^\+[1-9]\d{5,14}$/.test(value)

/**
 * The network behind the simulated phone. It has chat, text messages and calls
 * from whoever implements a provider, and a mailbox that is a real one; pages
 * hear of all of it by Server-Sent Events.
 *
 * A chat belongs to the browser that wrote first. Text messages, calls and
 * mails come to every open page, whatever number or address was typed.
 */
export function createPhone(mailbox: Mailbox, { ringMs, now = Date.now }: PhoneOptions = {}): Phone {
  const chats = new WeakMap<Session, ChatMessage[]>()
  /** Who wrote last from a phone to a business: its answers go there. */
  const writers = new Map<string, Session>()
  const texts: TextMessage[] = []
  let lastId = 0

  const pages = createOpenPages(page => calls.leave(page))
  const calls = createCalls({
    tell: call => tell('call', call),
    now,
    ...(ringMs !== undefined && { ringMs }),
  })

  function tell<K extends keyof PhoneEvents>(event: K, data: PhoneEvents[K], session?: Session): void {
    for (const page of pages.of(session)) page.send(event, data)
  }

  const mailEvent = (mail: Mailbox['mails'][number]): PhoneEvents['mail'] => ({
    ...mail,
    html: mail.html !== null,
  })
  mailbox.onMail(mail => tell('mail', mailEvent(mail)))

  const chatOf = (session: Session): ChatMessage[] => {
    const chat = chats.get(session) ?? []
    chats.set(session, chat)
    return chat
  }

  function add(session: Session, message: Omit<ChatMessage, 'id' | 'at'>): ChatMessage {
    const added = { ...message, id: ++lastId, at: now() }
    const chat = chatOf(session)
    chat.push(added)
    if (chat.length > keepMessages) chat.shift()
    tell('chat', added, session)
    return added
  }

  const threadKey = (phone: string, business: string): string => `${phone} ${business}`

  function remember(session: Session, { phone, business }: ChatMessage): void {
    const key = threadKey(phone, business)
    writers.delete(key)
    writers.set(key, session)
    if (writers.size > keepWriters) writers.delete(writers.keys().next().value!)
  }

  const network: PhoneNetwork = {
    text(message) {
      const text = { ...message, id: ++lastId, at: now() }
      texts.push(text)
      if (texts.length > keepTexts) texts.shift()
      tell('text', text)
    },

    chat({ from, to, text }) {
      const writer = writers.get(threadKey(to, from))
      const sessions = writer ? [writer] : new Set(pages.of().map(page => page.session))
      for (const session of sessions)
        add(session, { phone: to, business: from, from: 'business', text, state: 'read' })
    },

    call: call => calls.place(call),
  }

  async function deliver(session: Session, message: ChatMessage, service: ChatService): Promise<void> {
    const { phone, business } = message
    message.state = 'delivered'
    tell('chat', message, session)
    try {
      const answer = await service(phone === 'hidden' ? null : phone, message.text)
      message.state = 'read'
      tell('chat', message, session)
      if (answer) add(session, { phone, business, from: 'business', text: answer, state: 'read' })
    } catch (error) {
      message.state = 'failed'
      message.reason = error instanceof WebhookError ? error.message : 'Something broke in the simulation.'
      tell('chat', message, session)
      if (!(error instanceof WebhookError)) throw error
    }
  }

  function routes({ chats: services, scenarios }: PhoneServices): Router {
    const router = Router()

    router.get('/events', (request, response) => {
      const session: Session = response.locals.session
      const page = pages.open(response, typeof request.query.page === 'string' ? request.query.page : '')
      const send = <K extends keyof PhoneEvents>(event: K, data: PhoneEvents[K]): void =>
        page.send(event, data)
      for (const message of chatOf(session)) send('chat', message)
      for (const mail of mailbox.mails) send('mail', mailEvent(mail))
      for (const text of texts) send('text', text)
      for (const call of calls.list) send('call', call)
      if (scenarios) send('scenario', { id: scenarios.current() })
      send('ready', {})
    })

    router.post('/messages', async (request, response) => {
      const { phone, to, text } = readMessage(request.body)
      const service = to === undefined ? undefined : services.get(to)
      if (phone === undefined || to === undefined || !service || text === undefined) {
        response.status(400).json({
          error:
            'A message has a "phone" (E.164, or "hidden"), the number of a business in "to", and a "text".',
        })
        return
      }
      const session: Session = response.locals.session
      const message = add(session, { phone, business: to, from: 'phone', text, state: 'sent' })
      remember(session, message)
      await deliver(session, message, service)
      response.status(202).json(message)
    })

    router.get('/mails/:id', (request, response) => {
      const mail = mailbox.mails.find(mail => mail.id === Number(request.params.id))
      if (mail?.html == null) {
        response.status(404).type('text').send('This mail has no HTML.')
        return
      }
      // A mail is a stranger's document: an opaque origin, no scripts, nothing fetched, shown in our own frame only.
      response.set(
        'content-security-policy',
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'",
      )
      response.type('html').send(mail.html)
    })

    /** What somebody does with a call. Coming too late is no mistake: calls end, and others pick up. */
    const act = (name: string, acts: (id: number, body: Record<string, unknown>) => boolean): void =>
      void router.post(`/calls/:id/${name}`, (request, response) => {
        response.json({ done: acts(Number(request.params.id), request.body ?? {}) })
      })
    act('answer', (id, { page }) => typeof page === 'string' && page !== '' && calls.answer(id, page))
    act('decline', id => calls.decline(id))
    act('hang-up', id => calls.hangUp(id))
    act('key', (id, { key }) => typeof key === 'string' && /^[0-9*#]$/.test(key) && calls.press(id, key))
    act('spoken', (id, { line }) => typeof line === 'number' && calls.spoken(id, line))

    router.post('/scenario', (request, response) => {
      const id: unknown = request.body?.scenario
      if (typeof id !== 'string' || !scenarios?.ids.includes(id)) {
        response.status(400).json({ error: 'There is no such "scenario".' })
        return
      }
      scenarios.choose(id)
      tell('scenario', { id })
      response.status(204).end()
    })

    return router
  }

  return { network, routes, close: () => calls.close() }
}

function readMessage(body: unknown): { phone?: string; to?: string; text?: string } {
  if (typeof body !== 'object' || body === null) return {}
  const { phone, to, text } = body as Record<string, unknown>
  return {
    ...((isNumber(phone) || phone === 'hidden') && { phone }),
    ...(isNumber(to) && { to }),
    ...(typeof text === 'string' && text.trim() !== '' && text.length <= maxTextLength && { text }),
  }
}
