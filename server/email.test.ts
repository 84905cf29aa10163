import { createServer, type Server, type Socket } from 'node:net'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  baseConfig,
  claimsOf,
  codeIn,
  createClock,
  expectProblem,
  originB,
  startMailSink,
  startServer,
} from '../test/server-harness.ts'

// Over a real SMTP conversation, up to the mail as it arrives.

const to = 'Ana.Maria+tag@Example.COM'
const delivered = 'Ana.Maria+tag@example.com'

describe('the mail', () => {
  it('goes to the address as it was typed, its domain in lower case, and to nobody else', async () => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const started = await server.started({ channel: 'email', to })
    expect(started.contact).toEqual({ value: delivered, display: delivered })
    const mail = await sink.mail()
    expect(mail.envelope).toEqual({ from: 'verify@a.test', to: [delivered] })
    expect(mail.to).toEqual([{ address: delivered, name: '' }])
    for (const field of ['cc', 'bcc', 'replyTo'] as const) expect(mail[field] ?? []).toEqual([])
    expect(mail.headers.filter(({ key }) => key === 'to')).toHaveLength(1)
    const { body } = await server.check(started, codeIn(mail.text!))
    expect(claimsOf(body.proof).email).toBe(delivered)
    await server.delivered(started)
    expect(sink.mails).toHaveLength(1)
  })

  it('says who sends it, that a machine does, and has no code where a lock screen shows it', async () => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const { sender } = await server.started({ channel: 'email', to })
    const mail = await sink.mail()
    const code = codeIn(mail.text!)
    server.keepsSecret(code)
    expect(sender).toBe('verify@a.test')
    expect(mail.from).toEqual({ address: 'verify@a.test', name: 'Example' })
    expect(mail.subject).toBe('Your code for a.test')
    const headers = Object.fromEntries(mail.headers.map(({ key, value }) => [key, value]))
    expect(headers).toMatchObject({
      'auto-submitted': 'auto-generated',
      'x-auto-response-suppress': 'All',
      'message-id': expect.stringMatching(/^<[^<>@\s]+@a\.test>$/),
      'mime-version': '1.0',
      'content-type': expect.stringMatching(/^multipart\/alternative/),
      date: expect.stringMatching(/\d/),
    })
    expect(Object.keys(headers).sort()).toEqual(
      [
        'auto-submitted',
        'content-type',
        'date',
        'from',
        'message-id',
        'mime-version',
        'subject',
        'to',
        'x-auto-response-suppress',
      ].sort(),
    )
    expect(JSON.stringify(mail.headers)).not.toContain(code)
  })

  it('has the code in its text and its HTML, and no link, picture or script in either', async () => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    await server.started({ channel: 'email', to })
    const mail = await sink.mail()
    const code = codeIn(mail.text!)
    server.keepsSecret(code)
    expect(mail.text!.split('\n').map(line => line.trim())).toContain(code)
    expect(mail.text).toContain('a.test')
    expect(mail.text).toContain('10 minutes')
    expect(mail.html).toContain(`>${code}<`)
    expect(mail.html).toContain('a.test')
    expect(mail.html!.match(new RegExp(code, 'g'))).toHaveLength(1)
    for (const part of [mail.text!, mail.html!]) {
      expect(part).not.toMatch(/https?:|<a\b|<img|<script|<link|url\(|src=/i)
    }
    expect(mail.attachments).toEqual([])
  })

  it.each([
    ['fr', 'Votre code pour a.test', 'ltr'],
    ['ar', '\u2068a.test\u2069', 'rtl'],
  ])('in the language %s speaks it throughout', async (language, subject, direction) => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const started = await server.started({ channel: 'email', to, language })
    const mail = await sink.mail()
    expect(mail.subject).toContain(subject)
    expect(mail.html).toContain(`<html lang="${language}" dir="${direction}">`)
    expect((await server.check(started, codeIn(mail.text!))).status).toBe(200)
  })

  it.each(['../../etc/passwd', 'en\r\nBcc: b@evil.test', '__proto__', 'constructor', 'xx-XX', '<b>'])(
    'in the language %j speaks that of the site, and its headers stay whole',
    async language => {
      const sink = await startMailSink()
      const server = await startServer({ mail: sink, site: { language: 'fr' } })
      await server.started({ channel: 'email', to, language })
      const mail = await sink.mail()
      expect(mail.subject).toBe('Votre code pour a.test')
      expect(mail.envelope.to).toEqual([delivered])
      expect(mail.headers.map(({ key }) => key)).not.toContain('bcc')
    },
  )

  it('holds nothing of what a visitor or a page wrote', async () => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink, site: { name: `<a href="//evil">x</a>"'&` } })
    await server.started({
      channel: 'email',
      to,
      action: 'action-of-the-page',
      nonce: 'nonce-of-the-page',
      email_subject: 'Win a phone',
      email_body: 'Click here',
      name: 'Mallory',
    })
    const { raw } = await sink.mail()
    expect(raw).not.toMatch(/action-of|nonce-of|Win a|Click here|Mallory|\/\/evil/)
  })
})

