import { readFileSync } from 'node:fs'
import { parseSync } from 'vite'
import { type JsDoc, jsDocBefore, lines } from './js-doc.ts'

/** What the element's own comments say of it: the one source of the manifest, the data for editors and the reference. */
export interface ElementDocs {
  tag: string
  className: string
  description: string
  attributes: Attribute[]
  /** Also those that have an attribute. */
  properties: Property[]
  methods: Method[]
  events: EventDocs[]
  /** The one without a name is the default slot. */
  slots: Named[]
  parts: Named[]
  cssProperties: (Named & { default: string })[]
  /** The words of `state`, which are also its custom states. */
  states: string[]
}

export interface Named {
  name: string
  description: string
}

export interface Attribute extends Named {
  /** The property of the same meaning. */
  property: string
  type: string
  default?: string
}

export interface Property extends Named {
  type: string
  attribute?: string
  default?: string
  readonly: boolean
  static: boolean
  reflects: boolean
}

export interface Method extends Named {
  static: boolean
  parameters: Parameter[]
  returns: string
  /** What it resolves with or rejects by. */
  returnsDescription?: string
}

export interface Parameter {
  name: string
  type: string
  optional: boolean
  default?: string
  description?: string
  /** What is in it, where it is an object that is taken apart at once. */
  members?: string[]
}

export interface EventDocs extends Named {
  /** As TypeScript has it: `CustomEvent<Verified>`. */
  type: string
  /** What is in `detail`, for people: `{proof, channel, expiresAt}`. */
  detail?: string
}

/** The files that are read, by what is in them. */
export const sources = {
  element: new URL('../reach-proof.ts', import.meta.url),
  events: new URL('../events.ts', import.meta.url),
  host: new URL('../host.ts', import.meta.url),
  styles: new URL('../reach-proof.styles.ts', import.meta.url),
}

/** Their texts, so that a test can give others. */
export type Texts = Record<keyof typeof sources, string>

export const readSources = (): Texts => ({
  element: readFileSync(sources.element, 'utf8'),
  events: readFileSync(sources.events, 'utf8'),
  host: readFileSync(sources.host, 'utf8'),
  styles: readFileSync(sources.styles, 'utf8'),
})

/**
 * Reads the documentation out of the sources, with the parser that Vite brings: the usual analyzer of custom elements
 * would bring a compiler of its own.
 *
 * @throws one Error that names everything that lacks words, or that the comments and the code do not agree on
 */
