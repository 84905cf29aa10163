/** Neither answer of the server comes near this. */
const maxBytes = 64 * 1024

/** What was answered, read whole. */
export interface Fetched {
  status: number
  text: string
}

/**
 * Fetches a short text. Redirects are not followed: a secret is never sent to
 * where an answer points, and keys are never taken from there.
 *
 * Rejects when there is no answer, when it is too long, and when `signal` fires,
 * also with a `fetch` that does not heed it.
 */
export async function fetchText(
  fetchImpl: typeof fetch,
  url: string,
  init: { method: string; headers: HeadersInit; body?: string },
  signal: AbortSignal,
): Promise<Fetched> {
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true })
  })
  const answered = (async () => {
    const response = await fetchImpl(url, { ...init, redirect: 'manual', signal })
    return { status: response.status, text: await boundedText(response) }
  })()
  return Promise.race([answered, aborted])
}

async function boundedText(response: Response): Promise<string> {
  if (!response.body) return ''
  const decoder = new TextDecoder()
  const reader = response.body.getReader()
  let text = ''
  for (let size = 0; ; ) {
    const { done, value } = await reader.read()
    if (done) return text + decoder.decode()
    size += value.byteLength
    if (size > maxBytes) {
      // Not awaited: a source that never ends may never finish canceling either.
      reader.cancel().catch(() => {})
      throw new Error(`the answer is longer than ${maxBytes} bytes`)
    }
    text += decoder.decode(value, { stream: true })
  }
}

/** Why a request failed, in words for a log line. */
export function failureOf(error: unknown): string {
  if (!(error instanceof Error)) return 'no answer'
  if (error.name === 'TimeoutError') return 'timed out'
  // undici says "fetch failed" and has the reason in its cause.
  return error.cause instanceof Error ? error.cause.message : error.message
}
