import fc from 'fast-check'
import { getCountries } from 'libphonenumber-js/max'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { dialCode, type E164, exampleNumber, formatPhone, maskPhone, parsePhone } from './phone.ts'

describe('parsePhone accepts every honest spelling', () => {
  it.each([
    '+447911123456',
    '+44 7911 123456',
    '+44-7911-123456',
    '+44.7911.123456',
    '+44/7911/123456',
    '+44\u00a07911\u00a0123456',
    '+44\u20117911\u2011123456',
    '+44 (0)7911 123456',
    '+44(0)7911123456',
    '+4407911123456',
    '+44 07911 123456',
    '(+44) 7911 123456',
    '+٤٤٧٩١١١٢٣٤٥٦',
    '+۴۴۷۹۱۱۱۲۳۴۵۶',
    '+४४७९१११२३४५६',
    '+𝟒𝟒𝟕𝟗𝟏𝟏𝟏𝟐𝟑𝟒𝟓𝟔',
    '+４４７９１１１２３４５６',
    '＋４４７９１１１２３４５６',
    '+44\u200b7911123456',
    '\u202a+447911123456\u202c',
    '\u200f+447911123456',
    '\u2068+44 7911 123456\u2069',
    '+44\u00ad7911\ufeff123456',
    '+447911123456\n',
    ' +447911123456\t',
  ])('%j', text => {
    expect(parsePhone(text)?.value).toBe('+447911123456')
  })

  it.each([
    ['07911 123456', 'GB', '+447911123456'],
    ['0044 7911 123456', 'GB', '+447911123456'],
    ['06 12 34 56 78', 'FR', '+33612345678'],
    ['+44 7911 123456', 'FR', '+447911123456'],
    ['0770 123 4567', 'IQ', '+9647701234567'],
    ['+54 11 15 2345 6789', undefined, '+5491123456789'],
    ['+390669812345', undefined, '+390669812345'],
  ])('%j in %s', (text, country, value) => {
    expect(parsePhone(text, country)?.value).toBe(value)
  })
})

describe('parsePhone refuses', () => {
  it.each([
    '',
    ' ',
    '0044 7911 123456',
    '447911123456',
    '07911 123456',
    '++447911123456',
    '+44 +44 7911123456',
    'tel:+44-7911-123456',
    'tel:7911123456;phone-context=+44',
    '+447911123456 ext. 12',
    '+447911123456 x12',
    '+447911123456;ext=12',
    '+447911123456,12',
    '+447911123456#12',
    'Call +447911123456 now',
    '+447911123456; DROP',
    '+447911123456\r\nBcc: a@b.c',
    '+44791112\r\n3456',
    '+1-800-FLOWERS',
    '+447911123456abc',
    '+447911123456\u0000',
    '+44791112345⑥',
    '+44791112345⁶',
    '+39669812345',
    '+4479111234567890',
    `+44${'7'.repeat(300)}`,
    '+',
    '+0',
    '+44',
    '+44999',
    '112',
    '4.47911123456e11',
    '+447911123456 +447911123457',
    '+551187654321',
    '+5215512345678',
  ])('%j', text => {
    expect(parsePhone(text)).toBeNull()
  })

  it.each([
    ['112', 'GB'],
    ['999', 'GB'],
    ['07911 123456', 'XX'],
    ['07911 123456', 'gb'],
    ['07911 123456', ''],
    ['07911 123456', '__proto__'],
    ['07911 123456', 'constructor'],
    ['07911 123456', '001'],
  ])('%j in %j', (text, country) => {
    expect(parsePhone(text, country)).toBeNull()
  })
})

