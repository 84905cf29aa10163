import { afterAll, describe, expect, it } from 'vitest'
import { claimsOf, expectProblem } from '../server-harness.ts'
import { phoneX, phoneY, startSuite } from './harness.ts'
import { openRawMail } from './raw-mail.ts'
import { codeOf } from './sink.ts'

// security.md §4.D: what a contact may be, and that one number is one number. The parsers' own tables are in
// server/phone.test.ts, email-address.test.ts and bad-inputs.test.ts; here everything goes through the whole server.

// Asked for before the configuration is written, which names it.
const rawMail = await openRawMail()
afterAll(() => rawMail.close())

/** Site A has a country of its own, GB; site B has none, and so no country to read a national number by. */
const suite = startSuite('open', config => ({
  ...config,
  providers: { ...config.providers, raw: { type: 'smtp', url: rawMail.url, from: 'verify@a.test' } },
  sites: config.sites.map(site =>
    site.key === 'site_b'
      ? { ...site, country: null }
      : site.key === 'site_a'
        ? { ...site, channels: { ...(site.channels as object), email: 'raw' } }
        : site,
  ),
}))

const sms = { sitekey: 'site_a', channel: 'sms' }
const mail = { sitekey: 'site_a', channel: 'email' }

/** Refused as no contact, over the channel that it would go to, at once and with nothing sent. */
async function refuses(body: Record<string, unknown>, texts: readonly unknown[], code = 'invalid_contact') {
  for (const to of texts) {
    const answer = await suite.start({ ...body, to })
    expect(answer.body, JSON.stringify(to)).toMatchObject({ status: 400, code })
    expectProblem(answer, 400, code as 'invalid_contact')
    // What was typed is not said again.
    if (typeof to === 'string' && to.length > 4) expect(answer.text).not.toContain(to)
  }
  suite.expects({ sends: 0 })
}

/** A whole verification by mail: what is proved, what `RCPT TO` said, and the mail itself. */
async function mailed(to: string) {
  const nth = rawMail.mails.length + 1
  const held = await suite.started({ ...mail, to })
  const { to: recipients, source } = await rawMail.mail(nth)
  const code = codeOf(/^Content-Type: text\/plain.*?\n\n(.*?)\n--/ms.exec(source)![1]!)!
  suite.keepsSecret(code)
  const answer = await suite.check(held, code)
  expect(answer.status, answer.text).toBe(200)
  return { contact: held.contact?.value, claims: claimsOf(answer.body.proof), recipients, source }
}

/** §5.1, the rows that end in "accept". */
const accepted = [
  '+447911123456',
  '+44 7911 123456',
  '+44-7911-123456',
  '+44.7911.123456',
  '+44/7911/123456',
  '+44\u00a07911\u00a0123456',
  '+44\u20117911\u2011123456',
  '+44 (0)7911 123456',
  '+44(0)7911123456',
  '+4407911123456',
  '+44 07911 123456',
  '07911 123456',
  '0044 7911 123456',
  '+٤٤٧٩١١١٢٣٤٥٦',
  '+۴۴۷۹۱۱۱۲۳۴۵۶',
  '+４４７９１１１２３４５６',
  '＋４４７９１１１２３４５６',
  '+४४७९१११२३४५६',
  '+৪৪৭৯১১১২৩৪৫৬',
  '+𝟒𝟒𝟕𝟗𝟏𝟏𝟏𝟐𝟑𝟒𝟓𝟔',
  '+44\u200b7911123456',
  '\u202a+447911123456\u202c',
  '\u200f+447911123456',
  '\u2066+447911123456\u2069',
  '\ufeff+447911123456',
  '+44\u00ad7911123456',
  '+447911123456\n',
]

/** §5.1, the rows that end in "reject", but for extensions and kinds of lines, which have rows of their own. */
const rejected = [
  '447911123456',
  '+447911123456\u0000',
  '\u0000+447911123456',
  '+44791\u00001123456',
  '++447911123456',
  '+44 +44 7911123456',
  'tel:+44-7911-123456',
  'tel:7911123456;phone-context=+44',
  'Call +447911123456 now',
  '+447911123456; DROP',
  '+447911123456\r\nBcc: b@evil.test',
  '+447911123456abc',
  '+1-800-FLOWERS',
  '+39669812345',
  '+551187654321',
  '+5215512345678',
  '+44999',
  '+44',
  '4.47911123456e11',
  '+44①②③④⑤⑥⑦⑧⑨①',
  '+44791112345⁶',
  '',
  ' ',
  '\u200f',
]

