import type { RequestHandler } from 'express'
import { Problem } from '../problem.ts'

/**
 * Refuses a body that is too large at once, and reads no more of it. The parsers
 * would read it to its end first, and one that is sent in chunks need not have an end.
 * Stands directly before the parser: it must see the first chunk.
 */
export function atMost(maxBytes: number): RequestHandler {
  const tooLarge = () => new Problem('too_large', `The body may have at most ${maxBytes / 1024} KB.`)
  return (req, _res, next) => {
    if (Number(req.headers['content-length'] ?? 0) > maxBytes) throw tooLarge()
    if (req.headers['transfer-encoding'] !== undefined) {
      let read = 0
      req.on('data', function count(chunk: Uint8Array) {
        read += chunk.length
        if (read <= maxBytes) return
        req.off('data', count)
        // The answer closes the connection: see `framing.ts`.
        next(tooLarge())
      })
    }
    next()
  }
}
