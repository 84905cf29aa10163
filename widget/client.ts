import type {
  ProblemCode,
  SiteView,
  StartedView,
  StartRequest,
  VerificationView,
  WorkChallenge,
} from '../server/api.ts'
import { platform } from './platform.ts'

/** What a request throws: a problem of the API, or `network` when no answer came. */
export interface Problem {
  code: ProblemCode | 'network' | 'unsupported_browser' | 'csp_trusted_types'
  checksLeft?: number
  retryAfterSeconds?: number
  state?: string
  work?: WorkChallenge
  /** ISO code of the number's, which its prefix tells. */
  country?: string
  [member: string]: unknown
}

/** What authorizes the requests of one verification. */
export interface Session {
  id: string
  secret: string
}

export type Client = ReturnType<typeof createClient>

/**
 * The HTTP API from a browser: one function a request, each giving the parsed answer or throwing a `Problem`.
 *
 * @param endpoint the server's address, without a trailing slash
 */
export function createClient(endpoint: string) {
  async function ask<T>(
    method: string,
    path: string,
    body?: object,
    secret?: string,
    key?: string,
    timeoutMs = 10_000,
    aborter = new AbortController(),
  ): Promise<T> {
    const timer = platform.setTimeout(() => aborter.abort(), timeoutMs)
    let response: Response | undefined
    let answer: object
    try {
      response = await platform.fetch(`${endpoint}/v1/${path}`, {
        method,
        // A cookie of the server's host would mean nothing here.
        credentials: 'omit',
        // Only a DELETE is sent while the page is being left.
        keepalive: method === 'DELETE',
        headers: {
          ...(body && { 'Content-Type': 'application/json' }),
          ...(secret && { Authorization: `Bearer ${secret}` }),
          ...(key && { 'Idempotency-Key': key }),
        },
        body: JSON.stringify(body),
        signal: aborter.signal,
      })
      answer = await response.json()
    } catch {
      // A proxy's error page is no JSON: the server behind it is down, the network is not.
      throw { code: response && response.status > 499 ? 'unavailable' : 'network' } satisfies Problem
    } finally {
      platform.clearTimeout(timer)
    }
    if (!response.ok) throw { code: 'unavailable', ...answer } satisfies Problem
    return answer as T
  }

  return {
    site: (sitekey: string, language: string) =>
      ask<SiteView>('GET', `sites/${encodeURIComponent(sitekey)}?language=${encodeURIComponent(language)}`),

    /** @param key the same key for the same tap: a repeat sends no second message */
    start: (body: StartRequest, key: string) =>
      ask<StartedView>('POST', 'verifications', body, undefined, key),

    /** Answers at once with `waitSeconds` 0, else when the revision is no longer `revision`. */
    view: ({ id, secret }: Session, waitSeconds = 0, revision = 0, aborter?: AbortController) =>
      ask<VerificationView>(
        'GET',
        `verifications/${id}${waitSeconds ? `?wait=${waitSeconds}&revision=${revision}` : ''}`,
        undefined,
        secret,
        undefined,
        10_000 + waitSeconds * 1_000,
        aborter,
      ),

    /** @param path `check`, `send` or `proof` */
    post: ({ id, secret }: Session, path: string, body: object, key?: string) =>
      ask<VerificationView>('POST', `verifications/${id}/${path}`, body, secret, key),

    /** Cancels, even while the page is being left; whether it arrives is no longer this page's business. */
    cancel: ({ id, secret }: Session) => {
      ask('DELETE', `verifications/${id}`, undefined, secret).catch(() => {})
    },
  }
}
