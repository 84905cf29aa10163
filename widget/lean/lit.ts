import { render } from './html.ts'

export { html, nothing, render, type TemplateResult } from './html.ts'

/** What the widget uses of Lit's element, for the same reason as `html.ts`. */

interface Options {
  attribute?: string | false
  converter?: { fromAttribute(value: string | null): unknown; toAttribute(value: unknown): string | null }
  reflect?: boolean
  noAccessor?: boolean
}

/** The properties that have changed, with what they were. */
export type PropertyValues<_T = unknown> = Map<PropertyKey, unknown>

/** One style sheet for all elements on a page. */
export const css = ([text]: TemplateStringsArray) => {
  let sheet: CSSStyleSheet | undefined
  return {
    get styleSheet(): CSSStyleSheet {
      if (!sheet) {
        sheet = new CSSStyleSheet()
        sheet.replaceSync(text!)
      }
      return sheet
    },
  }
}

// In Node the class can be imported, and does nothing.
const Base = (globalThis.HTMLElement ?? class {}) as typeof HTMLElement

export class LitElement extends Base {
  declare static properties: Record<string, Options>
  declare static styles: ReturnType<typeof css>[]
  hasUpdated = false
  #values: Record<string, unknown> = {}
  /** What a script has set before the element was defined. It wins over attributes, as it came later. */
  #early: Record<string, unknown> = {}
  #changed: PropertyValues = new Map()
  #update: Promise<void> | undefined
  declare renderRoot: ShadowRoot
  #connect!: () => void
  #connected = new Promise<void>(connect => {
    this.#connect = connect
  })

  /** Asked for once, when the element is defined. */
  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: the class that is defined, not this base of it
    const { properties, prototype } = this
    return Object.entries(properties).flatMap(
      ([name, { attribute = name, reflect, converter, noAccessor }]) => {
        if (!noAccessor)
          Object.defineProperty(prototype, name, {
            configurable: true,
            get(this: LitElement) {
              return this.#values[name]
            },
            set(this: LitElement, value: unknown) {
              const before = this.#values[name]
              if (Object.is(value, before)) return
              this.#values[name] = value
              this.#changed.set(name, before)
              if (reflect) {
                const written = converter
                  ? converter.toAttribute(value)
                  : (value as string | null | undefined)
                if (written == null) this.removeAttribute(name)
                else this.setAttribute(name, written)
              }
              this.requestUpdate()
            },
          })
        return attribute || []
      },
    )
  }

  constructor() {
    super()
    for (const name of Object.keys((this.constructor as typeof LitElement).properties) as never[])
      if (Object.hasOwn(this, name)) {
        this.#early[name] = this[name]
        delete this[name]
      }
    this.requestUpdate()
  }

  attributeChangedCallback(changed: string, _before: string | null, value: string | null): void {
    for (const [name, { attribute = name, converter }] of Object.entries(
      (this.constructor as typeof LitElement).properties,
    ))
      if (attribute === changed)
        this[name as never] = (converter ? converter.fromAttribute(value) : value) as never
  }

  connectedCallback(): void {
    this.renderRoot ??= this.createRenderRoot() as ShadowRoot
    this.#connect()
  }
  disconnectedCallback(): void {}

  protected createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = (this.constructor as typeof LitElement).styles.map(style => style.styleSheet)
    return root
  }

  /** Draws soon, however often it is asked. */
  requestUpdate(): void {
    this.#update ??= this.#connected.then(() => {
      Object.assign(this, this.#early)
      this.#early = {}
      const changed = this.#changed
      this.willUpdate(changed)
      this.update(changed)
      this.hasUpdated = true
      this.updated(changed)
    })
  }

  /** The drawing that is due, or none. */
  get updateComplete(): Promise<unknown> {
    return this.#update ?? Promise.resolve()
  }

  protected willUpdate(_changed: PropertyValues): void {}
  protected update(_changed: PropertyValues): void {
    // From here on a change is one for the next drawing.
    this.#changed = new Map()
    this.#update = undefined
    render(this.render() as never, this.renderRoot)
  }
  protected updated(_changed: PropertyValues): void {}
  protected render(): unknown {
    return
  }
}
