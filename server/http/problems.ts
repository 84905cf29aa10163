import { randomUUID } from 'node:crypto'
import type { ErrorRequestHandler, Request, RequestHandler, Response } from 'express'
import type { ProblemBody } from '../api.ts'
import type { Log } from '../log.ts'
import { Problem, problems } from '../problem.ts'

/** Numbers the request, so that an answer and its log line can be brought together. */
export const numbered: RequestHandler = (_req, res, next) => {
  res.locals.requestId = randomUUID()
  res.set('X-Request-Id', res.locals.requestId)
  next()
}

/** Answers a problem as `application/problem+json`. @see https://www.rfc-editor.org/rfc/rfc9457 */
export function sendProblem(res: Response, problem: Problem, publicUrl: string): void {
  const body: ProblemBody = {
    type: `${publicUrl}/problems/${problem.code}`,
    title: problems[problem.code].title,
    status: problem.status,
    detail: problem.message,
    code: problem.code,
    requestId: res.locals.requestId,
    ...problem.members,
  }
  if (body.retryAfterSeconds !== undefined) res.set('Retry-After', String(body.retryAfterSeconds))
  res.status(problem.status).type('application/problem+json').send(JSON.stringify(body))
}

/** The last handler: every error becomes a problem, and whatever was not expected is logged and told nobody. */
export function problemHandler(publicUrl: string, log: Log): ErrorRequestHandler {
  return (error, req, res, _next) => {
    const problem = asProblem(error)
    // A parser that was left behind when its request was refused, or a client that went away after its answer.
    if (res.writableEnded && problem.status < 500) return
    const line = { event: 'problem', code: problem.code, status: problem.status, ...requestOf(req, res) }
    if (problem.status >= 500) log.error({ ...line, error: problem.cause ?? error }, problem.message)
    else log.info(line)
    if (res.headersSent) res.destroy()
    else sendProblem(res, problem, publicUrl)
  }
}

/** What a log says of a request: the route, never the path, which may hold a token. */
export function requestOf(req: Request, res: Response): Record<string, unknown> {
  return { requestId: res.locals.requestId, method: req.method, route: req.route?.path ?? null }
}

/** The kinds of error that Express and its body parsers bring. */
const parserProblems: Readonly<
  Record<string, [code: ConstructorParameters<typeof Problem>[0], detail: string]>
> = {
  'entity.too.large': ['too_large', 'The body may have at most 16 KB.'],
  'encoding.unsupported': ['unsupported_media_type', 'The body may not be compressed.'],
  'charset.unsupported': ['unsupported_media_type', 'The body has to be UTF-8.'],
  'parameters.too.many': ['too_large', 'The form has too many fields.'],
  'json.not.utf8': ['bad_request', 'The body has to be UTF-8, without a byte order mark.'],
  'json.too.deep': ['bad_request', 'The body has too many levels.'],
}

function asProblem(error: unknown): Problem {
  if (error instanceof Problem) return error
  const { type, status } = error as { type?: string; status?: number }
  const known = parserProblems[type ?? '']
  if (known) return new Problem(...known)
  if (status !== undefined && status >= 400 && status < 500) {
    return new Problem('bad_request', type === 'entity.parse.failed' ? 'The body is not JSON.' : undefined, {
      cause: error,
    })
  }
  return new Problem('internal', undefined, { cause: error })
}
