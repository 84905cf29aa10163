import { randomBytes } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, expectTypeOf, it } from 'vitest'
import { type Code, readCode } from './read-code.ts'
import { formatReference, isRefusal, makeReference, type Reference, readReferences } from './reference.ts'

const characters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const anyReference = fc
  .array(fc.constantFrom(...characters), { minLength: 8, maxLength: 8 })
  .map(parts => parts.join('') as Reference)

describe('makeReference', () => {
  it('gives eight characters that cannot be misread', () => {
    for (let i = 0; i < 1_000; i++) expect(makeReference(randomBytes)).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
  })

  it('makes every character of equally many bytes', () => {
    const counts = new Map<string, number>()
    for (let byte = 0; byte < 256; byte++) {
      const [first = ''] = makeReference(n => new Uint8Array(n).fill(byte))
      counts.set(first, (counts.get(first) ?? 0) + 1)
    }
    expect([...counts.keys()].sort().join('')).toBe(characters)
    expect(new Set(counts.values())).toEqual(new Set([8]))
  })
})

it('formatReference shows it in two halves', () => {
  expect(formatReference('7K2M9QXD' as Reference)).toBe('7K2M-9QXD')
})

describe('readReferences is certain of', () => {
  it.each([
    'VERIFY 7K2M-9QXD',
    'verify 7k2m-9qxd',
    'Verify 7K2M9QXD',
    'VERIFY7K2M-9QXD',
    'VERIFY7K2M9QXD',
    'VERIFY: 7K2M 9QXD.',
    'VERIFY 7K2M\n9QXD',
    'VERIFY 7K\n2M-9QXD',
    'VERIFY\n7 K 2 M 9 Q X D',
    'VERIFY 7K2M‑9QXD',
    'VERIFY 7K2M – 9QXD',
    'VERIFY 7K2M−9QXD',
    'ＶＥＲＩＦＹ　７Ｋ２Ｍ－９ＱＸＤ',
    '\u202bVERIFY 7K2M-9QXD\u202c',
    'VERIFY \u20687K2M-9QXD\u2069',
    '\u200f7K2M-9QXD',
    '*VERIFY 7K2M-9QXD*',
    '"VERIFY 7K2M-9QXD"',
    'VÉRIFY 7K2M-9QXD',
    'VERIFY ٧K٢M-٩QXD',
    '7K2M-9QXD',
    '7K2M9QXD',
    '7k2m 9qxd',
    'Hello, I was told to send VERIFY 7K2M-9QXD to you. Thanks',
    'my code 7K2M-9QXD',
    'VERIFY my 7K2M-9QXD',
    'VERIFY CODE 7K2M-9QXD',
    'VERIFY\n\n7K2M-9QXD\n\nSent from my phone 2026',
    '请验证7K2M-9QXD谢谢',
  ])('%j', text => {
    expect(readReferences(text, 'VERIFY')).toMatchObject({ references: ['7K2M9QXD'], bareCommand: false })
  })

  it('what was typed with look-alikes of its own alphabet', () => {
    expect(readReferences('VERIFY oi1l-00qx', 'VERIFY').references).toEqual(['011100QX'])
    expect(readReferences('VERIFY PASSWORD', 'VERIFY').references).toEqual(['PASSW0RD'])
  })

  it('what stands behind a command of any script', () => {
    for (const [text, command] of [
      ['تحقق ABCDEFGH', 'تحقق'],
      ['تَحَقَّق abcd efgh', 'تحقق'],
      ['подтвердить ABCD EFGH', 'ПОДТВЕРДИТЬ'],
      ['सत्यापित करें ABCDEFGH', 'सत्यापित करें'],
      ['認証ABCDEFGH', '認証'],
      ['Doğrula ABCD EFGH', 'DOGRULA'],
      ['meinnummer: abcd efgh', 'Mein Nummer'],
    ] as const)
      expect(readReferences(text, command).references, text).toEqual(['ABCDEFGH'])
  })

  it('two references in the order of how sure they are, each once', () => {
    expect(readReferences('Verify 7K2M9QXD ABCD-EF12 7k2m-9qxd', 'VERIFY').references).toEqual([
      'ABCDEF12',
      '7K2M9QXD',
    ])
  })
})

