import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type Answer, issuer } from '../server-harness.ts'
import { type AccountName, accounts, serverSecrets } from './accounts.ts'
import { cloudEnvelope, startSuite } from './harness.ts'
import { cloudSignature, twilioFormSignature, webhookHeaders, zadarmaSignature } from './signing.ts'

// What providers post, with something wrong in it: most of it rightly signed, so that it gets past the door and to
// whoever reads it. Whatever comes, the answer is one of ours, and nothing in it or in the log is anybody else's.

// A small heap is collected often: what grows all the same is kept by somebody, and soon ends the process.
process.env.NODE_OPTIONS = '--max-old-space-size=96 --max-semi-space-size=2'

const suite = startSuite('open')

const seed = 20_261_122
const batches = 400
const batchSize = 24
const limitMs = 20_000
const mostGrowth = 64 * 1024 * 1024

/** Nobody who asks gets to see this again, whatever it was put into. */
const marker = '<img src=x onerror=alert(1)>'

/** Verifications that run, so that what is posted is about something. */
interface Live {
  commands: string[]
  phones: string[]
  /** Ids of calls through Twilio and the gateway. */
  calls: string[]
}

async function startSome(): Promise<Live> {
  const phones = Array.from({ length: 6 }, () => suite.phone())
  const [a, b, c, d, e] = phones as [string, string, string, string, string]
  const start = (sitekey: string, channel: string, to?: string) =>
    suite.started({ sitekey, channel, ...(to && { to }) })
  const chats = await Promise.all([
    start('site_a', 'whatsapp', a),
    start('site_a', 'whatsapp'),
    start('site_mj', 'whatsapp', b),
    start('site_tw', 'whatsapp'),
    start('site_push', 'whatsapp', c),
  ])
  const calls = await Promise.all([
    start('site_tw', 'call_code', d),
    start('site_tw', 'call_button', e),
    start('site_zd', 'call_button', d),
    start('site_a', 'call_button', e),
  ])
  return {
    commands: chats.flatMap(({ whatsapp }) => whatsapp?.command ?? []),
    phones,
    calls: calls.map(({ id }) => id),
  }
}

// — What is posted —

type Fields = Record<string, unknown>

/** What a provider would post about what runs. `n` picks what it is about. */
function honest(account: AccountName, n: number, { commands, phones, calls }: Live): Fields {
  const from = phones[n % phones.length]!
  const text = `${commands[n % commands.length]}`
  switch (account) {
    case 'cloud_a':
    case 'cloud_b': {
      const envelope = cloudEnvelope({ from: n % 5 ? from : null, text }, account)
      const { value } = envelope.entry[0]!.changes[0]!
      const statuses = [{ id: `wamid.${n}`, status: 'failed', errors: [{ code: 131026 }], recipient_id: '1' }]
      Object.assign(value, n % 3 === 0 && { statuses })
      return envelope
    }
    case 'mj_a':
    case 'mj_b': {
      const { number, token } = accounts[account]
      return { phone: number.slice(1), token, contact: from.slice(1), command: 'verify', message: text }
    }
    case 'mj_push':
      return { contact: from.slice(1), authcode: String(100_000 + n), token: accounts.mj_push.token }
    case 'zad':
      return {
        event: ['NOTIFY_END', 'NOTIFY_OUT_END', 'NOTIFY_START', 'NOTIFY_RECORD', 'SMS'][n % 5],
        call_start: '2026-11-22 06:00:00',
        pbx_call_id: `out_${n}`,
        caller_id: from,
        called_did: '0',
        internal: '100',
        destination: from,
        disposition: ['answered', 'busy', 'cancel'][n % 3],
        callback_dtmf: String(n % 3),
      }
    case 'tw':
      return n % 2
        ? {
            AccountSid: accounts.tw.accountSid,
            MessageSid: `SM${n.toString(16).padStart(32, '0')}`,
            From: `whatsapp:${from}`,
            To: `whatsapp:${accounts.tw.from}`,
            Body: text,
            MessageStatus: 'failed',
          }
        : {
            AccountSid: accounts.tw.accountSid,
            CallSid: `CA${n.toString(16).padStart(32, '0')}`,
            Digits: String(n % 10),
            CallStatus: ['completed', 'busy', 'no-answer', 'failed'][n % 4],
            From: accounts.tw.from,
            To: from,
          }
    case 'gw':
      return n % 2
        ? {
            verificationId: calls[n % calls.length],
            send: 1,
            event: ['pressed', 'declined', 'failed'][n % 3],
          }
        : { id: `gateway-${n}`, event: ['sent', 'delivered', 'failed'][n % 3] }
  }
}

