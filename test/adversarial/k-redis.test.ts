import { createClient } from 'redis'
import { beforeAll, expect, it } from 'vitest'
import { startRedis, type TestRedis } from '../redis.ts'
import { type Answer, as, expectProblem, type Held, wrong } from '../server-harness.ts'
import { sites } from './accounts.ts'
import { startSuite } from './harness.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis('--maxmemory-policy', 'noeviction')
})

const suite = startSuite(
  'open',
  config => ({ ...config, store: redis.url }),
  () => redis,
)
const { origin, secret } = sites.site_a

function checkAt(address: string, held: Held, code: string): Promise<Answer> {
  return suite.request('POST', `${address}/v1/verifications/${held.id}/check`, {
    headers: { ...as(held), Origin: origin },
    json: { code },
  })
}

/** Not over the harness, which counts every 5xx. */
async function isReady(): Promise<boolean> {
  return (await fetch(`${suite.address}/readyz`)).status === 200
}

it('K04 two instances count the wrong codes together', async () => {
  const other = await suite.another()
  const to = suite.phone()
  const held = await suite.started({ to })
  const code = await suite.codeSentTo(to)
  const addresses = [suite.address, other.address, suite.address, other.address, suite.address, other.address]
  const statuses: number[] = []
  for (const [n, address] of addresses.entries()) {
    statuses.push((await checkAt(address, held, wrong(code, n))).status)
  }
  expect(statuses).toEqual([422, 422, 422, 422, 422, 410])

  // All at once, too.
  const again = suite.phone()
  const second = await suite.started({ to: again })
  const right = await suite.codeSentTo(again)
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, n) => checkAt(addresses[n % 2]!, second, wrong(right, n))),
  )
  const all = answers.map(({ status }) => status)
  expect(all.filter(status => status === 422)).toHaveLength(5)
  expect(all.filter(status => status !== 422).every(status => status === 410)).toBe(true)
  expectProblem(await checkAt(other.address, second, right), 410, 'closed', { state: 'locked' })
  suite.expects({ sends: 2 })
})

it('K05 without Redis nothing is sent or verified, and it goes on by itself', async () => {
  const { pid } = suite
  const to = suite.phone()
  const held = await suite.started({ to })
  const code = await suite.codeSentTo(to)
  await suite.until(held, ({ delivery }) => delivery === 'sent')
  const { proof } = await suite.verified()

  await redis.stop()
  expectProblem(
    await suite.start({ sitekey: 'site_a', channel: 'sms', to: suite.phone() }),
    503,
    'unavailable',
  )
  expectProblem(await suite.check(held, code), 503, 'unavailable')
  expectProblem(await suite.view(held), 503, 'unavailable')
  expectProblem(await suite.send(held), 503, 'unavailable')
  expectProblem((await suite.siteverify({ secret, response: proof })) as Answer<never>, 503, 'unavailable')
  expectProblem(await suite.request('GET', '/readyz'), 503, 'unavailable')
  // A provider is to come again.
  const hook = await suite.hooks.massejli({ contact: suite.phone(), message: 'VERIFY 7K2M-9QXD' })
  expect([200, 503]).toContain(hook.status)

  await redis.start()
  while (!(await isReady()));
  expect((await suite.check(held, code)).status).toBe(200)
  expect((await suite.siteverify({ secret, response: proof })).body.success).toBe(true)
  expect(suite.pid).toBe(pid)
  suite.expects({ sends: 2, proofs: 2, serverErrors: hook.status === 503 ? 7 : 6 })
})

it('K06 what Redis forgot is verified by nobody', async () => {
  const to = suite.phone()
  const held = await suite.started({ to })
  const code = await suite.codeSentTo(to)
  const { proof, held: done } = await suite.verified()
  const client = createClient({ url: redis.url })
  await client.connect()
  await client.flushAll()
  client.destroy()
  expectProblem(await suite.check(held, code), 401, 'unauthorized')
  expectProblem(await suite.view(held), 401, 'unauthorized')
  expectProblem(await suite.renew(done), 401, 'unauthorized')
  expect((await suite.siteverify({ secret, response: proof })).body.success).toBe(false)
  // And whoever comes next is served.
  await suite.verified()
  suite.expects({ sends: 3, proofs: 2 })
})
