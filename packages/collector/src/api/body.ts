// Reads a request's body whole, within a bound that also holds after decompression.

import { promisify } from 'node:util'
import { gunzip, inflate, zstdDecompress } from 'node:zlib'
import type { Context } from 'hono'
import { ProblemError } from './problem.ts'

type Decoder = (compressed: Buffer, options: { maxOutputLength: number }) => Promise<Buffer>

const DECODERS = new Map<string, Decoder>([
  ['gzip', promisify(gunzip)],
  ['deflate', promisify(inflate)],
  ['zstd', promisify(zstdDecompress)],
])

export async function readBody(context: Context, bytesMax: number): Promise<Buffer> {
  const received = await readReceived(context, bytesMax)
  const encoding = context.req.header('content-encoding')?.trim().toLowerCase() ?? 'identity'
  if (encoding === 'identity' || encoding === '') return received
  const decode = DECODERS.get(encoding)
  if (decode === undefined) {
    throw new ProblemError(
      'request.unsupported_media_type',
      `The content encoding ${encoding} is not one of gzip, deflate and zstd.`,
    )
  }
  try {
    return await decode(received, { maxOutputLength: bytesMax })
  } catch (error) {
    if (isTooLarge(error)) throw tooLarge(bytesMax)
    throw new ProblemError('request.invalid', `The body is not valid ${encoding}.`, { cause: error })
  }
}

async function readReceived(context: Context, bytesMax: number): Promise<Buffer> {
  const body: ReadableStream<Uint8Array> | null = context.req.raw.body
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of body ?? []) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, bytes)
}

function tooLarge(bytesMax: number): ProblemError {
  return new ProblemError('request.too_large', `The body is larger than ${bytesMax} bytes.`)
}

function isTooLarge(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ERR_BUFFER_TOO_LARGE'
}

export function parseJsonBody(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'))
  } catch (error) {
    throw new ProblemError('request.invalid', 'The body is not valid JSON.', { cause: error })
  }
}
