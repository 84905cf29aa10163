/** Runs in a page: puts pictures beside each other, each on its own ground. Pixels in base64. */
export async function sideBySide(shots: string[]): Promise<{ width: number; height: number; data: string }> {
  const images = await Promise.all(
    shots.map(async shot => createImageBitmap(await (await fetch(`data:image/png;base64,${shot}`)).blob())),
  )
  const width = images.reduce((sum, image) => sum + image.width, 0)
  const height = Math.max(...images.map(image => image.height))
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  let x = 0
  for (const image of images) {
    // Where a picture is less high than the others, its first row goes on below it.
    context.drawImage(image, 0, 0, image.width, 1, x, 0, image.width, height)
    context.drawImage(image, x, 0)
    x += image.width
  }
  const { data } = context.getImageData(0, 0, width, height)
  let bytes = ''
  for (let i = 0; i < data.length; i += 30_000) bytes += String.fromCharCode(...data.subarray(i, i + 30_000))
  return { width, height, data: btoa(bytes) }
}

/** A part to be shown: the first or the last of its kind. */
export type Shown = readonly [part: string, number: number, which: 0 | -1]

/** Runs in a page: draws a frame around parts, with their numbers beside the widget. */
export function frame(parts: Shown[]): void {
  const widget = document.querySelector('reach-proof')!
  const outer = widget.getBoundingClientRect()
  for (const [part, number, which] of parts) {
    const all = [...widget.shadowRoot!.querySelectorAll(`[part~=${part}]`)]
    const framed = all.filter(element => element.checkVisibility()).at(which)
    if (!framed) throw new Error(`There is no ${part} here.`)
    const { left, right, top, width, height } = framed.getBoundingClientRect()
    const space = part === 'base' ? 9 : 2
    const box = document.createElement('div')
    box.style.cssText = `position:absolute;left:${left - space}px;top:${top - space}px;width:${width + 2 * space}px;
      height:${height + 2 * space}px;box-sizing:border-box;border:1.5px solid #c2185b;border-radius:4px`
    const place =
      part === 'base'
        ? 'right:-9px;bottom:-9px'
        : left < outer.left + 4
          ? 'left:-21px;top:calc(50% - 9px)'
          : right > outer.right - 4
            ? 'right:-21px;top:calc(50% - 9px)'
            : 'left:calc(50% - 9px);bottom:-20px'
    const badge = document.createElement('b')
    badge.textContent = String(number)
    badge.style.cssText = `position:absolute;${place};width:18px;height:18px;border-radius:9px;background:#c2185b;
      color:#fff;font:600 11px/18px system-ui,sans-serif;text-align:center`
    box.append(badge)
    document.body.append(box)
  }
}
