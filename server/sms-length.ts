import { type MessageOverrides, renderSms } from './message.ts'
import { type Segments, segmentsOf } from './sms-segments.ts'
import { languageCodes } from './texts/index.ts'

/** Minutes that a code can still have to live when it goes out: they choose the plural form. */
const lives = Array.from({ length: 10 }, (_, i) => i + 1)

interface Site {
  name: string
  domain: string
  texts: MessageOverrides
}

/**
 * The longest form of a site's text message in a language. A long name or domain, or in a short one a character
 * outside GSM-7, is enough to be charged for more than one.
 *
 * @param codeLength digits
 */
export function longestText(language: string, site: Site, codeLength: number): Segments {
  // No digit is wider than another.
  const code = '0'.repeat(codeLength)
  const counts = lives.map(minutes => segmentsOf(renderSms({ code, minutes, language, site }, site.texts)))
  return counts.reduce((most, count) => (isLonger(count, most) ? count : most))
}

/** The languages in which a site's text message is charged for as more than one. */
export function longTexts(site: Site, codeLength: number): ({ language: string } & Segments)[] {
  return languageCodes
    .map(language => ({ language, ...longestText(language, site, codeLength) }))
    .filter(({ segments }) => segments > 1)
}

function isLonger(a: Segments, b: Segments): boolean {
  return a.segments > b.segments || (a.segments === b.segments && a.units > b.units)
}
