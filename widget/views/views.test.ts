import 'axe-core'
import type { AxeResults, RunOptions } from 'axe-core'
import { assert } from 'chai'
import { render } from 'lit'
import { ar } from '../../server/texts/ar.ts'
import { en } from '../../server/texts/en.ts'
import { fr } from '../../server/texts/fr.ts'
import { type Fixture, fixtures, told } from '../fixtures.ts'
import type { Actions, Model } from '../model.ts'
import { styles } from '../reach-proof.styles.ts'
import { draw } from './index.ts'

declare const axe: { run(context: Element, options: RunOptions): Promise<AxeResults> }

const english = fixtures({ texts: en.widget, language: 'en', direction: 'ltr' })
const arabic = fixtures({ texts: ar.widget, language: 'ar', direction: 'rtl' })
const french = fixtures({ texts: fr.widget, language: 'fr', direction: 'ltr' })

const stage = document.createElement('div')
document.body.append(stage)
afterEach(() => {
  stage.replaceChildren()
  stage.removeAttribute('style')
})

/** Nothing moves while it is measured. */
const still = new CSSStyleSheet()
still.replaceSync('* { animation: none !important }')

/** A host as the element is one: an open shadow root with the style sheet. */
function mount(model: Model, on: Actions = told(() => {})): ShadowRoot {
  const host = document.createElement('div')
  stage.append(host)
  const root = host.attachShadow({ mode: 'open' })
  root.adoptedStyleSheets = [styles.styleSheet!, still]
  render(draw(model, on), root)
  return root
}

function fixture(screen: string, name: string): Model {
  return english.find(f => f.screen === screen && f.name === name)!.model
}

/** What was called, in order: `choose(email)`. */
function calls(): { made: string[]; on: Actions } {
  const made: string[] = []
  return {
    made,
    on: told((action, ...values) => {
      made.push(`${action}(${values.filter(v => ['string', 'boolean'].includes(typeof v))})`)
    }),
  }
}

const visible = (element: Element) => element.textContent!.replace(/\s+/g, ' ').trim()

/** A button or link by its accessible name. */
function control(root: ShadowRoot, name: string): HTMLElement {
  const found = [...root.querySelectorAll<HTMLElement>('button, a')].find(
    e => (e.ariaLabel ?? visible(e)) === name,
  )
  assert.ok(found, `no control “${name}”`)
  return found
}

/** A field by its label. */
function field(root: ShadowRoot, label: string): HTMLInputElement {
  const found = [...root.querySelectorAll('label')].find(e => visible(e) === label)
  return found!.control as HTMLInputElement
}

const named = (f: Fixture) => `${f.screen}: ${f.name}`

