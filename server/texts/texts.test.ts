import { brotliCompressSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import type { Text } from '../api.ts'
import { isRefusal } from '../reference.ts'
import { segmentsOf } from '../sms-segments.ts'
import { languages } from './all.ts'
import { en, type Texts } from './en.ts'
import { languageCodes, textsFor } from './index.ts'

const buttons = [
  'wa_continue',
  'sms_continue',
  'call_continue',
  'email_continue',
  'other_way',
  'back',
  'sms_send',
  'call_send',
  'email_send',
  'wa_open',
  'wa_open_again',
  'wa_by_hand',
  'copy',
  'copied',
  'confirm',
  'resend',
  'call_again',
  'change_phone',
  'change_email',
  'change',
  'confirm_again',
  'start_again',
  'send_new',
  'try_again',
  'text_me',
  'use_sender',
] as const satisfies (keyof Texts['widget'])[]

/** These are said of a code of unknown length too, for which `n` is 1. */
const ofDigits = [
  'wa_step_code',
  'wa_step_type',
  'sms_sent',
  'call_sent',
  'email_sent',
] as const satisfies (keyof Texts['widget'])[]

/** Every number of tries or minutes that occurs. */
const numbers = Array.from({ length: 60 }, (_, i) => i + 1)

/** Every length of a code that this server makes. */
const lengths = [6, 7, 8, 9, 10]

/**
 * Forms that read as `other` does and are left out for it. In Arabic the noun is the same from eleven up; the Slavic
 * `other` is for fractions, which never occur. After “more than” the Russian and Ukrainian genitive plural is one
 * form for 2 and for 5.
 */
const readAsOther: Readonly<Record<string, readonly string[]>> = {
  ar: ['many'],
  pl: ['many'],
  ru: ['many'],
  uk: ['many'],
  'ru widget.expired': ['few'],
  'uk widget.expired': ['few'],
}

function all(texts: Texts): [path: string, text: Text][] {
  return Object.entries(texts).flatMap(([part, entries]) =>
    Object.entries(entries).map(([key, text]): [string, Text] => [`${part}.${key}`, text]),
  )
}

function forms(text: Text): [category: string, form: string][] {
  return typeof text === 'string' ? [['other', text]] : Object.entries(text)
}

function formFor(text: Text, n: number, language: string): string {
  const known = Object.fromEntries(forms(text))
  return known[new Intl.PluralRules(language).select(n)] ?? known.other!
}

function numbersOf(path: string): readonly number[] {
  const ofLength = [...ofDigits, 'code_length'].some(key => path === `widget.${key}`)
  return ofLength ? lengths : numbers
}

function placeholders(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(/\{(\w+)\}/g), ([, name]) => name!))].sort()
}

function english(path: string): string {
  return forms(Object.fromEntries(all(en))[path]!).find(([category]) => category === 'other')![1]
}

