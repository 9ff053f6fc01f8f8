// The bytes of a CSV file to its records, each with the line it begins on: a line, or several where a quoted cell goes on.
// Cells are taken apart elsewhere. What is too long, or not quoted as CSV is, costs no memory and is told with its line.

/** A row of a table of labels is a hundred bytes; of a table with the texts that were judged, a few thousand. */
export const RECORD_BYTES_MAX: number = 1024 * 1024

const QUOTE = 0x22
const RETURN = 0x0d
const NEWLINE = 0x0a

export type RecordFrame = { line: number; bytes: Uint8Array } | { line: number; fault: string }

export interface FrameRecords {
  /** The records that end in this chunk, lazily: the delimiter may be named between two of them. */
  push: (chunk: Uint8Array) => Iterable<RecordFrame>
  end: () => Iterable<RecordFrame>
  /** What ends a cell from here on; a quote means something only where a cell begins. */
  useDelimiters: (delimiters: readonly number[]) => void
}

/** `after`: a quote that may end its cell, or be the first of two that stand for one. */
type Place = 'cell' | 'quoted' | 'after'

export function createFrameRecords(delimiters: readonly number[], bytesMax: number = RECORD_BYTES_MAX): FrameRecords {
  let endsCell = tableOf(delimiters)
  let place: Place = 'cell'
  let isCellStart = true
  let wasReturn = false
  let line = 1
  let firstLine = 1
  let pieces: Uint8Array[] = []
  let bytes = 0
  let fault: string | null = null

  function gather(piece: Uint8Array): void {
    bytes += piece.byteLength
    if (bytes > bytesMax) {
      fault ??= `it is longer than ${Math.floor(bytesMax / 1024)} KiB`
      pieces = []
    } else if (piece.byteLength > 0) pieces.push(piece)
  }

  function* finish(): Generator<RecordFrame> {
    if (fault !== null) yield { line: firstLine, fault }
    else if (bytes > 0) yield { line: firstLine, bytes: Buffer.concat(pieces) }
    firstLine = line
    pieces = []
    bytes = 0
    fault = null
    place = 'cell'
    isCellStart = true
  }

  /** Where the cell goes on after a byte that ends no line. */
  function step(byte: number): void {
    if (place === 'quoted') {
      if (byte === QUOTE) place = 'after'
    } else if (byte === QUOTE && (place === 'after' || isCellStart)) {
      place = 'quoted'
      isCellStart = false
    } else {
      isCellStart = endsCell[byte] === 1
      if (place === 'after' && !isCellStart) fault ??= 'a quote ends in the middle of a cell'
      place = 'cell'
    }
  }

  return {
    *push(chunk) {
      let start = 0
      for (let at = 0; at < chunk.byteLength; at += 1) {
        const byte = chunk[at] as number
        const isNewline = byte === NEWLINE
        if (!isNewline && byte !== RETURN) {
          wasReturn = false
          step(byte)
          continue
        }
        // Of a return and a newline the second ends no line of its own.
        const isSecond = isNewline && wasReturn
        wasReturn = byte === RETURN
        if (!isSecond) line += 1
        if (place === 'quoted') continue
        gather(chunk.subarray(start, at))
        start = at + 1
        if (!isSecond) yield* finish()
      }
      gather(chunk.subarray(start))
    },
    *end() {
      if (place === 'quoted') fault = 'a quote that begins here never ends; nothing after it was read'
      yield* finish()
    },
    useDelimiters: (next) => {
      endsCell = tableOf(next)
    },
  }
}

/** By byte. */
function tableOf(bytes: readonly number[]): Uint8Array {
  const table = new Uint8Array(256)
  for (const byte of bytes) table[byte] = 1
  return table
}
