import type { PhoneEvents } from '../phone.ts'
import { createBehind } from './phone/behind.ts'
import { createCallScreen, pageName } from './phone/call.ts'
import { createCallLog } from './phone/call-log.ts'
import { catchWhatsAppLinks } from './phone/camera.ts'
import { createChat } from './phone/chat.ts'
import { clockOf, element } from './phone/element.ts'
import { createHandset } from './phone/handset.ts'
import { createMail } from './phone/mail.ts'
import { createOwnNumber } from './phone/number.ts'
import { createTexts } from './phone/texts.ts'

/** Brings the phone to life: its apps, fed by the shop's event stream. */
export function startPhone(root: HTMLElement): void {
  const page = pageName()
  const handset = createHandset(root)
  const own = createOwnNumber(root)
  const chat = createChat(handset, own)
  const texts = createTexts(handset, own)
  const mail = createMail(handset)
  const callLog = createCallLog(handset, own)
  const callScreen = createCallScreen(handset, own, page)
  const behind = createBehind()
  catchWhatsAppLinks(handset, chat.prepare)

  /** Whether what comes is new, or was there before the page. */
  let live = false
  let calls = new Set<number>()

  const stream = new EventSource(`/phone/events?page=${encodeURIComponent(page)}`)
  const on = <K extends keyof PhoneEvents>(name: K, take: (data: PhoneEvents[K]) => void): void =>
    stream.addEventListener(name, event => take(JSON.parse((event as MessageEvent<string>).data)))
  // A stream that was cut begins again with everything there is.
  stream.addEventListener('open', () => {
    live = false
    root.ariaBusy = 'true'
    calls = new Set()
    callScreen.forget()
  })
  on('chat', message => chat.add(message, live))
  on('mail', message => mail.add(message, live))
  on('text', message => texts.add(message, live))
  on('call', call => {
    calls.add(call.id)
    callScreen.take(call)
    if (call.state === 'ended') callLog.add(call, live)
  })
  on('scenario', ({ id }) => behind.show(id))
  on('ready', () => {
    live = true
    chat.draw()
    texts.draw()
    callLog.draw()
    callScreen.settle(calls)
    root.ariaBusy = 'false'
  })

  const tick = (): void => {
    element('data-clock').textContent = clockOf(Date.now())
  }
  tick()
  setInterval(tick, 10_000)
  handset.show('chat')
}
