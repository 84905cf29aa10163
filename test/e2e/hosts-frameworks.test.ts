import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { see } from './browser.ts'
import { bundle, formData, type HostVisit, pageOf, proofForm, proofIn, tag, useHosts } from './pages.ts'

const hosts = useHosts()

const first = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Continue with WhatsApp' })
const script = (body: string) => ({ body, type: 'text/javascript; charset=utf-8' })

describe('Turbo Drive', () => {
  const turbo = readFileSync(
    new URL('../../node_modules/@hotwired/turbo/dist/turbo.es2017-umd.js', import.meta.url),
    'utf8',
  )

  function putPages(): void {
    hosts.put('/turbo.js', script(turbo))
    const head = `<script src="/turbo.js"></script>${hosts.script('async data-turbo-track="reload"')}`
    hosts.put(
      '/',
      pageOf(`<h1>Sign up</h1><form action="/sent">${tag()}</form><a href="/terms">Terms</a>`, { head }),
    )
    hosts.put('/terms', pageOf(`<h1>Terms</h1><a href="/">Sign up</a>`, { head }))
  }

  /** That no page is loaded anew, which would prove nothing. */
  async function visited(visit: HostVisit): Promise<void> {
    expect(await visit.page.evaluate(() => (globalThis as unknown as { marked?: true }).marked)).toBe(true)
  }
  const mark = ({ page }: HostVisit) => page.evaluate(() => Object.assign(globalThis, { marked: true }))

  it('away and back in mid-flow goes on with the same message and the digits', async () => {
    putPages()
    const visit = await hosts.visit('/')
    const { page, widget } = visit
    await mark(visit)
    await first(visit).click()
    const code = await hosts.sendMessage(widget)
    await see(widget.getByText('Message received'))
    await widget.getByRole('textbox').pressSequentially(code.slice(0, 3))
    await page.getByRole('link', { name: 'Terms' }).click()
    await see(page.getByRole('heading', { name: 'Terms' }))
    await page.goBack()
    await see(widget.getByText('Message received'))
    await expect.poll(() => widget.getByRole('textbox').inputValue()).toBe(code.slice(0, 3))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(await proofIn(widget)).toMatch(proofForm)
    expect(visit.asked('POST /v1/verifications')).toBe(1)
    await visited(visit)
  })

  it('to a page with the element for the first time starts it', async () => {
    putPages()
    const visit = await hosts.visit('/terms')
    await mark(visit)
    await visit.page.getByRole('link', { name: 'Sign up' }).click()
    await see(first(visit))
    await visited(visit)
    expect(await visit.widget.count()).toBe(1)
  })

  it('away and back when confirmed finds it confirmed, with a proof in the form', async () => {
    putPages()
    const visit = await hosts.visit('/')
    const { page, widget } = visit
    await mark(visit)
    await hosts.confirm(widget)
    await page.getByRole('link', { name: 'Terms' }).click()
    await see(page.getByRole('heading', { name: 'Terms' }))
    await page.goBack()
    await see(widget.getByText(/confirmed$/))
    await expect
      .poll(() => formData(page))
      .toEqual({ 'reachproof-response': expect.stringMatching(proofForm) })
    await visited(visit)
  })
})

