// The bytes of a CSV file to its records, each with the line it begins on: a line, or several where a quoted cell goes on.
// A record of several lines that turns out to be none costs its first line alone: whatever the quote took in is read again,
// so that a stray one hides nothing. What is held is bounded. Cells are taken apart elsewhere.

import { createHeldBytes, type HeldBytes } from './held-bytes.ts'
import { createQuoting, type Quoting } from './quoting.ts'

/** A row of a table of labels is a hundred bytes; of a table with the texts that were judged, a few thousand. */
export const RECORD_BYTES_MAX: number = 1024 * 1024
/** As many as a spreadsheet has columns. Each is some hundred bytes in memory, though it be a comma in the file. */
export const RECORD_CELLS_MAX = 16_384
/** How often bytes are read again, on the average and of a record at once, before quotes no longer go over lines. */
const AGAIN_TIMES_MAX = 4

const RETURN = 0x0d
const NEWLINE = 0x0a

const IN_MIDDLE = 'a quote ends in the middle of a cell'
const NEVER_CLOSED = 'the quote that opens in this line is never closed'
const TOO_MANY_CELLS = `it has more than ${RECORD_CELLS_MAX} cells`
const NOT_IN_LINE = 'the quote that opens in this line is not closed in it, nor in any that could be told'

export type RecordFrame = { line: number; bytes: Uint8Array } | { line: number; fault: string }

export interface FrameRecords {
  /** What ends in this chunk, lazily: the delimiter may be named in between. Bytes are to be used before the next chunk. */
  push: (chunk: Uint8Array) => Iterable<RecordFrame>
  end: () => Iterable<RecordFrame>
  /** What ends a cell from here on. */
  useDelimiters: (delimiters: readonly number[]) => void
}

interface OpenRecord {
  begin: number
  line: number
  /** Where its second line begins, once it has one. */
  second: number | null
  /** Then it ends with its line. */
  fault: string | null
}

export function createFrameRecords(delimiters: readonly number[], bytesMax: number = RECORD_BYTES_MAX): FrameRecords {
  const reading = startReading(delimiters, bytesMax)

  function* read(): Generator<RecordFrame> {
    while (reading.at < reading.held.end()) {
      const frame = readByte(reading)
      if (frame !== null) yield frame
    }
  }

  return {
    *push(chunk) {
      reading.held.append(chunk, reading.record.begin)
      yield* read()
      for (let frame = keepBound(reading); frame !== null; frame = keepBound(reading)) {
        yield frame
        yield* read()
      }
    },
    *end() {
      do {
        yield* read()
        const { second } = reading.record
        const isLost = reading.quoting.isOpen() && second !== null
        const frame = isLost ? giveUp(reading, second, NEVER_CLOSED) : finish(reading, reading.at, NEVER_CLOSED)
        if (frame !== null) yield frame
      } while (reading.at < reading.held.end())
    },
    useDelimiters: reading.quoting.useDelimiters,
  }
}

interface Reading {
  readonly bytesMax: number
  readonly held: HeldBytes
  readonly quoting: Quoting
  readonly again: Allowance
  /** The next byte. */
  at: number
  line: number
  wasReturn: boolean
  record: OpenRecord
}

function startReading(delimiters: readonly number[], bytesMax: number): Reading {
  return {
    bytesMax,
    held: createHeldBytes(),
    quoting: createQuoting(delimiters),
    again: createAllowance(AGAIN_TIMES_MAX * bytesMax),
    at: 0,
    line: 1,
    wasReturn: false,
    record: { begin: 0, line: 1, second: null, fault: null },
  }
}

function startRecord(reading: Reading): void {
  reading.record = { begin: reading.at, line: reading.line, second: null, fault: null }
  reading.quoting.startRecord()
}

function readByte(reading: Reading): RecordFrame | null {
  const byte = reading.held.byteAt(reading.at)
  reading.at += 1
  const isNewline = byte === NEWLINE
  let frame: RecordFrame | null = null
  if (isNewline && reading.wasReturn) passNewline(reading)
  else frame = isNewline || byte === RETURN ? endLine(reading) : step(reading, byte)
  reading.wasReturn = lastByte(reading) === RETURN
  return frame
}

