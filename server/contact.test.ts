import { describe, expect, expectTypeOf, it } from 'vitest'
import {
  type Contact,
  displayContact,
  lastSeven,
  limitKey,
  maskContact,
  parseContact,
  prefixOf,
} from './contact.ts'

it('parseContact reads a contact of the kind that the channel needs, and no other', () => {
  expect(parseContact('phone', '07 99 99 99 99', 'FR')).toMatchObject({
    kind: 'phone',
    value: '+33799999999',
  })
  expect(parseContact('phone', '+15550100001', undefined, new Set(['+15550100001']))).not.toBeNull()
  expect(parseContact('email', 'A@X.test')).toEqual({ kind: 'email', value: 'A@x.test' })
  expect(parseContact('email', '+33799999999')).toBeNull()
  expect(parseContact('phone', 'a@x.test', 'FR')).toBeNull()
})

it('a text is no contact until it was parsed', () => {
  expectTypeOf<{ kind: 'email'; value: string }>().not.toExtend<Contact>()
})

describe('a contact is shown', () => {
  it.each([
    ['+33799999999', '+33 •••• 9999', '+33 7 99 99 99 99'],
    ['ann@example.com', 'a•••@example.com', 'ann@example.com'],
    ['+tag@example.com', '+•••@example.com', '+tag@example.com'],
  ])('%s as %s and %s', (value, masked, shown) => {
    expect(maskContact(value)).toBe(masked)
    expect(displayContact(value)).toBe(shown)
  })
})

describe('limits count as one', () => {
  const key = (text: string) => limitKey(parseContact(text.includes('@') ? 'email' : 'phone', text)!)

  it.each([
    [['+5511987654321', '+55 11 98765-4321']],
    [['+5491123456789', '+541123456789', '+54 11 15 2345 6789']],
    [['+44 (0)7911 123456', '+447911123456', '+٤٤٧٩١١١٢٣٤٥٦']],
    [['ann@gmail.com', 'A.n.n@gmail.com', 'ann+1@googlemail.com']],
    [['ann@x.test', 'Ann+spam@X.TEST']],
  ])('%j', spellings => {
    expect(new Set(spellings.map(key)).size).toBe(1)
  })

  it('and nothing else', () => {
    const different = ['+447911123456', '+447911123457', 'ann@x.test', 'a.nn@x.test', '+390669812345']
    expect(new Set(different.map(key)).size).toBe(different.length)
  })
})

it('prefixOf is what numbers of one block share, lastSeven what all spellings of one number do', () => {
  expect(prefixOf('+33799999999')).toBe('+3379999')
  expect(lastSeven('+33712345678')).toBe('2345678')
  expect(lastSeven('+551187654321')).toBe(lastSeven('+5511987654321'))
  expect(lastSeven('+290 1234')).toBe('2901234')
})
