import { describe, expect, it } from 'vitest'
import { createCore, fake, not, phone, problemOf } from '../test/core-harness.ts'
import { secretA } from '../test/server-harness.ts'
import { parseContact } from './contact.ts'
import { erase } from './erase.ts'
import { createSecrets } from './secrets.ts'

// What is left of a contact after it was erased, and what is left of everybody else.

const limits = {
  contactSends: { '86400': 3 },
  coolDownSeconds: [0],
  contactWrong: { '86400': 3 },
  prefixNumbers: { '3600': 2 },
}

async function running(config = {}) {
  const sms = fake('gw', { channels: ['sms'] })
  const mail = fake('mail', { channels: ['email'] })
  const wa = fake('wa', { inboundNumber: '+964622445511' })
  const core = await createCore({
    providers: [sms, mail, wa],
    channels: { sms: 'gw', email: 'mail', whatsapp: 'wa' },
    site: { countries: ['GB', 'FR', 'AR'], caps: { paidPerHour: 1000, paidPerDay: 1000 } },
    config,
  })
  const forget = (text: string) => erase(parseContact(text.includes('@') ? 'email' : 'phone', text)!, core)
  return { core, sms, mail, forget }
}

describe('erasing a contact', () => {
  it('removes every record of it, whatever became of it, and no other', async () => {
    const { core, sms, forget } = await running()
    const pending = await core.started()
    const verified = await core.started()
    await core.check(verified, sms.sent.at(-1)!.code)
    const canceled = await core.started()
    await core.verifier.end(canceled.id)
    const chat = await core.start({ channel: 'whatsapp', to: null })
    await core.write(chat.whatsapp!.command)
    const other = await core.started({ to: '+447911123457' })
    expect(await forget(phone)).toEqual({ records: 4, counters: 0 })
    for (const { id } of [pending, verified, canceled, chat]) expect(await core.store.get(id)).toBeUndefined()
    expect((await core.view(other)).state).toBe('pending')
    expect(await forget(phone)).toEqual({ records: 0, counters: 0 })
  })

  it('removes more records than a look-up finds', async () => {
    const { core, forget } = await running()
    for (let n = 0; n < 45; n++) await core.started()
    expect(await forget(phone)).toMatchObject({ records: 45 })
  })

  it('removes what was written under an earlier pepper', async () => {
    const { core, forget } = await running()
    await core.started()
    const rotated = createSecrets([new Uint8Array(32).fill(7), ...core.config.pepper])
    const contact = parseContact('phone', phone)!
    expect(await erase(contact, { ...core, secrets: rotated })).toMatchObject({ records: 1 })
    expect(await forget(phone)).toMatchObject({ records: 0 })
  })

  it('takes every spelling that reaches the same phone or mailbox', async () => {
    const { core, forget } = await running()
    await core.started({ channel: 'email', to: 'Ann.Other+shop@gmail.com' })
    await core.start({ channel: 'whatsapp', to: '+5491123456789' })
    expect(await forget('annother@googlemail.com')).toMatchObject({ records: 1 })
    expect(await forget('+541123456789')).toMatchObject({ records: 1 })
  })

  it('forgets the counters that are its own, and says how many there were', async () => {
    const { core, sms, forget } = await running({ limits })
    for (let n = 0; n < 3; n++) await core.started()
    expect(await problemOf(core.start())).toMatchObject({ code: 'try_later' })
    const held = await core.started({ to: '+33612345678' })
    await problemOf(core.check(held, not(sms.sent.at(-1)!.code)))
    expect(await forget(phone)).toEqual({ records: 3, counters: 1 })
    expect((await core.started()).state).toBe('pending')
    expect(await forget('+33612345678')).toEqual({ records: 1, counters: 2 })
  })

  it('forgets what was written to a business number', async () => {
    const { core, forget } = await running()
    expect(await core.write('hello')).not.toBeNull()
    expect(await core.write('hello again')).toBeNull()
    for (let n = 0; n < 5; n++) await core.write('VERIFY 7K2M-9QXD')
    expect(await forget(phone)).toEqual({ records: 0, counters: 2 })
    expect(await core.write('hello')).not.toBeNull()
  })

  it('does not let a block of numbers be counted anew', async () => {
    const { core, forget } = await running({ limits })
    await core.started({ to: '+447911123456' })
    await core.started({ to: '+447911123457' })
    await forget('+447911123456')
    expect(await problemOf(core.start({ to: '+447911123458' }))).toMatchObject({ code: 'try_later' })
  })

  it('ends what is under way: the code of an erased verification proves nothing', async () => {
    const { core, sms, forget } = await running()
    const held = await core.started()
    const { code } = sms.sent[0]!
    await forget(phone)
    expect(await problemOf(core.check(held, code))).toEqual({ code: 'unauthorized' })
    expect(await problemOf(core.verifier.authorize(held.id, held.secret))).toEqual({ code: 'unauthorized' })
  })

  it('while its message is on the way, brings nothing back', async () => {
    const { core, sms, forget } = await running()
    const { promise, resolve } = Promise.withResolvers<void>()
    sms.delivers = async () => {
      await promise
      return { id: 'late' }
    }
    const held = await core.start()
    expect(await forget(phone)).toMatchObject({ records: 1 })
    resolve()
    await core.courier.idle()
    expect(await core.store.get(held.id)).toBeUndefined()
  })

  it('leaves no proof that could be redeemed', async () => {
    const { core, sms, forget } = await running()
    const held = await core.started()
    const { proof } = await core.check(held, sms.sent[0]!.code)
    await forget(phone)
    expect(await core.redeem({ secret: secretA, response: proof! })).toEqual({
      success: false,
      'error-codes': ['timeout-or-duplicate'],
    })
  })
})