describe('every screen', () => {
  for (const scheme of ['light', 'dark'])
    for (const [language, list] of Object.entries({ en: english, ar: arabic }))
      it(`has nothing for axe to find, ${scheme}, ${language}`, async () => {
        stage.style.colorScheme = scheme
        stage.style.background = scheme === 'dark' ? '#161616' : '#fff'
        stage.dir = list[0]!.model.site?.direction ?? ''
        for (const f of list) (mount(f.model).host as HTMLElement).title = named(f)
        const { violations } = await axe.run(stage, { rules: { 'target-size': { enabled: true } } })
        assert.deepEqual(
          violations.map(v => [v.id, v.nodes.map(n => [n.target, n.failureSummary])]),
          [],
        )
      })

  it('has no style attribute, which a strict policy would refuse', () => {
    for (const f of english) assert.equal(mount(f.model).querySelectorAll('[style]').length, 0, named(f))
  })

  it('says words only, with everything filled in', () => {
    for (const f of [...english, ...french, ...arabic]) {
      const words = mount(f.model).querySelector('.base')!.textContent!
      assert.notMatch(words, /\{\w+\}|\b[a-z]+_[a-z]|(^|\s)_\w|undefined|null|false|\[object/, named(f))
    }
  })

  it('is nowhere wider than its container of 240 px', () => {
    stage.style.width = '240px'
    for (const f of [...english, ...french, ...arabic]) {
      const root = mount(f.model)
      const box = root.host.getBoundingClientRect()
      assert.equal(box.width, 240)
      for (const e of root.querySelectorAll('.base *:not(slot, .back, .back *)')) {
        if (!e.checkVisibility()) continue
        const { left, right } = e.getBoundingClientRect()
        assert.isAtMost(right, box.right + 0.5, `${named(f)}: ${e.outerHTML}`)
        assert.isAtLeast(left, box.left - 0.5, `${named(f)}: ${e.outerHTML}`)
      }
      root.host.remove()
    }
  })

  it('has controls of 44 px, and links of at least 24 px', () => {
    stage.style.width = '375px'
    for (const f of english) {
      const root = mount(f.model)
      for (const e of root.querySelectorAll('button, a[href], input, select')) {
        const inline = e.parentElement!.matches('p')
        const height = e.getBoundingClientRect().height
        const least = e.matches('.l') ? (inline ? 0 : 24) : 44
        assert.isAtLeast(Math.round(height), least, `${named(f)}: ${visible(e)}`)
      }
    }
  })

  it('tells the element where to put the bubble and the focus', () => {
    for (const { screen, name, model } of english) {
      const root = mount(model)
      if (['confirmed', 'loading', 'press'].includes(model.screen))
        assert.notOk(root.querySelector('[data-anchor]'))
      else if (model.cause !== 'not_available')
        assert.ok(root.querySelector('[data-anchor]')?.matches('button, a, input'), `${screen}: ${name}`)
      const focused = root.querySelector('[data-focus]')
      if (['contact', 'code'].includes(model.screen)) assert.ok(focused?.matches('input'), name)
      else if (['whatsapp', 'press', 'ended'].includes(model.screen)) assert.ok(focused?.matches('h2'), name)
      else if (['confirmed', 'run-out'].includes(model.screen))
        assert.ok(focused?.matches('[part=result]'), name)
    }
  })

  it('has its signs in the middle of the first line beside them', () => {
    stage.style.cssText = 'width: 375px; font: 16px/1.5 sans-serif'
    for (const f of [...english, ...arabic])
      for (const sign of mount(f.model).querySelectorAll('.note > .i, .alert > .i')) {
        const { top, height } = sign.getBoundingClientRect()
        const words = sign.nextElementSibling!
        const line = Number.parseFloat(getComputedStyle(words).lineHeight)
        const middle = words.getBoundingClientRect().top + line / 2
        assert.closeTo(top + height / 2, middle, 0.5, named(f))
      }
  })

  it('keeps its measures in a hostile page', () => {
    document.documentElement.style.fontSize = '62.5%'
    const hostile = document.createElement('style')
    hostile.textContent = '* { letter-spacing: 5px; text-transform: uppercase }'
    document.head.append(hostile)
    stage.style.cssText = 'font-size: 16px; display: flex; align-items: start'
    try {
      const root = mount(fixture('Code by email', 'Sent'))
      assert.equal(getComputedStyle(root.querySelector('h2')!).letterSpacing, 'normal')
      assert.equal(getComputedStyle(root.querySelector('h2')!).textTransform, 'none')
      assert.equal(getComputedStyle(root.querySelector('[data-code]')!).fontSize, '28px')
      assert.equal(root.querySelector('.base')!.clientWidth, 416)
      stage.style.display = 'block'
      ;(root.host as HTMLElement).style.cssText = 'float: left; width: auto'
      assert.isAtLeast(root.host.clientWidth, 240)
    } finally {
      hostile.remove()
      document.documentElement.removeAttribute('style')
    }
  })
})

describe('choosing', () => {
  it('offers the first channel as a button and the others as rows', () => {
    const { made, on } = calls()
    const root = mount(fixture('Choose', 'WhatsApp and email'), on)
    control(root, 'Continue with WhatsApp').click()
    control(root, 'EmailGet a code by email').click()
    assert.deepEqual(made, ['choose(whatsapp)', 'choose(email)'])
  })

  it('is one button and one link under a field of the page', () => {
    const root = mount(fixture('Compact', 'Under a field, two ways'))
    assert.notOk(root.querySelector('h2'))
    assert.equal(root.querySelectorAll('button').length, 2)
    assert.equal(control(root, 'Use another way').ariaExpanded, 'false')
  })

  it('keeps words and focus while busy', () => {
    const root = mount(fixture('Choose', 'Busy'))
    const button = control(root, 'Continue with WhatsApp')
    assert.equal(button.ariaDisabled, 'true')
    assert.notOk((button as HTMLButtonElement).disabled)
    // Its gap is cut out: forced colours fill a transparent border, and nothing would be seen to turn.
    assert.notEqual(getComputedStyle(button.querySelector('.ring')!).clipPath, 'none')
  })
})

describe('the contact', () => {
  it('is a labelled field with its error tied to it', () => {
    const root = mount(fixture('Email address', 'Not an address'))
    const input = field(root, 'Email address')
    assert.equal(input.type, 'email')
    assert.equal(input.autocomplete, 'email')
    assert.equal(input.ariaInvalid, 'true')
    const note = root.getElementById(input.getAttribute('aria-describedby')!)!
    assert.equal(visible(note), en.widget.email_invalid)
    assert.notOk(root.querySelector('[role=alert]'), 'the element speaks; the view only shows')
  })

  it('submits its own form on Enter, and not the page’s', () => {
    const { made, on } = calls()
    const form = document.createElement('form')
    let submitted = false
    form.addEventListener('submit', e => {
      e.preventDefault()
      submitted = true
    })
    const root = mount(fixture('Email address', 'Typed'), on)
    form.append(root.host)
    stage.append(form)
    field(root, 'Email address').form!.requestSubmit()
    assert.deepEqual(made, ['submitContact()'])
    assert.notOk(submitted)
  })

  it('sorts the countries by their names and says their code', () => {
    const root = mount(fixture('Phone number', 'Several countries'))
    const select = root.querySelector('select')!
    const names = [...select.options].map(o => o.text.replace(/[\u2066\u2069]/g, ''))
    assert.equal(names[0], 'Brazil +55')
    assert.deepEqual(names, names.toSorted())
    assert.equal(select.value, 'FR')
  })

  it('gives a country as much room as the number, and cuts a longer name visibly', () => {
    stage.style.width = '416px'
    const root = mount(fixture('Phone number', 'Several countries'))
    const select = root.querySelector('select')!
    const [country, number] = [select, root.querySelector('input')!].map(e => e.getBoundingClientRect())
    assert.equal(country!.top, number!.top)
    assert.equal(country!.width, number!.width)
    assert.equal(getComputedStyle(select).textOverflow, 'ellipsis')
  })
})

describe('the code', () => {
  const model = fixture('Code by email', 'Sent')
  const type = (input: HTMLInputElement, value: string, init: InputEventInit) => {
    input.value = value
    input.dispatchEvent(new InputEvent('input', { bubbles: true, ...init }))
  }

  it('is one field that browsers can fill in', () => {
    const input = field(mount(model), 'Code')
    assert.equal(input.getAttribute('autocomplete'), 'one-time-code')
    assert.equal(input.inputMode, 'numeric')
    assert.equal(input.maxLength, -1)
    assert.equal(input.dir, 'ltr')
    assert.equal(input.translate, false)
    assert.isAtLeast(parseFloat(getComputedStyle(input).fontSize), 16)
  })

  it('keeps what autofill puts in, and tells it from typing', () => {
    const { made, on } = calls()
    const root = mount(model, on)
    const input = field(root, 'Code')
    type(input, '1', { inputType: 'insertText', data: '1' })
    type(input, '', { inputType: 'deleteContentBackward' })
    type(input, '123456', { inputType: 'insertReplacementText', data: '123456' })
    input.value = '654321'
    input.dispatchEvent(new Event('input', { bubbles: true }))
    assert.deepEqual(made, [
      'codeInput(1,true)',
      'codeInput(,true)',
      'codeInput(123456,false)',
      'codeInput(654321,false)',
    ])
    render(draw({ ...model, code: '654321' }, on), root)
    assert.equal(input.value, '654321')
  })

  it('takes the page’s own field in its place', () => {
    const { made, on } = calls()
    const root = mount(model, on)
    const own = document.createElement('input')
    own.slot = 'code'
    root.host.append(own)
    type(own, '123456', { inputType: 'insertFromPaste', data: '123456' })
    own.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true }))
    assert.deepEqual(made, ['codeInput(123456,false)', 'check()'])
  })

  it('stays the same field when the WhatsApp message arrives', () => {
    const root = mount(fixture('WhatsApp on a computer', 'Waiting'))
    const input = root.querySelector('[data-code]')
    render(
      draw(
        fixture('WhatsApp answered', 'On a computer'),
        told(() => {}),
      ),
      root,
    )
    assert.equal(root.querySelector('[data-code]'), input)
  })

  it('draws a line under each digit to come', () => {
    const root = mount({ ...model, code: '123456' })
    const input = field(root, 'Code')
    const canvas = document.createElement('canvas').getContext('2d')!
    const { paddingLeft, letterSpacing, fontSize, fontFamily } = getComputedStyle(input)
    canvas.font = `${fontSize} ${fontFamily}`
    const width = 6 * (canvas.measureText('0').width + parseFloat(letterSpacing)) - parseFloat(letterSpacing)
    assert.closeTo(parseFloat(paddingLeft), (input.offsetWidth - width) / 2, 2)
  })

  it('counts down outside the name of the button, and does nothing until then', () => {
    const { made, on } = calls()
    const root = mount(model, on)
    const again = control(root, 'Send again in 0:28')
    assert.equal(visible(again.querySelector('[aria-hidden]')!), '0:28')
    assert.equal(again.ariaDisabled, 'true')
    again.click()
    assert.deepEqual(made, [])
    render(draw({ ...model, resendIn: 0 }, on), root)
    assert.equal(control(root, 'Send again'), again, 'it keeps the focus')
    again.click()
    assert.deepEqual(made, ['resend()'])
  })

  it('does not say that a code was sent after a failure', () => {
    assert.notInclude(
      visible(mount(fixture('Code by email', 'Undeliverable')).querySelector('.base')!),
      'We sent',
    )
  })
})

