import type { ChannelId } from './api.ts'
import type { Acr } from './channel.ts'
import { readObject } from './config-fields.ts'
import type { ConfigInput } from './config-input.ts'
import { ConfigError, isReported, type Mistake } from './config-mistakes.ts'
import { type ProviderTypes, readProviders } from './config-providers.ts'
import { readSites } from './config-site.ts'
import { readTop, type Top } from './config-top.ts'
import { readValues, type Sources } from './config-values.ts'
import { freeze } from './freeze.ts'
import { developmentKeys, developmentKeysFile } from './keys.ts'
import type { MessageOverrides } from './message.ts'
import { providerTypes } from './providers/index.ts'
import { languageCodes } from './texts/index.ts'

export type { ConfigInput } from './config-input.ts'

/** `development` allows http, loopback addresses and localhost origins, and makes its own keys. */
export type Mode = 'production' | 'development'

/** A private P-256 key as a JWK. */
export interface PrivateJwk {
  readonly kty: 'EC'
  readonly crv: 'P-256'
  readonly x: string
  readonly y: string
  readonly d: string
}

/** Window in seconds → how many in it. All windows of a limit hold at once. */
export type Windows = Readonly<Record<string, number>>

/** What becomes of a limit that is reached: a refusal, a line in the log, or nothing. */
export type RuleMode = 'enforce' | 'record' | 'off'

export interface Limits {
  /** Lifts the sending, address and budget limits, never `code.checks`. Only in development. */
  readonly off: boolean
  /** The wait after the first, second … send; the last one repeats. */
  readonly coolDownSeconds: readonly number[]
  /** Sends to one contact. */
  readonly contactSends: Windows
  /** Calls among them. */
  readonly contactCalls: Windows
  /** Wrong codes for one contact, over all its verifications. */
  readonly contactWrong: Windows
  /**
   * Starts from one IPv4 address or IPv6 /64, by what is started. Over it work is asked for, at ten times it is
   * refused. An IPv6 /48 has four times as much, and all clients without a valid address together ten times.
   */
  readonly addressStarts: { readonly paid: Windows; readonly email: Windows; readonly whatsapp: Windows }
  /** Checks from one address; refused at ten times this. */
  readonly addressChecks: Windows
  /** Distinct numbers that share all but their last four digits. One more pauses all of these numbers for an hour. */
  readonly prefixNumbers: Windows
  /**
   * Pauses a country when of `sends` paid sends in `window` seconds fewer than `minPercent` were verified; with more,
   * counting begins anew. Keep `sends` above what goes out to one country within a minute: nobody types that fast.
   */
  readonly conversion: {
    readonly window: number
    readonly sends: number
    readonly minPercent: number
    readonly pauseSeconds: number
  }
  /**
   * Somebody guesses at many contacts of one site: more than `wrong` wrong codes in `window` seconds, or fewer than
   * `minPercent` of `checked` verifications verified. Its sends then ask for work for `pauseSeconds`.
   */
  readonly siteGuesses: {
    readonly window: number
    readonly wrong: number
    readonly checked: number
    readonly minPercent: number
    readonly pauseSeconds: number
  }
  /** By the name of the rule, as the log has it; what is not named is enforced. */
  readonly rules: Readonly<Record<string, RuleMode>>
}

/** Where verifications are kept. */
export type StoreConfig =
  /** `file` is an absolute path, or `:memory:`. */
  | { readonly kind: 'sqlite'; readonly file: string }
  /** `url` may hold a password: `redis[s]://[[user]:password@]host[:port][/database]`. */
  | { readonly kind: 'redis'; readonly url: string }

/** One configured provider. */
export interface ProviderConfig {
  /** A key of the registry of provider types. */
  readonly type: string
  /** Free sends count in no cap. The type says it, unless the configuration does. */
  readonly free: boolean
  /** Any of them opens `/hooks/{name}/{hookToken}`; the first one is what a provider is told by us. Empty: no hook. */
  readonly hookTokens: readonly string[]
  /** What the settings schema of the type made of everything but `type`, `free` and `hookToken`. */
  readonly settings: unknown
}

