import cors from 'cors'
import type { Request, RequestHandler, Response } from 'express'
import type { Config, Site } from '../config.ts'
import { Problem } from '../problem.ts'

/**
 * CORS for the browser's requests: any origin that some site lists gets its
 * headers, because a preflight does not say which site it is for. The request
 * itself is then held against its own site by `requireOrigin`.
 */
export function crossOrigin(config: Config): RequestHandler[] {
  const known = new Set([...config.sites.values()].flatMap(site => site.origins))
  return [
    (_req, res, next) => {
      res.vary('Origin')
      next()
    },
    cors({
      origin: (origin, done) => done(null, origin !== undefined && known.has(origin)),
      methods: ['GET', 'POST', 'DELETE'],
      allowedHeaders: ['Authorization', 'Content-Type', 'Idempotency-Key'],
      exposedHeaders: ['Retry-After', 'X-Request-Id'],
      maxAge: 600,
    }),
    (req, _res, next) => {
      if (req.method === 'OPTIONS') throw new Problem('origin_not_allowed')
      next()
    },
  ]
}

/**
 * Holds a request against the origins of its site.
 *
 * @param options.needed whether a request without `Origin` is refused: a browser sends it with every POST and DELETE
 */
export function requireOrigin(
  req: Request,
  res: Response,
  site: Site,
  options: { needed: boolean },
): string | null {
  const { origin } = req.headers
  if (origin === undefined && !options.needed) return null
  if (origin !== undefined && site.origins.includes(origin)) return origin
  // Another site's origin: its page must not read the answer.
  res.removeHeader('Access-Control-Allow-Origin')
  throw new Problem('origin_not_allowed')
}
