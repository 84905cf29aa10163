import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import pino from 'pino'
import { describe, expect, it, onTestFinished } from 'vitest'
import type { DeliveryError, Message } from '../../channel.ts'
import { twilioSettings } from './settings.ts'
import { twilio } from './twilio.ts'

// What is asked of Twilio's REST API, and what its answers come to, over a real socket.

const accountSid = 'AC0123456789abcdef0123456789abcdef'
const authToken = '1f2e3d4c5b6a79880918273645546372'
const from = '+14155550100'
const hookUrl = 'https://verify.example.com/hooks/tw/token'
const sid = 'SMa1a1a1a1a1a1a1a1a1a1a1a1a1a1a1a1'
const callSid = 'CAd4d4d4d4d4d4d4d4d4d4d4d4d4d4d4d4'

const message: Message = {
  verificationId: 'vr_01HZX-a',
  send: 2,
  to: '+33799999999',
  code: '482913',
  minutes: 10,
  language: 'en',
  site: { key: 'site_a', name: 'Shop', domain: 'shop.example' },
  texts: {},
}

const never = new AbortController().signal

interface Asked {
  method: string
  path: string
  headers: IncomingHttpHeaders
  form: Record<string, string>
}

/** Twilio's API, which gives every request the same answer, and the adapter pointed at it. */
async function withApi(
  answer: { status: number; body: string } = { status: 201, body: JSON.stringify({ sid, status: 'queued' }) },
  settings: object = {},
  hook: string | null = hookUrl,
) {
  const asked: Asked[] = []
  const server = createServer(async (request, response) => {
    const form = Object.fromEntries(new URLSearchParams(await text(request)))
    asked.push({ method: request.method!, path: request.url!, headers: request.headers, form })
    response.writeHead(answer.status, { 'content-type': 'application/json' }).end(answer.body)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const read = twilioSettings.parse({ accountSid, authToken, from, baseUrl, ...settings })
  const log = pino({ level: 'silent' })
  const provider = twilio.create('tw', read, { mode: 'development', hookUrl: hook, log, now: Date.now })
  onTestFinished(async () => {
    await provider.close()
    server.close()
  })
  return { provider, asked }
}

const refusal = (code: number, status = 400) => ({
  status,
  body: JSON.stringify({ code, message: `The number ${message.to} is bad`, more_info: 'https://…', status }),
})

describe('a text message', () => {
  it('is asked for exactly as Twilio describes it', async () => {
    const { provider, asked } = await withApi()
    const { sms } = provider.channels
    expect(await sms!.deliver(message, never)).toEqual({ id: sid })
    expect(sms!.sender).toBe(from)
    expect(asked).toEqual([
      {
        method: 'POST',
        path: `/2010-04-01/Accounts/${accountSid}/Messages.json`,
        headers: expect.objectContaining({
          authorization: `Basic ${Buffer.from(`${accountSid}:${authToken}`).toString('base64')}`,
          'content-type': 'application/x-www-form-urlencoded',
        }),
        form: {
          To: '+33799999999',
          From: from,
          Body: '482913 is your Shop code. Never share it. Not you? Ignore this.\n\n@shop.example #482913',
          ValidityPeriod: '600',
          StatusCallback: `${hookUrl}/status`,
        },
      },
    ])
  })

  it('goes through a messaging service and with an API key where those are set', async () => {
    const apiKey = { sid: 'SK0123456789abcdef0123456789abcdef', secret: 'secret-of-the-key' }
    const messagingServiceSid = 'MG0123456789abcdef0123456789abcdef'
    const { provider, asked } = await withApi(undefined, { apiKey, messagingServiceSid })
    const { sms } = provider.channels
    await sms!.deliver(message, never)
    // Which number the service picks is not known here.
    expect(sms!.sender).toBeNull()
    expect(asked[0]!.form.MessagingServiceSid).toBe(messagingServiceSid)
    expect(asked[0]!.form).not.toHaveProperty('From')
    expect(asked[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from(`${apiKey.sid}:${apiKey.secret}`).toString('base64')}`,
    )
  })

  it('in Arabic arrives as it is, through the form', async () => {
    const { provider, asked } = await withApi()
    await provider.channels.sms!.deliver({ ...message, language: 'ar' }, never)
    expect(asked[0]!.form.Body).toMatch(/[\u0600-\u06ff].*\n\n@shop\.example #482913$/s)
  })

  it.each([
    ['no sid', '{}'],
    ['no JSON', 'thanks'],
    ['a sid of something else', '{"sid":"XX01"}'],
  ])('that was taken with %s was taken', async (_what, body) => {
    const { provider } = await withApi({ status: 201, body })
    expect(await provider.channels.sms!.deliver(message, never)).toEqual({ id: null })
  })
})

describe('a call', () => {
  const taken = { status: 201, body: JSON.stringify({ sid: callSid, status: 'queued' }) }

  it('with a code asks for a key first, and nothing in the request tells the code', async () => {
    const { provider, asked } = await withApi(taken)
    const { call_code } = provider.channels
    expect(await call_code!.deliver(message, never)).toEqual({ id: callSid })
    expect(call_code!.sender).toBe(from)
    const [{ path, form }] = asked as [Asked]
    expect(path).toBe(`/2010-04-01/Accounts/${accountSid}/Calls.json`)
    expect(form).toEqual({
      To: '+33799999999',
      From: from,
      Timeout: '25',
      StatusCallback: `${hookUrl}/call?v=vr_01HZX-a&n=2`,
      Twiml: expect.stringMatching(
        /<Response><Gather input="dtmf" numDigits="1" finishOnKey="" timeout="7" method="POST" action="https:\/\/verify\.example\.com\/hooks\/tw\/token\/key\?v=vr_01HZX-a&#38;n=2" actionOnEmptyResult="true"><Say language="en-GB" voice="Polly\.Amy" loop="2">This is shop\.example\. To hear your code, press \d\.<\/Say><\/Gather><Hangup\/><\/Response>$/,
      ),
    })
    expect(decodeURIComponent(JSON.stringify(asked)).replace(/\D/g, '')).not.toContain('482913')
  })

  it('asks each send for a key of its own: all ten come, none much more often than the others', async () => {
    const { provider, asked } = await withApi(taken)
    for (let send = 1; send <= 300; send++)
      await provider.channels.call_code!.deliver({ ...message, send }, never)
    const keys = asked.map(({ form }) => /press (\d)\./.exec(form.Twiml!)![1]!)
    const counts = Array.from({ length: 10 }, (_, key) => keys.filter(one => one === String(key)).length)
    expect(Math.min(...counts)).toBeGreaterThan(10)
    expect(Math.max(...counts)).toBeLessThan(60)
  })

  it('that confirms asks for the key 1, in the visitor’s language', async () => {
    const { provider, asked } = await withApi(taken)
    await provider.channels.call_button!.deliver({ ...message, code: '', language: 'fr-CA' }, never)
    const { Twiml } = asked[0]!.form
    expect(Twiml).toContain(`action="${hookUrl}/press?v=vr_01HZX-a&#38;n=2"`)
    expect(Twiml).toMatch(/<Say language="fr-FR" voice="Polly\.Lea" loop="2">[^<]*shop\.example/)
    expect(Twiml).toContain('<Hangup/></Response>')
  })

  it('holds the name of a site as text, whatever is in it', async () => {
    const { provider, asked } = await withApi(taken)
    const texts = { en: { call_button: `<Dial>+1900</Dial> {name} & co` } }
    await provider.channels.call_button!.deliver({ ...message, texts }, never)
    expect(asked[0]!.form.Twiml).toContain('>&#60;Dial&#62;+1900&#60;/Dial&#62; Shop &#38; co<')
  })

  it('whose text is too long for Twilio is not made', async () => {
    const { provider, asked } = await withApi(taken)
    const texts = { en: { call_button: '{site} '.repeat(600) } }
    await expect(provider.channels.call_button!.deliver({ ...message, texts }, never)).rejects.toMatchObject({
      reason: 'rejected',
      unsent: true,
    })
    expect(asked).toEqual([])
  })
})

describe('what Twilio refuses', () => {
  it.each([
    [20003, 401, 'unauthorized'],
    [20005, 403, 'unauthorized'],
    [30002, 400, 'unauthorized'],
    [14107, 429, 'rate_limited'],
    [20429, 429, 'rate_limited'],
    [21611, 400, 'rate_limited'],
    [30001, 400, 'rate_limited'],
    [21211, 400, 'invalid_contact'],
    [21214, 400, 'invalid_contact'],
    [21217, 400, 'invalid_contact'],
    [21610, 400, 'invalid_contact'],
    [21614, 400, 'invalid_contact'],
    [30003, 400, 'invalid_contact'],
    [30004, 400, 'invalid_contact'],
    [30005, 400, 'invalid_contact'],
    [30006, 400, 'invalid_contact'],
    [20404, 404, 'rejected'],
    [21210, 400, 'rejected'],
    [21212, 400, 'rejected'],
    [21215, 400, 'rejected'],
    [21216, 400, 'rejected'],
    [21219, 400, 'rejected'],
    [21408, 403, 'rejected'],
    [21606, 400, 'rejected'],
    [21608, 400, 'rejected'],
    [21609, 400, 'rejected'],
    [21612, 400, 'rejected'],
    [21617, 400, 'rejected'],
    [30007, 400, 'rejected'],
    [63016, 400, 'rejected'],
    [99999, 400, 'rejected'],
    [99999, 401, 'unauthorized'],
    [99999, 429, 'rate_limited'],
  ])(
    'with code %i and status %i has the reason %s, and certainly did not go out',
    async (code, status, reason) => {
      const { provider } = await withApi(refusal(code, status))
      const failure = await failureOf(provider.channels.sms!.deliver(message, never))
      expect(failure).toMatchObject({ name: 'DeliveryError', reason, unsent: true })
      expect(failure.message).toContain(`code ${code}`)
      expect(failure.message).not.toContain(message.to)
    },
  )

  it.each([
    [500, '{"code":20500,"message":"Internal Server Error"}', 'unavailable'],
    [503, 'Service Unavailable', 'unavailable'],
    [302, '', 'unavailable'],
    [404, '<html>no such page of a proxy</html>', 'rejected'],
    [429, '', 'rate_limited'],
    [407, 'proxy', 'rejected'],
  ])('without its own word, status %i, may have gone out all the same', async (status, body, reason) => {
    const { provider } = await withApi({ status, body })
    const failure = await failureOf(provider.channels.call_code!.deliver(message, never))
    expect(failure).toMatchObject({ reason, unsent: false })
  })

  async function failureOf(sent: Promise<unknown>): Promise<DeliveryError> {
    return sent.then(
      () => expect.unreachable('it was refused'),
      error => error,
    )
  }
})

describe('the settings', () => {
  const least = { accountSid, authToken, from }
  const mistakes = (settings: object) =>
    (twilioSettings.safeParse(settings).error?.issues ?? []).map(issue => issue.path.join('.'))

  it('are an account, its token and a number', () => {
    expect(twilioSettings.parse(least)).toEqual({ ...least, baseUrl: 'https://api.twilio.com' })
  })

  it.each([
    ['accountSid', 'AC123'],
    ['accountSid', 'SK0123456789abcdef0123456789abcdef'],
    ['authToken', 'short'],
    ['authToken', 'with a space in the middle'],
    ['from', '0155550100'],
    ['from', 'Shop'],
    ['messagingServiceSid', 'MG1'],
    ['whatsapp', 'whatsapp:+14155238886'],
    ['apiKey.sid', { sid: 'AC0', secret: 'secret-of-the-key' }],
    ['apiKey.secret', { sid: 'SK0123456789abcdef0123456789abcdef' }],
    ['voices.en', { en: 'Polly.Joanna' }],
    ['voices.en.voice', { en: { language: 'en-US', voice: '"/><Hangup' } }],
    ['baseUrl', 'https://user:pass@api.twilio.com'],
    ['baseUrl', 'ftp://api.twilio.com'],
  ])('are refused with a bad %s', (path, value) => {
    expect(mistakes({ ...least, [path.split('.')[0]!]: value })).toEqual([path])
  })

  it('need some sender', () => {
    expect(mistakes({ accountSid, authToken })).toEqual(['from'])
  })

  it.each([
    ['sms', { from }, false, undefined],
    ['sms', { messagingServiceSid: 'MG0123456789abcdef0123456789abcdef' }, false, undefined],
    ['sms', { whatsapp: from }, true, '"from"'],
    ['call_code', { from }, true, undefined],
    ['call_code', { from }, false, '"hookToken"'],
    ['call_button', { messagingServiceSid: 'MG0123456789abcdef0123456789abcdef' }, true, '"from"'],
    ['whatsapp', { from }, true, undefined],
    ['whatsapp', { from }, false, '"hookToken"'],
    ['whatsapp', { messagingServiceSid: 'MG0123456789abcdef0123456789abcdef' }, true, '"whatsapp"'],
  ] as const)('are looked through for %s', (channel, sender, hasHook, missing) => {
    const settings = twilioSettings.parse({ accountSid, authToken, ...sender })
    const said = twilio.missing!(settings, channel, hasHook)
    if (missing) expect(said).toContain(missing)
    else expect(said).toBeUndefined()
  })

  it('without a hook leave text messages, without a report, and nothing else', async () => {
    const { provider, asked } = await withApi(undefined, {}, null)
    expect(Object.keys(provider.channels)).toEqual(['sms'])
    expect(provider).not.toHaveProperty('hook')
    expect(provider).not.toHaveProperty('inboundNumber')
    await provider.channels.sms!.deliver(message, never)
    expect(asked[0]!.form).not.toHaveProperty('StatusCallback')
  })

  it('decide which number visitors write to in WhatsApp', async () => {
    expect((await withApi()).provider.inboundNumber).toBe(from)
    const own = await withApi(undefined, { whatsapp: '+14155238886' })
    expect(own.provider.inboundNumber).toBe('+14155238886')
    // The code goes out as the answer to the webhook.
    expect(own.provider.channels).not.toHaveProperty('whatsapp')
  })
})
