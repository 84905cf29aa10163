import { chromium, type Page } from 'playwright-core'
import { describe, expect, it } from 'vitest'
import { chromiumArgs, findChromium } from '../chromium.ts'
import { gone, onPhone, otherThan, see } from './browser.ts'
import { type HostVisit, type HostVisitOptions, pageOf, proofForm, proofIn, tag, useHosts } from './pages.ts'

const hosts = useHosts()

const first = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Continue with WhatsApp' })
const poll = 'GET /v1/verifications/{id}'
const starts = 'POST /v1/verifications'

const open = (options: HostVisitOptions = {}, attributes = '', at = hosts) => {
  at.put('/other', pageOf('<a href="/">Sign up</a>'))
  return at.open(
    pageOf(`<form>${tag(attributes)}</form><a href="/other">Elsewhere</a>`, { head: at.script() }),
    { device: onPhone, ...options },
  )
}

/** S4 by text message. @returns the code */
async function askForText({ widget }: HostVisit, number = hosts.newNumber()): Promise<string> {
  const before = hosts.texts.length
  await widget.getByRole('button', { name: /^Text message/ }).click()
  await widget.getByLabel('Phone number').fill(number)
  await widget.getByRole('button', { name: 'Text me the code' }).click()
  await see(widget.getByText('We sent a 6-digit code'))
  await expect.poll(() => hosts.texts.length).toBe(before + 1)
  return /\b\d{6}\b/.exec(hosts.texts.at(-1)!.text)![0]
}

describe('WebOTP', () => {
  interface Asked {
    transport: string
    aborted: boolean
    give(code: string): void
  }
  type WithOtp = { asked: Asked[] }

  /** A browser that reads text messages; what it was asked for stands in `asked`. */
  const withOtp = (page: Page) =>
    page.addInitScript(() => {
      const asked: Asked[] = []
      Object.assign(globalThis, { asked, OTPCredential: class {} })
      navigator.credentials.get = (
        options: CredentialRequestOptions & { otp?: { transport: string[] } } = {},
      ) =>
        new Promise((resolve, reject) => {
          const one: Asked = {
            transport: `${options.otp?.transport}`,
            aborted: false,
            give: code => resolve({ code } as unknown as Credential),
          }
          asked.push(one)
          options.signal?.addEventListener('abort', () => {
            one.aborted = true
            reject(new DOMException('aborted', 'AbortError'))
          })
        })
    })
  const asked = ({ page }: HostVisit) =>
    page.evaluate(() =>
      (globalThis as unknown as WithOtp).asked.map(({ transport, aborted }) => ({ transport, aborted })),
    )
  const give = ({ page }: HostVisit, code: string) =>
    page.evaluate(code => (globalThis as unknown as WithOtp).asked.at(-1)!.give(code), code)

  it('is asked only once a text message was, and what it reads is checked at once', async () => {
    const visit = await open({ prepare: withOtp })
    const { widget } = visit
    await see(first(visit))
    await widget.getByRole('button', { name: /^Text message/ }).click()
    await see(widget.getByLabel('Phone number'))
    expect(await asked(visit)).toEqual([])
    await widget.getByRole('button', { name: 'Back' }).click()
    const code = await askForText(visit)
    expect(await asked(visit)).toEqual([{ transport: 'sms', aborted: false }])
    await give(visit, code)
    await see(widget.getByText(/confirmed$/))
    expect(visit.asked('POST /v1/verifications/{id}/check')).toBe(1)
  })

  it.each<[string, (visit: HostVisit) => Promise<unknown>]>([
    [
      'the visitor changes the number',
      ({ widget }) => widget.getByRole('button', { name: 'Change number' }).click(),
    ],
    ['the form is reset', ({ page }) => page.evaluate(() => document.forms[0]!.reset())],
    ['the element is taken out', ({ widget }) => widget.evaluate(it => it.remove())],
  ])('is asked no longer when %s', async (_name, leave) => {
    const visit = await open({ prepare: withOtp })
    await askForText(visit)
    expect(await asked(visit)).toEqual([{ transport: 'sms', aborted: false }])
    await leave(visit)
    await expect.poll(() => asked(visit)).toEqual([{ transport: 'sms', aborted: true }])
  })

  it('is asked no longer once the code was typed', async () => {
    const visit = await open({ prepare: withOtp })
    const code = await askForText(visit)
    await visit.widget.getByRole('textbox').fill(code)
    await see(visit.widget.getByText(/confirmed$/))
    await expect.poll(() => asked(visit)).toEqual([{ transport: 'sms', aborted: true }])
  })

  it('is not asked with webotp="off", nor for a mail or WhatsApp', async () => {
    const off = await open({ prepare: withOtp }, 'webotp="off"')
    await askForText(off)
    expect(await asked(off)).toEqual([])
    const other = await open({ prepare: withOtp })
    await hosts.confirm(other.widget)
    expect(await asked(other)).toEqual([])
  })
})

