import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { focused, see } from './browser.ts'
import { formData, type HostVisit, pageOf, proofForm, proofIn, tag, useHosts } from './pages.ts'

const hosts = useHosts()

const first = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Continue with WhatsApp' })

/** The page that comes after the form is sent. */
const open = (body: string, head = hosts.script()) => hosts.open(pageOf(body, { head }))

describe('what the form sends', () => {
  it('is the proof, under the name of the element, and nothing else of it', async () => {
    const visit = await open(`<form><input name="user" value="nour">${tag('name="proof"')}</form>`)
    await see(first(visit))
    expect(await formData(visit.page)).toEqual({ user: 'nour' })
    await hosts.confirm(visit.widget)
    expect(await formData(visit.page)).toEqual({ user: 'nour', proof: expect.stringMatching(proofForm) })
  })

  it('goes with a real submit', async () => {
    hosts.put('/sent', '<!doctype html><title>Sent</title><p>Thank you.</p>')
    const visit = await open(`<form action="/sent">${tag('required')}<button>Sign up</button></form>`)
    await hosts.confirm(visit.widget)
    const proof = await proofIn(visit.widget)
    await visit.page.getByRole('button', { name: 'Sign up' }).click()
    await see(visit.page.getByText('Thank you.'))
    expect(new URL(visit.page.url()).searchParams.get('reachproof-response')).toBe(proof)
  })

  it('is there for a form elsewhere that the element names', async () => {
    const visit = await open(
      `<form id="sign-up"><input name="user" value="nour"></form>${tag('form="sign-up"')}`,
    )
    await hosts.confirm(visit.widget)
    expect(await formData(visit.page)).toEqual({
      user: 'nour',
      'reachproof-response': expect.stringMatching(proofForm),
    })
    expect(await visit.widget.evaluate(it => (it as unknown as HTMLInputElement).form?.id)).toBe('sign-up')
  })

  it('follows its name', async () => {
    const visit = await open(`<form>${tag()}</form>`)
    await hosts.confirm(visit.widget)
    await visit.widget.evaluate(it => it.setAttribute('action', 'sign-up'))
    expect(Object.keys(await formData(visit.page))).toEqual(['reachproof-response'])
  })
})

describe('with jQuery', () => {
  const jquery = readFileSync(
    new URL('../../node_modules/jquery/dist/jquery.min.js', import.meta.url),
    'utf8',
  )
  const withJQuery = (attributes: string) => {
    hosts.put('/jquery.js', { body: jquery, type: 'text/javascript' })
    return open(
      `<form><input name="user" value="nour">${tag(attributes)}</form>`,
      `<script src="/jquery.js"></script>${hosts.script()}`,
    )
  }
  const serialize = ({ page }: HostVisit) =>
    page.evaluate(() => {
      const { $ } = globalThis as unknown as { $: (what: string) => { serialize(): string } }
      return Object.fromEntries(new URLSearchParams($('form').serialize()))
    })

  it('serialize() has the proof where the element has hidden-input, and the form sends it once', async () => {
    const visit = await withJQuery('hidden-input')
    await see(first(visit))
    expect(await serialize(visit)).toEqual({ user: 'nour' })
    await hosts.confirm(visit.widget)
    const proof = await proofIn(visit.widget)
    expect(await serialize(visit)).toEqual({ user: 'nour', 'reachproof-response': proof })
    const all = await visit.page.evaluate(() => new FormData(document.forms[0]).getAll('reachproof-response'))
    expect(all).toEqual([proof])
    await visit.widget.getByRole('button', { name: 'Change' }).click()
    await see(first(visit))
    expect(await serialize(visit)).toEqual({ user: 'nour' })
  })

  it('serialize() leaves it out without hidden-input, as it leaves out every such element; FormData has it', async () => {
    const visit = await withJQuery('')
    await hosts.confirm(visit.widget)
    expect(await serialize(visit)).toEqual({ user: 'nour' })
    expect(Object.keys(await formData(visit.page))).toEqual(['user', 'reachproof-response'])
  })

  it('a hidden input that the page’s own script wrote anew comes back with the next proof', async () => {
    const visit = await withJQuery('hidden-input')
    await hosts.confirm(visit.widget)
    await visit.widget.evaluate(it => {
      it.querySelector('input')!.remove()
    })
    expect(await serialize(visit)).toEqual({ user: 'nour' })
    await visit.widget.evaluate(it => (it as unknown as { refresh(): Promise<unknown> }).refresh())
    expect(await serialize(visit)).toEqual({
      user: 'nour',
      'reachproof-response': await proofIn(visit.widget),
    })
  })
})

