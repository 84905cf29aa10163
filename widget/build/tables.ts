import type { ElementDocs, Parameter } from './read-element.ts'

/** The sections of docs/widget.md that are made from the element's own comments, as Markdown, by name. */
export function tablesOf(docs: ElementDocs): Record<string, string> {
  const code = (text: string) => `\`${text}\``
  const preset = (value = '') => value.replace(/^`''`$/, '')
  const members = docs.properties.filter(property => !property.static && !property.attribute)
  return {
    attributes: table(
      ['attribute', 'default', ''],
      docs.attributes.map(({ name, default: value, description }) => [
        code(name),
        preset(value),
        description,
      ]),
    ),
    properties: table(
      ['property', 'type', ''],
      members.map(({ name, type, readonly, description }) => [
        code(name),
        code(type) + (readonly ? ', read only' : ''),
        description,
      ]),
    ),
    methods: table(
      ['method', 'gives', ''],
      docs.methods.map(({ name, parameters, returns, description, returnsDescription, static: isStatic }) => [
        code(`${isStatic ? `${docs.className}.` : ''}${name}(${parameters.map(listed).join(', ')})`),
        code(returns),
        returnsDescription ? `${description} Resolves ${returnsDescription}.` : description,
      ]),
    ),
    events: table(
      ['event', '`detail`', ''],
      docs.events.map(({ name, detail, description }) => [
        code(name),
        detail && detail !== '{}' ? code(detail) : '',
        description,
      ]),
    ),
    slots: table(
      ['slot', ''],
      docs.slots.map(({ name, description }) => [
        name ? code(name) : 'what stands between the tags',
        description,
      ]),
    ),
    parts: table(
      ['part', ''],
      docs.parts.map(({ name, description }) => [code(name), description]),
    ),
    'custom properties': table(
      ['custom property', 'default', ''],
      docs.cssProperties.map(({ name, default: value, description }) => [
        code(name),
        code(value),
        description,
      ]),
    ),
  }
}

const listed = ({ name, optional, members }: Parameter) =>
  members ? `{${members.map(member => `${member}?`).join(', ')}}` : optional ? `${name}?` : name

function table(head: string[], rows: string[][]): string {
  const line = (cells: string[]) => `| ${cells.map(cell => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}
