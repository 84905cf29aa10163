import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher, defaultReporter } from '@web/test-runner'
import { chromiumArgs, findChromium } from './test/chromium.ts'
import { totalsReporter } from './test/totals-reporter.ts'

export default {
  files: 'widget/**/*.test.ts',
  nodeResolve: true,
  plugins: [esbuildPlugin({ ts: true, target: 'es2022' })],
  browsers: [chromeLauncher({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } })],
  concurrency: 2,
  testFramework: { config: { timeout: 10_000 } },
  reporters: [defaultReporter(), totalsReporter(process.env.TEST_TOTALS)],
}
