import { existsSync } from 'node:fs'
import { expect, it } from 'vitest'
import { makeSection } from '../widget/build/doc-sections.ts'
import { readElement } from '../widget/build/read-element.ts'
import { fillSections } from '../widget/build/sections.ts'
import { blocksOf, widgetDocs } from './docs.ts'

const text = widgetDocs()

it('the made sections of docs/widget.md are what `npm run docs` makes', () => {
  const made: string[] = []
  const filled = fillSections(text, name => {
    made.push(name)
    return makeSection(name)
  })
  expect(text).toBe(filled)
  expect(made).toEqual([
    'sample react/SignUp.tsx',
    'sample vue/SignUp.vue',
    'sample svelte/SignUp.svelte',
    'languages',
    'attributes',
    'properties',
    'methods',
    'events',
    'slots',
    'parts',
    'custom properties',
  ])
})

it('a section that nothing makes is an error', () => {
  expect(() => fillSections('<!-- made: nonsense -->\n<!-- /made -->', makeSection)).toThrow('“nonsense”')
})

it('a made section holds what was given, whatever it held before', () => {
  const before = '# A\n<!-- made: x -->\nold\n\nolder\n<!-- /made -->\nB\n<!-- made: y -->\n<!-- /made -->\n'
  expect(fillSections(before, name => name.toUpperCase())).toBe(
    '# A\n<!-- made: x -->\nX\n<!-- /made -->\nB\n<!-- made: y -->\nY\n<!-- /made -->\n',
  )
})

it('every state is described', () => {
  const [, states] = /### States\n(.*?)###/s.exec(text)!
  expect([...states!.matchAll(/^\| `(\w+)` \|/gm)].map(([, state]) => state)).toEqual(readElement().states)
})

it('every link inside the document leads somewhere', () => {
  const anchors = [...text.matchAll(/^#+ (.+)$/gm)].map(([, title]) =>
    title!
      .toLowerCase()
      .replace(/[^\w\- ]/g, '')
      .replaceAll(' ', '-'),
  )
  const links = [...text.matchAll(/\]\(#([\w-]+)\)/g)].map(([, anchor]) => anchor!)
  expect(links.length).toBeGreaterThan(20)
  expect(links.filter(link => !anchors.includes(link))).toEqual([])
})

it('every file that the document names is there', () => {
  const files = [...text.matchAll(/\]\((?!#|https:)([^)#]+)/g)].map(([, file]) => file!)
  expect(files.length).toBeGreaterThan(4)
  const folder = new URL('../docs/', import.meta.url)
  expect(files.filter(file => !existsSync(new URL(file, folder)))).toEqual([])
})

it('has code only of kinds that a test runs or compiles, commands, and PHP', () => {
  const kinds = new Set(blocksOf(text).map(({ language }) => language))
  expect([...kinds].sort()).toEqual(['csp', 'html', 'js', 'php', 'sh', 'svelte', 'ts', 'tsx', 'vue'])
})

it('speaks of one server, one site and one field throughout', () => {
  expect(new Set(text.match(/https:\/\/[\w.-]*verify[\w.-]*/g))).toEqual(
    new Set(['https://verify.example.com']),
  )
  expect(new Set(text.match(/site_\w+/g))).toEqual(new Set(['site_example']))
  expect(new Set(text.match(/[\w-]+-response/g))).toEqual(new Set(['reachproof-response']))
})
