/**
 * What the widget uses of lit-html, in a quarter of its bytes: the one-file script is built with this instead of it.
 * Same templates, same meaning; left out are directives, several expressions in one attribute, and nodes as values.
 */

export interface TemplateResult {
  strings: TemplateStringsArray
  values: unknown[]
}

export const html = (strings: TemplateStringsArray, ...values: unknown[]): TemplateResult => ({
  strings,
  values,
})

/** In a place of text: nothing at all. In an attribute: the attribute is not there. */
export const nothing = Symbol()

type Update = (value: unknown) => void

/** Stands where an expression will be: as a comment, or as the value of an attribute. */
const mark = '\u2063'

const { trustedTypes } = globalThis as {
  trustedTypes?: { createPolicy(name: string, rules: object): { createHTML(html: string): string } }
}
let policy: { createHTML(html: string): string } | undefined
try {
  policy = trustedTypes?.createPolicy('reachproof', { createHTML: (markup: string) => markup })
} catch {
  // Refused: the first drawing fails then, and the element says what the page has to allow.
}

const templates = new WeakMap<TemplateStringsArray, HTMLTemplateElement>()

function templateOf(strings: TemplateStringsArray): HTMLTemplateElement {
  let template = templates.get(strings)
  if (!template) {
    // Behind an equals sign is an attribute, anywhere else is text.
    const markup = strings.reduce(
      (before, after) => before + (/=$/.test(before) ? mark : `<!--${mark}-->`) + after,
    )
    template = document.createElement('template')
    template.innerHTML = policy ? policy.createHTML(markup) : markup
    templates.set(strings, template)
  }
  return template
}

/** Draws into `root`, which nobody else draws into; the first time and whenever something has changed. */
export function render(result: TemplateResult, root: Node & { draw?: Update }): void {
  root.draw ??= place(root.appendChild(new Comment()))
  root.draw(result)
}

/** What stands before `end`: texts and templates, one after the other, each of which stays where it is of a kind. */
function place(end: Node): Update {
  const shown: { strings?: TemplateStringsArray; first: ChildNode; updates: Update[] }[] = []
  const endOf = (i: number) => shown[i + 1]?.first ?? end
  const remove = (i: number) => {
    while (shown[i]!.first.nextSibling !== endOf(i)) shown[i]!.first.nextSibling!.remove()
    shown[i]!.first.remove()
  }
  return value => {
    const items = [value].flat(9) as (TemplateResult | undefined)[]
    while (shown.length > items.length) {
      remove(shown.length - 1)
      shown.pop()
    }
    items.forEach((item, i) => {
      const strings = item?.strings
      if (!shown[i] || shown[i].strings !== strings) {
        const updates: Update[] = []
        const first = strings ? new Comment() : new Text()
        const fragment = new DocumentFragment()
        fragment.append(first, ...(strings ? [instance(strings, updates)] : []))
        const after = shown[i] ? endOf(i) : end
        if (shown[i]) remove(i)
        end.parentNode!.insertBefore(fragment, after)
        shown[i] = { strings, first, updates }
      }
      const { first, updates } = shown[i]!
      if (strings) for (const [j, v] of item!.values.entries()) updates[j]!(v)
      else {
        const text = (item as unknown) === nothing ? '' : `${item ?? ''}`
        if ((first as Text).data !== text) (first as Text).data = text
      }
    })
  }
}

/** A copy of a template, and what sets each of its expressions. */
function instance(strings: TemplateStringsArray, updates: Update[]): Node {
  const copy = document.importNode(templateOf(strings).content, true)
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT)
  for (let node: Node | null; (node = walker.nextNode()); )
    if (node instanceof Element) {
      for (const name of node.getAttributeNames())
        if (node.getAttribute(name) === mark) {
          node.removeAttribute(name)
          updates.push(attribute(node, name))
        }
    } else if ((node as Comment).data === mark) updates.push(place(node))
  return copy
}

/** `@click`, `?disabled`, `.value` or a plain attribute. */
function attribute(element: Element, name: string): Update {
  const bare = name.slice(1)
  let last: unknown = nothing
  if (name[0] === '@') element.addEventListener(bare, e => (last as ((e: Event) => void) | undefined)?.(e))
  return value => {
    if (value === last) return
    last = value
    if (name[0] === '?') element.toggleAttribute(bare, !!value)
    else if (name[0] === '.') element[bare as never] = value as never
    else if (name[0] === '@') return
    else if (value === nothing) element.removeAttribute(name)
    else element.setAttribute(name, value as string)
  }
}
