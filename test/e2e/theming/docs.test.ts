import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { contrast } from '../../../demo/studio/contrast.ts'
import { useGallery } from './looks.ts'
import { readSamples, samples } from './properties.ts'
import { cssOf, parts, schemes, themes } from './themes.ts'

// docs/theming.md against the code, its own numbers, and its pictures.

const root = new URL('../../../', import.meta.url)
const read = (path: string): string => readFileSync(new URL(path, root), 'utf8')
const docs = read('docs/theming.md')
const element = read('widget/reach-proof.ts')
const gallery = useGallery('en')

/** What a pattern finds, in order, each once. */
const all = (text: string, pattern: RegExp): string[] => [
  ...new Set([...text.matchAll(pattern)].map(match => match[1]!)),
]
const sorted = (names: readonly string[]): string[] => [...names].sort()

/** `#0b5cad` */
function parseHex(colour: string) {
  const [red = 0, green = 0, blue = 0] = colour.match(/\w\w/g)!.map(byte => Number.parseInt(byte, 16))
  return { red, green, blue, alpha: 1 }
}

/** Name, light and dark of each row of the properties. */
const rows = [...docs.matchAll(/^\| `--reachproof-([\w-]+)` \| `([^`]+)` \| (?:`([^`]+)`)? ?\|/gm)].map(
  ([, name, light, dark]) => ({ name: name!, light: light!, dark: dark ?? light! }),
)

describe('docs/theming.md', () => {
  it('has every custom property of the element, and no other', () => {
    expect(rows.map(({ name }) => name)).toEqual(samples.map(({ name }) => name))
    const declared = all(element, /@cssproperty \[?--reachproof-([\w-]+)/g)
    expect(sorted(declared)).toEqual(sorted(samples.map(({ name }) => name)))
  })

  it.each(schemes)('has their defaults as they are in %s', async scheme => {
    const { page, dress } = gallery
    await dress({ scheme })
    const own = await readSamples(page)
    const css = rows.map(row => `--reachproof-${row.name}: ${row[scheme]};`).join('')
    await dress({ scheme, css: `reach-proof { ${css} }` })
    expect(await readSamples(page)).toEqual(own)
  })

  it('has every part that is ever drawn, with the numbers of the pictures', async () => {
    const numbered = [...docs.matchAll(/^\| (\d+) \| `([\w-]+)` \|/gm)]
    expect(numbered.map(([, number, part]) => [Number(number), part])).toEqual(
      parts.map((part, i) => [i + 1, part]),
    )
    expect(sorted(all(element, /@csspart ([\w-]+)/g))).toEqual(sorted(parts))
    await gallery.dress()
    const drawn = await gallery.page.evaluate(() =>
      [...document.querySelectorAll('reach-proof')].flatMap(plate =>
        [...plate.shadowRoot!.querySelectorAll('[part]')].flatMap(it => [...it.part]),
      ),
    )
    expect(sorted([...new Set(drawn)])).toEqual(sorted(parts))
  })

  it('has every state and every slot', () => {
    const states = all(
      /type WidgetState =([^\n]*\n(?: +\|.*\n)+)/.exec(read('widget/host.ts'))![1]!,
      /'(\w+)'/g,
    )
    expect(states).toContain('verified')
    expect(docs).toContain(`${states.map(state => `\`${state}\``).join(', ')}: `)
    expect(sorted(all(docs, /slot="(\w+)"/g))).toEqual(sorted(all(element, /@slot (\w+) -/g)))
  })

  it('computes its ratios rightly, from the defaults', () => {
    const ratios = [...docs.matchAll(/`(#\w{6})` on `(#\w{6})` ([\d.]+)/g)]
    expect(ratios).toHaveLength(14)
    for (const [line, fore, back, printed] of ratios)
      expect(contrast(parseHex(fore!), parseHex(back!)), line).toBeCloseTo(Number(printed), 2)
    const known = rows.flatMap(({ light, dark }) => [light, dark])
    for (const [line, fore] of ratios) expect(known, line).toContain(fore)
  })

  it('shows every picture there is: one for each property and each theme, in less than 900 kB', () => {
    const files = readdirSync(new URL('docs/pictures/', root))
    expect(sorted(all(docs, /src="pictures\/([^"]+)"/g))).toEqual(sorted(files))
    const needed = [...samples.map(({ name }) => name), ...themes.map(theme => `theme-${theme}`)]
    expect(files).toEqual(expect.arrayContaining(needed.map(name => `${name}.png`)))
    const bytes = files.map(file => readFileSync(new URL(`docs/pictures/${file}`, root)).length)
    expect(bytes.reduce((sum, size) => sum + size, 0)).toBeLessThan(900_000)
  })

  it('has every theme there is', () => {
    const files = readdirSync(new URL('docs/themes/', root))
    expect(sorted(files)).toEqual(sorted(themes.map(theme => `${theme}.css`)))
    expect(sorted(all(docs, /\]\(themes\/([^)]+)\)/g))).toEqual(sorted(files))
  })
})

describe.each(['docs/theming.md', ...themes] as const)('%s', name => {
  const text = name === 'docs/theming.md' ? docs : cssOf(name)

  it('names only what the widget has', () => {
    const properties = all(text, /--reachproof-([\w-]+)/g)
    expect(properties).not.toEqual([])
    expect(samples.map(sample => sample.name)).toEqual(expect.arrayContaining(properties))
    expect(parts).toEqual(expect.arrayContaining(all(text, /::part\(([\w-]+)\)/g)))
    const states = all(read('widget/host.ts'), /\| '(\w+)'/g)
    expect(states).toEqual(expect.arrayContaining(all(text, /:state\((\w+)\)/g)))
  })
})
