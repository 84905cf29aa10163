import { createHmac } from 'node:crypto'
import { describe, expect, it, vi } from 'vitest'
import type { CallEnd, HookRequest, Inbox } from '../../channel.ts'
import { createLog } from '../../log.ts'
import { createNotificationHook } from './notification.ts'
import { zadarmaSettings } from './settings.ts'
import vectors from './vectors.json' with { type: 'json' }

const key = 'a1b2c3d4e5f60718293a'
const secret = 's3cr3t0f1e2d3c4b5a69'
const now = Date.parse('2024-10-23T14:01:00Z')

/** A hook, what it handed on, and what it logged. */
function createHook(settings: Record<string, unknown> = {}) {
  const ends: CallEnd[] = []
  const logged: string[] = []
  const unexpected = () => Promise.reject(new Error('only the ends of calls are told'))
  const inbox: Inbox = {
    message: unexpected,
    codeSupplied: unexpected,
    callEnded: async end => ends.push(end) > 0,
    delivery: unexpected,
    numberLost: unexpected,
    messageOf: unexpected,
  }
  const log = createLog('trace', { write: line => void logged.push(line) })
  const hook = createNotificationHook(
    'zad',
    zadarmaSettings.parse({ key, secret, ...settings }),
    log,
    () => now,
  )
  const receive = (request: Partial<HookRequest>) =>
    hook.receive(
      {
        method: 'POST',
        url: 'https://verify.test/hooks/zad/token',
        part: '',
        headers: {},
        query: new URLSearchParams(),
        body: new Uint8Array(),
        address: '203.0.113.7',
        ...request,
      },
      inbox,
    )
  const post = (body: string, signature?: string, more: Partial<HookRequest> = {}) =>
    receive({
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(signature !== undefined && { signature }),
      },
      body: Buffer.from(body),
      ...more,
    })
  return { hook, inbox, receive, post, ends, logged }
}

const seed = {
  event: 'NOTIFY_END',
  call_start: '2024-10-23 16:00:47',
  pbx_call_id: 'out_0e7d449cac2f0a3ce54919e91cd999194e8f2d97',
  caller_id: '0999999999',
  called_did: '0',
  internal: '100',
  last_internal: '100',
  duration: '3',
  status_code: '16',
  is_recorded: '0',
  calltype: 'callback_leg1',
  callback_dtmf: '1',
  disposition: 'answered',
}

/** Signed here by hand, so that the adapter is not asked whether it agrees with itself. */
const signed = (text: string) =>
  Buffer.from(createHmac('sha1', secret).update(text).digest('hex')).toString('base64')

const end = (changed: Record<string, string> = {}) => {
  const fields = { ...seed, ...changed }
  return {
    body: new URLSearchParams(fields).toString(),
    signature: signed(fields.caller_id + fields.called_did + fields.call_start),
  }
}

const outEnd = (changed: Record<string, string> = {}) => {
  const fields = {
    ...seed,
    event: 'NOTIFY_OUT_END',
    caller_id: '33170000000',
    destination: '33799999999',
    ...changed,
  }
  return {
    body: new URLSearchParams(fields).toString(),
    signature: signed(fields.internal + fields.destination + fields.call_start),
  }
}

const pressed = vectors.notifications.find(({ name }) => name === 'end-call-button-pressed-1')!

