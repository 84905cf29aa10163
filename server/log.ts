import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino'
import type { ChannelId } from './api.ts'
import { maskContact } from './contact.ts'
import type { Secrets } from './secrets.ts'
import type { Verification } from './verification.ts'

export type Log = Logger

/**
 * One JSON object a line. What may never be in a log is never handed to it:
 * a code, secret, proof, token or query string. Contacts go through `maskContact`.
 */
export function createLog(level = 'info', to: DestinationStream = destination({ fd: 2, sync: true })): Log {
  return pino(
    {
      level,
      base: null,
      timestamp: stdTimeFunctions.isoTime,
      serializers: { error: describeError, contact: (value: string) => maskContact(value) },
    },
    to,
  )
}

/**
 * The same log, which also tells `watch` of every event: each is logged once, so that is where it is counted.
 * What a provider logs by itself, on a child, is not told.
 */
export function watched(log: Log, watch: (line: Readonly<Record<string, unknown>>) => void): Log {
  const telling = (level: 'info' | 'warn' | 'error') =>
    ((line: unknown, ...more: []) => {
      if (typeof line === 'object' && line !== null && 'event' in line)
        watch(line as Readonly<Record<string, unknown>>)
      log[level](line as object, ...more)
    }) as Log['info']
  return Object.assign(Object.create(log) as Log, {
    info: telling('info'),
    warn: telling('warn'),
    error: telling('error'),
  })
}

/** What every line about a verification says: the contact masked, and as a hash that lines can be joined by. */
export function told(v: Verification, secrets: Secrets): Record<string, unknown> {
  const { id, site, contact } = v
  const channel = v.verifiedBy ?? v.channel
  const provider = providerOf(v, channel)
  return {
    verification: id,
    site,
    channel,
    ...(provider !== null && { provider }),
    ...(v.test && { test: true }),
    ...(contact && {
      contact: contact.value,
      contactHash: secrets.keyed(`log|${contact.value}`).slice(0, 16),
    }),
  }
}

/** Who serves the channel, as far as that is settled. */
function providerOf(v: Verification, channel: ChannelId): string | null {
  const sent = v.sends.findLast(send => send.channel === channel && send.provider !== null)
  return sent?.provider ?? (channel === 'whatsapp' ? (v.reference?.provider ?? null) : null)
}

/** An error as a log line says it, with what caused it. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { name: typeof error }
  const { name, cause } = error
  const code = (error as NodeJS.ErrnoException).code
  return {
    name,
    ...(code && { code }),
    message: error.message,
    stack: error.stack
      ?.split('\n')
      .slice(1, 8)
      .map(line => line.trim()),
    ...(cause === undefined ? {} : { cause: describeError(cause) }),
  }
}
