import { expect, it } from 'vitest'
import { see, useDemo } from './browser.ts'

const demo = useDemo()

it('H10: leaves no code and no proof in storage, address or page once it is confirmed', async () => {
  const { page, widget, phone } = await demo.visit('/')
  await phone.useNumber('+33612347401')
  await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
  await widget.getByRole('link', { name: /^Open WhatsApp/ }).click()
  const code = await phone.send()
  await widget.getByRole('textbox').fill(code)
  await see(widget.getByText(/confirmed$/))

  const proof = await widget.evaluate(it => (it as HTMLElement & { value: string }).value)
  expect(proof.split('.')).toHaveLength(3)
  const traces = await page.evaluate(() =>
    JSON.stringify([
      { ...localStorage },
      { ...sessionStorage },
      history.state,
      location.href,
      document.cookie,
      document.querySelector('reach-proof')!.outerHTML,
      document.querySelector('reach-proof')!.shadowRoot!.innerHTML,
    ]),
  )
  expect(traces).not.toContain(proof)
  expect(traces).not.toContain(proof.split('.')[2])
  expect(traces).not.toContain(code)
})

it('H08: takes markup and odd names in its attributes for text', async () => {
  const { page, troubles } = await demo.visit('/', { refusals: [404], ownConsole: true })
  const markup = '"><img src=x onerror="document.title=1">'
  await page.evaluate(text => {
    for (const [name, value] of Object.entries({
      sitekey: text,
      name: '__proto__',
      lang: '../../x',
      country: 'constructor',
      channels: text,
      theme: text,
      action: text,
      endpoint: new URL(document.querySelector<HTMLScriptElement>('script[src*="/w/"]')!.src).origin,
    })) {
      const element = document.createElement('reach-proof')
      element.setAttribute('data-odd', '')
      element.setAttribute('sitekey', 'site_demo')
      element.setAttribute(name, value)
      document.body.append(element)
    }
  }, markup)
  await expect
    .poll(() =>
      page
        .locator('reach-proof[data-odd]')
        .evaluateAll(all => all.every(it => it.shadowRoot!.querySelector('[aria-busy=true]') === null)),
    )
    .toBe(true)
  const found = await page.evaluate(() => ({
    title: document.title,
    images: [...document.querySelectorAll('reach-proof')].flatMap(it => [
      ...it.shadowRoot!.querySelectorAll('img'),
    ]).length,
    polluted: 'sitekey' in {},
  }))
  expect(found).toEqual({ title: expect.not.stringMatching(/^1$/), images: 0, polluted: false })
  expect(troubles.filter(trouble => /Error:|Uncaught/.test(trouble) && !/404/.test(trouble))).toEqual([])
})
