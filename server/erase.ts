import type { ChannelId } from './api.ts'
import { channels } from './channel.ts'
import type { Config } from './config.ts'
import { type Contact, limitKey } from './contact.ts'
import { type Act, takesFor } from './limits.ts'
import { contactKey } from './record-keys.ts'
import type { Secrets } from './secrets.ts'
import { guesses, neutralAnswers, senderTake, smallTalk } from './sender-budgets.ts'
import type { Store } from './store/store.ts'

/** What was found of a contact, and is gone. */
export interface Erased {
  records: number
  counters: number
}

/** Longer than any counter is kept. */
const longestKept = 30 * 86_400

/**
 * Forgets a contact in every spelling that reaches the same phone or mailbox: its verifications, whatever became of
 * them, and the counters that are its own. A server that runs on the same store goes on; a verification that is
 * under way ends as if it had never been.
 *
 * What stays holds keyed hashes only, and ends by itself: that the contact was among the distinct ones of its block of
 * numbers (an hour; to take it out would let the block be counted anew), and the marks of messages and calls that were
 * handled (8 days at most; their names are the provider's, so nothing leads from a contact to them).
 *
 * Resolves when it is durable. Rejects when the store fails.
 */
export async function erase(
  contact: Contact,
  { config, secrets, store }: { config: Config; secrets: Secrets; store: Store },
): Promise<Erased> {
  const erased: Erased = { records: 0, counters: 0 }
  for (const key of secrets.keyedByAll(contactKey(contact))) {
    // A look-up finds a page, and what was removed makes room for the next.
    for (;;) {
      const found = await store.find(key)
      if (found.length === 0) break
      await store.commit({ remove: found.map(({ id }) => id) })
      erased.records += found.length
    }
  }
  const counters = countersOf(contact, config).flatMap(secrets.keyedByAll)
  for (const key of counters) if (await isInUse(store, key)) erased.counters++
  await store.commit({ clear: counters })
  return erased
}

/** A budget of one use is refused where there was one, and asking uses nothing. */
async function isInUse(store: Store, key: string): Promise<boolean> {
  const result = await store.commit({ take: [{ key, windows: { [longestKept]: 1 }, mode: 'ask' }] })
  return !result.ok
}

/** The names of all budgets whose subject is this contact: asked of the table of limits, so that a new rule is in it. */
function countersOf(contact: Contact, config: Config): string[] {
  // Those too that are switched off now: they may have counted before.
  const limits = { ...config.limits, off: false, rules: {} }
  const ids = Object.keys(channels) as ChannelId[]
  const acts = [...config.sites.values()].flatMap(site =>
    ids
      .filter(id => channels[id].contact === contact.kind)
      .flatMap(channel =>
        kinds.map((kind): Act => ({ kind, site, channel, sends: true, paid: true, contact, address: null })),
      ),
  )
  const keys = acts.flatMap(act => takesFor(act, limits)).map(take => take.key)
  const own = [...new Set(keys)].filter(key => key.endsWith(`|${limitKey(contact)}`))
  if (contact.kind === 'email') return own
  const asSender = [...config.providers.keys()].flatMap(provider =>
    [guesses, neutralAnswers, smallTalk].map(budget => senderTake(budget, provider, contact.value).key),
  )
  return [...own, ...asSender]
}

const kinds: readonly Act['kind'][] = ['start', 'send', 'answer', 'check', 'checked', 'pressed']
