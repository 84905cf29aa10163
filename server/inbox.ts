import { createCallEnds } from './calls.ts'
import type { Inbox, Provider } from './channel.ts'
import type { Config } from './config.ts'
import type { Courier } from './delivery.ts'
import { createDeliveryReports } from './delivery-reports.ts'
import { createMessages } from './inbound.ts'
import type { Log } from './log.ts'
import type { Records } from './records.ts'
import type { Secrets } from './secrets.ts'
import { createSuppliedCodes } from './supplied-codes.ts'
import type { Rules } from './verification.ts'

/** Everything that providers tell us, each part in a file of its own. */
export function createInbox(parts: {
  config: Config
  rules: Rules
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  courier: Courier
  log: Log
  now: () => number
}): Inbox {
  return {
    ...createMessages(parts),
    ...createSuppliedCodes(parts),
    ...createCallEnds(parts),
    ...createDeliveryReports(parts),
  }
}
