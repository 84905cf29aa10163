import type { ChannelId, StartRequest } from '../server/api.ts'
import { platform } from './platform.ts'

/**
 * What a page needs to go on where it was after a reload, a killed tab or a trip to WhatsApp.
 * Deadlines are not here: the server tells them again with the view.
 */
export interface Saved {
  /** The running verification, or the verified one. */
  id?: string
  secret?: string
  channel?: ChannelId
  /** The display form of what was typed; absent when it was not declared. */
  contact?: string
  /** The masked form, for the offer row. */
  masked?: string
  /** What stood in the page's own field at the start. */
  field?: string
  /** A start that has not been answered yet: the same key sends no second message. */
  key?: string
  body?: StartRequest
  /** S2 is open over whatever runs. */
  asking?: boolean
  typed?: string
  country?: string | null
  code?: string
  linkOpened?: boolean
  /** Epoch milliseconds. */
  savedAt?: number
  verifiedAt?: number
  /** When the form around the widget was sent. */
  submittedAt?: number
}

/** A new person at the same screen must not inherit a confirmation. */
const applyForMs = 5 * 60_000
const offerForMs = 30 * 60_000
/** As long as the server remembers a key. */
const keyForMs = 10 * 60_000
/** The answer to a form is there within this time, or the visitor went somewhere else. */
const submitForMs = 60_000

/** `go on`: show it again by itself. `offer`: only as *Continue with …*. */
export type Resumption = 'go on' | 'offer' | null

/** Decides what becomes of a session that was found when the page opened. */
export function resumption(saved: Saved, arrival: string, now: number): Resumption {
  const since = (at = 0) => now - at
  const same = /reload|back/.test(arrival) || since(saved.submittedAt) < submitForMs
  if (saved.verifiedAt)
    return same && since(saved.verifiedAt) < applyForMs
      ? 'go on'
      : since(saved.verifiedAt) < offerForMs
        ? 'offer'
        : null
  return same && (saved.id || saved.asking || (saved.body && since(saved.savedAt) < keyForMs))
    ? 'go on'
    : null
}

// A page may refuse storage (a sandboxed frame, a setting): then a reload starts anew, nothing else changes.

export function readSession(name: string): Saved | null {
  try {
    return JSON.parse(platform.storage().getItem(name)!)
  } catch {
    return null
  }
}

export function writeSession(name: string, saved: Saved | null): void {
  try {
    if (saved) platform.storage().setItem(name, JSON.stringify(saved))
    else platform.storage().removeItem(name)
  } catch {}
}
