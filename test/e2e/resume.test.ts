import { describe, expect, it } from 'vitest'
import { onPhone, otherThan, see, useDemo, type Visit } from './browser.ts'

const demo = useDemo()

/** S4, with a mail on its way. */
async function askForMail({ widget, phone }: Visit, address: string): Promise<string> {
  const mails = await phone.mails()
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill(address)
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  await see(widget.getByText('We sent a 6-digit code'))
  return phone.glanceAtMail(mails)
}

/** S6. */
async function confirmByMail(visit: Visit, address: string): Promise<void> {
  const code = await askForMail(visit, address)
  await visit.widget.getByRole('textbox', { name: 'Code' }).fill(code)
  await see(visit.widget.getByText(`${address} confirmed`))
}

async function fillIn({ page }: Visit, reader = 'nour'): Promise<void> {
  await page.getByLabel('Your name').fill('Nour')
  await page.getByLabel('Reader name').fill(reader)
}

const starts = 'POST /v1/verifications'

describe('a reload', () => {
  it('of the choice shows the choice', async () => {
    const { page, widget, asked } = await demo.visit('/')
    await see(widget.getByRole('heading', { name: 'Confirm your phone or email' }))
    await page.reload()
    await see(widget.getByRole('heading', { name: 'Confirm your phone or email' }))
    expect(asked(starts)).toBe(0)
  })

  it('of the contact keeps what was typed', async () => {
    const { page, widget, asked } = await demo.visit('/')
    await widget.getByRole('button', { name: 'Email' }).click()
    await widget.getByLabel('Email address').pressSequentially('ana@exa')
    await page.reload()
    await see(widget.getByRole('heading', { name: 'Your email address' }))
    expect(await widget.getByLabel('Email address').inputValue()).toBe('ana@exa')
    expect(asked(starts)).toBe(0)
  })

  it('while WhatsApp waits keeps the word, and the answer arrives', async () => {
    const { page, widget, phone, asked } = await demo.visit('/', { device: onPhone })
    await phone.useNumber('+33612346001')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    const word = await widget
      .getByText(/^VERIFY /)
      .first()
      .textContent()
    await page.reload()
    await see(widget.getByText('Waiting for your message…'))
    expect(
      await widget
        .getByText(/^VERIFY /)
        .first()
        .textContent(),
    ).toBe(word)
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    await phone.send()
    await see(widget.getByText('Message received'))
    expect(asked(starts)).toBe(1)
  })

  it('after WhatsApp answered keeps the digits typed so far, and asks for no second message', async () => {
    const { page, widget, phone, asked } = await demo.visit('/', { device: onPhone })
    await phone.useNumber('+33612346002')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    const code = await phone.send()
    await see(widget.getByText('Message received'))
    await widget.getByRole('textbox').pressSequentially(code.slice(0, 3))
    await page.reload()
    await see(widget.getByText('Message received'))
    expect(await widget.getByRole('textbox').inputValue()).toBe(code.slice(0, 3))
    await widget.getByRole('textbox').press('End')
    await widget.getByRole('textbox').pressSequentially(code.slice(3))
    await see(widget.getByText(/confirmed$/))
    await expect.poll(() => phone.answers()).toBe(1)
    expect(asked(starts)).toBe(1)
  })

  it('while a mail is awaited keeps the digits and goes on counting, without a second mail', async () => {
    const visit = await demo.visit('/')
    const { page, widget, phone, asked } = visit
    const code = await askForMail(visit, 'ben@example.com')
    const mails = await phone.mails()
    await widget.getByRole('textbox', { name: 'Code' }).pressSequentially(code.slice(0, 4))
    await page.reload()
    await see(widget.getByText(/^We sent a 6-digit code to ben@example\.com\./))
    await see(widget.getByRole('button', { name: 'Send again' }))
    const field = widget.getByRole('textbox', { name: 'Code' })
    expect(await field.inputValue()).toBe(code.slice(0, 4))
    await field.press('End')
    await field.pressSequentially(code.slice(4))
    await see(widget.getByText('ben@example.com confirmed'))
    expect(await phone.mails()).toBe(mails)
    expect(asked(starts)).toBe(1)
    expect(asked('POST /v1/verifications/{id}/send')).toBe(0)
  })

  it('after a wrong code does not give the tries back', async () => {
    const visit = await demo.visit('/', { refusals: [422] })
    const { page, widget } = visit
    const code = await askForMail(visit, 'carl@example.com')
    const field = widget.getByRole('textbox', { name: 'Code' })
    await field.fill(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))
    await page.reload()
    await field.fill(otherThan(otherThan(code)))
    await see(widget.getByText('That code is not right. 3 tries left.'))
  })

  it('of a confirmed contact keeps it, with a proof for the new page', async () => {
    const visit = await demo.visit('/')
    const { page, widget, asked } = visit
    await confirmByMail(visit, 'dora@example.com')
    await page.reload()
    await see(widget.getByText(/confirmed$/))
    await expect.poll(() => asked('POST /v1/verifications/{id}/proof')).toBe(1)
    await fillIn(visit)
    await page.getByRole('button', { name: 'Create account' }).click()
    await see(page.getByRole('heading', { name: 'Welcome, Nour.' }))
    expect(asked(starts)).toBe(1)
  })
})

