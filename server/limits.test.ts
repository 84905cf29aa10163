import { describe, expect, it } from 'vitest'
import {
  type Answer,
  claimsOf,
  codeIn,
  createClock,
  expectProblem,
  type MailSink,
  originA,
  originB,
  phoneX,
  startMailSink,
  startServer,
  type TestServer,
  wrong,
} from '../test/server-harness.ts'

// With the limits of design.md §7, unless a test says otherwise.

const email = { sitekey: 'site_a', channel: 'email' }

async function limited(limits: Record<string, unknown> = {}, more: Parameters<typeof startServer>[0] = {}) {
  const clock = createClock()
  const mail = await startMailSink()
  const server = await startServer({ clock, mail, ...more, config: { limits, ...more.config } })
  return { server, clock, mail }
}

/** Neither start nor send says which limit it was. */
function expectLater(answer: Answer<unknown>, retryAfterSeconds: number) {
  expectProblem(answer, 429, 'try_later', { retryAfterSeconds })
  expect(answer.headers['retry-after']).toBe(String(retryAfterSeconds))
  expect(answer.text).not.toMatch(/contact|address|cool|budget|wrong/i)
}

/** A verification by mail and the code that arrived for it. */
async function pending(server: TestServer, mail: MailSink, to: string) {
  const n = mail.mails.length + 1
  const held = await server.started({ ...email, to })
  const arrived = await mail.mail(n)
  await server.delivered(held)
  return { held, code: codeIn(arrived.text!) }
}

