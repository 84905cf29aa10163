import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { vsCodeOf, webTypesOf } from './editors.ts'
import { manifestOf } from './manifest.ts'
import { readElement } from './read-element.ts'

// Writes what tools read about the element beside the built widget; fails where the element lacks words.
// The folder stands beside what it reads, and nothing of it gets into the widget.

const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'))
const docs = readElement()
const files = {
  'custom-elements.json': manifestOf(docs),
  'vscode.html-custom-data.json': vsCodeOf(docs),
  'web-types.json': webTypesOf(docs, version),
}
for (const [name, content] of Object.entries(files))
  writeFileSync(
    new URL(`../../dist/widget/${name}`, import.meta.url),
    `${JSON.stringify(content, null, 2)}\n`,
  )

// `import 'reachproof/react'` brings types alone: whoever leaves it in what is run gets this.
mkdirSync(new URL('../../dist/widget/types/', import.meta.url), { recursive: true })
writeFileSync(new URL('../../dist/widget/types/none.js', import.meta.url), 'export {}\n')
