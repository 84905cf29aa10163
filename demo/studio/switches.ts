import { choose } from './address.ts'
import { languageNames, statesIn } from './languages.ts'
import { presets } from './presets.ts'

/** What the gallery shows, and how. */
export interface Selection {
  /** Names of the fixtures; `''` for all. */
  screen: string
  state: string
  /** A code, or `every` for all of them side by side, which takes a state. */
  language: string
  /** `''`: that of the language. */
  direction: '' | 'ltr' | 'rtl'
  /** `''`: that of the page. */
  scheme: '' | 'light' | 'dark'
  /** Pixels of the place that the tag stands in. */
  width: number
  motion: '' | 'reduced'
  /** Id of a preset, `yours`, or `''` for the widget's own look. */
  theme: string
}

const usual: Selection = {
  screen: '',
  state: '',
  language: 'en',
  direction: '',
  scheme: '',
  width: 375,
  motion: '',
  theme: '',
}

export const widths = { least: 240, most: 800 }

/** Names of all states by their screen, in the order a visitor meets them. */
export const states: ReadonlyMap<string, string[]> = new Map(
  [...Map.groupBy(statesIn('en'), ({ screen }) => screen)].map(([screen, fixtures]) => [
    screen,
    fixtures.map(({ name }) => name),
  ]),
)

export interface Switches {
  readonly selection: Selection
  /** Sets the switches as an address says; what it does not say is as usual, and so is what nobody knows. */
  set(address: URLSearchParams): void
  setWidth(pixels: number): void
  /** What is not as usual, for an address. */
  address(): [name: string, value: string][]
}

/** The form of switches: offers what there is, and keeps what depends on each other in step. */
export function createSwitches(form: HTMLFormElement): Switches {
  const field = <T>(name: string): T => form.elements.namedItem(name) as T
  const [screen, state, language, theme] = ['screen', 'state', 'language', 'theme'].map(name =>
    field<HTMLSelectElement>(name),
  ) as [HTMLSelectElement, HTMLSelectElement, HTMLSelectElement, HTMLSelectElement]
  const radio = (name: string) => field<RadioNodeList>(name)
  const range = field<HTMLInputElement>('width')
  const motion = field<HTMLInputElement>('motion')

  for (const [name, { length }] of states) screen.add(new Option(`${name} (${length})`, name))
  for (const [code, name] of languageNames) language.add(new Option(`${name} (${code})`, code))
  const every = new Option('', 'every')
  language.add(every)
  theme.add(new Option('As it comes', ''))
  for (const { id, name } of presets) theme.add(new Option(name, id))
  theme.add(new Option('Yours, from the tab “Theme”', 'yours'))

  /** Of all screens together there is no single state to choose, and without a state no view of all languages. */
  function offer(): void {
    const chosen = state.value
    const names = states.get(screen.value) ?? []
    state.replaceChildren(new Option('All states', ''), ...names.map(name => new Option(name)))
    state.disabled = names.length === 0
    choose(state, chosen)
    every.disabled = state.value === ''
    every.text = `All ${languageNames.size}, side by side${every.disabled ? ' (of one state)' : ''}`
    if (every.disabled && language.value === every.value) language.value = usual.language
  }

  function setWidth(pixels: number): void {
    range.value = String(pixels)
    field<HTMLOutputElement>('pixels').value = `${range.value} px`
    // No segment stays lit for a width that has none.
    for (const one of form.querySelectorAll<HTMLInputElement>('[name=preset]'))
      one.checked = one.value === range.value
  }

  form.addEventListener('input', ({ target }) => {
    const { name, value } = target as HTMLInputElement
    if (name === 'width' || name === 'preset') setWidth(Number(value))
    if (name === 'screen') state.value = ''
    if (name === 'screen' || name === 'state') offer()
  })

  const read = (): Selection => ({
    screen: screen.value,
    state: state.value,
    language: language.value,
    direction: radio('direction').value as Selection['direction'],
    scheme: radio('scheme').value as Selection['scheme'],
    width: Number(range.value),
    motion: motion.checked ? 'reduced' : '',
    theme: theme.value,
  })

  return {
    get selection() {
      return read()
    },
    set(address) {
      choose(screen, address.get('screen'))
      offer()
      choose(state, address.get('state'))
      offer()
      choose(language, address.get('language'))
      choose(theme, address.get('theme'))
      for (const name of ['direction', 'scheme'] as const) {
        const wanted = form.querySelector<HTMLInputElement>(
          `[name=${name}][value="${CSS.escape(address.get(name) ?? '')}"]`,
        )
        radio(name).value = wanted?.value ?? ''
      }
      setWidth(Number(address.get('width')) || usual.width)
      motion.checked = address.get('motion') === 'reduced'
    },
    setWidth,
    address() {
      const now = read()
      return (Object.keys(usual) as (keyof Selection)[])
        .filter(name => now[name] !== usual[name])
        .map(name => [name, String(now[name])])
    },
  }
}
