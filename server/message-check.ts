import type { MessageKey } from './message.ts'
import { placeholderPattern, placeholders, placeholdersIn } from './message-placeholders.ts'
import { languageCodes } from './texts/index.ts'

/**
 * Looks through a site's own wording before anything is sent with it.
 *
 * @param overrides straight from the configuration, of whatever shape
 * @returns one line a mistake, `{path inside texts}: {what to write instead}`; empty when all is well
 */
export function checkTexts(overrides: unknown): string[] {
  if (!isRecord(overrides)) return ['write { "en": { "email_subject": "…" } }: language, key, text']
  return Object.entries(overrides).flatMap(([language, texts]) => {
    if (!languageCodes.some(code => code === language))
      return `${language}: use one of ${languageCodes.join(', ')}`
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
  if (!isKey(key)) return [`use one of ${Object.keys(placeholders).join(', ')}`]
  const forms = formsOf(text)
  if (!forms) return ['write a text, or its plural forms: { "one": "…", "other": "…" }']
  return [...new Set(forms.flatMap(form => checkForm(key, form)))]
}

function checkForm(key: MessageKey, form: string): string[] {
  const mistakes: string[] = []
  if (!form.trim()) mistakes.push('write a text; leave the key out to get ours')

  const known: readonly string[] = placeholdersIn(key)
  const used = new Set(Array.from(form.matchAll(placeholderPattern), ([, name]) => name!))
  for (const name of used) {
    if (!known.includes(name)) mistakes.push(sayUnknown(key, name, known))
  }
  for (const group of placeholders[key].needed) {
    if (!group.some(name => used.has(name))) mistakes.push(`add ${group.map(braced).join(' or ')}`)
  }

  if (key === 'email_subject' && /[\r\n]/.test(form)) mistakes.push('write one line')
  if (key === 'sms_code' && forAutofill.test(form)) {
    mistakes.push('begin no line with @; phones fill in the code from the line with @ that is added below')
  }
  return mistakes
}

/**
 * What a phone would take for the line that `renderSms` adds. Chrome goes by the first `@… #…` after any space.
 *
 * @see https://source.chromium.org/chromium/chromium/src/+/main:content/browser/sms/sms_parser.cc
 */
const forAutofill = /^@|\s@\S+ #/m

function sayUnknown(key: MessageKey, name: string, known: readonly string[]): string {
  if (name === 'authcode' && key === 'email_subject') {
    return 'leave out {authcode}; lock screens show subjects'
  }
  if (name === 'authcode' && key === 'call_key') {
    return 'leave out {authcode}; answering machines record what is said before a key is pressed'
  }
  const choice = known.length ? `use ${known.map(braced).join(', ')}` : 'use none'
  return `{${name}} is never filled in here; ${choice}`
}

function braced(name: string): string {
  return `{${name}}`
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

function isKey(key: string): key is MessageKey {
  return Object.hasOwn(placeholders, key)
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
