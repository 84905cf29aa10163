import { describe, expect, it } from 'vitest'
import { isSignedForm, isSignedJson, twilioSignature } from './signature.ts'
import vectors from './vectors.json' with { type: 'json' }

/** The names of the vectors, each value on its own. */
function paramsOf(params: object): [string, string][] {
  return Object.entries(params as Record<string, string | string[]>).flatMap(([name, value]) =>
    [value].flat().map((one): [string, string] => [name, one]),
  )
}

describe('a signature made by Twilio’s own library', () => {
  it.each(vectors.form_vectors)('is the one that we make and accept: $name', vector => {
    const params = paramsOf(vector.params)
    expect(twilioSignature(vector.auth_token, vector.url, params)).toBe(vector.signature)
    expect(isSignedForm(vector.auth_token, { ...vector, params })).toBe(vector.valid)
  })

  it.each(vectors.json_vectors)('holds for JSON as it says: $name', vector => {
    const body = Buffer.from(vector.body)
    expect(isSignedJson(vector.auth_token, { ...vector, body })).toBe(vector.valid)
  })

  it.each(vectors.acceptance)('is accepted and refused as it says: $name', vector => {
    const params = paramsOf(vector.params)
    expect(isSignedForm(vector.auth_token, { ...vector, params })).toBe(vector.valid)
  })
})

describe('a signature', () => {
  const [vector] = vectors.form_vectors
  const params = paramsOf(vector!.params)
  const { auth_token: token, url, signature } = vector!

  it('does not depend on the order of the fields', () => {
    expect(twilioSignature(token, url, params.toReversed())).toBe(signature)
  })

  it.each([
    ['another token', { token: '2f2e3d4c5b6a79880918273645546372' }],
    ['another path', { url: `${url}/status` }],
    ['another host', { url: url.replace('verify.example.com', 'evil.test') }],
    ['a query that was added', { url: `${url}?t=2` }],
    ['another port', { url: url.replace('.com/', '.com:8443/'), signature: signatureAt(':9443') }],
    ['the standard port of the other scheme', { signature: signatureAt(':80') }],
    ['a host with a dot at its end', { url: url.replace('.com/', '.com./') }],
    ['an ftp address', { url: url.replace('https:', 'ftp:') }],
    ['no address', { url: 'verify.example.com' }],
    ['the signature of nothing', { signature: '' }],
    ['the same signature in hex', { signature: Buffer.from(signature, 'base64').toString('hex') }],
    ['a shortened signature', { signature: signature.slice(0, -1) }],
  ])('is refused for %s', (_what, changed) => {
    const given = { token, url, signature, ...changed }
    expect(isSignedForm(given.token, { ...given, params })).toBe(false)
  })

  it('of JSON is refused without the hash of the body, and with two of them', () => {
    const [json] = vectors.json_vectors
    const body = Buffer.from(json!.body)
    const bare = json!.url.split('?')[0]!
    const twice = `${json!.url}&bodySHA256=${json!.body_sha256_hex}`
    for (const address of [bare, twice]) {
      const made = twilioSignature(json!.auth_token, address)
      expect(isSignedJson(json!.auth_token, { url: address, body, signature: made })).toBe(false)
    }
  })

  function signatureAt(port: string): string {
    return twilioSignature(token, url.replace('.com/', `.com${port}/`), params)
  }
})
