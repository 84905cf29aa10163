import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { demoConfig } from '../../demo/reachproof.config.ts'
import { version } from '../../server/version.ts'
import { see } from './browser.ts'
import { type HostVisit, pageOf, proofForm, proofIn, tag, useHosts } from './pages.ts'

const older = '0.9.0'
const root = fileURLToPath(new URL('../../', import.meta.url))
const folder = mkdtempSync(join(tmpdir(), 'reachproof older '))
const dataFolder = join(folder, 'data')
/** What the older server told of its script. */
let pinned = ''

// Everything of an older release, with the server that ran until the upgrade: its widget was served from it once.
beforeAll(async () => {
  for (const part of ['server', 'widget', 'vite.config.ts'])
    cpSync(join(root, part), join(folder, part), { recursive: true })
  const packageJson = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ ...packageJson, version: older }))
  symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'))
  const vite = join(root, 'node_modules/vite/bin/vite.js')
  await promisify(execFile)(process.execPath, [vite, 'build', '--logLevel', 'error'], { cwd: folder })

  const nowhere = 'http://127.0.0.1:1'
  const places = {
    site: 'http://localhost:1',
    api: 'http://localhost:8787',
    mail: 'smtp://127.0.0.1:1',
    dataFolder,
  }
  const config = demoConfig({ ...places, zadarma: nowhere, meta: nowhere, twilio: nowhere })
  const file = join(folder, 'reachproof.json')
  writeFileSync(file, JSON.stringify({ ...config, listen: { host: '127.0.0.1', port: 0 } }))
  const server = spawn(process.execPath, ['server/main.ts', 'serve', '--config', file], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  try {
    const address = await addressIn(server)
    const integrity = await (await fetch(`${address}/w/integrity.json`)).json()
    pinned = integrity.files[`/w/${older}/reach-proof.js`]
    expect(integrity.version).toBe(older)
  } finally {
    server.kill()
    await new Promise(resolve => (server.exitCode === null ? server.once('exit', resolve) : resolve(0)))
  }
}, 180_000)

afterAll(() => rmSync(folder, { recursive: true, force: true }))

const hosts = useHosts({ dataFolder: () => dataFolder })

/** Where it listens, from its first line. */
async function addressIn(server: ChildProcess): Promise<string> {
  for await (const line of createInterface(server.stdout!)) {
    const address = /listens on (http:\S+)/.exec(line)?.[1]
    if (address) return address
  }
  throw new Error('The older server did not start.')
}

const first = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Continue with WhatsApp' })
const running = (visit: HostVisit) =>
  visit.page.evaluate(() => (customElements.get('reach-proof') as unknown as { version: string }).version)

describe('after an upgrade', () => {
  it('a page that pins the older version with its hash gets that very one, and it works', async () => {
    const visit = await hosts.open(
      pageOf(`<form>${tag('required')}</form>`, {
        head: hosts.script(`async integrity="${pinned}" crossorigin="anonymous"`, older),
      }),
    )
    await see(first(visit))
    expect(await running(visit)).toBe(older)
    await hosts.confirm(visit.widget)
    expect(await proofIn(visit.widget)).toMatch(proofForm)
  })

  it('both have their hash, and whoever takes the newest gets the newest', async () => {
    const { files, version: newest } = await (await fetch(`${hosts.urls.api}/w/integrity.json`)).json()
    expect(newest).toBe(version)
    expect(Object.keys(files)).toEqual([`/w/${version}/reach-proof.js`, `/w/${older}/reach-proof.js`])
    expect(files[`/w/${older}/reach-proof.js`]).toBe(pinned)
    const visit = await hosts.open(pageOf(`<form>${tag()}</form>`, { head: hosts.script() }))
    await see(first(visit))
    expect(await running(visit)).toBe(version)
  })

  it('a verification that the older one began goes on with the newer one', async () => {
    const withVersion = (which: string) =>
      hosts.put('/', pageOf(`<form>${tag()}</form>`, { head: hosts.script('async', which) }))
    withVersion(older)
    const visit = await hosts.visit('/')
    await first(visit).click()
    const code = await hosts.sendMessage(visit.widget)
    await see(visit.widget.getByText('Message received'))
    withVersion('v1')
    await visit.page.reload()
    await see(visit.widget.getByText('Message received'))
    expect(await running(visit)).toBe(version)
    await visit.widget.getByRole('textbox').fill(code)
    await see(visit.widget.getByText(/confirmed$/))
    expect(visit.asked('POST /v1/verifications')).toBe(1)
  })
})

describe('two versions on one page', () => {
  it.each([
    ['the older one first', older, version],
    ['the newer one first', version, older],
  ])('%s: that one wins, the other warns once, and every element works', async (_name, one, other) => {
    const visit = await hosts.open(
      pageOf(`<form id="a">${tag('name="a"')}</form><form id="b">${tag('name="b"')}</form>`, {
        head: hosts.script('', one) + hosts.script('', other),
      }),
      { expected: /^reach-proof: .* is there already/ },
    )
    await see(visit.page.locator('#a reach-proof').getByRole('button', { name: 'Continue with WhatsApp' }))
    expect(await running(visit)).toBe(one)
    await hosts.confirm(visit.page.locator('#b reach-proof'))
    const warnings = visit.said.filter(line => line.startsWith('reach-proof:'))
    expect(warnings).toEqual([`reach-proof: ${one} is there already, ${other} is not used`])
  })
})
