import { describe, expect, it } from 'vitest'
import {
  baseConfig,
  codeIn,
  expectProblem,
  phoneX,
  phoneY,
  secretA,
  startMailSink,
  startServer,
  type TestServer,
  wrong,
} from '../../test/server-harness.ts'

// What Prometheus gets, of a whole server.

const { adminToken } = baseConfig()
const asAdmin = { headers: { Authorization: `Bearer ${adminToken}` } }

/** Every series with its value. */
async function scraped(server: TestServer): Promise<Map<string, number>> {
  const { status, text } = await server.request('GET', '/metrics', asAdmin)
  expect(status).toBe(200)
  const samples = text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
  return new Map(
    samples.map(line => {
      const [, name, value] = /^([a-z_]+(?:\{.*\})?) (\S+)$/.exec(line)!
      return [name!, Number(value)] as const
    }),
  )
}

const at = (channel: string, country: string, provider: string, more = '') =>
  `{site="site_a",channel="${channel}",country="${country}",provider="${provider}"${more}}`

describe('/metrics', () => {
  it('is for whoever has the admin token, and for nobody else', async () => {
    const server = await startServer()
    const tokens = ['', adminToken, `Basic ${adminToken}`, `Bearer ${adminToken}x`, `Bearer ${secretA}`]
    for (const Authorization of tokens) {
      const answer = await server.request('GET', '/metrics', { headers: { Authorization } })
      expectProblem(answer, 401, 'unauthorized')
      expect(answer.headers['www-authenticate']).toBe('Bearer')
    }
    expectProblem(await server.request('GET', `/metrics?token=${adminToken}`), 401, 'unauthorized')
    expectProblem(await server.request('POST', '/metrics', asAdmin), 405, 'method_not_allowed')
    const { status, headers } = await server.request('GET', '/metrics', asAdmin)
    expect(status).toBe(200)
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8')
    expect(headers['access-control-allow-origin']).toBeUndefined()
  })

  it('counts starts, sends, checks and verifications by site, channel, country and provider', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const { proof } = await server.verified(phoneX)
    await server.siteverify({ secret: secretA, response: proof })
    const held = await server.started({ channel: 'email', to: 'u@x.test' })
    const code = codeIn((await mail.mail()).text!)
    await server.delivered(held)
    await server.check(held, wrong(code))
    await server.check(held, code)
    await server.started({ to: '+33612345678' })

    const series = await scraped(server)
    const expected = {
      [`reachproof_starts_total${at('whatsapp', 'GB', 'wa')}`]: 1,
      [`reachproof_starts_total${at('whatsapp', 'FR', 'wa')}`]: 1,
      [`reachproof_starts_total${at('email', '', 'mail')}`]: 1,
      [`reachproof_sends_total${at('whatsapp', 'GB', 'wa', ',paid="false",result="sent"')}`]: 1,
      [`reachproof_sends_total${at('email', '', 'mail', ',paid="false",result="sent"')}`]: 1,
      [`reachproof_checks_total${at('whatsapp', 'GB', 'wa', ',result="right"')}`]: 1,
      [`reachproof_checks_total${at('email', '', 'mail', ',result="right"')}`]: 1,
      [`reachproof_checks_total${at('email', '', 'mail', ',result="wrong"')}`]: 1,
      [`reachproof_verified_total${at('whatsapp', 'GB', 'wa', ',paid="false"')}`]: 1,
      [`reachproof_verified_total${at('email', '', 'mail', ',paid="false"')}`]: 1,
      'reachproof_redeemed_total{site="site_a"}': 1,
      'reachproof_problems_total{code="wrong_code"}': 1,
    }
    const counted = [...series].filter(([name]) => /^reachproof_(?!http|build)/.test(name))
    expect(Object.fromEntries(counted)).toEqual(expected)
  })

  it('counts paid sends, what did not go out, and how many came to something', async () => {
    const providers = { ...baseConfig().providers }
    const server = await startServer({
      config: {
        providers: { ...providers, gw: { type: 'http', url: 'http://127.0.0.1:1/', secret: 'x'.repeat(32) } },
      },
      site: {
        channels: { whatsapp: 'wa', sms: 'gw' },
        caps: { paidPerHour: 100, paidPerDay: 100 },
      },
    })
    const held = await server.started({ channel: 'sms', to: phoneX })
    await server.delivered(held)
    const series = await scraped(server)
    expect(
      series.get(`reachproof_sends_total${at('sms', 'GB', 'gw', ',paid="true",result="not_sent"')}`),
    ).toBe(1)
    expect([...series.keys()].filter(name => name.startsWith('reachproof_conversion_ratio'))).toEqual([])
  })

  it('counts limits by rule and mode', async () => {
    const server = await startServer({ config: { limits: { contactSends: { '600': 1 } } } })
    const mail = { sitekey: 'site_a', channel: 'email', to: 'u@x.test' }
    await server.start(mail)
    expect((await server.start(mail)).status).toBe(429)
    expect((await server.start(mail)).status).toBe(429)
    const series = await scraped(server)
    expect(series.get('reachproof_limit_hits_total{rule="contact_sends",mode="enforce"}')).toBe(2)
    expect(series.get('reachproof_problems_total{code="try_later"}')).toBe(2)
  })

  it('measures answers by route, never by path', async () => {
    const server = await startServer()
    const held = await server.started({ to: phoneX })
    await server.view(held)
    await server.view(held, '?wait=25&revision=0')
    await server.request('GET', `/hooks/wa/${'x'.repeat(22)}`)
    for (const path of ['/.env', '/admin', `/${held.id}`]) await server.request('GET', path)
    await server.request('PROPFIND', '/healthz')

    const series = await scraped(server)
    const counts = [...series].flatMap(([name, value]) => {
      const [, labels] = /^reachproof_http_request_duration_seconds_count(.*)$/.exec(name) ?? []
      return labels ? [[labels, value]] : []
    })
    expect(Object.fromEntries(counts)).toEqual({
      '{method="POST",route="/v1/verifications",status="201"}': 1,
      '{method="GET",route="/v1/verifications/:id",status="200"}': 1,
      '{method="GET",route="/v1/verifications/:id?wait",status="200"}': 1,
      '{method="GET",route="/hooks/:provider/:token{/:part}",status="404"}': 1,
      '{method="GET",route="none",status="404"}': 3,
      '{method="other",route="/healthz",status="405"}': 1,
    })
  })

  it('names no contact, code, id or secret', async () => {
    const server = await startServer()
    const { started, proof } = await server.verified(phoneX, { to: undefined })
    await server.started({ to: phoneY })
    const { text } = await server.request('GET', '/metrics', asAdmin)
    for (const kept of [
      phoneX.slice(1),
      phoneY.slice(1),
      '7911',
      '3456',
      started.id,
      started.secret,
      proof,
    ]) {
      expect(text).not.toContain(kept)
    }
  })

  it('says nothing of test contacts, to whom nothing is sent', async () => {
    const server = await startServer({ site: { testContacts: { '+447911000001': '424242' } } })
    const test = await server.started({ to: '+447911000001' })
    expect((await server.check(test, '424242')).status).toBe(200)
    const names = [...(await scraped(server)).keys()].join('\n')
    expect(names).not.toMatch(/reachproof_(starts|verified|checks)_total\{/)
  })
})
