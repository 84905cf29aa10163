import { describe, expect, it } from 'vitest'
import { contrast } from '../../demo/studio/contrast.ts'
import { type Bytes, type Look, type Pair, pairsOf, troublesOf, useGallery } from './theming/looks.ts'
import { readSamples, samples } from './theming/properties.ts'
import { schemes, themes } from './theming/themes.ts'

const english = useGallery('en')
const arabic = useGallery('ar')

/** WCAG 2.2: 1.4.3 for words, 1.4.11 for what else has to be seen. */
const enough: Record<Pair['what'], number> = { text: 4.5, icon: 3, edge: 3, ring: 3 }

const ratio = ({ fore, back }: Pair): number => contrast(colour(fore), colour(back))
const colour = ([red, green, blue]: Bytes) => ({ red, green, blue, alpha: 1 })

/** One line for each pair of colours on any screen that is too weak. */
async function weakPairs(look: Look, least = enough): Promise<string[]> {
  await english.dress(look)
  const pairs = await pairsOf(english.page)
  // Each kind is there, or nothing was measured.
  expect(new Set(pairs.map(({ what }) => what))).toEqual(new Set(Object.keys(enough)))
  return pairs
    .filter(pair => ratio(pair) < least[pair.what])
    .map(pair => `${pair.what} ${ratio(pair).toFixed(2)}: ${pair.where}, ${pair.fore} on ${pair.back}`)
}

describe.each(['own', ...themes] as const)('the look “%s”, on every screen', theme => {
  it.each(schemes)('has the contrast of WCAG AA in %s', async scheme => {
    expect(await weakPairs({ theme, scheme })).toEqual([])
  })

  it.each(['left to right', 'right to left'])(
    'fits into 240 px %s, with targets of 44 px',
    async direction => {
      const { page, dress } = direction === 'left to right' ? english : arabic
      await dress({ theme, width: 240 })
      expect(await troublesOf(page)).toEqual([])
    },
  )
})

it.each(schemes)('the theme “ink” has 7:1 for every word in %s, as it says', async scheme => {
  expect(await weakPairs({ theme: 'ink', scheme }, { ...enough, text: 7 })).toEqual([])
})

it('what is measured here would be noticed', async () => {
  const css = `reach-proof { --reachproof-muted-color: #999; --reachproof-border-color: #ccc;
    --reachproof-control-height: 40px; --reachproof-focus-ring: none }
    reach-proof::part(status) { width: 300px }`
  const weak = await weakPairs({ css })
  for (const what of Object.keys(enough)) expect(weak).toContainEqual(expect.stringMatching(`^${what} `))
  await english.dress({ css, width: 240 })
  const troubles = await troublesOf(english.page)
  expect(troubles).toContainEqual(expect.stringMatching(/^status sticks out/))
  expect(troubles).toContainEqual(expect.stringMatching(/^input is 40 px high/))
})

it.each(samples)('the custom property --reachproof-$name sets $css', async ({ name, value, computed }) => {
  const { page, dress } = english
  await dress()
  const before = await readSamples(page)
  expect(before[name]).not.toBe(computed)
  await dress({ css: `reach-proof { --reachproof-${name}: ${value} }` })
  const after = await readSamples(page)
  expect(after[name]).toBe(computed)
  // And nothing else changes: the ring has the accent's colour too, but is told by its style.
  const others = samples.filter(other => other.name !== name).map(other => other.name)
  for (const other of others) expect(after[other], other).toBe(before[other])
})
