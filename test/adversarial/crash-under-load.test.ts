import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { Agent, request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { setTimeout as sleep } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { decodeJwt } from 'jose'
import { expect, it, onTestFinished } from 'vitest'
import { accounts, sites, suiteConfig } from './accounts.ts'
import { codeOf, openSink, type Sink } from './sink.ts'

// Killed at any moment, under load from many sides, the server loses nothing that it acknowledged, gives no check
// back, and makes no second proof. What was under way when it died may have happened or not, but never twice.

const kills = 10
const workers = 8
const seed = Math.floor(Math.random() * 2 ** 31)

const main = fileURLToPath(new URL('../../server/main.ts', import.meta.url))
const siteKey = 'site_mj'
const { origin, secret: siteSecret } = sites[siteKey]
const { mj_a: account } = accounts

/** All that was acknowledged of one verification. */
interface Entry {
  id: string
  secret: string
  channel: 'whatsapp' | 'sms' | 'email'
  command: string | null
  /** Who got a code of it over WhatsApp. */
  receivers: Set<string>
  code: string | null
  wrongSent: number
  wrongAnswered: number
  /** The fewest checks that an answer left. */
  checksLeft: number
  /** How often the right code was accepted. */
  accepted: number
  proof: string | null
  proofIds: Set<string>
  redeemed: number
  /** Asked for, with an end that nobody heard of. */
  redeemsOpen: number
  canceled: boolean
  /** A cancel was asked for, acknowledged or not. */
  ending: boolean
  round: number
}

/** The server is gone: what was asked has an unknown end. */
class Gone extends Error {}

it('killed at random moments under load, keeps what it acknowledged and gives nothing twice', {
  timeout: 240_000,
}, async () => {
  const random = mulberry(seed)
  const sink = await openSink()
  onTestFinished(() => sink.close())
  const file = await configFile(sink)
  const ledger: Entry[] = []
  const asked = { requests: 0, starts: 0, wrong: 0, right: 0, sends: 0, redeems: 0, messages: 0, cancels: 0 }
  /** Contacts whose budgets are attacked through all rounds. */
  const bombed = '+447912000001'
  const guessed = '+447912000002'
  let bombs = 0
  let guesses = 0
  let lastNumber = 1_000_000
  let server = await launch(file)

  for (let round = 1; round <= kills; round++) {
    const touchedFrom = ledger.length
    const load = Promise.all(Array.from({ length: workers }, () => work(round)))
    // Not before something was asked, however slow this machine is.
    const enough = asked.requests + 30
    await Promise.race([sleep(50 + random() * 700), load])
    while (asked.requests < enough) await Promise.race([sleep(5), load])
    await server.kill()
    await load
    if (round % 4 === 0) {
      // Again while it starts, at whatever point of that.
      const starting = start(file)
      await sleep(random() * 600)
      starting.kill('SIGKILL')
      await once(starting, 'exit')
    }
    server = await launch(file)
    await audit(ledger.slice(touchedFrom))
  }
  await audit(ledger)
  await afterwards()
  await server.kill()

  const sum = (of: (entry: Entry) => number) => ledger.reduce((all, entry) => all + of(entry), 0)
  const figures = {
    seed,
    kills: kills + Math.floor(kills / 4),
    verifications: ledger.length,
    ...asked,
    accepted: sum(entry => entry.accepted),
    redeemed: sum(entry => entry.redeemed),
  }
  console.log(`crash under load: ${JSON.stringify(figures)}`)
  // Each kind of act was there to be cut.
  for (const count of [asked.wrong, asked.right, asked.messages, asked.redeems, figures.accepted]) {
    expect(count, JSON.stringify(figures)).toBeGreaterThan(0)
  }
  expect(ledger.length, JSON.stringify(figures)).toBeGreaterThan(kills)

  async function work(round: number): Promise<void> {
    const acts = [overWhatsapp, overWhatsapp, overText, twoSenders, again, bomb, guess]
    try {
      for (;;) await acts[Math.floor(random() * acts.length)]!(round)
    } catch (error) {
      if (!(error instanceof Gone)) throw error
    }
  }

  async function overWhatsapp(round: number): Promise<void> {
    const to = number()
    const entry = await begin(round, 'whatsapp', to)
    if (!entry) return
    const reply = await write(entry.command!, to)
    if (!reply) return
    entry.code = reply
    entry.receivers.add(to)
    await goOn(entry)
  }

  async function overText(round: number): Promise<void> {
    const to = number()
    const entry = await begin(round, 'sms', to)
    if (!entry) return
    entry.code = await sentTo(to)
    if (random() < 0.3) {
      asked.sends++
      await ask('POST', `/v1/verifications/${entry.id}/send`, { entry, json: {} })
    }
    if (entry.code) await goOn(entry)
  }

  /** One reference, two who send it at once: it is one's, for good. */
  async function twoSenders(round: number): Promise<void> {
    const entry = await begin(round, 'whatsapp', null)
    if (!entry) return
    const senders = [number(), number()]
    await Promise.all(
      senders.map(async sender => {
        if (await write(entry.command!, sender)) entry.receivers.add(sender)
      }),
    )
  }

  /** Something more with what an earlier round left. */
  async function again(): Promise<void> {
    const entry = ledger[Math.floor(random() * ledger.length)]
    if (entry?.code) await goOn(entry)
    else await ask('GET', '/healthz')
  }

  async function goOn(entry: Entry): Promise<void> {
    const wrong = Math.floor(random() * 7)
    for (let n = 0; n < wrong; n++) await checkWrong(entry)
    if (random() < 0.15) return cancel(entry)
    // Twins: one of them at most is the first.
    await Promise.all([checkRight(entry), ...(random() < 0.5 ? [checkRight(entry)] : [])])
    if (entry.proof && random() < 0.8) await Promise.all([redeem(entry), redeem(entry)])
  }

  /** More texts to one contact than its budget allows. */
  async function bomb(round: number): Promise<void> {
    if (await begin(round, 'sms', bombed)) bombs++
  }

  /** More guesses at one contact than its budget allows. */
  async function guess(round: number): Promise<void> {
    // By text message: one on WhatsApp from the contact itself would give the budget back.
    const entry = await begin(round, 'sms', guessed)
    if (!entry) return
    await sentTo(guessed)
    for (let n = 0; n < 5; n++) if ((await checkWrong(entry)) === 422) guesses++
  }

  async function begin(round: number, channel: Entry['channel'], to: string | null): Promise<Entry | null> {
    asked.starts++
    const { status, body } = await ask('POST', '/v1/verifications', {
      json: { sitekey: siteKey, channel, ...(to && { to }) },
    })
    if (status !== 201) {
      expect([428, 429], JSON.stringify(body)).toContain(status)
      return null
    }
    const entry: Entry = {
      id: body.id,
      secret: body.secret,
      channel,
      command: body.whatsapp?.command ?? null,
      receivers: new Set(),
      code: null,
      wrongSent: 0,
      wrongAnswered: 0,
      checksLeft: body.checksLeft,
      accepted: 0,
      proof: null,
      proofIds: new Set(),
      redeemed: 0,
      redeemsOpen: 0,
      canceled: false,
      ending: false,
      round,
    }
    ledger.push(entry)
    return entry
  }

  /** A message to the business number; the code in its answer. */
  async function write(message: string, from: string): Promise<string | null> {
    asked.messages++
    const { status, body } = await ask('POST', `/hooks/mj_a/${account.hookToken}`, {
      json: {
        phone: account.number.slice(1),
        token: account.token,
        contact: from.slice(1),
        command: 'verify',
        message,
      },
    })
    expect(status).toBe(200)
    return codeOf(body.message)
  }

  async function sentTo(to: string): Promise<string | null> {
    // A killed server sends nothing more.
    const gone = server.gone.then(() => Promise.reject(new Gone(to)))
    const [sent] = await Promise.race([sink.messagesTo(to), gone])
    return sent!.code
  }

  async function checkWrong(entry: Entry): Promise<number> {
    entry.wrongSent++
    asked.wrong++
    // Without a code that is known, any will do.
    const code = entry.code ? String((Number(entry.code) + entry.wrongSent) % 1e6).padStart(6, '0') : '000000'
    const { status, body } = await ask('POST', `/v1/verifications/${entry.id}/check`, {
      entry,
      json: { code },
    })
    if (status === 422) {
      entry.wrongAnswered++
      entry.checksLeft = Math.min(entry.checksLeft, body.checksLeft)
    } else expect([409, 410, 428, 429], JSON.stringify(body)).toContain(status)
    return status
  }

  async function checkRight(entry: Entry): Promise<void> {
    asked.right++
    const { status, body } = await ask('POST', `/v1/verifications/${entry.id}/check`, {
      entry,
      json: { code: entry.code },
    })
    if (status !== 200) {
      expect([409, 410, 428, 429], JSON.stringify(body)).toContain(status)
      return
    }
    entry.accepted++
    proven(entry, body.proof)
  }

  async function redeem(entry: Entry): Promise<void> {
    asked.redeems++
    entry.redeemsOpen++
    const { status, body } = await ask('POST', '/v1/siteverify', {
      json: { secret: siteSecret, response: entry.proof },
    })
    entry.redeemsOpen--
    expect(status).toBe(200)
    if (body.success) entry.redeemed++
  }

  async function cancel(entry: Entry): Promise<void> {
    asked.cancels++
    entry.ending = true
    const { status } = await ask('DELETE', `/v1/verifications/${entry.id}`, { entry })
    expect(status).toBe(204)
    entry.canceled = true
  }

  /** Holds what the server says against what it acknowledged. */
  async function audit(entries: Entry[]): Promise<void> {
    for (const entry of entries) {
      const { status, body } = await ask('GET', `/v1/verifications/${entry.id}`, { entry })
      const said = JSON.stringify({ seed, said: body, entry: { ...entry, receivers: [...entry.receivers] } })
      expect(status, said).toBe(200)
      expect(body.checksLeft, said).toBeLessThanOrEqual(entry.checksLeft)
      expect(body.checksLeft, said).toBeGreaterThanOrEqual(Math.max(0, 5 - entry.wrongSent))
      expect(entry.wrongAnswered, said).toBeLessThanOrEqual(5)
      if (entry.checksLeft === 0) expect(['locked', 'canceled'], said).toContain(body.state)
      if (entry.accepted > 0 && !entry.ending) expect(body.state, said).toBe('verified')
      if (entry.canceled) expect(body.proof, said).toBeUndefined()
      if (body.proof) proven(entry, body.proof)
      expect(entry.accepted, said).toBeLessThanOrEqual(1)
      expect(entry.proofIds.size, said).toBeLessThanOrEqual(1)
      expect(entry.redeemed, said).toBeLessThanOrEqual(1)
      expect(entry.receivers.size, said).toBeLessThanOrEqual(1)
    }
    expect(bombs, `seed ${seed}`).toBeLessThanOrEqual(3)
    expect(sink.sent.filter(({ to }) => to === bombed).length, `seed ${seed}`).toBeLessThanOrEqual(3)
    expect(guesses, `seed ${seed}`).toBeLessThanOrEqual(10)
  }

  /** What was used is used up, and what was not can still be used once. */
  async function afterwards(): Promise<void> {
    for (const entry of ledger) {
      const said = () => JSON.stringify({ seed, ...entry, receivers: [...entry.receivers] })
      if (entry.command && entry.receivers.size > 0) {
        expect(await write(entry.command, number()), said()).toBeNull()
      }
      if (entry.code) await checkRight(entry)
      if (entry.proof) {
        await redeem(entry)
        await redeem(entry)
        // An answer that the kill cut off may have been the one that said so.
        if (!entry.ending && !entry.redeemsOpen) expect(entry.redeemed, said()).toBe(1)
      }
    }
    await audit(ledger)
  }

  function proven(entry: Entry, proof: string): void {
    entry.proof = proof
    entry.proofIds.add(decodeJwt(proof).jti!)
  }

  function number(): string {
    return `+44740${String(++lastNumber).padStart(7, '0')}`
  }

  async function ask(
    method: string,
    path: string,
    { entry, json }: { entry?: Entry; json?: unknown } = {},
    // biome-ignore lint/suspicious/noExplicitAny: answers of many shapes, each held against the ledger
  ): Promise<{ status: number; body: any }> {
    asked.requests++
    const { promise, resolve, reject } = Promise.withResolvers<{ status: number; body: unknown }>()
    const sent = request(`${server.address}${path}`, {
      method,
      agent: server.agent,
      headers: {
        ...(path.startsWith('/v1/verifications') && { Origin: origin }),
        ...(json !== undefined && { 'Content-Type': 'application/json' }),
        ...(entry && { Authorization: `Bearer ${entry.secret}` }),
        'X-Forwarded-For': `10.${byte()}.${byte()}.${byte()}`,
      },
    })
    sent.once('error', () => reject(new Gone(path)))
    sent.once('response', response => {
      text(response).then(
        said => resolve({ status: response.statusCode!, body: said && JSON.parse(said) }),
        () => reject(new Gone(path)),
      )
    })
    sent.end(json === undefined ? undefined : JSON.stringify(json))
    return promise
  }

  function byte(): number {
    return Math.floor(random() * 256)
  }
})

async function configFile(sink: Sink): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'reachproof-crash-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  const many = { '600': 1_000_000 }
  const config = {
    ...suiteConfig('default', sink),
    // What the load itself would run into is lifted; the budgets that are looked at are those of production.
    limits: {
      coolDownSeconds: [0],
      addressStarts: { paid: many, email: many, whatsapp: many },
      addressChecks: many,
      prefixNumbers: many,
      conversion: { sends: 1_000_000 },
    },
  }
  const file = join(folder, 'config.json')
  await writeFile(file, JSON.stringify(config))
  return file
}

function start(file: string): ChildProcess {
  const child = spawn(
    process.execPath,
    ['--disable-warning=ExperimentalWarning', main, 'serve', '--config', file],
    { stdio: ['ignore', 'pipe', 'ignore'] },
  )
  onTestFinished(() => void child.kill('SIGKILL'))
  return child
}

async function launch(file: string) {
  const child = start(file)
  const exited = once(child, 'exit')
  const listening = Promise.withResolvers<string>()
  createInterface(child.stdout!).on('line', line => {
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(line)?.[0]
    if (address) listening.resolve(address)
  })
  void exited.then(() => listening.reject(new Error('the server did not start')))
  const agent = new Agent({ keepAlive: true })
  onTestFinished(() => agent.destroy())
  return {
    address: await listening.promise,
    agent,
    gone: exited,
    async kill() {
      child.kill('SIGKILL')
      await exited
      agent.destroy()
    },
  }
}

/** A small generator of numbers from 0 to 1, the same for the same seed. */
function mulberry(from: number): () => number {
  let state = from
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