describe('readReferences holds against nobody', () => {
  it.each([
    ['password', 'PASSW0RD'],
    ['My VERIFIED account', 'VER1F1ED'],
    ['12345678', '12345678'],
    ['Call me 9123-4567', '91234567'],
    ['page 2026', 'PAGE2026'],
    ['code 1234', 'C0DE1234'],
    ['I am here 4 now', '1AMHERE4'],
    ['ABCD EFGH', 'ABCDEFGH'],
  ])('%j', (text, unclear) => {
    const read = readReferences(text, 'SEND')
    expect(read.references).toEqual([])
    expect(read.unclear).toContain(unclear)
  })
})

describe('readReferences finds nothing in', () => {
  it.each([
    '',
    '   ',
    'hello',
    '7K2M-9QX',
    '7K2M-9QXDA',
    '7K2M-9QXU',
    '7К2M-9QXD', // Cyrillic К
    '7K2М-9QXD', // Cyrillic М
    '7K2M-9QXDТ', // Cyrillic Т
    'VERIFY 7К2М-9QХD',
    '123456',
    'VERIFY 123456',
    'Your number: 123456!',
    'thank you very much',
    'a'.repeat(10_000),
    'VERIFY'.repeat(2_000),
  ])('%j', text => {
    expect(readReferences(text, 'VERIFY')).toEqual({ references: [], unclear: [], bareCommand: false })
  })

  it('what comes after the first 1,000 characters', () => {
    expect(readReferences(`${'.'.repeat(1_000)}7K2M-9QXD`, 'VERIFY').references).toEqual([])
  })
})

describe('readReferences knows the bare command', () => {
  it.each([
    ['VERIFY', 'VERIFY'],
    ['verify', 'VERIFY'],
    [' Verify. ', 'VERIFY'],
    ['vérify!', 'VERIFY'],
    ['VERIFIER', 'Vérifier'],
    ['Ｖｅｒｉｆｙ', 'VERIFY'],
    ['\u200fVERIFY\u200f', 'VERIFY'],
    ['*VERIFY*', 'VERIFY'],
    ['تحقّق؟', 'تحقق'],
    ['تحقق', 'تَحَقَّق'],
    ['подтвердить', 'ПОДТВЕРДИТЬ'],
    ['सत्यापित  करें।', 'सत्यापित करें'],
    ['認証。', '認証'],
    ['CONFIRMA', 'CONFIRMA'],
    ['get me in', 'GETMEIN'],
  ])('%j for %j', (text, command) => {
    expect(readReferences(text, command)).toEqual({ references: [], unclear: [], bareCommand: true })
  })

  it.each([
    ['VERIFY 7K2M-9QXD', 'VERIFY'],
    ['VERIFY please', 'VERIFY'],
    ['VERIFYX', 'VERIFY'],
    ['', 'VERIFY'],
    ['!', '!'],
    ['\u0412ERIFY', 'VERIFY'],
  ])('but not in %j', (text, command) => {
    expect(readReferences(text, command).bareCommand).toBe(false)
  })
})

describe('isRefusal', () => {
  it.each([
    'NO',
    'no',
    'No!',
    ' no. ',
    'NO 👎',
    'STOP',
    'Stop!!',
    'ＮＯ',
    'NON',
    'لا',
    'لأ',
    '\u200fلا\u200f',
    'NEIN',
    'NÃO',
    'nao',
    'NA\u0303O',
    'HAYIR',
    'hayır',
    'нет',
    'Нет.',
    'ні',
    'НІ',
    'NIE',
    'नहीं',
    'नहीं।',
    'TIDAK',
    '不',
    '不。',
    '否',
    'いいえ',
    '아니요',
    'không',
    'ไม่',
    'Όχι',
    'arrêter',
    'نه',
    'לא',
  ])('takes %j for a no', text => {
    expect(isRefusal(text)).toBe(true)
  })

  it.each([
    '',
    ' ',
    '?',
    'yes',
    'No code yet',
    'know',
    'nothing',
    'VERIFY',
    'NO 7K2M-9QXD',
    'tak',
    'да',
    'نعم',
    '123456',
    `no${' '.repeat(10_000)}`,
  ])('does not take %j for a no', text => {
    expect(isRefusal(text)).toBe(false)
  })
})

