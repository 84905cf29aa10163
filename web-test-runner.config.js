import { esbuildPlugin } from '@web/dev-server-esbuild'
import { chromeLauncher, defaultReporter } from '@web/test-runner'
import { openFirefox } from './test/browsers/firefox.ts'
import { launcher } from './test/browsers/launcher.ts'
import { openWebKit } from './test/browsers/webkit.ts'
import { chromiumArgs, findChromium } from './test/chromium.ts'
import { totalsReporter } from './test/totals-reporter.ts'

// `ENGINE=firefox` and `ENGINE=webkit` run the tests there; without, in Chromium. `WITH_LIT=1` takes Lit itself.

const launchers = {
  chromium: () => chromeLauncher({ launchOptions: { executablePath: findChromium(), args: chromiumArgs } }),
  firefox: () => launcher('Firefox', openFirefox),
  webkit: () => launcher('WebKit', openWebKit),
}

/** As in the one-file script: see vite.config.ts. */
const leanLit = {
  name: 'lean-lit',
  resolveImport: ({ source }) => (source === 'lit' ? '/widget/lean/lit.ts' : undefined),
}

export default {
  files: 'widget/**/*.test.ts',
  nodeResolve: true,
  plugins: [...(process.env.WITH_LIT ? [] : [leanLit]), esbuildPlugin({ ts: true, target: 'es2022' })],
  browsers: [launchers[process.env.ENGINE || 'chromium']()],
  concurrency: 2,
  // For what hangs: nothing here depends on how fast a machine is.
  browserStartTimeout: 120_000,
  testsStartTimeout: 120_000,
  testsFinishTimeout: 900_000,
  testFramework: { config: { timeout: 300_000 } },
  reporters: [defaultReporter(), totalsReporter(process.env.TEST_TOTALS)],
}
