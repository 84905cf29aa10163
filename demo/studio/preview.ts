import { Drawn } from './drawn.ts'
import { statesIn } from './languages.ts'
import { element } from './plates.ts'
import { states } from './switches.ts'

const few: [screen: string, state: string][] = [
  ['Choose', 'All channels'],
  ['Phone number', 'Not a number'],
  ['Code by email', 'Wrong code'],
  ['WhatsApp answered', 'Message received'],
  ['Confirmed', 'Number'],
]

/** Draws the states of a screen, or a few of all, into each of the sides: the same ones on a light and on a dark page. */
export function drawPreview(sides: Iterable<Element>, screen: string): void {
  const wanted = screen ? states.get(screen)!.map(name => [screen, name] as const) : few
  const all = statesIn('en')
  for (const side of sides)
    side.replaceChildren(
      ...wanted.map(([s, name]) => {
        const box = element('div', 'specimen')
        const fixture = all.find(f => f.screen === s && f.name === name)!
        box.append(new Drawn().show(fixture))
        return box
      }),
    )
}
