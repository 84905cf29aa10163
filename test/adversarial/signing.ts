import { createHmac } from 'node:crypto'

// The signatures of the providers, written down once more from their documents: what the product makes of them is
// what is tested.

/** Of Meta: `X-Hub-Signature-256` over the raw bytes. */
export function cloudSignature(appSecret: string, body: string | Uint8Array): string {
  return `sha256=${createHmac('sha256', appSecret).update(body).digest('hex')}`
}

/** Of Zadarma: base64 of the hexadecimal digest, as PHP's `hash_hmac` gives it. */
export function zadarmaSignature(secret: string, fields: Readonly<Record<string, string>>): string {
  const names = fields.event?.startsWith('NOTIFY_OUT')
    ? ['internal', 'destination', 'call_start']
    : ['caller_id', 'called_did', 'call_start']
  const signed = names.map(name => fields[name] ?? '').join('')
  return Buffer.from(createHmac('sha1', secret).update(signed).digest('hex')).toString('base64')
}

/** Of Twilio: the address and the sorted fields of a form. */
export function twilioFormSignature(
  authToken: string,
  url: string,
  fields: Readonly<Record<string, string>>,
): string {
  const names = Object.keys(fields).sort()
  const signed = url + names.map(name => name + fields[name]).join('')
  return createHmac('sha1', authToken).update(signed).digest('base64')
}

/** Of Standard Webhooks: id, Unix seconds and body. */
export function webhookHeaders(secret: string, id: string, body: string, seconds: number) {
  const signed = createHmac('sha256', secret).update(`${id}.${seconds}.${body}`).digest('base64')
  return {
    'webhook-id': id,
    'webhook-timestamp': String(seconds),
    'webhook-signature': `v1,${signed}`,
  }
}
