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
  let code: HTMLElement | null = null
  return pieces(text).map(piece => {
    if (piece.kind === 'code') {
      code = make('span', 'code-and-stop', codeButton(handset, piece))
      return code
    }
    if (piece.kind === 'bold') return make('strong', '', piece.text)
    // A line may break behind a button: the full stop after a code must not begin the next one.
    const stop = code ? (/^[^\s\p{L}\p{N}]*/u.exec(piece.text)?.[0] ?? '') : ''
    code?.append(stop)
    code = null
    return document.createTextNode(piece.text.slice(stop.length))
  })
}

function codeButton(handset: Handset, { text, code }: { text: string; code: string }): HTMLElement {
  const button = make('button', 'code', text)
  button.type = 'button'
  button.dir = 'ltr'
  button.title = handset.word('copy', { code })
  button.addEventListener('click', () => void copy(handset, code))
  return button
}
