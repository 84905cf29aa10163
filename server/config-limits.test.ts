import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { mistakesOf, read, withSetting } from '../test/example-config.ts'
import { ruleNames } from './limits.ts'

const rules = (written: unknown) => withSetting(['limits', 'rules'], written)
const inDevelopment = (input: unknown) => ({ ...(input as object), mode: 'development' })

describe('limits.rules', () => {
  it('are all enforced where none is named', () => {
    expect(read(rules({})).limits.rules).toEqual({})
    expect(read(rules({ prefix_numbers: 'record' })).limits.rules).toEqual({ prefix_numbers: 'record' })
  })

  it('are named where a configuration is described', async () => {
    const described = await readFile(new URL('config-input.ts', import.meta.url), 'utf8')
    for (const name of ruleNames) expect(described).toContain(`\`${name}\``)
  })

  it('take every rule back in development', () => {
    for (const mode of ['enforce', 'record', 'off']) {
      const all = Object.fromEntries(ruleNames.map(name => [name, mode]))
      expect(read(inDevelopment(rules(all))).limits.rules).toEqual(all)
    }
  })

  it('turn nothing off in production, and keep what bounds guesses and payments', () => {
    const refusals = {
      contact_wrong: 'Without it codes can be guessed. Write "enforce", and higher figures.',
      site_paid: 'Without it strangers can spend your money. Write "enforce", and higher caps.',
    }
    for (const name of ruleNames) {
      const strict = refusals[name as keyof typeof refusals]
      expect(mistakesOf(rules({ [name]: 'off' }))).toEqual([
        `limits.rules.${name}: ${strict ?? 'In production a rule is "enforce" or "record".'}`,
      ])
      expect(mistakesOf(rules({ [name]: 'record' }))).toEqual(
        strict ? [`limits.rules.${name}: ${strict}`] : [],
      )
      expect(mistakesOf(rules({ [name]: 'enforce' }))).toEqual([])
    }
  })

  it.each<[written: unknown, line: string]>([
    [
      { prefix_number: 'record' },
      'limits.rules.prefix_number: There is no such setting. Did you mean "prefix_numbers"?',
    ],
    [
      { contactWrong: 'record' },
      'limits.rules.contactWrong: There is no such setting. Did you mean "contact_wrong"?',
    ],
    [{ small_talk: 'off' }, 'limits.rules.small_talk: There is no such setting. Remove it.'],
    [
      { __proto__: null, constructor: 'off' },
      'limits.rules.constructor: There is no such setting. Remove it.',
    ],
    [{ conversion: true }, 'limits.rules.conversion: Write "enforce", "record" or "off".'],
    [{ conversion: 'warn' }, 'limits.rules.conversion: Write "enforce", "record" or "off".'],
    [['conversion'], 'limits.rules: Write settings in braces: { … }.'],
  ])('%j is a mistake', (written, line) => {
    expect(mistakesOf(rules(written))).toEqual([line])
  })
})

describe('limits.siteGuesses', () => {
  it('keeps what is not written', () => {
    expect(read(withSetting(['limits', 'siteGuesses'], { wrong: 50 })).limits.siteGuesses).toEqual({
      window: 600,
      wrong: 50,
      checked: 50,
      minPercent: 20,
      pauseSeconds: 3600,
    })
  })

  it.each<[written: unknown, line: string]>([
    [{ minPercent: 101 }, 'limits.siteGuesses.minPercent: Write a whole number from 0 to 100.'],
    [{ checked: 1 }, 'limits.siteGuesses.checked: Write a whole number from 2 to 1000000.'],
    [{ wrongs: 3 }, 'limits.siteGuesses.wrongs: There is no such setting. Did you mean "wrong"?'],
  ])('%j is a mistake', (written, line) => {
    expect(mistakesOf(withSetting(['limits', 'siteGuesses'], written))).toEqual([line])
  })
})
