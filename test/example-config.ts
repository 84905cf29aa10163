import { z } from 'zod'
import type { ChannelId } from '../server/api.ts'
import { type ReadOptions, readConfig } from '../server/config.ts'
import { ConfigError } from '../server/config-mistakes.ts'
import { makeKeys } from '../server/keys.ts'
import type { ProviderType } from '../server/providers/provider-type.ts'

// What the tests of the configuration share: one that is right, and ways to make it wrong.

function providerType(
  type: string,
  channels: ChannelId[],
  free: boolean,
  settings: z.ZodObject = z.strictObject({}),
): ProviderType {
  const create = () => {
    throw new Error('Reading a configuration makes no provider.')
  }
  return { type, settings, channels, free, needsHookToken: channels.includes('whatsapp'), create }
}

/** Kinds of providers that serve every channel: one is free and called back, one is paid. */
export const providerTypes = {
  letters: providerType(
    'letters',
    ['email'],
    true,
    z.strictObject({ url: z.string(), retries: z.int().default(2) }),
  ),
  talk: providerType('talk', ['whatsapp'], true, z.strictObject({ token: z.string().min(8) })),
  phone: providerType(
    'phone',
    ['sms', 'call_code', 'call_button'],
    false,
    z.strictObject({ baseUrl: z.string() }),
  ),
}

/** The keys of the configuration that `valid` returns. */
export const keys = makeKeys()

/** The folder that paths are relative to. Nothing is there. */
export const baseDir = '/srv/reachproof'

/** A configuration that production accepts, with everything that it requires and nothing else. */
export const valid = () => ({
  publicUrl: 'https://verify.example.com',
  pepper: keys.pepper,
  signingKeys: [keys.signingKey],
  adminToken: keys.adminToken,
  providers: {
    mail: { type: 'letters', url: 'smtps://user:mail-password@mail.example.com' },
    wa: { type: 'talk', token: 'token-of-talk', hookToken: 'hook-token-with-22-chars' },
    gsm: { type: 'phone', baseUrl: 'https://sms.example.com' },
    gsm2: { type: 'phone', baseUrl: 'https://sms.example.org', free: true },
  },
  sites: [
    {
      key: 'site_example',
      secret: 'secret-of-the-site',
      name: 'Example',
      domain: 'example.com',
      origins: ['https://example.com'],
      channels: { email: 'mail', sms: ['gsm', 'gsm2'], whatsapp: 'wa' },
      countries: ['FR', 'IQ'],
      caps: { paidPerHour: 100, paidPerDay: 500 },
    },
  ],
})

/** Reads a configuration with the providers above. */
export const read = (input: unknown, options: Partial<ReadOptions> = {}) =>
  readConfig(input, { baseDir, env: {}, providerTypes, languages: ['en', 'fr', 'pt'], ...options })

/** The mistakes of a configuration, `path: message` each. */
export function mistakesOf(input: unknown, options: Partial<ReadOptions> = {}): string[] {
  try {
    read(input, options)
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}

/** `valid()` with one setting replaced; `undefined` removes it. */
export function withSetting(path: (string | number)[], value: unknown, mode = 'production'): unknown {
  const input: Record<string | number, unknown> = { mode, ...valid() }
  let at = input
  for (const step of path.slice(0, -1)) {
    at[step] ??= {}
    at = at[step] as typeof at
  }
  const last = path.at(-1)!
  if (value === undefined) delete at[last]
  else at[last] = value
  return input
}

/** The path of a setting of the first site. */
export const site = (name: string) => ['sites', 0, name]
