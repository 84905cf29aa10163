import { isIP } from 'node:net'
import type { Mode } from './config.ts'
import { isLoopback, unsafeOrigin } from './config-safety.ts'

const sayOrigin = 'Write an exact origin, such as "https://example.com".'
const sayDomain = 'Write a bare host name, such as "example.com".'

/**
 * What is wrong with an entry of `origins`, or undefined. An origin is compared letter by letter with the
 * header of a browser, so only a browser's spelling is right; for others it is proposed.
 */
export function originMistake(written: string, mode: Mode): string | undefined {
  if (written.includes('*')) return `A wildcard lets foreign pages in. ${sayOrigin}`
  if (written === 'null') return `Any sandboxed page has this origin. ${sayOrigin}`
  const url = read(written)
  if (!url) return sayOrigin
  const unsafe = unsafeOrigin(url, mode)
  if (unsafe) return unsafe
  if (written === url.origin) return undefined
  // A single word may be anything, even a secret on the wrong line: it is not repeated.
  if (!/[.:]/.test(url.hostname) && !isLoopback(url.hostname)) return sayOrigin
  return `An origin is a protocol and a host in lower case, with nothing after it. Write ${JSON.stringify(url.origin)}.`
}

/** What is wrong with a `domain`, or undefined. Ports and local names are for development. */
export function domainMistake(written: string, mode: Mode): string | undefined {
  if (isDomain(written, mode)) return undefined
  const url = read(written)
  const proposed = url && (mode === 'development' ? url.host : url.hostname)
  return proposed && isDomain(proposed, mode)
    ? `A domain is a host in lower case, with nothing before or after it. Write ${JSON.stringify(proposed)}.`
    : sayDomain
}

function isDomain(text: string, mode: Mode): boolean {
  if (mode === 'development') {
    const host = text.replace(/:[1-9]\d{0,4}$/, '')
    if (isLoopback(host) || isIP(host)) return host === host.toLowerCase()
    return isHostName(host)
  }
  return isHostName(text)
}

// RFC 1123 §2.1; the last label is never all digits, so that an address is no name.
function isHostName(text: string): boolean {
  const labels = text.split('.')
  return (
    text.length <= 253 &&
    labels.length >= 2 &&
    labels.every(label => /^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/.test(label)) &&
    !/^\d+$/.test(labels.at(-1)!)
  )
}

function read(written: string): URL | undefined {
  const text = written.includes('://') ? written : `https://${written}`
  if (!URL.canParse(text)) return undefined
  const url = new URL(text)
  return url.protocol === 'https:' || url.protocol === 'http:' ? url : undefined
}
