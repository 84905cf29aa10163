import { defineConfig } from 'vitest/config'

/** The demo as it really runs, one for each file, in one real Chromium. Three files at a time: they wait more than they work. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: 'test/e2e/start-chromium.ts',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    maxWorkers: 3,
    testTimeout: 60_000,
    expect: { poll: { timeout: 10_000, interval: 100 } },
    hookTimeout: 60_000,
  },
})
