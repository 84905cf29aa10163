import { type ChildProcess, spawn } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'

/** A real Redis of a test's own, on a port and in a folder of its own. */
export interface TestRedis {
  /** `redis://127.0.0.1:{port}`. */
  url: string
  port: number
  /** Where it writes what it holds. */
  folder: string
  /** Starts it again, on the same port and with the same data. */
  start(): Promise<void>
  /** Kills it at once. */
  stop(): Promise<void>
  /** Stops it answering, without closing a connection; `start` goes on. */
  pause(): void
  resume(): void
  /** Stops it and deletes its data. */
  remove(): Promise<void>
}

/** `REDIS_SERVER_PATH`, or the first Redis (or Valkey) of the PATH. */
export function findRedis(): string | undefined {
  if (process.env.REDIS_SERVER_PATH) return process.env.REDIS_SERVER_PATH
  const folders = [
    ...(process.env.PATH ?? '').split(delimiter),
    '/usr/bin',
    '/usr/local/bin',
    '/opt/homebrew/bin',
  ]
  return folders
    .flatMap(folder => ['redis-server', 'valkey-server'].map(name => join(folder, name)))
    .find(path => existsSync(path))
}

/** Starts one that loses nothing, unless the arguments say otherwise. */
export async function startRedis(...args: string[]): Promise<TestRedis> {
  const path = findRedis()
  if (!path) throw new Error('There is no redis-server. "npm test" says how to install it.')
  const folder = mkdtempSync(join(tmpdir(), 'reachproof-redis-'))
  const port = await freePort()
  const options = [
    ...['--bind', '127.0.0.1', '--port', String(port), '--dir', folder, '--save', ''],
    ...['--appendonly', 'yes', '--appendfsync', 'always', ...args],
  ]
  let child: ChildProcess

  const redis: TestRedis = {
    url: `redis://127.0.0.1:${port}`,
    port,
    folder,
    async start() {
      child = spawn(path, options, { stdio: ['ignore', 'pipe', 'inherit'] })
      const lines: string[] = []
      const ready = Promise.withResolvers<void>()
      createInterface(child.stdout!).on('line', line => {
        lines.push(line)
        if (/ready to accept connections/i.test(line)) ready.resolve()
      })
      child.once('error', ready.reject)
      child.once('exit', () => ready.reject(new Error(`${path} ended:\n${lines.join('\n')}`)))
      await ready.promise
    },
    async stop() {
      if (child.exitCode !== null || child.signalCode !== null) return
      const exited = once(child, 'exit')
      child.kill('SIGKILL')
      await exited
    },
    pause: () => void child.kill('SIGSTOP'),
    resume: () => void child.kill('SIGCONT'),
    async remove() {
      await redis.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
  await redis.start()
  return redis
}

/** Below those that systems hand out by themselves: it must still be free when the server starts again. */
async function freePort(): Promise<number> {
  for (let tries = 0; tries < 100; tries++) {
    const port = randomInt(20_000, 32_000)
    const server = createServer()
    const isFree = await new Promise<boolean>(resolve => {
      server.once('error', () => resolve(false)).listen(port, '127.0.0.1', () => resolve(true))
    })
    if (!isFree) continue
    server.close()
    await once(server, 'close')
    return port
  }
  throw new Error('There is no free port.')
}
