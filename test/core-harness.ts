import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished } from 'vitest'
import { z } from 'zod'
import type { ChannelId, StartedView, VerificationView } from '../server/api.ts'
import { createCaptcha } from '../server/captcha.ts'
import type { CallEnd, Channel, Hook, InboundMessage, Message, Provider, Receipt } from '../server/channel.ts'
import { type Config, type ConfigInput, readConfig } from '../server/config.ts'
import { createCourier } from '../server/delivery.ts'
import { createInbox } from '../server/inbox.ts'
import { importSigningKeys, makeKeys, testSigningKey } from '../server/keys.ts'
import { Problem } from '../server/problem.ts'
import { createProofs, testIssuerSuffix } from '../server/proof.ts'
import type { ProviderType } from '../server/providers/provider-type.ts'
import { createRecords } from '../server/records.ts'
import { createRedeemer } from '../server/redeem.ts'
import { createSecrets } from '../server/secrets.ts'
import type { StartInput } from '../server/start.ts'
import { createSqliteStore } from '../server/store/sqlite.ts'
import type { Rules, Verification } from '../server/verification.ts'
import { createVerifier } from '../server/verifier.ts'
import { createWork } from '../server/work.ts'
import { createWorkGate } from '../server/work-gate.ts'
import {
  createClock,
  issuer,
  leaksIn,
  memoryLog,
  originA,
  secretA,
  type TestClock,
} from './server-harness.ts'

// The core without HTTP and without vendors: a real store, a clock that only the test moves, and providers that do
// what the test says. What must hold in every test is looked at when it ends: no code, contact or secret in the log.

export const phone = '+447911123456'
export const otherPhone = '+447911123457'

export interface FakeOptions {
  channels?: ChannelId[]
  sender?: string | null
  integerCodes?: boolean
  /** It makes its own codes, and is asked. */
  keepsCodes?: boolean
  inboundNumber?: string
  suppliesCodes?: boolean
  hook?: Hook
  inspect?: (signal: AbortSignal) => Promise<string[]>
}

/** A provider that remembers what it was given, and answers what the test says. */
export interface Fake extends Provider {
  readonly sent: Message[]
  readonly asked: { receipt: string; typed: string }[]
  /** What the next sends come to. By default they are taken: `r1`, `r2`, … */
  delivers: (message: Message, n: number, signal: AbortSignal) => Promise<Receipt>
  /** What it says of a typed code. By default 424242 is right. */
  checks: (receipt: string, typed: string) => Promise<boolean>
}

export function fake(name: string, options: FakeOptions = {}): Fake {
  const { channels = [], sender = null, integerCodes, keepsCodes, ...rest } = options
  const sent: Message[] = []
  const asked: Fake['asked'] = []
  const channel = (id: ChannelId): Channel => ({
    id,
    sender,
    ...(integerCodes !== undefined && { integerCodes }),
    deliver(message, signal) {
      sent.push(message)
      return provider.delivers(message, sent.length, signal)
    },
    ...(keepsCodes && {
      async checkCode(receipt: string, typed: string) {
        asked.push({ receipt, typed })
        return provider.checks(receipt, typed)
      },
    }),
  })
  const provider: Fake = {
    name,
    channels: Object.fromEntries(channels.map(id => [id, channel(id)])),
    ...rest,
    close: async () => {},
    sent,
    asked,
    delivers: async (_, n) => ({ id: `${name}-r${n}` }),
    checks: async (_, typed) => typed === '424242',
  }
  return provider
}

/** Something that waits until the test lets it go on. */
export function gate() {
  const entered = Promise.withResolvers<void>()
  const opened = Promise.withResolvers<void>()
  return {
    /** Resolves when somebody waits here. */
    reached: entered.promise,
    open: opened.resolve,
    async pass() {
      entered.resolve()
      await opened.promise
    },
  }
}

const keys = makeKeys()

/** A provider type whose settings nobody needs: the tests bring the providers themselves. */
export const fakeType: ProviderType = {
  type: 'fake',
  settings: z.strictObject({}),
  channels: ['whatsapp', 'sms', 'call_code', 'call_button', 'email'],
  free: false,
  needsHookToken: false,
  create: () => {
    throw new Error('A test makes its providers itself.')
  },
}

export interface CoreOptions {
  providers: readonly Fake[]
  /** Of site A. */
  channels: Partial<Record<ChannelId, string | string[]>>
  /** In place of settings of site A. */
  site?: Record<string, unknown>
  /** Site B, when there is one. */
  siteB?: Record<string, unknown>
  config?: Partial<ConfigInput>
  clock?: TestClock
}

/** What a start says, where it is not a text message to `phone` from site A. */
export type StartBody = Partial<Omit<StartInput, 'site'>> & { site?: string }

export type Core = Awaited<ReturnType<typeof createCore>>

