import type { PhoneEvents } from '../../phone.ts'
import { copyable } from '../message-text.ts'
import { copy, textNodes } from './copyable.ts'
import { around, clock, element, isolated, line, make } from './element.ts'
import type { Handset } from './handset.ts'

type Mail = PhoneEvents['mail']

/** The mailbox: everybody's mail comes here, whatever the address. */
export function createMail(handset: Handset) {
  const mails = new Map<number, Mail>()
  let openMail: Mail | null = null

  function draw(): void {
    element('data-mail-empty').hidden = mails.size > 0
    element('data-mails').replaceChildren(
      ...[...mails.values()].reverse().map(mail => {
        const button = make(
          'button',
          'mail-row',
          line('mail-sender', mail.from.name || mail.from.address),
          clock(mail.at, 'mail-time'),
          line('mail-title', mail.subject),
          line('mail-preview', mail.text.replace(/\s+/g, ' ')),
        )
        button.type = 'button'
        button.addEventListener('click', () => open(mail))
        return make('li', '', button)
      }),
    )
  }

  function open(mail: Mail | null): void {
    openMail = mail
    element('data-inbox').hidden = mail !== null
    element('data-reader').hidden = mail === null
    if (!mail) return
    element('data-subject').textContent = mail.subject
    element('data-from').textContent = mail.from.name
    element('data-from-address').textContent = mail.from.address
    element('data-recipient').replaceChildren(
      ...around(handset.root.dataset.to ?? '', 'to', isolated(mail.to)),
    )
    element('data-mail-text').replaceChildren(...textNodes(handset, mail.text))
    // Replaced, not navigated: Back must leave the page, not walk through the mails.
    const frame = element<HTMLIFrameElement>('data-mail-html')
    const fresh = frame.cloneNode() as HTMLIFrameElement
    if (mail.html) fresh.src = `/phone/mails/${mail.id}`
    else fresh.removeAttribute('src')
    frame.replaceWith(fresh)
    const code = copyable(mail.text)
    const button = element('data-mail-copy')
    button.hidden = code === null
    button.textContent = handset.word('copy', { code: code ?? '' })
    button.onclick = () => code !== null && void copy(handset, code)
    element('data-mail-view').hidden = !mail.html
    view(mail.html ? 'html' : 'text')
  }

  function view(kind: 'html' | 'text'): void {
    element('data-mail-html').hidden = kind !== 'html'
    element('data-mail-text').hidden = kind !== 'text'
    for (const button of handset.root.querySelectorAll<HTMLElement>('[data-view]'))
      button.setAttribute('aria-pressed', String(button.dataset.view === kind))
  }
  for (const button of handset.root.querySelectorAll<HTMLElement>('[data-view]'))
    button.addEventListener('click', () => view(button.dataset.view as 'html' | 'text'))
  element('data-mail-back').addEventListener('click', () => open(null))
  handset.onShow(app => app === 'mail' && open(null))

  return {
    add(mail: Mail, isNew: boolean): void {
      mails.set(mail.id, mail)
      draw()
      if (!isNew) return
      if (!handset.isSeen('mail') || openMail)
        handset.notify('mail', mail.from.name || mail.from.address, mail.subject, () => open(mail))
      handset.addUnread('mail', mail.id)
    },
  }
}
