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

  async function turnTo(app: 'chat' | 'mail' | 'scan'): Promise<void> {
    await takeUp()
    await phone.locator(`.dock [data-open-app=${app}]`).click()
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
      const before = await codes.count()
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
      const before = await answers.count()
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
    answers: (): Promise<number> => chat.locator('.from-business:not(.typing)').count(),

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

    /** Mails that arrived since the demo began, for whomever. */
    mails: (): Promise<number> => phone.locator('[data-mails] li').count(),

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
