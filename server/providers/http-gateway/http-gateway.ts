/**
 * Any gateway that can be given an address: one signed JSON POST a message, in the form of Standard Webhooks.
 *
 * @see https://www.standardwebhooks.com
 */
import type { ChannelId } from '../../api.ts'
import {
  type Channel,
  DeliveryError,
  type DeliveryReason,
  type Message,
  type Provider,
} from '../../channel.ts'
import { renderEmail, renderSms, renderSpoken } from '../../message.ts'
import { createHttpClient, type HttpAnswer } from '../http-client.ts'
import type { ProviderType } from '../provider-type.ts'
import { createGatewayHook } from './hook.ts'
import { type HttpGatewaySettings, httpGatewaySettings } from './settings.ts'
import { signWebhook } from './standard-webhooks.ts'

const gatewayChannels = ['sms', 'call_code', 'call_button', 'email'] as const
type GatewayChannelId = (typeof gatewayChannels)[number]

/** What is posted. `text` is complete, in the visitor's language; a call says it as it stands. */
export interface GatewayMessage {
  channel: GatewayChannelId
  /** E.164, or an email address. */
  to: string
  /** As a text message, the words of a call, or the plain part of a mail. */
  text: string
  /** Not for `call_button`. */
  code?: string
  /** BCP 47. */
  language: string
  /** The site's key. */
  site: string
  verificationId: string
  /** Which send of its verification this is; with it, a name of this message that no other has. */
  send: number
  /** Only for `email`. */
  subject?: string
  html?: string
}

export const httpGateway: ProviderType<HttpGatewaySettings> = {
  type: 'http',
  settings: httpGatewaySettings,
  channels: gatewayChannels,
  free: false,
  // Only a call with a key is told of: `missing` asks for the token there.
  needsHookToken: false,
  missing: missingFor,
  create: (name, settings, { hookUrl, now }) => createHttpGateway(name, settings, hookUrl !== null, now),
}

function missingFor(_: HttpGatewaySettings, channel: ChannelId, hasHook: boolean): string | undefined {
  if (channel !== 'call_button' || hasHook) return undefined
  return 'Which key was pressed is told to the hook. Write a "hookToken" in the provider, such as "openssl rand -hex 16" prints, and have the gateway post there.'
}

/** @param now epoch milliseconds */
export function createHttpGateway(
  name: string,
  settings: HttpGatewaySettings,
  hasHook: boolean,
  now: () => number,
): Provider {
  const { secret, sender = null } = settings
  const { origin, pathname, search } = new URL(settings.url)
  const client = createHttpClient(origin)
  const served = gatewayChannels.filter(id => !missingFor(settings, id, hasHook))
  return {
    name,
    channels: Object.fromEntries(served.map(id => [id, createChannel(id)])),
    ...(hasHook && { hook: createGatewayHook(name, secret, now) }),
    close: () => client.close(),
  }

  function createChannel(id: GatewayChannelId): Channel {
    return {
      id,
      sender,
      async deliver(message, signal) {
        const body = JSON.stringify(gatewayMessage(id, message))
        // The same for the same send, and no dot in it: neither our ids nor a number has one.
        const webhookId = `${message.verificationId}_${message.send}`
        const headers = {
          ...settings.headers,
          'content-type': 'application/json; charset=utf-8',
          ...signWebhook(secret, webhookId, body, now()),
        }
        const answer = await client.request(
          { method: 'POST', path: pathname + search, headers, body },
          signal,
        )
        const said = readAnswer(answer.text)
        if (answer.status < 200 || answer.status > 299) throw gatewayError(answer, said)
        return { id: receiptIn(said) }
      },
    }
  }
}

function gatewayMessage(channel: GatewayChannelId, message: Message): GatewayMessage {
  const { to, code, language, site, verificationId, send, texts } = message
  const about = { language, site: site.key, verificationId, send }
  switch (channel) {
    case 'sms':
      return { channel, to, text: renderSms(message, texts), code, ...about }
    case 'call_code':
      return { channel, to, text: renderSpoken('call_code', message, texts), code, ...about }
    case 'call_button':
      return { channel, to, text: renderSpoken('call_button', message, texts), ...about }
    case 'email': {
      const { subject, text, html } = renderEmail(message, texts)
      return { channel, to, text, code, ...about, subject, html }
    }
  }
}

type Said = Readonly<Record<string, unknown>>

function readAnswer(text: string): Said {
  try {
    const body: unknown = JSON.parse(text)
    return typeof body === 'object' && body !== null ? (body as Said) : {}
  } catch {
    return {}
  }
}

function receiptIn({ id }: Said): string | null {
  return typeof id === 'string' && id !== '' && id.length <= 128 ? id : null
}

/** A 4xx says that it did not go out; after anything else only the gateway can. */
function gatewayError({ status }: HttpAnswer, { error, sent }: Said): DeliveryError {
  const detail = `the gateway answered ${status}`
  if (status < 400 || status > 499)
    return new DeliveryError('unavailable', detail, { unsent: sent === false })
  const reason = reasons.find(one => one === error)
  return new DeliveryError(reason ?? reasonOf(status), reason ? `${detail} ${reason}` : detail, {
    unsent: true,
  })
}

/** What a gateway can say itself, as `{"error": …}`. */
const reasons = ['invalid_contact', 'rejected', 'rate_limited', 'unauthorized'] as const

function reasonOf(status: number): DeliveryReason {
  if (status === 401 || status === 403) return 'unauthorized'
  return status === 429 ? 'rate_limited' : 'rejected'
}
