import { type DestinationStream, destination, type Logger, pino, stdTimeFunctions } from 'pino'
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

/** What every line about a verification says: the contact masked, and as a hash that lines can be joined by. */
export function told(v: Verification, secrets: Secrets): Record<string, unknown> {
  const { id, site, channel, contact } = v
  return {
    verification: id,
    site,
    channel,
    ...(contact && {
      contact: contact.value,
      contactHash: secrets.keyed(`log|${contact.value}`).slice(0, 16),
    }),
  }
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
