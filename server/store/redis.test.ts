import { randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import fc from 'fast-check'
import { createClient } from 'redis'
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { startRedis, type TestRedis } from '../../test/redis.ts'
import { storeContract } from './contract.ts'
import { openRedisStore, type RedisOptions } from './redis.ts'
import { createSqliteStore } from './sqlite.ts'
import type { Change, Put, Store } from './store.ts'
import { type Budget, grantedAt, retryAfterSeconds } from './window.ts'

const patience = 60_000

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
}, patience)
afterAll(() => redis.remove())

const GRANTED = { ok: true, recorded: [] }
const put = (id: string, more: Partial<Put> = {}): Put => ({
  id,
  from: 0,
  revision: 1,
  data: id,
  unique: [],
  shared: [],
  deleteAt: Date.UTC(2100, 0),
  ...more,
})
const never = () => new AbortController().signal

/** A store apart from all others, that is closed with the test. */
async function open(options: Partial<RedisOptions> = {}): Promise<Store> {
  const store = await openRedisStore({ url: redis.url, prefix: randomUUID(), ...options })
  onTestFinished(() => store.close())
  return store
}

/** A Redis that ends with the test. */
async function own(...args: string[]): Promise<TestRedis> {
  const started = await startRedis(...args)
  onTestFinished(() => started.remove())
  return started
}

/** What an operator types, and what it answers. */
async function operate(at: TestRedis, ...command: string[]): Promise<unknown> {
  const client = createClient({ url: at.url })
  await client.connect()
  try {
    return await client.sendCommand(command)
  } finally {
    client.destroy()
  }
}

const keysOf = (prefix: string) => operate(redis, 'KEYS', `{${prefix}}*`) as Promise<string[]>

describe('the contract', { timeout: patience }, () => {
  test.each(storeContract)('$name', ({ run }) =>
    run(({ now }) => openRedisStore({ url: redis.url, prefix: randomUUID(), now })),
  )
})