export function readElement(texts: Texts = readSources()): ElementDocs {
  const element = parse('reach-proof.ts', texts.element)
  const events = parse('events.ts', texts.events)
  const host = parse('host.ts', texts.host)
  const lacks: string[] = []
  const lack = (what: string) => {
    lacks.push(what)
    return ''
  }

  const declaration = find(element, node => node.type === 'ClassDeclaration' && node.id.name === 'ReachProof')
  const about = element.docBefore(declaration)
  const members = readMembers(element, declaration, methodsOf(host), lack)
  const details = detailsOf(events)

  const documented = named(about, 'event', lack)
  for (const name of details.keys())
    if (!documented.some(event => event.name === name)) lack(`the event ${name}`)

  const cssProperties = named(about, 'cssproperty', lack).map(({ name, description }) => {
    const [, own, given] = /^\[(.*?)=(.*)\]$/.exec(name) ?? [null, name, undefined]
    const used = fallbackOf(texts.styles, own!)
    if (used === undefined) lack(`a use of ${own} in the style sheet`)
    return { name: own!, description, default: given ?? used ?? '' }
  })
  for (const [, name] of texts.styles.matchAll(/var\((--reachproof-[\w-]+)/g))
    if (!cssProperties.some(it => it.name === name)) lack(`the custom property ${name}`)

  const docs: ElementDocs = {
    tag: 'reach-proof',
    className: 'ReachProof',
    description: about?.description || lack('the element'),
    ...members,
    events: documented.map(event => {
      const detail = details.get(event.name)
      return { ...event, type: detail ? `CustomEvent<${detail.type}>` : 'Event', ...detail?.members }
    }),
    slots: named(about, 'slot', lack),
    parts: named(about, 'csspart', lack),
    cssProperties,
    states: statesOf(host),
  }
  if (lacks.length > 0)
    throw new Error(
      `Words are missing in the comments of widget/reach-proof.ts: ${[...new Set(lacks)].join(', ')}`,
    )
  return docs
}

// biome-ignore lint/suspicious/noExplicitAny: a syntax tree; what is read of it is in ESTree and in the tests
type Node = any

interface Source {
  text: string
  body: Node[]
  docBefore(node: Node): JsDoc | undefined
  slice(node: Node): string
}

function parse(name: string, text: string): Source {
  const { program, comments, errors } = parseSync(name, text, { lang: 'ts' })
  if (errors[0]) throw new Error(`${name}: ${errors[0].message}`)
  return {
    text,
    body: program.body,
    docBefore: node => jsDocBefore(text, comments, node.start),
    slice: node => text.slice(node.start, node.end).replace(/\s+/g, ' '),
  }
}

/** The first declaration that fits, also where it is exported or global. */
function find(source: Source, fits: (node: Node) => boolean): Node {
  for (const statement of source.body) {
    const declaration = statement.declaration ?? statement
    // The comment stands before `export`.
    if (fits(declaration)) return { ...declaration, start: statement.start }
  }
  throw new Error('What the documentation is read from is no longer there.')
}

/** What the host's methods are called: the controller calls them, no page does. */
function methodsOf(host: Source): Set<string> {
  const { body } = find(host, node => node.type === 'TSInterfaceDeclaration' && node.id.name === 'Host')
  return new Set(
    body.body.filter((m: Node) => m.type === 'TSMethodSignature').map((m: Node) => m.key.name as string),
  )
}

function statesOf(host: Source): string[] {
  const { typeAnnotation } = find(
    host,
    node => node.type === 'TSTypeAliasDeclaration' && node.id.name === 'WidgetState',
  )
  return typeAnnotation.types.map((type: Node) => type.literal.value as string)
}

/** The interface `Details`, and the members of a detail where they are few and known. */
function detailsOf(events: Source) {
  const details = new Map<string, { type: string; members: { detail: string } }>()
  const interfaceOf = (name: string) =>
    find(events, node => node.type === 'TSInterfaceDeclaration' && node.id.name === name).body.body
  for (const member of interfaceOf('Details')) {
    const type = member.typeAnnotation.typeAnnotation
    const text = events.slice(type)
    const members =
      type.type === 'TSTypeLiteral' ? type.members : text === 'Verified' ? interfaceOf('Verified') : undefined
    const names = members?.map((m: Node) => m.key.name).join(', ')
    const detail = text === 'Problem' ? '{code, …}' : names ? `{${names}}` : '{}'
    details.set(member.key.value, {
      type: text.startsWith('Record<never') ? '{}' : text,
      members: { detail },
    })
  }
  return details
}

/** The first thing that the style sheet takes when the page has not set this custom property. */
function fallbackOf(styles: string, name: string): string | undefined {
  const start = styles.indexOf(`var(${name}`)
  if (start < 0) return
  let depth = 0
  for (let at = start; at < styles.length; at++) {
    if (styles[at] === '(') depth++
    if (styles[at] === ')' && --depth === 0)
      return styles.slice(start + 4 + name.length, at).replace(/^,\s*/, '')
  }
}

/** The tags `@tag name - words` of the element's comment. */
function named(about: JsDoc | undefined, tag: string, lack: (what: string) => string): Named[] {
  return (about?.tags ?? [])
    .filter(it => it.tag === tag)
    .map(({ text }) => {
      // The default slot has no name, and a default in brackets may have spaces.
      const [, name = '', description] = /^(\[[^\]]*\]|--\S+|[^\s-]\S*)?\s*(?:- (.+))?$/s.exec(text) ?? []
      return { name, description: description ?? lack(`@${tag} ${text}`) }
    })
}

