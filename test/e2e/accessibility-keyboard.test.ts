import type { Locator } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { openWhatsApp, startWhatsApp } from './accessibility/scenes.ts'
import { verified } from './accessibility/server.ts'
import { useStage } from './accessibility/stage.ts'
import { focused, onPhone, otherThan, see, useDemo, type Visit } from './browser.ts'

// Each way through the demo with nothing but a keyboard, and where the focus is after each step. Only the simulated
// phone, which stands for a thing in the other hand, is pressed with a mouse.

const demo = useDemo()
const open = useStage()

const has = (locator: Locator) =>
  locator.evaluate(it => (it.getRootNode() as Document | ShadowRoot).activeElement === it)

/** Goes on with Tab until this has the focus; fails when it is never reached. */
async function tabTo({ page }: Visit, target: Locator): Promise<void> {
  await see(target)
  for (let i = 0; i < 40; i++) {
    await page.keyboard.press('Tab')
    if (await has(target.first())) return
  }
  expect.fail(`Tab does not reach ${target}`)
}

async function press(visit: Visit, target: Locator, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(visit, target)
  await visit.page.keyboard.press(key)
}

const button = ({ widget }: Visit, name: string | RegExp) => widget.getByRole('button', { name })
const inPage = ({ page }: Visit) => page.evaluate(() => document.activeElement?.localName)

/** Types what the form of the shop asks for besides, from the top of the page. */
async function fillIn(visit: Visit, reader: string): Promise<void> {
  const { page } = visit
  await page.getByLabel('Your name').focus()
  await page.keyboard.type('Nour')
  await page.keyboard.press('Tab')
  await page.keyboard.type(reader)
}

/** Sends it from where the focus is, inside the widget. */
async function send(visit: Visit): Promise<void> {
  await press(visit, visit.page.getByRole('button', { name: 'Create account' }))
  await see(visit.page.getByRole('heading', { name: 'Welcome, Nour.' }))
}

/** The screen of a confirmed contact, with the focus on it. */
async function confirmed(visit: Visit): Promise<void> {
  await see(visit.widget.getByText(/confirmed$/))
  await focused(visit.widget.locator('[part=result]'))
}

