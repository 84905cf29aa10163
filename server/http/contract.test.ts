import { createHmac } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { type IncomingMessage, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib'
import express from 'express'
import { calculateJwkThumbprint, createLocalJWKSet, decodeProtectedHeader, type JWK, jwtVerify } from 'jose'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type Answer,
  as,
  baseConfig,
  claimsOf,
  codeIn,
  createClock,
  expectProblem,
  issuer,
  memoryLog,
  numberA,
  originA,
  originB,
  phoneX,
  phoneY,
  secretA,
  secretB,
  shareServer,
  startMailSink,
  startServer,
  type TestServer,
  wrong,
} from '../../test/server-harness.ts'
import type { SiteView, StartedView } from '../api.ts'
import type { Hook, HookRequest, Inbox } from '../channel.ts'
import { type ConfigInput, readConfig } from '../config.ts'
import { developmentKeysFile } from '../keys.ts'
import { createReachproof } from '../reachproof.ts'
import { createSqliteStore } from '../store/sqlite.ts'
import type { Store } from '../store/store.ts'
import { languages } from '../texts/all.ts'
import { version } from '../version.ts'
import { hookHandlers } from './hooks.ts'
import { widgetFiles } from './widget-files.ts'

const shared = shareServer()

const nonce = 'n0nce-of-16-chars'
const fromA = { Origin: originA }
const key = (n: number) => `tap-number-${n}-of-this-test`

describe('GET /v1/sites/{sitekey}', () => {
  it('says all that the widget needs, in the language that was asked for', async () => {
    const server = shared()
    const { status, body } = await server.request<SiteView>('GET', '/v1/sites/site_a?language=ar', {
      headers: fromA,
    })
    expect(status).toBe(200)
    expect(body).toEqual({
      name: 'Site A',
      domain: 'a.test',
      channels: [
        { id: 'whatsapp', contact: 'phone', free: true },
        { id: 'email', contact: 'email', free: true },
      ],
      countries: ['GB', 'FR', 'LB'],
      country: 'GB',
      dialCodes: { GB: '44', FR: '33', LB: '961' },
      example: expect.stringMatching(/^07[\d ]+$/),
      language: 'ar',
      direction: 'rtl',
      codeLength: 6,
      requireNonce: false,
      texts: languages.get('ar')!.widget,
    })
  })

  it.each([
    ['?language=en', 'en'],
    ['?language=fr-CA', 'fr'],
    ['?language=AR', 'ar'],
    ['', 'fr'],
    ['?language=xx', 'fr'],
    ['?language=en_US', 'fr'],
    ['?language=en&language=ar', 'fr'],
    ['?language[]=en', 'fr'],
    ['?language=__proto__', 'fr'],
    ['?language=../../etc/passwd', 'fr'],
    [`?language=${'en-'.repeat(2000)}`, 'fr'],
  ])('with %j speaks %s, complete, on a French site', async (query, language) => {
    const server = shared()
    const { body } = await server.request<SiteView>('GET', `/v1/sites/site_b${query}`)
    expect(body.language).toBe(language)
    expect(body.direction).toBe(language === 'ar' ? 'rtl' : 'ltr')
    expect(Object.keys(body.texts)).toEqual(Object.keys(languages.get('en')!.widget))
  })

  it('can be cached for 300 s, for each origin apart', async () => {
    const server = shared()
    const { headers } = await server.request('GET', '/v1/sites/site_a', { headers: fromA })
    expect(headers['cache-control']).toBe('public, max-age=300')
    expect(headers.vary).toMatch(/\bOrigin\b/)
    expect(headers['access-control-allow-origin']).toBe(originA)
    const bare = await server.request('GET', '/v1/sites/site_a')
    expect(bare.status).toBe(200)
    expect(bare.headers.vary).toMatch(/\bOrigin\b/)
    expect(bare.headers).not.toHaveProperty('access-control-allow-origin')
  })

  it('comes compressed to whoever can read that, each language as itself', async () => {
    const server = shared()
    for (const language of ['en', 'uk', 'en']) {
      const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
      const headers = { 'Accept-Encoding': 'gzip, br' }
      request(`${server.address}/v1/sites/site_a?language=${language}`, { headers }, resolve).end()
      const response = await promise
      expect(response.headers).toMatchObject({
        'content-encoding': 'br',
        'content-type': 'application/json; charset=utf-8',
        vary: expect.stringMatching(/Origin.*Accept-Encoding/),
      })
      const view: SiteView = JSON.parse(brotliDecompressSync(await buffer(response)).toString())
      expect(view.texts).toEqual(languages.get(language)!.widget)
    }
  })

  it('tells a page that is not listed, and one with an unknown key, why', async () => {
    const server = shared()
    const foreign = await server.request('GET', '/v1/sites/site_a', { headers: { Origin: originB } })
    expectProblem(foreign, 403, 'origin_not_allowed')
    expect(foreign.headers['access-control-allow-origin']).toBe('*')
    const unknown = await server.request('GET', '/v1/sites/site_x', { headers: { Origin: 'https://x.test' } })
    expectProblem(unknown, 404, 'not_found')
    expect(unknown.headers['access-control-allow-origin']).toBe('*')
  })

  it.each(['__proto__', 'constructor', 'SITE_A', 'site_a%00', 'site_a%20', '..%2fsite_a'])(
    'has no site %s',
    async sitekey => {
      const server = shared()
      expectProblem(await server.request('GET', `/v1/sites/${sitekey}`), 404, 'not_found')
    },
  )
})

describe('POST /v1/verifications', () => {
  it('answers with the whole view and, this once, the secret', async () => {
    const server = shared()
    const { body } = await server.start({ sitekey: 'site_a', channel: 'whatsapp' })
    const command = body.whatsapp!.command
    expect(command).toMatch(/^VERIFY [0-9A-HJKMNP-TV-Z]{4}-[0-9A-HJKMNP-TV-Z]{4}$/)
    expect(body).toEqual({
      id: expect.stringMatching(/^[\w-]{22}$/),
      revision: 1,
      state: 'waiting',
      channel: 'whatsapp',
      to: null,
      notice: null,
      delivery: 'none',
      sender: numberA,
      codeLength: 6,
      checksLeft: 5,
      expiresInSeconds: 900,
      resendInSeconds: 0,
      channels: ['whatsapp'],
      whatsapp: {
        number: numberA,
        command,
        link: `https://wa.me/964622445511?text=${encodeURIComponent(command)}`,
        qr: { size: expect.any(Number), bits: expect.stringMatching(/^[\w-]+$/) },
      },
      secret: expect.stringMatching(/^[\w-]{43}$/),
    })
  })

  it('draws a QR code whose rows begin and end as they have to', async () => {
    const server = shared()
    const { size, bits } = (await server.started()).whatsapp!.qr
    const bytes = Buffer.from(bits, 'base64url')
    expect(bytes).toHaveLength(Math.ceil((size * size) / 8))
    expect(size % 4).toBe(1)
    const row = (y: number) =>
      Array.from({ length: size }, (_, x) => {
        const i = y * size + x
        return (bytes[i >> 3]! >> (7 - (i & 7))) & 1
      }).join('')
    // The finder patterns of ISO/IEC 18004 stand in three corners, and no quiet zone around them.
    expect(row(0)).toMatch(/^11111110.*01111111$/)
    expect(row(1)).toMatch(/^10000010.*01000001$/)
    expect(row(size - 1)).toMatch(/^11111110/)
  })

  it('echoes a phone number unmasked, once, to the one who typed it', async () => {
    const server = shared()
    const started = await server.started({ to: '07911 123456', country: 'gb' })
    expect(started.contact).toEqual({ value: phoneX, display: '+44 7911 123456' })
    expect(started.to).toBe('+44 •••• 3456')
    const { body } = await server.view(started)
    expect(body.to).toBe('+44 •••• 3456')
    expect(body).not.toHaveProperty('contact')
    expect(body).not.toHaveProperty('secret')
    expect(JSON.stringify(body)).not.toContain('7911')
  })

  it('reads a national number with `country`, else with the country of the site', async () => {
    const server = shared()
    const french = await server.started({ to: '06 12 34 56 78', country: 'FR' })
    expect(french.contact!.value).toBe('+33612345678')
    const british = await server.started({ to: '07911123456' })
    expect(british.contact!.value).toBe(phoneX)
  })

  it.each([
    '+44 7911 123456',
    '+44-7911-123456',
    '+44 (0)7911 123456',
    '0044 7911 123456',
    '+٤٤٧٩١١١٢٣٤٥٦',
    '＋４４７９１１１２３４５６',
    '\u202a+447911123456\u202c',
  ])('reads %j as one number, which the proof then names', async to => {
    const server = shared()
    const started = await server.started({ to })
    expect(started.contact!.value).toBe(phoneX)
    const reply = await server.massejli(started.whatsapp!.command, phoneX)
    const { body } = await server.check(started, codeIn(reply))
    expect(claimsOf(body.proof)).toMatchObject({ phone_number: phoneX, phone_number_verified: true })
  })

  it.each([
    '',
    '+',
    '+44',
    '+0447911123456',
    '112',
    '447911123456 ',
    '+447911123456x12',
    '+447911123456;ext=12',
    '+447911123456,12',
    '+447911123456#12',
    '+447911123456,+447911123457',
    '+447911123456;+447911123457',
    '+447911123456\n+447911123457',
    '+447911123456 +447911123457',
    'Call +447911123456 now',
    '+447911123456\u0000',
    '+447911123456\r\nBcc: b@evil.test',
    '+1-800-FLOWERS',
    '+4479111234561234',
    '9'.repeat(300),
  ])('does not take %j for a phone number', async to => {
    const server = await startServer({ site: { country: null } })
    expectProblem(await server.start({ sitekey: 'site_a', channel: 'whatsapp', to }), 400, 'invalid_contact')
  })

  it.each(['+19005551234', '+449091234567', '+979123456789', '+881612345678', '+883510012345678'])(
    'sends nothing to %s, a number of a kind that costs',
    async to => {
      const server = shared()
      const answer = await server.start({ sitekey: 'site_a', channel: 'whatsapp', to })
      expectProblem(answer, 400, 'unsupported_destination')
    },
  )

  it.each([
    ['nothing', undefined],
    ['null', null],
    ['a number', 447911123456],
    ['true', true],
    ['a list', [phoneX, phoneY]],
    ['an object', { 0: phoneX }],
    ['a query operator', { $ne: '' }],
    ['10 KB', '9'.repeat(10_000)],
  ])('refuses %s as any of its fields', async (_, value) => {
    const server = shared()
    const whole = {
      sitekey: 'site_a',
      channel: 'whatsapp',
      to: phoneX,
      country: 'GB',
      nonce,
      language: 'en',
      action: 'sign-up',
    }
    for (const field of Object.keys(whole)) {
      const answer = await server.start({ ...whole, [field]: value })
      const isLeftOut = value === undefined && field !== 'sitekey' && field !== 'channel'
      if (isLeftOut) expect(answer.status, field).toBe(201)
      else expectProblem(answer, 400, 'bad_request')
      expect(answer.text).not.toContain('9999')
    }
  })

  it.each([
    ['of 15 characters', 'n'.repeat(15)],
    ['of 129 characters', 'n'.repeat(129)],
    ['with a quote', `${nonce}"`],
    ['with a line break', `${nonce}\r\n`],
    ['with a space', `${nonce} x`],
    ['beyond ASCII', `${nonce}é`],
  ])('refuses a nonce %s, and says what one looks like', async (_, nonce) => {
    const server = shared()
    const answer = await server.start({ sitekey: 'site_a', channel: 'whatsapp', nonce })
    expectProblem(answer, 400, 'bad_request')
    expect(JSON.parse(answer.text).detail).toMatch(/`nonce` .* 16 to 128 letters, digits, "-" and "_"/)
  })

  it('asks for a nonce where the site requires one', async () => {
    const server = await startServer({ site: { requireNonce: true } })
    expectProblem(await server.start({ sitekey: 'site_a', channel: 'whatsapp' }), 400, 'nonce_required')
    const started = await server.started({ to: phoneX, nonce })
    const reply = await server.massejli(started.whatsapp!.command, phoneX)
    const { body } = await server.check(started, codeIn(reply))
    expect(claimsOf(body.proof).nonce).toBe(nonce)
  })

  it('asks for the number where the site wants it before WhatsApp', async () => {
    const server = await startServer({ site: { whatsappNeedsTo: true } })
    expectProblem(await server.start({ sitekey: 'site_a', channel: 'whatsapp' }), 400, 'invalid_contact')
    expect((await server.started({ to: phoneX })).to).toBe('+44 •••• 3456')
    // So that the widget asks for it first.
    const { body } = await server.request<SiteView>('GET', '/v1/sites/site_a', { headers: fromA })
    expect(body.channels.find(({ id }) => id === 'whatsapp')).toMatchObject({ needsContact: true })
    const other = await server.request<SiteView>('GET', '/v1/sites/site_b', { headers: { Origin: originB } })
    expect(other.body.channels.some(channel => 'needsContact' in channel)).toBe(false)
  })

  it('asks for the address of a mail', async () => {
    const server = shared()
    expectProblem(await server.start({ sitekey: 'site_a', channel: 'email' }), 400, 'invalid_contact')
    expectProblem(
      await server.start({ sitekey: 'site_a', channel: 'email', to: phoneX }),
      400,
      'invalid_contact',
    )
  })

  it('knows only the channels of the site, and of the contract', async () => {
    const server = shared()
    const lacking = await server.start({ sitekey: 'site_a', channel: 'sms', to: phoneX })
    expectProblem(lacking, 403, 'channel_not_allowed')
    for (const channel of ['telegram', '__proto__', 'constructor', 'WHATSAPP', 'whatsapp ']) {
      expectProblem(await server.start({ sitekey: 'site_a', channel }), 400, 'bad_request')
    }
  })

  it.each(['site_x', 'site_a ', 'SITE_A', 'site_a\u0000', '__proto__', 'constructor', ''])(
    'has no site %j',
    async sitekey => {
      const server = shared()
      expectProblem(await server.start({ sitekey, channel: 'whatsapp' }), 404, 'not_found')
    },
  )

  it('gives fields that it does not know no effect', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const extra = {
      code: '123456',
      verified: true,
      state: 'verified',
      checksLeft: 99_999,
      attempts: -999,
      ttl: 99_999,
      expiresInSeconds: 99_999,
      id: 'mine',
      secret: 'mine',
      revision: 77,
      acr: 'urn:reachproof:acr:code',
      aud: 'site_b',
      origin: originB,
      email_subject: 'Win a phone',
      email_body: '{authcode}',
      from: 'boss@evil.test',
      template_id: 1,
      name: 'Evil',
      clientAddress: '203.0.113.9',
      ['__proto__']: { isAdmin: true },
      constructor: { prototype: { isAdmin: true } },
    }
    const plain = await server.started({ channel: 'email', to: 'p@x.test' })
    const started = await server.started({ ...extra, channel: 'email', to: 'u@x.test' })
    expect(Object.keys(started)).toEqual(Object.keys(plain))
    expect({ ...started, id: '', secret: '', to: '', contact: {} }).toEqual({
      ...plain,
      id: '',
      secret: '',
      to: '',
      contact: {},
    })
    const [first, second] = [await mail.mail(1), await mail.mail(2)]
    const neutral = (text = '') => text.replace(/\d{6}/, '')
    expect(second.subject).toBe(first.subject)
    expect(second.from).toEqual(first.from)
    expect(neutral(second.text)).toBe(neutral(first.text))
    const code = codeIn((second.to![0]!.address === 'u@x.test' ? second : first).text!)
    expect(code).not.toBe('123456')
    expectProblem(await server.check(started, '123456'), 422, 'wrong_code', { checksLeft: 4 })
    const checked = await server.check(started, code, {
      ...extra,
      code,
      to: 'e@evil.test',
      email: 'e@evil.test',
    })
    expect(claimsOf(checked.body.proof)).toMatchObject({ email: 'u@x.test', aud: 'site_a', origin: originA })
  })

  it('makes ids and secrets of full length that have nothing in common', async () => {
    const server = shared()
    const all: StartedView[] = []
    for (let i = 0; i < 60; i++) all.push(await server.started())
    for (const read of [(v: StartedView) => v.id, (v: StartedView) => v.secret]) {
      expect(new Set(all.map(read)).size).toBe(60)
      // A counter or a time would leave the first characters alike.
      expect(new Set(all.map(v => read(v).slice(0, 4))).size).toBeGreaterThan(55)
    }
    expect(new Set(all.map(v => v.whatsapp!.command)).size).toBe(60)
  })

  it('carries language and action to the end', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX, action: 'sign-up', language: 'fr-FR' })
    const reply = await server.massejli(started.whatsapp!.command, phoneX)
    expect(reply).toContain('code pour a.test')
    const { body } = await server.check(started, codeIn(reply))
    expect(claimsOf(body.proof).rp_action).toBe('sign-up')
  })

  it.each(['sign up', 'x'.repeat(65), '<b>', ''])('refuses the action %j', async action => {
    const server = shared()
    expectProblem(await server.start({ sitekey: 'site_a', channel: 'whatsapp', action }), 400, 'bad_request')
  })
})

