import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { en } from '../../../server/texts/en.ts'
import {
  baseConfig,
  claimsOf,
  codeIn,
  expectProblem,
  issuer,
  phoneX,
  phoneY,
  startServer,
} from '../../../test/server-harness.ts'
import { createSimulatedMeta, type MetaAccount } from './meta.ts'

// A whole server whose WhatsApp is Meta's: from the first word in the chat to the proof.

const hookPath = '/hooks/meta/hook-token-of-meta-22-chars'
const { whatsapp_help, whatsapp_other, whatsapp_use_link, whatsapp_canceled } = en.messages

describe('a verification over the Cloud API', () => {
  it('ends with a proof: word, code, check (E06)', async () => {
    const { server, meta, chats } = await start()
    const started = await server.started({ to: phoneX })
    expect(started).toMatchObject({ state: 'waiting', whatsapp: { number: '+15550001111' } })
    await meta.message(phoneX, started.whatsapp!.command)
    const [chat] = await chats(1)
    expect(chat).toEqual({
      from: '+15550001111',
      to: phoneX,
      text: expect.stringMatching(/^\*\d{6}\* is your code for a\.test\./),
    })
    expect(await server.delivered(started)).toMatchObject({
      state: 'pending',
      delivery: 'sent',
      notice: null,
    })
    const { body } = await server.check(started, codeIn(chat!.text))
    expect(body).toMatchObject({ state: 'verified', to: '+44 •••• 3456' })
    expect(claimsOf(body.proof)).toMatchObject({
      iss: issuer,
      phone_number: phoneX,
      phone_number_verified: true,
      acr: 'urn:reachproof:acr:code',
      rp_channel: 'whatsapp',
    })
  })

  it('makes the first sender the contact where none was named', async () => {
    const { server, meta, chats } = await start()
    const started = await server.started()
    await meta.message(phoneX, started.whatsapp!.command)
    const { body } = await server.check(started, codeIn((await chats(1))[0]!.text))
    expect(claimsOf(body.proof).phone_number).toBe(phoneX)
  })

  it('reads the word however it was typed, in either spelling of JSON (E03, E07)', async () => {
    const { server, meta, chats } = await start()
    for (const [n, write] of [
      (command: string) => command.toLowerCase().replace('-', ' '),
      (command: string) => `\u200f${command.replaceAll('0', 'O')}\u200f 👍`,
    ].entries()) {
      const started = await server.started({ to: phoneX })
      await meta.message(phoneX, write(started.whatsapp!.command), { escaped: n === 1 })
      const all = await chats(n + 1)
      expect((await server.check(started, codeIn(all[n]!.text))).body.state).toBe('verified')
    }
  })

  it('sends one code for five deliveries of a message (E08)', async () => {
    const { server, meta, chats, settled } = await start()
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command, { copies: 5 })
    expect((await server.delivered(started)).delivery).toBe('sent')
    await settled()
    expect(await chats(1)).toHaveLength(1)
  })

  it('sends no second code once it is verified (E09)', async () => {
    const { server, meta, chats, settled } = await start()
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command)
    await server.check(started, codeIn((await chats(1))[0]!.text))
    await meta.message(phoneX, started.whatsapp!.command)
    expect((await server.view(started)).body.state).toBe('verified')
    await settled()
    for (const { text } of (await chats(1)).slice(1)) expect(text).not.toMatch(/\d/)
  })

  it('tells another sender nothing, and ends with the third (E10)', async () => {
    const { server, meta, chats } = await start()
    const started = await server.started({ to: phoneX })
    for (let n = 1; n <= 3; n++) {
      await meta.message(phoneY, started.whatsapp!.command)
      expect((await chats(n)).at(-1)).toMatchObject({ to: phoneY, text: whatsapp_other })
    }
    expectProblem(await server.check(started, '123456'), 410, 'closed', { state: 'canceled' })
  })

  it('takes a forwarded word for no word (E13)', async () => {
    const { server, meta, chats } = await start()
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command, { forwarded: true })
    expect((await chats(1))[0]).toMatchObject({ to: phoneX, text: whatsapp_help })
    expect((await server.view(started)).body).toMatchObject({ state: 'waiting', notice: null })
  })

  it('drops what comes from the future, and sends no code for what is older than the start (E14)', async () => {
    const { server, meta, chats, settled } = await start()
    const started = await server.started({ to: phoneX })
    for (const minutes of [60, -11]) {
      await meta.message(phoneX, started.whatsapp!.command, { sentAt: Date.now() + minutes * 60_000 })
    }
    expect((await server.view(started)).body.state).toBe('waiting')
    await settled()
    for (const { text } of await chats(0)) expect(text).not.toMatch(/\d/)
  })

  it('says on the page that a number is hidden, and verifies none (E15)', async () => {
    const { server, meta, chats, settled } = await start()
    const started = await server.started()
    await meta.message(null, `${started.whatsapp!.command} ${phoneX}`)
    expect((await server.view(started)).body).toMatchObject({
      state: 'waiting',
      notice: 'number_hidden',
      to: null,
    })
    await settled()
    expect(await chats(0)).toEqual([])
  })

  it('hears both messages of one delivery, in their order (E17)', async () => {
    const { server, meta, chats } = await start()
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command, { further: ['NO'] })
    const texts = (await chats(2)).map(({ text }) => text)
    expect(texts).toContain(whatsapp_canceled)
    expect((await server.view(started)).body.state).toBe('canceled')
  })

  it('does nothing for pictures, reactions and the like (E18)', async () => {
    const { server, meta, chats, settled } = await start()
    const started = await server.started({ to: phoneX })
    for (const type of ['image', 'reaction', 'unsupported'] as const) {
      await meta.message(phoneX, started.whatsapp!.command, { type })
    }
    expect((await server.view(started)).body.state).toBe('waiting')
    await settled()
    expect(await chats(0)).toEqual([])
  })

  it('takes the bare word where it can mean only one (E19)', async () => {
    const { server, meta, chats } = await start()
    await meta.message(phoneX, 'VERIFY')
    expect((await chats(1)).at(-1)!.text).toBe(whatsapp_help)
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, 'verify')
    expect((await server.check(started, codeIn((await chats(2)).at(-1)!.text))).body.state).toBe('verified')
    await server.started({ to: phoneX })
    await server.started({ to: phoneX })
    await meta.message(phoneX, 'VERIFY')
    expect((await chats(3)).at(-1)!.text).toBe(whatsapp_use_link)
  })

  it('answers small talk once (E25)', async () => {
    const { meta, chats, settled } = await start()
    for (let n = 0; n < 10; n++) await meta.message(phoneX, n % 2 ? 'hi' : whatsapp_help)
    await settled()
    expect(await chats(1)).toEqual([{ from: '+15550001111', to: phoneX, text: whatsapp_help }])
  })

  it('says that a code did not go out', async () => {
    const { server, meta, account } = await start()
    account.withoutWhatsApp = [phoneX]
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command)
    await vi.waitFor(async () => expect((await server.view(started)).body.delivery).toBe('failed'))
  })

  it('says that a code did not arrive, once Meta does', async () => {
    const { server, meta } = await start()
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command, { statuses: ['sent', 'failed'] })
    await vi.waitFor(async () => expect((await server.view(started)).body.notice).toBe('undeliverable'))
  })

  it('ends when the number gets another owner', async () => {
    const { server, meta } = await start()
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, '', { type: 'user_changed_number' })
    expect((await server.view(started)).body.state).toBe('canceled')
  })

  it('can send its codes by a template', async () => {
    const { server, meta, chats } = await start({ template: 'site_code', templateLanguages: ['fr'] })
    const started = await server.started({ to: phoneX })
    await meta.message(phoneX, started.whatsapp!.command)
    const [chat] = await chats(1)
    expect(chat!.text).toMatch(/is your verification code/)
    expect((await server.check(started, codeIn(chat!.text))).body.state).toBe('verified')
  })
})

