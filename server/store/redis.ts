import { encodeChange, readResult } from './redis-change.ts'
import { checkRedis, Unfit } from './redis-check.ts'
import { connectToRedis, databaseOf, type RedisConnection } from './redis-connection.ts'
import { commitScript, findScript, type RedisScript } from './redis-scripts.ts'
import type { Store } from './store.ts'
import { createWaiters } from './waiters.ts'

/** What `find` gives at most. */
const MOST_FOUND = 20

/** Where several servers keep their data together. */
export interface RedisOptions {
  /** `redis[s]://[[user]:password@]host[:port][/database]`. */
  url: string
  /** Epoch milliseconds. Default `Date.now`. */
  now?: () => number
  /** Takes a Redis that may evict keys, with a warning. Default false. */
  isTolerant?: boolean
  /** Told in a sentence what an operator should know: at the start, and when the connection is lost or back. */
  warn?: (message: string) => void
  /** Keeps several installations in one database apart. Default `reachproof`. */
  prefix?: string
  /** How long an answer may take. Default 5,000. */
  timeoutMs?: number
  /**
   * How much longer than needed Redis keeps what is over. The store goes by `now`, Redis by its own clock,
   * and the clocks of several servers differ. Default 60,000.
   */
  graceMs?: number
}

/**
 * The store for several servers: one Redis 6 or later, or what speaks like it (Valkey). Each change is one script.
 *
 * While Redis cannot be reached, everything rejects; the connection repairs itself. Clocks of servers may differ
 * by seconds, not by minutes.
 *
 * Rejects when it cannot be opened, saying why and what to do, without the password.
 */
export async function openRedisStore(options: RedisOptions): Promise<Store> {
  const { url, now = Date.now, warn = () => {}, prefix = 'reachproof' } = options
  const { isTolerant = false, timeoutMs = 5000, graceMs = 60_000 } = options
  // The number is that of the layout: another one begins anew.
  const tag = `{${prefix}}:1:`
  // Channels know no databases.
  const channel = `${tag}changed:${databaseOf(url)}`
  const waiters = createWaiters()
  const pending = new Set<Promise<unknown>>()
  /** The number of the latest change that this server has heard of. */
  let heard = 0
  let closed = false

  /** Tells those who wait for `id` since before that change. */
  function wake(id: string, number: number): void {
    heard = Math.max(heard, number)
    waiters.wake(id, number)
  }

  function onMessage(message: string): void {
    const space = message.indexOf(' ')
    wake(message.slice(space + 1), Number(message.slice(0, space)))
  }

  function onBack(): void {
    warn('Redis can be reached again.')
    // Changes went by unheard, and a Redis that lost its data may count from less.
    heard = 0
    waiters.wakeAll()
  }

  const onLost = (reason: Error) =>
    warn(`Redis cannot be reached (${inPublic(reason, url)}). Requests are answered 503 until it can.`)

  const connection = await connectToRedis({ url, channel, onMessage, onLost, onBack, timeoutMs }).catch(
    cause => {
      throw explain(url, cause)
    },
  )

  async function run({ sha, source }: RedisScript, args: string[]): Promise<unknown> {
    const keysAndArgs = ['1', tag, ...args]
    try {
      return await connection.send(['EVALSHA', sha, ...keysAndArgs])
    } catch (error) {
      // The one failure after which it is certain that nothing ran.
      if (!(error instanceof Error && error.message.startsWith('NOSCRIPT'))) throw error
      return connection.send(['EVAL', source, ...keysAndArgs])
    }
  }

  /** Runs `work`, which `close` waits for. */
  function tracked<T>(work: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new Error('The store is closed.'))
    const working = work()
    const ended = working.then(
      () => void pending.delete(ended),
      () => void pending.delete(ended),
    )
    pending.add(ended)
    return working
  }

  const store: Store = {
    get: id =>
      tracked(async () => {
        const fields = ['revision', 'data', 'deleteAt']
        const [revision, data, deleteAt] = (await connection.send(['HMGET', `${tag}r:${id}`, ...fields])) as [
          string | null,
          string,
          string,
        ]
        if (revision === null || Number(deleteAt) <= now()) return undefined
        return { id, revision: Number(revision), data }
      }),

    find: key =>
      tracked(async () => {
        const rows = (await run(findScript, [String(now()), key, String(MOST_FOUND)])) as string[]
        return Array.from({ length: rows.length / 3 }, (_, i) => {
          const [id, revision, data] = rows.slice(i * 3, i * 3 + 3) as [string, string, string]
          return { id, revision: Number(revision), data }
        })
      }),

    commit: change =>
      tracked(async () => {
        const at = now()
        const reply = await run(commitScript, [String(at), String(graceMs), channel, ...encodeChange(change)])
        const { result, number } = readResult(reply, change, at)
        if (result.ok) {
          if (change.put) wake(change.put.id, number)
          for (const id of change.remove ?? []) wake(id, number)
        }
        return result
      }),

    changed: (id, signal) => waiters.wait(id, signal, heard),

    async close() {
      if (closed) return
      closed = true
      await Promise.all(pending)
      connection.close()
      waiters.close()
    },
  }

  try {
    await check(connection, store)
  } catch (cause) {
    await store.close()
    throw explain(url, cause)
  }
  return store

  async function check(connection: RedisConnection, store: Store): Promise<void> {
    for (const warning of await checkRedis(connection, isTolerant)) warn(warning)
    // Whether the user may run scripts on these keys, and this is the right node of a cluster.
    await store.find('')
    await store.commit({})
  }
}

function explain(url: string, cause: unknown): Error {
  const { protocol, host } = new URL(url)
  const what = inPublic(cause, url)
  // Without the cause: its own text may hold what this one leaves out.
  return new Error(`Cannot open the store ${protocol}//${host}: ${what}. ${adviceFor(cause, what)}`)
}

/** What an error says, without the password: an old Redis repeats the command that it does not know. */
function inPublic(error: unknown, url: string): string {
  const { code, message } = error as { code?: string; message: string }
  const said = (message || code || 'no reason given').replace(/\.$/, '')
  const { password } = new URL(url)
  return password ? said.replaceAll(decodeURIComponent(password), '•••').replaceAll(password, '•••') : said
}

function adviceFor(cause: unknown, what: string): string {
  if (cause instanceof Unfit) return cause.advice
  if (/^(WRONGPASS|NOAUTH|ERR AUTH|NOPERM)/.test(what)) {
    return 'Write the user and password that may run scripts there: "redis://user:password@host:port".'
  }
  if (/unknown command.*HELLO|NOPROTO/i.test(what)) return 'Run Redis 6 or later.'
  if (/certificate/i.test(what)) {
    return 'Name the host as its certificate does, or tell Node its authority (NODE_EXTRA_CA_CERTS).'
  }
  if (/^LOADING/.test(what)) return 'Start again when it has.'
  if (/^MOVED/.test(what)) return 'This is one node of a cluster: name the node that it points to.'
  return 'Start Redis there, or name another address.'
}
