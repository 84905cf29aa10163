import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { sites } from './accounts.ts'
import { startSuite } from './harness.ts'

// Requests of every shape, derived from right ones, at every public endpoint. None may end in a 5xx or a leak (looked
// at in every answer), end the process or make it grow, and an honest visitor is served in between.

const suite = startSuite('open')
const seconds = 20
const { origin, secret } = sites.site_a

/** What a field may hold instead of what it should. */
const oddText = fc.oneof(
  fc.string({ maxLength: 60 }),
  fc.string({ unit: 'binary', maxLength: 40 }),
  fc.constantFrom(
    ...[
      '',
      ' ',
      '\0',
      '\ud800',
      '__proto__',
      'constructor',
      'toString',
      '../../etc/passwd',
      '%00',
      '\u0024{7*7}',
      '{{7*7}}',
    ],
    ...[
      'en\r\nBcc: x@y.test',
      "' OR 1=1 --",
      '<img onerror=1>',
      '١٢٣٤٥٦',
      '①②③④⑤⑥',
      '1e5',
      '0x1E240',
      '-1',
      'NaN',
    ],
    ...[
      '+447911123456',
      '+44 (0)7911 123456',
      '+1900',
      '112',
      'a@b',
      'a@x.test,b@x.test',
      '"x y"@x.test',
      'a@[127.0.0.1]',
    ],
  ),
  fc.integer({ min: 0, max: 12_000 }).map(length => 'a('.repeat(length / 2)),
)
const oddValue = fc.oneof(
  { weight: 4, arbitrary: oddText },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 6 }) },
  { weight: 1, arbitrary: fc.constantFrom(null, true, 0, -0, 1e308, [], {}, [[[[[[]]]]]], { $gt: '' }) },
)

/** Right fields, some of them replaced, left out or added. */
function nearly(right: Record<string, unknown>): fc.Arbitrary<unknown> {
  const names = [...Object.keys(right), 'other']
  const changed = fc
    .tuple(
      fc.dictionary(fc.constantFrom(...names), oddValue, { maxKeys: 2 }),
      fc.dictionary(
        fc.oneof(oddText, fc.constantFrom('__proto__', 'constructor', 'code', 'to', 'secret')),
        oddValue,
        {
          maxKeys: 2,
        },
      ),
      fc.oneof(fc.constant(names), fc.subarray(names)),
    )
    .map(([other, more, kept]) => ({
      ...Object.fromEntries(Object.entries(right).filter(([name]) => kept.includes(name))),
      ...more,
      ...other,
    }))
  return fc.oneof({ weight: 6, arbitrary: changed }, { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 6 }) })
}

const body = (right: Record<string, unknown>) =>
  fc.oneof(
    { weight: 8, arbitrary: nearly(right).map(value => JSON.stringify(value)) },
    // Cut, or with a byte changed.
    {
      weight: 1,
      arbitrary: fc.tuple(fc.nat(200), fc.nat(255), fc.boolean()).map(([at, byte, cut]) => {
        const bytes = Buffer.from(JSON.stringify(right))
        if (cut) return bytes.subarray(0, at % bytes.length)
        bytes[at % bytes.length] = byte
        return bytes
      }),
    },
    { weight: 1, arbitrary: fc.uint8Array({ maxLength: 300 }).map(bytes => Buffer.from(bytes)) },
    {
      weight: 1,
      arbitrary: nearly(right).map(value =>
        new URLSearchParams(
          Object.entries(Object(value)).map(([k, v]) => [k, typeof v === 'string' ? v : JSON.stringify(v)]),
        ).toString(),
      ),
    },
  )

