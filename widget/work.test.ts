import { createChallenge, verifySolution } from 'altcha-lib/v1'
import { assert } from 'chai'
import type { WorkChallenge } from '../server/api.ts'
import { create, leavePage, plain, ways } from './fake-host.ts'
import { platform } from './platform.ts'
import { done, type Fake, fake, mail, problem, settle, site, started } from './test-support.ts'
import { sha256, solve } from './work.ts'

const hmacKey = 'a key of the server'

/** What a server that uses ALTCHA's own library asks for. */
const ask = (maxnumber: number, number?: number) =>
  createChallenge({
    hmacKey,
    maxnumber,
    ...(number !== undefined && { number }),
    expires: new Date(Date.now() + 300_000),
  }) as Promise<WorkChallenge>

const forever = () => true
const hex = (words: Int32Array) => [...words].map(n => (n >>> 0).toString(16).padStart(8, '0')).join('')

describe('the hash', () => {
  it('is SHA-256, whatever the length', async () => {
    assert.equal(hex(sha256('abc')), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    for (let length = 0; length <= 200; length++) {
      const text = 'x7?&='.repeat(40).slice(0, length)
      const digest = new DataView(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)))
      const words = Int32Array.from({ length: 8 }, (_, i) => digest.getInt32(i * 4))
      assert.equal(hex(sha256(text)), hex(words), `${length} characters`)
    }
  })
})

describe('a solution', () => {
  const real = { ...platform }
  afterEach(() => {
    Object.assign(platform, real)
  })

  it('is what ALTCHA’s library takes for one', async () => {
    for (const work of [
      await ask(2 ** 14),
      await ask(1),
      await ask(2 ** 14, 0),
      await ask(2 ** 14, 2 ** 14),
    ]) {
      const solution = await solve(work, forever)
      assert.isTrue(await verifySolution(solution!, hmacKey))
    }
  })

  it('is none where there is no number', async () => {
    assert.isUndefined(await solve(await ask(50, 51), forever))
  })

  it('is looked for in short turns: whatever else the page has to do is done in between', async () => {
    let now = 0
    let pauses = 0
    let others = 0
    // Every look at the clock finds it a millisecond later.
    platform.now = () => ++now
    platform.setTimeout = (job, ms) => {
      pauses++
      return real.setTimeout(job, ms)
    }
    const timer = setInterval(() => others++)
    const solution = await solve(await ask(2 ** 14, 4_000), forever)
    clearInterval(timer)
    assert.isOk(solution)
    assert.isAtLeast(pauses, 15)
    assert.isAtLeast(others, 5)
  })

  it('is looked for no longer than somebody waits for it', async () => {
    let now = 0
    let turns = 0
    platform.now = () => ++now
    assert.isUndefined(await solve(await ask(2 ** 14, 2 ** 14), () => ++turns < 3))
    assert.equal(turns, 3)
  })
})

