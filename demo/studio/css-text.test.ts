import { describe, expect, it } from 'vitest'
import { joinSchemes, splitDeclarations, splitRules, splitSchemes } from './css-text.ts'

describe('a style sheet', () => {
  it('is cut into its outermost rules, each with what was said before it', () => {
    const css = `/* first */ a { color: red }
      @media (width > 30em) { a { color: blue } b { color: "}" } }
      @import "x.css"; b::after{content:'{'}`
    expect(splitRules(css)).toEqual([
      { head: 'a', body: ' color: red ', text: '/* first */ a { color: red }' },
      {
        head: '@media (width > 30em)',
        body: ' a { color: blue } b { color: "}" } ',
        text: '@media (width > 30em) { a { color: blue } b { color: "}" } }',
      },
      { head: '@import "x.css"', body: null, text: '@import "x.css";' },
      { head: 'b::after', body: "content:'{'", text: "b::after{content:'{'}" },
    ])
  })

  it('may have braces in a comment, and an end that is missing', () => {
    expect(splitRules('a{/* } */color:red} b{color:').map(rule => rule.head)).toEqual(['a'])
    expect(splitRules('')).toEqual([])
  })
})

describe('a rule', () => {
  it('is read as declarations', () => {
    expect(splitDeclarations('--a: light-dark(#fff,\n  #000); /* x: y; */ --b:url("a;b") ;; c:; :d')).toEqual(
      [
        ['--a', 'light-dark(#fff, #000)'],
        ['--b', 'url("a;b")'],
      ],
    )
  })
})

describe('a colour of both schemes', () => {
  it.each([
    ['light-dark(#fff, #000)', '#fff', '#000'],
    [
      'light-dark(rgb(1, 2, 3), color-mix(in oklab, red 10%, blue))',
      'rgb(1, 2, 3)',
      'color-mix(in oklab, red 10%, blue)',
    ],
    ['#123456', '#123456', '#123456'],
    ['light-dark(red)', 'light-dark(red)', 'light-dark(red)'],
  ])('%s', (value, light, dark) => {
    expect(splitSchemes(value)).toEqual([light, dark])
  })

  it('is put together again as short as it goes', () => {
    expect(joinSchemes('red', 'blue')).toBe('light-dark(red, blue)')
    expect(joinSchemes('red', 'red')).toBe('red')
  })
})
