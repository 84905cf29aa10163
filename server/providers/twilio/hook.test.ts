import { createHash, createHmac } from 'node:crypto'
import { createServer, request as httpRequest } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer, text } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { CallEnd, DeliveryReport, InboundMessage, Inbox, Message } from '../../channel.ts'
import { twilioSettings } from './settings.ts'
import { twilio } from './twilio.ts'
import vectors from './vectors.json' with { type: 'json' }

// What Twilio tells us, over a real socket: the address is built as the server does it, from configuration.

const accountSid = 'AC0123456789abcdef0123456789abcdef'
const authToken = '1f2e3d4c5b6a79880918273645546372'
const number = '+14155550100'
const whatsapp = '+14155238886'
const publicUrl = 'https://verify.example.com'
const sid = 'SMa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1'
const callSid = 'CAd4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4'

const message: Message = {
  verificationId: 'vr_01HZX',
  send: 1,
  to: '+33799999999',
  code: '482913',
  minutes: 10,
  language: 'en',
  site: { key: 'site_a', name: 'Shop', domain: 'shop.example' },
  texts: {},
}

interface Answer {
  status: number
  type: string
  body: string
}

/** The door at `/hooks/tw/token`, and what came through it. */
async function withHook(options: { reply?: string | null; message?: Message | null; first?: boolean } = {}) {
  const told = {
    messages: [] as InboundMessage[],
    ends: [] as CallEnd[],
    reports: [] as DeliveryReport[],
    asked: [] as unknown[],
  }
  const inbox: Inbox = {
    message: async one => {
      told.messages.push(one)
      return options.reply ?? null
    },
    codeSupplied: () => Promise.reject(new Error('Twilio makes no codes')),
    callEnded: async end => {
      told.ends.push(end)
      return options.first ?? true
    },
    delivery: async report => void told.reports.push(report),
    numberLost: () => Promise.reject(new Error('Twilio tells nothing of numbers')),
    messageOf: async (provider, call) => {
      told.asked.push([provider, call])
      return options.message === undefined ? message : options.message
    },
  }
  const settings = twilioSettings.parse({ accountSid, authToken, from: number, whatsapp })
  const hookUrl = `${publicUrl}/hooks/tw/token`
  const context = { mode: 'production', hookUrl, log: pino({ level: 'silent' }), now: Date.now } as const
  const provider = twilio.create('tw', settings, context)
  const server = createServer(async (request, response) => {
    const { pathname, searchParams } = new URL(request.url!, publicUrl)
    const answer = await provider.hook!.receive(
      {
        method: request.method!,
        url: publicUrl + request.url,
        part: pathname.split('/')[4] ?? '',
        headers: request.headers,
        query: searchParams,
        body: await buffer(request),
        address: null,
      },
      inbox,
    )
    response.writeHead(answer.status, { 'content-type': answer.contentType }).end(answer.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  onTestFinished(async () => {
    await provider.close()
    server.close()
  })

  const send = (path: string, body: string, headers: Record<string, string>, method = 'POST') =>
    new Promise<Answer>((resolve, reject) => {
      const call = httpRequest({ port, host: '127.0.0.1', path, method, headers }, async response => {
        const type = String(response.headers['content-type'])
        resolve({ status: response.statusCode!, type, body: await text(response) })
      })
      call.on('error', reject)
      call.end(body)
    })
  /** As Twilio posts it: signed over the public address, here by hand. */
  const post = (
    path: string,
    form: Record<string, string> | [string, string][],
    signedFor = publicUrl + path,
  ) => {
    const pairs = Array.isArray(form) ? form : Object.entries(form)
    return send(path, new URLSearchParams(pairs).toString(), {
      'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
      'x-twilio-signature': sign(signedFor, pairs),
    })
  }
  const nothingTold = () => expect(told).toEqual({ messages: [], ends: [], reports: [], asked: [] })
  return { provider, told, send, post, nothingTold }
}

function sign(url: string, pairs: [string, string][]): string {
  const sorted = pairs.toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([name, value]) => name + value)
  return createHmac('sha1', authToken)
    .update([url, ...sorted].join(''))
    .digest('base64')
}

const path = '/hooks/tw/token'
const inbound = {
  MessageSid: sid,
  AccountSid: accountSid,
  From: 'whatsapp:+34600111222',
  To: `whatsapp:${whatsapp}`,
  Body: 'VERIFY 7K2M-9QXD',
  WaId: '34600111222',
  ProfileName: 'Żaneta "Z" O’Neil',
}
const inCall = {
  CallSid: callSid,
  AccountSid: accountSid,
  From: number,
  To: '+33799999999',
  CallStatus: 'in-progress',
}
const keyPath = `${path}/key?v=vr_01HZX&n=1`
const pressPath = `${path}/press?v=vr_01HZX&n=1`
const callPath = `${path}/call?v=vr_01HZX&n=1`
const silence = '<?xml version="1.0" encoding="UTF-8"?><Response/>'
const gone = '<?xml version="1.0" encoding="UTF-8"?><Response><Hangup/></Response>'
const say = (words: string) =>
  `<?xml version="1.0" encoding="UTF-8"?><Response><Pause length="1"/><Say language="en-GB" voice="Polly.Amy">${words}</Say><Hangup/></Response>`

describe('F11: the vector of an inbound message, at the right address,', () => {
  const vector = vectors.form_vectors[0]!
  // The vectors' own path, so that the vendor's signature holds as it is.
  const at = new URL(vector.url).pathname
  const pairs = Object.entries(vector.params as Record<string, string>)
  const withSignature = {
    'content-type': 'application/x-www-form-urlencoded',
    'x-twilio-signature': vector.signature,
  }
  const bodyOf = (changed: Record<string, string>) =>
    new URLSearchParams({ ...Object.fromEntries(pairs), ...changed }).toString()

  it('is accepted', async () => {
    const { send, told } = await withHook({ reply: '482913 is your code' })
    expect(await send(at, bodyOf({}), withSignature)).toEqual({
      status: 200,
      type: 'text/xml; charset=utf-8',
      body: '<?xml version="1.0" encoding="UTF-8"?><Response><Message>482913 is your code</Message></Response>',
    })
    expect(told.messages).toEqual([
      {
        provider: 'tw',
        from: '+34600111222',
        text: 'CODE 7QK2',
        sentAt: null,
        fingerprint: sid,
        repeatsWithinSeconds: 8 * 86_400,
        numbered: true,
      },
    ])
  })

  it.each([
    ['one parameter changed', { From: 'whatsapp:+34600111223' }],
    ['one parameter added', { Extra: '1' }],
    ['its text changed', { Body: 'CODE 7QK3' }],
  ])('is refused with %s', async (_what, changed) => {
    const { send, nothingTold } = await withHook()
    expect((await send(at, bodyOf(changed), withSignature)).status).toBe(403)
    nothingTold()
  })

  it('is refused with a parameter without a name and value, which no signature can hold', async () => {
    const { send, nothingTold } = await withHook()
    expect((await send(at, bodyOf({ '': '' }), withSignature)).status).toBe(400)
    nothingTold()
  })

  it('is refused at another part of the hook, with a query added and without its signature', async () => {
    const { send, nothingTold } = await withHook()
    expect((await send(`${path}/press?v=vr_01HZX&n=1`, bodyOf({}), withSignature)).status).toBe(403)
    expect((await send(`${at}?v=1`, bodyOf({}), withSignature)).status).toBe(403)
    const { 'x-twilio-signature': _, ...unsigned } = withSignature
    expect((await send(at, bodyOf({}), unsigned)).status).toBe(401)
    expect((await send(at, bodyOf({}), { ...unsigned, 'x-twilio-signature': '' })).status).toBe(401)
    nothingTold()
  })
})

describe('F12: what was signed for another host', () => {
  it('is refused, whatever the headers say the host is', async () => {
    const { send, nothingTold } = await withHook()
    const pairs = Object.entries(inbound)
    for (const name of ['host', 'x-forwarded-host']) {
      const answer = await send(path, new URLSearchParams(pairs).toString(), {
        'content-type': 'application/x-www-form-urlencoded',
        'x-twilio-signature': sign(`https://evil.test${path}`, pairs),
        'x-forwarded-proto': 'https',
        [name]: 'evil.test',
      })
      expect(answer.status).toBe(403)
    }
    nothingTold()
  })

  it('is accepted when it was signed for ours, whatever the headers say', async () => {
    const { send, told } = await withHook()
    const pairs = Object.entries(inbound)
    const answer = await send(path, new URLSearchParams(pairs).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(publicUrl + path, pairs),
      host: 'evil.test',
    })
    expect(answer.status).toBe(200)
    expect(told.messages).toHaveLength(1)
  })
})

describe('F13: a press, though signed,', () => {
  it('is refused with two values of one name', async () => {
    const { post, nothingTold } = await withHook()
    const base = Object.entries(inCall)
    // Twilio's library signs the distinct values, sorted.
    expect((await post(pressPath, [...base, ['Digits', '1'], ['Digits', '2']])).status).toBe(400)
    nothingTold()
  })

  it('is refused with the same value twice', async () => {
    const { send, nothingTold } = await withHook()
    const once: [string, string][] = [...Object.entries(inCall), ['Digits', '1']]
    const twice = [...once, ['Digits', '1']] as [string, string][]
    const answer = await send(pressPath, new URLSearchParams(twice).toString(), {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': sign(publicUrl + pressPath, once),
    })
    expect(answer.status).toBe(400)
    nothingTold()
  })

  it.each([
    ['Digits[]=1', { ...inCall, 'Digits[]': '1' }],
    ['Digits[0]=1', { ...inCall, 'Digits[0]': '1' }],
    ['no CallSid', { AccountSid: accountSid, Digits: '1' }],
    ['a CallSid of another kind', { ...inCall, CallSid: sid, Digits: '1' }],
  ])('is refused with %s', async (_what, form) => {
    const { post, nothingTold } = await withHook()
    expect((await post(pressPath, form as Record<string, string>)).status).toBe(400)
    nothingTold()
  })

  it.each(['', '?n=1', '?v=vr_01HZX', '?v=vr_01HZX&n=0', '?v=vr_01HZX&n=1.5', '?v=a/b&n=1', '?v=vr&n=-1'])(
    'is refused when its address names no send: %j',
    async query => {
      const { post, nothingTold } = await withHook()
      expect((await post(`${path}/press${query}`, { ...inCall, Digits: '1' })).status).toBe(400)
      nothingTold()
    },
  )

  it('is refused as a GET', async () => {
    const { send, nothingTold } = await withHook()
    const query = new URLSearchParams({ ...inCall, Digits: '1', v: 'vr_01HZX', n: '1' })
    const at = `${path}/press?${query}`
    const answer = await send(at, '', { 'x-twilio-signature': sign(publicUrl + at, []) }, 'GET')
    expect(answer.status).toBe(405)
    nothingTold()
  })

  it.each(['11', '1#', ' 1', '01', '١', '１', '2', '0', '*', '#', 'hangup', ''])(
    'with %j confirms nothing',
    async Digits => {
      const { post, told } = await withHook()
      expect((await post(pressPath, { ...inCall, Digits })).body).toBe(say('Nothing was confirmed. Goodbye.'))
      expect(told.ends.map(({ end }) => end)).toEqual(['declined'])
    },
  )
})

describe('F15: a call with a code', () => {
  it('says it twice, digit by digit, once the right key was pressed', async () => {
    const { post, told } = await withHook()
    const { type, body } = await post(keyPath, { ...inCall, Digits: await rightKey() })
    expect(type).toBe('text/xml; charset=utf-8')
    expect(body).toBe(say('This is shop.example. Your code is: 4, 8, 2, 9, 1, 3. Again: 4, 8, 2, 9, 1, 3.'))
    expect(told.asked).toEqual([['tw', { verificationId: 'vr_01HZX', send: 1 }]])
    expect(told.ends).toEqual([])
  })

  it.each([
    ['fr', 'fr-FR', 'Polly.Lea'],
    ['ar', 'ar-XA', 'Google.ar-XA-Standard-A'],
    ['tlh', 'en-GB', 'Polly.Amy'],
  ])('says it in the visitor’s language, %s, or in English', async (language, locale, voice) => {
    const { post } = await withHook({ message: { ...message, language } })
    const { body } = await post(keyPath, { ...inCall, Digits: await rightKey() })
    expect(body).toContain(`<Say language="${locale}" voice="${voice}">`)
    expect(body.match(/4, 8, 2, 9, 1, 3/g)).toHaveLength(2)
  })

  it('says it to one key in ten: every other one ends the call', async () => {
    const { post, told } = await withHook()
    const answers = await Promise.all([...'0123456789'].map(Digits => post(keyPath, { ...inCall, Digits })))
    const spoken = answers.filter(({ body }) => body.includes('4, 8, 2'))
    expect(spoken).toHaveLength(1)
    for (const { body } of answers) {
      if (body !== spoken[0]!.body) expect(body).toBe(say('Nothing was confirmed. Goodbye.'))
    }
    expect(told.ends).toEqual([])
  })

  it.each(['#', '*', '77', ' 7', '٧'])('does not say it for %j', async Digits => {
    const { post } = await withHook()
    expect((await post(keyPath, { ...inCall, Digits })).body).toBe(say('Nothing was confirmed. Goodbye.'))
  })

  it('asks once more who pressed nothing, and then hangs up: a mailbox never hears a code', async () => {
    const { post, told } = await withHook()
    const asked = await post(keyPath, { ...inCall, Digits: '' })
    expect(asked.body).toContain(`action="${publicUrl}${keyPath.replace('&', '&#38;')}&#38;t=2"`)
    expect(asked.body).toContain(`To hear your code, press ${await rightKey()}.`)
    expect(told.ends).toEqual([])
    // Without the field too, as some of Twilio's own dialects have it.
    for (const form of [{ ...inCall, Digits: '' }, inCall] as Record<string, string>[]) {
      expect((await post(`${keyPath}&t=2`, form)).body).toBe(gone)
    }
    expect(told.ends[0]).toEqual({
      provider: 'tw',
      call: { verificationId: 'vr_01HZX', send: 1 },
      end: 'not_answered',
      startedAt: null,
      marks: [callSid],
    })
  })

  it('says it to who presses at the second time of asking', async () => {
    const { post } = await withHook()
    expect((await post(`${keyPath}&t=2`, { ...inCall, Digits: await rightKey() })).body).toContain('4, 8, 2')
  })

  it.each([
    ['is over', null],
    ['has no code', { ...message, code: '' }],
  ])('hangs up when its verification %s', async (_what, current) => {
    const { post } = await withHook({ message: current })
    for (const Digits of [await rightKey(), '', '*']) {
      expect((await post(keyPath, { ...inCall, Digits })).body).toBe(gone)
    }
  })

  it('asks for another key in another send', async () => {
    const { post } = await withHook()
    const keys = new Set<string>()
    for (let n = 1; n <= 20; n++) {
      const { body } = await post(`${path}/key?v=vr_01HZX&n=${n}`, { ...inCall, Digits: '' })
      keys.add(/press (\d)/.exec(body)![1]!)
    }
    expect(keys.size).toBeGreaterThan(3)
  })

  /** The one that the voice names. */
  async function rightKey(): Promise<string> {
    const { post } = await withHook()
    const { body } = await post(keyPath, { ...inCall, Digits: '' })
    return /press (\d)\./.exec(body)![1]!
  }
})

describe('a call that confirms', () => {
  it('is confirmed by the key 1, and says so', async () => {
    const { post, told } = await withHook()
    expect((await post(pressPath, { ...inCall, Digits: '1' })).body).toBe(
      say('Thank you. You can hang up now.'),
    )
    expect(told.ends).toEqual([
      {
        provider: 'tw',
        call: { verificationId: 'vr_01HZX', send: 1 },
        end: 'pressed',
        startedAt: null,
        marks: [callSid],
      },
    ])
  })

  it('says that nothing was confirmed when the press did not count', async () => {
    const { post } = await withHook({ first: false })
    expect((await post(pressPath, { ...inCall, Digits: '1' })).body).toBe(
      say('Nothing was confirmed. Goodbye.'),
    )
  })

  it('hangs up when its verification is over', async () => {
    const { post } = await withHook({ message: null, first: false })
    expect((await post(pressPath, { ...inCall, Digits: '1' })).body).toBe(gone)
  })
})

describe('the end of a call', () => {
  it.each([
    ['busy', 'not_answered'],
    ['no-answer', 'not_answered'],
    ['failed', 'failed'],
    ['canceled', 'failed'],
    // Whoever pressed a key before has decided already.
    ['completed', 'declined'],
  ])('as %s is told as %s', async (CallStatus, end) => {
    const { post, told } = await withHook()
    expect(await post(callPath, { ...inCall, CallStatus })).toMatchObject({ status: 200, body: silence })
    const call = { verificationId: 'vr_01HZX', send: 1 }
    expect(told.ends).toEqual([{ provider: 'tw', call, end, startedAt: null, marks: [callSid] }])
  })

  it.each(['ringing', 'in-progress', 'constructor', ''])('is not there yet with %j', async CallStatus => {
    const { post, nothingTold } = await withHook()
    expect((await post(callPath, { ...inCall, CallStatus })).status).toBe(200)
    nothingTold()
  })
})

describe('the report of a text message', () => {
  it.each([
    ['queued', 'sent'],
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'failed'],
    ['failed', 'failed'],
  ])('%s is told as %s', async (MessageStatus, status) => {
    const { post, told } = await withHook()
    const form = { MessageSid: sid, AccountSid: accountSid, MessageStatus, ErrorCode: '30006' }
    expect(await post(`${path}/status`, form)).toMatchObject({ status: 200, body: silence })
    expect(told.reports).toEqual([{ provider: 'tw', receipt: sid, status }])
  })

  it.each(['receiving', 'constructor', ''])('%j is told to nobody', async MessageStatus => {
    const { post, nothingTold } = await withHook()
    const form = { MessageSid: sid, AccountSid: accountSid, MessageStatus }
    expect((await post(`${path}/status`, form)).status).toBe(200)
    nothingTold()
  })

  it('without a message is refused', async () => {
    const { post, nothingTold } = await withHook()
    expect((await post(`${path}/status`, { AccountSid: accountSid, MessageStatus: 'sent' })).status).toBe(400)
    nothingTold()
  })
})

