const loadedAt = Date.now()
/** How far the clock was ahead of the page's own time, at most. */
let ahead = 0

/**
 * What the widget takes from its surroundings, in one object, so that a test replaces any of it.
 * Nothing else in `widget/` reads a clock, draws randomness, asks the network or stores anything.
 */
export const platform = {
  fetch: (url: string, init: RequestInit): Promise<Response> => fetch(url, init),
  /**
   * Epoch milliseconds that never run backwards while the page lives, and go on while a device sleeps:
   * `performance.now` stops then, `Date.now` can be set back.
   */
  now: (): number => {
    const ran = performance.now()
    ahead = Math.max(ahead, Date.now() - ran)
    return ahead + ran
  },
  setTimeout: (job: () => void, ms: number): unknown => setTimeout(job, ms),
  clearTimeout: (timer: unknown): void => clearTimeout(timer as number),
  /** 0 to 1, for jitter. */
  random: (): number => Math.random(),
  /** A fresh `Idempotency-Key`: 256 bits, at most 83 characters. */
  key: (): string => crypto.getRandomValues(new BigUint64Array(4)).join('-'),
  /** Throws where storage is refused. */
  storage: (): Storage => sessionStorage,
  visible: (): boolean => document.visibilityState !== 'hidden',
  /**
   * How this page came about: `navigate`, `reload`, `back_forward` or `prerender`.
   *
   * @param savedAt when the session was saved that is to go on: one of this very page, whose markup was written
   * anew, goes on as after a reload
   */
  arrival: (savedAt = 0): string =>
    // A tab that the browser threw out of memory and brought back is the same visit.
    savedAt > loadedAt || (document as { wasDiscarded?: boolean }).wasDiscarded
      ? 'reload'
      : ((performance.getEntriesByType('navigation')[0] as PerformanceNavigationTiming | undefined)?.type ??
        ''),
  /** A phone, where WhatsApp's button comes before the QR code. */
  phone: (): boolean =>
    (navigator as { userAgentData?: { mobile: boolean } }).userAgentData?.mobile ??
    /Android.*Mobile|iPhone|iPod/.test(navigator.userAgent),
  /** The country of the visitor's language, upper case. Where Linux has no language set, `Intl` takes `C` for none. */
  region: (): string | undefined => /-([a-z]{2})\b/i.exec(navigator.language)?.[1]?.toUpperCase(),
  /** The code of a text message, where the browser reads it (WebOTP); rejects where it does not. */
  otp: async (signal: AbortSignal): Promise<string> => {
    if (!('OTPCredential' in globalThis)) throw 0
    const options = { otp: { transport: ['sms'] }, signal } as CredentialRequestOptions
    return ((await navigator.credentials.get(options)) as unknown as { code: string }).code
  },
  copy: (text: string): Promise<void> => navigator.clipboard.writeText(text),
}
