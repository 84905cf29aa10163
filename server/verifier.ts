import type { ChannelId, StartedView, VerificationView } from './api.ts'
import { channels, type Provider } from './channel.ts'
import { matchingChannel } from './code.ts'
import type { Config, Site } from './config.ts'
import { type Contact, displayContact, parseContact } from './contact.ts'
import type { Courier } from './delivery.ts'
import { checkDestination } from './destination.ts'
import { type Act, takesFor, wrongKey } from './limits.ts'
import type { Log } from './log.ts'
import { Problem } from './problem.ts'
import type { Proofs } from './proof.ts'
import { readCode } from './read-code.ts'
import { type Decision, type Records, Taken } from './records.ts'
import { makeReference } from './reference.ts'
import type { Secrets } from './secrets.ts'
import {
  begin,
  cancel,
  canRenew,
  check,
  isLive,
  type Rules,
  renew,
  revoke,
  sendBegan,
  switchToWaiting,
  type Verification,
  waitsFirst,
} from './verification.ts'
import { usableChannels, viewOf } from './view.ts'

/** What a request brings besides its body. */
export interface Caller {
  /** The client's address as it is counted; null when none is known. */
  address: string | null
}

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
}

/** Where transitions, store, limits and channels meet. Throws `Problem`. */
export interface Verifier {
  start(input: StartInput, caller: Caller): Promise<StartedView>
  /** The verification and its site when `secret` is its secret; `unauthorized` in every other case. */
  authorize(id: string, secret: string): Promise<{ v: Verification; site: Site }>
  view(v: Verification): Promise<VerificationView>
  check(id: string, input: { code: string; nonce: string | null }, caller: Caller): Promise<VerificationView>
  send(
    id: string,
    input: { channel: ChannelId | null; idempotencyKey: string | null },
    caller: Caller,
  ): Promise<VerificationView>
  renewProof(id: string, nonce: string | null): Promise<VerificationView>
  /** Canceled or, when verified, revoked. */
  end(id: string): Promise<void>
}

export interface VerifierParts {
  config: Config
  rules: Rules
  providers: ReadonlyMap<string, Provider>
  records: Records
  secrets: Secrets
  proofs: Proofs
  courier: Courier
  log: Log
  now: () => number
  randomBytes: (n: number) => Uint8Array
}

