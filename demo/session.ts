import { randomBytes } from 'node:crypto'
import type { FormName } from './pages/forms.ts'
import type { Language } from './texts/languages.ts'

/** What the shop remembers of one browser. A real shop keeps this in its database. */
export interface Session {
  readonly id: string
  /** Given out with a page and not used yet, with the moment each was made. */
  readonly nonces: Map<string, number>
  language?: Language
  /** How the shop is set up for this browser: the key of a site. */
  setUp?: string
  /** What the reader confirmed at the sign-up: the account page asks for this contact again. */
  contact?: string
  /** What the last accepted form showed, kept for the page after the redirect. */
  outcome?: Outcome
  usedAt: number
}

/** A form whose proof was accepted. */
export interface Outcome {
  form: FormName
  /** The key of the site that the proof is for. */
  setUp: string
  name: string
  proof: string
  nonce: string
  claims: Record<string, unknown>
  /** How long the check took, in milliseconds. */
  tookMs: number
}

export interface Sessions {
  /** The session of a `Cookie` header, or a new one. */
  open(cookieHeader: string | undefined): { session: Session; isNew: boolean }
  /** A `Set-Cookie` value for a session. */
  cookie(session: Session): string
  /** A nonce for one rendering of one form. */
  issueNonce(session: Session): string
  /** Whether this session was given this nonce and has not used it. Afterwards it has. */
  takeNonce(session: Session, nonce: unknown): nonce is string
}

const cookieName = 'saltmarsh'
const lifeSeconds = 3600
const maxSessions = 1000
const maxNonces = 20

const unguessable = (): string => randomBytes(16).toString('base64url')

/**
 * Cookie sessions in memory.
 *
 * The nonce ties a proof to the browser that the form was made for: the widget
 * hands it to the verification server, the server signs it into the proof, and
 * the shop takes the proof only together with a nonce of the same session.
 *
 * @param now epoch milliseconds
 */
export function createSessions(now: () => number = Date.now): Sessions {
  const sessions = new Map<string, Session>()

  function sweep(): void {
    for (const [id, session] of sessions) {
      if (session.usedAt + lifeSeconds * 1000 <= now() || sessions.size > maxSessions) sessions.delete(id)
    }
  }

  return {
    open(cookieHeader) {
      const id = readCookie(cookieHeader, cookieName)
      const known = id === undefined ? undefined : sessions.get(id)
      if (known && known.usedAt + lifeSeconds * 1000 > now()) {
        known.usedAt = now()
        return { session: known, isNew: false }
      }
      const session: Session = { id: unguessable(), nonces: new Map(), usedAt: now() }
      sessions.set(session.id, session)
      sweep()
      return { session, isNew: true }
    },

    cookie: session => `${cookieName}=${session.id}; Path=/; HttpOnly; SameSite=Lax; Max-Age=${lifeSeconds}`,

    issueNonce(session) {
      const nonce = unguessable()
      session.nonces.set(nonce, now())
      // Several tabs may hold a form each; the oldest of very many gives way.
      if (session.nonces.size > maxNonces) session.nonces.delete(session.nonces.keys().next().value!)
      return nonce
    },

    takeNonce(session, nonce): nonce is string {
      if (typeof nonce !== 'string') return false
      const madeAt = session.nonces.get(nonce)
      session.nonces.delete(nonce)
      return madeAt !== undefined && madeAt + lifeSeconds * 1000 > now()
    },
  }
}

/** The value of a cookie in a `Cookie` header. */
export function readCookie(header: string | undefined, name: string): string | undefined {
  for (const pair of header?.split(';') ?? []) {
    const [known, value] = pair.trim().split('=', 2)
    if (known === name) return value
  }
  return undefined
}