describe('a notification', () => {
  it('of the seed document says that the key was pressed, on which number, and which call it was', async () => {
    const { post, ends } = createHook()
    expect(await post(pressed.body, pressed.signature)).toEqual({
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      body: '',
    })
    expect(ends).toEqual([
      {
        provider: 'zad',
        call: { number: '0999999999' },
        end: 'pressed',
        startedAt: null,
        marks: [
          'call|0999999999|2024-10-23 16:00:47',
          `signed|${pressed.signature}`,
          'pbx|out_0e7d449cac2f0a3ce54919e91cd999194e8f2d97',
        ],
      },
    ])
  })

  const results = [
    'end-call-button-pressed-1',
    'end-call-button-no-key',
    'end-call-button-not-answered',
    'out-end-hypothetical-with-dtmf',
  ]
  it.each(vectors.notifications)(
    'that the official client made is accepted: $name',
    async ({ name, body, signature }) => {
      const { post, ends } = createHook()
      expect(await post(body, signature)).toMatchObject({ status: 200, body: '' })
      expect(ends).toHaveLength(results.includes(name) ? 1 : 0)
    },
  )

  it.each(vectors.forgeries)('is refused exactly when its signature does not hold: $name', async vector => {
    const { post, ends } = createHook({ secret: vector.secret })
    const body = new URLSearchParams(vector.fields).toString()
    expect(await post(body, vector.signature)).toMatchObject({ status: vector.signatureHolds ? 200 : 401 })
    expect(ends).toHaveLength(vector.signatureHolds ? 1 : 0)
  })

  it.each([
    ['no signature', undefined],
    ['an empty one', ''],
    ['a wrong one', 'AAAA'],
    ['the right one twice', `${pressed.signature}, ${pressed.signature}`],
    ['the one of another call', vectors.notifications.at(-1)!.signature],
  ])('with %s is refused', async (_what, signature) => {
    const { post, ends } = createHook()
    expect(await post(pressed.body, signature)).toMatchObject({ status: 401, body: '' })
    expect(ends).toEqual([])
  })

  it('with two signature headers is refused', async () => {
    const { receive, ends } = createHook()
    const headers = { signature: [pressed.signature, pressed.signature] }
    expect(await receive({ headers, body: Buffer.from(pressed.body) })).toMatchObject({ status: 401 })
    expect(ends).toEqual([])
  })

  it('signed with the digest itself is accepted only where the settings say so', async () => {
    const strict = createHook()
    expect(await strict.post(pressed.body, pressed.rawSignature)).toMatchObject({ status: 401 })
    const lenient = createHook({ rawSignature: true })
    expect(await lenient.post(pressed.body, pressed.rawSignature)).toMatchObject({ status: 200 })
    expect(await lenient.post(pressed.body, pressed.signature)).toMatchObject({ status: 200 })
    expect(lenient.ends).toHaveLength(2)
  })

  it.each([
    ['185.45.152.42', 200],
    ['::ffff:185.45.152.40', 200],
    ['2001:db8::7', 200],
    ['2001:db8:0:0::/64', 200],
    ['2001:db8:0:1::/64', 401],
    ['185.45.152.44', 401],
    ['203.0.113.7', 401],
    ['2001:db9::7', 401],
    ['nowhere', 401],
    [null, 401],
  ])('from %s is answered %i where the addresses are configured', async (address, status) => {
    const { post, ends } = createHook({ addresses: ['185.45.152.40/30', '2001:db8::7'] })
    expect(await post(pressed.body, pressed.signature, { address })).toMatchObject({ status })
    expect(ends).toHaveLength(status === 200 ? 1 : 0)
  })

  it.each([
    ['A6: hands on the number and every name of the call, for the core to find the one attempt', {}, 3],
    ['A6: leaves out an id that is empty', { pbx_call_id: '' }, 2],
  ])('%s', async (_title, changed, marks) => {
    const { post, ends } = createHook()
    const { body, signature } = end(changed)
    await post(body, signature)
    expect(ends[0]!.call).toEqual({ number: '0999999999' })
    expect(ends[0]!.marks).toHaveLength(marks)
  })

  it.each(['0799999999', '+33799999999', '33799999999', '0033799999999'])(
    'A7: hands on the called number as it is written: %s',
    async caller_id => {
      const { post, ends } = createHook()
      const { body, signature } = end({ caller_id })
      await post(body, signature)
      expect(ends[0]!.call).toEqual({ number: caller_id })
    },
  )

  it('A6: has one mark for one signature, wherever its digits are moved and whatever else is changed', async () => {
    const { post, ends } = createHook({ rawSignature: true })
    const { body, signature } = outEnd({ callback_dtmf: '' })
    const moved = outEnd({ internal: '10033', destination: '799999999', pbx_call_id: 'another' })
    expect(moved.signature).toBe(signature)
    await post(body, signature)
    await post(moved.body, Buffer.from(Buffer.from(signature, 'base64').toString(), 'hex').toString('base64'))
    expect(ends.map(({ end }) => end)).toEqual(['declined', 'pressed'])
    expect(ends[0]!.marks.filter(mark => ends[1]!.marks.includes(mark))).toEqual([`signed|${signature}`])
  })

  it('A5: takes NOTIFY_END for the result, with the called number in caller_id', async () => {
    const { post, ends } = createHook()
    const { body, signature } = end()
    await post(body, signature)
    expect(ends).toMatchObject([{ call: { number: '0999999999' }, end: 'pressed' }])
  })

  it('A5: takes NOTIFY_OUT_END for the result too, with the called number in destination', async () => {
    const { post, ends } = createHook()
    const { body, signature } = outEnd()
    await post(body, signature)
    expect(ends).toMatchObject([{ call: { number: '33799999999' }, end: 'pressed' }])
  })

  it('A18: gives both ends of one call a mark in common, so that only the first one counts', async () => {
    const { post, ends } = createHook()
    const [one, other] = [end({ caller_id: '+33799999999' }), outEnd()]
    await post(one.body, one.signature)
    await post(other.body, other.signature)
    expect(ends[0]!.marks.filter(mark => ends[1]!.marks.includes(mark))).toEqual(
      expect.arrayContaining([`pbx|${seed.pbx_call_id}`, `call|33799999999|${seed.call_start}`]),
    )
  })

  it.each(['end-incoming', 'out-end', 'out-end-no-internal'])(
    'A18: that carries no callback_dtmf is no result: %s',
    async name => {
      const { post, ends } = createHook()
      const { body, signature } = vectors.notifications.find(vector => vector.name === name)!
      expect(await post(body, signature)).toMatchObject({ status: 200 })
      expect(ends).toEqual([])
    },
  )

  it.each(['NOTIFY_START', 'NOTIFY_INTERNAL', 'NOTIFY_IVR'])(
    'that is no end of a call has no effect, although the signature fits: %s',
    async event => {
      const { post, ends } = createHook()
      const { body, signature } = end({ event })
      expect(await post(body, signature)).toMatchObject({ status: 200 })
      expect(ends).toEqual([])
    },
  )

  it.each(['NOTIFY_INTERNAL_END', 'NOTIFY_SOMETHING_NEW', 'notify_end', 'toString'])(
    'of an event that we do not know is answered, and has no effect: %s',
    async event => {
      const { post, ends } = createHook()
      const { body, signature } = end({ event })
      expect(await post(body, signature)).toMatchObject({ status: 200, body: '' })
      expect(ends).toEqual([])
    },
  )

  it.each([
    ['1', 'answered', 'pressed'],
    ['1', 'Answered', 'pressed'],
    ['', 'answered', 'declined'],
    ['2', 'answered', 'declined'],
    ['11', 'answered', 'declined'],
    ['1#', 'answered', 'declined'],
    [' 1', 'answered', 'declined'],
    ['1\n', 'answered', 'declined'],
    ['01', 'answered', 'declined'],
    ['١', 'answered', 'declined'],
    ['１', 'answered', 'declined'],
    ['1', 'cancel', 'not_answered'],
    ['', 'cancel', 'not_answered'],
    ['1', 'busy', 'not_answered'],
    ['', 'no answer', 'not_answered'],
    ['1', 'no money', 'failed'],
    ['', 'no money, no limit', 'failed'],
    ['', 'no limit', 'failed'],
    ['', 'no day limit', 'failed'],
    ['', 'line limit', 'failed'],
    ['', 'unallocated number', 'failed'],
    ['1', 'failed', 'failed'],
    ['1', '', 'failed'],
    ['1', 'something new', 'failed'],
  ])('A8: with the key %j and the disposition %j is %s', async (callback_dtmf, disposition, outcome) => {
    const { post, ends } = createHook()
    const { body, signature } = end({ callback_dtmf, disposition })
    await post(body, signature)
    expect(ends.map(({ end }) => end)).toEqual([outcome])
  })

  it.each(['callback_dtmf[]=1', 'callback_dtmf[0]=1', 'Callback_dtmf=1', 'callback_dtmf%20=1'])(
    'whose key has another name is no result: %s',
    async other => {
      const { post, ends } = createHook()
      const { body, signature } = end()
      expect(await post(body.replace('callback_dtmf=1', other), signature)).toMatchObject({ status: 200 })
      expect(ends).toEqual([])
    },
  )

  it.each([
    'callback_dtmf=2&callback_dtmf=1',
    'callback_dtmf=1&callback_dtmf=1',
    'caller_id=0999999999',
    'disposition=busy',
  ])('with a field twice is refused: %s', async more => {
    const { post, ends } = createHook()
    const { body, signature } = end({ callback_dtmf: '' })
    const twice = `${body.replace('&callback_dtmf=', '')}&callback_dtmf=&${more}`
    expect(await post(twice, signature)).toMatchObject({ status: 400 })
    expect(ends).toEqual([])
  })

  it.each([
    ['call_start', '2024-10-23T16:00:47Z'],
    ['call_start', '23/10/2024 16:00'],
    ['call_start', ''],
    ['caller_id', ''],
    ['caller_id', 'anonymous'],
    ['caller_id', '1'.repeat(60)],
  ])('signed, but with the %s %j, is answered and has no effect', async (field, value) => {
    const { post, ends } = createHook()
    const { body, signature } = end({ [field]: value })
    expect(await post(body, signature)).toMatchObject({ status: 200 })
    expect(ends).toEqual([])
  })

  it('tells when the call began only where the time zone of the account is known', async () => {
    const { body, signature } = end()
    const paris = createHook({ timeZone: 'Europe/Paris' })
    await paris.post(body, signature)
    expect(paris.ends[0]!.startedAt).toBe(Date.parse('2024-10-23T14:00:47Z'))
    const unknown = createHook()
    await unknown.post(body, signature)
    expect(unknown.ends[0]!.startedAt).toBeNull()
  })

  it('A16: is never told as a delivery of a message', async () => {
    const { post, inbox, ends } = createHook()
    const delivery = vi.spyOn(inbox, 'delivery')
    for (const { body, signature } of vectors.notifications) await post(body, signature)
    expect(delivery).not.toHaveBeenCalled()
    expect(ends.length).toBeGreaterThan(0)
  })

  it('leaves neither number, call nor signature in the log', async () => {
    const { post, logged } = createHook()
    for (const { body, signature } of vectors.notifications) await post(body, signature)
    expect(logged.length).toBeGreaterThan(0)
    const text = logged.map(line => JSON.stringify({ ...JSON.parse(line), time: '' })).join('\n')
    expect(text).not.toMatch(/\d{4}|==|out_|in_/)
  })

  it.each([
    ['nothing', ''],
    ['no event', 'a=b'],
    ['JSON', '{"event":"NOTIFY_END"}'],
    ['too many fields', Array.from({ length: 65 }, (_, i) => `f${i}=1`).join('&')],
  ])('that holds %s is a bad request', async (_what, body) => {
    const { post, ends } = createHook()
    expect(await post(body, pressed.signature)).toMatchObject({ status: 400, body: '' })
    expect(ends).toEqual([])
  })

  it('is at most 16 kB', async () => {
    const { hook, post } = createHook()
    expect(hook.maxBytes).toBe(16_384)
    expect(await post(`${pressed.body}&x=${'y'.repeat(16_384)}`, pressed.signature)).toMatchObject({
      status: 413,
    })
  })

  it.each([
    ['DELETE', '', 405],
    ['PUT', '', 405],
    ['POST', 'code', 404],
    ['GET', 'code', 404],
  ])('is not expected as %s at part %j', async (method, part, status) => {
    const { post, ends } = createHook()
    expect(await post(pressed.body, pressed.signature, { method, part })).toMatchObject({ status })
    expect(ends).toEqual([])
  })
})

