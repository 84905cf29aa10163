import { randomInt } from 'node:crypto'
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
  /**
   * "A special link to a file on your site": with it, Massejli makes the codes itself and pushes each one there.
   * Nothing is posted to the webhook then.
   */
  push?: string
  /** The command that asks for a code, with `push`; default `verify`. */
  codeCommand?: string
  /** The texts that hold the code, by language: `{authcode}` is replaced. The first is for every other language. */
  template?: Readonly<Record<string, string>>
  /** How the push is written; default JSON. */
  pushAs?: 'json' | 'form' | 'query'
}

/** What Massejli pushes, under the names that Reachproof expects unless it is told others. */
export interface MassejliPush {
  contact: string
  authcode: string
  token: string
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
   * A message from a contact arrives in WhatsApp: it is classified and posted to the webhook, or answered with a
   * code that was pushed to the link before. Resolves to the text of the answer, empty for silence. Throws
   * WebhookError.
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
      if (account.push !== undefined) return answerWithCode(body, account.push)
      const { status, text: answer } = await call(
        'POST',
        account.webhook,
        'application/json',
        JSON.stringify(body),
      )
      if (status !== 200) throw new WebhookError(`The webhook answered ${status}.`)
      const message = readAnswer(answer)
      if (message === undefined) throw new WebhookError('The webhook answered without a "message".')
      return message
    },
  }

  /** The site knows the code before the contact does. */
  async function answerWithCode({ contact, command }: MassejliPost, link: string): Promise<string> {
    const { token, template, codeCommand = 'verify', pushAs = 'json' } = account
    // Without a number there is nobody whom the site could know.
    if (command !== codeCommand || contact === '') return ''
    const authcode = String(randomInt(1e6)).padStart(6, '0')
    const { status } = await push(link, { contact, authcode, token }, pushAs)
    if (status !== 200) throw new WebhookError(`The link for codes answered ${status}.`)
    return textFor(contact, template ?? defaultTemplate).replaceAll('{authcode}', authcode)
  }
}

const defaultTemplate = { en: 'Your code is {authcode}.' }

/** Calling codes → the language that Massejli takes a contact to read. */
const languages: Readonly<Record<string, string>> = {
  '33': 'fr',
  '961': 'ar',
  '964': 'ar',
  '966': 'ar',
  '20': 'ar',
}

function textFor(contact: string, template: Readonly<Record<string, string>>): string {
  const code = Object.keys(languages).find(code => contact.startsWith(code))
  const language = code && languages[code]
  return (language && template[language]) ?? Object.values(template)[0] ?? ''
}

function push(
  link: string,
  fields: MassejliPush,
  as: 'json' | 'form' | 'query',
): Promise<{ status: number; text: string }> {
  const form = new URLSearchParams({ ...fields }).toString()
  if (as === 'query') return call('GET', `${link}${link.includes('?') ? '&' : '?'}${form}`)
  return as === 'form'
    ? call('POST', link, 'application/x-www-form-urlencoded', form)
    : call('POST', link, 'application/json', JSON.stringify(fields))
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

function call(
  method: 'GET' | 'POST',
  url: string,
  type = '',
  body = '',
): Promise<{ status: number; text: string }> {
  const headers = type ? { 'content-type': `${type}; charset=utf-8` } : {}
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void =>
      reject(new WebhookError('The webhook could not be reached.', { cause: error }))
    const sent = request(url, { method, headers, timeout: 10_000 }, response => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        text += chunk
      })
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
      response.on('error', fail)
    })
    sent.on('timeout', () => sent.destroy(new Error('timeout')))
    sent.on('error', fail)
    sent.end(body)
  })
}
