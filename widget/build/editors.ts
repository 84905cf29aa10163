import type { ElementDocs } from './read-element.ts'

/** Whatever has the words of the element in an editor: what a type offers, without `null`. */
const choices = (type: string): string[] => [...type.matchAll(/'([^']+)'/g)].map(([, word]) => word!)

const withDefault = (description: string, preset: string | undefined): string =>
  preset ? `${description} Default: ${preset}.` : description

/**
 * For VS Code: `"html.customData": ["./node_modules/reachproof/dist/widget/vscode.html-custom-data.json"]`.
 *
 * @see https://github.com/microsoft/vscode-html-languageservice/blob/main/docs/customData.md
 */
export function vsCodeOf(docs: ElementDocs) {
  const markdown = (value: string) => ({ kind: 'markdown', value })
  return {
    version: 1.1,
    tags: [
      {
        name: docs.tag,
        description: markdown(docs.description),
        attributes: docs.attributes.map(({ name, description, type, default: preset }) => ({
          name,
          description: markdown(withDefault(description, preset)),
          ...(type === 'boolean' && { valueSet: 'v' }),
          ...(choices(type)[0] && { values: choices(type).map(name => ({ name })) }),
        })),
      },
    ],
  }
}

/**
 * For the editors of JetBrains, which find it by `web-types` in package.json.
 *
 * @see https://github.com/JetBrains/web-types/blob/master/schema/web-types.json
 */
export function webTypesOf(docs: ElementDocs, version: string) {
  return {
    $schema: 'https://raw.githubusercontent.com/JetBrains/web-types/master/schema/web-types.json',
    name: 'reachproof',
    version,
    'description-markup': 'markdown',
    contributions: {
      html: {
        elements: [
          {
            name: docs.tag,
            description: docs.description,
            attributes: docs.attributes.map(({ name, description, type, default: preset }) => ({
              name,
              description,
              ...(preset && { default: preset }),
              value: type === 'boolean' ? { type, required: false } : { type },
            })),
            slots: docs.slots,
            js: {
              properties: docs.properties
                .filter(property => !property.static)
                .map(({ name, description, type, readonly }) => ({
                  name,
                  description,
                  type,
                  'read-only': readonly,
                })),
              events: docs.events.map(({ name, description, type }) => ({ name, description, type })),
            },
            css: {
              parts: docs.parts,
              properties: docs.cssProperties.map(({ name, description, default: preset }) => ({
                name,
                description: withDefault(`${description}.`, `\`${preset}\``),
              })),
            },
          },
        ],
      },
    },
  }
}
