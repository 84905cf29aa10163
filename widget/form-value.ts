import type { ReachProof } from './reach-proof.ts'

/** What a form sees of the element: its value, and why it cannot be sent yet. */
export function createFormValue(
  element: ReachProof,
  internals: ElementInternals,
  focus: { anchor(): HTMLElement | null },
) {
  return {
    /** Puts the proof into the form. */
    set() {
      const { value, name, hiddenInput } = element
      const data = new FormData()
      if (value && !hiddenInput) data.set(name, value)
      // Without a second argument a browser restores the value after navigation, but does not say so.
      internals.setFormValue(data, `${element.expiresAt}`)
      // A page's copy of the element has one already.
      element.querySelector('[type=hidden][autocomplete=off]')?.remove()
      if (!value || !hiddenInput || !element.willValidate) return
      const hidden = document.createElement('input')
      const form = element.getAttribute('form')
      if (form) hidden.setAttribute('form', form)
      element.append(Object.assign(hidden, { type: 'hidden', autocomplete: 'off', name, value }))
    },

    /**
     * @param custom the page's own reason
     * @param missing what a browser says where a proof is required and there is none
     */
    validate(custom: string, missing: () => string) {
      const anchor = focus.anchor() ?? undefined
      if (custom) internals.setValidity({ customError: true }, custom, anchor)
      else if (element.required && !element.value)
        internals.setValidity({ valueMissing: true }, missing(), anchor)
      else internals.setValidity({})
    },
  }
}
