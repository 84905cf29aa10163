import { element } from './element.ts'

export type App = 'chat' | 'text' | 'calls' | 'mail' | 'scan'
/** The apps that something new can come to. */
export type Receiver = Exclude<App, 'scan'>

const toastMs = 5000

/** What every app of the phone needs of it. */
export interface Handset {
  readonly root: HTMLElement
  /** A word of the page, from `data-…` of the phone; `{name}` is replaced. */
  word(name: string, values?: Record<string, string>): string
  show(app: App): void
  onShow(listener: (app: App) => void): void
  /** Whether somebody who looks at the phone now sees this app. */
  isSeen(app: App): boolean
  /** Whether the phone can be seen at all: beside the page, or as an open drawer. */
  inView(): boolean
  openDrawer(): void
  onDrawer(listener: () => void): void
  /** Something new came that counts on the badge until its app is seen. */
  addUnread(app: Receiver, id: number): void
  /** Shows a notification; a tap on it opens the app. */
  notify(app: Receiver, title: string, body: string, onOpen?: () => void): void
  /** A short word at the bottom of the screen. */
  snack(text: string): void
}

/** Apps, drawer, badges and notifications. */
export function createHandset(root: HTMLElement): Handset {
  let app: App = 'chat'
  const unread: Record<Receiver, Set<number>> = {
    chat: new Set(),
    text: new Set(),
    calls: new Set(),
    mail: new Set(),
  }
  const showListeners: ((app: App) => void)[] = []
  const drawerListeners: (() => void)[] = []

  // ---- Apps ----

  function show(next: App): void {
    app = next
    for (const section of root.querySelectorAll<HTMLElement>('[data-app]'))
      section.hidden = section.dataset.app !== app
    for (const button of root.querySelectorAll<HTMLElement>('.dock [data-open-app]'))
      button.setAttribute('aria-pressed', String(button.dataset.openApp === app))
    for (const listener of showListeners) listener(app)
    markRead()
  }
  for (const button of root.querySelectorAll<HTMLElement>('[data-open-app]'))
    button.addEventListener('click', () => show(button.dataset.openApp as App))

  /** What is in view counts as read; a drawer that is shut shows nothing. */
  function markRead(): void {
    if (inView() && app !== 'scan') unread[app].clear()
    let all = 0
    for (const [name, ids] of Object.entries(unread)) {
      badge(name, ids.size)
      all += ids.size
    }
    badge('pill', all)
  }

  function badge(name: string, count: number): void {
    const mark = element(`data-badge="${name}"`)
    mark.hidden = count === 0
    mark.textContent = String(count)
  }

  // ---- Drawer, where the phone does not fit beside the page ----

  const asDrawer = matchMedia('(width < 60rem)')
  const pill = element('data-phone-open')
  const inView = (): boolean => !asDrawer.matches || root.classList.contains('is-open')

  function drawerChanged(): void {
    markRead()
    for (const listener of drawerListeners) listener()
  }
  function openDrawer(): void {
    root.classList.add('is-open')
    drawerChanged()
  }
  function closeDrawer(): void {
    if (!root.classList.contains('is-open')) return
    root.classList.remove('is-open')
    if (asDrawer.matches) pill.focus({ preventScroll: true })
    drawerChanged()
  }
  pill.addEventListener('click', () => {
    openDrawer()
    root.focus({ preventScroll: true })
  })
  element('data-phone-close').addEventListener('click', closeDrawer)
  document.addEventListener('keydown', event => {
    if (event.key === 'Escape') closeDrawer()
  })
  asDrawer.addEventListener('change', drawerChanged)

  // ---- Notifications ----

  const toast = element<HTMLButtonElement>('data-toast')
  let toastTimer: ReturnType<typeof setTimeout> | undefined
  let onToast = (): void => {}
  toast.addEventListener('click', () => onToast())

  let snackTimer: ReturnType<typeof setTimeout> | undefined

  return {
    root,
    show,
    inView,
    openDrawer,
    isSeen: name => inView() && app === name,
    onShow: listener => void showListeners.push(listener),
    onDrawer: listener => void drawerListeners.push(listener),

    word: (name, values = {}) =>
      (root.dataset[name] ?? '').replace(/\{(\w+)\}/g, (all, key: string) => values[key] ?? all),

    addUnread(name, id) {
      unread[name].add(id)
      markRead()
    },

    notify(name, title, body, onOpen) {
      const icon = element<HTMLTemplateElement>('data-icons').content.querySelector(`[data-icon=${name}] svg`)
      element('data-toast-icon').replaceChildren(...(icon ? [icon.cloneNode(true)] : []))
      element('data-toast-title').textContent = title
      element('data-toast-body').textContent = body
      toast.hidden = false
      // While the drawer is shut it floats over the page, as a notification floats over a browser.
      ;(inView() ? element('data-screen') : document.body).append(toast)
      onToast = () => {
        toast.hidden = true
        openDrawer()
        show(name)
        onOpen?.()
      }
      clearTimeout(toastTimer)
      toastTimer = setTimeout(() => {
        toast.hidden = true
      }, toastMs)
    },

    snack(text) {
      const line = element('data-snack')
      line.textContent = text
      line.classList.add('is-shown')
      clearTimeout(snackTimer)
      snackTimer = setTimeout(() => line.classList.remove('is-shown'), 1600)
    },
  }
}
