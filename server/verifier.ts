import type { ChannelId, StartedView, VerificationView } from './api.ts'
import { createChecker } from './checking.ts'
import type { Site } from './config.ts'
import { type Contact, displayContact } from './contact.ts'
import { checkDestination } from './destination.ts'
import { actOn, isPaid, takesFor } from './limits.ts'
import { told } from './log.ts'
import { Problem } from './problem.ts'
import type { Proofs } from './proof.ts'
import { canRenew, renew, revoke } from './proof-state.ts'
import { type Decision, Taken } from './records.ts'
import { sendBegan, switchToWaiting } from './sending.ts'
import {
  callUnderWay,
  createStarter,
  newReference,
  type StartInput,
  type StartParts,
  sendOn,
} from './start.ts'
import { closed, openOrThrow } from './still-open.ts'
import type { Mark } from './store/store.ts'
import { pretendSent } from './test-contacts.ts'
import { cancel, isLive, type Verification, waitsFirst } from './verification.ts'
import { usableChannels, viewOf } from './view.ts'
import type { Effort } from './work-gate.ts'

/** What a request brings besides its body. */
export interface Caller {
  /** The client's address as it is counted; null when none is known. */
  address: string | null
}

/** Where transitions, store, limits and channels meet. Throws `Problem`. */
export interface Verifier {
  start(input: StartInput): Promise<StartedView>
  /** The verification and its site when `secret` is its secret; `unauthorized` in every other case. */
  authorize(id: string, secret: string): Promise<{ v: Verification; site: Site }>
  view(v: Verification): Promise<VerificationView>
  check(id: string, input: { code: string; nonce: string | null }, caller: Caller): Promise<VerificationView>
  send(
    id: string,
    input: { channel: ChannelId | null; idempotencyKey: string | null; effort: Effort },
    caller: Caller,
  ): Promise<VerificationView>
  renewProof(id: string, nonce: string | null): Promise<VerificationView>
  /** Canceled or, when verified, revoked. */
  end(id: string): Promise<void>
}

export interface VerifierParts extends StartParts {
  proofs: Proofs
  /** Signs for test contacts. */
  testProofs: Proofs
}

export function createVerifier(parts: VerifierParts): Verifier {
  const { config, rules, providers, records, secrets, courier, gate, log, now } = parts
  const start = createStarter(parts)
  const check = createChecker(parts)

  return {
    async start(input) {
      const { v, contact } = await start(input)
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

    async check(id, input, caller) {
      return view(await check(id, input, caller.address))
    },

    async send(id, { channel, idempotencyKey, effort }, { address }) {
      const tap = idempotencyKey && secrets.keyed(`send|${id}|${channel}|${idempotencyKey}`)
      const decide = (v: Verification | undefined, at: number, worked: Mark | null): Decision<Sent> => {
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
        const reference =
          open.reference ?? (waitsFirst(target) ? newReference(site, parts.randomBytes) : null)
        if (open.test) {
          const next = pretendSent(open, { channel: target, reference, tap }, rules, at)
          return { next, answer: { next, sends: false } }
        }
        if (waitsFirst(target)) {
          if (target === open.channel && open.state === 'waiting') {
            throw new Problem('not_possible', 'Nothing can be sent here: the visitor writes first.')
          }
          const next = switchToWaiting(open, { channel: target, reference, tap }, rules, at)
          return { next, answer: { next, sends: false } }
        }
        checkDestination(open.contact as Contact, target, site, isPaid(config, site, target))
        const next = sendBegan(open, sendOn(open, target, tap, parts), rules, at)
        return {
          next,
          take: takesFor({ ...actOn(next, 'send', config, address), worked: !!worked }, config.limits),
          once: worked ? [worked] : [],
          answer: { next, sends: true },
        }
      }
      const purposeOf = async () => {
        const { site } = openOrThrow(await records.get(id))
        return { site, subject: JSON.stringify(['send', id, channel]), address }
      }
      const outcome = await gate(effort, purposeOf, worked =>
        records
          .change(id, (v, at) => decide(v, at, worked))
          .catch(error => {
            throw error instanceof Taken ? callUnderWay() : error
          }),
      )
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
      if (ended) log.info({ event: ended.proof ? 'revoked' : 'canceled', ...told(ended, secrets) })
    },
  }

  async function view(v: Verification): Promise<VerificationView> {
    const site = config.sites.get(v.site)!
    const at = now()
    const bare = viewOf(v, site, { config, providers }, at)
    if (!v.proof || v.proof.revoked) return bare
    // `exp` is in whole seconds, those of `iat` cut off: nobody is handed a proof that has ended.
    const exp = Math.floor(v.proof.issuedAt / 1000) + rules.proofTtlSeconds
    const left = Math.ceil(exp - at / 1000)
    if (left <= 0) return bare
    return { ...bare, proof: await proofOf(v), proofExpiresInSeconds: left }
  }

  function proofOf(v: Verification): Promise<string> {
    const proofs = v.test ? parts.testProofs : parts.proofs
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
}

interface Sent {
  next: Verification
  /** Something goes out for it. */
  sends: boolean
}