function readMembers(
  source: Source,
  { body }: Node,
  hostMethods: Set<string>,
  lack: (what: string) => string,
): Pick<ElementDocs, 'attributes' | 'properties' | 'methods'> {
  const members: Node[] = body.body
  const isOpen = (m: Node) =>
    m.key?.type === 'Identifier' &&
    !m.accessibility &&
    m.kind !== 'constructor' &&
    !hostMethods.has(m.key.name) &&
    !m.key.name.endsWith('Callback')
  const open = members.filter(isOpen)
  const called = (name: string) => (m: Node) => m.key.name === name

  const reactive: Node[] = members.find(
    m => m.static && m.key?.name === 'properties' && m.type === 'PropertyDefinition',
  ).value.properties

  const option = (property: Node, name: string) =>
    property.value.properties.find((p: Node) => p.key.name === name)?.value

  const properties: Property[] = reactive.map(entry => {
    const name: string = entry.key.name
    const declared = open.find(called(name))
    const doc = (declared && source.docBefore(declared)) ?? source.docBefore(entry)
    const attribute = option(entry, 'attribute')
    return {
      name,
      description: doc?.description || lack(`the property ${name}`),
      type: doc?.tag('type')?.replace(/^\{(.*)\}$/, '$1') ?? (declared ? typeOf(source, declared) : 'string'),
      attribute: attribute?.value === false ? undefined : (attribute?.value ?? name),
      default: doc?.tag('default'),
      readonly: false,
      static: false,
      reflects: option(entry, 'reflect')?.value === true,
    }
  })

  for (const member of open) {
    const { name } = member.key
    const isValue = member.type === 'PropertyDefinition' || member.kind === 'get'
    // What overrides a member of the base class is no news to a page.
    if (!isValue || member.override || properties.some(property => property.name === name)) continue
    const doc = source.docBefore(member)
    const isAccessor = member.kind === 'get'
    properties.push({
      name,
      description: doc?.description || lack(`the property ${name}`),
      type: typeOf(source, member),
      readonly: member.static || (isAccessor && !open.some(m => m.kind === 'set' && m.key.name === name)),
      static: member.static,
      reflects: false,
    })
  }

  const methods = open
    .filter(m => m.type === 'MethodDefinition' && m.kind === 'method')
    .map((member): Method => {
      const { name } = member.key
      const doc = source.docBefore(member)
      const { params, returnType } = member.value
      return {
        name,
        description: doc?.description || lack(`the method ${name}`),
        static: member.static,
        parameters: params.map((parameter: Node) => parameterOf(source, parameter, doc)),
        returns: source.slice(returnType.typeAnnotation),
        returnsDescription: doc?.tag('returns'),
      }
    })

  const attributes = properties
    .filter(property => property.attribute)
    .map(({ name, attribute, description, type, default: preset }): Attribute => {
      return { name: attribute!, property: name, description, type, default: preset }
    })
  return { attributes, properties, methods }
}

function typeOf(source: Source, member: Node): string {
  const annotation = member.typeAnnotation ?? member.value?.returnType
  if (annotation) return source.slice(annotation.typeAnnotation)
  return typeof member.value?.value === 'boolean' ? 'boolean' : 'string'
}

function parameterOf(source: Source, parameter: Node, doc: JsDoc | undefined): Parameter {
  const left = parameter.type === 'AssignmentPattern' ? parameter.left : parameter
  const preset = parameter.type === 'AssignmentPattern' ? source.slice(parameter.right) : undefined
  const name = left.type === 'ObjectPattern' ? 'options' : left.name
  const words = lines(doc?.tags ?? []).find(it => it.name === name)?.description
  return {
    name,
    type: left.typeAnnotation ? source.slice(left.typeAnnotation.typeAnnotation) : 'string',
    optional: preset !== undefined || left.optional === true,
    ...(preset !== undefined && { default: preset }),
    ...(words && { description: words }),
    ...(left.type === 'ObjectPattern' && { members: left.properties.map((p: Node) => p.key.name) }),
  }
}
