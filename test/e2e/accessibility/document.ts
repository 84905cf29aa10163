import { readFileSync, writeFileSync } from 'node:fs'

const file = new URL('../../../docs/accessibility.md', import.meta.url)
const fence = '```'
const block = new RegExp(`(^${fence}text\\n)([\\s\\S]*?)(^${fence}$)`, 'm')

/** The document, from heading to heading. */
const sections = (): string[] => readFileSync(file, 'utf8').split(/^(?=#+ )/m)
const nameOf = (section: string): string | undefined => /^### (.+)/.exec(section)?.[1]

/** The outline of each screen in docs/accessibility.md, in its order: what stands under its name, in a block of text. */
export const outlinesInDocument = (): Map<string, string> =>
  new Map(
    sections()
      .filter(section => nameOf(section) && block.test(section))
      .map(section => [nameOf(section)!, block.exec(section)![2]!.trimEnd()]),
  )

/** Puts outlines in the place of those that the document has. */
export function writeOutlines(outlines: Map<string, string>): void {
  const written = sections().map(section => {
    const outline = outlines.get(nameOf(section) ?? '')
    return outline === undefined
      ? section
      : section.replace(block, (_all, before, _old, after) => `${before}${outline}\n${after}`)
  })
  writeFileSync(file, written.join(''))
}

/** Every sentence that the document says is spoken. */
export const sentencesInDocument = (): string[] =>
  sections().flatMap(section =>
    [...section.matchAll(/(?:polite|assertive) “(.+?)”/g)].map(([, words]) => words!),
  )
