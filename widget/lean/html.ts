/**
 * What the widget uses of lit-html, in a fifth of its bytes: the one-file script is built with this instead of it.
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
const mark = '$'

type Policy = { createHTML(markup: string): string }
type Factory = { createPolicy(name: string, rules: Policy): Policy }

let policy: Policy | undefined

/** Not before it is needed: a second script on the page draws nothing, and must not ask for a name that is taken. */
function trusted(markup: string): string {
  if (!policy) {
    policy = { createHTML: markup => markup }
    try {
      policy = (globalThis as { trustedTypes?: Factory }).trustedTypes!.createPolicy('reachproof', policy)
    } catch {
      // Not there; or refused: then the first drawing fails, and the element says what the page has to allow.
    }
  }
  return policy.createHTML(markup)
}

const templates = new Map<TemplateStringsArray, HTMLTemplateElement>()

/** Draws into `root`, which nobody else draws into; the first time and whenever something has changed. */
export function render(result: TemplateResult, root: Node & { draw?: Update }): void {
  root.draw ??= place(root.appendChild(new Comment()))
  root.draw(result)
}

/** Draws what stands before `end`: texts and templates. */
function place(end: ChildNode): Update {
  const start = new Comment()
  end.before(start)
  let kind: unknown
  let updates: Update[]
  return value => {
    const { strings } = (value ?? '') as Partial<TemplateResult>
    const values = strings ? (value as TemplateResult).values : [value].flat()
    // A template stays where it is while it is the same one; of other values it is their number.
    const next = strings ?? (Array.isArray(value) ? values.length : nothing)
    if (next !== kind) {
      kind = next
      updates = []
      while (start.nextSibling !== end) start.nextSibling!.remove()
      const fragment = new DocumentFragment()
      if (strings) fragment.append(instance(strings, updates))
      else if (next === nothing) updates.push(text(fragment.appendChild(new Text())))
      else for (const _ of values) updates.push(place(fragment.appendChild(new Comment())))
      end.before(fragment)
    }
    // By number and not with `in`: a page may have added to the prototype of arrays.
    updates.forEach((update, i) => {
      update(values[i])
    })
  }
}

const text =
  (node: Text): Update =>
  value => {
    const data = value === nothing ? '' : `${value ?? ''}`
    // Written anew, it would lose what the visitor has selected of it.
    if (node.data !== data) node.data = data
  }

/** A copy of a template, and what sets each of its expressions. */
function instance(strings: TemplateStringsArray, updates: Update[]): Node {
  let template = templates.get(strings)
  if (!template) {
    template = document.createElement('template')
    templates.set(strings, template)
    // Behind an equals sign is an attribute, anywhere else is text.
    template.innerHTML = trusted(
      strings.reduce((all, next) => all + (all.endsWith('=') ? mark : `<!--${mark}-->`) + next),
    )
  }
  // Not imported before the marks are gone: in the page a browser would complain of a path that is no path.
  const copy = template.content.cloneNode(true)
  const walker = document.createTreeWalker(copy, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_COMMENT)
  for (let node = walker.nextNode(); node; node = walker.nextNode())
    if (!(node instanceof Element)) updates.push(place(node as Comment))
    else
      for (const name of node.getAttributeNames())
        if (node.getAttribute(name) === mark) {
          node.removeAttribute(name)
          updates.push(attribute(node, name))
        }
  return copy
}

/** `@click`, `?disabled`, `.value` or a plain attribute. */
function attribute(element: Element, name: string): Update {
  const bare = name.slice(1)
  const sign = name[0]
  let last: unknown = nothing
  if (sign === '@') element.addEventListener(bare, e => (last as ((e: Event) => void) | undefined)?.(e))
  return value => {
    if (value === last) return
    last = value
    if (sign === '?') element.toggleAttribute(bare, !!value)
    else if (sign === '.') element[bare as never] = value as never
    else if (value === nothing) element.removeAttribute(name)
    else if (sign !== '@') element.setAttribute(name, value as string)
  }
}
