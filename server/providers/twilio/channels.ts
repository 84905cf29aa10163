import type { ChannelId } from '../../api.ts'
import { type Channel, DeliveryError, type Message, type Receipt } from '../../channel.ts'
import { renderSms } from '../../message.ts'
import type { HttpClient } from '../http-client.ts'
import { callAddress, type TwilioCalls } from './calls.ts'
import { twilioError } from './errors.ts'
import type { TwilioSettings } from './settings.ts'

/** What sites can use Twilio for. WhatsApp comes in through the hook, and the code is its answer. */
export const twilioChannels = ['sms', 'call_code', 'call_button', 'whatsapp'] as const

/** What the settings lack for a channel: what to write there. Undefined when nothing is missing. */
export function missingFor(
  { from, messagingServiceSid, whatsapp }: TwilioSettings,
  channel: ChannelId,
  hasHook: boolean,
): string | undefined {
  if (channel === 'sms') {
    if (from || messagingServiceSid) return undefined
    return 'A text has a sender. Write your number at Twilio as "from" of the provider, such as "+14155550100".'
  }
  if (channel === 'whatsapp' ? !(whatsapp ?? from) : !from) {
    return channel === 'whatsapp'
      ? 'Visitors write to a number. Write your WhatsApp sender as "whatsapp" of the provider, such as "+14155238886".'
      : 'A call comes from a number. Write your number at Twilio as "from" of the provider, such as "+14155550100".'
  }
  if (hasHook) return undefined
  const what = channel === 'whatsapp' ? 'What visitors write' : 'Which key was pressed'
  return `${what} is told to the hook. Write a "hookToken" in the provider, such as "openssl rand -hex 16" prints.`
}

/** Longer TwiML is refused. */
const maxTwiml = 4000
/** How long a text may wait for the phone: as long as its code works. */
const validitySeconds = 600
/** How long it rings: mailboxes mostly pick up after 20 to 30 seconds. */
const ringSeconds = 25

/**
 * The channels that Twilio is asked on.
 *
 * @param calls null without a hook: then there are none, and nobody hears what became of a text
 */
export function createChannels(
  settings: TwilioSettings,
  hook: { url: string; calls: TwilioCalls } | null,
  client: HttpClient,
): Partial<Record<ChannelId, Channel>> {
  const { accountSid, authToken, apiKey, from, messagingServiceSid } = settings
  const login = apiKey ? `${apiKey.sid}:${apiKey.secret}` : `${accountSid}:${authToken}`
  const headers = {
    authorization: `Basic ${Buffer.from(login).toString('base64')}`,
    'content-type': 'application/x-www-form-urlencoded',
  }

  const sms: Channel = {
    id: 'sms',
    // A messaging service picks the number, and which one is not told.
    sender: messagingServiceSid ? null : (from ?? null),
    deliver: (message, signal) =>
      post(
        'Messages',
        {
          To: message.to,
          ...(messagingServiceSid ? { MessagingServiceSid: messagingServiceSid } : { From: from! }),
          Body: renderSms(message, message.texts),
          ValidityPeriod: String(validitySeconds),
          ...(hook && { StatusCallback: `${hook.url}/status` }),
        },
        signal,
      ),
  }

  const complete = twilioChannels.filter(id => !missingFor(settings, id, hook !== null))
  return {
    ...(complete.includes('sms') && { sms }),
    ...(hook && complete.includes('call_code') && { call_code: call('call_code', hook) }),
    ...(hook && complete.includes('call_button') && { call_button: call('call_button', hook) }),
  }

  function call(id: 'call_code' | 'call_button', { url, calls }: NonNullable<typeof hook>): Channel {
    return {
      id,
      sender: from!,
      async deliver(message: Message, signal: AbortSignal) {
        const twiml = calls.opening(id, message)
        if (twiml.length > maxTwiml) {
          throw new DeliveryError('rejected', 'the text of the call is too long for Twilio', { unsent: true })
        }
        const form = {
          To: message.to,
          From: from!,
          Twiml: twiml,
          Timeout: String(ringSeconds),
          StatusCallback: callAddress(url, 'call', message),
        }
        return post('Calls', form, signal)
      },
    }
  }

  async function post(
    resource: 'Messages' | 'Calls',
    form: Record<string, string>,
    signal: AbortSignal,
  ): Promise<Receipt> {
    const path = `/2010-04-01/Accounts/${accountSid}/${resource}.json`
    const body = new URLSearchParams(form).toString()
    const answer = await client.request({ method: 'POST', path, headers, body }, signal)
    if (answer.status < 200 || answer.status > 299) throw twilioError(answer)
    return { id: sidIn(answer.text) }
  }
}

function sidIn(text: string): string | null {
  const [, sid = null] = /"sid"\s*:\s*"((?:SM|MM|CA)[0-9a-f]{32})"/i.exec(text) ?? []
  return sid
}
