import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { RequestHandler } from 'express'
import type { Log } from '../log.ts'
import { Problem } from '../problem.ts'
import { version as ownVersion } from '../version.ts'
import { type Compressible, compressible, sendCompressed } from './compressed.ts'
import { createEarlierVersions } from './earlier-versions.ts'

/** A built script, as it is kept in memory. */
interface Script extends Compressible {
  integrity: string
}

export interface WidgetFilesOptions {
  /** Which version the built script is; default: this release. */
  version?: string
  /** A folder for the scripts of every version that was served from here; null keeps none. */
  keepIn?: string | null
  log?: Log
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
 *
 * A page that pins a version goes on working when the server is upgraded: what
 * was served once is kept, and served under its version from then on.
 *
 * @param directory where the built script is
 */
export function widgetFiles(
  directory = builtFiles,
  { version = ownVersion, keepIn = null, log }: WidgetFilesOptions = {},
): { script: RequestHandler; integrity: RequestHandler } {
  const newest = `v${majorOf(version)}`
  const earlier = keepIn
    ? createEarlierVersions(keepIn, file =>
        log?.warn(
          { event: 'widget_files', file },
          'This file is not what was written here: it is not served.',
        ),
      )
    : null
  let loading: Promise<Script> | undefined
  const loaded = new Map<string, Script>()

  function load(): Promise<Script> {
    loading ??= readScript(directory).then(async script => {
      // Before it is served: then nobody pins what will not be there. Where the disk cannot be written the rest goes on.
      await earlier?.keep(version, script.plain).catch(error => {
        log?.warn(
          { event: 'widget_files', error },
          `The widget ${version} cannot be kept: pages that pin it need it elsewhere after an upgrade.`,
        )
      })
      return script
    })
    // A file that is not there yet may be built later.
    loading.catch(() => {
      loading = undefined
    })
    return loading
  }

  /** @param asked a version, or `v1` for the newest that begins with it */
  async function find(asked: string): Promise<Script | undefined> {
    if (asked === version || asked === newest) return load()
    if (!asked.startsWith('v')) return loadEarlier(asked)
    const latest = (await earlier?.list())?.find(one => `v${majorOf(one)}` === asked)
    return latest === undefined ? undefined : loadEarlier(latest)
  }

  async function loadEarlier(asked: string): Promise<Script | undefined> {
    const known = loaded.get(asked)
    if (known) return known
    const plain = await earlier?.read(asked)
    if (!plain) return
    const script = scriptOf(plain)
    loaded.set(asked, script)
    return script
  }

  return {
    async script(req, res) {
      const asked = String(req.params.version)
      const script = await find(asked)
      if (!script) throw new Problem('not_found', `This server has the widget ${version}.`)
      res.set({
        'Content-Type': 'text/javascript; charset=utf-8',
        'Access-Control-Allow-Origin': '*',
        'Cross-Origin-Resource-Policy': 'cross-origin',
        'Cache-Control': asked.startsWith('v')
          ? 'public, max-age=300'
          : 'public, max-age=31536000, immutable',
      })
      await sendCompressed(req, res, script)
    },

    async integrity(_req, res) {
      const scripts = new Map([[version, await load()]])
      for (const one of (await earlier?.list()) ?? []) {
        const script = scripts.get(one) ?? (await loadEarlier(one))
        if (script) scripts.set(one, script)
      }
      const files = [...scripts].map(([one, { integrity }]) => [`/w/${one}/reach-proof.js`, integrity])
      res.set({ 'Access-Control-Allow-Origin': '*', 'Cache-Control': 'public, max-age=300' })
      res.json({ version, files: Object.fromEntries(files) })
    },
  }
}

async function readScript(directory: URL): Promise<Script> {
  const plain = await readFile(new URL('reach-proof.js', directory)).catch(cause => {
    throw new Problem('unavailable', 'The widget is not built: run `npm run build`.', { cause })
  })
  return scriptOf(plain)
}

const majorOf = (version: string): string => version.split('.')[0]!

const scriptOf = (plain: Buffer): Script => ({
  ...compressible(plain),
  integrity: `sha384-${createHash('sha384').update(plain).digest('base64')}`,
})
