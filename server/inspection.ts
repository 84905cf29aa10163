import { setImmediate } from 'node:timers/promises'
import type { Provider } from './channel.ts'
import type { Config, Site } from './config.ts'
import type { Log } from './log.ts'
import { longestText } from './sms-length.ts'
import { languageCodes } from './texts/index.ts'

/**
 * Looks once, behind the start, at what is allowed but seldom meant: channels
 * that are never offered, texts that need more than one SMS, accounts that lack
 * what the configuration names. It complains in the log and stops nothing.
 */
export function inspect(parts: { config: Config; providers: ReadonlyMap<string, Provider>; log: Log }): {
  stop(): void
} {
  const { config, providers, log } = parts
  const stopped = new AbortController()

  for (const site of config.sites.values()) {
    if (site.weakChannels.length > 0) {
      const channels = site.weakChannels
      log.warn(
        { event: 'weak_channels', site: site.key, channels },
        'not offered: they prove less than "minAcr" of the site, which "consent" would allow',
      )
    }
    if (site.channels.has('sms')) void measureTexts(site)
  }
  for (const [name, provider] of providers) {
    const signal = AbortSignal.any([stopped.signal, AbortSignal.timeout(10_000)])
    provider.inspect?.(signal).then(
      complaints => {
        for (const complaint of complaints) log.warn({ event: 'provider_set_up', provider: name }, complaint)
      },
      error => {
        if (!stopped.signal.aborted) log.warn({ event: 'provider_set_up', provider: name, error })
      },
    )
  }
  return { stop: () => stopped.abort() }

  async function measureTexts(site: Site): Promise<void> {
    const segments: Record<string, number> = {}
    for (const language of languageCodes) {
      // A language that nobody has asked for yet is loaded here: one at a time, so that requests are answered between.
      await setImmediate()
      if (stopped.signal.aborted) return
      const longest = longestText(language, site, config.code.length)
      if (longest.segments > 1) segments[language] = longest.segments
    }
    if (Object.keys(segments).length > 0) {
      log.warn(
        { event: 'long_sms', site: site.key, segments },
        'the text message needs more than one SMS in these languages: each is paid',
      )
    }
  }
}