describe('a change', { timeout: patience }, () => {
  const takes = fc.array(
    fc.record({
      waitMs: fc.oneof(fc.integer({ min: 0, max: 3000 }), fc.integer({ min: 0, max: 20_000 })),
      member: fc.constantFrom(...'abcdefghijklmnop'),
    }),
    { maxLength: 60 },
  )
  const plain: Budget[] = [
    { windows: { 5: 4, 20: 12, 60: 30 }, gaps: [0.5, 1] },
    // Gaps so long that uses are forgotten while they last.
    { windows: { 5: 3, 15: 6 }, gaps: [1, 8, 20] },
  ]

  test.each(plain.flatMap(budget => [false, true].map(members => ({ budget, members }))))(
    'is granted as the arithmetic over a plain list says: $budget, members: $members',
    async ({ budget, members }) => {
      let now = Date.UTC(2030, 0)
      let keys = 0
      const store = await open({ now: () => now })
      await fc.assert(
        fc.asyncProperty(takes, async steps => {
          const key = `k${++keys}`
          const latest = new Map<unknown, number>()
          for (const [i, step] of steps.entries()) {
            now += step.waitMs
            const member = members ? step.member : undefined
            const times = [...latest.values()].toSorted((a, b) => b - a)
            const uses = { nthLatest: (n: number) => times[n - 1], ownLatest: latest.get(member) }
            const at = grantedAt(budget, uses, now)
            const result = await store.commit({ take: [{ key, ...budget, ...(member && { member }) }] })
            expect(result).toEqual(
              at === now
                ? GRANTED
                : { ok: false, reason: 'limit', key, retryAfterSeconds: retryAfterSeconds(budget, at, now) },
            )
            if (result.ok) latest.set(member ?? i, now)
          }
        }),
        { numRuns: 20 },
      )
    },
  )

  // Two stores that were written apart are hardly wrong in the same way.
  test('comes to the same as in SQLite, whatever was changed before', async () => {
    const few = (most: number) => ({ maxLength: most })
    const id = fc.constantFrom('a', 'b', 'c')
    const key = fc.constantFrom('k', 'l', 'm')
    const member = fc.option(fc.constantFrom('x', 'y', 'z'), { nil: undefined })
    const budgets = {
      k: { windows: { 5: 2, 30: 4 }, gaps: [1, 2] },
      l: { windows: { 10: 1 } },
      m: { windows: { 3: 3, 20: 8 } },
    }
    const step = fc.record({
      waitMs: fc.constantFrom(0, 0, 1, 500, 3000, 20_000),
      put: fc.option(
        fc.record({
          id,
          behind: fc.constantFrom(0, 0, 0, 0, 1),
          unique: fc.array(key, few(2)),
          shared: fc.array(key, few(2)),
          lifeMs: fc.constantFrom(0, 1000, 4000, 60_000),
        }),
        { nil: undefined },
      ),
      take: fc.array(
        fc.record({ key, member, mode: fc.constantFrom('enforce', 'enforce', 'record', 'ask') }),
        few(3),
      ),
      once: fc.array(fc.record({ key, ttlSeconds: fc.constantFrom(0, 1, 10) }), few(2)),
      clear: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(key, few(2)) },
      ),
      remove: fc.oneof(
        { weight: 4, arbitrary: fc.constant([]) },
        { weight: 1, arbitrary: fc.array(id, few(2)) },
      ),
    })
    let now = Date.UTC(2030, 0)
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 25 }), async steps => {
        const clock = { now: () => now }
        const [here, there] = [
          createSqliteStore({ path: ':memory:', ...clock }),
          await openRedisStore({ url: redis.url, prefix: randomUUID(), ...clock }),
        ]
        try {
          for (const [i, { waitMs, put: wanted, take, ...rest }] of steps.entries()) {
            now += waitMs
            const from = wanted && Math.max(0, ((await here.get(wanted.id))?.revision ?? 0) - wanted.behind)
            const change = {
              ...rest,
              // A member more or less in one budget is no use that the product has.
              take: take.map(one => ({ ...one, ...budgets[one.key as 'k'] })),
              ...(wanted && {
                put: {
                  ...put(wanted.id, {
                    from: from!,
                    revision: from! + 1,
                    data: `${i}`,
                    deleteAt: now + wanted.lifeMs,
                  }),
                  unique: wanted.unique,
                  shared: wanted.shared,
                },
              }),
            } as Change
            expect(await there.commit(change)).toEqual(await here.commit(change))
            for (const name of ['a', 'b', 'c']) expect(await there.get(name)).toEqual(await here.get(name))
            for (const name of ['k', 'l', 'm']) expect(await there.find(name)).toEqual(await here.find(name))
          }
        } finally {
          await Promise.all([here.close(), there.close()])
        }
      }),
      { numRuns: 60 },
    )
  })

  test('counts a member once, however often it is in the change', async () => {
    const store = await open()
    const of = (member: string) => ({ key: 'k', windows: { 60: 2 }, member })
    expect(await store.commit({ take: [of('a'), of('a'), of('b')] })).toEqual(GRANTED)
    expect(await store.commit({ take: [of('b'), of('a'), of('b')] })).toEqual(GRANTED)
    expect(await store.commit({ take: [of('c')] })).toMatchObject({ reason: 'limit' })
  })

  test('counts no use as earlier than those before it, when the clock was set back', async () => {
    let now = Date.UTC(2030, 0)
    const store = await open({ now: () => now })
    const take = [{ key: 'k', windows: { 10: 2 } }]
    await store.commit({ take })
    now -= 5000
    await store.commit({ take })
    now += 10_000
    expect(await store.commit({ take })).toMatchObject({ reason: 'limit', retryAfterSeconds: 5 })
  })

  test('takes no key from whom a server with another clock gave it to', async () => {
    const prefix = randomUUID()
    const now = Date.UTC(2030, 0)
    const [slow, fast] = [
      await open({ prefix, now: () => now }),
      await open({ prefix, now: () => now + 2000 }),
    ]
    await slow.commit({ put: put('a', { unique: ['u'], deleteAt: now + 1000 }) })
    expect(await fast.commit({ put: put('b', { unique: ['u'] }) })).toEqual(GRANTED)
    expect(await slow.commit({ put: put('a', { from: 1, revision: 2 }) })).toEqual(GRANTED)
    for (const store of [slow, fast]) expect((await store.find('u')).map(({ id }) => id)).toEqual(['b'])
    expect(await slow.commit({ put: put('c', { unique: ['u'] }) })).toEqual({
      ok: false,
      reason: 'taken',
      key: 'u',
    })
  })

  test('is made whole or not at all, also when 50 are made at once over two connections', async () => {
    const prefix = randomUUID()
    const stores = [await open({ prefix }), await open({ prefix })]
    const attempt = (i: number): Change => ({
      put: put(`r${i}`, { unique: [`u${i}`, `slot ${i % 20}`], shared: ['s'] }),
      once: [{ key: `m${i}`, ttlSeconds: 600 }],
      take: [
        { key: 'budget', windows: { 600: 7 } },
        { key: `own ${i}`, windows: { 600: 1 } },
      ],
    })
    const numbers = Array.from({ length: 50 }, (_, i) => i)
    const results = await Promise.all(numbers.map(i => stores[i % 2]!.commit(attempt(i))))
    const made = numbers.filter(i => results[i]!.ok)
    expect(made).toHaveLength(7)
    expect((await stores[0]!.find('s')).map(({ id }) => id).toSorted()).toEqual(
      made.map(i => `r${i}`).toSorted(),
    )
    for (const i of numbers) {
      const there = made.includes(i)
      expect((await stores[0]!.get(`r${i}`)) !== undefined).toBe(there)
      expect(await stores[1]!.find(`u${i}`)).toHaveLength(there ? 1 : 0)
      expect((await stores[0]!.commit({ once: [{ key: `m${i}`, ttlSeconds: 1 }] })).ok).toBe(!there)
      expect((await stores[1]!.commit({ take: [{ key: `own ${i}`, windows: { 600: 1 } }] })).ok).toBe(!there)
    }
  })

  test('that a full Redis refuses leaves nothing of itself, and the next one is made', async () => {
    const prefix = randomUUID()
    const store = await open({ prefix })
    await store.commit({ put: put('a', { unique: ['u'] }) })
    const before = (await keysOf(prefix)).toSorted()
    const change: Change = {
      put: put('b', { unique: ['v'], shared: ['s'] }),
      take: [{ key: 'k', windows: { 60: 1 } }],
      once: [{ key: 'm', ttlSeconds: 60 }],
    }
    await operate(redis, 'CONFIG', 'SET', 'maxmemory', '1')
    try {
      await expect(store.commit(change)).rejects.toThrow('OOM')
      expect((await store.get('a'))?.id).toBe('a')
    } finally {
      await operate(redis, 'CONFIG', 'SET', 'maxmemory', '0')
    }
    expect((await keysOf(prefix)).toSorted()).toEqual(before)
    expect(await store.commit(change)).toEqual(GRANTED)
  })

  test('is written to one node of a cluster', async () => {
    const node = await own('--cluster-enabled', 'yes')
    await operate(node, 'CLUSTER', 'ADDSLOTSRANGE', '0', '16383')
    await expect
      .poll(() => operate(node, 'CLUSTER', 'INFO'), { timeout: patience })
      .toContain('cluster_state:ok')
    const store = await open({ url: node.url })
    const woken = store.changed('a', never())
    await store.commit({
      put: put('a', { unique: ['u'], shared: ['s'] }),
      take: [{ key: 'k', windows: { 60: 1 } }],
    })
    await woken
    expect(await store.find('s')).toHaveLength(1)
  })
})

