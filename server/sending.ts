import type { ChannelId } from './api.ts'
import { channels } from './channel.ts'
import type { Limits } from './config.ts'
import { modeOf } from './limits.ts'
import { nextUseAt } from './store/window.ts'
import {
  currentSend,
  type IssuedCode,
  isCodeOf,
  isLive,
  type Rules,
  raised,
  type Send,
  type Verification,
} from './verification.ts'

/** What goes out for a verification and what is told of it: pure functions, as in `verification.ts`. */

/** A resend while the code has this long left sends the same code again. */
const sameCodeMs = 300_000

/** Who makes the code of a send. */
export interface CodeMaking {
  /** A provider may make it, so a resend is another code. */
  readonly open: boolean
  /** Whether the code of this generation can be sent. */
  allows(generation: number): boolean
}

/** A send over `channel` starts: its code is out from this moment, whatever the provider says later. */
export function sendBegan(
  v: Verification,
  send: { channel: ChannelId; tap: string | null; making: CodeMaking; pressAt?: readonly string[] },
  rules: Rules,
  now: number,
): Verification {
  const { channel, making } = send
  const asksForKey = channels[channel].startsWith === 'waiting'
  const issued = asksForKey ? { codes: v.codes, generation: 0 } : issueCode(v, channel, making, rules, now)
  return raised(v, {
    state: channels[channel].startsWith,
    channel,
    waitUntil: asksForKey ? now + rules.waitSeconds * 1000 : v.waitUntil,
    codes: issued.codes,
    sends: [...v.sends, newSend(channel, issued.generation, now)],
    pressAt: send.pressAt ?? v.pressAt,
    taps: tapped(v, send.tap),
    delivery: 'queued',
    notice: null,
  })
}

/** What came of handing send number `n` over. */
export interface Handover {
  /** From 1 on. */
  n: number
  /** The last provider that was asked; null when none could be. */
  provider: string | null
  receipt: string | null
  sent: boolean
  /** It is certain that nothing went out. */
  undeliverable: boolean
  /** That provider makes its own codes. */
  keepsCode: boolean
}

/** The provider's answer to a send. Only the current channel's latest send speaks for the view. */
export function sendEnded(v: Verification, handover: Handover): Verification {
  const send = v.sends[handover.n - 1]
  if (!isLive(v) || !send) return v
  const next = raised(v, {
    sends: v.sends.with(handover.n - 1, {
      ...send,
      provider: handover.provider,
      receipt: handover.receipt,
    }),
    codes: v.codes.map(code => (isCodeOf(code, send) ? settledCode(code, handover) : code)),
  })
  // The end of a call may be told before the call itself is acknowledged.
  if (currentSend(v) !== send || v.delivery === 'sent' || send.outcome !== null) return next
  if (handover.sent) return { ...next, delivery: 'sent' }
  return { ...next, delivery: 'failed', notice: handover.undeliverable ? 'undeliverable' : v.notice }
}

function settledCode(code: IssuedCode, { provider, receipt, sent, keepsCode }: Handover): IssuedCode {
  if (code.made?.how !== 'open') return code
  const { made: _, ...ours } = code
  if (!keepsCode) return ours
  return sent && provider && receipt ? { ...ours, made: { how: 'kept', provider, receipt } } : code
}

/** What a provider told of a message after it had taken it. */
export function deliveryReported(
  v: Verification,
  report: { provider: string; receipt: string; status: 'sent' | 'delivered' | 'failed' },
): Verification {
  const { provider, receipt, status } = report
  const i = v.sends.findLastIndex(send => send.provider === provider && send.receipt === receipt)
  const send = v.sends[i]
  if (!isLive(v) || !send || send.outcome !== null || status === 'sent') return v
  const next = raised(v, { sends: v.sends.with(i, { ...send, outcome: status }) })
  if (status !== 'failed' || currentSend(v) !== send) return next
  return { ...next, delivery: 'failed', notice: 'undeliverable' }
}

