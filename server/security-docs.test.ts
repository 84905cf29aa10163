import { existsSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'

// docs/security.md has a line for every requirement; each names files that are there, and tests that are in them.

const root = new URL('../', import.meta.url)
const read = (path: string) => readFileSync(new URL(path, root), 'utf8')
const page = read('docs/security.md')

/** without the numbers that were never given. */
const gaps = new Set([19, 34, 35, 36, 37, 38, 39, 56, 57, 58, 59, 77, 78, 79])
const requirements = Array.from({ length: 93 }, (_, i) => i + 1)
  .filter(n => !gaps.has(n))
  .map(n => `R-${String(n).padStart(2, '0')}`)

const lines = [...page.matchAll(/^\| (R-\d\d) \| (.+?) \| (.+?) \| (.+?) \|$/gm)].map(
  ([, id = '', what = '', where = '', proof = '']) => ({ id, what, where, proof }),
)

/** `path` id “words” `path` id … */
function testsOf(proof: string): { path: string; ids: string[]; words: string[] }[] {
  return [...proof.matchAll(/`([^`]+)`([^`]*)/g)].map(([, path = '', rest = '']) => ({
    path,
    ids: rest.replaceAll(/“.+?”/g, '').split(/\s+/).filter(Boolean),
    words: [...rest.matchAll(/“(.+?)”/g)].map(([, said]) => said!),
  }))
}

describe('docs/security.md', () => {
  it('has one line for each requirement, in their order', () => {
    expect(lines.map(({ id }) => id)).toEqual(requirements)
  })

  it.each(lines)('$id names files that are there', ({ where }) => {
    const paths = [...where.matchAll(/`(.+?)`/g)].map(([, path]) => path!)
    expect(paths.length).toBeGreaterThan(0)
    expect(paths.filter(path => !existsSync(new URL(path, root)))).toEqual([])
  })

  it.each(lines)('$id names tests that are there', ({ proof }) => {
    const tests = testsOf(proof)
    expect(tests.length).toBeGreaterThan(0)
    for (const { path, ids, words } of tests) {
      expect(path).toMatch(/\.test\.ts$/)
      expect(ids.length + words.length, path).toBeGreaterThan(0)
      const text = read(path)
      for (const id of ids) {
        expect(id).toMatch(/^([A-K]\d\d|R-\d\d)$/)
        expect(new RegExp(`\\b${id}\\b`).test(text), `${id} in ${path}`).toBe(true)
      }
      for (const said of words) expect(text.includes(said), `“${said}” in ${path}`).toBe(true)
    }
  })

  it('links to what is there', () => {
    const headings = [...page.matchAll(/^#+ (.+)$/gm)].map(([, text]) =>
      text!.toLowerCase().replaceAll(' ', '-'),
    )
    for (const [, anchor] of page.matchAll(/\]\(#(.+?)\)/g)) expect(headings).toContain(anchor)
  })
})

describe('R-92 a dependency', () => {
  /** The first version without the holes that the requirement names. */
  it.each<[name: string, least: [number, number, number]]>([
    ['express', [5, 3, 0]],
    ['body-parser', [2, 4, 0]],
    ['qs', [6, 14, 1]],
    ['path-to-regexp', [8, 4, 0]],
    ['jose', [6, 2, 0]],
    ['nodemailer', [7, 0, 7]],
  ])('%s is new enough, wherever it is installed', (name, [x, y, z]) => {
    const { packages } = JSON.parse(read('package-lock.json')) as {
      packages: Record<string, { version?: string; dev?: boolean }>
    }
    const installed = Object.entries(packages).filter(
      ([path, { dev }]) => path.endsWith(`node_modules/${name}`) && !dev,
    )
    expect(installed.length).toBeGreaterThan(0)
    for (const [path, { version }] of installed) {
      const [major = 0, minor = 0, patch = 0] = version!.split('.').map(Number)
      expect(major * 1e6 + minor * 1e3 + patch, path).toBeGreaterThanOrEqual(x * 1e6 + y * 1e3 + z)
    }
  })
})
