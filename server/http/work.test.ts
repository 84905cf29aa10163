import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished } from 'vitest'
import {
  type Answer,
  codeIn,
  createClock,
  expectProblem,
  type ServerOptions,
  secretA,
  startMailSink,
  startServer,
  type TestServer,
  wrong,
} from '../../test/server-harness.ts'
import { solutionOf, solveWork } from '../../test/solve-work.ts'
import type { ProblemBody, WorkChallenge } from '../api.ts'

/** The second start by mail within an hour is asked for work, the eleventh is refused. */
async function asking(options: Partial<ServerOptions> = {}) {
  const mail = await startMailSink()
  const clock = createClock()
  const limits = { addressStarts: { email: { '3600': 1 } }, coolDownSeconds: [0] }
  const server = await startServer({ mail, clock, ...options, config: { limits, ...options.config } })
  let n = 0
  const start = (body: Record<string, unknown> = {}, headers: Record<string, string> = {}) =>
    server.start(
      { sitekey: 'site_a', channel: 'email', to: `visitor-${++n}@x.test`, ...body },
      { Origin: 'https://a.test', ...headers },
    )
  expect((await start()).status).toBe(201)
  await mail.mail()
  return { server, clock, mail, start }
}

function workOf(answer: Answer<ProblemBody>): WorkChallenge {
  expectProblem(answer, 428, 'work_required', {
    work: {
      algorithm: 'SHA-256',
      challenge: expect.stringMatching(/^[\da-f]{64}$/),
      maxnumber: 2 ** 14,
      salt: expect.stringMatching(/^[\da-f]{24}\?expires=\d{10}&$/),
      signature: expect.stringMatching(/^[\da-f]{64}$/),
    },
  })
  return answer.body.work!
}

const tap = (n: number) => ({ 'Idempotency-Key': `tap-number-${n}-of-this-test` })
const ada = { to: 'ada@x.test' }

