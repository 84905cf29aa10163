import { mkdirSync } from 'node:fs'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import express from 'express'
import type { ConfigInput } from '../server/config.ts'
import { createReachproof } from '../server/index.ts'
import { createLog, type Log } from '../server/log.ts'
import { createMailbox } from './mailbox.ts'
import type { PhoneNetwork } from './network.ts'
import { createPhone } from './phone.ts'
import { startProviders } from './providers.ts'
import { demoConfig, setUpsOf } from './reachproof.config.ts'
import { createSessions } from './session.ts'
import type { ZadarmaOptions } from './simulated/zadarma/zadarma.ts'
import { createSite } from './site.ts'

export interface DemoOptions {
  /** The shop's port; 0 takes any free one. */
  sitePort?: number
  /** The verification server's port; 0 takes any free one. */
  apiPort?: number
  /** Where the database and keys go; `demo/data` unless said otherwise. */
  dataFolder?: string
  /** How long the simulated phone rings, in milliseconds; 25 seconds unless said otherwise. */
  ringMs?: number
  /** How long the simulated Zadarma waits for a key, and with a late result; as long as people need unless said otherwise. */
  zadarma?: Pick<ZadarmaOptions, 'keyMs' | 'lateMs'>
  /** In place of the demo's own generous ones. */
  limits?: ConfigInput['limits']
  /** Default: warnings and errors on standard error, so that the addresses stay in view. */
  log?: Log
}

export interface RunningDemo {
  urls: { site: string; api: string }
  /** What the simulated providers do to the phone. */
  network: PhoneNetwork
  close(): Promise<void>
}

/** A port of the demo belongs to another program. */
export class PortTaken extends Error {
  override readonly name = 'PortTaken'
  readonly port: number
  readonly which: 'site' | 'api'
  constructor(port: number, which: 'site' | 'api', cause: unknown) {
    super(`Port ${port} is taken.`, { cause })
    this.port = port
    this.which = which
  }
}

const host = '127.0.0.1'

/**
 * Starts everything that the demo is made of: the Reachproof server as an
 * operator would run it, a shop on another origin, a mail server, and the
 * providers as simulations. The server knows of none of it but its configuration.
 *
 * Throws PortTaken, and whatever the server says about its configuration.
 */
export async function startDemo(options: DemoOptions = {}): Promise<RunningDemo> {
  const dataFolder = options.dataFolder ?? fileURLToPath(new URL('./data', import.meta.url))
  mkdirSync(dataFolder, { recursive: true })

  const closing: (() => void | Promise<void>)[] = []
  const close = async (): Promise<void> => {
    for (const end of closing.splice(0).reverse()) await end()
  }

  try {
    // Both ports first: each side's configuration names the other's address.
    const apiServer = await listen(options.apiPort ?? 8787, 'api')
    closing.push(() => stop(apiServer))
    const siteServer = await listen(options.sitePort ?? 8080, 'site')
    closing.push(() => stop(siteServer))
    const urls = { site: addressOf(siteServer), api: addressOf(apiServer) }

    const mailbox = await createMailbox()
    closing.push(() => mailbox.close())
    const phone = createPhone(mailbox, options.ringMs === undefined ? {} : { ringMs: options.ringMs })
    closing.push(() => phone.close())

    const providers = await startProviders(urls.api, phone.network, mailbox, options.zadarma)
    closing.push(() => providers.close())

    const usual = demoConfig({ ...urls, ...providers.urls, mail: mailbox.url, dataFolder })
    const config = options.limits ? { ...usual, limits: options.limits } : usual
    const reachproof = createReachproof(config, { log: options.log ?? createLog('warn') })
    closing.push(() => reachproof.close())
    await reachproof.ready
    serve(apiServer, express().disable('x-powered-by').use(reachproof.router))

    serve(
      siteServer,
      createSite({
        api: urls.api,
        setUps: setUpsOf(usual),
        scenarios: providers.scenarios,
        sessions: createSessions(),
        phone: phone.routes(providers),
      }),
    )

    return { urls, network: phone.network, close }
  } catch (error) {
    await close()
    throw error
  }
}

const addressOf = (server: Server): string => `http://localhost:${(server.address() as AddressInfo).port}`

function listen(port: number, which: 'site' | 'api'): Promise<Server> {
  return new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      reject(error.code === 'EADDRINUSE' ? new PortTaken(port, which, error) : error),
    )
    server.listen(port, host, () => resolve(server))
  })
}

function serve(server: Server, app: RequestListener): void {
  server.on('request', app)
}

/** Event streams and long polls never end by themselves. */
function stop(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