describe('a server that asks for work', () => {
  let net: Fake
  beforeEach(() => {
    net = fake()
  })
  afterEach(() => {
    leavePage()
    net.restore()
  })

  async function typed() {
    const all = create()
    all.c.load()
    await net.take('GET sites/site_example').answer(site())
    all.on.choose('email')
    all.on.type('ada@example.com')
    return all
  }

  const refused = async (maxnumber = 40, number?: number) =>
    problem('work_required', { work: await ask(maxnumber, number) })

  /** Lets the work take its turns, each of which the test gives it. */
  function slowly() {
    const now = platform.now
    let late = 0
    platform.now = () => now() + ++late
  }

  it('gets it with the same request, and the visitor sees nothing of it', async () => {
    const { m, on, events, said, alarms } = await typed()
    on.submitContact()
    const first = net.take('POST verifications')
    assert.notProperty(first.body, 'work')
    await first.answer(await refused(), 428)
    await settle()
    assert.equal(m.busy, 'start')
    const second = net.take('POST verifications')
    const { work, ...body } = second.body
    assert.deepEqual(body, first.body)
    assert.equal(second.headers['Idempotency-Key'], first.headers['Idempotency-Key'])
    assert.isTrue(await verifySolution(work as string, hmacKey))
    await second.answer(started(mail(), 'ada@example.com'), 201)
    assert.equal(m.screen, 'code')
    assert.deepEqual(events, ['idle', 'start {"channel":"email"}', 'sending', 'waiting'])
    assert.deepEqual(alarms, [])
    assert.notInclude(said.join(' '), 'One moment')
  })

  it('gets it once more, when it asks once more, but not a third time', async () => {
    const { m, on, events } = await typed()
    on.submitContact()
    for (let n = 0; n < 3; n++) {
      await net.take('POST verifications').answer(await refused(), 428)
      await settle()
    }
    assert.isFalse(net.has('POST'))
    assert.isNull(m.busy)
    assert.include(plain(m.alert!.text), 'not working right now')
    assert.equal(ways(m), 'retry whatsapp')
    assert.match(events.find(event => event.startsWith('error'))!, /"code":"work_required"/)
    // Asked by the visitor, it is tried again.
    on.retry()
    await net.take('POST verifications').answer(await refused(), 428)
    await settle()
    await net.take('POST verifications').answer(started(mail(), 'ada@example.com'), 201)
    assert.equal(m.screen, 'code')
  })

  it('gets it for another send too', async () => {
    const { m, on } = await typed()
    on.submitContact()
    await net.take('POST verifications').answer(started(mail({ resendInSeconds: 0 }), 'ada@example.com'), 201)
    on.resend()
    const first = net.take('POST verifications/v1/send')
    assert.deepEqual(first.body, {})
    await first.answer(await refused(), 428)
    await settle()
    const second = net.take('POST verifications/v1/send')
    assert.deepEqual(Object.keys(second.body), ['work'])
    assert.equal(second.headers['Idempotency-Key'], first.headers['Idempotency-Key'])
    await second.answer(mail({ revision: 2 }))
    assert.isTrue(m.severalCodes)
    assert.isNull(m.alert)
  })

  it('lets the visitor see after a second that something goes on', async () => {
    const { m, on } = await typed()
    on.submitContact()
    slowly()
    await net.take('POST verifications').answer(await refused(2 ** 14, 2 ** 14), 428)
    assert.isFalse(m.slow)
    await net.advance(1_000)
    assert.isTrue(m.slow)
    assert.equal(m.busy, 'start')
  })

  it('gets nothing from who has left', async () => {
    const { c, m, on } = await typed()
    on.submitContact()
    slowly()
    await net.take('POST verifications').answer(await refused(2 ** 14, 2 ** 14), 428)
    c.reset()
    await net.advance(60_000)
    assert.isFalse(net.has('POST'))
    assert.equal(m.screen, 'choose')
    assert.isNull(m.alert)
    assert.equal(net.timers, 0)
  })

  it('gets nothing from a widget that was taken out of the page', async () => {
    const { c, m, on } = await typed()
    on.submitContact()
    slowly()
    await net.take('POST verifications').answer(await refused(2 ** 14, 2 ** 14), 428)
    c.hostDisconnected()
    await net.advance(60_000)
    assert.isFalse(net.has('POST'))
    assert.isNull(m.busy)
    c.hostConnected()
    assert.equal(ways(m), 'retry whatsapp')
  })

  it('that asks for what nobody can do is not asked again', async () => {
    const { m, on } = await typed()
    on.submitContact()
    await net.take('POST verifications').answer(await refused(10, 20), 428)
    await settle()
    assert.isFalse(net.has('POST'))
    assert.equal(ways(m), 'retry whatsapp')
  })

  it('is asked with the same key again after a reload in between', async () => {
    const before = await typed()
    before.on.submitContact()
    const first = net.take('POST verifications')
    slowly()
    await first.answer(await refused(2 ** 14, 2 ** 14), 428)
    leavePage()
    net.arrival = 'reload'
    const after = create()
    after.c.load()
    await net.take('GET sites/site_example').answer(site())
    const again = net.take('POST verifications')
    assert.equal(again.headers['Idempotency-Key'], first.headers['Idempotency-Key'])
    await again.answer(await refused(), 428)
    await net.advance(100)
    await net.take('POST verifications').answer(started(mail(), 'ada@example.com'), 201)
    assert.equal(after.m.screen, 'code')
    await net.take('GET verifications/v1').answer(done(mail()))
  })
})
