import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { createCore, fake, problemOf } from '../test/core-harness.ts'
import { british, french, limitsAlone, mailbox, neighbour, only } from '../test/limits-harness.ts'

// Some are hundreds of acts, on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

type Limits = Awaited<ReturnType<typeof limitsAlone>>

const send = (n: number) => ({ contact: french(n) })
const verified = (n: number) => ({
  kind: 'checked' as const,
  sends: false,
  contact: french(n),
  right: true,
  first: true,
})

async function grants(limits: Limits, acts: Parameters<Limits['try']>[0][]) {
  for (const [n, act] of acts.entries()) expect(await limits.try(act), `act ${n}`).toBe('granted')
}

const times = <T>(n: number, make: (i: number) => T) => Array.from({ length: n }, (_, i) => make(i))

describe('a block of numbers', () => {
  it('is paused whole by one number too many, also for those that were counted, and the log says so once', async () => {
    const limits = await limitsAlone()
    await grants(
      limits,
      times(5, n => ({ contact: neighbour(n) })),
    )
    limits.pass(60)
    // The same number again is no other number.
    await grants(limits, [{ contact: neighbour(0) }])
    limits.pass(60)
    for (let n = 5; n < 30; n++) expect(await limits.try({ contact: neighbour(n) })).toBe('later')
    expect(await limits.try({ contact: neighbour(1) })).toBe('later')
    expect(limits.alerts).toEqual([
      { rule: 'prefix_numbers', site: 'site_a', country: 'FR', mode: 'enforce' },
    ])
    // Free sends and mail go on.
    await grants(limits, [
      { contact: neighbour(2), channel: 'whatsapp', paid: false },
      { contact: mailbox(1), channel: 'email', paid: true },
      { contact: french(50) },
    ])
  })

  it('is paused for an hour, which further tries do not prolong', async () => {
    const limits = await limitsAlone({ rules: only('prefix_numbers') })
    await grants(
      limits,
      times(5, n => ({ contact: neighbour(n) })),
    )
    for (let minute = 0; minute < 60; minute++) {
      expect(await limits.try({ contact: neighbour(9) })).toBe('later')
      limits.pass(60)
    }
    await grants(
      limits,
      times(5, n => ({ contact: neighbour(n + 9) })),
    )
    expect(limits.alerts).toHaveLength(1)
  })

  it('is paused also by the twenty-first number of an hour', async () => {
    const limits = await limitsAlone({ rules: only('prefix_numbers') })
    for (let block = 0; block < 4; block++) {
      await grants(
        limits,
        times(5, n => ({ contact: neighbour(block * 5 + n) })),
      )
      limits.pass(600)
    }
    expect(await limits.try({ contact: neighbour(20) })).toBe('later')
    expect(limits.alerts).toHaveLength(1)
  })

  it('lets no more than its figure through when all come at once', async () => {
    const limits = await limitsAlone()
    const outcomes = await Promise.all(times(50, n => limits.try({ contact: neighbour(n) })))
    expect(outcomes.filter(outcome => outcome === 'granted')).toHaveLength(5)
    expect(limits.alerts).toHaveLength(1)
  })
})

