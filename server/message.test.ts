import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  type CodeMessage,
  type MessageOverrides,
  renderEmail,
  renderReply,
  renderSms,
  renderSpoken,
  renderWhatsAppCode,
} from './message.ts'
import { readCode } from './read-code.ts'
import { languages } from './texts/all.ts'

const message: CodeMessage = {
  code: '012345',
  minutes: 10,
  language: 'en',
  site: { name: 'Shop', domain: 'shop24.example' },
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

describe('the text message', () => {
  it('binds the code to the site in its last line', () => {
    expect(renderSms(message)).toBe(
      '012345 is your Shop code. Never share it. Not you? Ignore this.\n\n@shop24.example #012345',
    )
  })

  it("keeps that line below a site's own wording", () => {
    const own = {
      en: { sms_code: { one: '{authcode}: {minutes} min', other: '{authcode} for {site} ({name})' } },
    }
    expect(renderSms(message, own)).toBe('012345 for shop24.example (Shop)\n\n@shop24.example #012345')
    expect(renderSms({ ...message, minutes: 1 }, own)).toBe('012345: 1 min\n\n@shop24.example #012345')
  })

  it.each(['$& $1 $$', '{authcode} {minutes}', '{{name}}', 'N'.repeat(64), 'Läden 🎁', '24/7', 'a_b*c'])(
    'takes the name %s as it is',
    name => {
      expect(renderSms({ ...message, site: { ...message.site, name } })).toBe(
        `012345 is your ${name} code. Never share it. Not you? Ignore this.\n\n@shop24.example #012345`,
      )
    },
  )

  const arabic = { ...message, language: 'ar-IQ' }
  const own: MessageOverrides = { ar: { sms_code: 'رمز {name} في {site} هو {authcode}.' } }

  it('spends no marks on an Arabic sentence that reads right without', () => {
    expect(renderSms(arabic, own)).toBe('رمز Shop في shop24.example هو 012345.\n\n@shop24.example #012345')
  })

  it.each(['24/7', '7-Eleven', 'Yahoo!', 'C++', '@home', 'Läden 🎁', '(x)'])(
    'marks the name %s, which would fall apart in an Arabic sentence',
    name => {
      expect(renderSms({ ...arabic, site: { ...message.site, name } }, own)).toBe(
        `رمز \u2068${name}\u2069 في shop24.example هو 012345.\n\n@shop24.example #012345`,
      )
    },
  )

  it.each(['S', 'Shop 24', 'Coca-Cola', 'Cafe\u0301', 'متجر', 'متجر 24', '商店'])(
    'leaves the name %s without marks',
    name => {
      const sent = renderSms({ ...arabic, site: { ...message.site, name } }, own)
      expect(sent).toBe(`رمز ${name} في shop24.example هو 012345.\n\n@shop24.example #012345`)
    },
  )

  it('never marks the domain in the last line', () => {
    const site = { name: 'Shop', domain: '24.example' }
    expect(renderSms({ ...arabic, site }, own)).toBe(
      'رمز Shop في \u206824.example\u2069 هو 012345.\n\n@24.example #012345',
    )
  })
})

describe('what is spoken in a call', () => {
  const { language, site } = message

  it('says the code digit by digit, twice', () => {
    expect(renderSpoken('call_code', { ...message, code: '482913' })).toBe(
      'This is shop24.example. Your code is: 4, 8, 2, 9, 1, 3. Again: 4, 8, 2, 9, 1, 3.',
    )
  })

  it('names the key to press', () => {
    expect(renderSpoken('call_key', { language, site, key: '5' })).toBe(
      'This is shop24.example. To hear your code, press 5.',
    )
  })

  it('says who calls before it asks for a 1', () => {
    expect(renderSpoken('call_button', { language, site })).toBe(
      'This is shop24.example. To confirm that you asked for this call, press 1. If you did not ask, hang up.',
    )
  })

  it('says goodbye', () => {
    expect(renderSpoken('call_thanks', { language, site })).toBe('Thank you. You can hang up now.')
    expect(renderSpoken('call_declined', { language, site })).toBe('Nothing was confirmed. Goodbye.')
  })

  it("takes a site's own wording, in its plural form", () => {
    const own: MessageOverrides = {
      en: {
        call_code: {
          one: '{name}: {authcode}, {minutes} minute.',
          other: '{name}: {authcode}, {minutes} minutes.',
        },
        call_thanks: '{name} of {site} says thanks.',
      },
    }
    expect(renderSpoken('call_code', { ...message, minutes: 1 }, own)).toBe(
      'Shop: 0, 1, 2, 3, 4, 5, 1 minute.',
    )
    expect(renderSpoken('call_code', message, own)).toBe('Shop: 0, 1, 2, 3, 4, 5, 10 minutes.')
    expect(renderSpoken('call_thanks', message, own)).toBe('Shop of shop24.example says thanks.')
  })

  it('never says the code before a key is pressed, whatever the wording', () => {
    const own = { en: { call_key: '{authcode} {key}', call_button: '{authcode}', call_thanks: '{authcode}' } }
    expect(renderSpoken('call_key', { ...message, key: '1' }, own)).toBe('{authcode} 1')
    expect(renderSpoken('call_button', message, own)).toBe('{authcode}')
    expect(renderSpoken('call_thanks', message, own)).toBe('{authcode}')
  })

  it.each([...languages.keys()])('has nothing in %s that only eyes can read', language => {
    const digits = '0, 1, 2, 3, 4, 5'
    const heard = { ...message, language, key: '5', site: { name: '24/7', domain: '24.example' } }
    const code = renderSpoken('call_code', heard)
    const key = renderSpoken('call_key', heard)
    expect(code.split(digits)).toHaveLength(3)
    expect(key).toContain('5')
    for (const sentence of [
      'call_code',
      'call_key',
      'call_button',
      'call_thanks',
      'call_declined',
    ] as const) {
      const said = renderSpoken(sentence, heard)
      expect(said).not.toMatch(/[{}*_@#\n\u200e\u200f\u202a-\u202e\u2066-\u2069]/)
      if (sentence !== 'call_thanks' && sentence !== 'call_declined') expect(said).toContain('24.example')
    }
  })
})

describe.each([...languages.keys()])('every message in %s', language => {
  it('is read by the code field when it is pasted whole', () => {
    for (let minutes = 1; minutes <= 30; minutes++) {
      const sent = { ...message, language, minutes }
      expect(readCode(renderWhatsAppCode(sent), 6)).toBe('012345')
      expect(readCode(renderEmail(sent).text, 6)).toBe('012345')
      expect(readCode(renderSms(sent), 6)).toBe('012345')
    }
  })

  it('is filled in completely', () => {
    const mail = renderEmail({ ...message, language })
    for (const text of [renderWhatsAppCode({ ...message, language }), mail.subject, mail.text]) {
      expect(text).not.toMatch(/[{}]/)
      expect(text).toContain('shop24.example')
    }
    expect(renderSms({ ...message, language })).toMatch(/Shop[^{}]*\n\n@shop24\.example #012345$/)
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
    const { subject, text, html } = renderEmail({ ...message, site: { name: 'Shop', domain } })
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
        const site = { name: 'Shop', domain: `${trap}${noise}` }
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
