import { z } from 'zod'
import { isBaseUrl } from '../base-url.ts'

/** What Meta's dashboard shows of a business number and its app. */
export const settings = z.object({
  /** The business number that visitors write to, E.164 with `+`. */
  number: z
    .string('write the business number, such as "+15550001111"')
    .regex(/^\+[1-9]\d{6,14}$/, 'write the business number with + and digits only, such as "+15550001111"'),
  /** Meta's id of that number; not the number itself, nor the id of the business account. */
  phoneNumberId: z
    .string('write the phone number id of the app’s "API setup" page')
    .regex(/^\d{5,32}$/, 'write the phone number id of the app’s "API setup" page: digits only'),
  /** Of a system user, with `whatsapp_business_messaging`; the one that the dashboard offers ends after a day. */
  accessToken: z
    .string('write the access token of a system user')
    .regex(/^[!-~]{8,}$/, 'write the access token of a system user, at least 8 characters, no spaces'),
  /** What Meta signs its deliveries with: the app's basic settings have it. */
  appSecret: z
    .string('write the app secret of the app’s basic settings')
    .min(16, 'write the app secret of the app’s basic settings, at least 16 characters'),
  /** Any text: the same is entered in Meta's dashboard beside the address of the hook. */
  verifyToken: z
    .string('write the verify token that is entered in Meta’s dashboard')
    .min(8, 'write the verify token that is entered in Meta’s dashboard, at least 8 characters'),
  /**
   * Of the Graph API. v25.0 is the newest one whose end is announced, 29 July 2028: of those with a known end it
   * runs longest without anybody touching this.
   */
  version: z
    .string('write a version of the Graph API, such as "v25.0"')
    .regex(/^v\d{1,3}\.\d{1,2}$/, 'write a version of the Graph API, such as "v25.0"')
    .default('v25.0'),
  baseUrl: z
    .string('write the address of the Graph API')
    .refine(isBaseUrl, 'write the address of the Graph API, such as "https://graph.facebook.com"')
    .default('https://graph.facebook.com'),
  /** An approved authentication template with a button that copies the code. Without it codes go as plain text. */
  template: z
    .string('write the name of an authentication template')
    .regex(/^[a-z0-9_]{1,512}$/, 'write the name of an authentication template: a–z, 0–9 and "_"')
    .optional(),
  /** The languages that it exists in, as Meta spells them, the one for everybody else first. */
  templateLanguages: z
    .array(
      z
        .string('write languages as Meta does, such as "pt_BR"')
        .regex(/^[a-z]{2,3}(_[A-Z]{2})?$/, 'write languages as Meta does, such as "pt_BR"'),
      'write a list of languages as Meta does, such as ["en", "pt_BR"]',
    )
    .min(1, 'write at least one language, such as ["en"]')
    .optional(),
})

export type CloudSettings = z.infer<typeof settings>
