import type { Inbox } from './channel.ts'
import type { Log } from './log.ts'
import { receiptKey } from './record-keys.ts'
import type { Decision, Records } from './records.ts'
import { deliveryReported } from './sending.ts'

/** What a provider tells of a message after it had taken it. */
export function createDeliveryReports(options: { records: Records; log: Log }): Pick<Inbox, 'delivery'> {
  const { records, log } = options

  return {
    async delivery(report) {
      for (const { id } of await records.find(receiptKey(report.provider, report.receipt))) {
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
