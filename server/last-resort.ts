import type { Log } from './log.ts'

/**
 * Keeps the process up when something throws where nobody catches it, a rejected
 * promise included: otherwise one request that finds a mistake of ours would end
 * the verifications of all. What was not answered times out at the client; what
 * was stored is whole, since every change is one commit.
 *
 * For a process of our own only: in somebody else's, that is theirs to decide.
 */
export function keepUp(log: Log, ours: Pick<NodeJS.Process, 'on'> = process): void {
  ours.on('uncaughtException', (error: unknown, origin: NodeJS.UncaughtExceptionOrigin) => {
    try {
      log.fatal({ event: 'uncaught', origin, error }, 'Something threw where nobody catches it.')
    } catch {
      // Nobody reads the log any more: that ends nothing either.
    }
  })
}
