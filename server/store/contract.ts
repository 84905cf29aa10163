import assert from 'node:assert/strict'
import type { Change, CommitResult, Put, Store, StoredRecord, Take } from './store.ts'

/** Makes an empty store, apart from every other, that knows the time only from `now`. */
export type CreateStore = (options: { now: () => number }) => Store | Promise<Store>

/** One sentence of the contract. `run` rejects with an AssertionError when the store breaks it. */
export interface StoreCase {
  name: string
  run(createStore: CreateStore): Promise<void>
}

/**
 * What every store has to do, for any test runner:
 *
 * ```ts
 * for (const { name, run } of storeContract) test(name, () => run(createMyStore))
 * ```
 *
 * The cases need nothing but `node:assert`, never sleep, and may run in parallel.
 */
export const storeContract: readonly StoreCase[] = []

interface Scene {
  store: Store
  clock: { now: number }
}

function rule(name: string, body: (scene: Scene) => Promise<void>): void {
  const run = async (createStore: CreateStore) => {
    const clock = { now: START }
    const store = await createStore({ now: () => clock.now })
    try {
      await body({ store, clock })
    } finally {
      await store.close()
    }
  }
  ;(storeContract as StoreCase[]).push({ name, run })
}

const START = Date.UTC(2030, 0, 1)
const HOUR = 3_600_000
const NOTHING_RECORDED: CommitResult = { ok: true, recorded: [] }
const CONFLICT: CommitResult = { ok: false, reason: 'conflict' }
const taken = (key: string): CommitResult => ({ ok: false, reason: 'taken', key })
const duplicate = (key: string): CommitResult => ({ ok: false, reason: 'duplicate', key })
const limited = (key: string, retryAfterSeconds: number): CommitResult => ({
  ok: false,
  reason: 'limit',
  key,
  retryAfterSeconds,
})

/** A record's first commit, unless `more` says otherwise. */
function put(id: string, more: Partial<Put> = {}): Put {
  const from = more.from ?? 0
  const revision = from + 1
  return {
    id,
    from,
    revision,
    data: `${id}@${revision}`,
    unique: [],
    shared: [],
    deleteAt: START + HOUR,
    ...more,
  }
}

async function commits(
  store: Store,
  change: Change,
  expected: CommitResult = NOTHING_RECORDED,
): Promise<void> {
  assert.deepEqual(await store.commit(change), expected)
}

/** Takes once; the result says whether the budget granted it. */
async function takes(store: Store, take: Take, expected: CommitResult = NOTHING_RECORDED): Promise<void> {
  await commits(store, { take: [take] }, expected)
}

const idsOf = (records: StoredRecord[]) => records.map(({ id }) => id)
const never = () => new AbortController().signal

// Records and revisions

rule('an unknown record is undefined, and an unknown key finds nothing', async ({ store }) => {
  assert.equal(await store.get('a'), undefined)
  assert.deepEqual(await store.find('a'), [])
})

rule('a record comes back as it was put, with nothing added', async ({ store }) => {
  await commits(store, { put: put('a', { data: 'first', unique: ['u'], shared: ['s'] }) })
  const record = { id: 'a', revision: 1, data: 'first' }
  assert.deepEqual(await store.get('a'), record)
  assert.deepEqual(await store.find('u'), [record])
  assert.deepEqual(await store.find('s'), [record])
})

rule('a change made from the stored revision replaces the record', async ({ store }) => {
  await commits(store, { put: put('a') })
  await commits(store, { put: put('a', { from: 1, data: 'second' }) })
  assert.deepEqual(await store.get('a'), { id: 'a', revision: 2, data: 'second' })
})

rule('a change made from any other revision is a conflict and changes nothing', async ({ store }) => {
  await commits(store, { put: put('a', { from: 1 }) }, CONFLICT)
  assert.equal(await store.get('a'), undefined)
  await commits(store, { put: put('a') })
  await commits(store, { put: put('a', { from: 1 }) })
  for (const from of [0, 1, 3]) {
    await commits(store, { put: put('a', { from, data: 'stale', shared: ['s'] }) }, CONFLICT)
  }
  assert.deepEqual(await store.get('a'), { id: 'a', revision: 2, data: 'a@2' })
  assert.deepEqual(await store.find('s'), [])
})

