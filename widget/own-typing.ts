/**
 * Keeps to itself what is typed inside. The page sees the element as the target, not a field: its shortcuts
 * would fire at every digit, and an `input` would look as if the proof had changed.
 */
export function keepTyping(element: Element, root: HTMLElement | DocumentFragment) {
  const stop = (e: Event) => {
    const { target, key, ctrlKey, metaKey, altKey } = e as KeyboardEvent
    const types = e.type === 'input' || (key?.length === 1 && !ctrlKey && !metaKey && !altKey)
    // What is the page's own, as a lent input, stays the page's business.
    if (types && !element.contains(target as Node)) e.stopPropagation()
  }
  for (const type of ['keydown', 'keypress', 'keyup', 'input']) root.addEventListener(type, stop)
}
