import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { segmentsOf } from './sms-segments.ts'

describe('segmentsOf', () => {
  it.each([
    ['nothing', '', 'gsm7', 0, 1],
    ['160 letters', 'a'.repeat(160), 'gsm7', 160, 1],
    ['161 letters', 'a'.repeat(161), 'gsm7', 161, 2],
    ['two full parts', 'a'.repeat(306), 'gsm7', 306, 2],
    ['two full parts and a letter', 'a'.repeat(307), 'gsm7', 307, 3],
    ['a newline', '\n'.repeat(160), 'gsm7', 160, 1],
    ['a euro in two septets', '€', 'gsm7', 2, 1],
    ['80 euros', '€'.repeat(80), 'gsm7', 160, 1],
    ['81 euros', '€'.repeat(81), 'gsm7', 162, 2],
    ['braces in two septets', '{}', 'gsm7', 4, 1],
    ['158 letters and a euro', `${'a'.repeat(158)}€`, 'gsm7', 160, 1],
    ['159 letters and a euro', `${'a'.repeat(159)}€`, 'gsm7', 161, 2],
    // The euro does not fit behind the 152 letters, and moves to the second part with its escape.
    ['a euro at the seam', `${'a'.repeat(152)}€${'a'.repeat(151)}`, 'gsm7', 305, 2],
    ['a euro at the seam and one letter more', `${'a'.repeat(152)}€${'a'.repeat(152)}`, 'gsm7', 306, 3],
    ['a small c with cedilla', 'ça', 'ucs2', 2, 1],
    ['a thin no-break space', 'vous\u202f?', 'ucs2', 6, 1],
    ['a curly apostrophe', 'n’est', 'ucs2', 5, 1],
    ['a back quote', '`', 'ucs2', 1, 1],
    ['a tab', '\t', 'ucs2', 1, 1],
    ['an escape', '\u001b', 'ucs2', 1, 1],
    ['70 Arabic letters', 'ب'.repeat(70), 'ucs2', 70, 1],
    ['71 Arabic letters', 'ب'.repeat(71), 'ucs2', 71, 2],
    ['two full parts in UCS-2', 'ب'.repeat(134), 'ucs2', 134, 2],
    ['two full parts in UCS-2 and a letter', 'ب'.repeat(135), 'ucs2', 135, 3],
    ['a euro in UCS-2', 'ب€', 'ucs2', 2, 1],
    ['an emoji in two units', '🎁', 'ucs2', 2, 1],
    ['35 emoji', '🎁'.repeat(35), 'ucs2', 70, 1],
    ['36 emoji', '🎁'.repeat(36), 'ucs2', 72, 2],
    // 33 pairs fill 66 of 67 units: the 34th is not cut in half.
    ['66 emoji', '🎁'.repeat(66), 'ucs2', 132, 2],
    ['67 emoji', '🎁'.repeat(67), 'ucs2', 134, 3],
    ['half an emoji', '\ud83c', 'ucs2', 1, 1],
  ])('counts %s', (_, text, encoding, units, segments) => {
    expect(segmentsOf(text)).toEqual({ encoding, units, segments })
  })

  it('has the 127 characters of the basic table, and the 10 of the extension table', () => {
    const every = Array.from({ length: 0x1_0000 }, (_, unit) => segmentsOf(String.fromCharCode(unit)))
    const gsm7 = every.filter(({ encoding }) => encoding === 'gsm7')
    expect(gsm7.filter(({ units }) => units === 1)).toHaveLength(127)
    expect(gsm7.filter(({ units }) => units === 2)).toHaveLength(10)
  })

  it('lets no part hold more than fits, and none stay half empty', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom('a', '€', '\n', 'ب', '🎁'), { maxLength: 600 }), characters => {
        const { encoding, units, segments } = segmentsOf(characters.join(''))
        const [alone, part] = encoding === 'gsm7' ? [160, 153] : [70, 67]
        if (segments === 1) {
          expect(units).toBeLessThanOrEqual(alone!)
          return
        }
        expect(units).toBeGreaterThan(alone!)
        expect(units).toBeLessThanOrEqual(segments * part!)
        // A seam costs one unit at most.
        expect(units).toBeGreaterThan((segments - 1) * (part! - 1))
      }),
    )
  })
})
