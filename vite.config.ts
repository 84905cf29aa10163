import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { defineConfig, type Plugin } from 'vite'
import { shorten } from './widget/build/smaller.ts'

/**
 * Builds the widget twice: `reach-proof.js` is the one-file script for a script tag;
 * `reach-proof.module.js` is the ES module for npm, which leaves Lit to the application.
 */

const { version } = JSON.parse(readFileSync(new URL('package.json', import.meta.url), 'utf8'))

/** The one-file script has only what it uses of Lit; who bundles the module has Lit itself. */
function leanLit(): Plugin {
  const lean = fileURLToPath(new URL('widget/lean/lit.ts', import.meta.url))
  return {
    name: 'lean-lit',
    enforce: 'pre',
    resolveId(id) {
      if (id === 'lit' && this.environment.name === 'script') return lean
    },
  }
}

/** Leaves out the white space in templates and style sheets that only lays out their source. */
function minifyTemplates(): Plugin {
  const minifiers: Record<string, (quasis: string[]) => string[]> = {
    html: minifyHtml,
    css: quasis =>
      quasis.map(text =>
        text
          .replace(/\/\*[\s\S]*?\*\//g, '')
          .replace(/\s+/g, ' ')
          .replace(/ ?([{};,]) ?|(:) /g, '$1$2'),
      ),
  }
  return {
    name: 'minify-templates',
    transform(code, id) {
      if (!/\/widget\/.*\.ts$/.test(id)) return
      const edits: { start: number; end: number; text: string }[] = []
      visit(this.parse(code), node => {
        const minify = node.type === 'TaggedTemplateExpression' && minifiers[node.tag.name]
        if (!minify) return
        const { quasis } = node.quasi
        minify(quasis.map(q => code.slice(q.start, q.end))).forEach((text, i) => {
          edits.push({ start: quasis[i]!.start, end: quasis[i]!.end, text })
        })
      })
      edits.sort((a, b) => b.start - a.start)
      for (const { start, end, text } of edits) code = code.slice(0, start) + text + code.slice(end)
      return code
    },
  }
}

/** Between two tags (or a tag and an expression) a line break means nothing; elsewhere it is a space. */
function minifyHtml(quasis: string[]): string[] {
  let inTag = false
  return quasis.map(text => {
    const pieces = text.split(/(\s*\n\s*|[<>])/)
    return pieces
      .map((piece, i) => {
        if (piece === '<' || piece === '>') inTag = piece === '<'
        if (!/^\s+$/.test(piece) || !piece.includes('\n')) return piece
        const before = pieces.slice(0, i).join('').at(-1)
        const after = pieces.slice(i + 1).join('')[0]
        return !inTag && '>'.includes(before ?? '>') && '<'.includes(after ?? '<') ? '' : ' '
      })
      .join('')
  })
}

interface Node {
  type: string
  tag: { name: string }
  quasi: { quasis: { start: number; end: number }[] }
}

function visit(node: unknown, see: (node: Node) => void): void {
  if (!node || typeof node !== 'object') return
  if ('type' in node) see(node as Node)
  for (const child of Object.values(node)) visit(child, see)
}

/** The hash that a page pins with `integrity`. */
function integrity(): Plugin {
  return {
    name: 'integrity',
    generateBundle(_, bundle) {
      const file = bundle['reach-proof.js']
      if (file?.type !== 'chunk') return
      const hash = createHash('sha384').update(file.code).digest('base64')
      const source = `${JSON.stringify({ version, 'reach-proof.js': `sha384-${hash}` }, null, 2)}\n`
      this.emitFile({ type: 'asset', fileName: 'integrity.json', source })
    },
  }
}

const output = {
  comments: { legal: false, annotation: false, jsdoc: false },
}

export default defineConfig({
  define: { __VERSION__: JSON.stringify(version) },
  plugins: [leanLit(), minifyTemplates(), shorten(version), integrity()],
  build: { outDir: 'dist/widget', target: 'es2022', emptyOutDir: false, reportCompressedSize: false },
  environments: {
    script: {
      consumer: 'client',
      build: {
        minify: 'oxc',
        lib: {
          entry: 'widget/script.ts',
          formats: ['iife'],
          name: 'reachproof',
          fileName: () => 'reach-proof.js',
        },
        rolldownOptions: { output },
      },
    },
    module: {
      consumer: 'client',
      build: {
        lib: { entry: 'widget/index.ts', formats: ['es'], fileName: () => 'reach-proof.module.js' },
        rolldownOptions: { external: /^lit/, output },
      },
    },
  },
  builder: {
    async buildApp({ build, environments }) {
      await build(environments.script!)
      await build(environments.module!)
    },
  },
})
