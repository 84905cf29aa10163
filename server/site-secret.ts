import type { Config, Site } from './config.ts'
import { equalStrings } from './secrets.ts'

/** The site whose backend holds this secret. Every secret is compared, so that the time tells nothing. */
export function siteOfSecret(config: Config, secret: string): Site | undefined {
  const holds = (site: Site) => site.secrets.filter(own => equalStrings(own, secret)).length > 0
  return [...config.sites.values()].filter(holds)[0]
}