describe('sends to one contact', () => {
  it('are 30 s apart, then 60', async () => {
    const { server, clock, mail } = await limited()
    const body = { ...email, to: 'u@x.test' }
    const { held } = await pending(server, mail, 'u@x.test')
    expect((await server.view(held)).body.resendInSeconds).toBe(30)
    expectLater(await server.start(body), 30)
    clock.pass(29)
    expectLater(await server.start(body), 30)
    clock.pass(1)
    expect((await server.start(body)).status).toBe(201)
    clock.pass(29)
    expectLater(await server.start(body), 60)
    clock.pass(30)
    expectLater(await server.start(body), 30)
    clock.pass(1)
    expect((await server.start(body)).status).toBe(201)
    await mail.mail(3)
  })

  it('are three in ten minutes and five in an hour', async () => {
    const { server, clock } = await limited({ coolDownSeconds: [0] })
    const body = { ...email, to: 'u@x.test' }
    const start = async () => (await server.start(body)).status
    for (let n = 0; n < 3; n++) expect(await start()).toBe(201)
    expectLater(await server.start(body), 600)
    clock.pass(600)
    for (let n = 0; n < 2; n++) expect(await start()).toBe(201)
    expectLater(await server.start(body), 3000)
    clock.pass(600)
    expectLater(await server.start(body), 2400)
    clock.pass(2400)
    expect(await start()).toBe(201)
  })

  it('are ten in a day', async () => {
    const { server, clock } = await limited()
    const statuses: number[] = []
    for (let hour = 0; hour < 12; hour++) {
      statuses.push((await server.start({ ...email, to: 'u@x.test' })).status)
      clock.pass(3600)
    }
    expect(statuses).toEqual([...Array(10).fill(201), 429, 429])
  })

  it('are counted alike for a start and a resend, which the view foretells', async () => {
    const { server, clock, mail } = await limited()
    const { held } = await pending(server, mail, 'u@x.test')
    expectLater(await server.send(held), 30)
    clock.pass(30)
    expect((await server.send(held)).status).toBe(200)
    expect((await server.view(held)).body.resendInSeconds).toBe(60)
    expectLater(await server.start({ ...email, to: 'u@x.test' }), 60)
    clock.pass(60)
    expect((await server.send(held)).status).toBe(200)
    await mail.mail(3)
  })

  it('are foretold only as long as the verification lives', async () => {
    const { server, clock, mail } = await limited()
    const { held } = await pending(server, mail, 'u@x.test')
    clock.pass(30)
    await server.send(held)
    clock.pass(60)
    const { body } = await server.send(held)
    await mail.mail(3)
    // The fourth would be granted in 510 s, and then the verification has ended.
    expect(body.expiresInSeconds).toBe(510)
    expect(body.resendInSeconds).toBeNull()
  })

  it('are counted over all sites', async () => {
    const { server } = await limited()
    expect((await server.start({ ...email, to: 'u@x.test' })).status).toBe(201)
    const other = await server.start({ ...email, sitekey: 'site_b', to: 'u@x.test' }, { Origin: originB })
    expectLater(other, 30)
  })

  it.each([
    ['u@x.test', ['u@X.TEST', 'U@x.test', 'u+1@x.test', 'u+a.b@x.test', 'U+9@X.test']],
    ['u.v@gmail.com', ['uv@gmail.com', 'u.v+a@gmail.com', 'U.V@googlemail.com', 'u.v@GMAIL.com']],
  ])('are one budget for %s and its other spellings', async (first, spellings) => {
    const { server, mail } = await limited({ contactSends: { '600': 1 }, coolDownSeconds: [0] })
    expect((await server.start({ ...email, to: first })).status).toBe(201)
    for (const to of spellings) expectLater(await server.start({ ...email, to }), 600)
    expect((await server.start({ ...email, to: 'somebody-else@x.test' })).status).toBe(201)
    await mail.mail(2)
    expect(mail.mails).toHaveLength(2)
  })

  it('keep the dots of every other mailbox apart', async () => {
    const { server } = await limited({ contactSends: { '600': 1 }, coolDownSeconds: [0] })
    for (const to of ['u.v@x.test', 'uv@x.test']) {
      expect((await server.start({ ...email, to })).status).toBe(201)
    }
  })

  it('are one budget for a phone in all its spellings', async () => {
    const { server } = await limited()
    const declared = ['+44 7911 123456', '07911 123456', '+44 (0)7911-123456', '0044 7911 123456']
    for (const [n, to] of declared.entries()) {
      const started = await server.started({ to })
      const reply = await server.massejli(started.whatsapp!.command, phoneX)
      expect(/\d{6}/.test(reply), to).toBe(n < 3)
    }
  })

  it('are one of fifty that come at once', async () => {
    const { server, mail } = await limited()
    const answers = await Promise.all(
      Array.from({ length: 50 }, (_, n) => server.start({ ...email, to: `u+${n}@x.test` })),
    )
    const statuses = answers.map(({ status }) => status)
    expect(statuses.filter(status => status === 201)).toHaveLength(1)
    expect(statuses.filter(status => status === 429)).toHaveLength(49)
    await mail.mail()
    const { body } = answers.find(({ status }) => status === 201)!
    await server.delivered(body)
    expect(mail.mails).toHaveLength(1)
  })

  it('count also when the mail server refused them', async () => {
    const { server, mail } = await limited()
    mail.refuse({ code: 451 })
    const held = await server.started({ ...email, to: 'u@x.test' })
    await server.delivered(held)
    expectLater(await server.send(held), 30)
  })

  it('are not spent on WhatsApp before the visitor writes', async () => {
    const { server } = await limited()
    for (let n = 0; n < 20; n++) await server.started({ to: phoneX })
    const started = await server.started({ to: phoneX })
    expect(started.resendInSeconds).toBe(0)
    expect(await server.massejli(started.whatsapp!.command, phoneX)).toMatch(/\d{6}/)
  })
})

