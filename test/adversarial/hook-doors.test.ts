import { describe, expect, it } from 'vitest'
import { codeIn } from '../server-harness.ts'
import { type AccountName, accounts } from './accounts.ts'
import { cloudEnvelope, startSuite } from './harness.ts'
import { connectTo, firstOf, raw, replyOf, requestText } from './raw.ts'
import { cloudSignature } from './signing.ts'

// security.md §2.4, R-40 to R-52: what is decided about a hook's request before anybody reads it, and what is
// written down about it afterwards.

const suite = startSuite('open')

/** Every hook with what a request needs to get to its body, and how long that may be. */
const doors: { account: AccountName; part: string; signed: Record<string, string>; maxBytes: number }[] = [
  {
    account: 'cloud_a',
    part: '',
    signed: { 'X-Hub-Signature-256': `sha256=${'0'.repeat(64)}` },
    maxBytes: 3 * 1024 * 1024,
  },
  { account: 'mj_a', part: '', signed: {}, maxBytes: 65_536 },
  { account: 'mj_push', part: '/code', signed: {}, maxBytes: 65_536 },
  { account: 'zad', part: '', signed: {}, maxBytes: 16_384 },
  { account: 'tw', part: '', signed: { 'X-Twilio-Signature': 'A' }, maxBytes: 65_536 },
  { account: 'tw', part: '/press', signed: { 'X-Twilio-Signature': 'A' }, maxBytes: 65_536 },
  { account: 'gw', part: '', signed: { 'webhook-signature': 'v1,A' }, maxBytes: 4096 },
]
const named = doors.map(door => ({ ...door, name: `${door.account}${door.part}` }))
const signing = named.filter(({ signed }) => Object.keys(signed).length > 0)

/** Sends the head of a POST whose body never comes: the answer has to come without it. */
async function beforeTheBody(path: string, length: number, signed: Record<string, string> = {}) {
  const headers = Object.entries(signed).map(([name, value]) => `${name}: ${value}`)
  return firstOf(
    await raw(suite.address, requestText(`POST ${path}`, [...headers, `Content-Length: ${length}`])),
  )
}

describe('before the body', () => {
  it.each(named)(
    'R-40 a wrong token or provider is the same 404: $name',
    async ({ account, part, signed }) => {
      const right = suite.hooks.path(account)
      const wrong = '/hooks/{}/wrong-token-with-22-characters'
      const answers = []
      for (const path of [
        wrong.replace('{}', account) + part,
        wrong.replace('{}', 'nobody') + part,
        wrong.replace('{}', '__proto__') + part,
        wrong.replace('{}', 'mail') + part,
        `${right}x${part}`,
        right.slice(0, -1) + part,
        right.toUpperCase().replace('/HOOKS/', '/hooks/') + part,
        // The token of another provider.
        `/hooks/${account}/${accounts[account === 'gw' ? 'tw' : 'gw'].hookToken}${part}`,
      ]) {
        answers.push(await beforeTheBody(path, 1000, signed))
      }
      for (const { status, body } of answers) {
        expect(status).toBe(404)
        expect({ ...JSON.parse(body), requestId: '' }).toEqual({
          ...JSON.parse(answers[0]!.body),
          requestId: '',
        })
      }
    },
  )

  it.each(signing)('R-40 a missing signature is a 401: $name', async ({ account, part, maxBytes }) => {
    for (const length of [1, maxBytes, maxBytes + 1, 1e9]) {
      const { status, body } = await beforeTheBody(suite.hooks.path(account, part), length)
      expect([status, JSON.parse(body).code]).toEqual([401, 'unauthorized'])
    }
  })

  it.each(named)(
    'R-40 a body longer than its cap is a 413: $name',
    async ({ account, part, signed, maxBytes }) => {
      for (const length of [maxBytes + 1, 1e9]) {
        const { status, body } = await beforeTheBody(suite.hooks.path(account, part), length, signed)
        expect([status, JSON.parse(body).code]).toEqual([413, 'too_large'])
      }
    },
  )

  it.each(named)('R-40 a compressed body is not read: $name', async ({ account, part, signed }) => {
    for (const encoding of ['gzip', 'deflate', 'br', 'foo', 'gzip, gzip']) {
      const headers = { ...signed, 'Content-Encoding': encoding }
      const { status } = await beforeTheBody(suite.hooks.path(account, part), 100, headers)
      expect(status, encoding).toBe(415)
    }
  })
})

it.each(named)('R-40 a body without a length is cut: $name', async ({ account, part, signed }) => {
  const socket = connectTo(suite.address)
  const ended = replyOf(socket)
  const headers = Object.entries(signed).map(([name, value]) => `${name}: ${value}`)
  const request = `POST ${suite.hooks.path(account, part)}`
  const keepAlive = { close: 'Connection: keep-alive' }
  socket.write(requestText(request, [...headers, 'Transfer-Encoding: chunked'], '', keepAlive))
  const chunk = `10000\r\n${' '.repeat(65_536)}\r\n`
  let isOpen = true
  socket.once('close', () => {
    isOpen = false
  })
  while (isOpen && socket.bytesWritten < 100_000_000) {
    if (socket.write(chunk)) continue
    const { promise, resolve } = Promise.withResolvers<void>()
    socket.once('drain', resolve)
    socket.once('close', () => resolve())
    await promise
  }
  // Whoever still writes when the connection is cut may miss the answer.
  const { answers } = await ended
  expect([undefined, 413]).toContain(answers[0]?.status)
  // What the two kernels hold between them was not read by the server.
  expect(socket.bytesWritten).toBeLessThan(16_000_000)
})

