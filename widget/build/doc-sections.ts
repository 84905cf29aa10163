import { readFileSync } from 'node:fs'
import { languages } from '../../server/texts/all.ts'
import { readElement } from './read-element.ts'
import { tablesOf } from './tables.ts'

const tables = tablesOf(readElement())

/** A section of docs/widget.md: a table, the languages, or a sample that tests compile and run. */
export function makeSection(name: string): string {
  if (name === 'languages') return languageList()
  const [, path] = /^sample (.+)$/.exec(name) ?? []
  if (path) return fenced(path)
  const table = tables[name]
  if (!table) throw new Error(`docs/widget.md has a section “${name}”, which nothing makes.`)
  return table
}

function languageList(): string {
  const names = new Intl.DisplayNames('en', { type: 'language' })
  return `${languages.size} of them: ${[...languages.keys()]
    .map(code => `${names.of(code)} \`${code}\``)
    .sort()
    .join(', ')}.`
}

function fenced(path: string): string {
  const source = readFileSync(new URL(`../../test/samples/${path}`, import.meta.url), 'utf8')
  return `\`\`\`${path.split('.').at(-1)}\n${source}\`\`\``
}
