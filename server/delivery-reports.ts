import { setTimeout as delay } from 'node:timers/promises'
import type { Inbox } from './channel.ts'
import type { Courier } from './delivery.ts'
import type { Log } from './log.ts'
import { receiptKey } from './record-keys.ts'
import type { Decision, Records } from './records.ts'
import { deliveryReported } from './sending.ts'

/** The provider waits for our answer meanwhile, and a send that hangs is not the one that it speaks of. */
const longestWaitMs = 1000

/** What a provider tells of a message after it had taken it. */
export function createDeliveryReports(options: {
  records: Records
  courier: Courier
  log: Log
}): Pick<Inbox, 'delivery'> {
  const { records, courier, log } = options

  return {
    async delivery(report) {
      // No more than the receipt said.
      if (report.status === 'sent') return
      const key = receiptKey(report.provider, report.receipt)
      let found = await records.find(key)
      if (found.length === 0) {
        // A quick report comes before the receipt that it is about is written down.
        await Promise.race([courier.settled(), delay(longestWaitMs, undefined, { ref: false })])
        found = await records.find(key)
      }
      for (const { id } of found) {
        const told = await records.change(id, (v): Decision<boolean> => {
          const next = v && deliveryReported(v, report)
          return next === v ? { answer: false } : { next, answer: true }
        })
        if (told) {
          const { provider, status } = report
          log.info({ event: 'delivery', verification: id, provider, status })
        }
      }
    },
  }
}
