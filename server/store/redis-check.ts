import type { RedisConnection } from './redis-connection.ts'

/** What is wrong with a Redis, and what to do about it. */
export class Unfit extends Error {
  readonly advice: string
  constructor(message: string, advice: string) {
    super(message)
    this.advice = advice
  }
}

/**
 * Whether this Redis keeps what it is given.
 *
 * @returns what somebody should know all the same
 * @throws Unfit where it is a replica, or (unless `isTolerant`) may evict keys: counters and used proofs would be forgotten
 */
export async function checkRedis(connection: RedisConnection, isTolerant: boolean): Promise<string[]> {
  const info = await infoOf(connection)
  if (info.role !== undefined && info.role !== 'master') {
    throw new Unfit('it is a replica, which cannot be written to', 'Name the primary.')
  }
  const warnings: string[] = []

  // Not CONFIG: many who run Redis for others refuse that.
  const { maxmemory, maxmemory_policy: policy } = info
  if (maxmemory !== '0' && policy !== 'noeviction') {
    const what = `it may throw away what it holds when its memory is full (maxmemory-policy is ${policy ?? 'not told'})`
    const advice = 'Set "maxmemory-policy noeviction".'
    if (!isTolerant) throw new Unfit(what, advice)
    warnings.push(`Redis: ${what}. Production refuses that. ${advice}`)
  }
  if ((await appendFsync(connection)) !== 'always' || info.aof_enabled === '0') {
    warnings.push(
      'Redis may lose the last changes when it crashes: a spent check or a redeemed proof could come back. ' +
        'Set "appendonly yes" and "appendfsync always".',
    )
  }
  return warnings
}

/** @see https://redis.io/docs/latest/commands/info/ */
async function infoOf(connection: RedisConnection): Promise<Record<string, string | undefined>> {
  const text = String(await connection.send(['INFO']))
  return Object.fromEntries(
    text
      .split('\r\n')
      .filter(line => line.includes(':'))
      .map(line => [line.slice(0, line.indexOf(':')), line.slice(line.indexOf(':') + 1)]),
  )
}

async function appendFsync(connection: RedisConnection): Promise<string | undefined> {
  try {
    const answer = (await connection.send(['CONFIG', 'GET', 'appendfsync'])) as
      | Record<string, string>
      | string[]
    // A map in RESP3, which some servers still write as a list.
    return Array.isArray(answer) ? answer[1] : answer.appendfsync
  } catch {
    return undefined
  }
}
