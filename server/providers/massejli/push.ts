/**
 * The codes that Massejli makes: it sends one to the contact and tells it to "a special link to a file on your
 * site". How it does so is not described, so the link takes what such services do: JSON, a form or the query, under
 * whatever names.
 */
import { z } from 'zod'
import type { HookAnswer, HookRequest, Inbox } from '../../channel.ts'
import { foldDigits } from '../../read-code.ts'
import { equalStrings } from '../../secrets.ts'
import { parseWhatsAppSender } from '../../whatsapp-number.ts'

/** Where the fields of a push are: a name, or in JSON the names from the outside in, with dots between. */
export interface PushFields {
  contact: string
  code: string
  token: string
}

/** One of them, as a setting. */
export const field = z
  .string('write the name of a field, such as "authcode" or "data.code"')
  .regex(/^[\w-]{1,64}(\.[\w-]{1,64}){0,7}$/, 'write the name of a field, such as "authcode" or "data.code"')

/** More is no push: a number, a code and a token fit in a line. */
const maxBytes = 16_384

/** Answers 200 whether or not somebody waits for the code: the link does not tell who does. */
export async function receivePush(
  provider: string,
  token: string,
  fields: PushFields,
  request: HookRequest,
  inbox: Inbox,
): Promise<HookAnswer> {
  if (request.method !== 'POST' && request.method !== 'GET') return refusal(405)
  if (request.body.byteLength > maxBytes) return refusal(413)
  const valuesOf = await readRequest(request)
  // The token first: a stranger learns nothing about the rest of what he sent.
  const given = only(valuesOf(fields.token))
  if (typeof given !== 'string' || !equalStrings(given, token)) return refusal(401)

  const contact = parseWhatsAppSender(textOf(valuesOf(fields.contact)))
  const code = foldDigits(textOf(valuesOf(fields.code)).trim())
  if (contact === null || !/^\d{4,10}$/.test(code)) return refusal(400)
  await inbox.codeSupplied({ provider, contact, code })
  return answer(200, 'ok')
}

/** Every value that stands under a name. More than one is one too many, whoever would read which of them. */
type ValuesOf = (path: string) => unknown[]

async function readRequest({ method, query, headers, body }: HookRequest): Promise<ValuesOf> {
  const inQuery = inPairs(query)
  if (method === 'GET' || body.byteLength === 0) return inQuery
  const inBody = await readBody(body, String(headers['content-type'] ?? ''))
  return path => [...inQuery(path), ...inBody(path)]
}

async function readBody(body: Uint8Array, contentType: string): Promise<ValuesOf> {
  // What PHP's curl makes of an array.
  if (/^multipart\/form-data\b/i.test(contentType)) return inPairs(await readMultipart(body, contentType))
  const text = decode(body)
  const json = parseJson(text)
  // Whatever the content type says: hand-written clients often say the wrong one.
  return json === undefined ? inPairs(new URLSearchParams(text)) : path => inJson(json, path.split('.'))
}

/** `code[]` and `code[0]` are a list called `code`, also with one thing in it. */
function inPairs(pairs: Iterable<[string, unknown]>): ValuesOf {
  const all = [...pairs]
  return path =>
    all.flatMap(([name, value]) => (name === path ? [value] : name.startsWith(`${path}[`) ? [[value]] : []))
}

function inJson(value: unknown, [name, ...rest]: string[]): unknown[] {
  if (name === undefined) return [value]
  if (typeof value !== 'object' || value === null || Array.isArray(value) || !Object.hasOwn(value, name))
    return []
  return inJson((value as Record<string, unknown>)[name], rest)
}

async function readMultipart(body: Uint8Array, contentType: string): Promise<Iterable<[string, unknown]>> {
  try {
    const copy = new Uint8Array(body)
    return await new Response(copy, { headers: { 'content-type': contentType } }).formData()
  } catch {
    return []
  }
}

function decode(body: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body)
  } catch {
    return ''
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function only(values: unknown[]): unknown {
  return values.length === 1 ? values[0] : undefined
}

/** A text, or a whole number as some write codes and contacts; empty for everything else. */
function textOf(values: unknown[]): string {
  const value = only(values)
  return typeof value === 'string' || Number.isSafeInteger(value) ? String(value) : ''
}

function refusal(status: number): HookAnswer {
  return answer(status, 'refused')
}

function answer(status: number, said: 'ok' | 'refused'): HookAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify({ status: said }) }
}
