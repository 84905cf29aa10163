import type { Inbox } from './channel.ts'
import { hashOfSupplied } from './code.ts'
import type { Config } from './config.ts'
import { actOn, takesAfter } from './limits.ts'
import { type Log, told } from './log.ts'
import { senderKey } from './record-keys.ts'
import type { Decision, Records } from './records.ts'
import type { Secrets } from './secrets.ts'
import { codeSupplied } from './sending.ts'
import { isLive, type Rules } from './verification.ts'
import { sameWhatsApp } from './whatsapp-number.ts'

/**
 * A code that the provider made: every live verification of that contact at that
 * provider takes it, each with its own checks. Only its keyed hash is stored.
 */
export function createSuppliedCodes(options: {
  config: Config
  rules: Rules
  records: Records
  secrets: Secrets
  log: Log
}): Pick<Inbox, 'codeSupplied'> {
  const { config, rules, records, secrets, log } = options

  return {
    async codeSupplied({ provider, contact, code }) {
      const found = await records.find(senderKey(provider, contact))
      for (const { id } of found.filter(v => isLive(v) && sameWhatsApp(v.contact!.value, contact))) {
        const taken = await records.change(id, (v, at): Decision<boolean> => {
          if (!v || !isLive(v)) return { answer: false }
          const next = codeSupplied(v, hashOfSupplied(v, code, secrets), rules, at)
          if (next === v) return { answer: false }
          // It is out already, so it is counted and not refused.
          return { next, take: takesAfter(actOn(next, 'answer', config, null), config.limits), answer: true }
        })
        if (taken) log.info({ event: 'code_supplied', provider, ...told((await records.get(id))!, secrets) })
      }
    },
  }
}