/** One customer's website. */
export interface Site {
  /** Public: the `sitekey` of the page and the audience of its proofs. */
  readonly key: string
  /** Any of them authorizes the site's backend. At least one. */
  readonly secrets: readonly string[]
  readonly name: string
  /** A bare host name: every message says to type the code only there. */
  readonly domain: string
  /** As a browser writes them in the `Origin` header. */
  readonly origins: readonly string[]
  /** Channel → names of providers, first choice first. The channels are in the order of the file. */
  readonly channels: ReadonlyMap<ChannelId, readonly string[]>
  /** Channels of the file that prove less than `minAcr`; nothing starts over them. */
  readonly weakChannels: readonly ChannelId[]
  /** ISO 3166-1 alpha-2. Empty: any, and then no paid channel by phone. */
  readonly countries: readonly string[]
  /** What a national number is read with. By default the only country, or null. */
  readonly country: string | null
  readonly language: string
  /** The word that visitors send on WhatsApp, before the reference. */
  readonly command: string
  readonly requireNonce: boolean
  readonly whatsappNeedsTo: boolean
  readonly minAcr: Acr
  /** Its own wording of the messages, by language. */
  readonly texts: MessageOverrides
  /** Sends on providers that cost money; null: no cap, in development only. */
  readonly caps: { readonly paidPerHour: number | null; readonly paidPerDay: number | null }
  /** A check of its own that visitors may pass in place of work: where tokens are confirmed, and with what. */
  readonly captcha: { readonly url: string; readonly secret: string } | null
  /** Contact as it is stored → the code that is right for it. */
  readonly testContacts: ReadonlyMap<string, string>
  /** Epoch milliseconds; from then on they are contacts like any other. Null: for good, in development only. */
  readonly testContactsUntil: number | null
}

/** The whole configuration: checked, complete and frozen. Durations are in seconds. */
export interface Config {
  readonly mode: Mode
  /** The issuer: no trailing slash, query or fragment; may have a path. */
  readonly publicUrl: string
  readonly listen: { readonly host: string; readonly port: number }
  readonly store: StoreConfig
  /** Hops, or the addresses and CIDRs that are trusted. */
  readonly trustProxy: number | readonly string[]
  /** At least 32 bytes each. The first one makes, all are accepted. */
  readonly pepper: readonly Uint8Array[]
  /** The first one signs, all are published. */
  readonly signingKeys: readonly PrivateJwk[]
  /** Opens `/metrics`. */
  readonly adminToken: string
  readonly code: {
    readonly length: number
    readonly waitSeconds: number
    readonly ttlSeconds: number
    readonly totalSeconds: number
    readonly checks: number
  }
  readonly proof: { readonly ttlSeconds: number; readonly refreshSeconds: number }
  readonly limits: Limits
  /** By name. */
  readonly providers: ReadonlyMap<string, ProviderConfig>
  /** By key. */
  readonly sites: ReadonlyMap<string, Site>
}

/** Where a configuration is read from and checked against. */
export interface ReadOptions extends Sources {
  /** By default those of `providers/index.ts`. */
  readonly providerTypes?: ProviderTypes
  /** Codes of the languages that a site may have; by default those of `texts/index.ts`. */
  readonly languages?: readonly string[]
}

/** Returns its argument: an editor then knows the settings of a `.ts` or `.js` configuration. */
export function defineConfig(input: ConfigInput): ConfigInput {
  return input
}

/**
 * Checks a configuration and fills in the defaults. In development it makes the keys that are missing,
 * once, in `data/development-keys.json` under `baseDir`.
 *
 * Throws ConfigError with every mistake at once.
 */
export function readConfig(input: unknown, options: ReadOptions): Config {
  const unread: Mistake[] = []
  const found: Mistake[] = []
  const written = readObject(readValues(input, options, unread), [], found)
  if (!written) throw new ConfigError([...unread, ...found])

  const top = readTop(written, options.baseDir, found)
  const { mode } = top
  const providers = readProviders(written.providers, options.providerTypes ?? providerTypes, mode, found)
  const context = {
    mode,
    providers,
    languages: options.languages ?? languageCodes,
    codeLength: top.code?.length ?? 6,
  }
  const sites = readSites(written.sites, context, found)
  // What could not be read would be reported again, as missing.
  const mistakes = [...unread, ...found.filter(({ path }) => !isReported(path, unread))]
  if (mistakes.length) throw new ConfigError(mistakes)

  return freeze({
    ...(mode === 'development' ? withDevelopmentKeys(top, options.baseDir) : (top as Top)),
    providers: new Map([...providers].map(([name, provider]) => [name, provider.config!])),
    sites,
  })
}

function withDevelopmentKeys(top: Partial<Top>, baseDir: string): Top {
  if (top.pepper && top.signingKeys && top.adminToken) return top as Top
  try {
    const { pepper, signingKey, adminToken } = developmentKeys(baseDir)
    const keys = {
      pepper: [new Uint8Array(Buffer.from(pepper, 'base64url'))],
      signingKeys: [signingKey],
      adminToken,
    }
    return { ...keys, ...(top as Top) }
  } catch (error) {
    const file = `The file ${developmentKeysFile(baseDir)}`
    const message =
      error instanceof Error && 'code' in error
        ? `${file} cannot be read or made (${error.code}). Let the server write there, or write "pepper", "signingKeys" and "adminToken".`
        : `${file} does not hold the keys of a development server. Delete it: new ones are made then.`
    throw new ConfigError([{ path: ['pepper'], message }])
  }
}