describe('a call', () => {
  const waysOf = (root: ShadowRoot) => [...root.querySelectorAll('.alert .l')].map(visible)

  it('is followed by a heading, a sentence and a status, and has no field', () => {
    const root = mount(fixture('Key press', 'Called'))
    assert.equal(visible(root.querySelector('h2')!), 'Answer your phone')
    const [sentence, status] = [...root.querySelectorAll('[part=status]')].map(visible)
    assert.equal(
      sentence,
      'We are calling +33 6 39 98 12 34 now. Pick up and press 1. The call comes from +33 1 23 45 67 89. Change number',
    )
    assert.equal(status, 'Waiting for the key 1…')
    assert.notOk(root.querySelector('input, .p'))
  })

  it('says whose number it is only where that is known', () => {
    for (const screen of ['Key press', 'Code by phone call']) {
      assert.include(visible(mount(fixture(screen, 'Called')).querySelector('.base')!), 'The call comes from')
      for (const name of ['Calling', 'Sender unknown'])
        assert.notInclude(visible(mount(fixture(screen, name)).querySelector('.base')!), 'comes from')
    }
  })

  it('takes a code that went out before, and lets the browser fill it in', () => {
    const { made, on } = calls()
    const root = mount(fixture('Key press', 'After a code was sent'), on)
    const input = field(root, 'Code')
    assert.equal(input.getAttribute('autocomplete'), 'one-time-code')
    assert.include(visible(root.querySelector('.base')!), 'Any code we sent you works.')
    input.form!.requestSubmit()
    assert.deepEqual(made, ['check()'])
    assert.notOk(root.querySelector('.p'), 'the phone comes first')
  })

  it('is no longer said to come once something went wrong', () => {
    for (const f of english) {
      const { view } = f.model
      if (!view?.channel.startsWith('call') || !(view.notice || view.delivery === 'failed')) continue
      const words = visible(mount(f.model).querySelector('.base')!)
      assert.notMatch(words, /calling|You will hear|Waiting/i, named(f))
      assert.include(words, '+33 6 39 98 12 34', named(f))
    }
  })

  it('can be made again after the countdown, from the error that tells why', () => {
    const { made, on } = calls()
    const model = fixture('Key press', 'Nobody picked up')
    const root = mount(model, on)
    const again = control(root, 'Call again in 0:28')
    assert.ok(again.closest('.alert'))
    assert.equal(again.ariaDisabled, 'true')
    again.click()
    assert.deepEqual(made, [])
    render(draw({ ...model, resendIn: 0 }, on), root)
    assert.equal(control(root, 'Call again'), again, 'it keeps the focus')
    again.click()
    assert.deepEqual(made, ['resend()'])
  })

  it('cannot be made again where nothing more is sent', () => {
    assert.deepEqual(waysOf(mount(fixture('Key press', 'No more calls'))), ['Text me the code'])
  })

  it('says which kind it is where there are two', () => {
    const { made, on } = calls()
    assert.deepEqual(waysOf(mount(fixture('Key press', 'Nobody picked up'))), [
      'Call again in 0:28',
      'Continue with WhatsApp',
      'Text me the code',
      'Phone call · Hear the code',
      'Email me the code',
    ])
    assert.include(waysOf(mount(fixture('Phone number', 'No texts there'))), 'Call me')
    const root = mount(fixture('Choose', 'All channels'), on)
    control(root, 'Phone callHear the code').click()
    control(root, 'Phone callPick up and press 1').click()
    assert.deepEqual(made, ['choose(call_code)', 'choose(call_button)'])
  })

  it('is offered for a landline, and begins at once', () => {
    const { made, on } = calls()
    const root = mount(fixture('Phone number', 'A landline'), on)
    assert.deepEqual(waysOf(root), ['Call me', 'Change number'])
    control(root, 'Call me').click()
    assert.deepEqual(made, ['choose(call_code,true)'])
  })

  it('to a landline leaves out what a landline cannot take', () => {
    const root = mount(fixture('Code by phone call', 'To a landline'))
    assert.deepEqual([...root.querySelectorAll('.row b')].map(visible), ['Phone call'])
  })

  it('is asked for anew in words that say so', () => {
    assert.equal(visible(mount(fixture('Ended', 'Expired, call')).querySelector('.p')!), 'Call again')
  })
})

