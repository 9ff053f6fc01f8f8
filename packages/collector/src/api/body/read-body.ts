// Reads a request's body whole: within a bound that also holds once it is unpacked, within a time, and within what the
// process may hold in all. What it declares about its length is only ever a reason to refuse it early.

import type { IncomingMessage } from 'node:http'
import type { Context } from 'hono'
import type { ByteBudget, Holding } from './byte-budget.ts'
import { ProblemError } from '../problem.ts'
import { joinChunks, packingOf, tooLarge, unpack } from './unpack.ts'

/** How long a body is waited for: in all, and as long as in each window so much of it came or it ended. */
export interface Patience {
  totalMs: number
  windowMs: number
  windowBytesMin: number
}

/** Of a sender with a key. OpenTelemetry's exporters give up after 10 s. */
export const PATIENCE: Patience = { totalMs: 30_000, windowMs: 5_000, windowBytesMin: 64 * 1024 }

/** Of whoever shows nothing before the body, which is small. */
export const STRANGERS_PATIENCE: Patience = { totalMs: 5_000, windowMs: 2_500, windowBytesMin: 1024 }

export interface BodyLimits {
  budget: ByteBudget
  bytesMax: number
  /** Whose share of the budget it comes from; null for nobody's. */
  caller?: string | null
  patience?: Patience
}

/** The body and its bytes in the budget are held until `use` has ended. */
export async function withBody<Result>(
  context: Context,
  { budget, bytesMax, caller = null, patience = PATIENCE }: BodyLimits,
  use: (body: Uint8Array, holding: Holding) => Promise<Result>,
): Promise<Result> {
  const packing = packingOf(context.req.header('content-encoding'))
  const declared = Number(context.req.header('content-length') ?? 0)
  if (declared > bytesMax) throw tooLarge(bytesMax)
  const take = async (holding: Holding): Promise<Result> => {
    const received = await receive(chunksOf(context), { bytesMax, patience, holding }).catch((error: unknown) => {
      // Nobody waits for the rest; the next request of this connection could not be told from it.
      if (error instanceof ProblemError && error.code === 'request.too_slow') context.header('connection', 'close')
      throw error
    })
    if (packing === null || received.byteLength === 0) return use(received, holding)
    const body = await unpack(received, { packing, bytesMax, holding })
    holding.give(received.byteLength)
    return use(body, holding)
  }
  return budget.hold(declared || 0, take, caller)
}

/** Straight from the socket where there is one: a web stream around it costs more than reading a small body. */
export function chunksOf(context: Context): AsyncIterator<Uint8Array> {
  const { incoming } = (context.env ?? {}) as { incoming?: IncomingMessage }
  if (incoming !== undefined) return incoming.iterator({ destroyOnReturn: false })
  const body: ReadableStream<Uint8Array> | null = context.req.raw.body
  return (body ?? new Blob([]).stream()).values({ preventCancel: true })
}

interface ReceiveOptions {
  bytesMax: number
  patience: Patience
  holding: Holding
  /** Throws where the first bytes already tell that the rest is not wanted. */
  checkFirst?: (first: Uint8Array) => void
}

/** Everything there is, in one piece of memory of its own. */
export async function receive(chunks: AsyncIterator<Uint8Array>, options: ReceiveOptions): Promise<Uint8Array> {
  const { bytesMax, patience, holding, checkFirst } = options
  const received: Uint8Array[] = []
  let bytes = 0
  const { promise: tooSlow, reject } = Promise.withResolvers<never>()
  const deadline = setTimeout(() => reject(new ProblemError('request.too_slow')), patience.totalMs)
  let bytesBefore = 0
  const checkPace = (): void => {
    if (bytes - bytesBefore < patience.windowBytesMin) reject(new ProblemError('request.too_slow'))
    bytesBefore = bytes
  }
  // What came while we were busy ourselves is read first: it was not the sender who was slow.
  const pace = setInterval(() => setImmediate(checkPace), patience.windowMs)
  try {
    for (;;) {
      const next = await Promise.race([chunks.next(), tooSlow])
      if (next.done === true) break
      const chunk = next.value
      if (bytes === 0) checkFirst?.(chunk)
      bytes += chunk.byteLength
      if (bytes > bytesMax) throw tooLarge(bytesMax)
      holding.take(chunk.byteLength)
      received.push(chunk)
    }
  } catch (error) {
    // Lets go of the source, so that what is left in it can be thrown away; not awaited, because it may never come.
    void chunks.return?.()
    if (error instanceof ProblemError) throw error
    throw new ProblemError('request.invalid', 'The body broke off.', { cause: error })
  } finally {
    clearTimeout(deadline)
    clearInterval(pace)
  }
  return joinChunks(received, bytes)
}

export function parseJsonBody(body: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(body.buffer, body.byteOffset, body.byteLength).toString('utf8'))
  } catch (error) {
    throw new ProblemError('request.invalid', 'The body is not valid JSON.', { cause: error })
  }
}
