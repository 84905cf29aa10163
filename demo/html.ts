/** Markup that is safe to send: made by `html`, or trusted by whoever wraps it. */
export class Html {
  readonly markup: string
  constructor(markup: string) {
    this.markup = markup
  }
  toString(): string {
    return this.markup
  }
}

type Part = Html | string | number | boolean | null | undefined | readonly Part[]

const entities: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

/** Text with everything escaped that could end a text node or a quoted attribute. */
export const escaped = (text: string): string => text.replace(/[&<>"']/g, character => entities[character]!)

const print = (part: Part): string =>
  part instanceof Html
    ? part.markup
    : Array.isArray(part)
      ? part.map(print).join('')
      : part === null || part === undefined || part === false || part === true
        ? ''
        : escaped(String(part))

/** A template whose values are escaped, unless they are `html` themselves. Lists are joined; null and booleans vanish. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  return new Html(strings.reduce((markup, string, i) => markup + print(parts[i - 1]) + string))
}

/** Replaces `{name}` in a text by values, which may be markup; everything else is escaped. */
export function fill(text: string, values: Record<string, Html | string>): Html {
  return new Html(
    text
      .split(/(\{\w+\})/)
      .map(piece => {
        const value = /^\{\w+\}$/.test(piece) ? values[piece.slice(1, -1)] : undefined
        return print(value ?? piece)
      })
      .join(''),
  )
}
