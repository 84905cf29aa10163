import type { MessageKey } from './message.ts'

/** What can be filled into a text: the words in braces. */
export type Placeholder = 'authcode' | 'site' | 'name' | 'minutes' | 'key'

/** How a placeholder stands in a text; the word is the first group. */
export const placeholderPattern = /\{(\w+)\}/g

export interface Placeholders {
  /** A text needs one of each group. */
  needed: readonly (readonly Placeholder[])[]
  optional: readonly Placeholder[]
}

const none: Placeholders = { needed: [], optional: [] }

/**
 * What each text is filled in with, whoever wrote it; nothing else ever is. So no subject, which lock screens
 * show, and nothing said before a key is pressed, which answering machines record, can hold a code.
 */
export const placeholders: Readonly<Record<MessageKey, Placeholders>> = {
  whatsapp_code: { needed: [['authcode'], ['site']], optional: ['minutes', 'name'] },
  whatsapp_other: none,
  whatsapp_help: none,
  whatsapp_use_link: none,
  whatsapp_later: none,
  whatsapp_canceled: none,
  // Who sends it and where to type it stand in the line for autofill, so both may go unsaid.
  sms_code: { needed: [['authcode']], optional: ['name', 'site', 'minutes'] },
  // A caller says who calls.
  call_code: { needed: [['authcode'], ['site', 'name']], optional: ['minutes'] },
  call_key: { needed: [['key'], ['site', 'name']], optional: [] },
  call_button: { needed: [['site', 'name']], optional: [] },
  call_thanks: { needed: [], optional: ['site', 'name'] },
  call_declined: { needed: [], optional: ['site', 'name'] },
  email_subject: { needed: [['site']], optional: ['minutes', 'name'] },
  email_text: { needed: [['authcode'], ['site']], optional: ['minutes', 'name'] },
  email_before: { needed: [['site']], optional: ['minutes', 'name'] },
  email_after: { needed: [['site']], optional: ['minutes', 'name'] },
  email_not_you: { needed: [], optional: ['site', 'minutes', 'name'] },
}

/** Every placeholder of a text, the needed ones first. */
export function placeholdersIn(key: MessageKey): Placeholder[] {
  const { needed, optional } = placeholders[key]
  return [...needed.flat(), ...optional]
}
