import { afterEach, describe, expect, it, vi } from 'vitest'
import { type Need, provide, starts } from './needs.ts'

const need: Need = {
  name: 'Firefox',
  variable: 'REACHPROOF_TEST_PATH',
  find: () => process.env.REACHPROOF_TEST_PATH,
  packages: ['firefox-esr'],
  installs: {},
}

afterEach(() => {
  vi.unstubAllEnvs()
})

describe('a program that tests need', () => {
  it('is there when it starts', () => {
    vi.stubEnv('REACHPROOF_TEST_PATH', process.execPath)
    expect(starts(need)).toBe(true)
    expect(provide(need)).toBeNull()
  })

  it('is tried with what it knows', () => {
    vi.stubEnv('REACHPROOF_TEST_PATH', process.execPath)
    expect(starts({ ...need, tryWith: '--no-such-option' })).toBe(process.platform === 'win32')
  })

  it('is not there without a file, and then nothing is installed over what somebody has said', () => {
    vi.stubEnv('REACHPROOF_TEST_PATH', '/no/such/firefox')
    expect(starts(need)).toBe(false)
    expect(provide(need)).toBe(
      [
        'REACHPROOF_TEST_PATH is /no/such/firefox, and no Firefox starts there.',
        '',
        'Say where one is:',
        '',
        '  REACHPROOF_TEST_PATH=/path/to/firefox-esr npm test',
      ].join('\n'),
    )
  })
})
