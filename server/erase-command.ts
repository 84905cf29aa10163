import { existsSync } from 'node:fs'
import type { Config } from './config.ts'
import { type Contact, maskContact, parseContact } from './contact.ts'
import { erase } from './erase.ts'
import { createSecrets } from './secrets.ts'
import { openStore } from './store/open.ts'
import { phoneOfSender } from './whatsapp-number.ts'

/**
 * `reachproof erase CONTACT`: forgets a contact, and prints how much there was of it. The contact is printed masked:
 * what a terminal shows is often kept.
 *
 * @returns the exit code; 0 also when nothing was found
 */
export async function runErase(text: string, config: Config, print: (line: string) => void): Promise<0 | 1> {
  const contact = contactOf(text, config)
  if (!contact) {
    print('This is no contact. Write a phone number with its country (+33799999999), or an email address.')
    return 1
  }
  const file = config.store.kind === 'sqlite' ? config.store.file : null
  if (file === ':memory:') {
    print(
      'The store is in the memory of the server, where no other process can reach it: restart the server.',
    )
    return 1
  }
  if (file !== null && !existsSync(file)) {
    print(`There is no store at ${file} yet: nothing to erase.`)
    return 0
  }
  const { store, opened } = openStore(config)
  try {
    await opened
    const { records, counters } = await erase(contact, {
      config,
      secrets: createSecrets(config.pepper),
      store,
    })
    print(
      records + counters === 0
        ? `Nothing is stored of ${maskContact(contact.value)}.`
        : `Erased ${maskContact(contact.value)}: ${counted(records, 'verification')}, ${counted(counters, 'counter')}.`,
    )
    return 0
  } finally {
    await store.close()
  }
}

/** Numbers without a country are no contact here: whose country would it be? */
function contactOf(text: string, { sites }: Config): Contact | null {
  const known = new Set([...sites.values()].flatMap(site => [...site.testContacts.keys()]))
  const kind = text.includes('@') ? 'email' : 'phone'
  // A number may come from a log of WhatsApp, which keeps old spellings.
  return parseContact(kind, text.trim(), undefined, known) ?? phoneOfSender(text)
}

function counted(n: number, thing: string): string {
  return `${n} ${thing}${n === 1 ? '' : 's'}`
}
