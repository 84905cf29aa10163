import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readdirSync } from 'node:fs'
import { createServer } from 'node:net'
import { delimiter, join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Window } from './window.ts'

// WebKit as Linux has it, WebKitGTK: MiniBrowser in a window of a virtual screen, spoken to over WebDriver.

/** The three programs that it takes. */
export interface WebKitPaths {
  driver: string
  browser: string
  screen: string
}

/** Where they are: WEBKIT_DRIVER_PATH, MINIBROWSER_PATH and XVFB_PATH, or where systems install them; all or none. */
export function findWebKit(): WebKitPaths | undefined {
  const path = (process.env.PATH ?? '').split(delimiter)
  const driver = process.env.WEBKIT_DRIVER_PATH || first('WebKitWebDriver', path)
  const browser = process.env.MINIBROWSER_PATH || first('MiniBrowser', libraries())
  const screen = process.env.XVFB_PATH || first('Xvfb', path)
  return driver && browser && screen ? { driver, browser, screen } : undefined
}

const first = (name: string, folders: string[]) =>
  folders.map(folder => join(folder, name)).find(path => existsSync(path))

/** `/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1` and the like, the newest first. */
function libraries(): string[] {
  const list = (folder: string) => (existsSync(folder) ? readdirSync(folder).map(n => join(folder, n)) : [])
  return ['/usr/lib', '/usr/libexec', '/usr/lib64', ...list('/usr/lib').filter(n => n.endsWith('-linux-gnu'))]
    .flatMap(list)
    .filter(folder => /\/webkit(2)?gtk-[\d.]+$/.test(folder))
    .toSorted()
    .reverse()
}

/** What WebDriver calls the keys without a character. @see https://www.w3.org/TR/webdriver2/#keyboard-actions */
const keyCodes: Record<string, string> = {
  Backspace: '\uE003',
  Tab: '\uE004',
  Enter: '\uE007',
  Shift: '\uE008',
  Escape: '\uE00C',
  End: '\uE010',
  Home: '\uE011',
  ArrowLeft: '\uE012',
  ArrowUp: '\uE013',
  ArrowRight: '\uE014',
  ArrowDown: '\uE015',
  Delete: '\uE017',
}

/** Opens one; throws when a program is missing or does not start. */
export async function openWebKit(): Promise<Window> {
  const paths = findWebKit()
  if (!paths) throw new Error('There is no WebKit. "npm test" says how to install it.')
  const children: ChildProcess[] = []
  const end = () => {
    for (const child of children.toReversed()) child.kill()
  }
  process.once('exit', end)
  try {
    const display = await startScreen(paths.screen, children)
    const ask = await startDriver(paths.driver, display, children)
    const { sessionId } = await ask<{ sessionId: string }>('POST', '/session', {
      capabilities: {
        alwaysMatch: {
          'webkitgtk:browserOptions': { binary: paths.browser, args: ['--automation'] },
          timeouts: { script: 60_000, pageLoad: 60_000 },
        },
      },
    })
    const at = `/session/${sessionId}`
    const act = (source: object) => ask<void>('POST', `${at}/actions`, { actions: [source] })
    return {
      open: url => ask('POST', `${at}/url`, { url }),
      url: () => ask('GET', `${at}/url`),
      run: script => ask('POST', `${at}/execute/sync`, { script, args: [] }),
      press: keys =>
        act({
          type: 'key',
          id: 'keyboard',
          actions: keys
            .map(key => keyCodes[key] ?? key)
            .flatMap(value => ['keyDown', 'keyUp'].map(type => ({ type, value }))),
        }),
      click: (x, y) =>
        act({
          type: 'pointer',
          id: 'mouse',
          actions: [
            { type: 'pointerMove', x: Math.round(x), y: Math.round(y) },
            { type: 'pointerDown', button: 0 },
            { type: 'pointerUp', button: 0 },
          ],
        }),
      async close() {
        process.off('exit', end)
        await ask('DELETE', at).catch(() => {})
        end()
      },
    }
  } catch (error) {
    end()
    throw error
  }
}

/** Resolves with the number of a new screen, as `:7`. */
async function startScreen(path: string, children: ChildProcess[]): Promise<string> {
  const screen = ['-screen', '0', '1280x1024x24', '-nolisten', 'tcp', '-displayfd', '1']
  const child = spawn(path, screen, { stdio: ['ignore', 'pipe', 'ignore'] })
  children.push(child)
  return `:${await Promise.race([firstLine(child), failure(child, path)])}`
}

/** Resolves with what sends it a request, once it listens. */
async function startDriver(path: string, display: string, children: ChildProcess[]) {
  const port = await freePort()
  const child = spawn(path, [`--port=${port}`], {
    stdio: 'ignore',
    env: { ...process.env, DISPLAY: display, GDK_BACKEND: 'x11', NO_AT_BRIDGE: '1' },
  })
  children.push(child)
  const ask = async <T>(method: string, path: string, body?: object): Promise<T> => {
    const response = await fetch(`http://127.0.0.1:${port}${path}`, { method, body: JSON.stringify(body) })
    const { value } = (await response.json()) as { value: T & { error?: string; message?: string } }
    if (!response.ok) throw new Error(`WebKit, ${method} ${path}: ${value.error}. ${value.message}`)
    return value
  }
  const ended = failure(child, path)
  for (;;) {
    const up = await Promise.race([ask('GET', '/status').catch(() => null), ended])
    if (up) return ask
    await Promise.race([sleep(20), ended])
  }
}

async function firstLine(child: ChildProcess): Promise<string> {
  const [line] = await once(createInterface(child.stdout!), 'line')
  return line
}

/** Rejects when a program does not start, or ends at once. */
function failure(child: ChildProcess, path: string): Promise<never> {
  return new Promise((_, reject) => {
    child.once('error', reject)
    child.once('exit', code => reject(new Error(`${path} ended with ${code}.`)))
  })
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as { port: number }
  server.close()
  await once(server, 'close')
  return port
}
