import { describe, expect, it } from 'vitest'
import { authorization, encodeParams, notificationSignatures, type Params } from './signature.ts'
import vectors from './vectors.json' with { type: 'json' }

// The vectors were made by running the signing code of Zadarma's own PHP client.

describe('the signature of a request', () => {
  it.each(vectors.requests)('is that of the official client: $name', vector => {
    const { file: _, ...params } = vector.params as Params
    const signed = { ...params, format: vector.format }
    expect(authorization(vector.path, signed, vector)).toBe(vector.authorization)
  })

  it.each(vectors.requests.filter(({ wire }) => wire.body))(
    'is over the body as it is sent: $name',
    vector => {
      expect(encodeParams({ ...(vector.params as Params), format: vector.format })).toBe(vector.wire.body)
    },
  )

  it('does not break on half a character', () => {
    expect(encodeParams({ a: '\ud800' })).toBe('a=%EF%BF%BD')
  })

  it('is another one over another path, parameter or secret', () => {
    const account = { key: 'key-of-a-test', secret: 'secret-of-a-test' }
    const all = [
      authorization('/v1/verify/', { to: '1' }, account),
      authorization('/v1/verify', { to: '1' }, account),
      authorization('/v1/verify/', { to: '2' }, account),
      authorization('/v1/verify/', { to: '1' }, { ...account, secret: 'another-secret' }),
    ]
    expect(new Set(all).size).toBe(4)
  })
})

const fieldsOf = (fields: Record<string, unknown>) =>
  new Map(Object.entries(fields).map(([name, value]) => [name, String(value)]))

describe('the signature of a notification', () => {
  it('has a vector for every event', () => {
    expect(vectors.notifications).toHaveLength(14)
  })

  it.each(vectors.notifications)(
    'is that of the official client: $name',
    ({ fields, secret, signature, rawSignature }) => {
      expect(notificationSignatures(fieldsOf(fields), secret)).toEqual({ hex: signature, raw: rawSignature })
    },
  )

  it.each(vectors.forgeries)('holds or not as with the official client: $name', vector => {
    const { hex } = notificationSignatures(fieldsOf(vector.fields), vector.secret)!
    expect(hex === vector.signature).toBe(vector.signatureHolds)
  })

  it.each(['NOTIFY_INTERNAL_END', 'constructor', ''])('is not known for the event %j', event => {
    expect(notificationSignatures(new Map([['event', event]]), 'secret')).toBeUndefined()
  })
})