describe('waiting', { timeout: patience }, () => {
  test('ends with a change that another server makes', async () => {
    const prefix = randomUUID()
    const [one, two] = [await open({ prefix }), await open({ prefix })]
    /** As callers do: subscribe, read, wait. What another server did just before may wake for nothing. */
    async function sees(revision: number | undefined) {
      for (;;) {
        const change = one.changed('a', never())
        if ((await one.get('a'))?.revision === revision) return
        await change
      }
    }
    await two.commit({ put: put('a') })
    const seen = sees(2)
    await two.commit({ put: put('a', { from: 1, revision: 2 }) })
    await seen
    const gone = sees(undefined)
    await two.commit({ remove: ['a'] })
    await gone
  })

  test('in one database does not hear of another, nor of another installation', async () => {
    const prefix = randomUUID()
    const store = await open({ prefix })
    const others = [await open({ prefix, url: `${redis.url}/3` }), await open()]
    const seen = store.changed('a', never()).then(() => store.get('a'))
    for (const other of others) {
      await other.commit({ put: put('a') })
      expect(await store.get('a')).toBeUndefined()
    }
    await store.commit({ put: put('a', { data: 'mine' }) })
    expect((await seen)?.data).toBe('mine')
  })

  test('goes on when the connection was lost, and hears what happened meanwhile', async () => {
    const prefix = randomUUID()
    const warnings: string[] = []
    const store = await open({ prefix, warn: message => warnings.push(message) })
    const seen = store.changed('a', never()).then(() => store.get('a'))
    await operate(redis, 'CLIENT', 'KILL', 'TYPE', 'pubsub')
    await seen
    expect(warnings).toEqual([
      expect.stringMatching(/^Redis cannot be reached \(.+\)\. Requests are answered 503 until it can\.$/),
      'Redis can be reached again.',
    ])
    const again = store.changed('a', never()).then(() => store.get('a'))
    await (await open({ prefix })).commit({ put: put('a') })
    expect((await again)?.revision).toBe(1)
  })
})

