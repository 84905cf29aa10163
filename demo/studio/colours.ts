import { type Colour, over } from './contrast.ts'

let canvas: CanvasRenderingContext2D | null | undefined

/** A computed colour in sRGB: a browser keeps `oklch()` and the like as they were written. */
export function readColour(computed: string): Colour {
  const plain = /^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/.exec(computed)
  if (plain) {
    const [red = 0, green = 0, blue = 0, alpha = 1] = plain.slice(1).map(part => Number(part ?? 1))
    return { red, green, blue, alpha }
  }
  canvas ??= new OffscreenCanvas(1, 1).getContext('2d', { willReadFrequently: true }) as never
  canvas!.clearRect(0, 0, 1, 1)
  canvas!.fillStyle = computed
  canvas!.fillRect(0, 0, 1, 1)
  const [red = 0, green = 0, blue = 0, alpha = 0] = canvas!.getImageData(0, 0, 1, 1).data
  return { red, green, blue, alpha: alpha / 255 }
}

/** What lies behind an element's words: its own background and those below it, as far down as they let through. */
export function behind(element: Element): Colour {
  const layers: Colour[] = []
  for (let at: Element | null = element; at; at = parentOf(at)) {
    const colour = readColour(getComputedStyle(at).backgroundColor)
    if (colour.alpha > 0) layers.push(colour)
    if (colour.alpha === 1) break
  }
  const white: Colour = { red: 255, green: 255, blue: 255, alpha: 1 }
  return layers.reduceRight((below, top) => over(top, below), white)
}

/** Out of a shadow root comes its host. */
export function parentOf({ parentElement, parentNode }: Element): Element | null {
  return parentNode instanceof ShadowRoot ? parentNode.host : parentElement
}
