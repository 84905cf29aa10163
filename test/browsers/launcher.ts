import type { BrowserLauncher } from '@web/test-runner'
import type { Window } from './window.ts'

/**
 * A browser for `@web/test-runner`: each test file gets a window, and windows are used again.
 *
 * @param name as reports show it
 * @see https://modern-web.dev/docs/test-runner/browser-launchers/write-your-own/
 */
export function launcher(name: string, openWindow: () => Promise<Window>) {
  const opened: Promise<Window>[] = []
  const idle: Window[] = []
  const active = new Map<string, Window>()
  const another = () => {
    const window = openWindow()
    opened.push(window)
    return window
  }
  const of = (session: string) => {
    const window = active.get(session)
    if (!window) throw new Error(`Session ${session} has no window.`)
    return window
  }
  return {
    name,
    // Under this name `sendKeys` of `@web/test-runner-commands` asks for the method below.
    type: 'webdriver',
    async startSession(session, url) {
      const window = idle.pop() ?? (await another())
      active.set(session, window)
      await window.open(url)
    },
    isActive: session => active.has(session),
    getBrowserUrl: session => of(session).url(),
    async stopSession(session) {
      const window = of(session)
      active.delete(session)
      // Ends whatever the page still does.
      await window.open('about:blank')
      idle.push(window)
      return {}
    },
    async stop() {
      // Those that opened too late for the runner included.
      await Promise.allSettled(opened.map(async window => (await window).close()))
    },
    startDebugSession() {
      throw new Error(`Debug in Chromium: nobody sees the windows of ${name}.`)
    },
    sendKeys: (session: string, keys: string[]) => of(session).press(keys),
  } satisfies BrowserLauncher & Record<string, unknown>
}
