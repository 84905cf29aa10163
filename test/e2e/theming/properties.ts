import type { Page } from 'playwright-core'
import type { walk } from './shop.ts'

/** A custom property, with a value that nobody overlooks and where it must be found again. */
export interface Sample {
  /** Without `--reachproof-`. */
  name: string
  value: string
  /** Where it is seen in the gallery: the title of a screen, and a selector there, or the tag itself. */
  screen: string
  selector: string | null
  css: keyof CSSStyleDeclaration & string
  computed: string
  /** How a visitor comes to what the picture shows. */
  play: keyof typeof walk | 'choose' | 'focus'
}

const empty = 'Email address: Empty'
const primary = '[part~=button-primary]'

/** All of them, in the order of docs/theming.md. */
export const samples: readonly Sample[] = [
  {
    name: 'font',
    value: 'italic 1em Georgia, serif',
    ...{ screen: empty, selector: '[part~=input]', css: 'fontStyle', computed: 'italic', play: 'email' },
  },
  {
    name: 'color',
    value: '#7a1fa2',
    ...{
      screen: empty,
      selector: '[part=label]',
      css: 'color',
      computed: 'rgb(122, 31, 162)',
      play: 'email',
    },
  },
  {
    name: 'muted-color',
    value: '#a03d00',
    ...{ screen: empty, selector: '[part=hint]', css: 'color', computed: 'rgb(160, 61, 0)', play: 'choose' },
  },
  {
    name: 'accent-color',
    value: '#a8005c',
    ...{
      screen: empty,
      selector: primary,
      css: 'backgroundColor',
      computed: 'rgb(168, 0, 92)',
      play: 'email',
    },
  },
  {
    name: 'on-accent-color',
    value: '#ffe14d',
    ...{ screen: empty, selector: primary, css: 'color', computed: 'rgb(255, 225, 77)', play: 'email' },
  },
  {
    name: 'control-background',
    value: '#fff3c4',
    ...{
      screen: empty,
      selector: '[part=input]',
      css: 'backgroundColor',
      computed: 'rgb(255, 243, 196)',
      play: 'email',
    },
  },
  {
    name: 'border-color',
    value: '#c2185b',
    ...{
      screen: empty,
      selector: '[part=input]',
      css: 'borderTopColor',
      computed: 'rgb(194, 24, 91)',
      play: 'email',
    },
  },
  {
    name: 'error-color',
    value: '#b34700',
    ...{ screen: 'Email address: Nothing typed', selector: '[part=error]' },
    ...{ css: 'color', computed: 'rgb(179, 71, 0)', play: 'wrong' },
  },
  {
    name: 'success-color',
    value: '#00698f',
    ...{ screen: 'Confirmed: Number', selector: 'svg' },
    ...{ css: 'color', computed: 'rgb(0, 105, 143)', play: 'confirmed' },
  },
  {
    name: 'radius',
    value: '20px',
    ...{
      screen: empty,
      selector: '[part=input]',
      css: 'borderTopLeftRadius',
      computed: '20px',
      play: 'email',
    },
  },
  {
    name: 'control-height',
    value: '60px',
    ...{ screen: empty, selector: '[part=input]', css: 'minHeight', computed: '60px', play: 'email' },
  },
  {
    name: 'space',
    value: '1.25em',
    ...{ screen: empty, selector: '[part=base]', css: 'rowGap', computed: '20px', play: 'email' },
  },
  {
    name: 'max-width',
    value: '15em',
    ...{ screen: empty, selector: '[part=base]', css: 'maxWidth', computed: '240px', play: 'email' },
  },
  {
    name: 'min-height',
    value: '20em',
    ...{ screen: empty, selector: null, css: 'minHeight', computed: '320px', play: 'email' },
  },
  {
    name: 'focus-ring',
    value: '4px dotted #d81b60',
    ...{ screen: empty, selector: primary, css: 'outlineStyle', computed: 'dotted', play: 'focus' },
  },
]

/** What each property has come to, by its name, on a page with every screen. */
export async function readSamples(page: Page): Promise<Record<string, string>> {
  // As a keyboard does it: then a ring is drawn around what has the focus.
  await page.keyboard.press('Tab')
  return page.evaluate(samples => {
    const plates = [...document.querySelectorAll('reach-proof')]
    return Object.fromEntries(
      samples.map(({ name, screen, selector, css }) => {
        const plate = plates.find(({ title }) => title === screen)!
        const element = selector ? plate.shadowRoot!.querySelector<HTMLElement>(selector)! : plate
        if (css.startsWith('outline')) element.focus()
        return [name, getComputedStyle(element)[css as 'color']]
      }),
    )
  }, samples)
}
