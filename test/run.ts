import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { chromium, firefox, type Need, provide, redis, webkit } from './needs.ts'
import { judge, list, readTotals, readVitestReport, type Totals, table } from './totals.ts'

// Runs every test there is, or only the suites named: `node test/run.ts server widget`. Firefox and WebKit are left
// out where they are not installed, which is said, unless they are named or `--every-engine` asks for all.
// The last line is always "N passed, N failed"; a suite that crashed, or ran nothing, counts as a failure.

interface Suite {
  title: string
  needs: readonly Need[]
  /** May be left out where it lacks what it needs. */
  optional?: boolean
  /** What Node runs, with where to write the report. */
  command(report: string): { args: string[]; env?: Record<string, string> }
  read(report: string): Totals
}

const root = fileURLToPath(new URL('..', import.meta.url))

/** A suite that takes longer than this hangs. */
const limitMs = 15 * 60_000

const vitest = (config: string, report: string) => ({
  args: [
    'node_modules/vitest/vitest.mjs',
    ...['run', '--config', config],
    ...['--reporter=default', '--reporter=json', `--outputFile.json=${report}`],
  ],
})

const inBrowser = (env: Record<string, string>) => (report: string) => ({
  args: ['node_modules/@web/test-runner/dist/bin.js'],
  env: { TEST_TOTALS: report, ...env },
})

const suites: Record<string, Suite> = {
  server: {
    title: 'server, demo',
    needs: [redis],
    command: report => vitest('vitest.config.ts', report),
    read: report => readVitestReport(report, root),
  },
  widget: {
    title: 'widget in Chromium',
    needs: [chromium],
    command: inBrowser({ ENGINE: 'chromium' }),
    read: readTotals,
  },
  'widget-firefox': {
    title: 'widget in Firefox',
    needs: [firefox],
    optional: true,
    command: inBrowser({ ENGINE: 'firefox' }),
    read: readTotals,
  },
  'widget-webkit': {
    title: 'widget in WebKit',
    needs: [webkit],
    optional: true,
    command: inBrowser({ ENGINE: 'webkit' }),
    read: readTotals,
  },
  'widget-lit': {
    title: 'widget in Chromium, with Lit',
    needs: [chromium],
    command: inBrowser({ ENGINE: 'chromium', WITH_LIT: '1' }),
    read: readTotals,
  },
  e2e: {
    title: 'end to end',
    needs: [chromium],
    command: report => vitest('vitest.e2e.config.ts', report),
    read: report => readVitestReport(report, root),
  },
}

const wanted = process.argv.slice(2)
const everyEngine = wanted.includes('--every-engine')
const names = wanted.filter(name => name !== '--every-engine')
const unknown = names.filter(name => !Object.hasOwn(suites, name))
if (unknown.length > 0) {
  console.error(`There is no suite ${unknown.join(', ')}. There are: ${Object.keys(suites).join(', ')}.`)
  process.exit(1)
}
const chosen = names.length > 0 ? names.map(name => suites[name]!) : Object.values(suites)

/** What stands in the way of each need; null where nothing does. */
const told = new Map<Need, string | null>()
for (const need of chosen.flatMap(suite => suite.needs)) if (!told.has(need)) told.set(need, provide(need))
const lacks = (suite: Suite) => suite.needs.filter(need => told.get(need) !== null)
const left = everyEngine || names.length > 0 ? [] : chosen.filter(s => s.optional && lacks(s).length > 0)
const missing = new Set(chosen.filter(suite => !left.includes(suite)).flatMap(lacks))
if (missing.size > 0) {
  console.error(`\n${[...missing].map(need => told.get(need)).join('\n\n')}\n`)
  process.exit(1)
}
const running = chosen.filter(suite => !left.includes(suite))
const leftOut = left.map(suite => `Left out: ${suite.title}. ${told.get(lacks(suite)[0]!)}\n`).join('\n')
if (leftOut) console.log(`\n${leftOut}`)

const reports = mkdtempSync(join(tmpdir(), 'reachproof test '))
const rows: ({ suite: string; seconds: number } & Totals)[] = []
for (const suite of running) {
  console.log(`\n— ${suite.title} —\n`)
  const report = join(reports, `${rows.length}.json`)
  const startedAt = performance.now()
  const exitCode = await run(suite.command(report))
  const seconds = (performance.now() - startedAt) / 1000
  rows.push({ suite: suite.title, seconds, ...judge(readReport(suite, report), exitCode) })
}
rmSync(reports, { recursive: true })

const passed = rows.reduce((sum, row) => sum + row.passed, 0)
const failed = rows.reduce((sum, row) => sum + row.failed, 0)
const end = [table(rows), leftOut, list(rows), `${passed} passed, ${failed} failed`]
console.log(`\n${end.filter(Boolean).join('\n\n')}`)
process.exitCode = failed > 0 ? 1 : 0

/** Runs a script with this very Node, its output as it comes. Resolves with the exit code, null when it was killed. */
function run({ args, env }: ReturnType<Suite['command']>): Promise<number | null> {
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, {
      cwd: root,
      env: {
        ...process.env,
        ...env,
        PATH: [dirname(process.execPath), process.env.PATH].join(delimiter),
      },
      stdio: ['ignore', 'inherit', 'inherit'],
      timeout: limitMs,
    })
    child.once('error', error => {
      console.error(error)
      resolve(null)
    })
    child.once('close', code => resolve(code))
  })
}

function readReport(suite: Suite, file: string): Totals | null {
  try {
    return suite.read(readFileSync(file, 'utf8'))
  } catch (error) {
    console.error(`${suite.title}: no report. ${error}`)
    return null
  }
}
