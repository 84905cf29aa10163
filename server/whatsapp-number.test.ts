import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { foldWhatsApp, parseWhatsAppSender, phoneOfSender, sameWhatsApp } from './whatsapp-number.ts'

describe('sameWhatsApp', () => {
  it.each([
    ['+5511987654321', '+551187654321'],
    ['+5511961234567', '+551161234567'],
    ['+525512345678', '+5215512345678'],
    ['+5491123456789', '+541123456789'],
    ['+447911123456', '+447911123456'],
  ])('%s is %s', (a, b) => {
    expect(sameWhatsApp(a, b)).toBe(true)
    expect(sameWhatsApp(b, a)).toBe(true)
  })

  it.each([
    ['+390669812345', '+39669812345'],
    ['+5511931234567', '+551131234567'], // 3…: a Brazilian landline
    ['+5511987654321', '+5521987654321'],
    ['+55119876543210', '+551198765432'],
    ['+525512345678', '+5225512345678'],
    ['+52155123456789', '+5255123456789'],
    ['+5491123456789', '+5481123456789'],
    ['+447911123456', '+447911123457'],
  ])('%s is not %s', (a, b) => {
    expect(sameWhatsApp(a, b)).toBe(false)
  })

  const number = fc
    .tuple(
      fc.constantFrom('52', '521', '54', '549', '55', '5511', '55119', '5215', '5499', '44', '1'),
      fc.stringMatching(/^[0-9]{6,12}$/),
    )
    .map(([start, rest]) => `+${start}${rest}`)

  it('is an equivalence: to itself, both ways, and along a chain', () => {
    fc.assert(
      fc.property(number, number, number, (a, b, c) => {
        expect(sameWhatsApp(a, a)).toBe(true)
        expect(sameWhatsApp(a, foldWhatsApp(a))).toBe(true)
        expect(sameWhatsApp(a, b)).toBe(sameWhatsApp(b, a))
        if (sameWhatsApp(a, b) && sameWhatsApp(b, c)) expect(sameWhatsApp(a, c)).toBe(true)
      }),
      { numRuns: 1_000 },
    )
  })

  it('leaves the last seven digits alone, by which senders are looked up', () => {
    fc.assert(fc.property(number, a => foldWhatsApp(a).slice(-7) === a.slice(-7)))
  })
})

describe('parseWhatsAppSender', () => {
  it.each([
    ['447911123456', '+447911123456'],
    ['+44 7911 123456', '+447911123456'],
    ['٤٤٧٩١١١٢٣٤٥٦', '+447911123456'],
    ['5215512345678', '+5215512345678'],
    ['551187654321', '+551187654321'],
    ['\u200f447911123456', '+447911123456'],
    ['447911123456@c.us', '+447911123456'],
  ])('%j is %s', (sender, number) => {
    expect(parseWhatsAppSender(sender)).toBe(number)
  })

  it.each(['', 'hidden', '123456', '1234567890123456', '07911123456', '1'.repeat(10_000)])(
    '%j is nobody',
    sender => {
      expect(parseWhatsAppSender(sender)).toBeNull()
    },
  )
})

it('phoneOfSender gives a number that can be called', () => {
  expect(phoneOfSender('+5215512345678')?.value).toBe('+525512345678')
  expect(phoneOfSender('+551187654321')?.value).toBe('+5511987654321')
  expect(phoneOfSender('+5491123456789')?.value).toBe('+5491123456789')
  expect(phoneOfSender('+33799999999')?.value).toBe('+33799999999')
  expect(phoneOfSender('+99912345678')).toBeNull()
})
