import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import type { PhoneNetwork } from '../../network.ts'
import { WebhookError } from '../massejli/massejli.ts'
import { type Taken, type TwilioAccount, TwilioRefusal, type TwilioScenario, takeRequest } from './api.ts'
import { followTwiml } from './call.ts'
import { postForm } from './webhook.ts'
import { type Element, readXml } from './xml.ts'

export interface TwilioOptions {
  /** How long a second of its own is, in milliseconds: shorter in a hurry. */
  secondMs?: number
}

export interface SimulatedTwilio {
  /** In place of `https://api.twilio.com`. */
  readonly url: string
  /** How it takes what it is asked to send, from now on. */
  scenario: TwilioScenario
  /**
   * Somebody writes to the WhatsApp sender. Resolves to the text of the answer, empty for silence. Throws WebhookError.
   *
   * @param from E.164, or a user name where WhatsApp hides the number
   */
  message(from: string, text: string): Promise<string>
  close(): Promise<void>
}

/**
 * Twilio, as far as messages, calls and their webhooks are concerned: it takes what its REST API is asked to send,
 * does what TwiML says, and posts what became of it, signed.
 *
 * It knows nothing of verifications.
 */
export async function createSimulatedTwilio(
  account: TwilioAccount,
  network: PhoneNetwork,
  { secondMs = 1000 }: TwilioOptions = {},
): Promise<SimulatedTwilio> {
  const { accountSid, authToken } = account
  const about = { AccountSid: accountSid, ApiVersion: '2010-04-01' }
  const underWay = new Set<Promise<void>>()
  const calls = new Set<() => void>()
  let closed = false

  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => null)
    // Whoever asked has gone away.
    if (body === null) return
    try {
      const taken = takeRequest(account, twilio.scenario, {
        method: request.method!,
        path: new URL(request.url!, 'http://twilio').pathname,
        authorization: request.headers.authorization ?? '',
        form: new URLSearchParams(body),
      })
      const sid = newSid(taken.kind === 'call' ? 'CA' : 'SM')
      const { from, to } = taken
      answer(201, { sid, account_sid: accountSid, from, to, status: 'queued', error_code: null })
      inBackground(carry(sid, taken, twilio.scenario))
    } catch (error) {
      if (!(error instanceof TwilioRefusal)) throw error
      const { status, code, message } = error
      answer(status, { code, message, more_info: `https://www.twilio.com/docs/errors/${code}`, status })
    }

    function answer(status: number, json: object): void {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(json))
    }
  })
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))

  const twilio: SimulatedTwilio = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    scenario: 'works',

    async message(from, body) {
      const sid = newSid('SM')
      const answer = await postForm(authToken, account.webhook, {
        ...about,
        SmsMessageSid: sid,
        SmsSid: sid,
        MessageSid: sid,
        SmsStatus: 'received',
        MessageType: 'text',
        NumMedia: '0',
        NumSegments: '1',
        ReferralNumMedia: '0',
        ProfileName: 'Ana Ruiz',
        ...(from.startsWith('+') && { WaId: from.slice(1) }),
        From: `whatsapp:${from}`,
        To: `whatsapp:${account.whatsapp ?? account.number}`,
        Body: body,
      })
      return (answer?.children ?? []).map(messageText).join('\n')
    },

    async close() {
      closed = true
      for (const hangUp of calls) hangUp()
      server.close()
      server.closeAllConnections()
      await Promise.all(underWay)
    },
  }
  return twilio

  async function carry(sid: string, taken: Taken, scenario: TwilioScenario): Promise<void> {
    if (taken.kind === 'call') return carryCall(sid, taken)
    const { kind, from, to, content, statusCallback } = taken
    const arrives = scenario !== 'undelivered'
    if (arrives) network[kind]({ from, to, text: content })
    if (statusCallback === null) return
    for (const status of arrives ? ['sent', 'delivered'] : ['sent', 'undelivered']) {
      await postForm(authToken, statusCallback, {
        ...about,
        SmsSid: sid,
        MessageSid: sid,
        SmsStatus: status,
        MessageStatus: status,
        From: from,
        To: to,
        ...(status === 'undelivered' && { ErrorCode: '30003' }),
      })
    }
  }

  async function carryCall(
    sid: string,
    { from, to, content, statusCallback, ringSeconds }: Taken,
  ): Promise<void> {
    const inCall = { ...about, CallSid: sid, From: from, To: to, Direction: 'outbound-api' }
    const call = network.call({ from, to })
    const hangUp = () => call.hangUp()
    calls.add(hangUp)
    const ringing = setTimeout(hangUp, ringSeconds * secondMs)
    const answered = await call.answered
    clearTimeout(ringing)
    if (answered === 'answered') {
      const post = (action: string, digits: string) =>
        postForm(authToken, action, {
          ...inCall,
          CallStatus: 'in-progress',
          Digits: digits,
          FinishedOnKey: '',
          msg: 'Gather End',
        })
      try {
        await followTwiml(readXml(content), { call, post, secondMs })
      } catch {
        // Whatever went wrong, this is all that whoever picked up hears of it.
        await call.say('We are sorry, an application error has occurred. Goodbye.', 'en-US')
      }
      call.hangUp()
      await call.ended
    }
    calls.delete(hangUp)
    if (statusCallback === null || closed) return
    await postForm(authToken, statusCallback, {
      ...inCall,
      CallStatus: endings[answered],
      CallDuration: '0',
      CallbackSource: 'call-progress-events',
      SequenceNumber: '0',
      Timestamp: new Date().toUTCString(),
    })
  }

  function inBackground(work: Promise<void>): void {
    // Nobody waits for a report: what the webhook refuses is lost.
    const done = work
      .catch(error => {
        if (!(error instanceof WebhookError)) throw error
      })
      .finally(() => underWay.delete(done))
    underWay.add(done)
  }
}

/** How the ringing ended → what Twilio calls it. Declined on the phone is busy to whoever calls. */
const endings = { answered: 'completed', busy: 'busy', cancel: 'busy', 'no answer': 'no-answer' } as const

function messageText({ name, text, children }: Element): string {
  if (name !== 'Message') throw new WebhookError(`The webhook answered with <${name}>.`)
  return children.find(child => child.name === 'Body')?.text ?? text
}

function newSid(prefix: string): string {
  return prefix + randomBytes(16).toString('hex')
}
