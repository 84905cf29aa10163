import express, { type Request, type RequestHandler } from 'express'
import { z } from 'zod'
import type { ChannelId } from '../api.ts'
import { channels } from '../channel.ts'
import { Problem } from '../problem.ts'
import { longestSolution } from '../work.ts'
import { atMost } from './body-size.ts'
import { plainJson } from './plain-json.ts'

/** Every field is a string with a length limit; unknown fields are dropped. */
const text = (max: number) =>
  z
    .string()
    .max(max)
    .refine(value => value.isWellFormed())
const nonce = z
  .string()
  .regex(/^[A-Za-z0-9_-]{16,128}$/, 'It has to be 16 to 128 letters, digits, "-" and "_".')
const channel = z.enum(Object.keys(channels) as [ChannelId, ...ChannelId[]])

/** What a repeated request brings because it was asked for work. */
const effort = {
  work: text(longestSolution).optional(),
  /** Turnstile's have up to 2048 characters, others more. */
  captcha: text(8192).optional(),
}

export const startBody = z.object({
  sitekey: text(64),
  channel,
  to: text(320).optional(),
  country: z
    .string()
    .regex(/^[A-Za-z]{2}$/, 'It has to be two letters.')
    .optional(),
  nonce: nonce.optional(),
  language: text(64).optional(),
  action: z
    .string()
    .regex(/^[A-Za-z0-9_-]{1,64}$/, 'It has to be 1 to 64 letters, digits, "-" and "_".')
    .optional(),
  ...effort,
})

/** What a site's own backend may say besides: on whose behalf it starts. */
export const backendStartBody = startBody.extend({
  sitekey: text(64).optional(),
  clientAddress: text(64).optional(),
})

export const checkBody = z.object({ code: text(1000), nonce: nonce.optional() })
export const sendBody = z.object({ channel: channel.optional(), ...effort })
export const proofBody = z.object({ nonce: nonce.optional() })

export const siteverifyBody = z.object({
  secret: text(512).optional(),
  response: text(8192).optional(),
  nonce: text(256).optional(),
  min_acr: z.enum(['code', 'consent', 'urn:reachproof:acr:code', 'urn:reachproof:acr:consent']).optional(),
  idempotency_key: text(256).optional(),
  /** A form sends it as text. */
  accept_test: z.union([z.boolean(), z.enum(['true', 'false'])]).optional(),
})

const maxBytes = 16_384

/**
 * Reads a JSON body.
 *
 * @param options.optional an empty body stands for `{}`
 */
export function jsonBody(options: { optional?: boolean } = {}): RequestHandler[] {
  return [
    (req, _res, next) => {
      if (options.optional && isEmpty(req)) return next()
      if (!req.is('application/json') || !isUtf8(req)) throw new Problem('unsupported_media_type')
      next()
    },
    atMost(maxBytes),
    express.json({ limit: maxBytes, inflate: false, type: () => true, verify: plainJson }),
  ]
}

/** Reads a JSON or a form body. */
export function jsonOrFormBody(): RequestHandler[] {
  return [
    (req, _res, next) => {
      if (!req.is(['application/json', 'application/x-www-form-urlencoded']) || !isUtf8(req)) {
        throw new Problem('unsupported_media_type', 'The body has to be application/json or a form.')
      }
      next()
    },
    atMost(maxBytes),
    express.json({ limit: maxBytes, inflate: false, verify: plainJson }),
    express.urlencoded({ limit: maxBytes, inflate: false, extended: false, parameterLimit: 20 }),
  ]
}

/** The fields of a body. Throws `bad_request`, naming the field but never its value. */
export function parse<T>(schema: z.ZodType<T>, body: unknown): T {
  const result = schema.safeParse(body ?? {})
  if (result.success) return result.data
  const { path, code, message } = result.error.issues[0]!
  const field = path[0]
  throw new Problem(
    'bad_request',
    field === undefined
      ? 'The body has to be a JSON object.'
      : `\`${String(field)}\` is missing or not of the right form.${code === 'invalid_format' ? ` ${message}` : ''}`,
  )
}

/** The parser would read UTF-7 and UTF-32 as well; JSON between systems is UTF-8 (RFC 8259 §8.1). */
function isUtf8(req: Request): boolean {
  const charset = /;\s*charset\s*=\s*"?([^\s";]*)/i.exec(req.headers['content-type'] ?? '')
  return charset === null || /^utf-?8$/i.test(charset[1]!)
}

function isEmpty(req: Request): boolean {
  const { 'content-length': length, 'transfer-encoding': encoding } = req.headers
  return encoding === undefined && (length === undefined || length === '0')
}
