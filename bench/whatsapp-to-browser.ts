/**
 * How long after a WhatsApp message reaches the webhook does a waiting browser
 * know? Real server, real SQLite file, real sockets on loopback.
 *
 *   npm run bench -- [waiting browsers, default 1000]
 */
import { mkdtemp, rm } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readConfig } from '../server/config.ts'
import { createLog } from '../server/log.ts'
import { serve } from '../server/serve.ts'

const browsers = Number(process.argv[2] ?? 1000)
const origin = 'https://shop.example'
const folder = await mkdtemp(join(tmpdir(), 'reachproof-bench-'))
const config = readConfig(
  {
    mode: 'development',
    publicUrl: 'http://localhost:8787',
    listen: { port: 0 },
    store: 'sqlite:./bench.db',
    // All browsers here have one address, and the sockets of one address are limited where no proxy stands before us.
    trustProxy: 1,
    limits: { off: true },
    providers: {
      wa: {
        type: 'massejli',
        number: '+964622445511',
        token: 'bench-token',
        hookToken: 'bench-hook-token-0123456789',
      },
    },
    sites: [
      {
        key: 'site_bench',
        secret: 'bench-secret-0123456789',
        name: 'Bench',
        domain: 'shop.example',
        origins: [origin],
        channels: { whatsapp: 'wa' },
      },
    ],
  },
  { baseDir: folder, env: {} },
)
const serving = await serve(config, { log: createLog('silent') })
const agent = new Agent({ keepAlive: true, maxSockets: Number.POSITIVE_INFINITY })

interface View {
  id: string
  secret: string
  revision: number
  state: string
  whatsapp: { command: string }
}

try {
  const started: View[] = []
  for (let i = 0; i < browsers; i++) {
    started.push(await send('POST', '/v1/verifications', { sitekey: 'site_bench', channel: 'whatsapp' }))
  }
  const polls = started.map(async ({ id, secret, revision }) => {
    const view = await send('GET', `/v1/verifications/${id}?wait=25&revision=${revision}`, undefined, secret)
    return { state: view.state, at: performance.now() }
  })

  // All browsers wait before the first message: their requests are ahead of this one.
  await send('GET', '/healthz')

  const sentAt: number[] = []
  for (const [i, { whatsapp }] of started.entries()) {
    const message = {
      phone: '964622445511',
      token: 'bench-token',
      contact: `49151${10_000_000 + i}`,
      command: 'verify',
      message: whatsapp.command,
    }
    sentAt.push(performance.now())
    await send('POST', '/hooks/wa/bench-hook-token-0123456789', message)
  }
  const arrived = await Promise.all(polls)
  if (arrived.some(({ state }) => state !== 'pending'))
    throw new Error('a browser was not told of its message')
  const ms = arrived.map(({ at }, i) => at - sentAt[i]!).sort((a, b) => a - b)
  const at = (share: number) => `${ms[Math.min(ms.length - 1, Math.floor(ms.length * share))]!.toFixed(1)} ms`
  console.log(
    `${browsers} browsers waiting, one message each: median ${at(0.5)}, p99 ${at(0.99)}, longest ${at(1)}`,
  )
  console.log(
    `memory of the server and this client together: ${Math.round(process.memoryUsage.rss() / 1e6)} MB`,
  )
} finally {
  agent.destroy()
  await serving.close()
  await rm(folder, { recursive: true })
}

function send(method: string, path: string, body?: unknown, secret?: string): Promise<View> {
  const { promise, resolve, reject } = Promise.withResolvers<View>()
  const headers = {
    Origin: origin,
    ...(body !== undefined && { 'Content-Type': 'application/json' }),
    ...(secret && { Authorization: `Bearer ${secret}` }),
  }
  const sent = request(`${serving.address}${path}`, { method, headers, agent }, response => {
    const parts: Buffer[] = []
    response.on('data', part => parts.push(part))
    response.on('end', () => {
      const text = Buffer.concat(parts).toString()
      if (response.statusCode! < 300) resolve(JSON.parse(text))
      else reject(new Error(`${response.statusCode} ${text}`))
    })
  })
  sent.on('error', reject)
  sent.end(body === undefined ? undefined : JSON.stringify(body))
  return promise
}
