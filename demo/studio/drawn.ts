import { render } from 'lit'
import { type Fixture, told } from '../../widget/fixtures.ts'
import type { Actions, Model } from '../../widget/model.ts'
import { styles } from '../../widget/reach-proof.styles.ts'
import { draw } from '../../widget/views/index.ts'
import { stateOf } from '../../widget/widget.ts'

export interface DrawOptions {
  /** As for a visitor who asked for less motion. */
  still?: boolean
  /** Told of every action that needs a server. */
  tell?: (action: string) => void
}

/**
 * Stands in for the element, under its name, so that a page's rules for `reach-proof` and its parts reach it:
 * the widget's own views and style sheet around a fixture, and no controller. This page has no other.
 */
export class Drawn extends HTMLElement {
  #root = this.attachShadow({ mode: 'open' })
  #internals = this.attachInternals()

  show({ screen, model }: Fixture, { still = false, tell = () => {} }: DrawOptions = {}): this {
    this.#root.adoptedStyleSheets = still ? [styles.styleSheet!, stillness()] : [styles.styleSheet!]
    this.#internals.states.clear()
    this.#internals.states.add(stateOf({ ...model, proof: 'any' }))
    if (screen === 'Unavailable' && !this.firstChild) this.append('Call us on +33 1 23 45 67 89 instead.')
    this.#live(model, tell)
    return this
  }

  /** Unfolds, takes what is typed, and tells of every other action. */
  #live(model: Model, tell: (action: string) => void): void {
    const change = (part: Partial<Model>) => {
      model = { ...model, ...part }
      paint()
    }
    const changes: Partial<Actions> = {
      toggleWays: () => change({ waysOpen: !model.waysOpen }),
      toggleByHand: () => change({ byHandOpen: !model.byHandOpen }),
      copy: copied => change({ copied }),
      type: typed => change({ typed }),
      pickCountry: country => change({ country }),
      codeInput: code => change({ code: code.replace(/\D/g, '') || code }),
    }
    const others = told((action, value) => tell(`${action}(${typeof value === 'string' ? value : ''})`))
    const actions = new Proxy(others, {
      get: (_, action: keyof Actions) => changes[action] ?? others[action],
    })
    const paint = () => render(draw(model, actions), this.#root)
    paint()
  }
}

customElements.define('reach-proof', Drawn)

let still: CSSStyleSheet | undefined

/** The widget's own rules for reduced motion, without their condition, which no page can set for a part of itself. */
function stillness(): CSSStyleSheet {
  if (still) return still
  still = new CSSStyleSheet()
  for (const rule of styles.styleSheet!.cssRules)
    if (rule instanceof CSSMediaRule && rule.conditionText.includes('prefers-reduced-motion'))
      for (const { cssText } of rule.cssRules) still.insertRule(cssText, still.cssRules.length)
  return still
}
