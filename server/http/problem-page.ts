import type { RequestHandler } from 'express'
import type { ProblemCode } from '../api.ts'
import { Problem, problems } from '../problem.ts'

/** Where the `type` of a problem leads: the same few words for everybody. */
export const problemPage: RequestHandler = (req, res) => {
  const code = String(req.params.code)
  if (!Object.hasOwn(problems, code)) throw new Problem('not_found')
  res.set('Cache-Control', 'public, max-age=86400')
  res.json({ code, ...problems[code as ProblemCode] })
}
