import type { ChannelId, SiteView, StartedView, VerificationView } from '../server/api.ts'
import { en } from '../server/texts/en.ts'
import { platform } from './platform.ts'

/** What tests put in the place of the network, the clock and the rest of the surroundings. */
export type Fake = ReturnType<typeof fake>

/** One request that the widget made and that waits for the test's answer. */
export interface Asked {
  /** `POST verifications/v1/check`, without the query. */
  what: string
  query: URLSearchParams
  body: Record<string, unknown>
  headers: Record<string, string>
  init: RequestInit
  answer(body: object, status?: number): Promise<void>
  /** No answer at all. */
  break(): Promise<void>
}

/** Lets everything happen that needs no time. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 4; i++) await new Promise(done => setTimeout(done))
}

/** Replaces `platform`; call `restore` after the test. */
export function fake() {
  const real = { ...platform }
  const timers = new Map<number, { at: number; job: () => void }>()
  const items = new Map<string, string>()
  const asked: Asked[] = []
  let now = 1_700_000_000_000
  let ids = 0
  const it = {
    asked,
    items,
    visible: true,
    arrival: 'navigate',
    copied: '',
    /** Hands over the code of a text message, as a browser does; null while nothing reads one. */
    textMessage: null as null | ((code: string) => void),
    /** Answers to requests that no test needs to think about, by their beginning. */
    always: new Map<string, object>(),

    /** The oldest unanswered request that begins so; throws when there is none. */
    take(what: string): Asked {
      const i = asked.findIndex(a => a.what.startsWith(what))
      if (i < 0) throw new Error(`no request ${what}, only ${asked.map(a => a.what).join(', ') || 'none'}`)
      return asked.splice(i, 1)[0]!
    },
    has: (what: string) => asked.some(a => a.what.startsWith(what)),

    /** Lets time pass, one timer after the other. */
    async advance(ms: number) {
      const end = now + ms
      for (;;) {
        await settle()
        const next = [...timers].filter(([, t]) => t.at <= end).sort((a, b) => a[1].at - b[1].at)[0]
        if (!next) break
        timers.delete(next[0])
        now = Math.max(now, next[1].at)
        next[1].job()
      }
      now = end
      await settle()
    },
    get timers() {
      return timers.size
    },
    async show(visible: boolean) {
      it.visible = visible
      document.dispatchEvent(new Event('visibilitychange'))
      await settle()
    },
    restore() {
      Object.assign(platform, real)
    },
  }
  Object.assign(platform, {
    now: () => now,
    random: () => 0.5,
    key: () => `key-${++ids}-0123456789abcdefghij`,
    setTimeout(job: () => void, ms: number) {
      timers.set(++ids, { at: now + ms, job })
      return ids
    },
    clearTimeout: (id: unknown) => void timers.delete(id as number),
    storage: () =>
      ({
        getItem: (name: string) => items.get(name) ?? null,
        setItem: (name: string, value: string) => items.set(name, value),
        removeItem: (name: string) => items.delete(name),
      }) as unknown as Storage,
    visible: () => it.visible,
    arrival: () => it.arrival,
    phone: () => true,
    region: () => 'FR',
    otp: signal =>
      new Promise<string>((resolve, reject) => {
        it.textMessage = resolve
        signal.addEventListener('abort', () => {
          if (it.textMessage === resolve) it.textMessage = null
          reject(signal.reason)
        })
      }),
    copy: async (text: string) => {
      if (it.copied === 'refused') throw new Error('refused')
      it.copied = text
    },
    fetch: (url: string, init: RequestInit) =>
      new Promise<Response>((resolve, reject) => {
        const { pathname, searchParams } = new URL(url, location.href)
        const what = `${init.method} ${pathname.slice(4)}`
        const known = [...it.always].find(([start]) => what.startsWith(start))
        const reply = (body: object, status = 200) => {
          const response = new Response(null, { status })
          // A real body is read in other threads, and takes its time.
          if (status !== 204) response.json = async () => JSON.parse(JSON.stringify(body))
          resolve(response)
        }
        if (known) return reply(known[1])
        const one: Asked = {
          what,
          query: searchParams,
          body: init.body ? JSON.parse(init.body as string) : {},
          headers: init.headers as Record<string, string>,
          init,
          async answer(body, status = 200) {
            reply(body, status)
            await settle()
          },
          async break() {
            reject(new TypeError('Failed to fetch'))
            await settle()
          },
        }
        asked.push(one)
        init.signal?.addEventListener('abort', () => {
          const i = asked.indexOf(one)
          if (i >= 0) asked.splice(i, 1)
          reject(new DOMException('aborted', 'AbortError'))
        })
      }),
  } satisfies Partial<typeof platform>)
  return it
}

export function site(more: Partial<SiteView> = {}): SiteView {
  return {
    name: 'Example',
    domain: 'example.com',
    channels: [
      { id: 'whatsapp', contact: 'phone', free: true },
      { id: 'email', contact: 'email', free: false },
    ],
    countries: ['FR', 'IQ'],
    country: 'FR',
    dialCodes: { FR: '33', IQ: '964' },
    example: '06 12 34 56 78',
    language: 'en',
    direction: 'ltr',
    codeLength: 6,
    requireNonce: false,
    texts: en.widget,
    ...more,
  }
}

/** A running WhatsApp verification; `more` makes anything else of it. */
export function view(more: Partial<VerificationView> = {}): VerificationView {
  return {
    id: 'v1',
    revision: 1,
    state: 'waiting',
    channel: 'whatsapp',
    to: null,
    notice: null,
    delivery: 'none',
    sender: null,
    codeLength: 6,
    checksLeft: 5,
    expiresInSeconds: 900,
    resendInSeconds: 0,
    channels: ['whatsapp'],
    whatsapp: {
      number: '+964622445511',
      command: 'VERIFY 7K2M-9QXD',
      link: 'https://wa.me/964622445511?text=VERIFY%207K2M-9QXD',
      qr: { size: 1, bits: 'gA' },
    },
    ...more,
  }
}

export function mail(more: Partial<VerificationView> = {}): VerificationView {
  const { whatsapp: _, ...rest } = view({
    state: 'pending',
    channel: 'email',
    to: 'a•••@example.com',
    delivery: 'queued',
    sender: 'verify@example.com',
    expiresInSeconds: 600,
    resendInSeconds: 30,
    channels: ['email'],
    ...more,
  })
  return rest
}

/** A verification that runs over a channel to a phone: a call to press 1 waits, the others have a code out. */
export function phoneView(channel: ChannelId, more: Partial<VerificationView> = {}): VerificationView {
  return mail({
    state: channel === 'call_button' ? 'waiting' : 'pending',
    channel,
    to: '+33 •••• 1234',
    sender: null,
    channels: ['whatsapp', 'sms', 'call_code', 'call_button'],
    ...more,
  })
}

export const started = (of: VerificationView, contact?: string): StartedView => ({
  ...of,
  secret: 's3cret',
  ...(contact && { contact: { value: contact, display: contact } }),
})

export const done = (of: VerificationView, proof = 'proof-1'): VerificationView => ({
  ...of,
  revision: of.revision + 1,
  state: 'verified',
  proof,
  proofExpiresInSeconds: 300,
  expiresInSeconds: 1800,
})

export const problem = (code: string, more: object = {}) => ({
  type: '',
  title: '',
  detail: '',
  code,
  ...more,
})
