import { isSupportedCountry } from 'libphonenumber-js/max'
import { z } from 'zod'
import type { ChannelId } from './api.ts'
import { type Acr, channels as channelTraits } from './channel.ts'
import type { Mode, Site } from './config.ts'
import { readChannels } from './config-channels.ts'
import { type Fields, oneOrMore, readFields, readObject, text, whole } from './config-fields.ts'
import { domainMistake, originMistake } from './config-hosts.ts'
import { didYouMean, isReported, listed, type Mistake, type Path } from './config-mistakes.ts'
import type { NamedProvider } from './config-providers.ts'
import { unsafeProviderUrl } from './config-safety.ts'
import { readTestContacts } from './config-test-contacts.ts'
import type { MessageOverrides } from './message.ts'
import { checkTexts } from './message-check.ts'

/** What a site is checked against. */
export interface SiteContext {
  readonly mode: Mode
  readonly languages: readonly string[]
  readonly providers: ReadonlyMap<string, NamedProvider>
  /** Digits of a code. */
  readonly codeLength: number
}

/** Reads `sites`. The result holds the sites without mistakes, by key. */
export function readSites(input: unknown, context: SiteContext, mistakes: Mistake[]): Map<string, Site> {
  if (!Array.isArray(input) || !input.length) {
    mistakes.push({ path: ['sites'], message: 'Write a list of at least one site: [{ "key": …, … }].' })
    return new Map()
  }
  const taken = { keys: new Set<string>(), secrets: new Set<string>() }
  const sites = input.map((item, i) => readSite(item, context, taken, ['sites', i], mistakes))
  return new Map(sites.flatMap(site => (site ? [[site.key, site]] : [])))
}

function readSite(
  input: unknown,
  context: SiteContext,
  taken: Taken,
  at: Path,
  mistakes: Mistake[],
): Site | undefined {
  const before = mistakes.length
  const object = readObject(input, at, mistakes)
  if (!object) return undefined
  const fields = readFields(siteShape(context), object, at, mistakes)
  const channels = readChannels(object.channels, context.providers, [...at, 'channels'], mistakes)
  const caps = readFields(capsShape, object.caps, [...at, 'caps'], mistakes)
  const captcha =
    object.captcha === undefined
      ? null
      : readFields(captchaShape(context), object.captcha, [...at, 'captcha'], mistakes)
  const tests = readTestContacts(object, context, at, mistakes)
  checkUnique(fields, Array.isArray(object.secret), taken, at, mistakes)
  checkTogether(fields, caps, channels, context, at, mistakes)
  if (mistakes.length > before) return undefined

  const { key, secret, name, domain, origins, countries, country, language, command, ...rest } =
    fields as Required<typeof fields>
  return {
    key,
    secrets: secret,
    name,
    domain,
    origins,
    channels: new Map([...channels].filter(([id]) => reachesAcr(id, rest.minAcr))),
    weakChannels: [...channels.keys()].filter(id => !reachesAcr(id, rest.minAcr)),
    countries,
    country: country ?? (countries.length === 1 ? countries[0]! : null),
    language,
    command,
    requireNonce: rest.requireNonce,
    whatsappNeedsTo: rest.whatsappNeedsTo,
    minAcr: rest.minAcr,
    texts: rest.texts,
    caps: { paidPerHour: caps.paidPerHour ?? null, paidPerDay: caps.paidPerDay ?? null },
    captcha: captcha as Site['captcha'],
    ...tests,
  }
}

/** What proves less than the site asks for is refused like any other channel it lacks. */
function reachesAcr(channel: ChannelId, minAcr: Acr): boolean {
  return minAcr === 'consent' || channelTraits[channel].acr === 'code'
}

const sayKey = 'Write 3 to 64 letters, digits, "_" or "-", such as "site_example".'
const saySecret = 'Write at least 16 characters, such as "openssl rand -hex 16" prints.'
const sayName = 'Write the name that visitors know the site by, at most 64 characters.'
const sayCommand = 'Write one word of at most 32 characters that is not a number, such as "VERIFY".'

const capsShape = {
  paidPerHour: whole(1, 1_000_000_000).optional(),
  paidPerDay: whole(1, 1_000_000_000).optional(),
}

const sayCaptchaUrl =
  'Write the address that confirms tokens, such as "https://challenges.cloudflare.com/turnstile/v0/siteverify".'
const sayCaptchaSecret = 'Write the secret that the service gave for this site.'

function captchaShape({ mode }: SiteContext) {
  return {
    url: text(sayCaptchaUrl, value => {
      const url = URL.canParse(value) ? new URL(value) : undefined
      // A name and a password in an address would reach logs, and nothing sends a fragment.
      if (!/^https?:$/.test(url?.protocol ?? '') || url!.username || url!.password || url!.hash)
        return sayCaptchaUrl
      return unsafeProviderUrl(value, mode)
    }),
    secret: text(sayCaptchaSecret, value => (/^\S{1,512}$/.test(value) ? undefined : sayCaptchaSecret)),
  }
}