describe('Idempotency-Key', () => {
  const headers = { ...fromA, 'Idempotency-Key': key(1) }
  const body = { sitekey: 'site_a', channel: 'email', to: 'u@x.test' }

  it('gives the same key and body the same verification and secret, and no second message', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const first = await server.start(body, headers)
    await server.delivered(first.body)
    const second = await server.start(body, headers)
    expect(second.status).toBe(201)
    expect(second.body).toMatchObject({
      id: first.body.id,
      secret: first.body.secret,
      contact: first.body.contact,
    })
    await server.delivered(second.body)
    expect(mail.mails).toHaveLength(1)
  })

  it('makes twins that come at once one verification', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const answers = await Promise.all(Array.from({ length: 20 }, () => server.start(body, headers)))
    expect(answers.map(({ status }) => status)).toEqual(Array(20).fill(201))
    expect(new Set(answers.map(answer => `${answer.body.id} ${answer.body.secret}`)).size).toBe(1)
    await server.delivered(answers[0]!.body)
    expect(mail.mails).toHaveLength(1)
  })

  it.each([
    ['another contact', { ...body, to: 'v@x.test' }],
    ['another nonce', { ...body, nonce }],
    ['another action', { ...body, action: 'other' }],
    ['another channel', { sitekey: 'site_a', channel: 'whatsapp' }],
  ])('with %s is another verification', async (_, other) => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const first = await server.start(body, headers)
    const second = await server.start(other, headers)
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(first.body.id)
  })

  it('of another site is another verification', async () => {
    const server = shared()
    const first = await server.start({ sitekey: 'site_a', channel: 'whatsapp' }, headers)
    const second = await server.start(
      { sitekey: 'site_b', channel: 'whatsapp' },
      { ...headers, Origin: originB },
    )
    expect(second.status).toBe(201)
    expect(second.body.id).not.toBe(first.body.id)
  })

  it.each(['short', 'x'.repeat(21), `${key(1)}!`, 'x'.repeat(129), ''])('refuses %j', async odd => {
    const server = shared()
    const answer = await server.start(body, { ...fromA, 'Idempotency-Key': odd })
    expectProblem(answer, 400, 'bad_request')
  })

  it('of a send gives the same send, and no second message', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const started = await server.started({ channel: 'email', to: 'u@x.test' })
    await server.delivered(started)
    const twins = await Promise.all(
      Array.from({ length: 10 }, () => server.send(started, {}, { 'Idempotency-Key': key(2) })),
    )
    expect(twins.map(({ status }) => status)).toEqual(Array(10).fill(200))
    await server.delivered(started)
    const again = await server.send(started, {}, { 'Idempotency-Key': key(2) })
    expect(again.status).toBe(200)
    await server.delivered(started)
    expect(mail.mails).toHaveLength(2)
    expect((await server.send(started, {}, { 'Idempotency-Key': key(3) })).status).toBe(200)
    await mail.mail(3)
    expectProblem(await server.send(started, {}, { 'Idempotency-Key': 'short' }), 400, 'bad_request')
  })

  it('of a switch back to WhatsApp gives the same view again', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX })
    await server.massejli(started.whatsapp!.command, phoneX)
    const first = await server.send(started, { channel: 'whatsapp' }, { 'Idempotency-Key': key(4) })
    expect(first.status).toBe(200)
    const again = await server.send(started, { channel: 'whatsapp' }, { 'Idempotency-Key': key(4) })
    expect(again.status).toBe(200)
    expect(again.body).toEqual(first.body)
  })
})

