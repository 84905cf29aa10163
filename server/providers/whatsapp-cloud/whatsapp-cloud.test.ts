import { createHmac } from 'node:crypto'
import { once } from 'node:events'
import { createServer, request as httpRequest, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { baseConfig } from '../../../test/server-harness.ts'
import type { DeliveryReport, InboundMessage, Inbox, Message } from '../../channel.ts'
import { readConfig } from '../../config.ts'
import { ConfigError } from '../../config-mistakes.ts'
import { languageCodes } from '../../texts/codes.ts'
import { templateLanguage } from './languages.ts'
import { createWhatsAppCloud, whatsappCloud } from './whatsapp-cloud.ts'

// The provider between two real sockets: Meta's deliveries on one side, a Graph API of our own on the other.

const account = {
  number: '+15550001111',
  phoneNumberId: '200000000000002',
  accessToken: 'EAAG-access-token-of-a-system-user',
  appSecret: '0f1e2d3c4b5a69788796a5b4c3d2e1f0',
  verifyToken: 'reachproof-check',
}
const now = 1_790_416_860_000
const to = '+447911123456'

const codeMessage: Message = {
  verificationId: 'v1',
  send: 1,
  to,
  code: '482913',
  minutes: 10,
  language: 'en',
  site: { key: 'site_a', name: 'Site A', domain: 'a.test' },
  texts: {},
}

describe('a code on its way out', () => {
  it('is a text without preview, to the number with its plus, and gives back the id that Meta gave it', async () => {
    const { deliver, graph } = await start()
    graph.answers.push(accepted('wamid.OUT1'))
    expect(await deliver()).toEqual({ id: 'wamid.OUT1' })
    expect(graph.requests).toHaveLength(1)
    const { method, url, headers, body } = graph.requests[0]!
    expect([method, url]).toEqual(['POST', '/v25.0/200000000000002/messages'])
    expect(headers).toMatchObject({
      authorization: `Bearer ${account.accessToken}`,
      'content-type': 'application/json',
    })
    expect(body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+447911123456',
      type: 'text',
      text: {
        preview_url: false,
        body: '*482913* is your code for a.test.\nType it only on the page you opened yourself. Valid 10 minutes. Not you? Reply NO.',
      },
    })
  })

  it('is in the words of the site and the language of the verification', async () => {
    const { deliver, graph } = await start()
    graph.answers.push(accepted('wamid.OUT1'))
    await deliver({ language: 'fr', texts: { fr: { whatsapp_code: '{authcode}, le code de {site}' } } })
    expect(graph.requests[0]!.body).toMatchObject({ text: { body: '482913, le code de a.test' } })
  })

  it('goes through the version and the path of the configuration', async () => {
    const { deliver, graph } = await start({ version: 'v26.0' }, '/meta')
    graph.answers.push(accepted('wamid.OUT1'))
    await deliver()
    expect(graph.requests[0]!.url).toBe('/meta/v26.0/200000000000002/messages')
  })

  it('fills an authentication template twice, its text and its button', async () => {
    const { deliver, graph } = await start({ template: 'site_code' })
    graph.answers.push(accepted('wamid.OUT1'))
    await deliver({ language: 'fr' })
    expect(graph.requests[0]!.body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+447911123456',
      type: 'template',
      template: {
        name: 'site_code',
        language: { code: 'fr' },
        components: [
          { type: 'body', parameters: [{ type: 'text', text: '482913' }] },
          { type: 'button', sub_type: 'url', index: '0', parameters: [{ type: 'text', text: '482913' }] },
        ],
      },
    })
  })

  it('takes the first language of the template for whoever speaks none of its', async () => {
    const { deliver, graph } = await start({ template: 'site_code', templateLanguages: ['en_GB', 'pt_BR'] })
    for (const language of ['tr', 'pt', 'en']) {
      graph.answers.push(accepted('wamid.OUT1'))
      await deliver({ language })
    }
    const languages = ['en_GB', 'pt_BR', 'en_GB']
    expect(graph.requests.map(({ body }) => body)).toMatchObject(
      languages.map(code => ({ template: { language: { code } } })),
    )
  })

  it('leaves the sender to be told: the business number', async () => {
    const { provider } = await start()
    expect(provider.channels.whatsapp!.sender).toBe(account.number)
    expect(provider.inboundNumber).toBe(account.number)
    expect(Object.keys(provider.channels)).toEqual(['whatsapp'])
    expect(provider.suppliesCodes).toBeUndefined()
  })
})

