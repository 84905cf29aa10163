import { assert } from 'chai'
import { render } from 'lit'
import { en } from '../server/texts/en.ts'
import { fixtures, told } from './fixtures.ts'
import { draw } from './views/index.ts'

/** What the screens have against what the reference promises: both ways. */
describe('the reference', () => {
  let described: { cssParts: { name: string }[]; slots: { name: string }[] }
  const drawn = document.createElement('div')

  before(async () => {
    const manifest = await (await fetch('/dist/widget/custom-elements.json')).json()
    described = manifest.modules[0].declarations[0]
    for (const { model } of fixtures({ texts: en.widget, language: 'en', direction: 'ltr' })) {
      const screen = document.createElement('div')
      render(
        draw(
          model,
          told(() => {}),
        ),
        screen,
      )
      drawn.append(screen)
    }
  })

  const sorted = (names: Iterable<string>) => [...new Set(names)].sort()

  it('has every part that a screen has, and no other', () => {
    const parts = [...drawn.querySelectorAll('[part]')].flatMap(element => [...element.part])
    assert.deepEqual(sorted(parts), sorted(described.cssParts.map(({ name }) => name)))
  })

  it('has every slot that a screen has, and no other', () => {
    const slots = [...drawn.querySelectorAll('slot')].map(({ name }) => name)
    assert.deepEqual(sorted(slots), sorted(described.slots.map(({ name }) => name)))
  })
})
