import type { Page } from 'playwright-core'
import { expect, it } from 'vitest'
import { ar } from '../../server/texts/ar.ts'
import type { en } from '../../server/texts/en.ts'
import { fr } from '../../server/texts/fr.ts'
import { onPhone, see, useDemo, type Visit } from './browser.ts'

const demo = useDemo()

/** From the choice to the confirmed address, by the words of a language, whatever they are. */
async function confirmByMail({ widget, phone, look }: Visit, texts: typeof en, address: string) {
  const t = texts.widget
  const mails = await phone.mails()
  await see(widget.getByRole('heading', { name: t.title_any }))
  await look(`choose ${texts === ar ? 'ar' : 'fr'}`)
  await widget.getByRole('button', { name: t.email_about }).click()
  await see(widget.getByRole('heading', { name: t.email_title }))
  await look(`contact ${texts === ar ? 'ar' : 'fr'}`)
  await widget.getByLabel(t.email_label).fill(address)
  await widget.getByRole('button', { name: t.email_send }).click()
  await see(widget.getByRole('heading', { name: t.email_sent_title }))
  const code = await phone.glanceAtMail(mails)
  await look(`code ${texts === ar ? 'ar' : 'fr'}`)
  await widget.getByLabel(t.code_label).fill(code)
  const [before = '', after = ''] = t.done.split('{contact}')
  await see(
    widget.locator('[part=result]').filter({ hasText: before.trim() }).filter({ hasText: after.trim() }),
  )
  await see(widget.locator('[part=result] bdi', { hasText: address }))
  await look(`confirmed ${texts === ar ? 'ar' : 'fr'}`)
}

/** Keeps every text that ever stood in a shadow root, for as long as the page lives. */
const keepTexts = (page: Page) =>
  page.addInitScript(() => {
    const seen = new Set<string>()
    Object.assign(globalThis, { seenTexts: seen })
    const attach = Element.prototype.attachShadow
    Element.prototype.attachShadow = function (init) {
      const root = attach.call(this, init)
      const keep = () => {
        const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT)
        while (walker.nextNode()) {
          const text = walker.currentNode
          if (text.parentElement?.localName !== 'style' && text.nodeValue?.trim())
            seen.add(text.nodeValue.trim())
        }
        for (const element of root.querySelectorAll('[aria-label]'))
          seen.add(element.getAttribute('aria-label')!)
      }
      new MutationObserver(keep).observe(root, {
        subtree: true,
        childList: true,
        characterData: true,
        attributes: true,
      })
      return root
    }
  })

const seenTexts = (page: Page): Promise<string[]> =>
  page.evaluate(() => [...(globalThis as unknown as { seenTexts: Set<string> }).seenTexts])

it('speaks French on a French page, and the mail does too', async () => {
  const visit = await demo.visit('/?lang=fr', { device: onPhone })
  await confirmByMail(visit, fr, 'nour@exemple.fr')
  expect(await visit.page.locator('[data-mails] li').first().textContent()).toContain(
    fr.messages.email_subject.replace('{site}', 'localhost'),
  )
})

it('speaks Arabic from right to left, and never a word of English', async () => {
  const visit = await demo.visit('/?lang=ar', { device: onPhone, prepare: keepTexts })
  const { page, widget } = visit
  expect(await page.evaluate(() => document.documentElement.dir)).toBe('rtl')
  await confirmByMail(visit, ar, 'nour@example.com')
  expect(await widget.locator('[part=base]').evaluate(it => getComputedStyle(it).direction)).toBe('rtl')
  expect(await widget.locator('bdi').first().getAttribute('dir')).toBe('ltr')
  const seen = await seenTexts(page)
  expect(seen.length).toBeGreaterThan(5)
  expect(seen.filter(text => /[a-z]/i.test(text.replace(/\S+@\S+|WhatsApp/g, '')))).toEqual([])
})

it('shows WhatsApp in Arabic, with the word and the number from left to right', async () => {
  const visit = await demo.visit('/?lang=ar', { prepare: keepTexts })
  const { page, widget, phone, look } = visit
  await phone.useNumber('+33612348001')
  await widget.getByRole('button', { name: ar.widget.wa_continue }).click()
  await see(widget.getByText(ar.widget.wa_waiting))
  await widget.getByRole('button', { name: ar.widget.wa_by_hand }).click()
  await look('whatsapp waiting ar')
  for (const text of ['+964622445511', /^VERIFY /])
    expect(
      await widget
        .getByText(text)
        .first()
        .evaluate(it => getComputedStyle(it).direction),
    ).toBe('ltr')
  await widget.getByRole('link', { name: ar.widget.wa_open_here }).click()
  await widget.getByRole('textbox').fill(await phone.send())
  await see(widget.locator('[part=result]'))
  const seen = await seenTexts(page)
  expect(seen.filter(text => /[a-z]/i.test(text.replace(/VERIFY \S+|WhatsApp|QR/g, '')))).toEqual([])
})

it('goes on in another language where it was', async () => {
  const visit = await demo.visit('/')
  const { page, widget, phone, asked } = visit
  const mails = await phone.mails()
  await widget.getByRole('button', { name: 'Email' }).click()
  await widget.getByLabel('Email address').fill('lou@example.com')
  await widget.getByRole('button', { name: 'Email me the code' }).click()
  const code = await phone.glanceAtMail(mails)
  await page.locator('a[hreflang=fr]').click()
  await see(page.locator('html[lang=fr]'))
  await page.goBack()
  await widget.getByRole('textbox', { name: 'Code' }).fill(code)
  await see(widget.locator('[part=result]'))
  expect(asked('POST /v1/verifications')).toBe(1)
})
