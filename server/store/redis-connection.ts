import { isIP } from 'node:net'

/** How a connection is made. */
export interface RedisConnectionOptions {
  /** `redis[s]://[[user]:password@]host[:port][/database]`. */
  url: string
  /** What is published on it reaches `onMessage`. */
  channel: string
  onMessage(message: string): void
  /** It was lost, for this reason. It comes back by itself. */
  onLost(reason: Error): void
  /** It is there again, the subscription included. What was published in between is lost. */
  onBack(): void
  /** How long an answer may take. */
  timeoutMs: number
}

/** One connection, for commands and for the channel, that repairs itself. */
export interface RedisConnection {
  /**
   * Sends one command, once. Rejects at once while there is no connection; rejects too when the connection breaks or
   * no answer comes, and then nobody knows whether the command ran: it is never sent again.
   */
  send(command: string[]): Promise<unknown>
  close(): void
}

/**
 * Connects and subscribes. Rejects when that fails the first time.
 *
 * @see https://github.com/redis/node-redis/blob/master/docs/client-configuration.md
 */
export async function connectToRedis(options: RedisConnectionOptions): Promise<RedisConnection> {
  const { channel, timeoutMs } = options
  // Whoever stores in SQLite never loads it.
  const { createClient } = await import('redis')
  let isOpen = false
  let isLost = false
  // After an unanswered command nothing more is written, so that a silent connection is seen to be idle, and replaced.
  let isSilent = false

  const client = createClient({
    ...addressOf(options.url, {
      connectTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      reconnectStrategy: (retries: number) =>
        isOpen && Math.min(50 * 2 ** retries, 1000) * (0.5 + Math.random() / 2),
    }),
    // The protocol that lets one connection do both.
    RESP: 3,
    name: 'reachproof',
    // A command that nobody took is refused, not kept until somebody does.
    disableOfflineQueue: true,
    // So that an idle connection is known to live.
    pingInterval: timeoutMs / 4,
    commandOptions: { timeout: undefined },
    maintNotifications: 'disabled',
    disableClientInfo: true,
  })
  client.on('error', (error: Error) => {
    if (!isOpen || isLost) return
    isLost = true
    options.onLost(error)
  })
  client.on('ready', () => {
    isSilent = false
    if (!isLost) return
    isLost = false
    options.onBack()
  })

  try {
    await client.connect()
    await client.subscribe(channel, options.onMessage)
  } catch (error) {
    client.destroy()
    throw error
  }
  isOpen = true

  return {
    async send(command) {
      if (isSilent) throw new Error('Redis does not answer.')
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      const timer = setTimeout(() => {
        isSilent = true
        reject(new Error(`Redis did not answer within ${timeoutMs} ms.`))
      }, timeoutMs)
      const heard = () => {
        isSilent = false
        clearTimeout(timer)
      }
      client.sendCommand(command).then(resolve, reject).finally(heard)
      return promise
    },
    close() {
      isOpen = false
      client.destroy()
    },
  }
}

/** The client would read the URL itself, but would not name the host to TLS. */
function addressOf<Timing extends object>(text: string, timing: Timing) {
  const url = new URL(text)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const at = { ...timing, host, port: Number(url.port || 6379) }
  return {
    socket:
      url.protocol === 'rediss:'
        ? { ...at, tls: true as const, ...(isIP(host) ? {} : { servername: host }) }
        : at,
    ...(url.username && { username: decodeURIComponent(url.username) }),
    ...(url.password && { password: decodeURIComponent(url.password) }),
    database: databaseOf(text),
  }
}

/** The number of the database in an address; 0 when it says none. */
export function databaseOf(url: string): number {
  return Number(new URL(url).pathname.slice(1))
}
