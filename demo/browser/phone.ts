import type { ChatMessage, PhoneEvents } from '../phone.ts'
import { copyable, pieces } from './message-text.ts'

type Mail = PhoneEvents['mail']
type App = 'chat' | 'mail' | 'scan'

/** How long somebody seems to type before an answer stands there. */
const typingMs = 700
const toastMs = 5000
const scanMs = 900

/**
 * Brings the phone to life: chat, mailbox and camera, fed by the shop's
 * event stream. It also takes the clicks on `https://wa.me/…` links, which on
 * a real phone the operating system would hand to WhatsApp.
 */
export function startPhone(phone: HTMLElement): void {
  const find = <E extends Element = HTMLElement>(attribute: string): E => {
    const element = document.querySelector<E>(`[${attribute}]`)
    if (!element) throw new Error(`The phone has no [${attribute}].`)
    return element
  }

  const draft = find<HTMLTextAreaElement>('data-draft')
  const thread = find('data-thread')
  const numberSelect = find<HTMLSelectElement>('data-number')
  const ownNumber = find<HTMLInputElement>('data-own')

  let app: App = 'chat'
  let live = false
  const chat = new Map<number, ChatMessage>()
  const mails = new Map<number, Mail>()
  const unread = { chat: new Set<number>(), mail: new Set<number>() }
  let openMail: Mail | null = null

  // ---- The phone's own number ----

  const stored = sessionStorage.getItem('phone-number')
  if (stored !== null) {
    const preset = [...numberSelect.options].some(option => option.value === stored)
    numberSelect.value = preset ? stored : 'own'
    if (!preset) ownNumber.value = stored
  }

  /** E.164, `hidden`, or null while another number is being typed. */
  function number(): string | null {
    if (numberSelect.value !== 'own') return numberSelect.value
    const digits = ownNumber.value.replace(/[\s().-]/g, '')
    return /^\+[1-9]\d{5,14}$/.test(digits) ? digits : null
  }

  function numberChanged(): void {
    const own = numberSelect.value === 'own'
    find('data-own-box').hidden = !own
    find('data-own-error').hidden = !own || ownNumber.value === '' || number() !== null
    const current = number()
    if (current !== null) sessionStorage.setItem('phone-number', current)
    drawThread()
  }
  numberSelect.addEventListener('change', () => {
    numberChanged()
    if (numberSelect.value === 'own') ownNumber.focus()
  })
  ownNumber.addEventListener('change', numberChanged)

  const fill = document.querySelector<HTMLElement>('[data-fill]')
  fill?.addEventListener('click', () => {
    const field = document.querySelector<HTMLInputElement>(`#${fill.dataset.fill}`)
    const current = number()
    if (!field || current === null || current === 'hidden') return
    field.value = current
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })

  // ---- Apps ----

  function show(next: App): void {
    app = next
    for (const section of phone.querySelectorAll<HTMLElement>('[data-app]'))
      section.hidden = section.dataset.app !== app
    for (const button of phone.querySelectorAll<HTMLElement>('.dock [data-open-app]')) {
      button.setAttribute('aria-pressed', String(button.dataset.openApp === app))
    }
    if (app === 'chat') scrollDown()
    if (app === 'scan') prepareScan()
    markRead()
  }
  for (const button of phone.querySelectorAll<HTMLElement>('[data-open-app]')) {
    button.addEventListener('click', () => {
      if (button.dataset.openApp === 'mail') openTheMail(null)
      show(button.dataset.openApp as App)
    })
  }

  /** What is in view counts as read; a drawer that is shut shows nothing. */
  function markRead(): void {
    if (inView() && app === 'chat') unread.chat.clear()
    if (inView() && app === 'mail') unread.mail.clear()
    badge('chat', unread.chat.size)
    badge('mail', unread.mail.size)
    badge('pill', unread.chat.size + unread.mail.size)
  }

  function badge(name: string, count: number): void {
    const element = find(`data-badge="${name}"`)
    element.hidden = count === 0
    element.textContent = String(count)
  }

  // ---- Drawer, where the phone does not fit beside the page ----

  const asDrawer = matchMedia('(width < 60rem)')
  const pill = find('data-phone-open')
  const inView = (): boolean => !asDrawer.matches || phone.classList.contains('is-open')

  function openDrawer(): void {
    phone.classList.add('is-open')
    markRead()
  }
  function closeDrawer(): void {
    if (!phone.classList.contains('is-open')) return
    phone.classList.remove('is-open')
    if (asDrawer.matches) pill.focus({ preventScroll: true })
  }
  pill.addEventListener('click', () => {
    openDrawer()
    phone.focus({ preventScroll: true })
  })
  find('data-phone-close').addEventListener('click', closeDrawer)
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') closeDrawer()
  })

  // ---- Links to WhatsApp ----

  function take(link: URL): void {
    draft.value = link.searchParams.get('text') ?? ''
    show('chat')
    openDrawer()
    phone.classList.remove('is-called')
    // Reading a layout value between the two lets the animation start again.
    void phone.offsetWidth
    phone.classList.add('is-called')
    find('data-screen').scrollIntoView({ block: 'nearest' })
    find('data-composer').querySelector<HTMLButtonElement>('[type=submit]')?.focus({ preventScroll: true })
  }

  for (const type of ['click', 'auxclick'] as const) {
    document.addEventListener(
      type,
      event => {
        const anchor = event.composedPath().find(isWhatsAppLink)
        if (!anchor) return
        event.preventDefault()
        take(new URL(anchor.href))
      },
      true,
    )
  }

  // ---- Camera ----

  function pageLink(): HTMLAnchorElement | undefined {
    const element = document.querySelector('reach-proof')
    return [...(element?.shadowRoot?.querySelectorAll('a') ?? [])].find(isWhatsAppLink)
  }

  function prepareScan(): void {
    const picture = document
      .querySelector('reach-proof')
      ?.shadowRoot?.querySelector('[part~=qr] svg, svg[part~=qr]')
    find('data-finder').replaceChildren(
      ...(picture ? [picture.cloneNode(true)] : []),
      document.createElement('span'),
    )
    find('data-scan-lead').textContent = find('data-scan-lead').dataset.lead ?? ''
    find('data-finder').classList.remove('is-found')
  }

  find('data-scan').addEventListener('click', () => {
    prepareScan()
    const link = pageLink()
    const lead = find('data-scan-lead')
    if (!link) {
      lead.textContent = phone.dataset.noQr ?? ''
      return
    }
    find('data-finder').classList.add('is-found')
    lead.textContent = phone.dataset.found ?? ''
    setTimeout(() => take(new URL(link.href)), scanMs)
  })

  // ---- Chat ----

  find('data-composer').addEventListener('submit', event => {
    event.preventDefault()
    void send()
  })
  draft.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return
    event.preventDefault()
    void send()
  })

  async function send(): Promise<void> {
    const text = draft.value.trim()
    const from = number()
    if (text === '') return draft.focus()
    if (from === null) return ownNumber.focus()
    draft.value = ''
    draft.focus({ preventScroll: true })
    const response = await fetch('/phone/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: from, text }),
    }).catch(() => null)
    // The text comes back to whoever typed it, unless they went on writing.
    if (!response?.ok && draft.value === '') draft.value = text
  }

  const bubbles = new Map<number, HTMLElement>()

  function drawThread(): void {
    bubbles.clear()
    for (const bubble of thread.querySelectorAll('.bubble')) bubble.remove()
    for (const message of chat.values()) if (message.phone === number()) thread.append(bubbleOf(message))
    find('data-chat-empty').hidden = bubbles.size > 0
    find('data-day').hidden = bubbles.size === 0
    scrollDown()
  }

  function bubbleOf(message: ChatMessage): HTMLElement {
    const bubble = document.createElement('div')
    bubble.className = `bubble from-${message.from}`
    const text = document.createElement('p')
    text.dir = 'auto'
    text.append(...textNodes(message.text))
    const foot = document.createElement('span')
    foot.className = 'bubble-foot'
    bubble.append(text, foot)
    bubbles.set(message.id, bubble)
    drawFoot(message)
    return bubble
  }

  function drawFoot(message: ChatMessage): void {
    const bubble = bubbles.get(message.id)
    const foot = bubble?.querySelector('.bubble-foot')
    if (!bubble || !foot) return
    bubble.dataset.state = message.state
    foot.replaceChildren(clock(message.at))
    if (message.from === 'phone') {
      const tick = find<HTMLTemplateElement>('data-tick').content.cloneNode(true) as DocumentFragment
      const names = find<HTMLTemplateElement>('data-state-names').content
      tick.firstElementChild?.setAttribute(
        'aria-label',
        names.querySelector(`[data-state="${message.state}"]`)?.textContent ?? message.state,
      )
      foot.append(tick)
    }
    if (message.state === 'failed') foot.prepend(`${phone.dataset.failed} ${message.reason ?? ''} `)
  }

  function textNodes(text: string): Node[] {
    return pieces(text).map(piece => {
      if (piece.kind === 'text') return document.createTextNode(piece.text)
      const element = document.createElement(piece.kind === 'code' ? 'button' : 'strong')
      element.textContent = piece.text
      if (element instanceof HTMLButtonElement) {
        element.type = 'button'
        element.className = 'code'
        element.title = (phone.dataset.copy ?? '').replace('{code}', piece.text)
        element.addEventListener('click', () => copy(piece.text))
      }
      return element
    })
  }

  async function copy(code: string): Promise<void> {
    await navigator.clipboard.writeText(code).then(
      () => snack(phone.dataset.copied ?? ''),
      () => {},
    )
  }

  let snackTimer: ReturnType<typeof setTimeout> | undefined
  function snack(text: string): void {
    const element = find('data-snack')
    element.textContent = text
    element.classList.add('is-shown')
    clearTimeout(snackTimer)
    snackTimer = setTimeout(() => element.classList.remove('is-shown'), 1600)
  }

  let typingSince = 0
  function typing(on: boolean): void {
    const present = thread.querySelector('.typing')
    const sub = find('data-chat-sub')
    sub.classList.toggle('is-typing', on)
    if (!on) present?.remove()
    else if (!present) {
      typingSince = performance.now()
      const dots = document.createElement('div')
      dots.className = 'bubble from-business typing'
      dots.append(...[1, 2, 3].map(() => document.createElement('i')))
      thread.append(dots)
      scrollDown()
    }
  }

  function scrollDown(): void {
    thread.scrollTop = thread.scrollHeight
  }

  function addMessage(message: ChatMessage): void {
    const known = chat.has(message.id)
    chat.set(message.id, message)
    if (!live) return
    if (message.phone !== number()) return
    if (known) {
      drawFoot(message)
      if (message.state === 'delivered') typing(true)
      if (message.state === 'failed') typing(false)
      // An answer may also be silence.
      if (message.state === 'read') setTimeout(() => typing(false), typingMs)
      return
    }
    const wait = message.from === 'business' ? Math.max(0, typingSince + typingMs - performance.now()) : 0
    setTimeout(() => {
      if (message.from === 'business') typing(false)
      if (bubbles.has(message.id)) return
      find('data-chat-empty').hidden = true
      find('data-day').hidden = false
      thread.append(bubbleOf(message))
      scrollDown()
      if (message.from === 'business') {
        unread.chat.add(message.id)
        if (!inView() || app !== 'chat') toast('chat', 'Saltmarsh Books', message.text.replaceAll('*', ''))
        markRead()
      }
    }, wait)
  }

  // ---- Mail ----

  function addMail(mail: Mail): void {
    mails.set(mail.id, mail)
    drawInbox()
    if (!live) return
    unread.mail.add(mail.id)
    if (!inView() || app !== 'mail' || openMail)
      toast('mail', mail.from.name || mail.from.address, mail.subject, mail)
    markRead()
  }

  function drawInbox(): void {
    find('data-mail-empty').hidden = mails.size > 0
    find('data-mails').replaceChildren(
      ...[...mails.values()].reverse().map(mail => {
        const item = document.createElement('li')
        const button = document.createElement('button')
        button.type = 'button'
        button.className = 'mail-row'
        const line = (className: string, text: string) => {
          const span = document.createElement('span')
          span.className = className
          span.dir = 'auto'
          span.textContent = text
          return span
        }
        const time = clock(mail.at)
        time.className = 'mail-time'
        button.append(
          line('mail-sender', mail.from.name || mail.from.address),
          time,
          line('mail-title', mail.subject),
          line('mail-preview', mail.text.replace(/\s+/g, ' ')),
        )
        button.addEventListener('click', () => openTheMail(mail))
        item.append(button)
        return item
      }),
    )
  }

  function openTheMail(mail: Mail | null): void {
    openMail = mail
    find('data-inbox').hidden = mail !== null
    find('data-reader').hidden = mail === null
    if (!mail) return
    find('data-subject').textContent = mail.subject
    find('data-from').textContent = mail.from.name
    find('data-from-address').textContent = mail.from.address
    const recipient = document.createElement('bdi')
    recipient.dir = 'ltr'
    recipient.textContent = mail.to
    const [before = '', after = ''] = (phone.dataset.to ?? '{to}').split('{to}')
    find('data-recipient').replaceChildren(before, recipient, after)
    find('data-mail-text').replaceChildren(...textNodes(mail.text))
    // Replaced, not navigated: Back must leave the page, not walk through the mails.
    const frame = find<HTMLIFrameElement>('data-mail-html')
    const fresh = frame.cloneNode() as HTMLIFrameElement
    if (mail.html) fresh.src = `/phone/mails/${mail.id}`
    else fresh.removeAttribute('src')
    frame.replaceWith(fresh)
    const code = copyable(mail.text)
    const button = find('data-mail-copy')
    button.hidden = code === null
    button.textContent = (phone.dataset.copy ?? '').replace('{code}', code ?? '')
    button.onclick = () => code !== null && void copy(code)
    find('data-mail-view').hidden = !mail.html
    view(mail.html ? 'html' : 'text')
  }

  function view(kind: 'html' | 'text'): void {
    find('data-mail-html').hidden = kind !== 'html'
    find('data-mail-text').hidden = kind !== 'text'
    for (const button of phone.querySelectorAll<HTMLElement>('[data-view]')) {
      button.setAttribute('aria-pressed', String(button.dataset.view === kind))
    }
  }
  for (const button of phone.querySelectorAll<HTMLElement>('[data-view]')) {
    button.addEventListener('click', () => view(button.dataset.view as 'html' | 'text'))
  }
  find('data-mail-back').addEventListener('click', () => openTheMail(null))

  // ---- Notifications ----

  const toastElement = find<HTMLButtonElement>('data-toast')
  let toastTimer: ReturnType<typeof setTimeout> | undefined
  let onToast = (): void => {}
  toastElement.addEventListener('click', () => onToast())

  function toast(kind: 'chat' | 'mail', title: string, body: string, mail?: Mail): void {
    const icon = find<HTMLTemplateElement>('data-icons').content.querySelector(`[data-icon=${kind}] svg`)
    find('data-toast-icon').replaceChildren(...(icon ? [icon.cloneNode(true)] : []))
    find('data-toast-title').textContent = title
    find('data-toast-body').textContent = body
    toastElement.hidden = false
    // While the drawer is shut it floats over the page, as a notification floats over a browser.
    ;(inView() ? find('data-screen') : document.body).append(toastElement)
    onToast = () => {
      toastElement.hidden = true
      openDrawer()
      if (mail) openTheMail(mail)
      show(kind)
    }
    clearTimeout(toastTimer)
    toastTimer = setTimeout(() => {
      toastElement.hidden = true
    }, toastMs)
  }

  // ---- Time, and what the network brings ----

  const timeOfDay = new Intl.DateTimeFormat('en', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
  function clock(at: number): HTMLTimeElement {
    const time = document.createElement('time')
    time.textContent = timeOfDay.format(at)
    return time
  }
  const tickClock = (): void => {
    find('data-clock').textContent = timeOfDay.format(Date.now())
  }
  tickClock()
  setInterval(tickClock, 10_000)

  const stream = new EventSource('/phone/events')
  const on = <K extends keyof PhoneEvents>(name: K, take: (data: PhoneEvents[K]) => void): void =>
    stream.addEventListener(name, event => take(JSON.parse((event as MessageEvent<string>).data)))
  // A stream that was cut begins again with everything there is.
  stream.addEventListener('open', () => {
    live = false
  })
  on('chat', addMessage)
  on('mail', addMail)
  on('ready', () => {
    live = true
    drawThread()
  })

  numberChanged()
  show('chat')
}

function isWhatsAppLink(target: EventTarget): target is HTMLAnchorElement {
  return target instanceof HTMLAnchorElement && target.href.startsWith('https://wa.me/')
}
