import type { Fixture } from '../../widget/fixtures.ts'
import { Drawn } from './drawn.ts'
import { directionOf, languageNames, statesIn } from './languages.ts'
import type { Selection } from './switches.ts'

/** @param tell of an action that would need a server */
type Tell = (action: string) => void

/** A state on a plate that looks like a page. */
export interface Plate {
  title: string
  language: string
  fixture: Fixture
}

/** What a selection shows, in sections. */
export function platesFor(selection: Selection): Map<string, Plate[]> {
  const { screen, state, language } = selection
  const wanted = ({ screen: s, name }: Fixture): boolean =>
    (!screen || s === screen) && (!state || name === state)
  const direction = selection.direction || undefined
  if (language === 'every')
    return new Map([
      [
        `${screen}: ${state}`,
        [...languageNames].map(([code, name]) => ({
          title: `${name} (${code})`,
          language: code,
          fixture: statesIn(code, direction).find(wanted)!,
        })),
      ],
    ])
  const shown = statesIn(language, direction).filter(wanted)
  return new Map(
    [...Map.groupBy(shown, f => f.screen)].map(([name, fixtures]) => [
      name,
      fixtures.map(fixture => ({ title: fixture.name, language, fixture })),
    ]),
  )
}

/** Draws one. @param href where its title leads; none where it is alone already */
export function drawPlate(plate: Plate, selection: Selection, tell: Tell, href?: string): HTMLElement {
  const article = element('article', 'plate')
  const title = element('h3', '')
  if (href) {
    const link = element('a', '', plate.title)
    link.setAttribute('href', href)
    title.append(link)
  } else title.textContent = plate.title
  const stage = element('div', 'stage')
  // A screen without a configuration does not know them: there the element inherits the page's.
  stage.lang = plate.language
  stage.dir = selection.direction || directionOf(plate.language)
  const column = element('div', 'column')
  const drawn = new Drawn()
  column.append(drawn)
  stage.append(column)
  article.append(title, stage)
  drawn.show(plate.fixture, {
    still: selection.motion === 'reduced',
    tell: action => tell(`${plate.title}: ${action}`),
  })
  return article
}

/** Whoever cannot drag a bar scrolls with the keyboard, where there is anything to scroll. */
export function openScrolling(plates: Element): void {
  for (const stage of plates.querySelectorAll<HTMLElement>('.stage'))
    if (stage.scrollWidth > stage.clientWidth) {
      stage.tabIndex = 0
      stage.role = 'group'
      stage.ariaLabel = `${stage.parentElement!.querySelector('h2, h3')!.textContent}, wider than this place`
    } else {
      stage.removeAttribute('tabindex')
      stage.removeAttribute('role')
      stage.removeAttribute('aria-label')
    }
}

export function element(tag: string, className: string, text = ''): HTMLElement {
  const made = document.createElement(tag)
  if (className) made.className = className
  made.textContent = text
  return made
}
