import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['server/**/*.test.ts', 'demo/**/*.test.ts', 'test/*.test.ts', 'test/adversarial/**/*.test.ts'],
    execArgv: ['--disable-warning=ExperimentalWarning'],
  },
})
