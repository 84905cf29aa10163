import type { ChannelId } from './api.ts'
import type { Config } from './config.ts'
import { prefixOf } from './contact.ts'
import { countryOf } from './destination.ts'
import { bucketSamples, type Family, type Labels, metricsPage, written } from './metrics-text.ts'
import { parsePhone } from './phone.ts'
import { version } from './version.ts'

/**
 * What an operator's Prometheus asks for. Everything that is worth counting is
 * logged already, once, so the lines of the log are what is counted: nothing in
 * the core knows of metrics.
 *
 * No label holds what a visitor wrote: sites, providers and rules come from the
 * configuration, countries from the metadata of numbers.
 */
export interface Metrics {
  /** Counts a line of the log as it was handed over, with the contact in full. */
  event(line: Line): void
  /** Counts an answer. `route` is the pattern, never the path, which may hold a token. */
  answered(request: { method: string; route: string; status: number; seconds: number }): void
  /** Everything as Prometheus reads it. */
  text(): string
}

type Line = Readonly<Record<string, unknown>>

const help = {
  starts: 'Verifications that began; "provider" is the one that is asked first.',
  sends: 'Codes and calls: "sent" was taken by the provider, "not_sent" was not.',
  checks: 'Codes that were compared.',
  verified: 'Contacts that were verified.',
  redeemed: 'Proofs that were redeemed.',
  limit_hits: 'Budgets that were used up; with mode "record" nothing was refused for it.',
  breakers: 'Pauses that began.',
  hooks_refused: 'Webhook requests that the provider did not make.',
  problems: 'Errors that were answered.',
} as const

type Counter = keyof typeof help

/** Upper bounds in seconds. */
const buckets = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 25]

