import type { ChatMessage } from '../../phone.ts'
import { textNodes } from './copyable.ts'
import { clock, element, make } from './element.ts'
import type { Handset } from './handset.ts'
import type { OwnNumber } from './number.ts'

/** How long somebody seems to type before an answer stands there. */
const typingMs = 700

/** The thread between this phone's number and the shop's, as far as the provider of its set-up carries it. */
export function createChat(handset: Handset, own: OwnNumber) {
  const draft = element<HTMLTextAreaElement>('data-draft')
  const thread = element('data-thread')
  const business = handset.root.dataset.business ?? ''
  const messages = new Map<number, ChatMessage>()
  const bubbles = new Map<number, HTMLElement>()
  let typingSince = 0

  element('data-composer').addEventListener('submit', event => {
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
    const from = own.current()
    if (text === '') return draft.focus()
    if (from === null) return own.focus()
    draft.value = ''
    draft.focus({ preventScroll: true })
    const response = await fetch('/phone/messages', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ phone: from, to: business, text }),
    }).catch(() => null)
    // The text comes back to whoever typed it, unless they went on writing.
    if (!response?.ok && draft.value === '') draft.value = text
  }

  const isHere = (message: ChatMessage): boolean =>
    message.phone === own.current() && message.business === business

  function draw(): void {
    bubbles.clear()
    for (const bubble of thread.querySelectorAll('.bubble')) bubble.remove()
    for (const message of messages.values()) if (isHere(message)) thread.append(bubbleOf(message))
    element('data-chat-empty').hidden = bubbles.size > 0
    element('data-day').hidden = bubbles.size === 0
    scrollDown()
  }
  own.onChange(draw)
  handset.onShow(app => app === 'chat' && scrollDown())

  function bubbleOf(message: ChatMessage): HTMLElement {
    const text = make('p', '', ...textNodes(handset, message.text))
    text.dir = 'auto'
    const bubble = make('div', `bubble from-${message.from}`, text, make('span', 'bubble-foot'))
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
      const tick = element<HTMLTemplateElement>('data-tick').content.cloneNode(true) as DocumentFragment
      const names = element<HTMLTemplateElement>('data-state-names').content
      tick.firstElementChild?.setAttribute(
        'aria-label',
        names.querySelector(`[data-state="${message.state}"]`)?.textContent ?? message.state,
      )
      foot.append(tick)
    }
    if (message.state === 'failed') foot.prepend(`${handset.word('failed')} ${message.reason ?? ''} `)
  }

  function typing(on: boolean): void {
    const present = thread.querySelector('.typing')
    element('data-chat-sub').classList.toggle('is-typing', on)
    if (!on) present?.remove()
    else if (!present) {
      typingSince = performance.now()
      const dots = [1, 2, 3].map(() => document.createElement('i'))
      thread.append(make('div', 'bubble from-business typing', ...dots))
      scrollDown()
    }
  }

  function scrollDown(): void {
    thread.scrollTop = thread.scrollHeight
  }

  return {
    draw,

    /** Writes a text into the composer, ready to send, as a link to WhatsApp does. */
    prepare(text: string): void {
      draft.value = text
      handset.show('chat')
      element('data-composer')
        .querySelector<HTMLButtonElement>('[type=submit]')
        ?.focus({ preventScroll: true })
    },

    add(message: ChatMessage, isNew: boolean): void {
      const known = messages.has(message.id)
      messages.set(message.id, message)
      if (!isNew || !isHere(message)) return
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
        if (bubbles.has(message.id) || !isHere(message)) return
        element('data-chat-empty').hidden = true
        element('data-day').hidden = false
        // As it is by now: it may have been delivered and read since.
        thread.append(bubbleOf(messages.get(message.id)!))
        scrollDown()
        if (message.from !== 'business') return
        if (!handset.isSeen('chat'))
          handset.notify('chat', 'Saltmarsh Books', message.text.replaceAll('*', ''))
        handset.addUnread('chat', message.id)
      }, wait)
    },
  }
}