describe('a country', () => {
  it('is paused when nobody verifies, and the others go on', async () => {
    const limits = await limitsAlone()
    await grants(limits, times(20, send))
    for (let n = 20; n < 25; n++) expect(await limits.try(send(n))).toBe('later')
    expect(limits.alerts).toEqual([{ rule: 'conversion', site: 'site_a', country: 'FR', mode: 'enforce' }])
    await grants(limits, [{ contact: british(1) }, { contact: mailbox(1), channel: 'email' }])
  })

  it('is paused for every site: who earns with messages does not mind which', async () => {
    const limits = await limitsAlone()
    await grants(
      limits,
      times(20, n => ({ ...send(n), site: limits.site(n % 2 ? 'site_a' : 'site_b') })),
    )
    for (const site of ['site_a', 'site_b']) {
      expect(await limits.try({ ...send(30), site: limits.site(site) })).toBe('later')
    }
    expect(limits.alerts).toHaveLength(1)
  })

  it('is opened again after the pause, and counted anew', async () => {
    const limits = await limitsAlone({ conversion: { pauseSeconds: 600 } })
    await grants(limits, times(20, send))
    expect(await limits.try(send(20))).toBe('later')
    limits.pass(599)
    expect(await limits.try(send(20))).toBe('later')
    limits.pass(1)
    await grants(
      limits,
      times(20, n => send(n + 30)),
    )
    expect(await limits.try(send(60))).toBe('later')
    expect(limits.alerts).toHaveLength(2)
  })

  it.each([
    [3, 'later'],
    [4, 'granted'],
  ])('with %i of 20 verified says %s', async (count, outcome) => {
    const limits = await limitsAlone()
    await grants(limits, times(20, send))
    await grants(limits, times(count, verified))
    expect(await limits.try(send(20))).toBe(outcome)
    expect(limits.alerts).toHaveLength(outcome === 'later' ? 1 : 0)
  })

  it('that verifies is never paused, however much is sent', async () => {
    const limits = await limitsAlone()
    for (let n = 0; n < 200; n++) await grants(limits, [send(n), verified(n)])
    expect(limits.alerts).toEqual([])
    expect(limits.hits).toEqual([])
  })

  it('is not saved by what was verified long ago, nor by mail, nor by another country', async () => {
    const limits = await limitsAlone()
    await grants(limits, times(30, verified))
    limits.pass(3600)
    await grants(
      limits,
      times(30, n => ({ ...verified(n), contact: mailbox(n) })),
    )
    await grants(
      limits,
      times(30, n => ({ ...verified(n), contact: british(n) })),
    )
    // What cost nothing says nothing of what does.
    await grants(
      limits,
      times(30, n => ({ ...verified(n), paid: false })),
    )
    await grants(limits, times(20, send))
    expect(await limits.try(send(20))).toBe('later')
  })

  it('counts a pressed key as verified', async () => {
    const limits = await limitsAlone()
    await grants(
      limits,
      times(4, n => ({ ...verified(n), kind: 'pressed' as const })),
    )
    await grants(limits, times(21, send))
  })

  it('that is sent to slowly is not judged', async () => {
    const limits = await limitsAlone()
    for (let n = 0; n < 60; n++) {
      await grants(limits, [send(n)])
      limits.pass(190)
    }
  })

  it('lets no more than its figure through when all come at once', async () => {
    const limits = await limitsAlone()
    const outcomes = await Promise.all(times(80, n => limits.try(send(n))))
    expect(outcomes.filter(outcome => outcome === 'granted')).toHaveLength(20)
    expect(limits.alerts).toHaveLength(1)
  })

  it('is never paused with 0 percent', async () => {
    const limits = await limitsAlone({ conversion: { minPercent: 0 } })
    await grants(limits, times(100, send))
    expect(limits.alerts).toEqual([])
  })

  it('is one with its islands, whose numbers look the same', async () => {
    const limits = await limitsAlone({ conversion: { sends: 2 } })
    // +44 7911 is Guernsey's in the metadata.
    const guernsey = { contact: { ...british(0), value: '+447911123456' } as ReturnType<typeof british> }
    await grants(limits, [guernsey, { contact: british(1) }])
    expect(await limits.try({ contact: british(2) })).toBe('later')
    expect(limits.alerts).toMatchObject([{ country: 'GB' }])
  })
})

describe('a site that is guessed at', () => {
  const guess = (n: number, right = false) => ({
    kind: 'checked' as const,
    sends: false,
    contact: mailbox(n),
    right,
    first: true,
  })
  const start = (n: number) => ({ contact: mailbox(n), channel: 'email' as const, paid: false })

  it('asks for work before it sends, after 200 wrong codes in ten minutes, for an hour', async () => {
    const limits = await limitsAlone()
    // Five each at forty verifications: too few to judge by their share.
    await grants(
      limits,
      times(200, n => ({ ...guess(n), first: n % 5 === 0 })),
    )
    await grants(limits, [start(1)])
    expect(limits.alerts).toEqual([])
    await grants(limits, [guess(1)])
    expect(limits.alerts).toEqual([{ rule: 'site_guesses', site: 'site_a', mode: 'enforce' }])
    expect(await limits.try(start(2))).toBe('work')
    expect(await limits.try({ ...start(2), kind: 'send' })).toBe('work')
    await grants(limits, [
      { ...start(2), worked: true },
      // Whoever writes to us is answered, and who has a code may type it.
      { ...start(3), kind: 'answer', channel: 'whatsapp' },
      { ...guess(3), kind: 'check' },
      guess(3, true),
      // Nothing is sent for it yet.
      { ...start(4), channel: 'whatsapp', sends: false },
      { ...start(4), site: limits.site('site_b') },
    ])
    limits.pass(3599)
    expect(await limits.try(start(5))).toBe('work')
    limits.pass(1)
    await grants(limits, [start(5)])
  })

  it('does so too when of fifty verifications fewer than ten are verified', async () => {
    const limits = await limitsAlone()
    await grants(
      limits,
      times(9, n => guess(n, true)),
    )
    await grants(
      limits,
      times(40, n => guess(n + 9)),
    )
    await grants(limits, [start(1)])
    // The same verification again is no other one.
    await grants(limits, [{ ...guess(9), first: false }, start(2)])
    await grants(limits, [guess(49)])
    expect(limits.alerts).toEqual([{ rule: 'site_guesses', site: 'site_a', mode: 'enforce' }])
    expect(await limits.try(start(3))).toBe('work')
  })

  it('does not when ten are, and goes on counting', async () => {
    const limits = await limitsAlone()
    for (let round = 0; round < 4; round++) {
      await grants(
        limits,
        times(10, n => guess(round * 50 + n, true)),
      )
      await grants(
        limits,
        times(40, n => guess(round * 50 + 10 + n)),
      )
    }
    expect(limits.alerts).toEqual([])
    await grants(limits, [start(1)])
  })

  it('is told of when it is only recorded, and asks for nothing', async () => {
    const limits = await limitsAlone({ siteGuesses: { wrong: 3 }, rules: { site_guesses: 'record' } })
    await grants(limits, times(5, guess))
    expect(limits.alerts).toEqual([{ rule: 'site_guesses', site: 'site_a', mode: 'record' }])
    await grants(limits, [start(1)])
  })

  it('is not counted for test contacts, whose code everybody knows', async () => {
    const limits = await limitsAlone({ siteGuesses: { wrong: 3 } })
    await grants(
      limits,
      times(10, n => ({ ...guess(n), contact: null })),
    )
    expect(limits.alerts).toEqual([])
  })
})

