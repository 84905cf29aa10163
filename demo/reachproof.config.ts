import type { ConfigInput } from '../server/config.ts'

/** The phone number of the shop in the demo; only the simulated phone can write to it. */
export const businessNumber = '+964622445511'

/** Where things are in a running demo. */
export interface DemoPlaces {
  site: string
  api: string
  /** A mail server: `smtp://127.0.0.1:2525`. */
  mail: string
  /** For the database. */
  dataFolder: string
}

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
      contactWrong: { 3600: 200, 86400: 1000 },
      addressStarts: { paid: { 3600: 1000 }, email: { 3600: 1000 }, whatsapp: { 3600: 1000 } },
      addressChecks: { 300: 1000 },
    },

    providers: {
      whatsapp: {
        type: 'massejli',
        number: businessNumber,
        token: 'demo-massejli-token',
        hookToken: 'demo-hook-token-of-massejli',
      },
      mail: {
        type: 'smtp',
        url: places.mail,
        from: 'Saltmarsh Books <hello@saltmarsh.example>',
      },
    },

    sites: [
      {
        key: 'site_demo',
        secret: 'demo-site-secret-that-only-the-shop-knows',
        name: 'Saltmarsh Books',
        domain: 'localhost',
        origins: [places.site],
        channels: { whatsapp: 'whatsapp', email: 'mail' },
        countries: ['FR', 'GB', 'IQ', 'DE', 'US', 'IN', 'BR', 'EG'],
        country: 'FR',
        language: 'en',
        requireNonce: true,
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
  const named: Record<string, { type: string; number?: string }> = providers
  return sites.map(({ key, secret, channels }) => ({
    key,
    secret,
    business: named[channels.whatsapp]?.number ?? businessNumber,
    types: new Set(Object.values(channels).flatMap(names => [names].flat().map(name => named[name]!.type))),
  }))
}

/** For `npm run serve -- --config demo/reachproof.config.ts`: the server alone, for a shop on port 8080. */
export default demoConfig({
  site: 'http://localhost:8080',
  api: 'http://localhost:8787',
  mail: 'smtp://127.0.0.1:2525',
  dataFolder: './data',
})
