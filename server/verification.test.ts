import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { canRedeem, canRenew, redeem, renew, revoke } from './proof-state.ts'
import { forgetAt, keysOf } from './record-keys.ts'
import {
  codeSupplied,
  deliveryReported,
  type Handover,
  messageArrived,
  nextSendAt,
  sendBegan,
  sendEnded,
  switchToWaiting,
} from './sending.ts'
import {
  begin,
  callEnded,
  cancel,
  check,
  checkAnswered,
  checkAsked,
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
const kept = (n: number): Handover => ({ ...handedOver, n, receipt: `r${n}`, keepsCode: true })
const pending = () => messageArrived(waiting(), phone.value, answered, rules, start)
const sms = { channel: 'sms' as const, tap: null, making }
const press = { channel: 'call_button' as const, tap: null, making, pressAt: ['zad'] }
const toWhatsApp = { channel: 'whatsapp' as const, reference: null, tap: null }
const texted = () => sendBegan(waiting({ channel: 'sms', reference: null }), sms, rules, start)
const verified = () => check(pending(), 'whatsapp', null, start)
const locked = () => check({ ...pending(), checksLeft: 1 }, null, null, start)
const canceled = () => cancel(waiting())
const expired = () => settle(waiting(), rules, start + 900_000)

describe('every state with every input', () => {
  const states = { waiting, pending, verified, locked, canceled, expired }
  /** With a call under way that asks for a key, so that its end can be told in every state. */
  const calling = (v: Verification): Verification => ({
    ...v,
    sends: [
      ...v.sends,
      { channel: 'call_button', generation: 0, at: start, provider: 'gw', receipt: 'r', outcome: null },
    ],
  })
  const ended = (end: Parameters<typeof callEnded>[2]) => (v: Verification) =>
    callEnded(calling(v), calling(v).sends.length, end, start)
  // What only happens to a live one is asked for by nobody else: see `openOrThrow`.
  const live = (input: (v: Verification) => Verification) => (v: Verification) => (isLive(v) ? input(v) : v)
  const withChecks = (checksLeft: number) => (v: Verification) => ({ ...v, checksLeft, askedAt: start })

  const inputs: [string, (v: Verification) => Verification, waiting: string, pending: string][] = [
    ['nothing', v => settle(v, rules, start + 1000), 'waiting', 'pending'],
    ['half an hour', v => settle(v, rules, start + 1_800_000), 'expired', 'expired'],
    ['a clock set back a little', v => settle(v, rules, start - 60_000), 'waiting', 'pending'],
    ['a clock set back by more', v => settle(v, rules, start - 60_001), 'expired', 'expired'],
    ['cancel', cancel, 'canceled', 'canceled'],
    ['revoke', revoke, 'waiting', 'pending'],
    ['a stranger', live(strangerWrote), 'waiting', 'pending'],
    ['a third stranger', live(v => strangerWrote({ ...v, strangers: 2 })), 'canceled', 'canceled'],
    ['a hidden number', live(numberHidden), 'waiting', 'pending'],
    ['a message', live(v => messageArrived(v, phone.value, answered, rules, start)), 'pending', 'pending'],
    ['a pushed code', live(v => codeSupplied(v, 'a-hash', rules, start)), 'pending', 'pending'],
    ['a send', live(v => sendBegan(v, sms, rules, start)), 'pending', 'pending'],
    ['a call for a key', live(v => sendBegan(v, press, rules, start)), 'waiting', 'waiting'],
    ['a switch', live(v => switchToWaiting(v, toWhatsApp, rules, start)), 'waiting', 'waiting'],
    ['a result', v => sendEnded(v, handedOver), 'waiting', 'pending'],
    ['a result with a kept code', v => sendEnded(v, kept(1)), 'waiting', 'pending'],
    [
      'a report',
      v => deliveryReported(calling(v), { provider: 'gw', receipt: 'r', status: 'failed' }),
      'waiting',
      'pending',
    ],
    ['key 1', ended('pressed'), 'verified', 'verified'],
    ['another key', ended('declined'), 'waiting', 'pending'],
    ['no answer', ended('not_answered'), 'waiting', 'pending'],
    ['no call', ended('failed'), 'waiting', 'pending'],
    ['a wrong code', live(v => check(v, null, null, start)), 'waiting', 'pending'],
    ['a wrong last code', live(v => check(withChecks(1)(v), null, null, start)), 'locked', 'locked'],
    ['the right code', live(v => check(v, 'whatsapp', null, start)), 'verified', 'verified'],
    ['a question', live(v => checkAsked(v, start)), 'waiting', 'pending'],
    ['the last question', live(v => checkAsked(withChecks(1)(v), start)), 'waiting', 'pending'],
    ['a no', v => checkAnswered(v, null, null, start), 'waiting', 'pending'],
    ['the last no', v => checkAnswered(live(withChecks(0))(v), null, null, start), 'locked', 'locked'],
    ['a yes', v => checkAnswered(v, 'sms', null, start), 'verified', 'verified'],
    ['the last yes', v => checkAnswered(live(withChecks(0))(v), 'sms', null, start), 'verified', 'verified'],
    [
      'no answer to the last question',
      v => settle(live(withChecks(0))(v), rules, start + 20_000),
      'locked',
      'locked',
    ],
  ]

  it.each(inputs)('%s goes where the drawing says', (_, input, fromWaiting, fromPending) => {
    expect([input(waiting()).state, input(pending()).state]).toEqual([fromWaiting, fromPending])
  })

  it.each(['verified', 'locked', 'canceled', 'expired'] as const)('%s is left by none of them', name => {
    const before = states[name]()
    expect(before.state).toBe(name)
    for (const [what, input] of inputs) {
      const after = input(before)
      expect(after.state, what).toBe(name)
      if (what !== 'revoke') expect(after.proof, what).toEqual(before.proof)
    }
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
    const limits = { off: false, rules: {}, contactSends: { 600: 3 }, coolDownSeconds: [30, 60] }
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

/** Without the contact, by which every record is found: it has a test of its own. */
const sharedOf = (v: Verification) => keysOf(v).shared.filter(key => !key.startsWith('contact|'))

describe('keys', () => {
  it('find every record of a contact, whatever became of it, so that all can be erased', () => {
    for (const v of [waiting(), pending(), verified(), locked(), canceled(), expired()]) {
      expect(keysOf(v).shared).toContain('contact|+33799999999')
    }
    expect(keysOf(waiting({ contact: null })).shared).toEqual([])
  })

  it('hold the reference only while it can still be used', () => {
    expect(keysOf(waiting()).unique).toEqual(['reference|wa|7K2M9QXD'])
    expect([verified(), locked(), canceled(), expired()].flatMap(v => keysOf(v).unique)).toEqual([])
  })

  it('find a sender by his number, also after he is verified, so that he can revoke', () => {
    expect([waiting(), pending(), verified()].map(v => sharedOf(v))).toEqual(
      Array(3).fill(['sender|wa|+33799999999']),
    )
    expect(sharedOf(waiting({ contact: null }))).toEqual([])
    const mexican = (value: string) => waiting({ contact: { kind: 'phone', value } })
    expect(sharedOf(mexican('+5215512345678'))).toEqual(sharedOf(mexican('+525512345678')))
  })

  it('find what a sender has ended apart from what he has running', () => {
    expect([canceled(), revoke(verified())].map(v => sharedOf(v))).toEqual(
      Array(2).fill(['ended|wa|+33799999999']),
    )
    expect([locked(), expired()].flatMap(v => sharedOf(v))).toEqual([])
  })
})

describe('calls', () => {
  const called = (at = start) =>
    sendBegan(waiting({ channel: 'call_button', reference: null }), press, rules, at)

  it('verify by the key that was asked for, and by nothing else', () => {
    const v = callEnded(called(), 1, 'pressed', start + 5000)
    expect(v).toMatchObject({ state: 'verified', verifiedBy: 'call_button', verifiedAt: start + 5000 })
    expect(v.proof).toEqual({ n: 1, issuedAt: start + 5000, redeemed: [], revoked: false })
    for (const end of ['declined', 'not_answered', 'failed'] as const) {
      expect(callEnded(called(), 1, end, start).proof).toBeNull()
    }
  })

  it.each([
    ['declined', 'sent', 'declined'],
    ['not_answered', 'sent', 'not_answered'],
    ['failed', 'failed', 'undeliverable'],
  ] as const)('that are %s read %s and %s', (end, delivery, notice) => {
    const v = callEnded(called(), 1, end, start)
    expect(v).toMatchObject({ state: 'waiting', delivery, notice })
    expect(v.sends[0]!.outcome).toBe('ended')
  })

  it('have one end: whatever is told of it later is not heard', () => {
    for (const first of ['declined', 'not_answered', 'failed'] as const) {
      const v = callEnded(called(), 1, first, start)
      for (const later of ['pressed', 'declined', 'not_answered', 'failed'] as const) {
        expect(callEnded(v, 1, later, start)).toBe(v)
      }
    }
  })

  it('are apart: an older one has its end as well, and the newest speaks for the view', () => {
    const twice = sendBegan(called(), press, rules, start + 30_000)
    const old = callEnded(twice, 1, 'not_answered', start + 31_000)
    expect(old).toMatchObject({ delivery: 'queued', notice: null })
    expect(callEnded(old, 2, 'pressed', start + 32_000).state).toBe('verified')
    expect(callEnded(twice, 1, 'pressed', start + 31_000).state).toBe('verified')
  })

  it('that speak a code verify by no key, and end when nobody answers', () => {
    const v = sendBegan(waiting({ channel: 'call_code' }), { ...sms, channel: 'call_code' }, rules, start)
    expect(callEnded(v, 1, 'pressed', start)).toBe(v)
    expect(callEnded(v, 1, 'declined', start)).toBe(v)
    expect(callEnded(v, 1, 'not_answered', start)).toMatchObject({ state: 'pending', notice: 'not_answered' })
  })

  it('never were, where a message was sent', () => {
    const v = texted()
    for (const n of [0, 1, 2]) expect(callEnded(v, n, 'pressed', start)).toBe(v)
  })
})

describe('a question to the provider of a code', () => {
  it('spends the check before the answer', () => {
    const v = checkAsked(texted(), start + 1000)
    expect(v).toMatchObject({ checksLeft: 4, askedAt: start + 1000, state: 'pending' })
    expect(checkAnswered(v, null, null, start + 2000)).toBe(v)
    expect(checkAnswered(v, 'sms', 'a-new-nonce-of-the-page', start + 2000)).toMatchObject({
      state: 'verified',
      verifiedBy: 'sms',
      nonce: 'a-new-nonce-of-the-page',
      checksLeft: 4,
    })
  })

  it('that is the last one is waited for 20 seconds, and not a millisecond longer', () => {
    const last = checkAsked({ ...texted(), checksLeft: 1, delivery: 'sent' }, start + 1000)
    expect(nextDueAt(last, rules)).toBe(start + 21_000)
    expect(settle(last, rules, start + 20_999)).toBe(last)
    const locked = settle(last, rules, start + 21_000)
    expect([locked.state, locked.revision]).toEqual(['locked', last.revision + 1])
    expect(checkAnswered(locked, 'sms', null, start + 21_000)).toBe(locked)
  })

  it('that is asked shortly before the code ends does not make it live longer', () => {
    const last = checkAsked({ ...texted(), checksLeft: 1, delivery: 'sent' }, start + 599_000)
    expect(nextDueAt(last, rules)).toBe(start + 600_000)
    expect(settle(last, rules, start + 600_000).state).toBe('expired')
  })
})

describe('what a record is found by', () => {
  const called = () => sendBegan(waiting({ channel: 'call_button', reference: null }), press, rules, start)

  it('is, of a call for a key, the number at its provider: for one live record alone', () => {
    expect(keysOf(called()).unique).toEqual(['press|zad|+33799999999'])
    expect(sharedOf(called())).toEqual(['call|zad|9999999'])
    const over = [cancel(called()), callEnded(called(), 1, 'pressed', start)]
    over.push(settle(called(), rules, start + 900_000))
    expect(over.flatMap(v => [...keysOf(v).unique, ...sharedOf(v)])).toEqual([])
  })

  it('is, of a message, its receipt at the provider that took it', () => {
    const v = sendEnded(texted(), kept(1))
    expect(sharedOf(v)).toEqual(['receipt|gw|r1'])
    expect(sharedOf(cancel(v))).toEqual([])
  })
})

describe('whatever the order of inputs', () => {
  const kinds = [
    'right',
    'wrong',
    'asked',
    'yes',
    'no',
    'send',
    'open send',
    'press',
    'speak',
    'switch',
    'message',
    'pushed',
    'stranger',
    'hidden',
    'ended',
    'refused',
    'kept',
    'pressed',
    'declined',
    'not_answered',
    'failed',
    'report',
    'arrived',
    'settle',
    'cancel',
    'revoke',
    'renew',
  ] as const
  type Kind = (typeof kinds)[number]
  const step = fc.record({ kind: fc.constantFrom(...kinds), n: fc.integer({ min: 0, max: 6 }) })
  const steps = fc.array(fc.tuple(step, fc.nat(200_000)), { maxLength: 40 })

  const apply = (v: Verification, kind: Kind, n: number, now: number): Verification => {
    const open = isLive(v) && v.checksLeft > 0
    switch (kind) {
      case 'settle':
        return v
      case 'cancel':
        return cancel(v)
      case 'revoke':
        return revoke(v)
      case 'renew':
        return canRenew(v, rules, now) ? renew(v, null, now) : v
      case 'ended':
        return sendEnded(v, { ...handedOver, n, receipt: `r${n}` })
      case 'refused':
        return sendEnded(v, { ...refused, n })
      case 'kept':
        return sendEnded(v, kept(n))
      case 'pressed':
      case 'declined':
      case 'not_answered':
      case 'failed':
        return callEnded(v, n, kind, now)
      case 'report':
      case 'arrived': {
        const status = kind === 'report' ? 'failed' : 'delivered'
        return deliveryReported(v, { provider: 'gw', receipt: `r${n}`, status })
      }
      case 'yes':
        return checkAnswered(v, 'sms', null, now)
      case 'no':
        return checkAnswered(v, null, null, now)
      case 'message':
        return isLive(v) ? messageArrived(v, phone.value, answered, rules, now) : v
      case 'pushed':
        return isLive(v) ? codeSupplied(v, `hash-${n}`, rules, now) : v
      case 'stranger':
        return isLive(v) ? strangerWrote(v) : v
      case 'hidden':
        return isLive(v) ? numberHidden(v) : v
      case 'right':
        return open ? check(v, 'sms', null, now) : v
      case 'wrong':
        return open ? check(v, null, null, now) : v
      case 'asked':
        return open ? checkAsked(v, now) : v
      case 'send':
        return open ? sendBegan(v, sms, rules, now) : v
      case 'open send':
        return open ? sendBegan(v, { ...sms, making: { ...making, open: true } }, rules, now) : v
      case 'press':
        return open ? sendBegan(v, press, rules, now) : v
      case 'speak':
        return open ? sendBegan(v, { ...sms, channel: 'call_code' }, rules, now) : v
      case 'switch':
        return open ? switchToWaiting(v, toWhatsApp, rules, now) : v
    }
  }

  it('checks never go up, a final state stays, the revision never falls, and nothing outlives its time', () => {
    fc.assert(
      fc.property(steps, list => {
        let v = waiting()
        let now = start
        for (const [{ kind, n }, passed] of list) {
          now += passed
          const before = v
          v = apply(settle(v, rules, now), kind, n, now)
          expect(v.checksLeft).toBeLessThanOrEqual(before.checksLeft)
          expect(v.checksLeft).toBeGreaterThanOrEqual(0)
          expect(v.revision).toBeGreaterThanOrEqual(before.revision)
          expect(v.proof !== null).toBe(v.state === 'verified')
          if (!isLive(before)) expect(v.state).toBe(before.state)
          if (isLive(v)) expect(now).toBeLessThan(start + rules.totalSeconds * 1000)
          if (isLive(v)) expect(nextDueAt(v, rules)).toBeGreaterThan(now)
          for (const code of v.codes) expect(code.expiresAt).toBeLessThanOrEqual(start + 1_800_000)
          // Each code is found by the send that carried it, and by no other's generation.
          const names = v.codes.map(code => `${code.channel} ${code.generation}`)
          expect(new Set(names).size).toBe(names.length)
        }
      }),
      { numRuns: 500 },
    )
  })

  it('nothing verifies but a right code, a yes, or key 1 in a live call that asked for it', () => {
    fc.assert(
      fc.property(steps, list => {
        let v = waiting()
        let now = start
        for (const [{ kind, n }, passed] of list) {
          now += passed
          const before = settle(v, rules, now)
          v = apply(before, kind, n, now)
          if (before.state === 'verified' || v.state !== 'verified') continue
          const send = before.sends[n - 1]
          const rightKey = kind === 'pressed' && send?.channel === 'call_button' && send.outcome === null
          expect(isLive(before)).toBe(true)
          expect(kind === 'right' || kind === 'yes' || rightKey).toBe(true)
          expect(v.verifiedBy).toBe(rightKey ? 'call_button' : 'sms')
        }
      }),
      { numRuns: 500 },
    )
  })

  it('the first word about a send stands, and the first end of a call decides', () => {
    fc.assert(
      fc.property(steps, list => {
        let v = waiting()
        let now = start
        for (const [{ kind, n }, passed] of list) {
          now += passed
          const before = settle(v, rules, now)
          v = apply(before, kind, n, now)
          for (const [i, send] of before.sends.entries()) {
            if (send.outcome !== null) expect(v.sends[i]!.outcome).toBe(send.outcome)
          }
          const told = before.sends[n - 1]
          if (kind === 'pressed' && told?.outcome !== null) expect(v).toBe(before)
        }
      }),
      { numRuns: 500 },
    )
  })
})
