import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { json } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import {
  baseConfig,
  codeIn,
  createClock,
  expectProblem,
  originA,
  originB,
  phoneX,
  startMailSink,
  startServer,
  wrong,
} from '../../test/server-harness.ts'
import { solveWork } from '../../test/solve-work.ts'
import type { StartedView } from '../api.ts'

// Many of them are hundreds of requests, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

// The attacks of security.md §4.C as they come over HTTP, with the figures of production.

interface Sent {
  to: string
  code: string
  verificationId: string
}

/** A gateway for text messages and calls that takes everything, and counts it. */
async function startGateway() {
  const sent: Sent[] = []
  const waiting: { n: number; resolve: (one: Sent) => void }[] = []
  const server = createServer(async (request, response) => {
    sent.push((await json(request)) as Sent)
    response.end()
    for (const { n, resolve } of waiting) if (sent.length >= n) resolve(sent[n - 1]!)
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => void server.close())
  return {
    sent,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`,
    /** The nth message, as soon as it is there. */
    message(n: number): Promise<Sent> {
      const { promise, resolve } = Promise.withResolvers<Sent>()
      if (sent[n - 1]) resolve(sent[n - 1]!)
      else waiting.push({ n, resolve })
      return promise
    },
  }
}

/** Two sites that send text messages; every client comes through one proxy, which tells its address. */
async function paying(limits: Record<string, unknown> = {}, site: Record<string, unknown> = {}) {
  const clock = createClock()
  const gateway = await startGateway()
  const mail = await startMailSink()
  const base = baseConfig(mail.url)
  const server = await startServer({
    clock,
    config: {
      limits,
      trustProxy: 1,
      providers: {
        ...base.providers,
        gw: { type: 'http', url: gateway.url, secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw' },
      },
      sites: base.sites.map((one, i) => ({
        ...one,
        channels: { whatsapp: i ? 'wb' : 'wa', email: 'mail', sms: 'gw', call_code: 'gw' },
        countries: ['GB', 'FR'],
        ...(i === 0 && site),
      })),
    },
  })
  const from = (address: string, origin = originA) => ({ Origin: origin, 'X-Forwarded-For': address })
  const sms = (to: string, address = '192.0.2.1', more: Record<string, unknown> = {}) =>
    server.start({ sitekey: 'site_a', channel: 'sms', to, ...more }, from(address))
  /** What is still under way is sent before anything is counted. */
  const settled = async (started: StartedView[]) => {
    for (const one of started) await server.delivered(one)
    return gateway.sent.length
  }
  return { server, clock, gateway, mail, from, sms, settled }
}

const french = (n: number) => `+3361${100 + n}1234`
const british = (n: number) => `+4477${100 + n}01234`
const neighbour = (n: number) => `+3361100${1000 + n}`
const client = (n: number) => `198.51.${Math.floor(n / 200)}.${1 + (n % 200)}`
const eventsIn = (lines: string[], event: string) =>
  lines.map(line => JSON.parse(line) as Record<string, unknown>).filter(line => line.event === event)

describe('C01: one contact twice within seconds', () => {
  it('is one message, and the wait is told in steps of half a minute', async () => {
    const { sms, clock, settled } = await paying()
    const first = await sms(phoneX)
    expect(first.status).toBe(201)
    clock.pass(5)
    const second = await sms(phoneX, '192.0.2.2')
    expectProblem(second, 429, 'try_later', { retryAfterSeconds: 30 })
    expect(second.headers['retry-after']).toBe('30')
    expect(await settled([first.body])).toBe(1)
    clock.pass(26)
    const third = await sms(phoneX)
    expect(third.status).toBe(201)
    expect(await settled([third.body])).toBe(2)
  })
})

describe('C02: one contact over all channels and sites', () => {
  it('gets three messages in ten minutes, and three calls a day', async () => {
    const { server, sms, clock, from } = await paying({ coolDownSeconds: [0] })
    const call = (address: string) => sms(phoneX, address, { channel: 'call_code' })
    expect((await sms(phoneX)).status).toBe(201)
    const started = await call('192.0.2.2')
    expect(started.status).toBe(201)
    expect((await server.send(started.body, {}, from('192.0.2.2'))).status).toBe(200)
    const elsewhere = { sitekey: 'site_b', channel: 'sms', to: phoneX }
    expect((await server.start(elsewhere, from('192.0.2.3', originB))).status).toBe(429)
    clock.pass(3600)
    expect((await call('192.0.2.4')).status).toBe(201)
    // Two calls were made an hour ago, and this one was the third.
    expect((await call('192.0.2.5')).status).toBe(429)
    expect((await sms(phoneX, '192.0.2.6')).status).toBe(201)
  })
})

describe('C06: many numbers from one address', () => {
  it('are ten an hour, then work is asked for, and at a hundred they are refused', async () => {
    const { server, sms, settled, from } = await paying({
      conversion: { minPercent: 0 },
      addressStarts: { paid: { 3600: 2 } },
    })
    const started: StartedView[] = []
    for (let n = 0; n < 2; n++) started.push((await sms(french(n))).body)
    const asked = await sms(french(2))
    expectProblem(asked, 428, 'work_required', { work: expect.anything() })
    expect(await settled(started)).toBe(2)

    for (let n = 2; n < 20; n++) {
      const { body } = await sms(french(n))
      const done = await sms(french(n), '192.0.2.1', { work: solveWork(body.work!) })
      expect(done.status, done.text).toBe(201)
      started.push(done.body)
    }
    const last = await sms(french(20))
    expect(last.status).toBe(429)
    expect(last.body.retryAfterSeconds! % 30).toBe(0)
    expect(await settled(started)).toBe(20)
    // Mail is counted apart, and so is everybody else.
    expect(
      (await server.start({ sitekey: 'site_a', channel: 'email', to: 'u@x.test' }, from('192.0.2.1'))).status,
    ).toBe(201)
    expect((await sms(french(21), '192.0.2.2')).status).toBe(201)
  })

  it('are ten an hour with the figures of production', async () => {
    const { sms, settled } = await paying()
    const started: StartedView[] = []
    for (let n = 0; n < 10; n++) started.push((await sms(french(n))).body)
    expect((await sms(french(10))).status).toBe(428)
    expect(await settled(started)).toBe(10)
  })
})

describe('C08 and C10: addresses', () => {
  it('of one /64 are one, and a /48 has four times its budget', async () => {
    const { server, from } = await paying({ addressStarts: { whatsapp: { 3600: 3 } } })
    const start = async (address: string) =>
      (await server.start({ sitekey: 'site_a', channel: 'whatsapp' }, from(address))).status
    const granted = async (addresses: string[]) => {
      let count = 0
      for (const address of addresses) if ((await start(address)) === 201) count++
      return count
    }
    const hosts = Array.from({ length: 50 }, (_, n) => `2001:db8:1:1::${n.toString(16)}`)
    expect(await granted(hosts)).toBe(3)
    const networks = Array.from({ length: 100 }, (_, n) => `2001:db8:1:${(n + 2).toString(16)}::1`)
    expect(await granted(networks)).toBe(9)
    expect(await start('2001:db8:2::1')).toBe(201)
    expect(await start('::ffff:192.0.2.9')).toBe(201)
  })

  it('that are none share a budget of their own, which locks out nobody', async () => {
    const { server, from } = await paying({ addressStarts: { whatsapp: { 3600: 1 } } })
    const start = async (address: string) =>
      (await server.start({ sitekey: 'site_a', channel: 'whatsapp' }, from(address))).status
    for (let n = 0; n < 10; n++) expect(await start(`junk-${n}`)).toBe(201)
    expect(await start('junk')).toBe(428)
    expect(await start('192.0.2.1')).toBe(201)
  })
})

describe('C11: a block of numbers', () => {
  it('gets five messages in ten minutes, then none for an hour, and an alert is logged', async () => {
    const { server, sms, settled, clock } = await paying()
    const answers = []
    for (let n = 0; n < 30; n++) answers.push(await sms(neighbour(n), client(n)))
    expect(answers.map(({ status }) => status)).toEqual([...Array(5).fill(201), ...Array(25).fill(429)])
    expect(await settled(answers.slice(0, 5).map(({ body }) => body))).toBe(5)
    const alerts = eventsIn(server.logLines, 'breaker')
    expect(alerts).toMatchObject([{ rule: 'prefix_numbers', site: 'site_a', country: 'FR', mode: 'enforce' }])
    // With the last digits, which other lines show, the block would be the whole number.
    expect(JSON.stringify(alerts)).not.toMatch(/3361100/)
    clock.pass(600)
    expect((await sms(neighbour(0), client(40))).status).toBe(429)
    clock.pass(3000)
    expect((await sms(neighbour(0), client(40))).status).toBe(201)
  })
})

describe('C13: a country where nobody verifies', () => {
  it('is paused after twenty messages, and the others go on', async () => {
    const { server, sms, settled, clock } = await paying()
    const answers = []
    for (let n = 0; n < 25; n++) answers.push(await sms(french(n), client(n)))
    expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(201), ...Array(5).fill(429)])
    const elsewhere = await sms(british(1), client(30))
    expect(elsewhere.status).toBe(201)
    expect(await settled([...answers.slice(0, 20), elsewhere].map(({ body }) => body))).toBe(21)
    expect(eventsIn(server.logLines, 'breaker')).toMatchObject([{ rule: 'conversion', country: 'FR' }])
    for (const { text } of answers) expect(text).not.toMatch(/conversion|country|prefix/i)
    clock.pass(3600)
    expect((await sms(french(40), client(40))).status).toBe(201)
  })

  it('goes on when visitors type their codes', async () => {
    const { server, sms, gateway, from } = await paying({ conversion: { sends: 5 } }, {})
    for (let n = 0; n < 12; n++) {
      const { body, status } = await sms(french(n), client(n))
      expect(status, `${n}`).toBe(201)
      const { code } = await gateway.message(n + 1)
      await server.delivered(body)
      const checked = await server.request('POST', `/v1/verifications/${body.id}/check`, {
        headers: { Authorization: `Bearer ${body.secret}`, ...from(client(n)) },
        json: { code },
      })
      expect(checked.status).toBe(200)
    }
  })
})

describe('C14: the cap of a site', () => {
  it('of twenty refuses the next, and leaves the other site alone', async () => {
    const { server, sms, settled, from } = await paying(
      { conversion: { minPercent: 0 } },
      { caps: { paidPerHour: 20, paidPerDay: 100 } },
    )
    const answers = []
    for (let n = 0; n < 21; n++) answers.push(await sms(french(n), client(n)))
    expect(answers.map(({ status }) => status)).toEqual([...Array(20).fill(201), 429])
    const other = await server.start(
      { sitekey: 'site_b', channel: 'sms', to: french(30) },
      from(client(30), originB),
    )
    expect(other.status).toBe(201)
    expect(await settled([...answers.slice(0, 20).map(({ body }) => body), other.body])).toBe(21)
  })
})

describe('C15: fifty starts for one number at once', () => {
  it('send exactly one message', async () => {
    const { sms, settled } = await paying()
    const answers = await Promise.all(Array.from({ length: 50 }, (_, n) => sms(phoneX, client(n))))
    const granted = answers.filter(({ status }) => status === 201)
    expect(granted).toHaveLength(1)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(49)
    expect(await settled(granted.map(({ body }) => body))).toBe(1)
  })
})

describe('C19: a number whose budget somebody else has burnt', () => {
  it('is unlocked by a message from that very number', async () => {
    const { server, sms, gateway, from, clock } = await paying({ coolDownSeconds: [0] })
    for (let n = 0; n < 2; n++) {
      const { body } = await sms(phoneX, '192.0.2.1')
      const { code } = await gateway.message(n + 1)
      await server.delivered(body)
      for (let guess = 0; guess < 5; guess++)
        expect((await server.check(body, wrong(code, guess))).status).toBe(422)
    }
    clock.pass(600)
    const locked = await sms(phoneX, '192.0.2.1')
    const { code } = await gateway.message(3)
    await server.delivered(locked.body)
    expect((await server.check(locked.body, code)).status).toBe(429)

    const own = await server.start({ sitekey: 'site_a', channel: 'whatsapp', to: phoneX }, from('192.0.2.2'))
    const reply = await server.massejli(own.body.whatsapp!.command, phoneX)
    expect((await server.check(own.body, codeIn(reply))).status).toBe(200)
  })
})

describe('R-07: codes for one contact that are right at the same time', () => {
  it('are three at most, without one start ending another', async () => {
    const { server, mail, clock, from } = await paying({ coolDownSeconds: [0] })
    const held: { started: StartedView; code: string }[] = []
    // As fast as anybody may, for half an hour.
    for (let minute = 0; minute < 30; minute++) {
      const answer = await server.start(
        { sitekey: 'site_a', channel: 'email', to: 'u@x.test' },
        from(client(minute)),
      )
      if (answer.status === 201) {
        const { text } = await mail.mail(held.length + 1)
        await server.delivered(answer.body)
        held.push({ started: answer.body, code: codeIn(text!) })
      }
      const views = await Promise.all(held.map(({ started }) => server.view(started)))
      expect(views.filter(({ body }) => body.state === 'pending').length).toBeLessThanOrEqual(3)
      clock.pass(60)
    }
    expect(held.length).toBe(5)
  })
})

describe('J17: one verification that is looked at all the time', () => {
  it('is refused after 600 looks in a minute, and nothing is stored for them', async () => {
    const { server, clock } = await paying()
    const started = await server.started({}, { Origin: originA })
    const other = await server.started({}, { Origin: originA })
    const statuses: number[] = []
    for (let n = 0; n < 7; n++) {
      const looks = await Promise.all(Array.from({ length: 100 }, () => server.view(started)))
      statuses.push(...looks.map(({ status }) => status))
    }
    expect(statuses.filter(status => status === 200)).toHaveLength(600)
    expect(statuses.filter(status => status === 429)).toHaveLength(100)
    const refused = await server.view(started, '?wait=25&revision=1')
    expect(refused.status).toBe(429)
    expect(refused.body.retryAfterSeconds! % 30).toBe(0)
    expect((await server.view(other)).status).toBe(200)
    // Who lacks the secret uses up nobody's looks.
    for (let n = 0; n < 3; n++) {
      expect((await server.view({ id: other.id, secret: started.secret })).status).toBe(401)
    }
    clock.pass(60)
    expect((await server.view(started)).body.revision).toBe(started.revision)
  })
})

describe('a limit that is only recorded', () => {
  it('is logged with its name, and refuses nothing', async () => {
    const { server, sms, settled } = await paying({
      rules: { contact_sends: 'record', conversion: 'record' },
      conversion: { sends: 2 },
    })
    const started: StartedView[] = []
    for (let n = 0; n < 4; n++) {
      const { status, body } = await sms(phoneX, client(n))
      expect(status).toBe(201)
      expect(body.resendInSeconds).toBe(0)
      started.push(body)
    }
    expect(await settled(started)).toBe(4)
    const lines = eventsIn(server.logLines, 'limit')
    expect(new Set(lines.map(({ rule, mode }) => `${rule} ${mode}`))).toEqual(
      new Set(['contact_sends record', 'conversion record']),
    )
    expect(eventsIn(server.logLines, 'breaker')).toMatchObject([{ rule: 'conversion', mode: 'record' }])
  })
})
