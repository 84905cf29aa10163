/** Something that must not get out, and what to call it in a report: the thing itself is never repeated. */
export interface Hidden {
  what: string
  value: string
}

/** A text, by where it was written. Bytes as Latin-1, so that every one of them is a character. */
export interface Place {
  where: string
  text: string
}

/** `what` was found at `where`, written as `form`. */
export interface Leak {
  what: string
  where: string
  form: string
}

/**
 * Finds what is hidden, however it is written: as it is, in base64 at each of its three offsets, base64url, hex,
 * percent-encoded, as JSON escapes and as a phone number without its `+`.
 */
export function leaksIn(places: readonly Place[], hidden: readonly Hidden[]): Leak[] {
  const leaks: Leak[] = []
  for (const { what, value } of new Map(hidden.map(one => [one.value, one])).values()) {
    for (const [form, isIn] of formsOf(value)) {
      for (const { where, text } of places) if (isIn(text)) leaks.push({ what, where, form })
    }
  }
  return leaks
}

type Finder = (text: string) => boolean

function formsOf(value: string): [form: string, isIn: Finder][] {
  const bytes = Buffer.from(value)
  const hex = bytes.toString('hex')
  const percent = [...bytes].map(byte => `%${byte.toString(16).padStart(2, '0')}`).join('')
  const encoded = encodeURIComponent(value)
  const escapes = [...value].map(char => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`).join('')
  return [
    ['plain', plain(value)],
    ...(value.startsWith('+') ? [['digits', plain(value.slice(1))] as [string, Finder]] : []),
    ...[0, 1, 2].map((offset): [string, Finder] => [`base64+${offset}`, base64(bytes, offset)]),
    ['hex', anyCase(hex)],
    ['percent', anyCase(percent)],
    ...(encoded === value ? [] : [['url', anyCase(encoded)] as [string, Finder]]),
    ['escapes', anyCase(escapes)],
    ['utf-16', text => text.includes(bytes.toString('latin1').split('').join('\0'))],
  ]
}

/** Six digits may lie inside a random name by chance; as a word of their own they do not. */
function plain(value: string): Finder {
  if (!/^\d{1,10}$/.test(value)) return text => text.includes(value)
  const word = new RegExp(`(?<![\\w+/-])${value}(?![\\w+/-])`)
  return text => word.test(text)
}

/** What is the same in the middle, whatever stands around it. */
function base64(bytes: Buffer, offset: number): Finder {
  const from = Math.ceil((offset * 8) / 6)
  const to = Math.floor(((offset + bytes.length) * 8) / 6)
  const standard = Buffer.concat([Buffer.alloc(offset), bytes])
    .toString('base64')
    .slice(from, to)
  const url = standard.replaceAll('+', '-').replaceAll('/', '_')
  return text => text.includes(standard) || text.includes(url)
}

function anyCase(spelling: string): Finder {
  const [lower, upper] = [spelling.toLowerCase(), spelling.toUpperCase()]
  return text => text.includes(spelling) || text.includes(lower) || text.includes(upper)
}
