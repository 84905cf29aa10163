import { describe, expect, it } from 'vitest'
import {
  type CodeMaking,
  codeSupplied,
  deliveryReported,
  type Handover,
  messageArrived,
  sendBegan,
  sendEnded,
  switchToWaiting,
} from './sending.ts'
import {
  begin,
  callEnded,
  cancel,
  type IssuedCode,
  liveCodes,
  type Rules,
  settle,
  type Verification,
} from './verification.ts'

const rules: Rules = {
  waitSeconds: 900,
  ttlSeconds: 600,
  totalSeconds: 1800,
  checks: 5,
  proofTtlSeconds: 300,
  refreshSeconds: 1800,
}
const start = 1_000_000_000_000
const ours = { open: false, allows: () => true }
const open = { open: true, allows: () => true }

const begun = (channel: Verification['channel'] = 'sms', change: Partial<Verification> = {}) => ({
  ...begin(
    {
      id: 'an-id',
      site: 'site_a',
      origin: null,
      action: null,
      nonce: null,
      language: 'en',
      idempotency: null,
      contact: { kind: 'phone', value: '+447911123456' },
      channel,
      reference: { provider: 'wa', word: '7K2M9QXD' },
      test: false,
    },
    rules,
    start,
  ),
  ...change,
})
const sentOver = (
  channel: Verification['channel'],
  v: Verification = begun(channel),
  more: { making?: CodeMaking; at?: number; pressAt?: string[] } = {},
) => {
  const { making = ours, at = start, pressAt } = more
  return sendBegan(v, { channel, tap: null, making, ...(pressAt && { pressAt }) }, rules, at)
}
const taken = (n: number, more: Partial<Handover> = {}): Handover => ({
  n,
  provider: 'gw',
  receipt: `r${n}`,
  sent: true,
  undeliverable: false,
  keepsCode: false,
  ...more,
})
const madeOf = (v: Verification, i = -1) => v.codes.at(i)?.made

describe('a code of ours', () => {
  it('is the same one in a resend, unless the provider of that send cannot take it', () => {
    const first = sentOver('sms')
    expect(sentOver('sms', first).codes).toEqual(first.codes)
    const integers = { open: false, allows: (generation: number) => generation > 0 }
    const other = sentOver('sms', first, { making: integers })
    expect(other.codes.map(code => code.generation)).toEqual([0, 1])
    expect(other.sends.map(send => send.generation)).toEqual([0, 1])
  })

  it('skips every generation that its provider cannot take', () => {
    const making = { open: false, allows: (generation: number) => generation % 3 === 2 }
    const first = sentOver('sms', begun(), { making })
    const later = sentOver('sms', first, { making, at: start + 400_000 })
    expect(later.codes.map(code => code.generation)).toEqual([2, 5])
  })

  it('is out from the beginning of its send, and stays so when the send fails', () => {
    const v = sendEnded(sentOver('sms'), taken(1, { sent: false, receipt: null, undeliverable: true }))
    expect(liveCodes(v, start)).toEqual([{ channel: 'sms', generation: 0, expiresAt: start + 600_000 }])
  })
})

describe('a code that a provider makes', () => {
  it('is open until the provider has answered, and is then kept under its receipt', () => {
    const v = sentOver('sms', begun(), { making: open })
    expect(madeOf(v)).toEqual({ how: 'open' })
    const kept = sendEnded(v, taken(1, { keepsCode: true }))
    expect(madeOf(kept)).toEqual({ how: 'kept', provider: 'gw', receipt: 'r1' })
    expect(kept.sends[0]).toMatchObject({ provider: 'gw', receipt: 'r1' })
  })

  it('is ours after all when the provider that took the message makes none', () => {
    const v = sendEnded(sentOver('sms', begun(), { making: open }), taken(1))
    expect(v.codes).toEqual([{ channel: 'sms', generation: 0, expiresAt: start + 600_000 }])
  })

  it.each<[string, Partial<Handover>]>([
    ['nothing went out', { sent: false, receipt: null, undeliverable: true }],
    ['nobody knows whether it went out', { sent: false, receipt: null }],
    ['there is no receipt to ask with', { receipt: null }],
  ])('stays open when %s: nobody could say whether it is right', (_, more) => {
    const v = sendEnded(sentOver('sms', begun(), { making: open }), taken(1, { keepsCode: true, ...more }))
    expect(madeOf(v)).toEqual({ how: 'open' })
  })

  it('is never one of ours, whoever took the message, and once it is settled it stays so', () => {
    const own = sendEnded(sentOver('sms'), taken(1, { keepsCode: true }))
    expect(own.codes).toEqual(sentOver('sms').codes)
    const settled = sendEnded(sentOver('sms', begun(), { making: open }), taken(1, { keepsCode: true }))
    expect(sendEnded(settled, taken(1)).codes).toEqual(settled.codes)
  })

  it('is another one in each resend; both are right to their own ends', () => {
    let v = sendEnded(sentOver('sms', begun(), { making: open }), taken(1, { keepsCode: true }))
    v = sentOver('sms', v, { making: open, at: start + 30_000 })
    v = sendEnded(v, taken(2, { keepsCode: true }))
    const receipts = (codes: readonly IssuedCode[]) =>
      codes.map(({ made }) => made?.how === 'kept' && made.receipt)
    expect(receipts(v.codes)).toEqual(['r1', 'r2'])
    expect(receipts(liveCodes(v, start + 600_000))).toEqual(['r2'])
  })

  it('is settled by its own send only, whichever result comes first', () => {
    let v = sentOver('sms', begun(), { making: open })
    v = sentOver('sms', v, { making: open, at: start + 30_000 })
    v = sendEnded(v, taken(2, { keepsCode: true }))
    expect([madeOf(v, 0), madeOf(v, 1)]).toEqual([
      { how: 'open' },
      { how: 'kept', provider: 'gw', receipt: 'r2' },
    ])
    v = sendEnded(v, taken(1, { keepsCode: true }))
    expect(madeOf(v, 0)).toEqual({ how: 'kept', provider: 'gw', receipt: 'r1' })
  })

  it('is not followed by one of ours that was sent before it', () => {
    const v = sentOver('sms', sentOver('sms'), { making: open })
    expect(v.codes.map(({ generation, made }) => [generation, made?.how])).toEqual([
      [0, undefined],
      [1, 'open'],
    ])
  })
})

