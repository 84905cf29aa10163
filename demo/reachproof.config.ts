import type { ConfigInput } from '../server/config.ts'
import { accounts } from './accounts.ts'

/** Where things are in a running demo. */
export interface DemoPlaces {
  site: string
  api: string
  /** A mail server: `smtp://127.0.0.1:2525`. */
  mail: string
  /** In place of `https://api.zadarma.com`, `https://graph.facebook.com` and `https://api.twilio.com`. */
  zadarma: string
  meta: string
  twilio: string
  /** For the database. */
  dataFolder: string
}

const { massejli, massejliCodes, meta, twilio, zadarma } = accounts

/** What stays the same however the shop is set up. */
const shop = (places: DemoPlaces) => ({
  name: 'Saltmarsh',
  domain: 'localhost',
  origins: [places.site],
  countries: ['FR', 'GB', 'IQ', 'DE', 'US', 'IN', 'BR', 'EG'],
  country: 'FR',
  language: 'en',
  requireNonce: true,
  // The press of a key is enough for most forms; the account page asks for more.
  minAcr: 'consent' as const,
  // One text message each: ours are a few characters too long with this name.
  texts: {
    ar: { sms_code: '{authcode} رمزك في {name}. لا يُعطى لأحد.' },
    hi: { sms_code: '{authcode} आपका {name} कोड है। न बताएँ।' },
  },
  caps: { paidPerHour: 1000, paidPerDay: 10_000 },
})

/**
 * The configuration of the demo: development mode, so that http and localhost are allowed and keys are
 * made on the first start. Every secret in it is a public example; yours come from `env:NAME`.
 */
export const demoConfig = (places: DemoPlaces) =>
  ({
    mode: 'development',
    publicUrl: places.api,
    listen: { host: '127.0.0.1', port: Number(new URL(places.api).port) },
    store: `sqlite:${places.dataFolder}/reachproof.db`,

    // Whoever plays with a demo sends many codes in a row. The defaults allow 3 to a contact in 10 minutes.
    limits: {
      coolDownSeconds: [5, 10, 20],
      contactSends: { 600: 60, 86400: 1000 },
      contactCalls: { 86400: 1000 },
      contactWrong: { 3600: 200, 86400: 1000 },
      addressStarts: { paid: { 3600: 1000 }, email: { 3600: 1000 }, whatsapp: { 3600: 1000 } },
      addressChecks: { 300: 1000 },
      // Many numbers alike, and calls that nobody confirms, are what a demo is for.
      prefixNumbers: { 600: 1000 },
      conversion: { sends: 100_000 },
    },

    providers: {
      whatsapp: { type: 'massejli', ...massejli },
      'whatsapp-codes': { type: 'massejli', ...massejliCodes, codes: 'massejli' },
      meta: { type: 'whatsapp-cloud', ...meta, baseUrl: places.meta },
      zadarma: { type: 'zadarma', ...zadarma, baseUrl: places.zadarma },
      // The same account, with codes that Zadarma makes and compares.
      'zadarma-codes': {
        type: 'zadarma',
        key: zadarma.key,
        secret: zadarma.secret,
        from: zadarma.from,
        emailFrom: 'hello@saltmarsh.example',
        codes: 'zadarma',
        baseUrl: places.zadarma,
      },
      twilio: { type: 'twilio', ...twilio, baseUrl: places.twilio },
      mail: {
        type: 'smtp',
        url: places.mail,
        from: 'Saltmarsh Books <hello@saltmarsh.example>',
      },
    },

    // One shop, set up in several ways: the phone's panel switches between them.
    sites: [
      {
        ...shop(places),
        key: 'site_demo',
        secret: 'demo-site-secret-that-only-the-shop-knows',
        channels: {
          whatsapp: 'whatsapp',
          sms: ['zadarma', 'twilio'],
          call_code: ['zadarma', 'twilio'],
          call_button: 'zadarma',
          email: 'mail',
        },
      },
      {
        ...shop(places),
        key: 'site_demo_meta',
        secret: 'demo-meta-secret-that-only-the-shop-knows',
        channels: {
          whatsapp: 'meta',
          sms: 'twilio',
          call_code: 'twilio',
          call_button: 'twilio',
          email: 'mail',
        },
      },
      {
        ...shop(places),
        key: 'site_demo_twilio',
        secret: 'demo-twilio-secret-that-only-the-shop-knows',
        channels: {
          whatsapp: 'twilio',
          sms: 'twilio',
          call_code: 'twilio',
          call_button: 'twilio',
          email: 'mail',
        },
      },
      {
        ...shop(places),
        key: 'site_demo_codes',
        secret: 'demo-codes-secret-that-only-the-shop-knows',
        channels: {
          whatsapp: 'whatsapp-codes',
          sms: 'zadarma-codes',
          call_code: 'zadarma-codes',
          email: 'zadarma-codes',
        },
      },
    ],
  }) satisfies ConfigInput

/** A way to set up the shop: one of the sites, and what the demo has to know of its providers. */
export interface SetUp {
  key: string
  secret: string
  /** Who writes to this number in WhatsApp, E.164, writes to the shop. */
  business: string
  /** The kinds of its providers, such as `zadarma`. */
  types: ReadonlySet<string>
}

/** The set-ups of a configuration, in its order. */
export function setUpsOf({ providers, sites }: ReturnType<typeof demoConfig>): SetUp[] {
  const named: Record<string, { type: string; number?: string; from?: string }> = providers
  return sites.map(({ key, secret, channels }) => {
    const names = Object.values(channels).flat()
    return {
      key,
      secret,
      business: businessOf(named[channels.whatsapp]!),
      types: new Set(names.map(name => named[name]!.type)),
    }
  })
}

/** Twilio's number is one for everything. */
const businessOf = ({ number, from }: { number?: string; from?: string }): string => (number ?? from)!

/** For `npm run serve -- --config demo/reachproof.config.ts`: the server alone, for a shop on port 8080. */
export default demoConfig({
  site: 'http://localhost:8080',
  api: 'http://localhost:8787',
  mail: 'smtp://127.0.0.1:2525',
  zadarma: 'http://127.0.0.1:2526',
  meta: 'http://127.0.0.1:2527',
  twilio: 'http://127.0.0.1:2528',
  dataFolder: './data',
})
