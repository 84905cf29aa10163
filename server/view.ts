import { encode } from 'uqr'
import type { ChannelId, QrBits, VerificationView, WhatsAppStep } from './api.ts'
import type { Provider } from './channel.ts'
import { lengthOf } from './code.ts'
import type { Config, Site } from './config.ts'
import { type Contact, maskContact } from './contact.ts'
import { isReachable } from './destination.ts'
import { isPaid } from './limits.ts'
import { sendersOf } from './making.ts'
import { formatReference, type Reference } from './reference.ts'
import { nextSendAt } from './sending.ts'
import { expiresAt, isLive, type Verification } from './verification.ts'

/** A verification as its browser sees it, without the proof. */
export function viewOf(v: Verification, site: Site, context: ViewContext, now: number): VerificationView {
  const { config, providers } = context
  const live = isLive(v)
  return {
    id: v.id,
    revision: v.revision,
    state: v.state,
    channel: v.verifiedBy ?? v.channel,
    to: v.contact && maskContact(v.contact.value),
    notice: v.notice,
    delivery: v.delivery,
    sender: senderOf(v, site, providers),
    codeLength: lengthOf(v, config.code.length, mayBeMadeElsewhere(v, site, providers)),
    checksLeft: v.checksLeft,
    expiresInSeconds: secondsUntil(usableUntil(v, config), now),
    resendInSeconds: live ? resendIn(v, config, now) : null,
    channels: live ? reachableChannels(v, site, config) : [],
    ...(live && v.channel === 'whatsapp' && whatsappStep(v, site, providers)),
  }
}

export interface ViewContext {
  config: Config
  providers: ReadonlyMap<string, Provider>
}

/** The channels of the site that fit the contact; before one is known, only those that need none. */
export function usableChannels(v: Pick<Verification, 'contact'>, site: Site): ChannelId[] {
  const kind = v.contact?.kind
  return [...site.channels.keys()].filter(id =>
    kind === undefined ? id === 'whatsapp' : (id === 'email') === (kind === 'email'),
  )
}

/** Those of them that a message can be sent on to this very contact. */
function reachableChannels(v: Verification, site: Site, config: Config): ChannelId[] {
  const contact = v.contact as Contact | null
  return usableChannels(v, site).filter(
    id => v.test || contact === null || isReachable(contact, id, site, isPaid(config, site, id)),
  )
}

/** Of the provider that took the latest send; before that, of the one that is asked first. */
function senderOf(v: Verification, site: Site, providers: ReadonlyMap<string, Provider>): string | null {
  if (v.channel === 'whatsapp') return providers.get(v.reference?.provider ?? '')?.inboundNumber ?? null
  const taken = v.sends.findLast(send => send.channel === v.channel)?.provider
  const name = taken ?? site.channels.get(v.channel)?.[0] ?? ''
  return providers.get(name)?.channels[v.channel]?.sender ?? null
}

function mayBeMadeElsewhere(v: Verification, site: Site, providers: ReadonlyMap<string, Provider>): boolean {
  if (v.test) return false
  if (v.channel === 'whatsapp') return providers.get(v.reference?.provider ?? '')?.suppliesCodes ?? false
  return sendersOf(v, v.channel, site, providers).some(sender => sender.channel.checkCode)
}

function usableUntil(v: Verification, config: Config): number {
  if (isLive(v)) return expiresAt(v, config.code)
  if (v.proof && !v.proof.revoked) return v.verifiedAt! + config.proof.refreshSeconds * 1000
  return 0
}

function resendIn(v: Verification, config: Config, now: number): number | null {
  const at = nextSendAt(v, config.limits, now)
  return at < expiresAt(v, config.code) ? secondsUntil(at, now) : null
}

function secondsUntil(at: number, now: number): number {
  return Math.max(0, Math.ceil((at - now) / 1000))
}

/** Nothing when the operator took the provider out of the configuration in the meantime. */
function whatsappStep(
  v: Verification,
  site: Site,
  providers: ReadonlyMap<string, Provider>,
): { whatsapp?: WhatsAppStep } {
  if (!v.reference) return {}
  const { provider, word } = v.reference
  const { inboundNumber: number, suppliesCodes } = providers.get(provider) ?? {}
  if (!number) return {}
  // A service that makes the codes goes by its own word, and shows us no message.
  const command = suppliesCodes ? site.command : `${site.command} ${formatReference(word as Reference)}`
  const link = `https://wa.me/${number.slice(1)}?text=${encodeURIComponent(command)}`
  return { whatsapp: { number, command, link, qr: qrOf(link) } }
}

const drawn = new Map<string, QrBits>()

/** Drawn once a link: a waiting browser asks for the same picture again and again. */
function qrOf(text: string): QrBits {
  const known = drawn.get(text)
  if (known) return known
  const { size, data } = encode(text, { ecc: 'M', border: 0 })
  const bytes = Buffer.alloc(Math.ceil((size * size) / 8))
  for (const [i, dark] of data.flat().entries()) {
    if (dark) bytes[i >> 3]! |= 0x80 >> (i & 7)
  }
  const qr = { size, bits: bytes.toString('base64url') }
  if (drawn.size >= 2000) drawn.delete(drawn.keys().next().value!)
  drawn.set(text, qr)
  return qr
}
