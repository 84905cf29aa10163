import { existsSync } from 'node:fs'
import { openWith } from './puppeteer.ts'
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
  return openWith({ browser: 'firefox', executablePath })
}