describe('a start over the soft limit', () => {
  it('is asked for work, and goes on with the same body, the same key and the solution', async () => {
    const { server, mail, start } = await asking()
    const refused = await start(ada, tap(1))
    const work = solveWork(workOf(refused))
    expect(refused.headers['access-control-allow-origin']).toBe('https://a.test')
    server.keepsSecret(work)
    const started = await start({ ...ada, work }, tap(1))
    expect(started.status).toBe(201)
    expect((await mail.mail(2)).envelope.to).toEqual(['ada@x.test'])
    // The answer was lost: the same tap again, with its solution or without, is the same verification.
    const again = await start({ ...ada, work }, tap(1))
    const without = await start(ada, tap(1))
    expect([again.body.id, without.body.id]).toEqual([started.body.id, started.body.id])
    await server.delivered(started.body)
    expect(mail.mails).toHaveLength(2)
  })

  it('without a key goes on as well', async () => {
    const { start } = await asking()
    const work = solveWork(workOf(await start(ada)))
    expect((await start({ ...ada, work })).status).toBe(201)
  })

  it('is not asked before', async () => {
    const { clock, start } = await asking()
    workOf(await start(ada))
    clock.pass(3600)
    expect((await start(ada)).status).toBe(201)
  })

  it('gets one verification for one solution', async () => {
    const { server, mail, start } = await asking()
    const work = solveWork(workOf(await start(ada)))
    const answers = await Promise.all(Array.from({ length: 8 }, (_, n) => start({ ...ada, work }, tap(n))))
    expect(answers.map(({ status }) => status).toSorted()).toEqual([201, ...Array(7).fill(428)])
    await server.delivered(answers.find(({ status }) => status === 201)!.body)
    expect(mail.mails).toHaveLength(2)
  })

  it('may bring the same tap several times at once', async () => {
    const { server, mail, start } = await asking()
    const work = solveWork(workOf(await start(ada, tap(1))))
    const answers = await Promise.all(Array.from({ length: 5 }, () => start({ ...ada, work }, tap(1))))
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(201))
    expect(new Set(answers.map(({ body }) => body.id)).size).toBe(1)
    await server.delivered(answers[0]!.body)
    expect(mail.mails).toHaveLength(2)
  })

  it('cannot bring what was worked out for another contact or site', async () => {
    const { start } = await asking()
    const work = solveWork(workOf(await start(ada)))
    workOf(await start({ to: 'eve@x.test', work }))
    workOf(await start({ ...ada, sitekey: 'site_b', work }, { Origin: 'https://b.test' }))
    // The same mailbox in another spelling is the same contact.
    expect((await start({ to: 'Ada+1@X.test', work })).status).toBe(201)
  })

  it('is asked anew when the solution is wrong or too late', async () => {
    const { clock, start } = await asking()
    const challenge = workOf(await start(ada))
    const next = workOf(await start({ ...ada, work: solutionOf(challenge, 0) }))
    expect(next.salt).not.toBe(challenge.salt)
    workOf(await start({ ...ada, work: 'no work at all' }))
    const work = solveWork(next)
    clock.pass(301)
    workOf(await start({ ...ada, work }))
  })

  it('with a `work` that is no text, or far too long, is not understood', async () => {
    const { start } = await asking()
    for (const work of ['x'.repeat(10_000), 5, null, { number: 5 }, ['x']]) {
      const answer = await start({ ...ada, work })
      expectProblem(answer, 400, 'bad_request')
      expect(answer.body.detail).toContain('`work`')
    }
    expectProblem(await start({ ...ada, captcha: 'x'.repeat(8193) }), 400, 'bad_request')
  })

  it('counts for nothing while it is only asked, and with work for one of ten', async () => {
    const { start } = await asking()
    for (let n = 0; n < 30; n++) workOf(await start(ada))
    for (let n = 2; n <= 10; n++) {
      const to = `worker-${n}@x.test`
      const challenge = (await start({ to })).body.work!
      expect((await start({ to, work: solveWork(challenge) })).status).toBe(201)
    }
    // From here on no work helps, and nobody is asked for any.
    const refused = await start(ada)
    expectProblem(refused, 429, 'try_later', { retryAfterSeconds: 3600 })
  })

  it('comes from a site’s backend: it is asked on behalf of its visitor', async () => {
    const { server, start } = await asking()
    const backend = (body: Record<string, unknown>) =>
      server.request('POST', '/v1/verifications', {
        headers: { Authorization: `Bearer ${secretA}` },
        json: { channel: 'email', to: 'ada@x.test', clientAddress: '127.0.0.1', ...body },
      })
    const work = solveWork(workOf(await backend({})))
    expect((await backend({ work })).status).toBe(201)
    workOf(await start())
    // Whoever names no visitor is trusted.
    expect((await backend({ clientAddress: undefined })).status).toBe(201)
  })

  it('over WhatsApp, without a contact, is asked of an address', async () => {
    const limits = { addressStarts: { whatsapp: { '3600': 1 } } }
    const server = await startServer({ config: { limits, trustProxy: 1 } })
    const start = (address: string, work?: string) =>
      server.start(
        { sitekey: 'site_a', channel: 'whatsapp', work },
        { Origin: 'https://a.test', 'X-Forwarded-For': address },
      )
    for (const address of ['192.0.2.7', '192.0.2.8']) expect((await start(address)).status).toBe(201)
    const work = solveWork(workOf(await start('192.0.2.7')))
    workOf(await start('192.0.2.8', work))
    expect((await start('192.0.2.7', work)).status).toBe(201)
  })
})

