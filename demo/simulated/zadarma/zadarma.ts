import { randomBytes, randomInt } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { setTimeout as delay } from 'node:timers/promises'
import type { PhoneNetwork } from '../../network.ts'
import { type CallTools, callWithButton, callWithCode, type Recording } from './calls.ts'
import { type Scenario, scenarioIds } from './scenarios.ts'
import { requestSignature } from './signature.ts'
import { isLanguage, wordsFor } from './words.ts'

/** An account at Zadarma, as its own pages show it. */
export interface ZadarmaAccount {
  key: string
  secret: string
  /** Where it posts what becomes of calls. */
  notificationUrl: string
  /** E.164; it has only this one. */
  callerNumber: string
  /** By id. */
  sounds: Readonly<Record<string, Recording>>
  /** IANA's name. */
  timeZone: string
}

export interface ZadarmaOptions {
  /** Where emails go. */
  mail(mail: { from: string; to: string; subject: string; text: string }): void | Promise<void>
  /** Epoch milliseconds. */
  now?: () => number
  /** For everything that takes its time. */
  wait?: (ms: number) => Promise<void>
  /** How long a call waits for a key once the greeting is over; 10 s unless said otherwise. */
  keyMs?: number
  /** How much later a late notification comes; 30 s unless said otherwise. */
  lateMs?: number
}

export interface SimulatedZadarma {
  /** The base URL of the API, without a slash at the end. */
  readonly url: string
  /** What it does from now on. */
  scenario: Scenario
  readonly scenarios: readonly Scenario[]
  /** Looks whether the notification URL answers as it has to: what happens when it is saved. */
  probe(): Promise<boolean>
  close(): Promise<void>
}

const minuteMs = 60_000
const requestsPerMinute = 100
/** An id is forgotten after this time. */
const lifeMs = 10 * minuteMs
/** A scenario that limits ends by itself, so that whoever plays with it can go on. */
const limitedSeconds = 5
const maxBytes = 30_000_000

/** A code that waits to be checked. */
interface Started {
  code: string
  /** The words for a right code differ by channel, in Zadarma's own examples. */
  praise: 'Code correct' | 'Code is correct'
  at: number
}

type Answer = readonly [status: number, body: object | string]

/** The message of an error that is answered with HTTP 200. */
class Refused extends Error {}

/**
 * Zadarma, as far as `/v1/verify/`, the recordings and the notifications are concerned.
 *
 * It knows nothing of verifications: it speaks its documented HTTP to whoever signs, and phones to the network.
 */
