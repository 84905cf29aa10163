import { readFileSync } from 'node:fs'
import type { BrowserContext, Page } from 'playwright-core'
import type { ChannelId, SiteView, VerificationView } from '../../../server/api.ts'
import { en } from '../../../server/texts/en.ts'
import { fixtures } from '../../../widget/fixtures.ts'

const script = readFileSync(new URL('../../../dist/widget/reach-proof.js', import.meta.url), 'utf8')
const origin = 'https://shop.example'
const models = fixtures({ texts: en.widget, language: 'en', direction: 'ltr' }).map(({ model }) => model)

/** The code that this shop's server takes. */
export const code = '483920'

const site: SiteView = {
  ...models.find(({ site }) => site)!.site!,
  channels: [
    { id: 'whatsapp', contact: 'phone', free: true },
    { id: 'sms', contact: 'phone', free: false },
    { id: 'email', contact: 'email', free: true },
  ],
}

const viewOf = (channel: ChannelId): VerificationView => {
  const { view } = models.find(({ view }) => view?.channel === channel)!
  const waits = channel === 'whatsapp'
  return { ...view!, state: waits ? 'waiting' : 'pending', delivery: waits ? 'none' : 'sent', notice: null }
}

export interface PageOfShop {
  /** Attributes of `<html>`. */
  root?: string
  head?: string
  body?: string
}

/** The tag, as the documentation has it. */
export const tag = '<reach-proof sitekey="site_example">Call us instead.</reach-proof>'

/**
 * A page with the built script, and a server that takes every contact and one code. Nothing of it is random, and its
 * clock stands, so that it looks the same each time.
 */
export async function openShop(
  context: BrowserContext,
  { root = 'lang="en"', head = '', body = tag }: PageOfShop = {},
): Promise<Page> {
  const page = await context.newPage()
  let view: VerificationView | undefined
  await page.route(`${origin}/**`, async route => {
    const request = route.request()
    const { pathname, searchParams } = new URL(request.url())
    const json = (answer: object, status = 200) =>
      route.fulfill({ status, contentType: 'application/json', body: JSON.stringify(answer) })
    if (pathname.endsWith('.js'))
      return route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: script })
    if (pathname.startsWith('/v1/sites/')) return json(site)
    if (pathname === '/v1/verifications') {
      const { channel, to } = request.postDataJSON() as { channel: ChannelId; to?: string }
      view = viewOf(channel)
      return json({ ...view, secret: 's', ...(to && { contact: { value: to, display: to } }) })
    }
    if (pathname.endsWith('/check')) {
      if ((request.postDataJSON() as { code: string }).code !== code)
        return json({ code: 'wrong_code', checksLeft: 4 }, 422)
      view = { ...view!, revision: 2, state: 'verified', proof: 'proof', proofExpiresInSeconds: 300 }
      return json(view)
    }
    // Nothing ever happens here: what waits for it waits until the page is closed.
    if (pathname.startsWith('/v1/')) return searchParams.has('wait') ? undefined : json(view!)
    return route.fulfill({
      contentType: 'text/html; charset=utf-8',
      body: `<!doctype html><html ${root}><head><meta charset="utf-8"><title>Shop</title>
        <meta name="viewport" content="width=device-width">${head}
        <script async src="/w/v1/reach-proof.js"></script></head><body>${body}</body></html>`,
    })
  })
  await page.clock.install({ time: '2026-01-01T14:00:00Z' })
  await page.clock.pauseAt('2026-01-01T14:05:00Z')
  await page.goto(`${origin}/`)
  await page.locator('reach-proof :text("Continue with WhatsApp")').first().waitFor()
  return page
}

/** From the first screen to the field for an email address, a phone number, the code, or the result. */
export const walk = {
  async email(page: Page, typed = 'ada@example.com'): Promise<void> {
    await page.getByRole('button', { name: 'Email', exact: false }).last().click()
    await page.getByLabel('Email address').fill(typed)
  },
  async phone(page: Page, typed = '06 39 98 12 34'): Promise<void> {
    await page.getByRole('button', { name: 'Text message' }).click()
    await page.getByLabel('Phone number').fill(typed)
  },
  async whatsapp(page: Page): Promise<void> {
    await page.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await page.getByText('Waiting for your message').first().waitFor()
  },
  async code(page: Page): Promise<void> {
    await walk.email(page)
    await page.getByRole('button', { name: 'Email me the code' }).click()
    await page.getByRole('heading', { name: 'Check your email' }).waitFor()
  },
  /** A code that is not right. */
  async wrong(page: Page): Promise<void> {
    await walk.code(page)
    await page.getByLabel('Code', { exact: true }).fill('483921')
    await page.clock.runFor(300)
    await page.getByText('That code is not right').first().waitFor()
  },
  async confirmed(page: Page): Promise<void> {
    await walk.code(page)
    await page.getByLabel('Code', { exact: true }).fill(code)
    await page.clock.runFor(300)
    await page.locator('reach-proof [part=result]').waitFor()
  },
}