describe('what Graph refuses', () => {
  it.each<[code: number, status: number, reason: string, detail: RegExp]>([
    [190, 401, 'unauthorized', /accessToken/],
    [104, 401, 'unauthorized', /access token/],
    [100, 400, 'rejected', /phoneNumberId/],
    [131008, 400, 'rejected', /parameter/],
    [131009, 400, 'rejected', /parameter/],
    [131047, 400, 'rejected', /more than 24 hours since the visitor’s message: set a `template`/],
    [131026, 400, 'invalid_contact', /not deliverable/],
    [131056, 400, 'rate_limited', /to this number/],
    [130429, 429, 'rate_limited', /a second/],
    [131049, 400, 'rejected', /holds this message back/],
    [131048, 400, 'rejected', /quality/],
    [131031, 403, 'rejected', /locked/],
    [368, 403, 'rejected', /policy/],
    [131042, 400, 'rejected', /payment/],
    [132000, 400, 'rejected', /`template`/],
    [132001, 404, 'rejected', /`templateLanguages`/],
    [132012, 400, 'rejected', /`template`/],
    [132015, 400, 'rejected', /`template`/],
    [132016, 400, 'rejected', /`template`/],
    [133010, 400, 'rejected', /not registered/],
    [4, 429, 'rate_limited', /the app/],
    [80007, 429, 'rate_limited', /business account/],
    [987654, 400, 'rejected', /987654/],
  ])('with code %i is asked once, and nothing went out', async (code, status, reason, detail) => {
    const { deliver, graph } = await start()
    graph.answers.push(refused(code, status))
    await expect(deliver()).rejects.toMatchObject({
      name: 'DeliveryError',
      reason,
      unsent: true,
      message: expect.stringMatching(detail),
    })
    expect(graph.requests).toHaveLength(1)
  })

  it.each([131016, 131000, 131057])('for a moment (%i) is tried twice more, and no more', async code => {
    const { deliver, graph } = await start()
    graph.answers.push(refused(code, 500), refused(code, 503), refused(code, 500), accepted('wamid.LATE'))
    await expect(deliver()).rejects.toMatchObject({ reason: 'unavailable', unsent: true })
    expect(graph.requests).toHaveLength(3)
  })

  it('for a moment goes out with the next try', async () => {
    const { deliver, graph } = await start()
    graph.answers.push(refused(131016, 503), accepted('wamid.SECOND'))
    expect(await deliver()).toEqual({ id: 'wamid.SECOND' })
    expect(graph.requests).toHaveLength(2)
    expect(graph.requests[1]!.body).toEqual(graph.requests[0]!.body)
  })

  it('is not tried again once the visitor has waited long enough', async () => {
    const { deliver, graph } = await start()
    const leaving = new AbortController()
    // In the middle of the second pause, the longer one.
    graph.answers.push(refused(131016, 503), () => {
      setTimeout(() => leaving.abort(), 300)
      return refused(131016, 503)
    })
    await expect(deliver({}, leaving.signal)).rejects.toMatchObject({ reason: 'unavailable', unsent: true })
    expect(graph.requests).toHaveLength(2)
  })

  it('is told in our words: Meta’s may hold the number', async () => {
    const { deliver, graph } = await start()
    graph.answers.push(refused(131026, 400, `Message to ${to} with 482913 undeliverable`))
    const error: Error = await deliver().then(
      () => expect.unreachable(),
      error => error,
    )
    expect(JSON.stringify([error.message, error.stack, error.cause ?? null])).not.toMatch(
      /447911123456|482913|EAAG/,
    )
  })

  it.each<[what: string, answer: GraphAnswer, reason: string, unsent: boolean]>([
    ['a gateway that is down', { status: 502, body: '<html>Bad gateway</html>' }, 'unavailable', false],
    ['a gateway that keeps us out', { status: 403, body: 'no' }, 'unauthorized', true],
    ['a gateway with its own limit', { status: 429, body: '' }, 'rate_limited', true],
    ['an unknown path', { status: 404, body: '{}' }, 'rejected', true],
    ['a redirect', { status: 302, body: '', headers: { location: 'http://127.0.0.1:1/' } }, 'rejected', true],
    ['a code that is a text', { status: 400, body: '{"error":{"code":"190"}}' }, 'rejected', true],
    ['an error that is null', { status: 500, body: '{"error":null}' }, 'unavailable', false],
    ['a yes without an id', { status: 200, body: '{"messages":[]}' }, 'unavailable', false],
    ['a yes that is no JSON', { status: 200, body: 'ok' }, 'unavailable', false],
  ])('comes as %s, and says whether something may have gone out', async (_, answer, reason, unsent) => {
    const { deliver, graph } = await start()
    graph.answers.push(answer)
    await expect(deliver()).rejects.toMatchObject({ name: 'DeliveryError', reason, unsent })
    expect(graph.requests).toHaveLength(1)
  })

  it('with no answer in time may have gone out', async () => {
    const { deliver, graph } = await start()
    graph.answers.push('never')
    const leaving = new AbortController()
    const delivery = deliver({}, leaving.signal)
    delivery.catch(() => {})
    await graph.asked(1)
    leaving.abort()
    await expect(delivery).rejects.toMatchObject({ reason: 'timeout', unsent: false })
  })

  it('because nobody listens did not go out', async () => {
    const { deliver } = await start({ baseUrl: 'http://127.0.0.1:1' })
    await expect(deliver()).rejects.toMatchObject({ reason: 'unavailable', unsent: true })
  })
})

