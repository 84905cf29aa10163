import { decodeProtectedHeader } from 'jose'
import { expect } from 'vitest'

/** What has to stay where it is: codes, secrets, proofs and contacts, and where they are looked for. */
export interface Kept {
  code(code: string): void
  secret(text: string): void
  proof(proof: string): void
  contact(value: string): void
  /** I3 and I6: fails, without repeating it, when `text` holds one of them. */
  looksInto(where: string, text: string, options?: { contacts?: boolean; proofs?: boolean }): void
}

/** @param always secrets that are looked for wherever they stand, also inside of other words */
export function createKept(always: readonly string[]): Kept {
  // Looked up word by word: there are thousands of them in a run, and megabytes to look into.
  const words = new Map<string, string>()
  const contacts = new Map<string, string>()
  const proofs = new Map<string, string>()

  return {
    code: code => void words.set(code, 'a code'),
    secret: text => void words.set(text, 'a secret'),
    proof(proof) {
      expect(decodeProtectedHeader(proof).alg).toBe('ES256')
      proofs.set(proof.split('.')[2]!, 'a proof')
    },
    contact: value => void contacts.set(value.toLowerCase().replace(/^\+/, ''), 'a contact'),

    looksInto(where, text, options = {}) {
      const found = new Set<string>()
      for (const secret of always) if (text.includes(secret)) found.add('a secret of the server')
      const maps = [
        words,
        ...(options.contacts === false ? [] : [contacts]),
        ...(options.proofs === false ? [] : [proofs]),
      ]
      for (const pattern of [/[\w-]+/g, /[\w.+-]+@[\w.-]+/g]) {
        for (const [word] of text.matchAll(pattern)) {
          for (const map of maps) {
            const what = map.get(word) ?? map.get(word.toLowerCase())
            if (what) found.add(what)
          }
        }
      }
      expect([...found], `I3/I6: ${where} holds what it must not`).toEqual([])
    },
  }
}
