import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import express, { type ErrorRequestHandler } from 'express'
import pino from 'pino'
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { readConfig } from '../config.ts'
import { Problem } from '../problem.ts'
import { folderBeside } from './earlier-versions.ts'
import { widgetFiles } from './widget-files.ts'

const sourceOf = (version: string) => `console.log('the widget ${version}')\n`
const hashOf = (text: string, algorithm = 'sha384', form: 'base64' | 'hex' = 'base64') =>
  createHash(algorithm).update(text).digest(form)

let folder: string
let kept: string

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'reachproof-widget-'))
  kept = join(folder, 'data', 'widget')
  return () => rm(folder, { recursive: true })
})

/** A server of this version. */
async function run(version: string, { source = sourceOf(version), keepIn = kept as string | null } = {}) {
  const built = await mkdtemp(join(folder, 'built-'))
  await writeFile(join(built, 'reach-proof.js'), source)
  const lines: { event: string; msg: string; file?: string }[] = []
  const log = pino({ base: null }, { write: line => void lines.push(JSON.parse(line)) })
  const files = widgetFiles(pathToFileURL(`${built}/`), { version, keepIn, log })
  const app = express()
  app.get('/w/:version/reach-proof.js', files.script)
  app.get('/w/integrity.json', files.integrity)
  const refuse: ErrorRequestHandler = (error, _req, res, next) =>
    error instanceof Problem ? void res.status(404).json({ code: error.code }) : next(error)
  app.use(refuse)
  const listening = app.listen(0, '127.0.0.1')
  await new Promise(resolve => listening.once('listening', resolve))
  onTestFinished(() => void listening.close())
  const base = `http://127.0.0.1:${(listening.address() as AddressInfo).port}`
  const get = (asked: string) => fetch(`${base}/w/${asked}/reach-proof.js`)
  const integrity = async (): Promise<{ version: string; files: Record<string, string> }> =>
    (await fetch(`${base}/w/integrity.json`)).json()
  return { get, integrity, lines }
}

/** Runs it until its script was served, which is then on the disk. */
async function runOnce(version: string, source = sourceOf(version)) {
  const server = await run(version, { source })
  expect((await server.get(version)).status).toBe(200)
  expect(await readdir(kept)).toContain(fileOf(version, source))
  return server
}

const fileOf = (version: string, source = sourceOf(version)) =>
  `reach-proof-${version}-${hashOf(source, 'sha256', 'hex')}.js`

describe('after an upgrade', () => {
  it('the version before is still there, as it was and for ever', async () => {
    await runOnce('1.0.0')
    const { get } = await run('1.1.0')
    const before = await get('1.0.0')
    expect(before.status).toBe(200)
    expect(await before.text()).toBe(sourceOf('1.0.0'))
    expect(Object.fromEntries(before.headers)).toMatchObject({
      'content-type': 'text/javascript; charset=utf-8',
      'cache-control': 'public, max-age=31536000, immutable',
      'access-control-allow-origin': '*',
      'cross-origin-resource-policy': 'cross-origin',
    })
    expect(await (await get('1.1.0')).text()).toBe(sourceOf('1.1.0'))
    expect(await (await get('v1')).text()).toBe(sourceOf('1.1.0'))
  })

  it('each version has its hash beside the newest one', async () => {
    await runOnce('1.0.0')
    await runOnce('1.0.1')
    const { integrity } = await run('1.1.0')
    expect(await integrity()).toEqual({
      version: '1.1.0',
      files: Object.fromEntries(
        ['1.1.0', '1.0.1', '1.0.0'].map(version => [
          `/w/${version}/reach-proof.js`,
          `sha384-${hashOf(sourceOf(version))}`,
        ]),
      ),
    })
  })

  it('to another major version, the newest of the one before is still under its name', async () => {
    await runOnce('1.9.0')
    await runOnce('1.10.0')
    const { get } = await run('2.0.0')
    const before = await get('v1')
    expect(await before.text()).toBe(sourceOf('1.10.0'))
    expect(before.headers.get('cache-control')).toBe('public, max-age=300')
    expect(await (await get('v2')).text()).toBe(sourceOf('2.0.0'))
  })

  it('that is taken back, the newer one is still there for pages that pin it', async () => {
    await runOnce('1.1.0')
    const { get } = await run('1.0.0')
    expect(await (await get('1.1.0')).text()).toBe(sourceOf('1.1.0'))
    expect(await (await get('v1')).text()).toBe(sourceOf('1.0.0'))
  })

  it('it is sent compressed like any other', async () => {
    await runOnce('1.0.0')
    const { get } = await run('1.1.0')
    const answer = await get('1.0.0')
    expect(answer.headers.get('content-encoding')).toBe('gzip')
    expect(answer.headers.get('vary')).toMatch(/Accept-Encoding/)
  })
})

