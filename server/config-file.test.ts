import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { keys, mistakesOf, providerTypes, read, site, valid, withSetting } from '../test/example-config.ts'
import { describeMistakes, loadConfig } from './config-file.ts'
import { parseJson } from './config-json.ts'
import { ConfigError } from './config-mistakes.ts'
import { makeKeys } from './keys.ts'

let baseDir = ''
beforeAll(() => {
  baseDir = mkdtempSync(join(tmpdir(), 'reachproof-config-'))
})
afterAll(() => rmSync(baseDir, { recursive: true }))

describe('env: and file:', () => {
  const place = (name: string, content: string) => {
    mkdirSync(join(baseDir, 'secrets'), { recursive: true })
    writeFileSync(join(baseDir, 'secrets', name), content)
  }

  it('are read wherever a text is, paths relative to the file', () => {
    const otherKey = makeKeys().signingKey
    place('key.json', `${JSON.stringify(keys.signingKey, null, 2)}\n`)
    place('site', 'secret-from-a-file\r\n')
    const input = {
      ...(withSetting(site('secret'), 'file:secrets/site') as object),
      pepper: ['env:PEPPER'],
      signingKeys: ['file:./secrets/key.json', 'env:NEXT_KEY'],
      adminToken: 'env:ADMIN',
    }
    const env = { PEPPER: keys.pepper, NEXT_KEY: JSON.stringify(otherKey), ADMIN: keys.adminToken }
    const config = read(input, { baseDir, env })
    expect(config.sites.get('site_example')?.secrets).toEqual(['secret-from-a-file'])
    expect(config.signingKeys).toEqual([keys.signingKey, otherKey])
    expect(config.adminToken).toBe(keys.adminToken)
    expect(config.pepper[0]).toHaveLength(32)
  })

  it('name what is not there, once', () => {
    const input = {
      ...(withSetting(site('secret'), ['file:secrets/none']) as object),
      pepper: 'env:PEPPER',
      signingKeys: ['env:1KEY'],
      adminToken: 'env:ADMIN',
    }
    expect(mistakesOf(input, { baseDir, env: { ADMIN: '' } })).toEqual([
      'pepper: The environment variable PEPPER is not set. Set it.',
      'signingKeys[0]: Write the name of a variable after "env:", such as "env:REACHPROOF_PEPPER".',
      'adminToken: The environment variable ADMIN is empty. Set it.',
      `sites[0].secret[0]: The file ${join(baseDir, 'secrets/none')} cannot be read (ENOENT). Write the path of a file that can.`,
    ])
  })

  it('are not read twice, so that a variable names no file', () => {
    const config = read(withSetting(site('name'), 'env:NAME'), { env: { NAME: 'file:/etc/hostname' } })
    expect(config.sites.get('site_example')?.name).toBe('file:/etc/hostname')
  })

  it('see no variable that only JavaScript has', () => {
    expect(mistakesOf(withSetting(site('name'), 'env:constructor'))).toEqual([
      'sites[0].name: The environment variable constructor is not set. Set it.',
    ])
  })
})

