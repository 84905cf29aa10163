import fc from 'fast-check'
import examples from 'libphonenumber-js/examples.mobile.json'
import { type CountryCode, getCountries, getExampleNumber } from 'libphonenumber-js/max'
import { describe, expect, it } from 'vitest'
import { limitKey, parseContact, prefixOf } from './contact.ts'
import { mailboxOf, parseEmail } from './email-address.ts'
import { type E164, parsePhone } from './phone.ts'
import { foldDigits, readCode, stripMarks } from './read-code.ts'
import { readReferences } from './reference.ts'
import { textsFor, textsIn } from './texts/index.ts'

// The catalogue of bad inputs, security.md §5.1–5.4, as far as it needs no server: what the tests beside each
// parser leave open, and what holds for all of them together. What a request looks like is test/adversarial's.

const number = '+447911123456'

/** Every character of Unicode that `pattern` matches. */
const charactersOf = (pattern: RegExp) =>
  Array.from({ length: 0x110000 }, (_, point) => point)
    .filter(point => point < 0xd800 || point > 0xdfff)
    .map(point => String.fromCodePoint(point))
    .filter(character => pattern.test(character))

const invisible = charactersOf(/\p{Cf}/u)
const controls = charactersOf(/\p{Cc}/u)
const spaces = charactersOf(/\p{Zs}/u)
/** Decimal digits of every script, ten a script, from zero. */
const digits = charactersOf(/\p{Nd}/u)
/** Dashes that a keyboard or a word processor makes; the rest belong to other scripts' punctuation. */
const dashes = [...'-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\uff0d']

const inScript = (text: string, script: number) =>
  text.replace(/\d/g, digit => digits[script * 10 + Number(digit)]!)

describe('§5.1 a phone number', () => {
  it('is read through every invisible character that a copy brings along', () => {
    expect(invisible.length).toBeGreaterThan(150)
    for (const mark of invisible) {
      for (const text of [mark + number, number + mark, `+44${mark}7911${mark}123456`]) {
        expect(parsePhone(text)?.value, JSON.stringify(text)).toBe(number)
      }
    }
  })

  it('is read with every space and every dash that people write', () => {
    // The Ogham space mark is a stroke that one sees.
    for (const gap of [...spaces, ...dashes].filter(one => one !== '\u1680')) {
      expect(parsePhone(`+44${gap}7911${gap}123456`)?.value, JSON.stringify(gap)).toBe(number)
    }
  })

  it('is read in the digits of every script, alone and mixed', () => {
    for (let script = 0; script < digits.length / 10; script++) {
      expect(parsePhone(inScript(number, script))?.value, digits[script * 10]).toBe(number)
      expect(parsePhone(`+44${inScript('7911123456', script)}`)?.value, digits[script * 10]).toBe(number)
    }
  })

  it('is none with a control character in it, which no keyboard makes', () => {
    for (const control of controls) {
      expect(parsePhone(`+44791${control}1123456`), JSON.stringify(control)).toBeNull()
      // White space at the ends is what a copy brings along.
      if (/\s/.test(control)) continue
      expect(parsePhone(control + number), JSON.stringify(control)).toBeNull()
      expect(parsePhone(number + control), JSON.stringify(control)).toBeNull()
    }
  })

  it.each([
    `${number} ext 12`,
    `${number} extn. 12`,
    `${number} extension 12`,
    `${number}x12`,
    `${number}X12`,
    `${number}~12`,
    `${number}*12`,
    `${number};12`,
    `${number},,12`,
    `${number} # 12`,
    `${number} доб. 12`,
    `${number} int 12`,
    `${number} anexo 12`,
    `${number}\uff58\uff11\uff12`,
    `tel:${number};ext=12`,
    `tel:${number}`,
    `sip:${number}@example.com`,
    `TEL: ${number}`,
  ])('is none with an extension or a scheme: %j', text => {
    expect(parsePhone(text)).toBeNull()
    expect(parsePhone(text, 'GB')).toBeNull()
  })

  it.each([
    'O7911 123456',
    '07911 12345O',
    'l7911 123456',
    '07911 123456?',
    '07911 123456!',
    '07911_123456',
    '07911=123456',
    '07911&123456',
    "07911'123456",
    '07911"123456',
    '07911\\123456',
    '07911|123456',
    '07911<123456>',
    '07911 123456; DROP TABLE',
    '07911 123456 OR 1=1',
    '%2B447911123456',
    '&#43;447911123456',
    '+44 (0) 7911 123456 / +44 7911 123457',
    '07911 123456 / 07911 123457',
    '4.47911123456E+11',
    '0x1A0C4E6B40',
    'NaN',
    'Infinity',
    '﹢447911123456x',
  ])('is not found inside of something else: %j', text => {
    expect(parsePhone(text, 'GB')).toBeNull()
  })

  it.each([
    ['+19005551234', 'premium_rate'],
    ['+449091234567', 'premium_rate'],
    ['+979123456789', 'premium_rate'],
    ['+881612345678', 'mobile'],
    ['+8821612345678', 'voip'],
    ['+883510012345678', 'voip'],
    ['+870773111632', 'mobile'],
  ])('that is a kind of line which costs is told as refused: %s, %s', (text, lineType) => {
    expect(parsePhone(text)).toMatchObject({ value: text, refused: true, lineType })
  })

  it.each(['112', '999', '911', '110', '15', '118118', '116000', '08', '*100#', '#31#07911123456'])(
    'that only a network understands is none, in any country: %j',
    text => {
      for (const country of ['GB', 'US', 'FR', 'DE', 'IN']) expect(parsePhone(text, country)).toBeNull()
      expect(parsePhone(`+44${text}`)).toBeNull()
    },
  )

  it('is one of the world’s mobile numbers however it is spelled, for the limits as well', () => {
    const written = fc
      .tuple(
        fc.constantFrom(...getCountries()),
        fc.array(fc.constantFrom('', '', '', ' ', '-', '.', '\u00a0', '\u2011', '\u200f', '\u2060'), {
          minLength: 16,
          maxLength: 16,
        }),
        fc.nat(digits.length / 10 - 1),
        fc.constantFrom('+', '\uff0b', '\u202a+', ' +'),
      )
      .map(([country, gaps, script, plus]) => {
        const value = getExampleNumber(country as CountryCode, examples)!.number as string
        const spelled = [...inScript(value.slice(1), script)].map((digit, i) => digit + gaps[i])
        return { value, text: plus + spelled.join('') }
      })
      // Of two code units each, a long number in a far script is over the cap.
      .filter(({ text }) => text.length <= 32)
    fc.assert(
      fc.property(written, ({ value, text }) => {
        const phone = parseContact('phone', text)
        expect(phone?.value, JSON.stringify(text)).toBe(value)
        expect(limitKey(phone!)).toBe(limitKey({ value: phone!.value }))
        expect(limitKey({ value: limitKey(phone!) as E164 })).toBe(limitKey(phone!))
        expect(value.startsWith(prefixOf(value))).toBe(true)
      }),
      { numRuns: 500 },
    )
  })
})

