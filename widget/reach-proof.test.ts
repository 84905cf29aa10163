import { sendKeys } from '@web/test-runner-commands'
import { assert } from 'chai'
import type { SiteView } from '../server/api.ts'
import { ReachProof } from './reach-proof.ts'
import {
  done,
  type Fake,
  fake,
  mail,
  phoneView,
  problem,
  settle,
  site,
  started,
  view,
} from './test-support.ts'
import './define.ts'

let net: Fake
beforeEach(() => {
  net = fake()
})
afterEach(async () => {
  document.body.replaceChildren()
  await settle()
  net.restore()
})

/** Puts markup into the page and answers the configuration of its first widget. */
async function put(markup: string, of: Partial<SiteView> = {}): Promise<ReachProof> {
  document.body.innerHTML = markup.replaceAll(
    '<reach-proof',
    '<reach-proof sitekey="site_example" endpoint="https://v.example"',
  )
  await settle()
  const el = document.querySelector('reach-proof')!
  await net.take('GET sites/').answer(site(of))
  await settle()
  return el
}

const find = <T extends HTMLElement>(el: ReachProof, selector: string) =>
  el.shadowRoot!.querySelector<T>(selector)!
const button = (el: ReachProof, words: string) =>
  [...el.shadowRoot!.querySelectorAll<HTMLElement>('button, a')].find(b => b.textContent!.includes(words))!
const codeField = (el: ReachProof) => find<HTMLInputElement>(el, '[data-code]')

async function press(el: ReachProof, words: string) {
  const target = button(el, words)
  target.focus()
  target.click()
  await settle()
}

/** One `input` event, as a paste or an autofill makes it. */
async function fill(el: ReachProof, selector: string, text: string, inputType = 'insertFromPaste') {
  const field = find<HTMLInputElement>(el, selector)
  field.focus()
  field.value = text
  field.dispatchEvent(new InputEvent('input', { bubbles: true, composed: true, inputType, data: text }))
  await settle()
}

/** S4, by email. */
async function pending(el: ReachProof) {
  await press(el, 'Email')
  await fill(el, '[data-contact]', 'ada@example.com')
  await press(el, 'Email me the code')
  await net.take('POST verifications').answer(started(mail(), 'ada@example.com'), 201)
  await settle()
}

async function confirm(el: ReachProof) {
  await pending(el)
  await fill(el, '[data-code]', '123456')
  await net.take('POST verifications/v1/check').answer(done(mail()))
  await settle()
}

function listen(target: EventTarget) {
  const heard: string[] = []
  for (const type of ['start', 'verified', 'expired', 'error', 'statechange'])
    target.addEventListener(`reachproof-${type}`, e =>
      heard.push(`${type} ${(e as CustomEvent).detail.state ?? ''}`.trim()),
    )
  for (const type of ['input', 'change'])
    target.addEventListener(type, e => e.target instanceof ReachProof && heard.push(type))
  return heard
}