describe('the result of a send', () => {
  it('has no effect once it is over, nor for a send that never began', () => {
    const v = cancel(sentOver('sms'))
    expect(sendEnded(v, taken(1))).toBe(v)
    const live = sentOver('sms')
    expect(sendEnded(live, taken(2))).toBe(live)
  })

  it('is kept for an older send, and changes nothing that is shown', () => {
    const v = sentOver('sms', sentOver('sms'), { at: start + 30_000 })
    const old = sendEnded(v, taken(1, { sent: false, receipt: null, undeliverable: true }))
    expect(old).toMatchObject({ delivery: 'queued', notice: null })
    expect(old.sends.map(send => send.provider)).toEqual(['gw', null])
  })

  it('of another channel changes nothing that is shown', () => {
    const v = sentOver('call_code', sentOver('sms'), { at: start + 30_000 })
    expect(sendEnded(v, taken(1))).toMatchObject({ delivery: 'queued', channel: 'call_code' })
  })

  it('says `undeliverable` only when certainly nothing went out', () => {
    const unknown = taken(1, { sent: false, receipt: null })
    expect(sendEnded(sentOver('sms'), unknown)).toMatchObject({ delivery: 'failed', notice: null })
    expect(sendEnded(sentOver('sms'), { ...unknown, undeliverable: true })).toMatchObject({
      delivery: 'failed',
      notice: 'undeliverable',
    })
  })

  it('that comes after the end of its call was told keeps what was told, and notes the receipt', () => {
    const ended = callEnded(sentOver('call_button', begun('call_button')), 1, 'not_answered', start)
    const v = sendEnded(ended, taken(1, { provider: 'zad' }))
    expect(v).toMatchObject({ delivery: 'sent', notice: 'not_answered', state: 'waiting' })
    expect(v.sends[0]).toMatchObject({ outcome: 'ended', provider: 'zad', receipt: 'r1' })
    const failed = callEnded(sentOver('call_button', begun('call_button')), 1, 'failed', start)
    expect(sendEnded(failed, taken(1))).toMatchObject({ delivery: 'failed', notice: 'undeliverable' })
  })

  it('that comes after its time still counts', () => {
    const late = settle(sentOver('sms'), rules, start + 20_000)
    expect(late.delivery).toBe('failed')
    expect(sendEnded(late, taken(1))).toMatchObject({ delivery: 'sent' })
  })
})

describe('a report of a delivery', () => {
  const report = (status: 'sent' | 'delivered' | 'failed', receipt = 'r1', provider = 'gw') => ({
    provider,
    receipt,
    status,
  })
  const sent = () => sendEnded(sentOver('sms'), taken(1))

  it('that it failed is shown, and the code stays right for whom it reached all the same', () => {
    const v = deliveryReported(sent(), report('failed'))
    expect(v).toMatchObject({ delivery: 'failed', notice: 'undeliverable', state: 'pending' })
    expect(v.codes).toEqual(sent().codes)
  })

  it('that it arrived is noted, and nothing else is said: `sent` promises no more', () => {
    const v = deliveryReported(sent(), report('delivered'))
    expect(v).toMatchObject({ delivery: 'sent', notice: null })
    expect(v.sends[0]!.outcome).toBe('delivered')
  })

  it('has its first word stand', () => {
    const arrived = deliveryReported(sent(), report('delivered'))
    expect(deliveryReported(arrived, report('failed'))).toBe(arrived)
    const failed = deliveryReported(sent(), report('failed'))
    expect(deliveryReported(failed, report('delivered'))).toBe(failed)
    expect(deliveryReported(failed, report('failed'))).toBe(failed)
  })

  it.each([
    ['that says no more than the receipt did', report('sent')],
    ['of another message', report('failed', 'r2')],
    ['of another provider’s message of the same name', report('failed', 'r1', 'other')],
  ])('%s has no effect', (_, one) => {
    const v = sent()
    expect(deliveryReported(v, one)).toBe(v)
  })

  it('of an older send leaves the view to the newest', () => {
    const resent = sendEnded(sentOver('sms', sent(), { at: start + 30_000 }), taken(2))
    const v = deliveryReported(resent, report('failed'))
    expect(v).toMatchObject({ delivery: 'sent', notice: null })
    expect(v.sends.map(send => send.outcome)).toEqual(['failed', null])
  })

  it('of a channel that the visitor has left is not shown', () => {
    const v = switchToWaiting(sent(), { channel: 'whatsapp', reference: null, tap: null }, rules, start)
    expect(deliveryReported(v, report('failed'))).toMatchObject({ delivery: 'none', notice: null })
  })

  it('after the end has no effect', () => {
    const v = cancel(sent())
    expect(deliveryReported(v, report('failed'))).toBe(v)
  })
})

