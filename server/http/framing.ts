import type { IncomingMessage } from 'node:http'
import type { RequestHandler } from 'express'
import { Problem } from '../problem.ts'

/** More than any browser or provider sends. */
const maxHeaders = 64

/** A longer body is not read to its end for the sake of keeping the connection. No provider sends so much. */
const maxUnreadBytes = 4 * 1024 * 1024

/**
 * Refuses a request that somebody between the client and us may read in another
 * way than we do, and shuts its connection: what follows it there may be smuggled.
 * Node's parser lets these pass.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2 and section-6.1
 */
export const oneReading: RequestHandler = (req, res, next) => {
  const mistake = mistakeIn(req)
  if (mistake !== null || !isBounded(req)) res.set('Connection', 'close')
  if (mistake !== null) throw new Problem('bad_request', mistake)
  next()
}

function mistakeIn({ headers, rawHeaders, httpVersion, httpVersionMajor }: IncomingMessage): string | null {
  if (httpVersionMajor !== 1) return 'The request has to be HTTP/1.1.'
  if (rawHeaders.length / 2 > maxHeaders) return `A request may have at most ${maxHeaders} headers.`
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length
  if (hosts > 1 || (hosts === 0 && httpVersion === '1.1')) return 'The request has to have one Host header.'
  const encoding = headers['transfer-encoding']
  if (encoding !== undefined && encoding.toLowerCase() !== 'chunked') {
    return 'The only transfer encoding is chunked.'
  }
  return null
}

/** Whether the rest of the body may be read after an answer that did not wait for it. */
function isBounded({ headers }: IncomingMessage): boolean {
  return (
    headers['transfer-encoding'] === undefined && Number(headers['content-length'] ?? 0) <= maxUnreadBytes
  )
}
