import type { Call } from './network.ts'

/** A call as the pages of the phone see it, whole at every change. */
export interface CallView {
  id: number
  /** The caller, and the number that was called: E.164. */
  from: string
  to: string
  /** When it began to ring, epoch milliseconds. */
  at: number
  state: 'ringing' | 'active' | 'ended'
  /** The page that picked up; null when nobody has. */
  page: string | null
  /** When it was picked up, epoch milliseconds. */
  answeredAt: number | null
  /** How it ended, and after how many seconds of talk. */
  end: 'missed' | 'declined' | 'hung_up' | null
  seconds: number
  said: Spoken[]
}

/** Something that is spoken in a call. */
export interface Spoken {
  text: string
  /** BCP 47; null for a recording, whose words are only shown. */
  language: string | null
}

export interface CallOptions {
  /** A call changed: told with every change. */
  tell(call: CallView): void
  /** How long a phone rings that nobody picks up, in milliseconds. */
  ringMs?: number
  now?: () => number
}

export interface Calls {
  /** Rings on every open page. */
  place(call: { from: string; to: string }): Call
  /** Every call that the phone still knows, the oldest first. */
  readonly list: readonly CallView[]
  /** Picks up; false when somebody else has, or it is over. */
  answer(id: number, page: string): boolean
  /** What follows answers false for a call that is not in that state. */
  decline(id: number): boolean
  press(id: number, key: string): boolean
  hangUp(id: number): boolean
  /** A page has finished speaking the line with this index. */
  spoken(id: number, line: number): boolean
  /** A page is gone for good: what it was talking in is over. */
  leave(page: string): void
  close(): void
}

/** What a call is for its own side; pages see `view` only. */
interface Live {
  readonly view: CallView
  readonly pick: (how: Awaited<Call['answered']>) => void
  readonly finish: () => void
  readonly ringing: ReturnType<typeof setTimeout>
  /** Waiting for the end of a line, by its index. */
  readonly lines: Map<number, () => void>
  readonly keys: Set<(key: string | null) => void>
}

const keep = 30
const usualRingMs = 25_000

/** The longest that a line can take: about five characters a second, for a slow voice that spells a code. */
const longestMs = (text: string): number => 4000 + text.length * 200

/**
 * The calls of the simulated phone: one side is the provider that placed it,
 * the other the pages that ring. The first page that picks up has it.
 */
export function createCalls({ tell, ringMs = usualRingMs, now = Date.now }: CallOptions): Calls {
  const list: CallView[] = []
  const live = new Map<number, Live>()
  let lastId = 0

  function end(call: Live, how: NonNullable<CallView['end']>): void {
    const { view } = call
    if (!live.delete(view.id)) return
    clearTimeout(call.ringing)
    view.state = 'ended'
    view.end = how
    if (view.answeredAt !== null) view.seconds = Math.round((now() - view.answeredAt) / 1000)
    // Only the first of these counts: a call that was picked up stays `answered`.
    call.pick(how === 'declined' ? 'cancel' : 'no answer')
    for (const done of call.lines.values()) done()
    for (const done of call.keys) done(null)
    call.finish()
    tell(view)
  }

  const find = (id: number, state: CallView['state']): Live | undefined => {
    const call = live.get(id)
    return call?.view.state === state ? call : undefined
  }

  function busy(): Call {
    return {
      answered: Promise.resolve('busy'),
      ended: Promise.resolve(),
      say: async () => {},
      play: async () => {},
      key: async () => null,
      hangUp: () => {},
    }
  }

  function speak(call: Live, spoken: Spoken): Promise<void> {
    if (call.view.state !== 'active') return Promise.resolve()
    const line = call.view.said.push(spoken) - 1
    return new Promise(resolve => {
      const timer = setTimeout(() => done(), longestMs(spoken.text))
      const done = (): void => {
        clearTimeout(timer)
        call.lines.delete(line)
        resolve()
      }
      call.lines.set(line, done)
      tell(call.view)
    })
  }

  return {
    list,

    place({ from, to }) {
      for (const { view } of live.values()) if (view.to === to) return busy()

      const view: CallView = {
        id: ++lastId,
        from,
        to,
        at: now(),
        state: 'ringing',
        page: null,
        answeredAt: null,
        end: null,
        seconds: 0,
        said: [],
      }
      const answered = Promise.withResolvers<Awaited<Call['answered']>>()
      const ended = Promise.withResolvers<void>()
      const ringing = setTimeout(() => end(call, 'missed'), ringMs)
      const call: Live = {
        view,
        pick: answered.resolve,
        finish: ended.resolve,
        ringing,
        lines: new Map(),
        keys: new Set(),
      }
      live.set(view.id, call)
      list.push(view)
      if (list.length > keep) list.shift()
      tell(view)

      return {
        answered: answered.promise,
        ended: ended.promise,
        say: (text, language) => speak(call, { text, language }),
        play: (_name, words) => speak(call, { text: words, language: null }),
        key: timeoutMs =>
          new Promise(resolve => {
            if (view.state !== 'active') return resolve(null)
            const timer = setTimeout(() => done(null), timeoutMs)
            const done = (key: string | null): void => {
              clearTimeout(timer)
              call.keys.delete(done)
              resolve(key)
            }
            call.keys.add(done)
          }),
        hangUp: () => end(call, view.state === 'active' ? 'hung_up' : 'missed'),
      }
    },

    answer(id, page) {
      const call = find(id, 'ringing')
      if (!call) return false
      clearTimeout(call.ringing)
      Object.assign(call.view, { state: 'active', page, answeredAt: now() })
      tell(call.view)
      call.pick('answered')
      return true
    },

    decline(id) {
      const call = find(id, 'ringing')
      if (call) end(call, 'declined')
      return call !== undefined
    },

    press(id, key) {
      const call = find(id, 'active')
      for (const done of call?.keys ?? []) done(key)
      return call !== undefined
    },

    hangUp(id) {
      const call = find(id, 'active')
      if (call) end(call, 'hung_up')
      return call !== undefined
    },

    spoken(id, line) {
      const done = find(id, 'active')?.lines.get(line)
      done?.()
      return done !== undefined
    },

    leave(page) {
      for (const call of live.values()) if (call.view.page === page) end(call, 'hung_up')
    },

    close() {
      for (const call of live.values()) end(call, call.view.state === 'active' ? 'hung_up' : 'missed')
    },
  }
}