rule('of parallel changes from one revision exactly one wins', async ({ store }) => {
  for (const from of [0, 1]) {
    const racers = Array.from({ length: 20 }, (_, i) => `racer ${i}`)
    const results = await Promise.all(racers.map(data => store.commit({ put: put('a', { from, data }) })))
    const winners = racers.filter((_, i) => results[i]!.ok)
    assert.equal(winners.length, 1)
    assert.equal((await store.get('a'))?.data, winners[0])
    for (const result of results.filter(({ ok }) => !ok)) assert.deepEqual(result, CONFLICT)
  }
})

rule('records do not share anything but keys', async ({ store }) => {
  await commits(store, { put: put('a', { shared: ['s'] }) })
  await commits(store, { put: put('b', { shared: ['s'] }) })
  await commits(store, { put: put('a', { from: 1, data: 'changed', shared: ['s'] }) })
  assert.deepEqual(await store.get('b'), { id: 'b', revision: 1, data: 'b@1' })
})

rule('an empty change is granted', async ({ store }) => {
  await commits(store, {})
  await commits(store, { take: [], clear: [], once: [] })
})

// The end of a record

rule('from its deleteAt on a record does not exist: not by id, not by key', async ({ store, clock }) => {
  await commits(store, { put: put('a', { unique: ['u'], shared: ['s'], deleteAt: START + 1000 }) })
  clock.now = START + 999
  assert.equal((await store.get('a'))?.id, 'a')
  assert.deepEqual(idsOf(await store.find('u')), ['a'])
  clock.now = START + 1000
  assert.equal(await store.get('a'), undefined)
  assert.deepEqual(await store.find('u'), [])
  assert.deepEqual(await store.find('s'), [])
})

rule('a change can move the deleteAt of its record, both ways', async ({ store, clock }) => {
  await commits(store, { put: put('a', { deleteAt: START + 1000 }) })
  await commits(store, { put: put('a', { from: 1, deleteAt: START + 5000 }) })
  clock.now = START + 2000
  assert.equal((await store.get('a'))?.revision, 2)
  await commits(store, { put: put('a', { from: 2, deleteAt: START + 2000 }) })
  assert.equal(await store.get('a'), undefined)
})

rule('an id whose record is over starts anew, without the old keys', async ({ store, clock }) => {
  await commits(store, { put: put('a', { unique: ['u'], shared: ['s'], deleteAt: START + 1000 }) })
  clock.now = START + 1000
  // The very next commit: nothing had a chance to sweep the old record.
  await commits(store, { put: put('a', { data: 'anew' }) })
  assert.deepEqual(await store.get('a'), { id: 'a', revision: 1, data: 'anew' })
  assert.deepEqual(await store.find('u'), [])
  assert.deepEqual(await store.find('s'), [])
})

rule('a change made from a revision of a record that is over is a conflict', async ({ store, clock }) => {
  await commits(store, { put: put('a', { deleteAt: START + 1000 }) })
  clock.now = START + 1000
  await commits(store, { put: put('a', { from: 1 }) }, CONFLICT)
  assert.equal(await store.get('a'), undefined)
})

// Removing records

rule('a removed record is gone whole, whatever its revision, and others stay', async ({ store }) => {
  for (const id of ['a', 'b']) await commits(store, { put: put(id, { unique: [`u${id}`], shared: ['s'] }) })
  await commits(store, { put: put('a', { from: 1, unique: ['ua'], shared: ['s'] }) })
  await commits(store, { remove: ['a', 'unknown'] })
  assert.equal(await store.get('a'), undefined)
  assert.deepEqual(await store.find('ua'), [])
  assert.deepEqual(idsOf(await store.find('s')), ['b'])
  await commits(store, { remove: [] })
  await commits(store, { put: put('c', { unique: ['ua'] }) })
})

