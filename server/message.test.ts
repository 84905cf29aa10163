import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CodeMessage,
  checkTexts,
  type MessageOverrides,
  renderEmail,
  renderReply,
  renderWhatsAppCode,
} from './message.ts'
import { readCode } from './read-code.ts'
import { languages } from './texts/index.ts'

const message: CodeMessage = {
  code: '012345',
  minutes: 10,
  language: 'en',
  site: { domain: 'shop24.example' },
}

describe('the WhatsApp answer', () => {
  it('begins with the code and names the site', () => {
    expect(renderWhatsAppCode(message)).toBe(
      '*012345* is your code for shop24.example.\nType it only on the page you opened yourself. Valid 10 minutes. Not you? Reply NO.',
    )
  })

  it.each([
    ['en', 1, 'Valid 1 minute.'],
    ['en', 2, 'Valid 2 minutes.'],
    ['en', 10, 'Valid 10 minutes.'],
    ['fr-CA', 1, 'Valable 1 minute.'],
    ['fr', 2, 'Valable 2 minutes.'],
    ['fr', 5, 'Valable 5 minutes.'],
    ['ar', 1, 'صالح لمدة دقيقة واحدة.'],
    ['ar', 2, 'صالح لمدة دقيقتين.'],
    ['ar', 5, 'صالح لمدة 5 دقائق.'],
    ['ar-IQ', 10, 'صالح لمدة 10 دقائق.'],
    ['ar', 11, 'صالح لمدة 11 دقيقة.'],
  ])('in %s counts %i minutes', (language, minutes, sentence) => {
    expect(renderWhatsAppCode({ ...message, language, minutes })).toContain(sentence)
  })

  it('keeps an Arabic code free of marks, and the domain in its own order', () => {
    const lines = renderWhatsAppCode({ ...message, language: 'ar' }).split('\n')
    expect(lines[0]).toBe('*012345*')
    expect(lines[1]).toContain('\u2068shop24.example\u2069')
  })
})

describe.each([...languages.keys()])('every message in %s', language => {
  it('is read by the code field when it is pasted whole', () => {
    for (let minutes = 1; minutes <= 30; minutes++) {
      const sent = { ...message, language, minutes }
      expect(readCode(renderWhatsAppCode(sent), 6)).toBe('012345')
      expect(readCode(renderEmail(sent).text, 6)).toBe('012345')
    }
  })

  it('is filled in completely', () => {
    const mail = renderEmail({ ...message, language })
    for (const text of [renderWhatsAppCode({ ...message, language }), mail.subject, mail.text]) {
      expect(text).not.toMatch(/[{}]/)
      expect(text).toContain('shop24.example')
    }
    expect(renderReply('whatsapp_other', language)).not.toMatch(/[{}\d]/)
  })
})

