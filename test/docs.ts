import { readFileSync } from 'node:fs'

/** A code block of docs/widget.md. */
export interface Block {
  /** The nearest heading above it. */
  heading: string
  language: string
  code: string
}

export const widgetDocs = (): string => readFileSync(new URL('../docs/widget.md', import.meta.url), 'utf8')

/** All code blocks, in their order. */
export function blocksOf(text: string): Block[] {
  const blocks: Block[] = []
  let heading = ''
  for (const [, title, language, code] of text.matchAll(/^#+ ([^\n]+)$|^```(\w*)\n(.*?)^```$/gms)) {
    if (title !== undefined) heading = title
    else blocks.push({ heading, language: language!, code: code! })
  }
  return blocks
}
