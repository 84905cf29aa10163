import type { z } from 'zod'

/** Keys and indexes from the top of the configuration. */
export type Path = readonly (string | number)[]

export interface Mistake {
  readonly path: Path
  /** What is wrong and what to write instead. Never a value that was written: it may be a secret. */
  readonly message: string
}

/** Every mistake of a configuration at once. */
export class ConfigError extends Error {
  override name = 'ConfigError'
  readonly mistakes: readonly Mistake[]
  /** @param mistakes at least one */
  constructor(mistakes: readonly Mistake[]) {
    super(mistakes.map(mistakeLine).join('\n'))
    this.mistakes = mistakes
  }
}

/** `sites[0].origins[1]: Write …`; without a path, the message alone. */
export function mistakeLine({ path, message }: Mistake): string {
  return path.length ? `${pathText(path)}: ${message}` : message
}

/** `sites[0].origins[1]`, as one would write it in JavaScript, but for names such as `wa-2`. */
export function pathText(path: Path): string {
  return path
    .map((step, i) => {
      if (typeof step === 'number') return `[${step}]`
      if (!/^[\w-]{1,64}$/.test(step)) return `[${JSON.stringify(step.slice(0, 64))}]`
      return i ? `.${step}` : step
    })
    .join('')
}

/** Whether there is a mistake at `path` or above it, so that another one would only repeat it. */
export function isReported(path: Path, mistakes: readonly Mistake[]): boolean {
  return mistakes.some(m => m.path.length <= path.length && m.path.every((step, i) => step === path[i]))
}

/** ` Did you mean "countries"?`, or nothing when no known word is near. */
export function didYouMean(word: string, known: readonly string[]): string {
  const plain = (s: string) => s.toLowerCase().replaceAll(/[^a-z0-9]/g, '')
  const asked = plain(word.slice(0, 64))
  let best: string | undefined
  let least = Infinity
  for (const candidate of known) {
    const distance = edits(asked, plain(candidate))
    if (distance < least) [best, least] = [candidate, distance]
  }
  // A third of the word: short words that differ in two letters are other words.
  return best !== undefined && least <= Math.max(1, Math.floor(best.length / 3)) && least < best.length
    ? ` Did you mean "${best}"?`
    : ''
}

/** Levenshtein distance. */
function edits(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, j) => j)
  for (let i = 1; i <= a.length; i++) {
    const next = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1)
      next.push(Math.min(replaced, row[j]! + 1, next[j - 1]! + 1))
    }
    row = next
  }
  return row[b.length]!
}

/** The names in a list, for a message. */
export function listed(names: readonly string[]): string {
  return names.map(name => JSON.stringify(name)).join(', ')
}

/**
 * A sentence for every issue whose schema has no message of its own, instead of zod's.
 *
 * @see https://zod.dev/error-customization
 */
export const inPlainWords: z.core.$ZodErrorMap = issue => {
  const missing = issue.input === undefined ? 'This setting is missing. ' : ''
  switch (issue.code) {
    case 'invalid_type':
      return missing + (wanted[issue.expected] ?? 'Write another kind of value.')
    case 'invalid_value':
      return `${missing}Write ${issue.values.length === 1 ? '' : 'one of '}${issue.values.map(v => JSON.stringify(v)).join(', ')}.`
    case 'too_small':
      return `Write ${amount(issue.origin, 'at least', issue.minimum, issue.inclusive)}.`
    case 'too_big':
      return `Write ${amount(issue.origin, 'at most', issue.maximum, issue.inclusive)}.`
    case 'unrecognized_keys':
      return `There is no setting ${listed(issue.keys)} here. Remove it.`
    default:
      return `${missing}This does not have the form that is needed here.`
  }
}

const wanted: Record<string, string> = {
  string: 'Write a text in quotes.',
  number: 'Write a number, without quotes.',
  int: 'Write a whole number.',
  boolean: 'Write true or false, without quotes.',
  array: 'Write a list: [ … ].',
  object: 'Write settings in braces: { … }.',
  record: 'Write settings in braces: { … }.',
}

function amount(origin: string, bound: string, limit: number | bigint, inclusive = true): string {
  const edge = inclusive ? `${bound} ${limit}` : `${bound === 'at least' ? 'more' : 'less'} than ${limit}`
  if (origin === 'string') return `${edge} characters`
  return origin === 'array' || origin === 'set' ? `a list of ${edge}` : `a number of ${edge}`
}
