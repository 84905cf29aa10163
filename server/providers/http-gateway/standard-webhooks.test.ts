import { createHmac } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { isWebhookSecret, readWebhook, signWebhook } from './standard-webhooks.ts'

/** From the tests of the specification's own JavaScript library. */
const published = {
  secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw',
  id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  at: 1_614_265_330_000,
  body: '{"test": 2432232314}',
  signature: 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
}
const { secret, id, at, body, signature } = published
const bytes = Buffer.from(body)
const headers = { 'webhook-id': id, 'webhook-timestamp': '1614265330', 'webhook-signature': signature }

describe('a webhook', () => {
  it('is signed as the published example', () => {
    expect(signWebhook(secret, id, body, at)).toEqual(headers)
  })

  it('that is the published example is read', () => {
    expect(readWebhook(secret, headers, bytes, at)).toBe(id)
  })

  it.each([
    ['is five minutes old', 300],
    ['is from a clock five minutes ahead', -300],
  ])('is read when it %s', (_what, seconds) => {
    expect(readWebhook(secret, headers, bytes, at + seconds * 1000)).toBe(id)
  })

  it.each([
    ['is older', 301],
    ['is from further ahead', -301],
    ['is from last year', 31_536_000],
  ])('is refused when it %s', (_what, seconds) => {
    expect(readWebhook(secret, headers, bytes, at + seconds * 1000)).toBeNull()
  })

  it('is read by any one of its signatures', () => {
    const other = `v1,${Buffer.alloc(32).toString('base64')}`
    const asymmetric = `v1a,${Buffer.alloc(64).toString('base64')}`
    for (const list of [`${other} ${signature}`, `${signature} ${asymmetric}`]) {
      expect(readWebhook(secret, { ...headers, 'webhook-signature': list }, bytes, at)).toBe(id)
    }
    const none = { ...headers, 'webhook-signature': `${other} ${asymmetric}` }
    expect(readWebhook(secret, none, bytes, at)).toBeNull()
  })

  it.each([
    ['of no version', signature.slice(3)],
    ['of another version', `v2,${signature.slice(3)}`],
    ['that is shortened', signature.slice(0, 8)],
    ['that is empty', ''],
    ['that says only its version', 'v1,'],
    ['in hex', `v1,${Buffer.from(signature.slice(3), 'base64').toString('hex')}`],
    ['behind too many others', `${'v1,a '.repeat(8)}${signature}`],
  ])('with a signature %s is refused', (_what, given) => {
    expect(readWebhook(secret, { ...headers, 'webhook-signature': given }, bytes, at)).toBeNull()
  })

  it.each(['webhook-id', 'webhook-timestamp', 'webhook-signature'] as const)(
    'without %s is refused',
    name => {
      const { [name]: _, ...rest } = headers
      expect(readWebhook(secret, rest, bytes, at)).toBeNull()
      expect(readWebhook(secret, { ...headers, [name]: [headers[name]] }, bytes, at)).toBeNull()
    },
  )

  it.each([
    ['another body', { body: '{"test": 2432232315}' }],
    ['another id', { id: 'msg_p5jXN8AQM9LWM0D4loKWxJel' }],
    ['another second', { timestamp: '1614265331' }],
    ['a second with a fraction', { timestamp: '1614265330.0' }],
    ['a second with a sign', { timestamp: '+1614265330' }],
    ['no second', { timestamp: 'hello' }],
  ])('with %s is refused', (_what, changed) => {
    const given = { id, timestamp: '1614265330', body, ...changed }
    const sent = { ...headers, 'webhook-id': given.id, 'webhook-timestamp': given.timestamp }
    expect(readWebhook(secret, sent, Buffer.from(given.body), at)).toBeNull()
  })

  it('whose id has a dot is refused: its signed text could be that of another', () => {
    const key = Buffer.from(secret.slice(6), 'base64')
    const made = createHmac('sha256', key).update(`a.b.1614265330.${body}`).digest('base64')
    const sent = { ...headers, 'webhook-id': 'a.b', 'webhook-signature': `v1,${made}` }
    expect(readWebhook(secret, sent, bytes, at)).toBeNull()
  })

  it('is signed over its bytes, with a secret that is plain text too', () => {
    const text = 'код 👍 482913'
    const plain = 'a plain secret with é'
    const sent = signWebhook(plain, 'a_1', text, at)
    const made = createHmac('sha256', Buffer.from(plain)).update(`a_1.1614265330.${text}`).digest('base64')
    expect(sent['webhook-signature']).toBe(`v1,${made}`)
    expect(readWebhook(plain, { ...sent }, Buffer.from(text), at)).toBe('a_1')
    expect(readWebhook(`${plain}!`, { ...sent }, Buffer.from(text), at)).toBeNull()
  })
})

describe('a secret', () => {
  it.each([
    [secret, true],
    [`whsec_${Buffer.alloc(64, 7).toString('base64')}`, true],
    [`whsec_${Buffer.alloc(23, 7).toString('base64')}`, false],
    ['whsec_not base64 at all, and quite long', false],
    ['whsec_', false],
    ['sixteen characte', true],
    ['fifteen charact', false],
    [' begins with a space', false],
    ['', false],
  ])('is %j: %s', (text, sound) => {
    expect(isWebhookSecret(text)).toBe(sound)
  })
})
