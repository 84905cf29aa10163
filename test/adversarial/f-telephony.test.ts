import { describe, expect, it } from 'vitest'
import type { StartedView } from '../../server/api.ts'
import { en } from '../../server/texts/en.ts'
import { fr } from '../../server/texts/fr.ts'
import { claimsOf, expectProblem, issuer } from '../server-harness.ts'
import { accounts } from './accounts.ts'
import { phoneX, startSuite } from './harness.ts'
import { twilioFormSignature, zadarmaSignature } from './signing.ts'

// security.md §4.F: what Zadarma and Twilio tell of calls.

/** A second account at Zadarma, believed from its own addresses only and held against the clock. */
const listed = {
  name: 'zad_listed',
  path: '/hooks/zad_listed/hook-token-of-the-listed-22',
  address: '185.45.152.41',
}

const suite = startSuite('open', config => ({
  ...config,
  providers: {
    ...config.providers,
    [listed.name]: {
      ...config.providers.zad,
      hookToken: listed.path.split('/').at(-1),
      addresses: ['185.45.152.40/30', '2001:db8:45::/64'],
      timeZone: 'UTC',
    },
  },
  sites: config.sites.map(site => {
    switch (site.key) {
      case 'site_zd':
        return { ...site, countries: [...(site.countries as string[]), 'UA'] }
      case 'site_mj':
        return { ...site, minAcr: 'consent', channels: { call_button: listed.name } }
      // The same account as that of site_zd (F09).
      case 'site_mj_b':
        return { ...site, minAcr: 'consent', channels: { call_button: 'zad' } }
      default:
        return site
    }
  }),
}))
suite.keepsSecret('hook-token-of-the-listed-22')

/** A call with a key under way: the provider has taken it, and the phone rings. */
async function ringing(to = suite.phone(), sitekey = 'site_zd') {
  const held = await suite.started({ sitekey, channel: 'call_button', to })
  await suite.until(held, ({ delivery }) => delivery === 'sent')
  return { held, to }
}

const viewOf = async (held: StartedView) => (await suite.view(held)).body

let calls = 0

/** What Zadarma tells of a call that ended with the key 1. */
function pressed(to: string, changed: Record<string, string> = {}): Record<string, string> {
  return {
    event: 'NOTIFY_END',
    call_start: new Date().toISOString().slice(0, 19).replace('T', ' '),
    pbx_call_id: `out_${++calls}`,
    caller_id: to.replace('+44', '0'),
    called_did: '0',
    internal: '100',
    destination: to.slice(1),
    disposition: 'answered',
    callback_dtmf: '1',
    ...changed,
  }
}

/** Posts to the hook of Zadarma what stands there, not what a form of names and values could say. */
function post(raw: string, headers: Record<string, string>, path = suite.hooks.path('zad')) {
  const type = { 'Content-Type': 'application/x-www-form-urlencoded' }
  return suite.request('POST', path, { raw, headers: { ...type, ...headers } })
}

