import { createHmac } from 'node:crypto'
import { request } from 'node:http'
import { text } from 'node:stream/consumers'
import { WebhookError } from '../massejli/massejli.ts'
import { type Element, readXml, XmlError } from './xml.ts'

/** `X-Twilio-Signature`: the address, and each field by its name, under HMAC-SHA1. */
export function twilioSignature(
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
): string {
  const mac = createHmac('sha1', authToken).update(url)
  for (const name of Object.keys(form).sort()) mac.update(name).update(form[name]!)
  return mac.digest('base64')
}

/**
 * Posts a form as Twilio does, signed over the very address that was entered.
 *
 * @returns the TwiML of the answer; null when it is empty. Throws WebhookError.
 */
export async function postForm(
  authToken: string,
  url: string,
  form: Readonly<Record<string, string>>,
): Promise<Element | null> {
  const { status, type, body } = await send(url, new URLSearchParams(form).toString(), {
    'content-type': 'application/x-www-form-urlencoded; charset=utf-8',
    'x-twilio-signature': twilioSignature(authToken, url, form),
    'user-agent': 'TwilioProxy/1.1',
  })
  if (status < 200 || status > 299) throw new WebhookError(`The webhook answered ${status}.`)
  if (body === '') return null
  if (!/^(text|application)\/xml\b/.test(type)) throw new WebhookError(`The webhook answered with ${type}.`)
  try {
    const twiml = readXml(body)
    if (twiml.name === 'Response') return twiml
  } catch (error) {
    if (!(error instanceof XmlError)) throw error
  }
  throw new WebhookError('The webhook answered with something else than TwiML.')
}

function send(
  url: string,
  body: string,
  headers: Record<string, string>,
): Promise<{ status: number; type: string; body: string }> {
  return new Promise((resolve, reject) => {
    const fail = (cause: unknown): void =>
      reject(new WebhookError('The webhook could not be reached.', { cause }))
    const call = request(url, { method: 'POST', headers, timeout: 15_000 }, response => {
      const { statusCode = 0, headers } = response
      text(response).then(
        body => resolve({ status: statusCode, type: headers['content-type'] ?? '', body }),
        fail,
      )
    })
    call.on('timeout', () => call.destroy(new Error('timeout')))
    call.on('error', fail)
    call.end(body)
  })
}
