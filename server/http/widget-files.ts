import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { RequestHandler } from 'express'
import { Problem } from '../problem.ts'
import { major, version } from '../version.ts'

/** The built script, as it is kept in memory: compressed once, not once a request. */
interface Script {
  plain: Buffer
  br: Buffer
  gzip: Buffer
  integrity: string
}

/** Beside the compiled server in the package, under `dist` in the repository. */
const builtFiles = new URL(
  import.meta.url.endsWith('.ts') ? '../../dist/widget/' : '../../widget/',
  import.meta.url,
)

/**
 * The widget's one file: under its exact version, never to change, and under
 * `v1`, for sites that want the fixes as they come. Any origin may load it, so
 * that `integrity` and `crossorigin` work.
 */
export function widgetFiles(directory = builtFiles): {
  script: RequestHandler
  integrity: RequestHandler
} {
  let loading: Promise<Script> | undefined
  const load = () => {
    loading ??= readScript(directory)
    // A file that is not there yet may be built later.
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }

  return {
    async script(req, res) {
      const asked = String(req.params.version)
      if (asked !== version && asked !== `v${major}`)
        throw new Problem('not_found', `This server has the widget ${version}.`)
      const script = await load()
      // Our order: browsers name gzip first and give all the same weight.
      const encoding = (['br', 'gzip'] as const).find(one => req.acceptsEncodings(one))
      res.vary('Accept-Encoding')
      if (encoding) res.set('Content-Encoding', encoding)
      res.set({
        'Content-Type': 'text/javascript; charset=utf-8',
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': asked === version ? 'public, max-age=31536000, immutable' : 'public, max-age=300',
      })
      res.send(encoding === 'br' ? script.br : encoding === 'gzip' ? script.gzip : script.plain)
    },

    async integrity(_req, res) {
      const { integrity } = await load()
      res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' })
      res.json({ version, files: { [`/w/${version}/reach-proof.js`]: integrity } })
    },
  }
}

async function readScript(directory: URL): Promise<Script> {
  const plain = await readFile(new URL('reach-proof.js', directory)).catch(cause => {
    throw new Problem('unavailable', 'The widget is not built: run `npm run build`.', { cause })
  })
  const [br, gzipped] = await Promise.all([
    promisify(brotliCompress)(plain),
    promisify(gzip)(plain, { level: 9 }),
  ])
  return {
    plain,
    br,
    gzip: gzipped,
    integrity: `sha384-${createHash('sha384').update(plain).digest('base64')}`,
  }
}
