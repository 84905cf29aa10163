/** A piece of a message as a phone shows it: plain, bold, or a code that a tap copies. */
export interface Piece {
  kind: 'text' | 'bold' | 'code'
  text: string
}

const code = /(?<![\d#+])(\d{4,10})(?!\d)/

/** Cuts a chat message into pieces: `*bold*` as WhatsApp writes it, and runs of 4 to 10 digits. */
export function pieces(message: string): Piece[] {
  return message
    .split(/(\*[^*\n]+\*)/)
    .flatMap(part => {
      const bold = /^\*[^*\n]+\*$/.test(part)
      const text = bold ? part.slice(1, -1) : part
      return text.split(code).map(
        (piece, i): Piece => ({
          kind: i % 2 === 1 ? 'code' : bold ? 'bold' : 'text',
          text: piece,
        }),
      )
    })
    .filter(piece => piece.text !== '')
}

/** The first code in a text, or null. */
export const copyable = (text: string): string | null =>
  pieces(text).find(piece => piece.kind === 'code')?.text ?? null
