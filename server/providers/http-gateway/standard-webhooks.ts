import { createHmac } from 'node:crypto'
import { equalStrings } from '../../secrets.ts'

// Standard Webhooks 1.0.0: `{id}.{timestamp}.{body}` under HMAC-SHA256, the same in both directions.
// https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md

/** The headers of a signed request; names in lower case. */
export interface WebhookHeaders {
  /** The same however often it is tried. */
  'webhook-id': string
  /** Unix seconds. */
  'webhook-timestamp': string
  /** `v1,` and base64, several with spaces between. */
  'webhook-signature': string
}

/** How far clocks may differ, and how long a request stays good: seconds. */
const toleranceSeconds = 300

/** More signatures than that are no rotation of secrets. */
const maxSignatures = 8

/**
 * Signs a request.
 *
 * @param id without a dot, so that nothing else has the same signed text
 * @param now epoch milliseconds
 */
export function signWebhook(secret: string, id: string, body: string, now: number): WebhookHeaders {
  const timestamp = String(Math.floor(now / 1000))
  return {
    'webhook-id': id,
    'webhook-timestamp': timestamp,
    'webhook-signature': `v1,${signature(secret, id, timestamp, Buffer.from(body))}`,
  }
}

/**
 * Reads who signed a request.
 *
 * @param body the raw bytes
 * @param now epoch milliseconds
 * @returns its id, or null when the signature is missing, wrong, or too old or new
 */
export function readWebhook(
  secret: string,
  headers: Readonly<Record<string, string | string[] | undefined>>,
  body: Uint8Array,
  now: number,
): string | null {
  const id = headers['webhook-id']
  const timestamp = headers['webhook-timestamp']
  const signatures = headers['webhook-signature']
  if (typeof id !== 'string' || !/^[\x21-\x2d\x2f-\x7e]{1,256}$/.test(id)) return null
  if (typeof timestamp !== 'string' || !/^\d{1,12}$/.test(timestamp)) return null
  if (typeof signatures !== 'string') return null
  if (Math.abs(Math.floor(now / 1000) - Number(timestamp)) > toleranceSeconds) return null
  const own = `v1,${signature(secret, id, timestamp, body)}`
  const given = signatures.split(' ').slice(0, maxSignatures)
  // Every one is compared, so that the time tells nothing.
  return given.filter(one => equalStrings(one, own)).length > 0 ? id : null
}

/** Whether a text can be a secret: `whsec_` and base64 of at least 24 bytes, or any text of 16 characters. */
export function isWebhookSecret(text: string): boolean {
  if (!text.startsWith(prefix)) return /^\S.{14,510}\S$/su.test(text)
  const base64 = text.slice(prefix.length)
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) && Buffer.from(base64, 'base64').byteLength >= 24
}

const prefix = 'whsec_'

function signature(secret: string, id: string, timestamp: string, body: Uint8Array): string {
  const key = secret.startsWith(prefix)
    ? Buffer.from(secret.slice(prefix.length), 'base64')
    : Buffer.from(secret)
  return createHmac('sha256', key).update(`${id}.${timestamp}.`).update(body).digest('base64')
}
