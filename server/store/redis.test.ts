import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startRedis, type TestRedis } from '../../test/redis.ts'
import { storeContract } from './contract.ts'
import { openRedisStore, type RedisOptions } from './redis.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
}, 60_000)
afterAll(() => redis.remove())

/** A store apart from all others. */
const open = (options: Partial<RedisOptions> = {}) =>
  openRedisStore({ url: redis.url, prefix: randomUUID(), ...options })

describe('the contract', { timeout: 60_000 }, () => {
  test.each(storeContract)('$name', ({ run }) => run(({ now }) => open({ now })))
})
