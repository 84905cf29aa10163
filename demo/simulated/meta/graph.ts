/** The rules by which `graph.facebook.com` takes a message, or does not. */

export interface GraphRules {
  /** The business number, E.164. */
  number: string
  phoneNumberId: string
  accessToken: string
  /** Approved authentication templates: name → languages as Meta spells them. */
  templates?: Readonly<Record<string, readonly string[]>>
  /** Numbers without WhatsApp, E.164. */
  withoutWhatsApp?: readonly string[]
}

export interface GraphRequest {
  method: string
  path: string
  authorization: string | undefined
  body: string
}

/** A message that was taken. */
export interface Taken {
  /** E.164. */
  to: string
  text: string
}

export class GraphRefusal extends Error {
  override readonly name = 'GraphRefusal'
  readonly status: number
  readonly code: number
  constructor(status: number, code: number, message: string) {
    super(message)
    this.status = status
    this.code = code
  }
}

export interface GraphDesk {
  /** A person wrote: for 24 hours the business may answer in words of its own. @param from E.164 */
  wrote(from: string): void
  /** A message. Throws GraphRefusal. */
  take(request: GraphRequest): Taken
  /** What is known of the number. Throws GraphRefusal. */
  show(request: GraphRequest): object
}

const windowMs = 24 * 60 * 60 * 1000
/** To one person: 45 messages at once, then one in 6 seconds. */
const burst = 45
const refillMs = 6000

/** @param now epoch milliseconds */
export function createGraphDesk(rules: GraphRules, now: () => number): GraphDesk {
  const wroteAt = new Map<string, number>()
  const buckets = new Map<string, { left: number; at: number }>()

  return {
    wrote: from => void wroteAt.set(from, now()),
    take(request) {
      admit(request, 'POST', '/messages')
      const message = readMessage(request.body)
      const { to } = message
      if (rules.withoutWhatsApp?.includes(to)) throw new GraphRefusal(400, 131026, 'Message undeliverable')
      const text = message.type === 'text' ? freeText(to, message.text) : fromTemplate(message.template)
      spend(to)
      return { to, text }
    },
    show(request) {
      admit(request, 'GET', '')
      return { display_phone_number: rules.number.slice(1), id: rules.phoneNumberId }
    },
  }

  function admit({ method, path, authorization }: GraphRequest, wanted: string, below: string): void {
    if (authorization !== `Bearer ${rules.accessToken}`) {
      throw new GraphRefusal(401, 190, 'Invalid OAuth access token')
    }
    const [, rest] = /^\/v\d+\.\d+(\/.*)$/.exec(path) ?? []
    if (method !== wanted || rest !== `/${rules.phoneNumberId}${below}`) {
      throw new GraphRefusal(400, 100, `Unsupported ${method.toLowerCase()} request. Object does not exist`)
    }
  }

  function freeText(to: string, text: unknown): string {
    const body = field(text, 'body')
    if (typeof body !== 'string' || body === '' || body.length > 4096) throw invalid('text.body')
    if (now() - (wroteAt.get(to) ?? Number.NEGATIVE_INFINITY) > windowMs) {
      throw new GraphRefusal(400, 131047, 'Re-engagement message')
    }
    return body
  }

  function fromTemplate(template: unknown): string {
    const languages = rules.templates?.[String(field(template, 'name'))]
    if (!languages?.includes(String(field(field(template, 'language'), 'code')))) {
      throw new GraphRefusal(404, 132001, 'Template name does not exist in the translation')
    }
    const components = field(template, 'components')
    const [body, button] = Array.isArray(components) ? components : []
    const code = codeOf(body)
    const isComplete =
      field(body, 'type') === 'body' &&
      field(button, 'type') === 'button' &&
      field(button, 'sub_type') === 'url' &&
      field(button, 'index') === '0'
    if (!isComplete || code === undefined || code !== codeOf(button)) {
      throw new GraphRefusal(400, 132000, 'Number of parameters does not match')
    }
    // The words are Meta's own, the same for every business.
    return `*${code}* is your verification code. For your security, do not share this code.`
  }

  function spend(to: string): void {
    const { left, at } = buckets.get(to) ?? { left: burst, at: now() }
    const filled = Math.min(burst, left + (now() - at) / refillMs)
    if (filled < 1) throw new GraphRefusal(400, 131056, 'Pair rate limit hit')
    buckets.set(to, { left: filled - 1, at: now() })
  }
}

function readMessage(body: string): { to: string; type: string; text: unknown; template: unknown } {
  let message: unknown
  try {
    message = JSON.parse(body)
  } catch {
    throw invalid('body')
  }
  const to = field(message, 'to')
  const type = field(message, 'type')
  if (field(message, 'messaging_product') !== 'whatsapp') throw invalid('messaging_product')
  // Meta takes a number without plus for a national one, sometimes: here it is an error at once.
  if (typeof to !== 'string' || !/^\+[1-9]\d{6,14}$/.test(to)) throw invalid('to')
  if (type !== 'text' && type !== 'template') throw invalid('type')
  return { to, type, text: field(message, 'text'), template: field(message, 'template') }
}

function codeOf(component: unknown): string | undefined {
  const parameters = field(component, 'parameters')
  const text = Array.isArray(parameters) && parameters.length === 1 ? field(parameters[0], 'text') : undefined
  return typeof text === 'string' && /^.{1,15}$/.test(text) ? text : undefined
}

function field(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined
}

function invalid(parameter: string): GraphRefusal {
  return new GraphRefusal(400, 100, `Invalid parameter: ${parameter}`)
}