/** The visitor chose a channel on which he acts first: we wait, and codes that are out stay right. */
export function switchToWaiting(
  v: Verification,
  to: { channel: ChannelId; reference: Verification['reference']; tap: string | null },
  rules: Rules,
  now: number,
): Verification {
  return raised(v, {
    state: 'waiting',
    channel: to.channel,
    reference: to.reference ?? v.reference,
    taps: tapped(v, to.tap),
    waitUntil: now + rules.waitSeconds * 1000,
    delivery: 'none',
    notice: null,
  })
}

/**
 * Our reference arrived from the contact, or from the first sender where none was declared.
 *
 * @param how.answered the code travels in the answer to the message: the provider has it when we have answered
 */
export function messageArrived(
  v: Verification,
  from: string,
  how: { answered: boolean; making: CodeMaking },
  rules: Rules,
  now: number,
): Verification {
  const issued = issueCode(v, 'whatsapp', how.making, rules, now)
  return raised(v, {
    contact: v.contact ?? { kind: 'phone', value: from },
    state: 'pending',
    codes: issued.codes,
    sends: [...v.sends, newSend('whatsapp', issued.generation, now)],
    delivery: v.channel !== 'whatsapp' ? v.delivery : how.answered ? 'sent' : 'queued',
    notice: null,
  })
}

/**
 * The provider made a code and sent it to the contact. It replaces what it made before; the same one again is the
 * same delivery.
 */
export function codeSupplied(v: Verification, hash: string, rules: Rules, now: number): Verification {
  const known = v.codes.find(code => code.made?.how === 'pushed')
  const same = known?.made?.how === 'pushed' && known.made.hash === hash && now < known.expiresAt
  // Of who waits once more, the same code is a new answer.
  if (same && v.state === 'pending') return v
  const code: IssuedCode = {
    channel: 'whatsapp',
    generation: nextGeneration(v, 'whatsapp'),
    expiresAt: codeEnd(v, rules, now),
    made: { how: 'pushed', hash },
  }
  return raised(v, {
    state: 'pending',
    codes: [...v.codes.filter(other => other !== known), code],
    sends: [...v.sends, newSend('whatsapp', code.generation, now)],
    delivery: v.channel === 'whatsapp' ? 'sent' : v.delivery,
    notice: null,
  })
}

/** When one more send is granted, as far as the sends of this verification say; `now` when at once. */
export function nextSendAt(
  v: Verification,
  limits: Pick<Limits, 'off' | 'rules' | 'contactSends' | 'coolDownSeconds'>,
  now: number,
): number {
  if (modeOf(limits, 'contact_sends') !== 'enforce') return now
  const budget = { windows: limits.contactSends, gaps: limits.coolDownSeconds }
  return nextUseAt(
    v.sends.map(send => send.at),
    budget,
    now,
  )
}

function issueCode(
  v: Verification,
  channel: ChannelId,
  making: CodeMaking,
  rules: Rules,
  now: number,
): { codes: readonly IssuedCode[]; generation: number } {
  const last = v.codes.findLast(code => code.channel === channel)
  const ours = last && !last.made && !making.open && making.allows(last.generation)
  if (ours && last.expiresAt - now >= sameCodeMs) return { codes: v.codes, generation: last.generation }
  let generation = nextGeneration(v, channel)
  while (!making.allows(generation)) generation++
  const code: IssuedCode = { channel, generation, expiresAt: codeEnd(v, rules, now) }
  return { codes: [...v.codes, making.open ? { ...code, made: { how: 'open' } } : code], generation }
}

function nextGeneration(v: Verification, channel: ChannelId): number {
  return (v.codes.findLast(code => code.channel === channel)?.generation ?? -1) + 1
}

function codeEnd(v: Verification, rules: Rules, now: number): number {
  return Math.min(now + rules.ttlSeconds * 1000, v.createdAt + rules.totalSeconds * 1000)
}

function newSend(channel: ChannelId, generation: number, at: number): Send {
  return { channel, generation, at, provider: null, receipt: null, outcome: null }
}

function tapped(v: Verification, tap: string | null): readonly string[] {
  return tap === null ? v.taps : [...v.taps, tap]
}
