import { writeFileSync } from 'node:fs'
import type { Totals } from './totals.ts'

/** What this needs of a test file's session. */
export interface Collected {
  passed?: boolean
  testResults?: Suite
}

interface Suite {
  name: string
  suites: Suite[]
  tests: { name: string; passed: boolean; skipped: boolean }[]
}

/**
 * A reporter for `@web/test-runner` that writes how many tests passed and failed.
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
export function count(sessions: Iterable<Collected>): Totals {
  const totals = { passed: 0, failed: 0 }
  for (const { passed, testResults } of sessions) {
    const before = totals.failed
    if (testResults) add(testResults, totals)
    if (!passed && totals.failed === before) totals.failed++
  }
  return totals
}

function add({ suites, tests }: Suite, totals: Totals): void {
  for (const test of tests) if (!test.skipped) totals[test.passed ? 'passed' : 'failed']++
  for (const suite of suites) add(suite, totals)
}