describe('what the keyboard of a phone offers', () => {
  it('is the code of a text message, which is bound to this site', async () => {
    // Of the shop's providers, the one that sends our own words.
    const html = pageOf(`<form>${tag()}</form>`, { head: hosts.script() })
    const visit = await hosts.open(html.replace('site_demo', 'site_demo_twilio'), { device: onPhone })
    const code = await askForText(visit)
    const field = visit.widget.getByRole('textbox')
    expect(await field.getAttribute('autocomplete')).toBe('one-time-code')
    expect(await field.getAttribute('inputmode')).toBe('numeric')
    expect(hosts.texts.at(-1)!.text.split('\n').at(-1)).toBe(`@localhost #${code}`)
  })

  it('is not an older code while WhatsApp is awaited', async () => {
    const visit = await open()
    await first(visit).click()
    await see(visit.widget.getByText('Waiting for your message…'))
    expect(await visit.widget.getByRole('textbox').getAttribute('autocomplete')).toBe('off')
  })
})

/** Lets a test hide the page, as a trip to WhatsApp does. */
const withVisibility = (page: Page) =>
  page.addInitScript(() => {
    let state = 'visible'
    Object.defineProperty(document, 'visibilityState', { get: () => state })
    Object.defineProperty(document, 'hidden', { get: () => state === 'hidden' })
    Object.assign(globalThis, {
      turn(next: string) {
        state = next
        document.dispatchEvent(new Event('visibilitychange'))
      },
    })
  })
const turn = ({ page }: HostVisit, state: 'hidden' | 'visible') =>
  page.evaluate(state => (globalThis as unknown as { turn(state: string): void }).turn(state), state)

