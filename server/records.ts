import type { NamedTake } from './limits.ts'
import { type Breaker, judge } from './pauses.ts'
import { Problem } from './problem.ts'
import { forgetAt, keysOf } from './record-keys.ts'
import type { Secrets } from './secrets.ts'
import type { CommitResult, Mark, Store, StoredRecord, Take } from './store/store.ts'
import { isLive, type Rules, settle, type Verification } from './verification.ts'

/**
 * Verifications in a store: sealed, found by hashed keys, settled when read,
 * and changed by one commit at their revision.
 */
export interface Records {
  get(id: string): Promise<Verification | undefined>
  find(key: string): Promise<Verification[]>
  /**
   * Decides on the newest revision and stores what was decided; when somebody was faster, decides again.
   * Resolves after the change is durable. Throws what `decide` throws, `LimitReached`,
   * `Taken` and `Duplicate`, and `unavailable` when the store fails.
   */
  change<T>(id: string, decide: (v: Verification | undefined, now: number) => Decision<T>): Promise<T>
  changed(id: string, signal: AbortSignal): Promise<void>
}

export interface Decision<T> {
  /** What becomes of it; left out when nothing does. */
  next?: Verification | undefined
  take?: NamedTake[]
  /** Budgets to forget. */
  clear?: string[]
  once?: Mark[]
  answer: T
}

/** A mark was made before: this happened already. */
export class Duplicate extends Error {
  override name = 'Duplicate'
}

/** A budget is used up. */
export class LimitReached extends Problem {
  readonly rule: string
  /** Whoever does some work may go on. */
  readonly asksForWork: boolean

  constructor(rule: string, retryAfterSeconds: number, asksForWork = false) {
    super('try_later', 'Please try again later.', { members: { retryAfterSeconds } })
    this.rule = rule
    this.asksForWork = asksForWork
  }
}

/** Another live record holds a key that only one may hold. */
export class Taken extends Error {
  override name = 'Taken'
}

/** What `Store.find` gives at most. */
const mostFound = 20

/** Parallel changes of one record: each round one of them wins, and a verification ends after a few. */
const maxRounds = 40