describe('Origin', () => {
  it('that is listed is told exactly, without credentials', async () => {
    const server = shared()
    const { headers } = await server.start({ sitekey: 'site_a', channel: 'whatsapp' })
    expect(headers['access-control-allow-origin']).toBe(originA)
    expect(headers.vary).toMatch(/\bOrigin\b/)
    expect(headers['access-control-expose-headers']).toMatch(/Retry-After/)
    const held = await server.started()
    for (const answer of [
      await server.view(held, '', { headers: fromA }),
      await server.check(held, '000000'),
      await server.send(held),
      await server.renew(held),
      await server.end(held),
    ]) {
      expect(answer.headers['access-control-allow-origin']).toBe(originA)
      expect(answer.headers.vary).toMatch(/\bOrigin\b/)
    }
  })

  it.each([
    'https://a.test.evil.com',
    'https://evila.test',
    'http://a.test',
    'https://a.test:8443',
    'https://a.test:443',
    'https://sub.a.test',
    'https://a.test.',
    'https://a.test/',
    'HTTPS://A.TEST',
    'https://A.test',
    'https://a.test, https://evil.test',
    'https://a.test https://evil.test',
    'null',
    'a.test',
    originB,
  ])('%s may do nothing with site A', async origin => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const held = await server.started()
    const headers = { ...as(held), Origin: origin }
    const path = `/v1/verifications/${held.id}`
    for (const answer of [
      await server.start({ sitekey: 'site_a', channel: 'email', to: 'u@x.test' }, { Origin: origin }),
      await server.request('GET', path, { headers }),
      await server.request('POST', `${path}/check`, { headers, json: { code: '000000' } }),
      await server.request('POST', `${path}/send`, { headers, json: {} }),
      await server.request('POST', `${path}/proof`, { headers, json: {} }),
      await server.request('DELETE', path, { headers }),
    ]) {
      expectProblem(answer, 403, 'origin_not_allowed')
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    expect((await server.view(held)).body).toMatchObject({ state: 'waiting', revision: 1, checksLeft: 5 })
    expect(mail.connections).toBe(0)
  })

  it('has to be there for everything but reading', async () => {
    const server = shared()
    const held = await server.started()
    const path = `/v1/verifications/${held.id}`
    const headers = { ...as(held), 'Sec-Fetch-Site': 'cross-site' }
    for (const answer of [
      await server.start({ sitekey: 'site_a', channel: 'whatsapp' }, { 'Sec-Fetch-Site': 'cross-site' }),
      await server.request('POST', `${path}/check`, { headers, json: { code: '000000' } }),
      await server.request('POST', `${path}/send`, { headers, json: {} }),
      await server.request('POST', `${path}/proof`, { headers, json: {} }),
      await server.request('DELETE', path, { headers }),
    ]) {
      expectProblem(answer, 403, 'origin_not_allowed')
    }
    expect((await server.view(held)).status).toBe(200)
  })

  it('is told to a preflight when some site lists it, and only then', async () => {
    const server = shared()
    const preflight = (path: string, origin: string) =>
      server.request('OPTIONS', path, {
        headers: {
          Origin: origin,
          'Access-Control-Request-Method': 'POST',
          'Access-Control-Request-Headers': 'authorization,content-type,idempotency-key',
        },
      })
    for (const path of ['', '/some-id', '/some-id/check', '/some-id/send', '/some-id/proof']) {
      const listed = await preflight(`/v1/verifications${path}`, originA)
      expect(listed.status).toBe(204)
      expect(listed.headers['access-control-allow-origin']).toBe(originA)
      expect(listed.headers['access-control-allow-methods']).toBe('GET,POST,DELETE')
      expect(listed.headers['access-control-allow-headers']).toBe(
        'Authorization,Content-Type,Idempotency-Key',
      )
      expect(Number(listed.headers['access-control-max-age'])).toBeLessThanOrEqual(600)
      expect(listed.headers.vary).toMatch(/\bOrigin\b/)
      for (const origin of ['https://a.test.evil.com', 'null', 'http://a.test']) {
        const foreign = await preflight(`/v1/verifications${path}`, origin)
        expectProblem(foreign, 403, 'origin_not_allowed')
        expect(foreign.headers).not.toHaveProperty('access-control-allow-origin')
        expect(foreign.headers.vary).toMatch(/\bOrigin\b/)
      }
    }
  })

  it('is no matter for providers and backends: their routes know no CORS', async () => {
    const server = shared()
    for (const path of ['/v1/siteverify', '/hooks/wa/hook-token-of-wa-22-chars', '/metrics', '/healthz']) {
      const answer = await server.request('OPTIONS', path, {
        headers: { ...fromA, 'Access-Control-Request-Method': 'POST' },
      })
      expect([404, 405]).toContain(answer.status)
      expect(answer.headers).not.toHaveProperty('access-control-allow-origin')
    }
    const redeemed = await server.request('POST', '/v1/siteverify', { headers: fromA, json: {} })
    expect(redeemed.headers).not.toHaveProperty('access-control-allow-origin')
  })
})

describe('methods and paths', () => {
  const routes: [path: string, allowed: string[]][] = [
    ['/v1/sites/site_a', ['GET', 'HEAD']],
    ['/v1/verifications', ['POST']],
    ['/v1/verifications/some-id', ['DELETE', 'GET', 'HEAD']],
    ['/v1/verifications/some-id/check', ['POST']],
    ['/v1/verifications/some-id/send', ['POST']],
    ['/v1/verifications/some-id/proof', ['POST']],
    [`/w/${version}/reach-proof.js`, ['GET', 'HEAD']],
    ['/w/integrity.json', ['GET', 'HEAD']],
    ['/.well-known/jwks.json', ['GET', 'HEAD']],
    ['/test/.well-known/jwks.json', ['GET', 'HEAD']],
    ['/v1/siteverify', ['POST']],
    ['/hooks/wa/hook-token-of-wa-22-chars', ['GET', 'HEAD', 'POST']],
    ['/hooks/wa/hook-token-of-wa-22-chars/code', ['GET', 'HEAD', 'POST']],
    ['/healthz', ['GET', 'HEAD']],
    ['/readyz', ['GET', 'HEAD']],
    ['/problems/closed', ['GET', 'HEAD']],
  ]

  it.each(routes)('%s allows %j', async (path, allowed) => {
    const server = shared()
    const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'TRACE', 'PROPFIND', 'QUERY']
    for (const method of methods.filter(one => !allowed.includes(one))) {
      const answer = await server.request(method, path, { headers: fromA })
      expect(answer.status, method).toBe(405)
      expect(answer.headers.allow!.split(', ').sort(), method).toEqual(allowed)
      if (method !== 'HEAD') expectProblem(answer, 405, 'method_not_allowed')
    }
  })

  it('take no other method from a header, the query or the body', async () => {
    const server = shared()
    const held = await server.started()
    const path = `/v1/verifications/${held.id}`
    const answer = await server.request('POST', `${path}?_method=DELETE`, {
      headers: { ...as(held), ...fromA, 'X-HTTP-Method-Override': 'DELETE' },
      json: { _method: 'DELETE' },
    })
    expectProblem(answer, 405, 'method_not_allowed')
    expect((await server.view(held)).body.state).toBe('waiting')
  })

  it.each([
    '/',
    '/v1',
    '/v1/',
    '/v1/sites/',
    '/v1/sites/site_a/',
    '/V1/sites/site_a',
    '//v1/sites/site_a',
    '/v1/verifications/',
    '/v1/verifications/x/complete',
    '/v1/verifications/x/verify',
    '/v1/verifications/x/check/',
    '/v1/verifications/x/check;a=b',
    '/w/',
    '/w/1.0.0/',
    '/w/1.0.0/reach-proof.js.map',
    '/w/%2e%2e/reach-proof.js',
    '/w/..%2f..%2fpackage.json/reach-proof.js',
    '/.env',
    '/.git/config',
    '/package.json',
    '/server/main.ts',
    '/debug',
    '/admin',
    '/hooks',
    '/hooks/wa',
    '/hooks/wa/',
    '/hooks/wa/wrong-token-with-22-chars',
    '/hooks/wx/hook-token-of-wa-22-chars',
    '/hooks/mail/hook-token-of-wa-22-chars',
    '/hooks/__proto__/constructor',
    '/hooks/wa/hook-token-of-wb-22-chars',
    '/hooks/wa/hook-token-of-wb-22-chars/code',
    '/hooks/wa/hook-token-of-wa-22-chars/',
    '/hooks/wa/hook-token-of-wa-22-chars/code/more',
    '/problems/__proto__',
    '/problems/nothing',
  ])('at %s there is nothing', async path => {
    const server = shared()
    expectProblem(await server.request('GET', path), 404, 'not_found')
  })

  it.each(['/v1/sites/%E0%A4%A', '/v1/verifications/%E0%A4%A', '/hooks/wa/%E0%A4%A'])(
    'at %s the path is not understood',
    async path => {
      const server = shared()
      expectProblem(await server.request('GET', path), 400, 'bad_request')
    },
  )

  it('make links of the configured address, whatever the Host header says', async () => {
    const server = shared()
    const answer = await server.request('GET', '/nothing', {
      headers: { Host: 'evil.test', 'X-Forwarded-Host': 'evil.test', 'X-Original-URL': '/healthz' },
    })
    expectProblem(answer, 404, 'not_found')
    expect(answer.text).not.toContain('evil')
  })

  it('work below the path of the public address, and at the root behind a proxy that cuts it off', async () => {
    const server = await startServer({ config: { publicUrl: `${issuer}/reach/proof` } })
    for (const base of ['', '/reach/proof']) {
      const { status } = await server.request('GET', `${base}/v1/sites/site_a`, { headers: fromA })
      expect(status).toBe(200)
      const missing = await server.request('GET', `${base}/nothing`)
      expect(missing.body.type).toBe(`${issuer}/reach/proof/problems/not_found`)
    }
    const { proof } = await server.verified()
    expect(claimsOf(proof).iss).toBe(`${issuer}/reach/proof`)
  })
})

describe('a body', () => {
  const start = '/v1/verifications'
  const whole = JSON.stringify({ sitekey: 'site_a', channel: 'whatsapp' })
  const post = (server: TestServer, raw: string | Uint8Array, type?: string, more = {}) =>
    server.request('POST', start, {
      headers: { ...fromA, ...(type !== undefined && { 'Content-Type': type }), ...more },
      raw,
    })

  it.each([
    ['text/plain', 'text/plain'],
    ['of a form', 'application/x-www-form-urlencoded'],
    ['of a form with files', 'multipart/form-data; boundary=x'],
    ['application/vnd.api+json', 'application/vnd.api+json'],
    ['application/jsonp', 'application/jsonp'],
    ['two types', 'application/json, text/plain'],
    ['JSON in Latin-1', 'application/json; charset=iso-8859-1'],
    ['JSON in UTF-7', 'application/json; charset=utf-7'],
    ['JSON in UTF-16', 'application/json; charset=utf-16'],
    ['8,000 characters', 'x'.repeat(8000)],
    ['none at all', undefined],
  ])('whose type is %s is refused', async (_, type) => {
    const server = shared()
    expectProblem(await post(server, whole, type), 415, 'unsupported_media_type')
    const held = await server.started()
    for (const action of ['check', 'send', 'proof']) {
      const answer = await server.request('POST', `${start}/${held.id}/${action}`, {
        headers: { ...fromA, ...as(held), ...(type !== undefined && { 'Content-Type': type }) },
        raw: '{"code":"000000"}',
      })
      expectProblem(answer, 415, 'unsupported_media_type')
    }
    expect((await server.view(held)).body.revision).toBe(1)
  })

  it.each(['application/json', 'application/json; charset=utf-8', 'Application/JSON;charset="UTF-8"'])(
    'whose type is %s is read',
    async type => {
      const server = shared()
      expect((await post(server, whole, type)).status).toBe(201)
    },
  )

  it.each([
    ['nothing but white space', '  '],
    ['null', 'null'],
    ['a text', '"x"'],
    ['a number', '1'],
    ['a list', '[1,2]'],
    ['a list with an object', `[${whole}]`],
    ['an open brace', '{'],
    ['half an object', '{"a":'],
    ['a trailing comma', '{"sitekey":"site_a","channel":"whatsapp",}'],
    ['single quotes', "{'sitekey':'site_a','channel':'whatsapp'}"],
    ['a comment', `/* x */ ${whole}`],
    ['NaN', '{"sitekey":NaN}'],
    ['7,000 lists in each other', '['.repeat(7000)],
    ['7,000 closed lists in each other', '['.repeat(7000) + ']'.repeat(7000)],
    ['2,000 objects in each other', `${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}`],
    ['2,000 objects in a field', `{"sitekey":${'{"a":'.repeat(2000)}1${'}'.repeat(2000)}}`],
    ['a key of 8 KB', `{"${'k'.repeat(8000)}":1}`],
    ['UTF-16', Buffer.from(whole, 'utf16le')],
    ['invalid UTF-8', Buffer.from([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x3a, 0x31, 0x7d])],
  ])('that is %s is not understood', async (_, raw) => {
    const server = shared()
    const answer = await post(server, raw, 'application/json')
    expectProblem(answer, 400, 'bad_request')
  })

  it('that is empty is not understood as a start, and stands for {} as a send', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const empty = await server.request('POST', start, {
      headers: { ...fromA, 'Content-Type': 'application/json', 'Content-Length': '0' },
    })
    expect([400, 415]).toContain(empty.status)
    const held = await server.started({ channel: 'email', to: 'u@x.test' })
    const sent = await server.request('POST', `${start}/${held.id}/send`, {
      headers: { ...fromA, ...as(held) },
    })
    expect(sent.status).toBe(200)
    await mail.mail(2)
  })

  it('of more than 16 KB is too large', async () => {
    const server = shared()
    const padded = (size: number) => whole + ' '.repeat(size - whole.length)
    expect((await post(server, padded(16_384), 'application/json')).status).toBe(201)
    expectProblem(await post(server, padded(16_385), 'application/json'), 413, 'too_large')
    expectProblem(await post(server, padded(17_000), 'application/json'), 413, 'too_large')
    const redeem = await server.request('POST', '/v1/siteverify', { json: { secret: 'x'.repeat(17_000) } })
    expectProblem(redeem, 413, 'too_large')
    const hook = await server.hook({}, { raw: ' '.repeat(65_537) })
    expectProblem(hook, 413, 'too_large')
  })

  it('that is compressed is refused, a bomb as well', async () => {
    const server = shared()
    for (const encoding of ['gzip', 'br', 'deflate', 'foo', 'gzip, gzip']) {
      const answer = await post(server, gzipSync(whole), 'application/json', { 'Content-Encoding': encoding })
      expectProblem(answer, 415, 'unsupported_media_type')
    }
    const bomb = await post(server, gzipSync(Buffer.alloc(5_000_000)), 'application/json', {
      'Content-Encoding': 'gzip',
    })
    expectProblem(bomb, 415, 'unsupported_media_type')
  })

  it('with a field twice means the last one', async () => {
    const server = shared()
    const raw = `{"sitekey":"site_x","sitekey":"site_a","channel":"whatsapp","to":"${phoneY}","to":"${phoneX}"}`
    const answer = (await post(server, raw, 'application/json')) as unknown as Answer<StartedView>
    expect(answer.status).toBe(201)
    expect(answer.body.contact!.value).toBe(phoneX)
  })

  it('is not completed from the query', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    const answer = await server.request('POST', `${start}/${held.id}/check?code=${code}`, {
      headers: { ...fromA, ...as(held) },
      json: {},
    })
    expectProblem(answer, 400, 'bad_request')
  })
})

