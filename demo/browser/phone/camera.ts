import { element } from './element.ts'
import type { Handset } from './handset.ts'

const scanMs = 900

/**
 * What on a real phone the operating system hands to WhatsApp: a tap on a `https://wa.me/…` link,
 * wherever in the page it is, and the same link as a QR code before the camera.
 *
 * @param take gets the link's text
 */
export function catchWhatsAppLinks(handset: Handset, take: (text: string) => void): void {
  function open(link: URL): void {
    handset.openDrawer()
    handset.root.classList.remove('is-called')
    // Reading a layout value between the two lets the animation start again.
    void handset.root.offsetWidth
    handset.root.classList.add('is-called')
    element('data-screen').scrollIntoView({ block: 'nearest' })
    take(link.searchParams.get('text') ?? '')
  }

  for (const type of ['click', 'auxclick'] as const) {
    document.addEventListener(
      type,
      event => {
        const anchor = event.composedPath().find(isWhatsAppLink)
        if (!anchor) return
        event.preventDefault()
        open(new URL(anchor.href))
      },
      true,
    )
  }

  const shadow = (): ShadowRoot | null | undefined => document.querySelector('reach-proof')?.shadowRoot
  const finder = element('data-finder')
  const lead = element('data-scan-lead')

  function prepare(): void {
    const picture = shadow()?.querySelector('[part~=qr] svg, svg[part~=qr]')
    finder.replaceChildren(...(picture ? [picture.cloneNode(true)] : []), document.createElement('span'))
    lead.textContent = lead.dataset.lead ?? ''
    finder.classList.remove('is-found')
  }
  handset.onShow(app => app === 'scan' && prepare())

  element('data-scan').addEventListener('click', () => {
    prepare()
    const link = [...(shadow()?.querySelectorAll('a') ?? [])].find(isWhatsAppLink)
    if (!link) {
      lead.textContent = handset.word('noQr')
      return
    }
    finder.classList.add('is-found')
    lead.textContent = handset.word('found')
    setTimeout(() => open(new URL(link.href)), scanMs)
  })
}

function isWhatsAppLink(target: EventTarget): target is HTMLAnchorElement {
  return target instanceof HTMLAnchorElement && target.href.startsWith('https://wa.me/')
}
