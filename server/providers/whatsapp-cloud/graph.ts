import { setTimeout as pause } from 'node:timers/promises'
import { DeliveryError, type Receipt } from '../../channel.ts'
import { createHttpClient, type HttpAnswer } from '../http-client.ts'
import { readRefusal } from './errors.ts'

/** `/{version}/{phone number id}` of the Graph API. */
export interface Graph {
  /** @param to E.164. Throws DeliveryError. */
  send(to: string, content: Content, signal: AbortSignal): Promise<Receipt>
  /** The number behind the id, as Meta writes it; null when it does not say. Throws DeliveryError. */
  displayNumber(signal: AbortSignal): Promise<string | null>
  close(): Promise<void>
}

/** What is sent, as Graph takes it. */
export type Content =
  | { type: 'text'; text: { preview_url: false; body: string } }
  | { type: 'template'; template: { name: string; language: { code: string }; components: object[] } }

export interface GraphAccess {
  baseUrl: string
  version: string
  phoneNumberId: string
  accessToken: string
}

/** Between the tries, when Graph says that it took nothing: a visitor waits at the other end. */
const pausesMs = [200, 600]

export function createGraph({ baseUrl, version, phoneNumberId, accessToken }: GraphAccess): Graph {
  const client = createHttpClient(baseUrl)
  const path = `/${version}/${phoneNumberId}`
  const authorization = `Bearer ${accessToken}`

  return {
    async send(to, content, signal) {
      // With the plus: without it Meta may put the business number's country code before it.
      const body = JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        ...content,
      })
      const headers = { authorization, 'content-type': 'application/json' }
      for (let tries = 0; ; tries++) {
        const answer = await client.request(
          { method: 'POST', path: `${path}/messages`, headers, body },
          signal,
        )
        if (isTaken(answer)) return readReceipt(answer.text)
        const { error, passing } = readRefusal(answer)
        const pauseMs = pausesMs[tries]
        if (!passing || pauseMs === undefined) throw error
        await pause(pauseMs, undefined, { signal }).catch(() => {
          throw error
        })
      }
    },
    async displayNumber(signal) {
      const answer = await client.request(
        { method: 'GET', path: `${path}?fields=display_phone_number`, headers: { authorization } },
        signal,
      )
      if (!isTaken(answer)) throw readRefusal(answer).error
      try {
        const number: unknown = JSON.parse(answer.text).display_phone_number
        return typeof number === 'string' ? number : null
      } catch {
        return null
      }
    },
    close: () => client.close(),
  }
}

function isTaken({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300
}

function readReceipt(text: string): Receipt {
  try {
    const id: unknown = JSON.parse(text).messages[0].id
    if (typeof id === 'string' && id !== '') return { id }
  } catch {
    // Not Graph's answer, whatever its status.
  }
  throw new DeliveryError('unavailable', 'an answer without the id of a message', { unsent: false })
}

export function textContent(body: string): Content {
  return { type: 'text', text: { preview_url: false, body } }
}

/** An authentication template has the code twice: in its text, and behind its button that copies it. */
export function codeTemplate(name: string, language: string, code: string): Content {
  const parameters = [{ type: 'text', text: code }]
  return {
    type: 'template',
    template: {
      name,
      language: { code: language },
      components: [
        { type: 'body', parameters },
        { type: 'button', sub_type: 'url', index: '0', parameters },
      ],
    },
  }
}
