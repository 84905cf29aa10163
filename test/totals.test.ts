import { describe, expect, it } from 'vitest'
import { judge, readTotals, readVitestReport, table } from './totals.ts'
import { type Collected, count } from './totals-reporter.ts'

describe('a suite', () => {
  it.each([
    ['that passed', { passed: 3, failed: 0 }, 0, { passed: 3, failed: 0 }],
    ['with failures', { passed: 3, failed: 2 }, 1, { passed: 3, failed: 2 }],
    ['that crashed after its tests passed', { passed: 3, failed: 0 }, 1, { passed: 3, failed: 1 }],
    ['that was killed', { passed: 3, failed: 0 }, null, { passed: 3, failed: 1 }],
    ['in which nothing ran', { passed: 0, failed: 0 }, 0, { passed: 0, failed: 1 }],
    ['that wrote no report', null, 0, { passed: 0, failed: 1 }],
  ])('%s is counted so that a failure is never lost', (_name, report, exitCode, totals) => {
    expect(judge(report, exitCode)).toEqual(totals)
  })
})

describe('a report', () => {
  it('is read for what passed and failed', () => {
    expect(readVitestReport('{"numPassedTests":5,"numFailedTests":1,"numPendingTests":2}')).toEqual({
      passed: 5,
      failed: 1,
    })
    expect(readTotals('{"passed":2,"failed":0}')).toEqual({ passed: 2, failed: 0 })
  })

  it.each(['{}', '{"passed":-1,"failed":0}', '{"passed":"1","failed":0}'])('is refused as %s', json => {
    expect(() => readTotals(json)).toThrow('A report counts')
  })
})

it('counts the tests of nested suites, and files that did not get so far', () => {
  const test = (passed: boolean, skipped = false) => ({ name: '', passed, skipped })
  const nested: Collected = {
    passed: false,
    testResults: {
      name: '',
      tests: [test(true)],
      suites: [{ name: '', tests: [test(true), test(false), test(false, true)], suites: [] }],
    },
  }
  const broken: Collected = { passed: false }
  expect(count([nested, broken])).toEqual({ passed: 2, failed: 2 })
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
