import type { HookRequest } from '../../channel.ts'

const maxFields = 64

/**
 * The fields of a notification, urlencoded or multipart; null when it is neither, or when a field comes twice:
 * two readers could then see different ones.
 */
export function readForm({
  headers,
  body,
}: Pick<HookRequest, 'headers' | 'body'>): Map<string, string> | null {
  const bytes = Buffer.from(body.buffer, body.byteOffset, body.byteLength)
  const multipart = /^multipart\/form-data\b/i.test(String(headers['content-type'] ?? ''))
  const pairs = multipart ? partsOf(bytes) : [...new URLSearchParams(bytes.toString('utf8'))]
  if (!pairs || pairs.length > maxFields) return null
  const fields = new Map(pairs)
  return fields.size === pairs.length ? fields : null
}

/**
 * The boundary is read from the body: the one in Zadarma's header has been seen to differ.
 *
 * @see https://www.rfc-editor.org/rfc/rfc7578
 */
function partsOf(body: Buffer): [string, string][] | null {
  // One character a byte, so that nothing is lost before the names and values are decoded.
  const text = body.toString('latin1')
  const boundary = /^(?:\r\n)?--([^\r\n]{1,100}?)[ \t]*\r\n/.exec(text)?.[1]
  if (!boundary) return null
  const [, ...parts] = `\r\n${text}`.split(`\r\n--${boundary}`)
  if (!parts.pop()?.startsWith('--') || parts.length > maxFields) return null
  const fields = parts.map(part => {
    const [, head, value] = /^[ \t]*\r\n(.*?)\r\n\r\n(.*)$/s.exec(part) ?? []
    const name = /^content-disposition:[ \t]*form-data;[ \t]*name="([^"\r\n]*)"[ \t]*$/im.exec(
      head ?? '',
    )?.[1]
    return name !== undefined && value !== undefined ? ([utf8(name), utf8(value)] as [string, string]) : null
  })
  return fields.every(field => field !== null) ? fields : null
}

function utf8(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}
