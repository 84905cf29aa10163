import type { ChannelId } from './api.ts'
import type { Config, Limits, RuleMode, Site, Windows } from './config.ts'
import { type Contact, limitKey } from './contact.ts'
import { type Breaker, pauseRules, pauseTakes } from './pauses.ts'
import type { Take } from './store/store.ts'
import { type Verification, waitsFirst } from './verification.ts'

/**
 * Every limit, in two tables, and one function that yields the budgets an act
 * uses. Starts, resends, switches of channel, answers to messages and checks
 * all come through here, so no path goes around a limit. This table refuses one
 * person or address; the other, in `pauses.ts`, pauses a block of numbers, a
 * country or a site.
 *
 * Caps on what strangers may write to a business number are in
 * `sender-budgets.ts`.
 */
const rules: readonly Rule[] = [
  {
    name: 'contact_sends',
    counts: act => contactIf(act.sends, act),
    windows: limits => limits.contactSends,
    // Who writes to us is answered at once.
    gaps: (limits, act) => (act.kind === 'answer' ? [] : limits.coolDownSeconds),
  },
  {
    name: 'contact_calls',
    counts: act => contactIf(act.sends && act.channel.startsWith('call_'), act),
    windows: limits => limits.contactCalls,
  },
  {
    name: 'contact_wrong',
    counts: act => contactIf(act.kind === 'check', act),
    windows: limits => limits.contactWrong,
  },
  {
    name: 'address_starts',
    counts: act => (act.kind === 'start' ? addressesOf(act, `${startKind(act)}|`) : []),
    windows: (limits, act) => limits.addressStarts[startKind(act)],
    soft: true,
  },
  {
    name: 'address_checks',
    counts: act => (act.kind === 'check' ? addressesOf(act) : []),
    // Carriers and offices share addresses, and a check is bounded by its verification and its contact.
    windows: limits => times(10, limits.addressChecks),
  },
  {
    name: 'site_paid',
    counts: act => (act.sends && act.paid ? [{ subject: act.site.key }] : []),
    windows: (_, act) => capsOf(act.site),
  },
]

/** As the configuration and the log name them. */
export const ruleNames: readonly string[] = [...rules, ...pauseRules].map(rule => rule.name)

interface Rule {
  name: string
  /** Whose budgets are used; none: this rule has nothing to say here. */
  counts(act: Act): readonly Counted[]
  windows(limits: Limits, act: Act): Windows
  gaps?(limits: Limits, act: Act): readonly number[]
  /** Over the figure work is asked for; at ten times it is refused: carriers share addresses. */
  soft?: true
}

interface Counted {
  subject: string
  /** It has this many times the budget. Default 1. */
  share?: number
}

/** Something that somebody does, and what limits ask about it. */
export interface Act {
  /**
   * `start` and `send` send something out when `sends` is true; `answer` replies to a message. `check` comes before
   * the comparison and `checked` after it; `pressed`: key 1 was pressed in a call.
   */
  kind: 'start' | 'send' | 'answer' | 'check' | 'checked' | 'pressed'
  site: Site
  channel: ChannelId
  /** Something goes out to the contact. */
  sends: boolean
  /** It costs the operator money. After a check: something that was sent before did. */
  paid: boolean
  /** Null also for a test contact: everybody knows its code. */
  contact: Contact | null
  /** The client's address as it is counted; null when there is none to count, as for a site's own backend. */
  address: string | null
  /** Of `checked`: whether the code was right. */
  right?: boolean
  /** Of `checked`: whether it was the first check of its verification. */
  first?: boolean
  /** The client did the work that was asked for. */
  worked?: boolean
}

/** What `kind` of act this is on `v`, as it will be after it. */
export function actOn(v: Verification, kind: Act['kind'], config: Config, address: string | null): Act {
  const site = config.sites.get(v.site)!
  const channel = kind === 'answer' ? 'whatsapp' : v.channel
  const isSend = kind === 'start' || kind === 'send'
  const channels = isSend || kind === 'answer' ? [channel] : v.sends.map(send => send.channel)
  return {
    kind,
    site,
    channel,
    // For a test contact nothing is sent.
    sends: !v.test && (kind === 'answer' || (isSend && !waitsFirst(channel))),
    paid: !v.test && channels.some(one => isPaid(config, site, one)),
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
  /** What it sets off when it is used up. */
  breaker?: Breaker
  /** It is only there for a breaker to look at. */
  silent?: true
}

/** The budgets that `act` uses; none when limits are off. Keys are not hashed yet. */
export function takesFor(act: Act, limits: Limits): NamedTake[] {
  if (limits.off) return []
  return [
    ...rules.flatMap(rule => ruleTakes(rule, act, limits)),
    ...pauseRules.flatMap(rule => pauseTakes(rule, act, limits, modeOf(limits, rule.name))),
  ]
}

/** The same for what has happened already: all of it is counted, and nothing is refused. */
export function takesAfter(act: Act, limits: Limits): NamedTake[] {
  return takesFor(act, limits).flatMap(take => (take.mode === 'ask' ? [] : { ...take, mode: 'record' }))
}

/** What the configuration makes of a rule. */
export function modeOf(limits: Pick<Limits, 'off' | 'rules'>, rule: string): RuleMode {
  return limits.off ? 'off' : (limits.rules[rule] ?? 'enforce')
}

/** The budget of wrong codes for a contact, forgotten when it proves that it is there. */
export function wrongKey(contact: Contact): string {
  return `contact_wrong|${limitKey(contact)}`
}

function ruleTakes(rule: Rule, act: Act, limits: Limits): NamedTake[] {
  const mode = modeOf(limits, rule.name)
  const windows = rule.windows(limits, act)
  if (mode === 'off' || Object.keys(windows).length === 0) return []
  return rule.counts(act).flatMap(({ subject, share = 1 }) => {
    const take: NamedTake = {
      rule: rule.name,
      key: `${rule.name}|${subject}`,
      windows: times(share, windows),
      gaps: rule.gaps?.(limits, act),
      mode,
    }
    if (!rule.soft || mode === 'record') return take
    const hard = { ...take, windows: times(10, take.windows) }
    // One budget, asked before it is used: the second would see the use of the first.
    return act.worked ? hard : [{ ...take, mode: 'ask', work: true }, hard]
  })
}

function contactIf(applies: boolean, { contact }: Act): Counted[] {
  return applies && contact ? [{ subject: limitKey(contact) }] : []
}

/** What a client has whose address no proxy could tell us. */
export const unknownAddress = 'unknown'

/** An IPv6 /64 is one customer's, and so may be a whole /48: it has four times the budget of one /64. */
function addressesOf({ address }: Act, prefix = ''): Counted[] {
  if (address === null) return []
  // Whoever has none shares this one with everybody else who has none.
  if (address === unknownAddress) return [{ subject: prefix + address, share: 10 }]
  const network = /^([^:]*:[^:]*:[^:]*):[^:]*::\/64$/.exec(address)?.[1]
  return [
    { subject: prefix + address },
    ...(network === undefined ? [] : [{ subject: `${prefix}${network}::/48`, share: 4 }]),
  ]
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

function times(factor: number, windows: Windows): Windows {
  return Object.fromEntries(Object.entries(windows).map(([seconds, limit]) => [seconds, limit * factor]))
}
