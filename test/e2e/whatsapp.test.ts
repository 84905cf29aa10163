import { describe, expect, it } from 'vitest'
import { gone, onPhone, otherThan, see, useDemo } from './browser.ts'

const demo = useDemo()

describe('WhatsApp, on a phone', () => {
  it('opens with the message written; the code comes back, and the shop is told the number', async () => {
    const { page, widget, phone, look } = await demo.visit('/', { device: onPhone, refusals: [422] })
    await see(widget.getByRole('heading', { name: 'Confirm your phone or email' }))
    await look('choose')
    await page.getByLabel('Your name').fill('Nour')
    await page.getByLabel('Reader name').fill('nour')

    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByRole('heading', { name: 'Confirm with WhatsApp' }))
    await see(widget.getByText('Waiting for your message…'))
    await look('whatsapp waiting')

    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    expect(await phone.draft()).toMatch(/^VERIFY [0-9A-Z]{4}-[0-9A-Z]{4}$/)
    await look('whatsapp opened, the phone in hand')
    const code = await phone.send()

    await see(widget.getByText('Message received'))
    await see(widget.getByText('Type the code from our answer in WhatsApp.'))
    await look('whatsapp answered')

    const field = widget.getByRole('textbox')
    await field.pressSequentially(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))
    await look('whatsapp wrong code')
    await field.fill('')
    await field.pressSequentially(code)
    await widget.getByRole('button', { name: 'Confirm' }).click()
    await see(widget.getByText(/confirmed$/))
    await look('whatsapp confirmed')

    await page.getByRole('button', { name: 'Create account' }).click()
    await see(page.getByRole('heading', { name: 'Welcome, Nour.' }))
    const claim = (name: string) =>
      page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
    await see(claim('phone_number').getByText('+33 6 12 34 56 78'))
    await see(claim('rp_channel').getByText('whatsapp'))
    await look('welcome', 'main')
  })

  it('says how to send it oneself when WhatsApp did not open, and forgets that once the message is there', async () => {
    const { widget, phone, look } = await demo.visit('/', { device: onPhone })
    await phone.useNumber('+33612345001')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    const trouble = widget.getByText('WhatsApp did not open? Send the text yourself:')
    await see(trouble)
    await phone.send()
    await see(widget.getByText('Message received'))
    await gone(trouble)
    await look('whatsapp answered after trouble')
  })
})

