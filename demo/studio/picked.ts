import { readColour } from './colours.ts'
import { hex } from './contrast.ts'

export type Scheme = 'light' | 'dark'

/**
 * What a picker shows for any colour of CSS: `#rrggbb`, of what is seen in a scheme. Each is asked for once: an answer
 * takes the browser a look at the whole page.
 *
 * @param grounds an element in each scheme
 */
export function createPicked(grounds: Record<Scheme, Element>): (value: string, scheme: Scheme) => string {
  const known = new Map<string, string>()
  const probes = { light: document.createElement('span'), dark: document.createElement('span') }
  for (const scheme of ['light', 'dark'] as const) grounds[scheme].append(probes[scheme])

  return (value, scheme) => {
    const key = `${scheme} ${value}`
    let found = known.get(key)
    if (!found) {
      probes[scheme].style.color = value
      found = hex(readColour(getComputedStyle(probes[scheme]).color))
      known.set(key, found)
    }
    return found
  }
}