describe('the secret of a verification', () => {
  it('is needed for everything, and every way to be without it looks the same', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX })
    const other = await server.started({ to: phoneY })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    const { revision } = (await server.view(held)).body
    const bodies = new Set<string>()
    const strangers: [id: string, headers: Record<string, string>, query?: string][] = [
      [held.id, {}],
      [held.id, as(other)],
      [held.id, { Authorization: `Bearer ${'A'.repeat(43)}` }],
      [held.id, { Authorization: `Bearer ${held.secret}x` }],
      [held.id, { Authorization: `Bearer ${held.secret.slice(0, -1)}` }],
      [held.id, { Authorization: 'Bearer ' }],
      [held.id, { Authorization: held.secret }],
      [held.id, { Authorization: `Basic ${held.secret}` }],
      [held.id, { Authorization: `Bearer ${secretA}` }],
      [held.id, { Authorization: `Bearer ${'x'.repeat(3000)}` }],
      [held.id, {}, `?secret=${held.secret}&access_token=${held.secret}`],
      ['A'.repeat(22), as(held)],
      ['A'.repeat(3000), as(held)],
      ['__proto__', as(held)],
      ['%00', as(held)],
    ]
    for (const [id, headers, query = ''] of strangers) {
      const path = `/v1/verifications/${id}`
      const json = { code, secret: held.secret }
      for (const answer of [
        await server.request('GET', path + query, { headers: { ...fromA, ...headers } }),
        await server.request('POST', `${path}/check${query}`, { headers: { ...fromA, ...headers }, json }),
        await server.request('POST', `${path}/send${query}`, { headers: { ...fromA, ...headers }, json: {} }),
        await server.request('POST', `${path}/proof${query}`, {
          headers: { ...fromA, ...headers },
          json: {},
        }),
        await server.request('DELETE', path + query, { headers: { ...fromA, ...headers } }),
      ]) {
        expectProblem(answer, 401, 'unauthorized')
        bodies.add(JSON.stringify({ ...answer.body, requestId: '' }))
      }
    }
    expect(bodies.size).toBe(1)
    expect((await server.view(held)).body).toMatchObject({ revision, state: 'pending', checksLeft: 5 })
    expect((await server.check(held, code)).status).toBe(200)
  })

  it('no longer opens a verification that was forgotten', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await server.started()
    clock.pass(2401)
    expectProblem(await server.view(held), 401, 'unauthorized')
    expectProblem(await server.check(held, '000000'), 401, 'unauthorized')
    expectProblem(await server.end(held), 401, 'unauthorized')
  })
})

describe('GET /v1/verifications/{id}', () => {
  it('tells what became of it, step by step', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await server.started()
    clock.pass(10)
    const waiting = (await server.view(held)).body
    expect(waiting).toMatchObject({ state: 'waiting', revision: 1, expiresInSeconds: 890, to: null })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    const pending = (await server.view(held)).body
    expect(pending).toMatchObject({
      state: 'pending',
      delivery: 'sent',
      to: '+44 •••• 3456',
      expiresInSeconds: 600,
      checksLeft: 5,
      channels: ['whatsapp'],
    })
    expect(pending.revision).toBeGreaterThan(1)
    const verified = (await server.check(held, code)).body
    expect(Object.keys(verified).sort()).toEqual(
      [
        'id',
        'revision',
        'state',
        'channel',
        'to',
        'notice',
        'delivery',
        'sender',
        'codeLength',
        'checksLeft',
        'expiresInSeconds',
        'resendInSeconds',
        'channels',
        'proof',
        'proofExpiresInSeconds',
      ].sort(),
    )
    expect(verified).toMatchObject({
      state: 'verified',
      channel: 'whatsapp',
      channels: [],
      resendInSeconds: null,
      proofExpiresInSeconds: 300,
    })
  })

  it('of a verified one signs the same claims anew, until the proof ends', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { started, proof } = await server.verified()
    const claims = claimsOf(proof)
    clock.pass(100)
    for (let i = 0; i < 5; i++) {
      const { body } = await server.view(started)
      expect(claimsOf(body.proof)).toEqual(claims)
      expect(body.proofExpiresInSeconds).toBe(200)
    }
    clock.pass(200)
    const { body } = await server.view(started)
    expect(body.state).toBe('verified')
    expect(body).not.toHaveProperty('proof')
    expect(body).not.toHaveProperty('proofExpiresInSeconds')
  })

  it('hands out no proof in the second that its end is cut off by', async () => {
    const clock = createClock()
    clock.pass(1 - (clock.now() % 1000) / 1000 + 0.9)
    const server = await startServer({ clock })
    const { started } = await server.verified()
    clock.pass(299)
    expect((await server.view(started)).body.proofExpiresInSeconds).toBe(1)
    clock.pass(0.2)
    expect((await server.view(started)).body).not.toHaveProperty('proof')
  })

  it('says that it expired when its time is over, as a change', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await server.started()
    clock.pass(899)
    expect((await server.view(held)).body).toMatchObject({ state: 'waiting', expiresInSeconds: 1 })
    clock.pass(1)
    const { body } = await server.view(held)
    expect(body).toMatchObject({ state: 'expired', revision: 2, expiresInSeconds: 0, resendInSeconds: null })
    expect(body).not.toHaveProperty('whatsapp')
  })

  it('lives on while a code is out, and never longer than 1,800 s', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await server.started({ to: phoneX })
    clock.pass(880)
    const first = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    expect((await server.view(held)).body.expiresInSeconds).toBe(600)
    clock.pass(500)
    const second = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    expect(second).not.toBe(first)
    expect((await server.view(held)).body.expiresInSeconds).toBe(420)
    clock.pass(420)
    expect((await server.view(held)).body.state).toBe('expired')
    expectProblem(await server.check(held, second), 410, 'closed', { state: 'expired' })
  })

  it('is never answered 304', async () => {
    const server = shared()
    const held = await server.started()
    const headers = { 'If-None-Match': '*', 'If-Modified-Since': new Date(Date.now() + 1e6).toUTCString() }
    const answer = await server.view(held, '', { headers })
    expect(answer.status).toBe(200)
    expect(answer.body.state).toBe('waiting')
  })
})

describe('long polling', () => {
  /** Four waits, every one of them begun: only then is a fifth refused. */
  async function fourWaits(server: TestServer, held: StartedView, signals: AbortSignal[] = []) {
    const { revision } = (await server.view(held)).body
    const waits = Array.from({ length: 4 }, (_, i) =>
      server.view(held, `?wait=25&revision=${revision}`, { signal: signals[i] }),
    )
    while ((await server.view(held, `?wait=0&revision=${revision}`)).status !== 429);
    return { revision, waits }
  }

  it('wakes everybody when something changes', async () => {
    const server = shared()
    const held = await server.started()
    const { revision, waits } = await fourWaits(server, held)
    await server.massejli(held.whatsapp!.command, phoneX)
    for (const answer of await Promise.all(waits)) {
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ state: 'pending', to: '+44 •••• 3456' })
      expect(answer.body.revision).toBeGreaterThan(revision)
    }
  })

  it('refuses the fifth, and only for the same verification', async () => {
    const server = shared()
    const held = await server.started()
    const other = await server.started()
    const { revision, waits } = await fourWaits(server, held)
    const fifth = await server.view(held, `?wait=25&revision=${revision}`)
    expectProblem(fifth, 429, 'try_later', { retryAfterSeconds: 25 })
    expect(fifth.headers['retry-after']).toBe('25')
    expect((await server.view(other, '?wait=0&revision=1')).status).toBe(200)
    expect((await server.view(held)).status).toBe(200)
    await server.end(held)
    expect((await Promise.all(waits)).map(({ body }) => body.state)).toEqual(Array(4).fill('canceled'))
  })

  it('gives the place of a browser that is gone to another', async () => {
    const server = shared()
    const held = await server.started()
    const gone = new AbortController()
    const { revision, waits } = await fourWaits(server, held, [gone.signal])
    const first = expect(waits[0]).rejects.toThrow('aborted')
    gone.abort()
    await first
    while ((await server.view(held, `?wait=0&revision=${revision}`)).status === 429);
    await server.end(held)
    const others = await Promise.all(waits.slice(1))
    expect(others.map(({ body }) => body.state)).toEqual(Array(3).fill('canceled'))
  })

  it('counts expiry as a change', async () => {
    const server = await startServer({ config: { code: { waitSeconds: 1 } } })
    const held = await server.started()
    const { body } = await server.view(held, '?wait=25&revision=1')
    expect(body).toMatchObject({ state: 'expired', revision: 2 })
  })

  it('answers at once when there is something new already, nothing to wait for, or no revision', async () => {
    const server = shared()
    const held = await server.started()
    expect((await server.view(held, '?wait=25&revision=0')).body.revision).toBe(1)
    expect((await server.view(held, '?wait=25')).body.revision).toBe(1)
    expect((await server.view(held, '?wait=0&revision=1')).body.revision).toBe(1)
    expect((await server.view(held, '?revision=1')).body.revision).toBe(1)
    await server.end(held)
    // A final state changes no more.
    expect((await server.view(held, '?wait=25&revision=2')).body).toMatchObject({
      state: 'canceled',
      revision: 2,
    })
  })

  it('answers with the same view when the time is over', async () => {
    const server = shared()
    const held = await server.started()
    const { body } = await server.view(held, '?wait=1&revision=1')
    expect(body).toMatchObject({ state: 'waiting', revision: 1 })
  })

  it('answers everybody when the server closes, and waits for no idle connection after that', async () => {
    const server = await startServer()
    const held = await server.started()
    const { waits } = await fourWaits(server, held)
    const closed = server.close()
    for (const answer of await Promise.all(waits)) {
      expect(answer.status).toBe(200)
      expect(answer.body).toMatchObject({ state: 'waiting', revision: 1 })
    }
    const answeredAt = Date.now()
    await closed
    expect(Date.now() - answeredAt).toBeLessThan(2000)
  }, 15_000)

  it.each(['wait=26&revision=1', 'wait=-1&revision=1', 'wait=x&revision=1', 'wait=1.5&revision=1'])(
    'does not understand %s',
    async query => {
      const server = shared()
      const held = await server.started()
      expectProblem(await server.view(held, `?${query}`), 400, 'bad_request')
    },
  )

  it.each([
    'wait=&revision=1',
    'wait=1&revision=x',
    'wait=1&wait=2&revision=1',
    'wait=1&revision=1&revision=1',
  ])('does not understand %s either', async query => {
    const server = shared()
    const held = await server.started()
    expectProblem(await server.view(held, `?${query}`), 400, 'bad_request')
  })
})

