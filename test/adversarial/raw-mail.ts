import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { createServer, type Socket } from 'node:net'
import { createInterface } from 'node:readline'

/**
 * A mail server that keeps the bytes of the envelope. The sink's own decodes domains and refuses addresses of 254
 * characters, so what is really said in `RCPT TO` is not seen there.
 */
export interface RawMail {
  url: string
  mails: { to: string[]; source: string }[]
  /** The nth mail, 1 being the first, as soon as it is there. */
  mail(nth: number): Promise<{ to: string[]; source: string }>
  close(): Promise<void>
}

export async function openRawMail(): Promise<RawMail> {
  const sockets = new Set<Socket>()
  let arrived = Promise.withResolvers<void>()
  const server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {}).on('close', () => sockets.delete(socket))
    const say = (line: string) => void socket.write(`${line}\r\n`)
    let to: string[] = []
    let source: string[] | null = null
    say('220 raw.test ESMTP')
    createInterface({ input: socket, crlfDelay: Number.POSITIVE_INFINITY }).on('line', line => {
      if (source !== null && line !== '.') return void source.push(line)
      if (source !== null) {
        raw.mails.push({ to, source: source.join('\n') })
        ;[to, source] = [[], null]
        say('250 taken')
        arrived.resolve()
        arrived = Promise.withResolvers()
        return
      }
      const [, recipient] = /^RCPT TO:(.*)$/i.exec(line) ?? []
      if (recipient !== undefined) to.push(recipient)
      if (/^DATA$/i.test(line)) {
        source = []
        say('354 go on')
      } else if (/^QUIT$/i.test(line)) socket.end('221 bye\r\n')
      else say('250 ok')
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const raw: RawMail = {
    url: `smtp://127.0.0.1:${(server.address() as AddressInfo).port}`,
    mails: [],
    async mail(nth) {
      while (raw.mails.length < nth) await arrived.promise
      return raw.mails[nth - 1]!
    },
    async close() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
  return raw
}
