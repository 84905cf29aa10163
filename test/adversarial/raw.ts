import { connect, type Socket } from 'node:net'

// Requests that no client library would send.

/** One answer of those that came back over a connection. */
export interface RawAnswer {
  status: number
  /** Names in lower case. */
  headers: Record<string, string>
  body: string
}

export interface RawReply {
  answers: RawAnswer[]
  /** All that came back. */
  text: string
  /** From the connection to its end. */
  ms: number
}

/** The first answer, for tests that expect one. */
export function firstOf({ answers, text }: RawReply): RawAnswer {
  const [first] = answers
  if (!first) throw new Error(`no answer: ${JSON.stringify(text)}`)
  return first
}

/** @param from the loopback address that the client has */
export function connectTo(address: string, from = '127.0.0.1'): Socket {
  const { hostname, port } = new URL(address)
  const socket = connect({ host: hostname, port: Number(port), localAddress: from })
  // A reset is an end like any other.
  socket.on('error', () => {})
  return socket
}

/** Writes `bytes` and collects what comes back until the server closes the connection. */
export async function raw(address: string, bytes: string | Uint8Array, from?: string): Promise<RawReply> {
  const socket = connectTo(address, from)
  socket.write(bytes)
  return await replyOf(socket)
}

/** What comes back until the server closes the connection. */
export async function replyOf(socket: Socket): Promise<RawReply> {
  const began = performance.now()
  const chunks: Buffer[] = []
  socket.on('data', chunk => chunks.push(chunk))
  // Not `once`, which rejects when the end is a reset.
  await new Promise(resolve => socket.once('close', resolve))
  const text = Buffer.concat(chunks).toString('latin1')
  return { text, answers: answersIn(text), ms: performance.now() - began }
}

function answersIn(text: string): RawAnswer[] {
  const answers: RawAnswer[] = []
  let rest = text
  while (rest !== '') {
    const end = rest.indexOf('\r\n\r\n')
    const [line = '', ...fields] = rest.slice(0, end).split('\r\n')
    const status = Number(/^HTTP\/1\.1 (\d{3})/.exec(line)?.[1])
    if (end < 0 || !status) throw new Error(`no HTTP: ${JSON.stringify(rest.slice(0, 200))}`)
    const headers = Object.fromEntries(
      fields.map(field => {
        const [name = '', ...value] = field.split(':')
        return [name.toLowerCase(), value.join(':').trim()]
      }),
    )
    const length = Number(headers['content-length'] ?? 0)
    const from = end + 4
    answers.push({ status, headers, body: rest.slice(from, from + length) })
    rest = rest.slice(from + length)
  }
  return answers
}

/** A request as text; `Connection: close`, so that the answer ends. */
export function requestText(
  line: string,
  headers: readonly string[] = [],
  body = '',
  { host = 'Host: verify.test', close = 'Connection: close' } = {},
): string {
  return [`${line} HTTP/1.1`, host, close, ...headers, '', body]
    .filter((part, i, all) => part !== '' || i >= all.length - 2)
    .join('\r\n')
}