describe('POST /v1/verifications/{id}/check', () => {
  async function pending(server: TestServer) {
    const held = await server.started({ to: phoneX })
    return { held, code: codeIn(await server.massejli(held.whatsapp!.command, phoneX)) }
  }

  it('counts down from 4 to 0, and then not even the right code is right', async () => {
    const server = shared()
    const { held, code } = await pending(server)
    for (const checksLeft of [4, 3, 2, 1, 0]) {
      expectProblem(await server.check(held, wrong(code, checksLeft)), 422, 'wrong_code', { checksLeft })
    }
    expectProblem(await server.check(held, code), 410, 'closed', { state: 'locked' })
    const { body } = await server.view(held)
    expect(body).toMatchObject({ state: 'locked', checksLeft: 0, channels: [], resendInSeconds: null })
    expect(body).not.toHaveProperty('proof')
    expectProblem(await server.send(held), 410, 'closed', { state: 'locked' })
    expectProblem(await server.renew(held), 410, 'closed', { state: 'locked' })
  })

  it('is right once', async () => {
    const server = shared()
    const { held, code } = await pending(server)
    expect((await server.check(held, code)).status).toBe(200)
    expectProblem(await server.check(held, code), 409, 'already_used')
    expectProblem(await server.check(held, wrong(code)), 409, 'already_used')
    expectProblem(await server.send(held), 409, 'already_used')
  })

  it('is too early before a send began', async () => {
    const server = shared()
    const held = await server.started()
    expectProblem(await server.check(held, '000000'), 409, 'no_code_yet')
    expect((await server.view(held)).body.checksLeft).toBe(5)
  })

  it('is possible from the moment a send begins', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const gate = mail.hold()
    const held = await server.started({ channel: 'email', to: 'u@x.test' })
    await gate.reached
    expect((await server.view(held)).body.delivery).toBe('queued')
    const answer = await server.check(held, '000000')
    expect([200, 422]).toContain(answer.status)
    gate.release()
    await mail.mail()
  })

  it.each([
    ['two codes', '000000,000001'],
    ['two codes with a space', '000000 000001'],
    ['twelve digits', '000000000001'],
    ['five digits', '12345'],
    ['nothing', ''],
    ['letters', 'abcdef'],
    ['hexadecimal', '0x1E240'],
    ['an exponent', '1.23456e5'],
    ['a sign', '+123456'],
    ['letters behind', '123456abc'],
    ['NUL behind', '123456\u0000'],
    ['circled digits', '①②③④⑤⑥'],
    ['a wildcard', '%'],
    ['more than 1,000 characters', '1'.repeat(1001)],
    ['a number', 123456],
    ['true', true],
    ['null', null],
    ['nothing at all', undefined],
    ['a list', ['000000', '000001']],
    ['an object', { $ne: '' }],
    ['a pattern', { $regex: '.*' }],
  ])('with %s is not understood, and spends nothing', async (_, code) => {
    const server = shared()
    const { held, code: right } = await pending(server)
    const answer = await server.check(held, code)
    expectProblem(answer, 400, 'bad_request')
    expect((await server.view(held)).body.checksLeft).toBe(5)
    expect((await server.check(held, right)).status).toBe(200)
  })

  it('reads the code as people type and paste it', async () => {
    const server = shared()
    for (const typed of [
      (code: string) => ` ${code} `,
      (code: string) => `${code.slice(0, 3)} ${code.slice(3)}`,
      (code: string) => `${code.slice(0, 3)}-${code.slice(3)}`,
      (code: string) => code.replace(/\d/g, digit => String.fromCodePoint(0x660 + Number(digit))),
      (code: string) => code.replace(/\d/g, digit => String.fromCodePoint(0xff10 + Number(digit))),
      (code: string) => `\u200f\u2067${code}\u2069`,
      (code: string) => `${code} is your code for a.test.`,
    ]) {
      const { held, code } = await pending(server)
      expect((await server.check(held, typed(code))).status, typed(code)).toBe(200)
    }
  })

  it('keeps a zero at the front', async () => {
    const server = shared()
    for (;;) {
      const { held, code } = await pending(server)
      if (!code.startsWith('0')) continue
      expectProblem(await server.check(held, code.slice(1)), 400, 'bad_request')
      expect((await server.check(held, code)).status).toBe(200)
      break
    }
  })

  it('knows the code of one verification as wrong for another', async () => {
    const server = shared()
    const first = await pending(server)
    const second = await pending(server)
    expectProblem(await server.check(second.held, first.code), 422, 'wrong_code', { checksLeft: 4 })
    expect((await server.check(first.held, first.code)).status).toBe(200)
    expect((await server.check(second.held, second.code)).status).toBe(200)
  })

  it('takes no reference for a code', async () => {
    const server = shared()
    const { held } = await pending(server)
    const reference = held.whatsapp!.command.slice('VERIFY '.length)
    for (const typed of [reference, reference.replace('-', ''), held.whatsapp!.command]) {
      const answer = await server.check(held, typed)
      expect(answer.status).not.toBe(200)
      expect(answer.body).not.toHaveProperty('proof')
    }
  })

  it('proves the contact that was verified, whatever else the body says', async () => {
    const server = shared()
    const { held, code } = await pending(server)
    const { body } = await server.check(held, code, { to: phoneY, phone_number: phoneY, contact: phoneY })
    expect(claimsOf(body.proof).phone_number).toBe(phoneX)
  })

  it('replaces the nonce of the start by its own', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX, nonce })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    for (const odd of ['short', 5, null, [nonce]]) {
      expectProblem(await server.check(held, code, { nonce: odd }), 400, 'bad_request')
    }
    const { body } = await server.check(held, code, { nonce: `${nonce}-new` })
    expect(claimsOf(body.proof).nonce).toBe(`${nonce}-new`)
    expect((await server.siteverify({ secret: secretA, response: body.proof, nonce })).body).toMatchObject({
      'error-codes': ['nonce-mismatch'],
    })
  })

  it('is closed when the verification was canceled', async () => {
    const server = shared()
    const { held, code } = await pending(server)
    await server.end(held)
    expectProblem(await server.check(held, code), 410, 'closed', { state: 'canceled' })
    expectProblem(await server.send(held), 410, 'closed', { state: 'canceled' })
    expectProblem(await server.renew(held), 410, 'closed', { state: 'canceled' })
  })

  it('is closed when the proof was revoked, and says so', async () => {
    const server = shared()
    const { held, code } = await pending(server)
    expect((await server.check(held, code)).status).toBe(200)
    await server.end(held)
    expectProblem(await server.check(held, code), 410, 'closed', { state: 'revoked' })
    expectProblem(await server.send(held), 410, 'closed', { state: 'revoked' })
    expectProblem(await server.renew(held), 410, 'closed', { state: 'revoked' })
  })
})

describe('POST /v1/verifications/{id}/send', () => {
  it('sends again: the same verification, the same checks left, the same code', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const held = await server.started({ channel: 'email', to: 'u@x.test' })
    const code = codeIn((await mail.mail(1)).text!)
    await server.check(held, wrong(code))
    const { status, body } = await server.send(held, { channel: 'email' })
    expect(status).toBe(200)
    expect(body).toMatchObject({ id: held.id, state: 'pending', checksLeft: 4, channel: 'email' })
    expect(codeIn((await mail.mail(2)).text!)).toBe(code)
    expect((await server.check(held, code)).status).toBe(200)
  })

  it('sends another code when the first one ends soon, and both are right to their own end', async () => {
    const clock = createClock()
    const mail = await startMailSink()
    const server = await startServer({ mail, clock })
    const held = await server.started({ channel: 'email', to: 'u@x.test' })
    const first = codeIn((await mail.mail(1)).text!)
    clock.pass(301)
    await server.send(held)
    const second = codeIn((await mail.mail(2)).text!)
    expect(second).not.toBe(first)
    clock.pass(299)
    // 600 s after the first send.
    expectProblem(await server.check(held, first), 422, 'wrong_code', { checksLeft: 4 })
    expect((await server.check(held, second)).status).toBe(200)
  })

  it('keeps an older code right while it lives', async () => {
    const clock = createClock()
    const mail = await startMailSink()
    const server = await startServer({ mail, clock })
    const held = await server.started({ channel: 'email', to: 'u@x.test' })
    const first = codeIn((await mail.mail(1)).text!)
    clock.pass(301)
    await server.send(held)
    await mail.mail(2)
    expect((await server.check(held, first)).status).toBe(200)
  })

  it('never mixes phone and email', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const byMail = await server.started({ channel: 'email', to: 'u@x.test' })
    expect(byMail.channels).toEqual(['email'])
    expectProblem(await server.send(byMail, { channel: 'whatsapp' }), 409, 'not_possible')
    const byPhone = await server.started({ to: phoneX })
    expect(byPhone.channels).toEqual(['whatsapp'])
    expectProblem(await server.send(byPhone, { channel: 'email' }), 409, 'not_possible')
    expectProblem(await server.send(await server.started(), { channel: 'email' }), 409, 'not_possible')
  })

  it('cannot send where the visitor writes first', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX })
    expectProblem(await server.send(held), 409, 'not_possible')
    expectProblem(await server.send(held, { channel: 'whatsapp' }), 409, 'not_possible')
  })

  it('refuses a channel that the site lacks, and one that is none', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX })
    expectProblem(await server.send(held, { channel: 'sms' }), 403, 'channel_not_allowed')
    for (const channel of ['telegram', '__proto__', 5, null, ['email']]) {
      expectProblem(await server.send(held, { channel }), 400, 'bad_request')
    }
  })

  it('waits for another message when the visitor goes back to WhatsApp, and keeps the code', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX })
    const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
    const { body } = await server.send(held, { channel: 'whatsapp' })
    expect(body).toMatchObject({ state: 'waiting', delivery: 'none', checksLeft: 5 })
    expect(body.whatsapp!.command).toBe(held.whatsapp!.command)
    expect((await server.check(held, code)).status).toBe(200)
  })
})

