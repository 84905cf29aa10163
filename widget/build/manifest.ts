import type { ElementDocs } from './read-element.ts'

const module = 'dist/widget/reach-proof.module.js'
const script = 'dist/widget/reach-proof.js'

/**
 * `custom-elements.json`, from which other tools make catalogues, wrappers and lint rules. Paths are relative to the
 * package.
 *
 * @see https://github.com/webcomponents/custom-elements-manifest/blob/main/schema.d.ts version 1.0.0
 */
export function manifestOf(docs: ElementDocs) {
  const { className, tag } = docs
  const declaration = { name: className, module }
  const type = (text: string) => ({ type: { text } })
  return {
    schemaVersion: '1.0.0',
    readme: 'README.md',
    modules: [
      {
        kind: 'javascript-module',
        path: module,
        declarations: [
          {
            kind: 'class',
            customElement: true,
            name: className,
            tagName: tag,
            description: docs.description,
            superclass: { name: 'LitElement', package: 'lit' },
            attributes: docs.attributes.map(
              ({ name, property, description, type: text, default: preset }) => ({
                name,
                fieldName: property,
                description,
                ...type(text),
                default: preset,
              }),
            ),
            members: [
              ...docs.properties.map(({ type: text, ...property }) => ({
                kind: 'field',
                ...property,
                ...type(text),
              })),
              ...docs.methods.map(({ returns, returnsDescription, parameters, ...method }) => ({
                kind: 'method',
                ...method,
                parameters: parameters.map(({ type: text, members: _, ...parameter }) => ({
                  ...parameter,
                  ...type(text),
                })),
                return: { ...type(returns), description: returnsDescription },
              })),
            ],
            events: docs.events.map(({ name, description, type: text, detail }) => ({
              name,
              description: detail ? `${description}. \`detail\`: \`${detail}\`` : description,
              ...type(text),
            })),
            slots: docs.slots,
            cssParts: docs.parts,
            cssProperties: docs.cssProperties,
          },
        ],
        exports: [{ kind: 'js', name: className, declaration }],
      },
      {
        kind: 'javascript-module',
        path: script,
        declarations: [],
        // The script registers the element by itself.
        exports: [{ kind: 'custom-element-definition', name: tag, declaration }],
      },
    ],
  }
}