describe('a code that the provider made and pushed', () => {
  const pushed = (v: Verification, hash: string, at = start) => codeSupplied(v, hash, rules, at)

  it('is out as soon as it is known, over WhatsApp', () => {
    const v = pushed(begun('whatsapp'), 'h1')
    expect(v).toMatchObject({ state: 'pending', delivery: 'sent', notice: null })
    expect(v.codes).toEqual([
      {
        channel: 'whatsapp',
        generation: 0,
        expiresAt: start + 600_000,
        made: { how: 'pushed', hash: 'h1' },
      },
    ])
    expect(v.sends).toHaveLength(1)
  })

  it('that comes again is the same delivery: no longer life, no second send', () => {
    const v = pushed(begun('whatsapp'), 'h1')
    expect(pushed(v, 'h1', start + 60_000)).toBe(v)
  })

  it('replaces the one before it', () => {
    const v = pushed(pushed(begun('whatsapp'), 'h1'), 'h2', start + 60_000)
    expect(v.codes.map(({ made }) => made)).toEqual([{ how: 'pushed', hash: 'h2' }])
    expect(v.codes[0]!.expiresAt).toBe(start + 660_000)
    // And the first one again is the newest.
    expect(pushed(v, 'h1', start + 120_000).codes.map(({ made }) => made)).toEqual([
      { how: 'pushed', hash: 'h1' },
    ])
  })

  it('leaves the codes of other channels alone, and their view', () => {
    const v = pushed(sentOver('sms'), 'h1')
    expect(v).toMatchObject({ channel: 'sms', delivery: 'queued', state: 'pending' })
    expect(liveCodes(v, start).map(code => code.channel)).toEqual(['whatsapp', 'sms'])
  })

  it('is an answer to whoever waits for it once more, also when it is the same code', () => {
    const left = switchToWaiting(
      pushed(begun('whatsapp'), 'h1'),
      { channel: 'whatsapp', reference: null, tap: null },
      rules,
      start + 60_000,
    )
    const v = pushed(left, 'h1', start + 70_000)
    expect(v).toMatchObject({ state: 'pending', delivery: 'sent' })
    expect(v.codes.map(({ made }) => made)).toEqual([{ how: 'pushed', hash: 'h1' }])
  })

  it('never outlives the verification', () => {
    expect(pushed(begun('whatsapp'), 'h1', start + 1_700_000).codes[0]!.expiresAt).toBe(start + 1_800_000)
  })
})

describe('a call that asks for a key', () => {
  it('has no code: it waits as long as a message would be waited for, from the last call on', () => {
    const v = sentOver('call_button', begun('call_button'), { at: start + 100_000, pressAt: ['zad'] })
    expect(v).toMatchObject({ state: 'waiting', codes: [], waitUntil: start + 1_000_000, pressAt: ['zad'] })
  })

  it('leaves a code that is out right, and keeps its number while the next channel is tried', () => {
    const called = sentOver('call_button', sentOver('sms'), { pressAt: ['zad'] })
    expect([called.state, called.codes.length]).toEqual(['waiting', 1])
    expect(sentOver('sms', called)).toMatchObject({ state: 'pending', pressAt: ['zad'] })
  })
})

describe('a message from WhatsApp', () => {
  it('whose answer is a message of its own is queued until that is taken', () => {
    const how = { answered: false, making: ours }
    const v = messageArrived(begun('whatsapp'), '+447911123456', how, rules, start)
    expect(v).toMatchObject({ state: 'pending', delivery: 'queued' })
    expect(sendEnded(v, taken(1))).toMatchObject({ delivery: 'sent' })
    const again = messageArrived(v, '+447911123456', how, rules, start + 1000)
    expect(again.codes).toEqual(v.codes)
    expect(again.sends.map(send => send.generation)).toEqual([0, 0])
  })
})
