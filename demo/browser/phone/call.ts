import type { CallView } from '../../calls.ts'
import { spaced } from '../../pages/numbers.ts'
import { textNodes } from './copyable.ts'
import { focused, isTyping } from './deep-focus.ts'
import { duration, element, make } from './element.ts'
import type { Handset } from './handset.ts'
import type { OwnNumber } from './number.ts'
import { createVoice } from './voice.ts'

/** How long the screen still says that the call is over. */
const endedMs = 1600

/** A tab keeps its name when it loads again, and with it the call that it is in. */
export function pageName(): string {
  const name = sessionStorage.getItem('phone-page') ?? crypto.getRandomValues(new Uint32Array(3)).join('-')
  sessionStorage.setItem('phone-page', name)
  return name
}

/** The screen that rings and talks. */
export function createCallScreen(handset: Handset, own: OwnNumber, page: string) {
  const screen = element('data-call')
  const state = element('data-call-state')
  const captions = element('data-captions')
  const pillTime = element('data-pill-call')
  const soundButton = element('data-sound')
  const voice = createVoice()

  /** What is on the screen. */
  let call: CallView | null = null
  const ringing = new Map<number, CallView>()
  let lines = 0
  let before: HTMLElement | null = null
  let floats = false
  let hiding: ReturnType<typeof setTimeout> | undefined

  const act = (name: string, body: object = {}): Promise<unknown> =>
    fetch(`/phone/calls/${call?.id}/${name}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }).catch(() => null)

  // ---- What happens to it ----

  function take(next: CallView): void {
    if (next.state === 'ringing') ringing.set(next.id, next)
    else ringing.delete(next.id)
    if (call?.id === next.id) {
      change(next)
      return
    }
    const mine = next.state === 'active' && next.page === page
    if (mine || (next.state === 'ringing' && !call)) begin(next)
  }

  function begin(next: CallView): void {
    clearTimeout(hiding)
    call = next
    lines = 0
    captions.replaceChildren()
    element('data-call-from').textContent = spaced(next.from)
    before = focused()
    screen.hidden = false
    screen.classList.toggle('is-compact', isTyping(before) && screen.parentElement!.contains(before))
    floats = !handset.inView() || (isTyping(before) && !isOnScreen())
    draw()
    if (!isTyping(before)) {
      screen.scrollIntoView({ block: 'nearest' })
      if (next.state === 'ringing') element('data-answer').focus({ preventScroll: true })
    }
    if (next.state === 'active') hear()
  }

  function change(next: CallView): void {
    const was = call?.state
    call = next
    // Somebody took it elsewhere, or nobody did.
    if (next.state !== 'ringing' && next.page !== page) {
      hide()
      return
    }
    if (next.state === 'active' && was === 'ringing') {
      const hadFocus = screen.contains(document.activeElement)
      screen.classList.remove('is-compact')
      handset.openDrawer()
      draw()
      screen.scrollIntoView({ block: 'nearest' })
      if (hadFocus) screen.focus({ preventScroll: true })
    } else draw()
    if (next.state === 'active') hear()
    if (next.state === 'ended') {
      voice.stop()
      hiding = setTimeout(hide, endedMs)
    }
  }

  function hide(): void {
    clearTimeout(hiding)
    voice.stop()
    const hadFocus = screen.contains(document.activeElement)
    call = null
    screen.hidden = true
    place()
    drawTime()
    if (hadFocus && before?.isConnected) before.focus({ preventScroll: true })
    const [waiting] = ringing.values()
    if (waiting) begin(waiting)
  }

  /** Shows the lines that are new, and speaks the last of them. */
  function hear(): void {
    if (!call) return
    for (const { text, language } of call.said.slice(lines)) {
      const caption = make(
        'p',
        language === null ? 'caption is-recording' : 'caption',
        ...textNodes(handset, text),
      )
      caption.dir = 'auto'
      if (language !== null) caption.lang = language
      caption.dataset.caption = ''
      captions.append(caption)
    }
    captions.scrollTop = captions.scrollHeight
    const line = call.said.length - 1
    const last = call.said[line]
    if (!last || lines === call.said.length) return
    lines = call.said.length
    drawSound()
    const { id } = call
    void voice.speak(last.text, last.language).then(() => {
      if (call?.id === id && call.state === 'active') void act('spoken', { line })
    })
  }

  // ---- How it looks ----

  function draw(): void {
    if (!call) return
    screen.dataset.state = call.state
    screen.setAttribute('role', call.state === 'ringing' ? 'alertdialog' : 'region')
    state.textContent = state.dataset[call.state] ?? ''
    const other = own.forOther(call.to)
    element('data-call-for').replaceChildren(...(other?.childNodes ?? []))
    element('data-call-for').hidden = other === null
    const isActive = call.state === 'active'
    element('data-answer').hidden = element('data-decline').hidden = call.state !== 'ringing'
    element('data-hang-up').hidden = call.state === 'ringing'
    element('data-keypad').hidden = captions.hidden = call.state === 'ringing'
    element('data-keypad').inert = element('data-hang-up').inert = !isActive
    drawSound()
    drawTime()
    place()
  }

  /** Over the apps; over the page, while it rings and the phone cannot be seen. */
  function place(): void {
    floats &&= call?.state === 'ringing'
    const home = floats ? document.body : element('data-screen')
    if (screen.parentElement !== home) {
      const hadFocus = focused()
      home.append(screen)
      if (hadFocus && screen.contains(hadFocus)) hadFocus.focus({ preventScroll: true })
    }
    element('data-apps').inert = call !== null && !floats && !screen.classList.contains('is-compact')
  }
  handset.onDrawer(() => {
    floats = !handset.inView()
    place()
    drawTime()
  })
  own.onChange(draw)

  /** Whether whoever types elsewhere would see the phone ring. */
  function isOnScreen(): boolean {
    const { top, bottom } = element('data-screen').getBoundingClientRect()
    return top > -100 && bottom < innerHeight + 100
  }

  function drawTime(): void {
    const talks = call?.state === 'active' || call?.state === 'ended'
    const seconds =
      call?.state === 'active'
        ? Math.max(0, Math.floor((Date.now() - call.answeredAt!) / 1000))
        : (call?.seconds ?? 0)
    element('data-call-time').textContent = talks ? duration(seconds) : ''
    pillTime.hidden = call?.state !== 'active'
    pillTime.textContent = pillTime.hidden ? '' : duration(seconds)
  }
  setInterval(() => call?.state === 'active' && drawTime(), 1000)

  function drawSound(): void {
    soundButton.hidden = call?.state !== 'active' || !call.said.some(({ language }) => voice.can(language))
    soundButton.setAttribute('aria-pressed', String(voice.isOn()))
  }

  // ---- What somebody does with it ----

  element('data-answer').addEventListener('click', () => void act('answer', { page }))
  element('data-decline').addEventListener('click', () => void act('decline'))
  element('data-hang-up').addEventListener('click', () => void act('hang-up'))
  soundButton.addEventListener('click', () => {
    voice.setOn(!voice.isOn())
    drawSound()
  })

  function press(button: HTMLElement): void {
    void act('key', { key: button.dataset.key })
    button.classList.remove('is-pressed')
    void button.offsetWidth
    button.classList.add('is-pressed')
  }
  for (const button of screen.querySelectorAll<HTMLElement>('[data-key]'))
    button.addEventListener('click', () => press(button))
  screen.addEventListener('keydown', event => {
    if (call?.state !== 'active' || event.ctrlKey || event.metaKey || event.altKey) return
    if (/^[0-9*#]$/.test(event.key)) press(element(`data-key="${event.key}"`))
  })

  return {
    take,
    /** The stream begins anew: what it does not tell again is over. */
    forget(): void {
      ringing.clear()
    },
    /** It has told everything. */
    settle(known: ReadonlySet<number>): void {
      if (call && !known.has(call.id)) hide()
    },
  }
}
