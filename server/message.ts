import type { Text } from './api.ts'
import type { Message } from './channel.ts'
import { en } from './texts/en.ts'
import { type LanguageTexts, languages, textsFor } from './texts/index.ts'

/** What a code message says; a whole `Message` fits. */
export type CodeMessage = Pick<Message, 'code' | 'minutes' | 'language'> & { site: { domain: string } }

export type MessageKey = keyof typeof en.messages

/** The answers in a WhatsApp chat that hold no code. */
export type Reply = Exclude<MessageKey & `whatsapp_${string}`, 'whatsapp_code'>

/** A site's own wording: language → key of `messages` → text. Sound once `checkTexts` found no mistake. */
export type MessageOverrides = Readonly<Record<string, Readonly<Partial<Record<MessageKey, Text>>>>>

/** The parts of a mail; the addresses and headers are the mailer's. */
export interface EmailContent {
  subject: string
  text: string
  html: string
}

/** The answer with the code, in the WhatsApp chat where the visitor wrote. */
export function renderWhatsAppCode(message: CodeMessage, overrides: MessageOverrides = {}): string {
  return sentences(message, overrides)('whatsapp_code')
}

/** Any other answer in a WhatsApp chat. */
export function renderReply(reply: Reply, language: string, overrides: MessageOverrides = {}): string {
  const spoken = textsFor(language, 'en')
  return formFor(wording(reply, spoken, overrides), 0, spoken.language)
}

/** The mail with the code, as plain text and as HTML. The subject never holds the code: lock screens show it. */
export function renderEmail(message: CodeMessage, overrides: MessageOverrides = {}): EmailContent {
  const spoken = textsFor(message.language, 'en')
  const sentence = sentences(message, overrides)
  return { subject: sentence('email_subject'), text: sentence('email_text'), html: html() }

  /**
   * Nothing but what mail clients of the last twenty years draw, and no colours of our own, so that each
   * client's dark mode can do its work. No link: scanners follow them. No picture: nobody is tracked.
   */
  function html(): string {
    const before = escapeHtml(sentence('email_before'))
    const after = escapeHtml(sentence('email_after'))
    const notYou = escapeHtml(sentence('email_not_you'))
    // Gmail drops <html> and <body>, so the language and direction are said once more inside.
    const language = `lang="${spoken.language}" dir="${spoken.direction}"`
    // Mailboxes preview the first words. These come before the code, and the filler keeps it out of sight.
    const preview = `${after} ${notYou}${'&#847;&zwnj;&nbsp;'.repeat(100)}`
    return `<!doctype html>
<html ${language}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="color-scheme" content="light dark">
<meta name="supported-color-schemes" content="light dark">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${escapeHtml(sentence('email_subject'))}</title>
<style>:root { color-scheme: light dark; }</style>
</head>
<body ${language} style="margin:0;padding:0">
<div aria-hidden="true" style="display:none;max-height:0;overflow:hidden;mso-hide:all">${preview}</div>
<table role="presentation" ${language} width="100%" cellpadding="0" cellspacing="0" border="0" style="max-width:480px">
<tr><td style="padding:24px 24px 0;font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px">${before}</td></tr>
<tr><td dir="ltr" align="center" style="padding:24px;font-family:ui-monospace,Menlo,Consolas,monospace;font-size:34px;line-height:44px;font-weight:bold;letter-spacing:6px;white-space:nowrap;-webkit-user-select:all;user-select:all">${escapeHtml(message.code)}</td></tr>
<tr><td style="padding:0 24px 24px;font-family:system-ui,'Segoe UI',Roboto,Helvetica,Arial,sans-serif;font-size:16px;line-height:24px">${after}<br><br>${notYou}</td></tr>
</table>
</body>
</html>
`
  }
}

/**
 * Looks through a site's own wording before anything is sent with it.
 *
 * @param overrides straight from the configuration, of whatever shape
 * @returns one line a mistake, `{path inside texts}: {what to write instead}`; empty when all is well
 */
