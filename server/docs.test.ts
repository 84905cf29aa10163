import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { channels } from './channel.ts'
import { acrUrns } from './claims.ts'
import { readConfig } from './config.ts'
import { ConfigError } from './config-mistakes.ts'
import { makeKeys } from './keys.ts'
import { placeholders } from './message-placeholders.ts'
import { createHttpGateway } from './providers/http-gateway/http-gateway.ts'
import { type HttpGatewaySettings, httpGatewaySettings } from './providers/http-gateway/settings.ts'
import { providerTypes } from './providers/index.ts'
import { longTexts } from './sms-length.ts'

// What the documentation shows is what the server reads. A JSON block of the README is a whole configuration; one of
// docs/providers.md is a part of one, and `completed` adds what it leaves out.

const readme = read('README.md')
const page = read('docs/providers.md')
const keys = makeKeys()
let baseDir = ''

beforeAll(() => {
  baseDir = mkdtempSync(join(tmpdir(), 'reachproof-docs-'))
  writeFileSync(join(baseDir, 'signing-key.json'), JSON.stringify(keys.signingKey))
})
afterAll(() => rmSync(baseDir, { recursive: true }))

describe('a JSON block', () => {
  it('of the README is a configuration that production takes', () => {
    expect(blocks(readme, 'json').map(mistakesOf)).toEqual([[]])
  })

  it.each(blocks(page, 'json'))('of docs/providers.md is a part of one: %#', block => {
    expect(mistakesOf(completed(block))).toEqual([])
  })

  it('with a mistake in it would be found', () => {
    const block = blocks(page, 'json')[0]!.replace('"accountSid"', '"accountId"')
    expect(mistakesOf(completed(block))).toEqual([
      expect.stringMatching(/^providers\.tw\.accountId: /),
      expect.stringMatching(/^providers\.tw\.accountSid: /),
    ])
  })
})

it('no command of the README asks for another Node than the one that comes along', () => {
  const commands = blocks(readme, 'sh').join('\n')
  expect(commands).toContain('npx node server/main.ts keys')
  expect(commands).not.toMatch(/^node /m)
})

describe('the first table', () => {
  const [head = [], ...rows] = tableAfter(page, '# Providers')
  const columns = head.slice(1).map(cell => /`(.+?)`/.exec(cell)?.[1] ?? '')
  const row = (name: string) => (rows.find(cells => cells[0] === name) ?? []).slice(1)

  it('has every type of provider', () => {
    expect([...columns].sort()).toEqual(Object.keys(providerTypes).sort())
  })

  it.each(Object.keys(channels))('says who serves %s', channel => {
    expect(row(`\`${channel}\``)).toEqual(
      columns.map(type => (providerTypes[type]!.channels.some(id => id === channel) ? 'yes' : '')),
    )
  })

  it('says whose sends count in the caps', () => {
    expect(row('counts in caps')).toEqual(columns.map(type => (providerTypes[type]!.free ? 'no' : 'yes')))
  })

  it('says what needs a hookToken', () => {
    const words = columns.map(type => {
      const { channels, needsHookToken, missing } = providerTypes[type]!
      const settings = firstProvider(type).settings
      const needing = channels.filter(id => needsHookToken || missing?.(settings, id, false))
      const others = channels.filter(id => !needing.includes(id))
      if (!needing.length) return '–'
      if (!others.length) return 'always'
      return others.length === 1 ? `all but \`${others[0]}\`` : needing.map(id => `\`${id}\``).join(', ')
    })
    expect(row('`hookToken`')).toEqual(words)
  })
})

describe.each(Object.entries(providerTypes))('the section of %s', (name, type) => {
  it('shows it with every channel that it serves', () => {
    const { block } = firstProvider(name)
    expect(Object.keys(block.sites[0].channels).sort()).toEqual([...type.channels].sort())
  })

  it('names every setting with its default, and no other', () => {
    const [, ...rows] = tableAfter(section(name), '| setting | default |')
    const named = rows.map(([setting = '', preset]) => [setting.replaceAll('`', ''), preset])
    expect(Object.fromEntries(named)).toEqual(Object.fromEntries(settingsOf(type.settings)))
  })
})

