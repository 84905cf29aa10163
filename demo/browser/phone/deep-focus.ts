/** The element with the focus, inside shadow roots too. */
export function focused(): HTMLElement | null {
  let active = document.activeElement
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement
  return active instanceof HTMLElement && active !== document.body ? active : null
}

/** Whether somebody may be typing there. */
export const isTyping = (element: HTMLElement | null): boolean =>
  element instanceof HTMLTextAreaElement ||
  element instanceof HTMLSelectElement ||
  (element instanceof HTMLInputElement &&
    !['button', 'checkbox', 'radio', 'submit'].includes(element.type)) ||
  element?.isContentEditable === true
