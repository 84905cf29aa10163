import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from 'proxy-addr'
import { unknownAddress } from '../limits.ts'

/**
 * The client's address as it is counted: an IPv4 address, or the /64 of an IPv6
 * address, because one customer owns a whole /64. `unknownAddress` when there is no
 * valid one, so that such clients never share a budget with somebody else's address.
 *
 * @param trustProxy how many proxies stand before us, or which; what they add to `X-Forwarded-For` is believed
 */
export function createAddressReader(
  trustProxy: number | readonly string[],
): (req: IncomingMessage) => string {
  const trust =
    typeof trustProxy === 'number'
      ? (_: string, hop: number) => hop < trustProxy
      : proxyAddr.compile([...trustProxy])
  return req => {
    try {
      return countedAddress(proxyAddr(req, trust)) ?? unknownAddress
    } catch {
      // A trusted proxy passed on something that is no address.
      return unknownAddress
    }
  }
}

/**
 * @param text an address, perhaps with a port or in brackets, as some proxies write it
 * @returns null when it is none
 */
export function countedAddress(text: string): string | null {
  const bare = text
    .trim()
    .replace(/^\[(.+)\](:\d+)?$/, '$1')
    .replace(/^(\d+\.\d+\.\d+\.\d+):\d+$/, '$1')
    .replace(/%.*$/, '')
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(bare)?.[1]
  const address = mapped ?? bare
  if (isIP(address) === 4) return address
  if (isIP(address) !== 6) return null
  const groups = groupsOf(address)
  // An IPv4 address in hexadecimal, ::ffff:7f00:1, is counted as the IPv4 address that it is.
  if (groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff) {
    return [groups[6]! >> 8, groups[6]! & 255, groups[7]! >> 8, groups[7]! & 255].join('.')
  }
  return `${groups
    .slice(0, 4)
    .map(group => group.toString(16))
    .join(':')}::/64`
}

function groupsOf(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const plain = dotted
    ? `${dotted[1]}${hex(+dotted[2]! * 256 + +dotted[3]!)}:${hex(+dotted[4]! * 256 + +dotted[5]!)}`
    : address
  const [before = '', after] = plain.split('::')
  const head = before.split(':').filter(Boolean)
  const tail = (after ?? '').split(':').filter(Boolean)
  const zeros = Array<string>(8 - head.length - tail.length).fill('0')
  return [...head, ...zeros, ...tail].map(group => Number.parseInt(group, 16))
}

function hex(value: number): string {
  return value.toString(16)
}
