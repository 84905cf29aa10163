import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { type Answer, wrong } from '../server-harness.ts'
import { sites } from './accounts.ts'
import { startSuite } from './harness.ts'
import { firstOf, raw, requestText } from './raw.ts'

const suite = startSuite('open')
const { origin } = sites.site_a
const start = '/v1/verifications'

const preflight = (path: string, from: string, method = 'POST') =>
  suite.request('OPTIONS', path, {
    headers: {
      Origin: from,
      'Access-Control-Request-Method': method,
      'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
    },
  })

/** Everything a page asks for, on one verification. */
async function asPage(from: string | null, more: Record<string, string> = {}): Promise<Answer[]> {
  const held = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp' })
  const path = `${start}/${held.id}`
  const headers = { Authorization: `Bearer ${held.secret}`, ...(from !== null && { Origin: from }), ...more }
  const answers = [
    await suite.request('POST', start, {
      headers: { ...(from !== null && { Origin: from }), ...more },
      json: { sitekey: 'site_a', channel: 'sms', to: suite.phone() },
    }),
    await suite.request('POST', `${path}/check`, { headers, json: { code: '000000' } }),
    await suite.request('POST', `${path}/send`, { headers, json: {} }),
    await suite.request('POST', `${path}/proof`, { headers, json: {} }),
    await suite.request('DELETE', path, { headers }),
  ]
  expect((await suite.view(held)).body).toMatchObject({ state: 'waiting', revision: 1, checksLeft: 5 })
  return answers
}

it('H01 a listed page is named exactly, in the preflight and in the answer, without credentials', async () => {
  const asked = await preflight(start, origin)
  const held = await suite.start({ sitekey: 'site_a', channel: 'whatsapp' })
  const site = await suite.request('GET', '/v1/sites/site_a', { headers: { Origin: origin } })
  for (const answer of [asked, held, site]) {
    expect(answer.headers['access-control-allow-origin']).toBe(origin)
    expect(answer.headers.vary).toMatch(/\bOrigin\b/)
    expect(answer.headers).not.toHaveProperty('access-control-allow-credentials')
  }
  expect([asked.status, held.status, site.status]).toEqual([204, 201, 200])
  expect(Number(asked.headers['access-control-max-age'])).toBeLessThanOrEqual(600)
})

it.each([
  'https://a.test.evil.com',
  'https://evila.test',
  'http://a.test',
  'https://a.test:8443',
  'https://a.test:443',
  'https://sub.a.test',
  'null',
  'https://a.test.',
  'https://a.test/',
  'HTTPS://A.TEST',
  'https://a.test, https://evil.test',
  'https://a.test\u00a0',
  'https://xn--a-1ga.test',
  'file://',
  sites.site_b.origin,
])('H02 the origin %j is none of the site', async from => {
  for (const answer of await asPage(from)) {
    expect(answer.status).toBe(403)
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
  }
  if (from !== sites.site_b.origin) {
    const asked = await preflight(start, from)
    expect(asked.headers).not.toHaveProperty('access-control-allow-origin')
    expect(asked.headers).not.toHaveProperty('access-control-allow-methods')
  }
  // The configuration is no secret, so that a page can be told what it lacks.
  const site = await suite.request('GET', '/v1/sites/site_a', { headers: { Origin: from } })
  expect(site.status).toBe(403)
  expect(site.text).not.toContain('Shop site_a')
  suite.expects({ sends: 0 })
})

it.each([
  ['text/plain', (json: string) => json],
  ['text/plain;charset=UTF-8', (json: string) => json],
  ['application/x-www-form-urlencoded', (json: string) => `${encodeURIComponent(json)}=`],
  [
    'multipart/form-data; boundary=x',
    (json: string) => `--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n${json}\r\n--x--\r\n`,
  ],
  [null, (json: string) => json],
])('H03 a simple request, of type %s, starts nothing', async (type, wrap) => {
  const body = wrap(JSON.stringify({ sitekey: 'site_a', channel: 'sms', to: suite.phone() }))
  const answer = await suite.request('POST', start, {
    headers: { Origin: origin, ...(type !== null && { 'Content-Type': type }) },
    raw: body,
  })
  expect(answer.status).toBe(415)
  suite.expects({ sends: 0 })
})

it('H04 hooks, redemption and the operator’s pages know no CORS', async () => {
  const paths = [
    '/v1/siteverify',
    suite.hooks.path('mj_a'),
    suite.hooks.path('cloud_a'),
    '/metrics',
    '/healthz',
    '/readyz',
    '/admin',
  ]
  for (const path of paths) {
    for (const from of [origin, 'null', 'https://evil.test']) {
      for (const method of ['OPTIONS', 'GET', 'POST']) {
        const { headers } = await suite.request(method, path, {
          headers: { Origin: from, 'Access-Control-Request-Method': 'POST' },
        })
        const cors = Object.keys(headers).filter(name => name.startsWith('access-control-'))
        expect(cors, `${method} ${path}`).toEqual([])
      }
    }
  }
})

