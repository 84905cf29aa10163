import { describe, expect, it } from 'vitest'
import { see } from './browser.ts'
import { fallback, type HostVisit, pageOf, proofForm, proofIn, tag, useHosts } from './pages.ts'

const hosts = useHosts()

const form = (attributes = '') => `<form>${tag(attributes)}</form>`
const first = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Continue with WhatsApp' })

/** It is there, once, and begins. */
async function begins(visit: HostVisit): Promise<void> {
  await see(first(visit))
  expect(await visit.page.getByText(fallback).first().isVisible()).toBe(false)
  expect(visit.asked('GET /v1/sites/{key}')).toBe(1)
  await first(visit).click()
  await see(visit.widget.getByText('Waiting for your message…'))
}

/** It is there, once, and goes all the way. */
async function works(visit: HostVisit): Promise<void> {
  await begins(visit)
  await visit.widget.getByRole('textbox').fill(await hosts.sendMessage(visit.widget))
  await see(visit.widget.getByText(/confirmed$/))
  expect(await proofIn(visit.widget)).toMatch(proofForm)
}

describe('the script', () => {
  it.each<[string, () => string]>([
    ['before the element', () => pageOf(form(), { head: hosts.script('') })],
    ['after the element', () => pageOf(form() + hosts.script(''))],
    ['async in the head', () => pageOf(form(), { head: hosts.script('async') })],
    ['deferred', () => pageOf(form(), { head: hosts.script('defer') })],
    ['as a module', () => pageOf(form(), { head: hosts.script('type="module" crossorigin') })],
    ['as an async module', () => pageOf(form(), { head: hosts.script('type="module" async') })],
    ['twice', () => pageOf(form() + hosts.script(''), { head: hosts.script('') })],
    [
      'twice, once as a module',
      () => pageOf(form() + hosts.script('type="module"'), { head: hosts.script() }),
    ],
    [
      'put there by an optimiser, which sets its address later',
      () =>
        pageOf(
          `${form()}<script data-src="${hosts.urls.api}/w/v1/reach-proof.js"></script>
          <script>for (const late of document.querySelectorAll('script[data-src]')) {
            const script = document.createElement('script')
            script.src = late.dataset.src
            late.replaceWith(script)
          }</script>`,
        ),
    ],
    [
      'delayed by an optimiser until somebody moves, with its type put aside',
      () =>
        pageOf(
          `${form()}<script type="text/delayed" src="${hosts.urls.api}/w/v1/reach-proof.js"></script>
          <script>addEventListener('load', () => {
            for (const late of document.querySelectorAll('script[type="text/delayed"]')) {
              const script = document.createElement('script')
              script.src = late.src
              document.head.append(script)
              late.remove()
            }
          })</script>`,
        ),
    ],
  ])('%s works', async (_name, html) => {
    await begins(await hosts.open(html()))
  })

  it('that its address cannot be told from, inlined by an optimiser, finds its server by the attribute', async () => {
    const source = await (await fetch(`${hosts.urls.api}/w/v1/reach-proof.js`)).text()
    const inlined = `<script>${source.replaceAll('</script', '<\\/script')}</script>`
    await begins(await hosts.open(pageOf(form(`endpoint="${hosts.urls.api}"`), { head: inlined })))
  })

  it('that a tag manager took away again finds its server by the attribute', async () => {
    const loader = `<script>
      const script = document.createElement('script')
      script.src = '${hosts.urls.api}/w/v1/reach-proof.js'
      script.onload = () => script.remove()
      document.head.append(script)
    </script>`
    await begins(await hosts.open(pageOf(form(`endpoint="${hosts.urls.api}"`), { head: loader })))
  })

  it('is missing: the words between the tags are there, and once it comes the widget is', async () => {
    const visit = await hosts.open(pageOf(form()))
    await see(visit.page.getByText(fallback))
    await visit.page.evaluate(src => {
      document.head.append(Object.assign(document.createElement('script'), { src }))
    }, `${hosts.urls.api}/w/v1/reach-proof.js`)
    await begins(visit)
  })

  it('pinned with its hash is taken', async () => {
    const { version, files } = await (await fetch(`${hosts.urls.api}/w/integrity.json`)).json()
    const integrity = files[`/w/${version}/reach-proof.js`]
    const pinned = hosts.script(`async integrity="${integrity}" crossorigin="anonymous"`, version)
    await begins(await hosts.open(pageOf(form(), { head: pinned })))
  })
})

