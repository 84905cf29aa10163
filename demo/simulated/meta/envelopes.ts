import { randomBytes } from 'node:crypto'

/** What a person does in the chat, beside writing a text. */
export type MetaMessageType =
  | 'text'
  | 'button'
  | 'interactive'
  | 'image'
  | 'reaction'
  | 'unsupported'
  | 'user_changed_number'

export type MetaStatus = 'sent' | 'delivered' | 'read' | 'failed'

/** Whose webhook it is. */
export interface BusinessNumber {
  /** E.164. */
  number: string
  phoneNumberId: string
}

/** One person's message. */
export interface PersonMessage {
  /** E.164; null when WhatsApp hides the number behind a user name. */
  from: string | null
  text: string
  type: MetaMessageType
  forwarded: boolean
  /** Epoch milliseconds. */
  sentAt: number
}

/** A name for a message as Meta makes them. */
export function wamid(): string {
  return `wamid.${randomBytes(21).toString('base64')}`
}

/** The envelope with one entry for each message. @see developers.facebook.com, “messages webhook reference” */
export function messagesEnvelope(business: BusinessNumber, messages: readonly PersonMessage[]): object {
  return envelope(business, messages.map(inboundValue))
}

/** The envelope that tells what became of a message of the business. @param errorCode for `failed` */
export function statusEnvelope(
  business: BusinessNumber,
  report: { id: string; to: string; status: MetaStatus; at: number; errorCode: number },
): object {
  const { id, to, status, at, errorCode } = report
  const errors = [
    { code: errorCode, title: 'Failed', message: 'Failed', error_data: { details: `Not sent to ${to}.` } },
  ]
  return envelope(business, [
    {
      statuses: [
        {
          id,
          status,
          timestamp: seconds(at),
          recipient_id: to.slice(1),
          ...(status === 'failed' ? { errors } : { pricing: { billable: true, pricing_model: 'PMP' } }),
        },
      ],
    },
  ])
}

function envelope({ number, phoneNumberId }: BusinessNumber, values: readonly object[]): object {
  const metadata = { display_phone_number: number.slice(1), phone_number_id: phoneNumberId }
  return {
    object: 'whatsapp_business_account',
    entry: values.map(value => ({
      id: '102030405060708',
      changes: [{ value: { messaging_product: 'whatsapp', metadata, ...value }, field: 'messages' }],
    })),
  }
}

/** A person with a user name has an id instead of a number. */
const userId = 'GB.10000000000000000001'

function inboundValue({ from, text, type, forwarded, sentAt }: PersonMessage): object {
  const sender = from === null ? { from_user_id: userId } : { from: from.slice(1) }
  const contact = from === null ? { user_id: userId } : { wa_id: from.slice(1), user_id: userId }
  const message = {
    ...sender,
    id: wamid(),
    timestamp: seconds(sentAt),
    ...content(type, text),
    ...(forwarded && { context: { forwarded: true } }),
  }
  // System messages come without contacts.
  const contacts =
    type === 'user_changed_number' ? {} : { contacts: [{ profile: { name: 'Ana' }, ...contact }] }
  return { ...contacts, messages: [message] }
}

function content(type: MetaMessageType, text: string): object {
  switch (type) {
    case 'text':
      return { type, text: { body: text } }
    case 'button':
      return { type, button: { payload: text, text } }
    case 'interactive':
      return { type, interactive: { type: 'button_reply', button_reply: { id: '1', title: text } } }
    case 'image':
      return { type, image: { id: '1', mime_type: 'image/jpeg', caption: text } }
    case 'reaction':
      return { type, reaction: { message_id: wamid(), emoji: '👍' } }
    case 'unsupported':
      return { type, errors: [{ code: 131051, title: 'Message type unknown' }] }
    case 'user_changed_number':
      return { type: 'system', system: { type, body: 'User Ana changed her number', wa_id: '15550009999' } }
  }
}

function seconds(ms: number): string {
  return String(Math.floor(ms / 1000))
}