describe('wrong codes', () => {
  /** Ten wrong codes for the contact, over two verifications. */
  async function tenWrong(server: TestServer, mail: MailSink, to = 'u@x.test') {
    for (let run = 0; run < 2; run++) {
      const { held, code } = await pending(server, mail, to)
      for (let n = 0; n < 5; n++) {
        expectProblem(await server.check(held, wrong(code, n)), 422, 'wrong_code', { checksLeft: 4 - n })
      }
    }
  }
  const manySends = { contactSends: { '600': 100 }, coolDownSeconds: [0] }

  it('are ten an hour for a contact over all its verifications, then even the right one has to wait', async () => {
    const { server, clock, mail } = await limited(manySends)
    await tenWrong(server, mail)
    const { held, code } = await pending(server, mail, 'U+other@X.test')
    const right = await server.check(held, code)
    expect(right.status).toBe(429)
    expect(right.body.retryAfterSeconds! % 30).toBe(0)
    expectProblem(await server.check(held, wrong(code)), 429, 'try_later', {
      retryAfterSeconds: right.body.retryAfterSeconds,
    })
    expect((await server.view(held)).body).toMatchObject({ state: 'pending', checksLeft: 5 })
    expect((await server.view(held)).body).not.toHaveProperty('proof')
    const other = await pending(server, mail, 'somebody-else@x.test')
    expect((await server.check(other.held, other.code)).status).toBe(200)
    clock.pass(3600)
    const later = await pending(server, mail, 'u@x.test')
    expect((await server.check(later.held, later.code)).status).toBe(200)
  })

  it('are twenty a day', async () => {
    const { server, clock, mail } = await limited(manySends)
    await tenWrong(server, mail)
    clock.pass(3600)
    await tenWrong(server, mail)
    clock.pass(3600)
    const { held, code } = await pending(server, mail, 'u@x.test')
    expect((await server.check(held, code)).status).toBe(429)
    clock.pass(86_400)
    const later = await pending(server, mail, 'u@x.test')
    expect((await server.check(later.held, later.code)).status).toBe(200)
  })

  it('are forgotten after a right one', async () => {
    const { server, mail } = await limited(manySends)
    const first = await pending(server, mail, 'u@x.test')
    for (let n = 0; n < 5; n++) await server.check(first.held, wrong(first.code, n))
    const second = await pending(server, mail, 'u@x.test')
    for (let n = 0; n < 4; n++) await server.check(second.held, wrong(second.code, n))
    expect((await server.check(second.held, second.code)).status).toBe(200)
    await tenWrong(server, mail)
  })

  it('are forgotten when the owner of the number writes: nobody is locked out by another', async () => {
    const { server } = await limited({ contactSends: { '600': 100 } })
    const [one, two, own] = [
      await server.started({ to: phoneX }),
      await server.started({ to: phoneX }),
      await server.started({ to: phoneX }),
    ] as const
    for (const held of [one, two]) {
      const code = codeIn(await server.massejli(held.whatsapp!.command, phoneX))
      await server.massejli(own.whatsapp!.command, phoneX)
      for (let n = 0; n < 5; n++) await server.check(held, wrong(code, n))
    }
    const code = codeIn(await server.massejli(`${own.whatsapp!.command} `, phoneX))
    expect((await server.check(own, code)).status).toBe(200)
  })

  it('that are no codes at all are not counted', async () => {
    const { server, mail } = await limited()
    const { held, code } = await pending(server, mail, 'u@x.test')
    for (let n = 0; n < 30; n++) expect((await server.check(held, '12345')).status).toBe(400)
    expect((await server.check(held, code)).status).toBe(200)
  })
})

describe('starts from one address', () => {
  it('are thirty an hour by mail, and refused starts are none of them', async () => {
    const { server, clock } = await limited()
    const start = (n: number) => server.start({ ...email, to: `u${n}@x.test` })
    for (let n = 0; n < 29; n++) expect((await start(n)).status).toBe(201)
    // Refused for other reasons: for the same contact again, for its form, for its origin, for its channel.
    for (let n = 0; n < 20; n++) {
      expect((await start(0)).status).toBe(429)
      expect((await server.start({ ...email, to: 'nobody' })).status).toBe(400)
      expect((await server.start({ ...email, to: 'a@x.test' }, { Origin: originB })).status).toBe(403)
      expect((await server.start({ ...email, channel: 'sms', to: phoneX })).status).toBe(403)
    }
    expect((await start(29)).status).toBe(201)
    expectProblem(await start(30), 428, 'work_required', { work: expect.anything() })
    clock.pass(3600)
    expect((await start(31)).status).toBe(201)
  })

  it('tell nobody which limit it was: the wait is rounded up to 30 s', async () => {
    const { server, clock } = await limited({ contactSends: { '100': 1 }, coolDownSeconds: [0] })
    await server.started({ ...email, to: 'u@x.test' })
    clock.pass(1)
    expectLater(await server.start({ ...email, to: 'u@x.test' }), 120)
  })

  it('that are refused leave the budget of the contact alone', async () => {
    const { server, clock } = await limited({ addressStarts: { email: { '600': 1 } } })
    expect((await server.start({ ...email, to: 'u@x.test' })).status).toBe(201)
    for (let n = 0; n < 5; n++) {
      expect((await server.start({ ...email, to: 'v@x.test' })).status).toBe(428)
    }
    clock.pass(600)
    expect((await server.start({ ...email, to: 'v@x.test' })).status).toBe(201)
  })

  it('are counted once for a tap that is repeated', async () => {
    const { server } = await limited({ addressStarts: { whatsapp: { '3600': 2 } } })
    const tap = (n: number) =>
      server.start(
        { sitekey: 'site_a', channel: 'whatsapp' },
        { Origin: originA, 'Idempotency-Key': `one-tap-of-this-visitor-${n}` },
      )
    for (let n = 0; n < 5; n++) expect((await tap(1)).status).toBe(201)
    expect((await tap(2)).status).toBe(201)
    expect((await tap(3)).status).not.toBe(201)
    expect((await tap(1)).status).toBe(201)
  })
})

