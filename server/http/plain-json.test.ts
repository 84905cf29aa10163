import type { IncomingMessage, ServerResponse } from 'node:http'
import { expect, it } from 'vitest'
import { plainJson } from './plain-json.ts'

function refusal(body: string | Uint8Array): string | null {
  try {
    plainJson({} as IncomingMessage, {} as ServerResponse, Buffer.from(body as string))
    return null
  } catch (error) {
    return (error as { type: string }).type
  }
}

it.each([
  '',
  '{}',
  '{"code":"123456"}',
  '{"a":[{"b":[1,2]}]}',
  // Only what stands outside of texts is a level.
  `{"a":"${'['.repeat(1000)}"}`,
  String.raw`{"a":"\"[[[[[[","b":"\\"}`,
  '{"a":"é 😀 \u0660"}',
  // Broken, which the parser says.
  ']]]]',
  '"open',
])('reads %j', body => {
  expect(refusal(body)).toBeNull()
})

it.each(['[[[[[]]]]]', '['.repeat(16_000), `{"a":${'{"a":'.repeat(4)}1}}}}}`, String.raw`["\\",[[[[1]]]]]`])(
  'finds too many levels in %.40j',
  body => {
    expect(refusal(body)).toBe('json.too.deep')
  },
)

it.each([
  ['a byte that is never in it', Buffer.from([0x22, 0xff, 0x22])],
  ['half a character', Buffer.from([0x22, 0xe2, 0x82, 0x22])],
  ['an overlong form', Buffer.from([0x22, 0xc0, 0xaf, 0x22])],
  ['a surrogate', Buffer.from([0x22, 0xed, 0xa0, 0x80, 0x22])],
  ['a byte order mark', Buffer.from('\ufeff{}')],
])('finds that %s is no plain UTF-8', (_, body) => {
  expect(refusal(body)).toBe('json.not.utf8')
})
