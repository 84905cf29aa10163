import { BlockList, isIP } from 'node:net'
import type { Mode } from './config.ts'

// What production refuses (security.md R-93, I06). Each function returns what to
// say, or undefined when the value is safe in that mode.

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')

// RFC 6890: networks where a provider of ours cannot be, but an operator's inner servers are.
const inner = new BlockList()
for (const [net, bits] of [
  ['0.0.0.0', 8],
  ['10.0.0.0', 8],
  ['100.64.0.0', 10],
  ['127.0.0.0', 8],
  ['169.254.0.0', 16],
  ['172.16.0.0', 12],
  ['192.0.0.0', 24],
  ['192.168.0.0', 16],
  ['198.18.0.0', 15],
  ['224.0.0.0', 3],
] as const) {
  inner.addSubnet(net, bits)
}
for (const [net, bits] of [
  ['::', 127],
  ['64:ff9b::', 96],
  ['fc00::', 7],
  ['fe80::', 10],
  ['ff00::', 8],
] as const) {
  inner.addSubnet(net, bits, 'ipv6')
}

/** Whether a host name of a URL, such as `[::1]`, is this very machine. */
export function isLoopback(hostname: string): boolean {
  return isLocalName(hostname) || contains(loopback, hostname)
}

/** The address of our own server. */
export function unsafePublicUrl(url: URL, mode: Mode): string | undefined {
  if (mode === 'development' || url.protocol === 'https:') return undefined
  return `Codes and secrets would travel in the open. Write an https address${suggestion(url)}.`
}

/** The origin of a page. */
export function unsafeOrigin(url: URL, mode: Mode): string | undefined {
  if (isLoopback(url.hostname)) {
    return mode === 'development'
      ? undefined
      : 'An origin on this machine works in development only. Remove it.'
  }
  return url.protocol === 'https:'
    ? undefined
    : `A page over http can be changed on its way. Write ${JSON.stringify(`https://${url.host}`)}.`
}

/**
 * The http(s) address of a provider. A name that leads to an inner address is not seen here.
 * Other protocols pass: a mail server beside ours is usual.
 */
export function unsafeProviderUrl(text: string, mode: Mode): string | undefined {
  if (mode === 'development' || !URL.canParse(text)) return undefined
  const url = new URL(text)
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return undefined
  if (isLocalName(url.hostname) || contains(inner, url.hostname)) {
    return 'This address is inside a private network. Write the public https address of the provider.'
  }
  return url.protocol === 'https:' ? undefined : 'Codes would travel in the open. Write an https address.'
}

/** Whether an address is of a network where no provider of ours can be. */
export function isInnerAddress(address: string): boolean {
  return contains(inner, address)
}

/** The last part of a hook's address, which is all that keeps strangers out of some hooks. */
export function unsafeHookToken(token: string, mode: Mode): string | undefined {
  const least = mode === 'development' ? 1 : 22
  return new RegExp(`^[A-Za-z0-9_-]{${least},256}$`).test(token)
    ? undefined
    : `Write at least ${least} letters, digits, "_" or "-", such as "openssl rand -hex 16" prints.`
}

/** `limits.off`. */
export function unsafeLimitsOff(off: boolean, mode: Mode): string | undefined {
  return off && mode === 'production'
    ? 'Without limits, strangers can spend your money. Write false, or "mode": "development".'
    : undefined
}

/** `limits.rules`. A guess and a payment cannot be taken back, so what bounds them holds. */
export function unsafeRuleMode(
  rule: string,
  written: 'enforce' | 'record' | 'off',
  mode: Mode,
): string | undefined {
  if (mode === 'development' || written === 'enforce') return undefined
  if (rule === 'contact_wrong') return 'Without it codes can be guessed. Write "enforce", and higher figures.'
  if (rule === 'site_paid')
    return 'Without it strangers can spend your money. Write "enforce", and higher caps.'
  return written === 'off' ? 'In production a rule is "enforce" or "record".' : undefined
}

// A name with a dot at its end is the same name, and `*.localhost` never leaves the machine (RFC 6761 §6.3).
function isLocalName(hostname: string): boolean {
  return /(^|\.)localhost\.?$/i.test(hostname)
}

function contains(list: BlockList, hostname: string): boolean {
  const address = hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  const family = isIP(address)
  return family !== 0 && list.check(address, family === 6 ? 'ipv6' : 'ipv4')
}

function suggestion(url: URL): string {
  return isLoopback(url.hostname) ? '' : `, such as ${JSON.stringify(`https://${url.host}`)}`
}