describe.each([...languages])('the texts in %s', (language, texts) => {
  const rules = new Intl.PluralRules(language)

  it('have the keys of English, in its order', () => {
    expect(all(texts).map(([path]) => path)).toEqual(all(en).map(([path]) => path))
  })

  it('have the placeholders of English', () => {
    for (const [path, text] of all(texts)) {
      const expected = placeholders(english(path))
      for (const [category, form] of forms(text)) {
        const missing = expected.filter(name => !placeholders(form).includes(name))
        expect([...placeholders(form), ...missing].sort(), path).toEqual(expected)
        expect(mayGoUnsaid(path, category), `${path}: ${missing}`).toEqual(expect.arrayContaining(missing))
      }
    }
  })

  it.each(ofDigits)('leave the number of digits open in %s', key => {
    expect(formFor(texts.widget[key], 1, language)).not.toMatch(/\{n\}|\d/)
  })

  it('are calm and tidy', () => {
    for (const [path, text] of all(texts)) {
      for (const [, form] of forms(text)) {
        expect(form, path).not.toBe('')
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
    for (const [path, text] of all(texts)) {
      // "Tries left: 3" agrees with nothing.
      if (typeof text === 'string' || /: \{n\}\.$/.test(text.other)) continue
      const needed = [...new Set(numbersOf(path).map(n => rules.select(n)))]
      // What has one form for every number can call it `other`.
      if (needed.length === 1) continue
      const explained = [language, `${language} ${path}`].flatMap(where => readAsOther[where] ?? [])
      const missing = needed.filter(form => !(form in text))
      expect(explained, path).toEqual(expect.arrayContaining(missing))
    }
  })

  it('fit in one text message', () => {
    for (const [, form] of forms(texts.messages.sms_code)) {
      const filled = form.replace('{authcode}', '123456').replace('{name}', 'Ten Ladies')
      const { units, segments } = segmentsOf(`${filled}\n\n@example.com #123456`)
      expect(segments, `${units} units`).toBe(1)
    }
  })

  it('ask for a word that is taken as a no', () => {
    for (const [, form] of forms(texts.messages.whatsapp_code)) {
      const [word] = /[\p{L}\p{M}]+(?=[^\p{L}\p{M}]*$)/u.exec(form)!
      expect(isRefusal(word), word).toBe(true)
    }
  })

  it('hold the same sentences in both parts of the mail', () => {
    const { email_text, email_before, email_after, email_not_you } = texts.messages
    for (const [category, form] of forms(email_text)) {
      const after = Object.fromEntries(forms(email_after))[category]
      expect(form).toBe(`${email_before}\n\n{authcode}\n\n${after}\n${email_not_you}`)
    }
  })

  it('cost at most 1.7 kB', () => {
    // The values only: the keys are the same in every language, so they compress to next to nothing.
    const values = JSON.stringify(Object.values(texts.widget))
    expect(brotliCompressSync(values).length).toBeLessThanOrEqual(1_700)
  })

  /** Placeholders that a form can do without: "one try left", or a code of unknown length. */
  function mayGoUnsaid(path: string, category: string): string[] {
    const chosenFor = numbersOf(path).filter(n => rules.select(n) === category)
    const isOfOpenLength = ofDigits.some(key => path === `widget.${key}`) && category === rules.select(1)
    return chosenFor.length === 1 || isOfOpenLength ? ['n', 'minutes'] : []
  }
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
    [1, 'استغرق الأمر أكثر من دقيقة واحدة. لم يضِع شيء.'],
    [2, 'استغرق الأمر أكثر من دقيقتين. لم يضِع شيء.'],
    [3, 'استغرق الأمر أكثر من {n} دقائق. لم يضِع شيء.'],
    [11, 'استغرق الأمر أكثر من {n} دقيقة. لم يضِع شيء.'],
  ])('counts minutes, for %i', (n, sentence) => {
    expect(formFor(arabic.widget.expired, n, 'ar')).toBe(sentence)
  })

  it.each([
    [1, 'العودة إلى هنا وكتابة الرمز من الرد.'],
    [6, 'العودة إلى هنا وكتابة الرمز المكوّن من {n} أرقام من الرد.'],
    [10, 'العودة إلى هنا وكتابة الرمز المكوّن من {n} أرقام من الرد.'],
  ])('counts digits, for %i', (n, sentence) => {
    expect(formFor(arabic.widget.wa_step_code, n, 'ar')).toBe(sentence)
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
})

describe('Russian and Ukrainian', () => {
  it.each([
    ['ru', 1, 'Слишком много попыток. Попробуйте снова через {n} минуту.'],
    ['ru', 3, 'Слишком много попыток. Попробуйте снова через {n} минуты.'],
    ['ru', 5, 'Слишком много попыток. Попробуйте снова через {n} минут.'],
    ['ru', 11, 'Слишком много попыток. Попробуйте снова через {n} минут.'],
    ['ru', 21, 'Слишком много попыток. Попробуйте снова через {n} минуту.'],
    ['uk', 1, 'Забагато спроб. Спробуйте знову через {n} хвилину.'],
    ['uk', 3, 'Забагато спроб. Спробуйте знову через {n} хвилини.'],
    ['uk', 5, 'Забагато спроб. Спробуйте знову через {n} хвилин.'],
    ['uk', 11, 'Забагато спроб. Спробуйте знову через {n} хвилин.'],
    ['uk', 21, 'Забагато спроб. Спробуйте знову через {n} хвилину.'],
  ])('say in %s how many minutes to wait, for %i', (language, n, sentence) => {
    expect(formFor(languages.get(language)!.widget.wait_minutes, n, language)).toBe(sentence)
  })

  it.each([
    ['ru', 2, 'Прошло больше {n} минут. Ничего не потеряно.'],
    ['ru', 15, 'Прошло больше {n} минут. Ничего не потеряно.'],
    ['ru', 21, 'Прошло больше {n} минуты. Ничего не потеряно.'],
    ['uk', 2, 'Минуло більше {n} хвилин. Нічого не втрачено.'],
    ['uk', 15, 'Минуло більше {n} хвилин. Нічого не втрачено.'],
    ['uk', 21, 'Минуло більше {n} хвилини. Нічого не втрачено.'],
  ])('say in %s how many minutes are over, for %i', (language, n, sentence) => {
    expect(formFor(languages.get(language)!.widget.expired, n, language)).toBe(sentence)
  })
})

describe('Turkish', () => {
  it('has a text message in the 7-bit alphabet', () => {
    expect(segmentsOf(languages.get('tr')!.messages.sms_code).encoding).toBe('gsm7')
  })

  it('stays one text message with a name outside that alphabet', () => {
    const text = languages.get('tr')!.messages.sms_code
    const filled = text.toString().replace('{authcode}', '123456').replace('{name}', 'Ayakkabıcı')
    expect(segmentsOf(`${filled}\n\n@example.com #123456`)).toMatchObject({ encoding: 'ucs2', segments: 1 })
  })
})

it('there are forty-one', () => {
  expect(languageCodes).toHaveLength(41)
  expect([...languages.keys()]).toEqual(languageCodes)
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
    ['pt-BR', 'pt-BR'],
    ['pt-PT', 'pt'],
    ['ru-KZ', 'ru'],
    ['uk-UA', 'uk'],
    ['hi-Latn-IN', 'hi'],
    ['id-ID', 'id'],
    ['in', 'id'],
    ['in-ID', 'id'],
    ['zh-Hans', 'zh-Hans'],
    ['ZH-HANS-cn', 'zh-Hans'],
    ['zh-Hans-CN', 'zh-Hans'],
    ['zh', 'zh-Hans'],
    ['zh-CN', 'zh-Hans'],
    ['zh-SG', 'zh-Hans'],
    ['zh-TW', 'zh-Hant'],
    ['zh-HK', 'zh-Hant'],
    ['zh-Hant', 'zh-Hant'],
    ['zh-Hant-HK', 'zh-Hant'],
    ['zh-MO', 'zh-Hant'],
    ['iw-IL', 'he'],
    ['no', 'nb'],
    ['nn-NO', 'nb'],
    ['sr-Cyrl-RS', 'sr'],
    ['sr-Latn-RS', 'hr'],
    ['bs', 'hr'],
    ['ckb-IQ', 'ckb'],
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
