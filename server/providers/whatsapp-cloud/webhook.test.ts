import { createHmac } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { answerHandshake, isSigned, readEvents } from './webhook.ts'

// Signatures that OpenSSL made, not we.

interface Vector {
  name: string
  app_secret: string
  body: string
  body_base64?: string
  x_hub_signature_256: string
}
const vectors: {
  verification_get: {
    query: Record<string, string>
    expected: { status: number; content_type: string; body: string }
    wrong_token: { status: number }
  }
  vectors: Required<Vector>[]
  negative_vectors: Vector[]
} = JSON.parse(readFileSync(new URL('./vectors.json', import.meta.url), 'utf8'))

const phoneNumberId = '200000000000002'
/** A minute after the messages of the vectors. */
const now = 1_790_416_860_000

describe('the signature', () => {
  it.each(vectors.vectors)('of vector $name is right', ({ app_secret, body_base64, x_hub_signature_256 }) => {
    expect(isSigned(Buffer.from(body_base64, 'base64'), x_hub_signature_256, app_secret)).toBe(true)
  })

  it.each(vectors.negative_vectors)(
    'of vector $name is wrong',
    ({ app_secret, body, x_hub_signature_256 }) => {
      expect(isSigned(Buffer.from(body), x_hub_signature_256, app_secret)).toBe(false)
    },
  )

  const { app_secret, body, x_hub_signature_256: right } = vectors.vectors[0]!
  const hex = right.slice('sha256='.length)
  const body_ = Buffer.from(body)
  it.each<[what: string, header: unknown]>([
    ['missing', undefined],
    ['a list with the right one', [right]],
    ['wrong in its last digit', `${right.slice(0, -1)}${right.endsWith('0') ? '1' : '0'}`],
    ['upper-case', `sha256=${hex.toUpperCase()}`],
    ['without its prefix (E02)', hex],
    ['of another prefix', `SHA256=${hex}`],
    ['too long', `${right}00`],
    ['followed by a line break', `${right}\n`],
    ['sent twice', `${right}, ${right}`],
    ['of SHA-1', `sha1=${createHmac('sha1', app_secret).update(body_).digest('hex')}`],
    ['of the same JSON in other bytes', sign(Buffer.from(JSON.stringify(JSON.parse(body), null, 1)))],
  ])('that is %s is none', (_, header) => {
    expect(isSigned(body_, header, app_secret)).toBe(false)
  })

  function sign(bytes: Buffer) {
    return `sha256=${createHmac('sha256', app_secret).update(bytes).digest('hex')}`
  }
})

describe('the handshake', () => {
  const { query, expected, wrong_token } = vectors.verification_get
  const token = query['hub.verify_token']!
  const answerTo = (text: string) => answerHandshake(new URLSearchParams(text), token)
  const asking = (challenge: string, mode = 'subscribe', given = token) =>
    answerTo(
      new URLSearchParams({
        'hub.mode': mode,
        'hub.challenge': challenge,
        'hub.verify_token': given,
      }).toString(),
    )

  it('gives the challenge back as text, and nothing else (E04)', () => {
    const answer = answerHandshake(new URLSearchParams(query), token)
    expect(answer).toEqual({
      status: expected.status,
      contentType: 'text/plain; charset=utf-8',
      body: expected.body,
    })
    expect(answer.contentType).toMatch(expected.content_type)
  })

  it.each([
    ['another token', asking('1', 'subscribe', `${token}x`), wrong_token.status],
    ['half the token', asking('1', 'subscribe', token.slice(1)), 403],
    ['no token', answerTo('hub.mode=subscribe&hub.challenge=1'), 403],
    ['an empty token', asking('1', 'subscribe', ''), 403],
    ['another mode', asking('1', 'unsubscribe'), 403],
    ['no mode', answerTo(`hub.challenge=1&hub.verify_token=${token}`), 403],
    ['nothing', answerTo(''), 403],
    [
      'the token twice (E05)',
      answerTo(`hub.mode=subscribe&hub.challenge=1&hub.verify_token=${token}&hub.verify_token=${token}`),
      403,
    ],
    [
      'the token as a list (E05)',
      answerTo(`hub.mode=subscribe&hub.challenge=1&hub.verify_token[]=${token}`),
      403,
    ],
    [
      'the token also as a list',
      answerTo(`hub.mode=subscribe&hub.challenge=1&hub.verify_token=${token}&hub.verify_token[]=x`),
      403,
    ],
    [
      'the challenge twice',
      answerTo(`hub.mode=subscribe&hub.challenge=1&hub.challenge=2&hub.verify_token=${token}`),
      403,
    ],
    ['nested names', answerTo(`hub[mode]=subscribe&hub[challenge]=1&hub[verify_token]=${token}`), 403],
    ['names with _', answerTo(`hub_mode=subscribe&hub_challenge=1&hub_verify_token=${token}`), 403],
    ['a script as the challenge (E04)', asking('<script>alert(1)</script>'), 400],
    ['10 KB of challenge (E04)', asking('1'.repeat(10_240)), 400],
    ['129 characters of challenge', asking('1'.repeat(129)), 400],
    ['a challenge of two lines', asking('1\n2'), 400],
    ['a challenge with a line break at its end', asking('1\n'), 400],
    ['an empty challenge', asking(''), 400],
    ['no challenge', answerTo(`hub.mode=subscribe&hub.verify_token=${token}`), 400],
  ])('refuses %s without a word', (_, answer, status) => {
    expect(answer).toEqual({ status, contentType: 'text/plain; charset=utf-8', body: '' })
  })

  it('takes the longest challenge there may be', () => {
    const challenge = `${'aZ09_-'.repeat(21)}aa`
    expect(asking(challenge)).toMatchObject({ status: 200, body: challenge })
  })
})

