// Undoes what `content-encoding` names, off the main thread and within a bound on what comes out.

import type { Transform } from 'node:stream'
import { constants, createGunzip, createInflate, createInflateRaw, createZstdDecompress } from 'node:zlib'
import type { Holding } from './byte-budget.ts'
import { ProblemError } from '../problem.ts'
import { createTurns } from '../turns.ts'

/** Each chunk is one trip to another thread. */
const CHUNK_BYTES = 128 * 1024

/** As many as there are threads for it: more at once would all hold half of what they unpack, and finish later. */
const UNPACKING_MAX = 4

/** RFC 9659: over HTTP a frame needs no more memory than this to be unpacked, 8 MiB; ours to refuse where it does. */
const ZSTD_WINDOW_LOG_MAX = 23

/** Of zstd; each is a trip to another thread, and may hold as little as nothing. No sender has a use for so many. */
export const FRAMES_MAX = 1_000

type Unpacker = (packed: Uint8Array) => Transform & { bytesWritten: number }

const UNPACKERS = new Map<string, Unpacker>([
  ['gzip', () => createGunzip({ chunkSize: CHUNK_BYTES })],
  ['x-gzip', () => createGunzip({ chunkSize: CHUNK_BYTES })],
  ['deflate', (packed) => (isZlib(packed) ? createInflate : createInflateRaw)({ chunkSize: CHUNK_BYTES })],
  [
    'zstd',
    () =>
      createZstdDecompress({
        chunkSize: CHUNK_BYTES,
        params: { [constants.ZSTD_d_windowLogMax]: ZSTD_WINDOW_LOG_MAX },
      }),
  ],
])

/** Null where nothing is packed. Throws where nobody here can unpack it. */
export function packingOf(contentEncoding: string | undefined): string | null {
  const named = (contentEncoding ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== '' && name !== 'identity')
  const [packing, second] = named
  if (packing === undefined) return null
  if (second !== undefined) {
    throw new ProblemError('request.unsupported_media_type', 'A body may be packed once, and not several times over.')
  }
  if (!UNPACKERS.has(packing)) {
    throw new ProblemError(
      'request.unsupported_media_type',
      `The content encoding ${packing} is not one of gzip, deflate and zstd.`,
    )
  }
  return packing
}

interface UnpackOptions {
  packing: string
  bytesMax: number
  holding: Holding
}

const takeTurns = createTurns(UNPACKING_MAX)

/** Waits for its turn. How many may wait is bounded by the budget, which each of them holds a part of. */
export function unpack(packed: Uint8Array, options: UnpackOptions): Promise<Uint8Array> {
  return takeTurns(() => unpackNow(packed, options))
}

async function unpackNow(packed: Uint8Array, { packing, bytesMax, holding }: UnpackOptions): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  const take = (chunk: Uint8Array): void => {
    bytes += chunk.byteLength
    if (bytes > bytesMax) throw tooLarge(bytesMax)
    holding.take(chunk.byteLength)
    chunks.push(chunk)
  }
  try {
    let rest = packed
    for (let frames = 0; rest.byteLength > 0; frames += 1) {
      if (frames === FRAMES_MAX)
        throw new ProblemError('request.invalid', `The body has more than ${FRAMES_MAX} frames.`)
      if (frames > 0 && packing !== 'zstd')
        throw new ProblemError('request.invalid', `Something follows the end of the ${packing} body.`)
      rest = rest.subarray(await unpackFrame(rest, packing, take))
    }
  } catch (error) {
    if (error instanceof ProblemError) throw error
    throw new ProblemError('request.invalid', `The body is not valid ${packing}.`, { cause: error })
  }
  return joinChunks(chunks, bytes)
}

/**
 * How many of the bytes were used up. A gzip unpacker goes through all the members there are; zstd's stops at the end of
 * a frame, of which a body may have several.
 */
async function unpackFrame(packed: Uint8Array, packing: string, take: (chunk: Uint8Array) => void): Promise<number> {
  const makeUnpacker = UNPACKERS.get(packing)
  if (makeUnpacker === undefined) throw new Error(`no unpacker for ${packing}`)
  const unpacker = makeUnpacker(packed)
  unpacker.end(packed)
  try {
    for await (const chunk of unpacker as AsyncIterable<Uint8Array>) take(chunk)
    // Otherwise whoever goes on with the rest would never end.
    if (unpacker.bytesWritten === 0) throw new Error('nothing was read')
    return unpacker.bytesWritten
  } finally {
    unpacker.destroy()
  }
}

export function tooLarge(bytesMax: number): ProblemError {
  return new ProblemError('request.too_large', `The body is larger than ${bytesMax} bytes.`)
}

/** One piece of memory of its own, so that it can be handed to another thread without a copy. */
export function joinChunks(chunks: readonly Uint8Array[], bytes: number): Uint8Array {
  const joined = new Uint8Array(bytes)
  let offset = 0
  for (const chunk of chunks) {
    joined.set(chunk, offset)
    offset += chunk.byteLength
  }
  return joined
}

/** "deflate" means zlib's format, and some send the bare one. A zlib header names the method and has a check of its own. */
function isZlib(packed: Uint8Array): boolean {
  const [method = 0, flags = 0] = packed
  return (method & 0x0f) === 8 && (method * 256 + flags) % 31 === 0
}
