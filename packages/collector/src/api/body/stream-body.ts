// A body that is used as it comes and never held whole: bounded, unpacked on the way, and given up where its sender makes
// us wait. A sender who waits for us is not slow.

import { pipeline } from 'node:stream'
import { createGunzip } from 'node:zlib'
import type { Context } from 'hono'
import { ProblemError } from '../problem.ts'
import { chunksOf, type Patience } from './read-body.ts'
import { packingOf, tooLarge } from './unpack.ts'

interface StreamOptions {
  /** Packed, and unpacked. */
  bytesMax: number
  patience: Patience
}

export function streamBody(context: Context, { bytesMax, patience }: StreamOptions): AsyncIterable<Uint8Array> {
  const packing = packingOf(context.req.header('content-encoding'))
  if (Number(context.req.header('content-length') ?? 0) > bytesMax) throw tooLarge(bytesMax)
  const sent = bounded(explain(context, paced(chunksOf(context), patience)), bytesMax)
  if (packing === null) return sent
  if (!packing.endsWith('gzip')) {
    const sentence = `A body of any length may be packed with gzip, and not with ${packing}.`
    throw new ProblemError('request.unsupported_media_type', sentence)
  }
  // What goes wrong on the way comes out of the end that is read.
  return bounded(unpacked(pipeline(sent, createGunzip(), () => undefined)), bytesMax)
}

async function* bounded(chunks: AsyncIterable<Uint8Array>, bytesMax: number): AsyncGenerator<Uint8Array> {
  let bytes = 0
  for await (const chunk of chunks) {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    yield chunk
  }
}

async function* unpacked(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('request.invalid', 'The body is not valid gzip.', { cause: error })
  }
}

async function* explain(context: Context, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks
  } catch (error) {
    if (!(error instanceof ProblemError))
      throw new ProblemError('request.invalid', 'The body broke off.', { cause: error })
    // Nobody waits for the rest; the next request of this connection could not be told from it.
    context.header('connection', 'close')
    throw error
  }
}

/** Only the time for which it is waited counts. */
async function* paced(chunks: AsyncIterator<Uint8Array>, patience: Patience): AsyncGenerator<Uint8Array> {
  const waited = { totalMs: 0, windowMs: 0, windowBytes: 0 }
  try {
    for (;;) {
      const startMs = performance.now()
      const next = await within(chunks.next(), patience.windowMs)
      if (next.done === true) return
      const ms = performance.now() - startMs
      waited.totalMs += ms
      waited.windowMs += ms
      waited.windowBytes += next.value.byteLength
      if (waited.totalMs > patience.totalMs) throw new ProblemError('request.too_slow')
      if (waited.windowMs > patience.windowMs) {
        if (waited.windowBytes < patience.windowBytesMin) throw new ProblemError('request.too_slow')
        waited.windowMs = 0
        waited.windowBytes = 0
      }
      yield next.value
    }
  } finally {
    // Lets go of the source, so that what is left in it can be thrown away; not awaited, because it may never come.
    void chunks.return?.()
  }
}

async function within<Value>(promise: Promise<Value>, timeoutMs: number): Promise<Value> {
  const { promise: tooSlow, reject } = Promise.withResolvers<never>()
  // What came while we were busy ourselves is read first: it was not the sender who was slow.
  const refuse = (): void => void setImmediate(() => reject(new ProblemError('request.too_slow')))
  const deadline = setTimeout(refuse, timeoutMs)
  try {
    return await Promise.race([promise, tooSlow])
  } finally {
    clearTimeout(deadline)
  }
}
