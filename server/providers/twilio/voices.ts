import { textsFor } from '../../texts/index.ts'
import type { Voice } from './twiml.ts'

/** Our language → the language and voice that the operator prefers there. */
export type Voices = Readonly<Record<string, Voice>>

/**
 * A voice for each of our languages that one of Twilio's speaks. What is not here (Central Kurdish, Croatian,
 * Persian, Swahili and Urdu) is said in English, text and voice: a voice that meets a foreign script says nothing at
 * all, and an unknown voice ends the call.
 *
 * Amazon's standard voice where there is one, because these names have stayed the same; Google has renamed many of
 * its own.
 *
 * @see https://www.twilio.com/docs/voice/twiml/say/text-speech
 */
const voices: Voices = {
  ar: google('ar-XA', 'A'),
  bg: google('bg-BG', 'A'),
  bn: google('bn-IN', 'C'),
  cs: google('cs-CZ', 'B'),
  da: amazon('da-DK', 'Naja'),
  de: amazon('de-DE', 'Vicki'),
  el: google('el-GR', 'B'),
  en: amazon('en-GB', 'Amy'),
  es: amazon('es-ES', 'Lucia'),
  fi: google('fi-FI', 'B'),
  fr: amazon('fr-FR', 'Lea'),
  he: google('he-IL', 'A'),
  hi: google('hi-IN', 'A'),
  hu: google('hu-HU', 'B'),
  id: google('id-ID', 'A'),
  it: amazon('it-IT', 'Bianca'),
  ja: amazon('ja-JP', 'Mizuki'),
  ko: amazon('ko-KR', 'Seoyeon'),
  ms: google('ms-MY', 'A'),
  nb: amazon('nb-NO', 'Liv'),
  nl: amazon('nl-NL', 'Lotte'),
  pl: amazon('pl-PL', 'Ewa'),
  pt: amazon('pt-PT', 'Ines'),
  'pt-BR': amazon('pt-BR', 'Camila'),
  ro: amazon('ro-RO', 'Carmen'),
  ru: amazon('ru-RU', 'Tatyana'),
  sk: google('sk-SK', 'B'),
  sr: google('sr-RS', 'A'),
  sv: amazon('sv-SE', 'Astrid'),
  ta: google('ta-IN', 'C'),
  th: google('th-TH', 'A'),
  tr: amazon('tr-TR', 'Filiz'),
  uk: google('uk-UA', 'A'),
  vi: google('vi-VN', 'A'),
  'zh-Hans': amazon('cmn-CN', 'Zhiyu'),
  'zh-Hant': google('cmn-TW', 'A'),
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
  return Object.hasOwn(voices, language) ? voices[language] : undefined
}

// A voice is always named: without one, Twilio refuses most of these languages.
function google(language: string, letter: string): Voice {
  return { language, voice: `Google.${language}-Standard-${letter}` }
}

function amazon(language: string, name: string): Voice {
  return { language, voice: `Polly.${name}` }
}
