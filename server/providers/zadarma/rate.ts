import type { HttpAnswer } from '../http-client.ts'

/** Longer than Zadarma's window of a minute would only keep working channels closed for a wrong clock. */
const longestMs = 60_000

/** Remembers from the headers `X-RateLimit-…` and `Retry-After` for how long Zadarma takes no more requests. */
export interface RatePause {
  note(answer: Pick<HttpAnswer, 'status' | 'headers'>): void
  /** 0 when it takes requests; at most 60. */
  secondsLeft(): number
}

/** @param now epoch milliseconds */
export function createRatePause(now: () => number): RatePause {
  let until = 0
  return {
    note({ status, headers }) {
      const exhausted = numberOf(headers['x-ratelimit-remaining']) === 0
      if (status !== 429 && !exhausted) return
      const at = (status === 429 && retryAt(headers['retry-after'], now())) || resetAt(headers, now())
      if (at) until = Math.min(at, now() + longestMs)
    },
    secondsLeft: () => Math.max(0, Math.ceil((until - now()) / 1000)),
  }
}

/** Epoch milliseconds; undefined when the header says nothing. It holds epoch seconds, or the seconds to wait. */
function resetAt(headers: HttpAnswer['headers'], now: number): number | undefined {
  const seconds = numberOf(headers['x-ratelimit-reset'])
  if (seconds === undefined) return undefined
  return seconds > 1_000_000_000 ? seconds * 1000 : now + seconds * 1000
}

/** @see https://www.rfc-editor.org/rfc/rfc9110#section-10.2.3 */
function retryAt(header: HttpAnswer['headers'][string], now: number): number | undefined {
  const seconds = numberOf(header)
  if (seconds !== undefined) return now + seconds * 1000
  const at = Date.parse(String(header))
  return Number.isNaN(at) ? undefined : at
}

function numberOf(header: HttpAnswer['headers'][string]): number | undefined {
  const text = Array.isArray(header) ? header[0] : header
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : undefined
}
