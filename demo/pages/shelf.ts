import { Html } from '../html.ts'

/** Width, height, colour class and band of each spine, from the left; a tilt leans on its neighbour. */
const spines: [width: number, height: number, colour: string, band: 'none' | 'one' | 'two', tilt?: number][] =
  [
    [15, 62, 'reed', 'one'],
    [11, 70, 'ink', 'two'],
    [20, 54, 'sand', 'none'],
    [9, 66, 'tide', 'one'],
    [13, 58, 'rose', 'two'],
    [24, 48, 'ink', 'one'],
    [10, 64, 'sun', 'none'],
    [14, 68, 'tide', 'two'],
    [12, 56, 'reed', 'none', -9],
  ]
const far: typeof spines = [
  [12, 60, 'sand', 'two', 10],
  [17, 66, 'tide', 'one'],
  [10, 52, 'sun', 'two'],
  [22, 58, 'reed', 'one'],
  [11, 70, 'rose', 'none'],
  [13, 63, 'ink', 'two'],
]

const foot = 76

function draw(books: typeof spines, from: number): string {
  let x = from
  return books
    .map(([width, height, colour, band, tilt]) => {
      const lean = tilt === undefined ? 0 : 8
      if (tilt !== undefined && tilt < 0) x += 9
      const left = x
      const top = foot - height
      x += width + 1 + (tilt !== undefined && tilt > 0 ? lean + 2 : 0)
      const bands =
        band === 'none'
          ? ''
          : `<path class="band" d="M${left} ${top + 9}h${width}${band === 'two' ? `M${left} ${foot - 10}h${width}` : ''}"/>`
      const turn =
        tilt === undefined ? '' : ` transform="rotate(${tilt} ${tilt < 0 ? left + width : left} ${foot})"`
      return `<g${turn}><rect class="${colour}" x="${left}" y="${top}" width="${width}" height="${height}" rx="1.5"/>${bands}</g>`
    })
    .join('')
}

const picture = (books: typeof spines, width: number): string =>
  `<svg viewBox="0 0 ${width} ${foot}" height="62">${draw(books, 0)}</svg>`

/** A shelf of books: the shop's only picture, drawn here. */
export const shelf = new Html(
  `<div class="shelf" aria-hidden="true">${picture(spines, 172)}${picture(far, 118)}</div>`,
)
