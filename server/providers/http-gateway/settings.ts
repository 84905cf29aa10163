import { z } from 'zod'
import { isWebhookSecret } from './standard-webhooks.ts'

const sayUrl = 'write the https address that messages are posted to, such as "https://gateway.example/send"'
const sayLogin = 'leave out name, password and "#": write a login as a header in "headers"'
const saySecret =
  'write the secret that both sides sign with: "whsec_" and base64, or a random text of at least 16 characters'
const sayHeaders = 'write names and values, such as { "authorization": "Bearer …" }'
const sayReserved = 'remove this header: it is set for every message'
const saySender = 'write the number or name that visitors see, such as "+33170000000"'

/** What our own request says, and what describes the connection. */
const reserved =
  /^(webhook-.*|content-.*|host|connection|keep-alive|transfer-encoding|te|trailer|upgrade|expect|proxy-.*)$/i

const headers = z.record(z.string(), z.string(sayHeaders), sayHeaders).superRefine((record, context) => {
  for (const [name, value] of Object.entries(record)) {
    const message = headerMistake(name, value)
    if (message) context.addIssue({ code: 'custom', path: [name], message })
  }
})

/** The settings of a gateway. */
export const httpGatewaySettings = z.object({
  url: z.string(sayUrl).superRefine((text, context) => {
    const message = urlMistake(text)
    if (message) context.addIssue({ code: 'custom', message })
  }),
  /** Sent along with every message, for a gateway that wants a key of its own. */
  headers: headers.default({}),
  /** Signs what we post and what the gateway reports. */
  secret: z.string(saySecret).refine(isWebhookSecret, saySecret),
  /** Who messages come from, as visitors see it. */
  sender: z
    .string(saySender)
    .regex(/^\S(.{0,62}\S)?$/u, saySender)
    .optional(),
})

export type HttpGatewaySettings = z.infer<typeof httpGatewaySettings>

function urlMistake(text: string): string | undefined {
  if (!URL.canParse(text)) return sayUrl
  const { protocol, username, password, hash } = new URL(text)
  if (protocol !== 'https:' && protocol !== 'http:') return sayUrl
  return username || password || hash ? sayLogin : undefined
}

function headerMistake(name: string, value: string): string | undefined {
  if (reserved.test(name)) return sayReserved
  // RFC 9110 §5.6.2 and §5.5: a token, and no control characters.
  return /^[\w!#$%&'*+.^`|~-]+$/.test(name) && /^[\x21-\x7e]([\x20-\x7e]*[\x21-\x7e])?$/.test(value)
    ? undefined
    : sayHeaders
}
