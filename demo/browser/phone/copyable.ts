import { pieces } from '../message-text.ts'
import { make } from './element.ts'
import type { Handset } from './handset.ts'

export async function copy(handset: Handset, code: string): Promise<void> {
  await navigator.clipboard.writeText(code).then(
    () => handset.snack(handset.word('copied')),
    () => {},
  )
}

/** A message with its bold parts bold, and its codes as something to tap. */
export function textNodes(handset: Handset, text: string): Node[] {
  return pieces(text).map(piece => {
    if (piece.kind === 'text') return document.createTextNode(piece.text)
    if (piece.kind === 'bold') return make('strong', '', piece.text)
    const code = piece.code
    const button = make('button', 'code', piece.text)
    button.type = 'button'
    button.dir = 'ltr'
    button.title = handset.word('copy', { code })
    button.addEventListener('click', () => void copy(handset, code))
    return button
  })
}