describe('the element', () => {
  it('works inside another shadow root, with its words and label there', async () => {
    const visit = await hosts.open(
      pageOf(
        `<x-form></x-form>${hosts.script()}<script>
        customElements.define('x-form', class extends HTMLElement {
          constructor() { super(); this.attachShadow({mode: 'open'}).innerHTML = ${JSON.stringify(form())} }
        })</script>`,
      ),
    )
    await works(visit)
    const sent = await visit.page
      .locator('x-form')
      .evaluate(it => [...new FormData(it.shadowRoot!.querySelector('form')!).keys()])
    expect(sent).toEqual(['reachproof-response'])
  })

  it('under a field finds that field in its own shadow root', async () => {
    const visit = await hosts.open(
      pageOf(
        `<x-form></x-form>${hosts.script()}<script>
        customElements.define('x-form', class extends HTMLElement {
          constructor() { super(); this.attachShadow({mode: 'open'}).innerHTML = ${JSON.stringify(
            `<form><label for="tel">Mobile</label><input id="tel" type="tel">${tag('for="tel" channels="sms"')}</form>`,
          )} }
        })</script>`,
      ),
    )
    await visit.widget.getByRole('button', { name: 'Continue by text message' }).click()
    await see(visit.widget.getByText('Fill in “Mobile” first.'))
    expect(await visit.page.locator('x-form').evaluate(it => it.shadowRoot!.activeElement?.id)).toBe('tel')
    const number = hosts.newNumber()
    await visit.page.getByLabel('Mobile').fill(number)
    await visit.widget.getByRole('button', { name: 'Continue by text message' }).click()
    await see(visit.widget.getByText('We sent a 6-digit code'))
    await expect.poll(() => hosts.texts.at(-1)?.to).toBe(number)
  })

  it('works in a dialog that is opened later, and keeps what it did when that is closed', async () => {
    const visit = await hosts.open(
      pageOf(
        `<button onclick="document.querySelector('dialog').showModal()">Sign up</button>
        <dialog>${form()}<button onclick="this.closest('dialog').close()">Later</button></dialog>${hosts.script()}`,
      ),
    )
    const { page, widget } = visit
    await page.getByRole('button', { name: 'Sign up' }).click()
    await first(visit).click()
    const code = await hosts.sendMessage(widget)
    await see(widget.getByText('Message received'))
    await page.getByRole('button', { name: 'Later' }).click()
    await page.getByRole('button', { name: 'Sign up' }).click()
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(visit.asked('POST /v1/verifications')).toBe(1)
  })

  it('twice on a page shares one style sheet, and each has its own verification', async () => {
    const visit = await hosts.open(
      pageOf(
        `<form id="a">${tag('name="first"')}</form><form id="b">${tag('name="second"')}</form>${hosts.script()}`,
      ),
    )
    const { page, widget } = visit
    const a = page.locator('#a reach-proof')
    const b = page.locator('#b reach-proof')
    await see(b.getByRole('button', { name: 'Continue with WhatsApp' }))
    const shared = await widget.evaluateAll(([one, two]) =>
      one!.shadowRoot!.adoptedStyleSheets.every(
        (sheet, i) => sheet === two!.shadowRoot!.adoptedStyleSheets[i],
      ),
    )
    expect(shared).toBe(true)

    await a.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await b.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    const wordOf = (link: string | null) => new URL(link!).searchParams.get('text')
    const [one, two] = await Promise.all(
      [a, b].map(async it => wordOf(await it.locator('a[href*="text="]').first().getAttribute('href'))),
    )
    expect(one).not.toBe(two)
    await b.getByRole('textbox').fill(await hosts.sendMessage(b))
    await see(b.getByText(/confirmed$/))
    expect(await proofIn(a)).toBe('')
    expect(await proofIn(b)).toMatch(proofForm)

    await page.reload()
    await see(b.getByText(/confirmed$/))
    await a.getByRole('textbox').fill(await hosts.sendMessage(a))
    await see(a.getByText(/confirmed$/))
    expect(visit.asked('POST /v1/verifications')).toBe(2)
  })

  it('that a script makes, with properties set before it is defined, takes them', async () => {
    const visit = await hosts.open(
      pageOf(
        `<form></form><script>
        const made = document.createElement('reach-proof')
        Object.assign(made, {
          sitekey: 'site_demo', sessionNonce: 'nonce-of-this-page', endpoint: '${hosts.urls.api}', name: 'proof-of-mine', required: true,
          channels: 'email', strings: { email_send: 'Send it to me' },
        })
        document.querySelector('form').append(made)
        </script>${hosts.script('defer')}`,
      ),
    )
    const { page, widget } = visit
    await see(widget.getByRole('button', { name: 'Send it to me' }))
    expect(await widget.evaluate(it => it.matches('[required]:invalid'))).toBe(true)
    const mails = hosts.mails.length
    await widget.getByLabel('Email address').fill('made@example.com')
    await widget.getByRole('button', { name: 'Send it to me' }).click()
    await expect.poll(() => hosts.mails.length).toBe(mails + 1)
    await widget.getByRole('textbox').fill(/\b\d{6}\b/.exec(hosts.mails.at(-1)!.text)![0])
    await see(widget.getByText('made@example.com confirmed'))
    expect(await page.evaluate(() => [...new FormData(document.forms[0]).keys()])).toEqual(['proof-of-mine'])
  })

  it('that a script makes after it is defined works before and after it is put in', async () => {
    const visit = await hosts.open(pageOf(`<form></form>${hosts.script('')}`))
    await visit.page.evaluate(() => {
      const made = document.createElement('reach-proof')
      made.setAttribute('sitekey', 'site_demo')
      ;(made as unknown as { sessionNonce: string }).sessionNonce = 'nonce-of-this-page'
      document.forms[0]!.append(made)
    })
    await works(visit)
  })
})