describe('phone numbers', () => {
  it('D01 every accepted spelling is one number in the proof', async () => {
    for (const [n, to] of accepted.entries()) {
      const held = await suite.started({ to })
      expect(held.contact?.value, JSON.stringify(to)).toBe(phoneX)
      const answer = await suite.check(held, await suite.codeSentTo(phoneX, n + 1))
      expect(answer.status, answer.text).toBe(200)
      const claims = claimsOf(answer.body.proof)
      expect(claims.phone_number, JSON.stringify(to)).toBe(phoneX)
      expect(claims.phone_number_verified).toBe(true)
      expect(suite.sink.sent.at(-1)!.to).toBe(phoneX)
    }
    suite.expects({ sends: accepted.length, proofs: accepted.length })
  })

  it('D02 every rejected spelling is refused and nothing is sent', async () => {
    // Site B has no country of its own, so that a national spelling is none either.
    await refuses({ ...sms, sitekey: 'site_b' }, [...rejected, '0044 7911 123456', '07911 123456'])
    for (const channel of ['sms', 'call_code', 'call_button', 'whatsapp']) {
      await refuses({ ...sms, channel }, ['++447911123456', '+447911123456; DROP'])
    }
  })

  it('D03 an extension is refused, never dropped', async () => {
    await refuses(
      sms,
      [' ext. 12', ' x12', 'x12', ';ext=12', ',12', ',,12', '#12', ' # 12', 'p12', 'w12'].map(
        extension => phoneX + extension,
      ),
    )
  })

  it('D04 a national number needs a country, and is shown back before anything is sent', async () => {
    const national = { channel: 'sms', to: '07911 123456' }
    expectProblem(await suite.start({ ...national, sitekey: 'site_b' }), 400, 'invalid_contact')
    let release: (() => void) | undefined
    const held = new Promise<undefined>(resolve => {
      release = () => resolve(undefined)
    })
    suite.sink.behave = () => held
    const shown = { value: phoneX, display: '+44 7911 123456' }
    const told = await suite.start({ ...national, sitekey: 'site_a' })
    expect(told.body.contact).toEqual(shown)
    const named = await suite.start({ ...national, sitekey: 'site_b', country: 'gb' })
    expect(named.body.contact).toEqual(shown)
    expectProblem(
      await suite.start({ ...national, sitekey: 'site_b', country: 'US' }),
      400,
      'invalid_contact',
    )
    for (const country of ['G', 'GBR', '44', '+4', '__', 'g\u200bb', ['GB'], { GB: 1 }, null, 44]) {
      const answer = await suite.start({ ...national, sitekey: 'site_b', country })
      expectProblem(answer, 400, 'bad_request')
    }
    expectProblem(
      await suite.start({ ...national, sitekey: 'site_b', country: 'XX' }),
      400,
      'invalid_contact',
    )
    release?.()
    for (const { body } of [told, named]) {
      expect((await suite.until(body, view => view.delivery !== 'queued')).delivery).toBe('sent')
    }
    suite.expects({ sends: 2 })
  })

  it('D05 lengths that no number has', async () => {
    await refuses(sms, [
      '+447911123456789',
      '+4479111234567890',
      `+44${'7'.repeat(300)}`,
      `+44 7911 123456${' '.repeat(18)}`,
      '+',
      '+0',
      '+07911123456',
      '+44',
      '+447',
      '7',
    ])
  })

  it('D07 two contacts are none, in whatever way they are put together', async () => {
    await refuses(
      sms,
      [[phoneX, phoneY], [phoneX], { 0: phoneX }, { value: phoneX }, [[phoneX]]],
      'bad_request',
    )
    await refuses(
      sms,
      [',', ';', '\n', ' ', '\r\n', '\t', '/', '|', '&', ' or ', '\u2028', '\u0000', '+'].map(
        between => phoneX + between + phoneY,
      ),
    )
    const [one, two] = ['one@visitor.test', 'two@visitor.test']
    await refuses(
      mail,
      [[one, two], [one], { 0: one }, { address: one }, { name: '', address: one }],
      'bad_request',
    )
    await refuses(
      mail,
      [',', ';', '\n', ' ', '\r\n', ', ', '\r\nBcc: ', '%0d%0aBcc:', '\u0000', '>,<', '|'].map(
        between => one + between + two,
      ),
    )
  })

  it('D08 what is no text is refused as a request', async () => {
    await refuses(sms, [447911123456, 4.47911123456e11, true, false, null, 0, -1], 'bad_request')
    await refuses(mail, [1, true, null], 'bad_request')
    await refuses(sms, ['', ' ', '+'])
    // Left out, it is missing.
    expectProblem(await suite.start(sms), 400, 'invalid_contact')
    expectProblem(await suite.start(mail), 400, 'invalid_contact')
  })
})

