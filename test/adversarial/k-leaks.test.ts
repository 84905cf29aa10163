import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, it } from 'vitest'
import type { StartedView } from '../../server/api.ts'
import { type Hidden, leaksIn, type Place } from '../leak-scan.ts'
import { type Answer, wrong } from '../server-harness.ts'
import { accounts, keys, type SiteKey, serverSecrets, sites } from './accounts.ts'
import { startSuite } from './harness.ts'
import { raw } from './raw.ts'

// K07, K08 and I6: one run through every channel and every mistake, and then a look at all that was written: the log,
// standard output, every answer, the database and its write-ahead log.

const suite = startSuite('default')
const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

const hidden: Hidden[] = [
  ...serverSecrets.map(value => ({ what: 'a secret of the server', value })),
  { what: 'the pepper’s bytes', value: Buffer.from(keys.pepper, 'base64url').toString('hex') },
]
/** Answers without what they are there to say: the start its secret and contact, a check its proof. */
const answers: Place[] = []
/** What a provider shows to its contact: the code, and nothing else of the list. */
const replies: Place[] = []
const printed: Place[] = []
let people: StartedView[] = []
let files: Place[] = []

const hide = (what: string, value: string) => void hidden.push({ what, value })

describe('after everything that can happen', () => {
  beforeAll(async () => {
    listensToAnswers()
    await everyChannel()
    await providersThatQuote()
    await oddRequests()
    await limits()
    await erased()
    files = await filesOf(suite.dataFolder)
  }, 120_000)

  it('K07 there was something to be found', () => {
    const kinds = new Map<string, number>()
    for (const { what } of hidden) kinds.set(what, (kinds.get(what) ?? 0) + 1)
    expect(Object.fromEntries(kinds)).toMatchObject({
      'a contact': expect.any(Number),
      'a code': expect.any(Number),
      'a bearer secret': expect.any(Number),
      'a proof': expect.any(Number),
      'a nonce': expect.any(Number),
      'a reference': expect.any(Number),
    })
    expect(kinds.get('a proof')).toBeGreaterThan(8)
    expect(people.length).toBeGreaterThan(10)
    expect(answers.length).toBeGreaterThan(60)
    const events = new Set(suite.logLines.map(line => JSON.parse(line).event))
    for (const event of [
      'start',
      'sent',
      'not_sent',
      'wrong_code',
      'verified',
      'redeemed',
      'limit',
      'problem',
    ])
      expect(events).toContain(event)
    // The scan sees what is there: who is masked in the log, and a verification by its id.
    const log = suite.logLines.join('\n')
    expect(log).toContain(people[0]!.id)
    expect(files.find(({ where }) => where.endsWith('-wal'))!.text).toContain(people.at(-1)!.id)
  })

  it('K07 the log holds no code, secret, proof, token or whole contact, however written', () => {
    expect(leaksIn([{ where: 'the log', text: suite.logLines.join('\n') }], hidden)).toEqual([])
  })

  it('K07 every line of the log is one JSON object without control characters', () => {
    for (const line of suite.logLines) {
      expect(JSON.parse(line)).toMatchObject({ level: expect.any(Number), time: expect.any(String) })
      // biome-ignore lint/suspicious/noControlCharactersInRegex: those are looked for
      expect(line).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/)
    }
  })

  it('K07 standard output holds none of it either', () => {
    expect(printed.length).toBeGreaterThan(2)
    expect(leaksIn(printed, hidden)).toEqual([])
  })

  it('K07 an answer holds nothing but what it is there to say', () => {
    // The word to send is shown on purpose.
    const kept = hidden.filter(({ what }) => what !== 'a reference')
    expect(leaksIn(answers, kept)).toEqual([])
    expect(
      leaksIn(
        replies,
        kept.filter(({ what }) => what !== 'a code'),
      ),
    ).toEqual([])
  })

  it('K08 database and write-ahead log hold none of it', () => {
    expect(files.map(({ where }) => where).sort()).toEqual(
      expect.arrayContaining(['reachproof.db', 'reachproof.db-wal']),
    )
    expect(leaksIn(files, hidden)).toEqual([])
  })
})

/** Every request of the suite goes through `suite.request`. */
function listensToAnswers(): void {
  const request = suite.request.bind(suite)
  suite.request = async <T>(...args: Parameters<typeof request>): Promise<Answer<T>> => {
    const answer = await request<T>(...args)
    const [method, path] = args
    const { secret: _, contact: __, proof: ___, ...rest } = (answer.body ?? {}) as Record<string, unknown>
    const said = answer.body === undefined ? answer.text : JSON.stringify(rest)
    const place = {
      where: `${method} ${path.replace(/[\w-]{20,}/g, '…')} → ${answer.status}`,
      text: `${JSON.stringify(answer.headers)}\n${said}`,
    }
    ;(path.startsWith('/hooks/') ? replies : answers).push(place)
    return answer
  }
}