it.each(named)(
  'R-87 no other methods, and nothing for pages of any origin: $name',
  async ({ account, part }) => {
    const path = suite.hooks.path(account, part)
    const headers = { Origin: 'https://a.test', 'Access-Control-Request-Method': 'POST' }
    for (const method of ['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'PROPFIND', 'TRACE']) {
      const answer = await suite.request(method, path, { headers })
      expect([answer.status, answer.headers.allow], method).toEqual([405, 'GET, POST, HEAD'])
    }
    const asked = [
      await suite.request('GET', path, { headers }),
      await suite.request('HEAD', path, { headers }),
      await suite.request('POST', path, {
        headers: { ...headers, 'X-HTTP-Method-Override': 'DELETE' },
        raw: '{}',
      }),
      await suite.request('OPTIONS', path, { headers }),
      await suite.request('POST', path.replace('hook-token', 'wrong-token'), { headers, raw: '{}' }),
    ]
    for (const { status, headers } of asked) {
      expect(status).toBeGreaterThanOrEqual(400)
      expect(Object.keys(headers).filter(name => name.startsWith('access-control-'))).toEqual([])
      expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'cache-control': 'no-store' })
    }
  },
)

describe('what the log says of a hook', () => {
  it('R-47, R-89 names the route and the provider, and nothing that was in the request', async () => {
    const from = suite.phone()
    const held = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp', to: from })
    const words = ['wordofthemessage', 'wordofthepath', 'wordofthequery', 'wordofaheader', 'wordoftheprofile']
    for (const word of words) suite.keepsSecret(word)
    const reference = held.whatsapp!.command.split(' ').at(-1)!
    for (const spelled of [reference, reference.replace('-', ''), reference.toLowerCase()]) {
      suite.keepsSecret(spelled)
    }
    const lines = suite.logLines.length

    const { body } = await suite.hooks.massejli({
      contact: from,
      message: `${held.whatsapp!.command} wordofthemessage`,
    })
    suite.keepsSecret(codeIn(body.message))
    await suite.hooks.massejli({
      contact: suite.phone(),
      message: 'wordofthemessage',
      token: 'wordofthequery',
    })
    await suite.hooks.cloud(
      { from: suite.phone(), text: 'wordofthemessage' },
      { headers: { 'User-Agent': 'wordofaheader' } },
    )
    const envelope = JSON.stringify(cloudEnvelope({ from: suite.phone(), text: 'wordofthemessage' }))
    const forged = envelope.replace('"Visitor"', '"wordoftheprofile"')
    await suite.hooks.cloudRaw(forged, { secret: 'another-app-secret-0123456789' })
    await suite.hooks.cloudRaw('{"wordofthemessage')
    const { phoneNumberId } = accounts.cloud_a
    await suite.hooks.cloudRaw(
      JSON.stringify({
        object: 'whatsapp_business_account',
        entry: [
          {
            changes: [
              {
                field: 'messages',
                value: {
                  metadata: { phone_number_id: phoneNumberId },
                  statuses: [{ id: 'wordofthemessage', status: 'failed', errors: [{ code: 131026 }] }],
                },
              },
            ],
          },
        ],
      }),
    )
    await suite.request('POST', `${suite.hooks.path('mj_a')}wordofthepath?a=wordofthequery`, { raw: '{}' })
    await suite.request('POST', suite.hooks.path('zad', '/wordofthepath'), { raw: 'event=wordofthemessage' })
    await suite.request('GET', `${suite.hooks.path('cloud_a')}?hub.verify_token=wordofthequery`)
    await suite.hooks.zadarma({ event: 'NOTIFY_END', caller_id: from, callback_dtmf: 'wordofthemessage' })
    await suite.hooks.twilio({ MessageSid: 'wordofthemessage', Body: 'wordofthemessage' })
    await suite.hooks.gateway({ id: 'wordofthemessage', event: 'failed' })
    await suite.request('PUT', suite.hooks.path('gw', '/wordofthepath'), {
      headers: { 'X-Api-Key': 'wordofaheader' },
    })
    // And one whose signature is right for bytes that are no text.
    const bytes = Uint8Array.of(0xff, 0xfe, 0x00)
    const signature = cloudSignature(accounts.cloud_a.appSecret, bytes)
    await suite.hooks.cloudRaw(bytes, { headers: { 'X-Hub-Signature-256': signature } })

    const refused = suite.logLines.slice(lines).map(line => JSON.parse(line))
    expect(refused.filter(({ event }) => event === 'hook_refused').length).toBeGreaterThanOrEqual(4)
    for (const line of refused) expect(JSON.stringify(line)).not.toContain('/hooks/wa')
    for (const { route } of refused) {
      if (route) expect(route).toMatch(/^\/(hooks\/:provider\/:token\{\/:part\}|v1\/|healthz)/)
    }
    // What the words are is looked for after the test, in the log and in every file.
  })
})
