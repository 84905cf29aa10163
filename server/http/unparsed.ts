import { randomUUID } from 'node:crypto'
import { type Server, STATUS_CODES } from 'node:http'
import type { Socket } from 'node:net'
import type { ProblemBody, ProblemCode } from '../api.ts'
import type { Log } from '../log.ts'
import { problems } from '../problem.ts'

/** What Node's parser says → what we answer. Anything else is no HTTP at all. */
const answers: Readonly<Record<string, [status: number, code: ProblemCode, detail: string]>> = {
  ERR_HTTP_REQUEST_TIMEOUT: [408, 'bad_request', 'The request did not come in time.'],
  HPE_HEADER_OVERFLOW: [431, 'too_large', 'The headers may have at most 16 KB.'],
  HPE_CHUNK_EXTENSIONS_OVERFLOW: [413, 'too_large', 'The body has too many chunk extensions.'],
}

/**
 * Answers what never became a request, as every other mistake is answered, and
 * shuts the connection: behind a broken request nobody knows where the next begins.
 */
export function answerUnparsed(server: Server, publicUrl: string, log: Log): void {
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const [status, code, detail] = answers[error.code ?? ''] ?? [
      400,
      'bad_request',
      'This is no HTTP request.',
    ]
    // An answer under way would be torn apart by another one.
    const answering = (socket as Socket & { _httpMessage?: { headersSent: boolean } })._httpMessage
    if (error.code === 'ECONNRESET' || !socket.writable || answering?.headersSent) {
      socket.destroy()
      return
    }
    const requestId = randomUUID()
    log.info({ event: 'problem', code, status, requestId, method: null, route: null })
    socket.end(
      page(status, requestId, publicUrl, {
        type: `${publicUrl}/problems/${code}`,
        title: problems[code].title,
        status,
        detail,
        code,
        requestId,
      }),
      // Without waiting for the other end, which may never say that it is done.
      () => socket.destroy(),
    )
  })
}

function page(status: number, requestId: string, publicUrl: string, body: ProblemBody): string {
  const text = JSON.stringify(body)
  return [
    `HTTP/1.1 ${status} ${STATUS_CODES[status]}`,
    `X-Request-Id: ${requestId}`,
    'Content-Type: application/problem+json; charset=utf-8',
    `Content-Length: ${Buffer.byteLength(text)}`,
    'Cache-Control: no-store',
    "Content-Security-Policy: default-src 'none';frame-ancestors 'none';base-uri 'none'",
    'Referrer-Policy: no-referrer',
    'X-Content-Type-Options: nosniff',
    ...(publicUrl.startsWith('https:') ? ['Strict-Transport-Security: max-age=31536000'] : []),
    'Connection: close',
    '',
    text,
  ].join('\r\n')
}
