import { describe, expect, it } from 'vitest'
import type { Text } from '../api.ts'
import { en, type Texts } from './en.ts'
import { languages, textsFor } from './index.ts'

const buttons = [
  'wa_continue',
  'email_continue',
  'other_way',
  'back',
  'email_send',
  'wa_open',
  'wa_open_again',
  'wa_by_hand',
  'copy',
  'copied',
  'confirm',
  'resend',
  'change_phone',
  'change_email',
  'change',
  'confirm_again',
  'start_again',
  'send_new',
  'try_again',
  'use_sender',
] as const satisfies (keyof Texts['widget'])[]

/** Numbers that a singular, dual or zero form may put in words. */
const counts = new Set(['n', 'minutes'])

function all(texts: Texts): [path: string, text: Text][] {
  return Object.entries(texts).flatMap(([part, entries]) =>
    Object.entries(entries).map(([key, text]): [string, Text] => [`${part}.${key}`, text]),
  )
}

function forms(text: Text): [category: string, form: string][] {
  return typeof text === 'string' ? [['other', text]] : Object.entries(text)
}

function placeholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!))].sort()
}

function english(path: string): string {
  return forms(Object.fromEntries(all(en))[path]!).find(([category]) => category === 'other')![1]
}

describe.each([...languages])('the texts in %s', (language, texts) => {
  it('have the keys of English, in its order', () => {
    expect(all(texts).map(([path]) => path)).toEqual(all(en).map(([path]) => path))
  })

  it('have the placeholders of English', () => {
    for (const [path, text] of all(texts)) {
      const expected = placeholders(english(path))
      for (const [category, form] of forms(text)) {
        const inWords = ['zero', 'one', 'two'].includes(category)
        const needed = inWords ? expected.filter(name => !counts.has(name)) : expected
        expect(placeholders(form), path).toEqual(expect.arrayContaining(needed))
        expect(expected, path).toEqual(expect.arrayContaining(placeholders(form)))
      }
    }
  })

  it('are calm and tidy', () => {
    for (const [path, text] of all(texts)) {
      for (const [, form] of forms(text)) {
        expect(form, path).not.toMatch(/[!！]|\botp\b|verif|vérif/i)
        expect(form, path).not.toMatch(/ {2}|^\s|\s$|['"]|\.\.\./)
        // A brace that no placeholder explains would be shown to the visitor.
        expect(form.replace(/\{\w+\}/g, ''), path).not.toMatch(/[{}]/)
      }
    }
  })

  it.each(buttons)('fit on the button %s', key => {
    expect(texts.widget[key].length).toBeLessThanOrEqual(24)
  })

  it('have a form for every number that can occur', () => {
    const rules = new Intl.PluralRules(language)
    const needed = new Set(['other', ...[1, 2, 3, 5, 10, 11, 30].map(n => rules.select(n))])
    for (const [path, text] of all(texts)) {
      // "Tries left: 3" agrees with nothing.
      if (typeof text === 'string' || /: \{n\}\.$/.test(text.other)) continue
      expect(Object.keys(text), path).toEqual(expect.arrayContaining([...needed]))
    }
  })

  it('hold the same sentences in both parts of the mail', () => {
    const { email_text, email_before, email_after, email_not_you } = texts.messages
    for (const [category, form] of forms(email_text)) {
      const after = Object.fromEntries(forms(email_after))[category]
      expect(form).toBe(`${email_before}\n\n{authcode}\n\n${after}\n${email_not_you}`)
    }
  })
})

describe('French', () => {
  it('has a thin no-break space before tall punctuation and inside guillemets', () => {
    for (const [path, text] of all(languages.get('fr')!)) {
      for (const [, form] of forms(text)) expect(form, path).not.toMatch(/[^\u202f][:;?!»]|«[^\u202f]/)
    }
  })
})

describe('Arabic', () => {
  const arabic = languages.get('ar')!

  it.each([
    [1, 'الرمز غير صحيح. بقيت محاولة واحدة.'],
    [2, 'الرمز غير صحيح. المحاولات المتبقية: {n}.'],
    [3, 'الرمز غير صحيح. المحاولات المتبقية: {n}.'],
    [11, 'الرمز غير صحيح. المحاولات المتبقية: {n}.'],
  ])('says how many tries are left, for %i', (n, sentence) => {
    expect(formFor(arabic.widget.code_wrong, n)).toBe(sentence)
  })

  it.each([
    [1, 'استغرق الأمر أكثر من دقيقة واحدة. لم يضِع شيء.'],
    [2, 'استغرق الأمر أكثر من دقيقتين. لم يضِع شيء.'],
    [3, 'استغرق الأمر أكثر من {n} دقائق. لم يضِع شيء.'],
    [11, 'استغرق الأمر أكثر من {n} دقيقة. لم يضِع شيء.'],
  ])('counts minutes, for %i', (n, sentence) => {
    expect(formFor(arabic.widget.expired, n)).toBe(sentence)
  })

  it.each([
    [1, 'العودة إلى هنا وكتابة الرمز من الرد.'],
    [2, 'العودة إلى هنا وكتابة الرمز المكوّن من رقمين من الرد.'],
    [3, 'العودة إلى هنا وكتابة الرمز المكوّن من {n} أرقام من الرد.'],
    [11, 'العودة إلى هنا وكتابة الرمز المكوّن من {n} رقمًا من الرد.'],
  ])('counts digits, for %i', (n, sentence) => {
    expect(formFor(arabic.widget.wa_step_code, n)).toBe(sentence)
  })

  it('has Latin digits, and closes every isolate', () => {
    for (const [path, text] of all(arabic)) {
      for (const [, form] of forms(text)) {
        expect(form, path).not.toMatch(/[٠-٩۰-۹]/)
        const bare = form.replace(/[\u2066\u2068][^\u2066-\u2069]*\u2069/g, '')
        expect(bare, path).not.toMatch(/[\u2066-\u2069]/)
      }
    }
  })

  it('sets the code alone on its line, without marks', () => {
    const { whatsapp_code, email_text } = arabic.messages
    for (const [, form] of forms(whatsapp_code)) expect(form.split('\n')).toContain('*{authcode}*')
    for (const [, form] of forms(email_text)) expect(form.split('\n')).toContain('{authcode}')
  })

  function formFor(text: Text, n: number): string {
    const known = Object.fromEntries(forms(text))
    return known[new Intl.PluralRules('ar').select(n)] ?? known.other!
  }
})

describe('textsFor finds a language', () => {
  it.each([
    ['fr', 'fr'],
    ['fr-CA', 'fr'],
    ['FR-fr', 'fr'],
    ['AR', 'ar'],
    ['ar-Arab-IQ', 'ar'],
    ['EN', 'en'],
    ['en-GB', 'en'],
  ])('%s → %s', (asked, language) => {
    expect(textsFor(asked, 'fr')).toMatchObject({ language, texts: languages.get(language) })
  })

  it.each([
    undefined,
    '',
    'x',
    'xx-XX',
    'en_US',
    'en-US-x-evil',
    'frr',
    '../../etc/passwd',
    'en%00',
    'en\0',
    'en\r\nBcc: x',
    'en\n',
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    'en-'.repeat(3_400),
    '🇫🇷',
    'ﬁ',
    ['en'],
    { $gt: '' },
    // biome-ignore lint/suspicious/noTemplateCurlyInString: sent as it stands
    '${7*7}',
    '{{7*7}}',
    '<speak>',
  ])('%j → the fallback', asked => {
    expect(textsFor(asked, 'fr').language).toBe('fr')
  })

  it('reads the fallback the same way, and ends at English', () => {
    expect(textsFor('xx', 'ar-IQ').language).toBe('ar')
    expect(textsFor('xx', '__proto__').language).toBe('en')
  })

  it('knows which languages run from right to left', () => {
    expect(textsFor('ar-IQ', 'en').direction).toBe('rtl')
    expect(textsFor('fr', 'en').direction).toBe('ltr')
  })
})
