// A file of JSON lines to rows of keys and labels.

import type { Json } from '@trimtab/contract'
import { readLines } from '../import/read-lines.ts'
import { RECORD_BYTES_MAX } from './frame-records.ts'
import { listNames } from './table-columns.ts'
import { labelOf, type ReadTruthOptions, type TruthColumns, type TruthRow } from './truth-row.ts'
import { utf8Bytes } from './utf8-bytes.ts'

export async function* readTruthLines(
  chunks: AsyncIterable<Uint8Array>,
  { columns, areNumbers }: ReadTruthOptions,
): AsyncGenerator<TruthRow> {
  for await (const { number: line, ...read } of readLines(utf8Bytes(chunks), RECORD_BYTES_MAX))
    yield 'fault' in read ? { line, fault: read.fault } : { line, ...readRow(read.text, columns, areNumbers) }
}

type Read = { key: string; label: Json; at: string | null } | { fault: string }

function readRow(text: string, columns: TruthColumns, areNumbers: boolean): Read {
  const row = parse(text)
  if (row === null) return { fault: 'it is not a JSON object' }
  const missing = [columns.key, columns.label, columns.at].find(
    (name) => name !== undefined && !Object.hasOwn(row, name),
  )
  if (missing !== undefined)
    return { fault: `it has no ${JSON.stringify(missing)}, but ${listNames(Object.keys(row))}` }
  const { [columns.key]: key = null, [columns.label]: label = null } = row
  const at = columns.at === undefined ? null : (row[columns.at] ?? '')
  if (typeof key !== 'string' && typeof key !== 'number') return { fault: 'its key is neither text nor a number' }
  return {
    key: String(key),
    label: typeof label === 'string' ? labelOf(label, areNumbers) : label,
    at: at === null ? null : typeof at === 'string' ? at : JSON.stringify(at),
  }
}

function parse(text: string): { [name: string]: Json } | null {
  try {
    const value = JSON.parse(text) as Json
    return typeof value === 'object' && value !== null && !Array.isArray(value) ? value : null
  } catch {
    return null
  }
}
