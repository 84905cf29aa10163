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
  (html: () => string) =>
  (page: Page): Promise<unknown> =>
    page.route('**/tiny', route => route.fulfill({ contentType: 'text/html; charset=utf-8', body: html() }))

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
    // What the browser itself writes about an answer is not ours.
    const ours = said.filter(text => text.startsWith('reach-proof:'))
    expect(ours).toHaveLength(1)
    expect(ours[0]).toMatch(cure)
    expect(said.filter(text => !/^(reach-proof:|Failed to load resource)/.test(text))).toEqual([])
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