describe('while the visitor is in WhatsApp', () => {
  it('nothing is asked, and the moment they are back the answer is there', async () => {
    const failed: string[] = []
    const visit = await open({
      prepare: async page => {
        page.on('requestfailed', request => failed.push(request.failure()!.errorText))
        await withVisibility(page)
      },
    })
    const { widget } = visit
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    await expect.poll(() => visit.asked(poll)).toBe(1)
    await turn(visit, 'hidden')
    await expect.poll(() => failed).toEqual(['net::ERR_ABORTED'])
    const code = await hosts.sendMessage(widget)
    expect(visit.asked(poll)).toBe(1)
    await see(widget.getByText('Waiting for your message…'))
    await turn(visit, 'visible')
    await see(widget.getByText('Message received'))
    expect(await widget.getByRole('textbox').inputValue()).toBe('')
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(visit.asked(starts)).toBe(1)
  })

  it('for an hour, not one request is made', async () => {
    const visit = await open({
      prepare: async page => {
        await page.clock.install()
        await withVisibility(page)
      },
    })
    await first(visit).click()
    await see(visit.widget.getByText('Waiting for your message…'))
    await expect.poll(() => visit.asked(poll)).toBe(1)
    await turn(visit, 'hidden')
    await visit.page.clock.fastForward('01:00:00')
    expect(visit.asked(poll)).toBe(1)
    await turn(visit, 'visible')
    await expect.poll(() => visit.asked(poll)).toBeGreaterThan(1)
  })

  it('a request that froze there is given up after ten seconds, and made again', async () => {
    let frozen = 0
    const visit = await open({
      // What the browser writes about a request that was given up.
      expected: /ERR_FAILED|ERR_ABORTED/,
      prepare: async page => {
        await page.clock.install()
        await withVisibility(page)
      },
    })
    const { page, widget } = visit
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    await turn(visit, 'hidden')
    await hosts.sendMessage(widget)
    await page.route(/\/v1\/verifications\/[^/]+$/, route => (frozen++ ? route.continue() : undefined))
    await turn(visit, 'visible')
    await expect.poll(() => frozen).toBe(1)
    await page.clock.fastForward('00:11')
    await page.clock.fastForward('00:01')
    await see(widget.getByText('Message received'))
    expect(await widget.getByText('You seem to be offline').count()).toBe(0)
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })

  it('the first request after the return may fail: nobody hears of it', async () => {
    const visit = await open({ prepare: withVisibility, expected: /ERR_/ })
    const { page, widget } = visit
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    await turn(visit, 'hidden')
    await hosts.sendMessage(widget)
    let n = 0
    await page.route(/\/v1\/verifications\/[^/]+$/, route =>
      n++ ? route.continue() : route.abort('connectionreset'),
    )
    await turn(visit, 'visible')
    await see(widget.getByText('Message received'))
    expect((await visit.events()).filter(({ name }) => name === 'error')).toEqual([])
    await page.unrouteAll({ behavior: 'ignoreErrors' })
  })
})

describe('a page that comes back from the browser’s own memory', () => {
  it('asks at once, as if it had been away', async () => {
    const visit = await open({ prepare: withVisibility })
    const { page, widget } = visit
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    await turn(visit, 'hidden')
    await hosts.sendMessage(widget)
    // It is seen again before anybody says so.
    await page.evaluate(() => {
      const { turn } = globalThis as unknown as { turn(state: string): void }
      document.addEventListener('visibilitychange', e => e.stopImmediatePropagation(), {
        capture: true,
        once: true,
      })
      turn('visible')
      dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))
    })
    await see(widget.getByText('Message received'))
  })
})

describe('a page that the browser really keeps in its memory', () => {
  const kept = useHosts({
    browser: () =>
      chromium.launch({
        executablePath: findChromium() ?? '',
        args: chromiumArgs,
        // What drives the browser switches it off.
        ignoreDefaultArgs: ['--disable-back-forward-cache'],
      }),
  })

  it('asks at once when the visitor comes back to it, and is as it was', async () => {
    const visit = await open({}, '', kept)
    const { page, widget } = visit
    await page.evaluate(() => {
      addEventListener('pageshow', e => Object.assign(globalThis, { persisted: e.persisted }))
    })
    await first(visit).click()
    await see(widget.getByText('Waiting for your message…'))
    const link = await widget.locator('a[href*="text="]').first().getAttribute('href')
    await page.getByRole('link', { name: 'Elsewhere' }).click()
    await see(page.getByText('Sign up'))
    const code = await kept.write(new URL(link!).searchParams.get('text')!)
    // No `load` comes from there.
    await page.goBack({ waitUntil: 'commit' })
    await see(widget.getByText('Message received'))
    expect(await page.evaluate(() => (globalThis as unknown as { persisted?: boolean }).persisted)).toBe(true)
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(visit.asked(starts)).toBe(1)
    expect(visit.asked('GET /v1/sites/{key}')).toBe(1)
  })
})

