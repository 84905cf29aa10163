import { type MessageOverrides, renderSms } from './message.ts'
import { type Segments, segmentsOf } from './sms-segments.ts'
import { languages } from './texts/index.ts'

/** Minutes that a code can still have to live when it goes out: they choose the plural form. */
const lives = Array.from({ length: 10 }, (_, i) => i + 1)

/**
 * The languages in which a site's text message is charged for as more than one, with the longest form of each.
 * A long name or domain, or in a short one a character outside GSM-7, is enough.
 *
 * @param codeLength digits
 */
export function longTexts(
  site: { name: string; domain: string; texts: MessageOverrides },
  codeLength: number,
): ({ language: string } & Segments)[] {
  // No digit is wider than another.
  const code = '0'.repeat(codeLength)
  return [...languages.keys()].flatMap(language => {
    const counts = lives.map(minutes => segmentsOf(renderSms({ code, minutes, language, site }, site.texts)))
    const longest = counts.reduce((most, count) => (isLonger(count, most) ? count : most))
    return longest.segments > 1 ? [{ language, ...longest }] : []
  })
}

function isLonger(a: Segments, b: Segments): boolean {
  return a.segments > b.segments || (a.segments === b.segments && a.units > b.units)
}
