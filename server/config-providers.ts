import { z } from 'zod'
import type { Mode, ProviderConfig } from './config.ts'
import { oneOrMore, readFields, readObject, readValue, refuseUnknown, text } from './config-fields.ts'
import { didYouMean, isReported, listed, type Mistake } from './config-mistakes.ts'
import { unsafeHookToken, unsafeProviderUrl } from './config-safety.ts'
import type { ProviderType } from './providers/provider-type.ts'

/** The kinds of providers, by their `type`. */
export type ProviderTypes = Readonly<Record<string, ProviderType>>

/** What is known of a named provider, mistakes or not, so that sites can be checked against it. */
export interface NamedProvider {
  /** Undefined when the type is unknown. */
  readonly type: ProviderType | undefined
  /** True while nothing says otherwise, so that a mistake here asks the sites for no caps. */
  readonly free: boolean
  /** Undefined when there are mistakes in it. */
  readonly config: ProviderConfig | undefined
}

/** Reads `providers`. Every name that was written is in the result. */
export function readProviders(
  input: unknown,
  types: ProviderTypes,
  mode: Mode,
  mistakes: Mistake[],
): Map<string, NamedProvider> {
  const named = input === undefined ? {} : (readObject(input, ['providers'], mistakes) ?? {})
  return new Map(
    Object.keys(named).map(name => [name, readProvider(name, named[name], types, mode, mistakes)]),
  )
}

function readProvider(
  name: string,
  input: unknown,
  types: ProviderTypes,
  mode: Mode,
  mistakes: Mistake[],
): NamedProvider {
  const at = ['providers', name]
  const before = mistakes.length
  // The name is a part of the hook's address and of log lines.
  if (!/^[A-Za-z0-9_-]{1,32}$/.test(name)) {
    mistakes.push({ path: at, message: 'Name a provider with 1 to 32 letters, digits, "_" or "-".' })
  }
  const object = readObject(input, at, mistakes)
  if (!object) return { type: undefined, free: true, config: undefined }

  const { type: typeName, free: _, hookToken: __, ...own } = object
  const type = readType(typeName, types, at, mistakes)
  const common = readFields(
    { free: z.boolean().optional(), hookToken: oneOrMore(hookToken(mode)).optional() },
    { free: object.free, hookToken: object.hookToken },
    at,
    mistakes,
  )
  const free = common.free ?? type?.free ?? true
  if (!type) return { type, free, config: undefined }

  if (type.needsHookToken && object.hookToken === undefined) {
    const message = `This setting is missing: strangers could call the hook. ${sayHookToken}`
    mistakes.push({ path: [...at, 'hookToken'], message })
  }
  refuseUnknown(own, [...Object.keys(type.settings.shape), 'type', 'free', 'hookToken'], at, mistakes)
  const known = Object.fromEntries(Object.entries(own).filter(([key]) => key in type.settings.shape))
  const settings = readValue(type.settings, known, at, mistakes)
  for (const key of ['url', 'baseUrl']) {
    const message = typeof own[key] === 'string' && unsafeProviderUrl(own[key], mode)
    if (message && !isReported([...at, key], mistakes)) mistakes.push({ path: [...at, key], message })
  }
  if (!settings || mistakes.length > before) return { type, free, config: undefined }
  const config = { type: type.type, free, hookTokens: common.hookToken ?? [], settings: settings.value }
  return { type, free, config }
}

function readType(
  name: unknown,
  types: ProviderTypes,
  at: readonly string[],
  mistakes: Mistake[],
): ProviderType | undefined {
  if (typeof name === 'string' && Object.hasOwn(types, name)) return types[name]
  const known = Object.keys(types)
  const hint = typeof name === 'string' ? didYouMean(name, known) : ''
  const problem = name === undefined ? 'This setting is missing.' : 'There is no such type of provider.'
  mistakes.push({ path: [...at, 'type'], message: `${problem}${hint || ` Write one of: ${listed(known)}.`}` })
  return undefined
}

const sayHookToken = 'Write a random text, such as "openssl rand -hex 16" prints.'

function hookToken(mode: Mode): z.ZodType<string> {
  return text(sayHookToken, value => unsafeHookToken(value, mode))
}
