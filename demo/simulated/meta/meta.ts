import { createHmac, randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { setTimeout as pause } from 'node:timers/promises'
import type { PhoneNetwork } from '../../network.ts'
import { WebhookError } from '../massejli/massejli.ts'
import {
  type MetaMessageType,
  type MetaStatus,
  messagesEnvelope,
  statusEnvelope,
  wamid,
} from './envelopes.ts'
import { createGraphDesk, GraphRefusal, type GraphRules, type Taken } from './graph.ts'

/** What Meta's dashboard knows of a business and its app. */
export interface MetaAccount extends GraphRules {
  /** Signs every delivery. */
  appSecret: string
  verifyToken: string
  webhook: string
}

/** How a message reaches the webhook. */
export interface MetaMessageOptions {
  type?: MetaMessageType
  forwarded?: boolean
  /** When it was written, epoch milliseconds; default: now. */
  sentAt?: number
  /** Everything but ASCII as `\uXXXX`, as Meta does it too. */
  escaped?: boolean
  /** How often the same bytes are delivered, all at once; default: once. */
  copies?: number
  /** More texts of the same sender, each an entry of its own in the same POST. */
  further?: readonly string[]
  /** What is told of every answer to this sender from now on, in this order; default: sent, delivered. */
  statuses?: readonly MetaStatus[]
  /** Why, with the status `failed`; default: 131026. */
  errorCode?: number
}

export interface SimulatedMeta {
  /** In place of `https://graph.facebook.com`. */
  readonly url: string
  /**
   * Somebody writes to the business number in WhatsApp. Resolves once the webhook took it; what the business answers
   * arrives on the network. Throws WebhookError.
   *
   * @param from E.164; null when WhatsApp hides the number
   */
  message(from: string | null, text: string, options?: MetaMessageOptions): Promise<void>
  /** What happens when the webhook's address is saved in the dashboard: whether the webhook passes. */
  verify(): Promise<boolean>
  close(): Promise<void>
}

export interface MetaOptions {
  now?: () => number
  /** The pauses before a delivery that was not answered with 200 is tried again. Meta goes on for 7 days. */
  retryAfterMs?: readonly number[]
}

interface StatusPlan {
  statuses: readonly MetaStatus[]
  errorCode: number
}

const usual: StatusPlan = { statuses: ['sent', 'delivered'], errorCode: 131026 }

/**
 * Meta, as far as a business on the WhatsApp Cloud API sees it: it takes messages as `graph.facebook.com` does,
 * brings them to phones, and posts to the webhook what people write and what became of each message.
 *
 * It knows nothing of verifications.
 */
export async function createSimulatedMeta(
  account: MetaAccount,
  network: Pick<PhoneNetwork, 'chat'>,
  { now = Date.now, retryAfterMs = [300, 1000] }: MetaOptions = {},
): Promise<SimulatedMeta> {
  const desk = createGraphDesk(account, now)
  const plans = new Map<string, StatusPlan>()
  const underWay = new Set<Promise<void>>()
  const closing = new AbortController()

  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => null)
    // Whoever asked has gone away.
    if (body === null) return
    const asked = {
      method: request.method!,
      path: new URL(request.url!, 'http://graph').pathname,
      authorization: request.headers.authorization,
      body,
    }
    try {
      if (asked.method === 'GET') return answer(200, desk.show(asked))
      const taken = desk.take(asked)
      const id = wamid()
      const contacts = [{ input: taken.to, wa_id: taken.to.slice(1) }]
      answer(200, { messaging_product: 'whatsapp', contacts, messages: [{ id }] })
      inBackground(carry(id, taken))
    } catch (error) {
      if (!(error instanceof GraphRefusal)) throw error
      answer(error.status, { error: refusalBody(error) })
    }

    function answer(status: number, body: object): void {
      response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' })
      response.end(JSON.stringify(body))
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,

    async message(from, text, options = {}) {
      const { type = 'text', forwarded = false, sentAt = now(), copies = 1, further = [] } = options
      if (from !== null) {
        desk.wrote(from)
        const { statuses, errorCode = usual.errorCode } = options
        if (statuses) plans.set(from, { statuses, errorCode })
      }
      const messages = [text, ...further].map(text => ({ from, text, type, forwarded, sentAt }))
      const body = serialise(messagesEnvelope(account, messages), options.escaped ?? false)
      await Promise.all(Array.from({ length: copies }, () => deliver(body)))
    },

    async verify() {
      const challenge = String(randomInt(1e9, 2e9))
      const url = new URL(account.webhook)
      url.searchParams.set('hub.mode', 'subscribe')
      url.searchParams.set('hub.challenge', challenge)
      url.searchParams.set('hub.verify_token', account.verifyToken)
      try {
        const response = await send(url.href, 'GET', {}, '')
        return response.statusCode === 200 && (await text(response)) === challenge
      } catch {
        return false
      }
    },

    async close() {
      closing.abort()
      server.close()
      server.closeAllConnections()
      await Promise.all(underWay)
    },
  }

  /** The message reaches the phone, and the webhook hears of it. */
  async function carry(id: string, { to, text }: Taken): Promise<void> {
    const { statuses, errorCode } = plans.get(to) ?? usual
    if (!statuses.includes('failed')) network.chat({ from: account.number, to, text })
    for (const status of statuses) {
      const report = statusEnvelope(account, { id, to, status, at: now(), errorCode })
      await deliver(serialise(report, false))
    }
  }

  /** Like Meta: again and again until it is answered with 200. */
  async function deliver(body: string): Promise<void> {
    const headers = { 'content-type': 'application/json', 'x-hub-signature-256': signatureOf(body) }
    for (const pauseMs of [...retryAfterMs, null]) {
      const status = await statusOf(body, headers)
      if (status === 200) return
      if (pauseMs === null || closing.signal.aborted) {
        throw new WebhookError(
          status === null ? 'The webhook could not be reached.' : `The webhook answered ${status}.`,
        )
      }
      await pause(pauseMs, undefined, { signal: closing.signal }).catch(() => {})
    }
  }

  /** Null when there is no answer. */
  async function statusOf(body: string, headers: Record<string, string>): Promise<number | null> {
    try {
      const response = await send(account.webhook, 'POST', headers, body)
      response.resume()
      return response.statusCode ?? null
    } catch {
      return null
    }
  }

  function signatureOf(body: string): string {
    return `sha256=${createHmac('sha256', account.appSecret).update(body, 'utf8').digest('hex')}`
  }

  function inBackground(work: Promise<void>): void {
    // Nobody waits for a status: what the webhook refuses to the end is lost, as it is at Meta.
    const done = work
      .catch(error => {
        if (!(error instanceof WebhookError)) throw error
      })
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }
}

function serialise(envelope: object, escaped: boolean): string {
  const body = JSON.stringify(envelope)
  if (!escaped) return body
  return body.replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
}

function refusalBody({ code, message }: GraphRefusal): object {
  return {
    message: `(#${code}) ${message}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: message },
    fbtrace_id: 'A1b2C3d4',
  }
}

function send(
  url: string,
  method: string,
  headers: Record<string, string>,
  body: string,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const length = body ? { 'content-length': String(Buffer.byteLength(body)) } : {}
    const call = request(url, { method, headers: { ...headers, ...length }, timeout: 10_000 }, resolve)
    call.on('timeout', () => call.destroy(new Error('timeout')))
    call.on('error', reject)
    call.end(body)
  })
}