describe('what is asked for', () => {
  it('turns its own ring, and leaves the screen as it is', () => {
    const root = mount(fixture('Code by text message', 'Asking for a call'))
    assert.equal(visible(root.querySelector('h2')!), 'Check your messages')
    const rings = [...root.querySelectorAll('.ring')].map(r => visible(r.parentElement!))
    assert.deepEqual(rings, ['Phone callHear the code'])
  })

  it('is named on the button of S2', () => {
    for (const [name, title, words] of [
      ['Several countries', 'Your mobile number', 'Text me the code'],
      ['For a call', 'Your phone number', 'Call me'],
      ['For a key press', 'Your phone number', 'Call me'],
      ['Before WhatsApp', 'Confirm with WhatsApp', 'Continue with WhatsApp'],
    ] as const) {
      const root = mount(fixture('Phone number', name))
      assert.equal(visible(root.querySelector('h2')!), title)
      assert.equal(visible(root.querySelector('.p')!), words)
    }
  })

  it('is filled in by the browser where it knows the code', () => {
    for (const [screen, name, autofill] of [
      ['Code by text message', 'Sent', 'one-time-code'],
      ['Code by email', 'Sent', 'one-time-code'],
      ['Code by phone call', 'Called', 'off'],
      ['WhatsApp answered', 'Message received', 'off'],
    ] as const)
      assert.equal(
        mount(fixture(screen, name)).querySelector('#code')!.getAttribute('autocomplete'),
        autofill,
      )
  })

  it('is said of a number in one piece', () => {
    for (const [screen, name] of [
      ['Code by text message', 'Could not be sent'],
      ['WhatsApp on a phone', 'Other number'],
    ] as const) {
      const words = mount(fixture(screen, name)).querySelector('.alert p')!
      assert.equal(words.querySelector('bdi')!.textContent, '+33 6 39 98 12 34')
      assert.match(visible(words), /(sent to|asks for) \+33 6 39 98 12 34\.$/)
    }
  })

  it('is not taken from the sender where the page has fixed it', () => {
    const { model } = english.find(f => f.name === 'Other number')!
    const words = (mode: Model['mode']) => visible(mount({ ...model, mode }).querySelector('.base')!)
    assert.include(words('field'), en.widget.use_sender)
    assert.notInclude(words('fixed'), en.widget.use_sender)
  })

  it('stays where it is when help comes', () => {
    stage.style.width = '375px'
    const top = (root: ShadowRoot, selector: string) =>
      root.querySelector(selector)!.getBoundingClientRect().top - root.host.getBoundingClientRect().top
    for (const f of [...english, ...arabic])
      if (f.name === 'Help is due') {
        // The one under the pointer, or that a key has reached, is not what moves.
        const below = f.model.screen === 'press' ? '.dot' : 'form .b'
        const before = top(mount({ ...f.model, helpDue: false }), below)
        // Firefox counts in sixtieths of a pixel.
        assert.closeTo(top(mount(f.model), below), before, 0.1, named(f))
      }
  })

  it('keeps the focus on “Change number” when help comes', () => {
    const { model } = english.find(f => f.screen === 'Code by text message' && f.name === 'Help is due')!
    const root = mount(model)
    const [above, below] = root.querySelectorAll<HTMLElement>('p > .l, .help .l:last-child')
    const shown = (e: HTMLElement) => e.checkVisibility({ visibilityProperty: true })
    assert.deepEqual(
      [above, below].map(e => [visible(e!), shown(e!)]),
      [
        ['Change number', false],
        ['Change number', true],
      ],
    )
    render(
      draw(
        { ...model, helpDue: false },
        told(() => {}),
      ),
      root,
    )
    above!.focus()
    // Not in a window behind others, where no key is pressed either.
    const focused = above!.matches(':focus')
    render(
      draw(
        model,
        told(() => {}),
      ),
      root,
    )
    assert.equal(shown(above!), focused)
    if (focused) assert.isTrue(root.activeElement === above)
  })

  it('cannot be changed where the page has fixed the contact', () => {
    for (const f of english)
      if (f.model.mode === 'fixed')
        assert.notInclude(visible(mount(f.model).querySelector('.base')!), 'Change')
  })
})

