import { z } from 'zod'
import type { Hook, HookAnswer, HookRequest, Inbox } from '../../channel.ts'
import { readWebhook } from './standard-webhooks.ts'

/** How a call ended, by the names of the message that asked for it. */
const callReport = z.object({
  verificationId: z.string().regex(/^[\w-]{1,128}$/),
  send: z.int().min(1).max(9999),
  event: z.enum(['pressed', 'declined', 'not_answered', 'failed']),
})

/** What became of a message, by the `id` that the gateway answered with. */
const deliveryReport = z.object({
  id: z.string().min(1).max(128),
  event: z.enum(['sent', 'delivered', 'failed']),
})

const report = z.union([callReport, deliveryReport])

/** No report is longer. */
const maxBytes = 4096

/**
 * What a gateway reports, signed as our own requests are. A report is counted once: its `webhook-id` names the call
 * for good, and a repeated delivery report says nothing new.
 */
export function createGatewayHook(provider: string, secret: string, now: () => number): Hook {
  return {
    signatureHeader: 'webhook-signature',
    maxBytes,
    async receive(request: HookRequest, inbox: Inbox): Promise<HookAnswer> {
      if (request.part !== '') return answer(404, {})
      if (request.method !== 'POST') return answer(405, {})
      const id = readWebhook(secret, request.headers, request.body, now())
      if (id === null) return answer(401, {})
      const read = report.safeParse(parseJson(request.body))
      if (!read.success) return answer(400, {})
      if ('id' in read.data) {
        await inbox.delivery({ provider, receipt: read.data.id, status: read.data.event })
        return answer(200, {})
      }
      const { verificationId, send, event } = read.data
      const call = { verificationId, send }
      // What the gateway may say to whoever pressed the key.
      const counted = await inbox.callEnded({ provider, call, end: event, startedAt: null, marks: [id] })
      return answer(200, { counted })
    },
  }
}

function parseJson(body: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body))
  } catch {
    return undefined
  }
}

function answer(status: number, body: { counted?: boolean }): HookAnswer {
  return { status, contentType: 'application/json; charset=utf-8', body: JSON.stringify(body) }
}