describe('a start', () => {
  it('is answered before the mail server is, and the view tells when it took the mail', async () => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const gate = sink.hold()
    const started = await server.started({ channel: 'email', to })
    expect(started).toMatchObject({ state: 'pending', delivery: 'queued', revision: 1 })
    await gate.reached
    expect(sink.mails).toHaveLength(0)
    expect((await server.view(started)).body.delivery).toBe('queued')
    const waiting = server.view(started, '?wait=25&revision=1')
    gate.release()
    expect((await waiting).body).toMatchObject({
      delivery: 'sent',
      revision: 2,
      state: 'pending',
      notice: null,
    })
    expect(sink.mails).toHaveLength(1)
  })

  it('looks the same for every address, known or not', async () => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const known = await server.started({ channel: 'email', to })
    await server.check(known, codeIn((await sink.mail()).text!))
    sink.refuse({ code: 550 })
    const shapes = []
    for (const address of [to, 'never-seen@example.com']) {
      const { id, secret, contact, to, ...rest } = await server.started({ channel: 'email', to: address })
      shapes.push({ ...rest, members: [typeof id, typeof secret, Object.keys(contact!), typeof to] })
    }
    expect(shapes[1]).toEqual(shapes[0])
  })
})

describe('a mail server', () => {
  it.each([550, 551, 552, 553, 554])(
    'that refuses the address for good, %i, makes it failed and undeliverable',
    async code => {
      const sink = await startMailSink()
      sink.refuse({ code })
      const server = await startServer({ mail: sink })
      const started = await server.started({ channel: 'email', to })
      expect(await server.delivered(started)).toMatchObject({
        state: 'pending',
        delivery: 'failed',
        notice: 'undeliverable',
        checksLeft: 5,
      })
      expect(sink.mails).toHaveLength(0)
      expect(server.logLines.join('')).toContain(`"detail":"EENVELOPE ${code} RCPT TO"`)
    },
  )

  it.each([421, 450, 451, 452])(
    'that asks to try later, %i, makes it failed; a resend can succeed',
    async code => {
      const sink = await startMailSink()
      sink.refuse({ code })
      const server = await startServer({ mail: sink })
      const started = await server.started({ channel: 'email', to })
      expect(await server.delivered(started)).toMatchObject({ state: 'pending', delivery: 'failed' })
      sink.refuse(null)
      const { body } = await server.send(started)
      expect(body).toMatchObject({ delivery: 'queued', notice: null })
      expect(await server.delivered(started)).toMatchObject({ delivery: 'sent', notice: null })
      const mail = await sink.mail()
      expect((await server.check(started, codeIn(mail.text!))).status).toBe(200)
    },
  )

  it('that refuses the message itself makes it failed', async () => {
    const sink = await startMailSink()
    sink.refuse({ code: 554, at: 'data' })
    const server = await startServer({ mail: sink })
    const started = await server.started({ channel: 'email', to })
    expect(await server.delivered(started)).toMatchObject({ delivery: 'failed' })
    expect(sink.mails).toHaveLength(0)
  })

  it('that is not there makes it failed, and says nothing of it to the visitor', async () => {
    const server = await startServer({ config: { providers: withMail(await closedPort()) } })
    const answer = await server.start({ sitekey: 'site_a', channel: 'email', to })
    expect(answer.status).toBe(201)
    const view = await server.delivered(answer.body)
    expect(view).toMatchObject({ state: 'pending', delivery: 'failed', notice: 'undeliverable' })
    expect(JSON.stringify(view)).not.toMatch(/ECONN|ESOCKET|127\.0\.0\.1/)
  })

  it('that never answers makes it failed after 20 s, and not before', async () => {
    const clock = createClock()
    const silent = await listen(() => {})
    const server = await startServer({ clock, config: { providers: withMail(silent.url) } })
    const started = await server.started({ channel: 'email', to })
    await silent.connected
    clock.pass(19.9)
    expect((await server.view(started)).body).toMatchObject({ delivery: 'queued', revision: 1 })
    clock.pass(0.1)
    const { body } = await server.view(started)
    expect(body).toMatchObject({ state: 'pending', delivery: 'failed', revision: 2 })
    silent.hangUp()
  })

  it('that hangs up after it has the whole mail gets no second one, since the first may be on its way', async () => {
    const second = await startMailSink()
    let taken = 0
    const first = await listen(socket => {
      socket.write('220 test\r\n')
      let inData = false
      let text = ''
      socket.on('data', bytes => {
        text += bytes
        if (inData) {
          if (!text.endsWith('\r\n.\r\n')) return
          taken++
          return void socket.destroy()
        }
        if (!text.endsWith('\r\n')) return
        const lines = text.trimEnd().split('\r\n')
        text = ''
        for (const line of lines) {
          inData = /^DATA/i.test(line)
          socket.write(inData ? '354 go on\r\n' : '250 ok\r\n')
        }
      })
    })
    const server = await startServer({
      config: { providers: withMail(first.url, second.url) },
      site: { channels: { email: ['mail', 'mail2'] } },
    })
    const started = await server.started({ channel: 'email', to })
    const view = await server.delivered(started)
    expect(taken).toBe(1)
    expect(second.mails).toHaveLength(0)
    expect(view).toMatchObject({ delivery: 'failed', notice: null })
  })
})

