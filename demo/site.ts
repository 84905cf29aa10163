import { fileURLToPath } from 'node:url'
import express, { type ErrorRequestHandler, type Express, type Request, type Router } from 'express'
import { verifyProof } from 'reachproof/verify'
import { type FormName, formErrors, formPaths, renderForm } from './pages/forms.ts'
import type { Look } from './pages/layout.ts'
import { renderMissing } from './pages/missing.ts'
import { phoneNumbers } from './pages/numbers.ts'
import { type Refusal, renderRefused } from './pages/refused.ts'
import { renderWelcome } from './pages/welcome.ts'
import type { Scenarios } from './phone.ts'
import type { SetUp } from './reachproof.config.ts'
import { refusalOf } from './refusal.ts'
import { type Outcome, readCookie, type Session, type Sessions } from './session.ts'
import { isLanguage, languages, preferredLanguage } from './texts/languages.ts'

export interface SiteOptions {
  /** Where the verification server is: the issuer of the proofs. */
  api: string
  /** The ways that the shop can be set up; a browser begins with the first. */
  setUps: readonly SetUp[]
  /** What the simulated Zadarma can play; null when nothing uses it. */
  scenarios: Scenarios | null
  sessions: Sessions
  /** The simulated phone's routes, mounted at `/phone`. */
  phone: Router
}

const built = fileURLToPath(new URL('../dist/demo/', import.meta.url))

/** Reader names that somebody has. */
const taken: ReadonlySet<string> = new Set(['mira', 'admin', 'saltmarsh'])

/**
 * The shop: three pages that hold the tag, and the backend that takes their proofs.
 *
 * This is the part that a customer of Reachproof writes: see `confirm` for the few lines that matter.
 */