describe('a verification that was paid for', () => {
  /** By default a country of which every message has to be verified before the next goes out. */
  async function strict(
    keepsCodes: boolean,
    limits: Record<string, unknown> = {
      rules: only('conversion'),
      conversion: { sends: 1, minPercent: 100 },
    },
  ) {
    const zad = fake('zad', { channels: ['sms', 'call_button'], keepsCodes })
    const core = await createCore({
      providers: [zad],
      channels: { sms: 'zad', call_button: 'zad' },
      config: { limits },
    })
    return { core, zad }
  }
  const paused = { code: 'try_later', retryAfterSeconds: 3600 }

  it('and verified by nobody pauses the country', async () => {
    const { core } = await strict(false)
    await core.started()
    expect(await problemOf(core.start())).toEqual(paused)
  })

  it.each([
    ['a code of ours', false],
    ['a code that its provider keeps', true],
  ])('counts when it is verified by %s', async (_, keepsCodes) => {
    const { core, zad } = await strict(keepsCodes)
    for (let n = 1; n <= 3; n++) {
      const started = await core.started()
      const view = await core.check(started, keepsCodes ? '424242' : zad.sent.at(-1)!.code)
      expect(view.state).toBe('verified')
    }
  })

  it('counts when it is verified by a key', async () => {
    const { core } = await strict(false)
    for (let n = 1; n <= 3; n++) {
      await core.started({ channel: 'call_button' })
      expect(await core.call('pressed')).toBe(true)
    }
    await core.started({ channel: 'call_button' })
    expect(await core.call('declined')).toBe(true)
    expect(await problemOf(core.start())).toEqual(paused)
  })

  it.each([
    ['ours', false],
    ['one that its provider keeps', true],
  ])('whose code is %s counts its wrong ones for the site', async (_, keepsCodes) => {
    const { core } = await strict(keepsCodes, { rules: only('site_guesses'), siteGuesses: { wrong: 2 } })
    const started = await core.started()
    for (let n = 0; n < 2; n++) await problemOf(core.check(started, '111111'))
    await core.start()
    await problemOf(core.check(started, '111111'))
    expect(await problemOf(core.start())).toMatchObject({ code: 'work_required' })
  })
})

describe('the share of verifications that are verified', () => {
  it.each([
    ['codes of ours', false],
    ['codes that their provider keeps', true],
  ])('counts each once, with %s', async (_, keepsCodes) => {
    const zad = fake('zad', { channels: ['sms'], keepsCodes })
    const core = await createCore({
      providers: [zad],
      channels: { sms: 'zad' },
      config: {
        limits: { rules: only('site_guesses'), siteGuesses: { checked: 4, minPercent: 50, wrong: 1000 } },
      },
    })
    const right = () => (keepsCodes ? '424242' : zad.sent.at(-1)!.code)
    const threeWrong = async () => {
      const started = await core.started()
      for (let n = 0; n < 3; n++) await problemOf(core.check(started, '111111'))
    }
    // Of four two are right, one of them at the first check: that is enough, and counting begins anew.
    await core.check(await core.started(), right())
    await threeWrong()
    const third = await core.started()
    await problemOf(core.check(third, '111111'))
    await core.check(third, right())
    await threeWrong()
    // One of the next four is not. The fourth comes when three have been checked many times.
    await core.check(await core.started(), right())
    for (let n = 0; n < 2; n++) await threeWrong()
    const fourth = await core.started()
    await problemOf(core.check(fourth, '111111'))
    expect(await problemOf(core.start())).toMatchObject({ code: 'work_required' })
  })
})

describe('pauses and budgets', () => {
  it('outlive the process, and are shared by all that use the store', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'reachproof-pauses-'))
    onTestFinished(() => rm(folder, { recursive: true, force: true }))
    const path = join(folder, 'limits.db')
    const clock = { ms: Date.UTC(2030, 0, 1) }
    const first = await limitsAlone({}, { path, clock })
    await grants(first, times(20, send))
    expect(await first.try(send(20))).toBe('later')
    const beside = await limitsAlone({}, { path, clock })
    // The names are keyed by the pepper, which both have.
    expect(await beside.try(send(21))).toBe('later')
    await first.close()
    await beside.close()
    const after = await limitsAlone({}, { path, clock })
    expect(await after.try(send(22))).toBe('later')
    expect(await after.try({ ...send(0), contact: british(0) })).toBe('granted')
    expect(await after.try({ ...send(0), contact: british(0) })).toBe('later')
    expect([...beside.alerts, ...after.alerts]).toEqual([])
  })
})
