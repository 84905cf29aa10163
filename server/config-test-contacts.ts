import { z } from 'zod'
import type { Mode } from './config.ts'
import { readObject, readValue } from './config-fields.ts'
import type { Mistake, Path } from './config-mistakes.ts'
import { parseContact } from './contact.ts'

/** Contacts for tests as they are compared, each with its code, and until when they are. */
export interface TestContacts {
  readonly testContacts: ReadonlyMap<string, string>
  readonly testContactsUntil: number | null
}

const sayContact = 'Write a phone number with + and digits, such as "+15550100001", or an email address.'
const sayUntil = 'Write a date, such as "2027-01-31": from then on the test contacts are like any other.'

/** Reads `testContacts` and `testContactsUntil` of a site. Who knows such a contact passes, so production wants an end. */
export function readTestContacts(
  input: { testContacts?: unknown; testContactsUntil?: unknown },
  { mode, codeLength }: { mode: Mode; codeLength: number },
  at: Path,
  mistakes: Mistake[],
): TestContacts {
  const { testContacts: named, testContactsUntil: until } = input
  const object = named === undefined ? {} : (readObject(named, [...at, 'testContacts'], mistakes) ?? {})
  const testContacts = new Map<string, string>()
  for (const [i, [contact, code]] of Object.entries(object).entries()) {
    const path = [...at, 'testContacts', i]
    const parsed = parseContact(
      contact.includes('@') ? 'email' : 'phone',
      contact,
      undefined,
      new Set([contact]),
    )
    if (!parsed) mistakes.push({ path, message: sayContact })
    else if (typeof code !== 'string' || !new RegExp(`^\\d{${codeLength}}$`).test(code)) {
      mistakes.push({ path, message: `Write its code as a text of ${codeLength} digits.` })
    } else testContacts.set(parsed.value, code)
  }
  const path = [...at, 'testContactsUntil']
  const end = readValue(date.optional(), until, path, mistakes)?.value
  if (mode === 'production' && testContacts.size > 0 && until === undefined) {
    const message = `In production test contacts need an end: whoever knows one passes. ${sayUntil}`
    mistakes.push({ path, message })
  }
  return { testContacts, testContactsUntil: end ?? null }
}

const date = z
  .string({ error: sayUntil })
  .regex(/^\d{4}-\d{2}-\d{2}(T[\d:.]+(Z|[+-]\d{2}:\d{2}))?$/, { error: sayUntil })
  .transform((text, context) => {
    const at = Date.parse(text)
    // 31 February would be read as 3 March.
    const day = text.slice(0, 10)
    const exists = new Date(`${day}T00:00:00Z`).toJSON()?.startsWith(day)
    if (Number.isNaN(at) || !exists) context.addIssue({ code: 'custom', message: sayUntil })
    return at
  })
