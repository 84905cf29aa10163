import { once } from 'node:events'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import { baseConfig } from '../../../test/server-harness.ts'
import type { InboundMessage, Inbox, SuppliedCode } from '../../channel.ts'
import { readConfig } from '../../config.ts'
import { ConfigError } from '../../config-mistakes.ts'
import { readReferences } from '../../reference.ts'
import { massejli } from './massejli.ts'

// The two ways of the service. What its description leaves open is numbered M1–M12: each is settled here, and has
// its test. What becomes of a message or a code behind the inbox is the core's, in server/inbound.test.ts.

const number = '+964622445511'
const token = 'Demofdsf3453328987d3d34'
const contact = '+9613123456'

describe('with our codes', () => {
  it('takes a POST of JSON whatever the content type says, up to 16 KiB (M1)', async () => {
    const { post, inbox } = await start()
    for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/octet-stream']) {
      expect((await post(notification('VERIFY'), { type })).status).toBe(200)
    }
    expect(inbox.messages).toHaveLength(3)
    expect((await post({ ...notification('VERIFY'), command: 'x'.repeat(16_384) })).status).toBe(413)
    expect((await post(notification('VERIFY'), { method: 'PUT' })).status).toBe(405)
    expect(inbox.messages).toHaveLength(3)
  })

  it('knows a repetition by what it says, for a minute (M2)', async () => {
    const { post, inbox } = await start()
    for (const message of ['VERIFY', 'VERIFY', 'VERIFY!']) await post(notification(message))
    await post(notification('VERIFY', { command: 'other' }))
    await post(notification('VERIFY', { contact: '9613123457' }))
    const marks = inbox.messages.map(({ fingerprint }) => fingerprint)
    expect(marks[1]).toBe(marks[0])
    expect(new Set(marks).size).toBe(4)
    expect(new Set(inbox.messages.map(one => one.repeatsWithinSeconds))).toEqual(new Set([60]))
  })

  it.each<[what: string, token: unknown]>([
    ['another', 'Demofdsf3453328987d3d35'],
    ['one character more', `${token}x`],
    ['one character less', token.slice(1)],
    ['none', undefined],
    ['an empty one', ''],
    ['a list with it', [token]],
    ['a number', 1],
    ['an object', { token }],
    ['null', null],
  ])('refuses %s for a token, and says no more (M3, E26)', async (_, given) => {
    const { post, inbox, logLines } = await start()
    expect(await post(notification('VERIFY', { token: given }))).toMatchObject({
      status: 401,
      body: '{"message":""}',
    })
    expect(await post({ token: given })).toMatchObject({ status: 401, body: '{"message":""}' })
    expect(inbox.messages).toEqual([])
    expect(logLines).toEqual([])
  })

  it.each([
    ['9613123456', '+9613123456'],
    ['+961 3 123 456', '+9613123456'],
    ['٩٦١٣١٢٣٤٥٦', '+9613123456'],
    ['', null],
    ['unknown', null],
    ['03123456', null],
    ['9'.repeat(16), null],
  ])('reads the contact %j as %s (M4, E27)', async (given, from) => {
    const { post, inbox } = await start()
    expect((await post(notification('VERIFY', { contact: given }))).status).toBe(200)
    expect(inbox.messages).toMatchObject([{ from }])
  })

  it.each(['447700900001', '96462244551', '', '+15550001111'])(
    'does not know the number %j (M5)',
    async phone => {
      const { post, inbox } = await start()
      expect(await post(notification('VERIFY', { phone }))).toMatchObject({
        status: 404,
        body: '{"message":""}',
      })
      expect(inbox.messages).toEqual([])
    },
  )

  it('says nothing of a language or a time: those are the verification’s (M6)', async () => {
    const { post, inbox } = await start()
    await post(notification('VERIFY', { language: 'fr', timestamp: '1' }))
    expect(Object.keys(inbox.messages[0]!).sort()).toEqual(
      ['fingerprint', 'from', 'provider', 'repeatsWithinSeconds', 'sentAt', 'text'].sort(),
    )
    expect(inbox.messages[0]!.sentAt).toBeNull()
  })

  it('always answers in JSON, with an empty text for silence and for a refusal (M9)', async () => {
    const { post, inbox } = await start()
    inbox.answer = 'رمزك هو *482913*'
    const answer = await post(notification('VERIFY'))
    expect(answer).toMatchObject({ status: 200, type: 'application/json; charset=utf-8' })
    expect(JSON.parse(answer.body)).toEqual({ message: 'رمزك هو *482913*' })
    inbox.answer = null
    const { message: _, ...incomplete } = notification('x')
    for (const body of [notification('VERIFY'), incomplete, null, notification('VERIFY', { phone: '1' })]) {
      expect(await post(body)).toMatchObject({
        type: 'application/json; charset=utf-8',
        body: '{"message":""}',
      })
    }
  })

  it('hands on the original text, in which the command is found however it is written (M10)', async () => {
    const { post, inbox } = await start()
    for (const text of [
      'VERIFY 7K2M-9QXD',
      '  ｖｅｒｉｆｙ  7k2m9qxd  please',
      '\u200fverify 7K2M-9QXD\u200f',
    ]) {
      await post(notification(text, { command: 'whatever the list says' }))
      expect(inbox.messages.at(-1)!.text).toBe(text)
      expect(readReferences(text, 'VERIFY').references).toEqual(
        readReferences('VERIFY 7K2M-9QXD', 'VERIFY').references,
      )
    }
    expect(readReferences('VERIFY 7K2M-9QXD', 'VERIFY').references).toHaveLength(1)
  })

  it('calls the code in its texts as the service does (M11)', () => {
    const config = baseConfig()
    const [site, ...others] = config.sites
    const read = (text: string) =>
      readConfig(
        { ...config, sites: [{ ...site, texts: { en: { whatsapp_code: text } } }, ...others] },
        { baseDir: '/nowhere', env: {} },
      )
    expect(read('{authcode} is your code for {site}.').sites.get('site_a')!.texts.en!.whatsapp_code).toBe(
      '{authcode} is your code for {site}.',
    )
    expect(() => read('{code} is your code for {site}.')).toThrow(ConfigError)
  })

  it('proves nothing by the message alone: the code in the answer is still to be typed (M12)', async () => {
    const { provider, post, inbox } = await start()
    inbox.answer = 'Your code is 482913'
    expect((await post(notification('VERIFY 7K2M-9QXD'))).body).toContain('482913')
    // Nothing but the message was told to the core: no code, no end of anything.
    expect([inbox.messages.length, inbox.codes.length]).toEqual([1, 0])
    expect(provider.suppliesCodes).toBe(false)
  })

  it('has no link for codes', async () => {
    const { ask, inbox } = await start()
    for (const part of ['/code', '/code/', '/x']) {
      const query = new URLSearchParams({ contact: '9613123456', authcode: '482913', token })
      expect((await ask('GET', `${part}?${query}`)).status).toBe(404)
      expect((await ask('POST', part, JSON.stringify(Object.fromEntries(query)))).status).toBe(404)
    }
    expect(inbox.codes).toEqual([])
  })
})