describe('POST /v1/verifications/{id}/proof', () => {
  it('gives a fresh proof without a message, with a new nonce, and voids the one before', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { started, proof } = await server.verified(phoneX, { nonce })
    const first = claimsOf(proof)
    clock.pass(1000)
    const { status, body } = await server.renew(started, { nonce: `${nonce}-2` })
    expect(status).toBe(200)
    expect(body).toMatchObject({ state: 'verified', proofExpiresInSeconds: 300 })
    expect(claimsOf(body.proof)).toEqual({
      ...first,
      iat: first.iat + 1000,
      exp: first.exp + 1000,
      jti: `${started.id}.2`,
      nonce: `${nonce}-2`,
    })
    expect(first.jti).toBe(`${started.id}.1`)
    expect((await server.siteverify({ secret: secretA, response: body.proof })).body.success).toBe(true)
  })

  it('voids an unredeemed proof at once', async () => {
    const server = shared()
    const { started, proof } = await server.verified()
    const renewed = (await server.renew(started)).body.proof
    expect((await server.siteverify({ secret: secretA, response: proof })).body['error-codes']).toEqual([
      'timeout-or-duplicate',
    ])
    expect((await server.siteverify({ secret: secretA, response: renewed })).body.success).toBe(true)
  })

  it('keeps the nonce when none is given', async () => {
    const server = shared()
    const { started } = await server.verified(phoneX, { nonce })
    expect(claimsOf((await server.renew(started)).body.proof).nonce).toBe(nonce)
    for (const odd of ['short', 5, null, [nonce]]) {
      expectProblem(await server.renew(started, { nonce: odd }), 400, 'bad_request')
    }
  })

  it('is given ten times', async () => {
    const server = shared()
    const { started } = await server.verified()
    for (let n = 2; n <= 11; n++) {
      expect(claimsOf((await server.renew(started)).body.proof).jti).toBe(`${started.id}.${n}`)
    }
    const more = await server.renew(started)
    expect(more.status).toBe(410)
    expect(more.body.code).toBe('closed')
  })

  it('is not given later than 1,800 s after the contact was verified', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { started } = await server.verified()
    expect((await server.view(started)).body.expiresInSeconds).toBe(1800)
    clock.pass(1799)
    expect((await server.renew(started)).status).toBe(200)
    clock.pass(1)
    expect((await server.renew(started)).status).toBe(410)
    expect((await server.view(started)).body.expiresInSeconds).toBe(0)
  })

  it('is not given before the contact is verified', async () => {
    const server = shared()
    const held = await server.started({ to: phoneX })
    expectProblem(await server.renew(held), 409, 'not_possible')
    await server.massejli(held.whatsapp!.command, phoneX)
    expectProblem(await server.renew(held), 409, 'not_possible')
  })

  it('is not given after a revocation', async () => {
    const server = shared()
    const { started } = await server.verified()
    await server.end(started)
    const answer = await server.renew(started)
    expect(answer.status).toBe(410)
    expect(answer.body).not.toHaveProperty('proof')
  })
})

describe('DELETE /v1/verifications/{id}', () => {
  const states: [
    state: string,
    after: string,
    reach: (server: TestServer, clock: ReturnType<typeof createClock>) => Promise<StartedView>,
  ][] = [
    ['waiting', 'canceled', server => server.started()],
    [
      'pending',
      'canceled',
      async server => {
        const held = await server.started()
        await server.massejli(held.whatsapp!.command, phoneX)
        return held
      },
    ],
    ['verified', 'verified', async server => (await server.verified()).started],
    [
      'locked',
      'locked',
      async server => {
        const held = await server.started()
        const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
        for (let n = 0; n < 5; n++) await server.check(held, wrong(code, n))
        return held
      },
    ],
    [
      'expired',
      'expired',
      async (server, clock) => {
        const held = await server.started()
        clock.pass(900)
        return held
      },
    ],
    [
      'canceled',
      'canceled',
      async server => {
        const held = await server.started()
        await server.end(held)
        return held
      },
    ],
  ]

  it.each(states)('is answered 204 when %s, which then is %s', async (state, after, reach) => {
    const clock = createClock()
    const server = await startServer({ clock })
    const held = await reach(server, clock)
    expect((await server.view(held)).body.state).toBe(state)
    for (let i = 0; i < 2; i++) {
      const answer = await server.end(held)
      expect(answer.status).toBe(204)
      expect(answer.text).toBe('')
      const { body } = await server.view(held)
      expect(body.state).toBe(after)
      expect(body).not.toHaveProperty('proof')
    }
  })

  it('revokes what was verified', async () => {
    const server = shared()
    const { started, proof } = await server.verified()
    await server.end(started)
    expect((await server.siteverify({ secret: secretA, response: proof })).body).toEqual({
      success: false,
      'error-codes': ['revoked'],
    })
  })
})

describe('a start by the site’s own backend', () => {
  const headers = { Authorization: `Bearer ${secretA}` }

  it('needs no origin, and goes on in an app that has none', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX, sitekey: undefined }, headers)
    const code = codeIn(await server.massejli(started.whatsapp!.command, phoneX))
    const path = `/v1/verifications/${started.id}`
    const checked = await server.request<StartedView>('POST', `${path}/check`, {
      headers: as(started),
      json: { code },
    })
    expect(checked.status).toBe(200)
    const claims = claimsOf(checked.body.proof)
    expect(claims).toMatchObject({ aud: 'site_a', phone_number: phoneX })
    expect(claims).not.toHaveProperty('origin')
    const renewed = await server.request('POST', `${path}/proof`, { headers: as(started), json: {} })
    expect(renewed.status).toBe(200)
    expect((await server.request('DELETE', path, { headers: as(started) })).status).toBe(204)
    const redeemed = await server.siteverify({ secret: secretA, response: checked.body.proof })
    expect(redeemed.body).not.toHaveProperty('hostname')
  })

  it('goes on in a page of that site, and of no other', async () => {
    const server = shared()
    const started = await server.started({ to: phoneX }, headers)
    const path = `/v1/verifications/${started.id}/check`
    const check = (origin: string) =>
      server.request('POST', path, { headers: { ...as(started), Origin: origin }, json: { code: '000000' } })
    expectProblem(await check(originA), 409, 'no_code_yet')
    expectProblem(await check(originB), 403, 'origin_not_allowed')
  })

  it('is refused without the secret, with another’s, and from a browser', async () => {
    const server = shared()
    const body = { sitekey: 'site_a', channel: 'whatsapp' }
    for (const secret of ['wrong-secret-of-nobody', `${secretA}x`, secretA.slice(1)]) {
      expectProblem(await server.start(body, { Authorization: `Bearer ${secret}` }), 401, 'unauthorized')
    }
    const other = await server.start(body, { Authorization: `Bearer ${secretB}` })
    expect(other.status).toBeGreaterThanOrEqual(400)
    expect(other.status).toBeLessThan(500)
    expectProblem(await server.start(body, { ...headers, ...fromA }), 403, 'origin_not_allowed')
  })

  it('takes any of the secrets of the site', async () => {
    const second = 'another-secret-of-site-a-0123'
    const server = await startServer({ site: { secret: [secretA, second] } })
    server.keepsSecret(second)
    await server.started({}, { Authorization: `Bearer ${second}` })
    const { proof } = await server.verified()
    expect((await server.siteverify({ secret: second, response: proof })).body.success).toBe(true)
  })
})

describe('a proof', () => {
  it('is signed as the contract says, with exactly its claims', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { proof, started } = await server.verified(phoneX, { nonce, action: 'sign-up' })
    const jwks = (await server.request<{ keys: JWK[] }>('GET', '/.well-known/jwks.json')).body
    const { payload, protectedHeader } = await jwtVerify(proof, createLocalJWKSet(jwks), {
      issuer,
      audience: 'site_a',
      algorithms: ['ES256'],
      typ: 'reachproof+jwt',
      currentDate: new Date(clock.now()),
    })
    expect(protectedHeader).toEqual({ alg: 'ES256', typ: 'reachproof+jwt', kid: jwks.keys[0]!.kid })
    const at = Math.floor(clock.now() / 1000)
    expect(payload).toEqual({
      iss: issuer,
      aud: 'site_a',
      sub: expect.stringMatching(/^[\w-]{43}$/),
      iat: at,
      exp: at + 300,
      jti: `${started.id}.1`,
      nonce,
      auth_time: at,
      phone_number: phoneX,
      phone_number_verified: true,
      amr: ['mca', 'otp'],
      acr: 'urn:reachproof:acr:code',
      rp_channel: 'whatsapp',
      rp_action: 'sign-up',
      origin: originA,
      rp_ver: 1,
    })
  })

  it('of an email has the pair of an email', async () => {
    const mail = await startMailSink()
    const server = await startServer({ mail })
    const held = await server.started({ channel: 'email', to: 'A@Example.COM' })
    const { body } = await server.check(held, codeIn((await mail.mail()).text!))
    const claims = claimsOf(body.proof)
    expect(claims).toMatchObject({
      email: 'A@example.com',
      email_verified: true,
      amr: ['otp'],
      acr: 'urn:reachproof:acr:code',
      rp_channel: 'email',
    })
    expect(Object.keys(claims).filter(name => /phone|nonce|action/.test(name))).toEqual([])
  })

  it('names the same visitor alike at one site, and differently at another', async () => {
    const server = shared()
    const one = claimsOf((await server.verified(phoneX)).proof)
    const again = claimsOf((await server.verified(phoneX)).proof)
    const other = claimsOf((await server.verified(phoneY)).proof)
    expect(again.sub).toBe(one.sub)
    expect(other.sub).not.toBe(one.sub)
    const atB = await server.started({ sitekey: 'site_b', to: phoneX }, { Origin: originB })
    const reply = await server.hook(
      {
        phone: '9647700000002',
        token: 'token-of-the-second-number',
        contact: '447911123456',
        message: atB.whatsapp!.command,
      },
      { path: '/hooks/wb/hook-token-of-wb-22-chars' },
    )
    const checked = await server.request<StartedView>('POST', `/v1/verifications/${atB.id}/check`, {
      headers: { ...as(atB), Origin: originB },
      json: { code: codeIn(reply.body.message) },
    })
    const claims = claimsOf(checked.body.proof)
    expect(claims.phone_number).toBe(phoneX)
    expect(claims.aud).toBe('site_b')
    expect(claims.sub).not.toBe(one.sub)
  })
})

