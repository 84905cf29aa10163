import type { ProblemCode, SiteView, StartedView, StartRequest, VerificationView } from '../server/api.ts'
import { platform } from './platform.ts'

/** What a request throws: a problem of the API, or `network` when no answer came. */
export interface Problem {
  code: ProblemCode | 'network' | 'unsupported_browser' | 'csp_trusted_types'
  checksLeft?: number
  retryAfterSeconds?: number
  state?: string
  work?: Work
  [member: string]: unknown
}

/** ALTCHA's challenge: find `number` so that the SHA-256 of `salt` and it is `challenge`. */
interface Work {
  algorithm: string
  challenge: string
  salt: string
  signature: string
  maxnumber?: number
}

interface Options {
  method?: string
  body?: object
  secret?: string
  key?: string
  signal?: AbortSignal
  keepalive?: boolean
  timeoutMs?: number
}

export type Client = ReturnType<typeof createClient>

/**
 * The HTTP API from a browser: one function a request, each giving the parsed answer or throwing a `Problem`.
 *
 * @param endpoint the server's address, without a trailing slash
 */
export function createClient(endpoint: string) {
  async function ask<T>(path: string, options: Options = {}): Promise<T> {
    const { method, body, secret, key, signal, keepalive = false, timeoutMs = 10_000 } = options
    const aborter = new AbortController()
    const abort = () => aborter.abort()
    const timer = platform.setTimeout(abort, timeoutMs)
    signal?.addEventListener('abort', abort)
    let status = 0
    let answer: unknown
    try {
      const response = await platform.fetch(`${endpoint}/v1/${path}`, {
        method: method ?? (body ? 'POST' : 'GET'),
        // A cookie of the server's host would mean nothing here and is never sent.
        credentials: 'omit',
        keepalive,
        headers: {
          ...(body && { 'Content-Type': 'application/json' }),
          ...(secret && { Authorization: `Bearer ${secret}` }),
          ...(key && { 'Idempotency-Key': key }),
        },
        body: body && JSON.stringify(body),
        signal: aborter.signal,
      })
      status = response.status
      answer = status === 204 ? {} : await response.json()
    } catch {
      // A proxy's error page is no JSON: the server behind it is down, the network is not.
      throw { code: status < 500 ? 'network' : 'unavailable' } satisfies Problem
    } finally {
      platform.clearTimeout(timer)
      signal?.removeEventListener('abort', abort)
    }
    if (status < 400) return answer as T
    const problem = { code: 'unavailable', ...(answer as object) } as Problem
    if (problem.code !== 'work_required' || !problem.work || (body && 'work' in body)) throw problem
    return ask<T>(path, { ...options, body: { ...body, work: await solve(problem.work) } })
  }

  const verification = (id: string) => `verifications/${encodeURIComponent(id)}`

  return {
    site: (sitekey: string, language: string) =>
      ask<SiteView>(`sites/${encodeURIComponent(sitekey)}?language=${encodeURIComponent(language)}`),

    /** @param key the same key for the same tap: a repeat sends no second message */
    start: (body: StartRequest, key: string) => ask<StartedView>('verifications', { body, key }),

    /** Answers at once with `waitSeconds` 0, else when the revision is no longer `revision`. */
    view: (at: Session, waitSeconds = 0, revision = 0, signal?: AbortSignal) =>
      ask<VerificationView>(
        verification(at.id) + (waitSeconds ? `?wait=${waitSeconds}&revision=${revision}` : ''),
        { secret: at.secret, signal, timeoutMs: waitSeconds ? 35_000 : 10_000 },
      ),

    check: (at: Session, code: string, nonce?: string) =>
      ask<VerificationView>(`${verification(at.id)}/check`, { secret: at.secret, body: { code, nonce } }),

    send: (at: Session, channel: string | undefined, key: string) =>
      ask<VerificationView>(`${verification(at.id)}/send`, { secret: at.secret, key, body: { channel } }),

    proof: (at: Session, nonce?: string) =>
      ask<VerificationView>(`${verification(at.id)}/proof`, { secret: at.secret, body: { nonce } }),

    /** Cancels, even while the page is being left; whether it arrives is no longer this page's business. */
    cancel: (at: Session) => {
      ask(verification(at.id), { method: 'DELETE', secret: at.secret, keepalive: true }).catch(() => {})
    },
  }
}

/** What authorizes the requests of one verification. */
export interface Session {
  id: string
  secret: string
}

/**
 * Does the work that the server asks of a busy address, as ALTCHA's clients do.
 *
 * @returns the base64 of ALTCHA's payload
 * @see https://altcha.org/docs/v2/proof-of-work/
 */
async function solve({ algorithm, challenge, salt, signature, maxnumber = 1e6 }: Work): Promise<string> {
  const encoder = new TextEncoder()
  for (let number = 0; number <= maxnumber; number++) {
    const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', encoder.encode(salt + number)))
    if (digest.reduce((hex, byte) => hex + byte.toString(16).padStart(2, '0'), '') === challenge)
      return btoa(JSON.stringify({ algorithm, challenge, number, salt, signature }))
  }
  throw { code: 'unavailable' } satisfies Problem
}
