import type { Request, RequestHandler } from 'express'
import type { HookAnswer, Inbox, Provider } from '../channel.ts'
import type { Config } from '../config.ts'
import type { Log } from '../log.ts'
import { Problem } from '../problem.ts'
import { equalStrings } from '../secrets.ts'

/**
 * `/hooks/{provider}/{hookToken}`: a wrong provider and a wrong token are the
 * same 404. The provider's own checks come behind the door.
 */
export function hookHandler(parts: {
  config: Config
  providers: ReadonlyMap<string, Provider>
  inbox: Inbox
  log: Log
}): RequestHandler {
  const { config, providers, inbox, log } = parts

  return async (req, res) => {
    const name = String(req.params.provider)
    const token = String(req.params.token)
    const tokens = config.providers.get(name)?.hookTokens ?? []
    const hook = providers.get(name)?.hook
    // Every token is compared, so that the time tells nothing.
    const opened = tokens.filter(own => equalStrings(own, token)).length > 0
    if (!hook || !opened) throw new Problem('not_found')

    const answer = await hook.receive(
      {
        method: req.method,
        headers: req.headers,
        query: new URL(req.originalUrl, 'http://localhost').searchParams,
        body: bodyOf(req),
      },
      inbox,
    )
    if (answer.status >= 400) log.warn({ event: 'hook_refused', provider: name, status: answer.status })
    send(res, answer)
  }
}

function bodyOf(req: Request): Uint8Array {
  return Buffer.isBuffer(req.body) ? req.body : new Uint8Array()
}

function send(res: Parameters<RequestHandler>[1], { status, contentType, body }: HookAnswer): void {
  res.status(status).set('Content-Type', contentType).send(Buffer.from(body))
}