describe('a configuration file', () => {
  const write = (name: string, content: string) => {
    const file = join(baseDir, name)
    writeFileSync(file, content)
    return file
  }
  const load = (file: string) => loadConfig(file, { env: {}, providerTypes, languages: ['en'] })
  const failure = async (file: string) => {
    const error = await load(file).then(
      () => undefined,
      e => e,
    )
    expect(error).toBeInstanceOf(ConfigError)
    return (error as ConfigError).message
  }

  it.each(['.json', '.ts', '.js', '.mjs'])('may end in %s, and paths are relative to it', async extension => {
    const json = JSON.stringify({ ...valid(), store: 'sqlite:./db/x.db' })
    const file = write(`good${extension}`, extension === '.json' ? `\uFEFF${json}` : `export default ${json}`)
    expect((await load(file)).store).toEqual({ kind: 'sqlite', file: join(baseDir, 'db/x.db') })
  })

  it.each([
    ['{\n  "mode": "production",\n  "pepper": "S3CRET" "x"\n}', '3:22', 'Write a comma or } before this.'],
    ['{"a": "S3CRET",}', '1:15', 'Remove this comma: nothing follows it.'],
    ['[1,]', '1:3', 'Remove this comma: nothing follows it.'],
    ['{"a" 1}', '1:6', 'Write a colon before this.'],
    ['{a: 1}', '1:2', 'Write the name of a setting in double quotes.'],
    ["{'a': 1}", '1:2', 'Write texts in double quotes.'],
    [
      '{"a": S3CRET}',
      '1:7',
      'Write a value here: a text in double quotes, a number, true, false, null, a list or settings.',
    ],
    [
      '{"a": 1.}',
      '1:7',
      'Write a value here: a text in double quotes, a number, true, false, null, a list or settings.',
    ],
    ['{"a": "x\ny"}', '1:7', 'This text does not end on its line, or has a character that needs a "\\".'],
    [
      '{\n  // why\n}',
      '2:3',
      'JSON has no comments. Remove it, or write the configuration in a .ts or .js file.',
    ],
    ['{"a": [1', '1:9', 'The text ends here, but [ is still open.'],
    ['{} {}', '1:4', 'The configuration ends before this. Remove the rest.'],
    ['', '1:1', 'The text ends here.'],
  ])('of bad JSON %j is refused at %s', async (text, at, message) => {
    const file = write('bad.json', text)
    expect(await failure(file)).toBe(`${file}:${at} is not JSON. ${message}`)
  })

  it('that is missing, of another kind, without an export or broken is refused', async () => {
    const none = join(baseDir, 'none.json')
    expect(await failure(none)).toBe(`${none} cannot be read (ENOENT). Name a file that can.`)
    expect(await failure(join(baseDir, 'none.ts'))).toMatch(/none\.ts cannot be read \(ENOENT\)/)
    expect(await failure(write('x.yaml', ''))).toMatch(
      /is no configuration file\. Name one that ends in \.json/,
    )
    expect(await failure(write('empty.mjs', 'export const a = 1'))).toMatch(
      /exports no configuration\. Write "export default/,
    )
    expect(await failure(write('broken.mjs', 'throw new RangeError("too far\\nS3CRET")'))).toMatch(
      /broken\.mjs cannot be run\. RangeError: too far$/,
    )
  })

  it('has its mistakes described a line each', async () => {
    const error = await load(
      write('two.json', JSON.stringify({ ...valid(), publicUrl: 'x', trustProxy: -1 })),
    ).catch(e => e)
    expect(describeMistakes(error)).toBe(
      [
        'The configuration has 2 mistakes:',
        '  publicUrl: Write the address that visitors reach this server at, such as "https://verify.example.com".',
        '  trustProxy: Write how many proxies stand in front of this server (0 to 10), or a list of their addresses.',
      ].join('\n'),
    )
    expect(describeMistakes(new ConfigError(error.mistakes.slice(1)))).toMatch(
      /^The configuration has a mistake:\n {2}trust/,
    )
  })
})

describe('parseJson', () => {
  it('agrees with JSON.parse, and finds a place in everything else', () => {
    const json = fc.json()
    fc.assert(
      fc.property(
        json,
        fc.nat(),
        fc.constantFrom('', '"', ',', '}', ']', '\\', ':', 'x', '1', ' '),
        (text, at, extra) => {
          const i = at % (text.length + 1)
          const changed = text.slice(0, i) + extra + text.slice(i + 1)
          const read = parseJson(changed)
          if ('value' in read) {
            expect(read.value).toEqual(JSON.parse(changed))
            return
          }
          expect(() => JSON.parse(changed)).toThrow()
          expect(read.place.line).toBe(1)
          expect(read.place.column).toBeLessThanOrEqual(changed.length + 1)
        },
      ),
    )
  })
})
