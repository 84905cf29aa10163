import { decodeProtectedHeader } from 'jose'
import { expect } from 'vitest'

/** What has to stay where it is: codes, secrets, proofs and contacts, and where they are looked for. */
export interface Kept {
  code(code: string): void
  secret(text: string): void
  proof(proof: string): void
  contact(value: string): void
  /** Anything else that an answer may say, but neither the log nor the files: a nonce. */
  text(text: string): void
  /** From now on what is noted is `recent`. */
  begin(): void
  /**
   * I3 and I6: fails, without repeating it, when `text` holds one of them.
   *
   * @param options.only `recent`: of those that were noted since `begin`; of an answer: only codes and secrets
   */
  looksInto(where: string, text: string, options?: { only?: 'recent' | 'for an answer' }): void
}

type Kind = 'a code' | 'a secret' | 'a proof' | 'a contact' | 'a text'

/** @param always secrets that are looked for wherever they stand, also inside of other words */
export function createKept(always: readonly string[]): Kept {
  const all = new Map<string, Kind>()
  let recent = new Map<string, Kind>()

  return {
    code: code => keep(code, 'a code'),
    secret: text => keep(text, 'a secret'),
    proof(proof) {
      expect(decodeProtectedHeader(proof).alg).toBe('ES256')
      keep(proof.split('.')[2]!, 'a proof')
    },
    contact: value => keep(value.replace(/^\+/, ''), 'a contact'),
    text: text => keep(text, 'a text'),
    begin() {
      recent = new Map()
    },

    looksInto(where, text, { only } = {}) {
      const found: string[] = always
        .filter(secret => text.includes(secret))
        .map(() => 'a secret of the server')
      const kinds = only === 'recent' ? fewIn(text) : manyIn(text)
      for (const kind of kinds) {
        if (only !== 'for an answer' || kind === 'a code' || kind === 'a secret') found.push(kind)
      }
      expect(found, `I3/I6: ${where} holds what it must not`).toEqual([])
    },
  }

  function keep(text: string, kind: Kind): void {
    // What was given in place of a contact or a nonce may be anywhere when it is that short.
    if (text.length < 6) return
    all.set(text, kind)
    recent.set(text, kind)
  }

  /** One after the other: few, in megabytes. As words of their own: six digits may lie in a random id by chance. */
  function fewIn(text: string): Kind[] {
    return [...recent].flatMap(([kept, kind]) => {
      for (let at = text.indexOf(kept); at !== -1; at = text.indexOf(kept, at + 1)) {
        if (!/[\w-]/.test(text.charAt(at - 1) + text.charAt(at + kept.length))) return kind
      }
      return []
    })
  }

  /** Word by word: thousands of them. */
  function manyIn(text: string): Kind[] {
    return [/[\w-]+/g, /[\w.+-]+@[\w.-]+/g].flatMap(pattern =>
      [...text.matchAll(pattern)].flatMap(([word]) => all.get(word) ?? []),
    )
  }
}
