import type { z } from 'zod'
import type { ChannelId } from '../api.ts'
import type { Provider } from '../channel.ts'
import type { Mode } from '../config.ts'
import type { Log } from '../log.ts'

/** What the server lends to every provider. */
export interface ProviderContext {
  readonly mode: Mode
  /** Where it calls us, with its first token and without a slash at the end; null where it has no hook. */
  readonly hookUrl: string | null
  /** Says the provider's name in every line. */
  readonly log: Log
  /** Epoch milliseconds. */
  readonly now: () => number
}

/**
 * A kind of provider: one vendor, one file or folder.
 *
 * `create` is a method, so that a type with its own settings fits in the registry.
 */
export interface ProviderType<Settings = unknown> {
  /** As in `"type": "smtp"`. */
  readonly type: string
  /**
   * Its own settings: everything beside `type`, `free` and `hookToken`, which are read for every type.
   * A plain `z.object({…})`; unknown settings are found by its shape. A check without a message of its own
   * gets a general one. Messages must not repeat the value: it may be a secret.
   */
  readonly settings: z.ZodType<Settings> & { readonly shape: Readonly<Record<string, z.ZodType>> }
  /** The channels it can serve. */
  readonly channels: readonly ChannelId[]
  /** Whether its sends cost the operator nothing, unless the configuration says otherwise. */
  readonly free: boolean
  /** Whether it calls us back, so that `hookToken` has to be there. */
  readonly needsHookToken: boolean
  /**
   * What the settings lack for a channel that a site lists, as one sentence that says what to write; undefined when
   * nothing does.
   *
   * @param hasHook whether the provider has a `hookToken`, so that it can call us
   */
  missing?(settings: Settings, channel: ChannelId, hasHook: boolean): string | undefined
  create(name: string, settings: Settings, context: ProviderContext): Provider
}
