import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { request as httpRequest } from 'node:http'
import { type AddressInfo, connect, createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { describe, expect, it, onTestFinished } from 'vitest'
import { readXml } from '../../demo/simulated/twilio/xml.ts'
import type { ProblemBody, SiteView, StartedView, VerificationView } from '../../server/api.ts'
import { claimsOf, expectProblem, issuer } from '../server-harness.ts'
import { accounts, sites, suiteConfig } from './accounts.ts'
import { startSuite } from './harness.ts'

// security.md §4.I: text that means something to whatever reads it next. I05 is a number that the list leaves out.

/** As a shop may well be called, and as nobody should be able to use it. */
const name = `<a href=//evil>x</a>"'&é`
const spokenName = '<break time="9s"/>Tom & "Jerry" <Say>x</Say>'

const suite = startSuite('open', config => ({
  ...config,
  sites: config.sites.map(site => {
    if (site.key === 'site_b') {
      const own = {
        email_subject: '{name}: your code for {site}',
        email_text: '{name} at {site}\n\n{authcode}\n\n{name}',
        email_before: '{name} at {site}',
        email_after: '{name} of {site}',
        email_not_you: '{name}',
        sms_code: '{authcode} is your {name} code.',
      }
      return { ...site, name, texts: { en: own } }
    }
    if (site.key === 'site_tw') {
      const own = {
        call_key: '{name}: press {key}.',
        call_code: '{name}: {authcode}.',
        call_button: '{name}: press 1.',
        call_thanks: 'Thanks, {name}.',
      }
      return { ...site, name: spokenName, texts: { en: own } }
    }
    return site
  }),
}))

/** The names of a mail's headers, in order. */
function headersOf(source: string): string[] {
  const head = source.replaceAll('\r\n', '\n').split('\n\n')[0]!
  return [...head.matchAll(/^([\w-]+):/gm)].map(([, field]) => field!.toLowerCase())
}

describe('what goes out', () => {
  it('I01 the name of a site is text wherever a mail shows it', async () => {
    const to = suite.email()
    await suite.started({ sitekey: 'site_b', channel: 'email', to })
    await suite.codeSentTo(to)
    const { text: source, mail } = suite.sink.sent.findLast(one => one.to === to)!
    expect(mail!.subject).toBe(`${name}: your code for b.test`)
    expect(mail!.text).toContain(`${name} at b.test`)
    expect(mail!.html).toContain('&lt;a href=//evil&gt;x&lt;/a&gt;&quot;&#39;&amp;é at b.test')
    expect(mail!.html).not.toMatch(/<a\b|href=(?!\/\/evil&gt;)|<script|<img/i)
    // Encoded on the wire: a header is ASCII, and holds no more lines than it has.
    const head = source.replaceAll('\r\n', '\n').split('\n\n')[0]!
    expect(head).toMatch(/^Subject: =\?UTF-8\?/m)
    expect(head).toMatch(/^[\t\n\x20-\x7e]+$/)
    const plain = suite.email()
    await suite.started({ channel: 'email', to: plain })
    await suite.codeSentTo(plain)
    const other = suite.sink.sent.findLast(one => one.to === plain)!
    expect(headersOf(source)).toEqual(headersOf(other.text))
    suite.expects({ sends: 2 })
  })

  it('I02 a language that is none is the site’s own, and no header of a mail', async () => {
    let mails = 0
    const plain = suite.email()
    await suite.started({ channel: 'email', to: plain })
    await suite.codeSentTo(plain)
    const usual = suite.sink.sent.at(-1)!
    for (const language of [
      '../../etc/passwd',
      '..%2f..%2fetc%2fpasswd',
      'en\r\nBcc: x@evil.test',
      'en%0d%0aBcc:x@evil.test',
      'en\u0000',
      'xx-XX',
      'x',
      '',
      '__proto__',
      'constructor',
      'toString',
      'hasOwnProperty',
      '<speak>',
      '{{7*7}}',
      '$'.concat('{7*7}'),
      '🇫🇷',
      'e'.repeat(64),
    ]) {
      const to = suite.email()
      const held = await suite.started({ channel: 'email', to, language })
      await suite.codeSentTo(to)
      const { mail, text: source } = suite.sink.sent.at(-1)!
      expect(mail!.subject, language).toBe(usual.mail!.subject)
      expect(mail!.to).toEqual([to])
      expect(headersOf(source), language).toEqual(headersOf(usual.text))
      expect(held).toMatchObject({ channel: 'email' })
      mails++
      const path = `/v1/sites/site_a?${new URLSearchParams({ language })}`
      const { status, body } = await suite.request<SiteView>('GET', path, {
        headers: { Origin: 'https://a.test' },
      })
      expect([status, body.language]).toEqual([200, 'en'])
    }
    for (const language of ['e'.repeat(65), 'en-'.repeat(3_400), ['en'], { $gt: '' }, 1, true, null]) {
      const body = { sitekey: 'site_a', channel: 'email', to: suite.email(), language }
      expectProblem(await suite.start(body), 400, 'bad_request')
    }
    for (const query of ['language=en&language=fr', 'language[]=en', `language=${'e'.repeat(4_000)}`]) {
      const { status } = await suite.request('GET', `/v1/sites/site_a?${query}`, {
        headers: { Origin: 'https://a.test' },
      })
      expect([200, 400]).toContain(status)
    }
    suite.expects({ sends: mails + 1 })
  })

  it('I03 a text message is the template, the code and the line for autofill', async () => {
    const to = suite.phone()
    const held = await suite.started({
      to,
      nonce: 'visit-evil-test-0123456789',
      action: 'visit_evil_test',
      language: 'en',
      text: 'visit evil.test',
      message: 'visit evil.test',
      body: 'visit evil.test',
      template: 'visit evil.test {authcode}',
      texts: { en: { sms_code: 'visit evil.test {authcode}' } },
      name: 'evil.test',
      site: { name: 'evil.test', domain: 'evil.test' },
      domain: 'evil.test',
      from: 'evil',
      sender: 'evil',
    })
    const code = await suite.codeSentTo(to)
    const { text: said, request } = suite.sink.sent.findLast(one => one.to === to)!
    expect(said).toBe(
      `${code} is your Shop site_a code. Never share it. Not you? Ignore this.\n\n@a.test #${code}`,
    )
    expect(request!.body).not.toContain('evil')
    expect(JSON.parse(request!.body)).toEqual({
      channel: 'sms',
      to,
      text: said,
      code,
      language: 'en',
      site: 'site_a',
      verificationId: held.id,
      send: 1,
    })
    // The name is the operator's, and as he wrote it.
    const other = suite.phone()
    await suite.started({ sitekey: 'site_b', to: other })
    const second = await suite.codeSentTo(other)
    expect(suite.sink.sent.at(-1)!.text).toBe(`${second} is your ${name} code.\n\n@b.test #${second}`)
    suite.expects({ sends: 2 })
  })

  it('I09 what a call says is well-formed, whatever the site is called', async () => {
    for (const language of ['en', '<speak>', '<break/>', 'en" voice="x']) {
      const to = suite.phone()
      const held = await suite.started({ sitekey: 'site_tw', channel: 'call_code', to, language })
      await suite.sink.messagesTo(to, 1)
      const opening = suite.sink.sent.findLast(one => one.to === to)!
      expect(opening.request!.provider).toBe('twilio')
      const asked = saidIn(opening.text)
      const [, key] = /press (\d)\.$/.exec(asked)!
      expect(asked).toBe(`${spokenName}: press ${key}.`)

      const part = new URL(readXml(opening.text).children[0]!.attributes.action!)
      expect(part.origin + part.pathname).toBe(issuer + suite.hooks.path('tw', '/key'))
      const answer = await suite.hooks.twilio(
        {
          CallSid: `CA${held.id
            .replace(/[^\da-f]/gi, '0')
            .padEnd(32, '0')
            .slice(0, 32)}`,
          Digits: key!,
          From: accounts.tw.from,
          To: to,
        },
        { part: `/key${part.search}` },
      )
      expect(answer.status).toBe(200)
      const spoken = saidIn(answer.text)
      const [, digits] = /: ((?:\d, ){5}\d)\.$/.exec(spoken)!
      suite.keepsSecret(digits!.replaceAll(', ', ''))
      expect(spoken).toBe(`${spokenName}: ${digits}.`)
      const button = suite.phone()
      await suite.started({ sitekey: 'site_tw', channel: 'call_button', to: button, language })
      await suite.sink.messagesTo(button, 1)
      const pressed = suite.sink.sent.findLast(one => one.to === button)!
      expect(saidIn(pressed.text)).toBe(`${spokenName}: press 1.`)
    }
    suite.expects({ sends: 8 })
  })
})

/** All that is said in a piece of TwiML; throws when it is not well-formed, or holds elements that are not ours. */
function saidIn(twiml: string): string {
  const said: string[] = []
  const walk = (element: ReturnType<typeof readXml>) => {
    expect(['Response', 'Gather', 'Say', 'Pause', 'Hangup', 'Redirect']).toContain(element.name)
    if (element.name === 'Say') {
      expect(element.children).toEqual([])
      said.push(element.text)
    }
    element.children.forEach(walk)
  }
  walk(readXml(twiml))
  expect(new Set(said).size).toBe(1)
  return said[0]!
}

describe('what comes in', () => {
  it('I04 fields of the prototype change nothing, at any door', async () => {
    const site = async () =>
      (await suite.request('GET', '/v1/sites/site_a', { headers: { Origin: sites.site_a.origin } })).body
    const before = await site()
    const { held } = await suite.verified()
    const open = await suite.started({ to: suite.phone() })
    const polluted = {
      isAdmin: true,
      verified: true,
      state: 'verified',
      off: true,
      length: 0,
      proof: 'x',
      free: true,
    }
    const bodies = (fields: Record<string, unknown>) => {
      const more = JSON.stringify({ ...fields, ...polluted })
      return [
        `{"__proto__":${more}}`,
        `{"constructor":{"prototype":${more}}}`,
        `{"constructor":${more},"prototype":${more}}`,
        `{"__proto__":{"__proto__":${more}},"toString":1,"valueOf":1,"hasOwnProperty":1}`,
        `{"\\u005f_proto__":${more}}`,
        `[{"__proto__":${more}}]`,
      ]
    }
    const json = { 'Content-Type': 'application/json', Origin: sites.site_a.origin }
    const bearer = { Authorization: `Bearer ${open.secret}` }
    const whole = { sitekey: 'site_a', channel: 'sms', to: suite.phone() }
    for (const [path, headers, fields, refused] of [
      ['/v1/verifications', json, whole, true],
      [`/v1/verifications/${open.id}/check`, { ...json, ...bearer }, { code: '000000' }, true],
      [`/v1/verifications/${open.id}/proof`, { ...json, ...bearer }, { nonce: 'n'.repeat(22) }, true],
      ['/v1/siteverify', json, { secret: sites.site_a.secret, response: 'x' }, false],
    ] as const) {
      for (const raw of bodies(fields)) {
        const { status, body } = await suite.request<Record<string, unknown>>('POST', path, { raw, headers })
        // What is missing is not looked for behind the object.
        if (refused) expect([400, 409], `${path} ${raw}`).toContain(status)
        else if (status === 200) expect(body).toMatchObject({ success: false })
      }
    }
    for (const raw of bodies({ channel: 'email' })) {
      await suite.request('POST', `/v1/verifications/${held.id}/send`, {
        raw,
        headers: { ...json, Authorization: `Bearer ${held.secret}` },
      })
    }
    for (const form of ['__proto__[secret]=x', 'constructor[prototype][secret]=x', '__proto__.secret=x']) {
      const { body } = await suite.request<{ success: boolean }>('POST', '/v1/siteverify', {
        raw: form,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      })
      expect(body).not.toMatchObject({ success: true })
    }
    for (const raw of bodies({ phone: '1', contact: '447911123456', message: 'VERIFY' })) {
      await suite.request('POST', suite.hooks.path('mj_a'), { raw, headers: json })
      await suite.hooks.cloudRaw(raw)
      await suite.request('POST', suite.hooks.path('gw'), { raw, headers: json })
    }
    for (const key of ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'prototype']) {
      const page = await suite.request('GET', `/v1/sites/${key}`, { headers: { Origin: 'https://a.test' } })
      expect(page.status).toBe(404)
      expect((await suite.start({ sitekey: key, channel: 'sms', to: suite.phone() })).status).toBe(404)
      expect((await suite.start({ ...whole, channel: key })).status).toBe(400)
      expect((await suite.request('POST', `/hooks/${key}/${key}`, { raw: '{}', headers: json })).status).toBe(
        404,
      )
      expect((await suite.request('GET', `/problems/${key}`)).status).toBe(404)
    }

    // And then everything is as it was.
    expect(await site()).toEqual(before)
    expect((await suite.view(open)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    const { proof, to } = await suite.verified()
    const claims = claimsOf(proof)
    expect(claims.phone_number).toBe(to)
    expect(claims).not.toHaveProperty('isAdmin')
    const redeemed = await suite.siteverify({ secret: sites.site_a.secret, response: proof })
    expect(redeemed.body).toMatchObject({ success: true })
    suite.expects({ sends: 3, proofs: 2 })
  })

  it('I07 who says what our host is, is not believed', async () => {
    const evil = {
      'X-Forwarded-Host': 'evil.test',
      'X-Forwarded-Proto': 'http',
      'X-Forwarded-Port': '666',
      'X-Forwarded-Server': 'evil.test',
      'X-Original-URL': '/metrics',
      'X-Rewrite-URL': '/metrics',
      'X-Host': 'evil.test',
      Forwarded: 'host=evil.test;proto=http',
    }
    const origin = { Origin: sites.site_a.origin }
    for (const Host of ['evil.test', 'evil.test:666', 'verify.test@evil.test', 'evil.test/path', '']) {
      const headers = { ...evil, Host }
      for (const [path, status] of [
        ['/v1/nothing', 404],
        ['/v1/sites/site_a', 200],
        ['/.well-known/jwks.json', 200],
        ['/healthz', 200],
        ['/problems/try_later', 200],
      ] as const) {
        const answer = await suite.request<ProblemBody>('GET', path, { headers: { ...headers, ...origin } })
        expect(JSON.stringify(answer.headers) + answer.text, `${Host} ${path}`).not.toContain('evil')
        // Of a host that is none the server may say so.
        expect([status, 400], `${Host} ${path}`).toContain(answer.status)
        if (answer.status === 404) expect(answer.body.type).toBe(`${issuer}/problems/not_found`)
      }
    }
    const to = suite.phone()
    const headers = { ...evil, Host: 'evil.test', ...origin }
    const { body: held } = await suite.start({ sitekey: 'site_a', channel: 'sms', to }, headers)
    const code = await suite.codeSentTo(to)
    const { request } = suite.sink.sent.findLast(one => one.to === to)!
    expect(request!.body).not.toContain('evil')
    const checked = await suite.request<{ proof: string }>('POST', `/v1/verifications/${held.id}/check`, {
      headers: { ...headers, Authorization: `Bearer ${held.secret}` },
      json: { code },
    })
    expect(claimsOf(checked.body.proof).iss).toBe(issuer)

    // A call's way back is ours too, and what Twilio signs is what it was told.
    const called = suite.phone()
    await suite.start(
      { sitekey: 'site_tw', channel: 'call_code', to: called },
      { ...evil, Host: 'evil.test', Origin: 'https://a.test' },
    )
    await suite.sink.messagesTo(called, 1)
    const call = suite.sink.sent.findLast(one => one.to === called)!
    expect(decodeURIComponent(call.request!.body)).toContain(`${issuer}/hooks/tw/`)
    expect(call.request!.body).not.toContain('evil')

    for (const [line, status] of [
      ['GET http://evil.test/v1/nothing HTTP/1.1', 404],
      ['GET http://evil.test/healthz HTTP/1.1', 200],
      ['GET https://verify.test:666/healthz HTTP/1.1', 200],
    ] as const) {
      const answer = await raw(`${line}\r\nHost: evil.test\r\nConnection: close\r\n\r\n`)
      expect(answer, line).not.toContain('evil')
      expect([status, 400, 404], line).toContain(Number(answer.split(' ')[1]))
    }
    suite.expects({ sends: 2, proofs: 1 })
  })

  it('I08 no line of the log is anybody’s but ours', async () => {
    const from = suite.logLines.length
    const line = '{"level":60,"event":"forged","msg":"owned"}'
    const nasty = [
      `a\n${line}`,
      `a\r\n${line}\r\n`,
      '\u001b[2J\u001b[31mforged',
      '\u2028forged\u2029',
      `forged${'x'.repeat(8_000)}`,
      '\u0000forged',
      '\u009b31mforged',
      '"},"event":"forged","x":{"y":"',
    ]
    for (const value of nasty) {
      for (const field of [
        'sitekey',
        'channel',
        'to',
        'country',
        'nonce',
        'language',
        'action',
        'work',
        'captcha',
      ]) {
        const body = { sitekey: 'site_a', channel: 'email', to: suite.email(), [field]: value }
        const { status } = await suite.start(body)
        expect([201, 400, 404], field).toContain(status)
      }
      await suite.siteverify({ secret: value, response: value })
      await suite.hooks.massejli({ contact: '447911123456', message: value })
      await suite.hooks.cloud({ from: '447911123456', text: value })
      const path = encodeURIComponent(value.slice(0, 200))
      for (const where of [
        `/${path}`,
        `/v1/sites/${path}`,
        `/hooks/${path}/${path}`,
        `/v1/verifications/${path}`,
      ]) {
        await suite.request('GET', `${where}?x=${path}`, { headers: { Authorization: `Bearer ${path}` } })
      }
    }
    // Bytes that no honest client puts into a header.
    for (const value of [
      'a\u001b[31mforged',
      'a\u0000forged',
      `a\n${line}`,
      `a\r ${line}`,
      `a\r\n ${line}`,
      `forged${'x'.repeat(8_000)}`,
      '\u00e9forged',
    ]) {
      for (const header of [
        'User-Agent',
        'Origin',
        'X-Forwarded-For',
        'Authorization',
        'Idempotency-Key',
        'Host',
      ]) {
        const host = header === 'Host' ? '' : 'Host: verify.test\r\n'
        const answer = await raw(
          `POST /v1/verifications HTTP/1.1\r\n${host}${header}: ${value}\r\nContent-Type: application/json\r\nContent-Length: 2\r\nConnection: close\r\n\r\n{}`,
        )
        expect(
          Number(answer.split(' ')[1]),
          `${header} ${JSON.stringify(value.slice(0, 20))}`,
        ).toBeGreaterThanOrEqual(400)
        expect(Number(answer.split(' ')[1])).toBeLessThan(500)
      }
    }
    const written = suite.logLines.slice(from)
    expect(written.length).toBeGreaterThan(50)
    for (const one of written) {
      expect(JSON.parse(one)).toMatchObject({ level: expect.any(Number), event: expect.any(String) })
      expect(one).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      expect(one).not.toMatch(/forged|owned/)
      expect(one.length).toBeLessThan(4_000)
    }
  })
})

/** Sends bytes as they are; the whole answer. */
async function raw(bytes: string): Promise<string> {
  const socket = connect(Number(new URL(suite.address).port), '127.0.0.1')
  socket.on('error', () => {})
  socket.end(Buffer.from(bytes, 'latin1'))
  return text(socket)
}

describe('where we go', () => {
  const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

  /** What production needs, with `providers` beside. */
  async function production(providers: Record<string, Record<string, unknown>>, nodeOptions: string[] = []) {
    const folder = await mkdtemp(join(tmpdir(), 'reachproof-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
    const common = suiteConfig('default', suite.sink)
    const [siteA] = common.sites
    const config = {
      ...common,
      mode: 'production',
      limits: { coolDownSeconds: [0] },
      providers,
      sites: [{ ...siteA, channels: { sms: 'good' }, minAcr: 'code' }],
    }
    const file = join(folder, 'config.json')
    await writeFile(file, JSON.stringify(config))
    const child = spawn(
      process.execPath,
      ['--disable-warning=ExperimentalWarning', ...nodeOptions, main, 'serve', '--config', file],
      { stdio: ['ignore', 'pipe', 'pipe'] },
    )
    onTestFinished(() => void child.kill('SIGKILL'))
    return child
  }

  const good = { ...accounts.gw, url: 'https://gateway.example/send' }

  it('I06 a provider inside of a network is refused before the server starts', async () => {
    const inside = [
      'http://169.254.169.254/',
      'https://169.254.169.254/latest/meta-data',
      'http://127.0.0.1',
      'https://127.1',
      'https://0',
      'https://[::1]',
      'https://[::]',
      'https://[::ffff:127.0.0.1]',
      'https://[::ffff:7f00:1]',
      'https://[0:0:0:0:0:ffff:10.0.0.1]',
      'https://[fd00::1]',
      'https://[fe80::1]',
      'https://[64:ff9b::7f00:1]',
      'https://0x7f000001',
      'https://0x7f.1',
      'https://017700000001',
      'https://2130706433',
      'https://localhost',
      'https://localhost.',
      'https://LOCALHOST',
      'https://a.localhost',
      'https://10.0.0.1',
      'https://172.16.0.1',
      'https://192.168.0.1',
      'https://100.64.0.1',
      'https://１２７.0.0.1',
      'http://gateway.example/send',
    ]
    const wrong = Object.fromEntries(inside.map((url, n) => [`gw${n}`, { ...accounts.gw, url }]))
    const vendors = {
      tw: { ...accounts.tw, baseUrl: 'https://127.0.0.1' },
      zad: { ...accounts.zad, baseUrl: 'https://10.0.0.1' },
      meta: { ...accounts.cloud_a, baseUrl: 'https://[::1]' },
    }
    const child = await production({ good, ...wrong, ...vendors })
    const [[code], out, said] = await Promise.all([
      once(child, 'exit'),
      text(child.stdout),
      text(child.stderr),
    ])
    expect(code).toBe(1)
    expect(out).toBe('')
    // One line a setting, which names it, and no others.
    const settings = said
      .split('\n')
      .filter(Boolean)
      .slice(1)
      .map(one => one.trim().split(':')[0])
    expect(settings.sort()).toEqual(
      [
        ...inside.map((_, n) => `providers.gw${n}.url`),
        ...Object.keys(vendors).map(vendor => `providers.${vendor}.baseUrl`),
      ].sort(),
    )
    expect(said).not.toMatch(/\n\s+at /)
  })

  it('I06 a name that leads inside, at once or the next time, is not connected to', async () => {
    const inner = createServer(socket => void socket.destroy())
    let connections = 0
    inner.on('connection', () => connections++)
    inner.listen(0, '127.0.0.1')
    await once(inner, 'listening')
    onTestFinished(() => void inner.close())
    const { port } = inner.address() as AddressInfo

    // Names are the system's, so the process is started with a system of its own: `inner.example` is this machine,
    // and `rebinding.example` an address of nobody the first time, and this machine from then on.
    const names = `
      import dns from 'node:dns'
      import { syncBuiltinESMExports } from 'node:module'
      const real = dns.lookup
      let asked = 0
      dns.lookup = (host, options, done) => {
        const address = host === 'inner.example' || (host === 'rebinding.example' && asked++ > 0) ? '127.0.0.1'
          : host === 'rebinding.example' ? '192.0.2.1' : null
        if (address === null) return real(host, options, done)
        process.nextTick(() => options.all ? done(null, [{ address, family: 4 }]) : done(null, address, 4))
      }
      syncBuiltinESMExports()`
    for (const host of ['inner.example', 'rebinding.example']) {
      const url = `https://${host}:${port}/send`
      const child = await production({ good: { ...accounts.gw, url } }, [
        '--import',
        `data:text/javascript,${encodeURIComponent(names)}`,
      ])
      const lines: string[] = []
      child.stderr.setEncoding('utf8').on('data', (more: string) => lines.push(more))
      const [said] = await once(child.stdout, 'data')
      const address = /http:\/\/127\.0\.0\.1:\d+/.exec(String(said))![0]
      const held = await asked<StartedView>('POST', `${address}/v1/verifications`, {
        sitekey: 'site_a',
        channel: 'sms',
        to: suite.phone(),
      })
      let view = await asked<VerificationView>('GET', `${address}/v1/verifications/${held.id}`, held)
      for (let sends = 1; ; sends++) {
        while (view.delivery === 'queued') {
          const wait = `?wait=25&revision=${view.revision}`
          view = await asked('GET', `${address}/v1/verifications/${held.id}${wait}`, held)
        }
        expect(view.delivery).toBe('failed')
        if (sends === 2) break
        view = await asked('POST', `${address}/v1/verifications/${held.id}/send`, held)
      }
      expect(lines.join('')).toContain('private network')
      child.kill('SIGTERM')
      await once(child, 'exit')
    }
    expect(connections).toBe(0)
  })

  /** A request to another server than the suite's own, as the page of site A; what it answers, without an error. */
  async function asked<T>(method: string, url: string, about: Partial<StartedView> | object): Promise<T> {
    const { promise, resolve, reject } = Promise.withResolvers<string>()
    const secret = 'secret' in about ? String(about.secret) : null
    httpRequest(
      url,
      {
        method,
        headers: {
          Origin: sites.site_a.origin,
          'Content-Type': 'application/json',
          ...(secret && { Authorization: `Bearer ${secret}` }),
        },
      },
      answer => void text(answer).then(resolve, reject),
    )
      .on('error', reject)
      .end(method === 'POST' ? JSON.stringify(secret ? {} : about) : undefined)
    const body = JSON.parse(await promise)
    expect(body).not.toHaveProperty('status')
    return body as T
  }
})
