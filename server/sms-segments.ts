/** How a text travels as SMS. */
export interface Segments {
  encoding: 'gsm7' | 'ucs2'
  /** Septets in GSM-7, 16-bit units in UCS-2; without what splitting leaves unused. */
  units: number
  /** How many messages the operator charges for. */
  segments: number
}

/**
 * Counts the segments of a text. One character outside GSM-7 puts the whole text into UCS-2.
 *
 * National language tables are left out: providers rarely use them, and then say so.
 *
 * @see https://www.3gpp.org/DynaReport/23038.htm 3GPP TS 23.038 §6.2.1 for the alphabet, §6.2.3 for UCS-2
 * @see https://www.3gpp.org/DynaReport/23040.htm 3GPP TS 23.040 §9.2.3.24.1: the header of a part takes 6
 *   octets, which leaves 153 septets or 67 units, and no character is split between two parts
 */
export function segmentsOf(text: string): Segments {
  const characters = [...text]
  const septets = characters.map(character => septetsOf.get(character))
  const isGsm7 = septets.every(size => size !== undefined)
  // Phones take UCS-2 for UTF-16: the two halves of a surrogate pair are one character.
  const sizes = isGsm7 ? septets : characters.map(character => character.length)
  const limit = isGsm7 ? { alone: 160, part: 153 } : { alone: 70, part: 67 }

  const units = sizes.reduce((sum, size) => sum + size, 0)
  return {
    encoding: isGsm7 ? 'gsm7' : 'ucs2',
    units,
    segments: units <= limit.alone ? 1 : partsOf(sizes, limit.part),
  }
}

function partsOf(sizes: readonly number[], limit: number): number {
  let parts = 1
  let used = 0
  for (const size of sizes) {
    if (used + size > limit) {
      parts++
      used = 0
    }
    used += size
  }
  return parts
}

/** In the order of §6.2.1, without the escape at 1B. `Ç` has no small one: "ça" is UCS-2. */
const basicTable =
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ' +
  ' !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà'

/** §6.2.1.1: each comes after an escape, so it takes two septets. */
const extensionTable = '\f^{}\\[~]|€'

const septetsOf: ReadonlyMap<string, number> = new Map([
  ...Array.from(basicTable, (character): [string, number] => [character, 1]),
  ...Array.from(extensionTable, (character): [string, number] => [character, 2]),
])
