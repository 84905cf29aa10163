/**
 * Prometheus' text format, version 0.0.4. By hand, since it is this short and the usual library takes 0.1 s of
 * every start.
 *
 * @see https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format
 */
export const metricsContentType = 'text/plain; version=0.0.4; charset=utf-8'

export type Labels = Readonly<Record<string, string>>

/** One metric with all its series. */
export interface Family {
  name: string
  type: 'counter' | 'gauge' | 'histogram'
  help: string
  samples: readonly Sample[]
}

export interface Sample {
  /** Behind the name of the family: `_bucket`, `_sum` and `_count` of a histogram. */
  suffix?: string
  labels?: Labels
  value: number
}

/** The families as a page. One without series is named all the same, so that it can be found. */
export function metricsPage(families: readonly Family[]): string {
  return families
    .flatMap(({ name, type, help, samples }) => [
      `# HELP ${name} ${help}`,
      `# TYPE ${name} ${type}`,
      ...samples.map(({ suffix = '', labels = {}, value }) => `${name}${suffix}${written(labels)} ${value}`),
    ])
    .join('\n')
    .concat('\n')
}

/** A histogram's series of one set of labels: Prometheus wants each bucket to hold those below it as well. */
export function bucketSamples(
  labels: Labels,
  bounds: readonly number[],
  { counts, sum }: { counts: readonly number[]; sum: number },
): Sample[] {
  let below = 0
  const filled = [...bounds, Number.POSITIVE_INFINITY].map((bound, i) => {
    below += counts[i]!
    const le = bound === Number.POSITIVE_INFINITY ? '+Inf' : String(bound)
    return { suffix: '_bucket', labels: { ...labels, le }, value: below }
  })
  return [...filled, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: below }]
}

/** `{site="a",channel="sms"}`: the text of the labels, and what tells one series from another. */
export function written(labels: Labels): string {
  const pairs = Object.entries(labels).map(([name, value]) => `${name}="${escaped(value)}"`)
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`
}

function escaped(value: string): string {
  return value.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')
}
