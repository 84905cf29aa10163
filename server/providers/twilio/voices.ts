import { textsFor } from '../../texts/index.ts'
import type { Voice } from './twiml.ts'

/** Our language → the language and voice that the operator prefers there. */
export type Voices = Readonly<Record<string, Voice>>

/**
 * Our languages that a voice of Twilio speaks, and the locale of that voice. What is not here is said in English,
 * text and voice: a voice that meets a foreign script says nothing at all.
 *
 * @see https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
const locales: Readonly<Record<string, string>> = {
  ar: 'ar-XA',
  bg: 'bg-BG',
  bn: 'bn-IN',
  ca: 'ca-ES',
  cs: 'cs-CZ',
  da: 'da-DK',
  de: 'de-DE',
  el: 'el-GR',
  en: 'en-GB',
  es: 'es-ES',
  fi: 'fi-FI',
  fil: 'fil-PH',
  fr: 'fr-FR',
  he: 'he-IL',
  hi: 'hi-IN',
  hu: 'hu-HU',
  id: 'id-ID',
  it: 'it-IT',
  ja: 'ja-JP',
  ko: 'ko-KR',
  lt: 'lt-LT',
  lv: 'lv-LV',
  ms: 'ms-MY',
  nb: 'nb-NO',
  nl: 'nl-NL',
  no: 'nb-NO',
  pl: 'pl-PL',
  pt: 'pt-BR',
  'pt-BR': 'pt-BR',
  'pt-PT': 'pt-PT',
  ro: 'ro-RO',
  ru: 'ru-RU',
  sk: 'sk-SK',
  sr: 'sr-RS',
  sv: 'sv-SE',
  ta: 'ta-IN',
  te: 'te-IN',
  th: 'th-TH',
  tr: 'tr-TR',
  uk: 'uk-UA',
  vi: 'vi-VN',
  'zh-Hans': 'cmn-CN',
  'zh-Hant': 'cmn-TW',
}

/** In which language a call is held. */
export interface Speech {
  /** The language of the text. */
  language: string
  voice: Voice
}

/**
 * The visitor's language where somebody can speak it, else English. Only what stands in a table goes into TwiML.
 *
 * @param language as the verification has it
 */
export function speechFor(language: string, preferred: Voices = {}): Speech {
  const { language: known } = textsFor(language, 'en')
  const voice = voiceOf(known, preferred)
  return voice ? { language: known, voice } : { language: 'en', voice: voiceOf('en', preferred)! }
}

function voiceOf(language: string, preferred: Voices): Voice | undefined {
  if (Object.hasOwn(preferred, language)) return preferred[language]
  const locale = Object.hasOwn(locales, language) ? locales[language]! : undefined
  // A voice is always named: without one, Twilio refuses most of these languages.
  return locale === undefined ? undefined : { language: locale, voice: `Google.${locale}-Standard-A` }
}
