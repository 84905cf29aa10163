import { describe, expect, it, vi } from 'vitest'
import { createCore, fake, gate } from '../test/core-harness.ts'
import { inspect } from './inspection.ts'

async function inspected(options: Partial<Parameters<typeof createCore>[0]>) {
  const core = await createCore({ providers: [fake('gw')], channels: { sms: 'gw' }, ...options })
  const { stop } = inspect(core)
  const warned = (event: string) => core.logged(event)
  return { core, stop, warned }
}

/** Until forty languages are loaded and measured. */
const patience = { timeout: 25_000 }

describe('an inspection', () => {
  it('names each language in which a site’s text costs more than one message', async () => {
    const { warned } = await inspected({ site: { name: 'N'.repeat(64), domain: `${'d'.repeat(60)}.test` } })
    await vi.waitFor(() => expect(warned('long_sms')).toHaveLength(1), patience)
    const [line] = warned('long_sms')
    expect(line).toMatchObject({ level: 40, site: 'site_a', segments: { en: 2, hi: expect.any(Number) } })
    for (const segments of Object.values(line!.segments as object)) expect(segments).toBeGreaterThan(1)
  })

  it('has nothing to say of a site that sends no text messages', async () => {
    const site = { name: 'N'.repeat(64), domain: `${'d'.repeat(60)}.test` }
    const { warned } = await inspected({ site, channels: { call_code: 'gw' } })
    await inspected({ site }).then(other =>
      vi.waitFor(() => expect(other.warned('long_sms')).toHaveLength(1), patience),
    )
    expect(warned('long_sms')).toEqual([])
  })

  it('names the channels that are never offered, because they prove too little', async () => {
    const channels = { sms: 'gw', call_button: 'gw' }
    const strict = await inspected({ channels, site: { minAcr: 'code' } })
    expect(strict.warned('weak_channels')).toMatchObject([
      { level: 40, site: 'site_a', channels: ['call_button'] },
    ])
    const lenient = await inspected({ channels, site: { minAcr: 'consent' } })
    expect(lenient.warned('weak_channels')).toEqual([])
  })

  it('writes down what a provider finds wrong', async () => {
    const { core, warned } = await inspected({
      providers: [
        fake('gw', { inspect: async () => ['no sender', 'no credit'] }),
        fake('well', { inspect: async () => [] }),
      ],
    })
    await vi.waitFor(() => expect(warned('provider_set_up')).toHaveLength(2))
    expect(warned('provider_set_up')).toMatchObject([
      { level: 40, provider: 'gw', msg: 'no sender' },
      { level: 40, provider: 'gw', msg: 'no credit' },
    ])
    expect(core.lines.join('')).not.toContain('well')
  })

  it('that fails stops nothing, and is told', async () => {
    const { warned } = await inspected({
      providers: [
        fake('gw', { inspect: async () => Promise.reject(new Error('no route')) }),
        fake('next', { inspect: async () => ['found'] }),
      ],
    })
    await vi.waitFor(() => expect(warned('provider_set_up')).toHaveLength(2))
    expect(
      warned('provider_set_up')
        .map(({ provider }) => provider)
        .sort(),
    ).toEqual(['gw', 'next'])
    expect(warned('provider_set_up').find(({ provider }) => provider === 'gw')).toMatchObject({
      error: { name: 'Error', message: 'no route' },
    })
  })

  it('does not hold up the start, and is silent once it is stopped', async () => {
    const looking = gate()
    let given: AbortSignal | undefined
    const over = Promise.withResolvers<void>()
    const { stop, warned } = await inspected({
      providers: [
        fake('gw', {
          async inspect(signal) {
            given = signal
            await looking.pass()
            over.resolve()
            throw signal.reason
          },
        }),
      ],
    })
    await looking.reached
    expect(given!.aborted).toBe(false)
    stop()
    expect(given!.aborted).toBe(true)
    looking.open()
    await over.promise
    // The rejection is dealt with in the turns that follow.
    await new Promise(resolve => setImmediate(resolve))
    expect(warned('provider_set_up')).toEqual([])
  })
})
