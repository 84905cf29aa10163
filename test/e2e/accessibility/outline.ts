import type { CDPSession, Page } from 'playwright-core'

/**
 * The accessibility tree that the browser hands to a screen reader, as lines: in reading order, each thing with its
 * role, name, description and states. Two spaces deeper: inside.
 */
export async function outlineOf(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page)
  try {
    await session.send('Accessibility.enable')
    const { names, widget } = await elementsOf(session)
    const { nodes } = await session.send('Accessibility.getFullAXTree')
    const byId = new Map(nodes.map(node => [node.nodeId, node]))
    const host = nodes.find(({ backendDOMNodeId }) => backendDOMNodeId === widget)
    const lines: string[] = []
    let depth = 0
    let run = ''

    const line = (words: string) => lines.push('  '.repeat(depth) + words)
    const endRun = (what = 'text') => {
      const words = tidy(run)
      run = ''
      if (words) line(`${what} ${quoted(words)}`)
    }
    const inside = (node: Node, deeper = 0) => {
      depth += deeper
      for (const id of node.childIds ?? []) if (byId.has(id)) walk(byId.get(id)!)
      if (deeper) endRun()
      depth -= deeper
    }
    const walk = (node: Node) => {
      const role = String(node.role?.value)
      if (role === 'InlineTextBox') return
      if (role === 'StaticText') {
        run += node.name?.value ?? ''
        return
      }
      if (through.test(role) || node.ignored) {
        const name = names.get(node.backendDOMNodeId!) ?? 'SPAN'
        const focus = is(node, 'focused')
        const flows = inline.has(name) && !focus
        if (!flows) endRun()
        if (is(node, 'busy')) line('(busy)')
        inside(node)
        if (between.test(name)) run += ' '
        if (!flows) endRun(role === 'LabelText' ? 'label' : 'text')
        if (focus) lines.push(`${lines.pop()} (focus)`)
        return
      }
      endRun()
      line(described(node))
      if (!whole.test(role)) inside(node, 1)
    }
    inside(host!)
    endRun()
    return lines.join('\n')
  } finally {
    await session.detach()
  }
}

type Node = Awaited<ReturnType<typeof nodesOf>>[number]
const nodesOf = async (session: CDPSession) => (await session.send('Accessibility.getFullAXTree')).nodes

const is = ({ properties }: Node, what: string): boolean =>
  !!properties?.some(({ name, value }) => name === what && value.value)

/** They say nothing by themselves; a form without a name is none to a screen reader. */
const through = /^(none|generic|paragraph|form|Figcaption|LabelText|LineBreak|MenuListPopup)$/

/** Their name is all that they hold. */
const whole = /^(heading|button|link|image|textbox|combobox)$/

/** Text goes on through them. */
const inline = new Set(['SPAN', 'B', 'BDI', 'BR', 'SLOT', '::before', 'svg', 'path'])

/** They part what stands on both sides. */
const between = /^(BR|::before)$/

/** A word for each thing that is true of it. */
function described({ role, name, description, value, properties = [] }: Node): string {
  const is = new Map(properties.map(({ name, value }) => [name as string, value.value]))
  const level = role?.value === 'heading' ? ` ${is.get('level')}` : ''
  const states = [
    is.get('focused') && 'focus',
    is.get('busy') && 'busy',
    is.get('disabled') && 'disabled',
    is.get('expanded') !== undefined && (is.get('expanded') ? 'expanded' : 'collapsed'),
    is.get('readonly') && 'read only',
    String(is.get('invalid') ?? false) !== 'false' && 'invalid',
    role?.value !== 'heading' && is.get('live') && `live ${is.get('live')}`,
  ].filter(Boolean)
  return [
    `${role?.value}${level}`,
    tidy(name?.value ?? '') && quoted(tidy(name!.value)),
    value?.value && `= ${quoted(tidy(String(value.value)))}`,
    description?.value && `: ${quoted(tidy(description.value))}`,
    states.length > 0 && `(${states.join(', ')})`,
  ]
    .filter(Boolean)
    .join(' ')
    .replace(' : ', ': ')
}

/** The names of all elements by the number that the tree gives them, and the number of the widget. */
async function elementsOf(session: CDPSession): Promise<{ names: Map<number, string>; widget: number }> {
  const { root } = await session.send('DOM.getDocument', { depth: -1, pierce: true })
  const names = new Map<number, string>()
  let widget = 0
  const visit = (node: typeof root) => {
    names.set(node.backendNodeId, node.pseudoType ? `::${node.pseudoType}` : node.nodeName)
    if (node.nodeName === 'REACH-PROOF') widget = node.backendNodeId
    for (const child of [node.children, node.shadowRoots, node.pseudoElements].flat()) if (child) visit(child)
  }
  visit(root)
  return { names, widget }
}

const quoted = (words: string) => `“${words}”`

/** Marks that only say in which direction something is written are not read. */
const tidy = (words: string) =>
  words
    .replace(/[\u2066-\u2069\u200e\u200f]/g, '')
    .replace(/\s+/g, ' ')
    .trim()
