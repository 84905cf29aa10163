import { readFileSync, writeFileSync } from 'node:fs'
import { makeSection } from './doc-sections.ts'
import { fillSections } from './sections.ts'

// Fills the sections of docs/widget.md that nobody writes by hand; a test fails while they are not what this writes.

const file = new URL('../../docs/widget.md', import.meta.url)
const text = readFileSync(file, 'utf8')
const filled = fillSections(text, makeSection)
if (filled !== text) writeFileSync(file, filled)