/** Composes the core as `reachproof.ts` does. It ends with its test. */
export async function createCore(options: CoreOptions) {
  const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-core-'))
  onTestFinished(() => rm(baseDir, { recursive: true, force: true }))
  const clock = options.clock ?? createClock()
  const siteA = {
    key: 'site_a',
    secret: secretA,
    name: 'Site A',
    domain: 'a.test',
    origins: [originA],
    channels: options.channels,
    countries: ['GB', 'FR'],
    country: 'GB',
    minAcr: 'consent',
  }
  const input = {
    mode: 'development',
    publicUrl: issuer,
    store: 'sqlite::memory:',
    pepper: keys.pepper,
    signingKeys: [keys.signingKey],
    adminToken: keys.adminToken,
    limits: { off: true },
    providers: Object.fromEntries(options.providers.map(({ name }) => [name, { type: 'fake' }])),
    ...options.config,
    sites: [
      { ...siteA, ...options.site },
      ...(options.siteB
        ? [{ ...siteA, key: 'site_b', secret: 'secret-of-site-b-0123456789', ...options.siteB }]
        : []),
    ],
  }
  const config: Config = readConfig(input, { baseDir, env: {}, providerTypes: { fake: fakeType } })
  const rules: Rules = {
    ...config.code,
    proofTtlSeconds: config.proof.ttlSeconds,
    refreshSeconds: config.proof.refreshSeconds,
  }
  const { log, lines } = memoryLog()
  const now = clock.now
  const providers = new Map<string, Provider>(options.providers.map(one => [one.name, one]))
  const store = createSqliteStore({ path: ':memory:', now })
  const secrets = createSecrets(config.pepper)
  const records = createRecords({ store, secrets, rules, now, onLimit: () => {} })
  const courier = createCourier({ config, providers, records, secrets, log, now })
  const proofsOf = async (jwks: Parameters<typeof importSigningKeys>[0], suffix: string) =>
    createProofs({
      issuer: config.publicUrl + suffix,
      signingKeys: await importSigningKeys(jwks),
      pepper: config.pepper,
    })
  const proofs = await proofsOf(config.signingKeys, '')
  const testProofs = await proofsOf([testSigningKey(config.pepper)], testIssuerSuffix)
  const shared = { config, rules, providers, records, secrets, proofs, testProofs, courier, log, now }
  let drawn = 0
  const randomBytes = (n: number) => {
    // Different each time, and the same in every run.
    drawn++
    return Uint8Array.from({ length: n }, (_, i) => (drawn * 37 + i * 101 + (drawn >> 3) * i) & 255)
  }
  const captcha = createCaptcha({ config, log })
  const gate = createWorkGate({ work: createWork({ pepper: config.pepper, now }), captcha })
  const verifier = createVerifier({ ...shared, gate, randomBytes })
  const inbox = createInbox(shared)
  const redeem = createRedeemer(shared)
  const noAddress = { address: null }
  const effort = { work: null, captcha: null }

  const core = {
    ...shared,
    clock,
    lines,
    store,
    verifier,
    inbox,
    redeem,

    start(body: StartBody = {}): Promise<StartedView> {
      const { site = 'site_a', ...rest } = body
      return verifier.start({
        site: config.sites.get(site)!,
        channel: 'sms',
        to: phone,
        country: null,
        nonce: null,
        language: 'en',
        action: null,
        origin: originA,
        idempotencyKey: null,
        address: null,
        effort,
        ...rest,
      })
    },

    /** A start whose send has its result. */
    async started(body: StartBody = {}): Promise<StartedView> {
      const view = await core.start(body)
      await courier.idle()
      return view
    },

    check: (held: { id: string }, code: string, nonce: string | null = null) =>
      verifier.check(held.id, { code, nonce }, noAddress),

    send: (held: { id: string }, channel: ChannelId | null = null, idempotencyKey: string | null = null) =>
      verifier.send(held.id, { channel, idempotencyKey, effort }, noAddress),

    async view(held: { id: string }): Promise<VerificationView> {
      return verifier.view(await core.stored(held))
    },

    async stored(held: { id: string }): Promise<Verification> {
      const v = await records.get(held.id)
      expect(v).toBeDefined()
      return v!
    },

    /** A WhatsApp message. Without a fingerprint every one is another. */
    write: (text: string, more: Partial<InboundMessage> = {}) =>
      inbox.message({
        provider: 'wa',
        from: phone,
        text,
        sentAt: null,
        fingerprint: `f${++drawn}`,
        repeatsWithinSeconds: 60,
        ...more,
      }),

    /** A call has ended; without a mark every call is another. */
    call: (end: CallEnd['end'], more: Partial<CallEnd> = {}) =>
      inbox.callEnded({
        provider: 'zad',
        call: { number: phone },
        end,
        startedAt: null,
        marks: [`call-${++drawn}`],
        ...more,
      }),

    push: (code: string, contact = phone, provider = 'wa') => inbox.codeSupplied({ provider, contact, code }),

    /** Lines of the log about one event. */
    logged: (event: string) =>
      lines.map(line => JSON.parse(line) as Record<string, unknown>).filter(line => line.event === event),
  }

  onTestFinished(async () => {
    await courier.idle()
    await store.close()
    const codes = options.providers.flatMap(({ sent, asked }) => [
      ...sent.map(message => message.code),
      ...asked.map(({ typed }) => typed),
    ])
    const secret = [keys.pepper, secretA, phone, otherPhone, ...codes].filter(Boolean)
    expect(leaksIn(lines.join('\n'), secret)).toEqual([])
  })
  return core
}

/** What a refused request says. */
export async function problemOf(answer: Promise<unknown>): Promise<Record<string, unknown>> {
  try {
    await answer
  } catch (error) {
    if (error instanceof Problem) return { code: error.code, ...error.members }
    throw error
  }
  return { code: 'none: it was granted' }
}

/** A code of the same length that is not right. */
export function not(code: string): string {
  return String((Number(code) + 1) % 10 ** code.length).padStart(code.length, '0')
}
