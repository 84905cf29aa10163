import type { Server } from 'node:http'
import type { Socket } from 'node:net'
import type { Log } from '../log.ts'
import { countedAddress } from './client-address.ts'

/** A browser opens six to one host; behind one address of a carrier or an office there may be thirty browsers. */
export const socketsPerAddress = 200

/** How often the log says that an address has too many. */
const tellEveryMs = 60_000

/**
 * Shuts what an address opens beyond its share, so that one client cannot use up
 * the file descriptors that all share. Behind a proxy every socket is the proxy's,
 * so there it is the proxy that has to count.
 *
 * @param most open sockets per IPv4 address or IPv6 /64
 */
export function limitSockets(server: Server, log: Log, most = socketsPerAddress): void {
  const open = new Map<string, number>()
  let toldAt = Number.NEGATIVE_INFINITY

  server.on('connection', (socket: Socket) => {
    const address = countedAddress(socket.remoteAddress ?? '') ?? 'unknown'
    const count = (open.get(address) ?? 0) + 1
    if (count > most) {
      // Reset, so that nothing of it stays behind here.
      socket.resetAndDestroy()
      if (performance.now() - toldAt >= tellEveryMs) {
        toldAt = performance.now()
        log.warn({ event: 'limit', rule: 'sockets' }, 'An address has too many connections open.')
      }
      return
    }
    open.set(address, count)
    socket.once('close', () => {
      const left = open.get(address)! - 1
      if (left > 0) open.set(address, left)
      else open.delete(address)
    })
  })
}
