import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldDigits, readCode, stripMarks } from './read-code.ts'

/** Every decimal digit of this Unicode version, in order. */
const allDigits = Array.from({ length: 0x110000 }, (_, point) => point)
  .filter(point => point < 0xd800 || point > 0xdfff)
  .map(point => String.fromCodePoint(point))
  .filter(character => /\p{Nd}/u.test(character))

describe('readCode takes the code out of what people type and paste', () => {
  it.each([
    // ux.md 1.6
    '123456',
    '123 456',
    '123-456',
    '12 34 56',
    'G-123456',
    'Your code is 123 456!',
    '١٢٣٤٥٦',
    '۱۲۳۴۵۶',
    '१२३४५६',
    '１２３４５６',
    '*123456* is your code for shop24.example. Valid 10 minutes.',
    '123456 is your Example code.\n\n@example.com #123456',
    '[21/11, 23:40] Example: *123456* is your code',
    '١٢٣٤٥٦ هو رمزك. صالح ١٠ دقائق',
    // security.md §5.2
    ' 123456 ',
    '\u200f123456',
    '\u2068123456\u2069',
    '\u202a123\u200b456\u202c',
    '12３456',
    '123.456',
    '123\u2011456',
    '123\u00a0456',
    '123456\n',
    // how messages look elsewhere
    '您的验证码是123456，10分钟内有效。',
    '認証コードは123456です',
    '인증번호는 123456입니다.',
    'รหัสของคุณคือ123456ใช้ได้10นาที',
    'Kodunuz 123456’dır',
    'Code 123456.Valid 10 minutes',
    '“123456”',
    '(123456)',
    'Code:123456',
    'Ihr Code: 1 2 3 4 5 6',
    '21.11.26, 23:40 - Example: 123456 is your code',
    '[2026-11-21, 23:40:07] Example: 123 456 is your code',
    '[21/11/2026, 23:40:07] +44 7911 654321: *123456* is your code',
    'Your code for +33 7 99 99 99 99: 123456',
    '21/11/2026 23:40 123456 is your code',
    '123456 is your code for shop654321.example',
    '123456 is your code for 654321.example',
    '(+44 7911 654321). 123456 is your code',
  ])('%j', text => {
    expect(readCode(text, 6)).toBe('123456')
  })

  it('keeps a leading zero', () => {
    expect(readCode('012345', 6)).toBe('012345')
    expect(readCode('12345', 6)).toBeNull()
  })
})

describe('readCode refuses what only looks like a code', () => {
  it.each([
    '',
    ' ',
    '1234567',
    '12345',
    'abc',
    '①②③④⑤⑥',
    '①23456',
    '123456①',
    '123456²',
    '0x1E240',
    '1.23456e5',
    '+123456',
    '＋123456',
    '123456\u0000',
    '\u0000123456',
    '123456\u001b',
    '123456abc',
    'abc123456',
    'G123456',
    '123456123456',
    '123456 654321',
    '123456 or 654321',
    '123456, 654321',
    '123,456',
    '12:34:56',
    '12/34/56',
    '1.123456 EUR',
    '123456.5 EUR',
    '\\d+',
    '\\d{6}',
    '%',
    '_',
    '*',
    '12345%',
    '12345_',
    '*****6',
    'https://shop.example/123456',
    'Call +44 7911 123456 now',
    'VERIFY 7K2M-9QXD',
    'null',
    '[object Object]',
    'Ⅻ',
  ])('%j', text => {
    expect(readCode(text, 6)).toBeNull()
  })

  it('refuses a text longer than any message, in no time', () => {
    expect(readCode(`123456${' '.repeat(994)}`, 6)).toBe('123456')
    expect(readCode(`123456${' '.repeat(995)}`, 6)).toBeNull()
    const started = performance.now()
    for (const unit of ['1', '1 ', '1-', '+1', 'a.', '𝟙', '1.'])
      for (let i = 0; i < 100; i++) readCode(unit.repeat(1_000 / unit.length), 6)
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})

describe('readCode reads the codes that a provider makes', () => {
  it.each([
    ['1234', '1234'],
    ['1234567890', '1234567890'],
    ['12 34 56 78', '12345678'],
    ['Your code: 4821. Valid 10 minutes.', '4821'],
    ['[21/11/2026, 23:40] Example: 48213', '48213'],
  ])('%j is %j', (text, code) => {
    expect(readCode(text, null)).toBe(code)
  })

  it.each(['123', '12345678901', '', 'abc', '1234 or 5678'])('%j is none', text => {
    expect(readCode(text, null)).toBeNull()
  })
})

describe('readCode holds for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(fc.constantFrom('123456', '12', '3', ' ', '-', '+', '.', ':', 'a', '٣', '\n', '您', '\u200f'))
      .map(parts => parts.join('')),
  )

  it('never gives anything but that many ASCII digits', () => {
    fc.assert(
      fc.property(text, fc.integer({ min: 4, max: 10 }), (typed, length) => {
        const code = readCode(typed, length)
        if (code !== null) expect(code).toMatch(new RegExp(`^[0-9]{${length}}$`))
      }),
    )
  })

  it('never gives anything but 4–10 ASCII digits when the length is not known', () => {
    fc.assert(
      fc.property(text, typed => {
        expect(readCode(typed, null) ?? '0000').toMatch(/^[0-9]{4,10}$/)
      }),
    )
  })

  it('reads its own result back', () => {
    fc.assert(
      fc.property(text, typed => {
        const code = readCode(typed, 6)
        if (code !== null) expect(readCode(code, 6)).toBe(code)
      }),
    )
  })

  it('finds any code in any script, with marks around it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 999_999 }),
        fc.integer({ min: 0, max: allDigits.length / 10 - 1 }),
        fc.constantFrom('', '\u200f', '\u2068', ' ', '\u00ad'),
        (number, script, mark) => {
          const code = String(number).padStart(6, '0')
          const written = [...code].map(digit => mark + allDigits[script * 10 + Number(digit)]).join('')
          expect(readCode(written, 6)).toBe(code)
        },
      ),
    )
  })
})

describe('foldDigits', () => {
  it('folds every decimal digit that Unicode has, block after block', () => {
    expect(allDigits.length % 10).toBe(0)
    expect(foldDigits(allDigits.join(''))).toBe('0123456789'.repeat(allDigits.length / 10))
  })

  it('agrees with the numbering systems that Intl knows', () => {
    for (const system of Intl.supportedValuesOf('numberingSystem')) {
      const { format } = new Intl.NumberFormat('en', { numberingSystem: system, useGrouping: false })
      // hanidec writes with ideographs, which are letters.
      if (system !== 'hanidec') expect(foldDigits(format(9876543210)), system).toBe('9876543210')
    }
  })

  it('leaves all else alone', () => {
    expect(foldDigits('①²½Ⅻ〇ａé\ud835 x')).toBe('①²½Ⅻ〇ａé\ud835 x')
  })
})

describe('stripMarks', () => {
  it('takes out what nobody sees and nothing else', () => {
    expect(stripMarks('\ufeff\u200ba\u00ad\u202eb\u2066c\u061c\u2060 ')).toBe('abc ')
  })
})