describe('WhatsApp’s link', () => {
  it('is a real one, in a tab of its own, and says how to do it by hand when nothing opened', async () => {
    const visit = await open({ prepare: page => page.clock.install() })
    const { page, widget } = visit
    await first(visit).click()
    const link = widget.getByRole('link', { name: 'Open WhatsApp' })
    const text = await widget
      .getByText(/^VERIFY /)
      .first()
      .textContent()
    const href = new URL((await link.getAttribute('href'))!)
    expect(`${href.origin}${href.pathname}`).toBe('https://wa.me/964622445511')
    expect(href.searchParams.get('text')).toBe(text)
    expect(await link.getAttribute('target')).toBe('_blank')
    expect(await link.getAttribute('rel')).toBe('noopener noreferrer')
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 1_000)
    await link.click()
    await page.clock.runFor(2_400)
    const trouble = widget.getByText('WhatsApp did not open? Send the text yourself:')
    expect(await trouble.count()).toBe(0)
    await page.clock.runFor(200)
    await see(trouble)
    await see(widget.getByText('+964622445511'))
    await hosts.write(text!)
    await see(widget.getByText('Message received'))
    await gone(trouble)
  })

  it('says nothing of the kind when it did open', async () => {
    const visit = await open({
      prepare: async page => {
        await page.clock.install()
        await withVisibility(page)
      },
    })
    await first(visit).click()
    await visit.widget.getByRole('link', { name: 'Open WhatsApp' }).click()
    await turn(visit, 'hidden')
    await visit.page.clock.fastForward('00:30')
    await turn(visit, 'visible')
    await visit.page.clock.fastForward('00:05')
    expect(await visit.widget.getByText('WhatsApp did not open?').count()).toBe(0)
  })
})

describe('copying', () => {
  async function byHand(visit: HostVisit): Promise<string> {
    await first(visit).click()
    await visit.widget.getByRole('button', { name: 'Send it yourself' }).click()
    return (await visit.widget
      .getByText(/^VERIFY /)
      .last()
      .textContent())!
  }
  const copy = ({ widget }: HostVisit) => widget.getByRole('button', { name: 'Copy' }).last()

  it('puts the text on the clipboard, and says so', async () => {
    const visit = await open()
    const text = await byHand(visit)
    await copy(visit).click()
    await see(visit.widget.getByRole('button', { name: 'Copied' }))
    expect(await visit.page.evaluate(() => navigator.clipboard.readText())).toBe(text)
  })

  it.each<[string, () => void]>([
    [
      'is refused',
      () => {
        navigator.clipboard.writeText = () => Promise.reject(new DOMException('no', 'NotAllowedError'))
      },
    ],
    [
      'is not there, as on a page without https',
      () => {
        Object.defineProperty(navigator, 'clipboard', { value: undefined })
      },
    ],
  ])('where the clipboard %s selects the text, and says how to copy it', async (_name, break_) => {
    const visit = await open({ prepare: page => page.addInitScript(break_) })
    const text = await byHand(visit)
    await copy(visit).click()
    await see(visit.widget.getByText('Press and hold the text to copy it.'))
    const selected = await visit.widget.evaluate(it => {
      const root = it.shadowRoot as ShadowRoot & { getSelection?(): Selection }
      return `${root.getSelection?.() ?? getSelection()}`.trim()
    })
    expect(selected).toBe(text)
    // Drawn again each second: what is selected stays so.
    await visit.widget.evaluate(it => (it as unknown as { requestUpdate(): void }).requestUpdate())
    await see(visit.widget.getByText('Press and hold the text to copy it.'))
    expect(
      await visit.widget.evaluate(it => {
        const root = it.shadowRoot as ShadowRoot & { getSelection?(): Selection }
        return `${root.getSelection?.() ?? getSelection()}`.trim()
      }),
    ).toBe(text)
  })
})