describe('fail over', () => {
  it('goes from a mail server that is not there to the next', async () => {
    const second = await startMailSink()
    const server = await startServer({
      config: { providers: withMail(await closedPort(), second.url) },
      site: { channels: { email: ['mail', 'mail2'] } },
    })
    const started = await server.started({ channel: 'email', to })
    const mail = await second.mail()
    expect(await server.delivered(started)).toMatchObject({ delivery: 'sent', notice: null })
    expect((await server.check(started, codeIn(mail.text!))).status).toBe(200)
    expect(second.mails).toHaveLength(1)
  })

  it('goes from a mail server that asks to try later to the next', async () => {
    const [first, second] = [await startMailSink(), await startMailSink()]
    first.refuse({ code: 451 })
    const server = await startServer({
      config: { providers: withMail(first.url, second.url) },
      site: { channels: { email: ['mail', 'mail2'] } },
    })
    const started = await server.started({ channel: 'email', to })
    await second.mail()
    expect(await server.delivered(started)).toMatchObject({ delivery: 'sent', notice: null })
    expect(first.mails).toHaveLength(0)
  })

  it('does not bother the next with an address that is refused for good', async () => {
    const [first, second] = [await startMailSink(), await startMailSink()]
    first.refuse({ code: 550 })
    const server = await startServer({
      config: { providers: withMail(first.url, second.url) },
      site: { channels: { email: ['mail', 'mail2'] } },
    })
    const started = await server.started({ channel: 'email', to })
    expect(await server.delivered(started)).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
    expect(second.connections).toBe(0)
  })

  it('stays with the first as long as it works', async () => {
    const [first, second] = [await startMailSink(), await startMailSink()]
    const server = await startServer({
      config: { providers: withMail(first.url, second.url) },
      site: { channels: { email: ['mail', 'mail2'] } },
    })
    expect(await server.delivered(await server.started({ channel: 'email', to }))).toMatchObject({
      delivery: 'sent',
    })
    expect(second.connections).toBe(0)
  })
})

