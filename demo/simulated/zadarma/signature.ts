import { createHash, createHmac } from 'node:crypto'

// Zadarma's side of the signatures. It shares no code with the adapter: two sides with one mistake would agree.

/** A field of a query or form, as it was received: names of nested ones have their brackets. */
export type Pair = readonly [name: string, value: string]

/** What has to follow the key and a colon in the header `Authorization`. */
export function requestSignature(path: string, pairs: readonly Pair[], secret: string): string {
  const params = pairs
    .toSorted(([a], [b]) => Buffer.compare(topOf(a), topOf(b)))
    .map(([name, value]) => `${phpEncode(name)}=${phpEncode(value)}`)
    .join('&')
  return signed(`${path}${params}${createHash('md5').update(params).digest('hex')}`, secret)
}

/** The header `Signature` of a notification. `covered`: the values that the event signs, in their order. */
export function notificationSignature(covered: readonly string[], secret: string): string {
  return signed(covered.join(''), secret)
}

/** Base64 of the hexadecimal text. */
function signed(text: string, secret: string): string {
  const hex = createHmac('sha1', Buffer.from(secret, 'utf8')).update(text, 'utf8').digest('hex')
  return Buffer.from(hex, 'latin1').toString('base64')
}

/** Only the outermost names are sorted; what is nested keeps its order. */
function topOf(name: string): Buffer {
  return Buffer.from(name.split('[', 1)[0]!)
}

/** PHP's `urlencode`, byte by byte. */
function phpEncode(text: string): string {
  let encoded = ''
  for (const byte of Buffer.from(text)) {
    const char = String.fromCharCode(byte)
    if (/[A-Za-z0-9\-._]/.test(char)) encoded += char
    else if (char === ' ') encoded += '+'
    else encoded += `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
  }
  return encoded
}