describe('a message', () => {
  it('is answered with text, whatever is in it', async () => {
    const { post } = await withHook({ reply: `<Redirect/> & "' \u0007 ✓` })
    expect((await post(path, inbound)).body).toContain(
      '<Message>&#60;Redirect/&#62; &#38; &#34;&#39;  ✓</Message>',
    )
  })

  it('is answered with silence where the inbox is silent', async () => {
    const { post } = await withHook({ reply: null })
    expect(await post(path, inbound)).toEqual({ status: 200, type: 'text/xml; charset=utf-8', body: silence })
  })

  it('arrives with every letter of it', async () => {
    const { post, told } = await withHook()
    const Body = 'код ٤٨٢٩ 👍🏽 +&=%'
    await post(path, { ...inbound, Body })
    expect(told.messages[0]!.text).toBe(Body)
  })

  it('that was delivered again has the same fingerprint, another one has not', async () => {
    const { post, told } = await withHook()
    await post(path, inbound)
    await post(path, inbound)
    await post(path, { ...inbound, MessageSid: sid.replaceAll('a1', 'b2') })
    const [a, b, c] = told.messages.map(({ fingerprint }) => fingerprint)
    expect(b).toBe(a)
    expect(c).not.toBe(a)
  })

  it.each([
    'whatsapp:ana.ruiz',
    'whatsapp:',
    'whatsapp:34600111222',
    'whatsapp:+0600111222',
    'whatsapp:+٣٤٦٠٠١١١٢٢٢',
  ])('from %s has no number', async From => {
    const { post, told } = await withHook()
    await post(path, { ...inbound, From })
    expect(told.messages[0]!.from).toBeNull()
  })

  it.each([
    ['a text message', { From: '+34600111222', To: number }],
    ['a text message to the WhatsApp number', { From: '+34600111222', To: whatsapp }],
    ['WhatsApp to another number of the account', { To: 'whatsapp:+14155550199' }],
    ['WhatsApp to no number', { To: 'whatsapp:undefined' }],
    ['another channel', { From: 'messenger:1234567890' }],
  ])('that is %s is not for us, and gets no answer', async (_what, changed) => {
    const { post, nothingTold } = await withHook({ reply: '482913' })
    expect(await post(path, { ...inbound, ...changed })).toMatchObject({ status: 200, body: silence })
    nothingTold()
  })

  it('without text is a message all the same', async () => {
    const { post, told } = await withHook()
    const { Body: _, ...media } = inbound
    await post(path, { ...media, NumMedia: '1' })
    expect(told.messages[0]!.text).toBe('')
  })

  it.each([
    ['of another account', { AccountSid: `AC${'9'.repeat(32)}` }, 403],
    ['of no account', { AccountSid: '' }, 403],
    ['without a name of its own', { MessageSid: '1' }, 400],
  ])('%s is refused', async (_what, changed, status) => {
    const { post, nothingTold } = await withHook()
    expect((await post(path, { ...inbound, ...changed })).status).toBe(status)
    nothingTold()
  })
})

