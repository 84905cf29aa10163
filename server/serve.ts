import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import express from 'express'
import type { Config } from './config.ts'
import { limitSockets } from './http/sockets.ts'
import { answerUnparsed } from './http/unparsed.ts'
import { createLog } from './log.ts'
import { composeReachproof, type ReachproofOptions } from './reachproof.ts'

/** A Reachproof that listens. */
export interface Serving {
  /** Where it listens: `http://127.0.0.1:8787`. */
  address: string
  /** Stops accepting, answers what is open, closes the store. */
  close(): Promise<void>
}

/**
 * Listens on the configured address. Rejects when the port is taken, or the store cannot be opened.
 *
 * The router answers at the root and, where `publicUrl` has a path, below that
 * path as well: proxies differ in whether they pass it on.
 */
export async function serve(config: Config, options: ReachproofOptions = {}): Promise<Serving> {
  const { log = createLog() } = options
  const reachproof = composeReachproof(config, { ...options, log })
  const app = express()
  app.disable('x-powered-by')
  app.disable('etag')
  const { pathname } = new URL(config.publicUrl)
  if (pathname !== '/') app.use(pathname, reachproof.router)
  app.use(reachproof.router)

  const server = createServer(
    {
      headersTimeout: 10_000,
      requestTimeout: 15_000,
      connectionsCheckingInterval: 1000,
      maxHeaderSize: 16_384,
      // The app answers a missing Host, with the headers that every answer has.
      requireHostHeader: false,
    },
    app,
  )
  // Node would drop the headers beyond a limit and go on; the app counts and refuses.
  server.maxHeadersCount = 0
  // An expectation that we do not know changes nothing.
  server.on('checkExpectation', app)
  answerUnparsed(server, config.publicUrl, log)
  if (isSeenDirectly(config)) limitSockets(server, log)
  try {
    await reachproof.ready
    await listen(server, config.listen)
  } catch (error) {
    await reachproof.close()
    throw error
  }
  // Such as no file descriptor left: whoever asked has to come again, and that ends nothing.
  server.on('error', error => log.error({ event: 'listening', error }))
  return { address: addressOf(server), close: () => close(server, reachproof.close) }
}

/** Whether the address of a socket is that of the client. */
function isSeenDirectly({ trustProxy }: Config): boolean {
  return typeof trustProxy === 'number' ? trustProxy === 0 : trustProxy.length === 0
}

function listen(server: Server, { host, port }: Config['listen']): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<void>()
  server.once('error', (error: NodeJS.ErrnoException) => {
    reject(
      error.code === 'EADDRINUSE'
        ? new Error(
            `Port ${port} of ${host} is in use. Stop what listens there, or set another "listen.port".`,
          )
        : error,
    )
  })
  server.listen(port, host, resolve)
  return promise
}

function addressOf(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo
  return `http://${family === 'IPv6' ? `[${address}]` : address}:${port}`
}

async function close(server: Server, closeReachproof: () => Promise<void>): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  // Who waits is answered now, and so the connections end.
  const closed = closeReachproof().finally(() => server.closeIdleConnections())
  const last = setTimeout(() => server.closeAllConnections(), 10_000)
  await Promise.all([promise, closed])
  clearTimeout(last)
}