describe('with a keyboard', () => {
  it('WhatsApp, at a desk: to the heading, to the code, to the result', async () => {
    const visit = await demo.visit('/')
    const { page, widget, phone } = visit
    await phone.useNumber('+33612340101')
    await fillIn(visit, 'nour1')
    await press(visit, button(visit, 'Continue with WhatsApp'), 'Space')
    await focused(widget.getByRole('heading', { name: 'Confirm with WhatsApp' }))
    await tabTo(visit, widget.getByRole('textbox'))
    await press(visit, widget.getByRole('link', { name: 'Open WhatsApp on this computer' }))
    const code = await phone.send()
    await see(widget.getByText('Message received'))
    await page.getByLabel('Reader name').focus()
    await tabTo(visit, widget.getByRole('textbox'))
    await page.keyboard.type(code)
    await confirmed(visit)
    await send(visit)
  })

  it('WhatsApp, on a phone with a keyboard: the link first, then the code', async () => {
    const visit = await demo.visit('/', { device: onPhone })
    const { page, widget, phone } = visit
    await phone.useNumber('+33612340102')
    await fillIn(visit, 'nour2')
    await press(visit, button(visit, 'Continue with WhatsApp'))
    await focused(widget.getByRole('heading', { name: 'Confirm with WhatsApp' }))
    await press(visit, widget.getByRole('link', { name: 'Open WhatsApp' }))
    const code = await phone.send()
    await see(widget.getByText('Message received'))
    await page.getByLabel('Reader name').focus()
    await tabTo(visit, widget.getByRole('textbox'))
    await page.keyboard.type(code)
    await confirmed(visit)
    await send(visit)
  })

  it('a text message: the country with the arrow keys, back with Space, and a wrong code typed over', async () => {
    const visit = await demo.visit('/', { refusals: [422] })
    const { page, widget, phone } = visit
    const before = await phone.texts()
    await fillIn(visit, 'nour3')
    await press(visit, button(visit, /^Text message/))
    const number = widget.getByLabel('Phone number')
    await focused(number)

    await page.keyboard.press('Shift+Tab')
    const country = widget.getByLabel('Country')
    await focused(country)
    const first = await country.inputValue()
    await page.keyboard.press('ArrowDown')
    await expect.poll(() => country.inputValue()).not.toBe(first)
    await page.keyboard.press('ArrowUp')
    await expect.poll(() => country.inputValue()).toBe(first)
    await page.keyboard.press('Shift+Tab')
    await focused(button(visit, 'Back'))
    await page.keyboard.press('Space')
    await focused(widget.getByRole('heading', { name: 'Confirm your phone or email' }))
    await press(visit, button(visit, /^Text message/))

    await focused(number)
    await page.keyboard.type('6 12 34 01 03')
    await page.keyboard.press('Enter')
    const field = widget.getByRole('textbox', { name: 'Code' })
    await focused(field)
    const { code } = await phone.glanceAtText(before)
    await page.keyboard.type(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))
    await focused(field)
    // All of it is selected, so that the next digit begins anew.
    await page.keyboard.type(code)
    expect(await field.inputValue()).toBe(code)
    await page.keyboard.press('Enter')
    await confirmed(visit)
    await send(visit)
  })

  it('a call that speaks the code', async () => {
    const visit = await demo.visit('/')
    const { page, widget, phone } = visit
    await fillIn(visit, 'nour4')
    await press(visit, button(visit, /Hear the code/))
    await focused(widget.getByLabel('Phone number'))
    await page.keyboard.type('6 12 34 01 04')
    await press(visit, button(visit, 'Call me'))
    const field = widget.getByRole('textbox', { name: 'Code' })
    await see(field)
    // It rings over the whole page, as a telephone does.
    await phone.answer()
    const words = await phone.hear(/(\d\D+){5}\d/)
    await phone.hungUp()
    await page.getByLabel('Reader name').focus()
    await tabTo(visit, field)
    await page.keyboard.type(words.replace(/\D/g, '').slice(-6))
    await confirmed(visit)
    await send(visit)
  })

  it('a call that asks for the key 1', async () => {
    const visit = await demo.visit('/')
    const { page, widget, phone } = visit
    await fillIn(visit, 'nour5')
    await press(visit, button(visit, /press 1/))
    await focused(widget.getByLabel('Phone number'))
    await page.keyboard.type('6 12 34 01 05')
    await page.keyboard.press('Enter')
    await see(widget.getByRole('heading', { name: 'Answer your phone' }))
    await phone.answer()
    await phone.hear(/press 1/)
    await phone.press('1')
    await see(widget.getByText(/confirmed$/))
    await phone.hungUp()
    await page.getByLabel('Reader name').focus()
    await tabTo(visit, button(visit, 'Change'))
    await send(visit)
  })

  it('another way and back to the first: what unfolds keeps the focus on its button', async () => {
    const visit = await demo.visit('/')
    const { page, widget } = visit
    await press(visit, button(visit, 'Continue with WhatsApp'))
    await focused(widget.getByRole('heading', { name: 'Confirm with WhatsApp' }))
    const other = button(visit, 'Use another way')
    await press(visit, other, 'Space')
    await see(button(visit, /^Text message/))
    await focused(other)
    expect(await other.getAttribute('aria-expanded')).toBe('true')
    await page.keyboard.press('Tab')
    await focused(button(visit, /^Text message/))
    await page.keyboard.press('Enter')
    await focused(widget.getByLabel('Phone number'))
    await press(visit, button(visit, 'Back'))
    await focused(widget.getByRole('heading').first())
  })
})

