import { html, svg, type TemplateResult } from 'lit'
import { hex, ratioText } from './contrast.ts'
import type { Measure } from './measures.ts'

const enough = ({ ratio, needs }: Measure): boolean => ratio >= needs

/** How many pairs of colours have enough contrast, in a sentence. */
export function verdict(light: readonly Measure[], dark: readonly Measure[]): string {
  const all = [...light, ...dark]
  const low = all.filter(measure => !enough(measure)).length
  return low
    ? `${low} of ${all.length} pairs of colours ${low === 1 ? 'has' : 'have'} too little contrast`
    : `All ${all.length} pairs of colours have enough contrast`
}

/** Every pair of colours that meets, in both schemes. */
export const contrastTable = (light: readonly Measure[], dark: readonly Measure[]): TemplateResult => html`
  <table>
    <thead><tr><th scope="col">What meets</th><th scope="col">Asked for</th><th scope="col">Light</th><th scope="col">Dark</th></tr></thead>
    <tbody>${light.map(
      (measure, i) => html`<tr>
        <th scope="row">${measure.what}</th>
        <td class="needs">${measure.needs} : 1</td>
        ${cell(measure, 'Light')}${cell(dark[i]!, 'Dark')}
      </tr>`,
    )}</tbody>
  </table>`

const cell = (
  measure: Measure,
  scheme: string,
): TemplateResult => html`<td class=${enough(measure) ? '' : 'low'}>
  <span class="figure" data-scheme=${scheme}>
    <svg viewBox="0 0 36 24" aria-hidden="true"><rect x=".5" y=".5" width="35" height="23" rx="5" fill=${hex(measure.back)}/>${
      measure.needs === 3
        ? svg`<rect x="9" y="6" width="18" height="12" rx="3" fill=${hex(measure.front)}/>`
        : svg`<text x="18" y="16.5" text-anchor="middle" fill=${hex(measure.front)}>Aa</text>`
    }</svg>
    <b>${ratioText(measure.ratio)}</b>
    <span class="verdict">${enough(measure) ? '✓ enough' : '✗ too low'}</span>
  </span></td>`
