import { html, type TemplateResult } from 'lit'
import type { QrBits } from '../../server/api.ts'

/** One path of runs: always black on its own white plate, with the quiet zone of 4 modules that scanners ask for. */
export function qr({ size, bits }: QrBits, name: string): TemplateResult {
  const bytes = atob(bits.replaceAll('-', '+').replaceAll('_', '/'))
  const dark = (i: number) => (bytes.charCodeAt(i >> 3) >> (7 - (i & 7))) & 1
  let path = ''
  for (let i = 0, run = 0; i < size * size; i++) {
    if (!dark(i)) continue
    run++
    const x = i % size
    if (x < size - 1 && dark(i + 1)) continue
    path += `M${x - run + 1} ${Math.floor(i / size)}h${run}v1h-${run}z`
    run = 0
  }
  const whole = size + 8
  return html`<svg class="qr" part="qr" role="img" aria-label=${name} viewBox="-4 -4 ${whole} ${whole}"
    width=${whole * 5} shape-rendering="crispEdges"><path fill="#fff" d="M-4-4h${whole}v${whole}h-${whole}z" /><path d=${path} /></svg>`
}
