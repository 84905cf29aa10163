import { describe, expect, it } from 'vitest'
import { createCore, fake, gate } from '../test/core-harness.ts'
import type { DeliveryReport } from './channel.ts'

async function texting() {
  const gw = fake('gw', { channels: ['sms'] })
  const other = fake('other', { channels: ['sms'] })
  const core = await createCore({ providers: [gw, other], channels: { sms: 'gw' } })
  const report = (receipt: string, status: DeliveryReport['status'], provider = 'gw') =>
    core.inbox.delivery({ provider, receipt, status })
  return { core, gw, report }
}

describe('a report', () => {
  it('that a message failed is shown at once, and to nobody else', async () => {
    const { core, report } = await texting()
    const [one, two] = [await core.started(), await core.started()]
    await report('gw-r1', 'failed')
    expect(await core.view(one)).toMatchObject({
      state: 'pending',
      delivery: 'failed',
      notice: 'undeliverable',
    })
    expect(await core.view(two)).toMatchObject({ delivery: 'sent', notice: null })
    expect(core.logged('delivery')).toMatchObject([
      { verification: one.id, provider: 'gw', status: 'failed' },
    ])
  })

  it('that came twice, or after another, is told once', async () => {
    const { core, report } = await texting()
    const started = await core.started()
    await Promise.all([report('gw-r1', 'delivered'), report('gw-r1', 'delivered')])
    const { revision } = await core.view(started)
    await report('gw-r1', 'failed')
    await report('gw-r1', 'sent')
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: null, revision })
    expect(core.logged('delivery')).toHaveLength(1)
  })

  it('of an older message that comes after the newer one’s is only noted', async () => {
    const { core, report } = await texting()
    const started = await core.started()
    await core.send(started)
    await core.courier.idle()
    await report('gw-r2', 'delivered')
    await report('gw-r1', 'failed')
    expect(await core.view(started)).toMatchObject({ delivery: 'sent', notice: null })
    expect((await core.stored(started)).sends.map(send => send.outcome)).toEqual(['failed', 'delivered'])
  })

  it.each<[string, string, string]>([
    ['of an unknown message', 'gw-r9', 'gw'],
    ['of another provider', 'gw-r1', 'other'],
    ['without a name', '', 'gw'],
  ])('%s has no effect', async (_, receipt, provider) => {
    const { core, report } = await texting()
    const started = await core.started()
    const { revision } = await core.view(started)
    await report(receipt, 'failed', provider)
    expect((await core.view(started)).revision).toBe(revision)
    expect(core.logged('delivery')).toEqual([])
  })

  it('that comes before the receipt it names is written down finds its message all the same', async () => {
    const { core, gw, report } = await texting()
    const accepting = gate()
    gw.delivers = async () => {
      await accepting.pass()
      return { id: 'quick' }
    }
    const started = await core.start()
    await accepting.reached
    const reported = report('quick', 'failed')
    accepting.open()
    await reported
    expect(await core.view(started)).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
  })

  it('of a message that is not ours does not wait for a send that hangs', async () => {
    const { core, gw, report } = await texting()
    const hanging = gate()
    gw.delivers = async () => {
      await hanging.pass()
      return { id: 'late' }
    }
    const started = await core.start()
    await hanging.reached
    await report('of-small-talk', 'sent')
    await report('of-small-talk', 'delivered')
    expect((await core.view(started)).delivery).toBe('queued')
    hanging.open()
  })

  it('after the end has no effect, and wakes nobody', async () => {
    const { core, gw, report } = await texting()
    const started = await core.started()
    await core.check(started, gw.sent[0]!.code)
    const { revision } = await core.view(started)
    await report('gw-r1', 'failed')
    expect(await core.view(started)).toMatchObject({ state: 'verified', notice: null, revision })
  })
})
