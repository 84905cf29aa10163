import type { Change, CommitResult, Take } from './store.ts'
import { keepMs, retryAfterSeconds } from './window.ts'

/** A change as `commitScript` reads it: everything as text, each list after its length. */
export function encodeChange({ put, once = [], take = [], clear = [], remove = [] }: Change): string[] {
  return [
    ...list(put ? [put] : [], one => [
      one.id,
      String(one.from),
      String(one.revision),
      one.data,
      String(Math.min(one.deleteAt, Number.MAX_SAFE_INTEGER)),
      ...list(one.unique, itself),
      ...list(one.shared, itself),
    ]),
    ...list(once, ({ key, ttlSeconds }) => [key, String(ttlSeconds * 1000)]),
    ...list(take, encodeTake),
    ...list(clear, itself),
    ...list(remove, itself),
  ]
}

function encodeTake(take: Take): string[] {
  const { key, member, mode = 'enforce', windows, gaps = [] } = take
  return [
    key,
    ...list(member === undefined ? [] : [member], itself),
    mode,
    String(keepMs(take)),
    ...list(Object.entries(windows), ([seconds, limit]) => [String(Number(seconds) * 1000), String(limit)]),
    ...list(gaps, seconds => [String(seconds * 1000)]),
  ]
}

function list<T>(items: readonly T[], encode: (item: T) => string[]): string[] {
  return [String(items.length), ...items.flatMap(encode)]
}

const itself = (text: string) => [text]

/** What the script said of a change, and the number that it gave it: 0 when nobody could wait for it. */
export function readResult(
  reply: unknown,
  change: Change,
  now: number,
): { result: CommitResult; number: number } {
  // Places are counted from 1, as Lua does.
  const [outcome, ...rest] = reply as [string, ...(string | number)[]]
  const place = Number(rest[0]) - 1
  switch (outcome) {
    case 'ok': {
      const recorded = rest.slice(1).map(i => change.take![Number(i) - 1]!.key)
      return { result: { ok: true, recorded }, number: Number(rest[0]) }
    }
    case 'conflict':
      return refused({ ok: false, reason: 'conflict' })
    case 'taken':
      return refused({ ok: false, reason: 'taken', key: change.put!.unique[place]! })
    case 'duplicate':
      return refused({ ok: false, reason: 'duplicate', key: change.once![place]!.key })
    case 'limit':
      return refused(lastToHaveRoom(rest, change.take!, now))
  }
  throw new Error('Redis answered something else than the script says.')
}

/** Refused by several budgets, a change is told the one that has room last: before, a retry is in vain. */
function lastToHaveRoom(refusals: (string | number)[], takes: readonly Take[], now: number): Refusal {
  let last: (Refusal & { reason: 'limit' }) | undefined
  for (let i = 0; i < refusals.length; i += 2) {
    const take = takes[Number(refusals[i]) - 1]!
    const at = refusals[i + 1] === 'never' ? Number.POSITIVE_INFINITY : Number(refusals[i + 1])
    const wait = retryAfterSeconds(take, at, now)
    if (last && last.retryAfterSeconds >= wait) continue
    last = { ok: false, reason: 'limit', key: take.key, retryAfterSeconds: wait }
  }
  return last!
}

type Refusal = Extract<CommitResult, { ok: false }>

const refused = (result: Refusal) => ({ result, number: 0 })
