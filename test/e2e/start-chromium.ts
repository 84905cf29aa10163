import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { chromium } from 'playwright-core'
import type { TestProject } from 'vitest/node'
import { chromiumArgs, findChromium } from '../chromium.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    /** Where the one Chromium of all end-to-end tests listens. */
    chromium: string
  }
}

/** Starts the Chromium that every test file shares, and ends it. */
export default async function startChromium(project: TestProject): Promise<() => Promise<void>> {
  const script = fileURLToPath(new URL('../../dist/widget/reach-proof.js', import.meta.url))
  if (!existsSync(script)) throw new Error('The widget is not built: run `npm run build` first.')

  const server = await chromium.launchServer({ executablePath: findChromium(), args: chromiumArgs })
  project.provide('chromium', server.wsEndpoint())
  return () => server.close()
}