rule('a change made from a removed record is a conflict, and its id may start anew', async ({ store }) => {
  await commits(store, { put: put('a', { shared: ['s'] }) })
  await commits(store, { remove: ['a'] })
  await commits(store, { put: put('a', { from: 1 }) }, CONFLICT)
  assert.equal(await store.get('a'), undefined)
  await commits(store, { put: put('a', { data: 'anew' }) })
  assert.deepEqual(await store.get('a'), { id: 'a', revision: 1, data: 'anew' })
  assert.deepEqual(await store.find('s'), [])
})

rule('a refused change removes nothing', async ({ store }) => {
  await commits(store, { put: put('a', { shared: ['s'] }), once: [{ key: 'm', ttlSeconds: 60 }] })
  const refused: Change[] = [
    { put: put('new', { from: 4 }) },
    { once: [{ key: 'm', ttlSeconds: 60 }] },
    { take: [{ key: 'k', windows: { 60: 0 } }] },
  ]
  for (const change of refused) assert.equal((await store.commit({ ...change, remove: ['a'] })).ok, false)
  assert.deepEqual(idsOf(await store.find('s')), ['a'])
})

rule('removing takes counters and marks along only where the change says so', async ({ store }) => {
  const take = { key: 'a', windows: { 60: 1 } }
  const once = [{ key: 'a', ttlSeconds: 60 }]
  await commits(store, { put: put('a'), take: [take], once })
  await commits(store, { remove: ['a'] })
  await takes(store, take, limited('a', 60))
  await commits(store, { once }, duplicate('a'))
  await commits(store, { remove: ['a'], clear: ['a'] })
  await takes(store, take)
})

rule('removing a record wakes whoever waits for it', async ({ store }) => {
  await commits(store, { put: put('a') })
  const seen = store.changed('a', never()).then(() => store.get('a'))
  await commits(store, { remove: ['a'] })
  assert.equal(await seen, undefined)
})

// Keys

rule('only one live record holds a unique key', async ({ store }) => {
  await commits(store, { put: put('a', { unique: ['u', 'v'] }) })
  await commits(store, { put: put('b', { unique: ['free', 'v'] }) }, taken('v'))
  assert.equal(await store.get('b'), undefined)
  assert.deepEqual(await store.find('free'), [])
  assert.deepEqual(idsOf(await store.find('v')), ['a'])
})

rule('a change of an existing record cannot take a key of another', async ({ store }) => {
  await commits(store, { put: put('a', { unique: ['u'] }) })
  await commits(store, { put: put('b', { unique: ['v'] }) })
  await commits(store, { put: put('b', { from: 1, unique: ['u'] }) }, taken('u'))
  assert.deepEqual(idsOf(await store.find('v')), ['b'])
  assert.equal((await store.get('b'))?.revision, 1)
})

rule('of parallel records with one unique key exactly one wins', async ({ store }) => {
  const ids = Array.from({ length: 20 }, (_, i) => `r${i}`)
  const results = await Promise.all(ids.map(id => store.commit({ put: put(id, { unique: ['u'] }) })))
  const winners = ids.filter((_, i) => results[i]!.ok)
  assert.equal(winners.length, 1)
  assert.deepEqual(idsOf(await store.find('u')), winners)
  for (const result of results.filter(({ ok }) => !ok)) assert.deepEqual(result, taken('u'))
})

rule('a record keeps its own unique key, even when it is named twice', async ({ store }) => {
  await commits(store, { put: put('a', { unique: ['u', 'u'] }) })
  await commits(store, { put: put('a', { from: 1, unique: ['u'] }) })
  assert.deepEqual(idsOf(await store.find('u')), ['a'])
})

rule('a unique key is free again once its record is over', async ({ store, clock }) => {
  await commits(store, { put: put('a', { unique: ['u'], deleteAt: START + 1000 }) })
  clock.now = START + 999
  await commits(store, { put: put('b', { unique: ['u'] }) }, taken('u'))
  clock.now = START + 1000
  await commits(store, { put: put('b', { unique: ['u'] }) })
  assert.deepEqual(idsOf(await store.find('u')), ['b'])
})

rule('a unique key is free again once its record gave it up', async ({ store }) => {
  await commits(store, { put: put('a', { unique: ['u', 'v'] }) })
  await commits(store, { put: put('a', { from: 1, unique: ['v'] }) })
  assert.deepEqual(await store.find('u'), [])
  await commits(store, { put: put('b', { unique: ['u'] }) })
  await commits(store, { put: put('c', { unique: ['v'] }) }, taken('v'))
})

