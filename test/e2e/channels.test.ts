import { describe, expect, it } from 'vitest'
import { onPhone, otherThan, see, useDemo, type Visit } from './browser.ts'

const demo = useDemo()

/** From the first screen to a channel, with a number. */
async function choose({ widget }: Visit, row: RegExp, number: string, go: string): Promise<void> {
  await widget.getByRole('button', { name: row }).click()
  await widget.getByLabel('Phone number').fill(number)
  await widget.getByRole('button', { name: go }).click()
}

/** Sends the form of the shop, and reads a claim of the proof that its backend has verified. */
async function welcomed({ page }: Visit, claims: Record<string, string>): Promise<void> {
  await page.getByLabel('Your name').fill('Nour')
  await page.getByLabel('Reader name').fill('nour')
  await page.getByRole('button', { name: 'Create account' }).click()
  await see(page.getByRole('heading', { name: 'Welcome, Nour.' }))
  for (const [name, value] of Object.entries(claims)) {
    const row = page.getByRole('row').filter({ has: page.getByText(name, { exact: true }) })
    await see(row.getByText(value))
  }
}

const spokenCode = (words: string): string => words.replace(/\D/g, '').slice(-6)

describe('a text message', () => {
  it('brings the code; the proof says that it was a text message', async () => {
    const visit = await demo.visit('/', { device: onPhone, refusals: [422] })
    const { widget, phone, look } = visit
    const before = await phone.texts()
    await choose(visit, /^Text message/, '6 12 34 50 01', 'Text me the code')
    await see(widget.getByRole('heading', { name: 'Check your messages' }))
    const { code } = await phone.glanceAtText(before)
    await see(widget.getByText(/^We sent a 6-digit code to/))
    await look('sms sent')

    await widget.getByRole('textbox').fill(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'sms', acr: 'urn:reachproof:acr:code' })
  })

  it('comes from the second provider, with a line for autofill, when the first one certainly sent nothing', async () => {
    const visit = await demo.visit('/')
    const { widget, phone } = visit
    await phone.scenario('no_money')
    const before = await phone.texts()
    await choose(visit, /^Text message/, '6 12 34 50 02', 'Text me the code')
    const { text, code } = await phone.glanceAtText(before)
    expect(text).toMatch(new RegExp(`^${code} is your Saltmarsh.* code\\.`))
    expect(text.trimEnd().endsWith(`@localhost #${code}`)).toBe(true)
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await phone.scenario('normal')
  })
})

describe('a call that speaks the code', () => {
  it('is answered, says the digits twice, and they are typed', async () => {
    const visit = await demo.visit('/')
    const { widget, phone, look } = visit
    await choose(visit, /Hear the code/, '6 12 34 50 03', 'Call me')
    await see(widget.getByRole('heading', { name: 'Answer your phone' }))
    await phone.answer()
    await look('call, being spoken')
    const code = spokenCode(await phone.hear(/(\d\D+){5}\d/))
    await phone.hungUp()
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'call_code', acr: 'urn:reachproof:acr:code' })
  })
})

describe('a call that asks for the key 1', () => {
  it('confirms the number without anything to type; the proof says consent', async () => {
    const visit = await demo.visit('/', { device: onPhone })
    const { widget, phone, look } = visit
    await choose(visit, /Pick up and press 1/, '6 12 34 50 04', 'Call me')
    const heading = widget.getByRole('heading', { name: 'Answer your phone' })
    await see(heading)
    await see(widget.getByText(/Pick up and press 1\./))
    await look('press 1, ringing')
    await phone.answer()
    await phone.hear(/press 1/)
    await phone.press('1')
    await see(widget.getByText(/confirmed$/))
    await phone.hungUp()
    await welcomed(visit, { rp_channel: 'call_button', acr: 'urn:reachproof:acr:consent' })
  })

  it('that nobody takes can be made again', async () => {
    const visit = await demo.visit('/')
    const { widget, phone } = visit
    await choose(visit, /Pick up and press 1/, '6 12 34 50 05', 'Call me')
    await phone.decline()
    await see(widget.getByText('Nobody picked up.'))
    await see(widget.getByRole('button', { name: 'Call again' }))
  })

  it('goes on after a reload', async () => {
    const visit = await demo.visit('/')
    const { page, widget, phone } = visit
    await choose(visit, /Pick up and press 1/, '6 12 34 50 06', 'Call me')
    await see(widget.getByText(/Pick up and press 1\./))
    await page.reload()
    await see(widget.getByRole('heading', { name: 'Answer your phone' }))
    await phone.answer()
    await phone.hear(/press 1/)
    await phone.press('1')
    await see(widget.getByText(/confirmed$/))
  })
})

