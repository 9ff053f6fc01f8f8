// The end of a stream of bytes, by their places in the stream: what came last, back to where it is still needed.

const BUFFER_BYTES_MIN = 64 * 1024

export interface HeldBytes {
  /** What lies before `from` is let go. */
  append: (chunk: Uint8Array, from: number) => void
  byteAt: (place: number) => number
  /** A view, which holds until the next chunk is appended. */
  slice: (from: number, to: number) => Uint8Array
  end: () => number
}

export function createHeldBytes(): HeldBytes {
  let buffer = new Uint8Array(BUFFER_BYTES_MIN)
  /** The place of the first byte in the buffer. */
  let first = 0
  let end = 0

  return {
    append(chunk, from) {
      if (end - first + chunk.byteLength > buffer.byteLength) {
        const rest = buffer.subarray(from - first, end - first)
        const needed = rest.byteLength + chunk.byteLength
        // Twice what is needed, so that the same bytes are not moved with every chunk.
        if (2 * needed > buffer.byteLength) buffer = new Uint8Array(2 * needed)
        buffer.set(rest)
        first = from
      }
      buffer.set(chunk, end - first)
      end += chunk.byteLength
    },
    byteAt: (place) => buffer[place - first] ?? 0,
    slice: (from, to) => buffer.subarray(from - first, to - first),
    end: () => end,
  }
}
