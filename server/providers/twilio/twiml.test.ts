import { describe, expect, it } from 'vitest'
import { languages } from '../../texts/all.ts'
import { askTwiml, escapeXml, hangUpTwiml, messageTwiml, sayTwiml } from './twiml.ts'
import { speechFor } from './voices.ts'

const voice = { language: 'fr-FR', voice: 'Google.fr-FR-Standard-A' }

describe('TwiML', () => {
  it('answers a message with its text, or with nothing', () => {
    expect(messageTwiml('482913 is your code')).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response><Message>482913 is your code</Message></Response>',
    )
    expect(messageTwiml(null)).toBe('<?xml version="1.0" encoding="UTF-8"?><Response/>')
  })

  it('asks for one key, # too, and wants to hear of none', () => {
    expect(askTwiml('Press 1.', voice, { action: 'https://a.test/key?v=a&n=1', timeoutSeconds: 7 })).toBe(
      '<?xml version="1.0" encoding="UTF-8"?><Response>' +
        '<Gather input="dtmf" numDigits="1" finishOnKey="" timeout="7" method="POST" ' +
        'action="https://a.test/key?v=a&#38;n=1" actionOnEmptyResult="true">' +
        '<Say language="fr-FR" voice="Google.fr-FR-Standard-A" loop="2">Press 1.</Say></Gather>' +
        '<Hangup/></Response>',
    )
  })

  it('says something and hangs up', () => {
    expect(sayTwiml('Merci.', voice)).toContain(
      '<Response><Pause length="1"/><Say language="fr-FR" voice="Google.fr-FR-Standard-A">Merci.</Say><Hangup/></Response>',
    )
    expect(hangUpTwiml()).toContain('<Response><Hangup/></Response>')
  })

  it.each([
    [`<Hangup/>&"'`, '&#60;Hangup/&#62;&#38;&#34;&#39;'],
    [']]>', ']]&#62;'],
    ['a\u0000b\u0008c\u000bd\u001fe\ufffef\uffff', 'abcdef'],
    ['a\tb\nc\r', 'a\tb\nc&#13;'],
    ['half \ud83d of a pair', 'half  of a pair'],
    ['👍🏽 код ٤٨ \u2068a\u2069', '👍🏽 код ٤٨ \u2068a\u2069'],
  ])('holds %j as text', (text, escaped) => {
    expect(escapeXml(text)).toBe(escaped)
    expect(messageTwiml(text)).toContain(`<Message>${escaped}</Message>`)
  })
})

describe('a call', () => {
  it.each([
    ['fr', 'fr', 'fr-FR', 'Polly.Lea'],
    ['fr-CA', 'fr', 'fr-FR', 'Polly.Lea'],
    ['ar-IQ', 'ar', 'ar-XA', 'Google.ar-XA-Standard-A'],
    ['pt', 'pt', 'pt-PT', 'Polly.Ines'],
    ['pt-BR', 'pt-BR', 'pt-BR', 'Polly.Camila'],
    ['no', 'nb', 'nb-NO', 'Polly.Liv'],
    ['cs', 'cs', 'cs-CZ', 'Google.cs-CZ-Standard-B'],
    ['zh-TW', 'zh-Hant', 'cmn-TW', 'Google.cmn-TW-Standard-A'],
    ['ckb', 'en', 'en-GB', 'Polly.Amy'],
    ['fa', 'en', 'en-GB', 'Polly.Amy'],
    ['hr', 'en', 'en-GB', 'Polly.Amy'],
    ['sw', 'en', 'en-GB', 'Polly.Amy'],
    ['ur', 'en', 'en-GB', 'Polly.Amy'],
    ['zh-Hans', 'zh-Hans', 'cmn-CN', 'Polly.Zhiyu'],
    ['en', 'en', 'en-GB', 'Polly.Amy'],
    ['xx', 'en', 'en-GB', 'Polly.Amy'],
    ['"><Hangup/>', 'en', 'en-GB', 'Polly.Amy'],
    ['__proto__', 'en', 'en-GB', 'Polly.Amy'],
  ])('for a visitor who reads %s is in %s', (asked, text, language, name) => {
    expect(speechFor(asked)).toEqual({ language: text, voice: { language, voice: name } })
  })

  it('is in a language that its voice speaks, whatever we have texts in', () => {
    for (const language of languages.keys()) {
      const speech = speechFor(language)
      expect([language, 'en']).toContain(speech.language)
      expect(speech.language).toBe(speech.voice.voice === 'Polly.Amy' ? 'en' : language)
    }
  })

  it('has the operator’s voice where there is one', () => {
    const preferred = { en: { language: 'en-US', voice: 'Polly.Joanna' } }
    expect(speechFor('en-US', preferred)).toEqual({ language: 'en', voice: preferred.en })
    expect(speechFor('xx', preferred)).toEqual({ language: 'en', voice: preferred.en })
    expect(speechFor('fr', preferred).voice.voice).toBe('Polly.Lea')
  })
})
