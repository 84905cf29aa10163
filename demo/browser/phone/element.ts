/** The one element of the page with an attribute. Throws when there is none: the page and this script are one. */
export function element<E extends Element = HTMLElement>(attribute: string): E {
  const found = document.querySelector<E>(`[${attribute}]`)
  if (!found) throw new Error(`The phone has no [${attribute}].`)
  return found
}

/** A new element with a class, and what is in it. */
export function make<K extends keyof HTMLElementTagNameMap>(
  name: K,
  className: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(name)
  made.className = className
  made.append(...children)
  return made
}

/** Text that keeps its own direction. */
export function line(className: string, text: string): HTMLSpanElement {
  const made = make('span', className, text)
  made.dir = 'auto'
  return made
}

/** A number or an address, which stays left-to-right in any text. */
export function isolated(text: string): HTMLElement {
  const made = make('bdi', '', text)
  made.dir = 'ltr'
  return made
}

/** A text with its `{name}` replaced by an element. */
export function around(text: string, name: string, value: Node): (Node | string)[] {
  const [before = '', after = ''] = text.split(`{${name}}`)
  return [before, value, after]
}

const timeOfDay = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })

/** 14:05 */
export const clockOf = (at: number): string => timeOfDay.format(at)

export function clock(at: number, className = ''): HTMLTimeElement {
  return make('time', className, clockOf(at))
}

/** Talk as phones write it: 0:07, 12:30. */
export const duration = (seconds: number): string =>
  `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
