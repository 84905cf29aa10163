import type { WidgetTexts } from '../../server/api.ts'
import type { Session } from '../client.ts'
import type { Details } from '../events.ts'
import type { ReachProof } from '../reach-proof.ts'

/** The attributes of `<reach-proof>` that no other element has, and the properties that have no attribute. */
export interface ReachProofAttributes {
  sitekey: string
  'session-nonce'?: string | null | undefined
  endpoint?: string | undefined
  for?: string | null | undefined
  to?: string | null | undefined
  channels?: string | null | undefined
  country?: string | null | undefined
  name?: string | undefined
  required?: boolean | undefined
  disabled?: boolean | undefined
  action?: string | null | undefined
  theme?: 'auto' | 'light' | 'dark' | null | undefined
  'hidden-input'?: boolean | undefined
  webotp?: 'on' | 'off' | null | undefined
  debug?: boolean | undefined
  strings?: Partial<WidgetTexts> | null | undefined
  verification?: Session | null | undefined
}

/** The events of `<reach-proof>`, as its listeners get them. */
export type ReachProofEvents = {
  [Name in keyof Details]: CustomEvent<Details[Name]> & { readonly currentTarget: ReachProof }
}
