import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { z } from 'zod'
import { type Config, readConfig, type Site } from '../server/config.ts'
import { parseContact } from '../server/contact.ts'
import { makeKeys } from '../server/keys.ts'
import { type Act, ruleNames, takesAfter, takesFor } from '../server/limits.ts'
import type { ProviderType } from '../server/providers/provider-type.ts'
import { createRecords, LimitReached } from '../server/records.ts'
import { createSecrets } from '../server/secrets.ts'
import { createSqliteStore } from '../server/store/sqlite.ts'

// The limits and a store, and nothing else: acts are tried one by one, on a clock that only a test moves.

export type Outcome = 'granted' | 'work' | 'later'

const keys = makeKeys()
const fake: ProviderType = {
  type: 'fake',
  channels: ['sms', 'call_code', 'call_button', 'whatsapp', 'email'],
  free: false,
  needsHookToken: false,
  settings: z.object({}),
  create: () => {
    throw new Error('nothing is sent here')
  },
}

/** @param path where the store is; by default in memory, gone with the test */
export async function limitsAlone(
  limits: Record<string, unknown> = {},
  options: { caps?: Record<string, number>; path?: string; clock?: { ms: number } } = {},
) {
  const baseDir = await mkdtemp(join(tmpdir(), 'reachproof-limits-'))
  const site = (key: string) => ({
    key,
    secret: `secret-of-${key}-0123456789`,
    name: key,
    domain: 'a.test',
    origins: ['https://a.test'],
    channels: { sms: 'fake', call_code: 'fake', whatsapp: 'fake', email: 'fake' },
    countries: ['GB', 'FR'],
    ...(options.caps && { caps: options.caps }),
  })
  const config: Config = readConfig(
    {
      mode: 'development',
      publicUrl: 'https://verify.test',
      pepper: keys.pepper,
      signingKeys: [keys.signingKey],
      adminToken: keys.adminToken,
      limits,
      providers: { fake: { type: 'fake' } },
      sites: [site('site_a'), site('site_b')],
    },
    { baseDir, env: {}, providerTypes: { fake } },
  )
  const clock = options.clock ?? { ms: Date.UTC(2030, 0, 1) }
  const store = createSqliteStore({ path: options.path ?? ':memory:', now: () => clock.ms })
  const hits: { rule: string; mode: string }[] = []
  const alerts: { rule: string; mode: string; site: string; country?: string | null }[] = []
  const records = createRecords({
    store,
    secrets: createSecrets(config.pepper),
    rules: { ...config.code, proofTtlSeconds: 300, refreshSeconds: 1800 },
    now: () => clock.ms,
    onLimit: (rule, mode) => hits.push({ rule, mode }),
    onBreaker: (about, mode) => alerts.push({ ...about, mode }),
  })
  const close = () => store.close()
  onTestFinished(async () => {
    await close()
    await rm(baseDir, { recursive: true, force: true })
  })

  return {
    hits,
    alerts,
    store,
    close,
    pass(seconds: number) {
      clock.ms += seconds * 1000
    },
    site: (key: string): Site => config.sites.get(key)!,
    async try(act: Partial<Act>): Promise<Outcome> {
      const whole: Act = {
        kind: 'start',
        site: config.sites.get('site_a')!,
        channel: 'sms',
        sends: true,
        paid: true,
        contact: null,
        address: null,
        ...act,
      }
      const isOver = whole.kind === 'checked' || whole.kind === 'pressed'
      const take = (isOver ? takesAfter : takesFor)(whole, config.limits)
      try {
        return await records.change('nobody', () => ({ take, answer: 'granted' as const }))
      } catch (error) {
        if (!(error instanceof LimitReached)) throw error
        return error.asksForWork ? 'work' : 'later'
      }
    },
  }
}

/** The settings that leave one rule alone. */
export function only(rule: string, mode: 'enforce' | 'record' | 'off' = 'enforce') {
  return Object.fromEntries(ruleNames.map(name => [name, name === rule ? mode : 'off']))
}

/** French numbers of different blocks. */
export function french(n: number) {
  return parseContact('phone', `+3361${100 + n}1234`)!
}

/** British ones. */
export function british(n: number) {
  return parseContact('phone', `+4477${100 + n}01234`)!
}

/** Numbers that differ in their last four digits. */
export function neighbour(n: number) {
  return parseContact('phone', `+3361100${1000 + n}`)!
}

export function mailbox(n: number) {
  return parseContact('email', `u${n}@x.test`)!
}
