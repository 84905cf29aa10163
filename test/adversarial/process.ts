import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

// The server as an operator runs it: a process of its own, on a file.

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))

/** Starts one. What it writes to standard error is added to `logLines`. Rejects when it does not listen. */
export async function launch(configFile: string, logLines: string[]) {
  const child: ChildProcess = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'serve', '--config', configFile],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  )
  const exited = once(child, 'exit')
  const log = createInterface(child.stderr!).on('line', line => logLines.push(line))
  const logEnded = once(log, 'close')
  const listening = Promise.withResolvers<string>()
  createInterface(child.stdout!).on('line', line => {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (address) listening.resolve(address)
  })
  void exited.then(() => listening.reject(new Error(`it did not start:\n${logLines.join('\n')}`)))
  return {
    child,
    address: await listening.promise,
    /** Its exit code, or the signal that ended it. */
    async end(signal: 'SIGKILL' | 'SIGTERM'): Promise<number | NodeJS.Signals> {
      child.kill(signal)
      const [code, by] = await exited
      await logEnded
      return code ?? by
    },
  }
}

/** Every byte of the files in a folder and below it; none when there is no such folder. */
export async function bytesOf(folder: string): Promise<string> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => [])
  const files = entries.filter(entry => entry.isFile())
  const all = await Promise.all(files.map(file => readFile(join(file.parentPath, file.name), 'latin1')))
  return all.join('\n')
}
