import { describe, expect, it } from 'vitest'
import { createSecrets, equalStrings } from './secrets.ts'

const pepper = (fill: number) => new Uint8Array(32).fill(fill)
const secrets = createSecrets([pepper(1)])
const rotated = createSecrets([pepper(2), pepper(1)])

describe('codes', () => {
  const codes = Array.from({ length: 5000 }, (_, i) => secrets.digits(`subject ${i}`, 6))

  it('have exactly the digits that were asked for, and about a tenth begin with 0', () => {
    expect(codes.every(code => /^\d{6}$/.test(code))).toBe(true)
    const zeros = codes.filter(code => code.startsWith('0')).length
    expect(zeros).toBeGreaterThan(400)
    expect(zeros).toBeLessThan(600)
  })

  it('have every digit equally often in every place', () => {
    // χ² with 9 degrees of freedom: 27.9 is p = 0.001. The peppers are fixed, so this never changes.
    for (let place = 0; place < 6; place++) {
      const counts = Array<number>(10).fill(0)
      for (const code of codes) counts[Number(code[place])]!++
      const chi = counts.reduce((sum, count) => sum + (count - 500) ** 2 / 500, 0)
      expect(chi).toBeLessThan(27.9)
    }
  })

  it('are the same for the same subject, and others for another', () => {
    expect(secrets.digits('a', 6)).toBe(secrets.digits('a', 6))
    expect(new Set(codes).size).toBeGreaterThan(4950)
  })

  it('come in every length up to ten', () => {
    for (const length of [6, 7, 8, 9, 10])
      expect(secrets.digits('a', length)).toMatch(new RegExp(`^\\d{${length}}$`))
  })

  it('of an older pepper are still right', () => {
    expect(rotated.areDigits(secrets.digits('a', 6), 'a', 6)).toBe(true)
    expect(rotated.areDigits(secrets.digits('b', 6), 'a', 6)).toBe(false)
    expect(rotated.digits('a', 6)).not.toBe(secrets.digits('a', 6))
  })
})

describe('secrets of verifications', () => {
  it('belong to one id, under any accepted pepper', () => {
    const secret = secrets.secretOf('id-1')
    expect(Buffer.from(secret, 'base64url')).toHaveLength(32)
    expect([secrets, rotated].map(one => one.isSecretOf('id-1', secret))).toEqual([true, true])
    expect(secrets.isSecretOf('id-2', secret)).toBe(false)
    expect(secrets.isSecretOf('id-1', '')).toBe(false)
  })
})

describe('sealed records', () => {
  it('open under any accepted pepper and hold nothing in clear', () => {
    const sealed = secrets.seal('{"contact":"+33799999999"}')
    expect(Buffer.from(sealed, 'base64').toString('latin1')).not.toContain('799999')
    expect(rotated.open(sealed)).toBe('{"contact":"+33799999999"}')
    expect(secrets.seal('the same')).not.toBe(secrets.seal('the same'))
  })

  it('do not open when they were changed or the pepper is another', () => {
    const bytes = Buffer.from(secrets.seal('text'), 'base64')
    bytes[bytes.length - 1]! ^= 1
    expect(() => secrets.open(bytes.toString('base64'))).toThrow(/cannot be opened/)
    expect(() => createSecrets([pepper(3)]).open(secrets.seal('text'))).toThrow(/pepper/)
  })
})

it('index keys tell nothing of what they stand for, and are found under an older pepper', () => {
  expect(secrets.keyed('+33799999999')).toMatch(/^[\w-]{43}$/)
  expect(rotated.keyedByAll('x')).toEqual([rotated.keyed('x'), secrets.keyed('x')])
})

it('strings are equal only when they are', () => {
  expect([
    equalStrings('a', 'a'),
    equalStrings('a', 'b'),
    equalStrings('a', ''),
    equalStrings('', ''),
  ]).toEqual([true, false, false, true])
})
