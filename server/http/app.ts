import { type RequestHandler, type Response, Router } from 'express'
import helmet from 'helmet'
import type { Inbox, Provider } from '../channel.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import { Problem } from '../problem.ts'
import { type Proofs, testIssuerSuffix } from '../proof.ts'
import type { SiteverifyAnswer, SiteverifyRequest } from '../redeem.ts'
import type { Store } from '../store/store.ts'
import type { Verifier } from '../verifier.ts'
import type { Waiter } from '../waiting.ts'
import { jsonBody, jsonOrFormBody, parse, siteverifyBody } from './bodies.ts'
import { createAddressReader } from './client-address.ts'
import { oneReading } from './framing.ts'
import { hookHandlers } from './hooks.ts'
import { metricsHandler, timed } from './metrics.ts'
import type { OpenRequests } from './open-requests.ts'
import { crossOrigin } from './origins.ts'
import { problemPage } from './problem-page.ts'
import { numbered, problemHandler } from './problems.ts'
import { siteHandler } from './sites.ts'
import { verificationHandlers } from './verifications.ts'
import { widgetFiles } from './widget-files.ts'

export interface AppParts {
  config: Config
  providers: ReadonlyMap<string, Provider>
  verifier: Verifier
  waiter: Waiter
  inbox: Inbox
  proofs: Proofs
  testProofs: Proofs
  redeem: (request: SiteverifyRequest) => Promise<SiteverifyAnswer>
  store: Store
  metrics: Metrics
  log: Log
  /** Resolves when the server can answer; rejects when it never will. */
  ready: Promise<void>
  openRequests: OpenRequests
  /** Where the widget's script of every version that ran here is kept; null keeps none. */
  widgetFolder: string | null
}

/** Every middleware and route. */
export function createApp(parts: AppParts): Router {
  const { config, proofs, testProofs, redeem, store, metrics, log } = parts
  const addressOf = createAddressReader(config.trustProxy)
  const on = verificationHandlers({ ...parts, addressOf })
  const widget = widgetFiles(undefined, { keepIn: parts.widgetFolder, log })
  const router = Router({ caseSensitive: true, strict: true })

  router.use(
    timed(metrics),
    numbered,
    securityHeaders(config),
    oneReading,
    parts.openRequests.counted,
    unreadBody,
  )
  router.use((_req, _res, next) => parts.ready.then(() => next(), next))

  // For the visitor's browser
  const fromBrowsers = crossOrigin(config)
  router.use('/v1/verifications', fromBrowsers)
  route(router, '/v1/sites/:sitekey', { GET: [siteHandler(parts)] })
  route(router, '/v1/verifications', { POST: [jsonBody(), on.start] })
  route(router, '/v1/verifications/:id', { GET: [on.view], DELETE: [on.end] })
  route(router, '/v1/verifications/:id/check', { POST: [jsonBody(), on.check] })
  route(router, '/v1/verifications/:id/send', { POST: [jsonBody({ optional: true }), on.send] })
  route(router, '/v1/verifications/:id/proof', { POST: [jsonBody({ optional: true }), on.proof] })
  route(router, '/w/:version/reach-proof.js', { GET: [widget.script] })
  route(router, '/w/integrity.json', { GET: [widget.integrity] })

  // For the site's backend
  route(router, '/.well-known/jwks.json', { GET: [jwks(proofs)] })
  route(router, `${testIssuerSuffix}/.well-known/jwks.json`, { GET: [jwks(testProofs)] })
  route(router, '/v1/siteverify', {
    POST: [
      jsonOrFormBody(),
      async (req, res) => {
        res.json(await redeem(parse(siteverifyBody, req.body)))
      },
    ],
  })

  // For providers
  const hook = hookHandlers({ ...parts, addressOf })
  route(router, '/hooks/:provider/:token{/:part}', {
    GET: [hook.open, hook.receive],
    POST: [hook.open, hook.body, hook.receive],
  })

  // For the operator
  route(router, '/healthz', { GET: [(_req, res) => void res.json({ status: 'ok' })] })
  route(router, '/readyz', {
    GET: [
      async (_req, res) => {
        await store.get('readyz').catch(cause => {
          throw new Problem('unavailable', 'The store does not answer.', { cause })
        })
        res.json({ status: 'ok' })
      },
    ],
  })
  route(router, '/metrics', { GET: [metricsHandler(config, metrics)] })
  route(router, '/problems/:code', { GET: [problemPage] })

  router.use(() => {
    throw new Problem('not_found')
  })
  router.use(problemHandler(config.publicUrl, log))
  return router
}

function jwks(proofs: Proofs): RequestHandler {
  return (_req, res) => {
    res
      .set({ 'Cache-Control': 'public, max-age=600', 'Access-Control-Allow-Origin': '*' })
      .json(proofs.jwks())
  }
}

/** One path with its methods; every other method is told which there are. */
function route(
  router: Router,
  path: string,
  methods: Partial<Record<'GET' | 'POST' | 'DELETE', (RequestHandler | RequestHandler[])[]>>,
): void {
  const at = router.route(path)
  if (methods.GET) at.get(...methods.GET.flat())
  if (methods.POST) at.post(...methods.POST.flat())
  if (methods.DELETE) at.delete(...methods.DELETE.flat())
  const allow = [...Object.keys(methods), ...(methods.GET ? ['HEAD'] : [])].join(', ')
  at.all((_req: unknown, res: Response) => {
    res.set('Allow', allow)
    throw new Problem('method_not_allowed')
  })
}

function securityHeaders(config: Config): RequestHandler[] {
  return [
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: { defaultSrc: ["'none'"], frameAncestors: ["'none'"], baseUri: ["'none'"] },
      },
      referrerPolicy: { policy: 'no-referrer' },
      strictTransportSecurity: config.publicUrl.startsWith('https:') && {
        maxAge: 31_536_000,
        includeSubDomains: false,
      },
      // What pages of other origins may read is said by CORS, route by route.
      crossOriginResourcePolicy: false,
    }),
    (req, res, next) => {
      res.set('Cache-Control', 'no-store')
      // Express would answer `If-None-Match: *` with 304, whatever has changed.
      delete req.headers['if-none-match']
      next()
    },
  ]
}

/** Behind somebody else's body parser no signature could be checked over the raw bytes. */
const unreadBody: RequestHandler = (req, _res, next) => {
  if (req.body !== undefined) {
    throw new Problem('internal', undefined, {
      cause: new Error('a request whose body has been read already: mount Reachproof before any body parser'),
    })
  }
  next()
}
