import { describe, expect, it } from 'vitest'
import { focused, onPhone, see, useDemo } from './browser.ts'

const demo = useDemo()

describe('under a field of the page', () => {
  it('takes the number from there, and the shop is told that very number', async () => {
    const { page, widget, phone, look } = await demo.visit('/checkout', { device: onPhone })
    await phone.useNumber('+33612347001')
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
    await look('field choose')
    await page.getByLabel('Name on the door').fill('Nour')
    await page.getByLabel('Street and town').fill('1 rue du Port, Brest')
    await page.getByLabel('Phone number').fill('06 12 34 70 01')

    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    const code = await phone.send()
    await see(widget.getByText('Message received'))
    await look('field whatsapp answered')
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/^\W*33 6 12 34 70 01\W* confirmed$/))
    await look('field confirmed')

    await page.getByRole('button', { name: 'Send my books' }).click()
    await see(page.getByRole('heading', { name: 'Thank you, Nour.' }))
    await see(page.getByRole('row').filter({ hasText: 'phone_number' }).getByText('+33 6 12 34 70 01'))
  })

  it('starts without a number when the field is empty', async () => {
    const { widget, phone } = await demo.visit('/checkout')
    await phone.useNumber('+33612347002')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: /^Open WhatsApp/ }).click()
    await widget.getByRole('textbox').fill(await phone.send())
    await see(widget.getByText(/confirmed$/))
  })

  it('says so when there is no complete number in the field', async () => {
    const { page, widget, look } = await demo.visit('/checkout', { refusals: [400] })
    await page.getByLabel('Phone number').fill('06 12')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByText('This is not a complete number for France. Check the digits or the country.'))
    await look('field invalid')
  })

  it('confirms what stands in the field: another number there is another start', async () => {
    const { page, widget, phone, asked } = await demo.visit('/checkout')
    await phone.useNumber('+33612347003')
    const field = page.getByLabel('Phone number')
    await field.fill('06 12 34 70 03')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: /^Open WhatsApp/ }).click()
    await widget.getByRole('textbox').fill(await phone.send())
    await see(widget.getByText(/confirmed$/))
    await field.fill('06 12 34 70 04')
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
    expect(await widget.evaluate(it => (it as HTMLInputElement).value)).toBe('')
    expect(asked('POST /v1/verifications')).toBe(1)
  })

  it('goes to the field when the visitor wants to change the number', async () => {
    const { page, widget } = await demo.visit('/checkout')
    await page.getByLabel('Phone number').fill('06 12 34 70 05')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('button', { name: 'Change number' }).click()
    await focused(page.getByLabel('Phone number'))
    await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  })
})

describe('with a contact that the page knows', () => {
  it('shows it, asks for exactly that one, and has no way to change it', async () => {
    const { page, widget, phone, look } = await demo.visit('/account', { device: onPhone })
    await see(widget.getByText(/^\+33 ?6 ?12 ?34 ?56 ?78$/))
    await look('fixed choose')
    await page.getByLabel('New address').fill('2 quai Est, Nantes')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByText('Waiting for your message…'))
    expect(await widget.getByRole('button', { name: 'Change number' }).count()).toBe(0)
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    await widget.getByRole('textbox').fill(await phone.send())
    await see(widget.getByText(/confirmed$/))
    expect(await widget.getByRole('button', { name: 'Change' }).count()).toBe(0)
    await look('fixed confirmed')

    await page.getByRole('button', { name: 'Save the address' }).click()
    await see(page.getByRole('heading', { name: 'Saved.' }))
  })

  it('is an address where that is what the page knows: one tap sends the code', async () => {
    const { page, widget, phone, look } = await demo.visit('/', { refusals: [429] })
    const mails = await phone.mails()
    await page.getByLabel('Your name').fill('Kim')
    await page.getByLabel('Reader name').fill('kim')
    await widget.getByRole('button', { name: 'Email' }).click()
    await widget.getByLabel('Email address').fill('kim@example.com')
    await widget.getByRole('button', { name: 'Email me the code' }).click()
    await widget.getByRole('textbox', { name: 'Code' }).fill(await phone.glanceAtMail(mails))
    await see(widget.getByText('kim@example.com confirmed'))
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByRole('link', { name: 'Account', exact: true }).click()

    await see(widget.getByText('kim@example.com'))
    await look('fixed email choose')
    await page.getByLabel('New address').fill('2 quai Est, Nantes')
    const more = await phone.mails()
    await expect
      .poll(
        async () => {
          // The contact rests for some seconds after a message.
          const again = widget.getByRole('button', { name: /^(Continue with email|Email me the code)$/ })
          if (await again.isVisible()) await again.click()
          return widget.getByRole('textbox', { name: 'Code' }).isVisible()
        },
        { timeout: 20_000, interval: 1_000 },
      )
      .toBe(true)
    await widget.getByRole('textbox', { name: 'Code' }).fill(await phone.glanceAtMail(more))
    await see(widget.getByText('kim@example.com confirmed'))
    await page.getByRole('button', { name: 'Save the address' }).click()
    await see(page.getByRole('heading', { name: 'Saved.' }))
  })
})