describe('a language of a template', () => {
  it.each([
    ['en', 'en'],
    ['fr', 'fr'],
    ['uk', 'uk'],
    ['ar', 'ar'],
    ['pt', 'pt_PT'],
    ['pt-BR', 'pt_BR'],
    ['zh-Hans', 'zh_CN'],
    ['zh-Hant', 'zh_TW'],
    ['nb', 'nb'],
    ['ckb', 'en'],
  ])('%s is %s in Meta’s spelling', (ours, metas) => {
    expect(templateLanguage(ours, undefined)).toBe(metas)
  })

  it('is one that Meta has templates in, for each of ours', () => {
    // https://developers.facebook.com/docs/whatsapp/api/messages/message-templates#supported-languages
    const metas =
      'af sq ar az bn bg ca zh_CN zh_HK zh_TW hr cs da nl en en_GB en_US et fil fi fr ka de el gu ha he hi hu id ga it ' +
      'ja kn kk rw_RW ko ky_KG lo lv lt mk ms ml mr nb fa pl pt_BR pt_PT pa ro ru sr sk sl es es_AR es_ES es_MX sw sv ' +
      'ta te th tr uk ur uz vi zu'
    for (const language of languageCodes)
      expect(metas.split(' '), language).toContain(templateLanguage(language, undefined))
  })

  it.each([
    ['fr', ['en', 'fr'], 'fr'],
    ['pt', ['en', 'pt_BR'], 'pt_BR'],
    ['pt', ['pt_BR', 'pt_PT'], 'pt_PT'],
    ['en', ['fr', 'en_US', 'en_GB'], 'en_US'],
    ['es', ['en', 'es_MX'], 'es_MX'],
    ['tr', ['en', 'fr'], 'en'],
    ['ckb', ['ar', 'en'], 'en'],
    ['ckb', ['ar', 'fr'], 'ar'],
    ['zh-Hans', ['en', 'zh_TW'], 'en'],
    ['zh-Hant', ['en', 'zh_CN', 'zh_TW'], 'zh_TW'],
  ])('%s of %j is %s', (ours, available, chosen) => {
    expect(templateLanguage(ours, available)).toBe(chosen)
  })
})

