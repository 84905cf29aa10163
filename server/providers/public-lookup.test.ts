import dns from 'node:dns'
import { syncBuiltinESMExports } from 'node:module'
import { afterEach, expect, it } from 'vitest'
import { innerAddress, publicLookup } from './public-lookup.ts'

const real = dns.lookup
afterEach(() => {
  dns.lookup = real
  syncBuiltinESMExports()
})

/** What a connection is told of a name with these addresses. */
function told(addresses: string[], all: boolean) {
  const found = addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 }))
  // Names are the system's, and no test can have its own.
  dns.lookup = ((_: string, __: object, done: (error: null, found: object[]) => void) =>
    done(null, found)) as typeof dns.lookup
  syncBuiltinESMExports()
  return new Promise<unknown>(resolve =>
    publicLookup('gateway.example', { all }, (error, address, family) =>
      resolve(error ? error.code : all ? address : { address, family }),
    ),
  )
}

it.each([
  '10.0.0.1',
  '127.0.0.1',
  '169.254.169.254',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '0.0.0.0',
  '::1',
  '::',
  '::ffff:10.0.0.1',
  '::ffff:7f00:1',
  'fd00::1',
  'fe80::1',
  '64:ff9b::a00:1',
  '64:ff9b::7f00:1',
  '64:ff9b::a9fe:a9fe',
  '64:ff9b::1',
  'nonsense',
])('a name that leads to %s leads nowhere', async address => {
  for (const all of [true, false]) expect(await told([address], all)).toBe(innerAddress)
})

it.each(['203.0.113.7', '2001:db8::7', '64:ff9b::cb00:7107'])(
  'a name that leads to %s is one of the internet',
  async address => {
    const family = address.includes(':') ? 6 : 4
    expect(await told([address], true)).toEqual([{ address, family }])
    expect(await told([address], false)).toEqual({ address, family })
  },
)

it('of a name with several addresses only the public ones are used', async () => {
  const both = ['10.0.0.1', '203.0.113.7', '::1']
  expect(await told(both, true)).toEqual([{ address: '203.0.113.7', family: 4 }])
  expect(await told(both, false)).toEqual({ address: '203.0.113.7', family: 4 })
})

it('says what the system says of a name that is none', async () => {
  dns.lookup = ((_: string, __: object, done: (error: Error) => void) =>
    done(Object.assign(new Error('no such name'), { code: 'ENOTFOUND' }))) as typeof dns.lookup
  syncBuiltinESMExports()
  const code = await new Promise(resolve =>
    publicLookup('nowhere.example', { all: true }, error => resolve(error?.code)),
  )
  expect(code).toBe('ENOTFOUND')
})
