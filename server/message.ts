import type { Text } from './api.ts'
import type { Message } from './channel.ts'
import { type Placeholder, placeholderPattern, placeholdersIn } from './message-placeholders.ts'
import type { en } from './texts/en.ts'
import { type LanguageTexts, textsFor } from './texts/index.ts'

/** Who a message comes from, and the language that it is in. */
export interface FromSite {
  language: string
  site: { name: string; domain: string }
}

/** What a code message says; a whole `Message` fits. */
export type CodeMessage = FromSite & Pick<Message, 'code' | 'minutes'>

/** What each sentence of a call is made of; with `key`, the one to press, a whole `Message` fits. */
export interface Spoken {
  call_code: CodeMessage
  call_key: FromSite & { key: string }
  call_button: FromSite
  call_thanks: FromSite
  call_declined: FromSite
}

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
  return filledIn('whatsapp_code', message, overrides)
}

/** Any other answer in a WhatsApp chat. */
export function renderReply(reply: Reply, language: string, overrides: MessageOverrides = {}): string {
  const spoken = textsFor(language, 'en')
  return formFor(wording(reply, spoken, overrides), 0, spoken.language)
}

/**
 * The text message with the code. Its last line binds the code to the site: a phone offers it on no other.
 *
 * @see https://wicg.github.io/sms-one-time-codes/#authoring
 */
export function renderSms(message: CodeMessage, overrides: MessageOverrides = {}): string {
  const { code, site } = message
  return `${filledIn('sms_code', message, overrides, isolatedWhereNeeded)}\n\n@${site.domain} #${code}`
}

/** A sentence of a call, as plain text. The code is said digit by digit, with a pause after each. */
export function renderSpoken<K extends keyof Spoken>(
  sentence: K,
  message: Spoken[K],
  overrides: MessageOverrides = {},
): string {
  const filling: Filling = message
  const code = [...(filling.code ?? '')].join(', ')
  return filledIn(sentence, { ...filling, code }, overrides, asItIs)
}

/** The mail with the code, as plain text and as HTML. The subject never holds the code: lock screens show it. */
export function renderEmail(message: CodeMessage, overrides: MessageOverrides = {}): EmailContent {
  const spoken = textsFor(message.language, 'en')
  const sentence = (key: MessageKey) => filledIn(key, message, overrides)
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

type Filling = FromSite & Partial<Pick<Message, 'code' | 'minutes'>> & { key?: string }

/** @param mark what is done to a name between right-to-left words */
function filledIn(key: MessageKey, message: Filling, overrides: MessageOverrides, mark = isolated): string {
  const spoken = textsFor(message.language, 'en')
  const named = spoken.direction === 'rtl' ? mark : asItIs
  const all: Record<Placeholder, string | undefined> = {
    // No marks around the code: they would be copied along with it.
    authcode: message.code,
    site: named(message.site.domain),
    name: named(message.site.name),
    minutes: message.minutes?.toString(),
    key: message.key,
  }
  const values = new Map<string, string | undefined>(placeholdersIn(key).map(name => [name, all[name]]))
  const text = formFor(wording(key, spoken, overrides), message.minutes ?? 0, spoken.language)
  // In one pass and by a function, so that braces or `$&` in a value or in a site's own text mean nothing.
  return text.replace(placeholderPattern, (whole, name: string) => values.get(name) ?? whole)
}

/** Between right-to-left words a domain such as 24.example would trade places with its own digits. */
function isolated(name: string): string {
  return `\u2068${name}\u2069`
}

/**
 * In a text message the marks take up two of 70 characters, and old phones draw them as boxes. A name that
 * begins with a letter and ends with a letter or digit reads the same without.
 *
 * @see https://www.unicode.org/reports/tr9/#W7 for digits after a letter, N1 for what stands between letters
 */
function isolatedWhereNeeded(name: string): string {
  return /^\p{L}(?:.*[\p{L}\p{M}\p{N}])?$/u.test(name) ? name : isolated(name)
}

function asItIs(name: string): string {
  return name
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
