import { describe, expect, it } from 'vitest'
import { leaksIn } from './leak-scan.ts'

// The scan itself: what it must find, planted in the middle of something else, and what it must not.

const values = {
  code: '482913',
  secret: 'q2vT-9_kLm0xZ3yWb7Nc1Rf5Hs8Jd4Ga6Pe2Uo',
  phone: '+447911123456',
  email: 'ann.other@x.test',
}
const hidden = Object.entries(values).map(([what, value]) => ({ what, value }))
const found = (text: string) => leaksIn([{ where: 'here', text }], hidden)

describe.each(hidden)('a $what', ({ what, value }) => {
  const bytes = Buffer.from(value)
  it.each([
    ['as it is', value],
    ['in JSON', JSON.stringify({ a: value })],
    ['in hex', bytes.toString('hex')],
    ['in capital hex', bytes.toString('hex').toUpperCase()],
    ['in an address', `https://x.test/?a=${encodeURIComponent(value)}&b=1`],
    ['as JSON escapes', [...value].map(char => `\\u00${char.charCodeAt(0).toString(16)}`).join('')],
    ['in UTF-16', Buffer.from(value, 'utf16le').toString('latin1')],
    ...['', 'x', 'xy', 'xyz'].flatMap(before => [
      [`in base64 behind ${before.length} bytes`, Buffer.from(`${before}${value}|more`).toString('base64')],
      [`in base64url behind ${before.length}`, Buffer.from(`${before}${value}`).toString('base64url')],
    ]),
  ])('is found %s', (_, text) => {
    expect(found(`before ${text} behind`).map(leak => leak.what)).toContain(what)
    expect(JSON.stringify(found(text))).not.toContain(value)
  })
})

it('finds a number without its plus', () => {
  expect(found('contact=447911123456')).toEqual([{ what: 'phone', where: 'here', form: 'digits' }])
})

it('finds nothing where there is nothing', () => {
  expect(found('+44 •••• 3456 a•••@x.test 2026-10-23T16:00:47.482Z 9482913 a482913b 48 29 13')).toEqual([])
  expect(leaksIn([], hidden)).toEqual([])
})
