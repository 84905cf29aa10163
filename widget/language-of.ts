/** The language that an element stands in, across shadow roots; else the visitor's. */
export function languageOf(element: Element): string {
  for (let at: Element | undefined = element; at; ) {
    const lang = at.closest<HTMLElement>('[lang]:not([lang=""])')?.lang
    if (lang) return lang
    at = (at.getRootNode() as ShadowRoot).host
  }
  return navigator.language
}