describe('<reach-proof> in a form', () => {
  const form = () => document.querySelector('form')!

  it('submits the proof under its field name, without a name attribute', async () => {
    const el = await put('<form><reach-proof required></reach-proof></form>')
    assert.isFalse(new FormData(form()).has('reachproof-response'))
    await confirm(el)
    assert.equal(el.value, 'proof-1')
    assert.equal(new FormData(form()).get('reachproof-response'), 'proof-1')
    assert.isNull(el.getAttribute('name'))
    assert.equal(el.form, form())
    el.name = 'other'
    await settle()
  })

  it('takes another field name', async () => {
    const el = await put('<form><reach-proof name="contact-proof"></reach-proof></form>')
    await confirm(el)
    assert.deepEqual([...new FormData(form()).keys()], ['contact-proof'])
  })

  it('holds the form back until something is confirmed, and says why at its first control', async () => {
    const el = await put('<form><reach-proof required></reach-proof></form>')
    assert.isFalse(form().checkValidity())
    assert.isTrue(el.validity.valueMissing)
    assert.equal(el.validationMessage, 'Confirm your phone or email before you send this form.')
    form().reportValidity()
    assert.equal(document.activeElement, el)
    assert.match(el.shadowRoot!.activeElement!.textContent!, /Continue with WhatsApp/)
    await confirm(el)
    assert.isTrue(form().checkValidity())
    assert.equal(el.validationMessage, '')
  })

  it('speaks of email where there is nothing else', async () => {
    const el = await put('<form><reach-proof required channels="email"></reach-proof></form>')
    assert.equal(el.validationMessage, 'Confirm your email address before you send this form.')
    form().reportValidity()
    assert.equal(el.shadowRoot!.activeElement, find(el, '[data-contact]'))
  })

  it('has an anchor in every state, so that a submit is never blocked in silence', async () => {
    document.body.innerHTML =
      '<form><reach-proof sitekey="x" endpoint="https://v.example" required></reach-proof></form>'
    await settle()
    const el = document.querySelector('reach-proof')!
    const answer = net.take('GET sites/')
    form().reportValidity()
    assert.equal(document.activeElement, el)
    el.blur()
    await answer.answer(problem('not_found'), 404)
    await net.advance(100)
    assert.equal(el.state, 'error')
    form().reportValidity()
    assert.equal(document.activeElement, el)
  })

  it('is not required when it says required="false"', async () => {
    const el = await put('<form><reach-proof required="false"></reach-proof></form>')
    assert.isFalse(el.required)
    assert.isTrue(form().checkValidity())
    el.required = true
    await settle()
    assert.isFalse(form().checkValidity())
  })

  it('carries a message of the page', async () => {
    const el = await put('<form><reach-proof></reach-proof></form>')
    el.setCustomValidity('Not today.')
    assert.isFalse(el.checkValidity())
    assert.equal(el.validationMessage, 'Not today.')
    el.setCustomValidity('')
    assert.isTrue(el.checkValidity())
  })

  it('asks for a second while a fresh proof is on its way', async () => {
    const el = await put('<form><reach-proof required></reach-proof></form>')
    await confirm(el)
    await net.advance(240_000)
    assert.isTrue(form().checkValidity())
    await net.advance(60_000)
    assert.equal(el.value, '')
    assert.equal(el.validationMessage, 'One second, please.')
    const heard = listen(form())
    while (!net.has('POST')) await net.advance(500)
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal(new FormData(form()).get('reachproof-response'), 'proof-2')
    assert.deepEqual(heard, ['input', 'change', 'statechange verified'])
  })

  it('a disabled fieldset turns it off and on', async () => {
    const el = await put('<form><fieldset><reach-proof required></reach-proof></fieldset></form>')
    const fieldset = document.querySelector('fieldset')!
    fieldset.disabled = true
    await settle()
    assert.isFalse(el.disabled)
    assert.isFalse(el.willValidate)
    assert.isTrue((button(el, 'Continue') as HTMLButtonElement).disabled)
    fieldset.disabled = false
    await settle()
    assert.isFalse(el.hasAttribute('disabled'))
    assert.isFalse((button(el, 'Continue') as HTMLButtonElement).disabled)
    assert.isFalse(form().checkValidity())
    await confirm(el)
    fieldset.disabled = true
    assert.isFalse(new FormData(form()).has('reachproof-response'))
    fieldset.disabled = false
    assert.isTrue(new FormData(form()).has('reachproof-response'))
  })

  it('is not disabled when it says disabled="false"', async () => {
    const el = await put('<form><reach-proof required disabled="false"></reach-proof></form>')
    assert.isFalse(el.disabled)
    assert.isFalse((button(el, 'Continue') as HTMLButtonElement).disabled)
    assert.isFalse(form().checkValidity())
    el.disabled = true
    await settle()
    assert.isTrue((button(el, 'Continue') as HTMLButtonElement).disabled)
    assert.isTrue(form().checkValidity())
  })

  it('works outside its form, and with a label', async () => {
    const el = await put(
      '<form id="f"></form><label for="w">Phone</label><reach-proof id="w" form="f"></reach-proof>',
    )
    assert.equal(el.form, form())
    assert.equal(el.labels.length, 1)
    document.querySelector('label')!.click()
    assert.equal(document.activeElement, el)
    assert.match(el.shadowRoot!.activeElement!.textContent!, /Continue with WhatsApp/)
    await confirm(el)
    assert.equal(new FormData(form()).get('reachproof-response'), 'proof-1')
  })

  it('reset() of the form takes the proof back, tells nobody, and offers the contact', async () => {
    const el = await put('<form><reach-proof required></reach-proof></form>')
    await confirm(el)
    const heard = listen(form())
    form().reset()
    await settle()
    assert.deepEqual(heard, [])
    assert.equal(el.value, '')
    assert.equal(el.state, 'idle')
    assert.isFalse(new FormData(form()).has('reachproof-response'))
    assert.isFalse(form().checkValidity())
    assert.isOk(button(el, 'Continue with a•••@example.com'))
  })

  it('never lets a browser bring an old proof back', async () => {
    const el = await put('<form><reach-proof required></reach-proof></form>')
    await confirm(el)
    el.reset()
    const data = new FormData()
    data.set('reachproof-response', 'old')
    ;(
      el as unknown as { formStateRestoreCallback(state: FormData, mode: string): void }
    ).formStateRestoreCallback(data, 'restore')
    assert.isFalse(new FormData(form()).has('reachproof-response'))
  })

  it('puts the proof into a hidden input instead, where the page asks for that', async () => {
    const el = await put('<form><reach-proof hidden-input></reach-proof></form>')
    await confirm(el)
    assert.deepEqual(new FormData(form()).getAll('reachproof-response'), ['proof-1'])
    const input = form().querySelector<HTMLInputElement>('input[type=hidden]')!
    assert.equal(input.value, 'proof-1')
    form().append(el.cloneNode(true))
    await settle()
    assert.equal(new FormData(form()).getAll('reachproof-response').length, 1, 'a copy has no proof')
    el.disabled = true
    assert.deepEqual([...new FormData(form())], [])
    el.disabled = false
    assert.deepEqual(new FormData(form()).getAll('reachproof-response'), ['proof-1'])
    el.reset()
    assert.isFalse(new FormData(form()).has('reachproof-response'))
  })

  it('has no other hidden input than the one of the present proof, wherever its markup was copied to', async () => {
    const proofs = () => new FormData(form()).getAll('reachproof-response')
    const el = await put('<form><reach-proof hidden-input></reach-proof></form>')
    await confirm(el)
    net.arrival = 'reload'
    form().innerHTML = `${form().innerHTML}`
    await settle()
    assert.deepEqual(proofs(), [], 'of the copy, before it has a proof')
    await net.take('GET sites/').answer(site())
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.deepEqual(proofs(), ['proof-2'])
    const copy = document.querySelector('reach-proof')!
    copy.disabled = true
    assert.deepEqual(proofs(), [], 'while it is disabled')
    copy.disabled = false
    assert.deepEqual(proofs(), ['proof-2'])
    copy.reset()
    assert.deepEqual(proofs(), [])
  })

  it('puts the hidden input into the form that it names', async () => {
    const el = await put('<form id="f"></form><reach-proof form="f" hidden-input></reach-proof>')
    await confirm(el)
    assert.deepEqual(new FormData(form()).getAll('reachproof-response'), ['proof-1'])
  })

  it('Enter in its own fields does not send the page’s form', async () => {
    const el = await put('<form><reach-proof></reach-proof><button>Send</button></form>')
    let sent = 0
    form().addEventListener('submit', e => {
      e.preventDefault()
      sent++
    })
    await pending(el)
    await fill(el, '[data-code]', '12', 'deleteContentBackward')
    await sendKeys({ press: 'Enter' })
    await settle()
    assert.equal(sent, 0)
    assert.equal(find(el, '#note').textContent!.trim(), 'The code has 6 digits.')
  })

  it('tells its form from another when it was sent', async () => {
    const el = await put('<form><reach-proof></reach-proof></form>')
    await confirm(el)
    form().addEventListener('submit', e => e.preventDefault())
    form().requestSubmit()
    const [stored] = [...net.items.values()]
    assert.isAbove(JSON.parse(stored!).submittedAt, 0)
  })

  it('fetches a fresh proof when somebody turns to the form after a long time', async () => {
    const el = await put('<form><input><reach-proof></reach-proof></form>')
    await confirm(el)
    await net.show(false)
    await net.advance(600_000)
    net.visible = true
    form().querySelector('input')!.focus()
    await settle()
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal(el.value, 'proof-2')
  })
})