describe('a call with a key through Zadarma', () => {
  it.each([
    ['no', undefined],
    ['an empty', ''],
    ['a wrong', 'NjRjOGNmODE3MDQyOGZlYTNjMjJmNGE3ODQ2MjhkOTY2YWNmYmI0MA=='],
    ['the raw digest as its', 'raw'],
    ['the hex digest as its', 'hex'],
  ])('F01 with %s signature', async (_, given) => {
    const { held, to } = await ringing()
    const fields = pressed(to)
    const right = zadarmaSignature(accounts.zad.secret, fields)
    const hex = Buffer.from(right, 'base64').toString()
    const signature = { raw: Buffer.from(hex, 'hex').toString('base64'), hex }[given ?? ''] ?? given
    const raw = new URLSearchParams(fields).toString()
    const answer = await post(raw, signature === undefined ? {} : { Signature: signature })
    expect(answer.status).toBe(401)
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: null })
  })

  it('F02 with the vector of the document, as it stands there', async () => {
    const fields = { caller_id: '0999999999', called_did: '0', call_start: '2024-10-23 16:00:47' }
    expect(zadarmaSignature('reachproof-zadarma-test-secret', fields)).toBe(
      'NjRjOGNmODE3MDQyOGZlYTNjMjJmNGE3ODQ2MjhkOTY2YWNmYmI0MA==',
    )
    const { held } = await ringing('+380999999999')
    const answer = await suite.hooks.zadarma(
      { event: 'NOTIFY_END', ...fields, disposition: 'answered', callback_dtmf: '1' },
      { Signature: 'NjRjOGNmODE3MDQyOGZlYTNjMjJmNGE3ODQ2MjhkOTY2YWNmYmI0MA==' },
    )
    expect(answer.status).toBe(200)
    expect(await viewOf(held)).toMatchObject({ state: 'verified' })
    suite.expects({ sends: 1, proofs: 1 })
  })

  it.each<[how: string, write: (e164: string) => string]>([
    ['as it is dialled at home', to => to.replace('+44', '0')],
    ['with its country', to => to.slice(1)],
    ['with a plus', to => to],
    ['with 00', to => `00${to.slice(1)}`],
  ])('F02 for the number %s', async (_, write) => {
    const { held, to } = await ringing()
    expect((await suite.hooks.zadarma(pressed(to, { caller_id: write(to) }))).status).toBe(200)
    const { state, proof } = await viewOf(held)
    expect(state).toBe('verified')
    expect(claimsOf(proof)).toMatchObject({
      phone_number: to,
      acr: 'urn:reachproof:acr:consent',
      amr: ['mca', 'tel'],
      rp_channel: 'call_button',
    })
    suite.expects({ proofs: 1 })
  })

  it('F03 that was declined, then the same signature with the key', async () => {
    const { held, to } = await ringing()
    const declined = pressed(to, { callback_dtmf: '' })
    const Signature = zadarmaSignature(accounts.zad.secret, declined)
    expect((await suite.hooks.zadarma(declined, { Signature })).status).toBe(200)
    for (const forged of [
      { ...declined, callback_dtmf: '1' },
      { ...declined, callback_dtmf: '1', pbx_call_id: 'out_forged' },
      { ...declined, callback_dtmf: '1', pbx_call_id: '' },
    ]) {
      expect((await suite.hooks.zadarma(forged, { Signature })).status).toBe(200)
    }
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: 'declined' })

    // Nor does it answer for the next call to that number.
    expect((await suite.send(held)).status).toBe(200)
    await suite.until(held, ({ delivery }) => delivery === 'sent')
    for (const pbx_call_id of [declined.pbx_call_id!, 'out_forged_again']) {
      await suite.hooks.zadarma({ ...declined, callback_dtmf: '1', pbx_call_id }, { Signature })
    }
    expect((await viewOf(held)).state).toBe('waiting')
  })

  it('F03 and the other way round: who has pressed stays confirmed', async () => {
    const { held, to } = await ringing()
    const fields = pressed(to)
    await suite.hooks.zadarma(fields)
    await suite.hooks.zadarma({ ...fields, callback_dtmf: '', disposition: 'busy' })
    expect((await viewOf(held)).state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it('F03 in twenty notifications at once, one of them with the key', async () => {
    const { held, to } = await ringing()
    const fields = pressed(to)
    const keys = Array.from({ length: 20 }, (_, n) => (n === 10 ? '1' : ''))
    const Signature = zadarmaSignature(accounts.zad.secret, fields)
    await Promise.all(keys.map(key => suite.hooks.zadarma({ ...fields, callback_dtmf: key }, { Signature })))
    const { state, notice } = await viewOf(held)
    // Whichever was first has decided, and it is one of the two.
    expect([state, notice]).toEqual(state === 'verified' ? ['verified', null] : ['waiting', 'declined'])
    suite.expects({ proofs: state === 'verified' ? 1 : 0 })
  })

  it('F04 from an address that is not listed, or at another path', async () => {
    const { held, to } = await ringing(undefined, 'site_mj')
    const fields = pressed(to)
    const raw = new URLSearchParams(fields).toString()
    const Signature = zadarmaSignature(accounts.zad.secret, fields)
    const from = (address: string, path = listed.path) =>
      post(raw, { Signature, 'X-Forwarded-For': address }, path)
    for (const address of [
      '185.45.152.44',
      '185.45.151.41',
      '203.0.113.7',
      '2001:db8:46::1',
      '185.45.152.41.evil.test',
      // What a client writes itself stands before what the proxy adds.
      `${listed.address}, 203.0.113.7`,
      '',
    ]) {
      expect((await from(address)).status, address).toBe(401)
    }
    for (const path of [
      '/hooks/zad_listed/another-token-of-22-chars',
      '/hooks/nobody/hook-token-of-the-listed-22',
      `${listed.path}x`,
      listed.path.slice(0, -1),
      `${listed.path}/end`,
      `${listed.path}%20`,
    ]) {
      expectProblemOr404(await from(listed.address, path))
    }
    // The token of one account does not open another's.
    expect((await from(listed.address, `/hooks/zad/${listed.path.split('/').at(-1)}`)).status).toBe(404)
    expect((await viewOf(held)).state).toBe('waiting')
    expect((await from(listed.address)).status).toBe(200)
    expect((await viewOf(held)).state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it.each<Record<string, string>>([
    { disposition: 'cancel' },
    { disposition: 'busy' },
    { disposition: 'no answer' },
    { disposition: 'failed' },
    { disposition: '' },
    { disposition: ' answered' },
    { event: 'NOTIFY_START' },
    { event: 'NOTIFY_IVR' },
    { event: 'NOTIFY_INTERNAL' },
    { event: 'NOTIFY_OUT_START' },
    { event: 'NOTIFY_RECORD' },
    { event: 'NOTIFY_UNKNOWN_END' },
    { event: 'notify_end' },
    { event: '__proto__' },
  ])('F05 with the key, but %j', async changed => {
    const { held, to } = await ringing()
    const { status } = await suite.hooks.zadarma(pressed(to, changed))
    expect([200, 401]).toContain(status)
    expect((await viewOf(held)).state).toBe('waiting')
  })

  it('F05 NOTIFY_OUT_END decides exactly when it says which key', async () => {
    const { held, to } = await ringing()
    const { callback_dtmf: _, ...silent } = pressed(to, { event: 'NOTIFY_OUT_END' })
    expect((await suite.hooks.zadarma(silent)).status).toBe(200)
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: null })
    const busy = { event: 'NOTIFY_OUT_END', disposition: 'busy', call_start: '2026-01-01 00:00:01' }
    const other = await ringing()
    expect((await suite.hooks.zadarma(pressed(other.to, busy))).status).toBe(200)
    expect(await viewOf(other.held)).toMatchObject({ state: 'waiting', notice: 'not_answered' })
    const said = pressed(to, { event: 'NOTIFY_OUT_END' })
    expect((await suite.hooks.zadarma(said)).status).toBe(200)
    expect((await viewOf(held)).state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it.each([
    '11',
    '1#',
    '#1',
    ' 1',
    '1 ',
    '01',
    '1.0',
    '+1',
    '١',
    '１',
    '①',
    '१',
    '1\n',
    '1\u0000',
    '\u200f1',
    'one',
  ])('F06 with the key %j', async callback_dtmf => {
    const { held, to } = await ringing()
    expect((await suite.hooks.zadarma(pressed(to, { callback_dtmf }))).status).toBe(200)
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: 'declined' })
  })

  it('F06 with the key in a list, or twice', async () => {
    const { held, to } = await ringing()
    const fields = pressed(to)
    const Signature = zadarmaSignature(accounts.zad.secret, fields)
    const { callback_dtmf: _, ...rest } = fields
    const without = new URLSearchParams(rest).toString()
    for (const key of [
      'callback_dtmf=2&callback_dtmf=1',
      'callback_dtmf=1&callback_dtmf=2',
      'callback_dtmf=1&callback_dtmf=1',
      'callback_dtmf[]=1',
      'callback_dtmf[0]=1',
      'callback_dtmf%5B%5D=1',
      'Callback_dtmf=1',
      'callback_dtmf%00=1',
    ]) {
      expect([200, 400], key).toContain((await post(`${without}&${key}`, { Signature })).status)
    }
    const json = JSON.stringify({ ...rest, callback_dtmf: ['1'] })
    const asJson = await post(json, { Signature, 'Content-Type': 'application/json' })
    expect(asJson.status).toBe(400)
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: null })
  })

  it('F07 for a number that no call rings', async () => {
    const { held, to } = await ringing()
    for (const caller_id of [
      suite.phone(),
      to.replace('+44', '+1'),
      `1${to.slice(1)}`,
      to.slice(4),
      to.slice(-7),
      '',
      `${to};ext=1`,
      `${to}0`,
    ]) {
      expect((await suite.hooks.zadarma(pressed(to, { caller_id }))).status).toBe(200)
    }
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: null })
  })

  const past = (seconds: number) => new Date(Date.now() - seconds * 1000).toISOString()
  const stamp = (iso: string) => iso.slice(0, 19).replace('T', ' ')
  it.each<[when: string, callStart: () => string]>([
    ['yesterday', () => stamp(past(86_400))],
    ['two minutes before it was asked for', () => stamp(past(120))],
    ['in two minutes', () => stamp(past(-120))],
    ['in ISO 8601', () => past(0)],
    ['in Unix seconds', () => String(Math.floor(Date.now() / 1000))],
    ['as other countries write it', () => stamp(past(0)).replace(/^(\d+)-(\d+)-(\d+)/, '$3.$2.$1')],
    ['on the 30th of February', () => '2026-02-30 12:00:00'],
    ['with a space behind', () => `${stamp(past(0))} `],
    ['never', () => ''],
  ])('F07 that began %s', async (_, callStart) => {
    const { held, to } = await ringing(undefined, 'site_mj')
    const fields = pressed(to, { call_start: callStart() })
    const Signature = zadarmaSignature(accounts.zad.secret, fields)
    const raw = new URLSearchParams(fields).toString()
    const answer = await post(raw, { Signature, 'X-Forwarded-For': listed.address }, listed.path)
    expect(answer.status).toBe(200)
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: null })
  })

  it('F07 in a form other than Zadarma’s, at an account without a time zone', async () => {
    const { held, to } = await ringing()
    for (const call_start of [
      '23.10.2024 16:00',
      '2024-10-23T16:00:47Z',
      '1729699247',
      '',
      '2024-13-01 00:00:00',
    ]) {
      expect((await suite.hooks.zadarma(pressed(to, { call_start }))).status).toBe(200)
    }
    expect(await viewOf(held)).toMatchObject({ state: 'waiting', notice: null })
  })

  it('F09 two for one number at two sites of one account', async () => {
    const first = await ringing(phoneX)
    const again = () => suite.start({ sitekey: 'site_mj_b', channel: 'call_button', to: phoneX })
    const refused = await again()
    expect([refused.status, refused.body.code]).toEqual([429, 'try_later'])
    // In another spelling it is the same number.
    const spelled = { sitekey: 'site_zd', channel: 'call_button', to: '07911 123456', country: 'GB' }
    expect((await suite.start(spelled)).status).toBe(429)
    // The other account has calls of its own.
    const elsewhere = await ringing(phoneX, 'site_mj')
    await suite.hooks.zadarma(pressed(phoneX))
    expect((await viewOf(first.held)).state).toBe('verified')
    expect((await viewOf(elsewhere.held)).state).toBe('waiting')

    // The first has ended; now the second runs, until it is stopped.
    const second = (await again()).body
    expect(second.state).toBe('waiting')
    expect((await suite.start(spelled)).status).toBe(429)
    const stopped = await suite.request('DELETE', `/v1/verifications/${second.id}`, {
      headers: { Authorization: `Bearer ${second.secret}`, Origin: 'https://b.test' },
    })
    expect(stopped.status).toBe(204)
    expect((await suite.start(spelled)).status).toBe(201)
    suite.expects({ sends: 4, proofs: 1 })
  })

  it('F09 ten for one number at once', async () => {
    const to = suite.phone()
    const answers = await Promise.all(
      Array.from({ length: 10 }, (_, n) =>
        suite.start({ sitekey: n % 2 ? 'site_zd' : 'site_mj_b', channel: 'call_button', to }),
      ),
    )
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(9).fill(429)])
    const held = answers.find(({ status }) => status === 201)!.body
    await suite.until(held, ({ delivery }) => delivery === 'sent')
    suite.expects({ sends: 1 })
  })

  it('F10 the check of the address, and what it does not reflect', async () => {
    const path = suite.hooks.path('zad')
    const right = await suite.request('GET', `${path}?zd_echo=abc-DEF_123`)
    expect([right.status, right.text]).toEqual([200, 'abc-DEF_123'])
    expect(right.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    for (const query of [
      `zd_echo=${encodeURIComponent('<script>alert(1)</script>')}`,
      `zd_echo=${'a'.repeat(10_240)}`,
      'zd_echo=a%0D%0ASet-Cookie:%20a=b',
      'zd_echo=a&zd_echo=b',
      'zd_echo=a&zd_echo=a',
      'zd_echo[]=a',
      'zd_echo=',
      'zd_echo',
      'zd_echo=a%00',
      'zd_echo=%E0%A4%A',
      '',
    ]) {
      const answer = await suite.request('GET', `${path}?${query}`)
      expect([answer.status, answer.text], query.slice(0, 40)).toEqual([400, ''])
      expect(answer.headers).toMatchObject({ 'x-content-type-options': 'nosniff' })
      const posted = await post(query, {})
      expect(posted.status, query.slice(0, 40)).toBeGreaterThanOrEqual(400)
      expect(posted.text).not.toMatch(/script|Set-Cookie/)
    }
  })

  it('R-48 a spoken code goes out as an integer, to be said twice by Zadarma, in the visitor’s language', async () => {
    const to = suite.phone()
    const held = await suite.started({ sitekey: 'site_zd', channel: 'call_code', to, language: 'fr' })
    const code = await suite.codeSentTo(to)
    const { text } = suite.sink.sent.at(-1)!
    expect(Object.fromEntries(new URLSearchParams(text))).toMatchObject({ language: 'fr', code, to })
    // Nothing that is told of a call proves a code.
    await suite.hooks.zadarma(pressed(to))
    expect((await viewOf(held)).state).toBe('pending')
    expect((await suite.check(held, code)).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })
})

