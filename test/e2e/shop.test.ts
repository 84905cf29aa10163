import { describe, expect, it } from 'vitest'
import { findViolations } from './axe.ts'
import { onDesktop, onPhone, see, useDemo } from './browser.ts'

// The pages around the widget: what a newcomer sees of the demo.

const demo = useDemo()

describe.each([
  { place: 'on a phone', device: onPhone, number: '+33612345101', paths: ['/', '/?lang=ar'] },
  {
    place: 'at a desk',
    device: onDesktop,
    number: '+33612345102',
    paths: ['/', '/checkout', '/account', '/?lang=ar', '/nowhere'],
  },
])('$place', ({ device, number, paths }) => {
  it.each(paths)('axe finds nothing on %s', async path => {
    const { page, widget } = await demo.visit(path, { device, refusals: [404] })
    if (path !== '/nowhere') await see(widget.getByRole('button').first())
    expect(await findViolations(page)).toEqual([])
  })

  it('axe finds nothing on the simulated phone, with a chat and a mail in it', async () => {
    const { page, widget, phone } = await demo.visit('/', { device })
    const mails = await phone.mails()
    // Small talk is answered once a day and number.
    await phone.useNumber(number)
    await phone.write('Good evening')
    await widget.getByRole('button', { name: 'Email' }).click()
    await widget.getByLabel('Email address').fill(`ana${number}@example.com`)
    await widget.getByRole('button', { name: 'Email me the code' }).click()
    await phone.glanceAtMail(mails)
    await phone.turnTo('chat')
    expect.soft(await findViolations(page)).toEqual([])
    await phone.turnTo('mail')
    expect.soft(await findViolations(page)).toEqual([])
  })
})

it('a proof that was used is refused', async () => {
  const { page, widget, phone } = await demo.visit('/', { refusals: [403] })
  const mails = await phone.mails()
  await page.getByLabel('Your name').fill('Nour')
  await page.getByLabel('Reader name').fill('nour')
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill('mo@example.com')
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  await widget.getByRole('textbox', { name: 'Code' }).fill(await phone.glanceAtMail(mails))
  await see(widget.getByText('mo@example.com confirmed'))
  await page.getByRole('button', { name: 'Create account' }).click()
  await page.getByRole('button', { name: 'Use the same proof again' }).click()
  await see(page.getByRole('heading', { name: 'The shop said no' }))
  await see(page.getByText('This proof has been used already.'))
  expect(await findViolations(page, 'main')).toEqual([])
})

it('every state is in the gallery', async () => {
  const { page } = await demo.visit('/states.html')
  await see(page.getByRole('heading').first())
  expect(await page.locator('article').count()).toBeGreaterThan(20)
})