describe('a required element', () => {
  it('that nobody touched stops the submit, has the focus, and says why in the browser’s own bubble', async () => {
    const visit = await open(`<form action="/sent">${tag('required')}<button>Sign up</button></form>`)
    await see(first(visit))
    await visit.page.getByRole('button', { name: 'Sign up' }).click()
    await focused(first(visit))
    expect(new URL(visit.page.url()).pathname).toBe('/')
    expect(
      await visit.widget.evaluate(it => {
        const { validity, validationMessage, willValidate } = it as unknown as HTMLInputElement
        return {
          missing: validity.valueMissing,
          validationMessage,
          willValidate,
          matches: it.matches(':invalid'),
        }
      }),
    ).toEqual({
      missing: true,
      validationMessage: 'Confirm your phone or email before you send this form.',
      willValidate: true,
      matches: true,
    })
  })

  it('is valid once confirmed, and invalid again after a reset', async () => {
    const visit = await open(`<form>${tag('required')}</form>`)
    const valid = () => visit.page.evaluate(() => document.forms[0]!.checkValidity())
    await see(first(visit))
    expect(await valid()).toBe(false)
    await hosts.confirm(visit.widget)
    expect(await valid()).toBe(true)
    await visit.page.evaluate(() => document.forms[0]!.reset())
    expect(await valid()).toBe(false)
  })

  it('stops the submit on every screen, with the focus where something can be done', async () => {
    const visit = await open(`<form>${tag('required')}<button>Sign up</button></form>`)
    const { page, widget } = visit
    const submit = () => page.getByRole('button', { name: 'Sign up' }).click()
    const inside = () => widget.evaluate(it => (it.shadowRoot!.activeElement as HTMLElement | null)?.id)
    await widget.getByRole('button', { name: /^Email/ }).click()
    await submit()
    await expect.poll(inside).toBe('contact')
    await widget.getByLabel('Email address').fill('lea@example.com')
    await widget.getByRole('button', { name: 'Email me the code' }).click()
    await see(widget.getByText('We sent a 6-digit code'))
    await submit()
    await expect.poll(inside).toBe('code')
  })
})

describe('a label of the page', () => {
  it.each([
    ['beside it', (tag: string) => `<label for="proof"><span>Your phone</span></label><form>${tag}</form>`],
    ['around it', (tag: string) => `<form><label><span>Your phone</span> ${tag}</label></form>`],
  ])('%s leads to its first control, and does not press it', async (_name, body) => {
    const visit = await open(body(tag('id="proof"')))
    await see(first(visit))
    await visit.page.getByText('Your phone', { exact: true }).click()
    await focused(first(visit))
    expect(visit.asked('POST /v1/verifications')).toBe(0)
    expect(await visit.widget.evaluate(it => (it as unknown as HTMLInputElement).labels?.length)).toBe(1)
  })
})

describe('a disabled fieldset', () => {
  it('switches it off and on again, as often as it likes', async () => {
    const visit = await open(`<form><fieldset disabled>${tag('required')}</fieldset></form>`)
    const { page, widget } = visit
    const set = (disabled: boolean) =>
      page.locator('fieldset').evaluate((it, disabled) => {
        ;(it as HTMLFieldSetElement).disabled = disabled
      }, disabled)
    const state = () =>
      widget.evaluate(it => ({
        off: it.matches(':disabled'),
        own: it.hasAttribute('disabled'),
        barred: !(it as unknown as HTMLInputElement).willValidate,
      }))
    await see(first(visit))
    for (let i = 0; i < 2; i++) {
      await expect.poll(() => first(visit).isDisabled()).toBe(true)
      expect(await state()).toEqual({ off: true, own: false, barred: true })
      await set(false)
      await expect.poll(() => first(visit).isDisabled()).toBe(false)
      expect(await state()).toEqual({ off: false, own: false, barred: false })
      if (i === 0) await set(true)
    }
    await hosts.confirm(widget)
    await set(true)
    expect(await formData(page)).toEqual({})
    await set(false)
    expect(await formData(page)).toEqual({ 'reachproof-response': expect.stringMatching(proofForm) })
  })

  it('does not keep it from hearing of the message', async () => {
    const visit = await open(`<form><fieldset>${tag()}</fieldset></form>`)
    const { page, widget } = visit
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    const link = await widget.locator('a[href*="text="]').first().getAttribute('href')
    await page.locator('fieldset').evaluate(it => it.setAttribute('disabled', ''))
    await expect.poll(() => widget.getByRole('textbox').isDisabled()).toBe(true)
    // A disabled link leads nowhere.
    expect(await widget.locator('a[href]').count()).toBe(0)
    await hosts.write(new URL(link!).searchParams.get('text')!)
    await see(widget.getByText('Message received'))
  })
})

describe('form.reset()', () => {
  const reset = ({ page }: HostVisit) => page.evaluate(() => document.forms[0]!.reset())

  it('in mid-flow cancels, and begins at the beginning', async () => {
    const visit = await open(`<form>${tag()}</form>`)
    await first(visit).click()
    await see(visit.widget.getByText('Waiting for your message…'))
    await reset(visit)
    await see(first(visit))
    await expect.poll(() => visit.asked('DELETE /v1/verifications/{id}')).toBe(1)
    await visit.page.reload()
    await see(first(visit))
  })

  it('of a confirmed contact empties the value, and offers to go on with it', async () => {
    const visit = await open(`<form>${tag()}</form>`)
    const { widget } = visit
    await hosts.confirm(widget)
    await reset(visit)
    const offer = widget.getByRole('button', { name: /^Continue with \W*\+?33/ })
    await see(offer)
    expect(await formData(visit.page)).toEqual({})
    expect(visit.asked('DELETE /v1/verifications/{id}')).toBe(0)
    await offer.click()
    await see(widget.getByText(/confirmed$/))
    await expect
      .poll(() => formData(visit.page))
      .toEqual({
        'reachproof-response': expect.stringMatching(proofForm),
      })
    expect(visit.asked('POST /v1/verifications')).toBe(1)
  })
})