describe('with the codes of the service', () => {
  const pushed = { contact: '9613123456', authcode: '482913', token }
  const query = (more: Record<string, string> = {}) => new URLSearchParams({ ...pushed, ...more }).toString()
  const supplied: SuppliedCode = { provider: 'wa', contact, code: '482913' }
  const multipart = () => {
    const boundary = 'x-boundary-x'
    const parts = Object.entries(pushed).map(
      ([name, value]) =>
        `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
    )
    return [`${parts.join('')}--${boundary}--\r\n`, `multipart/form-data; boundary=${boundary}`] as const
  }

  it.each<[what: string, method: string, query: string, body: string, type: string]>([
    ['JSON', 'POST', '', JSON.stringify(pushed), 'application/json'],
    ['JSON of no said type', 'POST', '', JSON.stringify(pushed), ''],
    ['JSON that says it is a form', 'POST', '', JSON.stringify(pushed), 'application/x-www-form-urlencoded'],
    [
      'JSON with a code that is a number',
      'POST',
      '',
      JSON.stringify({ ...pushed, authcode: 482913, contact: 9613123456 }),
      'application/json',
    ],
    ['a form', 'POST', '', query(), 'application/x-www-form-urlencoded'],
    ['a form that says it is text', 'POST', '', query(), 'text/plain'],
    ['a form of several parts', 'POST', '', ...multipart()],
    ['a query', 'GET', `?${query()}`, '', ''],
    ['a query that is posted', 'POST', `?${query()}`, '', ''],
    [
      'JSON, with the token in the query',
      'POST',
      `?token=${token}`,
      '{"contact":"9613123456","authcode":"482913"}',
      'application/json',
    ],
    [
      'JSON with more in it',
      'POST',
      '?x=1',
      JSON.stringify({ ...pushed, phone: '964622445511', message: ['x'] }),
      'application/json',
    ],
    [
      'a contact with plus, in Arabic digits, and a code in them',
      'GET',
      `?${query({ contact: '+٩٦١ ٣١٢٣٤٥٦', authcode: '٤٨٢٩١٣' })}`,
      '',
      '',
    ],
    ['a code with spaces around it', 'GET', `?${query({ authcode: ' 482913\n' })}`, '', ''],
  ])('takes a push as %s (M7)', async (_, method, query, body, type) => {
    const { ask, inbox } = await start({ codes: 'massejli' })
    expect(await ask(method, `/code${query}`, body, type)).toEqual({
      status: 200,
      type: 'application/json; charset=utf-8',
      body: '{"status":"ok"}',
    })
    expect(inbox.codes).toEqual([supplied])
  })

  it('finds the fields under the names of the configuration, also inside of others (M7)', async () => {
    const { ask, inbox } = await start({
      codes: 'massejli',
      push: { contact: 'data.to.phone', code: 'data.code', token: 'auth' },
    })
    const body = { auth: token, data: { to: { phone: '9613123456' }, code: '482913' } }
    expect((await ask('POST', '/code', JSON.stringify(body))).status).toBe(200)
    const form = new URLSearchParams({ auth: token, 'data.to.phone': '9613123456', 'data.code': '482913' })
    expect((await ask('POST', '/code', form.toString())).status).toBe(200)
    expect(inbox.codes).toEqual([supplied, supplied])
    expect((await ask('POST', '/code', JSON.stringify(pushed))).status).toBe(401)
    for (const data of [
      null,
      [],
      'x',
      { to: '9613123456', code: '482913' },
      { to: [{ phone: '9613123456' }], code: '1234' },
    ]) {
      expect((await ask('POST', '/code', JSON.stringify({ auth: token, data }))).status).toBe(400)
    }
    expect(inbox.codes).toHaveLength(2)
  })

  it('hands on every code, the later ones too: which one holds is the core’s (M7)', async () => {
    const { ask, inbox } = await start({ codes: 'massejli' })
    for (const authcode of ['482913', '012345', '482913', '1234', '1234567890']) {
      await ask('GET', `/code?${query({ authcode })}`)
    }
    expect(inbox.codes.map(({ code }) => code)).toEqual(['482913', '012345', '482913', '1234', '1234567890'])
  })

  it('hands on whose code it is, and does not say whether anybody waits for it (M8)', async () => {
    const { ask, inbox, provider } = await start({ codes: 'massejli' })
    const answers = [
      await ask('GET', `/code?${query()}`),
      await ask('GET', `/code?${query({ contact: '15550100001' })}`),
    ]
    expect(answers[0]).toEqual(answers[1])
    expect(inbox.codes.map(({ provider, contact }) => [provider, contact])).toEqual([
      ['wa', '+9613123456'],
      ['wa', '+15550100001'],
    ])
    // A code without a verification that named its contact would be nobody's.
    expect(provider.suppliesCodes).toBe(true)
  })

  it.each<[what: string, query: string, body: unknown]>([
    ['another', `?${query({ token: 'Demofdsf3453328987d3d35' })}`, undefined],
    ['one character more', `?${query({ token: `${token}x` })}`, undefined],
    ['none', '?contact=9613123456&authcode=482913', undefined],
    ['an empty one', `?${query({ token: '' })}`, undefined],
    ['the right one and another', `?${query()}&token=x`, undefined],
    ['the right one twice', `?${query()}`, pushed],
    ['a list in a query', `?contact=9613123456&authcode=482913&token[]=${token}`, undefined],
    ['a list', '', { ...pushed, token: [token] }],
    ['an object', '', { ...pushed, token: { token } }],
    ['a number', '', { ...pushed, token: 1 }],
    ['null', '', { ...pushed, token: null }],
    ['nothing at all', '', undefined],
  ])('refuses %s for a token, and says no more (M3)', async (_, query, body) => {
    const { ask, inbox, logLines } = await start({ codes: 'massejli' })
    const answer = await ask('POST', `/code${query}`, body === undefined ? '' : JSON.stringify(body))
    expect(answer).toEqual({
      status: 401,
      type: 'application/json; charset=utf-8',
      body: '{"status":"refused"}',
    })
    expect(inbox.codes).toEqual([])
    expect(logLines).toEqual([])
  })

  it.each<[what: string, query: string, body: string]>([
    ['3 digits', query({ authcode: '123' }), ''],
    ['11 digits', query({ authcode: '12345678901' }), ''],
    ['letters', query({ authcode: 'ABC123' }), ''],
    ['circled digits', query({ authcode: '①②③④' }), ''],
    ['an exponent', query({ authcode: '1e5' }), ''],
    ['a sign', query({ authcode: '+1234' }), ''],
    ['no code', `contact=9613123456&token=${token}`, ''],
    ['two codes', `${query()}&authcode=111111`, ''],
    ['a list of codes', `${query()}&authcode[]=111111`, ''],
    ['a list with the code in it', `contact=9613123456&token=${token}&authcode[0]=482913`, ''],
    ['a code in the query and one in the body', query(), '{"authcode":"111111"}'],
    ['a list as the code', '', JSON.stringify({ ...pushed, authcode: ['482913'] })],
    ['a fraction as the code', '', JSON.stringify({ ...pushed, authcode: 1234.5 })],
    ['true as the code', '', JSON.stringify({ ...pushed, authcode: true })],
    ['two contacts', `${query()}&contact=9613123457`, ''],
    ['a list as the contact', '', JSON.stringify({ ...pushed, contact: ['9613123456'] })],
    ['no contact', `authcode=482913&token=${token}`, ''],
    ['a hidden contact', query({ contact: '' }), ''],
    ['a contact without country', query({ contact: '03123456' }), ''],
    ['a contact that is a name', query({ contact: 'Ana' }), ''],
  ])('refuses %s (M7)', async (_, query, body) => {
    const { ask, inbox } = await start({ codes: 'massejli' })
    expect(await ask('POST', `/code?${query}`, body)).toMatchObject({
      status: 400,
      body: '{"status":"refused"}',
    })
    expect(inbox.codes).toEqual([])
  })

  it.each<[what: string, body: string | Uint8Array, type: string, status: number]>([
    ['half an object', '{"token":', 'application/json', 401],
    ['null', 'null', 'application/json', 401],
    ['a list', '[]', 'application/json', 401],
    ['7,000 lists in each other', '['.repeat(7000) + ']'.repeat(7000), 'application/json', 401],
    ['invalid UTF-8', Buffer.from([0xff, 0xfe]), 'application/json', 401],
    ['half a form of several parts', '--x\r\nContent-Disposition', 'multipart/form-data; boundary=x', 401],
    ['parts without a boundary', 'x', 'multipart/form-data', 401],
    ['17 KB', JSON.stringify({ ...pushed, more: 'x'.repeat(17_000) }), 'application/json', 413],
  ])('has a stable answer to %s (M1, M9)', async (_, body, type, status) => {
    const { ask, inbox } = await start({ codes: 'massejli' })
    expect(await ask('POST', '/code', body, type)).toEqual({
      status,
      type: 'application/json; charset=utf-8',
      body: '{"status":"refused"}',
    })
    expect(inbox.codes).toEqual([])
  })

  it('takes nothing by another method (M1)', async () => {
    const { ask, inbox } = await start({ codes: 'massejli' })
    for (const method of ['PUT', 'DELETE']) expect((await ask(method, `/code?${query()}`)).status).toBe(405)
    expect(inbox.codes).toEqual([])
  })

  it('takes no messages at its address, and no codes anywhere else', async () => {
    const { post, ask, inbox } = await start({ codes: 'massejli' })
    expect((await post(notification('VERIFY'))).status).toBe(404)
    for (const part of ['', '/codes', '/code/x', '/Code'])
      expect((await ask('GET', `${part}?${query()}`)).status).toBe(404)
    expect([inbox.messages, inbox.codes]).toEqual([[], []])
  })

  it('makes the service try again when the store is down', async () => {
    const { ask, inbox } = await start({ codes: 'massejli' })
    inbox.down = true
    expect((await ask('GET', `/code?${query()}`)).status).toBe(503)
  })
})

describe('the settings', () => {
  const read = (more: Record<string, unknown>) => {
    const config = baseConfig()
    const wa = { ...config.providers.wa!, ...more }
    try {
      const settings = readConfig(
        { ...config, providers: { ...config.providers, wa } },
        { baseDir: '/nowhere', env: {} },
      )
      return settings.providers.get('wa')!.settings
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return error.message
    }
  }

  it('let us make the codes unless told otherwise', () => {
    const push = { contact: 'contact', code: 'authcode', token: 'token' }
    expect(read({})).toMatchObject({ codes: 'ours', push })
    expect(read({ push: { code: 'data.pin' } })).toMatchObject({ push: { ...push, code: 'data.pin' } })
  })

  it.each<[more: Record<string, unknown>, path: string, hint: RegExp]>([
    [{ codes: 'theirs' }, 'providers.wa.codes', /"ours" or "massejli"/],
    [{ push: { code: 'a b' } }, 'providers.wa.push.code', /name of a field/],
    [{ push: { code: '.code' } }, 'providers.wa.push.code', /name of a field/],
    [{ push: { code: 7 } }, 'providers.wa.push.code', /name of a field/],
    [{ push: { code: 'contact' } }, 'providers.wa.push', /three different/],
    [{ push: { authcode: 'x' } }, 'providers.wa.push', /authcode/],
    [{ push: 'authcode' }, 'providers.wa.push', /braces/],
  ])('say what is wrong with %j', (more, path, hint) => {
    const said = read(more)
    expect(said).toMatch(hint)
    expect(said).toContain(path)
  })
})

function notification(message: string, more: Record<string, unknown> = {}) {
  return { phone: number.slice(1), token, contact: contact.slice(1), command: 'verify', message, ...more }
}

/** The provider with its hook on a socket, and an inbox that notes what it is told. */
async function start(settings: Record<string, unknown> = {}) {
  const inbox = {
    messages: [] as InboundMessage[],
    codes: [] as SuppliedCode[],
    answer: null as string | null,
    down: false,
  }
  const door: Inbox = {
    async message(message) {
      inbox.messages.push(message)
      return inbox.answer
    },
    async codeSupplied(supplied) {
      if (inbox.down) throw new Error('the store is down')
      inbox.codes.push(supplied)
    },
    callEnded: () => expect.unreachable(),
    delivery: () => expect.unreachable(),
    numberLost: () => expect.unreachable(),
    messageOf: () => expect.unreachable(),
  }
  const logLines: string[] = []
  const log = pino({ level: 'trace' }, { write: (line: string) => void logLines.push(line) })
  const read = massejli.settings.parse({ number, token, ...settings })
  const provider = massejli.create('wa', read, {
    mode: 'production',
    hookUrl: 'https://verify.test/hook',
    now: Date.now,
    log,
  })
  onTestFinished(() => provider.close())

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://hook.test')
    const given = {
      method: request.method!,
      url: `https://verify.test${request.url}`,
      part: pathname.slice('/hook/'.length),
      headers: request.headers,
      query: searchParams,
      body: await buffer(request),
      address: '127.0.0.1',
    }
    const answer = await provider.hook!.receive(given, door).catch(() => null)
    response.writeHead(answer?.status ?? 503, { 'content-type': answer?.contentType ?? 'text/plain' })
    response.end(answer?.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`

  async function ask(method: string, path: string, body: string | Uint8Array = '', type = '') {
    const headers = { 'content-length': Buffer.byteLength(body), ...(type && { 'content-type': type }) }
    const sent = httpRequest(url + path, { method, headers })
    sent.end(body)
    const [response] = await once(sent, 'response')
    return {
      status: response.statusCode as number,
      type: response.headers['content-type'] as string,
      body: await text(response),
    }
  }

  return {
    provider,
    inbox,
    logLines,
    ask,
    post: (body: unknown, { type = 'application/json', method = 'POST' } = {}) =>
      ask(method, '', JSON.stringify(body), type),
  }
}
