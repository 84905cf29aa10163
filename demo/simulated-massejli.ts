import { request } from 'node:http'

/** What Massejli is told on its own pages: the account, the number, where to post, and the list of commands. */
export interface MassejliAccount {
  /** Digits without `+`, as Massejli writes them. */
  phone: string
  token: string
  webhook: string
  /** The list: the word that a message begins with → the command it is classified under. */
  commands: Readonly<Record<string, string>>
  /** For a message that begins with no word of the list. */
  otherwise: string
}

/** The body that Massejli posts. @see the seed document: `phone, token, contact, command, message`. */
export interface MassejliPost {
  phone: string
  token: string
  contact: string
  command: string
  message: string
}

/** The webhook did not answer as Massejli expects. */
export class WebhookError extends Error {
  override readonly name = 'WebhookError'
}

export interface SimulatedMassejli {
  /**
   * A message from a contact arrives in WhatsApp: it is classified and posted to the webhook.
   * Resolves to the text of the answer, empty for silence. Throws WebhookError.
   *
   * @param contact digits without `+`; empty when WhatsApp hides the number
   */
  message(contact: string, text: string): Promise<string>
}

/**
 * Massejli, as far as its webhook is concerned.
 *
 * It knows nothing of verifications and nothing of this demo: it speaks the
 * JSON of the seed document to whatever webhook it is pointed at.
 */
export function createSimulatedMassejli(account: MassejliAccount): SimulatedMassejli {
  return {
    async message(contact, text) {
      const body: MassejliPost = {
        phone: account.phone,
        token: account.token,
        contact,
        command: classify(text, account),
        message: text,
      }
      const { status, text: answer } = await post(account.webhook, JSON.stringify(body))
      if (status !== 200) throw new WebhookError(`The webhook answered ${status}.`)
      const message = readAnswer(answer)
      if (message === undefined) throw new WebhookError('The webhook answered without a "message".')
      return message
    },
  }
}

/** The command of a message, by its first word, whatever its case and width. */
export function classify(
  text: string,
  { commands, otherwise }: Pick<MassejliAccount, 'commands' | 'otherwise'>,
): string {
  const word = text.normalize('NFKC').trim().split(/\s+/, 1)[0]?.toLowerCase()
  const entry = Object.entries(commands).find(([known]) => known.toLowerCase() === word)
  return entry?.[1] ?? otherwise
}

function readAnswer(text: string): string | undefined {
  try {
    const answer: unknown = JSON.parse(text)
    if (typeof answer !== 'object' || answer === null || !('message' in answer)) return undefined
    return typeof answer.message === 'string' ? answer.message : undefined
  } catch {
    return undefined
  }
}

function post(url: string, body: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(new WebhookError('The webhook could not be reached.', { cause: error }))
    const call = request(
      url,
      { method: 'POST', headers: { 'content-type': 'application/json; charset=utf-8' }, timeout: 10_000 },
      response => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          text += chunk
        })
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
        response.on('error', fail)
      },
    )
    call.on('timeout', () => call.destroy(new Error('timeout')))
    call.on('error', fail)
    call.end(body)
  })
}
