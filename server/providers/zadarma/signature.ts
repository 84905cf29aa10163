import { createHash, createHmac } from 'node:crypto'

/** A value of a request, as PHP's `http_build_query` takes it; `null` and empty lists vanish. */
export type Param = string | number | boolean | null | readonly Param[] | { readonly [name: string]: Param }
export type Params = Readonly<Record<string, Param>>

/**
 * A query or form body as PHP's `http_build_query` writes it (RFC 1738): the server builds it anew to check
 * the signature, so every byte has to be the same.
 *
 * @see https://www.php.net/manual/en/function.http-build-query.php
 */
export function encodeParams(params: Params): string {
  return Object.entries(params)
    .flatMap(([name, value]) => pairs(name, value))
    .join('&')
}

function pairs(name: string, value: Param): string[] {
  if (value === null) return []
  if (typeof value === 'object') {
    return Object.entries(value).flatMap(([key, inner]) => pairs(`${name}[${key}]`, inner))
  }
  return [`${encode(name)}=${encode(typeof value === 'boolean' ? String(Number(value)) : String(value))}`]
}

function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed())
    .replace(/[!'()*~]/g, char => `%${char.charCodeAt(0).toString(16).toUpperCase()}`)
    .replaceAll('%20', '+')
}

/** The key and secret of an account's API page. */
export interface Account {
  readonly key: string
  readonly secret: string
}

/**
 * The header `Authorization` of a request. It has neither a nonce nor a time: TLS alone keeps it from being
 * sent again.
 *
 * @param path all that stands behind the host and before `?`, exactly as it is requested
 * @param params with `format`, without files
 * @see https://zadarma.com/en/support/api/#intro_authorization
 */
export function authorization(path: string, params: Params, { key, secret }: Account): string {
  const text = encodeParams(Object.fromEntries(Object.entries(params).sort(byKey)))
  const digest = createHash('md5').update(text).digest('hex')
  return `${key}:${hexSignature(path + text + digest, secret)}`
}

function byKey([a]: [string, Param], [b]: [string, Param]): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b))
}

/** 56 characters: the base64 of the hexadecimal text, not of the digest itself. */
function hexSignature(text: string, secret: string): string {
  return Buffer.from(createHmac('sha1', secret).update(text).digest('hex')).toString('base64')
}

/** The fields that the signature of a notification covers, in this order and with nothing between them. */
const signedFields: Readonly<Record<string, readonly string[]>> = {
  NOTIFY_START: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_INTERNAL: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_ANSWER: ['caller_id', 'destination', 'call_start'],
  NOTIFY_END: ['caller_id', 'called_did', 'call_start'],
  NOTIFY_OUT_START: ['internal', 'destination', 'call_start'],
  NOTIFY_OUT_END: ['internal', 'destination', 'call_start'],
  NOTIFY_RECORD: ['pbx_call_id', 'call_id_with_rec'],
  NOTIFY_IVR: ['caller_id', 'called_did', 'call_start'],
  SMS: ['result'],
  NUMBER_LOOKUP: ['result'],
  CALL_TRACKING: ['result'],
}

/**
 * What the header `Signature` of a notification may be; undefined for an event that we do not know how to check.
 *
 * `hex` is what Zadarma's PHP client compares with, `raw` the base64 of the digest itself, which its TypeScript
 * client expects.
 */
export function notificationSignatures(
  fields: ReadonlyMap<string, string>,
  secret: string,
): { hex: string; raw: string } | undefined {
  const event = fields.get('event') ?? ''
  const names = Object.hasOwn(signedFields, event) ? signedFields[event] : undefined
  if (!names) return undefined
  const text = names.map(name => fields.get(name) ?? '').join('')
  return { hex: hexSignature(text, secret), raw: createHmac('sha1', secret).update(text).digest('base64') }
}