describe('anything else', () => {
  it('signed, at no part of ours, is not found', async () => {
    const { post, nothingTold } = await withHook()
    expect((await post(`${path}/nothing`, inbound)).status).toBe(404)
    nothingTold()
  })

  it('as JSON is taken when its body has the signed hash, and does nothing', async () => {
    const { send, nothingTold } = await withHook()
    const body = JSON.stringify(inbound)
    const hash = createHash('sha256').update(body).digest('hex')
    const at = `${path}?bodySHA256=${hash}`
    const headers = { 'content-type': 'application/json', 'x-twilio-signature': sign(publicUrl + at, []) }
    expect((await send(at, body, headers)).status).toBe(200)
    expect((await send(at, body.replace('7K2M', '7K2N'), headers)).status).toBe(403)
    expect(
      (await send(path, body, { ...headers, 'x-twilio-signature': sign(publicUrl + path, []) })).status,
    ).toBe(403)
    nothingTold()
  })

  it('that is a call to the number is hung up, and does nothing', async () => {
    const { post, nothingTold } = await withHook()
    const { AccountSid: _, ...unnamed } = inCall
    for (const form of [inCall, unnamed]) {
      expect(await post(path, { ...form, Digits: '1' })).toMatchObject({ status: 200, body: gone })
    }
    nothingTold()
  })

  it('asks for its signature before its body is read', async () => {
    const { provider } = await withHook()
    expect(provider.hook!.signatureHeader).toBe('x-twilio-signature')
  })
})
