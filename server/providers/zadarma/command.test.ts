import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Config } from '../../config.ts'
import { runSounds } from './command.ts'
import { zadarmaSettings } from './settings.ts'
import { soundTypeOf } from './sounds.ts'
import vectors from './vectors.json' with { type: 'json' }

const key = 'a1b2c3d4e5f60718293a'
const secret = 's3cr3t0f1e2d3c4b5a69'
const wav = Buffer.concat([Buffer.from('RIFF\x24\0\0\0WAVEfmt '), Buffer.alloc(44, '\r\n--x')])

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sounds-'))
  await writeFile(join(folder, 'greeting.wav'), wav)
  await writeFile(join(folder, 'notes.txt'), 'no sound')
})
afterAll(() => rm(folder, { recursive: true }))

interface Recording {
  id: string | number
  name: string
}

interface Behaviour {
  /** What an upload adds; one with its name unless said otherwise. */
  added?: Recording[]
  /** Answered to everything instead. */
  fails?: { status: number; body: unknown }
}

/** An account with recordings, and the command pointed at it. */
async function withAccount(recordings: Recording[], { added, fails }: Behaviour = {}) {
  const asked: { line: string; type: string; authorization: string | undefined; body: Buffer }[] = []
  const server = createServer(async (request, response) => {
    const body = await buffer(request)
    const { method, url, headers } = request
    const line = `${method} ${url}`
    asked.push({ line, type: headers['content-type'] ?? '', authorization: headers.authorization, body })
    if (line.includes('/upload/')) {
      const form = await new Response(new Uint8Array(body), {
        headers: { 'content-type': headers['content-type']! },
      })
        .formData()
        .catch(() => new FormData())
      recordings.push(...(added ?? [{ id: 77, name: String(form.get('name')) }]))
    }
    if (line.includes('/delete/')) {
      const id = new URLSearchParams(body.toString()).get('id')
      recordings.splice(0, Infinity, ...recordings.filter(recording => String(recording.id) !== id))
    }
    const said = { status: 'success', ...(line.includes('/list/') && { pbx_id: 1, sounds: recordings }) }
    response.writeHead(fails?.status ?? 200).end(JSON.stringify(fails?.body ?? said))
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    server.closeAllConnections()
    server.close()
  })
  const baseUrl = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const run = (...args: string[]) => command(args, { zad: { baseUrl } })
  return { asked, recordings, baseUrl, run }
}

/** The exit code and what was printed. */
async function command(args: string[], accounts: Record<string, { baseUrl: string }>) {
  const providers = new Map<string, unknown>([['mail', { type: 'smtp', settings: {} }]])
  for (const [name, account] of Object.entries(accounts)) {
    providers.set(name, { type: 'zadarma', settings: zadarmaSettings.parse({ key, secret, ...account }) })
  }
  const lines: string[] = []
  const code = await runSounds(args, { providers } as unknown as Config, line => void lines.push(line))
  return [code, ...lines]
}

const authorizationOf = (name: string) => vectors.requests.find(vector => vector.name === name)!.authorization

describe('reachproof sounds list', () => {
  it('prints every id and name', async () => {
    const recordings = [
      { id: 42, name: 'greeting.mp3' },
      { id: '657c2c822fb364c1d201f685', name: 'thanks.wav' },
    ]
    const { run, asked } = await withAccount(recordings)
    expect(await run('list')).toEqual([0, '42  greeting.mp3', '657c2c822fb364c1d201f685  thanks.wav'])
    expect(asked).toMatchObject([
      { line: 'GET /v1/pbx/ivr/sounds/list/?format=json', authorization: authorizationOf('list-ivr-sounds') },
    ])
  })

  it('says so when there are none', async () => {
    const { run } = await withAccount([])
    expect(await run('list')).toEqual([0, 'The account has no recordings.'])
  })

  it.each([
    [401, { status: 'error', message: 'Not authorized' }, 'the key or the secret is not accepted (HTTP 401)'],
    [200, { status: 'success' }, 'the answer is not Zadarma’s (HTTP 200)'],
    [500, {}, 'Zadarma failed (HTTP 500)'],
  ])('says what Zadarma said: %i', async (status, body, said) => {
    const { run } = await withAccount([], { fails: { status, body } })
    expect(await run('list')).toEqual([1, `Zadarma did not do it: ${said}.`])
  })

  it('says so when nobody answers', async () => {
    const [code, line] = await command(['list'], { zad: { baseUrl: 'http://127.0.0.1:1' } })
    expect([code, line]).toEqual([1, 'Zadarma did not do it: no answer (ECONNREFUSED).'])
  })
})