describe('<reach-proof> and its page', () => {
  it('tells the page what happens, and never the contact or the code', async () => {
    const el = await put('<reach-proof></reach-proof>')
    const heard = listen(document.body)
    const details: string[] = []
    document.body.addEventListener('reachproof-verified', e => details.push(JSON.stringify(e.detail)), {
      once: true,
    })
    await confirm(el)
    assert.deepEqual(heard, [
      'start',
      'statechange sending',
      'statechange waiting',
      'statechange checking',
      'input',
      'change',
      'statechange verified',
      'verified',
    ])
    const [detail] = details
    assert.include(detail, '"proof":"proof-1"')
    assert.notInclude(detail, 'ada')
    assert.equal(el.expiresAt!.getTime(), new Date(JSON.parse(detail!).expiresAt).getTime())
    assert.equal(el.maskedTo, 'a•••@example.com')
    assert.isTrue(el.matches(':state(verified)'))
    assert.isFalse(el.matches(':state(checking)'))
  })

  it('change stays where a native one stays', async () => {
    const host = document.createElement('div')
    const el = await put('<reach-proof></reach-proof>')
    document.body.append(host)
    host.attachShadow({ mode: 'open' }).append(el)
    await settle()
    const heard = listen(document.body)
    await confirm(el)
    assert.include(heard, 'verified')
    assert.notInclude(heard, 'change')
  })

  it('lets the page stop a start', async () => {
    const el = await put('<reach-proof></reach-proof>')
    el.addEventListener('reachproof-start', e => e.preventDefault())
    await press(el, 'Continue with WhatsApp')
    assert.isFalse(net.has('POST'))
    assert.equal(el.state, 'idle')
  })

  it('reports what went wrong, and forgets it when something goes right', async () => {
    const el = await put('<reach-proof></reach-proof>')
    await press(el, 'Continue with WhatsApp')
    await net.take('POST').answer(problem('unavailable'), 503)
    assert.equal(el.error!.code, 'unavailable')
    await press(el, 'Continue with WhatsApp')
    await net.take('POST').answer(started(view()), 201)
    assert.equal(el.error, null)
  })

  it('verify() resolves with the proof', async () => {
    const el = await put('<reach-proof></reach-proof>')
    const heard = listen(el)
    const promise = el.verify({ channel: 'email', to: 'ada@example.com' })
    const start = net.take('POST verifications')
    assert.equal(start.body.to, 'ada@example.com')
    assert.deepEqual(heard, [])
    await start.answer(started(mail(), 'ada@example.com'), 201)
    await fill(el, '[data-code]', '123456')
    await net.take('POST').answer(done(mail()))
    assert.equal((await promise).proof, 'proof-1')
    assert.equal((await el.verify()).proof, 'proof-1')
  })

  it('verify() rejects on reset, on abort, and where nothing works', async () => {
    const name = (promise: Promise<unknown>) =>
      promise.then(
        () => 'resolved',
        (e: { name?: string; code?: string }) => (e.name === 'AbortError' ? e.name : e.code),
      )
    const el = await put('<reach-proof></reach-proof>')
    const first = name(el.verify())
    el.reset()
    assert.equal(await first, 'AbortError')
    const aborter = new AbortController()
    const second = name(el.verify({ signal: aborter.signal }))
    aborter.abort()
    assert.equal(await second, 'AbortError')
    document.body.innerHTML =
      '<reach-proof sitekey="verify-fails" endpoint="https://v.example"></reach-proof>'
    const third = name(document.querySelector('reach-proof')!.verify({ channel: 'whatsapp' }))
    await settle()
    await net.take('GET sites/').answer(problem('origin_not_allowed'), 403)
    await net.advance(100)
    assert.equal(await third, 'origin_not_allowed')
  })

  it('verify() before the configuration waits for it', async () => {
    document.body.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
    document.querySelector('reach-proof')!.verify({ channel: 'whatsapp' })
    await settle()
    assert.isFalse(net.has('POST'))
    await net.take('GET sites/').answer(site())
    assert.isTrue(net.has('POST verifications'))
  })

  it('verify() that is given up before the configuration starts nothing', async () => {
    const widget = async (give: (el: ReachProof, aborter: AbortController) => void) => {
      document.body.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
      const el = document.querySelector('reach-proof')!
      const aborter = new AbortController()
      const promise = el.verify({ channel: 'whatsapp', signal: aborter.signal })
      give(el, aborter)
      assert.equal((await promise.catch(e => e)).name, 'AbortError')
      await settle()
      await net.take('GET sites/').answer(site())
      assert.equal(el.state, 'idle')
      assert.isFalse(net.has('POST'))
    }
    await widget((_, aborter) => aborter.abort())
    await widget(el => el.reset())
  })

  it('verify() while a confirmation comes back resolves with that, and starts nothing', async () => {
    await confirm(await put('<reach-proof></reach-proof>'))
    net.arrival = 'reload'
    const el = await put('<reach-proof></reach-proof>')
    const promise = el.verify({ channel: 'email', to: 'ada@example.com' })
    await net.take('POST verifications/v1/proof').answer(done(mail(), 'proof-2'))
    assert.equal((await promise).proof, 'proof-2')
    assert.isFalse(net.has('POST'))
  })

  it('takes an attribute without a value for none', async () => {
    const el = await put('<reach-proof channels="" for="" to="" country="" action=""></reach-proof>')
    assert.equal(el.state, 'idle')
    assert.isOk(button(el, 'Email'))
  })

  it('refresh() gives another proof for the page’s current nonce', async () => {
    const el = await put('<reach-proof session-nonce="nonce-number-one-1"></reach-proof>')
    await confirm(el)
    el.sessionNonce = 'nonce-number-two-2'
    await settle()
    const request = net.take('POST verifications/v1/proof')
    assert.deepEqual(request.body, { nonce: 'nonce-number-two-2' })
    const promise = el.refresh()
    await request.answer(done(mail(), 'proof-2'))
    assert.equal((await promise).proof, 'proof-2')
    assert.isFalse(net.has('POST'))
  })

  it('refresh() with nothing confirmed rejects', async () => {
    const el = await put('<reach-proof></reach-proof>')
    assert.equal(await el.refresh().catch(e => e.code), 'unauthorized')
  })

  it('gives the proof the nonce that the page has by then', async () => {
    const el = await put('<reach-proof session-nonce="nonce-number-one-1"></reach-proof>')
    await pending(el)
    await fill(el, '[data-code]', '123456')
    el.sessionNonce = 'nonce-number-two-2'
    await settle()
    await net.take('POST verifications/v1/check').answer(done(mail()))
    assert.equal(el.value, '', 'a proof for the old nonce is worth nothing')
    const second = net.take('POST verifications/v1/proof')
    assert.equal(second.body.nonce, 'nonce-number-two-2')
    const promise = el.refresh()
    el.sessionNonce = 'nonce-number-three-3'
    await settle()
    await second.answer(done(mail(), 'proof-2'))
    const third = net.take('POST verifications/v1/proof')
    assert.equal(third.body.nonce, 'nonce-number-three-3')
    await third.answer(done(mail(), 'proof-3'))
    assert.equal((await promise).proof, 'proof-3')
    assert.isFalse(net.has('POST'))
  })

  it('gives a key press the nonce that the page has by then', async () => {
    const el = await put('<reach-proof session-nonce="nonce-number-one-1"></reach-proof>')
    el.verification = { id: 'v1', secret: 's' }
    await settle()
    await net.take('GET verifications/v1').answer(done(phoneView('call_button')))
    assert.equal(net.take('POST verifications/v1/proof').body.nonce, 'nonce-number-one-1')
  })

  it('takes a verification of the backend over once, however often it is given', async () => {
    const el = await put('<form><reach-proof></reach-proof></form>')
    await confirm(el)
    el.verification = { id: 'v2', secret: 's' }
    await settle()
    assert.equal(el.value, '', 'the proof was for another contact')
    await net.take('GET verifications/v2').answer(mail({ id: 'v2' }))
    await settle()
    net.take('GET verifications/v2')
    await fill(el, '[data-code]', '12')
    el.verification = { id: 'v2', secret: 's' }
    await settle()
    assert.equal(codeField(el).value, '12')
    assert.isFalse(net.has('GET'))
    el.verification = { id: 'v3', secret: 's' }
    await settle()
    assert.isTrue(net.has('GET verifications/v3'))
  })

  it('verify() rejects for a channel that is not there, before and after the configuration', async () => {
    document.body.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
    const el = document.querySelector('reach-proof')!
    const code = () =>
      el.verify({ channel: 'sms', to: '+33612345678' }).catch((problem: { code: string }) => problem.code)
    const early = code()
    await settle()
    await net.take('GET sites/').answer(site())
    assert.deepEqual([await early, await code()], ['channel_not_allowed', 'channel_not_allowed'])
    assert.equal(el.state, 'idle')
    assert.isFalse(net.has('POST'))
  })

  it('begins anew when the page gives another contact', async () => {
    const el = await put('<form><reach-proof to="ada@example.com"></reach-proof></form>')
    const start = async () => {
      const promise = el.verify({ channel: 'email' })
      promise.catch(() => {})
      await net.take('POST verifications').answer(started(mail(), el.to!), 201)
      await settle()
      return promise
    }
    const waiting = start().catch((reason: DOMException) => reason.name)
    await settle()
    el.to = 'bob@example.com'
    await settle()
    assert.equal(await waiting, 'AbortError')
    assert.isTrue(net.has('DELETE verifications/v1'))
    assert.equal(el.state, 'idle')
    assert.include(el.shadowRoot!.textContent, 'bob@example.com')

    start()
    await settle()
    await fill(el, '[data-code]', '123456')
    await net.take('POST verifications/v1/check').answer(done(mail()))
    assert.equal(el.value, 'proof-1')
    const kept = new Map(net.items)
    el.to = 'eve@example.com'
    await settle()
    assert.equal(el.value, '')

    for (const [name, item] of kept) net.items.set(name, item)
    net.arrival = 'reload'
    const other = await put('<reach-proof to="eve@example.com"></reach-proof>')
    assert.equal(other.state, 'idle')
    const same = await put('<reach-proof to="bob@example.com"></reach-proof>')
    assert.equal(same.state, 'loading')
    net.take('POST verifications/v1/proof')
  })

  it('takes what is emptied for not given', async () => {
    const el = await put(
      '<form><reach-proof name="other" channels=" email\n whatsapp "></reach-proof></form>',
    )
    assert.isOk(button(el, 'Continue with email'))
    el.removeAttribute('name')
    el.channels = ''
    await settle()
    await net.take('GET sites/').answer(site())
    assert.equal(el.name, 'reachproof-response')
    assert.isOk(button(el, 'Continue with WhatsApp'))
  })

  it('says what the server says of a nonce that is none', async () => {
    const errors: string[] = []
    const real = console.error
    console.error = (...words) => errors.push(words.join(' '))
    try {
      const el = await put('<reach-proof session-nonce="too short"></reach-proof>')
      await press(el, 'Continue with WhatsApp')
      const detail = '`nonce` is not of the right form'
      await net.take('POST').answer(problem('bad_request', { detail }), 400)
      assert.deepEqual(errors, [`reach-proof: ${detail}`])
    } finally {
      console.error = real
    }
  })

  it('asks for the nearest language, through shadow roots', async () => {
    document.body.innerHTML = '<div lang="ar"><p></p></div>'
    const root = document.querySelector('p')!.attachShadow({ mode: 'open' })
    root.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
    await settle()
    assert.equal(net.take('GET sites/').query.get('language'), 'ar')
    root.querySelector('reach-proof')!.lang = 'fr'
    await settle()
    assert.equal(net.take('GET sites/').query.get('language'), 'fr')
  })

  it('keeps its state when it is removed and put back', async () => {
    const el = await put('<reach-proof></reach-proof>')
    await pending(el)
    await fill(el, '[data-code]', '123', 'insertText')
    el.remove()
    await settle()
    assert.equal(net.asked.length, 0)
    assert.equal(net.timers, 0)
    document.body.append(el)
    await settle()
    assert.equal(el.state, 'waiting')
    assert.equal(codeField(el).value, '123')
    assert.isTrue(net.has('GET verifications/v1'))
    assert.isFalse(net.has('GET sites'))
  })

  it('hears of the page after it was moved, also where a listener that a signal ended is taken for one', async () => {
    const heard = new Set<unknown>()
    const real = window.addEventListener
    window.addEventListener = ((type: string, listener: EventListener, options?: AddEventListenerOptions) => {
      if (type === 'online' && heard.has(listener)) return
      if (type === 'online') heard.add(listener)
      real.call(window, type, listener, options)
    }) as typeof real
    try {
      const el = await put('<reach-proof></reach-proof>')
      await pending(el)
      el.remove()
      document.body.append(el)
      await settle()
      net.asked.length = 0
      dispatchEvent(new Event('online'))
      assert.isTrue(net.has('GET verifications/v1'))
    } finally {
      window.addEventListener = real
    }
  })

  it('two stand in one page without knowing of each other', async () => {
    const el = await put('<reach-proof></reach-proof><reach-proof name="second"></reach-proof>')
    await net.take('GET sites/').answer(site())
    await pending(el)
    assert.equal((document.querySelectorAll('reach-proof')[1] as ReachProof).state, 'idle')
  })

  it('says once what the page’s owner can do', async () => {
    const errors: string[] = []
    const real = console.error
    console.error = (...words) => errors.push(words.join(' '))
    try {
      for (const [code, words] of [
        ['origin_not_allowed', `reach-proof: add "${location.origin}" to "origins" of site_1`],
        ['not_found', 'reach-proof: the server at https://v.example has no site "site_1"'],
        ['unavailable', ''],
      ] as const) {
        errors.length = 0
        document.body.innerHTML =
          '<reach-proof sitekey="site_1" endpoint="https://v.example/"><p>Write to us.</p></reach-proof>'
        await settle()
        const el = document.querySelector('reach-proof')!
        const heard = listen(el)
        await net.take('GET sites/').answer(problem(code), 400)
        await net.advance(100)
        await settle()
        assert.deepEqual(errors, words ? [words] : [])
        assert.include(
          find(el, '[part=error]').textContent,
          words
            ? 'Confirmation is not available on this page.'
            : 'This part of the page could not be loaded.',
        )
        assert.isTrue(document.querySelector('p')!.checkVisibility())
        assert.include(heard, 'error')
        assert.equal(!!button(el, 'Try again'), !words)
      }
      errors.length = 0
      const none = await put('<reach-proof channels="sms"></reach-proof>')
      assert.equal(errors.length, 1)
      assert.match(errors[0]!, /^reach-proof: \S+ has no channel for this tag: see its channels, for and to$/)
      assert.include(find(none, '[part=error]').textContent, 'Confirmation is not available on this page.')
      assert.equal(none.error?.code, 'channel_not_allowed')
      none.channels = 'email'
      await settle()
      assert.equal(none.state, 'idle')
      errors.length = 0
      const el = await put('<reach-proof></reach-proof>', { requireNonce: true })
      assert.deepEqual(errors, ['reach-proof: this site needs session-nonce'])
      assert.equal(el.state, 'error')
      el.sessionNonce = 'here-it-is-after-all'
      await settle()
      await net.take('GET sites/').answer(site({ requireNonce: true }))
      await settle()
      assert.equal(el.state, 'idle')
      errors.length = 0
      await press(el, 'WhatsApp')
      const detail = '`nonce` is not of the right form.'
      await net.take('POST').answer({ ...problem('bad_request'), detail }, 400)
      assert.deepEqual(errors, [`reach-proof: ${detail}`])
      errors.length = 0
      document.body.innerHTML = '<reach-proof sitekey="site_1" endpoint="/"></reach-proof>'
      await settle()
      await net.take('GET sites/').break()
      await net.advance(100)
      assert.deepEqual(errors, ['reach-proof: set endpoint to the address of your server'])
      assert.isOk(button(document.querySelector('reach-proof')!, 'Try again'))
    } finally {
      console.error = real
    }
  })

  it('blames no policy that only reports', async () => {
    document.body.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
    await settle()
    const violation = { effectiveDirective: 'connect-src', blockedURI: 'https://v.example/v1/sites/x' }
    document.dispatchEvent(
      new SecurityPolicyViolationEvent('securitypolicyviolation', {
        ...violation,
        disposition: 'report',
        documentURI: '',
        originalPolicy: '',
        statusCode: 0,
        violatedDirective: 'connect-src',
      }),
    )
    await net.take('GET sites/').break()
    await net.advance(100)
    await settle()
    assert.isOk(button(document.querySelector('reach-proof')!, 'Try again'))
  })

  it('can try again when nothing came', async () => {
    document.body.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
    await settle()
    const el = document.querySelector('reach-proof')!
    await net.take('GET sites/').break()
    await net.advance(100)
    await settle()
    await press(el, 'Try again')
    await net.take('GET sites/').answer(site())
    await settle()
    assert.equal(el.state, 'idle')
    assert.isNotNull(el.shadowRoot!.activeElement)
  })

  it('says nothing on the console', async () => {
    const words: unknown[] = []
    const real = { ...console }
    for (const level of ['log', 'warn', 'error', 'info', 'debug'] as const)
      console[level] = (...w: unknown[]) => words.push(w)
    try {
      await confirm(await put('<reach-proof></reach-proof>'))
      assert.deepEqual(words, [])
      await confirm(await put('<reach-proof debug name="d"></reach-proof>'))
      assert.isNotEmpty(words)
    } finally {
      Object.assign(console, real)
    }
  })

  it('is defined in another registry, too', () => {
    const defined: string[][] = []
    const registry = {
      get: () => undefined,
      define: (_: string, of: typeof ReachProof) => defined.push(of.observedAttributes),
    }
    ReachProof.define('reach-proof', registry as unknown as CustomElementRegistry)
    ReachProof.define('reach-proof', registry as unknown as CustomElementRegistry)
    assert.deepEqual(defined[0], defined[1])
    assert.include(defined[0]!, 'session-nonce')
  })

  it('is defined once, and warns when another version is there', () => {
    const words: string[] = []
    const real = console.warn
    console.warn = (w: string) => words.push(w)
    try {
      ReachProof.define()
      assert.deepEqual(words, [])
      class Old extends HTMLElement {
        static version = '0.1'
      }
      customElements.define('old-proof', Old)
      ReachProof.define('old-proof')
      assert.equal(words.length, 1)
    } finally {
      console.warn = real
    }
  })
})

