import { DeliveryError } from '../../channel.ts'
import { createHttpClient, type HttpRequest } from '../http-client.ts'
import { createRatePause } from './rate.ts'
import { type Account, authorization, encodeParams, type Params } from './signature.ts'

/** Signed requests to Zadarma. Nothing is asked twice: there is no idempotency key, and a send costs money. */
export interface ZadarmaApi {
  /** Throws DeliveryError when there is no answer. */
  call(request: ZadarmaRequest, signal: AbortSignal): Promise<ZadarmaAnswer>
  /** A call that sends something out: refused here while Zadarma has said that it takes no more. */
  send(path: string, params: Params, signal: AbortSignal): Promise<ZadarmaAnswer>
  close(): Promise<void>
}

export interface ZadarmaRequest {
  method: HttpRequest['method']
  /** Below the base URL. */
  path: string
  /** Without `format`. */
  params: Params
  /** A multipart field; it is sent, but not signed. */
  file?: { field: string; name: string; type: string; bytes: Uint8Array }
}

export interface ZadarmaAnswer {
  /** HTTP's. Errors come with 200 as well. */
  status: number
  /** Null when it is no JSON object. */
  body: Readonly<Record<string, unknown>> | null
}

/** @param now epoch milliseconds */
export function createZadarmaApi(
  { baseUrl, ...account }: Account & { baseUrl: string },
  now: () => number = Date.now,
): ZadarmaApi {
  const http = createHttpClient(baseUrl)
  // What is signed is the path that is requested, the base URL's own included.
  const prefix = new URL(baseUrl).pathname.replace(/\/+$/, '')
  const pause = createRatePause(now)

  async function call(request: ZadarmaRequest, signal: AbortSignal): Promise<ZadarmaAnswer> {
    const params = { ...request.params, format: 'json' }
    const headers = { authorization: authorization(prefix + request.path, params, account) }
    const answer = await http.request(written(request, params, headers), signal)
    pause.note(answer)
    return { status: answer.status, body: parseObject(answer.text) }
  }

  return {
    call,
    async send(path, params, signal) {
      const seconds = pause.secondsLeft()
      if (seconds > 0) {
        const detail = `no more requests for ${seconds} s, as Zadarma said`
        throw new DeliveryError('rate_limited', detail, { unsent: true })
      }
      return call({ method: 'POST', path, params }, signal)
    },
    close: () => http.close(),
  }
}

/** Whether Zadarma did what it was asked. The text of the answer says it in different ways, so it is never read for it. */
export function succeeded({ status, body }: ZadarmaAnswer): boolean {
  return status >= 200 && status < 300 && body?.status === 'success'
}

function written(
  { method, path, file }: ZadarmaRequest,
  params: Params,
  headers: Record<string, string>,
): HttpRequest {
  if (method === 'GET') return { method, path: `${path}?${encodeParams(params)}`, headers }
  const { type, body } = file
    ? multipart(params, file)
    : { type: 'application/x-www-form-urlencoded', body: encodeParams(params) }
  return { method, path, headers: { ...headers, 'content-type': type }, body }
}

function multipart(params: Params, file: NonNullable<ZadarmaRequest['file']>) {
  const boundary = `reachproof-${crypto.randomUUID()}`
  const part = (field: string, more = '') =>
    `--${boundary}\r\nContent-Disposition: form-data; name="${quoted(field)}"${more}\r\n`
  const fields = Object.entries(params).map(([name, value]) => `${part(name)}\r\n${value}\r\n`)
  const head = `${part(file.field, `; filename="${quoted(file.name)}"`)}Content-Type: ${file.type}\r\n\r\n`
  const body = Buffer.concat([
    Buffer.from(fields.join('') + head),
    file.bytes,
    Buffer.from(`\r\n--${boundary}--\r\n`),
  ])
  return { type: `multipart/form-data; boundary=${boundary}`, body }
}

/** @see https://html.spec.whatwg.org/multipage/form-control-infrastructure.html#multipart-form-data */
function quoted(name: string): string {
  return name.replace(/[\r\n"]/g, char => encodeURIComponent(char))
}

function parseObject(text: string): ZadarmaAnswer['body'] {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null
  } catch {
    return null
  }
}