/** What is below a hook of ours and is not there: a 404 of the app, or of the hook itself. */
function expectProblemOr404({ status, text }: { status: number; text: string }): void {
  expect(status).toBe(404)
  expect(text).not.toContain('hook-token')
}

describe('F11–F13 the vector of Twilio, as it stands in the document', () => {
  const path = '/hooks/twilio/voice'
  const url = `https://verify.example.test${path}`
  const params = {
    CallSid: 'CA00000000000000000000000000000001',
    Digits: '1',
    From: '+15550001234',
    To: '+447911123456',
  }
  const signature = 'vz1K+MUpPUwt+zFp3euzGhfKhSU='

  const public_ = startSuite('open', config => ({
    ...config,
    publicUrl: 'https://verify.example.test',
    providers: { ...config.providers, twilio: { ...config.providers.tw, hookToken: 'voice' } },
  }))
  const send = (
    raw: string,
    given: string | undefined,
    headers: Record<string, string> = {},
    at = path,
    method = 'POST',
  ) =>
    public_.request(method, at, {
      raw,
      headers: {
        'Content-Type': 'application/x-www-form-urlencoded',
        ...(given !== undefined && { 'X-Twilio-Signature': given }),
        ...headers,
      },
    })
  const form = (changed: Record<string, string> = {}) =>
    new URLSearchParams({ ...params, ...changed }).toString()
  const sign = (fields: Record<string, string>, at = url) =>
    twilioFormSignature(accounts.tw.authToken, at, fields)

  it('F11 at the right address; changed, added to or cut short it is refused', async () => {
    expect(accounts.tw.authToken).toBe('reachproof-twilio-token')
    expect(sign(params)).toBe(signature)
    const accepted = await send(form(), signature)
    expect([accepted.status, accepted.headers['content-type']]).toEqual([200, 'text/xml; charset=utf-8'])
    // The order of the fields is not signed.
    expect(
      (await send(new URLSearchParams(Object.entries(params).toReversed()).toString(), signature)).status,
    ).toBe(200)

    for (const [what, raw] of [
      ['changed', form({ Digits: '2' })],
      ['added', form({ Extra: '' })],
      ['added', form({ AccountSid: accounts.tw.accountSid })],
      ['added', `${form()}&Digits=2`],
      ['cut', new URLSearchParams({ ...params, Digits: '' }).toString()],
      ['cut', form().replace('&Digits=1', '')],
      ['nothing', ''],
    ] as const) {
      expect((await send(raw, signature)).status, what).toBe(403)
    }
    for (const wrong of [
      'AAAA',
      signature.toLowerCase(),
      `${signature} `.repeat(2),
      signature.slice(0, -1),
    ]) {
      expect((await send(form(), wrong)).status).toBe(403)
    }
    expect((await send(form(), undefined)).status).toBe(401)
    expect((await send(form(), '')).status).toBe(401)
    for (const at of [`${path}?a=1`, `${path}/status`, `${path}/press?v=1&n=1`]) {
      expect((await send(form(), signature, {}, at)).status, at).toBe(403)
    }
    // Nothing stands between what is signed, so this is signed rightly; but it names no call.
    const glued = form().replace('&Digits=1', '').replace('0001&', '0001Digits1&')
    expect((await send(glued, signature)).status).toBe(400)
    public_.expects({ sends: 0 })
  })

  it('F12 signed for the address of somebody else, who also names it', async () => {
    const evil = 'https://evil.test/hooks/twilio/voice'
    const forged = sign(params, evil)
    for (const headers of [
      { Host: 'evil.test' },
      { 'X-Forwarded-Host': 'evil.test', 'X-Forwarded-Proto': 'https' },
      { Host: 'evil.test', 'X-Forwarded-Host': 'evil.test', Forwarded: 'host=evil.test;proto=https' },
      { 'X-Original-URL': evil, 'X-Rewrite-URL': path },
    ] as Record<string, string>[]) {
      expect((await send(form(), forged, headers)).status).toBe(403)
      // And the right one stays right, whatever they say.
      expect((await send(form(), signature, headers)).status).toBe(200)
    }
  })

  it('F13 fields that come twice or in brackets, no CallSid, or a GET: rightly signed', async () => {
    const { Digits: _, CallSid: __, ...rest } = params
    const base = new URLSearchParams({ ...rest, CallSid: params.CallSid }).toString()
    // As Twilio's own library signs a repeated name: its distinct values, sorted.
    const twice = twilioFormSignature(accounts.tw.authToken, url, { ...params, Digits: '1Digits2' })
    expect((await send(`${base}&Digits=1&Digits=2`, twice)).status).toBe(400)
    expect((await send(`${base}&Digits=1&Digits=1`, signature)).status).toBe(400)
    for (const name of ['Digits[]', 'Digits[0]', '[Digits]']) {
      const fields = { ...rest, CallSid: params.CallSid, [name]: '1' }
      expect((await send(new URLSearchParams(fields).toString(), sign(fields))).status, name).toBe(400)
    }
    for (const CallSid of [undefined, '', '1', `CA${'z'.repeat(32)}`, `CA${'0'.repeat(31)}`]) {
      const fields = { ...rest, Digits: '1', ...(CallSid !== undefined && { CallSid }) }
      expect((await send(new URLSearchParams(fields).toString(), sign(fields))).status).toBe(400)
    }
    const asked = `${path}?${form()}`
    const get = await public_.request('GET', asked, {
      headers: { 'X-Twilio-Signature': sign({}, `https://verify.example.test${asked}`) },
    })
    expect(get.status).toBe(405)
  })
})