describe('§5.2 a code', () => {
  it.each([
    '١٢٣۴۵۶', // Arabic and Persian digits
    '12३४56',
    '1\u200b2\u200b3\u200b4\u200b5\u200b6',
    '\ufeff123456',
    '123456\r\n',
    '\t123456',
    '123—456',
    '１２３　４５６',
    '۱۲۳ ۴۵۶',
    '𝟏𝟐𝟑𝟒𝟓𝟔',
    '\u2066123456\u2069',
    '\u061c123456',
  ])('is read from %j', text => {
    expect(readCode(text, 6)).toBe('123456')
  })

  it.each([
    '⁰¹²³⁴⁵',
    '₁₂₃₄₅₆',
    '➊➋➌➍➎➏',
    '⒈⒉⒊⒋⒌⒍',
    '一二三四五六',
    'ⅠⅡⅢⅣⅤⅥ',
    '1e5',
    '1E+05',
    '123456n',
    '123456.0',
    '-123456e0',
    '1_23_456',
    '0b1111000',
    '0o361100',
    'NaN',
    'Infinity',
    'undefined',
    'true',
    '[]',
    '{}',
    '{"$ne":""}',
    '{"$regex":".*"}',
    "' OR '1'='1",
    '" OR ""="',
    '000000,000001',
    '000000 000001',
    '000000\n000001',
    '000000|000001',
    '000000&code=000001',
    '??????',
    '.*',
    '[0-9]{6}',
    '12345\u0000',
    '123\u0007456',
    '12345６７',
  ])('is not read from %j', text => {
    expect(readCode(text, 6)).toBeNull()
  })

  it('of each length is not that of another, nor a number without its zeros', () => {
    for (let length = 6; length <= 10; length++) {
      const code = `${'0'.repeat(length - 1)}7`
      expect(readCode(code, length)).toBe(code)
      expect(readCode(code.slice(1), length)).toBeNull()
      expect(readCode(`0${code}`, length)).toBeNull()
      expect(readCode('7', length)).toBeNull()
    }
  })

  it.each(['7К2М-9QХD', '7K2M-9QХD', 'VERIFY 7K2М-9QXD', 'VЕRIFY7К2M9QXD'])(
    'word in look-alikes of another alphabet is none: %s',
    text => {
      expect(readReferences(text, 'VERIFY').references).toEqual([])
    },
  )
})

