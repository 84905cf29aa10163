import { describe, expect, it } from 'vitest'
import { judge, list, readTotals, readVitestReport, table } from './totals.ts'
import { type Collected, count } from './totals-reporter.ts'

const failure = { file: 'a.test.ts', title: 'adds', message: 'expected 3 to be 4' }
const some = (passed: number, ...failures: (typeof failure)[]) => ({
  passed,
  failed: failures.length,
  failures,
})

describe('a suite', () => {
  it.each([
    ['that passed', some(3), 0, some(3)],
    ['with failures', some(3, failure, failure), 1, some(3, failure, failure)],
    ['that crashed after its tests passed', some(3), 1, 'It ended with exit code 1.'],
    ['that was killed', some(3), null, 'It was killed.'],
    ['in which nothing ran', some(0), 0, 'No test ran.'],
    ['that wrote no report', null, 0, 'No test ran.'],
  ])('%s is counted so that a failure is never lost', (_name, report, exitCode, expected) => {
    expect(judge(report, exitCode)).toEqual(
      typeof expected === 'string'
        ? some(report?.passed ?? 0, { file: '', title: '', message: expected })
        : expected,
    )
  })

  it('in which a file did not load counts that file, beside the tests of others', () => {
    const notLoaded = { file: 'b.test.ts', title: '', message: 'SyntaxError' }
    const report = { passed: 3, failed: 1, failures: [failure, notLoaded] }
    expect(judge(report, 1)).toEqual({ passed: 3, failed: 2, failures: [failure, notLoaded] })
  })

  it('that says only how many failed is not without a line in the list', () => {
    expect(judge({ passed: 3, failed: 2, failures: [] }, 1)).toEqual({
      passed: 3,
      failed: 2,
      failures: [{ file: '', title: '', message: 'Its report does not say which.' }],
    })
  })
})

describe('a report', () => {
  it('is read for what passed and failed', () => {
    expect(readVitestReport('{"numPassedTests":5,"numFailedTests":1,"numPendingTests":2}')).toEqual({
      passed: 5,
      failed: 1,
      failures: [],
    })
    const totals = some(2, failure)
    expect(readTotals(JSON.stringify(totals))).toEqual(totals)
    expect(readTotals('{"passed":2,"failed":0}')).toEqual(some(2))
  })

  it('of Vitest is read for the tests that failed, and for files that did not load', () => {
    const passed = { ancestorTitles: [], title: 'is', status: 'passed', failureMessages: [] }
    const failed = {
      ancestorTitles: ['a sum', 'of two'],
      title: 'is right',
      status: 'failed',
      failureMessages: ['AssertionError: expected 3 to be 4\n    at a.test.ts:1'],
    }
    const report = {
      numPassedTests: 2,
      numFailedTests: 1,
      testResults: [
        { name: '/home/a.test.ts', status: 'failed', message: '', assertionResults: [passed, failed] },
        { name: '/home/b.test.ts', status: 'failed', message: 'Cannot find c.ts', assertionResults: [] },
        { name: '/home/d.test.ts', status: 'passed', message: '', assertionResults: [passed] },
      ],
    }
    expect(readVitestReport(JSON.stringify(report), '/home/').failures).toEqual([
      {
        file: 'a.test.ts',
        title: 'a sum > of two > is right',
        message: 'AssertionError: expected 3 to be 4\n    at a.test.ts:1',
      },
      { file: 'b.test.ts', title: '', message: 'Cannot find c.ts' },
    ])
  })

  it.each(['{}', '{"passed":-1,"failed":0}', '{"passed":"1","failed":0}'])('is refused as %s', json => {
    expect(() => readTotals(json)).toThrow('A report counts')
  })
})

it('counts and names the tests of nested suites, and files that did not get so far', () => {
  const error = { name: 'AssertionError', message: 'expected 3 to be 4' }
  const test = (name: string, passed: boolean, skipped = false) => ({ name, passed, skipped, error })
  const nested: Collected = {
    testFile: '/home/widget/a.test.ts',
    passed: false,
    errors: [],
    testResults: {
      name: '',
      tests: [test('one', true)],
      suites: [
        {
          name: 'a sum',
          tests: [test('two', true), test('three', false), test('four', false, true)],
          suites: [{ name: 'of two', tests: [test('five', false)], suites: [] }],
        },
      ],
    },
  }
  const broken: Collected = {
    testFile: '/home/widget/b.test.ts',
    passed: false,
    errors: [{ message: 'Could not load it' }],
  }
  const message = 'AssertionError: expected 3 to be 4'
  expect(count([nested, broken], '/home')).toEqual(
    some(
      2,
      { file: 'widget/a.test.ts', title: 'a sum > three', message },
      { file: 'widget/a.test.ts', title: 'a sum > of two > five', message },
      { file: 'widget/b.test.ts', title: '', message: 'Could not load it' },
    ),
  )
})

it('lists what failed with the first line of why, without colours and not endlessly', () => {
  const red = '\u001b[31m'
  expect(
    list([
      { suite: 'server, demo', failures: [{ ...failure, message: `\n${red}expected 3 to be 4\n  at a` }] },
      { suite: 'end to end', failures: [] },
      { suite: 'widget', failures: [{ file: '', title: '', message: 'x'.repeat(1_000) }] },
    ]),
  ).toBe(
    ['✗ server, demo: a.test.ts: adds', '    expected 3 to be 4', '✗ widget', `    ${'x'.repeat(300)}…`].join(
      '\n',
    ),
  )
  expect(list([{ suite: 'widget', failures: [] }])).toBe('')
})

it('shows one line a suite, with numbers under each other', () => {
  expect(
    table([
      { suite: 'server, demo', passed: 123, failed: 0, seconds: 4.24 },
      { suite: 'widget', passed: 4, failed: 10, seconds: 12 },
    ]),
  ).toBe(
    [
      'suite         passed  failed  seconds',
      'server, demo     123       0      4.2',
      'widget             4      10     12.0',
    ].join('\n'),
  )
})