export function createVerifier(parts: VerifierParts): Verifier {
  const { config, rules, providers, records, secrets, proofs, courier, log, now } = parts

  return {
    async start(input, caller) {
      const { site, channel } = input
      if (!site.channels.has(channel))
        throw new Problem('channel_not_allowed', `This site has no channel ${channel}.`)
      if (site.requireNonce && input.nonce === null) throw new Problem('nonce_required')
      const contact = contactFor(input)
      const idempotency = input.idempotencyKey && secrets.keyed(`start|${startKey(input)}`)

      const known = idempotency && (await records.find(`start|${idempotency}`))[0]
      const v = known || (await createOnce(input, contact, idempotency, caller))
      return {
        ...(await view(v)),
        secret: secrets.secretOf(v.id),
        ...(contact && { contact: { value: contact.value, display: displayContact(contact.value) } }),
      }
    },

    async authorize(id, secret) {
      // The secret is derived from the id, so a stranger's guess never reaches the store.
      const v = secrets.isSecretOf(id, secret) ? await records.get(id) : undefined
      const site = v && config.sites.get(v.site)
      if (!site) throw new Problem('unauthorized')
      return { v, site }
    },

    view,

    async check(id, { code, nonce }, caller) {
      const typed = readCode(code, config.code.length)
      const outcome = await records.change(id, (v, at): Decision<{ next: Verification; right: boolean }> => {
        const open = openOrThrow(v)
        if (open.codes.length === 0) throw new Problem('no_code_yet')
        if (typed === null) throw new Problem('bad_request', `The code has ${config.code.length} digits.`)
        const matched = matchingChannel(open, typed, config.code.length, at, secrets)
        const next = check(open, matched, nonce, at)
        return {
          next,
          // Taken for a right code too: else a used-up budget would tell right from wrong.
          take: takesFor(actOf(next, 'check', caller), config.limits),
          clear: matched ? [wrongKey(open.contact as Contact)] : [],
          answer: { next, right: matched !== null },
        }
      })
      const { next, right } = outcome
      log.info({ event: right ? 'verified' : 'wrong_code', ...told(next), checksLeft: next.checksLeft })
      if (!right) {
        throw new Problem('wrong_code', undefined, { members: { checksLeft: next.checksLeft } })
      }
      return view(next)
    },

    async send(id, { channel, idempotencyKey }, caller) {
      const tap = idempotencyKey && secrets.keyed(`send|${id}|${channel}|${idempotencyKey}`)
      const outcome = await records.change(id, (v, at): Decision<{ next: Verification; sends: boolean }> => {
        const open = openOrThrow(v)
        if (tap !== null && open.taps.includes(tap)) {
          return { answer: { next: open, sends: false } }
        }
        const site = config.sites.get(open.site)!
        const target = channel ?? open.channel
        if (!site.channels.has(target))
          throw new Problem('channel_not_allowed', `This site has no channel ${target}.`)
        if (!usableChannels(open, site).includes(target)) {
          throw new Problem('not_possible', 'This channel does not fit the contact of this verification.')
        }
        if (waitsFirst(target)) {
          if (target === open.channel && open.state === 'waiting') {
            throw new Problem('not_possible', 'Nothing can be sent here: the visitor writes first.')
          }
          const next = switchToWaiting(
            open,
            { channel: target, reference: open.reference ?? newReference(site), tap },
            rules,
            at,
          )
          return { next, answer: { next, sends: false } }
        }
        checkDestination(open.contact as Contact, target, site, isPaid(site, target))
        const next = sendBegan(open, { channel: target, tap }, rules, at)
        return {
          next,
          take: takesFor(actOf(next, 'send', caller), config.limits),
          answer: { next, sends: true },
        }
      })
      if (outcome.sends) courier.dispatch(outcome.next, config.sites.get(outcome.next.site)!)
      return view(outcome.next)
    },

    async renewProof(id, nonce) {
      const next = await records.change(id, (v, at): Decision<Verification> => {
        if (!v) throw new Problem('unauthorized')
        if (isLive(v)) throw new Problem('not_possible', 'This verification is not verified yet.')
        if (!canRenew(v, rules, at)) throw closed(v)
        const next = renew(v, nonce, at)
        return { next, answer: next }
      })
      return view(next)
    },

    async end(id) {
      const ended = await records.change(id, (v): Decision<Verification | undefined> => {
        const next = v && (v.proof ? revoke(v) : cancel(v))
        return { next: next === v ? undefined : next, answer: next }
      })
      if (ended) log.info({ event: ended.proof ? 'revoked' : 'canceled', ...told(ended) })
    },
  }

  async function view(v: Verification): Promise<VerificationView> {
    const site = config.sites.get(v.site)!
    const at = now()
    const bare = viewOf(v, site, { config, providers }, at)
    if (!v.proof || v.proof.revoked) return bare
    const left = Math.ceil((v.proof.issuedAt + rules.proofTtlSeconds * 1000 - at) / 1000)
    if (left <= 0) return bare
    return { ...bare, proof: await proofOf(v), proofExpiresInSeconds: left }
  }

  function proofOf(v: Verification): Promise<string> {
    return proofs.sign({
      site: v.site,
      id: v.id,
      n: v.proof!.n,
      contact: v.contact!,
      channel: v.verifiedBy!,
      nonce: v.nonce,
      action: v.action,
      origin: v.origin,
      verifiedAt: v.verifiedAt!,
      issuedAt: v.proof!.issuedAt,
      ttlSeconds: rules.proofTtlSeconds,
    })
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
    checkDestination(contact, channel, site, isPaid(site, channel))
    return contact
  }

  async function createOnce(
    input: StartInput,
    contact: Contact | null,
    idempotency: string | null,
    caller: Caller,
  ): Promise<Verification> {
    try {
      return await create(input, contact, idempotency, caller)
    } catch (error) {
      // Two taps at once: one of them started it.
      const known = error instanceof Taken && idempotency && (await records.find(`start|${idempotency}`))[0]
      if (known) return known
      // A reference that was just drawn is taken once in a million million times.
      if (error instanceof Taken) return create(input, contact, idempotency, caller)
      throw error
    }
  }

  async function create(
    input: StartInput,
    contact: Contact | null,
    idempotency: string | null,
    caller: Caller,
  ): Promise<Verification> {
    const { site, channel } = input
    const id = Buffer.from(parts.randomBytes(16)).toString('base64url')
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
          idempotency,
          contact: contact && { kind: contact.kind, value: contact.value },
          channel,
          reference: channel === 'whatsapp' ? newReference(site) : null,
        },
        rules,
        at,
      )
      const next = sends ? sendBegan(waiting, { channel, tap: null }, rules, at) : { ...waiting, revision: 1 }
      return { next, take: takesFor(actOf(next, 'start', caller), config.limits), answer: next }
    })
    log.info({ event: 'start', ...told(v) })
    if (sends) courier.dispatch(v, site)
    return v
  }

  function newReference(site: Site): Verification['reference'] {
    const provider = site.channels.get('whatsapp')![0]!
    return { provider, word: makeReference(parts.randomBytes) }
  }

  function actOf(v: Verification, kind: Act['kind'], caller: Caller): Act {
    const site = config.sites.get(v.site)!
    return {
      kind,
      site,
      channel: v.channel,
      sends: kind !== 'check' && !waitsFirst(v.channel),
      paid: isPaid(site, v.channel),
      contact: v.contact as Contact | null,
      address: caller.address,
    }
  }

  function isPaid(site: Site, channel: ChannelId): boolean {
    return (site.channels.get(channel) ?? []).some(name => !config.providers.get(name)!.free)
  }

  function told(v: Verification): Record<string, unknown> {
    return {
      verification: v.id,
      site: v.site,
      channel: v.channel,
      ...(v.contact && {
        contact: v.contact.value,
        contactHash: secrets.keyed(`log|${v.contact.value}`).slice(0, 16),
      }),
    }
  }
}

/** What makes two starts the same: the same tap with the same body from the same page. */
function startKey(input: StartInput): string {
  const { site, idempotencyKey, channel, to, country, nonce, language, action, origin } = input
  return JSON.stringify([site.key, origin, idempotencyKey, channel, to, country, nonce, language, action])
}

/** A verification that can still be verified. */
function openOrThrow(v: Verification | undefined): Verification {
  if (!v) throw new Problem('unauthorized')
  if (v.state === 'verified') throw v.proof?.revoked ? closed(v) : new Problem('already_used')
  if (!isLive(v)) throw closed(v)
  return v
}

function closed(v: Verification): Problem {
  // Verified, but closed to what was asked: its proof was revoked, or is too old to be renewed.
  const state = v.state !== 'verified' ? v.state : v.proof?.revoked ? 'revoked' : 'expired'
  return new Problem('closed', 'This verification has ended.', { members: { state } })
}
