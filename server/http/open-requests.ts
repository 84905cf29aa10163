import type { RequestHandler } from 'express'
import { Problem } from '../problem.ts'

/** Counts what is being answered, so that the store is closed after the last answer and not before. */
export interface OpenRequests {
  /** Refuses with `unavailable` once `drained` was called. */
  counted: RequestHandler
  /** Resolves when nothing is being answered any more, or after `graceMs`. */
  drained(graceMs: number): Promise<void>
}

export function createOpenRequests(): OpenRequests {
  const { promise, resolve } = Promise.withResolvers<void>()
  let open = 0
  let closing = false

  return {
    counted(_req, res, next) {
      if (closing) throw new Problem('unavailable', 'The server is about to stop.')
      open++
      res.once('close', () => {
        open--
        if (closing && open === 0) resolve()
      })
      next()
    },
    async drained(graceMs) {
      closing = true
      if (open === 0) return
      const late = setTimeout(resolve, graceMs)
      await promise
      clearTimeout(late)
    },
  }
}
