import { styles } from '../../widget/reach-proof.styles.ts'
import { prefix } from './properties.ts'

const rules = [...styles.styleSheet!.cssRules]
const text = rules.map(rule => rule.cssText).join('\n')

/** The declarations of one rule of the widget's own style sheet; nothing where there is no such rule. */
export function ownRule(selector: string): string {
  const found = rules.find(rule => rule instanceof CSSStyleRule && rule.selectorText === selector)
  return (found as CSSStyleRule | undefined)?.style.cssText ?? ''
}

/**
 * What the widget takes where a page sets nothing: the second argument of `var(--reachproof-…, …)`, read from its
 * style sheet, so that this never tells of another version. A value of the widget's own inside is followed.
 */
export function ownValue(name: string): string {
  let value = known.get(name)
  if (value === undefined) {
    value = follow(fallback(`var(${prefix}${name},`))
    known.set(name, value)
  }
  return value
}

const known = new Map<string, string>()

function follow(value: string): string {
  return value.replace(/var\((--\w+)\)/g, (whole, inner) => {
    const start = text.indexOf(`${inner}:`)
    if (start < 0) return whole
    const declared = text.slice(start + inner.length + 1, text.indexOf(';', start)).trim()
    return declared.startsWith(`var(${prefix}`)
      ? follow(fallback(declared.slice(0, declared.indexOf(',') + 1)))
      : declared
  })
}

/** What follows up to the bracket that closes. */
function fallback(opening: string): string {
  const start = text.indexOf(opening) + opening.length
  if (start < opening.length) return ''
  let depth = 1
  let end = start
  for (; depth > 0 && end < text.length; end++) {
    if (text[end] === '(') depth++
    if (text[end] === ')') depth--
  }
  return text
    .slice(start, end - 1)
    .trim()
    .replace(/,\s*/g, ', ')
}
