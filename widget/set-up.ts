import type { ChannelId } from '../server/api.ts'
import { createClient, type Problem } from './client.ts'
import { isEmail, looksLikeEmail } from './contact-kind.ts'
import { rejoin, start, takeOver } from './flow.ts'
import { platform } from './platform.ts'
import { restore } from './proof.ts'
import { refuse } from './refusals.ts'
import { home, leave, unavailable } from './screens.ts'
import { kept, nonce, readSession, resumption, type Saved } from './session.ts'
import { changed, report, setProof, type Widget } from './widget.ts'

/**
 * Fetches the configuration.
 *
 * @param anew false when only the language has changed
 */
export async function load(w: Widget, anew = true) {
  const client = createClient(w.host.endpoint)
  w.client = client
  if (anew) {
    leave(w)
    setProof(w, '')
    w.saved = {}
    w.site = null
    w.screen = 'loading'
    changed(w)
  }
  // A fetch does not say why it failed; the page's policy does.
  let blocked: boolean | undefined
  const { origin } = new URL(w.host.endpoint, location.href)
  const onViolation = (e: SecurityPolicyViolationEvent) => {
    blocked ||=
      e.disposition === 'enforce' && e.effectiveDirective === 'connect-src' && e.blockedURI.startsWith(origin)
  }
  document.addEventListener('securitypolicyviolation', onViolation)
  try {
    const site = await client.site(w.host.sitekey, w.host.language())
    if (client !== w.client) return
    w.site = site
    w.texts = site.texts
    configure(w)
    if (anew) resume(w)
  } catch (problem) {
    // The violation may be told after the failure.
    await new Promise<void>(done => platform.setTimeout(done, 50))
    // A mistake of ours is not kept quiet.
    if (problem instanceof Error) throw problem
    if (client !== w.client || w.site) return
    report(w, problem as Problem)
    unavailable(w, blocked ? 'csp' : (problem as Problem).code, origin)
  } finally {
    document.removeEventListener('securitypolicyviolation', onViolation)
    changed(w)
  }
}

/** What follows from the attributes and the configuration. */
export function configure(w: Widget) {
  const { site, host } = w
  if (!site) return
  const { countries, channels, country } = site
  w.mode = host.to ? 'fixed' : host.htmlFor ? 'field' : 'own'
  w.site = { ...site, texts: { ...w.texts, ...host.strings } }
  const email = host.to ? looksLikeEmail(host.to) : host.htmlFor && host.field()?.type === 'email'
  const possible = channels.flatMap(c => (w.mode === 'own' || isEmail(c.id) === !!email ? c.id : []))
  w.channels =
    (host.channels?.match(/\S+/g) as ChannelId[] | null | undefined)?.filter(c => possible.includes(c)) ??
    possible
  w.country =
    [w.country, host.country?.toUpperCase(), country, platform.region(), countries[0]].find(
      c => c && countries.includes(c),
    ) ?? null
  if (!w.channels[0]) {
    report(w, { code: 'channel_not_allowed' })
    unavailable(w, 'channel_not_allowed')
  } else if (
    w.screen === 'choose' ||
    (w.screen === 'unavailable' && w.error?.code === 'channel_not_allowed')
  ) {
    w.error = null
    home(w)
    changed(w)
  }
}

/** The page has named another contact since. */
export const isOther = ({ host: { to } }: Widget, { field }: Saved) => to && field && to !== field

/** What an earlier page left in this tab. */
function resume(w: Widget) {
  if (w.screen === 'unavailable') return
  home(w)
  if (w.site!.requireNonce && !nonce(w)) return refuse(w, { code: 'nonce_required' })
  if (w.host.verification) return takeOver(w, w.host.verification)
  const found = readSession(w)
  const how = found && resumption(found, platform.arrival(found.savedAt), platform.now())
  if (!found || !how || isOther(w, found)) return
  if (how === 'offer') return offer(w, found)
  if (found.verifiedAt) return restore(w, found)
  w.saved = found
  w.declared = found.contact
  for (const key of kept) w[key] = found[key] as never
  if (found.id) rejoin(w)
  else if (found.start) start(w, found.start.body.channel, undefined, found.start)
  if (found.asking) w.screen = 'contact'
}

/** The row *Continue with …*. */
export function offer(w: Widget, found: Saved) {
  w.offered = found
  w.offer = found.masked!
}
