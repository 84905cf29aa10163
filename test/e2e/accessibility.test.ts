import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { en } from '../../server/texts/en.ts'
import {
  contrasts,
  controls,
  cutOff,
  motions,
  type Stop,
  sizeText,
  smallTargets,
  spaceText,
  stop,
} from './accessibility/checks.ts'
import { outlinesInDocument, sentencesInDocument, writeOutlines } from './accessibility/document.ts'
import { outlineOf } from './accessibility/outline.ts'
import { scenes } from './accessibility/scenes.ts'
import { type Setting, type Stage, useStage } from './accessibility/stage.ts'
import { audit } from './axe.ts'

// Every screen of the built element, reached with a keyboard: what a screen reader is given of it, what axe finds, and
// whether it can be seen, read and pressed by who needs it larger, darker, wider spaced or without a mouse.
//
// OUTLINES=write puts what the browser says now into docs/accessibility.md. AXE_TABLE names a file for the counts, and
// has every screen looked at in every way: without it in those that differ most, from left to right, as
// widget/views/views.test.ts looks at every fixture in both schemes and directions.

const open = useStage()

const write = process.env.OUTLINES === 'write'
const documented = outlinesInDocument()
const outlines = new Map<string, string>()
const counts: {
  name: string
  looks: number
  rules: number
  elements: number
  violations: number
  asked: Set<string>
}[] = []

afterAll(() => {
  if (write) writeOutlines(outlines)
  if (!process.env.AXE_TABLE) return
  const rows = counts.map(
    ({ name, looks, rules, elements, violations, asked }) =>
      `| ${name} | ${looks} | ${rules} | ${elements} | ${violations} | ${[...asked].join('; ')} |`,
  )
  writeFileSync(
    process.env.AXE_TABLE,
    `| state | looks | rules applied | elements checked | violations | undecided, looked at by hand |\n|---|---|---|---|---|---|\n${rows.join('\n')}\n`,
  )
})

/** A way to look at a screen; as wide as it is, unless said otherwise. */
interface Look {
  colorScheme: 'light' | 'dark'
  forcedColors: 'none' | 'active'
  /** px */
  width?: number
}

const inEveryWay = !!process.env.AXE_TABLE

const looks: Record<'ltr' | 'rtl', Record<string, Look>> = {
  ltr: {
    light: { colorScheme: 'light', forcedColors: 'none' },
    ...(inEveryWay && {
      dark: { colorScheme: 'dark', forcedColors: 'none' },
      'dark, 240 px': { colorScheme: 'dark', forcedColors: 'none', width: 240 },
    }),
    'forced colours, 320 px': { colorScheme: 'light', forcedColors: 'active', width: 320 },
  },
  rtl: {
    ...(inEveryWay && { 'light, 320 px': { colorScheme: 'light', forcedColors: 'none', width: 320 } }),
    'dark, 240 px': { colorScheme: 'dark', forcedColors: 'none', width: 240 },
  },
}

/**
 * What axe leaves to people, and `contrasts` computes from what stands behind each text: the colours of an empty field;
 * those of the code, over the lines that are drawn below its digits; of a sentence whose contact takes a line of its own;
 * and of a button in forced colours, where axe reads the fill of its letters as the style sheet has it.
 */
