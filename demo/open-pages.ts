import type { Response } from 'express'
import type { Session } from './session.ts'

/** A page of the shop that shows the phone, and listens to its events. */
export interface OpenPage {
  /** Its own id: a tab keeps it when it loads again. */
  readonly id: string
  readonly session: Session
  send(event: string, data: unknown): void
}

export interface OpenPages {
  /** Every one, or those of one session. */
  of(session?: Session): OpenPage[]
  /** Turns a response into an event stream, which is open until the browser ends it. */
  open(response: Response, id: string): OpenPage
}

/**
 * The pages that hold the phone at the moment.
 *
 * @param onLeave a page has gone and did not come back: not for one that loads again
 */
export function createOpenPages(onLeave: (id: string) => void, graceMs = 5000): OpenPages {
  const pages = new Set<OpenPage>()
  const leaving = new Map<string, ReturnType<typeof setTimeout>>()

  const isOpen = (id: string): boolean => [...pages].some(page => page.id === id)

  return {
    of: session => [...pages].filter(page => session === undefined || page.session === session),

    open(response, id) {
      response.set({ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' })
      response.flushHeaders()
      const page: OpenPage = {
        id,
        session: response.locals.session,
        send: (event, data) => void response.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
      }
      pages.add(page)
      clearTimeout(leaving.get(id))
      leaving.delete(id)
      response.on('close', () => {
        pages.delete(page)
        if (isOpen(id)) return
        const timer = setTimeout(() => {
          leaving.delete(id)
          onLeave(id)
        }, graceMs)
        leaving.set(id, timer.unref())
      })
      return page
    },
  }
}
