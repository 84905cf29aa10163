import type { CallEnd, Inbox } from './channel.ts'
import type { Config } from './config.ts'
import { actOn, takesAfter } from './limits.ts'
import { type Log, told } from './log.ts'
import { messageFor } from './outgoing.ts'
import { isSameNumber } from './phone-spelling.ts'
import { callKey } from './record-keys.ts'
import { type Decision, Duplicate, type Records } from './records.ts'
import type { Secrets } from './secrets.ts'
import { callEnded, isCodeOf, isLive, liveCodes, type Verification } from './verification.ts'

/** What becomes of a call: how it ended, and what is said in it. */
export function createCallEnds(options: {
  config: Config
  records: Records
  secrets: Secrets
  log: Log
  now: () => number
}): Pick<Inbox, 'callEnded' | 'messageOf'> {
  const { config, records, secrets, log, now } = options

  return {
    async callEnded(end) {
      const call = await callOf(end)
      if (!call) {
        log.info({ event: 'call_ignored', provider: end.provider, end: end.end })
        return false
      }
      try {
        const ended = await records.change(
          call.verificationId,
          (v, at): Decision<Verification | undefined> => {
            const next = v && inTime(v, call.send, end, at) ? callEnded(v, call.send, end.end, at) : v
            if (!next || next === v) return { answer: undefined }
            return {
              next,
              take: next.proof ? takesAfter(actOn(next, 'pressed', config, null), config.limits) : [],
              once: end.marks.map(mark => markOf(end.provider, mark)),
              answer: next,
            }
          },
        )
        if (!ended) return false
        log.info({ event: ended.proof ? 'verified' : 'call_ended', end: end.end, ...told(ended, secrets) })
        return true
      } catch (error) {
        if (error instanceof Duplicate) return false
        throw error
      }
    },

    async messageOf(provider, { verificationId, send }) {
      const v = await records.get(verificationId)
      if (!v || !isCalledBy(v, send, provider)) return null
      const begun = v.sends[send - 1]!
      const isOut = liveCodes(v, now()).some(code => isCodeOf(code, begun))
      const site = config.sites.get(v.site)!
      return isOut || begun.channel === 'call_button'
        ? messageFor(v, send, site, config.code.length, secrets)
        : null
    },
  }

  async function callOf({
    provider,
    call,
  }: CallEnd): Promise<{ verificationId: string; send: number } | null> {
    if ('verificationId' in call) {
      const v = await records.get(call.verificationId)
      return v && isCalledBy(v, call.send, provider) ? call : null
    }
    const found = await records.find(callKey(provider, call.number))
    const ringing = found.flatMap(v => {
      const send = v.sends.findLastIndex(one => one.channel === 'call_button' && one.outcome === null) + 1
      return isLive(v) && send > 0 && isSameNumber(v.contact!.value, call.number)
        ? [{ verificationId: v.id, send }]
        : []
    })
    // Of two that it could be it is neither.
    return ringing.length === 1 ? ringing[0]! : null
  }

  /** Whether this provider may speak about that send: it serves the channel at this site, or took the send. */
  function isCalledBy(v: Verification, n: number, provider: string): boolean {
    const send = v.sends[n - 1]
    if (!isLive(v) || !send) return false
    const serves = config.sites.get(v.site)!.channels.get(send.channel)?.includes(provider) ?? false
    return serves && (send.provider ?? provider) === provider
  }
}

/** A call cannot have begun before it was asked for. Clocks differ by a minute. */
function inTime(v: Verification, n: number, { startedAt }: CallEnd, now: number): boolean {
  const send = v.sends[n - 1]
  if (startedAt === null || !send) return true
  return startedAt >= send.at - 60_000 && startedAt <= now + 60_000
}

function markOf(provider: string, mark: string) {
  return { key: `call|${provider}|${mark}`, ttlSeconds: 8 * 86_400 }
}
