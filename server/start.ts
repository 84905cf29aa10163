import type { ChannelId } from './api.ts'
import { channels, type Provider } from './channel.ts'
import type { Config, Site } from './config.ts'
import { type Contact, limitKey, parseContact } from './contact.ts'
import type { Courier } from './delivery.ts'
import { checkDestination } from './destination.ts'
import { actOn, isPaid, takesFor } from './limits.ts'
import { type Log, told } from './log.ts'
import { makingOf } from './making.ts'
import { Problem } from './problem.ts'
import { type Decision, LimitReached, type Records, Taken } from './records.ts'
import { makeReference } from './reference.ts'
import type { Secrets } from './secrets.ts'
import { sendBegan } from './sending.ts'
import type { Mark } from './store/store.ts'
import { isTestContact, pretendSent } from './test-contacts.ts'
import { begin, type Rules, type Verification, waitsFirst } from './verification.ts'
import type { Effort, Purpose, WorkGate } from './work-gate.ts'

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
  effort: Effort
}

export interface StartParts {
  config: Config
  rules: Rules
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  courier: Courier
  gate: WorkGate
  log: Log
  now: () => number
  randomBytes: (n: number) => Uint8Array
}

/** Begins verifications. Throws `Problem`. */
export function createStarter(
  parts: StartParts,
): (input: StartInput) => Promise<{ v: Verification; contact: Contact | null }> {
  const { config, rules, providers, records, secrets, courier, gate, log, now, randomBytes } = parts

  return async input => {
    const { site, channel } = input
    if (!site.channels.has(channel)) {
      throw new Problem('channel_not_allowed', `This site has no channel ${channel}.`)
    }
    if (site.requireNonce && input.nonce === null) throw new Problem('nonce_required')
    const contact = contactFor(input)
    const tap = input.idempotencyKey && secrets.keyed(`start|${tapOf(input)}`)
    const v =
      (await startedBy(tap)) ??
      (await gate(
        input.effort,
        () => purposeOf(input, contact),
        worked => createOnce(input, contact, tap, worked),
      ))
    return { v, contact }
  }

  function contactFor({ channel, to, country, site }: StartInput): Contact | null {
    if (to === null) {
      if (channel === 'whatsapp' && !needsContact(site, providers)) return null
      throw new Problem('invalid_contact', 'The contact, `to`, is missing.')
    }
    const kind = channels[channel].contact
    const known = new Set(site.testContacts.keys())
    const contact = parseContact(kind, to, country ?? site.country ?? undefined, known)
    if (!contact) {
      throw new Problem(
        'invalid_contact',
        `\`to\` is not a complete ${kind === 'phone' ? 'phone number' : 'email address'}.`,
      )
    }
    if (!isTestContact(site, contact, now()))
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
    worked: Mark | null,
  ): Promise<Verification> {
    try {
      return await create(input, contact, tap, worked)
    } catch (error) {
      if (!(error instanceof Taken)) throw error
      // Two requests of one tap: the other was faster.
      const started = await startedBy(tap)
      if (started) return started
      if (input.channel === 'call_button') throw callUnderWay()
      // The drawn reference is taken, once in a million million.
      return create(input, contact, tap, worked)
    }
  }

  async function create(
    input: StartInput,
    contact: Contact | null,
    tap: string | null,
    worked: Mark | null,
  ): Promise<Verification> {
    const { site, channel } = input
    const id = Buffer.from(randomBytes(16)).toString('base64url')
    const test = isTestContact(site, contact, now())
    const sends = !test && !waitsFirst(channel)
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
          test,
        },
        rules,
        at,
      )
      const next = test
        ? pretendSent(waiting, { channel, reference: waiting.reference, tap: null }, rules, at)
        : sends
          ? sendBegan(waiting, sendOn(waiting, channel, null, parts), rules, at)
          : { ...waiting, revision: 1 }
      return {
        next,
        take: takesFor({ ...actOn(next, 'start', config, input.address), worked: !!worked }, config.limits),
        once: worked ? [worked] : [],
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

/** What `sendBegan` has to know of a send over `channel`. */
export function sendOn(
  v: Verification,
  channel: ChannelId,
  tap: string | null,
  { config, providers, secrets }: Pick<StartParts, 'config' | 'providers' | 'secrets'>,
) {
  const site = config.sites.get(v.site)!
  const making = makingOf(v, channel, site, { providers, codeLength: config.code.length, secrets })
  const pressAt = channel === 'call_button' ? { pressAt: site.channels.get(channel)! } : {}
  return { channel, tap, making, ...pressAt }
}

/** Another live verification calls this number for a key; whose it is, is nobody's business. */
export function callUnderWay(): LimitReached {
  return new LimitReached('call_under_way', 60)
}

/** Whether a start over WhatsApp has to name the contact: a service that makes the codes tells us no sender. */
export function needsContact(site: Site, providers: ReadonlyMap<string, Provider>): boolean {
  return site.whatsappNeedsTo || providers.get(site.channels.get('whatsapp')![0]!)?.suppliesCodes === true
}

/** Work is done for one contact on one channel or, where none is known yet, from one address. */
function purposeOf({ site, channel, address }: StartInput, contact: Contact | null): Purpose {
  const whose = contact ? ['contact', limitKey(contact)] : ['address', address]
  return { site: site.key, subject: JSON.stringify(['start', site.key, channel, ...whose]), address }
}

/** What makes two starts the same: the same tap with the same body from the same page. Work is no part of it. */
function tapOf(input: StartInput): string {
  const { site, idempotencyKey, channel, to, country, nonce, language, action, origin } = input
  return JSON.stringify([site.key, origin, idempotencyKey, channel, to, country, nonce, language, action])
}