describe('reachproof sounds upload', () => {
  it('sends the file byte for byte, signed without it, and prints the new id', async () => {
    const { run, asked } = await withAccount([{ id: 42, name: 'other.wav' }])
    expect(await run('upload', join(folder, 'greeting.wav'))).toEqual([0, '77  greeting.wav'])
    const sent = asked.find(({ line }) => line === 'POST /v1/pbx/ivr/sounds/upload/')!
    expect(sent.authorization).toBe(authorizationOf('upload-ivr-sound-multipart-file-not-signed'))
    const form = await new Response(new Uint8Array(sent.body), {
      headers: { 'content-type': sent.type },
    }).formData()
    expect([form.get('name'), form.get('format')]).toEqual(['greeting.wav', 'json'])
    const file = form.get('file') as File
    expect([file.name, file.type]).toEqual(['greeting.wav', 'audio/wav'])
    expect(Buffer.from(await file.arrayBuffer()).equals(wav)).toBe(true)
  })

  it('takes another name', async () => {
    const { run } = await withAccount([])
    expect(await run('upload', join(folder, 'greeting.wav'), '--name', 'hello')).toEqual([0, '77  hello'])
  })

  it('finds the id even if Zadarma changes the name', async () => {
    const { run } = await withAccount([], { added: [{ id: 78, name: 'greeting' }] })
    expect(await run('upload', join(folder, 'greeting.wav'))).toEqual([0, '78  greeting'])
  })

  it.each([
    [[]],
    [
      [
        { id: 1, name: 'a' },
        { id: 2, name: 'b' },
      ],
    ],
  ])('says where to look when the id cannot be told: %j', async added => {
    const { run } = await withAccount([], { added })
    const said = 'Uploaded, but its id could not be told. Look for it with "reachproof sounds list".'
    expect(await run('upload', join(folder, 'greeting.wav'))).toEqual([0, said])
  })

  it('wants a name that is not taken', async () => {
    const { run, asked } = await withAccount([{ id: 42, name: 'greeting.wav' }])
    expect(await run('upload', join(folder, 'greeting.wav'))).toEqual([
      1,
      'There is a recording with the name greeting.wav already. Choose another with --name.',
    ])
    expect(asked).toHaveLength(1)
  })

  it.each([
    ['missing.wav', 'cannot be read (ENOENT).'],
    ['notes.txt', 'is neither a WAV nor an MP3 file.'],
  ])('sends nothing for %s', async (file, said) => {
    const { run, asked } = await withAccount([])
    expect(await run('upload', join(folder, file))).toEqual([1, `${join(folder, file)} ${said}`])
    expect(asked).toEqual([])
  })
})

describe('reachproof sounds delete', () => {
  it('deletes the recording with the id', async () => {
    const id = '657c2c822fb364c1d201f685'
    const { run, recordings, asked } = await withAccount([{ id, name: 'a' }])
    expect(await run('delete', id)).toEqual([0, `Deleted ${id}.`])
    expect(recordings).toEqual([])
    expect(asked).toMatchObject([
      { line: 'DELETE /v1/pbx/ivr/sounds/delete/', authorization: authorizationOf('delete-ivr-sound') },
    ])
    expect(asked[0]!.body.toString()).toBe(`id=${id}&format=json`)
  })
})

describe('reachproof sounds', () => {
  it.each([
    [[]],
    [['play', '42']],
    [['list', '42']],
    [['delete']],
    [['upload']],
    [['upload', 'a.wav', 'b.wav']],
    [['delete', '42', '--name', 'x']],
    [['upload', 'a.wav', '--name', ' ']],
    [['list', '--format', 'xml']],
  ])('prints how it is used after %j', async args => {
    const { run, asked } = await withAccount([])
    expect(await run(...args)).toEqual([2, expect.stringMatching(/^Usage:\n {2}reachproof sounds list/)])
    expect(asked).toEqual([])
  })

  it('asks which account is meant when there are several', async () => {
    const [one, other] = [await withAccount([]), await withAccount([{ id: 42, name: 'a' }])]
    const accounts = { one, other }
    expect(await command(['list'], accounts)).toEqual([
      1,
      'There are several Zadarma accounts. Add --provider with one of: "one", "other".',
    ])
    expect(await command(['list', '--provider', 'other'], accounts)).toEqual([0, '42  a'])
  })

  it('knows no account by another name', async () => {
    const { baseUrl } = await withAccount([])
    for (const name of ['mail', 'nobody']) {
      expect(await command(['list', '--provider', name], { zad: { baseUrl } })).toEqual([
        1,
        'No Zadarma provider has this name. Write one of: "zad".',
      ])
    }
  })

  it('needs an account', async () => {
    const said = 'The configuration has no provider of the type "zadarma".'
    expect(await command(['list'], {})).toEqual([1, said])
  })
})

describe('the type of a recording', () => {
  it.each([
    ['RIFF....WAVEfmt ', 'audio/wav'],
    ['ID3\x04\0\0', 'audio/mpeg'],
    ['\xff\xfb\x90\x00', 'audio/mpeg'],
    ['\xff\xd8\xff\xe0', null],
    ['RIFF....AVI LIST', null],
    ['OggS', null],
    ['', null],
  ])('is read from its first bytes: %j', (bytes, type) => {
    expect(soundTypeOf(Buffer.from(bytes, 'latin1'))).toBe(type)
  })
})