/** Of those that are done with: reading may have gone back. */
function lastByte({ held, at }: Reading): number {
  return held.byteAt(at - 1)
}

/** Of a return and a newline the second ends no line of its own. */
function passNewline({ record, at }: Reading): void {
  if (record.begin === at - 1) record.begin = at
  if (record.second === at - 1) record.second = at
}

function endLine(reading: Reading): RecordFrame | null {
  const { quoting, record, again, at, bytesMax } = reading
  reading.line += 1
  if (!quoting.isOpen() || record.fault !== null || again.isSpent(at)) return finish(reading, at - 1, NOT_IN_LINE)
  record.second ??= at
  return at - record.begin > bytesMax ? giveUp(reading, record.second, NEVER_CLOSED) : null
}

function step(reading: Reading, byte: number): RecordFrame | null {
  const { quoting, line } = reading
  if (!quoting.step(byte)) return spoil(reading, IN_MIDDLE, `its quote ends in the middle of a cell, in line ${line}`)
  return quoting.cells() > RECORD_CELLS_MAX ? spoil(reading, TOO_MANY_CELLS, TOO_MANY_CELLS) : null
}

/** It is none; of several lines the first is lost. */
function spoil(reading: Reading, fault: string, faultOfSeveral: string): RecordFrame | null {
  const { record } = reading
  if (record.second !== null) return giveUp(reading, record.second, faultOfSeveral)
  record.fault ??= fault
  return null
}

/** The first line is lost, and the second is where reading goes on. */
function giveUp(reading: Reading, second: number, reason: string): RecordFrame {
  const { record, bytesMax, at } = reading
  const isPastBound = at - record.begin > bytesMax
  const why = isPastBound ? `the quote that opens in this line is not closed within ${inKib(bytesMax)}` : reason
  const frame = { line: record.line, fault: second - record.begin > bytesMax ? tooLong(bytesMax) : why }
  reading.again.spend(second, at)
  reading.at = second
  reading.line = record.line + 1
  reading.wasReturn = lastByte(reading) === RETURN
  startRecord(reading)
  return frame
}

/** A record that ends before `to`. */
function finish(reading: Reading, to: number, unclosed: string): RecordFrame | null {
  const { record, bytesMax, quoting, held } = reading
  const { begin, line, second } = record
  const isTooLong = to - begin > bytesMax
  if (isTooLong && second !== null) return giveUp(reading, second, NEVER_CLOSED)
  const fault = record.fault ?? (isTooLong ? tooLong(bytesMax) : quoting.isOpen() ? unclosed : null)
  startRecord(reading)
  if (fault !== null) return { line, fault }
  return to > begin ? { line, bytes: held.slice(begin, to) } : null
}

/** Of what is held between two chunks. */
function keepBound(reading: Reading): RecordFrame | null {
  const { record, at, bytesMax } = reading
  if (at - record.begin <= bytesMax) return null
  if (record.second !== null) return giveUp(reading, record.second, NEVER_CLOSED)
  // The rest of a long line is passed over.
  record.fault ??= tooLong(bytesMax)
  record.begin = at
  return null
}

function tooLong(bytesMax: number): string {
  return `it is longer than ${inKib(bytesMax)}`
}

function inKib(bytes: number): string {
  return `${Math.floor(bytes / 1024)} KiB`
}

interface Allowance {
  /** Bytes that were read are read again. */
  spend: (from: number, to: number) => void
  /** Whether there is none left for what was read before; what is new may be read as ever. */
  isSpent: (at: number) => boolean
}

/** It comes back with every byte that is new, so that the work stays in proportion whatever the file is. */
function createAllowance(bytesMax: number): Allowance {
  let bytes = bytesMax
  let furthest = 0
  return {
    spend(from, to) {
      const fresh = Math.max(0, to - furthest)
      furthest = Math.max(furthest, to)
      bytes = Math.min(bytes + AGAIN_TIMES_MAX * fresh, bytesMax) - (to - from)
    },
    isSpent: (at) => bytes < 0 && at < furthest,
  }
}
