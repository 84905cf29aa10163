import type { ProblemCode } from './api.ts'

/** Every error the API answers with, its status and its title. Codes are never renamed. */
export const problems: Readonly<Record<ProblemCode, { status: number; title: string }>> = {
  bad_request: { status: 400, title: 'The request is not understood' },
  invalid_contact: { status: 400, title: 'This is not a complete phone number or email address' },
  nonce_required: { status: 400, title: 'This site needs a nonce' },
  unsupported_destination: { status: 400, title: 'This contact cannot be reached over this channel' },
  unauthorized: { status: 401, title: 'The secret is missing or wrong, or the verification is gone' },
  origin_not_allowed: { status: 403, title: 'This origin may not use this site' },
  channel_not_allowed: { status: 403, title: 'This site does not use this channel' },
  not_found: { status: 404, title: 'There is nothing here' },
  method_not_allowed: { status: 405, title: 'This method is not possible here' },
  already_used: { status: 409, title: 'This verification is already verified' },
  no_code_yet: { status: 409, title: 'No code was sent yet' },
  not_possible: { status: 409, title: 'This is not possible now' },
  closed: { status: 410, title: 'This verification has ended' },
  too_large: { status: 413, title: 'The request is too large' },
  unsupported_media_type: { status: 415, title: 'The body has to be application/json' },
  wrong_code: { status: 422, title: 'The code is not right' },
  work_required: { status: 428, title: 'Some work is asked before this goes on' },
  try_later: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'Something went wrong on the server' },
  unavailable: { status: 503, title: 'This is not working right now' },
}

/** An expected end of a request. `detail` and `members` are public: never a code, secret or whole contact. */
export class Problem extends Error {
  override name = 'Problem'
  readonly code: ProblemCode
  readonly members: Readonly<Record<string, unknown>>

  /** @param options.cause what really happened, for the log only */
  constructor(
    code: ProblemCode,
    detail = problems[code].title,
    options: { members?: Record<string, unknown>; cause?: unknown } = {},
  ) {
    super(detail, { cause: options.cause })
    this.code = code
    this.members = options.members ?? {}
  }

  get status(): number {
    return problems[this.code].status
  }
}