describe('WhatsApp', () => {
  it('is a real link, first on a phone', () => {
    const root = mount(fixture('WhatsApp on a phone', 'Waiting'))
    const open = control(root, 'Open WhatsApp') as HTMLAnchorElement
    assert.match(open.href, /^https:\/\/wa\.me\//)
    assert.equal(open.target, '_blank')
    assert.equal(root.querySelector('[data-anchor]'), open)
    assert.equal(visible(root.querySelector('[part~=button-primary]')!), 'Open WhatsApp')
  })

  it('has one filled button at a time', () => {
    for (const f of english) assert.isAtMost(mount(f.model).querySelectorAll('.p').length, 1, named(f))
  })

  it('draws the QR code dark on its own white plate', async () => {
    const root = mount(fixture('WhatsApp on a computer', 'Waiting'))
    const svg = root.querySelector('svg[role=img]')!
    assert.equal(svg.getAttribute('aria-label'), en.widget.wa_qr_name)
    assert.equal(getComputedStyle(svg).backgroundColor, 'rgb(255, 255, 255)')
    // The three finders, and the gap that belongs to each.
    const d = svg.querySelector('path')!.getAttribute('d')!
    const size = Number(svg.getAttribute('viewBox')!.split(' ')[2]) - 8
    for (const [x, y] of [
      [0, 0],
      [size - 7, 0],
      [0, size - 7],
    ] as const) {
      assert.include(d, `M${x} ${y}h1`)
      assert.include(d, `M${x + 3} ${y + 3}h1`)
      assert.notInclude(d, `M${x + 1} ${y + 1}h1`)
    }
  })

  it('hands the number and the text over for copying', () => {
    let copied: [string, HTMLElement] | undefined
    const on = told((action, what, element) => {
      if (action === 'copy') copied = [what as string, element as HTMLElement]
    })
    const root = mount(fixture('WhatsApp on a phone', 'Sent by hand'), on)
    root.querySelector<HTMLElement>('#text ~ button, .hand .line:last-of-type button')!.click()
    assert.equal(copied![0], 'text')
    assert.equal(copied![1].textContent!.trim(), 'VERIFY 7K2M-9QXD')
  })

  it('offers a way out once', () => {
    for (const f of english) {
      const shown = [...mount(f.model).querySelectorAll('.l')].filter(e =>
        e.checkVisibility({ visibilityProperty: true }),
      )
      const names = shown.map(visible)
      const copies = names.filter(n => n !== 'Copy')
      assert.deepEqual(copies, [...new Set(copies)], named(f))
    }
  })
})

describe('the end', () => {
  it('shows the children of the tag where it cannot work', () => {
    const root = mount(fixture('Unavailable', 'Not available on this page'))
    assert.ok(root.querySelector('slot:not([name])'))
    assert.notOk(root.querySelector('button'))
  })

  it('lets the page replace the last line', () => {
    const root = mount(fixture('Confirmed', 'Number'))
    assert.equal(visible(root.querySelector('[part=result]')!), '+33 6 39 98 12 34 confirmed')
    assert.ok(root.querySelector('slot[name=success]'))
  })

  it('has more room for the contact than for the link, however long it is', () => {
    stage.style.width = '240px'
    const root = mount(fixture('Confirmed', 'Address'))
    const words = root.querySelector('[part=result]')!
    assert.isAbove(words.clientWidth, 150)
    // A word before its sign: it has not gone below it.
    assert.isAbove(
      words.getBoundingClientRect().left,
      root.querySelector('.tick')!.getBoundingClientRect().right,
    )
  })

  it('fixes the contact where the page has', () => {
    const root = mount(fixture('Confirmed', 'Fixed contact'))
    assert.notOk(root.querySelector('button'))
  })
})