describe('GET /.well-known/jwks.json', () => {
  it('publishes the public members of the keys and nothing else', async () => {
    const server = shared()
    const { headers, body, text } = await server.request<{ keys: JWK[] }>('GET', '/.well-known/jwks.json')
    expect(Object.keys(body)).toEqual(['keys'])
    expect(body.keys).toHaveLength(1)
    const [jwk] = body.keys
    expect(Object.keys(jwk!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
    expect(jwk).toMatchObject({ kty: 'EC', crv: 'P-256', use: 'sig', alg: 'ES256' })
    expect(jwk!.kid).toBe(await calculateJwkThumbprint(jwk!))
    expect(text).not.toContain(baseConfig().signingKeys[0]!.d)
    expect(headers['cache-control']).toBe('public, max-age=600')
    expect(headers['access-control-allow-origin']).toBe('*')
  })
})

describe('the keys of test contacts', () => {
  it('are published apart, and are none of the real ones', async () => {
    const server = shared()
    const at = async (path: string) => {
      const { status, headers, body } = await server.request<{ keys: JWK[] }>('GET', path)
      expect(status).toBe(200)
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(Object.keys(body.keys[0]!).sort()).toEqual(['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
      return body.keys.map(({ kid }) => kid)
    }
    const [real, test] = [await at('/.well-known/jwks.json'), await at('/test/.well-known/jwks.json')]
    expect(test).toHaveLength(1)
    expect(real).not.toContain(test[0])
  })

  it('verify a proof that no redemption takes unless it asks for tests, in JSON or in a form', async () => {
    const contact = '+15550100001'
    const server = await startServer({ site: { testContacts: { [contact]: '424242' } } })
    const started = await server.started({ to: contact })
    expect(started).toMatchObject({ state: 'pending', delivery: 'sent' })
    const { body } = await server.check(started, '424242')
    const { keys } = (await server.request<{ keys: JWK[] }>('GET', '/test/.well-known/jwks.json')).body
    const { payload } = await jwtVerify(body.proof!, createLocalJWKSet({ keys }), {
      issuer: `${issuer}/test`,
    })
    expect(payload).toMatchObject({ phone_number: contact, aud: 'site_a' })

    const asking = { secret: secretA, response: body.proof! }
    for (const accept_test of [undefined, false, 'false']) {
      const { body } = await server.siteverify({ ...asking, accept_test })
      expect(body).toEqual({ success: false, 'error-codes': ['invalid-input-response'] })
    }
    for (const accept_test of [1, 'yes', null, ['true']]) {
      const answer = await server.request('POST', '/v1/siteverify', { json: { ...asking, accept_test } })
      expectProblem(answer, 400, 'bad_request')
    }
    const answer = await server.request<{ success: boolean }>('POST', '/v1/siteverify', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      raw: new URLSearchParams({ ...asking, accept_test: 'true' }).toString(),
    })
    expect(answer.body.success).toBe(true)
  })
})

describe('POST /v1/siteverify', () => {
  it('redeems a proof once, and says what it proves', async () => {
    const server = shared()
    const { proof } = await server.verified(phoneX, { nonce, action: 'sign-up' })
    const claims = claimsOf(proof)
    const first = await server.siteverify({ secret: secretA, response: proof, nonce, min_acr: 'code' })
    expect(first.status).toBe(200)
    expect(first.body).toEqual({
      success: true,
      'error-codes': [],
      challenge_ts: new Date(claims.auth_time * 1000).toISOString(),
      hostname: 'a.test',
      action: 'sign-up',
      proof: claims,
    })
    const second = await server.siteverify({ secret: secretA, response: proof })
    expect(second.status).toBe(200)
    expect(second.body).toEqual({ success: false, 'error-codes': ['timeout-or-duplicate'] })
  })

  it('reads a form as well', async () => {
    const server = shared()
    const { proof } = await server.verified()
    const { status, body } = await server.request<Record<string, unknown>>('POST', '/v1/siteverify', {
      headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
      raw: new URLSearchParams({ secret: secretA, response: proof, remoteip: '203.0.113.9' }).toString(),
    })
    expect(status).toBe(200)
    expect(body).toMatchObject({ success: true, 'error-codes': [] })
  })

  it('takes the key from the body only', async () => {
    const server = shared()
    const { proof } = await server.verified()
    const { body } = await server.request('POST', `/v1/siteverify?secret=${secretA}`, {
      headers: { Authorization: `Bearer ${secretA}` },
      json: { response: proof },
    })
    expect(body).toEqual({ success: false, 'error-codes': ['missing-input-secret'] })
  })

  it('names what is wrong, and a failed try consumes nothing', async () => {
    const server = shared()
    const { proof } = await server.verified(phoneX, { nonce })
    const [header, payload, signature] = proof.split('.') as [string, string, string]
    const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
    const kid = decodeProtectedHeader(proof).kid
    const other = claimsOf(proof)
    for (const [body, code] of [
      [{ response: proof }, 'missing-input-secret'],
      [{ secret: '', response: proof }, 'missing-input-secret'],
      [{ secret: 'no-such-secret', response: proof }, 'invalid-input-secret'],
      [{ secret: secretB, response: proof }, 'invalid-input-response'],
      [{ secret: secretA }, 'missing-input-response'],
      [{ secret: secretA, response: '' }, 'missing-input-response'],
      [{ secret: secretA, response: 'x' }, 'invalid-input-response'],
      [{ secret: secretA, response: 'x'.repeat(8000) }, 'invalid-input-response'],
      [{ secret: secretA, response: `${header}.${payload}.` }, 'invalid-input-response'],
      [{ secret: secretA, response: `${header}.${payload}.${'A'.repeat(86)}` }, 'invalid-input-response'],
      [
        { secret: secretA, response: `${header}.${encode({ ...other, phone_number: phoneY })}.${signature}` },
        'invalid-input-response',
      ],
      [
        { secret: secretA, response: `${encode({ alg: 'none', typ: 'reachproof+jwt', kid })}.${payload}.` },
        'invalid-input-response',
      ],
      [
        { secret: secretA, response: `${encode({ alg: 'ES256', typ: 'JWT', kid })}.${payload}.${signature}` },
        'invalid-input-response',
      ],
      [{ secret: secretA, response: proof, nonce: `${nonce}-other` }, 'nonce-mismatch'],
      [{ secret: secretA, response: proof, nonce: '' }, 'nonce-mismatch'],
    ] as const) {
      const answer = await server.siteverify(body)
      expect(answer.status).toBe(200)
      expect(answer.body, JSON.stringify(body)).toEqual({ success: false, 'error-codes': [code] })
    }
    expect((await server.siteverify({ secret: secretA, response: proof, nonce })).body.success).toBe(true)
  })

  it.each(['code', 'consent', 'urn:reachproof:acr:code', 'urn:reachproof:acr:consent'])(
    'finds a typed code enough for min_acr %s',
    async min_acr => {
      const server = shared()
      const { proof } = await server.verified()
      expect((await server.siteverify({ secret: secretA, response: proof, min_acr })).body.success).toBe(true)
    },
  )

  it.each([
    ['secret', ['a', 'b']],
    ['secret', 5],
    ['response', { a: 1 }],
    ['nonce', null],
    ['min_acr', 'samedevice'],
    ['idempotency_key', ['x']],
  ])('does not understand %s as %j', async (field, value) => {
    const server = shared()
    const body = { secret: secretA, response: 'x', [field]: value }
    expectProblem(await server.siteverify(body), 400, 'bad_request')
  })

  it('does not understand a field of a form twice, nor one with brackets', async () => {
    const server = shared()
    const { proof } = await server.verified()
    const form = (raw: string) =>
      server.request('POST', '/v1/siteverify', {
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        raw,
      })
    expectProblem(await form(`secret=${secretA}&secret=x&response=${proof}`), 400, 'bad_request')
    expect((await form(`secret[]=${secretA}&response=${proof}`)).body).toEqual({
      success: false,
      'error-codes': ['missing-input-secret'],
    })
    expectProblem(await form('a=1&'.repeat(1001)), 413, 'too_large')
  })

  it.each(['text/plain', 'multipart/form-data; boundary=x', undefined])('refuses the type %s', async type => {
    const server = shared()
    const answer = await server.request('POST', '/v1/siteverify', {
      headers: { ...(type && { 'Content-Type': type }) },
      raw: '{}',
    })
    expectProblem(answer, 415, 'unsupported_media_type')
  })

  it('succeeds for one of fifty at once', async () => {
    const server = shared()
    const { proof } = await server.verified()
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => server.siteverify({ secret: secretA, response: proof })),
    )
    const bodies = answers.map(({ body }) => body)
    expect(bodies.filter(({ success }) => success)).toHaveLength(1)
    expect(bodies.filter(body => body['error-codes'][0] === 'timeout-or-duplicate')).toHaveLength(49)
  })

  it('answers the same idempotency key the same, until 60 s after the end of the proof', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { proof } = await server.verified()
    const again = (idempotency_key?: string) =>
      server.siteverify({ secret: secretA, response: proof, idempotency_key })
    const all = await Promise.all(Array.from({ length: 10 }, () => again('my-key')))
    expect(all[0]!.body.success).toBe(true)
    for (const { body } of all) expect(body).toEqual(all[0]!.body)
    for (const key of ['other-key', undefined, '']) {
      expect((await again(key)).body['error-codes']).toEqual(['timeout-or-duplicate'])
    }
    clock.pass(359)
    expect((await again('my-key')).body).toEqual(all[0]!.body)
    clock.pass(1)
    expect((await again('my-key')).body['error-codes']).toEqual(['timeout-or-duplicate'])
  })

  it('refuses a proof whose time is over', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { proof } = await server.verified()
    clock.pass(300)
    expect((await server.siteverify({ secret: secretA, response: proof })).body['error-codes']).toEqual([
      'timeout-or-duplicate',
    ])
  })

  it('redeems a proof that was signed again only once, since its jti is the same', async () => {
    const clock = createClock()
    const server = await startServer({ clock })
    const { started, proof } = await server.verified()
    const again = (await server.view(started)).body.proof
    expect((await server.siteverify({ secret: secretA, response: again })).body.success).toBe(true)
    expect((await server.siteverify({ secret: secretA, response: proof })).body.success).toBe(false)
  })
})

