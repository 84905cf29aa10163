import type { ChannelId } from './api.ts'
import { channels } from './channel.ts'
import type { Config, Site } from './config.ts'
import { type Contact, parseContact } from './contact.ts'
import type { Courier } from './delivery.ts'
import { checkDestination } from './destination.ts'
import { actOn, isPaid, takesFor } from './limits.ts'
import { type Log, told } from './log.ts'
import { Problem } from './problem.ts'
import { type Decision, type Records, Taken } from './records.ts'
import { makeReference } from './reference.ts'
import type { Secrets } from './secrets.ts'
import { begin, type Rules, sendBegan, type Verification, waitsFirst } from './verification.ts'

/** What a start brings. */
export interface StartInput {
  site: Site
  channel: ChannelId
  to: string | null
  country: string | null
  nonce: string | null
  /** One of ours. */
  language: string
  action: string | null
  /** The page that asks; null for a site's own backend. */
  origin: string | null
  /** Names this tap; the same one starts nothing twice. */
  idempotencyKey: string | null
  /** The client's address as it is counted; null when none is known. */
  address: string | null
}

export interface StartParts {
  config: Config
  rules: Rules
  records: Records
  secrets: Secrets
  courier: Courier
  log: Log
  randomBytes: (n: number) => Uint8Array
}

/** Begins verifications. Throws `Problem`. */
export function createStarter(
  parts: StartParts,
): (input: StartInput) => Promise<{ v: Verification; contact: Contact | null }> {
  const { config, rules, records, secrets, courier, log, randomBytes } = parts

  return async input => {
    const { site, channel } = input
    if (!site.channels.has(channel)) {
      throw new Problem('channel_not_allowed', `This site has no channel ${channel}.`)
    }
    if (site.requireNonce && input.nonce === null) throw new Problem('nonce_required')
    const contact = contactFor(input)
    const tap = input.idempotencyKey && secrets.keyed(`start|${tapOf(input)}`)
    const v = (await startedBy(tap)) ?? (await createOnce(input, contact, tap))
    return { v, contact }
  }

  function contactFor({ channel, to, country, site }: StartInput): Contact | null {
    if (to === null) {
      if (channel === 'whatsapp' && !site.whatsappNeedsTo) return null
      throw new Problem('invalid_contact', 'The contact, `to`, is missing.')
    }
    const kind = channels[channel].contact
    const contact = parseContact(kind, to, country ?? site.country ?? undefined)
    if (!contact) {
      throw new Problem(
        'invalid_contact',
        `\`to\` is not a complete ${kind === 'phone' ? 'phone number' : 'email address'}.`,
      )
    }
    checkDestination(contact, channel, site, isPaid(config, site, channel))
    return contact
  }

  async function startedBy(tap: string | null): Promise<Verification | undefined> {
    return tap === null ? undefined : (await records.find(`start|${tap}`))[0]
  }

  async function createOnce(
    input: StartInput,
    contact: Contact | null,
    tap: string | null,
  ): Promise<Verification> {
    try {
      return await create(input, contact, tap)
    } catch (error) {
      if (!(error instanceof Taken)) throw error
      // Two requests of one tap: the other was faster. Else the drawn reference is taken, once in a million million.
      return (await startedBy(tap)) ?? create(input, contact, tap)
    }
  }

  async function create(
    input: StartInput,
    contact: Contact | null,
    tap: string | null,
  ): Promise<Verification> {
    const { site, channel } = input
    const id = Buffer.from(randomBytes(16)).toString('base64url')
    const sends = !waitsFirst(channel)
    const v = await records.change(id, (_, at): Decision<Verification> => {
      const waiting = begin(
        {
          id,
          site: site.key,
          origin: input.origin,
          action: input.action,
          nonce: input.nonce,
          language: input.language,
          idempotency: tap,
          contact: contact && { kind: contact.kind, value: contact.value },
          channel,
          reference: channel === 'whatsapp' ? newReference(site, randomBytes) : null,
        },
        rules,
        at,
      )
      const next = sends ? sendBegan(waiting, { channel, tap: null }, rules, at) : { ...waiting, revision: 1 }
      return {
        next,
        take: takesFor(actOn(next, 'start', config, input.address), config.limits),
        answer: next,
      }
    })
    log.info({ event: 'start', ...told(v, secrets) })
    if (sends) courier.dispatch(v, site)
    return v
  }
}

/** A word that no live verification of the site's WhatsApp provider has; the commit makes sure. */
export function newReference(
  site: Site,
  randomBytes: (n: number) => Uint8Array,
): NonNullable<Verification['reference']> {
  return { provider: site.channels.get('whatsapp')![0]!, word: makeReference(randomBytes) }
}

/** What makes two starts the same: the same tap with the same body from the same page. */
function tapOf(input: StartInput): string {
  const { site, idempotencyKey, channel, to, country, nonce, language, action, origin } = input
  return JSON.stringify([site.key, origin, idempotencyKey, channel, to, country, nonce, language, action])
}
