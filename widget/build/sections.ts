/** The marks of a section that nobody writes by hand. */
const section = /<!-- made: (.+?) -->\n.*?<!-- \/made -->/gs

/**
 * Fills the marked sections of a document.
 *
 * @param give what a section of this name holds; throws for a name that it does not know
 */
export const fillSections = (text: string, give: (name: string) => string): string =>
  text.replace(section, (_, name: string) => `<!-- made: ${name} -->\n${give(name)}\n<!-- /made -->`)
