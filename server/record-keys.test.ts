import { describe, expect, it } from 'vitest'
import { createCore, fake, phone } from '../test/core-harness.ts'
import { en } from './texts/en.ts'

// A look-up finds twenty records, the oldest first. Nobody must be able to fill them with his own.

const { whatsapp_canceled } = en.messages

async function chatting(suppliesCodes = false) {
  const core = await createCore({
    providers: [fake('wa', { inboundNumber: '+964622445511', suppliesCodes })],
    channels: { whatsapp: 'wa' },
  })
  const start = (to = phone) => core.start({ channel: 'whatsapp', to })
  const starts = async (count: number, to = phone) => {
    const all = []
    for (let n = 0; n < count; n++) all.push(await start(to))
    return all
  }
  const stateOf = async (held: { id: string }) => (await core.view(held)).state
  return { core, start, starts, stateOf }
}

describe('a NO', () => {
  it('ends all that the sender has running, however much somebody began in his name', async () => {
    const { core, starts, stateOf } = await chatting()
    const all = await starts(45)
    expect(await core.write('NO')).toBe(whatsapp_canceled)
    expect(new Set(await Promise.all(all.map(stateOf)))).toEqual(new Set(['canceled']))
    expect(core.logged('refused')).toHaveLength(45)
  })

  it('revokes what was verified after much that was given up, or has expired', async () => {
    const { core, start, starts } = await chatting()
    for (const { id } of await starts(20)) await core.verifier.end(id)
    await starts(20)
    core.clock.pass(900)
    const last = await start()
    const code = /\d{6}/.exec((await core.write(last.whatsapp!.command))!)![0]
    expect((await core.check(last, code)).state).toBe('verified')
    expect(await core.write('NO')).toBe(whatsapp_canceled)
    expect((await core.stored(last)).proof!.revoked).toBe(true)
  })

  it('finds its sender behind others whose numbers end alike', async () => {
    const { core, start, starts, stateOf } = await chatting()
    const others = await starts(20, '+33611123456')
    const own = await start('+447911123456')
    expect(await core.write('NO')).toBe(whatsapp_canceled)
    expect(await stateOf(own)).toBe('canceled')
    expect(new Set(await Promise.all(others.map(stateOf)))).toEqual(new Set(['waiting']))
  })

  it('that comes again has the same answer, and ends nothing twice', async () => {
    const { core, start } = await chatting()
    await start()
    await core.write('NO')
    expect(await core.write('NO')).toBe(whatsapp_canceled)
    expect(core.logged('refused')).toHaveLength(1)
  })
})

describe('the bare word and a pushed code', () => {
  it('mean what waits, behind much that was given up or has expired', async () => {
    const { core, start, starts, stateOf } = await chatting()
    for (const { id } of await starts(20)) await core.verifier.end(id)
    await starts(20)
    core.clock.pass(900)
    const last = await start()
    expect(await core.write('VERIFY')).toMatch(/\d{6}/)
    expect(await stateOf(last)).toBe('pending')
  })

  it('reach who waits, behind much that was given up or has expired', async () => {
    const { core, start, starts } = await chatting(true)
    for (const { id } of await starts(20)) await core.verifier.end(id)
    await starts(20)
    core.clock.pass(900)
    const last = await start()
    await core.push('424242')
    expect((await core.check(last, '424242')).state).toBe('verified')
  })
})
