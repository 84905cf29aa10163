import { describe, expect, it } from 'vitest'
import { type Colour, contrast, hex, luminance, over, ratioText } from './contrast.ts'

const colour = (text: string, alpha = 1): Colour => ({
  red: Number.parseInt(text.slice(1, 3), 16),
  green: Number.parseInt(text.slice(3, 5), 16),
  blue: Number.parseInt(text.slice(5, 7), 16),
  alpha,
})
const between = (a: string, b: string): string => ratioText(contrast(colour(a), colour(b)))

describe('contrast', () => {
  it('runs from 1 to 21', () => {
    expect(contrast(colour('#000000'), colour('#ffffff'))).toBeCloseTo(21, 10)
    expect(contrast(colour('#123456'), colour('#123456'))).toBe(1)
  })

  it('is the same either way round', () => {
    expect(between('#0b5cad', '#ffffff')).toBe(between('#ffffff', '#0b5cad'))
  })

  it('agrees with figures worked out by hand', () => {
    // #767676: 0.4627 → 0.1812 in each channel; 1.05 / 0.2312.
    expect(luminance(colour('#767676'))).toBeCloseTo(0.1812, 4)
    expect(between('#767676', '#ffffff')).toBe('4.54')
    // #ff0000: 0.2126 of light; 1.05 / 0.2626.
    expect(between('#ff0000', '#ffffff')).toBe('3.99')
  })

  it('is never rounded up', () => {
    // 4.478…, which would be 4.48.
    expect(between('#777777', '#ffffff')).toBe('4.47')
    expect(ratioText(4.4999)).toBe('4.49')
    expect(ratioText(3)).toBe('3.00')
  })
})

describe('a colour that lets some of another through', () => {
  it('is mixed with it', () => {
    expect(over(colour('#000000', 0.5), colour('#ffffff'))).toEqual({
      red: 127.5,
      green: 127.5,
      blue: 127.5,
      alpha: 1,
    })
  })

  it('covers no more than both together', () => {
    expect(over(colour('#000000', 0.5), colour('#ffffff', 0.5)).alpha).toBe(0.75)
  })
})

it('is written as a colour picker wants it', () => {
  expect(hex({ red: 11, green: 92.4, blue: 172.6, alpha: 1 })).toBe('#0b5cad')
})