/** Succeeds as soon as Redis can be reached again. */
const eventually = (work: () => Promise<unknown>) =>
  expect.poll(() => work().then(() => 'done', String), { timeout: patience }).toBe('done')

describe('a Redis that goes away', { timeout: patience }, () => {
  test('makes everything reject, and all goes on with the data when it is back', async () => {
    const redis = await own()
    const store = await open({ url: redis.url })
    const take = [{ key: 'k', windows: { 60: 1 } }]
    await store.commit({ put: put('a', { unique: ['u'] }), take })
    await redis.stop()
    await expect(store.get('a')).rejects.toThrow()
    await expect(store.find('u')).rejects.toThrow()
    await expect(store.commit({ put: put('a', { from: 1, revision: 2 }) })).rejects.toThrow()

    await redis.start()
    await eventually(() => store.get('a'))
    expect(await store.get('a')).toEqual({ id: 'a', revision: 1, data: 'a' })
    expect(await store.commit({ take })).toMatchObject({ reason: 'limit' })
    // Its scripts are gone, and are brought anew.
    const woken = store.changed('a', never())
    expect(await store.commit({ put: put('a', { from: 1, revision: 2 }) })).toEqual(GRANTED)
    await woken
  })

  test('and only keeps silent rejects too, and is asked nothing more until it answers', async () => {
    const redis = await own()
    const store = await open({ url: redis.url, timeoutMs: 300 })
    await store.commit({ put: put('a') })
    redis.pause()
    await expect(store.commit({ put: put('b') })).rejects.toThrow()
    await expect(store.get('a')).rejects.toThrow()
    redis.resume()
    await eventually(() => store.get('a'))
    expect((await store.get('a'))?.revision).toBe(1)
  })

  test('is never sent a change twice: one whose answer is lost is an error', async () => {
    const redis = await own()
    const sockets = new Set<Socket>()
    let cuts = false
    // Between the two, and once without the answer.
    const between = createServer(client => {
      const server = connect(redis.port, '127.0.0.1')
      for (const socket of [client, server]) {
        sockets.add(socket)
        socket.on('error', () => {})
      }
      client.on('data', bytes => server.write(bytes))
      server.on('data', bytes => {
        if (!cuts) return client.write(bytes)
        cuts = false
        client.destroy()
      })
      client.on('close', () => server.destroy())
      server.on('close', () => client.destroy())
    }).listen(0, '127.0.0.1')
    await once(between, 'listening')
    const { port } = between.address() as AddressInfo
    const store = await open({ url: `redis://127.0.0.1:${port}` })
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy()
      between.close()
    })

    const take = { key: 'k', windows: { 600: 10 } }
    await store.commit({ take: [take] })
    cuts = true
    await expect(store.commit({ put: put('a'), take: [take] })).rejects.toThrow()
    await eventually(() => store.get('a'))
    // It was made, once: eight of ten are left.
    expect((await store.get('a'))?.revision).toBe(1)
    const left = Array.from({ length: 10 }, () => store.commit({ take: [take] }))
    expect((await Promise.all(left)).filter(({ ok }) => ok)).toHaveLength(8)
  })

  test('and comes back empty knows nobody, and waiting works as before', async () => {
    const redis = await own()
    const store = await open({ url: redis.url })
    for (let i = 1; i <= 5; i++)
      await store.commit({ put: put('a', { from: i - 1, revision: i, unique: ['u'] }) })
    await operate(redis, 'FLUSHALL')
    expect(await store.get('a')).toBeUndefined()
    expect(await store.find('u')).toEqual([])
    expect(await store.commit({ put: put('a', { from: 5, revision: 6 }) })).toEqual({
      ok: false,
      reason: 'conflict',
    })
    const seen = store.changed('b', never()).then(() => store.get('b'))
    await store.commit({ put: put('b') })
    expect((await seen)?.id).toBe('b')
  })
})

