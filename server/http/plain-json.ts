import { isUtf8 } from 'node:buffer'
import type { IncomingMessage, ServerResponse } from 'node:http'

/** A body is an object of texts; the rest is for what a body of tomorrow may have. */
const maxLevels = 4

/**
 * What `express.json` asks about the bytes before it parses them. Throws an error whose
 * `type` is in `problems.ts`: for bytes that are no UTF-8, which would be replaced
 * silently, and for more levels than anything behind the parser should have to walk.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8259#section-8.1
 */
export function plainJson(_req: IncomingMessage, _res: ServerResponse, bytes: Buffer): void {
  const hasMark = bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
  if (hasMark || !isUtf8(bytes)) throw typed('json.not.utf8')
  if (levelsOf(bytes) > maxLevels) throw typed('json.too.deep')
}

/** Counted without recursion, and without regard to whether it is JSON: the parser says that. */
function levelsOf(bytes: Uint8Array): number {
  let level = 0
  let most = 0
  let isText = false
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]
    if (isText) {
      if (byte === 0x5c /* \ */) i++
      else if (byte === 0x22 /* " */) isText = false
    } else if (byte === 0x22) isText = true
    else if (byte === 0x5b /* [ */ || byte === 0x7b /* { */) most = Math.max(most, ++level)
    else if (byte === 0x5d /* ] */ || byte === 0x7d /* } */) level--
  }
  return most
}

function typed(type: string): Error {
  return Object.assign(new Error('The body is not read.'), { type })
}
