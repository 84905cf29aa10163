import { isIP } from 'node:net'
import { resolve } from 'node:path'
import { z } from 'zod'
import type { Config, Mode, StoreConfig } from './config.ts'
import { oneOrMore, readFields, text } from './config-fields.ts'
import type { Mistake } from './config-mistakes.ts'
import { unsafePublicUrl } from './config-safety.ts'
import * as sections from './config-schema.ts'
import { signingKey } from './keys.ts'

/** Everything but providers and sites, as far as it could be read. */
export type Top = Omit<Config, 'providers' | 'sites'>

/**
 * Reads the settings above `providers` and `sites`. What has a mistake is left out of the result;
 * so are keys that are not there: in production that is a mistake, in development they are made.
 */
export function readTop(input: object, baseDir: string, mistakes: Mistake[]): Partial<Top> & { mode: Mode } {
  const mode = modeOf(input)
  const {
    listen,
    code,
    proof,
    limits,
    providers: _,
    sites: __,
    ...top
  } = readFields(topShape(mode, baseDir), input, [], mistakes)
  const section = <S extends Parameters<typeof readFields>[0]>(shape: S, value: unknown, ...at: string[]) =>
    readFields(shape, value, at, mistakes)
  const { addressStarts, conversion, siteGuesses, rules, ...windows } = section(
    sections.limitsShape(mode),
    limits,
    'limits',
  )
  const read = {
    ...top,
    mode,
    listen: section(sections.listenShape, listen, 'listen'),
    code: section(sections.codeShape, code, 'code'),
    proof: section(sections.proofShape, proof, 'proof'),
    limits: {
      ...windows,
      addressStarts: section(sections.addressStartsShape, addressStarts, 'limits', 'addressStarts'),
      conversion: section(sections.conversionShape, conversion, 'limits', 'conversion'),
      siteGuesses: section(sections.siteGuessesShape, siteGuesses, 'limits', 'siteGuesses'),
      rules: section(sections.rulesShape(mode), rules, 'limits', 'rules'),
    },
  }
  if (mode === 'production') requireKeys(read, mistakes)
  // Fields are missing only where a mistake was reported, and then nobody gets the result.
  return read as Partial<Top> & { mode: Mode }
}

function requireKeys(top: Partial<Pick<Top, 'pepper' | 'signingKeys' | 'adminToken'>>, mistakes: Mistake[]) {
  const run = 'This setting is missing. "reachproof keys" prints a new'
  const missing = {
    pepper: `${run} pepper: keep it in a file or a variable, and write "env:REACHPROOF_PEPPER".`,
    signingKeys: `${run} signing key: keep it in a file, and write ["file:./data/key.json"].`,
    adminToken: `This setting is missing. ${sayAdminToken}`,
  }
  for (const [name, message] of Object.entries(missing)) {
    const isReported = mistakes.some(({ path }) => path[0] === name)
    if (!top[name as keyof typeof missing] && !isReported) mistakes.push({ path: [name], message })
  }
}

// A misspelled mode is judged as development: it is reported anyway, and what only production asks for
// would bury it.
function modeOf(input: object): Mode {
  const written = 'mode' in input ? input.mode : undefined
  return written === undefined || written === 'production' ? 'production' : 'development'
}

function topShape(mode: Mode, baseDir: string) {
  return {
    mode: z
      .enum(['production', 'development'], { error: 'Write "production" or "development".' })
      .default('production'),
    publicUrl: publicUrl(mode),
    listen: z.unknown(),
    store: store(baseDir),
    trustProxy,
    pepper: oneOrMore(pepper).optional(),
    signingKeys: oneOrMore(signingKey)
      .refine(keys => new Set(keys.map(key => key.x)).size === keys.length, {
        error: 'The same key is in the list twice. Remove one.',
      })
      .optional(),
    adminToken: adminToken.optional(),
    code: z.unknown(),
    proof: z.unknown(),
    limits: z.unknown(),
    providers: z.unknown(),
    sites: z.unknown(),
  }
}

