/**
 * Text messages, calls and emails through Zadarma's `POST /v1/verify/`, and the notifications of its calls.
 *
 * Written against Zadarma's own article on the method, its PHP client (zadarma/user-api-v1, commit bfdb755)
 * and its API description; where they differ, the safe reading is taken.
 *
 * @see https://zadarma.com/en/support/api/
 */
import { DeliveryError, type Provider } from '../../channel.ts'
import type { ProviderContext, ProviderType } from '../provider-type.ts'
import { createZadarmaApi } from './api.ts'
import { createNotificationHook } from './notification.ts'
import { type ZadarmaSettings, zadarmaSettings } from './settings.ts'
import { createSounds, type Sounds } from './sounds.ts'
import { createChannels, missingFor, zadarmaChannels } from './verify.ts'

export const zadarma: ProviderType<ZadarmaSettings> = {
  type: 'zadarma',
  settings: zadarmaSettings,
  channels: zadarmaChannels,
  free: false,
  // Only a call with a key is told of: `missing` asks for the token there.
  needsHookToken: false,
  missing: missingFor,
  create: createZadarma,
}

function createZadarma(
  name: string,
  settings: ZadarmaSettings,
  { hookUrl, log, now }: ProviderContext,
): Provider {
  const api = createZadarmaApi(settings, now)
  const { sounds } = settings
  return {
    name,
    channels: createChannels(settings, hookUrl !== null, api),
    hook: createNotificationHook(name, settings, log, now),
    ...(sounds && { inspect: (signal: AbortSignal) => complaints(sounds, createSounds(api), signal) }),
    close: () => api.close(),
  }
}

async function complaints(
  configured: NonNullable<ZadarmaSettings['sounds']>,
  sounds: Sounds,
  signal: AbortSignal,
): Promise<string[]> {
  try {
    const known = new Set((await sounds.list(signal)).map(({ id }) => id))
    return Object.entries(configured)
      .filter(([, id]) => !known.has(id))
      .map(([setting]) => `"sounds.${setting}" names no recording of the account. ${sayUpload}`)
  } catch (error) {
    if (!(error instanceof DeliveryError)) throw error
    return [`The recordings of "sounds" could not be looked up: ${error.message}.`]
  }
}

const sayUpload =
  'Upload it with "reachproof sounds upload", or write an id that "reachproof sounds list" prints.'
