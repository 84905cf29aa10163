import { assert } from 'chai'
import { platform } from './platform.ts'

describe('the surroundings', () => {
  it('tell the country of the visitor’s language, whatever a browser takes for one', () => {
    for (const [language, region] of [
      ['fr-FR', 'FR'],
      ['pt-br', 'BR'],
      ['zh-Hans-CN', 'CN'],
      ['en-US@posix', 'US'],
      ['fr', undefined],
      ['es-419', undefined],
      ['C', undefined],
    ] as const) {
      Object.defineProperty(navigator, 'language', { configurable: true, get: () => language })
      assert.equal(platform.region(), region, language)
    }
  })

  afterEach(() => {
    delete (navigator as { language?: string }).language
  })

  it('give a fresh key of the length that the server takes, every time', () => {
    const keys = Array.from({ length: 100 }, platform.key)
    assert.equal(new Set(keys).size, 100)
    for (const key of keys) assert.match(key, /^[\w-]{22,128}$/)
  })

  it('have a clock of epoch milliseconds that never runs backwards', () => {
    let last = 0
    for (let i = 0; i < 1_000; i++) {
      const now = platform.now()
      assert.isAtLeast(now, last)
      last = now
    }
    assert.closeTo(last, Date.now(), 60_000)
  })

  it('have a clock that goes on when the device’s is set forward and back', async () => {
    const real = Date.now
    const before = platform.now()
    try {
      Date.now = () => real() + 3_600_000
      const forward = platform.now()
      assert.isAtLeast(forward, before + 3_599_000)
      Date.now = real
      await new Promise(done => setTimeout(done, 20))
      assert.isAtLeast(platform.now(), forward + 10)
    } finally {
      Date.now = real
    }
  })
})