describe('in mid-flow', () => {
  async function underWay(html: string) {
    const visit = await hosts.open(html)
    await first(visit).click()
    const code = await hosts.sendMessage(visit.widget)
    await see(visit.widget.getByText('Message received'))
    await visit.widget.getByRole('textbox').pressSequentially(code.slice(0, 2))
    return { ...visit, code }
  }

  it('taken out, kept aside and put elsewhere, it goes on with the digits and hears of what happens', async () => {
    const { page, widget, code, asked } = await underWay(
      pageOf(`${form()}<form id="elsewhere"></form>${hosts.script()}`),
    )
    await page.evaluate(async () => {
      const widget = document.querySelector('reach-proof')!
      widget.remove()
      await new Promise(resolve => requestAnimationFrame(resolve))
      document.querySelector('#elsewhere')!.append(widget)
    })
    expect(await widget.getByRole('textbox').inputValue()).toBe(code.slice(0, 2))
    await widget.getByRole('textbox').press('End')
    await widget.getByRole('textbox').pressSequentially(code.slice(2))
    await see(widget.getByText(/confirmed$/))
    expect(
      await page.evaluate(() => [...document.forms].map(form => [...new FormData(form).keys()])),
    ).toEqual([[], ['reachproof-response']])
    expect(asked('POST /v1/verifications')).toBe(1)
  })

  it('taken out it asks for nothing, and put back asks at once', async () => {
    const visit = await hosts.open(pageOf(form() + hosts.script()))
    const { page, widget, asked } = visit
    const poll = 'GET /v1/verifications/{id}'
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    await expect.poll(() => asked(poll)).toBe(1)
    const link = (await widget.locator('a[href*="text="]').first().getAttribute('href'))!
    await page.evaluate(() => {
      const widget = document.querySelector('reach-proof')!
      Object.assign(globalThis, { aside: widget })
      widget.remove()
    })
    const text = new URL(link).searchParams.get('text')!
    const code = await hosts.write(text)
    expect(asked(poll)).toBe(1)
    await page.evaluate(() => document.forms[0]!.append((globalThis as unknown as { aside: Element }).aside))
    await see(widget.getByText('Message received'))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
  })

  it('with the markup around it written anew, it goes on where it was, without a second message', async () => {
    const { page, widget, code, asked } = await underWay(pageOf(`<main>${form()}</main>${hosts.script()}`))
    await page.evaluate(() => {
      const main = document.querySelector('main')!
      // biome-ignore lint/correctness/noSelfAssign: this is what writes it anew
      main.innerHTML = main.innerHTML
    })
    await see(widget.getByText('Message received'))
    expect(await widget.getByRole('textbox').inputValue()).toBe(code.slice(0, 2))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(asked('POST /v1/verifications')).toBe(1)
  })

  it('confirmed, with the markup around it written anew, it stays confirmed with a proof', async () => {
    const visit = await hosts.open(pageOf(`<main>${form()}</main>${hosts.script()}`))
    const { page, widget, asked } = visit
    await see(first(visit))
    await hosts.confirm(widget)
    await page.evaluate(() => {
      const main = document.querySelector('main')!
      // biome-ignore lint/correctness/noSelfAssign: this is what writes it anew
      main.innerHTML = main.innerHTML
    })
    await see(widget.getByText(/confirmed$/))
    await expect.poll(() => proofIn(widget)).toMatch(proofForm)
    expect(asked('POST /v1/verifications')).toBe(1)
  })

  it('removed for good leaves no request, no timer and no listener', async () => {
    const visit = await hosts.open(pageOf(form() + hosts.script()), {
      prepare: page => page.addInitScript(countListeners),
    })
    const { page, widget, asked } = visit
    const listening = () =>
      page.evaluate(() => (globalThis as unknown as { listening(): string[] }).listening())
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    const types = ['Document visibilitychange', 'HTMLFormElement submit', 'Window online', 'Window pageshow']
    expect(await listening()).toEqual(expect.arrayContaining(types))
    await page.clock.install()
    await widget.evaluate(it => it.remove())
    expect(await listening()).toEqual([])
    const before = asked('GET /v1/verifications/{id}')
    await page.clock.fastForward('20:00')
    expect(asked('GET /v1/verifications/{id}')).toBe(before)
  })
})

