import type { ChannelId } from './api.ts'
import { DeliveryError, type Provider } from './channel.ts'
import { keptCodes, lengthOf, matchingChannel } from './code.ts'
import type { Config } from './config.ts'
import type { Contact } from './contact.ts'
import { actOn, type NamedTake, takesAfter, takesFor, wrongKey } from './limits.ts'
import { type Log, told } from './log.ts'
import { Problem } from './problem.ts'
import { readCode } from './read-code.ts'
import type { Decision, Records } from './records.ts'
import type { Secrets } from './secrets.ts'
import { closed, openOrThrow } from './still-open.ts'
import { matchingTest } from './test-contacts.ts'
import { check, checkAnswered, checkAsked, type Verification } from './verification.ts'

/**
 * Compares what was typed with every code that is out, and spends one check.
 * Resolves to the verified verification. Throws `Problem`; `wrong_code` among them.
 */
export function createChecker(parts: {
  config: Config
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  log: Log
  now: () => number
}): (
  id: string,
  input: { code: string; nonce: string | null },
  address: string | null,
) => Promise<Verification> {
  const { config, providers, records, secrets, log, now } = parts

  return async (id, { code, nonce }, address) => {
    const outcome = await records.change(id, (v, at): Decision<Checked> => {
      const open = openOrThrow(v)
      const length = open.test ? config.code.length : lengthOf(open, config.code.length, false)
      const typed = readCode(code, length)
      if (open.codes.every(one => one.made?.how === 'open')) throw new Problem('no_code_yet')
      if (typed === null) {
        const digits = length === null ? '4 to 10' : length
        throw new Problem('bad_request', `The code has ${digits} digits.`)
      }
      const matched = open.test
        ? matchingTest(open, typed, config)
        : matchingChannel(open, typed, config.code.length, at, secrets)
      const asks = matched === null && keptCodes(open, at).length > 0
      const next = asks ? checkAsked(open, at) : check(open, matched, nonce, at)
      return {
        next,
        // Taken for a right code too: else a used-up budget would tell right from wrong.
        take: [
          ...takesFor(actOn(next, 'check', config, address), config.limits),
          ...(asks ? [] : takesOfResult(next, matched !== null, open.checksLeft)),
        ],
        clear: matched ? [wrongKey(open.contact as Contact)] : [],
        answer: { next, typed, asks },
      }
    })
    const next = outcome.asks ? await askKeepers(outcome, nonce) : outcome.next
    const right = next.state === 'verified'
    log.info({
      event: right ? 'verified' : 'wrong_code',
      ...told(next, secrets),
      checksLeft: next.checksLeft,
    })
    if (!right) {
      throw new Problem('wrong_code', undefined, { members: { checksLeft: next.checksLeft } })
    }
    return next
  }

  /** @param left checks, before this one was spent */
  function takesOfResult(next: Verification, right: boolean, left: number): NamedTake[] {
    const first = left === config.code.checks
    return takesAfter({ ...actOn(next, 'checked', config, null), right, first }, config.limits)
  }

  /** The check is spent: a crash, or a provider that gives no answer, refunds nothing. */
  async function askKeepers({ next: asked, typed }: Checked, nonce: string | null): Promise<Verification> {
    let matched: ChannelId | null = null
    let unanswered: DeliveryError | null = null
    const signal = AbortSignal.timeout(10_000)
    for (const { channel, at } of keptCodes(asked, now())) {
      const keeper = providers.get(at.provider)?.channels[channel]
      try {
        if (await keeper?.checkCode?.(at.receipt, typed, signal)) matched = channel
      } catch (error) {
        if (!(error instanceof DeliveryError)) throw error
        log.warn({
          event: 'not_checked',
          ...told(asked, secrets),
          provider: at.provider,
          reason: error.reason,
        })
        unanswered = error
      }
      if (matched !== null) break
    }
    const answered = await records.change(asked.id, (v, at): Decision<Verification> => {
      const next = v && checkAnswered(v, matched, nonce, at)
      if (!next) throw new Problem('unauthorized')
      const clear = next.state === 'verified' ? [wrongKey(next.contact as Contact)] : []
      // Without an answer nobody knows whether it was right.
      const take =
        matched === null && unanswered ? [] : takesOfResult(next, matched !== null, asked.checksLeft + 1)
      return { next: next === v ? undefined : next, take, clear, answer: next }
    })
    if (matched !== null && answered.state !== 'verified') throw closed(answered)
    // Another check, or a key press, was right in the meantime: this one was not.
    if (matched === null && answered.state === 'verified') throw new Problem('already_used')
    if (matched === null && unanswered) throw new Problem('unavailable', undefined, { cause: unanswered })
    return answered
  }
}

interface Checked {
  next: Verification
  typed: string
  /** Whether the code is right, only its provider knows. */
  asks: boolean
}
