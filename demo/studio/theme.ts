import { splitDeclarations, splitRules } from './css-text.ts'
import { isProperty, prefix } from './properties.ts'

/** A look for the widget: what the tag is given, and whatever else its style sheet says. */
export interface Theme {
  /** Values of custom properties by name, without their prefix. */
  values: ReadonlyMap<string, string>
  /** Every other rule, as it was written. */
  rest: string
}

/** The widget as it comes. */
export const ownLook: Theme = { values: new Map(), rest: '' }

/** What was found in a style sheet. */
export interface Read extends Theme {
  /** Names that begin like a property of the widget and are none: misspelt, or of another version. */
  unknown: string[]
  /** Rules that are left out: `@import` and the like do nothing in a part of a page. */
  dropped: string[]
}

/** Takes a style sheet apart. Properties count where they stand in a rule for every `reach-proof`. */
export function readTheme(css: string): Read {
  const values = new Map<string, string>()
  const rest: string[] = []
  const unknown: string[] = []
  const dropped: string[] = []
  for (const { head, body, text } of splitRules(css)) {
    if (body === null) dropped.push(text)
    else if (head !== 'reach-proof') rest.push(text)
    else {
      const others: string[] = []
      for (const [name, value] of splitDeclarations(body)) {
        const own = name.startsWith(prefix) ? name.slice(prefix.length) : null
        if (own === null) others.push(`  ${name}: ${value};`)
        else if (isProperty(own)) values.set(own, value)
        else unknown.push(name)
      }
      if (others.length) rest.push(`reach-proof {\n${others.join('\n')}\n}`)
    }
  }
  return { values, rest: rest.join('\n\n'), unknown, dropped }
}

/** The style sheet to paste; empty for the widget's own look. */
export function writeTheme({ values, rest }: Theme): string {
  const lines = [...values].map(([name, value]) => `  ${prefix}${name}: ${value};`)
  const rules = lines.length ? [`reach-proof {\n${lines.join('\n')}\n}`] : []
  if (rest) rules.push(rest)
  return rules.length ? `${rules.join('\n\n')}\n` : ''
}

/** With one property changed; null gives it back to the widget. */
export function withValue(theme: Theme, name: string, value: string | null): Theme {
  const values = new Map(theme.values)
  if (value === null) values.delete(name)
  else values.set(name, value)
  return { ...theme, values }
}

/** Whether a value can stand in a rule, and fetches nothing: it may come from an address that somebody else wrote. */
export const isHarmless = (value: string): boolean =>
  value.length > 0 && value.length < 200 && !/[;{}<>\\@]|url\(|image|src\(/i.test(value)

/** Whether dark colours wait for a page that says which schemes it has. */
export const hasSchemes = (theme: Theme): boolean => writeTheme(theme).includes('light-dark(')