describe('what is over', { timeout: patience }, () => {
  test('leaves the memory by itself, all but one number', async () => {
    const prefix = randomUUID()
    const store = await open({ prefix, graceMs: 0 })
    await Promise.all(
      Array.from({ length: 200 }, (_, i) =>
        store.commit({
          put: put(`r${i}`, { unique: [`u${i}`], shared: ['s', `s${i}`], deleteAt: Date.now() + 1000 }),
          take: [{ key: `k${i}`, windows: { 1: 1 } }],
          once: [{ key: `m${i}`, ttlSeconds: 1 }],
        }),
      ),
    )
    await expect.poll(() => keysOf(prefix), { timeout: patience }).toEqual([`{${prefix}}:1:seq`])
  })

  test('leaves nothing when it is removed before', async () => {
    const prefix = randomUUID()
    const store = await open({ prefix })
    await store.commit({ put: put('a', { unique: ['u', 'v'], shared: ['s'] }) })
    await store.commit({ put: put('a', { from: 1, revision: 2, unique: ['u'], shared: ['s', 't'] }) })
    await store.commit({ remove: ['a'] })
    expect(await keysOf(prefix)).toEqual([`{${prefix}}:1:seq`])
  })

  test('leaves the indexes of what lives with the next changes, a bounded number each', async () => {
    const prefix = randomUUID()
    let now = Date.now()
    const store = await open({ prefix, now: () => now })
    await Promise.all(
      Array.from({ length: 100 }, (_, i) =>
        store.commit({ put: put(`r${i}`, { shared: ['s'], deleteAt: now + 1000 }) }),
      ),
    )
    await store.commit({ put: put('alive', { shared: ['s'] }) })
    const sizes = () =>
      Promise.all(['s:s', 'ends'].map(name => operate(redis, 'ZCARD', `{${prefix}}:1:${name}`)))
    expect(await sizes()).toEqual([101, 101])
    now += 1000
    await store.commit({})
    expect(await sizes()).toEqual([69, 69])
    for (let i = 0; i < 3; i++) await store.commit({})
    expect(await sizes()).toEqual([1, 1])
    expect((await store.find('s')).map(({ id }) => id)).toEqual(['alive'])
  })

  test('leaves a budget with its next use, and a look-up with the first that meets it', async () => {
    const prefix = randomUUID()
    let now = Date.now()
    const store = await open({ prefix, now: () => now })
    const take = { key: 'k', windows: { 10: 100 } }
    for (let i = 0; i < 50; i++) {
      await store.commit({ put: put(`r${i}`, { shared: ['s'], deleteAt: now + 1000 }), take: [take] })
    }
    now += 10_000
    const size = (name: string) => operate(redis, 'ZCARD', `{${prefix}}:1:${name}`)
    expect(await store.find('s')).toEqual([])
    expect([await size('s:s'), await size('ends')]).toEqual([0, 0])
    await store.commit({ take: [take] })
    await store.commit({ take: [take] })
    // The two, and how long they are kept.
    expect(await size('c:k')).toBe(3)
  })
})

