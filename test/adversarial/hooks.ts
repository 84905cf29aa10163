import { randomUUID } from 'node:crypto'
import { type Answer, issuer } from '../server-harness.ts'
import { type AccountName, accounts } from './accounts.ts'
import type { Suite } from './harness.ts'
import { cloudSignature, twilioFormSignature, webhookHeaders, zadarmaSignature } from './signing.ts'

type Headers = Record<string, string>

/** What the providers post. Anything can be replaced; signatures are made over what is really sent. */
export interface Hooks {
  /** WhatsApp Cloud API: one message. `more` goes into the message, `null` for `from` hides the number. */
  cloud(
    message: { from: string | null; text: string; id?: string; timestamp?: number } & Record<string, unknown>,
    options?: { account?: 'cloud_a' | 'cloud_b'; headers?: Headers },
  ): Promise<Answer>
  /** WhatsApp Cloud API: any body, signed unless `headers` says otherwise. */
  cloudRaw(
    body: string | Uint8Array,
    options?: { account?: 'cloud_a' | 'cloud_b'; headers?: Headers; secret?: string },
  ): Promise<Answer>
  /** Massejli: `contact` writes `message`; the reply text. Everything else can be replaced. */
  massejli(
    body: { contact: string; message: string } & Record<string, unknown>,
    options?: { account?: 'mj_a' | 'mj_b' },
  ): Promise<Answer<{ message: string }>>
  /** Massejli pushes a code of its own. */
  push(body: Record<string, unknown>): Promise<Answer>
  /** Zadarma: a notification as a form, signed. */
  zadarma(fields: Record<string, string>, headers?: Headers): Promise<Answer>
  /** Twilio: a form to `…{part}`, such as `/status`, signed over the public address. */
  twilio(fields: Record<string, string>, options?: { part?: string; headers?: Headers }): Promise<Answer>
  /** The gateway: a report, signed as a Standard Webhook. */
  gateway(body: unknown, options?: { id?: string; seconds?: number; headers?: Headers }): Promise<Answer>
  /** The path of a hook, with its token. */
  path(account: AccountName, part?: string): string
}

/** The envelope of Meta around one message. */
export function cloudEnvelope(
  message: { from: string | null; text: string; id?: string; timestamp?: number } & Record<string, unknown>,
  account: 'cloud_a' | 'cloud_b' = 'cloud_a',
) {
  const { from, text, id = `wamid.${randomUUID()}`, timestamp, ...more } = message
  const { phoneNumberId, number } = accounts[account]
  const digits = from?.replace(/\D/g, '')
  return {
    object: 'whatsapp_business_account',
    entry: [
      {
        id: '102290129340398',
        changes: [
          {
            field: 'messages',
            value: {
              messaging_product: 'whatsapp',
              metadata: { display_phone_number: number.slice(1), phone_number_id: phoneNumberId },
              contacts: [{ profile: { name: 'Visitor' }, ...(digits && { wa_id: digits }) }],
              messages: [
                {
                  ...(digits && { from: digits }),
                  id,
                  timestamp: String(timestamp ?? Math.floor(Date.now() / 1000)),
                  type: 'text',
                  text: { body: text },
                  ...more,
                },
              ],
            },
          },
        ],
      },
    ],
  }
}

/** What `suite.hooks` is. */
export function createHooks(suite: Pick<Suite, 'request' | 'sink'>): Hooks {
  const hooks: Hooks = {
    path: (account, part = '') => `/hooks/${account}/${accounts[account].hookToken}${part}`,
    cloud: (message, { account = 'cloud_a', headers } = {}) =>
      hooks.cloudRaw(JSON.stringify(cloudEnvelope(message, account)), { account, headers }),
    cloudRaw: (raw, { account = 'cloud_a', headers, secret = accounts[account].appSecret } = {}) =>
      suite.request('POST', hooks.path(account), {
        raw,
        headers: {
          'Content-Type': 'application/json',
          'X-Hub-Signature-256': cloudSignature(secret, raw),
          ...headers,
        },
      }),
    async massejli(body, { account = 'mj_a' } = {}) {
      const { number, token } = accounts[account]
      const answer = await suite.request<{ message: string }>('POST', hooks.path(account), {
        json: {
          phone: number.slice(1),
          token,
          command: 'verify',
          ...body,
          contact: body.contact.replace('+', ''),
        },
      })
      if (answer.body?.message) suite.sink.replied(body.contact, answer.body.message)
      return answer
    },
    push: body =>
      suite.request('POST', hooks.path('mj_push', '/code'), {
        json: { token: accounts.mj_push.token, ...body },
      }),
    zadarma: (fields, headers) =>
      suite.request('POST', hooks.path('zad'), {
        raw: new URLSearchParams(fields).toString(),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          Signature: zadarmaSignature(accounts.zad.secret, fields),
          ...headers,
        },
      }),
    async twilio(fields, { part = '', headers } = {}) {
      const path = hooks.path('tw', part)
      const form = { AccountSid: accounts.tw.accountSid, ...fields }
      const answer = await suite.request('POST', path, {
        raw: new URLSearchParams(form).toString(),
        headers: {
          'Content-Type': 'application/x-www-form-urlencoded',
          'X-Twilio-Signature': twilioFormSignature(accounts.tw.authToken, issuer + path, form),
          ...headers,
        },
      })
      const [, said = ''] = /<Message>(.*?)<\/Message>/s.exec(answer.text) ?? []
      if (fields.From) suite.sink.replied(fields.From, said)
      return answer
    },
    gateway(body, { id = randomUUID(), seconds = Math.floor(Date.now() / 1000), headers } = {}) {
      const raw = JSON.stringify(body)
      return suite.request('POST', hooks.path('gw'), {
        raw,
        headers: {
          'Content-Type': 'application/json',
          ...webhookHeaders(accounts.gw.secret, id, raw, seconds),
          ...headers,
        },
      })
    },
  }
  return hooks
}
