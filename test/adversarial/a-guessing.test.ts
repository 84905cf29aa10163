import { expect, it } from 'vitest'
import { expectProblem, wrong } from '../server-harness.ts'
import { startSuite } from './harness.ts'

const suite = startSuite('open')

it('A01 five wrong checks, then the right code', async () => {
  const to = suite.phone()
  const held = await suite.started({ to })
  const code = await suite.codeSentTo(to)
  for (const checksLeft of [4, 3, 2, 1, 0]) {
    expectProblem(await suite.check(held, wrong(code, checksLeft)), 422, 'wrong_code', { checksLeft })
  }
  expectProblem(await suite.check(held, code), 410, 'closed', { state: 'locked' })
  expect((await suite.view(held)).body.state).toBe('locked')
  suite.expects({ sends: 1 })
})
