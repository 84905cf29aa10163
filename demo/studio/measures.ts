import { behind, parentOf, readColour } from './colours.ts'
import { type Colour, contrast, over } from './contrast.ts'
import { Drawn } from './drawn.ts'
import { statesIn } from './languages.ts'
import { ownRule } from './own-look.ts'

/** Two colours that meet in the widget. */
export interface Measure {
  what: string
  front: Colour
  back: Colour
  ratio: number
  /** What WCAG 2.2 AA asks for: 4.5 for words, 3 for whatever else has to be seen. */
  needs: 4.5 | 3
}

/** A colour of an element, and of what lies behind it. */
type Pair = (element: Element) => [front: Colour, back: Colour]

const words: Pair = element => [readColour(getComputedStyle(element).color), behind(element)]
const drawing: Pair = element => [readColour(getComputedStyle(element).stroke), behind(element)]
const area: Pair = element => [readColour(getComputedStyle(element).backgroundColor), around(element)]

/** A field is told from the page by its border or by its own background, whichever is plainer. */
const edge: Pair = element => {
  const { borderTopColor, borderTopStyle } = getComputedStyle(element)
  const filled = area(element)
  if (borderTopStyle === 'none') return filled
  const lined = [readColour(borderTopColor), filled[1]] as const
  return contrast(over(...lined), lined[1]) > contrast(over(...filled), filled[1]) ? [...lined] : filled
}

const ring: Pair = element => {
  const { outlineColor, outlineStyle } = getComputedStyle(element)
  const page = around(element)
  return [outlineStyle === 'none' ? page : readColour(outlineColor), page]
}

function around(element: Element): Colour {
  return behind(parentOf(element)!)
}

/** Where each is looked for: a state, and an element of it by its part. */
const places: [what: string, state: string, selector: string, pair: Pair, needs: 4.5 | 3][] = [
  ['Text on the page', 'All channels', '[part=label]', words, 4.5],
  ['Quiet text on the page', 'Several countries', '[part=hint]', words, 4.5],
  ['Link on the page', 'Several countries', '[part~=link][aria-expanded]', words, 4.5],
  ['Words on the filled button', 'All channels', '[part~=button-primary]', words, 4.5],
  ['Filled button on the page', 'All channels', '[part~=button-primary]', area, 3],
  ['Words on a row', 'All channels', '[part=channel] b', words, 4.5],
  ['Quiet words on a row', 'All channels', '[part=channel] small', words, 4.5],
  ['What is typed', 'Several countries', '[part=input]', words, 4.5],
  ['Edge of a field on the page', 'Several countries', '[part=input]', edge, 3],
  ['Error under a field', 'Not a number', '[part=error]', words, 4.5],
  ['Edge of a field with an error', 'Not a number', '[part=input]', edge, 3],
  ['Message on its tint', 'Not working', '[part=error] p', words, 4.5],
  ['Link on the tint of a message', 'Not working', '[part=error] [part~=link]', words, 4.5],
  ['Sign on the tint of a message', 'Not working', '[part=error] > svg', drawing, 3],
  ['“Confirmed” on its tint', 'Number', '[part=result]', words, 4.5],
  ['Link on the tint of “Confirmed”', 'Number', '[part~=link]', words, 4.5],
  ['Tick on its tint', 'Number', ':has(> [part=result]) > svg', drawing, 3],
  ['Focus ring on the page', 'All channels', '.ring-sample', ring, 3],
]

const screens = ['Choose', 'Phone number', 'Confirmed']

/** Widgets that nobody sees, but that have every colour: one of each state, inside `ground`, whose background is the page's. */
export function createSample(ground: Element): { measure(): Measure[] } {
  const shown = new Map<string, Drawn>()
  const states = statesIn('en').filter(({ screen }) => screens.includes(screen))
  for (const state of new Set(places.map(([, name]) => name))) {
    const fixture = states.find(({ name }) => name === state)!
    const drawn = new Drawn().show(fixture, { still: true })
    // The ring is only there while something has the focus.
    const ringed = document.createElement('span')
    ringed.className = 'ring-sample'
    ringed.style.cssText = ownRule(':focus-visible')
    drawn.shadowRoot!.append(ringed)
    ground.append(drawn)
    shown.set(state, drawn)
  }
  return {
    measure: () =>
      places.map(([what, state, selector, pair, needs]) => {
        const [front, back] = pair(shown.get(state)!.shadowRoot!.querySelector(selector)!)
        const seen = over(front, back)
        return { what, front: seen, back, ratio: contrast(seen, back), needs }
      }),
  }
}