describe('the focus', () => {
  it('stays where it is when the page opens, and when it is loaded again', async () => {
    const visit = await demo.visit('/')
    const { page, widget } = visit
    await see(button(visit, 'Continue with WhatsApp'))
    expect(await inPage(visit)).toBe('body')
    await press(visit, button(visit, 'Continue with WhatsApp'))
    await see(widget.getByText('Waiting for your message…'))
    await page.reload()
    await see(widget.getByText('Waiting for your message…'))
    expect(await inPage(visit)).toBe('body')
  })

  it('stays in a field of the page where somebody types, whatever happens in the widget', async () => {
    const s = await open({ before: '<p><label>Name <input name="name"></label></p>' })
    await startWhatsApp(s)
    await s.page.getByLabel('Name').focus()
    await s.type('No')
    await s.server.happens({ notice: 'number_hidden' })
    await s.see('Your WhatsApp hides your number')
    await s.type('ur, ')
    await s.server.happens({ notice: null, state: 'pending', delivery: 'sent' })
    await s.see('Message received')
    await s.type('of')
    await s.pass(70_000)
    await s.type(' cou')
    await s.server.happens(verified)
    await s.see(/confirmed$/)
    await s.type('rse')
    expect(await s.page.getByLabel('Name').inputValue()).toBe('Nour, of course')
    await s.close()
  })

  it('goes on with the step when what had it is gone, and to nothing that nobody asked for', async () => {
    const s = await open({ phone: true })
    await openWhatsApp(s)
    expect(await s.focused()).toBe('Open WhatsApp again')
    await s.server.happens({ state: 'pending', delivery: 'sent' })
    await s.see('Message received')
    expect(await s.focused()).toBe('Confirm with WhatsApp')
    await s.tabTo('Type the code')
    await s.type('12')
    await s.server.happens({ delivery: 'failed' })
    await s.see('the answer could not be sent')
    expect(await s.focused()).toMatch(/^Type the code/)
    await s.close()
  })

  it('goes to the first control when a form is sent too early, which says why', async () => {
    const visit = await demo.visit('/')
    const { page } = visit
    await fillIn(visit, 'nour7')
    await see(button(visit, 'Continue with WhatsApp'))
    await page.keyboard.press('Enter')
    await focused(button(visit, 'Continue with WhatsApp'))
    expect(await visit.widget.evaluate(it => (it as HTMLInputElement).validationMessage)).toBe(
      'Confirm your phone or email before you send this form.',
    )
  })

  it('is kept by what waits: it is disabled to who listens, and can still be reached', async () => {
    const visit = await demo.visit('/')
    const { page, widget } = visit
    await press(visit, button(visit, /^Email/))
    await focused(widget.getByLabel('Email address'))
    await page.keyboard.type('focus@example.com')
    let answer = () => {}
    await page.route('**/v1/verifications', async route => {
      await new Promise<void>(resolve => {
        answer = resolve
      })
      await route.continue()
    })
    const go = button(visit, 'Email me the code')
    await press(visit, go)
    await expect.poll(() => go.getAttribute('aria-disabled')).toBe('true')
    expect(await go.evaluate(it => (it as HTMLButtonElement).disabled)).toBe(false)
    await focused(go)
    const address = widget.getByLabel('Email address')
    expect(
      await address.evaluate(it => [(it as HTMLInputElement).readOnly, (it as HTMLInputElement).disabled]),
    ).toEqual([true, false])
    // Pressed again it does nothing.
    await page.keyboard.press('Enter')
    answer()
    await focused(widget.getByRole('textbox', { name: 'Code' }))
    expect(visit.asked('POST /v1/verifications')).toBe(1)
  })

  it('does not send the page’s form with Enter in the code', async () => {
    const visit = await demo.visit('/')
    const { page, widget } = visit
    await press(visit, button(visit, /^Email/))
    await focused(widget.getByLabel('Email address'))
    await page.keyboard.type('enter@example.com')
    await page.keyboard.press('Enter')
    await focused(widget.getByRole('textbox', { name: 'Code' }))
    await page.keyboard.press('Enter')
    await see(widget.getByText('The code has 6 digits.'))
    const field = widget.getByRole('textbox', { name: 'Code' })
    await focused(field)
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    const described = await field.evaluate(
      it =>
        (it.getRootNode() as ShadowRoot).getElementById(it.getAttribute('aria-describedby')!)?.textContent,
    )
    expect(described?.trim()).toBe('The code has 6 digits.')
    expect(new URL(page.url()).pathname).toBe('/')
  })
})