describe('a delivery', () => {
  it.each([
    ['inbound-text', 'CODE 7QK2'],
    ['inbound-text-unicode-raw-utf8', 'código 👍🏽 رمز'],
    ['inbound-text-unicode-escaped-lowercase-hex', 'código 👍🏽 رمز'],
    ['inbound-text-escaped-slashes', 'see https://example.com/a/b'],
    ['inbound-text-with-spaces-and-newline', 'CODE 7QK2'],
    ['other-app-secret', 'CODE 7QK2'],
  ])('is read from vector %s (E03)', (name, text) => {
    expect(eventsOf(name)).toEqual([
      {
        kind: 'message',
        id: 'wamid.HBgLMzQ2MDAxMTEyMjIVAgASGBQzQTRBNjU5OUFFRTAzODEwMTQ0RgA=',
        from: '+34600111222',
        text,
        sentAt: 1_790_416_800_000,
      },
    ])
  })

  it('has no number where the sender hides it, whatever else is there (E15)', () => {
    const [event] = eventsOf('inbound-username-user-without-phone', now + 60_000)
    expect(event).toMatchObject({ kind: 'message', from: null, text: 'CODE 7QK2' })
    const hidden = {
      ...message('My number is +447911123456'),
      from: undefined,
      from_user_id: 'ES.447911123456',
      wa_id: '447911123456',
    }
    const contacts = [{ profile: { name: '+447911123456' }, wa_id: '447911123456' }]
    for (const from of [undefined, null, '', 'ES.10000000000000000001', '00', '1'.repeat(16)]) {
      const [event] = read(envelope([{ ...hidden, from }], { contacts }))
      expect(event, String(from)).toMatchObject({ from: null })
    }
  })

  it('is read for every entry of it', () => {
    const texts = eventsOf('batch-two-entries-two-messages').map(
      event => event.kind === 'message' && event.text,
    )
    expect(texts).toEqual(['CODE AAAA', 'CODE BBBB'])
  })

  it('may be empty (E18)', () => {
    expect(eventsOf('empty-entry')).toEqual([])
    expect(eventsOf('empty-body')).toEqual([])
  })

  it.each<[name: string, status: string, error: number | null]>([
    ['status-delivered', 'delivered', null],
    ['status-failed-131047', 'failed', 131047],
  ])('tells what became of a message: vector %s', (name, status, error) => {
    expect(eventsOf(name)).toEqual([
      { kind: 'status', id: expect.stringMatching(/^wamid\.TESTOUT000\d$/), status, error },
    ])
  })

  it.each([
    ['sent', 'sent'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['played', 'delivered'],
    ['failed', 'failed'],
  ])('means by the status %s that it was %s', (status, meant) => {
    expect(read(envelope([], { statuses: [{ id: 'wamid.1', status }] }))).toEqual([
      { kind: 'status', id: 'wamid.1', status: meant, error: null },
    ])
  })

  it('keeps the order of what it holds', () => {
    const events = read({
      object: 'whatsapp_business_account',
      entry: [
        entry([change([message('1'), message('2')]), change([message('3')])]),
        entry([change([message('4')])]),
      ],
    })
    expect(events.map(event => event.kind === 'message' && event.text)).toEqual(['1', '2', '3', '4'])
  })

  it.each<[what: string, garbage: unknown]>([
    ['an entry without changes', { id: '1', changes: null }],
    ['an entry that is a number', 7],
    ['an entry that is null', null],
    ['a change that is null', entry([null])],
    ['a change without value', entry([{ field: 'messages' }])],
    ['a change without metadata', entry([{ field: 'messages', value: { messages: [message('x')] } }])],
    ['messages that are no list', entry([change({ 0: message('x') } as never)])],
    ['a message that is a text', entry([change(['x'])])],
    ['a message without id', entry([change([{ ...message('x'), id: undefined }])])],
    ['a message with a number as its id', entry([change([{ ...message('x'), id: 1 }])])],
    ['a message with an object as its sender', entry([change([{ ...message('x'), from: {} }])])],
    ['a message with a number as its sender', entry([change([{ ...message('x'), from: 447911123456 }])])],
    ['a message without text', entry([change([{ ...message('x'), text: undefined }])])],
    ['a message with a list as its text', entry([change([{ ...message('x'), text: { body: ['x'] } }])])],
    ['a message of 9,000 characters', entry([change([message('x'.repeat(9000))])])],
    ['a status without id', entry([change([], { statuses: [{ status: 'sent' }] })])],
  ])('is hindered by nothing in it, such as %s (E17)', (_, garbage) => {
    const good = (text: string) => entry([change([message(text)])])
    const events = read({ object: 'whatsapp_business_account', entry: [good('1'), garbage, good('2')] })
    expect(events.map(event => event.kind === 'message' && event.text)).toEqual(['1', '2'])
  })

  it.each<[what: string, body: unknown]>([
    [
      'for another number (E12)',
      envelope([message('x')], { metadata: { phone_number_id: '200000000000003' } }),
    ],
    [
      'for the number as a number',
      envelope([message('x')], { metadata: { phone_number_id: 200000000000002 } }),
    ],
    ['of a page (E12)', { ...envelope([message('x')]), object: 'page' }],
    [
      'of another field (E12)',
      {
        ...envelope([]),
        entry: [entry([{ ...change([message('x')]), field: 'message_template_status_update' }])],
      },
    ],
    ['in a group', envelope([{ ...message('x'), group_id: 'g1' }])],
    ['an hour in the future (E14)', envelope([{ ...message('x'), timestamp: String(now / 1000 + 3600) }])],
    ['61 seconds in the future', envelope([{ ...message('x'), timestamp: String(now / 1000 + 61) }])],
    ['at no time (E14)', envelope([{ ...message('x'), timestamp: 'now' }])],
    ['at an exponent (E14)', envelope([{ ...message('x'), timestamp: '1e9' }])],
    ['without a time (E14)', envelope([{ ...message('x'), timestamp: undefined }])],
    ['with a negative time (E14)', envelope([{ ...message('x'), timestamp: '-1' }])],
    ['an error', envelope([], { errors: [{ code: 131000 }] })],
    [
      'a reaction',
      envelope([{ ...message('x'), type: 'reaction', reaction: { message_id: 'wamid.0', emoji: '👍' } }]),
    ],
    ['a picture', envelope([{ ...message('x'), type: 'image', image: { id: '1', caption: 'VERIFY' } }])],
    ['of an unsupported type', envelope([{ ...message('x'), type: 'unsupported' }])],
    ['of the type of a method', envelope([{ ...message('x'), type: 'toString' }])],
    [
      'a flow’s answer',
      envelope([
        {
          ...message('x'),
          type: 'interactive',
          interactive: { type: 'nfm_reply', nfm_reply: { body: 'x' } },
        },
      ]),
    ],
    [
      'a new user id',
      envelope([{ ...message('x'), type: 'system', system: { type: 'user_changed_user_id' } }]),
    ],
    ['a status that nobody knows', envelope([], { statuses: [{ id: 'wamid.1', status: 'deleted' }] })],
    ['a list', [envelope([message('x')])]],
    ['null', null],
  ])('that is %s holds nothing for us', (_, body) => {
    expect(read(body)).toEqual([])
  })

  it('may be a minute ahead of our clock', () => {
    expect(read(envelope([{ ...message('x'), timestamp: String(now / 1000 + 60) }]))).toHaveLength(1)
  })

  it('may be old: whether it came too late is not for this to say', () => {
    expect(read(envelope([{ ...message('x'), timestamp: String(now / 1000 - 660) }]))).toMatchObject([
      { sentAt: now - 660_000 },
    ])
  })

  it.each<[what: string, more: Record<string, unknown>]>([
    ['a tapped button', { type: 'button', button: { payload: 'p', text: 'VERIFY 7K2M-9QXD' } }],
    [
      'a tapped reply',
      {
        type: 'interactive',
        interactive: { type: 'button_reply', button_reply: { id: '1', title: 'VERIFY 7K2M-9QXD' } },
      },
    ],
    [
      'a chosen line of a list',
      {
        type: 'interactive',
        interactive: {
          type: 'list_reply',
          list_reply: { id: '1', title: 'VERIFY 7K2M-9QXD', description: 'x' },
        },
      },
    ],
    ['an answer to another message', { context: { from: '15550001111', id: 'wamid.0' } }],
  ])('has words in %s', (_, more) => {
    expect(read(envelope([{ ...message('VERIFY 7K2M-9QXD'), ...more }]))).toMatchObject([
      { from: '+447911123456', text: 'VERIFY 7K2M-9QXD' },
    ])
  })

  it.each([
    ['forwarded', { forwarded: true }],
    ['forwarded often', { frequently_forwarded: true }],
    ['forwarded, in other words', { forwarded: 'true' }],
    ['of an unreadable context', 'forwarded'],
  ])('loses its words when it is %s (E13)', (_, context) => {
    expect(read(envelope([{ ...message('VERIFY 7K2M-9QXD'), context }]))).toMatchObject([
      { from: '+447911123456', text: '' },
    ])
  })

  it('tells whose number was given up, not who has it now', () => {
    const changed = {
      ...message('x'),
      type: 'system',
      system: { type: 'user_changed_number', wa_id: '447911123999', body: 'User X changed from … to …' },
    }
    expect(read(envelope([changed]))).toEqual([{ kind: 'number_lost', number: '+447911123456' }])
    expect(read(envelope([{ ...changed, from: undefined }]))).toEqual([])
  })

  it('of anything but JSON in UTF-8 holds nothing', () => {
    for (const bytes of [
      Buffer.from('hub.mode=subscribe'),
      Buffer.from([0xff, 0xfe]),
      Buffer.from('['.repeat(9000)),
    ]) {
      expect(readEvents(bytes, phoneNumberId, now)).toEqual([])
    }
  })
})

function eventsOf(name: string, at = now) {
  const { body_base64 } = vectors.vectors.find(vector => vector.name === name)!
  return readEvents(Buffer.from(body_base64, 'base64'), phoneNumberId, at)
}

function read(body: unknown) {
  return readEvents(Buffer.from(JSON.stringify(body)), phoneNumberId, now)
}

function message(body: string) {
  return {
    from: '447911123456',
    id: `wamid.${body.slice(0, 9)}`,
    timestamp: '1790416800',
    type: 'text',
    text: { body },
  }
}

function change(messages: unknown[], more: Record<string, unknown> = {}) {
  return {
    field: 'messages',
    value: { messaging_product: 'whatsapp', metadata: { phone_number_id: phoneNumberId }, messages, ...more },
  }
}

function entry(changes: unknown[]) {
  return { id: '102030405060708', changes }
}

function envelope(messages: unknown[], more: Record<string, unknown> = {}) {
  return { object: 'whatsapp_business_account', entry: [entry([change(messages, more)])] }
}
