import { type CryptoKey, createRemoteJWKSet, customFetch, errors, type RemoteJWKSet } from 'jose'
import { ProofError } from './verify-error.ts'
import { failureOf, fetchText } from './verify-fetch.ts'
import type { CheckedOptions } from './verify-options.ts'

/** A flood of unknown key ids costs the server one request in this time. */
const refreshEveryMs = 30_000

/** Issuers come from the backend's own code, so there are few; this only bounds a mistake. */
const maxIssuers = 100

interface IssuerKeys {
  keys: RemoteJWKSet
  /** The last time a key was missed and the set fetched again, shared by all who miss one meanwhile. */
  refresh?: { at: number; done: Promise<void> }
}

/** By fetch, so that a test or a proxy never gets the keys that another one fetched. */
const caches = new WeakMap<typeof fetch, Map<string, IssuerKeys>>()

/**
 * The key `kid` of the issuer, from `{issuer}/.well-known/jwks.json`. The set is
 * kept for 10 minutes (jose's `cacheMaxAge`); a key that it lacks has it fetched
 * again, at most twice a minute, so that new keys work at once.
 *
 * @throws ProofError `unknown_key` or `keys_unavailable`
 */
export async function issuerKey(kid: string, options: CheckedOptions): Promise<CryptoKey> {
  const header = { alg: 'ES256', kid }
  const issuer = issuerKeys(options)
  try {
    return await issuer.keys(header)
  } catch (error) {
    if (!(error instanceof errors.JWKSNoMatchingKey)) throw unavailable(error, options)
  }
  const now = options.now()
  if (!issuer.refresh || now - issuer.refresh.at >= refreshEveryMs)
    issuer.refresh = { at: now, done: issuer.keys.reload() }
  try {
    await issuer.refresh.done
    return await issuer.keys(header)
  } catch (error) {
    if (error instanceof errors.JWKSNoMatchingKey) throw new ProofError('unknown_key')
    throw unavailable(error, options)
  }
}

function issuerKeys({ issuer, fetch, timeoutMs }: CheckedOptions): IssuerKeys {
  const cache = caches.get(fetch) ?? new Map<string, IssuerKeys>()
  caches.set(fetch, cache)
  const name = `${timeoutMs} ${issuer}`
  const known = cache.get(name)
  if (known) return known

  const keys = createRemoteJWKSet(new URL(jwksUrl(issuer)), {
    timeoutDuration: timeoutMs,
    // Refreshing is decided above: jose's own cool-down would refuse a key that is new right after the first fetch.
    cooldownDuration: Number.POSITIVE_INFINITY,
    async [customFetch](url, { method, headers, signal }) {
      const { status, text } = await fetchText(fetch, url, { method, headers }, signal)
      if (status !== 200) throw new Error(`HTTP ${status}`)
      return new Response(text)
    },
  })
  for (const oldest of cache.keys()) if (cache.size >= maxIssuers) cache.delete(oldest)
  const created = { keys }
  cache.set(name, created)
  return created
}

function unavailable(error: unknown, { issuer }: CheckedOptions): ProofError {
  const why = error instanceof errors.JWKSTimeout ? 'timed out' : failureOf(error)
  return new ProofError('keys_unavailable', `${jwksUrl(issuer)}: ${why}`, { cause: error })
}

function jwksUrl(issuer: string): string {
  return `${issuer}/.well-known/jwks.json`
}
