import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { judge, limits, measure, measurePeers, measureWidget, readRecord } from '../bench/sizes.ts'
import { languages } from '../server/texts/all.ts'

const measured = measureWidget()

it('the built widget is within its limits, and nothing grew unnoticed', () => {
  expect(judge(measured, readRecord())).toEqual([])
})

it('every language is weighed', () => {
  expect(Object.keys(measured.languages)).toEqual([...languages.keys()])
})

it('the script weighs less than what draws an interface elsewhere, by the same measure', {
  timeout: 120_000,
}, () => {
  const [script, , altcha, , , hanko] = measurePeers(measured)
  expect([script!.files, altcha!.name, hanko!.name]).toEqual([
    1,
    expect.stringMatching(/^altcha \d/),
    expect.stringMatching(/^@teamhanko/),
  ])
  expect(script!.brotli).toBeLessThan(altcha!.brotli)
  expect(script!.brotli).toBeLessThan(hanko!.brotli)
  const shipped = readFileSync(new URL('../node_modules/altcha/dist/main/altcha.min.js', import.meta.url))
  expect(altcha).toMatchObject(measure(shipped))
})

describe('a size', () => {
  it('is what gzip and brotli make of it', () => {
    const noise = randomBytes(5000)
    const { raw, gzip, brotli } = measure(noise)
    expect(raw).toBe(5000)
    // What cannot be compressed only gets a frame around it.
    expect(gzip).toBeGreaterThan(5000)
    expect(brotli).toBeGreaterThan(5000)
    expect(measure('a'.repeat(5000)).brotli).toBeLessThan(50)
  })
})

describe('the gate', () => {
  const size = (brotli: number) => ({ raw: brotli, gzip: brotli, brotli })
  const weights = (script: number, sent: number, words = sent) => ({
    script: size(script),
    languages: { en: { sent: size(sent), words: size(words) } },
  })

  it('is open at the limit and for one per cent more than recorded', () => {
    expect(judge(weights(limits.script, 1010), weights(limits.script, 1000))).toEqual([])
  })

  it('is closed one byte over the limit, also when that is recorded', () => {
    const heavy = weights(limits.script + 1, 1000)
    expect(judge(heavy, heavy)).toEqual([
      `the script: ${limits.script + 1} bytes, ${limits.script} are allowed`,
    ])
  })

  it('is closed when the script grew by more than one per cent', () => {
    expect(judge(weights(10_101, 1000), weights(10_000, 1000))).toEqual([
      'the script: 10101 bytes, more than 1 % over the recorded 10000',
    ])
  })

  it('is closed when a language grew by more than one per cent', () => {
    expect(judge(weights(1, 1011), weights(1, 1000))).toHaveLength(2)
    expect(judge(weights(1, 1000, 1011), weights(1, 1000, 1000))).toEqual([
      'the words in en: 1011 bytes, more than 1 % over the recorded 1000',
    ])
  })

  it('is closed for a language with more words than a language may cost', () => {
    const wordy = weights(1, 1, limits.language + 1)
    expect(judge(wordy, wordy)).toEqual(['the words in en: 1701 bytes, 1700 are allowed'])
  })

  it('is closed for a language that nobody has recorded', () => {
    expect(judge(weights(1, 1), { script: size(1), languages: {} })[0]).toContain('npm run size -- --record')
  })
})
