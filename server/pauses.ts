import type { Limits, RuleMode, Windows } from './config.ts'
import { limitKey, prefixOf } from './contact.ts'
import { countryOf } from './destination.ts'
import type { Act, NamedTake } from './limits.ts'
import type { Change, CommitResult } from './store/store.ts'

/**
 * What single budgets cannot see: a crowd of numbers that are sent to and never
 * verified, or one guess at each of very many contacts. Counters that are used
 * up pause everything that has the subject in common, and an alert is logged.
 *
 * All of it is in the store, so a pause holds in every process and after a restart.
 */
export const pauseRules: readonly PauseRule[] = [
  {
    // Numbers that were bought together differ in their last four digits.
    name: 'prefix_numbers',
    subject: act => (act.contact?.kind === 'phone' ? prefixOf(act.contact.value) : null),
    pauses: isPaidSend,
    pauseSeconds: () => 3600,
    counters: limits => [
      {
        name: 'numbers',
        counts: isPaidSend,
        windows: limits.prefixNumbers,
        member: act => limitKey(act.contact!),
        refuses: true,
      },
    ],
  },
  {
    // Whoever earns with messages has no reason to type the codes.
    name: 'conversion',
    subject: act => (act.contact?.kind === 'phone' ? countryOf(act.contact) : null),
    pauses: isPaidSend,
    pauseSeconds: limits => limits.conversion.pauseSeconds,
    counters: ({ conversion: { window, sends, minPercent } }) => [
      {
        name: 'sends',
        counts: isPaidSend,
        windows: { [window]: sends },
        refuses: true,
        unless: { name: 'verified', windows: { [window]: partOf(sends, minPercent) } },
      },
      { name: 'verified', counts: act => isVerified(act) && act.paid, windows: { [window]: sends } },
    ],
  },
  {
    // Neither a verification nor a contact sees more than one guess of a spray over thousands.
    name: 'site_guesses',
    subject: act => act.site.key,
    pauses: act => act.sends && act.kind !== 'answer',
    asksForWork: true,
    pauseSeconds: limits => limits.siteGuesses.pauseSeconds,
    counters: ({ siteGuesses: { window, wrong, checked, minPercent } }) => [
      { name: 'wrong', counts: act => isChecked(act) && !act.right, windows: { [window]: wrong } },
      {
        name: 'checked',
        counts: act => isChecked(act) && act.first!,
        // Only counted, so the last one that is granted is one too few to judge by.
        windows: { [window]: checked - 1 },
        unless: { name: 'right', windows: { [window]: partOf(checked, minPercent) } },
      },
      { name: 'right', counts: act => isChecked(act) && act.right!, windows: { [window]: checked } },
    ],
  },
]

interface PauseRule {
  name: string
  /** What is paused; null: this act has none. */
  subject(act: Act): string | null
  /** Whether a pause concerns this act. */
  pauses(act: Act): boolean
  /** During a pause work is asked for; without it, everything is refused. */
  asksForWork?: true
  pauseSeconds(limits: Limits): number
  counters(limits: Limits): readonly Counter[]
}

interface Counter {
  name: string
  counts(act: Act): boolean
  windows: Windows
  /** Counts distinct ones. */
  member?(act: Act): string
  /** The use that is too much is refused, and not only counted. */
  refuses?: true
  /** A counter with a figure that, once reached, is enough: nothing is paused, and all of them begin anew. */
  unless?: { name: string; windows: Windows }
}

/** What is to be decided when a counter is used up. Its keys are not hashed yet. */
export interface Breaker {
  /** A budget of one use, which lasts as long as the pause. */
  pause: { key: string; windows: Windows }
  unless: { key: string; windows: Windows } | null
  /** Begins anew whatever is decided. */
  forget: readonly string[]
  /** What an alert says. Not the block of numbers: with the last digits of another line it would be a contact. */
  about(): { rule: string; site: string; country?: string | null }
  mode: 'enforce' | 'record'
}

/** The pauses that `act` runs into and the counters it uses. */
export function pauseTakes(rule: PauseRule, act: Act, limits: Limits, mode: RuleMode): NamedTake[] {
  const counters = rule.counters(limits)
  const counted = counters.filter(counter => counter.counts(act))
  if (mode === 'off' || (counted.length === 0 && !rule.pauses(act))) return []
  const subject = rule.subject(act)
  if (subject === null) return []

  const keyOf = (name: string) => `${rule.name}.${name}|${subject}`
  const pause = { key: keyOf('pause'), windows: { [rule.pauseSeconds(limits)]: 1 } }
  const breakerOf = ({ name, unless }: Counter): Breaker => ({
    pause,
    unless: unless ? { key: keyOf(unless.name), windows: unless.windows } : null,
    forget: unless ? counters.map(one => keyOf(one.name)) : [keyOf(name)],
    about: () => ({
      rule: rule.name,
      site: act.site.key,
      ...(rule.name !== 'site_guesses' && { country: countryOf(act.contact!) }),
    }),
    mode,
  })
  const judged = (counter: Counter) => !counters.some(one => one.unless?.name === counter.name)
  const holds = mode === 'enforce' && rule.pauses(act) && !(rule.asksForWork && act.worked)
  return [
    ...(holds
      ? [{ rule: rule.name, ...pause, mode: 'ask' as const, ...(rule.asksForWork && { work: true }) }]
      : []),
    ...counted.map(counter => ({
      rule: rule.name,
      key: keyOf(counter.name),
      windows: counter.windows,
      ...(counter.member && { member: counter.member(act) }),
      mode: counter.refuses && mode === 'enforce' ? ('enforce' as const) : ('record' as const),
      ...(judged(counter) ? { breaker: breakerOf(counter) } : { silent: true as const }),
    })),
  ]
}

/**
 * Decides about a counter that is used up: pauses, unless enough was verified.
 *
 * @returns `tripped` only once for a pause; `paused` when it holds already; `sound` when counting began anew
 */
export async function judge(
  breaker: Breaker,
  commit: (change: Change) => Promise<CommitResult>,
  keyed: (key: string) => string,
): Promise<'tripped' | 'paused' | 'sound'> {
  const pause = { ...breaker.pause, key: keyed(breaker.pause.key) }
  const enough = breaker.unless && { ...breaker.unless, key: keyed(breaker.unless.key), mode: 'ask' as const }
  const clear = breaker.forget.map(keyed)
  const result = await commit({ take: [...(enough ? [enough] : []), pause], clear })
  if (result.ok) return 'tripped'
  if (result.reason !== 'limit' || result.key !== enough?.key) return 'paused'
  await commit({ clear })
  return 'sound'
}

function isPaidSend(act: Act): boolean {
  return act.sends && act.paid && act.contact?.kind === 'phone'
}

function isChecked(act: Act): boolean {
  return act.kind === 'checked' && act.contact !== null
}

function isVerified(act: Act): boolean {
  return act.kind === 'pressed' || (act.kind === 'checked' && act.right === true)
}

/** How many of `all` are `percent`, rounded up. */
function partOf(all: number, percent: number): number {
  return Math.ceil((all * percent) / 100)
}
