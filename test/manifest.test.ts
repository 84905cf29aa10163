import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { vsCodeOf, webTypesOf } from '../widget/build/editors.ts'
import { manifestOf } from '../widget/build/manifest.ts'
import { readElement, readSources } from '../widget/build/read-element.ts'

/** What the first version exposes: the list that the element was made to. */
const surface = {
  attributes:
    'sitekey session-nonce endpoint for to channels country name required disabled lang theme action hidden-input webotp debug',
  // Each attribute has a property as well.
  properties:
    'value state expiresAt error maskedTo form labels validity validationMessage willValidate strings verification',
  methods: 'verify reset refresh focus checkValidity reportValidity setCustomValidity define',
  events:
    'reachproof-start reachproof-verified reachproof-expired reachproof-error reachproof-statechange input change invalid',
  slots: 'label consent success footer code',
  cssParts:
    'base label hint error status channel input select code button button-primary link qr timer result',
  cssProperties:
    'font color muted-color control-background border-color radius control-height space max-width min-height accent-color on-accent-color error-color success-color focus-ring',
}

const docs = readElement()
const manifest = manifestOf(docs)
const declaration = manifest.modules[0]!.declarations[0]!
const names = (of: readonly { name: string }[]) => of.map(({ name }) => name).sort()
const words = (list: string) => list.split(' ').sort()

const written = (name: string) =>
  JSON.parse(readFileSync(new URL(`../dist/widget/${name}`, import.meta.url), 'utf8'))

/** What is thrown when the element's source were another. */
function complaint(edit: (source: string) => string, of: 'element' | 'styles' = 'element'): string {
  const sources = readSources()
  const edited = edit(sources[of])
  expect(edited, 'the edit').not.toBe(sources[of])
  try {
    readElement({ ...sources, [of]: edited })
    return ''
  } catch (error) {
    return (error as Error).message
  }
}

describe('the manifest', () => {
  it('is what the build wrote', () => {
    expect(written('custom-elements.json')).toEqual(JSON.parse(JSON.stringify(manifest)))
  })

  it('has every attribute, method, event, slot, part and custom property, and no other', () => {
    expect(names(declaration.attributes)).toEqual(words(surface.attributes))
    expect(names(declaration.members.filter(member => member.kind === 'method'))).toEqual(
      words(surface.methods),
    )
    expect(names(declaration.events)).toEqual(words(surface.events))
    expect(names(declaration.slots)).toEqual(['', ...words(surface.slots)])
    expect(names(declaration.cssParts)).toEqual(words(surface.cssParts))
    expect(names(declaration.cssProperties)).toEqual(
      words(surface.cssProperties).map(name => `--reachproof-${name}`),
    )
  })

  it('has every property', () => {
    const fields = names(docs.properties)
    for (const { property } of docs.attributes) expect(fields).toContain(property)
    for (const name of words(surface.properties)) expect(fields).toContain(name)
  })

  it('has nothing that only the controller and the browser call', () => {
    for (const name of ['emit', 'announce', 'moveFocus', 'formResetCallback', 'connectedCallback', 'render'])
      expect(names(declaration.members)).not.toContain(name)
  })

  it('says what a member is and takes', () => {
    expect(declaration.members.find(member => member.name === 'verify')).toMatchObject({
      kind: 'method',
      parameters: [{ name: 'options', type: { text: 'VerifyOptions' }, optional: true, default: '{}' }],
      return: { type: { text: 'Promise<Verified>' } },
    })
    expect(declaration.members.find(member => member.name === 'htmlFor')).toMatchObject({
      attribute: 'for',
      type: { text: 'string | null' },
      readonly: false,
    })
    expect(declaration.members.find(member => member.name === 'state')).toMatchObject({ readonly: true })
    expect(declaration.events.find(event => event.name === 'reachproof-verified')).toMatchObject({
      type: { text: 'CustomEvent<Verified>' },
      description: expect.stringContaining('`{proof, channel, expiresAt}`'),
    })
  })

  it('takes the default of a custom property from the style sheet', () => {
    const radius = (edit: (styles: string) => string) =>
      readElement({ ...readSources(), styles: edit(readSources().styles) }).cssProperties.find(
        ({ name }) => name === '--reachproof-radius',
      )?.default
    expect(radius(styles => styles)).toMatch(/^[\d.]+(px|em)$/)
    expect(
      radius(styles => styles.replace(/(var\(--reachproof-radius),[^)]+/, '$1, calc(2px + (1em))')),
    ).toBe('calc(2px + (1em))')
  })

  it('names the words of state', () => {
    expect(docs.states).toEqual('loading idle sending waiting checking verified expired error'.split(' '))
  })

  it('is found by tools: package.json names it and the data for JetBrains', () => {
    const { customElements, 'web-types': webTypes } = JSON.parse(
      readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
    )
    expect([customElements, webTypes]).toEqual([
      'dist/widget/custom-elements.json',
      'dist/widget/web-types.json',
    ])
    expect(import.meta.resolve('reachproof/package.json')).toMatch(/\/package\.json$/)
    expect(import.meta.resolve('reachproof/custom-elements.json')).toMatch(`/${customElements}`)
  })
})

