import { writeFileSync } from 'node:fs'
import { relative } from 'node:path'
import type { Totals } from './totals.ts'

/** What this needs of a test file's session. */
export interface Collected {
  testFile: string
  passed?: boolean
  testResults?: Suite
  /** Of the file, not of one of its tests. */
  errors: { message: string }[]
}

interface Suite {
  name: string
  suites: Suite[]
  tests: { name: string; passed: boolean; skipped: boolean; error?: { name?: string; message: string } }[]
}

/**
 * A reporter for `@web/test-runner` that writes how many tests passed and failed, and which failed.
 *
 * @param file where to; without one it does nothing
 * @see https://modern-web.dev/docs/test-runner/reporters/write-your-own/
 */
export const totalsReporter = (file: string | undefined) => ({
  stop({ sessions }: { sessions: Collected[] }): void {
    if (file) writeFileSync(file, JSON.stringify(count(sessions)))
  },
})

/** Counts tests; a file that failed without a failed test, such as one that does not load, counts as one. */
export function count(sessions: Iterable<Collected>, root = process.cwd()): Totals {
  const totals: Totals = { passed: 0, failed: 0, failures: [] }
  for (const { testFile, passed, testResults, errors } of sessions) {
    const file = relative(root, testFile)
    const before = totals.failed
    if (testResults) add(testResults, [], file, totals)
    if (passed || totals.failed > before) continue
    totals.failed++
    totals.failures.push({ file, title: '', message: errors[0]?.message ?? '' })
  }
  return totals
}

function add({ suites, tests }: Suite, titles: string[], file: string, totals: Totals): void {
  for (const { name, passed, skipped, error } of tests) {
    if (skipped) continue
    totals[passed ? 'passed' : 'failed']++
    if (passed) continue
    const message = [error?.name, error?.message].filter(Boolean).join(': ')
    totals.failures.push({ file, title: [...titles, name].join(' > '), message })
  }
  for (const suite of suites) add(suite, [...titles, suite.name], file, totals)
}
