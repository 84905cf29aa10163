import { z } from 'zod'
import { didYouMean, inPlainWords, type Mistake, type Path } from './config-mistakes.ts'

/** The fields of a settings object, each with a schema. */
export type Shape = Readonly<Record<string, z.ZodType>>

/** What could be read of an object: a field with a mistake, or without a value, is left out. */
export type Fields<S extends Shape> = { [K in keyof S]?: z.output<S[K]> }

/**
 * Reads an object field by field, so that a mistake in one hides none in another.
 * A missing object reads as an empty one; unknown fields are mistakes.
 */
export function readFields<S extends Shape>(
  shape: S,
  input: unknown,
  at: Path,
  mistakes: Mistake[],
): Fields<S> {
  const object = input === undefined ? {} : readObject(input, at, mistakes)
  if (!object) return {}
  refuseUnknown(object, Object.keys(shape), at, mistakes)
  const fields: Record<string, unknown> = {}
  for (const [name, schema] of Object.entries(shape)) {
    const value = Object.hasOwn(object, name) ? object[name] : undefined
    const read = readValue(schema, value, [...at, name], mistakes)
    if (read?.value !== undefined) fields[name] = read.value
  }
  return fields as Fields<S>
}

/** Reads one value; `undefined` when it has a mistake. */
export function readValue<T>(schema: z.ZodType<T>, input: unknown, at: Path, mistakes: Mistake[]) {
  const parsed = schema.safeParse(input, { error: inPlainWords })
  if (parsed.success) return { value: parsed.data }
  for (const issue of parsed.error.issues) {
    mistakes.push({ path: [...at, ...(issue.path as Path)], message: issue.message })
  }
  return undefined
}

/** The object as one of named values, or `undefined` and a mistake. */
export function readObject(
  input: unknown,
  at: Path,
  mistakes: Mistake[],
): Record<string, unknown> | undefined {
  if (typeof input === 'object' && input !== null && !Array.isArray(input)) {
    return input as Record<string, unknown>
  }
  mistakes.push({ path: at, message: 'Write settings in braces: { … }.' })
  return undefined
}

/** Unknown settings are mistakes: a misspelled limit would otherwise not limit. */
export function refuseUnknown(object: object, known: readonly string[], at: Path, mistakes: Mistake[]): void {
  for (const name of Object.keys(object)) {
    if (known.includes(name)) continue
    const hint = didYouMean(name, known) || ' Remove it.'
    mistakes.push({ path: [...at, name], message: `There is no such setting.${hint}` })
  }
}

/** A whole number. `why` tells what a number outside leads to. */
export function whole(least: number, most: number, why = ''): z.ZodType<number> {
  const error = `Write a whole number from ${least} to ${most}.${why && ` ${why}`}`
  return z.number({ error }).int({ error }).min(least, { error }).max(most, { error })
}

/** A text. `check` returns what is wrong with it. */
export function text(error: string, check: (value: string) => string | undefined): z.ZodType<string> {
  return z.string({ error }).superRefine((value, context) => {
    const message = check(value)
    if (message) context.addIssue({ code: 'custom', message })
  })
}

/** `item`, or a list of at least one `item`; always read as a list. */
export function oneOrMore<T>(item: z.ZodType<T>): z.ZodType<T[]> {
  return z.unknown().transform((input, context) => {
    const items = Array.isArray(input) ? input : [input]
    if (!items.length) context.addIssue({ code: 'custom', message: 'The list is empty. Write at least one.' })
    const mistakes: Mistake[] = []
    const read = items.map((value, i) => readValue(item, value, Array.isArray(input) ? [i] : [], mistakes))
    for (const { path, message } of mistakes) {
      context.addIssue({ code: 'custom', path: [...path], message, input: undefined })
    }
    return read.flatMap(r => (r ? [r.value] : []))
  })
}
