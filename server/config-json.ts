/** Where a JSON text stops being one, both counted from 1. */
export interface JsonPlace {
  readonly line: number
  readonly column: number
  /** What to do about it. */
  readonly message: string
}

/**
 * Parses JSON. V8's own messages quote the text, which here holds secrets, and often tell no place.
 */
export function parseJson(text: string): { value: unknown } | { place: JsonPlace } {
  // Editors of Windows begin files with a byte order mark.
  const source = text.replace(/^\uFEFF/, '')
  try {
    return { value: JSON.parse(source) }
  } catch {
    const { at, message } = findMistake(source)
    const before = source.slice(0, at).split('\n')
    return { place: { line: before.length, column: before.at(-1)!.length + 1, message } }
  }
}

const space = /[ \t\n\r]*/y
const token =
  /"(?:[^"\\\p{Cc}]|[\u007F-\u009F]|\\(?:["\\/bfnrt]|u[0-9A-Fa-f]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?(?![\w.])|(?:true|false|null)(?!\w)|[[\]{},:]/uy

/** @see https://www.rfc-editor.org/rfc/rfc8259#section-2 */
function findMistake(source: string): { at: number; message: string } {
  const open: string[] = []
  // What may come next: a value, a name, a colon, or what ends or continues the list or object.
  let next: 'value' | 'first value' | 'name' | 'first name' | 'colon' | 'more' = 'value'
  let at = 0
  let comma = 0
  for (;;) {
    space.lastIndex = at
    at += space.exec(source)![0].length
    token.lastIndex = at
    const [word] = token.exec(source) ?? []
    const fail = (message: string) => ({ at, message })
    const rest = source.slice(at)
    if (!rest)
      return fail(
        open.length ? `The text ends here, but ${open.at(-1)} is still open.` : 'The text ends here.',
      )
    if (/^\/[/*]/.test(rest))
      return fail('JSON has no comments. Remove it, or write the configuration in a .ts or .js file.')
    if (rest[0] === "'") return fail('Write texts in double quotes.')
    if (next === 'more' && !open.length) return fail('The configuration ends before this. Remove the rest.')
    if (!word && rest[0] === '"')
      return fail('This text does not end on its line, or has a character that needs a "\\".')

    const isText = word?.[0] === '"'
    const closes = word === '}' ? '{' : word === ']' ? '[' : undefined
    if (closes && comma && (next === 'name' || next === 'value')) {
      at = comma
      return fail('Remove this comma: nothing follows it.')
    }
    const mayClose = next === 'more' || next === 'first name' || next === 'first value'
    if (closes && mayClose && open.at(-1) === closes) {
      open.pop()
      next = 'more'
    } else if (next === 'more') {
      if (word !== ',') return fail(`Write a comma or ${open.at(-1) === '{' ? '}' : ']'} before this.`)
      comma = at
      next = open.at(-1) === '{' ? 'name' : 'value'
    } else if (next === 'colon') {
      if (word !== ':') return fail('Write a colon before this.')
      next = 'value'
      comma = 0
    } else if (next === 'name' || next === 'first name') {
      if (!isText) return fail('Write the name of a setting in double quotes.')
      next = 'colon'
    } else if (word === '{' || word === '[') {
      open.push(word)
      comma = 0
      next = word === '{' ? 'first name' : 'first value'
    } else if (!word || (/[\]},:]/.test(word[0]!) && !isText)) {
      return fail(
        'Write a value here: a text in double quotes, a number, true, false, null, a list or settings.',
      )
    } else {
      next = 'more'
    }
    at += word!.length
  }
}