describe('the mail', () => {
  it('has the code in both parts and not in the subject', () => {
    const { subject, text, html } = renderEmail(message)
    expect(subject).toBe('Your code for shop24.example')
    expect(text.split('\n')).toContain('012345')
    expect(html).toMatch(/<td dir="ltr"[^>]*>012345<\/td>/)
  })

  it('says the same in both parts', () => {
    const { text, html } = renderEmail(message)
    expect(seen(html)).toBe(text.replace(/\s+/g, ' '))
  })

  it('has every element closed in order', () => {
    const open: string[] = []
    for (const [tag, slash, name] of renderEmail(message).html.matchAll(
      /<(\/?)([a-z]+)(?:\s[a-z-]+="[^"<>]*")*>/g,
    )) {
      if (slash) expect(open.pop(), tag).toBe(name)
      else if (!['meta', 'br'].includes(name!)) open.push(name!)
    }
    expect(open).toEqual([])
    expect(renderEmail(message).html.replace(/<[^<>]*>/g, '')).not.toMatch(/[<>]/)
  })

  it('loads nothing, links to nothing and runs nothing', () => {
    expect(renderEmail(message).html).not.toMatch(
      /<(?:a|img|link|script|form|iframe)\b|https?:|url\(|@import|\bon\w+=/i,
    )
  })

  it('begins with a preview that does not give the code away', () => {
    const { html } = renderEmail(message)
    const preview = html.slice(html.indexOf('<body'), html.indexOf('<table'))
    expect(preview).toContain('Type it only on the page')
    expect(preview).not.toContain('012345')
    // Mailboxes show some 200 characters at most.
    expect(preview.split('&zwnj;').length).toBeGreaterThan(90)
  })

  it('declares the language that was found, and its direction', () => {
    expect(renderEmail({ ...message, language: 'ar-IQ' }).html).toContain('<html lang="ar" dir="rtl">')
    expect(renderEmail({ ...message, language: '"><b>' }).html).toContain('<html lang="en" dir="ltr">')
  })

  it('escapes what it is given', () => {
    const domain = `<a href=//evil>x</a>"'&`
    const { subject, text, html } = renderEmail({ ...message, site: { domain } })
    expect(html).not.toContain('<a')
    expect(html).toContain('&lt;a href=//evil&gt;x&lt;/a&gt;&quot;&#39;&amp;')
    expect(text).toContain(domain)
    expect(subject).toContain(domain)
  })

  /** What a mail client shows. */
  function seen(html: string): string {
    return html
      .replace(/<head>.*<\/head>|<div aria-hidden.*<\/div>/gs, '')
      .replace(/<[^>]*>/g, ' ')
      .replace(/\s+/g, ' ')
      .trim()
  }
})

describe("a site's own wording", () => {
  it('replaces ours in its language only', () => {
    const overrides: MessageOverrides = { fr: { whatsapp_later: 'Doucement.' } }
    expect(renderReply('whatsapp_later', 'fr-CA', overrides)).toBe('Doucement.')
    expect(renderReply('whatsapp_later', 'en', overrides)).toBe('Too many messages. Please try again later.')
    expect(renderReply('whatsapp_canceled', 'fr', overrides)).toMatch(/^Annulé/)
  })

  it('may have plural forms', () => {
    const overrides: MessageOverrides = {
      en: {
        whatsapp_code: { one: '{authcode} {site} {minutes} min', other: '{authcode} {site} {minutes} mins' },
      },
    }
    expect(renderWhatsAppCode({ ...message, minutes: 1 }, overrides)).toBe('012345 shop24.example 1 min')
    expect(renderWhatsAppCode(message, overrides)).toBe('012345 shop24.example 10 mins')
  })

  it('means nothing by dollars and braces', () => {
    const own = `$& $1 $$ $\` $' {} {{authcode}} {constructor} {__proto__} {site}`
    expect(renderWhatsAppCode(message, { en: { whatsapp_code: own } })).toBe(
      `$& $1 $$ $\` $' {} {012345} {constructor} {__proto__} shop24.example`,
    )
  })

  it('is filled in once: a value that looks like a placeholder stays a value', () => {
    fc.assert(
      fc.property(fc.string(), fc.constantFrom('{authcode}', '$&', '{minutes}', ''), (noise, trap) => {
        const site = { domain: `${trap}${noise}` }
        expect(renderWhatsAppCode({ ...message, site }, { en: { whatsapp_code: '{site}|{authcode}' } })).toBe(
          `${trap}${noise}|012345`,
        )
      }),
    )
  })

  it('never gets the code into a subject', () => {
    expect(renderEmail(message, { en: { email_subject: '{authcode} {site}' } }).subject).not.toContain(
      '012345',
    )
  })
})

describe('checkTexts', () => {
  it('finds nothing wrong with our own texts', () => {
    for (const [language, { messages }] of languages) expect(checkTexts({ [language]: messages })).toEqual([])
  })

  it('lets the minutes go unsaid', () => {
    expect(checkTexts({ en: { whatsapp_code: '{authcode} is for {site}' } })).toEqual([])
    expect(checkTexts({})).toEqual([])
  })

  it.each([
    [null, 'write { "en"'],
    [[], 'write { "en"'],
    [{ xx: {} }, 'xx: use one of en, fr, ar'],
    [{ 'fr-CA': {} }, 'fr-CA: use one of'],
    [JSON.parse('{ "__proto__": {} }'), '__proto__: use one of'],
    [{ fr: 'Bonjour' }, 'fr: write { "email_subject"'],
    [{ fr: { bonjour: 'x' } }, 'fr.bonjour: use one of whatsapp_code, '],
    [{ fr: { toString: 'x' } }, 'fr.toString: use one of'],
    [{ fr: { whatsapp_later: 3 } }, 'fr.whatsapp_later: write a text, or its plural forms'],
    [{ fr: { whatsapp_later: { one: 'x' } } }, 'fr.whatsapp_later: write a text, or its plural forms'],
    [
      { fr: { whatsapp_later: { other: 'x', several: 'y' } } },
      'fr.whatsapp_later: write a text, or its plural',
    ],
    [{ fr: { whatsapp_later: ' ' } }, 'fr.whatsapp_later: write a text; leave the key out to get ours'],
    [{ fr: { whatsapp_later: '{site}' } }, 'fr.whatsapp_later: {site} is never filled in here; use none'],
    [{ fr: { whatsapp_code: '{authcode}' } }, 'fr.whatsapp_code: add {site}'],
    [{ fr: { whatsapp_code: '{site}' } }, 'fr.whatsapp_code: add {authcode}'],
    [
      { fr: { whatsapp_code: '{code} {authcode} {site}' } },
      'fr.whatsapp_code: {code} is never filled in here; use {authcode}, {site}, {minutes}',
    ],
    [
      { fr: { whatsapp_code: { one: '{site}', other: '{authcode} {site}' } } },
      'fr.whatsapp_code: add {authcode}',
    ],
    [
      { fr: { email_subject: '{authcode} {site}' } },
      'fr.email_subject: leave out {authcode}; lock screens show subjects',
    ],
    [{ fr: { email_subject: '{site}\r\nBcc: x' } }, 'fr.email_subject: write one line'],
    [{ fr: { email_not_you: 'x' } }, 'fr: add email_text, email_before, email_after; '],
  ])('%j → %s', (overrides, mistake) => {
    const mistakes = checkTexts(overrides)
    expect(mistakes).toHaveLength(1)
    expect(mistakes[0]).toContain(mistake)
    expect(mistakes[0]!.startsWith(mistake)).toBe(true)
  })

  it('reports every mistake at once', () => {
    expect(checkTexts({ xx: {}, en: { whatsapp_code: '' }, ar: { whatsapp_help: '{n}' } })).toHaveLength(5)
  })
})