describe('<reach-proof> and its visitor', () => {
  it('moves focus after the visitor’s own actions only', async () => {
    const el = await put('<input><reach-proof></reach-proof>')
    assert.equal(document.activeElement, document.body)
    await press(el, 'Email')
    assert.equal(el.shadowRoot!.activeElement, find(el, '[data-contact]'))
    await fill(el, '[data-contact]', 'ada@example.com')
    await press(el, 'Email me the code')
    await net.take('POST').answer(started(mail(), 'ada@example.com'), 201)
    await settle()
    assert.equal(el.shadowRoot!.activeElement, codeField(el))
    document.querySelector('input')!.focus()
    await net.take('GET').answer(mail({ revision: 2, delivery: 'sent' }))
    await net.take('GET').answer(mail({ revision: 3, state: 'expired' }))
    await settle()
    assert.equal(document.activeElement, document.querySelector('input'))
  })

  it('does not pull back who has gone on meanwhile', async () => {
    const el = await put('<input><reach-proof></reach-proof>')
    await press(el, 'Continue with WhatsApp')
    document.querySelector('input')!.focus()
    await net.take('POST').answer(started(view()), 201)
    await settle()
    assert.equal(document.activeElement, document.querySelector('input'))
  })

  it('goes to the result when focus was inside', async () => {
    const el = await put('<reach-proof></reach-proof>')
    await confirm(el)
    assert.equal(el.shadowRoot!.activeElement, find(el, '[part=result]'))
  })

  it('follows a call by its heading alone, and has no way to send the form meanwhile', async () => {
    const sms = { id: 'sms', contact: 'phone', free: false } as const
    const press1 = { id: 'call_button', contact: 'phone', free: false } as const
    const el = await put('<form><reach-proof required></reach-proof></form>', { channels: [sms, press1] })
    const number = '+33 6 39 98 12 34'
    await press(el, 'Phone call')
    assert.equal(el.shadowRoot!.activeElement, find(el, '[data-contact]'))
    await fill(el, '[data-contact]', number)
    await press(el, 'Call me')
    await net.take('POST').answer(started(phoneView('call_button'), number), 201)
    await settle()
    const heading = find(el, 'h2')
    assert.equal(heading.textContent, 'Answer your phone')
    assert.equal(el.shadowRoot!.activeElement, heading)
    assert.isNull(codeField(el))
    assert.equal(el.state, 'waiting')
    assert.match(find(el, '.spoken[role=status]').textContent!, /^Calling .*12 34.\.$/)
    heading.blur()
    document.querySelector('form')!.reportValidity()
    assert.equal(el.shadowRoot!.activeElement, heading)
    await net
      .take('GET')
      .answer(phoneView('call_button', { revision: 2, delivery: 'sent', notice: 'declined' }))
    assert.equal(find(el, '.spoken[role=alert]').textContent, 'The key 1 was not pressed.')
    assert.equal(el.shadowRoot!.activeElement, heading)
    await net.take('GET').answer(done(phoneView('call_button', { revision: 3 })))
    await settle()
    assert.equal(el.value, 'proof-1')
    assert.equal(el.shadowRoot!.activeElement, find(el, '[part=result]'))
    assert.isTrue(document.querySelector('form')!.checkValidity())
  })

  it('takes a landline from the text message to a call by one tap', async () => {
    const channels = (['sms', 'call_code'] as const).map(
      id => ({ id, contact: 'phone', free: false }) as const,
    )
    const el = await put('<reach-proof></reach-proof>', { channels })
    await press(el, 'Continue by text message')
    await fill(el, '[data-contact]', '01 23 45 67 89')
    await press(el, 'Text me the code')
    await net.take('POST').answer(problem('unsupported_destination', { landline: true }), 400)
    await settle()
    await press(el, 'Call me')
    const start = net.take('POST')
    assert.deepEqual([start.body.channel, start.body.to], ['call_code', '01 23 45 67 89'])
    await start.answer(started(phoneView('call_code', { channels: ['call_code'] }), '+33 1 23 45 67 89'), 201)
    await settle()
    assert.equal(el.shadowRoot!.activeElement, codeField(el))
    assert.isUndefined(button(el, 'Use another way'))
  })

  it('takes no focus when a call goes on after a reload', async () => {
    const markup = '<reach-proof channels="call_button"></reach-proof>'
    const channels = [{ id: 'call_button', contact: 'phone', free: false } as const]
    const el = await put(markup, { channels })
    await fill(el, '[data-contact]', '06 39 98 12 34')
    await press(el, 'Call me')
    await net.take('POST').answer(started(phoneView('call_button')), 201)
    document.body.replaceChildren()
    await settle()
    net.arrival = 'reload'
    const again = await put(markup, { channels })
    await net.take('GET verifications/v1').answer(phoneView('call_button', { delivery: 'sent' }))
    await settle()
    assert.equal(find(again, 'h2').textContent, 'Answer your phone')
    assert.equal(document.activeElement, document.body)
  })

  it('selects a wrong code', async () => {
    const el = await put('<reach-proof></reach-proof>')
    await pending(el)
    await fill(el, '[data-code]', '111111')
    await net.take('POST').answer(problem('wrong_code', { checksLeft: 4 }), 422)
    await settle()
    const field = codeField(el)
    assert.equal(el.shadowRoot!.activeElement, field)
    assert.equal(field.selectionEnd! - field.selectionStart!, 6)
  })

  it('takes real typing, and checks after the last digit', async () => {
    const el = await put('<reach-proof></reach-proof>')
    await pending(el)
    await sendKeys({ type: '123 456' })
    assert.isFalse(net.has('POST'))
    await net.advance(250)
    assert.deepEqual(net.take('POST verifications/v1/check').body, { code: '123456' })
  })

  it('keeps digits from the page’s shortcuts, and lets the rest through', async () => {
    const el = await put('<reach-proof></reach-proof>')
    await pending(el)
    const heard: string[] = []
    const note = (e: KeyboardEvent) => heard.push(e.key)
    document.addEventListener('keydown', note)
    await sendKeys({ press: '1' })
    await sendKeys({ press: '/' })
    await sendKeys({ press: 'Escape' })
    document.removeEventListener('keydown', note)
    assert.deepEqual(heard, ['Escape'])
    assert.equal(codeField(el).value, '1/')
  })

  it('speaks in two regions that are there from the first drawing', async () => {
    document.body.innerHTML = '<reach-proof sitekey="x" endpoint="https://v.example"></reach-proof>'
    await settle()
    const el = document.querySelector('reach-proof')!
    const status = find(el, '.spoken[role=status]')
    const alert = find(el, '.spoken[role=alert]')
    assert.equal(status.textContent! + alert.textContent!, '')
    await net.take('GET sites/').answer(site())
    await pending(el)
    await net.take('GET').answer(mail({ revision: 2, delivery: 'sent' }))
    assert.match(status.textContent!, /Code sent to .*ada@example.com/)
    await fill(el, '[data-code]', '111111')
    await net.take('POST').answer(problem('wrong_code', { checksLeft: 4 }), 422)
    assert.equal(alert.textContent, 'That code is not right. 4 tries left.')
    assert.equal(find(el, '.spoken[role=alert]'), alert)
  })

  it('takes the code from a field of the page', async () => {
    const el = await put('<form><reach-proof><input slot="code" id="own"></reach-proof></form>')
    await pending(el)
    const own = document.querySelector<HTMLInputElement>('#own')!
    own.focus()
    own.value = '123 456'
    own.dispatchEvent(
      new InputEvent('input', { bubbles: true, composed: true, inputType: 'insertFromPaste' }),
    )
    await settle()
    assert.equal(own.value, '123456')
    assert.isTrue(own.readOnly)
    assert.deepEqual(net.take('POST verifications/v1/check').body, { code: '123456' })
  })

  it('puts the error beside the page’s field when that changes under it', async () => {
    const el = await put(
      '<label>Address <input id="a" type="email"></label><reach-proof for="a"></reach-proof>',
    )
    await press(el, 'Continue with email')
    assert.include(el.shadowRoot!.textContent, 'Fill in “Address” first.')
    const field = document.querySelector<HTMLInputElement>('#a')!
    assert.equal(document.activeElement, field)
    field.value = 'ada@example.com'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    assert.notInclude(el.shadowRoot!.textContent, 'Fill in')
    await press(el, 'Continue with email')
    await net.take('POST').answer(started(mail(), 'ada@example.com'), 201)
    await fill(el, '[data-code]', '123456')
    await net.take('POST').answer(done(mail()))
    assert.equal(el.value, 'proof-1')
    field.value = 'eve@example.com'
    field.dispatchEvent(new Event('input', { bubbles: true }))
    await settle()
    assert.equal(el.value, '')
    assert.equal(el.state, 'idle')
  })
})

