/**
 * Text messages, calls and inbound WhatsApp through Twilio.
 *
 * Written against Twilio's OpenAPI description of 2010-04-01, its documentation of webhooks and TwiML, and the
 * signatures of its official Node library, version 6.2.0.
 *
 * @see https://www.twilio.com/docs/messaging/api/message-resource
 * @see https://www.twilio.com/docs/voice/api/call-resource
 */
import type { Provider } from '../../channel.ts'
import { createHttpClient } from '../http-client.ts'
import type { ProviderContext, ProviderType } from '../provider-type.ts'
import { createTwilioCalls } from './calls.ts'
import { createChannels, missingFor, twilioChannels } from './channels.ts'
import { createTwilioHook } from './hook.ts'
import { type TwilioSettings, twilioSettings } from './settings.ts'

export const twilio: ProviderType<TwilioSettings> = {
  type: 'twilio',
  settings: twilioSettings,
  channels: twilioChannels,
  free: false,
  // Texts can go out without anybody hearing of them: `missing` asks for the token where there is no other way.
  needsHookToken: false,
  missing: missingFor,
  create: createTwilio,
}

function createTwilio(
  name: string,
  settings: TwilioSettings,
  { hookUrl }: Pick<ProviderContext, 'hookUrl'>,
): Provider {
  const client = createHttpClient(settings.baseUrl)
  const close = () => client.close()
  if (hookUrl === null) return { name, channels: createChannels(settings, null, client), close }

  const { accountSid, authToken, voices } = settings
  const calls = createTwilioCalls({ provider: name, authToken, hookUrl, voices })
  const inboundNumber = settings.whatsapp ?? settings.from
  return {
    name,
    channels: createChannels(settings, { url: hookUrl, calls }, client),
    ...(inboundNumber && { inboundNumber }),
    hook: createTwilioHook({ provider: name, accountSid, authToken, inboundNumber, calls }),
    close,
  }
}