export function checkTexts(overrides: unknown): string[] {
  if (!isRecord(overrides)) return ['write { "en": { "email_subject": "…" } }: language, key, text']
  return Object.entries(overrides).flatMap(([language, texts]) => {
    if (!languages.has(language)) return `${language}: use one of ${[...languages.keys()].join(', ')}`
    if (!isRecord(texts)) return `${language}: write { "email_subject": "…" }: key, text`
    const mistakes = Object.entries(texts).flatMap(([key, text]) =>
      checkText(key, text).map(mistake => `${language}.${key}: ${mistake}`),
    )
    const missing = emailBody.filter(key => !Object.hasOwn(texts, key))
    if (missing.length > 0 && missing.length < emailBody.length) {
      mistakes.push(
        `${language}: add ${missing.join(', ')}; the plain and the HTML part of a mail say the same`,
      )
    }
    return mistakes
  })
}

const emailBody: readonly MessageKey[] = ['email_text', 'email_before', 'email_after', 'email_not_you']

function checkText(key: string, text: unknown): string[] {
  if (!isKey(key)) return [`use one of ${Object.keys(en.messages).join(', ')}`]
  const forms = formsOf(text)
  if (!forms) return ['write a text, or its plural forms: { "one": "…", "other": "…" }']

  const mistakes = new Set<string>()
  const known = namesIn(key)
  for (const form of forms) {
    if (!form.trim()) mistakes.add('write a text; leave the key out to get ours')
    const used = new Set(Array.from(form.matchAll(placeholder), ([, name]) => name!))
    for (const name of used) {
      if (known.has(name)) continue
      if (key === 'email_subject' && name === 'authcode') {
        mistakes.add('leave out {authcode}; lock screens show subjects')
      } else {
        const choice = known.size
          ? `use ${[...known.keys()].map(word => `{${word}}`).join(', ')}`
          : 'use none'
        mistakes.add(`{${name}} is never filled in here; ${choice}`)
      }
    }
    for (const [name, needed] of known) if (needed && !used.has(name)) mistakes.add(`add {${name}}`)
    if (key === 'email_subject' && /[\r\n]/.test(form)) mistakes.add('write one line')
  }
  return [...mistakes]
}

/** The placeholders that are filled in for a key, and whether a text must have them. */
function namesIn(key: MessageKey): Map<string, boolean> {
  const english = formsOf(en.messages[key])!.join()
  const isReply = key.startsWith('whatsapp_') && key !== 'whatsapp_code'
  return new Map(
    ['authcode', 'site', 'minutes'].flatMap(name => {
      const ours = english.includes(`{${name}}`)
      // How long a code works may go unsaid. The code, and where to type it, may not.
      if (ours) return [[name, name !== 'minutes']]
      return isReply || name === 'authcode' ? [] : [[name, false]]
    }),
  )
}

/** Every text that a `Text` can turn into; null when it is none. */
function formsOf(text: unknown): string[] | null {
  if (typeof text === 'string') return [text]
  if (!isRecord(text) || !Object.hasOwn(text, 'other')) return null
  const forms = Object.entries(text)
  const sound = forms.every(([category, form]) => categories.has(category) && typeof form === 'string')
  return sound ? (Object.values(text) as string[]) : null
}

const categories: ReadonlySet<string> = new Set(['zero', 'one', 'two', 'few', 'many', 'other'])

const placeholder = /\{(\w+)\}/g

/** The texts of one message by key, all filled in. */
function sentences(message: CodeMessage, overrides: MessageOverrides): (key: MessageKey) => string {
  const spoken = textsFor(message.language, 'en')
  // Between right-to-left words a domain such as 24.example would trade places with its own digits. The code
  // gets no such marks, which would be copied along with it.
  const site = spoken.direction === 'rtl' ? `\u2068${message.site.domain}\u2069` : message.site.domain
  return key => {
    const values = new Map([
      ['site', site],
      ['minutes', String(message.minutes)],
    ])
    if (key !== 'email_subject') values.set('authcode', message.code)
    const text = formFor(wording(key, spoken, overrides), message.minutes, spoken.language)
    // In one pass and by a function, so that braces or `$&` in a value or in a site's own text mean nothing.
    return text.replace(placeholder, (whole, name: string) => values.get(name) ?? whole)
  }
}

function wording(key: MessageKey, { language, texts }: LanguageTexts, overrides: MessageOverrides): Text {
  return overrides[language]?.[key] ?? texts.messages[key]
}

function formFor(text: Text, count: number, language: string): string {
  if (typeof text === 'string') return text
  return text[new Intl.PluralRules(language).select(count)] ?? text.other
}

function escapeHtml(text: string): string {
  const entities: Record<string, string> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  }
  return text.replace(/[&<>"']/g, character => entities[character]!)
}

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(en.messages, key)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