describe('for any reference', () => {
  const separator = fc.constantFrom('', '', '', '-', ' ', '\n', '‑', '–', ' - ', '\u200b', '\u202e', '.')
  const mangled = fc
    .tuple(
      anyReference,
      fc.array(fc.tuple(separator, fc.boolean(), fc.boolean()), { minLength: 8, maxLength: 8 }),
      fc.constantFrom('VERIFY ', 'verify', 'Verify: ', 'Hi,\nVERIFY\n', '\u200fVERIFY\u00a0', 'ＶＥＲＩＦＹ'),
      fc.constantFrom('', '.', '\n', ' 👍', '!\n-- \nAnn', '\u202c'),
    )
    .map(([reference, ways, before, after]) => {
      const typed = [...reference].map((character, i) => {
        const [gap, lower, alike] = ways[i]!
        let written = character
        if (alike) written = { '0': 'O', '1': lower ? 'I' : 'L' }[character] ?? character
        if (lower) written = written.toLowerCase()
        else if (alike) written = String.fromCodePoint(written.codePointAt(0)! + 0xfee0)
        return (i > 0 ? gap : '') + written
      })
      return { reference, text: before + typed.join('') + after }
    })

  it('reads back what was made, behind the command, however it was typed', () => {
    fc.assert(
      fc.property(mangled, ({ reference, text }) => {
        expect(readReferences(text, 'VERIFY').references).toContain(reference)
      }),
      { numRuns: 2_000 },
    )
  })

  it('reads back what was shown, with text around and no command', () => {
    fc.assert(
      fc.property(anyReference, fc.lorem(), fc.lorem(), (reference, before, after) => {
        const { references, unclear } = readReferences(
          `${before} ${formatReference(reference)} ${after}`,
          'VERIFY',
        )
        expect(/[A-Z]/.test(reference) ? references : [...references, ...unclear]).toContain(reference)
      }),
    )
  })

  it('never reads it as a code of six digits, nor such a code as a reference', () => {
    fc.assert(
      fc.property(anyReference, fc.stringMatching(/^\d{6}$/), (reference, code) => {
        expect(readCode(reference, 6)).toBeNull()
        expect(readCode(formatReference(reference), 6)).toBeNull()
        for (const text of [code, `VERIFY ${code}`]) {
          const { references, unclear } = readReferences(text, 'VERIFY')
          expect([...references, ...unclear]).toEqual([])
        }
      }),
    )
  })

  it('keeps codes and references apart by type', () => {
    expectTypeOf<Code>().not.toExtend<Reference>()
    expectTypeOf<Reference>().not.toExtend<Code>()
    expectTypeOf<string>().not.toExtend<Reference>()
  })
})

describe('for any text', () => {
  const text = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(fc.constantFrom('VERIFY', ' ', '-', '7K2M', '9', 'Q', 'é', 'К', '\n', 'ABCDEFGH', '\ufdfa'))
      .map(parts => parts.join('')),
  )

  it('never throws, and gives at most four well-formed references', () => {
    fc.assert(
      fc.property(text, text, (message, command) => {
        const { references, unclear } = readReferences(message, command)
        const all = [...references, ...unclear]
        expect(all.length).toBeLessThanOrEqual(4)
        expect(new Set(all).size).toBe(all.length)
        for (const reference of all) expect(reference).toMatch(/^[0-9A-HJKMNP-TV-Z]{8}$/)
        expect(typeof isRefusal(message)).toBe('boolean')
      }),
    )
  })

  it('reads 10 kB in no time', () => {
    const started = performance.now()
    for (const unit of ['A', 'A ', 'A-', '\ufdfa', 'VERIFY ', 'ABCD 1234 ', '7K2M-9QXD '])
      for (let i = 0; i < 20; i++) readReferences(unit.repeat(10_000 / unit.length), 'VERIFY')
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
