import { fileURLToPath } from 'node:url'
import type { Page } from 'playwright-core'
import { beforeAll, describe, expect, it } from 'vitest'
import type { VerificationView } from '../../server/api.ts'
import { blocksOf, widgetDocs } from '../docs.ts'
import { see, useDemo, type Visit, type VisitOptions } from './browser.ts'
import { bundle } from './bundle-sample.ts'

// What docs/widget.md says, as it stands there: only the names of the server and the site are the demo's.

const demo = useDemo()
const blocks = blocksOf(widgetDocs())
const site = 'site_demo'
const secret = 'demo-site-secret-that-only-the-shop-knows'

let integrity: { files: Record<string, string> }

beforeAll(async () => {
  integrity = await (await fetch(`${demo.urls.api}/w/integrity.json`)).json()
})

/** The first block below a heading. */
function block(heading: string, language = 'html'): string {
  const found = blocks.find(it => it.heading === heading && it.language === language)
  expect(found, `${language} below “${heading}”`).toBeDefined()
  return found!.code
}

const here = (code: string): string =>
  code
    .replaceAll('https://verify.example.com', demo.urls.api)
    .replaceAll('site_example', site)
    .replaceAll('"sha384-…"', `"${Object.values(integrity.files)[0]}"`)
    .replaceAll('"…"', '"a-nonce-of-this-page"')
    .replaceAll("'…'", "'a-nonce-of-this-page'")

interface PageOptions extends VisitOptions {
  policy?: string
  /** In place of the widget's script. */
  module?: string
}

/** A page of the demo's site with a block in it, and the script where the block has none. */
function open(code: string, { policy, module, prepare, ...options }: PageOptions = {}): Promise<Visit> {
  const body = here(code)
  const script = module
    ? '<script type="module" src="/docs.js"></script>'
    : body.includes('/reach-proof.js"')
      ? ''
      : `<script async src="${demo.urls.api}/w/v1/reach-proof.js"></script>`
  return demo.visit('/docs', {
    ...options,
    prepare: async page => {
      await page.route('**/docs', route =>
        route.fulfill({
          contentType: 'text/html; charset=utf-8',
          headers: policy ? { 'content-security-policy': here(policy) } : {},
          body: `<!doctype html><html lang="en"><title>A page</title>${script}<body>${body}</body></html>`,
        }),
      )
      await page.route('**/docs.js', route =>
        route.fulfill({ contentType: 'text/javascript; charset=utf-8', body: here(module!) }),
      )
      await prepare?.(page)
    },
  })
}

const view: VerificationView & { secret: string } = {
  id: 'a-verification',
  secret: 'a-secret',
  revision: 1,
  state: 'verified',
  channel: 'whatsapp',
  to: '+33 •••• 9999',
  notice: null,
  delivery: 'none',
  sender: null,
  codeLength: 6,
  checksLeft: 5,
  expiresInSeconds: 900,
  resendInSeconds: null,
  channels: ['whatsapp'],
  proof: 'proof-1',
  proofExpiresInSeconds: 300,
}

/** A server where everybody is confirmed at once. `proof-2` and so on are fetched later. */
async function confirmAtOnce(page: Page): Promise<void> {
  let proofs = 1
  await page.route(`${demo.urls.api}/v1/verifications**`, async route => {
    if (route.request().method() !== 'POST') return route.continue()
    await route.fulfill({ status: 201, headers: { 'access-control-allow-origin': '*' }, json: view })
  })
  await page.route(`${demo.urls.api}/v1/verifications/*/proof`, async route => {
    if (route.request().method() !== 'POST') return route.continue()
    proofs++
    await route.fulfill({
      headers: { 'access-control-allow-origin': '*' },
      json: { ...view, revision: proofs, proof: `proof-${proofs}` },
    })
  })
}

const begin = (visit: Visit) => visit.widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()

const value = ({ widget }: Visit) => widget.evaluate((it: HTMLElementTagNameMap['reach-proof']) => it.value)

