/** What the address says, and nothing else: every view can be linked to. */
export const readAddress = (): URLSearchParams => new URLSearchParams(location.search)

/**
 * Writes what is not as usual into the address. A change of place can be gone back from; a change of a switch is
 * no place.
 */
export function writeAddress(chosen: readonly (readonly [string, string])[], place = false): void {
  const query = new URLSearchParams(chosen.map(([name, value]) => [name, value]))
  // Readable, and allowed in a query.
  const text = query.toString().replaceAll('%2C', ',').replaceAll('%28', '(').replaceAll('%29', ')')
  const address = text ? `?${text}` : location.pathname
  if (address === (location.search || location.pathname)) return
  if (place) history.pushState(null, '', address)
  else history.replaceState(null, '', address)
}

/** Chooses an option; the first where there is none of that value, so that a select never stands empty. */
export function choose(select: HTMLSelectElement, value: string | null): void {
  const known = [...select.options].find(option => option.value === value && !option.disabled)
  select.value = (known ?? select.options[0])?.value ?? ''
}