rule('a key may be unique in one record and shared in others', async ({ store }) => {
  await commits(store, { put: put('a', { shared: ['k'] }) })
  await commits(store, { put: put('b', { unique: ['k'] }) })
  await commits(store, { put: put('c', { shared: ['k'] }) })
  await commits(store, { put: put('d', { unique: ['k'] }) }, taken('k'))
  assert.deepEqual(idsOf(await store.find('k')), ['a', 'b', 'c'])
})

rule('a record that holds a key both ways is found once', async ({ store }) => {
  await commits(store, { put: put('a', { unique: ['k'], shared: ['k', 'k'] }) })
  assert.deepEqual(idsOf(await store.find('k')), ['a'])
  await commits(store, { put: put('a', { from: 1, shared: ['k'] }) })
  assert.deepEqual(idsOf(await store.find('k')), ['a'])
  await commits(store, { put: put('b', { unique: ['k'] }) })
})

rule(
  'a shared key finds its records from the oldest to the newest, whatever changed last',
  async ({ store }) => {
    // Neither the order of the ids nor that of the changes is the order of age.
    for (const id of ['c', 'a', 'b']) await commits(store, { put: put(id, { shared: ['s'] }) })
    await commits(store, { put: put('c', { from: 1, shared: [] }) })
    await commits(store, { put: put('c', { from: 2, shared: ['s'] }) })
    assert.deepEqual(idsOf(await store.find('s')), ['c', 'a', 'b'])
    await commits(store, { put: put('a', { from: 1, shared: ['other'] }) })
    assert.deepEqual(idsOf(await store.find('s')), ['c', 'b'])
    assert.deepEqual(idsOf(await store.find('other')), ['a'])
  },
)

rule('a key finds at most 20 records, the oldest, and none that is over', async ({ store, clock }) => {
  await commits(store, { put: put('over', { shared: ['s'], deleteAt: START + 1 }) })
  const ids = Array.from({ length: 25 }, (_, i) => `r${i}`)
  for (const id of ids) await commits(store, { put: put(id, { shared: ['s'] }) })
  clock.now = START + 1
  assert.deepEqual(idsOf(await store.find('s')), ids.slice(0, 20))
})

// Budgets

rule(
  'a budget grants its limit within the window, and again after exactly that many seconds',
  async ({ store, clock }) => {
    const take = { key: 'k', windows: { 60: 2 } }
    await takes(store, take)
    clock.now = START + 10_000
    await takes(store, take)
    await takes(store, take, limited('k', 50))
    clock.now = START + 59_999
    await takes(store, take, limited('k', 1))
    clock.now = START + 60_000
    await takes(store, take)
    await takes(store, take, limited('k', 10))
  },
)

rule('retryAfterSeconds is rounded up', async ({ store, clock }) => {
  const take = { key: 'k', windows: { 60: 1 } }
  await takes(store, take)
  clock.now = START + 1
  await takes(store, take, limited('k', 60))
  clock.now = START + 1000
  await takes(store, take, limited('k', 59))
})

rule(
  'a use must fit into every window, and waits for the one that has room last',
  async ({ store, clock }) => {
    const take = { key: 'k', windows: { 10: 1, 60: 2 } }
    await takes(store, take)
    await takes(store, take, limited('k', 10))
    clock.now = START + 10_000
    await takes(store, take)
    await takes(store, take, limited('k', 50))
    clock.now = START + 20_000
    await takes(store, take, limited('k', 40))
  },
)

rule('a refused use costs nothing', async ({ store, clock }) => {
  const take = { key: 'k', windows: { 60: 1 } }
  await takes(store, take)
  clock.now = START + 59_000
  for (let i = 0; i < 5; i++) await takes(store, take, limited('k', 1))
  clock.now = START + 60_000
  await takes(store, take)
})

rule('a limit of 0 grants nothing', async ({ store }) => {
  await takes(store, { key: 'k', windows: { 60: 0 } }, limited('k', 60))
})