describe('the folder', () => {
  it('is for its owner only', async () => {
    await runOnce('1.0.0')
    expect((await stat(kept)).mode & 0o777).toBe(0o700)
    expect((await stat(join(kept, fileOf('1.0.0')))).mode & 0o777).toBe(0o600)
  })

  it('holds one build of a version: the one that was served last', async () => {
    await runOnce('1.0.0', 'first()')
    await runOnce('1.0.0', 'second()')
    expect(await readdir(kept)).toEqual([fileOf('1.0.0', 'second()')])
  })

  it('holds the newest twenty', async () => {
    for (let n = 0; n < 22; n++) await runOnce(`1.${n}.0`)
    const newest = Array.from({ length: 20 }, (_, n) => fileOf(`1.${n + 2}.0`))
    expect((await readdir(kept)).toSorted()).toEqual(newest.toSorted())
  })

  it('is written once, not at every start', async () => {
    await runOnce('1.0.0')
    const path = join(kept, fileOf('1.0.0'))
    const { mtimeMs, ino } = await stat(path)
    await runOnce('1.0.0')
    await runOnce('1.1.0')
    expect(await stat(path)).toMatchObject({ mtimeMs, ino })
  })

  it('whose file is broken off gets the whole one at the next run of that version', async () => {
    await runOnce('1.0.0')
    const path = join(kept, fileOf('1.0.0'))
    await writeFile(path, 'console.lo')
    const { get } = await run('1.0.0')
    await get('1.0.0')
    expect(await readFile(path, 'utf8')).toBe(sourceOf('1.0.0'))
  })

  it('that cannot be made is told of once, and nothing else changes', async () => {
    await writeFile(join(folder, 'data'), 'a file where the folder should be')
    const { get, integrity, lines } = await run('1.0.0')
    for (let i = 0; i < 3; i++) expect(await (await get('v1')).text()).toBe(sourceOf('1.0.0'))
    expect(Object.keys((await integrity()).files)).toEqual(['/w/1.0.0/reach-proof.js'])
    expect(lines).toHaveLength(1)
    expect(lines[0]).toMatchObject({ event: 'widget_files', level: 40 })
    expect(lines[0]!.msg).toMatch(/^The widget 1\.0\.0 cannot be kept/)
    expect((await get('0.9.0')).status).toBe(404)
  })
})

describe('nothing else is served', () => {
  it('than what was written: an edited file is not, and the log says so once', async () => {
    await runOnce('1.0.0')
    const path = join(kept, fileOf('1.0.0'))
    await writeFile(path, 'alert("somebody else")')
    const { get, integrity, lines } = await run('1.1.0')
    for (let i = 0; i < 3; i++) expect((await get('1.0.0')).status).toBe(404)
    expect(Object.keys((await integrity()).files)).toEqual(['/w/1.1.0/reach-proof.js'])
    expect(lines.filter(({ file }) => file === path)).toHaveLength(1)
  })

  it.each([
    ['a file with no hash', 'reach-proof-1.0.0.js', '1.0.0'],
    ['a file whose hash is that of another', `reach-proof-1.0.0-${'0'.repeat(64)}.js`, '1.0.0'],
    ['a file named by a tag', `reach-proof-latest-${hashOf('x', 'sha256', 'hex')}.js`, 'latest'],
    ['a file with a bent name', `reach-proof-..-${hashOf('x', 'sha256', 'hex')}.js`, '..%2f'],
    ['a file of another kind', `reach-proof-1.0.0-${hashOf('x', 'sha256', 'hex')}.js.map`, '1.0.0'],
  ])('%s is not', async (_what, name, asked) => {
    await mkdir(kept, { recursive: true })
    await writeFile(join(kept, name), 'x')
    const { get, integrity } = await run('1.1.0')
    expect((await get(asked)).status).toBe(404)
    expect(Object.keys((await integrity()).files)).toEqual(['/w/1.1.0/reach-proof.js'])
  })

  it('a link to another file is not, whatever it is called', async () => {
    await mkdir(kept, { recursive: true })
    await writeFile(join(folder, 'secret'), 'a secret')
    await symlink(
      join(folder, 'secret'),
      join(kept, `reach-proof-1.0.0-${hashOf('a secret', 'sha256', 'hex')}.js`),
    )
    const { get } = await run('1.1.0')
    expect((await get('1.0.0')).status).toBe(404)
  })

  it.each([
    '..%2f..%2fsecret',
    '..%5c..%5csecret',
    '%2e%2e',
    '1.0.0%2f..%2f..',
    '1.0.0%00',
    '1.0',
    'v',
    'v0',
    'v1.0.0',
    '__proto__',
    'constructor',
  ])('%s finds nothing', async asked => {
    await runOnce('1.0.0')
    await writeFile(join(folder, 'secret'), 'a secret')
    const { get } = await run('1.1.0')
    expect((await get(asked)).status).toBe(404)
  })

  it('without a folder there is only this version', async () => {
    await runOnce('1.0.0')
    const { get, integrity } = await run('1.1.0', { keepIn: null })
    expect((await get('1.0.0')).status).toBe(404)
    expect(Object.keys((await integrity()).files)).toEqual(['/w/1.1.0/reach-proof.js'])
  })
})

describe('where it is', () => {
  const storeOf = (store: string) =>
    folderBeside(
      readConfig(
        {
          mode: 'development',
          publicUrl: 'http://localhost:8787',
          store,
          providers: { mail: { type: 'smtp', url: 'smtp://127.0.0.1:1', from: 'a@example.com' } },
          sites: [
            {
              ...{ key: 'site_a', secret: 'secret-of-site-a-0123456789', name: 'A', domain: 'a.test' },
              ...{ origins: ['http://localhost:1'], channels: { email: 'mail' } },
            },
          ],
        },
        { baseDir: folder, env: {} },
      ).store,
    )

  it('beside the database', () =>
    expect(storeOf('sqlite:./db/reachproof.db')).toBe(join(folder, 'db/widget')))

  it.each(['sqlite::memory:', 'redis://127.0.0.1:6379'])('nowhere with %s', store =>
    expect(storeOf(store)).toBeNull(),
  )
})
