/** A piece of a message as a phone shows it: plain, bold, or a code that a tap copies. */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'bold'; text: string }
  /** `code`: its digits alone, where a voice spells them. */
  | { kind: 'code'; text: string; code: string }

/** A run of 4 to 10 digits, or that many one by one: `1, 2, 3, 4`. Not a part of a reference: `2NK4-0739`. */
const code = /(?<![\w#+]|\w-)(\d(?:[,،.]?\s\d(?!\d)){3,9}|\d{4,10})(?!\w|-\w)/

/** Cuts a message into pieces: `*bold*` as WhatsApp writes it, and codes. */
export function pieces(message: string): Piece[] {
  return message
    .split(/(\*[^*\n]+\*)/)
    .flatMap(part => {
      const bold = /^\*[^*\n]+\*$/.test(part)
      const text = bold ? part.slice(1, -1) : part
      return text.split(code).map((piece, i): Piece => {
        if (i % 2 === 1) return { kind: 'code', text: piece, code: piece.replace(/\D/g, '') }
        return { kind: bold ? 'bold' : 'text', text: piece }
      })
    })
    .filter(piece => piece.text !== '')
}

/** The first code in a text, or null. */
export const copyable = (text: string): string | null =>
  pieces(text).find(piece => piece.kind === 'code')?.code ?? null