describe('a second tab', () => {
  /** As *Duplicate tab* makes it: the same session, come back to. */
  async function duplicate(visit: HostVisit): Promise<HostVisit> {
    const page = await visit.page.context().newPage()
    await page.goto(`${hosts.urls.site}/`)
    const stored = await visit.page.evaluate(() => JSON.stringify({ ...sessionStorage }))
    await page.evaluate(stored => Object.assign(sessionStorage, JSON.parse(stored)), stored)
    await page.reload()
    return { ...visit, page, widget: page.locator('reach-proof') }
  }

  it('that was duplicated shows the same, hears of the same, and is confirmed with the first', async () => {
    const one = await open()
    await first(one).click()
    await see(one.widget.getByText('Waiting for your message…'))
    const two = await duplicate(one)
    await see(two.widget.getByText('Waiting for your message…'))
    const code = await hosts.sendMessage(one.widget)
    await see(one.widget.getByText('Message received'))
    await see(two.widget.getByText('Message received'))
    await two.widget.getByRole('textbox').fill(code)
    await see(two.widget.getByText(/confirmed$/))
    await see(one.widget.getByText(/confirmed$/))
    for (const { widget } of [one, two]) expect(await proofIn(widget)).toMatch(proofForm)
    expect(one.asked(starts)).toBe(1)
  })

  it('where the code is typed again, after the first was confirmed with it, is confirmed too', async () => {
    const one = await open()
    await first(one).click()
    const code = await hosts.sendMessage(one.widget)
    await see(one.widget.getByText('Message received'))
    const two = await duplicate(one)
    await see(two.widget.getByText('Message received'))
    // It does not hear that the other one was faster.
    await two.page.route(/\/v1\/verifications\/[^/]+\?wait=/, () => {})
    await two.page.evaluate(() => dispatchEvent(new Event('online')))
    await one.widget.getByRole('textbox').fill(code)
    await see(one.widget.getByText(/confirmed$/))
    const refused = two.page.waitForResponse(answer => answer.url().endsWith('/check'))
    await two.widget.getByRole('textbox').fill(code)
    expect((await refused).status()).toBe(409)
    await see(two.widget.getByText(/confirmed$/))
    expect(await proofIn(two.widget)).toMatch(proofForm)
    await two.page.unrouteAll({ behavior: 'ignoreErrors' })
  })
})