export function createSite({ api, setUps, scenarios, sessions, phone }: SiteOptions): Express {
  const app = express()
  app.disable('x-powered-by')

  app.use((request, response, next) => {
    response.set(securityHeaders(api, request.path))
    next()
  })
  // The gallery of states has moved into the studio; what was chosen in its address means the same there.
  app.get('/states.html', (request, response) => response.redirect(301, `/studio${search(request)}`))
  app.use(express.static(built, { index: false, extensions: ['html'] }))
  app.get('/favicon.ico', (_request, response) => response.redirect(301, '/icon.svg'))

  app.use((request, response, next) => {
    const { session, isNew } = sessions.open(request.headers.cookie)
    if (isNew) response.append('set-cookie', sessions.cookie(session))
    if (isLanguage(request.query.lang)) session.language = request.query.lang
    session.language ??= preferredLanguage(request.headers['accept-language'])
    response.locals.session = session
    response.set('cache-control', 'no-store')
    next()
  })
  app.use('/phone', express.json({ limit: '16kb' }), phone)
  app.use(express.urlencoded({ extended: false, limit: '16kb' }))

  const setUpOf = (key: string | undefined): SetUp => setUps.find(one => one.key === key) ?? setUps[0]!

  const look = (request: Request, session: Session, path: string): Look => {
    const theme = readCookie(request.headers.cookie, 'theme')
    const setUp = setUpOf(session.setUp)
    return {
      language: session.language ?? 'en',
      theme: theme === 'light' || theme === 'dark' ? theme : null,
      path,
      site: { sitekey: setUp.key, api },
      behind: {
        setUp,
        setUps: setUps.map(one => one.key),
        scenarios: scenarios && { ids: scenarios.ids, current: scenarios.current() },
      },
    }
  }

  const contactOf = (session: Session): string => session.contact ?? phoneNumbers.mine

  /** Whether the form comes with a proof that it may be acted on: everything that a site's backend has to do. */
  const confirm = ({ key, secret }: SetUp, proof: string, nonce: string, to?: string) =>
    verifyProof(proof, {
      issuer: api,
      audience: key,
      nonce,
      // A pressed key is enough to hear from the shop. Where the books of an account go takes a code.
      minAcr: to === undefined ? 'consent' : 'code',
      ...(to !== undefined && { to }),
      redeem: { secret },
    })

  for (const name of Object.keys(formPaths) as FormName[]) {
    const { page, action, proof: proofField } = formPaths[name]

    app.get(page, (request, response) => {
      const session: Session = response.locals.session
      const state = { nonce: sessions.issueNonce(session), contact: contactOf(session) }
      response.send(renderForm(look(request, session, page), name, state))
    })
    // Somebody reloads, or comes back to, the answer to a POST.
    if (action !== page) app.get(action, (_request, response) => response.redirect(303, page))

    app.post(action, async (request, response) => {
      const session: Session = response.locals.session
      const drawn = look(request, session, page)
      const values = readFields(request.body)
      const refuse = (refusal: Refusal, code: string | null = null): void =>
        void response
          .status(refusal === 'unavailable' ? 503 : 403)
          .send(renderRefused(drawn, name, refusal, code))

      const { nonce } = values
      if (!sessions.takeNonce(session, nonce)) return refuse('nonce')

      const errors = formErrors(languages[drawn.language], name, values, taken)
      if (errors) {
        // The proof is not looked at, so it is not used up. The widget gets one for the new nonce.
        const state = { nonce: sessions.issueNonce(session), contact: contactOf(session), values, errors }
        response.status(422).send(renderForm(drawn, name, state))
        return
      }

      const proof = values[proofField]
      if (!proof) return refuse('missing')

      const setUp = setUpOf(session.setUp)
      const startedAt = performance.now()
      try {
        const claims = await confirm(setUp, proof, nonce, name === 'account' ? contactOf(session) : undefined)
        const contact = claims.phone_number ?? claims.email
        if (name === 'signup' && contact !== undefined) session.contact = contact
        session.outcome = {
          form: name,
          setUp: setUp.key,
          name: values.name?.trim() ?? '',
          proof,
          nonce,
          claims: { ...claims },
          tookMs: Math.max(1, Math.round(performance.now() - startedAt)),
        }
        response.redirect(303, '/welcome')
      } catch (error) {
        const { refusal, code } = refusalOf(error)
        refuse(refusal, code)
      }
    })
  }

  app.get('/welcome', (request, response) => {
    const session: Session = response.locals.session
    if (!session.outcome) return response.redirect(303, '/')
    response.send(renderWelcome(look(request, session, '/welcome'), session.outcome))
  })

  // What somebody would do who had stolen the form's data: send the same proof once more.
  app.post('/again', async (request, response) => {
    const session: Session = response.locals.session
    const outcome: Outcome | undefined = session.outcome
    if (!outcome) return response.redirect(303, '/')
    try {
      await confirm(setUpOf(outcome.setUp), outcome.proof, outcome.nonce)
      response.redirect(303, '/welcome')
    } catch (error) {
      const drawn = look(request, session, formPaths[outcome.form].page)
      const { refusal, code } = refusalOf(error)
      response.status(403).send(renderRefused(drawn, outcome.form, refusal, code))
    }
  })

  // No part of a real shop: how the one of this browser is set up.
  app.post('/set-up', (request, response) => {
    const session: Session = response.locals.session
    const { setup, page } = readFields(request.body)
    session.setUp = setUpOf(setup).key
    const pages = Object.values(formPaths).map(form => form.page)
    response.redirect(303, pages.find(known => known === page) ?? '/')
  })

  app.use((request, response) => {
    response.status(404).send(renderMissing(look(request, response.locals.session, '/')))
  })

  const failed: ErrorRequestHandler = (error, _request, response, _next) => {
    const status = typeof error?.status === 'number' ? error.status : 500
    if (status === 500) console.error(error)
    response
      .status(status)
      .type('text')
      .send(status === 500 ? 'Something broke in the demo shop.' : String(error.message))
  }
  app.use(failed)

  return app
}

/**
 * As strict as such a page can be. The tag needs its server in `script-src` and `connect-src`,
 * and the name of its Trusted Types policy; nothing else is here for it.
 */
function securityHeaders(api: string, path: string): Record<string, string> {
  const studio = /^\/studio(\.html)?$/.test(path)
  return {
    'content-security-policy': [
      "default-src 'none'",
      // The studio draws with Lit itself and asks nobody.
      ...(studio ? ["script-src 'self'"] : [`script-src 'self' ${api}`, `connect-src 'self' ${api}`]),
      "style-src 'self'",
      "img-src 'self' data:",
      "frame-src 'self'",
      "form-action 'self'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
      "require-trusted-types-for 'script'",
      `trusted-types ${studio ? 'lit-html' : 'reachproof'}`,
    ].join('; '),
    'referrer-policy': 'strict-origin-when-cross-origin',
    'x-content-type-options': 'nosniff',
  }
}

/** The query of an address, with its `?`. */
const search = ({ originalUrl }: Request): string => /\?.*$/s.exec(originalUrl)?.[0] ?? ''

/** The fields of a form that came as one text each. */
function readFields(body: unknown): Record<string, string> {
  const fields = typeof body === 'object' && body !== null ? Object.entries(body) : []
  return Object.fromEntries(fields.filter((field): field is [string, string] => typeof field[1] === 'string'))
}
