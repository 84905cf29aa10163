import type { Request, RequestHandler } from 'express'
import type { Config } from '../config.ts'
import type { Metrics } from '../metrics.ts'
import { metricsContentType } from '../metrics-text.ts'
import { Problem } from '../problem.ts'
import { equalStrings } from '../secrets.ts'

/** `GET /metrics`, for whoever has the `adminToken`. */
export function metricsHandler({ adminToken }: Config, metrics: Metrics): RequestHandler {
  return (req, res) => {
    const [, given = ''] = /^Bearer (\S+)$/i.exec(req.headers.authorization ?? '') ?? []
    if (!equalStrings(given, adminToken)) {
      res.set('WWW-Authenticate', 'Bearer')
      throw new Problem('unauthorized')
    }
    res.set('Content-Type', metricsContentType).send(metrics.text())
  }
}

/** Measures until the answer has left, or the client has. */
export function timed(metrics: Metrics): RequestHandler {
  return (req, res, next) => {
    const began = performance.now()
    res.once('close', () => {
      metrics.answered({
        method: methods.has(req.method) ? req.method : 'other',
        route: routeOf(req),
        status: res.statusCode,
        seconds: (performance.now() - began) / 1000,
      })
    })
    next()
  }
}

/** The waits of browsers are apart: they take as long as they are meant to. */
function routeOf(req: Request): string {
  const path: string = req.route?.path ?? 'none'
  return path === '/v1/verifications/:id' && req.query.wait !== undefined ? `${path}?wait` : path
}

/** Node's parser knows thirty methods more, and anybody may send them. */
const methods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST', 'DELETE', 'OPTIONS'])