describe('the built script', () => {
  type Page = Window & { errors: string[] }

  /** A page of its own, with a policy of its own. */
  function frame(policy: string, script: string): Page {
    const iframe = document.createElement('iframe')
    iframe.srcdoc = `<!doctype html><meta http-equiv="Content-Security-Policy" content="${policy}">
      <script>window.errors = []; console.error = (...w) => errors.push(w.join(' ')); addEventListener('reachproof-error', e => errors.push(e.detail.code))</script>
      ${script}<reach-proof sitekey="site_example"><p>Write to us.</p></reach-proof>`
    document.body.append(iframe)
    return iframe.contentWindow as Page
  }

  /** Waits for what comes; the test's own timeout ends what never does. */
  async function until<T>(get: () => T): Promise<NonNullable<T>> {
    for (;;) {
      const it = get()
      if (it) return it
      await new Promise(done => setTimeout(done, 20))
    }
  }

  const script = '<script src="/dist/widget/reach-proof.js"></script>'
  const widgetOf = (page: Page) => page.document.querySelector('reach-proof')!

  before(async () => {
    const { ok } = await fetch('/dist/widget/reach-proof.js', { method: 'HEAD' })
    assert.isTrue(ok, 'run `npm run build` first')
  })

  it('says which policy keeps it from its server', async () => {
    const page = frame("connect-src 'none'", script)
    await until(() => page.errors?.length > 1)
    assert.equal(widgetOf(page).endpoint, `${location.origin}/dist/widget`)
    assert.deepEqual(page.errors, [
      'network',
      `reach-proof: add to the Content-Security-Policy of this page: script-src ${location.origin}; connect-src ${location.origin}`,
    ])
  })

  it('works under Trusted Types with its own policy, twice and as a module too, without a violation', async () => {
    const page = frame(
      "require-trusted-types-for 'script'; trusted-types reachproof",
      `<script>addEventListener('securitypolicyviolation', e => errors.push('trusted-types: ' + e.sourceFile))</script>${script}<script type="module" src="/dist/widget/reach-proof.js"></script>`,
    )
    await until(() => page.document.readyState === 'complete' && widgetOf(page)?.shadowRoot)
    assert.isOk(await until(() => widgetOf(page).shadowRoot!.querySelector('[part=base]')))
    assert.notInclude(page.errors.join(), 'trusted-types')
  })

  it('is drawn on a page that has added to the prototypes of arrays and objects', async () => {
    const page = frame(
      'default-src * data: blob: ' + "'unsafe-inline'",
      `<script>Array.prototype.each = Object.prototype.extend = () => { throw 0 }; Object.prototype.none = null</script>${script}`,
    )
    const base = () => widgetOf(page)?.shadowRoot?.querySelector('[part=base]')
    await until(() => page.errors?.length || base())
    assert.deepEqual(page.errors, [])
    assert.isOk(base())
  })

  it('finds its server also by an address with a slash in its query', async () => {
    const page = frame('object-src *', script.replace('.js', '.js?of=2026/11/22'))
    await until(() => widgetOf(page)?.shadowRoot)
    assert.equal(widgetOf(page).endpoint, `${location.origin}/dist/widget`)
  })

  it('says so in plain words where its policy is refused', async () => {
    const page = frame("require-trusted-types-for 'script'; trusted-types other", script)
    await until(() => page.errors?.length > 1)
    const { shadowRoot } = widgetOf(page)
    assert.equal(shadowRoot!.querySelector('p')!.textContent, 'Confirmation is not available on this page.')
    assert.isTrue(page.document.querySelector('p')!.checkVisibility())
    assert.include(page.errors, 'csp_trusted_types')
    assert.include(page.errors.join(), 'trusted-types reachproof')
    assert.equal(page.errors.length, 2)
  })
})
