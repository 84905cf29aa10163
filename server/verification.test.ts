import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canRedeem, canRenew, redeem, renew, revoke } from './proof-state.ts'
import { forgetAt, keysOf } from './record-keys.ts'
import { messageArrived, nextSendAt, sendBegan, sendEnded, switchToWaiting } from './sending.ts'
import {
  begin,
  cancel,
  check,
  expiresAt,
  isLive,
  liveCodes,
  nextDueAt,
  numberHidden,
  type Rules,
  settle,
  strangerWrote,
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
const phone = { kind: 'phone' as const, value: '+33799999999' }

const waiting = (change: Partial<Verification> = {}): Verification => ({
  ...begin(
    {
      id: 'an-id',
      site: 'site_a',
      origin: 'https://a.test',
      action: null,
      nonce: null,
      language: 'en',
      idempotency: null,
      contact: phone,
      channel: 'whatsapp',
      reference: { provider: 'wa', word: '7K2M9QXD' },
      test: false,
    },
    rules,
    start,
  ),
  ...change,
})
const making = { open: false, allows: () => true }
const answered = { answered: true, making }
const handedOver = {
  n: 1,
  provider: 'gw',
  receipt: null,
  sent: true,
  undeliverable: false,
  keepsCode: false,
}
const refused = { ...handedOver, sent: false, undeliverable: true }
const pending = () => messageArrived(waiting(), phone.value, answered, rules, start)
const sms = { channel: 'sms' as const, tap: null, making }
const texted = () => sendBegan(waiting({ channel: 'sms', reference: null }), sms, rules, start)
const verified = () => check(pending(), 'whatsapp', null, start)
const locked = () => check({ ...pending(), checksLeft: 1 }, null, null, start)
const canceled = () => cancel(waiting())
const expired = () => settle(waiting(), rules, start + 900_000)

describe('every state with every input', () => {
  const states = { waiting, pending, verified, locked, canceled, expired }
  const inputs = {
    settle: (v: Verification) => settle(v, rules, start + 1000),
    settleLate: (v: Verification) => settle(v, rules, start + 1_800_000),
    cancel,
    revoke,
    sendEnded: (v: Verification) => sendEnded(v, handedOver),
    numberHidden: (v: Verification) => (isLive(v) ? numberHidden(v) : v),
    stranger: (v: Verification) => (isLive(v) ? strangerWrote(v) : v),
    message: (v: Verification) => (isLive(v) ? messageArrived(v, phone.value, answered, rules, start) : v),
    wrong: (v: Verification) => (isLive(v) ? check(v, null, null, start) : v),
    right: (v: Verification) => (isLive(v) ? check(v, 'whatsapp', null, start) : v),
    send: (v: Verification) => (isLive(v) ? sendBegan(v, sms, rules, start) : v),
  }

  it.each([
    //             settle      late        cancel      revoke      ended       hidden      stranger    message     wrong       right       send
    [
      'waiting',
      'waiting',
      'expired',
      'canceled',
      'waiting',
      'waiting',
      'waiting',
      'waiting',
      'pending',
      'waiting',
      'verified',
      'pending',
    ],
    [
      'pending',
      'pending',
      'expired',
      'canceled',
      'pending',
      'pending',
      'pending',
      'pending',
      'pending',
      'pending',
      'verified',
      'pending',
    ],
    [
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
      'verified',
    ],
    [
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
      'locked',
    ],
    [
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
      'canceled',
    ],
    [
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
      'expired',
    ],
  ] as const)('%s goes where the drawing says', (from, ...to) => {
    const before = states[from]()
    expect(before.state).toBe(from)
    expect(Object.values(inputs).map(input => input(before).state)).toEqual(to)
  })
})

describe('checks', () => {
  it('are spent one by one, and the fifth wrong code locks', () => {
    let v = pending()
    const left = [4, 3, 2, 1, 0].map(() => {
      v = check(v, null, null, start)
      return [v.checksLeft, v.state]
    })
    expect(left).toEqual([
      [4, 'pending'],
      [3, 'pending'],
      [2, 'pending'],
      [1, 'pending'],
      [0, 'locked'],
    ])
  })

  it('are not given back by a resend or a switch', () => {
    const once = check(texted(), null, null, start)
    const resent = sendBegan(once, sms, rules, start + 400_000)
    const switched = switchToWaiting(
      resent,
      { channel: 'whatsapp', reference: null, tap: null },
      rules,
      start,
    )
    expect([resent.checksLeft, switched.checksLeft]).toEqual([4, 4])
  })

  it('name the channel whose code matched, and take the newest nonce', () => {
    const v = check(pending(), 'sms', 'a-new-nonce-of-the-page', start + 5)
    expect(v).toMatchObject({ verifiedBy: 'sms', verifiedAt: start + 5, nonce: 'a-new-nonce-of-the-page' })
    expect(v.proof).toEqual({ n: 1, issuedAt: start + 5, redeemed: [], revoked: false })
  })
})

describe('codes', () => {
  it('live 600 seconds from the moment they go out', () => {
    const v = texted()
    expect(liveCodes(v, start + 599_999)).toHaveLength(1)
    expect(liveCodes(v, start + 600_000)).toHaveLength(0)
  })

  it('are sent again while 300 seconds are left, and made anew afterwards; the older one stays right to its end', () => {
    const first = texted()
    const again = sendBegan(first, sms, rules, start + 300_000)
    const later = sendBegan(again, sms, rules, start + 300_001)
    expect(again.codes).toEqual(first.codes)
    expect(later.codes.map(code => code.generation)).toEqual([0, 1])
    expect(liveCodes(later, start + 599_000).map(code => code.generation)).toEqual([1, 0])
  })

  it('are apart for each channel, and those of an earlier channel stay right', () => {
    const v = sendBegan(texted(), { channel: 'call_code', tap: null, making }, rules, start + 1000)
    expect(liveCodes(v, start + 2000).map(code => code.channel)).toEqual(['call_code', 'sms'])
  })

  it('never outlive the verification', () => {
    const late = sendBegan(texted(), { channel: 'call_code', tap: null, making }, rules, start + 1_700_000)
    expect(late.codes.at(-1)!.expiresAt).toBe(start + 1_800_000)
  })
})

describe('time', () => {
  it('ends a wait after 900 seconds, and not a millisecond before', () => {
    expect(settle(waiting(), rules, start + 899_999).state).toBe('waiting')
    expect(settle(waiting(), rules, start + 900_000).state).toBe('expired')
  })

  it('leaves a wait alone while a code of an earlier channel still works', () => {
    const v = switchToWaiting(
      texted(),
      { channel: 'whatsapp', reference: null, tap: null },
      { ...rules, waitSeconds: 10 },
      start,
    )
    expect(expiresAt(v, rules)).toBe(start + 600_000)
  })

  it('fails a send that has no result after 20 seconds, once, and takes a late result all the same', () => {
    const v = texted()
    expect(settle(v, rules, start + 19_999).delivery).toBe('queued')
    const timedOut = settle(v, rules, start + 20_000)
    expect([timedOut.delivery, timedOut.revision]).toEqual(['failed', v.revision + 1])
    const late = sendEnded(timedOut, handedOver)
    expect(late.delivery).toBe('sent')
  })

  it('is told when it next changes something', () => {
    expect(nextDueAt(texted(), rules)).toBe(start + 20_000)
    expect(nextDueAt(pending(), rules)).toBe(start + 600_000)
    expect(nextDueAt(verified(), rules)).toBeNull()
  })

  it('raises the revision for each thing it brings about, so that nobody waits for what has happened', () => {
    const v = texted()
    expect(settle(v, rules, start + 600_000).revision).toBe(v.revision + 2)
  })

  it('makes records forgettable ten minutes after they can matter no more', () => {
    expect(forgetAt(waiting(), rules)).toBe(start + 2_400_000)
    expect(forgetAt(verified(), rules)).toBe(start + (1800 + 300 + 60 + 600) * 1000)
    expect(forgetAt(locked(), rules)).toBeLessThanOrEqual(start + 2_400_000)
  })
})

describe('sends', () => {
  it('say when the next one is possible', () => {
    const limits = { off: false, contactSends: { 600: 3 }, coolDownSeconds: [30, 60] }
    expect(nextSendAt(waiting(), limits, start)).toBe(start)
    expect(nextSendAt(texted(), limits, start)).toBe(start + 30_000)
    const twice = sendBegan(texted(), sms, rules, start + 30_000)
    expect(nextSendAt(twice, limits, start + 30_000)).toBe(start + 90_000)
    const thrice = sendBegan(twice, sms, rules, start + 90_000)
    expect(nextSendAt(thrice, limits, start + 90_000)).toBe(start + 600_000)
  })

  it('are known by the latest of the current channel: an older result changes nothing', () => {
    const v = sendBegan(texted(), sms, rules, start + 30_000)
    const old = sendEnded(v, refused)
    expect(old).toMatchObject({ delivery: 'queued', notice: null, state: 'pending' })
  })

  it('tell the visitor when a message certainly did not go out', () => {
    const v = sendEnded(texted(), refused)
    expect([v.delivery, v.notice]).toEqual(['failed', 'undeliverable'])
  })
})

describe('messages', () => {
  it('make the first sender the contact, for good, where none was declared', () => {
    const v = messageArrived(waiting({ contact: null }), '+4915112345678', answered, rules, start)
    expect([v.contact?.value, v.state, v.delivery]).toEqual(['+4915112345678', 'pending', 'sent'])
  })

  it('do not change the channel that the visitor chose', () => {
    const v = messageArrived(
      { ...texted(), reference: waiting().reference },
      phone.value,
      answered,
      rules,
      start,
    )
    expect([v.channel, v.state, v.delivery]).toEqual(['sms', 'pending', 'queued'])
  })

  it('of three strangers end it', () => {
    const twice = strangerWrote(strangerWrote(waiting()))
    expect([twice.state, twice.notice]).toEqual(['waiting', 'other_number'])
    expect(strangerWrote(twice).state).toBe('canceled')
  })
})

describe('proofs', () => {
  it('are renewed at most ten times, within the refresh time, and not after a revocation', () => {
    let v = verified()
    expect(canRenew(v, rules, start + 1_799_999)).toBe(true)
    expect(canRenew(v, rules, start + 1_800_000)).toBe(false)
    expect(canRenew(revoke(v), rules, start)).toBe(false)
    let renewals = 0
    for (; canRenew(v, rules, start); renewals++) v = renew(v, null, start + renewals)
    expect(renewals).toBe(10)
  })

  it('are redeemed once; the same key is answered again, another is not', () => {
    const v = redeem(verified(), 1, 'key-1')
    expect(canRedeem(verified(), 1, null)).toBe('yes')
    expect(canRedeem(v, 1, 'key-1')).toBe('again')
    expect(canRedeem(v, 1, 'key-2')).toBe('used')
    expect(canRedeem(v, 1, null)).toBe('used')
    expect(canRedeem(redeem(verified(), 1, null), 1, null)).toBe('used')
  })

  it('void the one before them when it was not redeemed', () => {
    const v = renew(verified(), null, start)
    expect([canRedeem(v, 1, null), canRedeem(v, 2, null), canRedeem(v, 3, null)]).toEqual([
      'used',
      'yes',
      'used',
    ])
  })

  it('are void once revoked', () => {
    expect(canRedeem(revoke(verified()), 1, null)).toBe('revoked')
    expect(canRedeem(waiting(), 1, null)).toBe('revoked')
  })
})

describe('keys', () => {
  it('hold the reference only while it can still be used', () => {
    expect(keysOf(waiting()).unique).toEqual(['reference|wa|7K2M9QXD'])
    expect([verified(), locked(), canceled(), expired()].flatMap(v => keysOf(v).unique)).toEqual([])
  })

  it('find a sender by his last seven digits, also after he is verified, so that he can revoke', () => {
    expect([waiting(), pending(), verified()].map(v => keysOf(v).shared)).toEqual(
      Array(3).fill(['sender|wa|9999999']),
    )
    expect(keysOf(waiting({ contact: null })).shared).toEqual([])
  })
})

describe('whatever the order of inputs', () => {
  const input = fc.oneof(
    fc.record({ kind: fc.constant('check' as const), right: fc.constant(false) }),
    fc.record({
      kind: fc.constantFrom(
        'send',
        'switch',
        'message',
        'stranger',
        'hidden',
        'ended',
        'settle',
        'cancel',
        'revoke',
        'renew',
      ),
    }),
  )
  const steps = fc.array(fc.tuple(input, fc.nat(700_000)), { maxLength: 40 })

  const apply = (v: Verification, kind: string, now: number): Verification => {
    if (kind === 'settle') return v
    if (kind === 'cancel') return cancel(v)
    if (kind === 'revoke') return revoke(v)
    if (kind === 'renew') return canRenew(v, rules, now) ? renew(v, null, now) : v
    if (kind === 'ended') {
      return sendEnded(v, { ...refused, n: v.sends.length })
    }
    if (!isLive(v)) return v
    if (kind === 'check') return check(v, null, null, now)
    if (kind === 'send') return sendBegan(v, sms, rules, now)
    if (kind === 'switch')
      return switchToWaiting(v, { channel: 'whatsapp', reference: null, tap: null }, rules, now)
    if (kind === 'message') return messageArrived(v, phone.value, answered, rules, now)
    if (kind === 'stranger') return strangerWrote(v)
    return numberHidden(v)
  }

  it('there is no proof without a right check, checks never go up, a final state stays, the revision never falls', () => {
    fc.assert(
      fc.property(steps, list => {
        let v = waiting()
        let now = start
        for (const [{ kind }, passed] of list) {
          now += passed
          const before = v
          v = apply(settle(v, rules, now), kind, now)
          expect(v.proof).toBeNull()
          expect(v.checksLeft).toBeLessThanOrEqual(before.checksLeft)
          expect(v.revision).toBeGreaterThanOrEqual(before.revision)
          if (!isLive(before)) expect(v.state).toBe(before.state)
          if (isLive(v)) expect(now).toBeLessThan(start + rules.totalSeconds * 1000)
        }
      }),
    )
  })
})