/** Counts in the memory of this process: of several each is asked for itself, and a restart begins at 0. */
export function createMetrics(config: Config): Metrics {
  const counters = new Map<Counter, Map<string, { labels: Labels; value: number }>>()
  const answers = new Map<string, { labels: Labels; counts: number[]; sum: number }>()
  const countryOfNumber = createCountries()

  function count(counter: Counter, labels: Labels): void {
    const all = counters.get(counter) ?? new Map()
    counters.set(counter, all)
    const name = written(labels)
    const one = all.get(name)
    if (one) one.value++
    else all.set(name, { labels, value: 1 })
  }

  /** Where it happened. Who is asked first, the configuration knows before anybody was. */
  function place({ site, channel, provider, contact }: Line) {
    const first = config.sites.get(String(site))?.channels.get(channel as ChannelId)?.[0]
    return {
      site: String(site),
      channel: String(channel),
      country: countryOfNumber(contact),
      provider: String(provider ?? first ?? ''),
    }
  }

  /** The same, and whether it costs money. */
  function pricedPlace(line: Line) {
    const at = place(line)
    return { ...at, paid: String(config.providers.get(at.provider)?.free === false) }
  }

  const counts = new Map<unknown, (line: Line) => void>(
    Object.entries<(line: Line) => void>({
      start: line => count('starts', place(line)),
      sent: line => count('sends', { ...pricedPlace(line), result: 'sent' }),
      code_supplied: line => count('sends', { ...pricedPlace(line), result: 'sent' }),
      not_sent: line => count('sends', { ...pricedPlace(line), result: 'not_sent' }),
      wrong_code: line => count('checks', { ...place(line), result: 'wrong' }),
      verified(line) {
        // A key that was pressed in a call is no code.
        if (line.end === undefined) count('checks', { ...place(line), result: 'right' })
        count('verified', pricedPlace(line))
      },
      redeemed(line) {
        if (line.again !== true) count('redeemed', only(line, 'site'))
      },
      limit: line => count('limit_hits', only({ mode: 'enforce', ...line }, 'rule', 'mode')),
      breaker: line => count('breakers', only(line, 'rule', 'site', 'country', 'mode')),
      hook_refused: line => count('hooks_refused', only(line, 'provider', 'status')),
      problem: line => count('problems', only(line, 'code')),
    }),
  )

  return {
    event(line) {
      // Nothing is sent to a test contact.
      if (line.test !== true) counts.get(line.event)?.(line)
    },

    answered({ method, route, status, seconds }) {
      const labels = { method, route, status: String(status) }
      const name = written(labels)
      const one = answers.get(name) ?? { labels, counts: [...buckets, 0].fill(0), sum: 0 }
      answers.set(name, one)
      const bucket = buckets.findIndex(bound => seconds <= bound)
      one.counts[bucket < 0 ? buckets.length : bucket]! += 1
      one.sum += seconds
    },

    text() {
      const families = Object.entries(help).map(
        ([name, help]): Family => ({
          name: `reachproof_${name}_total`,
          type: 'counter',
          help,
          samples: samplesOf(name as Counter),
        }),
      )
      const durations: Family = {
        name: 'reachproof_http_request_duration_seconds',
        type: 'histogram',
        help: 'Time to answer by route; browsers that wait for a change are "…?wait".',
        samples: [...answers.values()].flatMap(one => bucketSamples(one.labels, buckets, one)),
      }
      return metricsPage([...families, conversion(), durations, ...processFamilies()])
    },
  }

  function samplesOf(counter: Counter) {
    return [...(counters.get(counter)?.values() ?? [])]
  }

  /** How many of the paid sends came to something: it falls when somebody earns with them. */
  function conversion(): Family {
    const sums = new Map<string, { labels: Labels; sends: number; verified: number }>()
    const add = (counter: 'sends' | 'verified') => {
      for (const { labels, value } of samplesOf(counter)) {
        if (labels.paid !== 'true' || labels.result === 'not_sent') continue
        const at = only(labels, 'site', 'country')
        const sum = sums.get(written(at)) ?? { labels: at, sends: 0, verified: 0 }
        sums.set(written(at), sum)
        sum[counter] += value
      }
    }
    add('sends')
    add('verified')
    return {
      name: 'reachproof_conversion_ratio',
      type: 'gauge',
      help: 'Verified over paid sends since the process began.',
      samples: [...sums.values()]
        .filter(({ sends }) => sends > 0)
        .map(({ labels, sends, verified }) => ({ labels, value: verified / sends })),
    }
  }
}

function processFamilies(): Family[] {
  const { user, system } = process.cpuUsage()
  const gauge = (name: string, help: string, value: number, labels?: Labels): Family => ({
    ...{ name, type: 'gauge', help },
    samples: [{ value, ...(labels && { labels }) }],
  })
  return [
    gauge('reachproof_build_info', 'The running version.', 1, { version }),
    gauge('process_start_time_seconds', 'When the process began, Unix time.', performance.timeOrigin / 1000),
    gauge('process_resident_memory_bytes', 'Memory in use.', process.memoryUsage.rss()),
    {
      ...gauge('process_cpu_seconds_total', 'Processor time used.', (user + system) / 1e6),
      type: 'counter',
    },
  ]
}

/** Blocks whose country is remembered: to look one up takes longer than to count it. */
const mostBlocks = 10_000

/** The country of a contact; empty for email and for networks of no country. */
function createCountries(): (contact: unknown) => string {
  const ofBlock = new Map<string, string>()
  return contact => {
    if (typeof contact !== 'string' || !contact.startsWith('+')) return ''
    const block = prefixOf(contact)
    const known = ofBlock.get(block)
    if (known !== undefined) return known
    const phone = parsePhone(contact)
    const country = (phone && countryOf(phone)) ?? ''
    if (ofBlock.size >= mostBlocks) ofBlock.clear()
    ofBlock.set(block, country)
    return country
  }
}

function only(line: Line, ...names: string[]): Labels {
  return Object.fromEntries(names.map(name => [name, String(line[name] ?? '')]))
}
