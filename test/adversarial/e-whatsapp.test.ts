import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import type { VerificationView } from '../../server/api.ts'
import { makeReference } from '../../server/reference.ts'
import { ar } from '../../server/texts/ar.ts'
import { en } from '../../server/texts/en.ts'
import { type Answer, claimsOf, expectProblem, wrong } from '../server-harness.ts'
import { accounts, type SiteKey } from './accounts.ts'
import { cloudEnvelope, startSuite } from './harness.ts'
import { cloudSignature } from './signing.ts'

// security.md §4.E: what arrives from WhatsApp, through Meta's Cloud API and through Massejli.

const suite = startSuite('open', config => ({
  ...config,
  // A site that lists a channel which its own level does not allow (E24).
  sites: config.sites.map(site =>
    site.key === 'site_b' ? { ...site, channels: { ...(site.channels as object), call_button: 'gw' } } : site,
  ),
}))

const { whatsapp_help, whatsapp_other, whatsapp_use_link } = en.messages

/** The two ways in, with one face. */
interface Way {
  name: string
  site: SiteKey
  /** Somebody writes to the business number. `id` is Meta's name of the message. */
  write(from: string, text: string, id?: string): Promise<Answer<unknown>>
}

const cloud: Way = {
  name: 'Cloud API',
  site: 'site_a',
  write: (from, text, id) => suite.hooks.cloud({ from, text, ...(id && { id }) }),
}
const massejli: Way = {
  name: 'Massejli',
  site: 'site_mj',
  write: (contact, message) => suite.hooks.massejli({ contact, message }),
}
const both = [cloud, massejli]

const waiting = (way: Way, to?: string) =>
  suite.started({ sitekey: way.site, channel: 'whatsapp', ...(to && { to }) })

/** All that a number was told so far. Answers go out behind the 200: when those to later writers are there, so is this. */
async function told(to: string): Promise<string[]> {
  for (let n = 0; n < 2; n++) {
    const later = suite.phone()
    await suite.hooks.cloud({ from: later, text: 'hello' })
    await suite.sink.messagesTo(later)
  }
  return (await suite.sink.messagesTo(to, 0)).map(({ text }) => text)
}

const commandOf = (view: Pick<VerificationView, 'whatsapp'>) => view.whatsapp!.command
const stateOf = async (held: Parameters<typeof suite.view>[0]) => (await suite.view(held)).body.state