describe('calls through Twilio', () => {
  /** The TwiML that the nth call to a number begins with, and where its key is posted to. */
  async function opening(to: string, nth = 1) {
    const { text } = (await suite.sink.messagesTo(to, nth))[nth - 1]!
    const action = /action="([^"]*)"/.exec(text)![1]!.replaceAll('&#38;', '&')
    expect(action.startsWith(`${issuer}${suite.hooks.path('tw')}`)).toBe(true)
    return { twiml: text, part: action.slice(`${issuer}${suite.hooks.path('tw')}`.length) }
  }

  const CallSid = () => `CA${(++calls).toString(16).padStart(32, '0')}`
  const inCall = (to: string, digits: string, sid = CallSid()) => ({
    CallSid: sid,
    CallStatus: 'in-progress',
    From: accounts.tw.from,
    To: to,
    Digits: digits,
  })
  /** What a voice says: the text of each <Say>, however it is escaped. */
  const said = (twiml: string) =>
    [...twiml.matchAll(/<Say[^>]*>(.*?)<\/Say>/gs)]
      .map(([, text]) => text!.replace(/&#(\d+);/g, (_, code) => String.fromCharCode(Number(code))))
      .join(' ')

  it.each([
    ['fr', 'fr-FR', 'Pour entendre votre code, appuyez sur '],
    ['en', 'en-GB', 'To hear your code, press '],
    // Nobody at Twilio speaks Kurdish: English then.
    ['ckb', 'en-GB', 'To hear your code, press '],
  ])('F15 a spoken code in %s, behind a key', async (language, locale, ask) => {
    const to = suite.phone()
    const held = await suite.started({ sitekey: 'site_tw', channel: 'call_code', to, language })
    await suite.until(held, ({ delivery }) => delivery === 'sent')
    const { twiml, part } = await opening(to)
    // Said before anybody has pressed anything: a mailbox hears the key, and no code.
    expect(said(twiml)).toContain(ask)
    expect(said(twiml).replace(/\D/g, '')).toMatch(/^\d$/)
    expect(twiml).toContain(`language="${locale}"`)
    const key = said(twiml).replace(/\D/g, '')

    const answer = await suite.hooks.twilio(inCall(to, key), { part })
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(answer.text).toContain(`language="${locale}"`)
    const spoken = [...said(answer.text).matchAll(/\d(?:, \d){5}/g)].map(([digits]) => digits)
    expect(spoken).toHaveLength(2)
    expect(new Set(spoken).size).toBe(1)
    expect(said(answer.text).match(/\d/g)).toHaveLength(12)
    const code = spoken[0]!.replace(/\D/g, '')
    suite.keepsSecret(code)
    expect((await viewOf(held)).state).toBe('pending')
    expect((await suite.check(held, code)).body.state).toBe('verified')
    suite.expects({ sends: 1, proofs: 1 })
  })

  it('F15 no code for another key, none, or after it is over', async () => {
    const to = suite.phone()
    const held = await suite.started({ sitekey: 'site_tw', channel: 'call_code', to })
    await suite.until(held, ({ delivery }) => delivery === 'sent')
    const { twiml, part } = await opening(to)
    const key = said(twiml).replace(/\D/g, '')
    const hearsNoCode = async (digits: string, at = part) => {
      const answer = await suite.hooks.twilio(inCall(to, digits), { part: at })
      expect(said(answer.text).match(/\d/g) ?? []).toHaveLength(digits === '' && at === part ? 1 : 0)
    }
    for (let other = 0; other <= 9; other++) {
      if (String(other) !== key) await hearsNoCode(String(other))
    }
    for (const digits of ['', `${key}${key}`, `${key}#`, '*', '#', '١']) await hearsNoCode(digits)
    // Another send than the one that rings, and no send at all.
    for (const at of [part.replace('n=1', 'n=2'), part.replace(held.id, 'vr_unknown')])
      await hearsNoCode(key, at)
    expect((await suite.end(held)).status).toBe(204)
    await hearsNoCode(key)
    suite.expects({ sends: 1 })
  })

  it('F13 a key press rightly signed, but twice, in brackets, without its call or as a GET', async () => {
    const to = suite.phone()
    const held = await suite.started({ sitekey: 'site_tw', channel: 'call_button', to })
    await suite.until(held, ({ delivery }) => delivery === 'sent')
    const { part } = await opening(to)
    const path = suite.hooks.path('tw', part)
    const about = { AccountSid: accounts.tw.accountSid, CallSid: CallSid() }
    const send = (raw: string, signed: Record<string, string>, method = 'POST') =>
      suite.request(method, path, {
        ...(method === 'POST' && { raw }),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-Twilio-Signature': twilioFormSignature(accounts.tw.authToken, issuer + path, signed),
        },
      })
    const base = new URLSearchParams(about).toString()
    expect((await send(`${base}&Digits=1&Digits=2`, { ...about, Digits: '1Digits2' })).status).toBe(400)
    expect((await send(`${base}&Digits=1&Digits=1`, { ...about, Digits: '1' })).status).toBe(400)
    expect((await send(`${base}&Digits[]=1`, { ...about, 'Digits[]': '1' })).status).toBe(400)
    const { CallSid: _, ...noCall } = { ...about, Digits: '1' }
    expect((await send(new URLSearchParams(noCall).toString(), noCall)).status).toBe(400)
    expect((await send('', {}, 'GET')).status).toBe(405)
    const foreign = { ...about, Digits: '1', AccountSid: `AC${'9'.repeat(32)}` }
    expect((await send(new URLSearchParams(foreign).toString(), foreign)).status).toBe(403)
    expect((await viewOf(held)).state).toBe('waiting')
  })

  it('F03 and F06 with a key: the first press decides, and nothing but 1 confirms', async () => {
    for (const digits of ['11', '1#', '01', '١', '2', '']) {
      const { held, to } = await ringing(undefined, 'site_tw')
      const { part } = await opening(to)
      const sid = CallSid()
      await suite.hooks.twilio(inCall(to, digits, sid), { part })
      await suite.hooks.twilio(inCall(to, '1', sid), { part })
      await suite.hooks.twilio(inCall(to, '1'), { part })
      expect(await viewOf(held), digits).toMatchObject({ state: 'waiting', notice: 'declined' })
    }
    const { held, to } = await ringing(undefined, 'site_tw')
    const { twiml, part } = await opening(to)
    expect(said(twiml)).toBe(en.messages.call_button.replace('{site}', 'a.test'))
    await suite.hooks.twilio(inCall(to, '1'), { part })
    const { state, proof } = await viewOf(held)
    expect(state).toBe('verified')
    expect(claimsOf(proof)).toMatchObject({ acr: 'urn:reachproof:acr:consent', rp_channel: 'call_button' })
    suite.expects({ proofs: 1 })
  })

  it('F09 one call with a key for a number at a time, and one press for one send', async () => {
    const { held, to } = await ringing(undefined, 'site_tw')
    expectProblem(await suite.start({ sitekey: 'site_tw', channel: 'call_button', to }), 429, 'try_later', {
      retryAfterSeconds: expect.any(Number),
    })
    const { part } = await opening(to)
    // A press for a send that there is not.
    for (const at of [part.replace('n=1', 'n=2'), part.replace('n=1', 'n=9999')]) {
      await suite.hooks.twilio(inCall(to, '1'), { part: at })
    }
    for (const at of [
      part.replace('n=1', 'n=0'),
      part.replace('n=1', 'n=-1'),
      part.replace('n=1', 'n=1e0'),
    ]) {
      expect((await suite.hooks.twilio(inCall(to, '1'), { part: at })).status).toBe(400)
    }
    expect((await viewOf(held)).state).toBe('waiting')
    suite.expects({ sends: 1 })
  })
})

describe('calls through a gateway', () => {
  it('F15 the words of a call hold the code twice, its digits apart, in the visitor’s language', async () => {
    const to = suite.phone()
    const held = await suite.started({ channel: 'call_code', to, language: 'fr' })
    const code = await suite.codeSentTo(to)
    const { text } = suite.sink.sent.at(-1)!
    const digits = [...code].join(', ')
    expect(text).toBe(fr.messages.call_code.replace('{site}', 'a.test').replaceAll('{authcode}', digits))
    expect((await suite.check(held, code)).body.state).toBe('verified')
    suite.expects({ sends: 1, proofs: 1 })
  })
})
