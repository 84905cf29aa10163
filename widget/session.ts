import type { StartRequest } from '../server/api.ts'
import type { Session } from './client.ts'
import type { Model } from './model.ts'
import { platform } from './platform.ts'
import { setProof, type Widget } from './widget.ts'

/** Of the model, what another page goes on with. */
export const kept = ['channel', 'typed', 'country', 'code', 'linkOpened', 'severalCodes'] as const

/**
 * What a page needs to go on where it was after a reload, a killed tab or a trip to WhatsApp.
 * Deadlines are not here: the server tells them again with the view.
 */
export interface Saved extends Partial<Pick<Model, (typeof kept)[number]>> {
  /** The running verification, or the verified one. */
  id?: string
  secret?: string
  /** The display form of what was typed; absent when nothing was declared. */
  contact?: string
  /** The masked form, for the offer row. */
  masked?: string | null
  /** What stood in the page's own field, or in `to`, at the start. */
  field?: string
  /** The nonce that the server was told last. */
  nonce?: string
  /** A start that has not been answered yet: the same key sends no second message. */
  start?: { key: string; body: StartRequest }
  /** S2 is open, perhaps over a running verification. */
  asking?: boolean
  /** Epoch milliseconds. */
  savedAt?: number
  verifiedAt?: number
  /** When the form around the widget was sent. */
  submittedAt?: number
}

const minuteMs = 60_000

/**
 * Decides what becomes of a session that was found when the page opened: `go` on by itself, only an `offer`
 * *Continue with …*, or nothing.
 */
export function resumption(saved: Saved, arrival: string, now: number): 'go' | 'offer' | null {
  // The answer to a form is there within a minute, or the visitor went somewhere else.
  const samePage = /reload|back/.test(arrival) || now - (saved.submittedAt ?? 0) < minuteMs
  const age = now - (saved.verifiedAt ?? saved.savedAt!)
  // The next person at a shared screen must not inherit a confirmation.
  if (saved.verifiedAt) return samePage && age < 5 * minuteMs ? 'go' : age < 30 * minuteMs ? 'offer' : null
  return samePage && (saved.id || saved.asking || (saved.start && age < 10 * minuteMs)) ? 'go' : null
}

// A page may be refused storage (a sandboxed frame, a setting): then a reload starts anew, nothing else changes.

// What was confirmed for one action must not be restored where another one is asked for.
const storeName = ({ host: { endpoint, sitekey, name, action } }: Widget) =>
  ['reachproof', endpoint, sitekey, name, ...(action ? [action] : [])].join(':')

/** What an earlier page left in this tab. */
export function readSession(w: Widget): Saved | null {
  try {
    return JSON.parse(platform.storage().getItem(storeName(w))!)
  } catch {
    return null
  }
}

export function save(w: Widget): void {
  const { saved } = w
  for (const key of kept) saved[key] = w[key] as never
  saved.asking = w.screen === 'contact'
  saved.savedAt = platform.now()
  store(w, saved)
}

/** The session, and the proof that it gave. */
export function forget(w: Widget): void {
  w.saved = {}
  setProof(w, '')
  store(w, null)
}

function store(w: Widget, saved: Saved | null) {
  try {
    const storage = platform.storage()
    if (saved) storage.setItem(storeName(w), JSON.stringify(saved))
    else storage.removeItem(storeName(w))
  } catch {}
}

/** The verification that is not over yet, as far as this page knows. */
export const unfinished = ({ saved }: Widget): Session | null =>
  saved.id && !saved.verifiedAt ? (saved as Session) : null

/** The page's, which goes into the proof: for a request. */
export function nonce({ host, saved }: Widget): string | undefined {
  saved.nonce = host.sessionNonce || undefined
  return saved.nonce
}

/** The page has had another nonce since: a proof for the old one is worth nothing there. */
export const nonceIsNew = ({ host, saved }: Widget): boolean =>
  (host.sessionNonce || saved.nonce) !== saved.nonce
