import { makeKeys } from '../../server/keys.ts'
import { issuer } from '../server-harness.ts'
import type { SinkPorts } from './sink.ts'

// The configuration that is attacked: two sites, A and B, and further ones that differ in their provider.

export const keys = makeKeys()

/** The accounts at the providers, by the name of the provider in the configuration. */
export const accounts = {
  /** WhatsApp Cloud API of site A and of site B. */
  cloud_a: {
    type: 'whatsapp-cloud',
    number: '+447400000001',
    phoneNumberId: '106540352242922',
    accessToken: 'access-token-of-cloud-a-0123456789',
    appSecret: 'app-secret-of-cloud-a-0123456789',
    verifyToken: 'verify-token-of-cloud-a',
    hookToken: 'hook-token-of-cloud-a-22-chars',
  },
  cloud_b: {
    type: 'whatsapp-cloud',
    number: '+447400000002',
    phoneNumberId: '106540352242933',
    accessToken: 'access-token-of-cloud-b-0123456789',
    appSecret: 'app-secret-of-cloud-b-0123456789',
    verifyToken: 'verify-token-of-cloud-b',
    hookToken: 'hook-token-of-cloud-b-22-chars',
  },
  /** Massejli with our codes, of `site_mj` and `site_mj_b`. */
  mj_a: {
    type: 'massejli',
    number: '+964622445511',
    token: 'token-of-massejli-a-0123456789',
    hookToken: 'hook-token-of-massejli-a-22',
  },
  mj_b: {
    type: 'massejli',
    number: '+964622445512',
    token: 'token-of-massejli-b-0123456789',
    hookToken: 'hook-token-of-massejli-b-22',
  },
  /** Massejli with codes of its own, of `site_push`. */
  mj_push: {
    type: 'massejli',
    number: '+964622445513',
    token: 'token-of-massejli-push-0123456789',
    hookToken: 'hook-token-of-massejli-push-22',
    codes: 'massejli',
  },
  /** Zadarma, of `site_zd`. */
  zad: {
    type: 'zadarma',
    key: 'key-of-zadarma-0123456789',
    secret: 'reachproof-zadarma-test-secret',
    from: '+442079460000',
    hookToken: 'hook-token-of-zadarma-22-chars',
    sounds: { greeting: 'sound-greeting', button1: 'sound-button', fallback: 'sound-fallback' },
  },
  /** Twilio, of `site_tw`. */
  tw: {
    type: 'twilio',
    accountSid: `AC${'0'.repeat(31)}1`,
    authToken: 'reachproof-twilio-token',
    from: '+15550001234',
    hookToken: 'hook-token-of-twilio-22-chars',
  },
  /** The gateway of sites A and B for texts and calls. */
  gw: {
    type: 'http',
    secret: 'secret-of-the-gateway-0123456789',
    hookToken: 'hook-token-of-gateway-22-chars',
  },
} as const

export type AccountName = keyof typeof accounts

/** What a page and a backend of each site know. */
export const sites = {
  site_a: { secret: 'secret-of-site-a-0123456789', origin: 'https://a.test', whatsapp: 'cloud_a' },
  site_b: { secret: 'secret-of-site-b-0123456789', origin: 'https://b.test', whatsapp: 'cloud_b' },
  site_mj: { secret: 'secret-of-site-mj-0123456789', origin: 'https://a.test', whatsapp: 'mj_a' },
  site_mj_b: { secret: 'secret-of-site-mj-b-0123456789', origin: 'https://b.test', whatsapp: 'mj_b' },
  site_push: { secret: 'secret-of-site-push-0123456789', origin: 'https://a.test', whatsapp: 'mj_push' },
  site_zd: { secret: 'secret-of-site-zd-0123456789', origin: 'https://a.test', whatsapp: null },
  site_tw: { secret: 'secret-of-site-tw-0123456789', origin: 'https://a.test', whatsapp: 'tw' },
} as const

export type SiteKey = keyof typeof sites

/** What no answer, log line or file may hold, whoever asks. */
export const serverSecrets: readonly string[] = [
  keys.pepper,
  keys.signingKey.d as string,
  keys.adminToken,
  ...Object.values(sites).map(site => site.secret),
  ...Object.values(accounts).flatMap(account =>
    Object.entries(account).flatMap(([name, value]) =>
      /token|secret|^key$/i.test(name) && typeof value === 'string' ? [value] : [],
    ),
  ),
]

/**
 * `default`: the figures of production. `fast`: codes, waits and proofs end after 5 s, and nothing cools down.
 * `open`: no limits on sending and addresses, so that what is tested is alone.
 */
export type Profile = 'default' | 'fast' | 'open'

const profiles: Record<Profile, Record<string, unknown>> = {
  default: {},
  fast: {
    code: { ttlSeconds: 5, waitSeconds: 5 },
    proof: { ttlSeconds: 5 },
    limits: { coolDownSeconds: [0], contactSends: { '600': 20 } },
  },
  open: { limits: { off: true } },
}

const common = { countries: ['GB', 'US', 'BR', 'MX'], country: 'GB', language: 'en' }
const caps = { paidPerHour: 100_000, paidPerDay: 1_000_000 }

/** The configuration file of a profile, its providers all at the sink. */
export function suiteConfig(profile: Profile, { httpUrl, smtpUrl }: SinkPorts) {
  return {
    mode: 'development',
    publicUrl: issuer,
    listen: { host: '127.0.0.1', port: 0 },
    store: 'sqlite:./data/reachproof.db',
    // One proxy in front, so that every test comes from an address of its own.
    trustProxy: 1 as number | string[],
    pepper: keys.pepper as string | string[],
    signingKeys: [keys.signingKey] as unknown[],
    adminToken: keys.adminToken,
    ...profiles[profile],
    providers: {
      ...Object.fromEntries(
        Object.entries(accounts).map(([name, account]) => [
          name,
          {
            ...account,
            ...(['whatsapp-cloud', 'zadarma', 'twilio'].includes(account.type) && { baseUrl: httpUrl }),
            ...(account.type === 'http' && { url: `${httpUrl}/gateway/send` }),
          },
        ]),
      ),
      mail: { type: 'smtp', url: smtpUrl, from: 'Example <verify@a.test>' },
    } as Record<string, Record<string, unknown>>,
    sites: [
      site('site_a', 'a.test', {
        minAcr: 'consent',
        channels: { whatsapp: 'cloud_a', sms: 'gw', call_code: 'gw', call_button: 'gw', email: 'mail' },
      }),
      site('site_b', 'b.test', { channels: { whatsapp: 'cloud_b', sms: 'gw', email: 'mail' } }),
      site('site_mj', 'a.test', { channels: { whatsapp: 'mj_a', sms: 'gw', email: 'mail' } }),
      site('site_mj_b', 'b.test', { channels: { whatsapp: 'mj_b' } }),
      site('site_push', 'a.test', { channels: { whatsapp: 'mj_push' } }),
      site('site_zd', 'a.test', {
        minAcr: 'consent',
        channels: { sms: 'zad', call_code: 'zad', call_button: 'zad', email: 'zad' },
      }),
      site('site_tw', 'a.test', {
        minAcr: 'consent',
        channels: { whatsapp: 'tw', sms: 'tw', call_code: 'tw', call_button: 'tw' },
      }),
    ] as (Record<string, unknown> & { key: string })[],
  }
}

export type SuiteConfig = ReturnType<typeof suiteConfig>

function site(key: SiteKey, domain: string, own: Record<string, unknown>) {
  const { secret, origin } = sites[key]
  return { key, secret, name: `Shop ${key}`, domain, origins: [origin], ...common, caps, ...own }
}