const left =
  /^Element('s| has) (no value; test|a 1:1 contrast ratio|background color could not be determined (due to a background gradient|because it is overlapped))/
const decided = (one: string): boolean => {
  const reasons = [...one.matchAll(/\((Element\W[^)]+)/g)].map(([, reason]) => reason!)
  return one.startsWith('color-contrast:') && reasons.length > 0 && reasons.every(reason => left.test(reason))
}

/** Looks at it in every way; adds to the counts, and gives what axe found. */
async function auditAll(name: string, { page }: Stage, direction: 'ltr' | 'rtl'): Promise<string[]> {
  const count = { name, looks: 0, rules: 0, elements: 0, violations: 0, asked: new Set<string>() }
  counts.push(count)
  const found: string[] = []
  const usual = page.viewportSize()!
  for (const [look, { width = usual.width, ...media }] of Object.entries(looks[direction])) {
    await page.emulateMedia(media)
    await page.setViewportSize({ ...usual, width })
    const { violations, incomplete, rules, elements } = await audit(page, 'reach-proof')
    count.looks++
    count.rules += rules
    count.elements += elements
    count.violations += violations.length
    for (const one of incomplete) count.asked.add(one.split(':')[0]!)
    found.push(...[...violations, ...incomplete.filter(one => !decided(one))].map(one => `${look}: ${one}`))
  }
  await page.emulateMedia({ colorScheme: 'light', forcedColors: 'none' })
  await page.setViewportSize(usual)
  return found
}

/** At another width; then as before. */
async function at<T>(width: number, { page }: Stage, look: () => Promise<T>): Promise<T> {
  const usual = page.viewportSize()!
  await page.setViewportSize({ ...usual, width })
  const seen = await look()
  await page.setViewportSize(usual)
  return seen
}

/** Opens a screen for the tests of a group. */
function useScene(play: (stage: Stage) => Promise<void>, setting?: Setting): () => Stage {
  let stage: Stage
  beforeAll(async () => {
    stage = await open(setting)
    await play(stage)
  })
  afterAll(() => stage?.close())
  return () => stage
}

it('docs/accessibility.md has an outline of every screen, in their order', () => {
  expect([...documented.keys()]).toEqual(scenes.map(({ name }) => name))
})

it('docs/accessibility.md quotes as spoken only what the widget says', () => {
  const texts = Object.values(en.widget).flatMap(text =>
    typeof text === 'string' ? text : Object.values(text),
  )
  const sentences = sentencesInDocument()
  expect(sentences.length).toBeGreaterThan(20)
  expect(sentences.filter(words => !texts.includes(words))).toEqual([])
})

describe.each(scenes)('$name', ({ name, setting, play }) => {
  const scene = useScene(play, setting)

  it('is to a screen reader what docs/accessibility.md says', async () => {
    const outline = await outlineOf(scene().page)
    outlines.set(name, outline)
    if (!write) expect(outline).toBe(documented.get(name))
  })

  it('has one polite and one assertive region, outside of what is busy or changes', async () => {
    const regions = await scene()
      .page.locator('reach-proof')
      .evaluate(widget =>
        [...widget.shadowRoot!.querySelectorAll('[role=status], [role=alert], [role=log], [aria-live]')].map(
          one => `${one.role} ${one.parentNode === widget.shadowRoot} ${one.children.length}`,
        ),
      )
    expect(regions).toEqual(['status true 0', 'alert true 0'])
  })

  it('has nothing for axe to find, light, dark, narrow and in forced colours', async () => {
    expect(await auditAll(name, scene(), 'ltr')).toEqual([])
  })

  it('has contrast enough in both schemes, and in forced colours', async () => {
    const { page } = scene()
    for (const forcedColors of ['active', 'none'] as const)
      for (const colorScheme of ['dark', 'light'] as const) {
        await page.emulateMedia({ colorScheme, forcedColors })
        const { low, pairs } = await contrasts(page)
        expect(low, `${colorScheme}, forced colours ${forcedColors}`).toEqual([])
        if (name !== 'Loading') expect(pairs).toBeGreaterThan(0)
      }
  })

  it('can be pressed at 320 px: controls of 44 px, links of 24 px, none over another', async () => {
    const { page } = scene()
    expect(await at(320, scene(), () => smallTargets(page))).toEqual([])
  })

  it('loses nothing at 320 px, and none with the text spaced as a reader may want it', async () => {
    const { page } = scene()
    const lost = await at(320, scene(), async () => {
      const before = await cutOff(page)
      await spaceText(page, true)
      const after = [...(await cutOff(page)), ...(await smallTargets(page))]
      await spaceText(page, false)
      return [before, after]
    })
    expect(lost).toEqual([[], []])
  })

  it('loses nothing with text of 200 %', async () => {
    const { page } = scene()
    await sizeText(page, 200)
    const lost = await at(375, scene(), async () => [...(await cutOff(page)), ...(await smallTargets(page))])
    await sizeText(page, 100)
    expect(lost).toEqual([])
  })

  it('keeps still for somebody who asked for less motion', async () => {
    expect(await motions(scene().page)).toEqual([])
  })

  it('is gone through with Tab and back, with a ring around each stop, and Escape does nothing', async () => {
    const { page } = scene()
    const all = await controls(page)
    const still = async () => (await outlineOf(page)).replaceAll(/ \(focus\)|focus, /g, '')
    const before = await still()
    // From before the widget to behind it.
    await page.locator('h1').evaluate(heading => {
      heading.tabIndex = -1
      heading.focus()
    })
    const go = async (key: string) => {
      const stops: Stop[] = []
      for (let i = 0; i < 30; i++) {
        await page.keyboard.press(key)
        const here = await stop(page)
        if (here) {
          stops.push(here)
          await page.keyboard.press('Escape')
        } else if (stops.length > 0 || all.length === 0) break
      }
      return stops
    }
    const there = await go('Tab')
    expect(there).toEqual(all.map(name => ({ name, ring: true })))
    const back = await go('Shift+Tab')
    expect(back).toEqual(there.toReversed())
    expect(await still()).toBe(before)
  })
})

describe.each(inEveryWay ? scenes : [])('$name, from right to left', ({ name, setting, play }) => {
  const scene = useScene(play, { ...setting, language: 'ar' })

  it('has nothing for axe to find, light, dark, narrow and in forced colours', async () => {
    expect(
      await scene()
        .page.locator('.base')
        .evaluate(base => getComputedStyle(base).direction),
    ).toBe('rtl')
    expect(await auditAll(`${name}, right to left`, scene(), 'rtl')).toEqual([])
  })
})
