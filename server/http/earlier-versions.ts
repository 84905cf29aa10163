import { createHash, randomUUID } from 'node:crypto'
import { mkdir, open, readdir, readFile, rename, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { StoreConfig } from '../config.ts'

/** The widget's scripts of versions that have run here, on disk. */
export interface EarlierVersions {
  /** Which there are, newest first. */
  list(): Promise<string[]>
  /** The script as it was; undefined when there is none, or it is no longer what was written. */
  read(version: string): Promise<Buffer | undefined>
  /** Writes one down, in place of another build of the same version. Rejects when it cannot be written. */
  keep(version: string, script: Buffer): Promise<void>
}

/** Pages that pin a version are older than this only if nobody has looked at them for years. */
const keepVersions = 20

/** `1.4.2`, and nothing that a path could be made of. */
const versionForm = String.raw`\d{1,6}\.\d{1,6}\.\d{1,6}(?:-[0-9A-Za-z.-]{1,40})?`
const named = new RegExp(`^reach-proof-(${versionForm})-([0-9a-f]{64})\\.js$`)

/** Beside the database, which lives as long as the deployment; null where there is no disk to count on. */
export const folderBeside = (store: StoreConfig): string | null =>
  store.kind === 'sqlite' && store.file !== ':memory:' ? join(dirname(store.file), 'widget') : null

/**
 * Keeps scripts in a folder of its own, the newest 20. A file's name holds its version and the SHA-256 of what is in
 * it: half a file after a crash, or one that somebody edited, is not the one that was written.
 *
 * No request names a file: a version is looked for among those that are there.
 *
 * @param damaged is told of a file whose content is not what its name says, once
 */
export function createEarlierVersions(folder: string, damaged: (file: string) => void): EarlierVersions {
  const told = new Set<string>()

  async function files(): Promise<{ version: string; hash: string; name: string }[]> {
    const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
    return entries
      .flatMap(entry => {
        const [name, version, hash] = (entry.isFile() && named.exec(entry.name)) || []
        return name && version && hash ? { name, version, hash } : []
      })
      .sort((a, b) => b.version.localeCompare(a.version, 'en', { numeric: true }))
  }

  async function contentOf({ name, hash }: { name: string; hash: string }): Promise<Buffer | undefined> {
    const content = await readFile(join(folder, name)).catch(() => undefined)
    if (!content || sha256(content) === hash) return content
    if (!told.has(name)) damaged(join(folder, name))
    told.add(name)
  }

  return {
    list: async () => [...new Set((await files()).map(({ version }) => version))].slice(0, keepVersions),

    async read(version) {
      for (const file of (await files()).filter(file => file.version === version)) {
        const content = await contentOf(file)
        if (content) return content
      }
    },

    async keep(version, script) {
      const name = `reach-proof-${version}-${sha256(script)}.js`
      const before = await files()
      const same = before.find(file => file.name === name)
      if (!same || !(await contentOf(same))) {
        await mkdir(folder, { recursive: true, mode: 0o700 })
        await write(join(folder, name), script)
      }
      // Another build of this version has nothing that pins it any more; of all others the oldest go.
      const others = before.filter(file => file.version !== version)
      const old = [
        ...before.filter(file => file.version === version && file.name !== name),
        ...others.slice(keepVersions - 1),
      ]
      await Promise.all(old.map(file => unlink(join(folder, file.name)).catch(() => {})))
    },
  }
}

/** All of it or nothing, also when the power goes. */
async function write(path: string, content: Buffer): Promise<void> {
  const temporary = `${path}.${randomUUID()}`
  const file = await open(temporary, 'wx', 0o600)
  try {
    await file.writeFile(content)
    await file.sync()
    await file.close()
    await rename(temporary, path)
  } catch (error) {
    await file.close().catch(() => {})
    await unlink(temporary).catch(() => {})
    throw error
  }
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')