const headerText = fc.string({
  unit: fc.constantFrom(...'abcXYZ019 ,;:=/"\'<>{}()[]%$.-_*~+\u00e9\u00ff'),
  maxLength: 60,
})
const oddHeaders = fc
  .tuple(
    fc.constantFrom(...[origin, origin, origin, 'null', 'https://evil.test', `${origin}.evil.test`, '']),
    fc.constantFrom(
      ...[
        'application/json',
        'application/json',
        'application/json; charset=utf-8',
        'application/json;charset=utf-16',
      ],
      ...[
        'text/plain',
        'application/x-www-form-urlencoded',
        'multipart/form-data; boundary=',
        'a/b; charset="',
        '',
      ],
    ),
    fc.dictionary(
      fc.constantFrom(
        ...[
          'X-Forwarded-For',
          'Forwarded',
          'Accept',
          'Accept-Encoding',
          'Accept-Language',
          'Cookie',
          'Range',
          'Referer',
        ],
        ...[
          'Idempotency-Key',
          'Authorization',
          'If-None-Match',
          'X-HTTP-Method-Override',
          'X-Requested-With',
          'Expect',
        ],
        ...[
          'User-Agent',
          'Content-Encoding',
          'Signature',
          'X-Hub-Signature-256',
          'X-Twilio-Signature',
          'Sec-Fetch-Site',
        ],
      ),
      headerText,
      { maxKeys: 3 },
    ),
  )
  .map(([from, type, more]) => ({
    ...(from && { Origin: from }),
    ...(type && { 'Content-Type': type }),
    ...more,
  }))
/** Half of them right, so that the bodies are read. */
const headers: fc.Arbitrary<Record<string, string>> = fc.oneof(
  fc.constant({ Origin: origin, 'Content-Type': 'application/json' }),
  oddHeaders,
)

const method = fc.oneof(
  { weight: 5, arbitrary: fc.constant(null) },
  {
    weight: 1,
    arbitrary: fc.constantFrom('GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'),
  },
)
const query = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc
      .dictionary(
        fc.constantFrom(
          'wait',
          'revision',
          'language',
          'hub.mode',
          'hub.challenge',
          'zd_echo',
          'token',
          '__proto__',
        ),
        oddText,
        {
          maxKeys: 3,
        },
      )
      .map(fields => {
        const of = Object.entries(fields).map(([name, value]) => [name, value.slice(0, 500)])
        // Nothing happens here that it could wait for.
        return `?${new URLSearchParams(of.filter(([name, value]) => name !== 'wait' || !/^\d+$/.test(value!)) as [string, string][])}`
      }),
  },
)
const segment = fc.oneof(
  fc.constantFrom('..', '.', '%2e%2e', '%00', '%E0%A4%A', '__proto__', 'constructor', ';x', '*', '%2f', ''),
  fc.webPath({ size: 'small' }),
)

interface Fuzzed {
  way: number
  method: string | null
  path: string | null
  query: string
  headers: Record<string, string>
  seed: number
}

