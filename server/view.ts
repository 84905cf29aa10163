import { encode } from 'uqr'
import type { ChannelId, QrBits, VerificationView, WhatsAppStep } from './api.ts'
import type { Provider } from './channel.ts'
import type { Config, Site } from './config.ts'
import { maskContact } from './contact.ts'
import { formatReference, type Reference } from './reference.ts'
import { expiresAt, isLive, nextSendAt, type Verification } from './verification.ts'

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
    sender: senderOf(v.channel, site, providers),
    codeLength: config.code.length,
    checksLeft: v.checksLeft,
    expiresInSeconds: secondsUntil(usableUntil(v, config), now),
    resendInSeconds: live ? resendIn(v, config, now) : null,
    channels: live ? usableChannels(v, site) : [],
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

function senderOf(channel: ChannelId, site: Site, providers: ReadonlyMap<string, Provider>): string | null {
  const provider = providers.get(site.channels.get(channel)?.[0] ?? '')
  return (channel === 'whatsapp' ? provider?.inboundNumber : provider?.channels[channel]?.sender) ?? null
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
  const { provider, word } = v.reference!
  const number = providers.get(provider)?.inboundNumber
  if (!number) return {}
  const command = `${site.command} ${formatReference(word as Reference)}`
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
