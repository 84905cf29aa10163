import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'demo/**/*.test.ts', 'test/*.test.ts', 'test/adversarial/**/*.test.ts'],
    // Most of them wait for a process, a socket or a disk: one worker would leave a small machine idle.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    // A hung test is found a little later; one on a busy machine is not taken for hung.
    testTimeout: 30_000,
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
})