async function begin(sitekey: SiteKey, channel: string, to: string | null): Promise<StartedView> {
  const nonce = `nonce-of-${sitekey}-${channel}-${people.length}-0123456789`
  hide('a nonce', nonce)
  if (to) hide('a contact', to)
  const key = `idempotency-key-${people.length}-0123456789`
  hide('an idempotency key', key)
  const held = await suite.started(
    { sitekey, channel, ...(to && { to }), nonce },
    { 'Idempotency-Key': key, 'User-Agent': `phone ${to}`, 'X-Forwarded-For': suite.clientAddress() },
  )
  hide('a bearer secret', held.secret)
  // Where the provider makes the codes, the command is all there is to send.
  const reference = held.whatsapp?.command.split(' ')[1]
  if (reference) hide('a reference', reference)
  people.push(held)
  return held
}

/** A wrong code, the right one, the proof and its redemption. */
async function finish(held: StartedView, sitekey: SiteKey, code: string): Promise<void> {
  hide('a code', code)
  const guess = wrong(code)
  hide('a code', guess)
  expect((await suite.check(held, guess)).status).toBe(422)
  const { body, status } = await suite.check(held, code)
  expect(status).toBe(200)
  await redeem(sitekey, body.proof!)
}

async function redeem(sitekey: SiteKey, proof: string): Promise<void> {
  hide('a proof', proof)
  hide('a signature', proof.split('.')[2]!)
  const { secret } = sites[sitekey]
  expect((await suite.siteverify({ secret, response: proof })).body.success).toBe(true)
  expect((await suite.siteverify({ secret, response: proof })).body.success).toBe(false)
  await suite.siteverify({ secret: `${secret}x`, response: proof })
  await suite.siteverify({ secret, response: `${proof}x`, nonce: proof })
}

async function everyChannel(): Promise<void> {
  const sent: [SiteKey, string][] = [
    ['site_a', 'sms'],
    ['site_a', 'call_code'],
    ['site_a', 'email'],
    ['site_zd', 'sms'],
    ['site_tw', 'sms'],
  ]
  for (const [sitekey, channel] of sent) {
    const to = channel === 'email' ? suite.email() : suite.phone()
    const held = await begin(sitekey, channel, to)
    await finish(held, sitekey, await suite.codeSentTo(to))
    await suite.renew(held).then(({ body }) => hide('a proof', body.proof!))
    await suite.end(held)
  }

  const chats: [SiteKey, (from: string, text: string) => Promise<unknown>][] = [
    ['site_a', (from, text) => suite.hooks.cloud({ from, text })],
    ['site_mj', (contact, message) => suite.hooks.massejli({ contact, message })],
    [
      'site_tw',
      (from, Body) =>
        suite.hooks.twilio({
          MessageSid: `SM${'a'.repeat(32)}`,
          From: `whatsapp:${from}`,
          To: `whatsapp:${accounts.tw.from}`,
          Body,
        }),
    ],
  ]
  for (const [sitekey, write] of chats) {
    const from = suite.phone()
    hide('a contact', from)
    const held = await begin(sitekey, 'whatsapp', null)
    const stranger = suite.phone()
    hide('a contact', stranger)
    await write(stranger, `my number is ${stranger}`)
    await write(from, held.whatsapp!.command)
    await finish(held, sitekey, await suite.codeSentTo(from))
    await write(from, 'NO')
  }

  const pushed = '739164'
  const to = suite.phone()
  const held = await begin('site_push', 'whatsapp', to)
  await suite.hooks.push({ contact: to.slice(1), authcode: pushed })
  await finish(held, 'site_push', pushed)

  const called = suite.phone()
  const call = await begin('site_a', 'call_button', called)
  await suite.until(call, view => view.delivery === 'sent')
  await suite.hooks.gateway({ verificationId: call.id, send: 1, event: 'pressed' })
  const { proof } = await suite.until(call, view => view.state === 'verified')
  await redeem('site_a', proof!)
}

/** Providers repeat what they do not like. What they say may be logged; what they quote may not. */
async function providersThatQuote(): Promise<void> {
  const statuses = [400, 401, 429, 500]
  suite.sink.behave = ({ body }) => ({
    status: statuses[people.length % 4]!,
    body: JSON.stringify({ error: body }),
  })
  for (const [sitekey, channel] of [
    ['site_a', 'sms'],
    ['site_a', 'call_code'],
    ['site_b', 'sms'],
    ['site_zd', 'sms'],
    ['site_zd', 'call_button'],
    ['site_tw', 'sms'],
    ['site_tw', 'call_code'],
  ] as const) {
    const to = suite.phone()
    const before = suite.sink.sent.length
    const held = await begin(sitekey, channel, to)
    await suite.until(held, view => view.delivery === 'failed')
    for (const { code } of suite.sink.sent.slice(before)) if (code) hide('a code', code)
  }
  suite.sink.behave = null
}