rule('a large limit is counted exactly', async ({ store, clock }) => {
  const take = { key: 'k', windows: { 600: 50 } }
  for (let i = 0; i < 50; i++) {
    clock.now = START + i * 1000
    await takes(store, take)
  }
  await takes(store, take, limited('k', 551))
  clock.now = START + 600_000
  await takes(store, take)
  await takes(store, take, limited('k', 1))
})

rule('budgets with other keys are apart', async ({ store }) => {
  await takes(store, { key: 'k', windows: { 60: 1 } })
  await takes(store, { key: 'l', windows: { 60: 1 } })
})

rule('parallel uses are never granted beyond the limit', async ({ store }) => {
  const change: Change = { take: [{ key: 'k', windows: { 60: 3 } }] }
  const results = await Promise.all(Array.from({ length: 20 }, () => store.commit(change)))
  assert.equal(results.filter(({ ok }) => ok).length, 3)
})

rule('two uses of one budget in one change count twice', async ({ store }) => {
  const take = { key: 'k', windows: { 60: 3 } }
  await commits(store, { take: [take, take] })
  await commits(store, { take: [take, take] }, limited('k', 60))
  await takes(store, take)
  await takes(store, take, limited('k', 60))
})

rule('a change refused by several budgets is told the one that has room last', async ({ store, clock }) => {
  const short = { key: 'short', windows: { 10: 1 } }
  const long = { key: 'long', windows: { 60: 1 } }
  await commits(store, { take: [short, long] })
  clock.now = START + 1000
  await commits(store, { take: [short, long] }, limited('long', 59))
  await commits(store, { take: [long, short] }, limited('long', 59))
})

rule('gaps grow with each use in the longest window, then stay at the last', async ({ store, clock }) => {
  const take = { key: 'k', windows: { 600: 100 }, gaps: [30, 60, 120] }
  await takes(store, take)
  await takes(store, take, limited('k', 30))
  for (const gap of [30, 60, 120, 120]) {
    clock.now += gap * 1000 - 1
    await takes(store, take, limited('k', 1))
    clock.now += 1
    await takes(store, take)
  }
  clock.now += 600_000
  await takes(store, take)
  await takes(store, take, limited('k', 30))
})

rule('a gap longer than every window is observed all the same', async ({ store, clock }) => {
  const take = { key: 'k', windows: { 10: 5 }, gaps: [30] }
  await takes(store, take)
  clock.now = START + 20_000
  await takes(store, take, limited('k', 10))
  clock.now = START + 30_000
  await takes(store, take)
})

rule('with members a window counts distinct ones', async ({ store, clock }) => {
  const budget = { key: 'k', windows: { 60: 2 } }
  await takes(store, { ...budget, member: 'a' })
  clock.now = START + 1000
  await takes(store, { ...budget, member: 'b' })
  for (let i = 0; i < 5; i++) await takes(store, { ...budget, member: 'b' })
  await takes(store, { ...budget, member: 'c' }, limited('k', 59))
  await takes(store, { ...budget, member: 'a' })
})

rule('a member that returns counts from its latest use', async ({ store, clock }) => {
  const budget = { key: 'k', windows: { 60: 2 } }
  await takes(store, { ...budget, member: 'a' })
  clock.now = START + 10_000
  await takes(store, { ...budget, member: 'b' })
  clock.now = START + 50_000
  await takes(store, { ...budget, member: 'a' })
  await takes(store, { ...budget, member: 'c' }, limited('k', 20))
  clock.now = START + 70_000
  await takes(store, { ...budget, member: 'c' })
  await takes(store, { ...budget, member: 'd' }, limited('k', 40))
})

rule('a member costs nothing only in the windows that it lies in', async ({ store, clock }) => {
  const budget = { key: 'k', windows: { 10: 1, 60: 2 } }
  await takes(store, { ...budget, member: 'a' })
  clock.now = START + 10_000
  await takes(store, { ...budget, member: 'b' })
  await takes(store, { ...budget, member: 'a' }, limited('k', 10))
  clock.now = START + 20_000
  await takes(store, { ...budget, member: 'a' })
})

