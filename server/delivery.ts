import { createBreaker } from './breaker.ts'
import { type Channel, DeliveryError, type Message, type Provider } from './channel.ts'
import type { Config, Site } from './config.ts'
import type { Log } from './log.ts'
import { sendersOf } from './making.ts'
import { messageFor } from './outgoing.ts'
import type { Records } from './records.ts'
import type { Secrets } from './secrets.ts'
import { type Handover, sendEnded } from './sending.ts'
import { deliveryTimeoutMs, type Verification } from './verification.ts'

/** Sends codes behind the answer, and writes down what came of it. */
export interface Courier {
  /** Starts the latest send of `v`; returns at once. */
  dispatch(v: Verification, site: Site): void
  /** Resolves when what is under way at this moment is written down. */
  settled(): Promise<void>
  /** Resolves when no send is under way. */
  idle(): Promise<void>
}

type Sender = { provider: string; channel: Channel }

export function createCourier(options: {
  config: Config
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  log: Log
  now: () => number
}): Courier {
  const { config, providers, records, secrets, log, now } = options
  const breaker = createBreaker(now)
  const underWay = new Set<Promise<void>>()

  return {
    dispatch(v, site) {
      const run = deliver(v, v.sends.length, site)
        .catch(error =>
          log.error({ event: 'send', verification: v.id, error }, 'the result of a send is not stored'),
        )
        .finally(() => underWay.delete(run))
      underWay.add(run)
    },
    async settled() {
      await Promise.all(underWay)
    },
    async idle() {
      while (underWay.size > 0) await Promise.all(underWay)
    },
  }

  async function deliver(v: Verification, n: number, site: Site): Promise<void> {
    const senders = sendersOf(v, v.sends[n - 1]!.channel, site, providers)
    const message = messageFor(v, n, site, config.code.length, secrets)
    const handover = { n, ...(await handOver(inOrder(senders), message)) }
    await records.change(v.id, newest => {
      const next = newest && sendEnded(newest, handover)
      return { next: next === newest ? undefined : next, answer: undefined }
    })
  }

  /** The next provider only gets a message that certainly did not go out: nothing is paid or sent twice. */
  async function handOver(senders: Sender[], message: Message): Promise<Omit<Handover, 'n'>> {
    const last = AbortSignal.timeout(deliveryTimeoutMs - 1000)
    let result: Omit<Handover, 'n'> = {
      provider: null,
      receipt: null,
      sent: false,
      undeliverable: true,
      keepsCode: false,
    }
    for (const { provider, channel } of senders) {
      const keepsCode = channel.checkCode !== undefined
      const about = {
        verification: message.verificationId,
        channel: channel.id,
        site: message.site.key,
        provider,
        contact: message.to,
      }
      try {
        const signal = AbortSignal.any([last, AbortSignal.timeout(deliveryTimeoutMs / 2)])
        const { id } = await channel.deliver(message, signal)
        breaker.worked(provider)
        log.info({ event: 'sent', ...about })
        return { provider, receipt: id, sent: true, undeliverable: false, keepsCode }
      } catch (error) {
        const failure = asDeliveryError(error)
        const { reason, unsent, message: detail } = failure
        log.warn({ event: 'not_sent', ...about, reason, detail, unsent })
        const pause = breaker.failed(provider, reason)
        if (pause !== null) log.warn({ event: 'left_out', provider, seconds: pause })
        result = { provider, receipt: null, sent: false, undeliverable: unsent, keepsCode }
        if (!unsent || reason === 'invalid_contact') break
      }
    }
    return result
  }

  /** What keeps failing is only tried when nothing else is there. */
  function inOrder(senders: Sender[]): Sender[] {
    const well = senders.filter(({ provider }) => !breaker.isLeftOut(provider))
    return well.length > 0 ? well : senders
  }
}

function asDeliveryError(error: unknown): DeliveryError {
  if (error instanceof DeliveryError) return error
  // Anything else is our mistake, and whether something went out is not known.
  return new DeliveryError('unavailable', error instanceof Error ? error.name : 'unknown', { unsent: false })
}