describe('going back', () => {
  it('to the page finds the mail still awaited', async () => {
    const visit = await demo.visit('/')
    const { page, widget, asked } = visit
    const code = await askForMail(visit, 'emil@example.com')
    await page.getByRole('link', { name: 'Account', exact: true }).click()
    await see(page.getByRole('heading', { name: 'Is it still you?' }))
    await page.goBack()
    await widget.getByRole('textbox', { name: 'Code' }).fill(code)
    await see(widget.getByText('emil@example.com confirmed'))
    expect(asked(starts)).toBe(1)
  })

  it('to a confirmed contact finds it confirmed', async () => {
    const visit = await demo.visit('/')
    const { page, widget, asked } = visit
    await confirmByMail(visit, 'fay@example.com')
    await page.getByRole('link', { name: 'Account', exact: true }).click()
    await see(page.getByRole('heading', { name: 'Is it still you?' }))
    await page.goBack()
    await see(widget.getByText(/confirmed$/))
    expect(asked(starts)).toBe(1)
  })
})

it('a new visit in the same tab offers the confirmed contact, and takes it only when asked to', async () => {
  const visit = await demo.visit('/')
  const { page, widget, asked, look } = visit
  await confirmByMail(visit, 'gil@example.com')
  await page.getByRole('link', { name: 'Account', exact: true }).click()
  await see(page.getByRole('heading', { name: 'Is it still you?' }))
  await page.getByRole('link', { name: 'Sign up', exact: true }).click()
  const offer = widget.getByRole('button', { name: /^Continue with .*@/ })
  await see(offer)
  await look('choose with an offer')
  await offer.click()
  await see(widget.getByText(/confirmed$/))
  expect(asked(starts)).toBe(1)
})

it('a form that the shop sends back keeps the confirmation, and passes at the second try', async () => {
  const visit = await demo.visit('/', { refusals: [422] })
  const { page, widget, asked, look } = visit
  await confirmByMail(visit, 'hana@example.com')
  await fillIn(visit, 'mira')
  await page.getByRole('button', { name: 'Create account' }).click()
  await see(page.getByText('“mira” is taken.'))
  await see(widget.getByText(/confirmed$/))
  await look('confirmed after the form came back')
  await page.getByLabel('Reader name').fill('mira of the marsh')
  await page.getByRole('button', { name: 'Create account' }).click()
  await see(page.getByRole('heading', { name: 'Welcome, Nour.' }))
  expect(asked(starts)).toBe(1)
})

it('a proof that runs out is renewed by itself, without a message', async () => {
  const visit = await demo.visit('/', { prepare: page => page.clock.install() })
  const { page, widget, asked } = visit
  await confirmByMail(visit, 'ida@example.com')
  await page.clock.fastForward('04:30')
  await expect.poll(() => asked('POST /v1/verifications/{id}/proof')).toBe(1)
  await fillIn(visit)
  await page.getByRole('button', { name: 'Create account' }).click()
  await see(page.getByRole('heading', { name: 'Welcome, Nour.' }))
  expect(await widget.count()).toBe(0)
  expect(asked(starts)).toBe(1)
})

it('taken out of the page and put back, the widget is as it was', async () => {
  const visit = await demo.visit('/')
  const { page, widget } = visit
  const code = await askForMail(visit, 'jon@example.com')
  await page.evaluate(() => {
    const widget = document.querySelector('reach-proof')!
    const place = widget.parentElement!
    widget.remove()
    place.append(widget)
  })
  await widget.getByRole('textbox', { name: 'Code' }).fill(code)
  await see(widget.getByText('jon@example.com confirmed'))
})

it('a form that is not confirmed is not sent, and says why', async () => {
  const visit = await demo.visit('/')
  const { page, widget } = visit
  await see(widget.getByRole('heading', { name: 'Confirm your phone or email' }))
  await fillIn(visit)
  await page.getByRole('button', { name: 'Create account' }).click()
  expect(await widget.evaluate(it => (it as unknown as HTMLInputElement).validationMessage)).toBe(
    'Confirm your phone or email before you send this form.',
  )
  expect(await page.evaluate(() => document.activeElement?.localName)).toBe('reach-proof')
  expect(new URL(page.url()).pathname).toBe('/')
})
