import type { ChannelId } from './api.ts'
import type { Acr } from './channel.ts'
import type { Limits, Mode, PrivateJwk } from './config.ts'
import type { MessageOverrides } from './message.ts'

/** A section of which any part may be left to the defaults. */
type Optional<T> = {
  readonly [K in keyof T]?: T[K] extends number | boolean | readonly unknown[] ? T[K] : Partial<T[K]>
}

/** A provider: its `type` decides the other settings. */
export interface ProviderInput {
  readonly type: string
  /** Whether its sends count in no cap. The default is the type's. */
  readonly free?: boolean
  /** At least 22 letters, digits, `_` or `-`. In a list all of them are accepted. */
  readonly hookToken?: string | readonly string[]
  readonly [setting: string]: unknown
}

/** A site: see `Site` for what the settings mean. */
export interface SiteInput {
  /** 3 to 64 letters, digits, `_` or `-`. */
  readonly key: string
  /** At least 16 characters. In a list all of them are accepted. */
  readonly secret: string | readonly string[]
  readonly name: string
  readonly domain: string
  readonly origins: readonly string[]
  /** The provider of a channel, or several: the next one is tried when one refuses. WhatsApp: the first one is written to. */
  readonly channels: { readonly [K in ChannelId]?: string | readonly string[] }
  /** Required for channels that cost money. */
  readonly countries?: readonly string[]
  readonly country?: string | null
  /** Default `en`. */
  readonly language?: string
  /** Default `VERIFY`. */
  readonly command?: string
  /** Default false. */
  readonly requireNonce?: boolean
  /** Default false. */
  readonly whatsappNeedsTo?: boolean
  /** Default `code`. */
  readonly minAcr?: Acr
  /** Its own wording of the messages: `{ "en": { "email_subject": "Your code for {site}" } }`. */
  readonly texts?: MessageOverrides
  /** Required in production for channels that cost money. */
  readonly caps?: { readonly paidPerHour?: number; readonly paidPerDay?: number }
  /** The site's own check, such as Turnstile: whatever answers `{"success": true}` to a form with `secret` and `response`. */
  readonly captcha?: { readonly url: string; readonly secret: string }
  /** Contact → code: `{ "+15550100001": "424242" }`. Nothing is sent to them, and their proofs are test proofs. */
  readonly testContacts?: Readonly<Record<string, string>>
  /** ISO 8601 date. Required in production for test contacts. */
  readonly testContactsUntil?: string
}

/**
 * A configuration as it is written. Every text may be `env:NAME` or `file:PATH` instead;
 * paths are relative to the file.
 */
export interface ConfigInput {
  /** Default `production`. */
  readonly mode?: Mode
  readonly publicUrl: string
  /** Default `127.0.0.1` and 8787. */
  readonly listen?: { readonly host?: string; readonly port?: number }
  /**
   * `sqlite:FILE`, or for several servers `redis://host:6379`, with TLS `rediss://user:password@host:6379/0`; with a
   * password in it best as `env:NAME`. Default `sqlite:./data/reachproof.db`.
   */
  readonly store?: string
  /** Default 0. */
  readonly trustProxy?: number | readonly string[]
  /** Base64url of at least 32 bytes. In a list the first one makes, all are accepted. */
  readonly pepper?: string | readonly string[]
  /** JWKs or their JSON text. The first one signs. */
  readonly signingKeys?: readonly (string | PrivateJwk)[]
  readonly adminToken?: string
  /** Default `{ length: 6, waitSeconds: 900, ttlSeconds: 600, totalSeconds: 1800, checks: 5 }`. */
  readonly code?: {
    readonly length?: number
    readonly waitSeconds?: number
    readonly ttlSeconds?: number
    readonly totalSeconds?: number
    readonly checks?: number
  }
  /** Default `{ ttlSeconds: 300, refreshSeconds: 1800 }`. */
  readonly proof?: { readonly ttlSeconds?: number; readonly refreshSeconds?: number }
  /**
   * The windows of a limit replace all of its own. The defaults are those of `config-schema.ts`.
   *
   * `rules` takes single rules back, by the names that the log has: `{ "prefix_numbers": "record" }`. The names are
   * `contact_sends`, `contact_calls`, `contact_wrong`, `address_starts`, `address_checks`, `site_paid`,
   * `prefix_numbers`, `conversion` and `site_guesses`. `record` refuses nothing and logs what it would have refused;
   * `off` counts nothing either, in development only. `contact_wrong` and `site_paid` always hold in production.
   */
  readonly limits?: Optional<Limits>
  readonly providers?: Readonly<Record<string, ProviderInput>>
  readonly sites: readonly SiteInput[]
}