const odd: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom(
    ...[
      null,
      true,
      0,
      -1,
      2 ** 53,
      1e308,
      '',
      ' ',
      '\u0000',
      '\ud800',
      '\u202e',
      '\r\nSet-Cookie: a=b',
      marker,
    ],
    ...[
      '__proto__',
      'constructor',
      'toString',
      '{{7*7}}',
      "' OR 1=1--",
      '../../etc/passwd',
      '%00',
      '%E0%A4%A',
    ],
    ...['9'.repeat(400), '+'.repeat(1000), '('.repeat(3000), '7K2M-9QXD '.repeat(300), '🙂'.repeat(300)],
    ...['+447911123456', '00447911123456', '٠٧٩١١', '１', 'NO', 'verify', '1790416800', '-1', '1e9', 'NaN'],
  ),
  fc.string({ unit: 'binary', maxLength: 200 }),
  fc.jsonValue({ maxDepth: 4 }),
)

interface Step {
  at: number
  how: 'replace' | 'remove' | 'wrap' | 'repeat' | 'rename' | 'add'
  value: unknown
}

const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({
    at: fc.nat(),
    how: fc.constantFrom<Step['how']>(
      'replace',
      'replace',
      'replace',
      'remove',
      'wrap',
      'repeat',
      'rename',
      'add',
    ),
    value: odd,
  }),
  { maxLength: 4 },
)

/** A copy of `whole` in which each step has changed something, somewhere. */
function changed(whole: Fields, steps: readonly Step[]): Fields {
  let copy = plain(whole)
  for (const { at, how, value } of steps) {
    const places = placesIn(copy)
    const place = places[at % places.length]
    if (!place) continue
    const [parent, name] = place
    switch (how) {
      case 'replace':
        parent[name] = value
        break
      case 'remove':
        delete parent[name]
        break
      case 'wrap':
        parent[name] = at % 2 ? [parent[name]] : { [name]: parent[name] }
        break
      case 'repeat':
        // Two hundred of two hundred of two hundred would be a test of memory, and of ours.
        if (JSON.stringify(copy).length < 4000) parent[name] = Array(1 + (at % 200)).fill(parent[name])
        break
      case 'rename':
        define(parent, asText(value).slice(0, 100), parent[name])
        break
      case 'add':
        define(parent, '__proto__', value)
    }
    // So that nothing stands in two places, where the next step would change both.
    copy = plain(copy)
  }
  return copy
}

function plain(fields: Fields): Fields {
  return JSON.parse(JSON.stringify(fields))
}

/** As JSON.parse does it: also with a name that means something. */
function define(parent: Fields, name: string, value: unknown): void {
  // A list has no names, and one that is a large number would make it as long.
  if (Array.isArray(parent)) return void parent.push(value)
  Object.defineProperty(parent, name, { value, enumerable: true, configurable: true, writable: true })
}

/** Everything that has a name or an index, with what it stands in. */
function placesIn(value: unknown): [Fields, string][] {
  if (typeof value !== 'object' || value === null) return []
  return Object.keys(value)
    .slice(0, 50)
    .flatMap(name => [[value as Fields, name] as [Fields, string], ...placesIn((value as Fields)[name])])
}

// — How it is written —

