import { z } from 'zod'
import { isBaseUrl } from '../base-url.ts'

const phone = /^\+[1-9]\d{6,14}$/
const saySid = 'write the account SID of the console: "AC" and 32 characters'
const sayToken = 'write the auth token of the console'
const sayFrom = 'write your number at Twilio, such as "+14155550100"'
const sayService = 'write the SID of a messaging service: "MG" and 32 characters'
const sayWhatsApp = 'write the number of your WhatsApp sender, such as "+14155238886"'
const sayKey = 'write the SID of an API key, "SK" and 32 characters, and its secret'
const sayVoice =
  'write a language and a voice of Twilio, such as { "language": "en-US", "voice": "Polly.Joanna" }'

/** The settings of a Twilio account. */
export const twilioSettings = z
  .object({
    accountSid: z.string(saySid).regex(/^AC[0-9a-f]{32}$/i, saySid),
    /** Signs what Twilio tells us, and opens the API where there is no `apiKey`. */
    authToken: z.string(sayToken).regex(/^[\x21-\x7e]{16,128}$/, sayToken),
    /** Opens the API in place of the auth token, and can be revoked alone. */
    apiKey: z
      .strictObject(
        {
          sid: z.string(sayKey).regex(/^SK[0-9a-f]{32}$/i, sayKey),
          secret: z.string(sayKey).regex(/^[\x21-\x7e]{8,128}$/, sayKey),
        },
        sayKey,
      )
      .optional(),
    /** The number that texts and calls come from, E.164. Without it there are no calls. */
    from: z.string(sayFrom).regex(phone, sayFrom).optional(),
    /** Picks the sender of texts, in place of `from`. */
    messagingServiceSid: z
      .string(sayService)
      .regex(/^MG[0-9a-f]{32}$/i, sayService)
      .optional(),
    /** The WhatsApp sender, E.164. Default: `from`. */
    whatsapp: z.string(sayWhatsApp).regex(phone, sayWhatsApp).optional(),
    /** Our language → who speaks it. Default: a standard voice of each. */
    voices: z
      .record(
        z.string(),
        z.strictObject(
          {
            language: z.string(sayVoice).regex(/^[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,2}$/, sayVoice),
            voice: z.string(sayVoice).regex(/^[\p{L}\d.-]{1,64}$/u, sayVoice),
          },
          sayVoice,
        ),
        sayVoice,
      )
      .optional(),
    baseUrl: z
      .string('write https://api.twilio.com')
      .refine(isBaseUrl, 'write an https address without a query, such as https://api.twilio.com')
      .default('https://api.twilio.com'),
  })
  .refine(({ from, messagingServiceSid, whatsapp }) => from || messagingServiceSid || whatsapp, {
    path: ['from'],
    error: `messages need a sender: ${sayFrom}, or a "messagingServiceSid"`,
  })

export type TwilioSettings = z.infer<typeof twilioSettings>
