import { createTransport } from 'nodemailer'
import { afterEach, expect, it } from 'vitest'
import { createMailbox, type Mail, type Mailbox, parseMail } from './mailbox.ts'

let mailbox: Mailbox
afterEach(() => mailbox.close())

async function send(mail: Parameters<ReturnType<typeof createTransport>['sendMail']>[0]): Promise<Mail> {
  const arrived = new Promise<Mail>(resolve => mailbox.onMail(resolve))
  const transport = createTransport(mailbox.url)
  await transport
    .sendMail({ from: 'Saltmarsh Books <hello@saltmarsh.example>', ...mail })
    .finally(() => transport.close())
  return arrived
}

it('shows sender, recipient, subject, text and HTML of a mail that came over SMTP', async () => {
  mailbox = await createMailbox(0, () => 1234)
  const mail = await send({
    to: 'Mira <mira@example.com>',
    subject: 'رمزك · votre code',
    text: '123456\n',
    html: '<p><b>123456</b></p>',
  })
  expect(mail).toEqual({
    id: 1,
    at: 1234,
    from: { name: 'Saltmarsh Books', address: 'hello@saltmarsh.example' },
    to: 'mira@example.com',
    subject: 'رمزك · votre code',
    text: '123456',
    html: expect.stringContaining('<b>123456</b>'),
  })
  expect(mailbox.mails).toEqual([mail])
})

it('keeps a mail without HTML as text', async () => {
  mailbox = await createMailbox()
  const mail = await send({ to: 'mira@example.com', subject: 'Hello', text: 'Only text.' })
  expect(mail.text).toBe('Only text.')
  expect(mail.html).toBeNull()
})

it('refuses addresses that begin with bounce@, as a mailbox that does not exist', async () => {
  mailbox = await createMailbox()
  const transport = createTransport(mailbox.url)
  const sent = transport.sendMail({ from: 'a@example.com', to: 'bounce@example.com', text: 'x' })
  await expect(sent).rejects.toMatchObject({ responseCode: 550 })
  transport.close()
  expect(mailbox.mails).toEqual([])
})

it('keeps the last fifty', async () => {
  mailbox = await createMailbox()
  const transport = createTransport({ url: mailbox.url, pool: true })
  for (let i = 1; i <= 51; i++) {
    await transport.sendMail({ from: 'a@example.com', to: 'b@example.com', subject: `${i}`, text: 'x' })
  }
  transport.close()
  expect(mailbox.mails.map(mail => mail.subject)).toEqual(Array.from({ length: 50 }, (_, i) => `${i + 2}`))
})

it('reads a mail that lacks everything', async () => {
  mailbox = await createMailbox()
  expect(await parseMail(Buffer.from('\r\n'))).toEqual({
    from: { name: '', address: '' },
    subject: '',
    text: '',
    html: null,
  })
})
