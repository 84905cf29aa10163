import { crc32, deflateSync } from 'node:zlib'

/** A picture as a canvas has it: four bytes a pixel, all of them opaque. */
export interface Pixels {
  width: number
  height: number
  rgba: Uint8Array
}

/**
 * Writes a PNG with a palette: at most 256 colours, the rarer ones by their nearest. Screens are flat, so it looks the
 * same and has a third of the bytes.
 *
 * @see https://www.w3.org/TR/png-3/
 */
export function encodePng({ width, height, rgba }: Pixels): Buffer {
  const { palette, indexes } = reduce(rgba)
  const rows = Buffer.alloc(height * (width + 1))
  for (let y = 0; y < height; y++) rows.set(indexes.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  // Eight bits a pixel, each the number of a colour.
  header.set([8, 3], 8)
  return Buffer.concat([
    Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]),
    chunk('IHDR', header),
    chunk('PLTE', Buffer.from(palette.flatMap(bytesOf))),
    chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

const bytesOf = (colour: number): [number, number, number] => [
  colour >> 16,
  (colour >> 8) & 255,
  colour & 255,
]

function reduce(rgba: Uint8Array): { palette: number[]; indexes: Uint8Array } {
  const colours = new Uint32Array(rgba.length / 4).map(
    (_, i) => (rgba[i * 4]! << 16) | (rgba[i * 4 + 1]! << 8) | rgba[i * 4 + 2]!,
  )
  const counts = new Map<number, number>()
  for (const colour of colours) counts.set(colour, (counts.get(colour) ?? 0) + 1)
  const palette: number[] = []
  // The commonest of each neighbourhood, and wider ones until there is room for all.
  for (let apart = 0; palette.length === 0 || palette.length > 256; apart += 6) {
    palette.length = 0
    for (const [colour] of [...counts].sort((a, b) => b[1] - a[1])) {
      if (palette.length <= 256 && !palette.some(kept => distance(kept, colour) <= apart))
        palette.push(colour)
    }
  }
  const nearest = new Map<number, number>()
  for (const colour of counts.keys()) {
    let best = 0
    palette.forEach((kept, i) => {
      if (distance(kept, colour) < distance(palette[best]!, colour)) best = i
    })
    nearest.set(colour, best)
  }
  return { palette, indexes: Uint8Array.from(colours, colour => nearest.get(colour)!) }
}

function distance(a: number, b: number): number {
  const [red, green, blue] = bytesOf(a)
  const [otherRed, otherGreen, otherBlue] = bytesOf(b)
  return Math.hypot(red - otherRed, green - otherGreen, blue - otherBlue)
}

function chunk(type: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data])
  const head = Buffer.alloc(4)
  head.writeUInt32BE(data.length)
  const tail = Buffer.alloc(4)
  tail.writeUInt32BE(crc32(body))
  return Buffer.concat([head, body, tail])
}