describe('an address that is two, or another one, to some mail program', () => {
  it.each([
    'a@example.com;b@evil.test',
    'a@example.com,b@evil.test',
    'a@example.com, b@evil.test',
    'a@example.com b@evil.test',
    'a@example.com\r\nBcc: b@evil.test',
    'a@example.com\nBcc: b@evil.test',
    'a@example.com%0d%0aBcc:b@evil.test',
    '"x@evil.test y"@good.example',
    '"a"@example.com',
    'a\u0000@example.com',
    'a@example.com\u0000',
    'a@ｅxample.com',
    'a@ex\u0430mple.com',
    'a\u202e@example.com',
    'ａ@example.com',
    'é@example.com',
    'Ann <a@example.com>',
    '<a@example.com>',
    'group:a@example.com;',
    'a(comment)@example.com',
    'a@[127.0.0.1]',
    'a@127.0.0.1',
    'a@localhost',
    'a@b',
    '.a@x.test',
    'a.@x.test',
    'a..b@x.test',
    'a@-x.test',
    'a@x-.test',
    'a@x..test',
    '-oQ/tmp/x@x.test',
    'a@@x.test',
    'a@x.test@evil.test',
    '@x.test',
    'a@',
    '',
    ' ',
    `${'a'.repeat(65)}@x.test`,
    `a@${'a'.repeat(64)}.test`,
    `a@${'a.'.repeat(130)}test`,
  ])('%j, is refused, and no mail server hears of it', async address => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const began = performance.now()
    expectProblem(
      await server.start({ sitekey: 'site_a', channel: 'email', to: address }),
      400,
      'invalid_contact',
    )
    expect(performance.now() - began).toBeLessThan(1000)
    expect(sink.connections).toBe(0)
  })

  it.each([
    ['a list', ['a@x.test', 'b@x.test']],
    ['an object', { address: 'a@x.test\r\nBcc: b@evil.test' }],
    ['10 KB', `a@${'a.'.repeat(5000)}test`],
    ['7,000 quotes', '"'.repeat(7000)],
  ])('as %s is not understood', async (_, address) => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    expectProblem(
      await server.start({ sitekey: 'site_a', channel: 'email', to: address }),
      400,
      'bad_request',
    )
    expect(sink.connections).toBe(0)
  })

  it.each([
    ['a@MÜNCHEN.example', 'a@xn--mnchen-3ya.example'],
    ["o'brien_1!#$%&*/=?^{|}~-@x.test", "o'brien_1!#$%&*/=?^{|}~-@x.test"],
    [`${'a'.repeat(64)}@x.test`, `${'a'.repeat(64)}@x.test`],
  ])('%s gets its mail as %s, and its proof says the same', async (typed, address) => {
    const sink = await startMailSink()
    const server = await startServer({ mail: sink })
    const started = await server.started({ channel: 'email', to: typed })
    const mail = await sink.mail()
    expect(mail.envelope.to).toHaveLength(1)
    expect(mail.raw).toContain(`\nTo: ${address}\r\n`)
    const { body } = await server.check(started, codeIn(mail.text!))
    expect(claimsOf(body.proof).email).toBe(address)
  })
})

it('the sites of one server send as themselves', async () => {
  const sink = await startMailSink()
  const server = await startServer({ mail: sink })
  await server.started({ channel: 'email', to })
  await server.started({ sitekey: 'site_b', channel: 'email', to }, { Origin: originB })
  const subjects = [(await sink.mail(1)).subject, (await sink.mail(2)).subject]
  expect(subjects.sort()).toEqual(['Votre code pour b.test', 'Your code for a.test'])
})

/** The providers of `baseConfig`, with these mail servers. */
function withMail(url: string, second = url) {
  const { wa, wb } = baseConfig().providers
  const from = 'Example <verify@a.test>'
  return {
    wa: wa!,
    wb: wb!,
    mail: { type: 'smtp', url, from },
    mail2: { type: 'smtp', url: second, from },
  }
}

/** The address of a port on which nobody listens any more. */
async function closedPort(): Promise<string> {
  const server = await listen(() => {})
  await new Promise(resolve => server.server.close(resolve))
  return server.url
}

/** A TCP server that ends with its test. */
async function listen(talk: (socket: Socket) => void) {
  const sockets = new Set<Socket>()
  const connected = Promise.withResolvers<void>()
  const server: Server = createServer(socket => {
    sockets.add(socket)
    socket.on('error', () => {})
    talk(socket)
    connected.resolve()
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const hangUp = () => {
    server.close()
    for (const socket of sockets) socket.destroy()
  }
  onTestFinished(hangUp)
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return { url: `smtp://127.0.0.1:${port}`, connected: connected.promise, hangUp, server }
}
