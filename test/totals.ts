import { stripVTControlCharacters } from 'node:util'

/** A test that failed, or a file that did not get so far. */
export interface Failure {
  /** Relative to the checkout; empty where a whole suite failed. */
  file: string
  /** The test with the suites around it; empty where the whole file failed. */
  title: string
  /** Of what was thrown, all of it. */
  message: string
}

/** How many tests of a suite passed and failed, those left out being neither, and which failed. */
export interface Totals {
  passed: number
  failed: number
  failures: Failure[]
}

/**
 * Whatever a suite's report says, a suite that crashed, or in which nothing ran, has not passed.
 *
 * @param report null when the suite wrote none
 */
export function judge(report: Totals | null, exitCode: number | null): Totals {
  const { passed, failed, failures } = report ?? { passed: 0, failed: 0, failures: [] }
  if (failures.length > 0) return { passed, failed: Math.max(failed, failures.length), failures }
  const trouble =
    failed > 0
      ? 'Its report does not say which.'
      : exitCode === null
        ? 'It was killed.'
        : exitCode !== 0
          ? `It ended with exit code ${exitCode}.`
          : passed === 0
            ? 'No test ran.'
            : ''
  if (!trouble) return { passed, failed, failures }
  return { passed, failed: failed || 1, failures: [{ file: '', title: '', message: trouble }] }
}

/**
 * What Vitest's `json` reporter writes.
 *
 * @param root the checkout, to say less of each file
 */
export function readVitestReport(json: string, root = ''): Totals {
  const { numPassedTests, numFailedTests, testResults = [] } = JSON.parse(json) as VitestReport
  const failures = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, message, assertionResults }) => {
      const file = name.startsWith(root) ? name.slice(root.length).replace(/^\//, '') : name
      const failed = assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ ancestorTitles, title, failureMessages }) => ({
          file,
          title: [...ancestorTitles, title].join(' > '),
          message: failureMessages[0] ?? '',
        }))
      return failed.length > 0 ? failed : [{ file, title: '', message }]
    })
  return { passed: count(numPassedTests), failed: count(numFailedTests), failures }
}

interface VitestReport {
  numPassedTests: unknown
  numFailedTests: unknown
  testResults?: {
    /** Absolute path. */
    name: string
    status: string
    message: string
    assertionResults: {
      ancestorTitles: string[]
      title: string
      status: string
      failureMessages: string[]
    }[]
  }[]
}

/** What `totals-reporter.ts` writes. */
export function readTotals(json: string): Totals {
  const { passed, failed, failures = [] } = JSON.parse(json)
  return { passed: count(passed), failed: count(failed), failures }
}

function count(value: unknown): number {
  if (typeof value === 'number' && Number.isInteger(value) && value >= 0) return value
  throw new Error(`A report counts ${JSON.stringify(value)} tests.`)
}

/** The table under all suites, without its last line. */
export function table(rows: ({ suite: string; seconds: number } & Omit<Totals, 'failures'>)[]): string {
  const cells = rows.map(row => [row.suite, `${row.passed}`, `${row.failed}`, row.seconds.toFixed(1)])
  const lines = [['suite', 'passed', 'failed', 'seconds'], ...cells]
  const widths = lines[0]!.map((_, column) => Math.max(...lines.map(line => line[column]!.length)))
  return lines
    .map(([suite, ...numbers]) =>
      [suite!.padEnd(widths[0]!), ...numbers.map((text, i) => text.padStart(widths[i + 1]!))].join('  '),
    )
    .join('\n')
}

/** What failed, for the end of a long log: where and what, and the first line of why. */
export function list(rows: { suite: string; failures: Failure[] }[]): string {
  return rows
    .flatMap(({ suite, failures }) =>
      failures.map(({ file, title, message }) =>
        [`✗ ${[suite, file, title].filter(Boolean).join(': ')}`, `    ${firstLine(message)}`].join('\n'),
      ),
    )
    .join('\n')
}

function firstLine(message: string): string {
  const line =
    stripVTControlCharacters(message)
      .split('\n')
      .find(line => line.trim()) ?? ''
  return line.length > 300 ? `${line.trim().slice(0, 300)}…` : line.trim()
}