describe('the door', () => {
  it('is named, so that a post without a signature is not even read, and is wide enough for 1,000 updates', async () => {
    const { provider } = await start()
    expect(provider.hook).toMatchObject({ signatureHeader: 'x-hub-signature-256', maxBytes: 3 * 1024 * 1024 })
  })

  it('answers the handshake (E04)', async () => {
    const { ask } = await start()
    const asking = (token: string, challenge: string) =>
      ask(
        'GET',
        `?${new URLSearchParams({ 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': challenge })}`,
      )
    expect(await asking(account.verifyToken, '1158201444')).toMatchObject({
      status: 200,
      body: '1158201444',
      headers: { 'content-type': 'text/plain; charset=utf-8' },
    })
    expect(await asking('wrong', '1158201444')).toMatchObject({ status: 403, body: '' })
    expect(await asking(account.verifyToken, '<script>alert(1)</script>')).toMatchObject({
      status: 400,
      body: '',
    })
  })

  it('is the address itself and nothing below it', async () => {
    const { ask, post, inbox } = await start()
    expect(
      (await ask('GET', `/code?hub.mode=subscribe&hub.challenge=1&hub.verify_token=${account.verifyToken}`))
        .status,
    ).toBe(404)
    expect((await post(delivery([message('VERIFY')]), { path: '/code' })).status).toBe(404)
    expect((await ask('DELETE', '')).status).toBe(405)
    expect(inbox.messages).toEqual([])
  })

  it.each<[what: string, headers: (right: string, body: string) => Record<string, string | string[]>]>([
    ['no signature (E01)', () => ({})],
    ['wrong hex (E02)', right => ({ 'x-hub-signature-256': `${right.slice(0, -4)}0000` })],
    ['hex without its prefix (E02)', right => ({ 'x-hub-signature-256': right.slice(7) })],
    ['upper-case hex (E02)', right => ({ 'x-hub-signature-256': `sha256=${right.slice(7).toUpperCase()}` })],
    [
      'SHA-1 only (E02)',
      (_, body) => ({
        'x-hub-signature': `sha1=${createHmac('sha1', account.appSecret).update(body).digest('hex')}`,
      }),
    ],
    [
      'the signature of the same JSON in other bytes (E02)',
      (_, body) => ({ 'x-hub-signature-256': signed(JSON.stringify(JSON.parse(body), null, 2)) }),
    ],
    ['the signature twice', right => ({ 'x-hub-signature-256': [right, right] })],
    [
      'the signature of another app',
      (_, body) => ({
        'x-hub-signature-256': `sha256=${createHmac('sha256', 'fedcba98765432100123456789abcdef').update(body).digest('hex')}`,
      }),
    ],
  ])('stays shut for %s', async (_, headers) => {
    const { ask, inbox, graph } = await start()
    const body = JSON.stringify(delivery([message('VERIFY 7K2M-9QXD')]))
    expect(await ask('POST', '', headers(signed(body), body), body)).toMatchObject({ status: 401, body: '' })
    expect(inbox.messages).toEqual([])
    expect(graph.requests).toEqual([])
  })

  it('opens for raw UTF-8 and for escapes alike (E03)', async () => {
    const { ask, inbox } = await start()
    const raw = JSON.stringify(delivery([message('VERIFY 👍🏽 رمز')]))
    const escaped = raw.replace(/[^ -~]/g, unit => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`)
    for (const body of [raw, escaped]) {
      expect((await ask('POST', '', { 'x-hub-signature-256': signed(body) }, body)).status).toBe(200)
    }
    expect(inbox.messages.map(({ text }) => text)).toEqual(['VERIFY 👍🏽 رمز', 'VERIFY 👍🏽 رمز'])
  })

  it('takes what was signed but makes no sense, so that it does not come again for a week (E18)', async () => {
    const { ask, inbox } = await start()
    for (const body of ['', 'null', '{', '[]', '{"object":"whatsapp_business_account","entry":[]}']) {
      expect(await ask('POST', '', { 'x-hub-signature-256': signed(body) }, body)).toMatchObject({
        status: 200,
        body: '',
      })
    }
    expect(inbox.messages).toEqual([])
  })

  it('is too narrow for more than 3 MB', async () => {
    const { ask } = await start()
    const body = ' '.repeat(3 * 1024 * 1024 + 1)
    expect((await ask('POST', '', { 'x-hub-signature-256': signed(body) }, body)).status).toBe(413)
  })
})

describe('a message that came in', () => {
  it('is handed on with its sender, its time and its id as the mark of a repetition', async () => {
    const { post, inbox } = await start()
    await post(delivery([message('VERIFY 7K2M-9QXD', { id: 'wamid.IN1' })]))
    expect(inbox.messages).toEqual([
      {
        provider: 'meta',
        from: '+447911123456',
        text: 'VERIFY 7K2M-9QXD',
        sentAt: 1_790_416_800_000,
        fingerprint: 'wamid.IN1',
        repeatsWithinSeconds: 691_200,
        numbered: true,
      },
    ])
  })

  it('five times at once is one and the same to the core (E08)', async () => {
    const { post, inbox } = await start()
    const body = delivery([message('VERIFY 7K2M-9QXD', { id: 'wamid.IN1' })])
    const answers = await Promise.all(Array.from({ length: 5 }, () => post(body)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    expect(new Set(inbox.messages.map(({ fingerprint }) => fingerprint))).toEqual(new Set(['wamid.IN1']))
  })

  it('waits for the one before it in the same post (E17)', async () => {
    const { post, inbox } = await start()
    const gate = Promise.withResolvers<void>()
    inbox.answer = async ({ text }) => {
      if (text === 'VERIFY') await gate.promise
      return null
    }
    const answer = post({
      object: 'whatsapp_business_account',
      entry: [
        ...delivery([message('VERIFY')]).entry,
        { id: '1', changes: null },
        ...delivery([message('NO')]).entry,
      ],
    })
    await vi.waitFor(() => expect(inbox.messages).toHaveLength(1))
    gate.resolve()
    expect((await answer).status).toBe(200)
    expect(inbox.messages.map(({ text }) => text)).toEqual(['VERIFY', 'NO'])
  })

  it('that the store could not keep makes Meta deliver it again', async () => {
    const { post, inbox } = await start()
    inbox.answer = () => Promise.reject(new Error('the store is down'))
    expect((await post(delivery([message('VERIFY')]))).status).toBe(503)
    inbox.answer = async () => null
    expect((await post(delivery([message('VERIFY')]))).status).toBe(200)
  })

  it('is answered through Graph, behind the 200', async () => {
    const { post, inbox, graph } = await start()
    inbox.answer = async () => 'Open the website and start there.'
    graph.answers.push('never')
    // The 200 is there although Graph never answers.
    expect(await post(delivery([message('hello')]))).toMatchObject({ status: 200, body: '' })
    await graph.asked(1)
    expect(graph.requests[0]!.body).toEqual({
      messaging_product: 'whatsapp',
      recipient_type: 'individual',
      to: '+447911123456',
      type: 'text',
      text: { preview_url: false, body: 'Open the website and start there.' },
    })
    graph.release()
  })

  it('is not answered where the core is silent, or the number hidden (E15)', async () => {
    const { post, inbox, graph, provider } = await start()
    await post(delivery([message('hello')]))
    inbox.answer = async () => 'This number is hidden.'
    await post(delivery([message('VERIFY 7K2M-9QXD', { from: undefined, from_user_id: 'ES.447911123456' })]))
    expect(inbox.messages.map(({ from }) => from)).toEqual(['+447911123456', null])
    await provider.close()
    expect(graph.requests).toEqual([])
  })

  it('that was forwarded is handed on without its words (E13)', async () => {
    const { post, inbox } = await start()
    await post(delivery([message('VERIFY 7K2M-9QXD', { context: { forwarded: true } })]))
    expect(inbox.messages).toMatchObject([{ from: '+447911123456', text: '' }])
  })

  it('whose answer fails leaves a line in the log, with the reason and no number', async () => {
    const { post, inbox, graph, provider, logLines } = await start()
    inbox.answer = async () => 'Open the website and start there.'
    graph.answers.push(refused(131026, 400, `to ${to}`))
    await post(delivery([message('hello')]))
    await provider.close()
    expect(logLines.map(line => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'reply_failed', reason: 'invalid_contact' }),
    ])
    expect(logLines.join('')).not.toMatch(/447911123456|hello|website/)
  })

  it('is answered before the provider is closed', async () => {
    const { post, inbox, graph, provider } = await start()
    inbox.answer = async () => 'Open the website and start there.'
    graph.answers.push('held')
    await post(delivery([message('hello')]))
    await graph.asked(1)
    let closed = false
    const closing = provider.close().then(() => {
      closed = true
    })
    await new Promise(resolve => setImmediate(resolve))
    expect(closed).toBe(false)
    graph.release()
    await closing
  })
})

describe('what became of a message', () => {
  it('is handed on, in whatever order it comes', async () => {
    const { post, inbox, logLines } = await start()
    const statuses = ['delivered', 'sent', 'read'].map(status => ({
      id: 'wamid.OUT1',
      status,
      recipient_id: '447911123456',
    }))
    expect((await post(delivery([], { statuses }))).status).toBe(200)
    expect(inbox.reports).toEqual([
      { provider: 'meta', receipt: 'wamid.OUT1', status: 'delivered' },
      { provider: 'meta', receipt: 'wamid.OUT1', status: 'sent' },
      { provider: 'meta', receipt: 'wamid.OUT1', status: 'delivered' },
    ])
    expect(logLines).toEqual([])
  })

  it('is logged with Meta’s code when it failed', async () => {
    const { post, inbox, logLines } = await start()
    const failed = {
      id: 'wamid.OUT1',
      status: 'failed',
      recipient_id: '447911123456',
      errors: [{ code: 131026, title: 'to 447911123456', error_data: { details: '447911123456' } }],
    }
    await post(delivery([], { statuses: [failed] }))
    expect(inbox.reports).toEqual([{ provider: 'meta', receipt: 'wamid.OUT1', status: 'failed' }])
    expect(logLines.map(line => JSON.parse(line))).toEqual([
      expect.objectContaining({ event: 'whatsapp_failed', metaCode: 131026 }),
    ])
    expect(logLines.join('')).not.toContain('447911123456')
  })

  it('can be that a number has a new owner', async () => {
    const { post, inbox } = await start()
    const system = { type: 'user_changed_number', wa_id: '447911123999', body: 'User X changed' }
    expect((await post(delivery([message('', { type: 'system', system })]))).status).toBe(200)
    expect(inbox.lost).toEqual([['meta', '+447911123456']])
    expect(inbox.messages).toEqual([])
  })
})

describe('the look at how it is set up', () => {
  const shows = (display_phone_number: unknown): GraphAnswer => ({
    status: 200,
    body: JSON.stringify({ display_phone_number, id: account.phoneNumberId }),
  })
  const inspect = async (answer: Scripted) => {
    const { provider, graph } = await start()
    graph.answers.push(answer)
    return { found: await provider.inspect!(AbortSignal.timeout(5000)), graph }
  }

  it.each(['+1 555-000-1111', '15550001111'])('finds nothing wrong with %s', async number => {
    const { found, graph } = await inspect(shows(number))
    expect(found).toEqual([])
    expect(graph.requests).toMatchObject([
      {
        method: 'GET',
        url: '/v25.0/200000000000002?fields=display_phone_number',
        headers: { authorization: `Bearer ${account.accessToken}` },
      },
    ])
  })

  it('finds an id of another number, which nobody would ever notice otherwise', async () => {
    const { found } = await inspect(shows('+1 555-000-2222'))
    expect(found).toEqual([expect.stringMatching(/`phoneNumberId` is the id of another number/)])
    expect(found.join()).not.toContain('2222')
  })

  it.each([
    [190, 401, /`accessToken`/],
    [100, 400, /`phoneNumberId`/],
  ])('finds what Meta refuses with %i', async (code, status, hint) => {
    expect((await inspect(refused(code, status))).found).toEqual([expect.stringMatching(hint)])
  })

  it('complains about nothing that Meta does not say', async () => {
    for (const number of [undefined, 7, 'soon']) expect((await inspect(shows(number))).found).toEqual([])
    expect((await inspect({ status: 200, body: 'ok' })).found).toEqual([])
  })

  it('leaves to the log that Meta is down', async () => {
    await expect(inspect(refused(2, 500))).rejects.toMatchObject({ reason: 'unavailable' })
  })
})

describe('the settings', () => {
  const mistakes = (more: Record<string, unknown>) => {
    const config = baseConfig()
    const meta = { type: 'whatsapp-cloud', ...account, hookToken: 'hook-token-of-meta-22-chars', ...more }
    config.providers = { ...config.providers, meta }
    try {
      const read = readConfig(config, { baseDir: '/nowhere', env: {} })
      return read.providers.get('meta')!.settings
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error
      return error.message.split('\n')
    }
  }

  it('are what the dashboard of an app shows', () => {
    expect(mistakes({})).toEqual({ ...account, version: 'v25.0', baseUrl: 'https://graph.facebook.com' })
    expect(whatsappCloud).toMatchObject({ free: true, needsHookToken: true, channels: ['whatsapp'] })
  })

  it.each<[setting: string, value: unknown, hint: RegExp]>([
    ['number', '15550001111', /with \+ and digits/],
    ['number', undefined, /business number/],
    ['phoneNumberId', '+15550001111', /digits only/],
    ['phoneNumberId', 200000000000002, /phone number id/],
    ['accessToken', 'two words', /no spaces/],
    ['accessToken', undefined, /system user/],
    ['appSecret', 'short', /at least 16/],
    ['verifyToken', '', /at least 8/],
    ['version', '25.0', /"v25\.0"/],
    ['version', 'v25.0/../x', /"v25\.0"/],
    ['baseUrl', 'graph.facebook.com', /Graph API/],
    ['baseUrl', 'https://graph.facebook.com?x=1', /Graph API/],
    ['template', 'Site Code', /a–z/],
    ['templateLanguages', [], /at least one/],
    ['templateLanguages', ['en-US'], /"pt_BR"/],
    ['templateLanguages', 'en', /list/],
    ['verifytoken', 'x', /verifyToken/],
  ])('say what is wrong with `%s` as %j, and do not repeat it', (setting, value, hint) => {
    const [line, ...more] = mistakes({ [setting]: value }) as string[]
    expect(more).toEqual([])
    expect(line).toMatch(hint)
    expect(line).toContain(`providers.meta.${setting}`)
    for (const secret of ['two words', 'short']) expect(line).not.toContain(secret)
  })
})

interface GraphAnswer {
  status: number
  body: string
  headers?: Record<string, string>
}

function accepted(id: string): GraphAnswer {
  const body = {
    messaging_product: 'whatsapp',
    contacts: [{ input: to, wa_id: to.slice(1) }],
    messages: [{ id, message_status: 'accepted' }],
  }
  return { status: 200, body: JSON.stringify(body) }
}

function refused(code: number, status: number, words = 'Something'): GraphAnswer {
  const error = {
    message: `(#${code}) ${words}`,
    type: 'OAuthException',
    code,
    error_data: { messaging_product: 'whatsapp', details: words },
    fbtrace_id: 'x',
  }
  return { status, body: JSON.stringify({ error }) }
}

/** `never`: the connection stays open until `release` closes it. `held`: answered with a yes on `release`. */
type Scripted = GraphAnswer | (() => GraphAnswer) | 'never' | 'held'

async function startGraph() {
  const held: (() => void)[] = []
  const graph = {
    url: '',
    answers: [] as Scripted[],
    requests: [] as { method: string; url: string; headers: IncomingHttpHeaders; body: unknown }[],
    asked: (n: number) => vi.waitFor(() => expect(graph.requests.length).toBeGreaterThanOrEqual(n)),
    release: () => {
      for (const go of held.splice(0)) go()
    },
  }
  const server = createServer(async (request, response) => {
    const { method, url, headers } = request
    graph.requests.push({
      method: method!,
      url: url!,
      headers,
      body: JSON.parse((await text(request)) || 'null'),
    })
    const send = ({ status, body, headers }: GraphAnswer) => {
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body)
    }
    const answer = graph.answers.shift() ?? accepted(`wamid.OUT${graph.requests.length}`)
    if (answer === 'never') held.push(() => response.destroy())
    else if (answer === 'held') held.push(() => send(accepted('wamid.HELD')))
    else send(typeof answer === 'function' ? answer() : answer)
  })
  graph.url = await listen(server)
  return graph
}

function createInbox() {
  const inbox = {
    messages: [] as InboundMessage[],
    reports: [] as DeliveryReport[],
    lost: [] as [string, string][],
    answer: async (_: InboundMessage): Promise<string | null> => null,
  }
  const door: Inbox = {
    message(message) {
      inbox.messages.push(message)
      return inbox.answer(message)
    },
    delivery: async report => void inbox.reports.push(report),
    numberLost: async (provider, number) => void inbox.lost.push([provider, number]),
    codeSupplied: () => expect.unreachable(),
    callEnded: () => expect.unreachable(),
    messageOf: () => expect.unreachable(),
  }
  return { inbox, door }
}

/** The provider, its Graph and its hook, each on a socket of its own. */
async function start(settings: Record<string, unknown> = {}, path = '') {
  const graph = await startGraph()
  const { inbox, door } = createInbox()
  const logLines: string[] = []
  const log = pino({ base: null }, { write: (line: string) => void logLines.push(line) })
  const read = whatsappCloud.settings.parse({ ...account, baseUrl: graph.url + path, ...settings })
  const provider = createWhatsAppCloud('meta', read, { log, now: () => now })

  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, 'http://hook.test')
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    try {
      const answer = await provider.hook!.receive(
        {
          method: request.method!,
          url: `https://verify.test${request.url}`,
          part: pathname.replace(/^\/hook\/?/, ''),
          headers: request.headers,
          query: searchParams,
          body: Buffer.concat(chunks),
          address: '127.0.0.1',
        },
        door,
      )
      response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
    } catch {
      response.writeHead(503).end()
    }
  })
  const hook = `${await listen(server)}/hook`
  onTestFinished(async () => {
    graph.release()
    await provider.close()
  })

  async function ask(
    method: string,
    path: string,
    headers: Record<string, string | string[]> = {},
    body = '',
  ) {
    const sent = httpRequest(hook + path, {
      method,
      headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    })
    sent.end(body)
    const [response] = await once(sent, 'response')
    return { status: response.statusCode as number, headers: response.headers, body: await text(response) }
  }

  return {
    provider,
    graph,
    inbox,
    logLines,
    ask,
    post(body: unknown, { path = '' } = {}) {
      const raw = JSON.stringify(body)
      return ask('POST', path, { 'x-hub-signature-256': signed(raw) }, raw)
    },
    deliver: (more: Partial<Message> = {}, signal = AbortSignal.timeout(10_000)) =>
      provider.channels.whatsapp!.deliver({ ...codeMessage, ...more }, signal),
  }
}

function signed(body: string) {
  return `sha256=${createHmac('sha256', account.appSecret).update(body).digest('hex')}`
}

function message(body: string, more: Record<string, unknown> = {}) {
  return {
    from: '447911123456',
    id: `wamid.${body}`,
    timestamp: '1790416800',
    type: 'text',
    text: { body },
    ...more,
  }
}

function delivery(messages: unknown[], more: Record<string, unknown> = {}) {
  const metadata = { display_phone_number: '15550001111', phone_number_id: account.phoneNumberId }
  const value = { messaging_product: 'whatsapp', metadata, messages, ...more }
  return {
    object: 'whatsapp_business_account',
    entry: [{ id: '1', changes: [{ value, field: 'messages' }] }],
  }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}
