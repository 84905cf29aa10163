import { EventEmitter } from 'node:events'
import type { AddressInfo } from 'node:net'
import PostalMime from 'postal-mime'
import { SMTPServer } from 'smtp-server'

/** A mail as the phone shows it. */
export interface Mail {
  id: number
  from: { name: string; address: string }
  to: string
  subject: string
  /** Epoch milliseconds of its arrival. */
  at: number
  text: string
  /** As it came: show it only inside a sandbox. */
  html: string | null
}

export interface Mailbox {
  /** For nodemailer: `smtp://127.0.0.1:{port}`. */
  readonly url: string
  /** Newest last. */
  readonly mails: readonly Mail[]
  onMail(listener: (mail: Mail) => void): void
  close(): Promise<void>
}

const keep = 50

/**
 * A mail server for every address there is, on the loopback interface.
 *
 * It speaks SMTP and parses what arrives, so that what the phone shows went
 * the way of any mail. Addresses that begin with `bounce@` are refused, as a
 * mail server refuses a mailbox that does not exist.
 *
 * @param port 0 takes any free one
 */
export async function createMailbox(port = 0, now: () => number = Date.now): Promise<Mailbox> {
  const mails: Mail[] = []
  const events = new EventEmitter<{ mail: [Mail] }>()
  let lastId = 0

  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['AUTH', 'STARTTLS'],
    disableReverseLookup: true,
    size: 1024 * 1024,
    onRcptTo(address, _session, done) {
      if (!/^bounce@/i.test(address.address)) return done()
      done(Object.assign(new Error('5.1.1 No such mailbox here'), { responseCode: 550 }))
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = []
      stream.on('data', chunk => chunks.push(chunk))
      stream.on('error', done)
      stream.on('end', () => {
        const to = session.envelope.rcptTo.map(recipient => recipient.address).join(', ')
        parseMail(Buffer.concat(chunks)).then(
          parsed => {
            const mail: Mail = { ...parsed, id: ++lastId, to, at: now() }
            mails.push(mail)
            if (mails.length > keep) mails.shift()
            events.emit('mail', mail)
            done()
          },
          error => done(error instanceof Error ? error : new Error(String(error))),
        )
      })
    },
  })
  // A client that hangs up in the middle is its own affair.
  server.on('error', () => {})

  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      server.server.off('error', reject)
      resolve()
    })
  })

  return {
    url: `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`,
    mails,
    onMail: listener => void events.on('mail', listener),
    close: () => new Promise(resolve => server.close(() => resolve())),
  }
}

/** Sender, subject, text and HTML of a raw message. */
export async function parseMail(raw: Uint8Array): Promise<Pick<Mail, 'from' | 'subject' | 'text' | 'html'>> {
  const parsed = await PostalMime.parse(raw)
  return {
    from: { name: parsed.from?.name ?? '', address: parsed.from?.address ?? '' },
    subject: parsed.subject ?? '',
    text: (parsed.text ?? '').trim(),
    html: parsed.html ?? null,
  }
}