function siteShape({ mode, languages }: SiteContext) {
  return {
    key: text(sayKey, value => (/^[A-Za-z0-9_-]{3,64}$/.test(value) ? undefined : sayKey)),
    secret: oneOrMore(text(saySecret, value => (/^\P{Cc}{16,}$/u.test(value) ? undefined : saySecret))),
    // No control characters: the name goes into mail headers and messages.
    name: text(sayName, value => (/^(?=.*\S)\P{Cc}{1,64}$/u.test(value) ? undefined : sayName)),
    domain: text('Write a bare host name, such as "example.com".', value => domainMistake(value, mode)),
    origins: z
      .array(
        text('Write an exact origin, such as "https://example.com".', value => originMistake(value, mode)),
        {
          error: 'Write the origins of the pages that may ask, such as ["https://example.com"].',
        },
      )
      .min(1, { error: 'Without an origin no page may ask. Write it, such as ["https://example.com"].' })
      .transform(origins => [...new Set(origins)]),
    channels: z.unknown(),
    countries: z
      .array(text('Write an ISO country code, such as "FR".', countryMistake), {
        error: 'Write a list of ISO country codes, such as ["FR", "IQ"].',
      })
      .default([])
      .transform(countries => [...new Set(countries)]),
    country: text('Write an ISO country code, such as "FR".', countryMistake).nullable().default(null),
    language: text(`Write one of: ${listed(languages)}.`, value =>
      languages.includes(value)
        ? undefined
        : `There are no texts in this language.${didYouMean(value, languages) || ` Write one of: ${listed(languages)}.`}`,
    ).default('en'),
    command: text(sayCommand, value =>
      /^[^\s\p{Cc}]{1,32}$/u.test(value) && !/^\p{N}+$/u.test(value) ? undefined : sayCommand,
    ).default('VERIFY'),
    requireNonce: z.boolean().default(false),
    whatsappNeedsTo: z.boolean().default(false),
    minAcr: z.enum(['code', 'consent'] satisfies Acr[]).default('code'),
    texts: z
      .custom<MessageOverrides>()
      .superRefine((value, context) => {
        // `checkTexts` names the text itself: "fr.email_subject: …".
        for (const message of checkTexts(value)) context.addIssue({ code: 'custom', message })
      })
      .default({}),
    caps: z.unknown(),
    captcha: z.unknown(),
    testContacts: z.unknown(),
    testContactsUntil: z.unknown(),
  }
}

function countryMistake(value: string): string | undefined {
  if (isSupportedCountry(value)) return undefined
  const upper = value.toUpperCase() === 'UK' ? 'GB' : value.toUpperCase()
  return `There is no such country code. Write ${isSupportedCountry(upper) ? `"${upper}"` : 'an ISO code, such as "FR"'}.`
}

/** What the sites before this one use. */
interface Taken {
  readonly keys: Set<string>
  readonly secrets: Set<string>
}

function checkUnique(
  { key, secret = [] }: Fields<ReturnType<typeof siteShape>>,
  isList: boolean,
  taken: Taken,
  at: Path,
  mistakes: Mistake[],
): void {
  if (key !== undefined && taken.keys.has(key)) {
    mistakes.push({ path: [...at, 'key'], message: 'Another site has this key. Write its own.' })
  }
  for (const [i, value] of secret.entries()) {
    // Whoever holds a secret speaks for its site, so a secret tells which site it is.
    const path = isList ? [...at, 'secret', i] : [...at, 'secret']
    if (taken.secrets.has(value))
      mistakes.push({ path, message: 'This secret is used twice. Write a new one.' })
    taken.secrets.add(value)
  }
  if (key !== undefined) taken.keys.add(key)
}

/** What only shows when settings are seen side by side. */
function checkTogether(
  fields: Fields<ReturnType<typeof siteShape>>,
  caps: Fields<typeof capsShape>,
  channels: ReadonlyMap<ChannelId, readonly string[]>,
  { mode, providers }: SiteContext,
  at: Path,
  mistakes: Mistake[],
): void {
  const { countries, country } = fields
  if (country && countries?.length && !countries.includes(country)) {
    const message = 'This country is not in "countries". Add it there, or write one of those.'
    mistakes.push({ path: [...at, 'country'], message })
  }
  const paid = [...channels].filter(([, names]) => names.some(name => providers.get(name)?.free === false))
  const byPhone = paid
    .filter(([channel]) => channelTraits[channel].contact === 'phone')
    .map(([channel]) => channel)
  if (byPhone.length && countries && !countries.length) {
    const message = `Sending over ${listed(byPhone)} costs money. List the countries to send to, such as ["FR", "IQ"].`
    mistakes.push({ path: [...at, 'countries'], message })
  }
  if (!paid.length || mode === 'development') return
  for (const [name, example] of [
    ['paidPerHour', 100],
    ['paidPerDay', 500],
  ] as const) {
    const path = [...at, 'caps', name]
    if (caps[name] !== undefined || isReported(path, mistakes)) continue
    const message = `Sending costs money, and nothing ends it. Write how many messages at most, such as ${example}.`
    mistakes.push({ path, message })
  }
}