describe('the build fails', () => {
  it('over a property without words, and names it', () => {
    expect(complaint(source => source.replace(/\/\*\*[^/]*\*\/\s*(?=declare webotp)/, ''))).toContain(
      'the property webotp',
    )
  })

  it('over a property that is only read and has no words', () => {
    expect(complaint(source => source.replace(/\/\*\*[^/]*\*\/\s*(?=get maskedTo)/, ''))).toContain(
      'the property maskedTo',
    )
  })

  it('over a method without words', () => {
    expect(complaint(source => source.replace(/\/\*\*[^/]*\*\/\s*(?=reset\(\))/, ''))).toContain(
      'the method reset',
    )
  })

  it('over an event that is fired and not described', () => {
    expect(complaint(source => source.replace(/ \* @event reachproof-expired .*\n/, ''))).toContain(
      'the event reachproof-expired',
    )
  })

  it('over an event that has a name and no words', () => {
    expect(complaint(source => source.replace(/(@event reachproof-start) .*/, '$1'))).toContain(
      '@event reachproof-start',
    )
  })

  it('over a custom property that the style sheet has and nobody described', () => {
    expect(
      complaint(styles => styles.replace(':host{', ':host{inset:var(--reachproof-new);'), 'styles'),
    ).toContain('the custom property --reachproof-new')
  })

  it('over a custom property that the style sheet no longer has', () => {
    expect(complaint(styles => styles.replaceAll('--reachproof-space', '--other'), 'styles')).toContain(
      'a use of --reachproof-space in the style sheet',
    )
  })

  it('over a source that is no TypeScript', () => {
    expect(complaint(source => `${source}}`)).toMatch(/^reach-proof\.ts: /)
  })

  it('with all that is missing at once', () => {
    const without = (source: string) =>
      source.replace(/\/\*\*[^/]*\*\/\s*(?=declare debug)/, '').replace(/\/\*\*[^/]*\*\/\s*(?=reset\(\))/, '')
    expect(complaint(without)).toMatch(/the property debug.*the method reset/)
  })
})

describe('the data for editors', () => {
  it('is what the build wrote', () => {
    const { version } = JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8'))
    expect(written('vscode.html-custom-data.json')).toEqual(vsCodeOf(docs))
    expect(written('web-types.json')).toEqual(JSON.parse(JSON.stringify(webTypesOf(docs, version))))
  })

  it('offers in VS Code the words that an attribute takes', () => {
    const [tag] = vsCodeOf(docs).tags
    const attribute = (name: string) => tag!.attributes.find(it => it.name === name)
    expect(attribute('theme')!.values).toEqual([{ name: 'auto' }, { name: 'light' }, { name: 'dark' }])
    expect(attribute('required')).toMatchObject({ valueSet: 'v' })
    expect(attribute('sitekey')).not.toHaveProperty('valueSet')
    expect(names(tag!.attributes)).toEqual(words(surface.attributes))
  })

  it('has for JetBrains what the manifest has', () => {
    const [element] = webTypesOf(docs, '1.0.0').contributions.html.elements
    expect(names(element!.attributes)).toEqual(words(surface.attributes))
    expect(names(element!.js.events)).toEqual(words(surface.events))
    expect(names(element!.css.parts)).toEqual(words(surface.cssParts))
    expect(element!.js.properties.find(it => it.name === 'value')).toMatchObject({ 'read-only': true })
    expect(names(element!.js.properties)).not.toContain('version')
  })
})