it('links to headings that are there', () => {
  const anchor = (heading: string) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-')
  const headings = (text: string) => [...text.matchAll(/^#+ (.+)$/gm)].map(([, heading]) => anchor(heading!))
  const links = [...page.matchAll(/\]\((?:\.\.\/(README\.md))?#(.+?)\)/g)]
  for (const [link, file, to] of links) expect(headings(file ? readme : page), link).toContain(to)
  expect(links.length).toBeGreaterThan(Object.keys(providerTypes).length)
})

it('says in a table what a proof over each channel is called', () => {
  const [, ...rows] = tableAfter(page, '| channel | what it proves |')
  const said = rows.map(([id, , , acr, amr]) => [id, acr, amr])
  const code = (words: readonly string[]) => words.map(word => `\`${word}\``).join(' ')
  expect(said.sort()).toEqual(
    Object.entries(channels)
      .map(([id, { acr, amr }]) => [code([id]), code([acr]), code(amr)])
      .sort(),
  )
  expect(page).toContain(`\`${acrUrns.code}\``)
})

it('lists every text with its placeholders', () => {
  const [, ...rows] = tableAfter(page, '| key | needs |')
  const listed = (text: string) => (text ? text.split(', ') : [])
  const said = rows.map(([key = '', needs = '', optional = '']) => [
    key.replaceAll('`', ''),
    { needed: listed(needs).map(group => group.split(' or ')), optional: listed(optional) },
  ])
  const code = (names: readonly string[]) => names.map(name => `\`{${name}}\``)
  expect(Object.fromEntries(said)).toEqual(
    Object.fromEntries(
      Object.entries(placeholders).map(([key, { needed, optional }]) => [
        key,
        { needed: needed.map(code), optional: code(optional) },
      ]),
    ),
  )
})

it('shows the log line of a text that is too long', () => {
  const { site, language, encoding, units, segments } = JSON.parse(blocks(page, '')[0]!)
  const name = /the name\s"(.+?)"/.exec(page)![1]!
  const long = longTexts({ name, domain: 'example.com', texts: {} }, 6)
  expect(site).toBe('site_example')
  // How long exactly is up to the translators.
  expect(long).toContainEqual({ language, encoding, units: expect.any(Number), segments })
  expect(units).toBeGreaterThan(70)
})

describe('the gateway of the example', () => {
  it('takes our request and nothing that was changed', async () => {
    const { headers, body } = await posted()
    const isFromReachproof = await exampleCode()
    const changed = Buffer.concat([body, Buffer.from(' ')])
    const { 'webhook-signature': signature, ...unsigned } = headers
    const rotated = { ...headers, 'webhook-signature': `v1,AAAA ${signature}` }
    expect(isFromReachproof(headers, body, secret)).toBe(true)
    expect(isFromReachproof(rotated, body, secret)).toBe(true)
    expect(isFromReachproof(headers, changed, secret)).toBe(false)
    expect(isFromReachproof(headers, body, otherSecret)).toBe(false)
    expect(isFromReachproof(unsigned, body, secret)).toBe(false)
    expect(isFromReachproof({}, body, secret)).toBe(false)
  })

  it('refuses what is old', async () => {
    const { headers, body } = await posted(Date.now() - 301_000)
    expect((await exampleCode())(headers, body, secret)).toBe(false)
  })

  it('gets what the page shows', async () => {
    const [head = '', shown = ''] = blocks(page, 'http')[0]!.split('\n\n')
    const { headers, body } = await posted()
    const [, ...lines] = head.split('\n')
    for (const line of lines) expect(headers).toHaveProperty(line.split(': ')[0]!)
    const { text, ...said } = JSON.parse(shown)
    const { text: sent, ...ours } = JSON.parse(body.toString())
    expect(said).toEqual(ours)
    expect(text.split('\n\n')[1]).toBe(sent.split('\n\n')[1])
    expect(head).toContain(`webhook-id: ${headers['webhook-id']}`)
  })
})

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'
const otherSecret = 'whsec_AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'

type Check = (headers: IncomingHttpHeaders, body: Uint8Array, secret: string) => boolean

async function exampleCode(): Promise<Check> {
  const file = join(baseDir, 'example.mjs')
  writeFileSync(file, blocks(page, 'js')[0]!)
  return (await import(/* @vite-ignore */ pathToFileURL(file).href)).isFromReachproof
}

/** One text message, sent to a gateway on this machine. */
async function posted(now = Date.now()): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  const { promise, resolve } = Promise.withResolvers<{ headers: IncomingHttpHeaders; body: Buffer }>()
  const server = createServer(async (request, response) => {
    resolve({ headers: request.headers, body: await buffer(request) })
    response.end()
  })
  await new Promise<void>(listening => server.listen(0, '127.0.0.1', listening))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/send`
  const settings: HttpGatewaySettings = httpGatewaySettings.parse({ url, secret })
  const gateway = createHttpGateway('gw', settings, false, () => now)
  const message = {
    verificationId: 'kq3vXx0pTqmC0dHn2yJ5bA',
    send: 1,
    to: '+33799999999',
    code: '482913',
    minutes: 10,
    language: 'en',
    site: { key: 'site_example', name: 'Example', domain: 'example.com' },
    texts: {},
  }
  try {
    await gateway.channels.sms!.deliver(message, AbortSignal.timeout(10_000))
    return await promise
  } finally {
    await gateway.close()
    server.close()
  }
}

function read(path: string): string {
  return readFileSync(new URL(`../${path}`, import.meta.url), 'utf8')
}

/** The insides of the fenced blocks in a language; indented ones too. */
function blocks(text: string, language: string): string[] {
  const fences = text.matchAll(/^ *```(\w*)\n(.*?)^ *```$/gms)
  return [...fences].flatMap(([, of, inside = '']) => (of === language ? [inside.trimEnd()] : []))
}

/** From its heading to the next of the same level. */
function section(name: string): string {
  const [, after = ''] = page.split(`\n## ${name}\n`)
  return after.split(/\n## /, 1)[0]!
}

/** The cells of the first table at or behind `start`, its head first. */
function tableAfter(text: string, start: string): string[][] {
  const [, after] = text.split(start)
  const lines = (start.startsWith('|') ? start + after : after!).split('\n')
  const first = lines.findIndex(line => line.startsWith('|'))
  const end = lines.findIndex((line, i) => i > first && !line.startsWith('|'))
  return lines
    .slice(first, end)
    .filter(line => !/^\|[-|]+\|$/.test(line))
    .map(line =>
      line
        .slice(1, -1)
        .split('|')
        .map(cell => cell.trim()),
    )
}

/** The settings of the provider in the first block of its section, as its type reads them. */
function firstProvider(type: string) {
  const block = JSON.parse(blocks(section(type), 'json')[0]!)
  const [name] = Object.keys(block.providers)
  const { settings } = readConfig(completed(JSON.stringify(block)), sources()).providers.get(name!)!
  return { block, settings }
}

/** Every setting as a path, with its default as the page writes it. */
function settingsOf(schema: z.ZodType): [string, string][] {
  interface Properties {
    properties?: Record<string, Properties>
    default?: unknown
  }
  const walk = (node: Properties, path: string): [string, string][] =>
    Object.entries(node.properties ?? {}).flatMap(([key, inner]) => {
      const at = path ? `${path}.${key}` : key
      if (inner.properties) return walk(inner, at)
      return [[at, inner.default === undefined ? '' : `\`${JSON.stringify(inner.default)}\``]]
    })
  return walk(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Properties, '')
}

function completed(block: string): unknown {
  const part = JSON.parse(block)
  const site = {
    key: 'site_example',
    secret: 'env:SITE_SECRET',
    name: 'Example',
    domain: 'example.com',
    origins: ['https://example.com'],
    channels: { email: 'mail' },
  }
  return {
    mode: 'production',
    publicUrl: 'https://verify.example.com',
    pepper: 'env:REACHPROOF_PEPPER',
    signingKeys: ['file:./signing-key.json'],
    adminToken: 'env:REACHPROOF_ADMIN',
    providers: { mail: { type: 'smtp', url: 'env:SMTP_URL', from: 'verify@example.com' } },
    ...part,
    sites: part.sites.map((one: object) => ({ ...site, ...one })),
  }
}

/** Every variable that the documentation names is set, those with a form of their own to that form. */
function sources() {
  const names = [...(readme + page).matchAll(/env:(\w+)/g)].map(([, name]) => name!)
  const forms: Record<string, string> = {
    REACHPROOF_PEPPER: keys.pepper,
    SMTP_URL: 'smtps://user:password@mail.example.com',
    TWILIO_SID: `AC${'0'.repeat(32)}`,
    TWILIO_KEY_SID: `SK${'0'.repeat(32)}`,
  }
  const env = Object.fromEntries(
    names.map(name => [name, forms[name] ?? `${name}-random-text-of-32-characters`]),
  )
  return { baseDir, env }
}

function mistakesOf(input: unknown): string[] {
  try {
    readConfig(typeof input === 'string' ? JSON.parse(input) : input, sources())
    return []
  } catch (error) {
    if (!(error instanceof ConfigError)) throw error
    return error.message.split('\n')
  }
}