/** What a path of the page's own server was sent, and what it answers. */
async function listen(page: Page, path: string, status = 200): Promise<string[]> {
  const bodies: string[] = []
  await page.route(`**${path}`, route => {
    bodies.push(route.request().postData() ?? '')
    return route.fulfill({ status, body: '' })
  })
  return bodies
}

describe('the example', () => {
  it.each([
    'On a page',
    'Under a field of yours',
    'A contact that you know',
    'From a button',
    'A form that was refused',
    'Your own words',
    'Your own field for the code',
    'htmx',
    'Policies and hashes',
  ])('below “%s” shows a widget that can be used', async heading => {
    const { widget } = await open(block(heading))
    await see(widget.getByRole('button').first())
  })

  it('on a page holds the form back', async () => {
    const { page, widget } = await open(block('On a page'))
    await page.getByLabel('Name').fill('Ada')
    await see(widget.getByRole('button').first())
    await page.getByRole('button', { name: 'Sign up' }).click()
    expect(await page.locator('reach-proof:invalid').count()).toBe(1)
    expect(page.url()).toContain('/docs')
  })

  it('under a field starts with what stands in it', async () => {
    const visit = await open(block('Under a field of yours'))
    await visit.page.getByLabel('Phone').fill('06 12 34 56 78')
    const [started] = await Promise.all([visit.page.waitForRequest('**/v1/verifications'), begin(visit)])
    expect(started.postDataJSON()).toMatchObject({ to: '06 12 34 56 78', country: 'FR' })
    await see(visit.widget.getByText('Waiting for your message…'))
  })

  it('with a known contact shows it, and offers the channels in their order', async () => {
    const { widget } = await open(block('A contact that you know'))
    await see(widget.getByText('+33799999999'))
    await see(widget.getByRole('button', { name: 'Continue by text message' }))
    expect(await widget.getByRole('button', { name: /WhatsApp|email/ }).count()).toBe(0)
  })

  it('begun by a backend goes on in the page', async () => {
    const AsyncFunction = Object.getPrototypeOf(async () => {}).constructor
    const start = new AsyncFunction(
      ...['account', 'session', 'visitor', 'process'],
      `${here(block('Begun by your backend', 'ts'))}\nreturn { id, secret }`,
    )
    const started: { id: string; secret: string } = await start(
      { phone: '+33612349101' },
      { nonce: 'a-nonce-of-this-page' },
      { address: '203.0.113.7' },
      { env: { SITE_SECRET: secret } },
    )
    const { widget } = await open(
      block('Begun by your backend').replace("id: '…', secret: '…'", () =>
        JSON.stringify(started).slice(1, -1),
      ),
    )
    await see(widget.getByText('We sent a 6-digit code to'))
  })

  it('from a button hands over the proof', async () => {
    const visit = await open(block('From a button'), { prepare: confirmAtOnce })
    const sent = await listen(visit.page, '/phone')
    await see(visit.widget.getByRole('button').first())
    await visit.page.getByRole('button', { name: 'Text me a code' }).click()
    await expect.poll(() => sent).toEqual(['proof=proof-1'])
  })

  it('of a form that was refused gets a fresh proof', async () => {
    const visit = await open(block('A form that was refused'), { prepare: confirmAtOnce, refusals: [422] })
    const sent = await listen(visit.page, '/signup', 422)
    await begin(visit)
    await expect.poll(() => value(visit)).toBe('proof-1')
    await visit.page.getByLabel('Name').fill('Ada')
    await visit.page.getByRole('button', { name: 'Sign up' }).click()
    await expect.poll(() => value(visit)).toBe('proof-2')
    expect(sent).toEqual([expect.stringContaining('proof-1')])
  })

  it('with words of its own says them', async () => {
    const visit = await open(block('Your own words'), { prepare: confirmAtOnce })
    await see(visit.page.getByRole('heading', { name: 'How can we reach you?' }))
    await see(visit.page.getByText('We use it for this order only.'))
    await begin(visit)
    await see(visit.widget.getByText('Thank you: +33 •••• 9999'))
  })

  it('with a field of its own for the code checks what is typed there', async () => {
    const { page, widget, asked } = await open(block('Your own field for the code'), { refusals: [422] })
    await widget.getByRole('button', { name: 'Email' }).click()
    await widget.getByLabel('Email address').fill('ada@shop.example')
    await widget.getByRole('button', { name: 'Email me the code' }).click()
    const field = page.getByRole('textbox', { name: 'Code', exact: true })
    await see(field)
    await see(widget.getByText('We sent a 6-digit code to'))
    await field.pressSequentially('000000')
    await expect.poll(() => asked('POST /v1/verifications/{id}/check')).toBe(1)
  })

  it('for htmx gets a fresh proof when the form was refused', async () => {
    const visit = await open(block('htmx'), { prepare: confirmAtOnce })
    await begin(visit)
    await expect.poll(() => value(visit)).toBe('proof-1')
    await visit.page
      .locator('form')
      .evaluate(form => form.dispatchEvent(new Event('htmx:responseError', { bubbles: true })))
    await expect.poll(() => value(visit)).toBe('proof-2')
  })

  it('for WooCommerce writes a tag whose proof jQuery serializes', async () => {
    const [, tag] = /printf\('(<reach-proof .*?)'/.exec(block('WordPress and WooCommerce', 'php'))!
    const visit = await open(
      `<form><input id="billing_phone" name="billing_phone" aria-label="Phone">${tag!.replace('%s', '…')}</form>`,
      { prepare: confirmAtOnce },
    )
    await visit.page.addScriptTag({
      path: fileURLToPath(new URL('../../node_modules/jquery/dist/jquery.min.js', import.meta.url)),
    })
    await visit.page.getByLabel('Phone').fill('+33799999999')
    await begin(visit)
    await expect.poll(() => value(visit)).toBe('proof-1')
    const serialized = await visit.page.evaluate(() =>
      (window as unknown as { $(form: string): { serialize(): string } }).$('form').serialize(),
    )
    expect(serialized).toBe('billing_phone=%2B33799999999&reachproof-response=proof-1')
  })

  it('of an application with npm puts the widget there and waits for its proof', async () => {
    const module = await bundle(block('An application with npm', 'js'))
    const visit = await open('<main></main>', { module, prepare: confirmAtOnce })
    const sent = await listen(visit.page, '/phone')
    await begin(visit)
    await expect.poll(() => sent).toEqual(['proof=proof-1'])
  })
})

describe('the policy', () => {
  const policies = blocks.filter(({ language }) => language === 'csp').map(({ code }) => code.trim())
  const forScript = policies.filter(policy => !policy.includes('lit-html'))

  it.each(forScript)('%s lets the script do all it does', async policy => {
    const { widget } = await open(block('On a page'), { policy })
    const first = widget.getByRole('button', { name: 'Continue with WhatsApp' })
    await see(first)
    // Drawn with its own style sheet.
    expect(await first.evaluate(it => getComputedStyle(it).backgroundColor)).not.toBe('rgba(0, 0, 0, 0)')
    await first.click()
    await see(widget.getByText('Waiting for your message…'))
  })

  it('for the module from npm lets it draw', async () => {
    const policy = policies.find(it => it.includes('lit-html'))!
    const module = await bundle(block('An application with npm', 'js'))
    const { widget } = await open('<main></main>', { module, policy })
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  })

  it('is three lines for the script, and one for the module', () => {
    expect([policies.length, forScript.length]).toEqual([4, 3])
  })
})

it('the pinned file is there under its address, with the hash that the server names', () => {
  const [, path] = /src="https:\/\/verify\.example\.com(\S+)"/.exec(block('Policies and hashes'))!
  expect(integrity.files[path!]).toMatch(/^sha384-/)
})
