import type { Request, Response } from 'express'
import type { Config, Site } from '../config.ts'
import { unknownAddress } from '../limits.ts'
import { Problem } from '../problem.ts'
import { siteOfSecret } from '../site-secret.ts'
import { textsFor } from '../texts/index.ts'
import type { Verification } from '../verification.ts'
import type { Verifier } from '../verifier.ts'
import type { Waiter } from '../waiting.ts'
import type { Effort } from '../work-gate.ts'
import { backendStartBody, checkBody, parse, proofBody, sendBody, startBody } from './bodies.ts'
import { countedAddress } from './client-address.ts'
import { requireOrigin } from './origins.ts'

export interface VerificationParts {
  config: Config
  verifier: Verifier
  waiter: Waiter
  addressOf: (req: Request) => string | null
}

type Handler = (req: Request, res: Response) => Promise<void>

/** The requests of §4.2 on verifications: parse, hand over, reply. */
export function verificationHandlers({ config, verifier, waiter, addressOf }: VerificationParts) {
  const start: Handler = async (req, res) => {
    const secret = bearerOf(req)
    const from = secret === null ? browserStart(req, res) : backendStart(req, secret)
    const { site, body } = from
    const view = await verifier.start({
      site,
      channel: body.channel,
      to: body.to ?? null,
      country: body.country?.toUpperCase() ?? null,
      nonce: body.nonce ?? null,
      language: textsFor(body.language, site.language).language,
      action: body.action ?? null,
      origin: from.origin,
      idempotencyKey: idempotencyKeyOf(req),
      address: from.address,
      effort: effortOf(body),
    })
    res.status(201).json(view)
  }

  const view: Handler = async (req, res) => {
    const { v } = await authorized(req, res, { originNeeded: false })
    waiter.look(v.id)
    const { wait, revision } = req.query
    if (wait === undefined || revision === undefined) {
      res.json(await verifier.view(v))
      return
    }
    const gone = new AbortController()
    res.once('close', () => gone.abort())
    const newest = await waiter.wait(
      v.id,
      wholeNumber(wait, 25, 'wait'),
      wholeNumber(revision, 1e9, 'revision'),
      gone.signal,
    )
    if (!gone.signal.aborted) res.json(await verifier.view(newest))
  }

  const check: Handler = async (req, res) => {
    const { v } = await authorized(req, res, { originNeeded: true })
    const { code, nonce } = parse(checkBody, req.body)
    res.json(await verifier.check(v.id, { code, nonce: nonce ?? null }, { address: addressOf(req) }))
  }

  const send: Handler = async (req, res) => {
    const { v } = await authorized(req, res, { originNeeded: true })
    const body = parse(sendBody, req.body)
    const input = {
      channel: body.channel ?? null,
      idempotencyKey: idempotencyKeyOf(req),
      effort: effortOf(body),
    }
    res.json(await verifier.send(v.id, input, { address: addressOf(req) }))
  }

  const proof: Handler = async (req, res) => {
    const { v } = await authorized(req, res, { originNeeded: true })
    const { nonce } = parse(proofBody, req.body)
    res.json(await verifier.renewProof(v.id, nonce ?? null))
  }

  const end: Handler = async (req, res) => {
    const { v } = await authorized(req, res, { originNeeded: true })
    await verifier.end(v.id)
    res.status(204).end()
  }

  return { start, view, check, send, proof, end }

  function browserStart(req: Request, res: Response) {
    const body = parse(startBody, req.body)
    const site = config.sites.get(body.sitekey)
    if (!site) throw new Problem('not_found', 'There is no site with this key.')
    const origin = requireOrigin(req, res, site, { needed: true })
    return { site, body, origin, address: addressOf(req) }
  }

  function backendStart(req: Request, secret: string) {
    const site = siteOfSecret(config, secret)
    if (!site) throw new Problem('unauthorized')
    // A browser would say its origin, and must never hold a site's secret.
    if (req.headers.origin !== undefined) throw new Problem('origin_not_allowed')
    const body = parse(backendStartBody, req.body)
    if (body.sitekey !== undefined && body.sitekey !== site.key)
      throw new Problem('not_found', 'The secret is another site’s.')
    return {
      site,
      body,
      origin: null,
      address:
        body.clientAddress === undefined ? null : (countedAddress(body.clientAddress) ?? unknownAddress),
    }
  }

  async function authorized(
    req: Request,
    res: Response,
    { originNeeded }: { originNeeded: boolean },
  ): Promise<{ v: Verification; site: Site }> {
    const secret = bearerOf(req)
    if (secret === null) throw new Problem('unauthorized')
    const known = await verifier.authorize(String(req.params.id), secret)
    // What a backend started may go on in an app, which has no origin.
    requireOrigin(req, res, known.site, { needed: originNeeded && known.v.origin !== null })
    return known
  }
}

function bearerOf(req: Request): string | null {
  return /^Bearer ([\w.~+/-]{1,512}=*)$/i.exec(req.headers.authorization ?? '')?.[1] ?? null
}

function idempotencyKeyOf(req: Request): string | null {
  const key = req.headers['idempotency-key']
  if (key === undefined) return null
  if (typeof key !== 'string' || !/^[A-Za-z0-9_-]{22,128}$/.test(key)) {
    throw new Problem(
      'bad_request',
      'Idempotency-Key has to be 22 to 128 characters of A–Z, a–z, 0–9, - and _.',
    )
  }
  return key
}

function effortOf(body: { work?: string | undefined; captcha?: string | undefined }): Effort {
  return { work: body.work ?? null, captcha: body.captcha ?? null }
}

function wholeNumber(text: unknown, max: number, name: string): number {
  const value = typeof text === 'string' && /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN
  if (!(value <= max))
    throw new Problem('bad_request', `\`${name}\` has to be a whole number from 0 to ${max}.`)
  return value
}