/** Runs in the page: who listens on the page itself, whichever way listeners go. */
function countListeners(): void {
  const all: { what: string; target: EventTarget; type: string; listener: unknown }[] = []
  const { addEventListener, removeEventListener } = EventTarget.prototype
  const drop = (target: EventTarget, type: string, listener: unknown) => {
    const at = all.findIndex(one => one.target === target && one.type === type && one.listener === listener)
    if (at >= 0) all.splice(at, 1)
  }
  EventTarget.prototype.addEventListener = function (type, listener, options) {
    const target = this ?? window
    addEventListener.call(target, type, listener, options)
    // What drives the browser listens to its own clicks.
    if (/^(__playwright|auxclick|click|contextmenu|dblclick|mouse|pointer|touch)/.test(type)) return
    const isPage = target === window || target === document
    if (
      !isPage &&
      !(target instanceof HTMLFormElement && target.isConnected && target.getRootNode() === document)
    )
      return
    all.push({
      what: `${target.constructor.name.replace('HTMLDocument', 'Document')} ${type}`,
      target,
      type,
      listener,
    })
    if (typeof options === 'object')
      options.signal?.addEventListener('abort', () => drop(target, type, listener))
  }
  EventTarget.prototype.removeEventListener = function (type, listener, options) {
    removeEventListener.call(this ?? window, type, listener, options)
    drop(this ?? window, type, listener)
  }
  Object.assign(globalThis, { listening: () => all.map(({ what }) => what).sort() })
}
