import { randomBytes } from 'node:crypto'
import type { Router } from 'express'
import { type ConfirmCaptcha, createCaptcha } from './captcha.ts'
import type { Provider } from './channel.ts'
import { type Config, type ConfigInput, readConfig } from './config.ts'
import { createCourier } from './delivery.ts'
import { createApp } from './http/app.ts'
import { folderBeside } from './http/earlier-versions.ts'
import { createOpenRequests } from './http/open-requests.ts'
import { createInbox } from './inbox.ts'
import { inspect } from './inspection.ts'
import { importSigningKeys, testSigningKey } from './keys.ts'
import { createLog, type Log, watched } from './log.ts'
import { createMetrics } from './metrics.ts'
import { createProofs, type Proofs, testIssuerSuffix } from './proof.ts'
import { providerTypes } from './providers/index.ts'
import { createRecords } from './records.ts'
import { createRedeemer } from './redeem.ts'
import { createSecrets } from './secrets.ts'
import { openStore } from './store/open.ts'
import type { Store } from './store/store.ts'
import type { Rules } from './verification.ts'
import { createVerifier } from './verifier.ts'
import { createWaiter } from './waiting.ts'
import { createWork } from './work.ts'
import { createWorkGate } from './work-gate.ts'

/** A running Reachproof without a socket of its own. */
export interface Reachproof {
  /** Mount it before any body parser: `app.use('/reachproof', rp.router)`. */
  router: Router
  /** Resolves when it can answer; rejects when the store cannot be opened. Requests that come before wait for it. */
  ready: Promise<void>
  /** Answers who waits and whatever is open, finishes sends that are under way, closes providers and store. */
  close(): Promise<void>
}

export interface ReachproofOptions {
  /** Relative paths in the configuration start here. Default: the working directory. */
  baseDir?: string
  /** Where `env:NAME` is looked up. Default: `process.env`. */
  env?: Readonly<Record<string, string | undefined>>
  /** Default: JSON lines on standard error. */
  log?: Log
  /** Anybody's own store in place of the configured one. */
  store?: Store
  /** Confirms the `captcha` of a start or send for every site that has none in its configuration. */
  captcha?: ConfirmCaptcha
  /** Epoch milliseconds. Default `Date.now`. */
  now?: () => number
}

/** How long a stopping server lets answers take. */
const closeGraceMs = 8000

/**
 * Composes a server from its configuration.
 *
 * Throws ConfigError with every mistake at once, and an Error when the file of the store cannot be opened;
 * that Redis cannot be reached is told by `ready`.
 */
export function createReachproof(input: ConfigInput, options: ReachproofOptions = {}): Reachproof {
  const { baseDir = process.cwd(), env = process.env } = options
  return composeReachproof(readConfig(input, { baseDir, env }), options)
}

/** The same from a configuration that was read already. */
export function composeReachproof(
  config: Config,
  options: Omit<ReachproofOptions, 'baseDir' | 'env'> = {},
): Reachproof {
  const { now = Date.now } = options
  const metrics = createMetrics(config)
  const log = watched(options.log ?? createLog(), metrics.event)
  const rules: Rules = {
    ...config.code,
    proofTtlSeconds: config.proof.ttlSeconds,
    refreshSeconds: config.proof.refreshSeconds,
  }
  const providers = createProviders(config, log, now)
  const warn = (message: string) => log.warn({ event: 'store' }, message)
  const { store, opened } = options.store
    ? { store: options.store, opened: Promise.resolve() }
    : openStore(config, { now, warn })
  const secrets = createSecrets(config.pepper)
  const records = createRecords({
    ...{ store, secrets, rules, now },
    onLimit: (rule, mode) => log.warn({ event: 'limit', rule, mode }),
    onBreaker: (about, mode) => log.error({ event: 'breaker', ...about, mode }),
  })
  const { proofs, testProofs, imported } = createLaterProofs(config)
  const ready = Promise.all([opened, imported]).then(() => {})
  // Whoever awaits `ready` is told; an unhandled rejection would end somebody else's process.
  ready.catch(() => {})

  const courier = createCourier({ config, providers, records, secrets, log, now })
  const shared = { config, rules, providers, records, secrets, proofs, testProofs, courier, log, now }
  const captcha = createCaptcha({ config, log, own: options.captcha })
  const gate = createWorkGate({ work: createWork({ pepper: config.pepper, now }), captcha })
  const verifier = createVerifier({ ...shared, gate, randomBytes })
  const waiter = createWaiter(records, rules, now)
  const inbox = createInbox(shared)
  const redeem = createRedeemer(shared)
  const openRequests = createOpenRequests()
  const inspection = inspect({ config, providers, log })
  const router = createApp({
    ...shared,
    verifier,
    waiter,
    inbox,
    redeem,
    store,
    metrics,
    ready,
    openRequests,
    widgetFolder: options.store ? null : folderBeside(config.store),
  })

  return {
    router,
    ready,
    async close() {
      waiter.close()
      await openRequests.drained(closeGraceMs)
      await courier.idle()
      inspection.stop()
      await Promise.all([captcha, ...providers.values()].map(one => one.close()))
      await store.close()
    },
  }
}

function createProviders(config: Config, log: Log, now: () => number): ReadonlyMap<string, Provider> {
  const created = [...config.providers].map(([name, { type, settings, hookTokens }]) => {
    const hookUrl = hookTokens.length > 0 ? `${config.publicUrl}/hooks/${name}/${hookTokens[0]}` : null
    const context = { mode: config.mode, hookUrl, log: log.child({ provider: name }), now }
    return [name, providerTypes[type]!.create(name, settings, context)] as const
  })
  return new Map(created)
}

/** Importing keys is asynchronous; the router is there at once and holds requests until it is done. */
function createLaterProofs({ publicUrl, signingKeys, pepper }: Config): {
  proofs: Proofs
  testProofs: Proofs
  imported: Promise<void>
} {
  let real: Proofs | undefined
  let test: Proofs | undefined
  const importing = Promise.all([importSigningKeys(signingKeys), importSigningKeys([testSigningKey(pepper)])])
  const imported = importing.then(([keys, testKeys]) => {
    real = createProofs({ issuer: publicUrl, signingKeys: keys, pepper })
    test = createProofs({ issuer: `${publicUrl}${testIssuerSuffix}`, signingKeys: testKeys, pepper })
  })
  return { imported, proofs: later(() => real!), testProofs: later(() => test!) }
}

function later(proofs: () => Proofs): Proofs {
  return {
    sign: subject => proofs().sign(subject),
    read: (proof, site, now) => proofs().read(proof, site, now),
    jwks: () => proofs().jwks(),
  }
}