export function createRecords(options: {
  store: Store
  secrets: Secrets
  rules: Rules
  now: () => number
  /** Told the rule of every budget that was used up. `record`: nothing was refused for it. */
  onLimit: (rule: string, mode: 'enforce' | 'record') => void
  /** Told of every pause that begins; with `record` it is only said that it would. */
  onBreaker?: (about: ReturnType<Breaker['about']>, mode: 'enforce' | 'record') => void
}): Records {
  const { store, secrets, rules, now } = options

  const open = (stored: StoredRecord): Verification =>
    settle({ ...JSON.parse(secrets.open(stored.data)), revision: stored.revision }, rules, now())

  return {
    async get(id) {
      const stored = await reached(store.get(id))
      return stored && open(stored)
    },

    async find(key) {
      const found = await Promise.all(secrets.keyedByAll(key).map(findAll))
      return found.flat().map(open)
    },

    async change(id, decide) {
      for (let round = 0; round < maxRounds; round++) {
        const stored = await reached(store.get(id))
        const at = now()
        const decision = decide(stored && open(stored), at)
        const { next, take = [], clear = [], once = [] } = decision
        if (!next && take.length + clear.length + once.length === 0) return decision.answer
        const result = await reached(
          store.commit({
            ...(next && { put: put(next, stored?.revision ?? 0) }),
            take: take.map(bare),
            clear: clear.map(secrets.keyed),
            once: once.map(mark => ({ ...mark, key: secrets.keyed(mark.key) })),
          }),
        )
        if (result.ok) {
          await Promise.all(result.recorded.map(key => recorded(named(take, key))))
          return decision.answer
        }
        if (result.reason === 'conflict') continue
        if (result.reason === 'taken' && (await release(await reached(store.find(result.key))))) continue
        if (result.reason === 'limit' && (await decided(named(take, result.key)))) continue
        throw await refusal(result, take)
      }
      throw new Problem('unavailable', undefined, { cause: new Error(`${maxRounds} conflicts in a row`) })
    },

    changed: (id, signal) => store.changed(id, signal),
  }

  /** A page that is full of what has expired would hide the rest. */
  async function findAll(hash: string): Promise<StoredRecord[]> {
    for (let round = 1; ; round++) {
      const found = await reached(store.find(hash))
      if (found.length < mostFound || round === maxRounds || !(await release(found))) return found
    }
  }

  /**
   * Expiry is not written down when it happens, so who has expired still has his keys. Takes them from him.
   *
   * @returns whether there was one
   */
  async function release(found: StoredRecord[]): Promise<boolean> {
    const lapsed = found.filter(stored => {
      const v = open(stored)
      return !isLive(v) && v.revision !== stored.revision
    })
    await Promise.all(lapsed.map(one => reached(store.commit({ put: put(open(one), one.revision) }))))
    return lapsed.length > 0
  }

  function put(next: Verification, from: number) {
    const keys = keysOf(next)
    return {
      id: next.id,
      from,
      revision: next.revision,
      data: secrets.seal(JSON.stringify(next)),
      unique: keys.unique.map(secrets.keyed),
      shared: keys.shared.map(secrets.keyed),
      deleteAt: forgetAt(next, rules),
    }
  }

  async function refusal(result: CommitResult & { ok: false }, take: NamedTake[]): Promise<Error> {
    if (result.reason === 'taken') return new Taken('a key is taken')
    if (result.reason !== 'limit') return new Duplicate('a mark was made before')
    const { rule, work } = named(take, result.key)
    // Nobody is asked for work that does not help.
    const withoutWork = take.filter(one => !one.work && one.mode !== 'record')
    const beyond = work && (await refusedAnyway(withoutWork))
    if (beyond) return refusal(beyond, withoutWork)
    options.onLimit(rule, 'enforce')
    // An exact figure would tell which limit it was.
    return new LimitReached(rule, Math.ceil(result.retryAfterSeconds / 30) * 30, work)
  }

  async function refusedAnyway(take: NamedTake[]): Promise<(CommitResult & { ok: false }) | undefined> {
    const result = await reached(store.commit({ take: take.map(one => ({ ...bare(one), mode: 'ask' })) }))
    return result.ok ? undefined : result
  }

  /** What the store is told of a take: the names, which hold contacts, as keyed hashes, for it may be stolen. */
  function bare({ key, windows, gaps, member, mode }: NamedTake): Take {
    return {
      key: secrets.keyed(key),
      windows,
      ...(gaps && { gaps }),
      ...(member !== undefined && { member: secrets.keyed(member) }),
      ...(mode && { mode }),
    }
  }

  function named(take: NamedTake[], hash: string): NamedTake {
    return take.find(one => secrets.keyed(one.key) === hash)!
  }

  /** A counter that refuses was used up. Whether that changed anything, so that it is worth trying again. */
  async function decided({ breaker }: NamedTake): Promise<boolean> {
    return breaker !== undefined && (await verdict(breaker)) !== 'paused'
  }

  /** A counter that only counts was used up. What it was used for has happened, and stays as it is. */
  async function recorded({ rule, breaker, silent }: NamedTake): Promise<void> {
    // Should the store fail just now, the next use finds the counter used up again.
    const outcome = breaker && (await verdict(breaker).catch(() => 'sound' as const))
    if (outcome ? outcome !== 'sound' && breaker.mode === 'record' : !silent) options.onLimit(rule, 'record')
  }

  async function verdict(breaker: Breaker) {
    const outcome = await judge(breaker, change => reached(store.commit(change)), secrets.keyed)
    if (outcome === 'tripped') options.onBreaker?.(breaker.about(), breaker.mode)
    return outcome
  }
}

async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    throw new Problem('unavailable', undefined, { cause })
  }
}
