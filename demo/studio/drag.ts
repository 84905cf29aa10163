/**
 * A handle at the edge of what it widens: dragged with a pointer, or moved with the arrow keys.
 *
 * @param width of what it widens, in pixels, asked for when a drag begins
 */
export function createHandle(
  { least, most }: { least: number; most: number },
  width: () => number,
  changed: (pixels: number) => void,
): HTMLElement {
  const handle = document.createElement('div')
  handle.className = 'handle'
  handle.role = 'separator'
  handle.tabIndex = 0
  handle.ariaLabel = 'Width'
  handle.ariaOrientation = 'vertical'
  handle.ariaValueMin = String(least)
  handle.ariaValueMax = String(most)

  const set = (pixels: number): void => {
    const kept = Math.min(most, Math.max(least, Math.round(pixels)))
    handle.ariaValueNow = String(kept)
    changed(kept)
  }
  handle.ariaValueNow = String(width())

  handle.addEventListener('pointerdown', down => {
    const from = width()
    // In a right-to-left page the handle is on the left, and pulls that way.
    const sign = getComputedStyle(handle).direction === 'rtl' ? -1 : 1
    const moved = (move: PointerEvent) => set(from + sign * (move.clientX - down.clientX))
    handle.setPointerCapture(down.pointerId)
    handle.addEventListener('pointermove', moved)
    handle.addEventListener('lostpointercapture', () => handle.removeEventListener('pointermove', moved), {
      once: true,
    })
    down.preventDefault()
    handle.focus()
  })
  handle.addEventListener('keydown', e => {
    const sign = getComputedStyle(handle).direction === 'rtl' ? -1 : 1
    const steps: Record<string, number> = { ArrowRight: sign, ArrowLeft: -sign }
    const step = steps[e.key]
    if (step) set(width() + step * (e.shiftKey ? 20 : 1))
    else if (e.key === 'Home') set(least)
    else if (e.key === 'End') set(most)
    else return
    e.preventDefault()
  })
  return handle
}
