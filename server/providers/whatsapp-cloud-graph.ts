import { setTimeout as pause } from 'node:timers/promises'
import { DeliveryError, type Receipt } from '../channel.ts'
import { createHttpClient } from './http-client.ts'
import { readRefusal } from './whatsapp-cloud-errors.ts'

/** `POST /{version}/{phone number id}/messages`. */
export interface Graph {
  /** @param to E.164. Throws DeliveryError. */
  send(to: string, content: Content, signal: AbortSignal): Promise<Receipt>
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
  const path = `/${version}/${phoneNumberId}/messages`
  const headers = { authorization: `Bearer ${accessToken}`, 'content-type': 'application/json' }

  return {
    async send(to, content, signal) {
      // With the plus: without it Meta may put the business number's country code before it.
      const body = JSON.stringify({
        messaging_product: 'whatsapp',
        recipient_type: 'individual',
        to,
        ...content,
      })
      for (let tries = 0; ; tries++) {
        const answer = await client.request({ method: 'POST', path, headers, body }, signal)
        if (answer.status >= 200 && answer.status < 300) return readReceipt(answer.text)
        const { error, passing } = readRefusal(answer)
        const pauseMs = pausesMs[tries]
        if (!passing || pauseMs === undefined) throw error
        await pause(pauseMs, undefined, { signal }).catch(() => {
          throw error
        })
      }
    },
    close: () => client.close(),
  }
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
