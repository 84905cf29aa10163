/** How a property is changed by hand. */
export type Control =
  | { kind: 'colour' }
  | { kind: 'font' }
  | { kind: 'ring' }
  /** A slider over the usual lengths; anything else can be typed. */
  | { kind: 'length'; unit: 'px' | 'em'; min: number; max: number; step: number; rests: number }

/** A custom property of the widget, without the `--reachproof-` that all begin with. */
export type Property = Control & {
  name: string
  label: string
  /** What it does, where its name does not say. */
  about?: string
  group: 'Colours' | 'Type' | 'Shape' | 'Place' | 'Focus'
}

export const prefix = '--reachproof-'

/** Every custom property, in the order of the panel. `rests`: where the slider stands while the widget decides. */
export const properties: readonly Property[] = [
  { name: 'color', label: 'Text', group: 'Colours', kind: 'colour' },
  {
    name: 'muted-color',
    label: 'Quiet text',
    group: 'Colours',
    kind: 'colour',
    about: 'Hints and status lines',
  },
  { name: 'accent-color', label: 'Accent', group: 'Colours', kind: 'colour', about: 'Filled button, links' },
  {
    name: 'on-accent-color',
    label: 'On the accent',
    group: 'Colours',
    kind: 'colour',
    about: 'Words of the filled button',
  },
  {
    name: 'control-background',
    label: 'Controls',
    group: 'Colours',
    kind: 'colour',
    about: 'Behind fields and rows',
  },
  {
    name: 'border-color',
    label: 'Borders',
    group: 'Colours',
    kind: 'colour',
    about: 'Around fields and buttons',
  },
  { name: 'error-color', label: 'Error', group: 'Colours', kind: 'colour' },
  { name: 'success-color', label: 'Success', group: 'Colours', kind: 'colour' },
  { name: 'font', label: 'Font', group: 'Type', kind: 'font' },
  {
    name: 'radius',
    label: 'Corners',
    group: 'Shape',
    kind: 'length',
    unit: 'px',
    min: 0,
    max: 28,
    step: 1,
    rests: 8,
  },
  {
    name: 'control-height',
    label: 'Height of controls',
    group: 'Shape',
    kind: 'length',
    unit: 'px',
    min: 32,
    max: 72,
    step: 1,
    rests: 44,
    about: 'At least 44 px are easy to hit',
  },
  {
    name: 'space',
    label: 'Space',
    group: 'Shape',
    kind: 'length',
    unit: 'em',
    min: 0.4,
    max: 1.6,
    step: 0.05,
    rests: 0.75,
  },
  {
    name: 'max-width',
    label: 'Greatest width',
    group: 'Place',
    kind: 'length',
    unit: 'em',
    min: 15,
    max: 48,
    step: 0.5,
    rests: 40,
  },
  {
    name: 'min-height',
    label: 'Least height',
    group: 'Place',
    kind: 'length',
    unit: 'em',
    min: 0,
    max: 30,
    step: 0.5,
    rests: 0,
    about: 'Keeps the page below from jumping',
  },
  { name: 'focus-ring', label: 'Focus ring', group: 'Focus', kind: 'ring' },
]

const known = new Set(properties.map(property => property.name))

/** Whether the widget has such a custom property. */
export const isProperty = (name: string): boolean => known.has(name)
