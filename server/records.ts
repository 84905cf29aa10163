import type { NamedTake } from './limits.ts'
import { Problem } from './problem.ts'
import { forgetAt, keysOf } from './record-keys.ts'
import type { Secrets } from './secrets.ts'
import type { CommitResult, Mark, Store, StoredRecord } from './store/store.ts'
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
  /** Told the rule of every budget that was used up. */
  onLimit: (rule: string) => void
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
            take: take.map(one => ({
              ...one,
              key: secrets.keyed(one.key),
              // A member is a contact, and the store may be stolen.
              ...(one.member !== undefined && { member: secrets.keyed(one.member) }),
            })),
            clear: clear.map(secrets.keyed),
            once: once.map(mark => ({ ...mark, key: secrets.keyed(mark.key) })),
          }),
        )
        if (result.ok) return decision.answer
        if (result.reason === 'conflict') continue
        if (result.reason === 'taken' && (await release(await reached(store.find(result.key))))) continue
        throw refusal(result, take)
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

  function refusal(result: CommitResult & { ok: false }, take: NamedTake[]): Error {
    if (result.reason === 'taken') return new Taken('a key is taken')
    if (result.reason !== 'limit') return new Duplicate('a mark was made before')
    const { rule, work } = take.find(one => secrets.keyed(one.key) === result.key)!
    options.onLimit(rule)
    // The cool-down is shown to the visitor anyway. Elsewhere an exact figure would tell which limit it was.
    const step = rule === 'contact_sends' ? 1 : 30
    return new LimitReached(rule, Math.ceil(result.retryAfterSeconds / step) * step, work)
  }
}

async function reached<T>(answer: Promise<T>): Promise<T> {
  try {
    return await answer
  } catch (cause) {
    throw new Problem('unavailable', undefined, { cause })
  }
}