describe('the door of a real server', () => {
  it('passes Meta’s own check, and nobody else’s (E04, E05)', async () => {
    const { server, meta } = await start()
    expect(await meta.verify()).toBe(true)
    const ask = (query: string) => server.request('GET', `${hookPath}?hub.mode=subscribe&${query}`)
    const right = await ask('hub.challenge=1158201444&hub.verify_token=demo-verify-token')
    expect(right).toMatchObject({ status: 200, text: '1158201444' })
    expect(right.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    expect(await ask('hub.challenge=1&hub.verify_token=wrong')).toMatchObject({ status: 403, text: '' })
    expect((await ask('hub.challenge=1&hub.verify_token[]=demo-verify-token')).status).toBe(403)
    const script = await ask('hub.challenge=<script>&hub.verify_token=demo-verify-token')
    expect(script).toMatchObject({ status: 400, text: '' })
  })

  it('stays shut without a right signature, and nothing happens behind it (E01, E02)', async () => {
    const { server, chats, settled } = await start()
    const raw = '{"object":"whatsapp_business_account","entry":[]}'
    expect((await server.request('POST', hookPath, { raw })).status).toBe(401)
    const headers = { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` }
    expect((await server.request('POST', hookPath, { raw, headers })).status).toBe(401)
    expect((await server.request('POST', `${hookPath}/code`, { raw, headers })).status).toBe(404)
    await settled()
    expect(await chats(0)).toEqual([])
  })
})

/** A server and a Meta that know each other's addresses. */
async function start(settings: Record<string, unknown> = {}) {
  const chat = vi.fn()
  const account: MetaAccount & { withoutWhatsApp: string[] } = {
    number: '+15550001111',
    phoneNumberId: '200000000000002',
    accessToken: 'EAAG-demo-access-token',
    appSecret: 'demo-app-secret-0123456789abcdef',
    verifyToken: 'demo-verify-token',
    webhook: '',
    templates: { site_code: ['fr'] },
    withoutWhatsApp: [],
  }
  const meta = await createSimulatedMeta(account, { chat })
  onTestFinished(() => meta.close())
  const { number, phoneNumberId, accessToken, appSecret, verifyToken } = account
  const { providers } = baseConfig()
  const server = await startServer({
    config: {
      providers: {
        ...providers,
        meta: {
          type: 'whatsapp-cloud',
          hookToken: 'hook-token-of-meta-22-chars',
          ...{ number, phoneNumberId, accessToken, appSecret, verifyToken, baseUrl: meta.url },
          ...settings,
        },
      },
    },
    site: { channels: { whatsapp: 'meta', email: 'mail' } },
  })
  account.webhook = server.address + hookPath
  for (const secret of [accessToken, appSecret, verifyToken, phoneX, phoneY]) server.keepsSecret(secret)

  return {
    server,
    meta,
    account,
    /** The messages that phones got, as soon as there are `n`. */
    async chats(n: number): Promise<{ from: string; to: string; text: string }[]> {
      await vi.waitFor(() => expect(chat.mock.calls.length).toBeGreaterThanOrEqual(n))
      const all = chat.mock.calls.map(([message]) => message)
      for (const { text } of all) for (const [code] of text.matchAll(/\d{6}/g)) server.keepsSecret(code)
      return all
    },
    /** Whatever was under way has arrived: the server's own end waits for its answers. */
    settled: () => server.close(),
  }
}