describe('a number that the browser filled in', () => {
  const wrong = /^This is not a complete number/

  /** What the server was told to reach; null when the visitor was told that it is no number. */
  async function reached({ widget }: HostVisit, before: number): Promise<string | null> {
    const sent = widget.getByText('We sent a 6-digit code')
    await see(sent.or(widget.getByText(wrong)))
    if (!(await sent.count())) return null
    await expect.poll(() => hosts.texts.length).toBe(before + 1)
    return hosts.texts.at(-1)!.to
  }

  /** E.164 → every way in which a contact is kept in a browser. */
  const spellings: [string, (national: string) => string][] = [
    ['as it should be', n => `+33${n}`],
    ['national', n => `0${n}`],
    ['with its prefix and the zero', n => `+33 0${n}`],
    ['with its prefix and the zero in brackets', n => `+33 (0) ${n}`],
    ['with 00', n => `0033${n}`],
    ['with 00 and spaces', n => `00 33 ${n.replace(/(\d)(?=(\d\d)+$)/g, '$1 ')}`],
    ['with the prefix and no plus', n => `33 ${n}`],
    ['with its prefix twice', n => `+33 +33 ${n}`],
    ['with its prefix twice and no space', n => `+33+33${n}`],
    ['with dots', n => `0${n[0]}.${n.slice(1).replace(/(\d\d)(?=\d)/g, '$1.')}`],
    ['with what only a browser puts there', n => `\u202a+33\u00a0${n}\u202c`],
  ]

  it.each(spellings)('%s reaches that number', async (_name, spell) => {
    const visit = await open({ expected: /status of 4\d\d/ })
    const number = hosts.newNumber()
    const before = hosts.texts.length
    await visit.widget.getByRole('button', { name: /^Text message/ }).click()
    await visit.widget.getByLabel('Phone number').fill(spell(number.slice(3)))
    await visit.widget.getByRole('button', { name: 'Text me the code' }).click()
    expect(await reached(visit, before)).toBe(number)
  })

  it.each<[string, (national: string) => string]>([
    ['with its prefix twice and one plus', n => `+33 33 ${n}`],
  ])('%s could be anything: the visitor is told, and nothing is sent', async (_name, spell) => {
    const visit = await open({ expected: /status of 400/ })
    const before = hosts.texts.length
    const field = visit.widget.getByLabel('Phone number')
    const send = visit.widget.getByRole('button', { name: 'Text me the code' })
    const number = hosts.newNumber()
    await visit.widget.getByRole('button', { name: /^Text message/ }).click()
    await field.fill(spell(number.slice(3)))
    await send.click()
    expect(await reached(visit, before)).toBeNull()
    expect(await field.getAttribute('aria-invalid')).toBe('true')
    expect(hosts.texts.length).toBe(before)
    await field.fill(number)
    await send.click()
    expect(await reached(visit, before)).toBe(number)
  })

  it.each<[string, (national: string) => string]>([
    ['national', n => `0${n}`],
    ['with the prefix that stands there already', n => `+33 ${n}`],
    ['with that prefix as 00', n => `0033${n}`],
    ['without the zero', n => n],
  ])('behind a fixed prefix, %s reaches that number', async (_name, spell) => {
    const visit = await open({
      prepare: page =>
        page.route('**/v1/sites/**', async route => {
          const response = await route.fetch()
          await route.fulfill({ response, json: { ...(await response.json()), countries: ['FR'] } })
        }),
    })
    const number = hosts.newNumber()
    const before = hosts.texts.length
    await visit.widget.getByRole('button', { name: /^Text message/ }).click()
    await see(visit.widget.getByText('+33', { exact: true }))
    await visit.widget.getByLabel('Phone number').fill(spell(number.slice(3)))
    await visit.widget.getByRole('button', { name: 'Text me the code' }).click()
    expect(await reached(visit, before)).toBe(number)
  })

  it('in the page’s own field is read the same', async () => {
    const visit = await hosts.open(
      pageOf(
        `<form><label>Phone <input id="tel" type="tel" autocomplete="tel"></label>${tag('for="tel" channels="sms"')}</form>`,
        { head: hosts.script() },
      ),
      { device: onPhone },
    )
    const number = hosts.newNumber()
    const before = hosts.texts.length
    await visit.page
      .getByLabel('Phone')
      .first()
      .fill(`0033 (0)${number.slice(3)}`)
    await visit.widget.getByRole('button', { name: 'Continue by text message' }).click()
    expect(await reached(visit, before)).toBe(number)
  })

  it('of another country moves the country along', async () => {
    const visit = await open()
    const country = () => visit.widget.locator('select').inputValue()
    await visit.widget.getByRole('button', { name: /^Text message/ }).click()
    expect(await country()).toBe('FR')
    await visit.widget.getByLabel('Phone number').fill('+49 1512 3456789')
    await expect.poll(country).toBe('DE')
    await visit.widget.getByLabel('Phone number').fill('0044 7400 123456')
    await expect.poll(country).toBe('GB')
    await visit.widget.getByLabel('Phone number').fill('06 12')
    await expect.poll(country).toBe('GB')
  })
})