describe('parsePhone says what kind of line it is', () => {
  it.each([
    ['+33 7 99 99 99 99', 'FR', 'mobile', false, false],
    ['+44 20 7946 0958', 'GB', 'fixed_line', false, true],
    ['+1 212 555 0100', 'US', 'fixed_line_or_mobile', false, false],
    ['+525512345678', 'MX', 'fixed_line_or_mobile', false, false],
    ['+541123456789', 'AR', 'fixed_line', false, true],
    ['+44 56 1234 5678', 'GB', 'voip', false, false],
    ['+1 800 234 5678', 'US', 'toll_free', false, false],
    ['+1 900 234 5678', 'US', 'premium_rate', true, false],
    ['+44 909 879 0123', 'GB', 'premium_rate', true, false],
    ['+44 70 1234 5678', 'GB', 'personal_number', true, false],
    ['+44 76 4012 3456', 'GB', 'pager', true, false],
    ['+44 55 1234 5678', 'GB', 'uan', true, false],
    ['+33 811 02 34 56', 'FR', 'shared_cost', true, false],
    ['+979 1 2345 6789', null, 'premium_rate', true, false],
    ['+870 773 111 632', null, 'mobile', true, false],
    ['+878 10 12345 67890', null, 'voip', true, false],
    ['+881 6 123 45678', null, 'mobile', true, false],
    ['+883 510 012 345', null, 'voip', true, false],
  ])('%s: country %s, %s, refused %s, landline %s', (text, country, lineType, refused, landline) => {
    expect(parsePhone(text)).toEqual({
      kind: 'phone',
      value: text.replaceAll(' ', ''),
      country,
      lineType,
      refused,
      landline,
    })
  })
})

it("parsePhone takes the operator's test numbers, which no network has", () => {
  const known = new Set(['+15550100001'])
  expect(parsePhone('+1 (555) 010-0001')).toBeNull()
  expect(parsePhone('+1 (555) 010-0001', undefined, known)).toEqual({
    kind: 'phone',
    value: '+15550100001',
    country: null,
    lineType: 'unknown',
    refused: false,
    landline: false,
  })
  expect(parsePhone('+1 555 010 0002', undefined, known)).toBeNull()
  expect(parsePhone('+1 555 010 0001 ext. 5', undefined, known)).toBeNull()
})

it('a text is no E.164 number until it was parsed', () => {
  expectTypeOf<string>().not.toExtend<E164>()
})

describe('parsePhone holds for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 40 }),
    fc.array(fc.constantFrom(...'+0123456789 -.()/x٣\u200f')).map(parts => parts.join('')),
    fc
      .tuple(
        fc.constantFrom('+447', '+336', '+1212', '+4917', '+964770', '+5511', '+52'),
        fc.nat(999_999_999),
      )
      .map(([start, rest]) => start + rest),
  )
  const country = fc.option(fc.oneof(fc.constantFrom(...getCountries()), fc.string()), { nil: undefined })

  it('never throws, and what it gives parses to itself', () => {
    fc.assert(
      fc.property(text, country, (typed, where) => {
        const phone = parsePhone(typed, where)
        if (!phone) return
        expect(phone.value).toMatch(/^\+[1-9]\d{4,14}$/)
        expect(parsePhone(phone.value)).toEqual(phone)
        expect(parsePhone(formatPhone(phone.value))).toEqual(phone)
      }),
      { numRuns: 1_000 },
    )
  })

  it('refuses 10 kB at once', () => {
    const started = performance.now()
    for (let i = 0; i < 1_000; i++) expect(parsePhone('+44'.repeat(3_500))).toBeNull()
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})

describe('maskPhone and formatPhone', () => {
  it.each([
    ['+33799999999', '+33 •••• 9999', '+33 7 99 99 99 99'],
    ['+12125550100', '+1 •••• 0100', '+1 212 555 0100'],
    ['+9647701234567', '+964 •••• 4567', '+964 770 123 4567'],
    ['+15550100001', '+1 •••• 0001', '+1 555 010 0001'],
    ['+5215512345678', '+52 •••• 5678', '+52 15512345678'],
    ['+290123', '+290 •••• 23', '+290 123'],
    ['+6834002', '+683 •••• 02', '+683 4002'],
    ['+2918370362', '+291 •••• 362', '+291 8 370 362'],
    ['+99912345678', '•••• 5678', '+99912345678'],
  ])('%s', (number, masked, shown) => {
    expect(maskPhone(number)).toBe(masked)
    expect(formatPhone(number)).toBe(shown)
  })
})

it('dialCode and exampleNumber know every country and nothing else', () => {
  expect(dialCode('FR')).toBe('33')
  expect(exampleNumber('FR')).toBe('06 12 34 56 78')
  for (const country of getCountries()) {
    expect(dialCode(country)).toMatch(/^\d{1,3}$/)
    expect(parsePhone(exampleNumber(country)!, country), country).not.toBeNull()
  }
  for (const none of ['', 'XX', 'fr', 'FRA', '__proto__', 'constructor', '001']) {
    expect(dialCode(none)).toBeNull()
    expect(exampleNumber(none)).toBeNull()
  }
})
