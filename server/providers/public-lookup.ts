import { lookup } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import { isInnerAddress } from '../config-safety.ts'

/** The `code` of the error for a name that leads nowhere else. */
export const innerAddress = 'INNER_ADDRESS'

/**
 * Looks a name up for a connection, and leaves out every address of a private network: who can change a name may
 * not send our requests there, the next time neither. What is connected to is what was looked at.
 */
export const publicLookup: LookupFunction = (hostname, options, done) => {
  lookup(hostname, { ...options, all: true }, (error, found) => {
    if (error) return done(error, [])
    const addresses = found.filter(({ address }) => !leadsInside(address))
    const [first] = addresses
    if (!first) {
      const refusal = new Error('the name leads into a private network')
      return done(Object.assign(refusal, { code: innerAddress }), [])
    }
    if (options.all) done(null, addresses)
    else done(null, first.address, first.family)
  })
}

function leadsInside(address: string): boolean {
  // Where there is only IPv6, every IPv4 host has such an address (RFC 6052 §2.1): it is judged as that host.
  const [, high, low] = /^64:ff9b::([\da-f]{1,4}):([\da-f]{1,4})$/i.exec(address) ?? []
  if (high === undefined || low === undefined) return isIP(address) === 0 || isInnerAddress(address)
  const bytes = [high, low].flatMap(group => {
    const value = Number.parseInt(group, 16)
    return [value >> 8, value & 255]
  })
  return isInnerAddress(bytes.join('.'))
}