it('answers requests of every shape', { timeout: 120_000 }, async () => {
  const { pid } = suite
  // A verification of each kind to knock at, and its right requests.
  const texted = await suite.started({ to: suite.phone() })
  const written = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp' })
  const ways: { method: string; path: string; right: Record<string, unknown>; bearer?: string }[] = [
    {
      method: 'POST',
      path: '/v1/verifications',
      right: {
        sitekey: 'site_a',
        channel: 'email',
        to: 'a@x.test',
        country: 'GB',
        nonce: 'n'.repeat(22),
        language: 'en',
        action: 'sign-up',
      },
    },
    { method: 'POST', path: '/v1/verifications', right: { sitekey: 'site_mj', channel: 'whatsapp' } },
    {
      method: 'POST',
      path: '/v1/verifications',
      right: { channel: 'email', to: 'a@x.test', clientAddress: '::1' },
      bearer: secret,
    },
    ...[texted, written].flatMap(held => {
      const path = `/v1/verifications/${held.id}`
      return [
        { method: 'GET', path, right: {}, bearer: held.secret },
        {
          method: 'POST',
          path: `${path}/check`,
          right: { code: '000000', nonce: 'n'.repeat(22) },
          bearer: held.secret,
        },
        { method: 'POST', path: `${path}/send`, right: { channel: 'sms' }, bearer: held.secret },
        { method: 'POST', path: `${path}/proof`, right: { nonce: 'n'.repeat(22) }, bearer: held.secret },
      ]
    }),
    { method: 'GET', path: '/v1/sites/site_a', right: {} },
    {
      method: 'POST',
      path: '/v1/siteverify',
      right: { secret, response: 'a.b.c', nonce: 'n', min_acr: 'code', idempotency_key: 'k' },
    },
    { method: 'GET', path: '/.well-known/jwks.json', right: {} },
    { method: 'GET', path: '/metrics', right: {} },
    { method: 'GET', path: '/w/integrity.json', right: {} },
    { method: 'GET', path: '/healthz', right: {} },
    { method: 'GET', path: '/readyz', right: {} },
    { method: 'GET', path: '/problems/closed', right: {} },
    ...(['cloud_a', 'mj_a', 'mj_push', 'zad', 'tw', 'gw'] as const).flatMap(account => {
      const right = {
        ...{
          phone: '964622445511',
          token: 't',
          contact: '447911123456',
          command: 'verify',
          message: 'VERIFY 7K2M-9QXD',
        },
        ...{
          event: 'NOTIFY_END',
          caller_id: '447911123456',
          called_did: '0',
          call_start: '2026-10-23 16:00:47',
        },
        ...{
          object: 'whatsapp_business_account',
          entry: [],
          authcode: '123456',
          From: 'whatsapp:+447911123456',
        },
      }
      return ['', '/code', '/status'].map(part => ({
        method: 'POST',
        path: suite.hooks.path(account, part),
        right,
      }))
    }),
  ]
  const bodies = ways.map(({ right }) => body(right))
  const fuzzed: fc.Arbitrary<Fuzzed> = fc.record({
    way: fc.nat(ways.length - 1),
    method,
    path: fc.oneof({ weight: 6, arbitrary: fc.constant(null) }, { weight: 1, arbitrary: segment }),
    query,
    headers,
    seed: fc.nat(),
  })

  const seed = Math.floor(Math.random() * 2 ** 31)
  let before: number | undefined
  const began = performance.now()
  const until = began + seconds * 1000
  const statuses = new Map<number, number>()
  let requests = 0
  let honest = 0
  for (let batch = 0; performance.now() < until; batch++) {
    const drawn = fc.sample(fuzzed, { numRuns: 100, seed: seed + batch })
    for (let at = 0; at < drawn.length; at += 10) {
      await Promise.all(drawn.slice(at, at + 10).map(one => ask(one)))
    }
    // The honest one, from start to proof.
    await suite.verified({ channel: 'email', to: suite.email() })
    honest++
    // By then its code is compiled, and its caches are filled.
    if (performance.now() - began > seconds * 300) before ??= residentBytes(pid)
  }
  // As often as the honest one came, and no proof more.
  suite.expects({ proofs: honest })
  expect(suite.pid).toBe(pid)
  const grown = residentBytes(pid) - before!
  const figures = {
    seed,
    requests,
    honest,
    grownMB: Math.round(grown / 1e6),
    statuses: Object.fromEntries([...statuses].sort(([a], [b]) => a - b)),
  }
  console.log(`fuzz: ${JSON.stringify(figures)}`)
  expect(grown, JSON.stringify(figures)).toBeLessThan(64 * 1024 * 1024)
  expect(requests).toBeGreaterThan(100)
  // Not everything was refused at the door.
  for (const status of [200, 400, 401, 403, 404, 405]) expect([...statuses.keys()]).toContain(status)

  async function ask(one: Fuzzed): Promise<void> {
    const way = ways[one.way]!
    const verb = one.method ?? way.method
    const path = one.path === null ? way.path : way.path.replace(/[^/]*$/, one.path)
    const [raw] = fc.sample(bodies[one.way]!, { numRuns: 1, seed: one.seed })
    const answer = await suite.request(verb, safePath(path) + one.query, {
      headers: {
        'X-Forwarded-For': suite.clientAddress(),
        ...(way.bearer && { Authorization: `Bearer ${way.bearer}` }),
        ...one.headers,
      },
      ...(['GET', 'HEAD', 'TRACE'].includes(verb) ? {} : { raw }),
    })
    requests++
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1)
    const said = JSON.stringify({
      seed,
      verb,
      path,
      one,
      raw: String(raw).slice(0, 500),
      answer: answer.text.slice(0, 300),
    })
    expect(answer.status, said).toBeLessThan(500)
    if (answer.status >= 400 && verb !== 'HEAD' && !path.startsWith('/hooks/')) {
      expect(answer.headers['content-type'], said).toBe('application/problem+json; charset=utf-8')
    }
    expect(answer.headers['x-content-type-options'], said).toBe('nosniff')
    const secretOf = (answer.body as { secret?: string } | undefined)?.secret
    if (secretOf) suite.keepsSecret(secretOf)
  }
})

/** Node's client refuses what is no path at all. */
function safePath(path: string): string {
  return path.replace(/[^\x21-\x7e]/g, encodeURIComponent)
}

function residentBytes(pid: number): number {
  const pages = Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1])
  return pages * 4096
}
