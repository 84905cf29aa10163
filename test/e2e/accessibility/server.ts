import type { Route } from 'playwright-core'
import { vi } from 'vitest'
import type { SiteView, VerificationView } from '../../../server/api.ts'

export type Server = ReturnType<typeof serve>

/** A request that waits for its answer. */
interface Asked {
  /** `POST /v1/verifications/{id}/check`, or `GET /v1/sites/{key}`. */
  what: string
  body: Record<string, unknown>
  answer(body: object, status?: number): Promise<void>
}

const patience = { timeout: 10_000, interval: 20 }

/**
 * The server of a page under test. Whatever the visitor asks for waits until the test answers it; reads of the running
 * verification are answered from the last view, and long ones wait for the next.
 *
 * @param site the configuration, or null: then that waits for the test too
 */
export function serve(site: SiteView | null) {
  const asked: Asked[] = []
  let view: VerificationView | null = null
  let losses = 0
  let waiting: { revision: number; reply: () => Promise<void> }[] = []

  const json = (route: Route, body: object, status = 200) =>
    route
      .fulfill({ status, contentType: 'application/json', body: JSON.stringify(body) })
      // The page may have left, or given up.
      .catch(() => {})

  const release = () => {
    const ready = waiting.filter(({ revision }) => revision !== view?.revision)
    waiting = waiting.filter(one => !ready.includes(one))
    return Promise.all(ready.map(({ reply }) => reply()))
  }

  const server = {
    site,
    /** Reads of the verification get no answer. */
    offline: false,

    /** The page's request for something of the API. */
    async answer(route: Route): Promise<void> {
      const request = route.request()
      const { pathname, searchParams } = new URL(request.url())
      const what = `${request.method()} ${pathname.replace('/v1/', '').replace(/^(sites|verifications)\/[^/]+/, '$1/{id}')}`
      if (what === 'GET sites/{id}' && server.site) return json(route, server.site)
      if (what === 'DELETE verifications/{id}') return json(route, { ...view, state: 'canceled' })
      if (what === 'GET verifications/{id}') {
        if (server.offline) {
          losses++
          return route.abort()
        }
        const reply = () => json(route, view!)
        if (!searchParams.has('wait')) return reply()
        waiting.push({ revision: Number(searchParams.get('revision')), reply })
        await release()
        return
      }
      const body = request.postDataJSON() ?? {}
      asked.push({ what, body, answer: (answer, status) => json(route, answer, status) })
    },

    /** Waits until the page asks for this, as `check` or `POST verifications`, and lets the test answer. */
    async take(what: string): Promise<Asked> {
      return vi.waitFor(() => {
        const i = asked.findIndex(one => one.what.endsWith(what))
        if (i < 0)
          throw new Error(
            `nobody asked for ${what}, only for ${asked.map(one => one.what).join(', ') || 'nothing'}`,
          )
        return asked.splice(i, 1)[0]!
      }, patience)
    },

    /** How many reads got no answer. */
    get losses() {
      return losses
    },

    /** Whether somebody waits for something to happen. */
    get awaited() {
      return waiting.length > 0
    },

    /** Time passes for the verification as for the page. */
    passed(seconds: number): void {
      if (!view) return
      view.expiresInSeconds -= seconds
      if (view.resendInSeconds) view.resendInSeconds = Math.max(0, view.resendInSeconds - seconds)
    },

    /** Nothing happened, for as long as a read may wait: whoever waits is told so, and asks again. */
    async nothingHappens(): Promise<void> {
      for (const { reply } of waiting.splice(0)) await reply()
      await vi.waitFor(() => {
        if (waiting.length === 0) throw new Error('nobody waits any more')
      }, patience)
    },

    /** Answers a start. */
    async start(first: VerificationView, contact?: string): Promise<void> {
      view = { ...first, revision: 1 }
      const one = await server.take('POST verifications')
      await one.answer({
        ...view,
        secret: 's',
        ...(contact && { contact: { value: contact, display: contact } }),
      })
    },

    /** Answers `check`, `send` or `proof` with the view as it is then. */
    async accept(what: 'check' | 'send' | 'proof', more: Partial<VerificationView>): Promise<void> {
      const one = await server.take(what)
      view = { ...view!, ...more, revision: view!.revision + 1 }
      await one.answer(view)
      await release()
    },

    /** Refuses what is asked for, with a code of the API. */
    async refuse(what: string, status: number, code: string, more: object = {}): Promise<void> {
      await (await server.take(what)).answer({ code, ...more }, status)
    },

    /** Something happened: whoever waits is told. */
    async happens(more: Partial<VerificationView>): Promise<void> {
      view = { ...view!, ...more, revision: view!.revision + 1 }
      await release()
    },
  }
  return server
}

/** What a view of a confirmed contact has. */
export const verified = {
  state: 'verified',
  proof: 'proof',
  proofExpiresInSeconds: 300,
} satisfies Partial<VerificationView>