describe('WhatsApp, at a desk', () => {
  it('shows the QR code that the server drew', async () => {
    const started: Promise<{ link: string; qr: { size: number; bits: string } }>[] = []
    const { page, widget } = await demo.visit('/', {
      prepare: async page =>
        page.on('response', response => {
          if (response.request().method() === 'POST')
            started.push(response.json().then(view => view.whatsapp))
        }),
    })
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    const picture = widget.getByRole('img', { name: /^QR code/ })
    await see(picture)

    const { link, qr } = (await started[0])!
    expect(
      await widget.getByRole('link', { name: 'Open WhatsApp on this computer' }).getAttribute('href'),
    ).toBe(link)
    const drawn = await picture.evaluate((svg, size) => {
      const dark = [...svg.querySelectorAll('path')].at(-1)!
      let bits = ''
      for (let i = 0; i < size * size; i++)
        bits += +dark.isPointInFill(new DOMPoint((i % size) + 0.5, Math.floor(i / size) + 0.5))
      return bits
    }, qr.size)
    const sent = [...Buffer.from(qr.bits, 'base64url')]
      .map(byte => byte.toString(2).padStart(8, '0'))
      .join('')
    expect(drawn).toBe(sent.slice(0, qr.size ** 2))
    expect(await page.title()).toContain('Saltmarsh')
  })

  it('has the text to send by hand; the code that comes back is checked as soon as it is pasted', async () => {
    const { page, widget, phone, asked, look } = await demo.visit('/')
    await phone.useNumber('+33612345002')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByText('Scan with your phone’s camera'))
    await look('whatsapp waiting')
    await widget.getByRole('button', { name: 'Send it yourself' }).click()
    await see(widget.getByText('+964622445511'))
    await look('whatsapp by hand')

    await widget.getByRole('button', { name: 'Copy' }).last().click()
    await see(widget.getByRole('button', { name: 'Copied' }))
    await page.getByRole('textbox', { name: 'Message' }).focus()
    await page.keyboard.press('Control+V')
    await phone.send()
    await see(widget.getByText('Message received'))
    await look('whatsapp answered')

    await phone.copyCode()
    await widget.getByRole('textbox').focus()
    await page.keyboard.press('Control+V')
    await see(widget.getByText(/confirmed$/))
    await look('whatsapp confirmed')
    expect(asked('POST /v1/verifications/{id}/check')).toBe(1)
  })

  it('is read by the camera of the phone', async () => {
    const { page, widget, phone } = await demo.visit('/')
    await phone.useNumber('+33612345003')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await see(widget.getByRole('img', { name: /^QR code/ }))
    await phone.turnTo('scan')
    await page.locator('[data-scan]').click()
    await expect.poll(phone.draft).toMatch(/^VERIFY /)
    await phone.send()
    await see(widget.getByText('Message received'))
  })

  it('says that another number wrote, with ways out, and ends at the third time', async () => {
    const { page, widget, phone, look } = await demo.visit('/checkout')
    await page.getByLabel('Phone number').fill('06 12 34 50 04')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('button', { name: 'Send it yourself' }).click()
    const text = (await widget
      .getByText(/^VERIFY /)
      .first()
      .textContent())!

    await phone.useNumber('+447400123456')
    await phone.write(text)
    await see(
      widget.getByText(/^That message came from another number\. This form asks for \W*33 6 12 34 50 04\W*$/),
    )
    await see(widget.getByRole('button', { name: 'Use my WhatsApp number' }))
    await see(widget.getByRole('button', { name: 'Change number' }))
    await look('whatsapp other number')
    for (const number of ['+447400123457', '+447400123458']) {
      await phone.useNumber(number)
      await phone.write(text)
    }
    await see(widget.getByRole('button', { name: 'Start again' }))
    await look('whatsapp ended by others')
  })

  it('takes whatever number wrote when the visitor says so', async () => {
    const { page, widget, phone } = await demo.visit('/checkout')
    await page.getByLabel('Phone number').fill('06 12 34 50 05')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('button', { name: 'Send it yourself' }).click()
    await phone.useNumber('+33612345006')
    await phone.write(
      (await widget
        .getByText(/^VERIFY /)
        .first()
        .textContent())!,
    )
    await widget.getByRole('button', { name: 'Use my WhatsApp number' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp on this computer' }).click()
    await widget.getByRole('textbox').fill(await phone.send())
    await see(widget.getByText(/confirmed$/))
  })

  it('says that WhatsApp hides the number, and offers the other ways', async () => {
    const { widget, phone, look } = await demo.visit('/')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await phone.useNumber('hidden')
    await widget.getByRole('link', { name: 'Open WhatsApp on this computer' }).click()
    await phone.write(await phone.draft())
    await see(widget.getByText('Your WhatsApp hides your number, so it cannot be confirmed this way.'))
    await expect.poll(() => phone.chat.locator('.from-phone').getAttribute('data-state')).toBe('read')
    await see(widget.getByRole('button', { name: 'Email me the code' }))
    await look('whatsapp number hidden')
  })

  it('closes after five wrong codes, and starts again', async () => {
    const { widget, phone, look } = await demo.visit('/', { refusals: [422] })
    await phone.useNumber('+33612345007')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp on this computer' }).click()
    let wrong = await phone.send()
    const field = widget.getByRole('textbox')
    await see(widget.getByText('Message received'))
    for (const left of ['4 tries left.', '3 tries left.', '2 tries left.', 'One try left.']) {
      wrong = otherThan(wrong)
      await field.fill(wrong)
      await see(widget.getByText(`That code is not right. ${left}`))
    }
    await field.fill(otherThan(wrong))
    await see(
      widget.getByRole('heading', { name: 'Too many wrong codes. For safety this attempt is closed.' }),
    )
    await look('ended locked')

    await widget.getByRole('button', { name: 'Start again' }).click()
    await widget.getByRole('link', { name: /^Open WhatsApp/ }).click()
    await field.fill(await phone.send())
    await see(widget.getByText(/confirmed$/))
  })

  it('ends when the phone answers NO', async () => {
    const { widget, phone, look } = await demo.visit('/')
    await phone.useNumber('+33612345008')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp on this computer' }).click()
    await phone.send()
    await see(widget.getByText('Message received'))
    await phone.write('NO')
    await see(widget.getByRole('heading', { name: 'This was stopped from the phone.' }))
    await look('ended canceled')
  })
})