interface Written {
  bytes: Buffer
  type: string
}

const asText = (value: unknown) =>
  (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
const form = (fields: Fields) =>
  new URLSearchParams(Object.entries(fields).map(([name, value]) => [name, asText(value)])).toString()
const json = (text: string): Written => ({ bytes: Buffer.from(text), type: 'application/json' })
const urlencoded = (text: string): Written => ({
  bytes: Buffer.from(text),
  type: 'application/x-www-form-urlencoded',
})

function multipart(fields: Fields, n: number): Written {
  const boundary = `----${n.toString(36)}`
  const parts = Object.entries(fields).map(
    ([name, value]) =>
      `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n${n % 7 ? '' : 'X: y\r\n'}\r\n${asText(value)}\r\n`,
  )
  const named = n % 3 ? `; boundary=${n % 5 ? boundary : 'another'}` : ''
  return {
    bytes: Buffer.from(`${parts.join('')}--${boundary}${n % 11 ? '--' : ''}\r\n`),
    type: `multipart/form-data${named}`,
  }
}

/** Ways to write the fields down, the ordinary ones first. */
const writings: ((fields: Fields, n: number) => Written)[] = [
  fields => json(JSON.stringify(fields)),
  fields => urlencoded(form(fields)),
  multipart,
  fields =>
    json(
      JSON.stringify(fields).replace(/[^ -~]/g, c => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`),
    ),
  fields => json(`\ufeff${JSON.stringify(fields, null, 2)}`),
  // The same name twice.
  (fields, n) => {
    const name = Object.keys(fields)[n % Object.keys(fields).length] ?? ''
    return json(`{${JSON.stringify(name)}:${JSON.stringify(marker)},${JSON.stringify(fields).slice(1)}`)
  },
  (fields, n) => {
    const name = Object.keys(fields)[n % Object.keys(fields).length] ?? ''
    return urlencoded(`${form(fields)}&${encodeURIComponent(name)}=1`)
  },
  (fields, n) => {
    const name = encodeURIComponent(Object.keys(fields)[n % Object.keys(fields).length] ?? '')
    return urlencoded(form(fields).replace(name, `${name}${['[]', '[0]', '[a][b]', '%5B%5D', ''][n % 5]}`))
  },
  // Cut somewhere, on a character or inside of one.
  (fields, n) => {
    const { bytes, type } = writings[n % 5]!(fields, n)
    return { bytes: bytes.subarray(0, n % (bytes.length + 1)), type }
  },
  // One byte another.
  (fields, n) => {
    const { bytes, type } = writings[n % 5]!(fields, n)
    if (bytes.length > 0) bytes[n % bytes.length] = (n >> 3) & 255
    return { bytes, type }
  },
  fields => ({
    bytes: Buffer.from(JSON.stringify(fields), 'utf16le'),
    type: 'application/json; charset=utf-16',
  }),
  fields => ({ bytes: Buffer.from(form(fields), 'latin1'), type: 'text/plain; charset=iso-8859-1' }),
  (_, n) => json('['.repeat(n % 4000) + ']'.repeat(n % 4000)),
  (fields, n) => json(`${'{"entry":'.repeat(n % 400)}${JSON.stringify(fields)}${'}'.repeat(n % 400)}`),
  (_, n) => urlencoded('a=1&'.repeat(n % 2000)),
  (_, n) => ({ bytes: Buffer.alloc(n % 3000, n & 255), type: 'application/octet-stream' }),
  fields => json(`[${JSON.stringify(fields)}]`),
]

const types = [
  ...[
    '',
    'application/json',
    'application/x-www-form-urlencoded',
    'multipart/form-data; boundary="',
    'text/xml',
  ],
  ...['application/json; charset=utf-7', 'a'.repeat(2000), 'multipart/form-data; boundary=----0', ';;;', '/'],
]

/** What stands behind the token: mostly what the provider has there, else a part of another or of nobody's. */
function tailOf(account: AccountName, n: number, { calls }: Live): string {
  const call = `v=${calls[n % calls.length]}&n=${n % 3}`
  const twilio = ['', '/status', `/key?${call}`, `/press?${call}`, `/call?${call}`, `/key?${call}&t=2`]
  const own = account === 'tw' ? twilio : [account === 'mj_push' ? '/code' : '']
  const odd = [
    '?a=1',
    '/code?contact=1&authcode=1',
    '/press?v=%00&n=1',
    '/key?v=a&v=b&n=1',
    '/%2e%2e',
    '/code/',
  ]
  const all = n % 6 ? own : [...twilio, '/code', '/x?%E0%A4%A', ...odd]
  return all[(n >> 4) % all.length]!
}

// — How it is signed —

type Signing = 'right' | 'wrong' | 'none' | 'others'

function signatures(account: AccountName, path: string, fields: Fields, { bytes, type }: Written, n: number) {
  switch (account) {
    case 'cloud_a':
    case 'cloud_b':
      return { 'X-Hub-Signature-256': cloudSignature(accounts[account].appSecret, bytes) }
    case 'zad': {
      const texts = Object.entries(fields).map(([name, value]) => [name, asText(value)])
      return { Signature: zadarmaSignature(accounts.zad.secret, Object.fromEntries(texts)) }
    }
    case 'tw': {
      const signed: Record<string, string> = {}
      if (!type.startsWith('application/json')) {
        const params = new URLSearchParams(bytes.toString('utf8'))
        for (const name of new Set(params.keys())) {
          // As Twilio's library does it: distinct values, sorted, each behind its name.
          define(signed, name, [...new Set(params.getAll(name))].sort().join(name))
        }
      }
      return { 'X-Twilio-Signature': twilioFormSignature(accounts.tw.authToken, issuer + path, signed) }
    }
    case 'gw': {
      const seconds = Math.floor(Date.now() / 1000) - (n % 17 ? 0 : 3600)
      return webhookHeaders(accounts.gw.secret, `id-${n}`, bytes.toString('utf8'), seconds)
    }
    default:
      return {}
  }
}

const wrongSignatures = [
  {},
  { 'X-Hub-Signature-256': 'sha256=', Signature: '', 'X-Twilio-Signature': 'a', 'webhook-signature': 'v1,' },
  {
    'X-Hub-Signature-256': `sha256=${'f'.repeat(64)}`,
    'X-Twilio-Signature': 'A'.repeat(27),
    Signature: 'A'.repeat(56),
  },
  {
    Signature: marker,
    'X-Hub-Signature-256': marker,
    'X-Twilio-Signature': marker,
    'webhook-signature': marker,
  },
  { 'webhook-signature': 'v1,a '.repeat(200), 'webhook-id': 'a', 'webhook-timestamp': '9'.repeat(12) },
  {
    Signature: 'é'.repeat(100),
    'X-Hub-Signature-256': 'é',
    'X-Twilio-Signature': 'é',
    'webhook-signature': 'é',
  },
]

const request = fc.record({
  account: fc.constantFrom<AccountName>('cloud_a', 'cloud_a', 'mj_a', 'mj_push', 'zad', 'tw', 'tw', 'gw'),
  n: fc.nat(),
  steps,
  writing: fc.oneof(
    { weight: 2, arbitrary: fc.constant(null) },
    { weight: 1, arbitrary: fc.nat(writings.length - 1) },
  ),
  type: fc.option(fc.constantFrom(...types), { freq: 5 }),
  signing: fc.constantFrom<Signing>('right', 'right', 'right', 'right', 'wrong', 'none', 'others'),
  tail: fc.nat(),
  method: fc.constantFrom('POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'POST', 'GET', 'HEAD', 'PUT'),
})

type Request = typeof request extends fc.Arbitrary<infer T> ? T : never

/** As the provider itself writes. */
const usualWriting = (account: AccountName) => (account === 'zad' || account === 'tw' ? 1 : 0)

function posted({ account, n, steps, writing, type, signing, tail, method }: Request, live: Live) {
  const fields = changed(honest(account, n, live), steps)
  const written = writings[writing ?? usualWriting(account)]!(fields, n)
  if (type !== null) written.type = type
  let path = suite.hooks.path(account, tailOf(account, tail, live))
  if (account === 'tw' && written.type.startsWith('application/json') && n % 2) {
    const hash = createHash('sha256').update(written.bytes).digest('hex')
    path += `${path.includes('?') ? '&' : '?'}bodySHA256=${hash}`
  }
  if (method === 'GET' && n % 2) path += `${path.includes('?') ? '&' : '?'}${form(fields).slice(0, 2000)}`
  const signed =
    signing === 'right'
      ? signatures(account, path, fields, written, n)
      : signing === 'others'
        ? signatures('cloud_b', path, fields, written, n)
        : signing === 'wrong'
          ? wrongSignatures[n % wrongSignatures.length]
          : {}
  return suite.request(method, path, {
    ...(method !== 'GET' && method !== 'HEAD' && { raw: written.bytes }),
    headers: { ...(written.type && { 'Content-Type': written.type }), ...(signed as Record<string, string>) },
  })
}

/** What holds for the answer to anything at all. */
function isOurs({ status, headers, text }: Answer<unknown>): void {
  expect([200, 400, 401, 403, 404, 405, 413, 415]).toContain(status)
  expect(headers['x-content-type-options']).toBe('nosniff')
  expect(headers['content-type']).not.toMatch(/html/)
  expect(Object.keys(headers).filter(name => /^(set-cookie|access-control-)/.test(name))).toEqual([])
  expect(text).not.toContain(marker)
  expect(serverSecrets.filter(secret => text.includes(secret))).toEqual([])
}

it('the hooks survive whatever is posted to them', { timeout: 180_000 }, async () => {
  const { pid } = suite
  const firstLine = suite.logLines.length
  let live = await startSome()
  let requests = 0
  let rssBefore = 0
  const statuses = new Map<number, number>()
  const began = performance.now()

  await fc.assert(
    fc.asyncProperty(fc.array(request, { minLength: batchSize, maxLength: batchSize }), async batch => {
      // What has ended is about nothing any more.
      if (requests % (20 * batchSize) === 0) live = await startSome()
      const answers = await Promise.all(batch.map(one => posted(one, live)))
      requests += batch.length
      for (const answer of answers) {
        isOurs(answer)
        statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
      }
      // Once everything is compiled and every pool is open.
      if (requests === 20 * batchSize) rssBefore = residentBytes()
    }),
    { seed, numRuns: batches, interruptAfterTimeLimit: limitMs, endOnFailure: true },
  )

  const seconds = (performance.now() - began) / 1000
  const rssAfter = residentBytes()
  const megabytes = (bytes: number) => `${(bytes / 1024 / 1024).toFixed(1)} MB`
  console.info(
    `${requests} requests in ${seconds.toFixed(1)} s, rss ${megabytes(rssBefore)} → ${megabytes(rssAfter)},`,
    Object.fromEntries([...statuses].toSorted(([a], [b]) => a - b)),
  )
  expect(suite.pid).toBe(pid)
  expect(requests).toBeGreaterThan(20 * batchSize)
  // It went in, and not to the door alone.
  for (const status of [200, 400, 401, 403, 404, 405])
    expect(statuses.get(status), `${status}`).toBeGreaterThan(0)
  expect(rssAfter - rssBefore).toBeLessThan(mostGrowth)
  const levels = suite.logLines.slice(firstLine).map(line => JSON.parse(line).level)
  expect(Math.max(...levels)).toBeLessThan(50)
  expect(suite.logLines.slice(firstLine).join('\n')).not.toContain(marker)
})

function residentBytes(): number {
  const [, kilobytes = ''] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${suite.pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
