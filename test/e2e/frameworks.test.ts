import { beforeAll, describe, expect, it } from 'vitest'
import { see, useDemo, type Visit } from './browser.ts'
import { bundleSample, type frameworks } from './bundle-sample.ts'

const demo = useDemo()

describe.each<keyof typeof frameworks>(['react', 'vue', 'svelte'])('in %s', framework => {
  let script: string

  beforeAll(async () => {
    const code = await bundleSample(framework)
    script = code
      .replaceAll('https://verify.example.com', demo.urls.api)
      .replaceAll('site_example', 'site_demo')
  })

  const visit = (): Promise<Visit> =>
    demo.visit('/sample', {
      prepare: page =>
        page.route('**/sample*', route =>
          route.request().url().endsWith('.js')
            ? route.fulfill({ contentType: 'text/javascript', body: script })
            : route.fulfill({
                contentType: 'text/html',
                body: '<!doctype html><title>Sample</title><body></body><script type="module" src="/sample.js"></script>',
              }),
        ),
    })

  it('the sample starts the widget, which holds the form back', async () => {
    const { page, widget, asked } = await visit()
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
    expect(
      await widget.evaluate((it: HTMLElementTagNameMap['reach-proof']) => ({
        inForm: it.form === document.forms[0],
        nonce: it.sessionNonce,
        required: it.required,
        valid: it.form!.checkValidity(),
        missing: it.validity.valueMissing,
      })),
    ).toEqual({ inForm: true, nonce: 'n-1', required: true, valid: false, missing: true })
    expect(asked('GET /v1/sites/{key}')).toBe(1)
    await page.getByLabel('Name').fill('Ada')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  })

  it('the listener hears the event', async () => {
    const { page, widget } = await visit()
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
    await widget.evaluate(it =>
      it.dispatchEvent(new CustomEvent('reachproof-verified', { bubbles: true, detail: { channel: 'sms' } })),
    )
    await see(page.getByText('Thank you: sms'))
  })
})