rule('many members are counted exactly', async ({ store }) => {
  const budget = { key: 'k', windows: { 60: 30 } }
  for (let round = 0; round < 2; round++) {
    for (let i = 0; i < 30; i++) await takes(store, { ...budget, member: `m${i}` })
  }
  await takes(store, { ...budget, member: 'one more' }, limited('k', 60))
})

rule('mode ask refuses when a budget is used up, and uses nothing of it', async ({ store }) => {
  const budget = { key: 'k', windows: { 60: 1 } }
  await takes(store, { ...budget, mode: 'ask' })
  await takes(store, { ...budget, mode: 'ask' })
  await takes(store, budget)
  await takes(store, { ...budget, mode: 'ask' }, limited('k', 60))
})

rule('the takes of one change are made in their order: an ask sees those before it', async ({ store }) => {
  const budget = { key: 'k', windows: { 60: 1 } }
  const ask: Take = { ...budget, mode: 'ask' }
  await commits(store, { take: [budget, ask] }, limited('k', 60))
  // All or none: the refused change above used nothing.
  await commits(store, { take: [ask, budget] })
  await commits(store, { take: [ask, { ...budget, windows: { 60: 10 } }] }, limited('k', 60))
  await commits(store, { take: [{ ...budget, windows: { 60: 10 } }] })
})

rule('mode record never refuses, counts, and reports what was over', async ({ store }) => {
  const budget = { key: 'k', windows: { 60: 1 } }
  await takes(store, { ...budget, mode: 'record' })
  await commits(
    store,
    {
      take: [
        { ...budget, mode: 'record' },
        { key: 'l', windows: { 60: 1 }, mode: 'record' },
      ],
    },
    { ok: true, recorded: ['k'] },
  )
  await takes(store, { ...budget, windows: { 60: 2 } }, limited('k', 60))
  await takes(store, { ...budget, windows: { 60: 3 }, mode: 'enforce' })
})

rule('a cleared budget starts anew, after the takes of the same change', async ({ store }) => {
  const take = { key: 'k', windows: { 60: 2 } }
  await takes(store, take)
  await commits(store, { take: [take], clear: ['k', 'unknown'] })
  await takes(store, take)
  await takes(store, take)
  await commits(store, { take: [take], clear: ['k'] }, limited('k', 60))
  await takes(store, take, limited('k', 60))
})

rule('clear forgets members too, and leaves records and marks of the same name', async ({ store }) => {
  const budget = { key: 'k', windows: { 60: 1 } }
  await commits(store, {
    put: put('k', { shared: ['k'] }),
    once: [{ key: 'k', ttlSeconds: 60 }],
    take: [{ ...budget, member: 'a' }],
  })
  await commits(store, { clear: ['k'] })
  await takes(store, { ...budget, member: 'b' })
  assert.deepEqual(idsOf(await store.find('k')), ['k'])
  await commits(store, { once: [{ key: 'k', ttlSeconds: 60 }] }, duplicate('k'))
})

// Marks

rule('a mark is made once, and again when its time is over', async ({ store, clock }) => {
  const once = [{ key: 'm', ttlSeconds: 60 }]
  await commits(store, { once })
  await commits(store, { once }, duplicate('m'))
  clock.now = START + 59_999
  await commits(store, { once }, duplicate('m'))
  clock.now = START + 60_000
  await commits(store, { once })
  clock.now = START + 119_999
  await commits(store, { once }, duplicate('m'))
})

rule('a duplicate does not prolong a mark', async ({ store, clock }) => {
  await commits(store, { once: [{ key: 'm', ttlSeconds: 60 }] })
  await commits(store, { once: [{ key: 'm', ttlSeconds: 600 }] }, duplicate('m'))
  clock.now = START + 60_000
  await commits(store, { once: [{ key: 'm', ttlSeconds: 60 }] })
})

rule('of parallel marks exactly one is made', async ({ store }) => {
  const change: Change = { once: [{ key: 'm', ttlSeconds: 60 }] }
  const results = await Promise.all(Array.from({ length: 20 }, () => store.commit(change)))
  assert.equal(results.filter(({ ok }) => ok).length, 1)
})

// All or none

