import express, { type Request, type RequestHandler } from 'express'
import type { Hook, HookAnswer, Inbox, Provider } from '../channel.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { Problem } from '../problem.ts'
import { equalStrings } from '../secrets.ts'
import { atMost } from './body-size.ts'

export interface HookParts {
  config: Config
  providers: ReadonlyMap<string, Provider>
  inbox: Inbox
  log: Log
  addressOf: (req: Request) => string | null
}

/**
 * `/hooks/{provider}/{hookToken}` and what stands below it. A wrong provider and
 * a wrong token are the same 404, and nobody without the token has a body read.
 * The provider's own checks come behind the door.
 */
export function hookHandlers({ config, providers, inbox, log, addressOf }: HookParts): {
  open: RequestHandler
  body: RequestHandler
  receive: RequestHandler
} {
  return {
    open(req, res, next) {
      const name = String(req.params.provider)
      const token = String(req.params.token)
      const tokens = config.providers.get(name)?.hookTokens ?? []
      const hook = providers.get(name)?.hook
      // Every token is compared, so that the time tells nothing.
      const opened = tokens.filter(own => equalStrings(own, token)).length > 0
      if (!hook || !opened) throw new Problem('not_found')
      const { signatureHeader } = hook
      if (req.method === 'POST' && signatureHeader && !req.headers[signatureHeader]) {
        log.warn({ event: 'hook_refused', provider: name, status: 401 })
        throw new Problem('unauthorized', 'The signature is missing.')
      }
      res.locals.hook = hook
      next()
    },

    body(req, res, next) {
      const { bounded, read } = rawBody((res.locals.hook as Hook).maxBytes ?? 65_536)
      bounded(req, res, error => (error ? next(error) : read(req, res, next)))
    },

    async receive(req, res) {
      const name = String(req.params.provider)
      const answer = await (res.locals.hook as Hook).receive(
        {
          method: req.method,
          // Below the router, so without the path that it is mounted at: `publicUrl` has that.
          url: config.publicUrl + req.url,
          part: String(req.params.part ?? ''),
          headers: req.headers,
          query: new URL(req.url, 'http://localhost').searchParams,
          body: bodyOf(req),
          address: addressOf(req),
        },
        inbox,
      )
      if (answer.status >= 400) log.warn({ event: 'hook_refused', provider: name, status: answer.status })
      send(res, answer)
    },
  }
}

const parsers = new Map<number, { bounded: RequestHandler; read: RequestHandler }>()

function rawBody(limit: number) {
  const known = parsers.get(limit) ?? {
    bounded: atMost(limit),
    read: express.raw({ type: () => true, limit, inflate: false }),
  }
  parsers.set(limit, known)
  return known
}

function bodyOf(req: Request): Uint8Array {
  return Buffer.isBuffer(req.body) ? req.body : new Uint8Array()
}

function send(res: Parameters<RequestHandler>[1], { status, contentType, body }: HookAnswer): void {
  res.status(status).set('Content-Type', contentType).send(Buffer.from(body))
}
