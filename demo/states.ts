import { render } from 'lit'
import { languages } from '../server/texts/index.ts'
import { type Fixture, fixtures, told } from '../widget/fixtures.ts'
import type { Actions, Model } from '../widget/model.ts'
import { styles } from '../widget/reach-proof.styles.ts'
import { draw } from '../widget/views/index.ts'

// A gallery: every fixture through the same views and style sheet as the element, and no server behind it.

const bar = document.querySelector<HTMLFormElement>('#bar')!
const main = document.querySelector('main')!
const output = bar.querySelector('output')!
const rightToLeft = /^(ar|ckb|fa|he|ur)\b/

for (const language of languages.keys())
  select('language').add(
    new Option(new Intl.DisplayNames(language, { type: 'language' }).of(language), language),
  )
for (const screen of new Set(all('en').map(f => f.screen))) select('screen').add(new Option(screen, screen))

// The switches stand in the address, so that a state can be linked to.
for (const [name, value] of new URLSearchParams(location.search)) if (select(name)) select(name).value = value
bar.addEventListener('change', () => {
  const chosen = [...new FormData(bar)].filter(([, value]) => value) as [string, string][]
  history.replaceState(null, '', `?${new URLSearchParams(chosen)}`)
  show()
})
show()

function select(name: string): HTMLSelectElement {
  return bar.elements.namedItem(name) as HTMLSelectElement
}

function all(language: string, direction?: 'ltr' | 'rtl'): Fixture[] {
  const texts = languages.get(language)!.widget
  return fixtures({
    texts,
    language,
    direction: direction ?? (rightToLeft.test(language) ? 'rtl' : 'ltr'),
  })
}

function show(): void {
  const direction = select('direction').value as 'ltr' | 'rtl' | ''
  const shown = all(select('language').value, direction || undefined)
  document.documentElement.style.colorScheme = select('scheme').value
  main.replaceChildren()
  const screens = Map.groupBy(shown, f => f.screen)
  for (const [screen, states] of screens) {
    if (select('screen').value && select('screen').value !== screen) continue
    const plates = element('div', 'plates')
    plates.append(...states.map(plate))
    main.append(element('h2', '', screen), plates)
  }
}

function plate({ name, screen, model }: Fixture): HTMLElement {
  const article = element('article', '')
  const stage = element('div', 'stage')
  const host = element('div', '')
  host.style.inlineSize = `${select('width').value}px`
  if (screen === 'Unavailable') host.append('Call us on +33 1 23 45 67 89 instead.')
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styles.styleSheet!]
  live(root, model)
  stage.append(host)
  article.append(element('h3', '', name), stage)
  return article
}

/** Unfolds, takes what is typed, and names every other action. */
function live(root: ShadowRoot, model: Model): void {
  const change = (part: Partial<Model>) => {
    model = { ...model, ...part }
    paint()
  }
  const on: Actions = {
    ...told((action, value) => {
      output.textContent = `${action}(${typeof value === 'string' ? value : ''})`
    }),
  }
  const changes: Partial<Actions> = {
    toggleWays: () => change({ waysOpen: !model.waysOpen }),
    toggleByHand: () => change({ byHandOpen: !model.byHandOpen }),
    copy: copied => change({ copied }),
    type: typed => change({ typed }),
    pickCountry: country => change({ country }),
    codeInput: code => change({ code: code.replace(/\D/g, '') || code }),
  }
  const actions = new Proxy(on, {
    get: (_, action: keyof Actions) => changes[action] ?? on[action],
  })
  const paint = () => render(draw(model, actions), root)
  paint()
}

function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  made.className = className
  made.textContent = text
  return made
}
