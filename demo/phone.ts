import { Router } from 'express'
import type { Mailbox } from './mailbox.ts'
import type { Session } from './session.ts'
import { type SimulatedMassejli, WebhookError } from './simulated-massejli.ts'

/** A line of the chat between one phone number and the business. */
export interface ChatMessage {
  id: number
  /** The phone that the thread belongs to: E.164, or `hidden`. */
  phone: string
  from: 'phone' | 'business'
  text: string
  /** Epoch milliseconds. */
  at: number
  /** `failed` with a reason: the provider could not hand it on. */
  state: 'sent' | 'delivered' | 'read' | 'failed'
  reason?: string
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
  /** The end of what was there already; everything after it is new. */
  ready: Record<string, never>
}

const keepMessages = 200
const maxTextLength = 1000

/**
 * The network behind the simulated phone: its chat goes to the simulated
 * Massejli, its mailbox is a real one, and pages hear of both by Server-Sent Events.
 *
 * Its routes expect the session in `response.locals`, as the shop's middleware leaves it.
 */
export function createPhone(
  massejli: SimulatedMassejli,
  mailbox: Mailbox,
  now: () => number = Date.now,
): Router {
  const chats = new WeakMap<Session, ChatMessage[]>()
  const pages = new Map<Session, Set<(chunk: string) => void>>()
  let lastId = 0

  const chatOf = (session: Session): ChatMessage[] => {
    const chat = chats.get(session) ?? []
    chats.set(session, chat)
    return chat
  }

  const event = <K extends keyof PhoneEvents>(name: K, data: PhoneEvents[K]): string =>
    `event: ${name}\ndata: ${JSON.stringify(data)}\n\n`

  const mailEvent = (mail: Mailbox['mails'][number]): string =>
    event('mail', { ...mail, html: mail.html !== null })

  mailbox.onMail(mail => {
    for (const streams of pages.values()) for (const send of streams) send(mailEvent(mail))
  })

  function tell(session: Session, message: ChatMessage): void {
    for (const send of pages.get(session) ?? []) send(event('chat', message))
  }

  function add(session: Session, message: Omit<ChatMessage, 'id' | 'at'>): ChatMessage {
    const added = { ...message, id: ++lastId, at: now() }
    const chat = chatOf(session)
    chat.push(added)
    if (chat.length > keepMessages) chat.shift()
    tell(session, added)
    return added
  }

  async function deliver(session: Session, message: ChatMessage): Promise<void> {
    message.state = 'delivered'
    tell(session, message)
    try {
      const contact = message.phone === 'hidden' ? '' : message.phone.slice(1)
      const answer = await massejli.message(contact, message.text)
      message.state = 'read'
      tell(session, message)
      if (answer) add(session, { phone: message.phone, from: 'business', text: answer, state: 'read' })
    } catch (error) {
      message.state = 'failed'
      message.reason = error instanceof WebhookError ? error.message : 'Something broke in the simulation.'
      tell(session, message)
      if (!(error instanceof WebhookError)) throw error
    }
  }

  const router = Router()

  router.get('/events', (request, response) => {
    const session: Session = response.locals.session
    response.set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
    response.flushHeaders()
    const send = (chunk: string): void => void response.write(chunk)
    for (const message of chatOf(session)) send(event('chat', message))
    for (const mail of mailbox.mails) send(mailEvent(mail))
    send(event('ready', {}))
    const streams = pages.get(session) ?? new Set()
    pages.set(session, streams.add(send))
    request.on('close', () => {
      streams.delete(send)
      if (streams.size === 0) pages.delete(session)
    })
  })

  router.post('/messages', async (request, response) => {
    const { phone, text } = readMessage(request.body)
    if (phone === undefined || text === undefined) {
      response.status(400).json({ error: 'A message has a "phone" (E.164, or "hidden") and a "text".' })
      return
    }
    const session: Session = response.locals.session
    const message = add(session, { phone, from: 'phone', text, state: 'sent' })
    await deliver(session, message)
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

  return router
}

function readMessage(body: unknown): { phone?: string; text?: string } {
  if (typeof body !== 'object' || body === null) return {}
  const { phone, text } = body as Record<string, unknown>
  return {
    ...(typeof phone === 'string' && /^(\+[1-9]\d{5,14}|hidden)$/.test(phone) && { phone }),
    ...(typeof text === 'string' && text.trim() !== '' && text.length <= maxTextLength && { text }),
  }
}
