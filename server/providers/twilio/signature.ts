import { createHash, createHmac } from 'node:crypto'
import { equalStrings } from '../../secrets.ts'

/** The fields of a form, in any order; a name may come twice. */
export type TwilioParams = Iterable<readonly [name: string, value: string]>

/**
 * `X-Twilio-Signature` of a request: base64, 28 characters.
 *
 * @param url as Twilio was given it, with its query
 * @param params of a form POST; none for GET and JSON
 * @see https://www.twilio.com/docs/usage/security#validating-requests
 */
export function twilioSignature(authToken: string, url: string, params: TwilioParams = []): string {
  return createHmac('sha1', authToken)
    .update(url + signedText(params), 'utf8')
    .digest('base64')
}

/**
 * Whether Twilio signed a form POST to this address. Its own libraries try the address with and without a port
 * and with the host in lower case, because proxies change those; ours is configured, so that costs nothing.
 */
export function isSignedForm(
  authToken: string,
  request: { url: string; params: TwilioParams; signature: string },
): boolean {
  const params = [...request.params]
  const matches = spellings(request.url).filter(url =>
    equalStrings(twilioSignature(authToken, url, params), request.signature),
  )
  return matches.length > 0
}

/** Whether Twilio signed a JSON POST: the address alone is signed, and the hash of the body stands in it. */
export function isSignedJson(
  authToken: string,
  request: { url: string; body: Uint8Array; signature: string },
): boolean {
  const query = URL.canParse(request.url) ? new URL(request.url).searchParams : new URLSearchParams()
  const [hash, ...more] = query.getAll('bodySHA256')
  if (hash === undefined || more.length > 0) return false
  const own = createHash('sha256').update(request.body).digest('hex')
  return equalStrings(own, hash.toLowerCase()) && isSignedForm(authToken, { ...request, params: [] })
}

/** Names sorted by their bytes; a repeated one with its distinct values, sorted too. Nothing stands between. */
function signedText(params: TwilioParams): string {
  const values = new Map<string, Set<string>>()
  for (const [name, value] of params) values.set(name, (values.get(name) ?? new Set()).add(value))
  return [...values.keys()]
    .sort()
    .flatMap(name => [...values.get(name)!].sort().map(value => name + value))
    .join('')
}

/** By hand, not by URL: that would also encode the query anew, and the signature is over the text as it was given. */
function spellings(url: string): string[] {
  const [, scheme = '', login = '', host = '', port = '', rest = ''] =
    /^(https?:\/\/)([^/?#@]*@)?(\[[^\]]*\]|[^/?#:@]+)(:\d+)?(.*)$/s.exec(url) ?? []
  if (!scheme) return []
  const standard = scheme === 'https://' ? ':443' : ':80'
  const hosts = new Set([host, host.toLowerCase()])
  const ports = new Set([port, '', standard])
  return [...hosts].flatMap(name => [...ports].map(one => scheme + login + name + one + rest))
}