async function oddRequests(): Promise<void> {
  const [held] = people
  const to = suite.phone()
  hide('a contact', to)
  const evil = `x\r\n{"level":30}\u001b[31m\u2028${to}`
  const json = { Origin: sites.site_a.origin, 'Content-Type': 'application/json' }
  for (const body of [
    `{"sitekey":"site_a","channel":"sms","to":"${to}"`,
    JSON.stringify({ sitekey: 'site_a', channel: 'sms', to: evil, language: evil, country: to, nonce: evil }),
    JSON.stringify({ sitekey: evil, channel: to }),
    JSON.stringify({ [to]: held!.secret }),
    JSON.stringify({ sitekey: 'site_a', channel: 'sms', to: [to] }),
  ]) {
    await suite.request('POST', '/v1/verifications', { headers: json, raw: body })
  }
  const query = new URLSearchParams({ to, secret: held!.secret, code: '482913', token: keys.adminToken })
  for (const path of [
    `/v1/verifications/${encodeURIComponent(to)}?${query}`,
    `/v1/verifications/${held!.id}?${query}`,
    `/hooks/gw/${held!.secret}?${query}`,
    `/hooks/${encodeURIComponent(to)}/${accounts.gw.hookToken}`,
    `/metrics?${query}`,
    `/${encodeURIComponent(evil)}`,
    `/problems/${encodeURIComponent(to)}`,
  ]) {
    await suite.request('GET', path, {
      headers: { Authorization: `Bearer ${held!.secret}x`, Origin: 'https://evil.test' },
    })
  }
  await suite.request('GET', '/metrics', { headers: { Authorization: `Bearer ${keys.adminToken}` } })
  await suite.hooks.cloudRaw(`{"to":"${to}"`)
  await suite.hooks.cloudRaw(JSON.stringify({ object: to }), { secret: 'not-the-secret' })
  await suite.hooks.massejli({ contact: to, message: evil, token: held!.secret })
  await suite.hooks.zadarma({ event: 'NOTIFY_END', caller_id: to, called_did: evil, call_start: evil })
  await suite.hooks.gateway({ verificationId: evil, send: 1, event: 'pressed' })

  const odd = ['\u001b[31m', 'a\nb', 'a\r\n b', '\u0000', '\u009b31m', 'x'.repeat(8000)]
  for (const value of odd) {
    for (const name of ['User-Agent', 'Origin', 'Idempotency-Key', 'X-Forwarded-For', 'Authorization']) {
      const head = `POST /v1/verifications HTTP/1.1\r\nHost: x\r\nConnection: close\r\n${name}: ${value}${to}\r\n`
      const { text } = await raw(suite.address, Buffer.from(`${head}Content-Length: 2\r\n\r\n{}`, 'latin1'))
      answers.push({ where: `POST with an odd ${name}`, text })
    }
  }
}

async function limits(): Promise<void> {
  const to = suite.phone()
  await begin('site_a', 'sms', to)
  const code = await suite.codeSentTo(to)
  hide('a code', code)
  for (const channel of ['sms', 'call_code']) {
    const { status } = await suite.start({ sitekey: 'site_a', channel, to })
    expect(status).toBe(429)
  }
  const held = people.at(-1)!
  for (let n = 0; n < 5; n++) expect((await suite.check(held, wrong(code, n))).status).toBe(422)
  expect((await suite.check(held, code)).status).toBe(410)
}

/** The command beside the running server, and a second server, whose standard output nobody else looks at. */
async function erased(): Promise<void> {
  const to = suite.phone()
  const held = await begin('site_a', 'sms', to)
  hide('a code', await suite.codeSentTo(to))
  await suite.until(held, view => view.delivery === 'sent')
  const gone = await process_(['erase', to, '--config', suite.configFile])
  expect(gone).toMatchObject({
    code: 0,
    out: expect.stringMatching(/: 1 verification, \d counters?\.\n$/),
    error: '',
  })
  expect((await suite.view(held)).status).toBe(401)
  people = people.filter(one => one !== held)
  const refused = await process_(['erase', `${to} and more`, '--config', suite.configFile])
  expect(refused.code).toBe(1)
  const nowhere = await process_(['serve', '--config', `/nowhere/${held.id}.json`])
  expect(nowhere.code).toBe(1)
  await begin('site_a', 'email', suite.email())
}

async function process_(args: string[]) {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const [[code], out, error] = await Promise.all([
    once(child, 'exit'),
    text(child.stdout),
    text(child.stderr),
  ])
  printed.push(
    { where: `reachproof ${args[0]}`, text: out },
    { where: `reachproof ${args[0]} (errors)`, text: error },
  )
  return { code, out, error }
}

async function filesOf(folder: string): Promise<Place[]> {
  const names = await readdir(folder)
  return Promise.all(
    names.map(async where => ({ where, text: await readFile(join(folder, where), 'latin1') })),
  )
}
