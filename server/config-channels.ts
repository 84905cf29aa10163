import { z } from 'zod'
import type { ChannelId } from './api.ts'
import { channels as channelTraits } from './channel.ts'
import { oneOrMore, readObject, readValue } from './config-fields.ts'
import { didYouMean, isReported, listed, type Mistake, type Path } from './config-mistakes.ts'
import type { NamedProvider } from './config-providers.ts'

const providerNames = oneOrMore(z.string({ error: 'Write the name of a provider, or a list of names.' }))

/**
 * Reads the `channels` of a site: channel → provider, or providers in the order of preference.
 * What cannot be served is reported; the result holds every channel that exists.
 */
export function readChannels(
  input: unknown,
  providers: ReadonlyMap<string, NamedProvider>,
  at: Path,
  mistakes: Mistake[],
): Map<ChannelId, readonly string[]> {
  const read = new Map<ChannelId, readonly string[]>()
  const say = 'Write at least one channel and its provider, such as { "email": "mail" }.'
  const object = input === undefined ? {} : readObject(input, at, mistakes)
  if (!object) return read
  if (!Object.keys(object).length) mistakes.push({ path: at, message: `There is no channel. ${say}` })
  for (const [channel, value] of Object.entries(object)) {
    if (!isChannel(channel)) {
      const ids = Object.keys(channelTraits)
      const hint = didYouMean(channel, ids) || ` Write one of: ${listed(ids)}.`
      mistakes.push({ path: [...at, channel], message: `There is no such channel.${hint}` })
      continue
    }
    const names = readValue(providerNames, value, [...at, channel], mistakes)?.value ?? []
    read.set(channel, names)
    // Without the providers, every name would be unknown.
    if (isReported(['providers'], mistakes)) continue
    for (const [n, name] of names.entries()) {
      const path = [...at, channel, ...(Array.isArray(value) ? [n] : [])]
      const message = servingMistake(name, channel, providers) ?? (names.indexOf(name) < n && sayTwice)
      if (message) mistakes.push({ path, message })
    }
  }
  return read
}

const sayTwice = 'This provider is in the list already. Remove it.'

function servingMistake(
  name: string,
  channel: ChannelId,
  providers: ReadonlyMap<string, NamedProvider>,
): string | undefined {
  const provider = providers.get(name)
  const names = [...providers.keys()]
  if (!provider) {
    const hint = names.length ? ` Write one of: ${listed(names)}.` : ' Add it to "providers".'
    return `There is no provider with this name.${didYouMean(name, names) || hint}`
  }
  const { type, config } = provider
  if (type?.channels.includes(channel)) {
    return config && type.missing?.(config.settings, channel, config.hookTokens.length > 0)
  }
  if (!type) return undefined
  const able = names.filter(other => providers.get(other)?.type?.channels.includes(channel))
  const hint = able.length
    ? `Write one of: ${listed(able)}.`
    : 'Add a provider that can, or remove the channel.'
  return `A provider of the type "${type.type}" cannot serve this channel. ${hint}`
}

function isChannel(name: string): name is ChannelId {
  return Object.hasOwn(channelTraits, name)
}
