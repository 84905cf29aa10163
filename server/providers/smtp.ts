/** Email over SMTP, through nodemailer. @see https://nodemailer.com/smtp/ */
import type { Transporter } from 'nodemailer'
import { z } from 'zod'
import { type Channel, DeliveryError, type DeliveryReason, type Message, type Provider } from '../channel.ts'
import { parseEmail } from '../email-address.ts'
import { renderEmail } from '../message.ts'
import type { ProviderType } from './provider-type.ts'

const settings = z.object({
  /** `smtp://user:pass@host:587` (STARTTLS) or `smtps://user:pass@host` (TLS from the start). */
  url: z
    .string('write smtps://user:password@host')
    .regex(
      /^smtps?:\/\/[^\s/]+/,
      'write smtps://user:password@host, or smtp:// for a server that starts without TLS',
    ),
  /** `Name <address>`, or the address alone. */
  from: z
    .string('write "Example <verify@example.com>"')
    .refine(text => readFrom(text) !== null, 'write "Example <verify@example.com>"'),
})

export const smtp: ProviderType<z.infer<typeof settings>> = {
  type: 'smtp',
  settings,
  channels: ['email'],
  free: true,
  needsHookToken: false,
  create: (name, { url, from }, { mode }) => createSmtp(name, url, readFrom(from)!, mode === 'production'),
}

interface Mailbox {
  name: string
  address: string
}

function createSmtp(name: string, url: string, from: Mailbox, production: boolean): Provider {
  // Loaded with the first mail: a server starts faster, and one that sends none never needs it.
  let opened: Promise<Transporter> | undefined
  const transport = () => {
    opened ??= openTransport(url, production)
    return opened
  }

  const email: Channel = {
    id: 'email',
    sender: from.address,
    async deliver(message, signal) {
      try {
        await settledBefore(signal, sent(message))
        return { id: null }
      } catch (error) {
        throw deliveryError(error)
      }
    },
  }
  return { name, channels: { email }, close: async () => (await opened)?.close() }

  async function sent(message: Message): Promise<void> {
    await (await transport()).sendMail(mailFor(message, from))
  }
}

async function openTransport(url: string, production: boolean): Promise<Transporter> {
  const { createTransport } = await import('nodemailer')
  return createTransport({
    url,
    pool: true,
    maxConnections: 4,
    // A password never crosses the network in the clear, except to a mail catcher on a developer's machine.
    requireTLS: production && url.startsWith('smtp:') && !isLoopback(url),
    // The library waits for minutes by default; the visitor does not.
    connectionTimeout: 8000,
    greetingTimeout: 8000,
    socketTimeout: 9000,
    dnsTimeout: 5000,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
}

function mailFor(message: Message, from: Mailbox) {
  const { subject, text, html } = renderEmail(message, message.texts)
  return {
    from,
    // Always an object: in a string the library would look for several addresses. The contact passed our own grammar.
    to: { name: '', address: message.to },
    subject,
    text,
    html,
    headers: { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' },
  }
}

async function settledBefore<T>(signal: AbortSignal, work: Promise<T>): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>()
  const onAbort = () =>
    reject(new DeliveryError('timeout', 'the mail server did not answer in time', { unsent: false }))
  signal.addEventListener('abort', onAbort, { once: true })
  try {
    return await Promise.race([work, promise])
  } finally {
    signal.removeEventListener('abort', onAbort)
  }
}

/** What nodemailer calls it → what we call it, and whether it is certain that no mail went out. */
const reasons: Readonly<Record<string, [DeliveryReason, unsent: boolean]>> = {
  EENVELOPE: ['invalid_contact', true],
  EAUTH: ['unauthorized', true],
  ENOAUTH: ['unauthorized', true],
  EOAUTH2: ['unauthorized', true],
  ECONFIG: ['unauthorized', true],
  EDNS: ['unavailable', true],
  ETLS: ['unavailable', true],
  EREQUIRETLS: ['unavailable', true],
  EMESSAGE: ['rejected', true],
  ETIMEDOUT: ['timeout', false],
}

interface MailerError {
  code?: string
  responseCode?: number
  command?: string
  syscall?: string
  timeoutType?: string
}

function deliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error
  const { code = 'unknown', responseCode, command } = error as MailerError
  let [reason, unsent] = reasons[code] ?? (['unavailable', false] as const)
  if (neverGreeted(error as MailerError)) unsent = true
  // 4xx is "not now" for any command (RFC 5321 §4.2.1): the address itself may be right.
  if (responseCode !== undefined && responseCode >= 400 && responseCode < 500)
    [reason, unsent] = ['rate_limited', true]
  // Never the server's own words: they may repeat the address.
  return new DeliveryError(reason, [code, responseCode, command].filter(Boolean).join(' '), { unsent })
}

/**
 * Nothing was said yet when the connection failed. One that breaks later may break after the server has the
 * mail, and nodemailer tells the two apart by nothing else.
 */
function neverGreeted({ code, command, syscall, timeoutType }: MailerError): boolean {
  if (code === 'ECONNECTION') return command !== 'CONN'
  return syscall === 'connect' || timeoutType === 'CONNECT_TIMEOUT' || timeoutType === 'GREETING_TIMEOUT'
}

function readFrom(text: string): Mailbox | null {
  const [, name = '', bracketed] = /^\s*"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>\s*$/.exec(text) ?? []
  const address = bracketed ?? text.trim()
  // A mail catcher on the developer's own machine has no top-level domain.
  return parseEmail(address) || /^[\w.+-]+@localhost$/.test(address) ? { name, address } : null
}

function isLoopback(url: string): boolean {
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])$/.test(new URL(url).hostname)
}
