/** A button that copies what another element says, and tells so in its own words for a while. */
export async function copyText(button: HTMLElement, from: HTMLElement, told: HTMLElement): Promise<void> {
  try {
    await navigator.clipboard.writeText(from.textContent)
    told.textContent = `${button.dataset.what} copied.`
  } catch {
    // Refused, or no secure page: then by hand.
    getSelection()?.selectAllChildren(from)
    told.textContent = 'Selected: copy it with your keyboard or by a long press.'
  }
}
