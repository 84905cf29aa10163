import { defineConfig } from 'vitest/config'

/** The demo as it really runs, in a real Chromium: one browser, one file after the other. */
export default defineConfig({
  test: {
    include: ['test/e2e/**/*.test.ts'],
    globalSetup: 'test/e2e/start-chromium.ts',
    execArgv: ['--disable-warning=ExperimentalWarning'],
    maxWorkers: 1,
    fileParallelism: false,
    testTimeout: 30_000,
    expect: { poll: { timeout: 10_000, interval: 100 } },
    hookTimeout: 60_000,
  },
})