describe('/w/', () => {
  const source = `console.log(${JSON.stringify('é'.repeat(2000))})\n`

  async function serveWidget() {
    const folder = await mkdtemp(join(tmpdir(), 'reachproof-widget-'))
    await writeFile(join(folder, 'reach-proof.js'), source)
    const files = widgetFiles(pathToFileURL(`${folder}/`))
    const app = express()
    app.get('/w/:version/reach-proof.js', files.script)
    app.get('/w/integrity.json', files.integrity)
    const listening = app.listen(0, '127.0.0.1')
    await new Promise(resolve => listening.once('listening', resolve))
    onTestFinished(async () => {
      listening.close()
      await rm(folder, { recursive: true })
    })
    const { port } = listening.address() as AddressInfo
    return { base: `http://127.0.0.1:${port}`, folder }
  }

  it('serves the script under its version for ever, and under v1 for a while', async () => {
    const { base } = await serveWidget()
    const exact = await fetch(`${base}/w/${version}/reach-proof.js`)
    expect(exact.status).toBe(200)
    expect(await exact.text()).toBe(source)
    expect(Object.fromEntries(exact.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    const latest = await fetch(`${base}/w/v1/reach-proof.js`)
    expect(await latest.text()).toBe(source)
    expect(latest.headers.get('cache-control')).toBe('public, max-age=300')
  })

  it('serves it compressed to whoever can read that', async () => {
    const { base } = await serveWidget()
    const get = async (encoding: string) => {
      const { promise, resolve } = Promise.withResolvers<IncomingMessage>()
      request(`${base}/w/v1/reach-proof.js`, { headers: { 'Accept-Encoding': encoding } }, resolve).end()
      const response = await promise
      expect(response.headers.vary).toMatch(/Accept-Encoding/)
      return { encoding: response.headers['content-encoding'], bytes: await buffer(response) }
    }
    const br = await get('gzip, deflate, br')
    expect(br.encoding).toBe('br')
    expect(brotliDecompressSync(br.bytes).toString()).toBe(source)
    const gzip = await get('gzip')
    expect(gzip.encoding).toBe('gzip')
    expect(gunzipSync(gzip.bytes).toString()).toBe(source)
    const plain = await get('identity')
    expect(plain.encoding).toBeUndefined()
    expect(plain.bytes.toString()).toBe(source)
  })

  it('tells the hash that a page puts into its script tag', async () => {
    const { base } = await serveWidget()
    const answer = await fetch(`${base}/w/integrity.json`)
    const digest = Buffer.from(await crypto.subtle.digest('SHA-384', Buffer.from(source))).toString('base64')
    expect(await answer.json()).toEqual({
      version,
      files: { [`/w/${version}/reach-proof.js`]: `sha384-${digest}` },
    })
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })

  it.each(['9.9.9', 'v2', 'v', '1', 'latest', '__proto__'])('has no version %s', async asked => {
    const server = shared()
    expectProblem(await server.request('GET', `/w/${asked}/reach-proof.js`), 404, 'not_found')
  })
})

describe('the operator', () => {
  it('asks for health, which needs no store, and for readiness, which does', async () => {
    const down = createSqliteStore({ path: ':memory:' })
    const store: Store = {
      ...down,
      get: () => Promise.reject(new Error('SQLITE_CORRUPT: /var/lib/secret-path')),
      commit: () => Promise.reject(new Error('SQLITE_CORRUPT: /var/lib/secret-path')),
    }
    const server = await startServer({ store })
    server.expected.serverErrors = 2
    const health = await server.request('GET', '/healthz')
    expect(health.status).toBe(200)
    expect(health.body).toEqual({ status: 'ok' })
    const ready = await server.request('GET', '/readyz')
    expectProblem(ready, 503, 'unavailable')
    const start = await server.start({ sitekey: 'site_a', channel: 'whatsapp' })
    expectProblem(start, 503, 'unavailable')
    for (const { text } of [ready, start]) expect(text).not.toMatch(/SQLITE|secret-path/)
    expect(server.logLines.join('')).toContain('SQLITE_CORRUPT')
  })

  it('is told that it is ready when the store answers', async () => {
    const server = shared()
    const ready = await server.request('GET', '/readyz')
    expect(ready.status).toBe(200)
    expect(ready.body).toEqual({ status: 'ok' })
  })

  it('finds what a problem means where its type leads', async () => {
    const server = shared()
    const { body } = await server.request('GET', '/nothing')
    const page = await server.request<Record<string, unknown>>('GET', body.type.slice(issuer.length))
    expect(page.status).toBe(200)
    expect(page.body).toEqual({ code: 'not_found', status: 404, title: body.title })
  })
})

describe('the door of a hook', () => {
  const appSecret = 'app-secret-of-meta-0123456789abcdef'
  const metaToken = 'hook-token-of-meta-22-chars'
  const pushToken = 'hook-token-of-push-22-chars'
  const providers = {
    ...baseConfig().providers,
    meta: {
      type: 'whatsapp-cloud',
      number: '+15550109999',
      phoneNumberId: '1234567890',
      accessToken: 'access-token-of-meta-0123456789',
      appSecret,
      verifyToken: 'verify-token-of-meta-0123456789',
      hookToken: metaToken,
      // Nothing listens there: only the start asks, and that it gets no answer stops nothing.
      baseUrl: 'http://127.0.0.1:9',
    },
    push: {
      type: 'massejli',
      number: '+9647700000003',
      token: 'token-of-the-third-number',
      hookToken: pushToken,
      codes: 'massejli',
    },
  }
  const withProviders = () => startServer({ config: { providers } })
  const signed = (body: string) => ({
    'Content-Type': 'application/json',
    'X-Hub-Signature-256': `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`,
  })
  const empty = JSON.stringify({ object: 'whatsapp_business_account', entry: [] })

  /** What is answered to a POST that announces a body and sends none of it. */
  async function beforeTheBody(server: TestServer, path: string, headers: Record<string, string> = {}) {
    const { promise, resolve, reject } = Promise.withResolvers<IncomingMessage>()
    const sent = request(server.address + path, {
      method: 'POST',
      headers: { 'Content-Length': '2000', 'Content-Type': 'application/json', ...headers },
    })
    sent.once('response', resolve)
    sent.once('error', reject)
    sent.flushHeaders()
    const answer = await promise
    const text = (await buffer(answer)).toString()
    sent.on('error', () => {}).destroy()
    return { status: answer.statusCode, code: (JSON.parse(text) as { code: string }).code }
  }

  it('is shut before a body is read: by a wrong token, and by a missing signature', async () => {
    const server = await withProviders()
    const notFound = { status: 404, code: 'not_found' }
    for (const path of [
      '/hooks/meta/wrong-token-with-22-chars',
      '/hooks/nobody/hook-token-of-meta-22-chars',
      '/hooks/wa/hook-token-of-meta-22-chars',
      '/hooks/push/wrong-token-with-22-chars/code',
    ]) {
      expect(await beforeTheBody(server, path), path).toEqual(notFound)
    }
    expect(await beforeTheBody(server, `/hooks/meta/${metaToken}`)).toEqual({
      status: 401,
      code: 'unauthorized',
    })
    expect(server.logLines.filter(line => line.includes('hook_refused'))).toHaveLength(1)
  })

  it('asks a GET for no signature', async () => {
    const server = await withProviders()
    const query = 'hub.mode=subscribe&hub.verify_token=verify-token-of-meta-0123456789&hub.challenge=12345'
    const answer = await server.request('GET', `/hooks/meta/${metaToken}?${query}`)
    expect([answer.status, answer.text]).toEqual([200, '12345'])
  })

  it('lets as much in as its provider sends, and no more', async () => {
    const server = await withProviders()
    const padded = (size: number) => empty + ' '.repeat(size - empty.length)
    const post = (body: string) =>
      server.hook(undefined, { path: `/hooks/meta/${metaToken}`, raw: body, headers: signed(body) })
    expect((await post(padded(200_000))).status).toBe(200)
    expect((await post(padded(3 * 1024 * 1024))).status).toBe(200)
    expectProblem(await post(padded(3 * 1024 * 1024 + 1)), 413, 'too_large')
    const path = `/hooks/push/${pushToken}/code`
    expectProblem(await server.hook(undefined, { path, raw: ' '.repeat(65_537) }), 413, 'too_large')
  })

  it('tells the provider which part of it was meant', async () => {
    const server = await withProviders()
    const query = `token=token-of-the-third-number&contact=447911123456&authcode=424242`
    const at = async (part: string) =>
      (await server.request('GET', `/hooks/push/${pushToken}${part}?${query}`)).status
    expect(await at('/code')).toBe(200)
    for (const part of ['', '/codes', '/Code', '/code%2f', '/..%2fcode']) {
      expect(await at(part), part).toBe(404)
    }
    server.keepsSecret('424242')
  })
})

describe('the address that a provider was given', () => {
  /** An app of our own around a provider that tells what it was handed. */
  async function handed(publicUrl: string, mountedAt: string, asked: string) {
    const requests: HookRequest[] = []
    const hook: Hook = {
      async receive(request) {
        requests.push(request)
        return { status: 200, contentType: 'text/plain; charset=utf-8', body: 'ok' }
      },
    }
    const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-'))
    const input = { ...baseConfig(), publicUrl }
    const config = readConfig(input, { baseDir, env: {} })
    const { log } = memoryLog()
    const providers = new Map([['wa', { name: 'wa', channels: {}, hook, close: async () => {} }]])
    const on = hookHandlers({ config, providers, inbox: {} as Inbox, log, addressOf: () => '203.0.113.9' })
    const router = express.Router({ caseSensitive: true, strict: true })
    router.get('/hooks/:provider/:token{/:part}', on.open, on.receive)
    router.post('/hooks/:provider/:token{/:part}', on.open, on.body, on.receive)
    const listening = express().use(mountedAt, router).listen(0, '127.0.0.1')
    onTestFinished(async () => {
      listening.close()
      await rm(baseDir, { recursive: true, force: true })
    })
    await new Promise(resolve => listening.once('listening', resolve))
    const { port } = listening.address() as AddressInfo
    const answer = await fetch(`http://127.0.0.1:${port}${asked}`, {
      method: 'POST',
      headers: { Host: 'evil.test', 'X-Forwarded-Host': 'evil.test', 'Content-Type': 'text/plain' },
      body: Uint8Array.of(0xff, 0x00, 0x7b),
    })
    expect(answer.status).toBe(200)
    expect(requests).toHaveLength(1)
    return requests[0]!
  }
  const hookPath = '/hooks/wa/hook-token-of-wa-22-chars'

  it.each([
    ['at the root', issuer, '/', ''],
    ['below the path of the public address', `${issuer}/reach/proof`, '/reach/proof', '/reach/proof'],
    ['behind a proxy that cuts the path off', `${issuer}/reach/proof`, '/', ''],
    ['deeper in another app than it looks from outside', issuer, '/inner/app', '/inner/app'],
  ])('is what its requests are signed over, %s', async (_, publicUrl, mountedAt, base) => {
    const request = await handed(publicUrl, mountedAt, `${base}${hookPath}/code?a=1&a=%20x&b`)
    expect(request).toMatchObject({
      method: 'POST',
      url: `${publicUrl}${hookPath}/code?a=1&a=%20x&b`,
      part: 'code',
      address: '203.0.113.9',
    })
    expect([...request.query]).toEqual([
      ['a', '1'],
      ['a', ' x'],
      ['b', ''],
    ])
    expect([...request.body]).toEqual([0xff, 0x00, 0x7b])
  })

  it('has no part where none stands behind the token', async () => {
    expect(await handed(issuer, '/', hookPath)).toMatchObject({ part: '', url: issuer + hookPath })
  })
})

describe('in somebody else’s Express app', () => {
  async function mount(use: (app: express.Express) => void) {
    const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-'))
    const { log, lines } = memoryLog()
    const reachproof = createReachproof(baseConfig() as unknown as ConfigInput, { baseDir, env: {}, log })
    const app = express()
    use(app)
    app.use('/reachproof', reachproof.router)
    const listening = app.listen(0, '127.0.0.1')
    await reachproof.ready
    onTestFinished(async () => {
      listening.close()
      await reachproof.close()
      await rm(baseDir, { recursive: true })
    })
    const start = () =>
      fetch(`http://127.0.0.1:${(listening.address() as AddressInfo).port}/reachproof/v1/verifications`, {
        method: 'POST',
        headers: { 'Content-Type': 'application/json', Origin: originA },
        body: JSON.stringify({ sitekey: 'site_a', channel: 'whatsapp' }),
      })
    return { start, lines }
  }

  it('answers below the path where it is mounted', async () => {
    const { start } = await mount(() => {})
    const answer = await start()
    expect(answer.status).toBe(201)
    expect(await answer.json()).toMatchObject({ state: 'waiting' })
  })

  it('refuses a request whose body was read before, and says so in the log', async () => {
    const { start, lines } = await mount(app => app.use(express.json()))
    const answer = await start()
    expect(answer.status).toBe(500)
    const body = (await answer.json()) as { code: string }
    expect(body.code).toBe('internal')
    expect(lines.join('')).toContain('a request whose body has been read already')
  })

  it('makes its own keys in development, once', async () => {
    const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-'))
    onTestFinished(() => rm(baseDir, { recursive: true }))
    const { pepper: _, signingKeys: __, adminToken: ___, ...input } = baseConfig()
    const first = readConfig(input, { baseDir, env: {} })
    const second = readConfig(input, { baseDir, env: {} })
    expect(second.signingKeys).toEqual(first.signingKeys)
    expect(developmentKeysFile(baseDir).startsWith(baseDir)).toBe(true)
  })
})