describe('coming back', () => {
  it('to the number keeps it and the country', async () => {
    const visit = await open()
    const { page, widget } = visit
    await widget.getByRole('button', { name: /^Text message/ }).click()
    await widget.locator('select').selectOption('DE')
    await widget.getByLabel('Phone number').pressSequentially('01512 34')
    await page.reload()
    await see(widget.getByRole('heading', { name: 'Your mobile number' }))
    expect(await widget.locator('select').inputValue()).toBe('DE')
    expect(await widget.getByLabel('Phone number').inputValue()).toBe('01512 34')
    expect(visit.asked(starts)).toBe(0)
  })

  it('to a text message after a page in between keeps the digits, and sends no second one', async () => {
    const visit = await open()
    const { page, widget } = visit
    const code = await askForText(visit)
    const sent = hosts.texts.length
    await widget.getByRole('textbox').pressSequentially(code.slice(0, 4))
    await page.getByRole('link', { name: 'Elsewhere' }).click()
    await page.waitForURL('**/other')
    await page.goBack()
    await see(widget.getByText('We sent a 6-digit code'))
    expect(await widget.getByRole('textbox').inputValue()).toBe(code.slice(0, 4))
    await widget.getByRole('textbox').fill(code)
    await see(widget.getByText(/confirmed$/))
    expect(hosts.texts.length).toBe(sent)
  })

  it('to WhatsApp after a page in between shows the same text, and polls', async () => {
    const visit = await open()
    const { page, widget } = visit
    await first(visit).click()
    const word = () =>
      widget
        .getByText(/^VERIFY /)
        .first()
        .textContent()
    const before = await word()
    await page.getByRole('link', { name: 'Elsewhere' }).click()
    await page.waitForURL('**/other')
    await page.goBack()
    await see(widget.getByText('Waiting for your message…'))
    expect(await word()).toBe(before)
    await hosts.sendMessage(widget)
    await see(widget.getByText('Message received'))
    expect(visit.asked(starts)).toBe(1)
  })

  it('to a call by reloading does not call again', async () => {
    const visit = await open({}, 'channels="call_button"')
    const { page, widget } = visit
    await widget.getByLabel('Phone number').fill(hosts.newNumber())
    await widget.getByRole('button', { name: 'Call me' }).click()
    await see(widget.getByRole('heading', { name: 'Answer your phone' }))
    await page.reload()
    await see(widget.getByRole('heading', { name: 'Answer your phone' }))
    await expect.poll(() => visit.asked(poll)).toBeGreaterThan(1)
    expect(visit.asked(starts)).toBe(1)
    expect(visit.asked('POST /v1/verifications/{id}/send')).toBe(0)
  })

  it.each<[string, (visit: HostVisit) => Promise<unknown>]>([
    [
      'WhatsApp',
      async visit => {
        await first(visit).click()
        await see(visit.widget.getByText('Waiting for your message…'))
      },
    ],
    ['a text message', visit => askForText(visit)],
  ])('by a new visit, while %s is awaited, begins at the beginning', async (_name, begin) => {
    const visit = await open()
    await begin(visit)
    await visit.page.getByRole('link', { name: 'Elsewhere' }).click()
    await visit.page.getByRole('link', { name: 'Sign up' }).click()
    await see(first(visit))
    expect(await visit.widget.getByRole('button', { name: /^Continue with \W*\+/ }).count()).toBe(0)
    expect(visit.asked(starts)).toBe(1)
  })

  it.each<[string, (visit: HostVisit) => Promise<string>]>([
    [
      'the number',
      async ({ widget }) => {
        await widget.getByRole('button', { name: /^Text message/ }).click()
        await widget.getByLabel('Phone number').pressSequentially('06 12')
        return 'Your mobile number'
      },
    ],
    [
      'a text message',
      async visit => {
        await askForText(visit)
        return 'Check your messages'
      },
    ],
    [
      'WhatsApp',
      async visit => {
        await first(visit).click()
        await see(visit.widget.getByText('Waiting for your message…'))
        return 'Confirm with WhatsApp'
      },
    ],
  ])('after it was taken out and put back, %s is as it was', async (_name, go) => {
    const visit = await open()
    const heading = await go(visit)
    const drawn = () =>
      visit.widget.evaluate(it => {
        const base = it.shadowRoot!.querySelector('.base')!
        const values = [...base.querySelectorAll('input')].map(field => field.value)
        return { words: base.querySelector('h2')!.textContent, values }
      })
    const before = await drawn()
    expect(before.words).toBe(heading)
    await visit.widget.evaluate(async it => {
      const place = it.parentElement!
      it.remove()
      await new Promise(resolve => requestAnimationFrame(resolve))
      place.append(it)
    })
    expect(await drawn()).toEqual(before)
    expect(visit.asked('GET /v1/sites/{key}')).toBe(1)
  })

  it('with a wrong code before, the tries are not given back', async () => {
    const visit = await open({ expected: /status of 422/ })
    const { page, widget } = visit
    const code = await askForText(visit)
    await widget.getByRole('textbox').fill(otherThan(code))
    await see(widget.getByText('That code is not right. 4 tries left.'))
    await page.reload()
    await widget.getByRole('textbox').fill(otherThan(otherThan(code)))
    await see(widget.getByText('That code is not right. 3 tries left.'))
  })
})
