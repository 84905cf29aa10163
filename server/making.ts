import type { ChannelId } from './api.ts'
import type { Channel, Provider } from './channel.ts'
import { codeFor } from './code.ts'
import type { Site } from './config.ts'
import type { Secrets } from './secrets.ts'
import type { CodeMaking } from './sending.ts'
import type { Verification } from './verification.ts'

/** The channels that a send of `v` can go out on, first choice first. */
export function sendersOf(
  v: Pick<Verification, 'reference'>,
  channel: ChannelId,
  site: Site,
  providers: ReadonlyMap<string, Provider>,
): { provider: string; channel: Channel }[] {
  // Whoever wrote to a business number is answered from that number.
  const names = channel === 'whatsapp' ? [v.reference?.provider ?? ''] : (site.channels.get(channel) ?? [])
  return names.flatMap(provider => {
    const found = providers.get(provider)?.channels[channel]
    return found ? { provider, channel: found } : []
  })
}

/** Who makes the code of the next send, and which of ours its providers can take. */
export function makingOf(
  v: Verification,
  channel: ChannelId,
  site: Site,
  parts: { providers: ReadonlyMap<string, Provider>; codeLength: number; secrets: Secrets },
): CodeMaking {
  const senders = sendersOf(v, channel, site, parts.providers)
  const asInteger = senders.some(sender => sender.channel.integerCodes)
  return {
    open: senders.some(sender => sender.channel.checkCode),
    allows: generation =>
      !asInteger || !codeFor(v, { channel, generation }, parts.codeLength, parts.secrets).startsWith('0'),
  }
}