describe('another way', () => {
  it('keeps the verification and its checks, and the code of either works', async () => {
    const visit = await demo.visit('/', { refusals: [422, 429] })
    const { widget, phone, asked, look } = visit
    const before = await phone.texts()
    await choose(visit, /^Text message/, '6 12 34 50 07', 'Text me the code')
    const { code } = await phone.glanceAtText(before)
    await widget.getByRole('textbox').fill(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))

    await widget.getByRole('button', { name: 'Use another way' }).click()
    await widget.getByRole('button', { name: /Hear the code/ }).click()
    await see(widget.getByText(/You can send again in|Please wait|Answer your phone/))
    await expect
      .poll(
        async () => {
          const call = widget.getByRole('button', { name: /Hear the code/ })
          if (await call.first().isVisible()) await call.first().click()
          return widget.getByRole('heading', { name: 'Answer your phone' }).isVisible()
        },
        { timeout: 20_000, interval: 500 },
      )
      .toBe(true)
    await see(widget.getByText('Any code we sent you works.'))
    await look('switched from text to call')
    expect(asked('POST /v1/verifications')).toBe(1)
    await phone.decline()
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'sms' })
  })
})

describe('through Meta and Twilio', () => {
  it('the WhatsApp message goes to the Cloud API, and the answer comes from there', async () => {
    const visit = await demo.visit('/', { device: onPhone })
    const { widget, phone } = visit
    await phone.setUp('site_demo_meta')
    await phone.useNumber('+33612345008')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    const code = await phone.send()
    await see(widget.getByText('Message received'))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'whatsapp', phone_number: '+33 6 12 34 50 08' })
  })

  it('a call asks for a random key before it speaks, so that no mailbox hears the code', async () => {
    const visit = await demo.visit('/')
    const { widget, phone } = visit
    await phone.setUp('site_demo_meta')
    await choose(visit, /Hear the code/, '6 12 34 50 09', 'Call me')
    await phone.answer()
    const asks = await phone.hear(/press \d/)
    expect(asks).not.toMatch(/(\d\D+){5}\d/)
    await phone.press(/press (\d)/.exec(asks)![1]!)
    const code = spokenCode(await phone.hear(/(\d, ){5}\d/))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'call_code' })
  })

  it('a call asks for the key 1', async () => {
    const visit = await demo.visit('/')
    const { widget, phone } = visit
    await phone.setUp('site_demo_meta')
    await choose(visit, /Pick up and press 1/, '6 12 34 50 10', 'Call me')
    await phone.answer()
    await phone.hear(/press 1/)
    await phone.press('1')
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'call_button' })
  })
})

describe('codes that the providers make', () => {
  it('Massejli answers with its own code and pushes it to the server; the number has to be named first', async () => {
    const visit = await demo.visit('/', { device: onPhone })
    const { widget, phone } = visit
    await phone.setUp('site_demo_codes')
    await phone.useNumber('+33612345011')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByLabel('Phone number').fill('6 12 34 50 11')
    await widget.getByRole('button', { name: 'Continue with WhatsApp' }).click()
    await widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    expect(await phone.draft()).toBe('VERIFY')
    const code = await phone.send()
    await see(widget.getByText('Message received'))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'whatsapp' })
  })

  it('Zadarma makes the code of a text message, and is asked whether it is right', async () => {
    const visit = await demo.visit('/', { refusals: [422] })
    const { widget, phone } = visit
    await phone.setUp('site_demo_codes')
    const before = await phone.texts()
    await choose(visit, /^Text message/, '6 12 34 50 12', 'Text me the code')
    const { code } = await phone.glanceAtText(before)
    await see(widget.getByText(/^We sent a code to/))
    const field = widget.getByRole('textbox')
    await field.fill(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))
    await field.fill(code)
    await see(widget.getByText(/confirmed$/))
    await welcomed(visit, { rp_channel: 'sms' })
  })
})