describe('another send', () => {
  /** Somebody guesses codes all over the site, so its sends pause, but for whoever works. */
  async function guessed() {
    const guesses = { window: 600, wrong: 2, checked: 3, minPercent: 20, pauseSeconds: 3600 }
    const limits = { siteGuesses: guesses, coolDownSeconds: [0], addressStarts: { email: { '3600': 100 } } }
    const all = await asking({ config: { limits } })
    const held = (await all.start(ada)).body
    await all.server.delivered(held)
    for (let n = 0; n < 4; n++) {
      const other = (await all.start()).body
      await all.server.delivered(other)
      const sent = all.mail.mails.findLast(({ envelope }) => envelope.to[0]!.startsWith('visitor'))!
      await all.server.check(other, wrong(codeIn(sent.text!)))
    }
    return { ...all, held }
  }

  it('is asked for work too, and goes on with it', async () => {
    const { server, mail, held } = await guessed()
    const before = mail.mails.length
    const work = solveWork(workOf(await server.send(held, {}, tap(1))))
    const sent = await server.send(held, { work }, tap(1))
    expect(sent.status).toBe(200)
    expect((await server.send(held, { work }, tap(1))).body.revision).toBeGreaterThanOrEqual(
      sent.body.revision,
    )
    await server.delivered(held)
    expect(mail.mails).toHaveLength(before + 1)
    // Another tap is another send.
    workOf(await server.send(held, { work }, tap(2)))
    workOf(await server.send(held, { channel: 'email', work }, tap(3)))
    await server.delivered(held)
    expect(mail.mails).toHaveLength(before + 1)
  })

  it('cannot bring what was worked out for a start, or for another verification', async () => {
    const { server, start, held } = await guessed()
    const forStart = solveWork(workOf(await start({ to: 'eve@x.test' })))
    workOf(await server.send(held, { work: forStart }))
    const forSend = solveWork(workOf(await server.send(held)))
    workOf(await start({ ...ada, work: forSend }))
    expect((await server.send(held, { work: forSend })).status).toBe(200)
  })
})

describe('a check of the site’s own', () => {
  const good = 'token-of-a-visitor-0123456789'

  async function startService() {
    const tokens: (string | null)[] = []
    const service = createServer(async (req, res) => {
      const form = new URLSearchParams(await text(req))
      tokens.push(form.get('response'))
      const success = form.get('secret') === 'the-secret-of-the-service' && form.get('response') === good
      res.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ success }))
    })
    await new Promise<void>(resolve => service.listen(0, '127.0.0.1', resolve))
    onTestFinished(() => {
      service.closeAllConnections()
      service.close()
    })
    const url = `http://127.0.0.1:${(service.address() as AddressInfo).port}/siteverify`
    return { tokens, captcha: { url, secret: 'the-secret-of-the-service' } }
  }

  const works = async ({ server, start }: { server: TestServer } & Awaited<ReturnType<typeof asking>>) => {
    server.keepsSecret(good)
    workOf(await start({ ...ada, captcha: 'another-token' }, tap(1)))
    const started = await start({ ...ada, captcha: good }, tap(1))
    expect(started.status).toBe(201)
    expect((await start({ ...ada, captcha: good }, tap(1))).body.id).toBe(started.body.id)
    // A token is good once, whatever the service says.
    workOf(await start({ ...ada, captcha: good }, tap(2)))
  }

  it('goes on in place of work, once', async () => {
    const { tokens, captcha } = await startService()
    const all = await asking({ site: { captcha } })
    await works(all)
    expect(tokens).toEqual(['another-token', good, good])
    // Where nothing is asked, nobody is.
    all.clock.pass(3600)
    expect((await all.start({ captcha: good })).status).toBe(201)
    expect(tokens).toHaveLength(3)
  })

  it('may be the application’s', async () => {
    const seen: unknown[] = []
    const all = await asking({
      captcha: async input => {
        seen.push(input)
        return input.token === good
      },
    })
    await works(all)
    expect(seen[1]).toEqual({ site: 'site_a', token: good, address: '127.0.0.1' })
  })

  it('that no site has is no work', async () => {
    const { start } = await asking()
    workOf(await start({ ...ada, captcha: good }))
  })
})