describe('caps of a site', () => {
  it('end what costs money, at this site only', async () => {
    const mail = await startMailSink()
    const from = 'verify@a.test'
    const { server } = await limited(
      {},
      {
        mail,
        config: {
          providers: {
            wa: { type: 'massejli', number: '+964622445511', token: 'token-of-wa', hookToken: 'hook-a' },
            wb: { type: 'massejli', number: '+964622445512', token: 'token-of-wb', hookToken: 'hook-b' },
            mail: { type: 'smtp', url: mail.url, from, free: false },
          },
        },
        site: { caps: { paidPerHour: 4, paidPerDay: 5 } },
      },
    )
    for (let n = 0; n < 4; n++) await server.started({ ...email, to: `u${n}@x.test` })
    expect((await server.start({ ...email, to: 'more@x.test' })).status).toBe(429)
    const other = { ...email, sitekey: 'site_b', to: 'b@x.test' }
    expect((await server.start(other, { Origin: originB })).status).toBe(201)
    await mail.mail(5)
  })
})

describe('limits that are off', () => {
  it('lift sending, addresses and budgets, but never the five checks', async () => {
    const { server, mail } = await limited({ off: true })
    for (let n = 0; n < 40; n++) await server.started({ ...email, to: 'u@x.test' })
    await mail.mail(40)
    for (let run = 0; run < 3; run++) {
      const { held, code } = await pending(server, mail, 'u@x.test')
      for (let n = 0; n < 5; n++) expect((await server.check(held, wrong(code, n))).status).toBe(422)
      expectProblem(await server.check(held, code), 410, 'closed', { state: 'locked' })
    }
    const { held, code } = await pending(server, mail, 'u@x.test')
    expect((await server.view(held)).body.resendInSeconds).toBe(0)
    expect((await server.check(held, code)).status).toBe(200)
  })
})

describe('checks that come at once', () => {
  it.each([
    ['on', {}],
    ['off', { off: true }],
  ])(
    'with limits %s and 200 wrong ones: at most five are compared, and then it is closed',
    async (_, limits) => {
      const { server, mail } = await limited(limits)
      const { held, code } = await pending(server, mail, 'u@x.test')
      const answers = await Promise.all(
        Array.from({ length: 200 }, (_, n) => server.check(held, wrong(code, n))),
      )
      const compared = answers.filter(({ status }) => status === 422)
      expect(compared.map(({ body }) => body.checksLeft).sort()).toEqual([0, 1, 2, 3, 4])
      for (const { status } of answers) expect([422, 410, 429]).toContain(status)
      expectProblem(await server.check(held, code), 410, 'closed', { state: 'locked' })
      expect((await server.view(held)).body).not.toHaveProperty('proof')
    },
  )

  it('and fifty right ones: exactly one gets the proof', async () => {
    const { server, mail } = await limited()
    const { held, code } = await pending(server, mail, 'u@x.test')
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.check(held, code)))
    const right = answers.filter(({ status }) => status === 200)
    expect(right).toHaveLength(1)
    for (const answer of answers.filter(({ status }) => status !== 200)) {
      expectProblem(answer, 409, 'already_used')
    }
    const { body } = await server.view(held)
    expect(claimsOf(body.proof)).toEqual(claimsOf(right[0]!.body.proof))
    expect(claimsOf(body.proof).jti).toBe(`${held.id}.1`)
  })

  it('and fifty resends: the cool-down lets one through', async () => {
    const { server, clock, mail } = await limited()
    const { held } = await pending(server, mail, 'u@x.test')
    clock.pass(30)
    const answers = await Promise.all(Array.from({ length: 50 }, () => server.send(held)))
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1)
    await mail.mail(2)
    await server.delivered(held)
    expect(mail.mails).toHaveLength(2)
  })
})
