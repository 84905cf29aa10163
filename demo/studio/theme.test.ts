import { describe, expect, it } from 'vitest'
import { hasSchemes, isHarmless, ownLook, readTheme, withValue, writeTheme } from './theme.ts'

const css = `/* Warm. */
reach-proof {
  display: block;
  --reachproof-accent-color: light-dark(#7a2e0e, #ffb38a);
  --reachproof-radius: 0;
  --reachproof-colour: red;
}
reach-proof::part(button) { text-transform: none; }
@import "nowhere.css";`

describe('a style sheet', () => {
  it('is read as values, other rules, and what means nothing', () => {
    const theme = readTheme(css)
    expect([...theme.values]).toEqual([
      ['accent-color', 'light-dark(#7a2e0e, #ffb38a)'],
      ['radius', '0'],
    ])
    expect(theme.rest).toBe(
      'reach-proof {\n  display: block;\n}\n\nreach-proof::part(button) { text-transform: none; }',
    )
    expect(theme.unknown).toEqual(['--reachproof-colour'])
    expect(theme.dropped).toEqual(['@import "nowhere.css";'])
  })

  it('says the same after it was written and read again', () => {
    const { values, rest } = readTheme(css)
    expect(readTheme(writeTheme({ values, rest }))).toEqual({ values, rest, unknown: [], dropped: [] })
  })

  it('is empty for the widget as it comes', () => {
    expect(writeTheme(ownLook)).toBe('')
  })
})

describe('a change', () => {
  it('leaves the theme as it was', () => {
    const changed = withValue(ownLook, 'radius', '0')
    expect(writeTheme(changed)).toBe('reach-proof {\n  --reachproof-radius: 0;\n}\n')
    expect(ownLook.values.size).toBe(0)
    expect(withValue(changed, 'radius', null)).toEqual(ownLook)
  })

  it('asks for a scheme only where a colour has two', () => {
    expect(hasSchemes(withValue(ownLook, 'color', '#000'))).toBe(false)
    expect(hasSchemes(withValue(ownLook, 'color', 'light-dark(#000, #fff)'))).toBe(true)
  })
})

describe('a value from an address', () => {
  it.each([
    '#0b5cad',
    'light-dark(#fff, oklch(20% 0.1 20))',
    '1em "Source Sans 3", sans-serif',
    'calc(1em + 2px)',
  ])('may be %s', value => expect(isHarmless(value)).toBe(true))
  it.each([
    '',
    'red}*{color:red',
    'red;color:blue',
    'url(//x.example)',
    'image-set("a" 1x)',
    '\\75rl(a)',
    'x'.repeat(200),
  ])('may not be %s', value => expect(isHarmless(value)).toBe(false))
})
