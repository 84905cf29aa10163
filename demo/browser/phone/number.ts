import { spaced } from '../../pages/numbers.ts'
import { around, element, isolated, make } from './element.ts'

export interface OwnNumber {
  /** E.164, `hidden`, or null while another number is being typed. */
  current(): string | null
  /** Puts the cursor where a number is missing. */
  focus(): void
  onChange(listener: () => void): void
  /** Says whom something is for that was sent to another number than this phone's; null when it is this one's. */
  forOther(to: string): HTMLElement | null
}

/** The number that the phone has: one of two, hidden, or any. */
export function createOwnNumber(root: HTMLElement): OwnNumber {
  const select = element<HTMLSelectElement>('data-number')
  const own = element<HTMLInputElement>('data-own')
  const listeners: (() => void)[] = []

  const stored = sessionStorage.getItem('phone-number')
  if (stored !== null) {
    const preset = [...select.options].some(option => option.value === stored)
    select.value = preset ? stored : 'own'
    if (!preset) own.value = stored
  }

  function current(): string | null {
    if (select.value !== 'own') return select.value
    const digits = own.value.replace(/[\s().-]/g, '')
    return /^\+[1-9]\d{5,14}$/.test(digits) ? digits : null
  }

  function draw(): void {
    const isOwn = select.value === 'own'
    element('data-own-box').hidden = !isOwn
    element('data-own-error').hidden = !isOwn || own.value === '' || current() !== null
  }

  function changed(): void {
    draw()
    const number = current()
    if (number !== null) sessionStorage.setItem('phone-number', number)
    for (const listener of listeners) listener()
  }
  select.addEventListener('change', () => {
    changed()
    if (select.value === 'own') own.focus()
  })
  own.addEventListener('change', changed)
  draw()

  const fill = document.querySelector<HTMLElement>('[data-fill]')
  fill?.addEventListener('click', () => {
    const field = document.querySelector<HTMLInputElement>(`#${fill.dataset.fill}`)
    const number = current()
    if (!field || number === null || number === 'hidden') return
    field.value = number
    field.dispatchEvent(new Event('input', { bubbles: true }))
    field.dispatchEvent(new Event('change', { bubbles: true }))
  })

  return {
    current,
    focus: () => own.focus(),
    onChange: listener => void listeners.push(listener),
    forOther(to) {
      if (to === current()) return null
      return make('p', 'for-other', ...around(root.dataset.for ?? '', 'number', isolated(spaced(to))))
    },
  }
}
