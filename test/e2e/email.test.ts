import { expect, it } from 'vitest'
import { focused, onPhone, otherThan, see, useDemo } from './browser.ts'

const demo = useDemo()

it('an address is typed, the code pasted from the mail, and the shop is told the address', async () => {
  const { page, widget, phone, asked, look } = await demo.visit('/', { device: onPhone, refusals: [400] })
  await page.getByLabel('Your name').fill('Ana')
  await page.getByLabel('Reader name').fill('ana')
  const mails = await phone.mails()
  await widget.getByRole('button', { name: 'Email' }).click()
  await see(widget.getByRole('heading', { name: 'Your email address' }))
  await look('contact email')

  const address = widget.getByLabel('Email address')
  const send = widget.getByRole('button', { name: 'Email me the code' })
  await send.click()
  await see(widget.getByText('Type your email address.'))
  await look('contact email empty')
  await address.fill('ana@')
  await send.click()
  await see(widget.getByText('Check the address. It should look like name@example.com.'))
  await look('contact email invalid')

  await address.fill('ana@example.com')
  await send.click()
  await see(widget.getByRole('heading', { name: 'Check your email' }))
  await see(
    widget.getByText(
      /^We sent a 6-digit code to ana@example\.com\. The sender is hello@saltmarsh\.example\./,
    ),
  )
  await look('code email')

  const code = await phone.copyCodeFromMail(mails, 'ana@example.com')
  await widget.getByRole('textbox', { name: 'Code' }).focus()
  await page.keyboard.press('Control+V')
  await see(widget.getByText('ana@example.com confirmed'))
  await look('confirmed email')
  expect(asked('POST /v1/verifications/{id}/check'), `checks of ${code}`).toBe(1)

  await page.getByRole('button', { name: 'Create account' }).click()
  await see(page.getByRole('heading', { name: 'Welcome, Ana.' }))
  await see(page.getByRole('row').filter({ hasText: 'email_verified' }).getByText('true'))
})

it('counts down to the second mail, which brings a code that works', async () => {
  const { widget, phone, look } = await demo.visit('/')
  const mails = await phone.mails()
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill('bea@example.com')
  await widget.getByRole('button', { name: 'Email me the code' }).click()

  const again = widget.getByRole('button', { name: 'Send again' })
  await see(widget.getByText(/^Send again in 0:0\d$/))
  expect(await again.getAttribute('aria-disabled')).toBe('true')
  await expect.poll(() => again.getAttribute('aria-disabled'), { timeout: 15_000 }).toBe(null)
  await again.click()
  await see(widget.getByText('Any code we sent you works.'))
  await look('code email sent again')
  await widget.getByRole('textbox', { name: 'Code' }).fill(await phone.glanceAtMail(mails + 1))
  await see(widget.getByText('bea@example.com confirmed'))
})

it('helps after a minute without a mail', async () => {
  const { page, widget, look } = await demo.visit('/', { prepare: page => page.clock.install() })
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill('cleo@example.com')
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  await see(widget.getByText('We sent a 6-digit code'))
  await page.clock.fastForward(61_000)
  await see(widget.getByText('Nothing yet?'))
  await see(widget.getByText(/^Look in the spam folder\. The sender is hello@saltmarsh\.example\.$/))
  await see(widget.getByRole('button', { name: /^WhatsApp/ }))
  await see(widget.getByRole('button', { name: 'Change address' }))
  await look('code email help')
})

it('says that a mail server refused the address, with ways out', async () => {
  const { widget, look } = await demo.visit('/')
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill('bounce@example.com')
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  await see(widget.getByText(/^The message could not be sent to \W?bounce@example\.com\W?\.$/))
  await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  await look('code email bounced')

  await widget.getByRole('button', { name: 'Change address' }).click()
  await focused(widget.getByLabel('Email address'))
  expect(await widget.getByLabel('Email address').inputValue()).toBe('bounce@example.com')
})

it('a wrong code is refused, and the same one is not asked again', async () => {
  const { widget, phone, asked, look } = await demo.visit('/', { refusals: [422] })
  const mails = await phone.mails()
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill('dina@example.com')
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  const wrong = otherThan(await phone.glanceAtMail(mails))
  const field = widget.getByRole('textbox', { name: 'Code' })
  const confirm = widget.getByRole('button', { name: 'Confirm' })

  await field.pressSequentially(wrong.slice(0, 5))
  await confirm.click()
  await see(widget.getByText('The code has 6 digits.'))
  await field.pressSequentially(wrong.slice(5))
  await see(widget.getByText('That code is not right. 4 tries left.'))
  await focused(field)
  await look('code email wrong')
  await confirm.click()
  await see(widget.getByText('You already tried that code.'))
  expect(asked('POST /v1/verifications/{id}/check')).toBe(1)
})

it('needs nothing but a keyboard, and puts the focus where the next key goes', async () => {
  const { page, widget, phone } = await demo.visit('/')
  const mails = await phone.mails()
  const press = (key: string) => page.keyboard.press(key)
  await see(widget.getByRole('heading', { name: 'Confirm your phone or email' }))
  // Opening a page moves nothing.
  expect(await page.evaluate(() => document.activeElement === document.body)).toBe(true)

  await page.getByLabel('Your name').focus()
  await page.keyboard.type('Eli')
  await press('Tab')
  await page.keyboard.type('eli')
  await press('Tab')
  await focused(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  for (const name of [/^Text message/, /Hear the code/, /press 1/, /^Email/]) {
    await press('Tab')
    await focused(widget.getByRole('button', { name }))
  }
  await press('Enter')
  await focused(widget.getByLabel('Email address'))
  await page.keyboard.type('eli@example.com')
  await press('Enter')
  await focused(widget.getByRole('textbox', { name: 'Code' }))
  await page.keyboard.type(await phone.glanceAtMail(mails))
  await see(widget.getByText('eli@example.com confirmed'))
  await focused(widget.locator('[part=result]'))
  await press('Tab')
  await focused(widget.getByRole('button', { name: 'Change' }))
  await press('Tab')
  await focused(page.getByRole('button', { name: 'Create account' }))
  await press('Enter')
  await see(page.getByRole('heading', { name: 'Welcome, Eli.' }))
})

it('puts the focus on the heading where the visitor has to read first', async () => {
  const { page, widget } = await demo.visit('/')
  await widget.getByRole('button', { name: 'Continue with WhatsApp' }).focus()
  await page.keyboard.press('Enter')
  await focused(widget.getByRole('heading', { name: 'Confirm with WhatsApp' }))
})

it('goes back to the choice, which has the focus on its heading', async () => {
  const { page, widget } = await demo.visit('/')
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByRole('button', { name: 'Back' }).click()
  await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('reach-proof')
})
