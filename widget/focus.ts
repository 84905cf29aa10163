import type { LitElement } from 'lit'

/**
 * Where the focus goes. It moves only after the visitor's own action inside, and only once the new screen is
 * drawn: so it is wanted first and moved by `drawn`.
 */
export function createFocus(element: LitElement) {
  let wanted = false
  let selection = false
  let wasInside = false

  const find = <T extends HTMLElement>(selector: string): T | null =>
    element.shadowRoot?.querySelector<T>(selector) ?? null

  return {
    find,

    /** The first control, or what takes the focus: a browser shows beside it why a form cannot be sent. */
    anchor(): HTMLElement | null {
      const control = find('[data-anchor]') ?? find('[data-focus]')
      if (control?.checkVisibility()) return control
      const base = find('.base')
      if (base) base.tabIndex = -1
      return base
    },

    /** With the next drawing: where the screen wants it; with `select` to the code, all of it selected. */
    want(select = false) {
      if (select) selection = true
      else wanted = true
    },

    beforeDrawing() {
      wasInside = !!element.shadowRoot?.activeElement
    },

    /** @param lent the page's own input for the code */
    drawn(lent: HTMLInputElement | null) {
      const active = (element.getRootNode() as Document).activeElement
      const inside = element.shadowRoot!.activeElement || (lent && lent === active)
      if (selection && inside) {
        const code = lent ?? find<HTMLInputElement>('[data-code]')
        code?.focus()
        code?.select()
      }
      selection = false
      // What had the focus may be gone from this screen.
      wanted ||= wasInside && !inside
      const target = wanted && find('[data-focus]')
      if (!target) return
      wanted = false
      // Whoever has gone on to another field meanwhile is left there.
      if (!active || active === document.body || active === element) target.focus()
    },
  }
}
