import type { ChannelId } from '../server/api.ts'
import type { Problem } from './client.ts'
import type { WidgetState } from './host.ts'

/** What the page is told of a confirmed contact. Never the contact itself: analytics scripts record details. */
export interface Verified {
  /** The signed JWT for the site's backend. */
  proof: string
  channel: ChannelId
  expiresAt: Date
}

/** The details of the widget's events, by name. All bubble and cross shadow roots. */
export interface Details {
  /** Before anything is sent. Cancelable: the site's own check first. */
  'reachproof-start': { channel: ChannelId }
  'reachproof-verified': Verified
  /** Confirmed too long ago for a fresh proof: the visitor has to confirm again. */
  'reachproof-expired': Record<never, never>
  'reachproof-error': Problem
  'reachproof-statechange': { state: WidgetState; previous: WidgetState }
}

type Events = { [Name in keyof Details]: CustomEvent<Details[Name]> }

declare global {
  // Of elements, documents and windows alike, since they bubble.
  interface GlobalEventHandlersEventMap extends Events {}
}

/** @returns false when it was prevented */
export function emit<Name extends keyof Details>(
  target: Element,
  name: Name,
  detail: Details[Name],
): boolean {
  const cancelable = name === 'reachproof-start'
  return target.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable }))
}
