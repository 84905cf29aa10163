import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { problemOf } from '../test/core-harness.ts'
import { createClock } from '../test/server-harness.ts'
import { solutionOf, solveWork } from '../test/solve-work.ts'
import type { WorkChallenge } from './api.ts'
import { Problem } from './problem.ts'
import { Duplicate, LimitReached } from './records.ts'
import type { Mark } from './store/store.ts'
import { createWork } from './work.ts'
import { createWorkGate } from './work-gate.ts'

const clock = createClock()
const purpose = { site: 'site_a', subject: 'this', address: '192.0.2.7' }
const none = { work: null, captcha: null }
const over = () => new LimitReached('address_starts', 60, true)
const captchaMark = { key: 'captcha', ttlSeconds: 1 }

function gateOf(confirms = false) {
  const tokens: string[] = []
  const captcha = {
    async confirm(_: unknown, token: string) {
      tokens.push(token)
      return confirms ? captchaMark : null
    },
    close: async () => {},
  }
  const gate = createWorkGate({ work: createWork({ pepper: [randomBytes(32)], now: clock.now }), captcha })
  const spent = new Set<string>()
  const acts: (Mark | null)[] = []
  /** A limit that asks for work, and a commit that stores marks. */
  const limited = async (worked: Mark | null) => {
    acts.push(worked)
    if (!worked) throw over()
    if (spent.has(worked.key)) throw new Duplicate('a mark was made before')
    spent.add(worked.key)
    return 'done'
  }
  const pass = (effort: Partial<typeof none> | Record<string, string>, act = limited) =>
    gate({ ...none, ...effort }, () => purpose, act)
  return { pass, acts, tokens, gate }
}

async function asked(answer: Promise<unknown>): Promise<WorkChallenge> {
  const problem = await problemOf(answer)
  expect(problem.code).toBe('work_required')
  return problem.work as WorkChallenge
}

describe('where no limit asks', () => {
  it('nobody works, and nothing is looked up', async () => {
    const { gate } = gateOf()
    const purposeOf = () => {
      throw new Error('not needed')
    }
    expect(await gate(none, purposeOf, async worked => worked)).toBeNull()
  })

  it('other refusals stay what they are', async () => {
    const { pass } = gateOf()
    for (const error of [
      new LimitReached('contact_sends', 30),
      new Problem('not_possible'),
      new Duplicate('elsewhere'),
      new TypeError('a bug'),
    ]) {
      const refuses = () => Promise.reject(error)
      await expect(pass({}, refuses)).rejects.toBe(error)
    }
  })

  it('a captcha is not even looked at', async () => {
    const { pass, tokens } = gateOf(true)
    expect(await pass({ captcha: 'token' }, async () => 'done')).toBe('done')
    expect(tokens).toEqual([])
  })
})

describe('where a limit asks for work', () => {
  it('it is asked for, and once it is done the act goes on with its mark', async () => {
    const { pass, acts } = gateOf()
    const solution = solveWork(await asked(pass({})))
    expect(await pass({ work: solution })).toBe('done')
    expect(acts).toEqual([null, { key: expect.stringMatching(/^work\|/), ttlSeconds: 300 }])
  })

  it('one solution is good once', async () => {
    const { pass } = gateOf()
    const solution = solveWork(await asked(pass({})))
    expect(await pass({ work: solution })).toBe('done')
    const next = await asked(pass({ work: solution }))
    expect(await pass({ work: solveWork(next) })).toBe('done')
  })

  it('one solution that comes many times at once is good once', async () => {
    const { pass } = gateOf()
    const solution = solveWork(await asked(pass({})))
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => pass({ work: solution })))
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
  })

  it('what is wrong, late or another’s is no work, and new work is asked for', async () => {
    const { pass, acts } = gateOf()
    const challenge = await asked(pass({}))
    const solution = solveWork(challenge)
    const wrong = await asked(pass({ work: solutionOf(challenge, 0) }))
    expect(wrong.salt).not.toBe(challenge.salt)
    await asked(pass({ work: 'nonsense' }))
    await asked(gateOf().pass({ work: solution }))
    clock.pass(301)
    await asked(pass({ work: solution }))
    expect(acts.every(worked => worked === null)).toBe(true)
  })

  it('the solution of a refused act is not lost', async () => {
    const { pass } = gateOf()
    const solution = solveWork(await asked(pass({})))
    const full = () => Promise.reject(new LimitReached('site_paid', 60))
    await expect(pass({ work: solution }, full)).rejects.toMatchObject({ code: 'try_later' })
    expect(await pass({ work: solution })).toBe('done')
  })

  it('whoever has worked is not asked to work again: there it is time to wait', async () => {
    const { pass } = gateOf()
    const solution = solveWork(await asked(pass({})))
    const always = () => Promise.reject(over())
    await expect(pass({ work: solution }, always)).rejects.toMatchObject({ code: 'try_later' })
  })

  it('the site’s own check does as well, and each of its tokens once', async () => {
    const { pass, acts, tokens } = gateOf(true)
    expect(await pass({ captcha: 'token' })).toBe('done')
    await asked(pass({ captcha: 'token' }))
    expect(tokens).toEqual(['token', 'token'])
    expect(acts).toEqual([null, captchaMark, null, captchaMark])
  })

  it('a check that does not confirm is no work', async () => {
    const { pass, tokens } = gateOf(false)
    await asked(pass({ captcha: 'token' }))
    expect(tokens).toEqual(['token'])
  })

  it('a spent solution and a good check together go on', async () => {
    const { pass } = gateOf(true)
    const solution = solveWork(await asked(pass({})))
    expect(await pass({ work: solution, captcha: 'one' })).toBe('done')
    expect(await pass({ work: solution, captcha: 'one' })).toBe('done')
    await asked(pass({ work: solution, captcha: 'one' }))
  })
})
