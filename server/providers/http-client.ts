import type { Pool } from 'undici'
import { DeliveryError } from '../channel.ts'
import { isLoopback } from '../config-safety.ts'
import { innerAddress, publicLookup } from './public-lookup.ts'

/**
 * One vendor's HTTP API, over connections that stay open. TLS is checked, no redirect is followed, and nothing is
 * asked twice: whether a message that was paid for went out is for the caller to say.
 */
export interface HttpClient {
  /** Throws DeliveryError when there is no answer; every answer, whatever its status, is returned. */
  request(request: HttpRequest, signal: AbortSignal): Promise<HttpAnswer>
  close(): Promise<void>
}

export interface HttpRequest {
  method: 'GET' | 'POST' | 'DELETE'
  /** Below the base URL, with its query: `/v1/verify/`. */
  path: string
  headers?: Record<string, string>
  body?: string | Uint8Array
}

export interface HttpAnswer {
  status: number
  /** Names in lower case. */
  headers: Readonly<Record<string, string | string[] | undefined>>
  text: string
}

/** Longer than any answer that a provider gives about one message. */
const maxAnswerBytes = 1_048_576

/** @param baseUrl may have a path, which every request's path is put behind */
export function createHttpClient(baseUrl: string): HttpClient {
  const { origin, pathname } = new URL(baseUrl)
  const prefix = pathname.replace(/\/+$/, '')
  // Loaded with the first request: a server starts faster, and one that sends nothing never needs it.
  let opened: Promise<Pool> | undefined

  return {
    async request({ method, path, headers = {}, body }, signal) {
      opened ??= openPool(origin)
      const pool = await opened
      try {
        const answer = await pool.request({
          method,
          path: prefix + path,
          headers,
          ...(body !== undefined && { body }),
          signal,
        })
        return { status: answer.statusCode, headers: answer.headers, text: await answer.body.text() }
      } catch (error) {
        throw deliveryError(error, signal)
      }
    },
    close: async () => (await opened)?.destroy(),
  }
}

async function openPool(origin: string): Promise<Pool> {
  const { Pool } = await import('undici')
  const { protocol, hostname } = new URL(origin)
  // Plain http is for a developer's own network. In production there is none, and nothing inside (security.md I06).
  const lookup = protocol === 'https:' && !isLoopback(hostname) ? { lookup: publicLookup } : {}
  return new Pool(origin, {
    connections: 16,
    // Shorter than a whole send may take: a host that is not there is told from one that does not answer.
    connect: { timeout: 4_000, ...lookup },
    headersTimeout: 9_000,
    bodyTimeout: 9_000,
    maxResponseSize: maxAnswerBytes,
    allowH2: false,
  })
}

/** Before a connection stood nothing was said; once one stands, the message may have gone out. */
const beforeConnected = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'SELF_SIGNED_CERT_IN_CHAIN',
  'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
  'UNABLE_TO_GET_ISSUER_CERT_LOCALLY',
  'ERR_TLS_CERT_ALTNAME_INVALID',
  innerAddress,
])

function deliveryError(error: unknown, signal: AbortSignal): DeliveryError {
  const code = codeOf(error)
  const unsent = beforeConnected.has(code)
  const late = signal.aborted || /TIMEOUT|ETIMEDOUT/.test(code)
  // The code and no more: an error's own words may repeat the address that was asked for.
  const why = code === innerAddress ? 'its name leads into a private network' : `no answer (${code})`
  const detail = signal.aborted ? 'no answer in time' : why
  return new DeliveryError(late && !unsent ? 'timeout' : 'unavailable', detail, { unsent })
}

function codeOf(error: unknown): string {
  // Several addresses of one host were tried: each failed in its own way, before anything was said.
  const one = error instanceof AggregateError ? error.errors[0] : error
  const code = one instanceof Error && 'code' in one ? one.code : undefined
  return typeof code === 'string' ? code : 'unknown'
}