describe('React 19', () => {
  /** A form that can be folded away, in StrictMode, which mounts everything twice. */
  const app = () => `
    import { createElement as h, StrictMode, useEffect, useRef, useState } from 'react'
    import { createRoot } from 'react-dom/client'

    function SignUp() {
      const [shown, show] = useState(true)
      const [proof, keep] = useState('')
      const [n, count] = useState(0)
      const widget = useRef(null)
      useEffect(() => {
        globalThis.effects = (globalThis.effects ?? 0) + 1
        return () => { globalThis.cleanups = (globalThis.cleanups ?? 0) + 1 }
      }, [])
      return h('form', null,
        shown && h('reach-proof', {
          ref: widget, id: 'proof', className: 'wide', sitekey: 'site_demo', 'session-nonce': 'nonce-of-this-page',
          endpoint: '${hosts.urls.api}', required: true, disabled: false, strings: { wa_continue: 'Continue with WhatsApp' },
          'onreachproof-verified': e => keep(e.detail.proof),
          'aria-label': 'Confirm ' + n,
        }),
        h('button', { type: 'button', onClick: () => show(!shown) }, shown ? 'Fold' : 'Unfold'),
        h('button', { type: 'button', onClick: () => count(n + 1) }, 'Count ' + n),
        h('output', null, proof))
    }
    createRoot(document.querySelector('main')).render(h(StrictMode, null, h(SignUp)))`

  async function open(): Promise<HostVisit> {
    hosts.put('/app.js', script(await bundle(app())))
    return hosts.open(pageOf('<main></main><script src="/app.js"></script>', { head: hosts.script() }))
  }

  it('in StrictMode shows one widget, asks for one configuration, and tells the handler', async () => {
    const visit = await open()
    const { page, widget } = visit
    await see(first(visit))
    expect(await page.evaluate(() => (globalThis as unknown as { effects: number }).effects)).toBe(2)
    expect(visit.asked('GET /v1/sites/{key}')).toBe(1)
    await hosts.confirm(widget)
    expect(await page.locator('output').textContent()).toBe(await proofIn(widget))
    expect(
      await widget.evaluate(it => ({
        id: it.id,
        class: it.className,
        required: it.hasAttribute('required'),
      })),
    ).toEqual({ id: 'proof', class: 'wide', required: true })
  })

  it('drawn again and again keeps what is typed, and the focus', async () => {
    const visit = await open()
    const { page, widget } = visit
    await widget.getByRole('button', { name: /^Email/ }).click()
    await widget.getByLabel('Email address').pressSequentially('mia@exa')
    for (let i = 0; i < 3; i++)
      await page.getByRole('button', { name: `Count ${i}` }).evaluate(it => (it as HTMLElement).click())
    await see(page.getByRole('button', { name: 'Count 3' }))
    expect(await widget.getAttribute('aria-label')).toBe('Confirm 3')
    expect(await widget.getByLabel('Email address').inputValue()).toBe('mia@exa')
    expect(await widget.evaluate(it => it.shadowRoot!.activeElement?.id)).toBe('contact')
    expect(visit.asked('GET /v1/sites/{key}')).toBe(1)
  })

  it('unmounted in mid-flow and mounted again goes on where it was, without a second message', async () => {
    const visit = await open()
    const { page, widget } = visit
    await first(visit).click()
    const code = await hosts.sendMessage(widget)
    await see(widget.getByText('Message received'))
    await widget.getByRole('textbox').pressSequentially(code.slice(0, 3))
    await page.getByRole('button', { name: 'Fold', exact: true }).click()
    await expect.poll(() => widget.count()).toBe(0)
    await page.getByRole('button', { name: 'Unfold' }).click()
    await see(widget.getByText('Message received'))
    expect(await widget.getByRole('textbox').inputValue()).toBe(code.slice(0, 3))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(await page.locator('output').textContent()).toBe(await proofIn(widget))
    expect(visit.asked('POST /v1/verifications')).toBe(1)
  })

  it('unmounted when confirmed and mounted again is confirmed again, with a proof', async () => {
    const visit = await open()
    const { page, widget } = visit
    await hosts.confirm(widget)
    await page.getByRole('button', { name: 'Fold', exact: true }).click()
    await page.getByRole('button', { name: 'Unfold' }).click()
    await see(widget.getByText(/confirmed$/))
    await expect.poll(() => proofIn(widget)).toMatch(proofForm)
    expect(visit.asked('POST /v1/verifications')).toBe(1)
  })
})

describe('a page with its own Lit elements', () => {
  const app = `
    import { css, html, LitElement } from 'lit'
    customElements.define('own-counter', class extends LitElement {
      static properties = { n: { type: Number } }
      static styles = css\`button { color: rgb(1, 2, 3) }\`
      constructor() { super(); this.n = 0 }
      render() { return html\`<button type="button" @click=\${() => this.n++}>Own \${this.n}</button>\` }
    })`

  it.each<[string, string | undefined]>([
    ['', undefined],
    [
      ' under Trusted Types, each with its own policy',
      "require-trusted-types-for 'script'; trusted-types lit-html reachproof",
    ],
    [' under Trusted Types without a list', "require-trusted-types-for 'script'"],
  ])('both work%s', async (_name, policy) => {
    hosts.put('/app.js', script(await bundle(app)))
    for (const order of ['own first', 'ours first']) {
      const tags = ['<script src="/app.js"></script>', hosts.script('')]
      hosts.put('/', {
        body: pageOf(`<own-counter></own-counter><form>${tag()}</form>`, {
          head: (order === 'own first' ? tags : tags.toReversed()).join(''),
        }),
        headers: policy ? { 'content-security-policy': policy } : {},
      })
      const visit = await hosts.visit('/', { expected: /^Lit is in dev mode/ })
      await visit.page.getByRole('button', { name: 'Own 0' }).click()
      const own = visit.page.getByRole('button', { name: 'Own 1' })
      await see(own)
      expect(await own.evaluate(it => getComputedStyle(it).color)).toBe('rgb(1, 2, 3)')
      await first(visit).click()
      await see(visit.widget.getByText('Waiting for your message…'))
      expect(await visit.violations()).toEqual([])
      expect(visit.said.filter(line => !line.startsWith('Lit is in dev mode'))).toEqual([])
    }
  })
})
