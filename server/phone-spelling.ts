import { callingCodeOf } from './phone.ts'

/**
 * Whether a provider means this number: as E.164 with or without `+` or `00`, or as it is dialled inside its own
 * country, with or without the 0 before it.
 *
 * @param e164 of ours
 * @param given whatever the provider wrote
 */
export function isSameNumber(e164: string, given: string): boolean {
  const [, prefix, digits] = /^(\+|00)?(\d{6,16})$/.exec(given.replace(/[^\d+]/g, '')) ?? []
  const international = e164.slice(1)
  if (digits === undefined) return false
  if (digits === international) return true
  // With a prefix it names its country: what is national here can be a whole number of another one.
  if (prefix !== undefined) return false
  const national = international.slice(callingCodeOf(e164).length)
  return digits === national || digits === `0${national}`
}
