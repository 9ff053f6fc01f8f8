// A stream of bytes to its lines, however it is cut into chunks. A line that is too long is passed over and costs no
// memory; so is one that is no text.

/** A conversation with images inside of it fits; more is hardly one prediction. */
const LINE_BYTES_MAX: number = 16 * 1024 * 1024

const NEWLINE = 0x0a

export type Line =
  /** Counted from 1, blank ones included. */
  { number: number; text: string } | { number: number; fault: string }

export async function* readLines(
  chunks: AsyncIterable<Uint8Array>,
  bytesMax: number = LINE_BYTES_MAX,
): AsyncGenerator<Line> {
  let pieces: Uint8Array[] = []
  let bytes = 0
  let number = 1

  /** What was gathered of a line, which ends here; nothing for a blank one. */
  function end(): Line[] {
    const line = bytes > bytesMax ? tooLong(number, bytesMax) : decode(number, pieces)
    pieces = []
    bytes = 0
    number += 1
    return 'text' in line && line.text.trim() === '' ? [] : [line]
  }

  function gather(piece: Uint8Array): void {
    bytes += piece.length
    if (bytes > bytesMax) pieces = []
    else if (piece.length > 0) pieces.push(piece)
  }

  for await (const chunk of chunks) {
    let start = 0
    for (let at = chunk.indexOf(NEWLINE); at >= 0; at = chunk.indexOf(NEWLINE, start)) {
      gather(chunk.subarray(start, at))
      start = at + 1
      yield* end()
    }
    gather(chunk.subarray(start))
  }
  yield* end()
}

function tooLong(number: number, bytesMax: number): Line {
  const [unit, bytes] = bytesMax < 1024 * 1024 ? ['KiB', 1024] : ['MiB', 1024 * 1024]
  return { number, fault: `it is longer than ${Math.floor(bytesMax / bytes)} ${unit}` }
}

function decode(number: number, pieces: Uint8Array[]): Line {
  try {
    // It also takes a byte order mark away, which editors put before the first line.
    return { number, text: new TextDecoder('utf-8', { fatal: true }).decode(Buffer.concat(pieces)) }
  } catch {
    return { number, fault: 'it is not UTF-8 text' }
  }
}
