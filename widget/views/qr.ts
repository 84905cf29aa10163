import { html, type TemplateResult } from 'lit'
import type { QrBits } from '../../server/api.ts'

/** Always black on its own white plate, with the quiet zone of 4 modules that scanners ask for. */
export function qr({ size, bits }: QrBits, name: unknown): TemplateResult {
  const bytes = atob(bits.replace(/-/g, '+').replace(/_/g, '/'))
  const whole = size + 8
  let path = ''
  for (let i = 0; i < size * size; i++)
    if ((bytes.charCodeAt(i >> 3) << (i & 7)) & 128) path += `M${i % size} ${(i / size) | 0}h1v1h-1z`
  return html`<svg class="qr" part="qr" role="img" aria-label=${name} viewBox=${`-4 -4 ${whole} ${whole}`}
    width=${whole * 5} shape-rendering="crispEdges"><path d=${path} /></svg>`
}
