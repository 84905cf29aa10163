import type { RequestHandler } from 'express'
import type { SiteView } from '../api.ts'
import { channels, type Provider } from '../channel.ts'
import type { Config, Site } from '../config.ts'
import { dialCode, exampleNumber } from '../phone.ts'
import { Problem } from '../problem.ts'
import { needsContact } from '../start.ts'
import { type LanguageTexts, textsFor } from '../texts/index.ts'
import { type Compressible, compressible, sendCompressed } from './compressed.ts'
import { requireOrigin } from './origins.ts'

export interface SiteParts {
  config: Config
  providers: ReadonlyMap<string, Provider>
}

/** `GET /v1/sites/{sitekey}`: all that the widget asks for before the visitor acts. */
export function siteHandler({ config, providers }: SiteParts): RequestHandler {
  /** One for each site and language that was asked for: at most some kilobytes each. */
  const views = new Map<string, Compressible>()

  return async (req, res) => {
    res.vary('Origin')
    // A page that is not listed has to be able to read why.
    res.set('Access-Control-Allow-Origin', '*')
    const site = config.sites.get(String(req.params.sitekey))
    if (!site) throw new Problem('not_found', 'There is no site with this key.')
    if (req.headers.origin !== undefined && !site.origins.includes(req.headers.origin)) {
      throw new Problem('origin_not_allowed')
    }
    const origin = requireOrigin(req, res, site, { needed: false })
    if (origin === null) res.removeHeader('Access-Control-Allow-Origin')
    else res.set('Access-Control-Allow-Origin', origin)
    res.set('Cache-Control', 'public, max-age=300')
    res.type('json')
    await sendCompressed(req, res, viewOf(site, textsFor(req.query.language, site.language)))
  }

  function viewOf(site: Site, texts: LanguageTexts): Compressible {
    const key = `${texts.language} ${site.key}`
    let view = views.get(key)
    if (!view) {
      view = compressible(Buffer.from(JSON.stringify(siteView(site, texts))))
      views.set(key, view)
    }
    return view
  }

  function siteView(site: Site, { language, direction, texts }: LanguageTexts): SiteView {
    return {
      name: site.name,
      domain: site.domain,
      channels: [...site.channels].map(([id, names]) => ({
        id,
        contact: channels[id].contact,
        free: names.every(name => config.providers.get(name)!.free),
        ...(id === 'whatsapp' && needsContact(site, providers) && { needsContact: true as const }),
      })),
      countries: [...site.countries],
      country: site.country,
      dialCodes: Object.fromEntries(site.countries.map(country => [country, dialCode(country) ?? ''])),
      example: site.country && exampleNumber(site.country),
      language,
      direction,
      codeLength: config.code.length,
      requireNonce: site.requireNonce,
      texts: texts.widget,
    }
  }
}
