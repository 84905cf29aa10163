import type { ChannelId } from './api.ts'
import type { Config, Limits, Site, Windows } from './config.ts'
import { type Contact, limitKey, prefixOf } from './contact.ts'
import type { Take } from './store/store.ts'
import { type Verification, waitsFirst } from './verification.ts'

/**
 * Every limit, in one table, and one function that yields the budgets an act
 * uses. Starts, resends, switches of channel, answers to messages and checks
 * all come through here, so no path goes around a limit.
 */
export interface Act {
  /** `start` and `send` send something out when `sends` is true; `answer` replies to a message. */
  kind: 'start' | 'send' | 'answer' | 'check'
  site: Site
  channel: ChannelId
  /** Something goes out to the contact. */
  sends: boolean
  /** It costs the operator money. */
  paid: boolean
  contact: Contact | null
  /** The client's address as it is counted; null when none is known. */
  address: string | null
  /** Work was done for it. */
  worked?: boolean
}

interface Rule {
  name: string
  /** Whose budget it is; null: this rule has nothing to say here. */
  subject(act: Act): string | null
  windows(limits: Limits, act: Act): Windows
  gaps?(limits: Limits, act: Act): readonly number[]
  member?(act: Act): string
}

const rules: readonly Rule[] = [
  {
    name: 'contact_sends',
    subject: act => (act.sends && act.contact ? limitKey(act.contact) : null),
    windows: limits => limits.contactSends,
    // Who writes to us is answered at once.
    gaps: (limits, act) => (act.kind === 'answer' ? [] : limits.coolDownSeconds),
  },
  {
    name: 'contact_wrong',
    subject: act => (act.kind === 'check' && act.contact ? limitKey(act.contact) : null),
    windows: limits => limits.contactWrong,
  },
  {
    name: 'address_starts',
    subject: act => (act.kind === 'start' && act.address ? `${startKind(act)}|${act.address}` : null),
    windows: (limits, act) => limits.addressStarts[startKind(act)],
  },
  {
    name: 'address_checks',
    subject: act => (act.kind === 'check' ? act.address : null),
    // Carriers and offices share addresses, and a check is bounded by its verification and its contact.
    windows: limits => timesTen(limits.addressChecks),
  },
  {
    name: 'prefix_numbers',
    subject: act =>
      act.sends && act.paid && act.contact?.kind === 'phone' ? prefixOf(act.contact.value) : null,
    windows: limits => limits.prefixNumbers,
    member: act => limitKey(act.contact!),
  },
  {
    name: 'site_paid',
    subject: act => (act.sends && act.paid ? act.site.key : null),
    windows: (_, act) => capsOf(act.site),
  },
]

/** What `kind` of act this is on `v`, as it will be after it. */
export function actOn(v: Verification, kind: Act['kind'], config: Config, address: string | null): Act {
  const site = config.sites.get(v.site)!
  const channel = kind === 'answer' ? 'whatsapp' : v.channel
  return {
    kind,
    site,
    channel,
    // For a test contact nothing is sent, and everybody knows its code.
    sends: !v.test && (kind === 'answer' || (kind !== 'check' && !waitsFirst(channel))),
    paid: !v.test && isPaid(config, site, channel),
    contact: v.test ? null : (v.contact as Contact | null),
    address,
  }
}

/** Whether a send over this channel may cost the operator money. */
export function isPaid(config: Config, site: Site, channel: ChannelId): boolean {
  return (site.channels.get(channel) ?? []).some(name => !config.providers.get(name)!.free)
}

/** A budget and the rule it belongs to. */
export interface NamedTake extends Take {
  rule: string
  /** Used up, it asks for work instead of a wait. */
  work?: boolean
}

/** The budgets that `act` uses; none when limits are off. Keys are not hashed yet. */
export function takesFor(act: Act, limits: Limits): NamedTake[] {
  if (limits.off) return []
  return rules.flatMap(rule => {
    const subject = rule.subject(act)
    const windows = subject === null ? {} : rule.windows(limits, act)
    if (subject === null || Object.keys(windows).length === 0) return []
    return {
      rule: rule.name,
      key: `${rule.name}|${subject}`,
      windows,
      gaps: rule.gaps?.(limits, act),
      member: rule.member?.(act),
    }
  })
}

/** The budget of wrong codes for a contact, forgotten when it proves that it is there. */
export function wrongKey(contact: Contact): string {
  return `contact_wrong|${limitKey(contact)}`
}

function startKind(act: Act): 'paid' | 'email' | 'whatsapp' {
  if (act.paid) return 'paid'
  return act.channel === 'email' ? 'email' : 'whatsapp'
}

function capsOf(site: Site): Windows {
  const { paidPerHour, paidPerDay } = site.caps
  return {
    ...(paidPerHour === null ? {} : { 3600: paidPerHour }),
    ...(paidPerDay === null ? {} : { 86400: paidPerDay }),
  }
}

function timesTen(windows: Windows): Windows {
  return Object.fromEntries(Object.entries(windows).map(([seconds, limit]) => [seconds, limit * 10]))
}
