import type { Session } from './client.ts'
import { connect, createController, disconnect, fieldChanged, reset, submitted } from './controller.ts'
import { takeOver } from './flow.ts'
import type { Host } from './host.ts'
import { detail, renew } from './proof.ts'
import { load } from './set-up.ts'

const alive: { hostDisconnected(): void }[] = []

/** Takes every controller of a test out of its page. */
export function leavePage(): void {
  for (const one of alive.splice(0)) one.hostDisconnected()
}

/** A controller with an element that only takes notes. */
export function create(settings: Partial<Host> = {}) {
  const notes = {
    said: [] as string[],
    /** What stands in the polite region now, for whoever comes upon it. */
    standing: '',
    alarms: [] as string[],
    events: [] as string[],
    values: 0,
    focused: 0,
    selected: 0,
    prevent: false,
  }
  const host: Host = {
    sitekey: 'site_example',
    endpoint: 'https://v.example',
    name: 'reachproof-response',
    language: () => 'en',
    field: () => null,
    requestUpdate() {},
    moveFocus: () => notes.focused++,
    selectCode: () => notes.selected++,
    announce: (text, assertive) => {
      if (!assertive) notes.standing = text
      if (text) (assertive ? notes.alarms : notes.said).push(text.replace(/[\u2066\u2069]/g, ''))
    },
    emit: (name, detail) => {
      notes.events.push(`${name} ${JSON.stringify(detail)}`)
      return !(name === 'start' && notes.prevent)
    },
    valueChanged: byPage => {
      notes.values++
      if (byPage) notes.events.push('value by page')
    },
    stateChanged: (state, _previous, byPage) => notes.events.push(`${byPage ? 'page: ' : ''}${state}`),
    ...settings,
  }
  const w = createController(host)
  const c = {
    model: w,
    load: (anew?: boolean) => load(w, anew),
    reset: (byForm?: boolean) => reset(w, byForm),
    submitted: () => submitted(w),
    renew: () => renew(w),
    detail: () => detail(w),
    adopt: (at: Session) => takeOver(w, at),
    get proof() {
      return w.proof
    },
    get state() {
      return w.state
    },
    fieldChanged: (value: string) => fieldChanged(w, value),
    hostConnected: () => connect(w),
    hostDisconnected: () => disconnect(w),
  }
  connect(w)
  alive.push(c)
  return Object.assign(notes, { c, host, m: w, on: w.on })
}

/** Without the marks around a contact. */
export const plain = (text: string | undefined | null) => text?.replace(/[\u2066\u2069]/g, '')
/** The ways out of the alert, by channel or act. */
export const ways = (m: { alert: { ways: { act: string; channel?: string }[] } | null }) =>
  m.alert?.ways.map(w => w.channel ?? w.act).join(' ')