function publicUrl(mode: Mode): z.ZodType<string> {
  const error = 'Write the address that visitors reach this server at, such as "https://verify.example.com".'
  return z.string({ error }).transform((value, context) => {
    const refuse = (message: string) => {
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    }
    if (!URL.canParse(value)) return refuse(error)
    const url = new URL(value)
    if (url.protocol !== 'https:' && url.protocol !== 'http:') return refuse(error)
    if (url.username || url.password) return refuse(`A password does not belong here. ${error}`)
    if (/[?#]/.test(value)) return refuse(`"?" and "#" do not belong here. ${error}`)
    if (/\/test\/*$/.test(url.pathname))
      return refuse(`An address that ends in "/test" is kept for test proofs. ${error}`)
    const unsafe = unsafePublicUrl(url, mode)
    // The issuer in a proof is compared letter by letter, so it has one spelling.
    return unsafe ? refuse(unsafe) : url.origin + url.pathname.replace(/\/+$/, '')
  })
}

function store(baseDir: string) {
  const error =
    'Write where to store, such as "sqlite:./data/reachproof.db" or, for several servers, "redis://127.0.0.1:6379".'
  return z
    .string({ error })
    .default('sqlite:./data/reachproof.db')
    .transform((value, context): StoreConfig => {
      const path = /^sqlite:(.+)$/s.exec(value)?.[1]
      if (path !== undefined) {
        return { kind: 'sqlite', file: path === ':memory:' ? path : resolve(baseDir, path) }
      }
      const message = /^rediss?:/.test(value) ? wrongRedis(value) : error
      if (message === undefined) return { kind: 'redis', url: value }
      context.addIssue({ code: 'custom', message })
      return z.NEVER
    })
}

// The value itself is never repeated: it may hold a password.
function wrongRedis(value: string): string | undefined {
  const say = 'Write "redis://host:6379" or "rediss://user:password@host:6379/0".'
  if (!URL.canParse(value) || !/^rediss?:\/\//.test(value)) return say
  const { hostname, username, password, pathname, search, hash } = new URL(value)
  if (hostname === '') return `The name of the host is missing. ${say}`
  if (search || hash) return `"?" and "#" do not belong here; in a password write %3F and %23. ${say}`
  if (!/^\/?$|^\/\d{1,5}$/.test(pathname))
    return `After the host comes the number of a database at most. ${say}`
  try {
    decodeURIComponent(username + password)
  } catch {
    return `In a password write %25 instead of "%". ${say}`
  }
}

const trustProxy: z.ZodType<number | readonly string[]> = z
  .unknown()
  .transform((value, context): number | string[] => {
    const say =
      'Write how many proxies stand in front of this server (0 to 10), or a list of their addresses.'
    if (value === undefined) return 0
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= 10) return value
    if (!Array.isArray(value)) {
      const why = value === true ? 'To trust every proxy lets anyone choose their own address. ' : ''
      context.addIssue({ code: 'custom', message: why + say })
      return z.NEVER
    }
    for (const [i, item] of value.entries()) {
      if (isNetwork(item)) continue
      const message =
        'Write an address or a network of your proxies, such as "10.0.0.0/8". All addresses is no network.'
      context.addIssue({ code: 'custom', path: [i], message })
    }
    return value as string[]
  })

function isNetwork(item: unknown): boolean {
  if (typeof item !== 'string') return false
  const [address = '', bits, ...rest] = item.split('/')
  const family = isIP(address)
  if (!family || address.includes('%') || rest.length) return false
  if (bits === undefined) return true
  return /^[1-9]\d{0,2}$/.test(bits) && Number(bits) <= (family === 6 ? 128 : 32)
}

const pepper: z.ZodType<Uint8Array> = z.unknown().transform((value, context) => {
  const bytes =
    typeof value === 'string' && /^[\w-]+={0,2}$/.test(value) ? Buffer.from(value, 'base64url') : undefined
  if (bytes && bytes.length >= 32) return new Uint8Array(bytes)
  context.addIssue({
    code: 'custom',
    message:
      'Write at least 32 random bytes as base64url (43 characters). "reachproof keys" prints a new pepper.',
  })
  return z.NEVER
})

const sayAdminToken = 'Write at least 16 characters without spaces, such as "openssl rand -hex 16" prints.'
const adminToken = text(sayAdminToken, value =>
  /^[\x21-\x7e]{16,}$/.test(value) ? undefined : sayAdminToken,
)