describe('E01–E05 Meta’s signature and handshake', () => {
  const path = suite.hooks.path('cloud_a')

  it('E01 a message without a signature', async () => {
    const to = suite.phone()
    const held = await waiting(cloud, to)
    const raw = JSON.stringify(cloudEnvelope({ from: to, text: commandOf(held) }))
    const answer = await suite.request('POST', path, { raw, headers: { 'Content-Type': 'application/json' } })
    expectProblem(answer, 401, 'unauthorized')
    expect(await stateOf(held)).toBe('waiting')
    expect(await told(to)).toEqual([])
  })

  it('E02 a signature that is wrong, spelled otherwise, of another kind or over other bytes', async () => {
    const to = suite.phone()
    const held = await waiting(cloud, to)
    const raw = JSON.stringify(cloudEnvelope({ from: to, text: `${commandOf(held)} é` })).replace(
      'é',
      '\\u00e9\\ud83d\\ude00',
    )
    const right = cloudSignature(accounts.cloud_a.appSecret, raw)
    const hex = right.slice('sha256='.length)
    for (const signature of [
      `sha256=${'0'.repeat(64)}`,
      hex,
      `sha256=${hex.toUpperCase()}`,
      `SHA256=${hex}`,
      `sha256= ${hex}`,
      `sha256=${hex}00`,
      `sha256=${hex.slice(0, 40)}`,
      `sha1=${hex}`,
      `${right},${right}`,
      cloudSignature(accounts.cloud_b.appSecret, raw),
      cloudSignature('', raw),
      cloudSignature(accounts.cloud_a.appSecret, JSON.stringify(JSON.parse(raw))),
      cloudSignature(accounts.cloud_a.appSecret, `${raw}\n`),
    ]) {
      const answer = await suite.hooks.cloudRaw(raw, { headers: { 'X-Hub-Signature-256': signature } })
      expect(answer.status, signature.slice(0, 12)).toBe(401)
    }
    const old = { 'Content-Type': 'application/json', 'X-Hub-Signature': right.replace('sha256', 'sha1') }
    expect((await suite.request('POST', path, { raw, headers: old })).status).toBe(401)
    expect(await stateOf(held)).toBe('waiting')
    expect(await told(to)).toEqual([])
  })

  it.each(both)('E03 an escaped emoji beside the command, through $name', async way => {
    const to = suite.phone()
    const held = await waiting(way, to)
    const escaped = (body: object) => JSON.stringify(body).replace('é', '\\u00e9\\ud83d\\ude00')
    const text = `${commandOf(held)} é`
    if (way === cloud) {
      await suite.hooks.cloudRaw(escaped(cloudEnvelope({ from: to, text })))
    } else {
      const { number, token } = accounts.mj_a
      const raw = escaped({
        phone: number.slice(1),
        token,
        contact: to.slice(1),
        command: 'x',
        message: text,
      })
      const answer = await suite.request<{ message: string }>('POST', suite.hooks.path('mj_a'), { raw })
      suite.sink.replied(to, answer.body.message)
    }
    expect((await suite.check(held, await suite.codeSentTo(to))).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it('E04 the handshake, and challenges that are none', async () => {
    const ask = (token: string, challenge: string) => {
      const query = { 'hub.mode': 'subscribe', 'hub.verify_token': token, 'hub.challenge': challenge }
      return suite.request('GET', `${path}?${new URLSearchParams(query)}`)
    }
    const right = await ask(accounts.cloud_a.verifyToken, '1158201444')
    expect([right.status, right.text]).toEqual([200, '1158201444'])
    expect(right.headers).toMatchObject({
      'content-type': 'text/plain; charset=utf-8',
      'x-content-type-options': 'nosniff',
    })
    for (const token of ['wrong', '', accounts.cloud_b.verifyToken, `${accounts.cloud_a.verifyToken} `]) {
      const answer = await ask(token, '1158201444')
      expect([answer.status, answer.text]).toEqual([403, ''])
    }
    for (const challenge of ['<script>alert(1)</script>', '7'.repeat(10_240), '', 'a\r\nb', 'é', '1 2']) {
      const answer = await ask(accounts.cloud_a.verifyToken, challenge)
      expect([answer.status, answer.text]).toEqual([400, ''])
    }
  })

  it('E05 a handshake with its token twice, or in brackets', async () => {
    const { verifyToken } = accounts.cloud_a
    const rest = 'hub.mode=subscribe&hub.challenge=1158201444'
    for (const token of [
      `hub.verify_token=${verifyToken}&hub.verify_token=${verifyToken}`,
      `hub.verify_token=wrong&hub.verify_token=${verifyToken}`,
      `hub.verify_token=${verifyToken}&hub.verify_token=wrong`,
      `hub.verify_token[]=${verifyToken}`,
      `hub.verify_token[0]=${verifyToken}`,
      `hub.verify_token=${verifyToken}&hub.verify_token[]=${verifyToken}`,
      `hub[verify_token]=${verifyToken}`,
    ]) {
      const answer = await suite.request('GET', `${path}?${rest}&${token}`)
      expect([answer.status, answer.text]).toEqual([403, ''])
    }
  })
})

describe.each(both)('through $name', way => {
  it('E06 the reference from the declared number', async () => {
    const to = suite.phone()
    const held = await waiting(way, to)
    expect((await way.write(to, commandOf(held))).status).toBe(200)
    const code = await suite.codeSentTo(to)
    expect((await told(to))[0]).toMatch(/^\*\d{6}\* is your code for a\.test\.\n/)
    expect(await stateOf(held)).toBe('pending')
    const { status, body } = await suite.check(held, code)
    expect(status).toBe(200)
    expect(claimsOf(body.proof)).toMatchObject({
      phone_number: to,
      phone_number_verified: true,
      acr: 'urn:reachproof:acr:code',
      amr: ['mca', 'otp'],
      rp_channel: 'whatsapp',
    })
    suite.expects({ proofs: 1 })
  })

  it.each<[how: string, write: (command: string) => string]>([
    ['in lower case', command => command.toLowerCase()],
    ['without its dash', command => command.replace('-', '')],
    ['without dash and spaces', command => command.replace(/[- ]/g, '')],
    ['with O for 0 and l for 1', command => command.replaceAll('0', 'O').replaceAll('1', 'l')],
    ['between marks of right-to-left text', command => `\u200f\u202b${command}\u202c\u200f`],
    ['inside of a sentence, over two lines', command => `Salut,\n${command.replace(' ', '\n')}\nmerci`],
  ])('E07 the command %s', async (_, write) => {
    const to = suite.phone()
    const held = await waiting(way, to)
    await way.write(to, write(commandOf(held)))
    expect((await suite.check(held, await suite.codeSentTo(to))).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it('E07 the command in letters that only look right', async () => {
    const to = suite.phone()
    const held = await waiting(way, to)
    const alike: Record<string, string> = { A: 'А', B: 'В', E: 'Е', K: 'К', M: 'М', H: 'Н', T: 'Т', X: 'Х' }
    const reference = commandOf(held).split(' ').at(-1)!
    const written = reference.replace(/[ABEKMHTX0-9]/, char => alike[char] ?? 'З')
    await way.write(to, `VERIFY ${written}`)
    expect(await stateOf(held)).toBe('waiting')
    expect(await told(to)).not.toContainEqual(expect.stringMatching(/\d{6}/))
  })

  it('E08 five deliveries of one message', async () => {
    const [once, often] = [suite.phone(), suite.phone()]
    const [control, held] = [await waiting(way, once), await waiting(way, often)]
    await way.write(once, commandOf(control))
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => way.write(often, commandOf(held), `wamid.${held.id}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual(Array(5).fill(200))
    const codes = new Set([await suite.codeSentTo(once), await suite.codeSentTo(often)])
    expect(codes.size).toBe(2)
    // Massejli passes on what it is answered: the same five times. Nothing but that tells them apart.
    const texts = await told(often)
    expect(texts).toHaveLength(way === cloud ? 1 : 5)
    expect(new Set(texts).size).toBe(1)
    const sentOnce = await suite.until(control, ({ delivery }) => delivery === 'sent')
    const sentOften = await suite.until(held, ({ delivery }) => delivery === 'sent')
    expect(sentOften.revision).toBe(sentOnce.revision)
  })

  it('E08 the same delivery after a restart', async () => {
    const to = suite.phone()
    const held = await waiting(way, to)
    await way.write(to, commandOf(held), `wamid.${held.id}`)
    const code = await suite.codeSentTo(to)
    const { revision } = await suite.until(held, ({ delivery }) => delivery === 'sent')
    await suite.restart('SIGKILL')
    await way.write(to, commandOf(held), `wamid.${held.id}`)
    expect(new Set(await told(to)).size).toBe(1)
    expect((await suite.view(held)).body).toMatchObject({ state: 'pending', revision })
    expect((await suite.check(held, code)).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it('E09 the reference once more after it was used', async () => {
    const to = suite.phone()
    const held = await waiting(way, to)
    await way.write(to, commandOf(held))
    const code = await suite.codeSentTo(to)
    const { proof, revision } = (await suite.check(held, code)).body
    await way.write(to, commandOf(held))
    const after = (await suite.view(held)).body
    expect([after.state, after.revision]).toEqual(['verified', revision])
    expect(claimsOf(after.proof)).toEqual(claimsOf(proof))
    for (const text of (await told(to)).slice(1)) expect(text).not.toMatch(/\d/)
    expectProblem(await suite.check(held, code), 409, 'already_used')
    suite.expects({ proofs: 1 })
  })

  it('E10 the reference from another number, three times', async () => {
    const [to, other] = [suite.phone(), suite.phone()]
    const held = await waiting(way, to)
    for (let n = 1; n <= 3; n++) {
      await way.write(other, commandOf(held))
      const { body } = await suite.view(held)
      expect(body).toMatchObject({ state: n < 3 ? 'waiting' : 'canceled', notice: 'other_number' })
    }
    const texts = await told(other)
    expect(texts).toEqual([whatsapp_other, whatsapp_other, whatsapp_other])
    expect(texts.join()).not.toMatch(/\d/)
    expect(await told(to)).toEqual([])
    // It is over for its own number as well.
    await way.write(to, commandOf(held))
    expect(await stateOf(held)).toBe('canceled')
    expect((await told(to)).join()).not.toMatch(/\d/)
  })

  it('E10 a reference for whoever writes first, from five numbers at once', async () => {
    const held = await waiting(way)
    const people = Array.from({ length: 5 }, () => suite.phone())
    const hint = (number: string) => number.slice(-4)
    await Promise.all(people.map(from => way.write(from, commandOf(held))))
    const view = (await suite.view(held)).body
    // One of them is the contact, the third stranger has ended it, and at most one was told a code.
    expect(view.state).toBe('canceled')
    const texts = await Promise.all(people.map(told))
    const withCode = people.filter((_, n) => texts[n]!.some(text => /\d{6}/.test(text)))
    expect(withCode.length).toBeLessThanOrEqual(1)
    for (const one of withCode) expect(view.to).toContain(hint(one))
    for (const [n, one] of people.entries()) {
      if (!withCode.includes(one)) expect(texts[n]!.join()).not.toMatch(/\d/)
    }
  })

  it('E12 the reference at the number of another site', async () => {
    const to = suite.phone()
    const held = await waiting(way, to)
    const answer =
      way === cloud
        ? await suite.hooks.cloud({ from: to, text: commandOf(held) }, { account: 'cloud_b' })
        : await suite.hooks.massejli({ contact: to, message: commandOf(held) }, { account: 'mj_b' })
    expect(answer.status).toBe(200)
    expect(await stateOf(held)).toBe('waiting')
    expect((await told(to)).join()).not.toMatch(/\d/)
  })

  it('E19 the word alone, with none, one and two that it could mean', async () => {
    const nobody = suite.phone()
    await way.write(nobody, 'verify')
    expect(await told(nobody)).toEqual([whatsapp_help])

    const to = suite.phone()
    const held = await waiting(way, to)
    await way.write(to, 'Verify!')
    const code = await suite.codeSentTo(to)

    const twice = suite.phone()
    const [first, second] = [await waiting(way, twice), await waiting(way, twice)]
    await way.write(twice, 'verify')
    expect(await told(twice)).toEqual([whatsapp_use_link])
    for (const one of [first, second]) expect(await stateOf(one)).toBe('waiting')

    // Nor does the word say who is meant where no number was declared.
    const [open, someone] = [await waiting(way), suite.phone()]
    await way.write(someone, 'verify')
    expect(await stateOf(open)).toBe('waiting')
    expect((await suite.check(held, code)).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it('E20 a thousand references that nobody was shown', async () => {
    const [to, guesser] = [suite.phone(), suite.phone()]
    const held = await waiting(way, to)
    const open = await waiting(way)
    const guess = () => `VERIFY ${makeReference(n => crypto.getRandomValues(new Uint8Array(n)))}`
    for (let n = 0; n < 20; n++) await way.write(guesser, guess())
    const before = { rows: countRows(), rss: residentBytes() }
    for (let n = 0; n < 49; n++) {
      const answers = await Promise.all(Array.from({ length: 20 }, () => way.write(guesser, guess())))
      for (const { status } of answers) expect(status).toBe(200)
    }
    const texts = await told(guesser)
    expect(texts.length).toBeLessThanOrEqual(5)
    for (const text of texts) expect(text).toBe(whatsapp_help)
    // The rows of the two who wrote in `told` are there; of a thousand guesses there are none.
    expect(countRows() - before.rows).toBeLessThanOrEqual(10)
    expect(residentBytes() - before.rss).toBeLessThan(64 * 1024 * 1024)

    // Muted for the rest of the hour, also when he is right.
    await way.write(guesser, commandOf(open))
    expect(await stateOf(open)).toBe('waiting')
    expect(await told(guesser)).toHaveLength(texts.length)
    // Nobody else is.
    await way.write(to, commandOf(held))
    expect((await suite.check(held, await suite.codeSentTo(to))).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })

  it('E25 fifty messages about nothing, our own answers among them', async () => {
    const to = suite.phone()
    const held = await waiting(way, to)
    const chatter = [
      'hi',
      '?',
      whatsapp_help,
      whatsapp_other,
      '',
      '👍',
      '123456',
      'Ref',
      '+447911123456',
      'VERIF',
    ]
    for (let n = 0; n < 50; n++) await way.write(to, `${chatter[n % chatter.length]}${' '.repeat(n % 7)}`)
    expect((await told(to)).length).toBeLessThanOrEqual(1)
    expect(await stateOf(held)).toBe('waiting')
  })
})

describe('the Cloud API alone', () => {
  type Loose = Record<string, unknown>
  /** What Meta delivers, from the outside in. */
  interface Parts {
    envelope: Loose
    change: Loose
    value: Loose
    metadata: Loose
    message: Loose
  }

  /** A delivery with something in it changed. */
  function delivered(from: string, text: string, changed: (parts: Parts) => void) {
    const envelope = cloudEnvelope({ from, text })
    const change = envelope.entry[0]!.changes[0]!
    const { value } = change
    changed({ envelope, change, value, metadata: value.metadata, message: value.messages[0]! } as Parts)
    return suite.hooks.cloudRaw(JSON.stringify(envelope))
  }

  it.each<[what: string, changed: Partial<Record<keyof Parts, Loose>>]>([
    ['another phone_number_id', { metadata: { phone_number_id: '1' } }],
    ['the phone_number_id of site B', { metadata: { phone_number_id: accounts.cloud_b.phoneNumberId } }],
    ['the object of a page', { envelope: { object: 'page' } }],
    ['a list as the object', { envelope: { object: ['whatsapp_business_account'] } }],
    ['another field', { change: { field: 'message_template_status_update' } }],
    ['a message in a group', { message: { group_id: '120363' } }],
    ['a picture with a caption', { message: { type: 'image' } }],
    ['no id', { message: { id: undefined } }],
    ['a list of senders', { message: { from: ['447911123456'] } }],
  ])('E12 %s', async (_, changed) => {
    const to = suite.phone()
    const held = await waiting(cloud, to)
    const answer = await delivered(to, commandOf(held), parts => {
      for (const [name, more] of Object.entries(changed)) Object.assign(parts[name as keyof Parts], more)
    })
    expect(answer.status).toBe(200)
    expect(await stateOf(held)).toBe('waiting')
    expect(await told(to)).toEqual([])
  })

  it.each([{ forwarded: true }, { frequently_forwarded: true }, { forwarded: 'true' }, 'forwarded'])(
    'E13 a forwarded message: %j',
    async context => {
      const to = suite.phone()
      const held = await waiting(cloud, to)
      expect((await suite.hooks.cloud({ from: to, text: commandOf(held), context })).status).toBe(200)
      expect(await stateOf(held)).toBe('waiting')
      expect(await told(to)).toEqual([whatsapp_help])
    },
  )

  it.each<[when: string, timestamp: (now: number) => unknown]>([
    ['two minutes before the start', now => String(now - 120)],
    ['eleven minutes old', now => String(now - 660)],
    ['of last year', now => String(now - 31_536_000)],
    ['an hour ahead', now => String(now + 3600)],
    ['in words', () => 'now'],
    ['a number', now => now],
    ['with a sign', now => `+${now}`],
    ['in milliseconds', now => String(now * 1000)],
    ['nothing', () => null],
  ])('E14 a message with the time %s', async (_, timestamp) => {
    const to = suite.phone()
    const held = await waiting(cloud, to)
    const answer = await delivered(to, commandOf(held), ({ message }) => {
      message.timestamp = timestamp(Math.floor(Date.now() / 1000))
    })
    expect(answer.status).toBe(200)
    expect((await suite.view(held)).body).toMatchObject({ state: 'waiting', notice: null })
    expect((await told(to)).join()).not.toMatch(/\d/)
  })

  it('E15 a sender who hides the number, and writes it', async () => {
    const to = suite.phone()
    const [held, open] = [await waiting(cloud, to), await waiting(cloud)]
    for (const one of [held, open]) {
      const answer = await suite.hooks.cloud({
        from: null,
        from_user_id: 'GB.10000000000000000001',
        text: `${commandOf(one)} ${to}`,
      })
      expect(answer.status).toBe(200)
      expect((await suite.view(one)).body).toMatchObject({ state: 'waiting', notice: 'number_hidden' })
    }
    expect((await suite.view(open)).body.to).toBeNull()
    expect(await told(to)).toEqual([])
  })

  it('E17 a delivery with two good entries around one of garbage', async () => {
    const people = [suite.phone(), suite.phone()]
    const held = [await waiting(cloud, people[0]), await waiting(cloud, people[1])]
    const [first, second] = held.map((one, n) =>
      cloudEnvelope({ from: people[n]!, text: commandOf(one) }),
    ) as [ReturnType<typeof cloudEnvelope>, ReturnType<typeof cloudEnvelope>]
    const garbage = [
      { id: '1', changes: null },
      null,
      7,
      { changes: [null, { field: 'messages', value: [] }] },
    ]
    const raw = JSON.stringify({ ...first, entry: [...first.entry, ...garbage, ...second.entry] })
    expect((await suite.hooks.cloudRaw(raw)).status).toBe(200)
    for (const [n, one] of held.entries()) {
      expect((await suite.check(one, await suite.codeSentTo(people[n]!))).body.state).toBe('verified')
    }
    suite.expects({ proofs: 2 })
  })

  it('E18 deliveries that hold no message', async () => {
    const [to, other] = [suite.phone(), suite.phone()]
    const held = await waiting(cloud, to)
    const values = [
      { statuses: [{ id: 'wamid.unknown', status: 'delivered', timestamp: '1', recipient_id: to.slice(1) }] },
      { statuses: [{ id: 'wamid.unknown', status: 'failed', errors: [{ code: 131026 }] }] },
      { errors: [{ code: 130429, title: 'Rate limit hit' }] },
      {},
    ]
    for (const value of values) {
      const answer = await delivered(to, '', ({ change, metadata }) => {
        change.value = { messaging_product: 'whatsapp', metadata, ...value }
      })
      expect(answer.status).toBe(200)
    }
    for (const raw of ['{"object":"whatsapp_business_account","entry":[]}', '{}', '[]', 'null', '""', '{']) {
      expect((await suite.hooks.cloudRaw(raw)).status).toBe(200)
    }
    const changedNumber = (from: string) =>
      suite.hooks.cloud({
        from,
        text: commandOf(held),
        type: 'system',
        system: { type: 'user_changed_number' },
      })
    expect((await changedNumber(other)).status).toBe(200)
    expect((await suite.view(held)).body).toMatchObject({ state: 'waiting', revision: held.revision })
    // Whoever gave the number up cannot confirm it any more.
    expect((await changedNumber(to)).status).toBe(200)
    expect(await stateOf(held)).toBe('canceled')
    expect(await told(to)).toEqual([])
  })

  it('R-43 a delivery is answered while the Graph API hangs', async () => {
    const to = suite.phone()
    const held = await waiting(cloud, to)
    const gate = Promise.withResolvers<undefined>()
    suite.sink.behave = ({ provider }) => (provider === 'cloud' ? gate.promise : undefined)
    expect((await cloud.write(to, commandOf(held))).status).toBe(200)
    expect((await suite.until(held, ({ state }) => state === 'pending')).delivery).toBe('queued')
    gate.resolve(undefined)
    expect((await suite.until(held, ({ delivery }) => delivery !== 'queued')).delivery).toBe('sent')
  })
})

describe('E24 a site whose level is a code', () => {
  it('E24 has no call with a key, though it lists one', async () => {
    const body = { sitekey: 'site_b', channel: 'call_button', to: suite.phone() }
    expectProblem(await suite.start(body), 403, 'channel_not_allowed')
    const held = await suite.started({ sitekey: 'site_b', channel: 'whatsapp', to: suite.phone() })
    expect(held.channels).not.toContain('call_button')
    expectProblem(await suite.send(held, { channel: 'call_button' }), 403, 'channel_not_allowed')
    suite.expects({ sends: 0 })
  })
})

describe('Massejli alone', () => {
  const post = (body: unknown, account: 'mj_a' | 'mj_push' = 'mj_a', part = '') =>
    suite.request('POST', suite.hooks.path(account, part), { json: body })

  it('E26 a token that is wrong, empty, missing, too long or no text', async () => {
    const to = suite.phone()
    const held = await waiting(massejli, to)
    const { number, token } = accounts.mj_a
    const message = {
      phone: number.slice(1),
      contact: to.slice(1),
      command: 'verify',
      message: commandOf(held),
    }
    const tokens = [
      'token-of-nobody-0123456789',
      '',
      undefined,
      null,
      [token],
      { token },
      42,
      true,
      `${token}x`,
    ]
    suite.keepsSecret('token-of-nobody-0123456789')
    suite.keepsSecret(`${token}x`)
    for (const one of [
      ...tokens,
      token.slice(0, -1),
      ` ${token}`,
      token.toUpperCase(),
      accounts.mj_b.token,
    ]) {
      const answer = await post({ ...message, token: one })
      expect([answer.status, answer.text], typeof one).toEqual([401, '{"message":""}'])
    }
    expect(await stateOf(held)).toBe('waiting')
    expect(await told(to)).toEqual([])
  })

  it('E27 a contact without a plus, answered in JSON and UTF-8 in the visitor’s language', async () => {
    const held = await suite.started({
      sitekey: 'site_mj',
      channel: 'whatsapp',
      to: '+9613123456',
      language: 'ar',
    })
    const { number, token } = accounts.mj_a
    const answer = await post({
      phone: number.slice(1),
      token,
      contact: '9613123456',
      command: 'verify',
      message: commandOf(held),
    })
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8')
    const { message } = answer.body as unknown as { message: string }
    expect(Object.keys(answer.body as object)).toEqual(['message'])
    expect(answer.bytes.equals(Buffer.from(JSON.stringify({ message })))).toBe(true)
    const [, code = ''] = /\*\D*(\d{6})\D*\*/.exec(message) ?? []
    const template = ar.messages.whatsapp_code
    const words = (typeof template === 'string' ? template : template.other).split('{authcode}')[1]!
    expect(message).toContain(words.split('{')[0]!.replace('*', '').trim())
    expectProblem(await suite.check(held, wrong(code)), 422, 'wrong_code', { checksLeft: 4 })
    expect(claimsOf((await suite.check(held, code)).body.proof)).toMatchObject({
      phone_number: '+9613123456',
      acr: 'urn:reachproof:acr:code',
    })
    suite.expects({ proofs: 1 })
  })

  it('E15 a contact that is no number', async () => {
    const to = suite.phone()
    const [held, open] = [await waiting(massejli, to), await waiting(massejli)]
    for (const one of [held, open]) {
      for (const contact of ['', 'ana.ruiz', 'GB.10000000000000000001']) {
        const answer = await suite.hooks.massejli({ contact, message: `${commandOf(one)} ${to}` })
        expect([answer.status, answer.body.message]).toEqual([200, whatsapp_other])
      }
      expect((await suite.view(one)).body).toMatchObject({ state: 'waiting', notice: 'number_hidden' })
    }
  })

  it('E12 a message to another number than the account’s', async () => {
    const to = suite.phone()
    const held = await waiting(massejli, to)
    const phone = accounts.mj_b.number.slice(1)
    const answer = await suite.hooks.massejli({ contact: to, message: commandOf(held), phone })
    expect([answer.status, answer.text]).toEqual([404, '{"message":""}'])
    expect(await stateOf(held)).toBe('waiting')
  })

  it('R-47 a pushed code only from who knows the token, and at the account that makes its own', async () => {
    const to = suite.phone()
    const held = await suite.started({ sitekey: 'site_push', channel: 'whatsapp', to })
    suite.keepsSecret('4827193')
    const pushed = { contact: to.slice(1), authcode: '4827193' }
    const { token } = accounts.mj_push
    for (const one of ['', undefined, [token], `${token}x`, accounts.mj_a.token]) {
      expect((await post({ ...pushed, token: one }, 'mj_push', '/code')).status).toBe(401)
    }
    // One of the two ways, never both.
    expect((await post({ ...pushed, token: accounts.mj_a.token }, 'mj_a', '/code')).status).toBe(404)
    expect((await post({ ...pushed, token }, 'mj_push')).status).toBe(404)
    const query = new URLSearchParams({ ...pushed, token: accounts.mj_a.token })
    expect((await suite.request('GET', `${suite.hooks.path('mj_push', '/code')}?${query}`)).status).toBe(401)
    expect(await stateOf(held)).toBe('waiting')
    // Whether somebody waits for it is not told.
    const [known, unknown] = [await post({ ...pushed, token }, 'mj_push', '/code'), suite.phone()]
    const nobody = await post({ ...pushed, contact: unknown.slice(1), token }, 'mj_push', '/code')
    expect([known.status, known.text]).toEqual([nobody.status, nobody.text])
    expect((await suite.check(held, '4827193')).body.state).toBe('verified')
    suite.expects({ proofs: 1 })
  })
})

describe('E25 with the limits of production', () => {
  const limited = startSuite('default')

  it('E25 fifty messages each with the reference, with NO and with a word that could mean two', async () => {
    const [to, twice] = [limited.phone(), limited.phone()]
    const start = (number: string) => limited.started({ sitekey: 'site_mj', channel: 'whatsapp', to: number })
    const write = async (contact: string, message: string) =>
      (await limited.hooks.massejli({ contact, message })).body.message
    const answersTo = async (contact: string, text: string) => {
      const said: string[] = []
      // No two are equal, so that none is taken for another's repetition.
      for (let n = 0; n < 50; n++) said.push(await write(contact, text + ' '.repeat(n)))
      return said.filter(one => one !== '')
    }
    const held = await start(to)
    const answers = await answersTo(to, commandOf(held))
    // Three codes in ten minutes, and three times that it is enough.
    expect(answers.filter(text => /\d{6}/.test(text))).toHaveLength(3)
    expect(answers.filter(text => !/\d{6}/.test(text))).toHaveLength(3)
    // The NO that ends it is answered whatever was said before.
    expect(await answersTo(to, 'NO')).toEqual([en.messages.whatsapp_canceled])
    expect((await limited.view(held)).body.state).toBe('canceled')

    await start(twice)
    await start(twice)
    expect(await answersTo(twice, 'verify')).toEqual(Array(3).fill(whatsapp_use_link))
  })
})

/** What the database holds, of every kind together. */
function countRows(): number {
  const file = readdirSync(suite.dataFolder).find(name => name.endsWith('.db'))!
  const db = new DatabaseSync(join(suite.dataFolder, file), { readOnly: true })
  try {
    const tables = db.prepare(`SELECT name FROM sqlite_schema WHERE type = 'table'`).all()
    const counts = tables.map(
      ({ name }) => db.prepare(`SELECT count(*) AS n FROM "${name}"`).get()!.n as number,
    )
    return counts.reduce((sum, n) => sum + n, 0)
  } finally {
    db.close()
  }
}

function residentBytes(): number {
  const [, kilobytes = ''] =
    /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${suite.pid}/status`, 'utf8')) ?? []
  return Number(kilobytes) * 1024
}