export async function createSimulatedZadarma(
  account: ZadarmaAccount,
  network: PhoneNetwork,
  options: ZadarmaOptions,
): Promise<SimulatedZadarma> {
  const { now = Date.now, mail, keyMs = 10_000, lateMs = 30_000 } = options
  const stopping = new AbortController()
  const { signal } = stopping
  const wait = options.wait ?? (ms => delay(ms, undefined, { signal }))
  const tools: CallTools = { account, network, keyMs, lateMs, now, wait, signal }
  const sounds = new Map(Object.entries(account.sounds))
  const started = new Map<string, Started>()
  const window = { since: 0, count: 0 }

  const server = createServer((request, response) => {
    // Whoever hangs up in the middle of a request does not want an answer.
    handle(request, response).catch(() => void response.destroy())
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  const zadarma: SimulatedZadarma = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scenario: 'normal',
    scenarios: scenarioIds,
    probe,
    async close() {
      stopping.abort()
      server.closeAllConnections()
      await new Promise<void>(resolve => server.close(() => resolve()))
    },
  }
  return zadarma

  async function handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { scenario } = zadarma
    const bytes = await buffer(request)
    if (scenario === 'silent') return
    if (scenario === 'unreachable') return void request.socket.destroy()

    const limit = countRequest(scenario)
    const [status, body] = limit.exceeded
      ? failure(429, 'Too many requests')
      : await answerTo(request, bytes, scenario)
    response.writeHead(status, {
      'content-type': typeof body === 'string' ? 'text/html' : 'application/json',
      'X-RateLimit-Limit': requestsPerMinute,
      'X-RateLimit-Remaining': limit.remaining,
      'X-RateLimit-Reset': limit.reset,
      ...(limit.exceeded && { 'Retry-After': Math.max(1, limit.reset - Math.floor(now() / 1000)) }),
    })
    response.end(typeof body === 'string' ? body : JSON.stringify(body))
  }

  function countRequest(scenario: Scenario): { exceeded: boolean; remaining: number; reset: number } {
    if (scenario === 'rate_limited') {
      return { exceeded: true, remaining: 0, reset: Math.ceil(now() / 1000) + limitedSeconds }
    }
    if (now() - window.since >= minuteMs) Object.assign(window, { since: now(), count: 0 })
    window.count++
    return {
      exceeded: window.count > requestsPerMinute,
      remaining: Math.max(0, requestsPerMinute - window.count),
      reset: Math.ceil((window.since + minuteMs) / 1000),
    }
  }

  async function answerTo(request: IncomingMessage, bytes: Buffer, scenario: Scenario): Promise<Answer> {
    if (scenario === 'down') return [503, '<html><body>Service Unavailable</body></html>']
    if (bytes.byteLength > maxBytes) return failure(413, 'Request too large')
    const { pathname, searchParams } = new URL(request.url!, 'http://zadarma')
    const form = request.method === 'GET' ? [...searchParams] : await pairsOf(request, bytes)
    if (!form) return failure(400, 'Bad request')
    const pairs = form.filter((pair): pair is [string, string] => typeof pair[1] === 'string')
    if (
      request.headers.authorization !== `${account.key}:${requestSignature(pathname, pairs, account.secret)}`
    ) {
      return failure(401, 'Not authorized')
    }
    const params = new Map<string, string>(pairs)
    if ((params.get('format') ?? 'json') !== 'json') return failure(400, 'Only the format json is simulated')
    try {
      return await called(`${request.method} ${pathname.replace(/\/$/, '')}`, params, scenario)
    } catch (error) {
      if (error instanceof Refused) return failure(200, error.message)
      throw error
    }
  }

  async function called(method: string, params: Map<string, string>, scenario: Scenario): Promise<Answer> {
    switch (method) {
      case 'POST /v1/verify':
        return verify(params, scenario)
      case 'POST /v1/verify/check':
        return check(required(params, 'request_id'), required(params, 'code'))
      case 'GET /v1/pbx/ivr/sounds/list': {
        const list = [...sounds].map(([id, { name }]) => ({ id, name }))
        return success({ pbx_id: 1234, sounds: list })
      }
      case 'POST /v1/pbx/ivr/sounds/upload': {
        const name = required(params, 'name')
        sounds.set(randomBytes(12).toString('hex'), { name, words: `(${name})` })
        return success()
      }
      case 'DELETE /v1/pbx/ivr/sounds/delete':
        if (!sounds.delete(required(params, 'id'))) throw new Refused('Wrong sound id')
        return success()
      default:
        return failure(404, 'Wrong method name')
    }
  }

  function verify(params: Map<string, string>, scenario: Scenario): Answer {
    const channel = required(params, 'channel')
    const to = required(params, 'to')
    const language = params.get('language')
    if (!['sms', 'call_code', 'call_button', 'email'].includes(channel)) throw new Refused('Wrong channel')
    if (language !== undefined && !isLanguage(language)) throw new Refused('Wrong language')
    if (scenario === 'no_money' && channel !== 'email') throw new Refused('Not enough money')
    if (channel === 'email') return sendEmail(to, language, params)

    if (!/^\+?[1-9]\d{6,14}$/.test(to)) throw new Refused('Wrong phone number')
    const phone = `+${to.replace('+', '')}`
    if (channel === 'sms') return sendText(phone, language, params)
    const from = params.get('from') ?? account.callerNumber
    if (from.replace('+', '') !== account.callerNumber.slice(1)) throw new Refused('Wrong "from" number')
    if (channel === 'call_button') return callButton(phone, params, scenario)
    const { code, answer } = start('Code correct', 6, params)
    behind(callWithCode(phone, code, language, scenario, tools))
    return scenario === 'no_request_id' ? success() : answer
  }

  function sendText(to: string, language: string | undefined, params: Map<string, string>): Answer {
    const { code, answer } = start('Code correct', 6, params)
    if (!/^\d*$/.test(params.get('template_id') ?? '')) throw new Refused('Wrong template_id')
    network.text({ from: params.get('caller_id') ?? 'Teamsale', to, text: wordsFor(code, language).written })
    return answer
  }

  function sendEmail(to: string, language: string | undefined, params: Map<string, string>): Answer {
    const body = params.get('email_body')
    if (!/^[^\s@]+@[^\s@]+$/.test(to)) throw new Refused('Wrong email address')
    if (body?.includes('{#code#}') === false) throw new Refused('"email_body" must contain {#code#}')
    const { code, answer } = start('Code is correct', 7, params)
    const sent = mail({
      from: params.get('from') ?? 'verify@zadarma.example',
      to,
      subject: params.get('email_subject') ?? 'Verification code',
      text: body?.replaceAll('{#code#}', code) ?? wordsFor(code, language).written,
    })
    behind(Promise.resolve(sent))
    return answer
  }

  function callButton(to: string, params: Map<string, string>, scenario: Scenario): Answer {
    const recording = (name: string): Recording => {
      const found = sounds.get(required(params, name))
      if (!found) throw new Refused(`Wrong ${name}`)
      return found
    }
    const played = {
      greeting: recording('greeting_sound_id'),
      button1: recording('button_1_sound_id'),
      fallback: recording('fallback_sound_id'),
    }
    behind(callWithButton(to, played, scenario, tools))
    return success()
  }

  /** Takes the given code, or makes one, and remembers it for a check. */
  function start(praise: Started['praise'], digits: number, params: Map<string, string>) {
    const given = params.get('code')
    if (given !== undefined && !/^\d{4,10}$/.test(given)) throw new Refused('Wrong code')
    // The documents call it an integer: zeros in front are lost.
    const code = String(Number(given ?? randomInt(10 ** (digits - 1), 10 ** digits)))
    const request_id = randomId()
    started.set(request_id, { code, praise, at: now() })
    return { code, answer: success({ request_id }) }
  }

  function check(id: string, typed: string): Answer {
    for (const [known, { at }] of started) if (now() - at >= lifeMs) started.delete(known)
    const found = started.get(id)
    if (!found) throw new Refused('No such request id')
    if (String(Number(typed)) !== found.code) throw new Refused('Invalid verification code')
    return success({ message: found.praise })
  }

  async function probe(): Promise<boolean> {
    const value = randomBytes(8).toString('hex')
    try {
      const url = `${account.notificationUrl}?zd_echo=${value}`
      const response = await fetch(url, { redirect: 'manual', signal })
      return response.status === 200 && (await response.text()) === value
    } catch {
      return false
    }
  }

  /** Goes on after the answer. */
  function behind(work: Promise<void>): void {
    work.catch((error: unknown) => {
      if (!signal.aborted) throw error
    })
  }
}

/** The fields of a form in the order in which they came; null when it is none. */
async function pairsOf(
  request: IncomingMessage,
  bytes: Buffer,
): Promise<[string, FormDataEntryValue][] | null> {
  const type = request.headers['content-type'] ?? ''
  if (type === 'application/x-www-form-urlencoded') return [...new URLSearchParams(bytes.toString())]
  if (!type.startsWith('multipart/form-data')) return null
  try {
    return [...(await new Response(new Uint8Array(bytes), { headers: { 'content-type': type } }).formData())]
  } catch {
    return null
  }
}

function required(params: ReadonlyMap<string, string>, name: string): string {
  const value = params.get(name)
  if (!value) throw new Refused(`"${name}" param is required`)
  return value
}

/** As Zadarma's look: the base64 of the base64 of 17 bytes. */
function randomId(): string {
  return Buffer.from(randomBytes(17).toString('base64')).toString('base64')
}

function success(more: Readonly<Record<string, unknown>> = {}): Answer {
  return [200, { status: 'success', ...more }]
}

function failure(status: number, message: string): Answer {
  return [status, { status: 'error', message }]
}
