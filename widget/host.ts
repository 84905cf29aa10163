import type { WidgetTexts } from '../server/api.ts'
import type { Session } from './client.ts'

/** What the page gave, and what the controller asks of the element around it. */
export interface Host {
  sitekey: string
  endpoint: string
  sessionNonce?: string | null
  name: string
  /** Id of the page's own field. */
  htmlFor?: string | null
  to?: string | null
  channels?: string | null
  country?: string | null
  action?: string | null
  webotp?: string | null
  /** What the site's backend has begun. */
  verification?: Session | null
  strings?: Partial<WidgetTexts> | null
  language(): string
  /** The page's field that `htmlFor` names. */
  field(): HTMLInputElement | null
  requestUpdate(): void
  /** After the next drawing, which is due: focus where the screen wants it. */
  moveFocus(): void
  /** The code was wrong: select it, so that the next digit replaces it. */
  selectCode(): void
  announce(text: string, assertive?: boolean): void
  /** @returns false when a listener of the page prevented it */
  emit(name: 'start' | 'verified' | 'expired' | 'error', detail: object): boolean
  /** The proof or its end changed. `byPage`: the page did it itself, so no event tells it. */
  valueChanged(byPage: boolean): void
  stateChanged(state: WidgetState, previous: WidgetState, byPage: boolean): void
}

/** The property `state`, and the custom states of the same names. */
export type WidgetState =
  | 'loading'
  | 'idle'
  | 'sending'
  | 'waiting'
  | 'checking'
  | 'verified'
  | 'expired'
  | 'error'
