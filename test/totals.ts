/** How many tests of a suite passed and failed; those left out are neither. */
export interface Totals {
  passed: number
  failed: number
}

/**
 * Whatever a suite's report says, a suite that crashed, or in which nothing ran, has not passed.
 *
 * @param report null when the suite wrote none
 */
export function judge(report: Totals | null, exitCode: number | null): Totals {
  const { passed, failed } = report ?? { passed: 0, failed: 0 }
  const sound = exitCode === 0 && passed > 0
  return { passed, failed: failed || (sound ? 0 : 1) }
}

/** The totals in what Vitest's `json` reporter writes. */
export function readVitestReport(json: string): Totals {
  const { numPassedTests, numFailedTests } = JSON.parse(json)
  return { passed: count(numPassedTests), failed: count(numFailedTests) }
}

/** The totals in what `totals-reporter.ts` writes. */
export function readTotals(json: string): Totals {
  const { passed, failed } = JSON.parse(json)
  return { passed: count(passed), failed: count(failed) }
}

function count(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new Error(`A report counts ${JSON.stringify(value)} tests.`)
}

/** The table under all suites, without its last line. */
export function table(rows: ({ suite: string; seconds: number } & Totals)[]): string {
  const cells = rows.map(row => [row.suite, `${row.passed}`, `${row.failed}`, row.seconds.toFixed(1)])
  const lines = [['suite', 'passed', 'failed', 'seconds'], ...cells]
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map(line => line[column]!.length)))
  return lines
    .map(([suite, ...numbers]) =>
      [suite!.padEnd(widths[0]!), ...numbers.map((text, i) => text.padStart(widths[i + 1]!))].join('  '),
    )
    .join('\n')
}
