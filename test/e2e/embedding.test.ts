import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { see, useDemo } from './browser.ts'

const demo = useDemo()

/** Words that stand between the tags, as every page should have them. */
const fallback = '<p>Call us instead.</p>'

const document = (head: string, body: string) =>
  `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A page</title>${head}</head><body>${body}</body></html>`

const script = (attributes = '') =>
  `<script ${attributes} src="${demo.urls.api}/w/v1/reach-proof.js"></script>`

const tag = (attributes = 'sitekey="site_demo" session-nonce="a-nonce-of-this-page"') =>
  `<form><reach-proof ${attributes}>${fallback}</reach-proof></form>`

/** Puts a page of our own under the shop's origin. */
const place =
  (html: () => string, policy?: () => string) =>
  (page: Page): Promise<unknown> =>
    page.route('**/tiny', route =>
      route.fulfill({
        contentType: 'text/html; charset=utf-8',
        headers: policy ? { 'content-security-policy': policy() } : {},
        body: html(),
      }),
    )

describe('the script', () => {
  it.each<[string, () => string]>([
    ['of type module', () => document(script('type="module"'), tag())],
    ['after the element', () => document('', tag() + script())],
    ['in the head, before there is an element', () => document(script(), tag())],
    ['async in the head', () => document(script('async'), tag())],
    ['deferred', () => document(script('defer'), tag())],
    ['twice', () => document(script(), tag() + script())],
    ['twice, once as a module', () => document(script('type="module"'), tag() + script('async'))],
  ])('%s starts one working element', async (_name, html) => {
    const { page, widget, asked } = await demo.visit('/tiny', { prepare: place(html) })
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
    await page.getByText('Call us instead.').waitFor({ state: 'hidden' })
    expect(asked('GET /v1/sites/{key}')).toBe(1)
  })

  it('moved by a tag manager, which leaves no trace of it, finds its server by the attribute', async () => {
    const { widget } = await demo.visit('/tiny', {
      prepare: place(() =>
        document(
          `<script>const s = document.createElement('script'); s.src = '${demo.urls.api}/w/v1/reach-proof.js'; s.onload = () => s.remove(); document.head.append(s)</script>`,
          tag(`sitekey="site_demo" session-nonce="n" endpoint="${demo.urls.api}"`),
        ),
      ),
    })
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  })

  it('needs nothing of a strict policy but its own server', async () => {
    const { widget, look } = await demo.visit('/tiny', {
      prepare: place(
        () => document(script(), tag()),
        () => `default-src 'none'; script-src ${demo.urls.api}; connect-src ${demo.urls.api}`,
      ),
    })
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByText('Waiting for your message…'))
    await look('strict policy')
  })

  it('works where the page demands Trusted Types', async () => {
    const { widget } = await demo.visit('/tiny', {
      prepare: place(
        () => document(script(), tag()),
        () => "require-trusted-types-for 'script'; trusted-types reachproof",
      ),
    })
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByText('Waiting for your message…'))
  })
})

describe('a mistake in the set-up', () => {
  let foreign: Server
  let origin: string
  let html = ''

  beforeAll(async () => {
    foreign = createServer((_request, response) =>
      response.setHeader('content-type', 'text/html; charset=utf-8').end(html),
    )
    await new Promise<void>(resolve => foreign.listen(0, '127.0.0.1', resolve))
    origin = `http://localhost:${(foreign.address() as AddressInfo).port}`
  })
  afterAll(() => foreign?.close())

  /** The visitor is told little, and whoever builds the page how to put it right. Once. */
  async function expectCure(
    address: string,
    cure: string | RegExp,
    name: string,
    prepare?: (page: Page) => Promise<unknown>,
  ): Promise<void> {
    const said: string[] = []
    const { page, widget, look } = await demo.visit(address, {
      ownConsole: true,
      prepare: async page => {
        page.on('console', message => said.push(message.text()))
        page.on('pageerror', error => said.push(String(error)))
        await prepare?.(page)
      },
    })
    await see(widget.getByText('Confirmation is not available on this page.'))
    await see(page.getByText('Call us instead.'))
    await look(`unavailable ${name}`)
    // What the browser itself writes about an answer or a policy is not ours.
    const ours = said.filter(text => text.startsWith('reach-proof:'))
    expect(ours).toHaveLength(1)
    expect(ours[0]).toMatch(cure)
    expect(
      said.filter(
        text =>
          !/^(reach-proof:|Failed to load resource|.*(Content Security Policy|TrustedTypePolicy|requires 'TrustedHTML'))/.test(
            text,
          ),
      ),
    ).toEqual([])
  }

  it('a page whose origin the site does not have: which one to add', async () => {
    html = document(script('async'), tag())
    await expectCure(origin, `reach-proof: add "${origin}" to "origins" of site_demo`, 'wrong origin')
  })

  it('is told once, also where the tag stands twice', async () => {
    html = document(script('async'), tag() + tag())
    await expectCure(origin, `reach-proof: add "${origin}" to "origins" of site_demo`, 'wrong origin twice')
  })

  it('a site key that the server does not know: which server was asked', async () => {
    await expectCure(
      '/tiny',
      `reach-proof: the server at ${demo.urls.api} has no site "site_demmo"`,
      'unknown site key',
      place(() => document(script(), tag('sitekey="site_demmo" session-nonce="n"'))),
    )
  })

  it('no session-nonce where the site wants one: that it wants one', async () => {
    await expectCure(
      '/tiny',
      'reach-proof: this site needs session-nonce',
      'no nonce',
      place(() => document(script(), tag('sitekey="site_demo"'))),
    )
  })

  it('a policy that does not let it ask its server: the line that is missing', async () => {
    await expectCureOfPolicy(
      () => `default-src 'none'; script-src ${demo.urls.api}`,
      /^reach-proof: .*Content-Security-Policy.*connect-src/,
    )
  })

  it('Trusted Types without its policy: the name of it', async () => {
    await expectCureOfPolicy(
      () => "require-trusted-types-for 'script'; trusted-types other",
      /^reach-proof: .*Content-Security-Policy.*trusted-types reachproof/,
    )
  })

  const expectCureOfPolicy = (policy: () => string, cure: RegExp) =>
    expectCure(
      '/tiny',
      cure,
      'policy',
      place(() => document(script(), tag()), policy),
    )
})

it('without a server says that it could not be loaded, and tries again when asked to', async () => {
  let down = true
  const { page, widget, look } = await demo.visit('/', {
    ownConsole: true,
    prepare: page =>
      page.route('**/v1/sites/**', route => (down ? route.abort('connectionrefused') : route.continue())),
  })
  await see(widget.getByText('This part of the page could not be loaded.'))
  await look('unavailable no server')
  down = false
  await widget.getByRole('button', { name: 'Try again' }).click()
  await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  await page.unrouteAll()
})

it('off line in the middle says so, and goes on by itself', async () => {
  const { page, widget, phone, look } = await demo.visit('/', { ownConsole: true })
  await phone.useNumber('+33612349001')
  await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
  await see(widget.getByText('Waiting for your message…'))
  await page.context().setOffline(true)
  // The request that waits goes on; a page that comes back asks anew.
  await page.evaluate(() => dispatchEvent(new Event('online')))
  await see(widget.getByText('You seem to be offline. This goes on by itself when you are back.'))
  await look('whatsapp off line')
  await page.context().setOffline(false)
  await widget.getByRole('link', { name: /^Open WhatsApp/ }).click()
  await phone.send()
  await see(widget.getByText('Message received'))
})