describe('§5.3 an email address', () => {
  const local = (length: number) => 'a'.repeat(length)
  /** A domain of exactly so many characters. */
  const domain = (length: number) => {
    const labels = 'b'.repeat(50)
    const rest = length - '.test'.length
    return `${`${labels}.`.repeat(10).slice(0, rest - 1)}c.test`
  }

  it('has at most 64 characters before the @ and 254 in all', () => {
    for (const [name, host, fits] of [
      [64, 189, true],
      [65, 180, false],
      [64, 190, false],
      [1, 252, true],
      [1, 253, false],
    ] as const) {
      const text = `${local(name)}@${domain(host)}`
      expect(text).toHaveLength(name + host + 1)
      expect(parseEmail(text)?.value ?? null, `${name}@${host}`).toBe(fits ? text : null)
    }
  })

  it.each([
    'x@a.test;y@b.test',
    'x@a.test y@b.test',
    'x@a.test\ty@b.test',
    'x@a.test\vy@b.test',
    'x@a.test\u2028y@b.test',
    'x@a.test\u0085y@b.test',
    'x@a.test|y@b.test',
    'x@a.test%20y@b.test',
    'x@a.test>y@b.test',
    'x@a.test\\y@b.test',
    'x@y@a.test',
    'x%y@evil.test@a.test',
    '@evil.test:x@a.test',
    'evil.test!x@a.test@b.test',
    '<x@a.test>',
    'mailto:x@a.test',
    'x@a.test?bcc=y@b.test',
    'x@a.test&bcc=y',
    'x@a.test#y',
    '=?utf-8?q?x?=@a.test?',
    'x@=?utf-8?q?a?=.test',
    'undisclosed-recipients:;',
    '"x"@a.test',
    "'x@a.test'",
    '`id`@a.test',
    '$(id)@a.test',
    '|/bin/sh@a.test@b',
    '-oQ/tmp/x@x.test',
    '--help@x.test',
    'x@-x.test',
    'x@x-.test',
    'x@a_b.test',
    'x@localhost',
    'x@b',
    'x@[127.0.0.1]',
    'x@127.0.0.1',
    'x@127.1',
    'x@0x7f000001',
    'x@2130706433',
    'x@::1',
    'x@[::1]',
    'x@a.test.',
    'x@.a.test',
    'x@a..test',
    'x@a.test\u3002',
    'x@a\uff0etest',
    '\u202ex@a.test',
    'x\u00ad@a.test',
    'x@a\u200d.test',
    'х@a.test', // Cyrillic х
    'x@gооgle.test', // Cyrillic о
    'x@ɡoogle.teѕt',
    'x@ⓔxample.test',
    'x@ℯxample.test',
    'x@exam\u0131ple.te\u200cst',
    'x\u0000@a.test',
    'x@a.test\u0000.evil.test',
    '[object Object]',
    '{address:x@a.test}',
  ])('is refused, for a mailer could read it in another way: %j', text => {
    expect(parseEmail(text)).toBeNull()
  })

  it('is one mailbox for the limits, however its name is cased and tagged', () => {
    const letters = fc.stringMatching(/^[a-z][a-z0-9_-]{0,8}$/)
    const tag = fc.option(fc.stringMatching(/^[A-Za-z0-9.]{0,8}[a-z0-9]$/), { nil: undefined })
    const host = fc.constantFrom('x.test', 'sub.example.org', 'gmail.com', 'xn--mnchen-3ya.example')
    const shout = fc.array(fc.boolean(), { minLength: 9, maxLength: 9 })
    fc.assert(
      fc.property(letters, tag, host, shout, (name, label, where, capitals) => {
        const cased = [...name].map((one, i) => (capitals[i] ? one.toUpperCase() : one)).join('')
        const tagged = label === undefined || /^\.|\.\./.test(label) ? cased : `${cased}+${label}`
        const address = `${tagged}@${capitals[0] ? where.toUpperCase() : where}`
        const email = parseContact('email', address)
        // Only the domain is folded in what is mailed to and proved.
        expect(email?.value, address).toBe(`${tagged}@${where}`)
        expect(limitKey(email!)).toBe(mailboxOf(`${name}@${where}`))
        expect(mailboxOf(limitKey(email!))).toBe(limitKey(email!))
      }),
      { numRuns: 500 },
    )
  })
})

