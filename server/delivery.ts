import type { ChannelId } from './api.ts'
import { type Channel, DeliveryError, type Provider } from './channel.ts'
import { codeFor } from './code.ts'
import type { Config, Site } from './config.ts'
import type { Log } from './log.ts'
import type { Records } from './records.ts'
import type { Secrets } from './secrets.ts'
import { deliveryTimeoutMs, type Send, sendEnded, type Verification } from './verification.ts'

/** Sends codes behind the answer, and writes down what came of it. */
export interface Courier {
  /** Starts the latest send of `v`; returns at once. */
  dispatch(v: Verification, site: Site): void
  /** Resolves when no send is under way. */
  idle(): Promise<void>
}

export function createCourier(options: {
  config: Config
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  log: Log
}): Courier {
  const { config, providers, records, secrets, log } = options
  const underWay = new Set<Promise<void>>()

  return {
    dispatch(v, site) {
      const run = deliver(v, v.sends.at(-1)!, site)
        .catch(error =>
          log.error({ event: 'send', verification: v.id, error }, 'the result of a send is not stored'),
        )
        .finally(() => underWay.delete(run))
      underWay.add(run)
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }

  async function deliver(v: Verification, send: Send, site: Site): Promise<void> {
    const failure = await tryEach(senders(site, send.channel), v, send, site)
    await records.change(v.id, now => {
      if (!now) return { answer: undefined }
      const next = sendEnded(now, {
        at: send.at,
        channel: send.channel,
        sent: failure === null,
        undeliverable: failure?.unsent ?? false,
      })
      return { next: next === now ? undefined : next, answer: undefined }
    })
  }

  /** The next provider only gets a message that certainly did not go out: nothing is paid or sent twice. */
  async function tryEach(
    channels: Channel[],
    v: Verification,
    send: Send,
    site: Site,
  ): Promise<DeliveryError | null> {
    let failure = new DeliveryError('unavailable', 'no provider serves this channel', { unsent: true })
    for (const channel of channels) {
      try {
        await channel.deliver(messageFor(v, send, site), AbortSignal.timeout(deliveryTimeoutMs / 2))
        log.info({ event: 'sent', verification: v.id, channel: send.channel, site: site.key })
        return null
      } catch (error) {
        failure = asDeliveryError(error)
        const { reason, message: detail } = failure
        log.warn({
          event: 'not_sent',
          verification: v.id,
          channel: send.channel,
          site: site.key,
          reason,
          detail,
        })
        if (!failure.unsent || failure.reason === 'invalid_contact') break
      }
    }
    return failure
  }

  function senders(site: Site, channel: ChannelId): Channel[] {
    return (site.channels.get(channel) ?? []).flatMap(name => providers.get(name)?.channels[channel] ?? [])
  }

  function messageFor(v: Verification, send: Send, site: Site) {
    const issued = v.codes.find(code => code.channel === send.channel && code.generation === send.generation)!
    return {
      verificationId: v.id,
      to: v.contact!.value,
      code: codeFor(v, send, config.code.length, secrets),
      minutes: Math.max(1, Math.floor((issued.expiresAt - send.at) / 60_000)),
      language: v.language,
      site: { key: site.key, name: site.name, domain: site.domain },
      texts: site.texts,
    }
  }
}

function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error
  // Anything else is our mistake, and whether something went out is not known.
  return new DeliveryError('unavailable', error instanceof Error ? error.name : 'unknown', { unsent: false })
}
