import { existsSync } from 'node:fs'
import { type KeyInput, launch } from 'puppeteer-core'
import type { Window } from './window.ts'

const usualPlaces = [
  '/usr/bin/firefox-esr',
  '/usr/bin/firefox',
  '/snap/bin/firefox',
  '/Applications/Firefox.app/Contents/MacOS/firefox',
  'C:\\Program Files\\Mozilla Firefox\\firefox.exe',
]

/** Where Firefox is: FIREFOX_PATH, or where systems install it. */
export const findFirefox = (): string | undefined =>
  process.env.FIREFOX_PATH || usualPlaces.find(path => existsSync(path))

/** Opens a Firefox as it is installed, without a screen, over WebDriver BiDi; throws when there is none. */
export async function openFirefox(): Promise<Window> {
  const executablePath = findFirefox()
  if (!executablePath) throw new Error('There is no Firefox. "npm test" says how to install it.')
  const browser = await launch({ browser: 'firefox', executablePath, headless: true })
  // The page that is there at the start never gets the focus.
  const page = await browser.newPage()
  return {
    async open(url) {
      await page.goto(url)
    },
    url: async () => page.url(),
    run: body => page.evaluate(`(() => {${body}})()`) as Promise<never>,
    async press(keys) {
      for (const key of keys) await page.keyboard.press(key as KeyInput)
    },
    close: () => browser.close(),
  }
}
