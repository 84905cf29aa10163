import { render, type TemplateResult } from './html.ts'

export { html, nothing, render, type TemplateResult } from './html.ts'

/** What the widget uses of Lit's element, for the same reason as `html.ts`. */

interface Property {
  attribute?: string | false
  converter?: { fromAttribute(value: string | null): unknown; toAttribute(value: unknown): string | null }
  reflect?: boolean
  noAccessor?: boolean
}

/** The properties that have changed, with what they were. */
export type PropertyValues<_T = unknown> = Map<PropertyKey, unknown>

/** One style sheet for all elements on a page. */
export const css = ([text]: TemplateStringsArray) => {
  let sheet: CSSStyleSheet
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
export class LitElement extends ((globalThis.HTMLElement ?? class {}) as typeof HTMLElement) {
  declare static properties: Record<string, Property>
  declare static styles: ReturnType<typeof css>
  declare renderRoot: ShadowRoot
  hasUpdated = false
  #values: Record<string, unknown> = {}
  /** What a script has set before the element was defined: it came later than the attributes. */
  #early: Record<string, unknown> = {}
  #changed: PropertyValues = new Map()
  #update: Promise<void> | undefined

  /** Asked for once by each registry, when the element is defined. */
  static get observedAttributes(): string[] {
    // biome-ignore lint/complexity/noThisInStatic: the class that is defined, not this base of it
    const { properties, prototype } = this
    return Object.entries(properties).map(([name, property]) => {
      const { reflect, converter, noAccessor } = property
      if (!noAccessor)
        Object.defineProperty(prototype, name, {
          get(this: LitElement) {
            return this.#values[name]
          },
          set(this: LitElement, value: unknown) {
            const before = this.#values[name]
            if (value === before) return
            this.#values[name] = value
            this.#changed.set(name, before)
            this.requestUpdate()
            if (!reflect) return
            const written = converter ? converter.toAttribute(value) : (value as string | null | undefined)
            if (written == null) this.removeAttribute(name)
            else this.setAttribute(name, written)
          },
        })
      // Asked once more, for another registry, the class has it.
      property.noAccessor = true
      // One without an attribute is left with a name that none has.
      property.attribute ??= name
      return `${property.attribute}`
    })
  }

  constructor() {
    super()
    for (const name of Object.keys((this.constructor as typeof LitElement).properties))
      if (Object.hasOwn(this, name)) {
        this.#early[name] = this[name as never]
        delete this[name as never]
      }
  }

  attributeChangedCallback(changed: string, _before: string | null, value: string | null): void {
    const { properties } = this.constructor as typeof LitElement
    for (const [name, { attribute, converter }] of Object.entries(properties)) {
      if (attribute === changed)
        this[name as never] = (converter ? converter.fromAttribute(value) : value) as never
    }
  }

  connectedCallback(): void {
    if (this.renderRoot) return
    this.renderRoot = this.createRenderRoot() as ShadowRoot
    this.requestUpdate()
  }
  disconnectedCallback(): void {}

  protected createRenderRoot(): HTMLElement | DocumentFragment {
    const root = this.attachShadow({ mode: 'open' })
    root.adoptedStyleSheets = [(this.constructor as typeof LitElement).styles.styleSheet]
    return root
  }

  /** Draws soon, however often it is asked. */
  requestUpdate(): void {
    if (this.renderRoot) this.#update ??= this.#perform()
  }

  async #perform(): Promise<void> {
    await 0
    Object.assign(this, this.#early)
    this.#early = {}
    const changed = this.#changed
    this.willUpdate(changed)
    this.update(changed)
    this.hasUpdated = true
    this.updated(changed)
  }

  /** The drawing that is due, if any. */
  get updateComplete(): Promise<unknown> {
    return Promise.resolve(this.#update)
  }

  protected willUpdate(_changed: PropertyValues): void {}
  protected update(_changed: PropertyValues): void {
    // From here on a change is one for the next drawing.
    this.#changed = new Map()
    this.#update = undefined
    render(this.render() as TemplateResult, this.renderRoot)
  }
  protected updated(_changed: PropertyValues): void {}
  protected render(): unknown {
    return
  }
}
