import { describe, expect, it } from 'vitest'
import { checkTexts } from './message-check.ts'
import { languages } from './texts/all.ts'

describe('checkTexts', () => {
  it('finds nothing wrong with our own texts', () => {
    for (const [language, { messages }] of languages) expect(checkTexts({ [language]: messages })).toEqual([])
  })

  it('lets the minutes go unsaid', () => {
    expect(checkTexts({ en: { whatsapp_code: '{authcode} is for {site}' } })).toEqual([])
    expect(checkTexts({})).toEqual([])
  })

  it.each([
    { sms_code: '{authcode}' },
    { sms_code: '{authcode} {name} {site} {minutes}' },
    { sms_code: 'Write to me@shop.example: {authcode} #1' },
    { sms_code: { one: '{authcode}', other: '{authcode}, {minutes}' } },
    { call_code: '{site}: {authcode}' },
    { call_code: '{name}: {authcode}, {minutes}' },
    { call_key: '{name}, {key}' },
    { call_key: '{name} at {site}, {key}' },
    { call_button: '{name}: 1' },
    { call_button: '{site}: 1' },
    { call_thanks: 'Thanks' },
    { call_declined: 'Goodbye from {name}, {site}' },
    { whatsapp_code: '{authcode} {site} {name}' },
    { email_subject: '{site} {name}' },
  ])('takes %j', texts => {
    expect(checkTexts({ fr: texts })).toEqual([])
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
    [{ fr: { sms_code: '{name}' } }, 'fr.sms_code: add {authcode}'],
    [{ fr: { sms_code: { one: '{authcode}', other: '{name}' } } }, 'fr.sms_code: add {authcode}'],
    [
      { fr: { sms_code: '{authcode} {key}' } },
      'fr.sms_code: {key} is never filled in here; use {authcode}, {name}, {site}, {minutes}',
    ],
    [{ fr: { sms_code: '@shop.example #{authcode}' } }, 'fr.sms_code: begin no line with @'],
    [{ fr: { sms_code: '{authcode}\r\n@{site}' } }, 'fr.sms_code: begin no line with @'],
    [{ fr: { sms_code: { one: '@{authcode}', other: '{authcode}' } } }, 'fr.sms_code: begin no line with @'],
    [{ fr: { sms_code: 'Pour @{site} #{authcode}' } }, 'fr.sms_code: begin no line with @'],
    [{ fr: { call_code: '{authcode}' } }, 'fr.call_code: add {site} or {name}'],
    [{ fr: { call_code: '{name}' } }, 'fr.call_code: add {authcode}'],
    [
      { fr: { call_code: '{name} {authcode} {key}' } },
      'fr.call_code: {key} is never filled in here; use {authcode}, {site}, {name}, {minutes}',
    ],
    [{ fr: { call_key: '{site}' } }, 'fr.call_key: add {key}'],
    [{ fr: { call_key: '{key}' } }, 'fr.call_key: add {site} or {name}'],
    [
      { fr: { call_key: '{site} {key} {authcode}' } },
      'fr.call_key: leave out {authcode}; answering machines',
    ],
    [
      { fr: { call_key: '{site} {key} {minutes}' } },
      'fr.call_key: {minutes} is never filled in here; use {key}, {site}, {name}',
    ],
    [{ fr: { call_button: '1' } }, 'fr.call_button: add {site} or {name}'],
    [
      { fr: { call_button: '{site} {key}' } },
      'fr.call_button: {key} is never filled in here; use {site}, {name}',
    ],
    [
      { fr: { call_thanks: '{minutes}' } },
      'fr.call_thanks: {minutes} is never filled in here; use {site}, {name}',
    ],
    [{ fr: { call_declined: '{authcode}' } }, 'fr.call_declined: {authcode} is never filled in here'],
    [{ fr: { whatsapp_later: '{name}' } }, 'fr.whatsapp_later: {name} is never filled in here; use none'],
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
