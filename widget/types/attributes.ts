import type { WidgetTexts } from '../../server/api.ts'
import type { Session } from '../client.ts'
import type { Details } from '../events.ts'
import type { ReachProof } from '../reach-proof.ts'

/** The attributes of `<reach-proof>` that no other element has, and the properties that have no attribute. */
export interface ReachProofAttributes {
  sitekey: string
  'session-nonce'?: string | null
  endpoint?: string
  for?: string | null
  to?: string | null
  channels?: string | null
  country?: string | null
  name?: string
  required?: boolean
  disabled?: boolean
  action?: string | null
  theme?: 'auto' | 'light' | 'dark' | null
  'hidden-input'?: boolean
  webotp?: 'on' | 'off' | null
  debug?: boolean
  strings?: Partial<WidgetTexts> | null
  verification?: Session | null
}

/** The events of `<reach-proof>`, as its listeners get them. */
export type ReachProofEvents = {
  [Name in keyof Details]: CustomEvent<Details[Name]> & { readonly currentTarget: ReachProof }
}
