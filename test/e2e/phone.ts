import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'

export type Phone = ReturnType<typeof createPhone>

/**
 * The simulated phone, as the person holds it. It lies beside the page, or over it where the page is narrow.
 * Its words here are the English ones.
 */
export function createPhone(page: Page) {
  const phone = page.locator('#phone')
  const chat = phone.locator('[role=log]')
  const codes = chat.locator('button', { hasText: /^\d{6}$/ })
  const narrow = () => page.viewportSize()!.width < 960
  const lies = () => phone.evaluate(it => it.classList.contains('is-open'))

  async function takeUp(): Promise<void> {
    if (narrow() && !(await lies())) await page.locator('[data-phone-open]').click()
  }

  async function putDown(): Promise<void> {
    if (narrow() && (await lies())) await phone.locator('[data-phone-close]').click()
  }

  /** How many there are, once the phone shows what came before the page was opened. */
  async function count(messages: Locator): Promise<number> {
    await page.locator('#phone[aria-busy=false]').waitFor({ state: 'attached' })
    return messages.count()
  }

  async function turnTo(app: 'chat' | 'text' | 'calls' | 'mail' | 'scan'): Promise<void> {
    await takeUp()
    await phone.locator(`.dock [data-open-app=${app}]`).click()
  }

  async function behind(): Promise<void> {
    await takeUp()
    const panel = page.locator('[data-behind]')
    if (!(await panel.evaluate(it => (it as HTMLDetailsElement).open))) await panel.locator('summary').click()
  }

  return {
    chat,
    takeUp,
    putDown,
    turnTo,

    /** What stands in the composer. */
    draft: (): Promise<string> => phone.locator('[data-draft]').inputValue(),

    /** Presses the send arrow, and waits for the answer that has a code. */
    async send(): Promise<string> {
      const before = await count(codes)
      await phone.locator('[data-composer] [type=submit]').click()
      await expect.poll(() => codes.count()).toBe(before + 1)
      const code = (await codes.last().textContent())!
      await putDown()
      return code
    },

    /** Types into the chat and sends; whatever the answer. */
    async write(text: string): Promise<void> {
      await turnTo('chat')
      const answers = chat.locator('.from-business:not(.typing)')
      const before = await count(answers)
      await phone.locator('[data-draft]').fill(text)
      await phone.locator('[data-composer] [type=submit]').click()
      await expect.poll(() => answers.count()).toBe(before + 1)
      await putDown()
    },

    /** Copies the newest code in the chat with a tap. */
    async copyCode(): Promise<void> {
      await turnTo('chat')
      await codes.last().click()
      await putDown()
    },

    /** Messages of the business in the chat. */
    answers: (): Promise<number> => count(chat.locator('.from-business:not(.typing)')),

    /** Another SIM card: E.164. */
    async useNumber(number: string): Promise<void> {
      await takeUp()
      const select = phone.locator('[data-number]')
      const known = await select
        .locator('option')
        .evaluateAll(
          (options, number) => options.some(option => (option as HTMLOptionElement).value === number),
          number,
        )
      await select.selectOption(known ? number : 'own')
      if (!known) {
        await phone.locator('[data-own]').fill(number)
        await phone.locator('[data-own]').blur()
      }
      await putDown()
    },

    /** Text messages that arrived since the demo began, for whomever. */
    texts: (): Promise<number> => count(phone.locator('[data-sms]')),

    /** Reads the newest text message, once there are more than `after`, without touching anything. */
    async glanceAtText(after: number): Promise<{ text: string; code: string }> {
      const texts = phone.locator('[data-sms]')
      await expect.poll(() => texts.count()).toBeGreaterThan(after)
      const text = (await texts.first().locator('.text-body').textContent())!
      return { text, code: /\b\d{6}\b/.exec(text)![0] }
    },

    /** The screen of a call; it lies over everything while there is one. */
    call: page.locator('[data-call]'),

    /** Picks up, once it rings. */
    async answer(): Promise<void> {
      await page.locator('[data-answer]').click()
      await expect.poll(() => page.locator('[data-keypad]').isVisible()).toBe(true)
    },

    async decline(): Promise<void> {
      await page.locator('[data-decline]').click()
    },

    async press(key: string): Promise<void> {
      await page.locator(`[data-call] [data-key="${key}"]`).click()
    },

    /** Waits until this is said in the call. */
    async hear(words: RegExp): Promise<string> {
      const said = page.locator('[data-caption]', { hasText: words })
      await said.first().waitFor({ state: 'visible' })
      return (await said.first().textContent())!
    },

    /** The call is over, and its screen is gone. */
    async hungUp(): Promise<void> {
      await page.locator('[data-call]').waitFor({ state: 'hidden' })
      await putDown()
    },

    /** What plays the shop's providers. */
    async setUp(key: string): Promise<void> {
      await behind()
      await Promise.all([page.waitForEvent('load'), page.locator('[data-setup]').selectOption(key)])
    },

    /** What the simulated Zadarma does. */
    async scenario(id: string): Promise<void> {
      await behind()
      await page.locator('[data-scenario]').selectOption(id)
      await putDown()
    },

    /** Mails that arrived since the demo began, for whomever. */
    mails: (): Promise<number> => count(phone.locator('[data-mails] li')),

    /** Reads the code in the newest mail, once there are more than `after`, without touching anything. */
    async glanceAtMail(after: number): Promise<string> {
      const mails = phone.locator('[data-mails] li')
      await expect.poll(() => mails.count()).toBeGreaterThan(after)
      return /\b\d{6}\b/.exec((await mails.first().textContent())!)![0]
    },

    /** Opens the newest mail, once there are more than `after`, and copies its code with a tap. */
    async copyCodeFromMail(after: number, to: string): Promise<string> {
      const mails = phone.locator('[data-mails] li')
      await expect.poll(() => mails.count()).toBeGreaterThan(after)
      await turnTo('mail')
      await mails.first().getByRole('button').click()
      await expect.poll(() => phone.locator('.mail-head').textContent()).toContain(to)
      const copy: Locator = phone.locator('[data-mail-copy]')
      await copy.click()
      const code = /\d{6}/.exec((await copy.textContent())!)![0]
      await putDown()
      return code
    },
  }
}
