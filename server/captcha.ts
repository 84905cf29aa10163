import { isIP } from 'node:net'
import type { Config } from './config.ts'
import type { Log } from './log.ts'
import { createHttpClient, type HttpClient } from './providers/http-client.ts'
import type { Mark } from './store/store.ts'

/**
 * A site's own check, which its visitors may pass in place of work: Turnstile, hCaptcha, or anything else that
 * answers `{"success": true}` to a form with `secret`, `response` and `remoteip`.
 *
 * @see https://developers.cloudflare.com/turnstile/get-started/server-side-validation/
 */
export interface Captcha {
  /**
   * A mark when the token is confirmed: who lets something go on for it stores the mark in the same commit.
   * Null when it is not, when nobody answers in time, and when the site has no such check.
   */
  confirm(at: { site: string; address: string | null }, token: string): Promise<Mark | null>
  close(): Promise<void>
}

/** An embedder's own check. What it throws confirms nothing. */
export type ConfirmCaptcha = (input: {
  /** Its key. */
  site: string
  token: string
  /** An IPv4 address or an IPv6 /64; null when none is known. */
  address: string | null
}) => Promise<boolean>

const timeoutMs = 5000
/** Whoever floods us with tokens must not make us flood somebody else. */
const mostAtOnce = 32
/** Longer than any service accepts a token. */
const rememberedSeconds = 86_400

/** @param options.own asked for every site that has no `captcha` of its own */
export function createCaptcha({
  config,
  log,
  own,
}: {
  config: Config
  log: Log
  own?: ConfirmCaptcha | undefined
}): Captcha {
  const clients = new Map<string, HttpClient>()
  let underWay = 0

  return {
    async confirm({ site, address }, token) {
      const service = config.sites.get(site)?.captcha
      const ask = service
        ? () => askService(service, token, address)
        : own && (() => askOwn(own, { site, token, address: isNetwork(address) ? address : null }))
      if (!ask || underWay >= mostAtOnce) return null
      underWay++
      try {
        return (await ask()) ? { key: `captcha|${site}|${token}`, ttlSeconds: rememberedSeconds } : null
      } catch (error) {
        log.warn({ event: 'captcha', site, error })
        return null
      } finally {
        underWay--
      }
    },

    async close() {
      await Promise.all([...clients.values()].map(client => client.close()))
    },
  }

  async function askService(
    { url, secret }: { url: string; secret: string },
    token: string,
    address: string | null,
  ): Promise<boolean> {
    const { origin, pathname, search } = new URL(url)
    const client = clients.get(origin) ?? createHttpClient(origin)
    clients.set(origin, client)
    const form = new URLSearchParams({ secret, response: token })
    // Of an IPv6 address only the network is known here.
    if (isIP(address ?? '')) form.set('remoteip', address!)
    const answer = await client.request(
      {
        method: 'POST',
        path: `${pathname}${search}`,
        headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
        body: form.toString(),
      },
      AbortSignal.timeout(timeoutMs),
    )
    if (answer.status !== 200) throw new Error(`status ${answer.status}`)
    return succeeded(answer.text)
  }
}

function isNetwork(address: string | null): boolean {
  return isIP(address?.replace('/64', '') ?? '') !== 0
}

async function askOwn(own: ConfirmCaptcha, input: Parameters<ConfirmCaptcha>[0]): Promise<boolean> {
  const { promise, resolve, reject } = Promise.withResolvers<boolean>()
  const timer = setTimeout(() => reject(new Error('no answer in time')), timeoutMs)
  // Its own words may repeat the token.
  const failed = () => reject(new Error('the check of the application failed'))
  Promise.try(own, input).then(answer => resolve(answer === true), failed)
  return promise.finally(() => clearTimeout(timer))
}

function succeeded(text: string): boolean {
  let answer: unknown
  try {
    answer = JSON.parse(text)
  } catch {
    // V8 would quote the text.
    throw new Error('an answer that is not JSON')
  }
  return (answer as { success?: unknown } | null)?.success === true
}
