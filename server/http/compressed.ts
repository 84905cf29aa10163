import { promisify } from 'node:util'
import { brotliCompress, gzip } from 'node:zlib'
import type { Request, Response } from 'express'

/** What is served again and again: compressed when the first browser wants it so, and only then. */
export interface Compressible {
  readonly plain: Buffer
  readonly encoded: { br?: Promise<Buffer>; gzip?: Promise<Buffer> }
}

export const compressible = (plain: Buffer): Compressible => ({ plain, encoded: {} })

/**
 * Answers with the best of brotli, gzip and nothing that the client takes. Only for what is the same for everybody: beside
 * a secret, the size of something compressed tells about it.
 */
export async function sendCompressed(
  req: Request,
  res: Response,
  { plain, encoded }: Compressible,
): Promise<void> {
  // Our order: browsers name gzip first and give all the same weight.
  const encoding = (['br', 'gzip'] as const).find(one => req.acceptsEncodings(one))
  res.vary('Accept-Encoding')
  if (!encoding) return void res.send(plain)
  encoded[encoding] ??=
    encoding === 'br' ? promisify(brotliCompress)(plain) : promisify(gzip)(plain, { level: 9 })
  const body = await encoded[encoding]
  res.set('Content-Encoding', encoding).send(body)
}