describe('opening', { timeout: patience }, () => {
  const failure = (options: Partial<RedisOptions>) =>
    openRedisStore({ url: redis.url, ...options }).then(
      () => 'it opened',
      (error: Error) => error.message,
    )

  test('refuses a Redis that may evict keys, and says what to set', async () => {
    const evicting = await own('--maxmemory', '100mb', '--maxmemory-policy', 'volatile-lru')
    expect(await failure({ url: evicting.url })).toBe(
      `Cannot open the store redis://127.0.0.1:${evicting.port}: it may throw away what it holds when its memory ` +
        'is full (maxmemory-policy is volatile-lru). Set "maxmemory-policy noeviction".',
    )
    const warnings: string[] = []
    await open({ url: evicting.url, isTolerant: true, warn: message => warnings.push(message) })
    expect(warnings).toEqual([expect.stringContaining('Production refuses that')])
    await operate(evicting, 'CONFIG', 'SET', 'maxmemory-policy', 'noeviction')
    await open({ url: evicting.url })
    await operate(evicting, 'CONFIG', 'SET', 'maxmemory-policy', 'allkeys-lru', 'maxmemory', '0')
    await open({ url: evicting.url })
  })

  test.each([
    ['--appendonly', 'no'],
    ['--appendfsync', 'everysec'],
  ])('warns where %s is %s: changes could be lost', async (name, value) => {
    const forgetful = await own(name, value)
    const warnings: string[] = []
    await open({ url: forgetful.url, warn: message => warnings.push(message) })
    expect(warnings).toEqual([expect.stringContaining('Set "appendonly yes" and "appendfsync always".')])
  })

  test('has nothing to say of a Redis that loses nothing', async () => {
    const warnings: string[] = []
    await open({ warn: message => warnings.push(message) })
    expect(warnings).toEqual([])
  })

  test('needs the password, and never repeats it', async () => {
    const shut = await own('--requirepass', 'p@ss word')
    const at = (user: string) => `redis://${user}127.0.0.1:${shut.port}`
    for (const user of ['', ':S3CRET@', 'me:S3CRET@']) {
      const said = await failure({ url: at(user) })
      expect(said).toContain(`Cannot open the store redis://127.0.0.1:${shut.port}: `)
      expect(said).toContain('Write the user and password that may run scripts there')
      expect(said).not.toContain('S3CRET')
    }
    const store = await open({ url: at(':p%40ss%20word@') })
    expect(await store.commit({ put: put('a') })).toEqual(GRANTED)
  })

  test('says where nothing answers, and who may not be written to', async () => {
    const gone = await own()
    await gone.stop()
    expect(await failure({ url: gone.url })).toMatch(
      new RegExp(`^Cannot open the store redis://127.0.0.1:${gone.port}: .*ECONNREFUSED.*Start Redis there`),
    )
    const replica = await own('--replicaof', `127.0.0.1 ${redis.port}`)
    expect(await failure({ url: replica.url })).toBe(
      `Cannot open the store redis://127.0.0.1:${replica.port}: it is a replica, which cannot be written to. Name the primary.`,
    )
  })

  test('ends where something listens that is no Redis', async () => {
    const silent = createServer(socket => socket.on('error', () => {})).listen(0, '127.0.0.1')
    await once(silent, 'listening')
    onTestFinished(() => void silent.close())
    const { port } = silent.address() as AddressInfo
    expect(await failure({ url: `redis://127.0.0.1:${port}`, timeoutMs: 300 })).toContain(
      `Cannot open the store redis://127.0.0.1:${port}: `,
    )
  })
})