describe('a notification as multipart/form-data', () => {
  const multipart = (fields: Record<string, string>, boundary: string, end = '--\r\n') =>
    [
      ...Object.entries(fields).map(
        ([name, value]) =>
          `--${boundary}\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      ),
      `--${boundary}${end}`,
    ].join('')

  async function posted(body: string, contentType: string) {
    const { receive, ends } = createHook()
    const headers = { 'content-type': contentType, signature: pressed.signature }
    const { status } = await receive({ headers, body: Buffer.from(body) })
    return { status, ends: ends.map(({ end }) => end) }
  }

  it.each([
    ['the boundary of the header', 'multipart/form-data; boundary=----WebKitFormBoundaryABC'],
    ['another boundary than the header says', 'multipart/form-data; boundary=something-else'],
    ['a boundary that the header does not name', 'Multipart/Form-Data'],
  ])('is read with %s', async (_what, contentType) => {
    const body = multipart(seed, '----WebKitFormBoundaryABC')
    expect(await posted(body, contentType)).toEqual({ status: 200, ends: ['pressed'] })
  })

  it('is read with line breaks and other scripts in a value', async () => {
    const body = multipart({ ...seed, calltype: 'ключ\r\n\r\n--other\r\n' }, 'b')
    expect(await posted(body, 'multipart/form-data')).toEqual({ status: 200, ends: ['pressed'] })
  })

  it.each([
    [
      'a field twice',
      multipart(seed, 'b', '\r\n') + multipart({ callback_dtmf: '1' }, 'b').slice('--b\r\n'.length),
    ],
    ['no end', multipart(seed, 'b', '')],
    ['a file', multipart(seed, 'b').replace('name="calltype"', 'name="calltype"; filename="x"')],
    ['a part without a name', multipart(seed, 'b').replace('; name="calltype"', '')],
    ['a part without a body', multipart(seed, 'b').replace('\r\n\r\ncallback_leg1', '')],
    ['no boundary at all', 'event=NOTIFY_END'],
    ['nothing', ''],
  ])('is refused with %s', async (_what, body) => {
    expect(await posted(body, 'multipart/form-data; boundary=b')).toEqual({ status: 400, ends: [] })
  })
})

describe('the check of the address', () => {
  it('is answered with what it asked for, as plain text', async () => {
    const { receive } = createHook()
    const query = new URLSearchParams('zd_echo=AbC_12-z')
    expect(await receive({ method: 'GET', query })).toEqual({
      status: 200,
      contentType: 'text/plain; charset=utf-8',
      body: 'AbC_12-z',
    })
  })

  it.each([
    ['markup', 'zd_echo=%3Cscript%3E'],
    ['10 kB', `zd_echo=${'a'.repeat(10_240)}`],
    ['65 characters', `zd_echo=${'a'.repeat(65)}`],
    ['a line break', 'zd_echo=a%0D%0Ab'],
    ['a line break at the end', 'zd_echo=a%0A'],
    ['two values', 'zd_echo=a&zd_echo=a'],
    ['an empty value', 'zd_echo='],
    ['nothing', ''],
  ])('is refused with %s', async (_what, query) => {
    const { receive } = createHook()
    expect(await receive({ method: 'GET', query: new URLSearchParams(query) })).toMatchObject({
      status: 400,
      body: '',
    })
  })

  it('is answered as a POST too, in the body or in the query', async () => {
    const { post } = createHook()
    expect(await post('zd_echo=abc')).toMatchObject({ status: 200, body: 'abc' })
    expect(await post('', undefined, { query: new URLSearchParams('zd_echo=abc') })).toMatchObject({
      body: 'abc',
    })
  })

  it.each([
    ['with an event', 'zd_echo=abc&event=NOTIFY_END', '', 401],
    ['twice', 'zd_echo=abc&zd_echo=abc', '', 401],
    ['in the body and the query', 'zd_echo=abc', 'zd_echo=abd', 400],
    ['as markup', 'zd_echo=%3Cb%3E', '', 400],
  ])('as a POST is refused %s', async (_what, body, query, status) => {
    const { post } = createHook()
    expect(await post(body, undefined, { query: new URLSearchParams(query) })).toMatchObject({
      status,
      body: '',
    })
  })

  it('is answered wherever it comes from', async () => {
    const { receive } = createHook({ addresses: ['185.45.152.40/30'] })
    const query = new URLSearchParams('zd_echo=abc')
    expect(await receive({ method: 'GET', query })).toMatchObject({ status: 200, body: 'abc' })
  })
})
