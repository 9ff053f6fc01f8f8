// A CSV file, as it comes, to rows of keys and labels. Of any size: what is held of it is a chunk, and a record at most.

import { Refusal } from '../../refusal.ts'
import { cellText } from './cell-text.ts'
import { createFrameRecords, type RecordFrame } from './frame-records.ts'
import { readCells } from './read-cells.ts'
import { DELIMITERS, findColumns, type TableColumns } from './table-columns.ts'
import { labelOf, type ReadTruthOptions, type TruthRow } from './truth-row.ts'
import { utf8Bytes } from './utf8-bytes.ts'

const BYTES_AT_ONCE = 64 * 1024

interface ReadTableOptions extends ReadTruthOptions {
  /** One character; found from the header where it is not said. */
  delimiter?: string | undefined
}

/** Rejects with a sentence where it is no such table. */
export async function* readTruthTable(
  chunks: AsyncIterable<Uint8Array>,
  { columns, areNumbers, delimiter }: ReadTableOptions,
): AsyncGenerator<TruthRow> {
  const framing = createFrameRecords(codesOf(delimiter === undefined ? DELIMITERS : [delimiter]))
  let table: TableColumns | null = null

  /** Many at once, and no more than a chunk of them: one chunk may set free what was held of several. */
  function* read(frames: Iterable<RecordFrame>): Generator<TruthRow> {
    let [some, bytes]: [RecordFrame[], number] = [[], 0]
    for (const frame of frames) {
      if (table === null) {
        table = findColumns(headerOf(frame), columns, delimiter)
        framing.useDelimiters(codesOf([table.delimiter]))
        continue
      }
      some.push(frame)
      bytes += 'bytes' in frame ? frame.bytes.byteLength : 0
      if (bytes < BYTES_AT_ONCE) continue
      yield* readRecords(some, table, areNumbers)
      ;[some, bytes] = [[], 0]
    }
    if (table !== null) yield* readRecords(some, table, areNumbers)
  }

  for await (const chunk of utf8Bytes(chunks)) yield* read(framing.push(chunk))
  yield* read(framing.end())
  if (table === null) throw new Refusal('file.invalid', 'The table is empty: it has not even a header.')
}

/** In the order of their lines. */
function* readRecords(frames: readonly RecordFrame[], table: TableColumns, areNumbers: boolean): Generator<TruthRow> {
  const records = frames.flatMap((frame) => ('bytes' in frame ? [frame.bytes] : []))
  const rows = readCells(records, table.delimiter).values()
  for (const frame of frames) {
    if ('fault' in frame) {
      yield frame
      continue
    }
    const cells = rows.next().value ?? []
    if (!cells.every(isBlank)) yield { line: frame.line, ...readRow(cells, table, areNumbers) }
  }
}

function headerOf(frame: RecordFrame): Uint8Array {
  if ('bytes' in frame) return frame.bytes
  throw new Refusal('file.invalid', `The header in line ${frame.line} cannot be read: ${frame.fault}.`)
}

function codesOf(delimiters: readonly string[]): number[] {
  return delimiters.map((delimiter) => delimiter.charCodeAt(0))
}

/** Spreadsheets end a table with rows of nothing. */
function isBlank(cell: Uint8Array): boolean {
  return cell.every((byte) => byte === 0x20)
}

type Read = { key: string; label: string | number; at: string | null } | { fault: string }

function readRow(cells: readonly Uint8Array[], { key, label, at, count }: TableColumns, areNumbers: boolean): Read {
  const [keyCell, labelCell, atCell] = [key, label, at ?? label].map((place) => cells[place])
  if (keyCell === undefined || labelCell === undefined || atCell === undefined) {
    const missing = keyCell === undefined ? 'key' : labelCell === undefined ? 'label' : 'time'
    return { fault: `it ends before its ${missing}: it has ${cells.length} of ${count} cells` }
  }
  return {
    key: cellText(keyCell),
    label: labelOf(cellText(labelCell), areNumbers),
    at: at === null ? null : cellText(atCell),
  }
}
