import { describe, expect, it } from 'vitest'
import { copyable, pieces } from './message-text.ts'

describe('a chat message', () => {
  it('shows what stands between stars bold, and a code as something to tap', () => {
    expect(pieces('*482913* is your code for *localhost*.')).toEqual([
      { kind: 'code', text: '482913', code: '482913' },
      { kind: 'text', text: ' is your code for ' },
      { kind: 'bold', text: 'localhost' },
      { kind: 'text', text: '.' },
    ])
  })

  it('takes no part of a longer number for a code', () => {
    expect(pieces('Call +33612345678 before 10')).toEqual([
      { kind: 'text', text: 'Call +33612345678 before 10' },
    ])
  })

  it.each(['VERIFY 2NK4-0739', 'VERIFY 0739-2NK4', 'VERIFY 1234-5678', 'VERIFY 2NK40739'])(
    'takes no part of a reference for a code: %s',
    text => {
      expect(pieces(text)).toEqual([{ kind: 'text', text }])
    },
  )

  it('has what a voice spells as one code', () => {
    expect(pieces('It is: 4, 8, 2, 9. Again: 4, 8, 2, 9.')).toEqual([
      { kind: 'text', text: 'It is: ' },
      { kind: 'code', text: '4, 8, 2, 9', code: '4829' },
      { kind: 'text', text: '. Again: ' },
      { kind: 'code', text: '4, 8, 2, 9', code: '4829' },
      { kind: 'text', text: '.' },
    ])
  })

  it.each([
    ['Your code:\n\n482913\n\nValid 10 minutes.', '482913'],
    ['Your code is: 4, 8, 2, 9, 1, 3. Again: 4, 8, 2, 9, 1, 3.', '482913'],
    ['الرمز هو: 4، 8، 2، 9، 1، 3.', '482913'],
    ['Press 1, 2 or 3.', null],
    ['Nothing to copy here, not even 123.', null],
  ])('has its first code ready to copy: %j', (text, code) => {
    expect(copyable(text)).toBe(code)
  })
})