const faults: {
  name: Exclude<CommitResult, { ok: true }>['reason']
  expected: CommitResult
  fault: Change
}[] = [
  {
    name: 'conflict',
    expected: CONFLICT,
    fault: { put: put('new', { from: 4, unique: ['u'], shared: ['s'] }) },
  },
  {
    name: 'taken',
    expected: taken('held'),
    fault: { put: put('new', { unique: ['u', 'held'], shared: ['s'] }) },
  },
  {
    name: 'duplicate',
    expected: duplicate('made'),
    fault: {
      once: [
        { key: 'm', ttlSeconds: 60 },
        { key: 'made', ttlSeconds: 60 },
      ],
    },
  },
  {
    name: 'limit',
    expected: limited('full', 60),
    fault: {
      take: [
        { key: 'k', windows: { 60: 1 } },
        { key: 'full', windows: { 60: 1 } },
      ],
    },
  },
]

/** A change that would leave a trace in every part of the store. */
const everything: Change = {
  put: put('new', { unique: ['u'], shared: ['s'] }),
  once: [{ key: 'm', ttlSeconds: 60 }],
  take: [{ key: 'k', windows: { 60: 1 } }],
  clear: ['cleared'],
}

/** What the faults run into, and a full budget that `everything` would clear. */
const obstacles: Change = {
  put: put('holder', { unique: ['held'] }),
  once: [{ key: 'made', ttlSeconds: 600 }],
  take: [
    { key: 'full', windows: { 60: 1 } },
    { key: 'cleared', windows: { 60: 1 } },
  ],
}

for (const { name, expected, fault } of faults) {
  rule(`a change that ends as ${name} leaves nothing of itself`, async ({ store }) => {
    await commits(store, obstacles)
    await commits(store, { ...everything, ...fault }, expected)
    assert.equal(await store.get('new'), undefined)
    assert.deepEqual(await store.find('u'), [])
    assert.deepEqual(await store.find('s'), [])
    await takes(store, { key: 'cleared', windows: { 60: 1 } }, limited('cleared', 60))
    await commits(store, { ...everything, clear: [] })
  })
}

// Every set of two or more faults ends as the first of them in the order of the list.
for (let set = 0; set < 2 ** faults.length; set++) {
  const chosen = faults.filter((_, i) => set & (1 << i))
  const [first, ...others] = chosen
  if (first === undefined || others.length === 0) continue
  rule(
    `${first.name} is reported before ${others.map(({ name }) => name).join(' and ')}`,
    async ({ store }) => {
      await commits(store, obstacles)
      // The puts of `conflict` and `taken` become one that is wrong in both ways.
      const puts = chosen.flatMap(({ fault }) => fault.put ?? [])
      const both = puts.length > 0 ? { put: { ...puts[0]!, ...puts[1], from: puts[0]!.from } } : {}
      await commits(store, Object.assign({}, ...chosen.map(({ fault }) => fault), both), first.expected)
    },
  )
}

rule('a refused change leaves those beside it alone', async ({ store }) => {
  const results = await Promise.all([
    store.commit({ put: put('a', { unique: ['u'] }) }),
    store.commit({ put: put('b', { unique: ['u'] }), once: [{ key: 'm', ttlSeconds: 60 }] }),
    store.commit({ put: put('c') }),
    store.commit({ once: [{ key: 'm', ttlSeconds: 60 }] }),
  ])
  assert.deepEqual(
    results.map(({ ok }) => ok),
    [true, false, true, true],
  )
  assert.equal((await store.get('c'))?.id, 'c')
})

// Waiting for a change

rule('changed resolves at the next commit to its record, when that can be read', async ({ store }) => {
  await commits(store, { put: put('a') })
  const seen = store.changed('a', never()).then(() => store.get('a'))
  await commits(store, { put: put('a', { from: 1 }) })
  assert.equal((await seen)?.revision, 2)
})

rule('changed resolves for a record that does not exist yet', async ({ store }) => {
  const seen = store.changed('a', never()).then(() => store.get('a'))
  await commits(store, { put: put('a') })
  assert.equal((await seen)?.revision, 1)
})

