/** A comment of the kind that starts with two stars, in its parts. */
export interface JsDoc {
  /** What stands before the first tag, on one line. */
  description: string
  /** In their order, without the `@`. */
  tags: Tag[]
  /** The text of the first tag of a kind. */
  tag(name: string): string | undefined
}

interface Tag {
  tag: string
  text: string
}

/** The comment right before a place in a source, if there is one. */
export function jsDocBefore(
  source: string,
  comments: readonly { value: string; start: number; end: number }[],
  at: number,
): JsDoc | undefined {
  const comment = comments.find(
    ({ value, end }) => value.startsWith('*') && end <= at && source.slice(end, at).trim() === '',
  )
  return comment && readJsDoc(comment.value)
}

function readJsDoc(value: string): JsDoc {
  // A tag is one only at the beginning of its line.
  const [description = '', ...rest] = value
    .replace(/^\*/, '')
    .replace(/^[ \t]*\* ?/gm, '')
    .split(/^[ \t]*@(?=[a-z])/m)
  const tags = rest.map(text => {
    const [, tag = '', words = ''] = /^(\w+)\s*(.*)$/s.exec(text)!
    return { tag, text: oneLine(words) }
  })
  return { description: oneLine(description), tags, tag: name => tags.find(it => it.tag === name)?.text }
}

/** What `@param name words` says of each parameter. */
export const lines = (tags: readonly Tag[]): { name: string; description: string }[] =>
  tags
    .filter(({ tag }) => tag === 'param')
    .map(({ text }) => {
      const [, name = '', description = ''] = /^(\S+)\s*-?\s*(.*)$/s.exec(text)!
      return { name, description }
    })

const oneLine = (text: string) => text.trim().replace(/\s+/g, ' ')