describe('email addresses', () => {
  it('D10 what a mailer could read in another way, and what is not on the internet', async () => {
    await refuses(mail, [
      '"x@evil.test y"@good.example',
      '"a"@x.test',
      'a(x)@x.test',
      'A <a@x.test>',
      'group: a@x.test;',
      'a@[127.0.0.1]',
      'a@127.0.0.1',
      'a@[IPv6:::1]',
      'a@localhost',
      'a@b',
      '.a@x.test',
      'a.@x.test',
      'a..b@x.test',
      'a@-x.test',
      'a@x-.test',
      'a@.x.test',
      'a@x..test',
      'a@x.test.',
      'a@x.1',
      'a b@x.test',
      ' a@x.test',
      'a@x.test\n',
      'a\u0000@example.com',
      'a\u202e@example.com',
      'ａ@example.com',
      '-oQ/tmp/x@x.test',
      'a@b@x.test',
      '@x.test',
      'a@',
      '@',
      phoneX,
    ])
  })

  it('D11 a domain in another alphabet is mailed, and proved, as what the network calls it', async () => {
    const { contact, claims, recipients, source } = await mailed('a@exämple.test')
    const value = 'a@xn--exmple-cua.test'
    expect([contact, claims.email, claims.email_verified]).toEqual([value, value, true])
    expect(recipients).toEqual([`<${value}>`])
    expect(source).toMatch(/^To: <?a@xn--exmple-cua\.test>?$/m)
    await refuses(mail, ['a@ex\u0430mple.com', 'a@xn--exmple-4nf.com', 'a@ｅxample.com', 'a@example．com'])
    suite.expects({ proofs: 1 })
  })

  it('D13 64 characters before the @ and 254 in all', async () => {
    const domain = (length: number) => `${`${'b'.repeat(50)}.`.repeat(5).slice(0, length - 6)}c.test`
    const longest = `${'a'.repeat(64)}@${domain(189)}`
    expect(longest).toHaveLength(254)
    const { claims, recipients } = await mailed(longest)
    expect(claims.email).toBe(longest)
    expect(recipients).toEqual([`<${longest}>`])
    await refuses(mail, [
      `${'a'.repeat(65)}@${domain(100)}`,
      `${'a'.repeat(64)}@${domain(190)}`,
      `a@${'b'.repeat(64)}.test`,
    ])
    // Longer than what is looked at at all.
    await refuses(mail, [`a@${'a.'.repeat(5000)}test`], 'bad_request')
    suite.expects({ proofs: 1 })
  })

  it('D14 a domain has no case, a name keeps its own', async () => {
    const upper = await mailed('a@X.TEST')
    expect([upper.contact, upper.claims.email, upper.recipients]).toEqual([
      'a@x.test',
      'a@x.test',
      ['<a@x.test>'],
    ])
    const name = await mailed('A.Bc@x.test')
    expect([name.contact, name.claims.email, name.recipients]).toEqual([
      'A.Bc@x.test',
      'A.Bc@x.test',
      ['<A.Bc@x.test>'],
    ])
    expect(name.source).toMatch(/^To: <?A\.Bc@x\.test>?$/m)
    suite.expects({ proofs: 2 })
  })
})
