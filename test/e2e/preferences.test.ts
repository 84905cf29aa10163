import { expect, it } from 'vitest'
import { moving, onPhone, see, useDemo } from './browser.ts'

const demo = useDemo()

it('is light on dark where the page is', async () => {
  const { page, widget, look } = await demo.visit('/', { device: { ...onPhone, colorScheme: 'dark' } })
  await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  const brightness = (selector: string) =>
    page
      .locator(selector)
      .first()
      .evaluate(it => {
        const [red = 0, green = 0, blue = 0] = (getComputedStyle(it).color.match(/[\d.]+/g) ?? []).map(Number)
        return (red + green + blue) / 3
      })
  expect(await brightness('reach-proof [part=label]')).toBeGreaterThan(180)
  await look('choose dark')
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  await see(widget.getByText('Type your email address.'))
  await look('contact dark')
  await widget.getByRole('button', { name: 'Back' }).click()
  await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
  await see(widget.getByText('Waiting for your message…'))
  await look('whatsapp waiting dark')

  await page.getByRole('button', { name: 'Light or dark' }).click()
  expect(await brightness('reach-proof [part=label]')).toBeLessThan(80)
})

it('moves nothing for somebody who asked for less motion', async () => {
  const { page, widget, phone } = await demo.visit('/', { device: { ...onPhone, reducedMotion: 'reduce' } })
  const still = async (screen: string) => expect.soft(await moving(page), screen).toEqual([])
  const mails = await phone.mails()
  await see(widget.getByRole('button', { name: 'Continue with WhatsApp' }))
  await still('choose')
  await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
  await see(widget.getByText('Waiting for your message…'))
  await still('whatsapp')
  await widget.getByRole('button', { name: 'Use another way' }).click()
  await widget.getByRole('button', { name: /^Email/ }).click()
  await widget.getByLabel('Email address').fill('noa@example.com')
  await still('contact')
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  const code = await phone.glanceAtMail(mails)
  await still('code')
  await widget.getByRole('textbox', { name: 'Code' }).fill(code)
  await see(widget.getByText('noa@example.com confirmed'))
  await still('confirmed')
})
