import { expect, it } from 'vitest'
import { onPhone, see, useDemo } from './browser.ts'

// Everybody here has one address, and one start over WhatsApp is free of work.
const demo = useDemo({ limits: { addressStarts: { whatsapp: { 3600: 1 } } } })

it('asks nothing of the first visitor, and work of the next; the page does it unseen and goes on', async () => {
  const first = await demo.visit('/')
  await first.widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
  await see(first.widget.getByText('Waiting for your message…'))
  expect(first.asked('POST /v1/verifications')).toBe(1)

  const next = await demo.visit('/', { device: onPhone, refusals: [428] })
  const { widget, phone } = next
  await phone.useNumber('+33612347301')
  await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
  await see(widget.getByText('Waiting for your message…'), 20_000)
  expect(next.asked('POST /v1/verifications')).toBe(2)
  await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
  await widget.getByRole('textbox').fill(await phone.send())
  await see(widget.getByText(/confirmed$/))
})