it('H05 without an origin nothing but reading is possible', async () => {
  for (const more of [
    {},
    { 'Sec-Fetch-Site': 'cross-site' },
    { 'Sec-Fetch-Site': 'same-origin' },
    { Referer: `${origin}/` },
  ]) {
    for (const answer of await asPage(null, more as Record<string, string>)) {
      expect(answer.status).toBe(403)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
  }
  suite.expects({ sends: 0 })
})

describe('H06, H12 the headers of R-82', () => {
  /** No page of ours may be framed, kept, sniffed or say where it was asked from. */
  function areSafe(headers: Record<string, unknown>, what: string): void {
    expect(headers, what).toMatchObject({
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
      'strict-transport-security': 'max-age=31536000',
      'cache-control': expect.stringMatching(/^(no-store|public, max-age=\d+(, immutable)?)$/),
    })
    for (const absent of [
      'x-powered-by',
      'server',
      'set-cookie',
      'etag',
      'access-control-allow-credentials',
    ]) {
      expect(headers, what).not.toHaveProperty(absent)
    }
  }

  it('stand on answers of every status', async () => {
    const to = suite.phone()
    const held = await suite.started({ to })
    const code = await suite.codeSentTo(to)
    const fresh = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp' })
    const canceled = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp' })
    const large = JSON.stringify({ x: 'x'.repeat(17_000) })
    const answers: [status: number, answer: Answer<unknown>][] = [
      [200, await suite.view(held)],
      [201, await suite.start({ sitekey: 'site_a', channel: 'whatsapp' })],
      [204, await suite.end(canceled)],
      [204, await preflight(start, origin)],
      [400, await suite.check(held, 'x')],
      [401, await suite.view({ ...held, secret: 'x' })],
      [403, await suite.start({ sitekey: 'site_a', channel: 'sms', to }, { Origin: 'https://evil.test' })],
      [404, await suite.request('GET', '/nothing')],
      [405, await suite.request('PUT', start)],
      [409, await suite.check(fresh, '000000')],
      [410, await suite.check(canceled, '000000')],
      [
        413,
        await suite.request('POST', start, { headers: { 'Content-Type': 'application/json' }, raw: large }),
      ],
      [415, await suite.request('POST', start, { headers: { Origin: origin }, raw: '{}' })],
      [422, await suite.check(held, wrong(code))],
      [200, await suite.request('GET', '/.well-known/jwks.json')],
      [200, await suite.request('GET', '/problems/closed')],
      [200, await suite.request('GET', '/healthz')],
      [404, await suite.request('POST', '/hooks/mj_a/wrong-token-of-22-chars-x')],
      [401, await suite.request('POST', suite.hooks.path('cloud_a'))],
    ]
    for (const [status, answer] of answers) {
      expect(answer.status, answer.text).toBe(status)
      areSafe(answer.headers, `${status} ${answer.text.slice(0, 80)}`)
    }
    suite.expects({ sends: 1 })
  })

  it('stand also where the parser refused', async () => {
    const texts: [status: number, text: string][] = [
      [400, 'no HTTP\r\n\r\n'],
      [431, requestText('GET /', [`X: ${'x'.repeat(20_000)}`])],
    ]
    for (const [status, text] of texts) {
      const answer = firstOf(await raw(suite.address, text))
      expect(answer.status).toBe(status)
      areSafe(answer.headers, text.slice(0, 40))
    }
  })

  it('let nobody keep what is somebody’s', async () => {
    const held = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp' })
    const answers = [
      await suite.view(held),
      await suite.check(held, '000000'),
      await suite.request('GET', '/healthz'),
    ]
    for (const { headers } of answers) expect(headers['cache-control']).toBe('no-store')
  })
})

it('H08 what a page asks for in a configuration is text, and an odd one gets the site’s', async () => {
  const odd = [
    '<img onerror=alert(1)>',
    '__proto__',
    'constructor',
    '../../x',
    'en%0d%0aX:1',
    'x'.repeat(10_000),
  ]
  for (const language of odd) {
    const answer = await suite.request<Record<string, unknown>>(
      'GET',
      `/v1/sites/site_a?language=${encodeURIComponent(language)}`,
      {
        headers: { Origin: origin },
      },
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    expect(answer.body.language).toBe('en')
    expect(answer.text).not.toContain('onerror')
    expect(
      (await suite.request('GET', `/v1/sites/${encodeURIComponent(language.slice(0, 100))}`)).status,
    ).toBe(404)
  }
  const twice = await suite.request<Record<string, unknown>>(
    'GET',
    '/v1/sites/site_a?language=fr&language=de',
    {
      headers: { Origin: origin },
    },
  )
  expect(twice.body.language).toBe('en')
})

it('H09, H10 the widget listens to no window, keeps nothing beyond the tab and makes no HTML of texts', async () => {
  const widget = fileURLToPath(new URL('../../widget/', import.meta.url))
  const files = (await readdir(widget, { recursive: true })).filter(name => /(?<!\.test)\.ts$/.test(name))
  expect(files.length).toBeGreaterThan(20)
  const forbidden =
    /postMessage|['"]message['"]|localStorage|indexedDB|document\.cookie|innerHTML|outerHTML|insertAdjacentHTML|unsafeHTML|document\.write|\beval\(|new Function|history\.(push|replace)State/
  for (const name of files) {
    const lines = (await readFile(join(widget, name), 'utf8')).split('\n')
    // Where templates become HTML, of their own text alone: the values come in later, as text and attributes.
    const allowed = name === join('lean', 'html.ts') ? ['    template.innerHTML = trusted('] : []
    expect(
      lines.filter(line => forbidden.test(line)),
      name,
    ).toEqual(allowed)
  }
})

it('H10 nothing of a verification is in an address', async () => {
  const { held } = await suite.verified()
  expect((await suite.view(held)).text).not.toMatch(/https?:/)
  // The one link there is goes to WhatsApp, with what the visitor sends anyway.
  const written = await suite.started({ sitekey: 'site_mj', channel: 'whatsapp' })
  const links = JSON.stringify(written).match(/https?:\/\/[^"]+/g)!
  expect(links).toEqual([written.whatsapp!.link])
  for (const part of [written.id, written.secret]) expect(links[0]).not.toContain(part)
  suite.expects({ sends: 1, proofs: 1 })
})
