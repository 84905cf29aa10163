import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher, defaultReporter } from '@web/test-runner'
import { chromiumArgs, findChromium } from './test/chromium.ts'
import { totalsReporter } from './test/totals-reporter.ts'

/** As in the one-file script: see vite.config.ts. */
const leanLit = {
  name: 'lean-lit',
  resolveImport: ({ source }) => (source === 'lit' ? '/widget/lean/lit.ts' : undefined),
}

export default {
  files: 'widget/**/*.test.ts',
  nodeResolve: true,
  plugins: [...(process.env.WITH_LIT ? [] : [leanLit]), esbuildPlugin({ ts: true, target: 'es2022' })],
  browsers: [chromeLauncher({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } })],
  concurrency: 2,
  testFramework: { config: { timeout: 10_000 } },
  reporters: [defaultReporter(), totalsReporter(process.env.TEST_TOTALS)],
}
