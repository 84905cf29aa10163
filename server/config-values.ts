import { readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import type { Mistake, Path } from './config-mistakes.ts'

/** Where `env:NAME` and `file:PATH` are read from. */
export interface Sources {
  /** What paths are relative to: the folder of the configuration file. */
  readonly baseDir: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/**
 * Copies a configuration with every text `env:NAME` and `file:PATH` replaced by what is there,
 * a file's without the newline at its end. What cannot be read is left out and reported.
 * What was read is not read again, so a variable cannot name a file.
 */
export function readValues(input: unknown, sources: Sources, mistakes: Mistake[], at: Path = []): unknown {
  if (typeof input === 'string') return readText(input, sources, mistakes, at)
  if (Array.isArray(input)) return input.map((item, i) => readValues(item, sources, mistakes, [...at, i]))
  if (typeof input !== 'object' || input === null) return input
  return Object.fromEntries(
    Object.entries(input).map(([name, value]) => [name, readValues(value, sources, mistakes, [...at, name])]),
  )
}

function readText(
  text: string,
  { baseDir, env }: Sources,
  mistakes: Mistake[],
  at: Path,
): string | undefined {
  const fail = (message: string) => void mistakes.push({ path: at, message })
  if (text.startsWith('env:')) {
    const name = text.slice('env:'.length)
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      return fail('Write the name of a variable after "env:", such as "env:REACHPROOF_PEPPER".')
    }
    const value = Object.hasOwn(env, name) ? env[name] : undefined
    return value || fail(`The environment variable ${name} is ${value === '' ? 'empty' : 'not set'}. Set it.`)
  }
  if (text.startsWith('file:')) {
    const path = text.slice('file:'.length)
    if (!path) return fail('Write the path of a file after "file:", such as "file:./data/key.json".')
    const file = resolve(baseDir, path)
    try {
      return readFileSync(file, 'utf8').replace(/\r?\n$/, '')
    } catch (error) {
      return fail(`The file ${file} cannot be read (${errorCode(error)}). Write the path of a file that can.`)
    }
  }
  return text
}

/** `ENOENT` and the like, for a message. */
export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown reason'
}
