import { type KeyInput, type LaunchOptions, launch } from 'puppeteer-core'
import type { Window } from './window.ts'

/** Opens a browser that Puppeteer knows: Chromium over its own protocol, Firefox over WebDriver BiDi. */
export async function openWith(options: LaunchOptions): Promise<Window> {
  const browser = await launch({ defaultViewport: { width: 1024, height: 768 }, ...options })
  // The page that Firefox has at the start never gets the focus.
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
    click: (x, y) => page.mouse.click(x, y),
    close: () => browser.close(),
  }
}
