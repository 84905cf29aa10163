import { writeAddress } from './address.ts'
import { createHandle } from './drag.ts'
import { drawPlate, element, openScrolling, type Plate, platesFor } from './plates.ts'
import { createSwitches, type Selection, states, widths } from './switches.ts'

export interface Gallery {
  /** Sets the switches as an address says. */
  open(address: URLSearchParams): void
  /** Draws what is chosen: it takes a moment, so only for a room that somebody is in. */
  draw(): void
  /** What is chosen and not as usual, for an address. */
  address(): [name: string, value: string][]
  /** The theme that was chosen: the id of a preset, `yours`, or `''`. */
  readonly theme: string
}

/**
 * Every state from fixtures, through the widget's own views and style sheet, and no server behind it.
 *
 * @param chosen told of every choice
 */
export function createGallery(root: HTMLElement, chosen: () => void): Gallery {
  const form = root.querySelector('form')!
  const switches = createSwitches(form)
  const plates = root.querySelector<HTMLElement>('#plates')!
  const count = root.querySelector<HTMLElement>('#count')!
  const steps = root.querySelector<HTMLElement>('.steps')!
  const told = root.querySelector<HTMLElement>('#told')!
  const tell = (action: string) => {
    told.textContent = `Would do: ${action}`
  }

  let drawn = ''

  form.addEventListener('submit', e => e.preventDefault())
  form.addEventListener('input', ({ target }) => {
    const { name } = target as HTMLInputElement
    if (name === 'width' || name === 'preset') widen()
    else if (name === 'scheme') paint()
    else if (name !== 'theme') draw()
  })
  // After the last of a drag, not with each pixel of it.
  form.addEventListener('change', chosen)
  root.addEventListener('click', e => {
    const link = (e.target as Element).closest<HTMLAnchorElement>('a[href^="?"]')
    if (!link || e.ctrlKey || e.metaKey || e.shiftKey) return
    e.preventDefault()
    const address = new URLSearchParams(link.search)
    switches.set(address)
    writeAddress([...address], true)
    draw()
    chosen()
    const next = link.rel && steps.querySelector<HTMLElement>(`[rel=${link.rel}]`)
    if (next) next.focus()
    else plates.querySelector<HTMLElement>('h2')?.focus()
  })
  new ResizeObserver(() => openScrolling(plates)).observe(plates)

  function draw(): void {
    const { selection } = switches
    const { theme: _, ...seen } = selection
    const wanted = JSON.stringify(seen)
    // Somebody comes back from the other room: what was unfolded and typed is still there.
    if (wanted === drawn) return
    drawn = wanted
    const sections = platesFor(selection)
    const [only, another] = [...sections.values()].flat()
    plates.replaceChildren()
    told.textContent = ''
    paint()
    widen()
    if (only && !another) drawAlone(only)
    else for (const [title, list] of sections) drawSection(title, list)
    count.textContent = say(selection, sections)
    drawSteps()
    openScrolling(plates)
  }

  function drawSection(title: string, list: Plate[]): void {
    const row = element('div', 'plates')
    for (const plate of list) {
      const { screen, name: state } = plate.fixture
      const address = addressOf({ screen, state, language: plate.language })
      row.append(drawPlate(plate, switches.selection, tell, address))
    }
    plates.append(heading(title), row)
  }

  function drawAlone(plate: Plate): void {
    const { screen, name } = plate.fixture
    const article = drawPlate({ ...plate, title: name }, switches.selection, tell)
    article.classList.add('alone')
    article.querySelector('h3')!.replaceWith(heading(`${screen}: ${name}`))
    const handle = createHandle(
      widths,
      () => switches.selection.width,
      pixels => {
        switches.setWidth(pixels)
        widen()
        chosen()
      },
    )
    article.querySelector('.stage')!.append(handle)
    plates.append(article)
  }

  /** To the state before and after, and back to all. */
  function drawSteps(): void {
    const { screen, state } = switches.selection
    steps.hidden = !state
    if (!state) return
    const all = [...states].flatMap(([s, names]) => names.map(name => [s, name] as const))
    const at = all.findIndex(([s, name]) => s === screen && name === state)
    const link = (words: string, rel: string, to: readonly [string, string] | undefined) => {
      const made = element('a', '', words)
      if (to) made.setAttribute('href', addressOf({ screen: to[0], state: to[1] }))
      else made.ariaDisabled = 'true'
      made.setAttribute('rel', rel)
      return made
    }
    steps.replaceChildren(
      link('Previous', 'prev', all[at - 1]),
      link('Next', 'next', all[at + 1]),
      link('All states', 'up', ['', '']),
    )
  }

  /** Where something else is chosen, and the rest as it is. */
  function addressOf(other: Partial<Record<keyof Selection, string>>): string {
    const query = new URLSearchParams(switches.address())
    for (const [name, value] of Object.entries(other)) {
      if (value) query.set(name, value)
      else query.delete(name)
    }
    return `?${query}`
  }

  function widen(): void {
    plates.style.setProperty('--width', `${switches.selection.width}px`)
    openScrolling(plates)
  }

  function paint(): void {
    plates.dataset.scheme = switches.selection.scheme
  }

  return {
    open: switches.set,
    draw,
    address: switches.address,
    get theme() {
      return switches.selection.theme
    },
  }
}

function heading(words: string): HTMLElement {
  const made = element('h2', '', words)
  made.tabIndex = -1
  return made
}

function say({ language }: Selection, sections: Map<string, Plate[]>): string {
  const { length } = [...sections.values()].flat()
  if (length === 1) return 'One state'
  if (language === 'every') return `One state in ${length} languages`
  return `${length} states on ${sections.size === 1 ? 'one screen' : `${sections.size} screens`}`
}