rule('a commit between subscribing and waiting is not lost', async ({ store }) => {
  await commits(store, { put: put('a') })
  const change = store.changed('a', never())
  assert.equal((await store.get('a'))?.revision, 1)
  await commits(store, { put: put('a', { from: 1 }) })
  await change
})

rule('neither a refused change nor one of another record wakes a waiter', async ({ store }) => {
  await commits(store, { put: put('a') })
  const seen = store.changed('a', never()).then(() => store.get('a'))
  await commits(store, { put: put('a', { from: 7 }) }, CONFLICT)
  await commits(store, { put: put('b', { shared: ['a'] }), take: [{ key: 'a', windows: { 60: 1 } }] })
  await commits(store, { put: put('a', { from: 1 }) })
  assert.equal((await seen)?.revision, 2)
})

rule('an abort ends a wait, before or after it began', async ({ store }) => {
  const controller = new AbortController()
  const waiting = store.changed('a', controller.signal)
  controller.abort()
  await waiting
  await store.changed('a', controller.signal)
})

rule('one abort leaves the other waiters waiting', async ({ store }) => {
  const controller = new AbortController()
  const aborted = store.changed('a', controller.signal)
  const seen = store.changed('a', never()).then(() => store.get('a'))
  controller.abort()
  await aborted
  await commits(store, { put: put('a') })
  assert.equal((await seen)?.revision, 1)
})

rule('one commit wakes each of 10,000 waiters, each record its own', async ({ store }) => {
  const ids = Array.from({ length: 100 }, (_, i) => `r${i}`)
  const waiting = ids.flatMap(id => Array.from({ length: 100 }, () => store.changed(id, never())))
  await Promise.all(ids.map(id => store.commit({ put: put(id) })))
  assert.equal((await Promise.all(waiting)).length, 10_000)
})

// Closing

rule('close finishes what was committed before, and wakes whoever waits', async ({ store }) => {
  const waiting = store.changed('a', never())
  const committed = store.commit({ put: put('b') })
  await store.close()
  assert.deepEqual(await committed, NOTHING_RECORDED)
  await waiting
})

rule('a closed store rejects commits, and closing it again does nothing', async ({ store }) => {
  await store.close()
  await assert.rejects(store.commit({ put: put('a') }))
  await store.close()
})

// Strings

const oddStrings: [string, string][] = [
  ['an empty string', ''],
  ['NUL', 'a\0b'],
  ['quotes', `'"\`; DROP TABLE records; --`],
  ['emoji', '👩🏽‍🚀 مرحبا'],
  ['wildcards', '%_*?[a]{a}'],
  ['line ends', 'a\r\nb\u2028'],
  ['__proto__', '__proto__'],
  ['constructor', 'constructor'],
  ['10 kB', 'é'.repeat(5000)],
]

for (const [name, odd] of oddStrings) {
  rule(`${name}: kept apart from others and given back unchanged, wherever it stands`, async ({ store }) => {
    const budget = { key: odd, windows: { 60: 1 } }
    const seen = store.changed(odd, never()).then(() => store.get(odd))
    await commits(store, {
      put: put(odd, { data: odd, unique: [odd], shared: [odd] }),
      take: [{ ...budget, member: odd }],
      once: [{ key: odd, ttlSeconds: 60 }],
    })
    const record = { id: odd, revision: 1, data: odd }
    assert.deepEqual(await store.get(odd), record)
    assert.deepEqual(await store.find(odd), [record])
    assert.deepEqual(await seen, record)
    await commits(store, { put: put('b', { unique: [odd] }) }, taken(odd))
    await commits(store, { once: [{ key: odd, ttlSeconds: 60 }] }, duplicate(odd))
    await takes(store, { ...budget, member: `${odd}\0` }, limited(odd, 60))

    const others = [`${odd}\0`, `${odd} `, `${odd}a`]
    for (const other of others) {
      assert.equal(await store.get(other), undefined)
      assert.deepEqual(await store.find(other), [])
      await commits(store, { once: [{ key: other, ttlSeconds: 60 }], take: [{ ...budget, key: other }] })
    }
    await commits(store, { clear: [odd] })
    await takes(store, budget)
  })
}
