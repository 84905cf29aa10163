import { describe, expect, it } from 'vitest'
import { longTexts } from './sms-length.ts'

const site = { name: 'Shop', domain: 'shop.example', texts: {} }

describe('longTexts', () => {
  it('finds none for a short name', () => {
    expect(longTexts(site, 6).filter(({ language }) => ['en', 'fr', 'ar'].includes(language))).toEqual([])
  })

  it('finds English once an emoji in the name makes it UCS-2', () => {
    // "000000 is your Shop 🎁 code. Never share it. Not you? Ignore this.", a blank line, "@shop.example #000000"
    expect(english({ ...site, name: 'Shop 🎁' })).toEqual({
      language: 'en',
      encoding: 'ucs2',
      units: 66 + 2 + 21,
      segments: 2,
    })
  })

  it('takes a name of 64 letters in English', () => {
    expect(english({ ...site, name: 'N'.repeat(64) })).toBeUndefined()
    expect(english({ ...site, name: 'N'.repeat(64), domain: `${'d'.repeat(50)}.example` })).toMatchObject({
      encoding: 'gsm7',
      segments: 2,
    })
  })

  it('counts the digits of the code', () => {
    // Each digit stands in the text and in the line below it: 8 digits fill one message to the end.
    const tight = { ...site, texts: { en: { sms_code: `{authcode}${'a'.repeat(127)}` } } }
    expect(english(tight, 8)).toBeUndefined()
    expect(english(tight, 9)).toMatchObject({ segments: 2, units: 162 })
  })

  const short = `{authcode} ${'é'.repeat(140)}`
  const long = `{authcode} ${'é'.repeat(150)}`
  const longer = `{authcode} ${'é'.repeat(152)}`
  it.each([
    ['the first of one', { one: long, other: short }, 150],
    ['the second of one', { one: short, other: long }, 150],
    ['the first of two', { one: longer, other: long }, 152],
    ['the second of two', { one: long, other: longer }, 152],
  ])("shows the longest form of a site's own wording: %s", (_, sms_code, letters) => {
    expect(english({ ...site, texts: { en: { sms_code } } })).toEqual({
      language: 'en',
      encoding: 'gsm7',
      units: 6 + 1 + letters + 2 + 21,
      segments: 2,
    })
  })

  function english(of: Parameters<typeof longTexts>[0], codeLength = 6) {
    return longTexts(of, codeLength).find(({ language }) => language === 'en')
  }
})