describe('§5.4 a language', () => {
  it.each([
    'zh-Hant-',
    '-en',
    'e',
    'engl',
    'en--US',
    'en-US-',
    'en US',
    'en;q=0.5',
    'en,fr',
    'fr,en',
    '*',
    'EN_us',
    'i-klingon',
    'x-private',
    'en-a',
    'en\u200b',
    'еn', // Cyrillic е
    'ｅｎ',
    'en\ud800',
    'valueOf',
    'prototype',
    'hasOwnProperty-x',
    '..',
    '/en',
    'en/../fr',
    'en\\..\\fr',
    '<break/>',
    '&amp;',
    "' OR 1=1",
    'null',
    'undefined',
  ])('that is none gives the site’s own: %j', asked => {
    expect(textsFor(asked, 'fr').language).toBe('fr')
  })

  it.each([null, 0, 1, true, [], ['en'], {}, { toString: () => 'en' }, Symbol('en'), () => 'en'])(
    'that is no text gives the site’s own: %o',
    asked => {
      expect(textsFor(asked, 'fr').language).toBe('fr')
    },
  )

  it('may have 16 characters and no more', () => {
    expect(textsFor('ar-Arab-heploc12', 'fr').language).toBe('ar')
    expect(textsFor('ar-Arab-heploc123', 'fr').language).toBe('fr')
  })

  it('is one of ours whatever was asked for', () => {
    const asked = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 30 }),
      fc
        .array(fc.constantFrom('en', 'fr', 'zh', 'Hans', '-', '_', 'x', '\u0000', 'AR'))
        .map(all => all.join('')),
      fc.anything(),
    )
    fc.assert(
      fc.property(asked, text => {
        const { language, texts, direction } = textsFor(text, 'fr')
        expect(textsIn(language)).toBe(texts)
        expect(['ltr', 'rtl']).toContain(direction)
      }),
    )
  })
})

describe('what holds for every text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 60 }),
    fc
      .array(
        fc.constantFrom(
          '+44',
          '7911',
          '123456',
          ' ',
          '-',
          '(0)',
          'a',
          '@',
          'b.test',
          '٣',
          '३',
          '\u200f',
          '①',
        ),
      )
      .map(parts => parts.join('')),
    fc.emailAddress(),
  )

  it('a contact that was read reads as itself, and counts as itself', () => {
    fc.assert(
      fc.property(
        text,
        fc.constantFrom('phone', 'email'),
        fc.constantFrom('GB', undefined),
        (typed, kind, where) => {
          const contact = parseContact(kind, typed, where)
          if (!contact) return
          const again = parseContact(kind, contact.value)
          expect(again).toEqual(contact)
          expect(limitKey(again!)).toBe(limitKey(contact))
          // Nothing that could end a header, a line of a log or a JSON text.
          expect(contact.value).toMatch(/^[!-~]+$/)
        },
      ),
      { numRuns: 2_000 },
    )
  })

  it('folding digits and stripping marks twice is doing it once, in either order', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), typed => {
        expect(foldDigits(foldDigits(typed))).toBe(foldDigits(typed))
        expect(stripMarks(stripMarks(typed))).toBe(stripMarks(typed))
        expect(foldDigits(stripMarks(typed))).toBe(stripMarks(foldDigits(typed)))
      }),
      { numRuns: 2_000 },
    )
  })

  // The length is asked first, of the text as it came: what is longer is never folded, matched or parsed, so no
  // text of 10 KB can cost more than any other. Padding that folding would take away tells it apart.
  it.each([
    ['phone number', 32, number, (typed: string) => parsePhone(typed)?.value],
    ['code', 1_000, '123456', (typed: string) => readCode(typed, 6)],
    ['code of any length', 1_000, '123456', (typed: string) => readCode(typed, null)],
  ])('a %s longer than %i characters is none, even when the rest is nothing', (_what, most, plain, read) => {
    for (const padding of [' ', '\u200f', '\u00a0', '\n', '\u00ad']) {
      expect(read(plain + padding.repeat(most - plain.length))).toBe(plain)
      expect(read(plain + padding.repeat(most - plain.length + 1)) ?? null).toBeNull()
      expect(read(plain + padding.repeat(10_000)) ?? null).toBeNull()
    }
  })

  it('10 KB of anything is nothing', () => {
    const unit = fc.constantFrom(
      '(',
      '+',
      '1-',
      'a@',
      'a.',
      '"',
      '\u0660',
      '\ufdfa',
      '\u0301',
      '\u200f',
      '𝟙',
      '+44 ',
      '٠',
    )
    fc.assert(
      fc.property(unit, unit, fc.constantFrom(...getCountries()), (one, other, country) => {
        const long = (one + other).repeat(10_240 / (one + other).length)
        expect(parsePhone(long, country)).toBeNull()
        expect(parseEmail(long)).toBeNull()
        expect(readCode(long, 6)).toBeNull()
        expect(textsFor(long, 'fr').language).toBe('fr')
      }),
    )
  })
})
