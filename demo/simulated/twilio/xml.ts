/** An element of TwiML. */
export interface Element {
  readonly name: string
  readonly attributes: Readonly<Record<string, string>>
  readonly children: readonly Element[]
  /** What stands directly in it, without the white space around. */
  readonly text: string
}

/** The text is no TwiML. */
export class XmlError extends Error {
  override readonly name = 'XmlError'
}

const token =
  /<\?xml[^>]*\?>|<!--.*?-->|<\/([\w:.-]+)\s*>|<([\w:.-]+)((?:\s+[\w:.-]+\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>|([^<]+)/gsy

/** Reads as much XML as TwiML is made of: elements, attributes, text, comments. Throws XmlError. */
export function readXml(source: string): Element {
  const root = { name: '', attributes: {}, children: [] as Element[], text: '' }
  const open = [root]
  token.lastIndex = 0
  while (token.lastIndex < source.length) {
    const at = token.lastIndex
    const found = token.exec(source)
    if (!found) throw new XmlError(`There is no XML at ${at}.`)
    const [, closed, opened, attributes = '', empty, text] = found
    const current = open.at(-1)!
    if (closed !== undefined) {
      if (open.length === 1 || current.name !== closed) throw new XmlError(`</${closed}> closes nothing.`)
      current.text = current.text.trim()
      open.pop()
    } else if (opened !== undefined) {
      const element = { name: opened, attributes: readAttributes(attributes), children: [], text: '' }
      current.children.push(element)
      if (!empty) open.push(element)
    } else if (text !== undefined) {
      current.text += plain(text)
    }
  }
  const [element, ...more] = root.children
  if (!element || more.length > 0 || open.length > 1 || root.text.trim())
    throw new XmlError('There is not one element.')
  return element
}

function readAttributes(source: string): Record<string, string> {
  const pairs = source.matchAll(/([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g)
  return Object.fromEntries([...pairs].map(([, name, a, b]) => [name!, plain(a ?? b ?? '')]))
}

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
])

function plain(text: string): string {
  return text.replace(/&([^;&]*)(;?)/g, (_, name: string, end: string) => {
    const [, hex, decimal] = /^#(?:x([0-9a-f]+)|(\d+))$/i.exec(name) ?? []
    const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
    const character = hex || decimal ? String.fromCodePoint(code) : entities.get(name)
    if (!end || character === undefined) throw new XmlError(`&${name} is no character.`)
    return character
  })
}
