import { describe, expect, it } from 'vitest'
import { see, useDemo, type Visit } from './browser.ts'

const demo = useDemo()

let numbers = 0

async function askToBeCalled({ widget }: Visit): Promise<void> {
  numbers += 1
  await widget.getByRole('button', { name: /Pick up and press 1/ }).click()
  await widget.getByLabel('Phone number').fill(`6 12 34 60 ${String(numbers).padStart(2, '0')}`)
  await widget.getByRole('button', { name: 'Call me' }).click()
}

async function askForText({ widget }: Visit): Promise<void> {
  numbers += 1
  await widget.getByRole('button', { name: /^Text message/ }).click()
  await widget.getByLabel('Phone number').fill(`6 12 34 61 ${String(numbers).padStart(2, '0')}`)
  await widget.getByRole('button', { name: 'Text me the code' }).click()
}

async function pressOne({ phone }: Visit): Promise<void> {
  await phone.answer()
  await phone.hear(/press 1/)
  await phone.press('1')
  await phone.hear(/Thank you/)
  await phone.hungUp()
}

const withZadarma = async (scenario: string): Promise<Visit> => {
  // A send that comes too early is refused, and tried again.
  const visit = await demo.visit('/', { refusals: [429] })
  await visit.phone.scenario(scenario)
  return visit
}

describe('a call that asks for the key 1, at Zadarma', () => {
  it.each(['normal', 'national_number', 'out_end', 'late', 'twice', 'out_of_order'])(
    '%s: ends confirmed',
    async scenario => {
      const visit = await withZadarma(scenario)
      await askToBeCalled(visit)
      await pressOne(visit)
      await see(visit.widget.getByText(/confirmed$/))
    },
  )

  it.each(['unsigned', 'wrong_number'])(
    '%s: has no effect, and another way still leads on',
    async scenario => {
      const visit = await withZadarma(scenario)
      const { widget, phone } = visit
      await askToBeCalled(visit)
      await pressOne(visit)
      await see(widget.getByText('Waiting for the key 1…'))
      await phone.scenario('normal')
      const before = await phone.texts()
      await widget.getByRole('button', { name: 'Use another way' }).click()
      await expect
        .poll(
          async () => {
            const row = widget.getByRole('button', { name: /^Text message/ })
            if (await row.isVisible()) await row.click()
            return phone.texts()
          },
          { timeout: 20_000, interval: 500 },
        )
        .toBeGreaterThan(before)
      const { code } = await phone.glanceAtText(before)
      await widget.getByRole('textbox').fill(code)
      await see(widget.getByText(/confirmed$/))
    },
  )

  it('busy: says that nobody picked up, and offers to call again', async () => {
    const visit = await withZadarma('busy')
    await askToBeCalled(visit)
    await see(visit.widget.getByText('Nobody picked up.'))
    await see(visit.widget.getByRole('button', { name: 'Call again' }))
  })

  it('machine: a mailbox presses nothing, so nothing is confirmed', async () => {
    const visit = await withZadarma('machine')
    await askToBeCalled(visit)
    await see(visit.widget.getByText('The key 1 was not pressed.'))
    await see(visit.widget.getByRole('button', { name: 'Call again' }))
  })

  it.each(['no_money', 'down', 'unreachable', 'silent'])(
    '%s: says that the call could not be made, and offers other ways',
    async scenario => {
      const visit = await withZadarma(scenario)
      await askToBeCalled(visit)
      await saysThatItCouldNotBeMade(visit)
    },
  )
})

async function saysThatItCouldNotBeMade({ widget }: Visit): Promise<void> {
  await see(widget.getByText(/^The call to .* could not be made\.$/), 20_000)
  await see(widget.getByRole('button', { name: 'Text me the code' }))
}

describe('a text message by Zadarma, else by Twilio', () => {
  it.each(['no_money'])('%s: is certainly unsent, so Twilio sends it', async scenario => {
    const visit = await withZadarma(scenario)
    const before = await visit.phone.texts()
    await askForText(visit)
    const { text } = await visit.phone.glanceAtText(before)
    expect(text).toContain('@localhost #')
  })

  it.each(['down', 'unreachable', 'silent'])(
    '%s: may have gone out, so nobody else sends it, and the visitor is told',
    async scenario => {
      const visit = await withZadarma('normal')
      await askToBeCalled(visit)
      await pressOne(visit)
      await see(visit.widget.getByText(/confirmed$/))

      const other = await withZadarma(scenario)
      const before = await other.phone.texts()
      await askForText(other)
      await see(other.widget.getByText(/^The message could not be sent to/), 20_000)
      expect(await other.phone.texts()).toBe(before)
    },
  )
})

describe('a spoken code by Zadarma', () => {
  it('no_request_id: our own codes need none', async () => {
    const visit = await withZadarma('no_request_id')
    const { widget, phone } = visit
    await widget.getByRole('button', { name: /Hear the code/ }).click()
    await widget.getByLabel('Phone number').fill('6 12 34 62 01')
    await widget.getByRole('button', { name: 'Call me' }).click()
    await phone.answer()
    const words = await phone.hear(/(\d\D+){5}\d/)
    await widget.getByRole('textbox').fill(words.replace(/\D/g, '').slice(-6))
    await see(widget.getByText(/confirmed$/))
  })

  it('no_request_id: a code of Zadarma’s own cannot be checked without one, so the start has failed', async () => {
    const visit = await withZadarma('no_request_id')
    const { widget, phone } = visit
    await phone.setUp('site_demo_codes')
    await widget.getByRole('button', { name: /Hear the code/ }).click()
    await widget.getByLabel('Phone number').fill('6 12 34 62 02')
    await widget.getByRole('button', { name: 'Call me' }).click()
    await see(widget.getByText(/^The call to .* could not be made\.$/))
  })
})

// Last: it keeps still for up to a minute after it was told to.
describe('rate_limited', () => {
  it('nothing was called, so the visitor is told; and a text comes from Twilio', async () => {
    const called = await withZadarma('rate_limited')
    await askToBeCalled(called)
    await saysThatItCouldNotBeMade(called)

    const texted = await withZadarma('rate_limited')
    const before = await texted.phone.texts()
    await askForText(texted)
    expect((await texted.phone.glanceAtText(before)).text).toContain('@localhost #')
  })
})
