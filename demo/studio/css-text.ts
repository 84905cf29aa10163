/** A rule of a style sheet as it was written. */
export interface Rule {
  /** What stands before the braces, without comments. */
  head: string
  /** What stands between them; null for a rule without any, such as `@import`. */
  body: string | null
  /** All of it, with the comments before it. */
  text: string
}

/** Cuts a style sheet into its outermost rules. What follows the last one is left out. */
export function splitRules(css: string): Rule[] {
  const rules: Rule[] = []
  let start = 0
  let open = 0
  let depth = 0
  for (const { at, character } of walk(css)) {
    if (character === '{' && ++depth === 1) open = at
    const ends = character === '}' ? --depth === 0 : character === ';' && depth === 0
    if (!ends) continue
    rules.push({
      head: withoutComments(css.slice(start, character === '}' ? open : at)).trim(),
      body: character === '}' ? css.slice(open + 1, at) : null,
      text: css.slice(start, at + 1).trim(),
    })
    start = at + 1
  }
  return rules
}

/** The declarations of a rule, in order: `[['color', 'red']]`. */
export const splitDeclarations = (body: string): [name: string, value: string][] =>
  splitAt(withoutComments(body), ';').flatMap(declaration => {
    const colon = declaration.indexOf(':')
    if (colon < 0) return []
    const name = declaration.slice(0, colon).trim()
    const value = declaration
      .slice(colon + 1)
      .trim()
      .replace(/\s+/g, ' ')
    return name && value ? [[name, value] as [string, string]] : []
  })

/** `light-dark(a, b)` → `[a, b]`; any other colour is the same in both. */
export function splitSchemes(value: string): [light: string, dark: string] {
  const inner = /^light-dark\((.*)\)$/is.exec(value.trim())?.[1]
  const [light, dark, more] = inner === undefined ? [] : splitAt(inner, ',').map(part => part.trim())
  return light && dark && more === undefined ? [light, dark] : [value, value]
}

/** The other way round, as short as it goes. */
export const joinSchemes = (light: string, dark: string): string =>
  light === dark ? light : `light-dark(${light}, ${dark})`

const withoutComments = (css: string): string => css.replace(/\/\*[\s\S]*?\*\//g, '')

function splitAt(text: string, separator: string): string[] {
  const pieces: string[] = []
  let start = 0
  let depth = 0
  for (const { at, character } of walk(text)) {
    if ('([{'.includes(character)) depth++
    if (')]}'.includes(character)) depth--
    if (character !== separator || depth) continue
    pieces.push(text.slice(start, at))
    start = at + 1
  }
  return [...pieces, text.slice(start)]
}

/** Every character that means something: not those of comments and strings. */
function* walk(css: string): Generator<{ at: number; character: string }> {
  const token = /\/\*[\s\S]*?(?:\*\/|$)|"(?:\\.|[^"\\])*"?|'(?:\\.|[^'\\])*'?|\\.|[\s\S]/g
  for (const match of css.matchAll(token))
    if (match[0].length === 1) yield { at: match.index, character: match[0] }
}
